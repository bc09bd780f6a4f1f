// Command plugin is a bundler of one's own: mfbundle with a plugin that taps
// every hook. It builds the federation.yaml in the folder that it is given.
//
//	go run ./docs/examples/plugin docs/examples/plugin/app
package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run builds and returns the exit code: 1 when the build has errors, 2 when the
// configuration has.
func run(args []string, stdout, stderr io.Writer) int {
	path := ""
	if len(args) > 0 {
		path = args[0]
	}
	file, diags := config.Load(config.LoadOptions{Path: path})
	_ = diag.Text(stderr, diags, diag.TextOptions{})
	if file == nil || file.Builds == nil {
		return 2
	}
	code := 0
	for _, c := range file.Builds {
		if err := build(c, stdout, stderr); err != nil {
			fmt.Fprintln(stderr, "error:", err)
			code = 1
		}
	}
	return code
}

func build(cfg *config.Config, stdout, stderr io.Writer) error {
	c := compiler.New(cfg, compiler.Options{})
	// The plugins of federation.yaml first, then ours. Taps of one stage run in the
	// order in which plugins are applied.
	if err := plugins.Apply(c); err != nil {
		return err
	}
	inventory := &Inventory{Forbidden: []string{"left-pad"}, BudgetBytes: 100_000}
	if err := c.Use(inventory); err != nil {
		return err
	}
	b, err := c.Run(context.Background())
	if b != nil {
		_ = diag.Text(stderr, b.Diagnostics, diag.TextOptions{})
	}
	if err != nil {
		return err
	}
	if !b.OK() {
		return fmt.Errorf("the build of %s has errors", cfg.Context)
	}
	for _, f := range b.Output.Assets.List() {
		fmt.Fprintln(stdout, f.Kind, f.Name)
	}
	return nil
}
