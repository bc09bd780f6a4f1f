package generate

import (
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// generateCommonJS writes the factory of a CommonJS module: its own text in a
// function, with calls of require replaced.
func generateCommonJS(in *Input, m graph.ModuleID, src *graph.Source) Factory {
	f := Factory{ID: in.ModuleIDs[m], Size: len(src.Record.Text)}
	e := &editor{in: in, m: m, src: src, r: src.Record, need: &f.Need, nodeRequire: &f.NodeRequire}
	for i := range e.r.Free {
		e.free(&e.r.Free[i])
	}
	for i := range e.r.Imports {
		e.imported(i)
	}
	for i := range e.r.Meta {
		if mt := &e.r.Meta[i]; !e.insideImport(mt.Start) {
			e.meta(mt)
		}
	}
	e.ensures()
	params := "module, exports, " + R
	if e.r.Flags&(graph.UsesThis|graph.UsesArguments|graph.Opaque) != 0 {
		f.Head = "function(" + params + ") {\n"
	} else {
		f.Head = "(" + params + ") => {\n"
	}
	f.Tail = "}"
	if hotModule(e.r) {
		f.Need = f.Need.With(runtime.NodeModule)
		prefix := "module = " + R + ".nmd(module);\n"
		if e.r.Flags&graph.IsStrict != 0 { // the file's own directive is not the first statement any more
			prefix = "\"use strict\";\n" + prefix
		}
		f.Pieces = append(f.Pieces, source.Piece{Prefix: prefix})
	}
	if head := e.head(); head != "" {
		if e.r.Flags&graph.IsStrict != 0 && len(f.Pieces) == 0 {
			head = "\"use strict\";\n" + head
		}
		f.Pieces = append(f.Pieces, source.Piece{Prefix: head})
	}
	f.Pieces = append(f.Pieces, source.Piece{Input: src.Input, Edits: e.finish(), Suffix: "\n"})
	if e.hidden() {
		n := newNamer(16)
		for i := range e.r.Symbols {
			n.take(e.r.Symbols[i].Name)
		}
		for _, name := range e.r.Nested {
			n.take(name)
		}
		f.rename(n.pick(R))
	}
	return f
}

// hotModule: the code looks at module.paths, module.children or module.loaded,
// which R.nmd adds.
func hotModule(r *graph.Record) bool {
	for i := range r.Free {
		f := &r.Free[i]
		if f.Name != "module" || f.Flags&graph.RefTypeof != 0 {
			continue
		}
		if f.Chain < 0 {
			return true
		}
		switch r.Chains[f.Chain].Names[0] {
		case "children", "paths":
			return true
		}
	}
	return false
}
