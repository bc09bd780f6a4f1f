package generate

import (
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// editor collects the edits of one source.
type editor struct {
	in   *Input
	m    graph.ModuleID
	src  *graph.Source
	r    *graph.Record
	list []source.Edit
	need *runtime.Set
	// nodeRequire is Factory.NodeRequire.
	nodeRequire *bool
	// fileURL is Factory.FileURL.
	fileURL *bool
	g       *group // nil for CommonJS
	cut     []graph.ByteRange
	stmt    *graph.Stmt // whose contents are being edited
	// metaName is the variable that stands for import.meta as a whole.
	metaName string
	provides []provided
}

func (e *editor) replace(start, end uint32, text string) {
	e.list = append(e.list, source.Edit{Start: start, End: end, New: text})
}

// drop removes a statement with everything in it.
func (e *editor) drop(start, end uint32) {
	text := ""
	if joins(e.r.Text[end:]) {
		text = ";" // the statement before may have ended because this one began
	}
	e.list = append(e.list, source.Edit{Start: start, End: end, New: text})
	e.cut = append(e.cut, graph.ByteRange{Start: start, End: end})
}

// joins reports whether text that follows a line break would go on with the
// expression before it. A comment counts, as what is behind it may.
func joins(text []byte) bool {
	for _, c := range text {
		switch c {
		case ' ', '\t', '\n', '\r':
			continue
		case '(', '[', '`', '+', '-', '/', '*', '.', ',':
			return true
		}
		return false
	}
	return false
}

// finish merges the edits of analysis, which do not count where a statement was
// dropped, and sorts.
func (e *editor) finish() []source.Edit {
	sort.SliceStable(e.cut, func(i, j int) bool { return e.cut[i].Start < e.cut[j].Start })
	k := 0
	for _, x := range e.r.Edits {
		for k < len(e.cut) && e.cut[k].End <= x.Start {
			k++
		}
		if k < len(e.cut) && e.cut[k].Start <= x.Start && x.End <= e.cut[k].End {
			continue
		}
		e.list = append(e.list, x)
	}
	source.SortEdits(e.list)
	return e.list
}

// module writes the piece of one ES module of a group.
func (g *group) module(m graph.ModuleID) source.Piece {
	src := g.in.Graph.Modules[m].Body.(*graph.Source)
	e := &editor{in: g.in, m: m, src: src, r: src.Record, need: &g.need, nodeRequire: &g.nodeRequire, fileURL: &g.fileURL, g: g}
	live := g.in.Link.Stmts[m]
	names := g.names[m]
	for i := 0; i < len(e.r.Stmts); {
		s := &e.r.Stmts[i]
		if s.List != 0 {
			i = e.declarations(i, live, func(s *graph.Stmt) {
				e.contents(s)
				e.copyLive(s)
			})
			continue
		}
		kept := live == nil || live[i]
		i++
		switch s.Kind {
		case graph.StmtImport, graph.StmtExportFrom, graph.StmtExportNames:
			e.drop(s.Start, s.End)
			continue
		}
		if !kept {
			e.drop(s.Start, s.End)
			continue
		}
		switch s.Kind {
		case graph.StmtFunction, graph.StmtClass:
			if s.Inner > s.Start {
				e.replace(s.Start, s.Inner, "")
			}
			if s.NameAt != 0 {
				e.replace(s.NameAt, s.NameAt, " "+names[s.Declares[0]])
				if s.Anonymous && s.Kind == graph.StmtFunction {
					g.unnamed = append(g.unnamed, names[s.Declares[0]])
				}
				// A minifier that keeps names gives it the one it has in the text, here.
				if s.Anonymous && (s.Kind == graph.StmtClass || g.in.keepsNames()) {
					*e.need = e.need.With(runtime.DefaultName)
					e.replace(s.End, s.End, "\n"+R+".dn("+names[s.Declares[0]]+");")
				}
			}
		case graph.StmtDefaultExpr:
			e.defaultExpression(s, names[s.Declares[0]])
		}
		e.contents(s)
		e.copyLive(s)
	}
	e.outsideOfStatements()
	return source.Piece{Prefix: e.head(), Input: src.Input, Edits: e.finish(), Suffix: "\n"}
}

// defaultExpression turns export default <expression> into a variable.
func (e *editor) defaultExpression(s *graph.Stmt, name string) {
	// A line break after the semicolon that is added here must not glue the
	// expression to the next statement, so the end is always made explicit.
	open, end := "const "+name+" = ", ""
	if e.in.ES5 {
		open = "var " + name + " = "
	}
	if s.Anonymous {
		*e.need = e.need.With(runtime.DefaultName)
		open += R + ".dn("
		end = ")"
	}
	e.replace(s.Start, s.Inner, open)
	last := s.End
	if e.r.Text[last-1] == ';' {
		e.replace(last-1, last, end+";")
	} else {
		e.replace(last, last, end+";")
	}
}

// declarations writes the declarators of one list, contents what is in those that
// stay, and returns the index behind them.
func (e *editor) declarations(i int, live []bool, contents func(*graph.Stmt)) int {
	first := &e.r.Stmts[i]
	end := i
	for end < len(e.r.Stmts) && e.r.Stmts[end].List == first.List {
		end++
	}
	any, all := false, true
	for k := i; k < end; k++ {
		if live == nil || live[k] {
			any = true
		} else {
			all = false
		}
	}
	if !any {
		e.drop(first.ListStart, first.ListEnd)
		return end
	}
	if first.KeywordAt > first.ListStart {
		e.replace(first.ListStart, first.KeywordAt, "")
	}
	if all {
		for k := i; k < end; k++ {
			contents(&e.r.Stmts[k])
		}
		return end
	}
	// Cut from the end of the last declarator that stays to the start of the next.
	last := -1
	for k := i; k < end; k++ {
		if !live[k] {
			continue
		}
		s := &e.r.Stmts[k]
		switch {
		case last < 0 && k > i:
			e.drop(first.Start, s.Start)
		case last >= 0 && last != k-1:
			e.list = append(e.list, source.Edit{Start: e.r.Stmts[last].End, End: s.Start, New: ", "})
			e.cut = append(e.cut, graph.ByteRange{Start: e.r.Stmts[last].End, End: s.Start})
		}
		contents(s)
		last = k
	}
	if last != end-1 {
		e.drop(e.r.Stmts[last].End, e.r.Stmts[end-1].End)
	}
	return end
}

// contents edits the refs and imports of a statement that stays.
func (e *editor) contents(s *graph.Stmt) {
	e.stmt = s
	for i := s.Refs.From; i < s.Refs.To; i++ {
		e.ref(int32(i), &e.r.Refs[i])
	}
	for i := s.Free.From; i < s.Free.To; i++ {
		e.free(&e.r.Free[i])
	}
	for i := s.Imports.From; i < s.Imports.To; i++ {
		e.imported(int(i))
	}
}

// ref replaces one occurrence of a module-level binding by its final name, or
// by what an import means.
func (e *editor) ref(index int32, ref *graph.Ref) {
	sym := &e.r.Symbols[ref.Sym]
	if sym.Kind != graph.SymImport {
		if sym.Holds != 0 {
			e.heldMember(ref)
		}
		name := e.g.names[e.m][ref.Sym]
		if own := e.ownName(ref); own != "" {
			name = own
		}
		if name == "" || name == sym.Name && string(e.r.Text[ref.Start:ref.End]) == name {
			return
		}
		if sym.Kind == graph.SymDefaultExport {
			return // it has no name in the text
		}
		if ref.Flags&(graph.RefShorthand|graph.RefShorthandPattern) != 0 {
			name = sym.Name + ": " + name
		}
		e.replace(ref.Start, ref.End, name)
		return
	}
	if ref.Flags&graph.RefDecl != 0 {
		return
	}
	b := e.in.Link.Bindings[e.m][ref.Sym]
	end, taken := ref.End, 0
	if mem, ok := e.in.Link.Members[e.m][index]; ok {
		b, taken = mem.Binding, mem.Names
		end = e.r.Chains[ref.Chain].Ends[taken-1]
	}
	if b == nil {
		b = &link.Binding{Kind: link.BindMissing}
	}
	x := e.g.access(e.m, b)
	called := ref.Flags&graph.RefCallee != 0
	if ref.Chain >= 0 {
		c := &e.r.Chains[ref.Chain]
		if taken > 0 || len(c.Names) > 0 {
			called = taken == len(c.Names) && (c.Called || c.Optional) // ns.f?.() is a call as well
		}
	}
	e.put(ref.Start, end, ref.Flags, x, called, sym.Name)
	if t, ok := e.g.wholeDefault(e.m, b); ok {
		e.shortMember(e.in.shortOf(t), ref.End, ref.Chain, taken)
	}
}

// put writes an expression in the place of a name.
func (e *editor) put(start, end uint32, flags graph.RefFlags, x expression, called bool, name string) {
	text := x.text
	switch {
	case (called || flags&graph.RefTag != 0) && x.member:
		// Without the comma the callee would get the module as `this`.
		text = "(0, " + text + ")"
		if flags&graph.RefStmtStart != 0 {
			text = ";" + text // the line before may rely on a line break to end
		}
	case flags&graph.RefNewCallee != 0 && x.call:
		text = "(" + text + ")"
	case flags&graph.RefStmtStart != 0 && strings.HasPrefix(text, "("):
		text = ";" + text
	}
	if flags&(graph.RefShorthand|graph.RefShorthandPattern) != 0 {
		text = name + ": " + text
	}
	e.replace(start, end, text)
}
