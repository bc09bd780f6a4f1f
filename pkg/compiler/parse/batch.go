package parse

import (
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/batch"
)

// Unit is one file of a batch.
type Unit struct {
	Path string // display name
	Src  []byte
	Opts *Options
	// Place is what the file knows of itself; nil when only run time does.
	Place *Place
	// Compiled is filled in by CompileBatch and read by AnalyzeUnit; nil when the
	// file has to be compiled by itself, or needs no compiling.
	Compiled *Compiled
}

// Compiled is what esbuild made of a TypeScript or TSX file.
type Compiled struct {
	code, mapping []byte
}

// CompileBatch compiles the TypeScript files among units in as few calls of
// esbuild as their options allow. Files with anything to complain about are left to AnalyzeUnit, which
// reports it.
func CompileBatch(units []Unit) {
	byOptions := make(map[*Options][]int)
	var order []*Options
	for i := range units {
		o := units[i].Opts
		if o == nil || o.Loader != LoaderTS && o.Loader != LoaderTSX {
			continue
		}
		if byOptions[o] == nil {
			order = append(order, o)
		}
		byOptions[o] = append(byOptions[o], i)
	}
	for _, o := range order {
		if list := byOptions[o]; len(list) > 1 {
			compileAlike(units, list, o)
		}
	}
}

// compileAlike compiles files of one set of options in one call. A file that
// does not compile fails the call, and then none of them is filled in.
func compileAlike(units []Unit, list []int, o *Options) {
	t := transformOptions(o)
	t.Loader = api.LoaderTS
	if o.Loader == LoaderTSX {
		t.Loader = api.LoaderTSX
	}
	// The path shows in what JSX development mode adds to elements.
	path := func(k int) string { return "/" + strings.ReplaceAll(units[list[k]].Path, "../", "") }
	seen := make(map[string]bool, len(list))
	for k := range list {
		if seen[path(k)] {
			return
		}
		seen[path(k)] = true
	}
	text := func(k int) string { return (&file{src: validText(units[list[k]].Src)}).unmapped() }
	out, clean := batch.Transform(len(list), "file", path, text, t)
	if !clean {
		return
	}
	for k, c := range out {
		units[list[k]].Compiled = &Compiled{c.Code, c.Map}
	}
}
