package generate

import (
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// generateCommonJS writes the factory of a CommonJS module: its own text in a
// function, with calls of require replaced.
func generateCommonJS(in *Input, m graph.ModuleID, src *graph.Source) Factory {
	f := Factory{ID: in.ModuleIDs[m], Size: len(src.Record.Text)}
	e := &editor{in: in, m: m, src: src, r: src.Record, need: &f.Need, nodeRequire: &f.NodeRequire, fileURL: &f.FileURL}
	e.dropUnused()
	gone := e.cut[:len(e.cut):len(e.cut)]
	for i := range e.r.Free {
		if !inside(gone, e.r.Free[i].Start) {
			e.free(&e.r.Free[i])
		}
	}
	for i := range e.r.Imports {
		if !inside(gone, e.r.Imports[i].Start) {
			e.imported(i)
		}
	}
	for i := range e.r.Meta {
		if mt := &e.r.Meta[i]; !inside(gone, mt.Start) && !e.insideImport(mt.Start) {
			e.meta(mt)
		}
	}
	e.ensures()
	e.lists()
	e.shortExports(gone)
	params := e.parameter("module") + ", " + e.parameter("exports") + ", " + R
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
	if src.How != nil && src.How.Strict == "strict" && len(f.Pieces) == 0 {
		f.Pieces = append(f.Pieces, source.Piece{Prefix: "\"use strict\";\n"})
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

// parameter names a parameter of the function around a CommonJS module. One that
// the module declares anew with let, const or class has to have another name.
func (e *editor) parameter(name string) string {
	own := e.r.Flags&graph.NoCommonJS != 0
	for i := range e.r.Symbols {
		s := &e.r.Symbols[i]
		own = own || s.Name == name && (s.Kind == graph.SymLet || s.Kind == graph.SymConst || s.Kind == graph.SymClass)
	}
	if own {
		return "__webpack_" + name + "__"
	}
	return name
}

// dropUnused cuts what linking has dropped of a CommonJS module: whole statements,
// and properties of module.exports = {...}.
func (e *editor) dropUnused() {
	live := e.in.Link.Stmts[e.m]
	if live == nil {
		return
	}
	props := e.in.Link.Props[e.m]
	first := true // nothing that stays came yet, besides directives
	for i := 0; i < len(e.r.Stmts); {
		s := &e.r.Stmts[i]
		if s.List != 0 {
			i = e.declarations(i, live, func(*graph.Stmt) { first = false })
			continue
		}
		switch kept := live[i]; {
		case !kept:
			e.drop(s.Start, s.End)
		case first && s.Kind != graph.StmtDirective:
			if first = false; len(e.cut) > 0 && (e.r.Text[s.Start] == '"' || e.r.Text[s.Start] == '\'') {
				e.replace(s.Start, s.Start, ";") // it is no directive now either
			}
		}
		if props != nil && uint32(i) == e.r.CommonJS.PropsStmt {
			e.dropProps(props)
		}
		i++
	}
}

// dropProps cuts properties with the comma behind them. The last goes with all up
// to the brace, as a comma before that is fine.
func (e *editor) dropProps(kept []bool) {
	c := &e.r.CommonJS
	for i := range kept {
		if kept[i] {
			continue
		}
		end := c.PropsEnd
		if i+1 < len(kept) {
			end = c.Props[i+1].Start
		}
		start := c.Props[i].Start
		e.list = append(e.list, source.Edit{Start: start, End: end})
		e.cut = append(e.cut, graph.ByteRange{Start: start, End: end})
	}
}

// inside reports whether an offset is in one of some sorted ranges.
func inside(list []graph.ByteRange, at uint32) bool {
	i := sort.Search(len(list), func(i int) bool { return list[i].End > at })
	return i < len(list) && list[i].Start <= at
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
