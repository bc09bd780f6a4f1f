package parse

import (
	"slices"
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// finish binds what is left of the uses to module-level symbols and makes the
// Record of what the walk has noted.
func (w *walker) finish() {
	r := w.rec
	lastToken := w.end
	w.finishAliases()
	w.references()
	w.provide()
	at := func(offset int) int {
		i := sort.Search(len(r.Free), func(i int) bool { return int(r.Free[i].Start) >= offset })
		if i < len(r.Free) && int(r.Free[i].Start) == offset {
			return i
		}
		return -1
	}
	w.finishImports(at)
	w.finishEvals(at)
	w.finishMentions()
	w.flags()
	if w.opts.Syntax.NoRequire {
		r.Flags = r.Flags&^(graph.UsesModule|graph.UsesExports|graph.UsesRequire) | graph.NoCommonJS
		r.CommonJS = graph.CommonJS{Mirror: -1, Closed: true}
	} else {
		w.commonJS(at)
	}
	w.remapImports()
	w.finishExports()
	w.finishConstants()
	w.finishStmts()
	w.finishProps()
	for _, m := range w.metas {
		marks := uint8(0)
		if m.target {
			marks = useTarget
		}
		r.Meta = append(r.Meta, graph.Meta{Start: uint32(m.start), End: uint32(m.end), Chain: w.chain(uint32(m.end), 0, marks)})
	}
	for i := range w.names.names {
		if n := &w.names.names[i]; n.nested {
			r.Nested = append(r.Nested, n.text)
		}
	}
	sort.Strings(r.Nested)
	r.SourceMappingURL = w.sourceMappingURL(lastToken)
	r.Edits = slices.DeleteFunc(w.edits, emptyEdit)
	r.Legal = w.legal
}

// references makes Refs and Free of the pending uses.
func (w *walker) references() {
	r := w.rec
	refs := 0
	for i := range w.uses {
		if w.names.names[w.uses[i].name].sym > 0 {
			refs++
		}
	}
	r.Refs = make([]graph.Ref, 0, refs)
	r.Free = make([]graph.FreeRef, 0, len(w.uses)-refs)
	seen := make([]bool, len(r.Symbols))
	holds := w.holders()
	for i := range w.uses {
		u := &w.uses[i]
		sym := w.names.names[u.name].sym - 1
		if u.marks&useConstant != 0 && sym >= 0 {
			w.bound = append(w.bound, int(u.start))
		}
		if u.marks&useDefine != 0 {
			if sym >= 0 {
				w.bound = append(w.bound, int(u.start))
			}
			continue
		}
		if sym < 0 {
			r.Free = append(r.Free, graph.FreeRef{
				Start: u.start, End: u.end, Name: w.names.names[u.name].text, Chain: w.chain(u.end, u.flags, u.marks), Flags: u.flags,
			})
			continue
		}
		s := &r.Symbols[sym]
		if u.flags&graph.RefWrite != 0 || u.flags&graph.RefDecl != 0 && seen[sym] {
			s.Assigned = true
		}
		if u.flags&graph.RefDecl != 0 {
			seen[sym] = true
			u.flags &^= graph.RefWrite // it only told that the declaration runs again
		}
		chain := int32(-1)
		if (s.Kind == graph.SymImport || s.Kind == graph.SymDeferred || holds != nil && holds[sym]) && u.flags&graph.RefDecl == 0 {
			chain = w.picked(u.end, w.chain(u.end, u.flags, u.marks))
			if chain < 0 && s.Kind != graph.SymImport {
				if end := w.interopRead(u); end > 0 {
					u.flags |= graph.RefInterop
					chain = w.chain(end, 0, 0)
				}
			}
		}
		r.Refs = append(r.Refs, graph.Ref{Start: u.start, End: u.end, Sym: uint32(sym), Chain: chain, Flags: u.flags})
	}
}

// finishImports drops the imports whose names are declared by the file itself.
// Indexes into walker.asks stay valid until remapImports.
func (w *walker) finishImports(at func(int) int) {
	w.noAMD = w.sawDefine && w.amdUnused()
	if w.sawDefine && !w.noAMD || w.asksForAMD() {
		w.rec.Flags |= graph.UsesAMD
	}
	for i := range w.asks {
		a := &w.asks[i]
		if w.noAMD && a.roots[0] >= 0 && at(a.roots[0]) >= 0 && w.rec.Free[at(a.roots[0])].Name == "define" {
			a.dropped = true
		}
		if a.roots[0] >= 0 && at(a.roots[0]) < 0 || !w.counts(a.via, at) {
			a.dropped = true
		}
		if a.roots[1] < 0 || !a.downgrade {
			continue
		}
		if free := at(a.roots[1]) >= 0; free && !w.startsWorker(a.Starts) || !free && !w.importsWorker(a.roots[1]) {
			a.Kind, a.Starts = graph.ImportURL, ""
		}
	}
	w.finishCreated()
	if w.opts.Syntax.WarnRequire {
		w.unknownRequires()
	}
	w.markRequires()
	for i := range w.ensures {
		x := w.ensures[i].Ensure
		if w.ensures[i].via == 0 && at(w.ensures[i].root) < 0 || !w.counts(w.ensures[i].via, at) {
			x.End = x.Start // somebody else's require
		}
		w.rec.Ensures = append(w.rec.Ensures, x)
	}
	for i := range w.problems {
		if p := &w.problems[i]; p.root < 0 || at(p.root) >= 0 {
			w.rec.Problems = append(w.rec.Problems, p.Problem)
		}
	}
}

// unknownRequires tells of each require that is neither called with something that
// can be followed nor asked for its type.
func (w *walker) unknownRequires() {
	known := make(map[int]bool)
	for i := range w.asks {
		known[w.asks[i].roots[0]] = true
	}
	for i := range w.ensures {
		known[w.ensures[i].root] = true
	}
	for i := range w.rec.Free {
		f := &w.rec.Free[i]
		if f.Name != "require" || f.Flags&graph.RefTypeof != 0 || known[int(f.Start)] {
			continue
		}
		if f.Chain >= 0 {
			switch w.rec.Chains[f.Chain].Names[0] {
			case "cache", "main", "extensions":
				continue
			}
		}
		w.problem("require-unknown", "require is used in a way in which what it asks for cannot be found", "call require with a literal, or leave out unknownContextCritical", int(f.Start), int(f.End), -1)
	}
}

// remapImports makes Record.Imports of the entries that count, and corrects the
// indexes that point to them.
func (w *walker) remapImports() {
	r := w.rec
	index := make([]int32, len(w.asks))
	r.Imports = make([]graph.Import, 0, len(w.asks))
	for _, i := range w.askOrder() {
		index[i] = -1
		if a := &w.asks[i]; !a.dropped {
			index[i] = int32(len(r.Imports))
			r.Imports = append(r.Imports, a.Import)
		}
	}
	for i := range r.Symbols {
		if s := &r.Symbols[i]; s.Import >= 0 {
			s.Import = index[s.Import]
		}
	}
	for i := range w.exportList {
		if x := &w.exportList[i]; x.from >= 0 {
			x.from = int(index[x.from])
		}
	}
	if m := r.CommonJS.Mirror; m >= 0 {
		r.CommonJS.Mirror = index[m]
	}
	for i := range r.CommonJS.Stars {
		r.CommonJS.Stars[i].Import = index[r.CommonJS.Stars[i].Import]
	}
	w.hand(index)
	w.handLocals(index)
}

// flags sets the flags that depend on free names.
func (w *walker) flags() {
	r := w.rec
	if len(r.This) > 0 {
		r.Flags |= graph.UsesThis
	}
	literal := 0
	for i := range w.asks {
		if a := &w.asks[i]; !a.dropped && (a.Kind == graph.ImportRequire || a.Kind == graph.ImportResolve || a.Kind == graph.ImportResolveWeak) && a.roots[0] >= 0 {
			literal++
		}
	}
	for i := range r.Free {
		switch r.Free[i].Name {
		case "module", "__webpack_module__":
			r.Flags |= graph.UsesModule
		case "exports":
			r.Flags |= graph.UsesExports
		case "arguments":
			r.Flags |= graph.UsesArguments
		case "require":
			literal--
		case "eval":
			if r.Free[i].Flags&graph.RefCallee != 0 && r.Free[i].Chain < 0 {
				r.Flags |= graph.HasEval
			}
		}
	}
	if literal < 0 {
		r.Flags |= graph.UsesRequire
	}
	captured := r.Flags&(graph.HasEval|graph.HasWith) != 0
	for i := range r.Symbols {
		r.Symbols[i].Captured = captured
	}
	for _, id := range w.pinned {
		if sym := w.names.names[id].sym; sym > 0 {
			r.Symbols[sym-1].Captured = true
		}
	}
}

// finishExports binds exported names and checks them.
func (w *walker) finishExports() {
	r := w.rec
	if len(w.exportList) == 0 {
		return
	}
	r.Exports = make([]graph.Export, 0, len(w.exportList))
	first := make(map[string]int, len(w.exportList))
	for i := range w.exportList {
		x := &w.exportList[i]
		e := graph.Export{
			Name: x.name, Sym: x.sym, Import: int32(x.from),
			At: graph.ByteRange{Start: uint32(x.start), End: uint32(x.end)},
		}
		switch {
		case x.from >= 0:
			e.Imported = x.imported
		case x.sym < 0:
			e.Sym = w.names.names[x.local].sym - 1
			if e.Sym < 0 {
				w.report("syntax-export-undeclared", "The exported name "+quote(w.names.names[x.local].text)+" is not declared in this file", x.start, x.end)
				continue
			}
		}
		if x.name != graph.AllNames {
			if j, twice := first[x.name]; twice {
				w.report("syntax-export-duplicate", "The name "+quote(x.name)+" is exported twice", x.start, x.end, diag.Label{
					At: w.location(w.exportList[j].start, w.exportList[j].end), Message: "first exported here",
				})
				continue
			}
			first[x.name] = i
		}
		r.Exports = append(r.Exports, e)
	}
}

// finishStmts gives every statement its ranges, declarations and effects. All
// lists are in source order and statements do not overlap, so one pass does.
func (w *walker) finishStmts() {
	r := w.rec
	var ref, free, imp, decl int
	symbols := make([]uint32, 0, len(w.stmtDecls))
	for i := range r.Stmts {
		s := &r.Stmts[i]
		for ref < len(r.Refs) && r.Refs[ref].Start < s.Start {
			ref++
		}
		s.Refs.From = uint32(ref)
		for ref < len(r.Refs) && r.Refs[ref].Start < s.End {
			ref++
		}
		s.Refs.To = uint32(ref)
		for free < len(r.Free) && r.Free[free].Start < s.Start {
			free++
		}
		s.Free.From = uint32(free)
		for free < len(r.Free) && r.Free[free].Start < s.End {
			free++
		}
		s.Free.To = uint32(free)
		s.Imports.From = uint32(imp)
		for imp < len(r.Imports) && r.Imports[imp].Start < s.End {
			r.Imports[imp].Stmt = uint32(i)
			imp++
		}
		s.Imports.To = uint32(imp)
		from := len(symbols)
		for decl < len(w.stmtDecls) && int(w.stmtDecls[decl].stmt) <= i {
			if sym := w.stmtDecls[decl].sym; !slices.Contains(symbols[from:], sym) {
				symbols = append(symbols, sym)
			}
			decl++
		}
		if len(symbols) > from {
			s.Declares = symbols[from:len(symbols):len(symbols)]
		}
		s.Effects, s.Calls = w.settle(w.extras[i])
	}
}
