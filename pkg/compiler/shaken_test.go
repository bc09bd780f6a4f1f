package compiler_test

import (
	"fmt"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
)

// removable lists statements that a build has kept though, starting from those
// with effects and from what is used as a whole, nothing that was kept leads to
// them. It is a second removal, on what the first one left.
func removable(s *compiler.Stage) []string {
	type at struct {
		m    graph.ModuleID
		stmt int
	}
	l := s.Link
	needed := make(map[at]bool)
	var work []at
	record := func(m graph.ModuleID) *graph.Record {
		if m != graph.NoModule && l.Live[m] && l.Stmts[m] != nil {
			return s.Graph.Modules[m].Body.(*graph.Source).Record
		}
		return nil
	}
	need := func(m graph.ModuleID, stmt int) {
		if l.Stmts[m][stmt] && !needed[at{m, stmt}] {
			needed[at{m, stmt}] = true
			work = append(work, at{m, stmt})
		}
	}
	symbol := func(m graph.ModuleID, sym uint32) {
		if r := record(m); r != nil {
			for i := range r.Stmts {
				for _, d := range r.Stmts[i].Declares {
					if d == sym {
						need(m, i)
					}
				}
			}
		}
	}
	var binding func(b *link.Binding)
	namespaces := make(map[graph.ModuleID]bool)
	namespace := func(m graph.ModuleID) {
		if m == graph.NoModule || namespaces[m] {
			return
		}
		namespaces[m] = true
		for _, e := range l.Exports[m] {
			binding(e.Binding)
		}
	}
	binding = func(b *link.Binding) {
		switch {
		case b == nil:
		case b.Kind == link.BindSymbol:
			symbol(b.Module, b.Sym)
		case b.Kind == link.BindNamespace:
			namespace(b.Module)
		}
	}
	for i := range s.Graph.Modules {
		m := graph.ModuleID(i)
		r := record(m)
		if l.All[m] || l.Namespace[m] {
			namespace(m)
		}
		if r == nil {
			continue
		}
		esm := r.Flags&graph.HasESM != 0
		for k := range r.Stmts {
			st := &r.Stmts[k]
			if st.Effects != graph.EffectsNone || !esm && st.Kind == graph.StmtOther || st.Kind == graph.StmtDirective {
				need(m, k)
			}
		}
		for _, d := range r.CommonJS.Defs {
			for _, used := range l.Used[m] {
				if used == d.Name || l.All[m] {
					need(m, int(d.Stmt))
				}
			}
			if l.All[m] {
				need(m, int(d.Stmt))
			}
		}
	}
	for len(work) > 0 {
		w := work[len(work)-1]
		work = work[:len(work)-1]
		r := record(w.m)
		st := &r.Stmts[w.stmt]
		for i := st.Refs.From; i < st.Refs.To; i++ {
			ref := &r.Refs[i]
			member, isMember := l.Members[w.m][int32(i)]
			switch {
			case r.Symbols[ref.Sym].Kind != graph.SymImport:
				symbol(w.m, ref.Sym)
			case ref.Flags&graph.RefDecl != 0:
			case isMember:
				binding(member.Binding)
			case l.Bindings[w.m] != nil:
				binding(l.Bindings[w.m][ref.Sym])
			}
		}
	}
	var out []string
	for i := range s.Graph.Modules {
		m := graph.ModuleID(i)
		r := record(m)
		if r == nil {
			continue
		}
		for k, kept := range l.Stmts[m] {
			st := &r.Stmts[k]
			if kept && !needed[at{m, k}] && len(st.Declares)+len(r.CommonJS.Defs) > 0 && st.Kind != graph.StmtImport && st.Kind != graph.StmtExportFrom && st.Kind != graph.StmtExportNames {
				out = append(out, fmt.Sprintf("%s: %s", s.Graph.Modules[m].Name, r.Text[st.Start:st.End]))
			}
		}
	}
	return out
}
