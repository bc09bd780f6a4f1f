// Command mfbundle is a JavaScript bundler whose centre is Module Federation.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

func main() {
	path := ""
	if len(os.Args) > 2 {
		path = os.Args[len(os.Args)-1]
	}
	f, diags := config.Load(config.LoadOptions{Path: path})
	diag.Text(os.Stderr, diags, diag.TextOptions{})
	if f == nil || f.Builds == nil {
		os.Exit(2)
	}
	for _, b := range f.Builds {
		c := compiler.New(b, compiler.Options{})
		if err := plugins.Apply(c); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		r, err := c.Run(context.Background())
		if r != nil {
			diag.Text(os.Stderr, r.Diagnostics, diag.TextOptions{})
			for _, t := range r.Timings {
				fmt.Fprintln(os.Stderr, t.Pass, t.Took)
			}
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if !r.OK() {
			os.Exit(1)
		}
	}
}
