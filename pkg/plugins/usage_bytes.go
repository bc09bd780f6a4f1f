package plugins

import (
	"context"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
)

// bytes is the size of the fallback of a share with everything that it alone
// brings, and an estimate of the part that could go if this build were the only
// one to use it. Both are bytes of source, before minification.
//
// The estimate asks the linker itself: it links the fallback once as it is, all
// exports used, and once behind a module that imports only the used names.
func (a *analysis) bytes(s *ShareUsage) (total, unused int) {
	if s.fallback == graph.NoModule {
		return 0, 0
	}
	g := a.subgraph(s.fallback)
	total = linkedSize(g, graph.Entry{Run: []graph.ModuleID{0}, Exports: true})
	if s.Fallback.Format != "esm" || len(s.Whole) > 0 || len(s.Unused) == 0 {
		return total, 0
	}
	var names []string
	for _, n := range s.Used {
		if contains(s.Provided, n) {
			names = append(names, n)
		}
	}
	g.Modules = append(g.Modules, importing(names))
	rest := linkedSize(g, graph.Entry{Run: []graph.ModuleID{graph.ModuleID(len(g.Modules) - 1)}})
	if rest > total {
		return total, 0
	}
	return total, total - rest
}

// subgraph copies what can be reached from start; start becomes module 0. Shares
// and remotes are kept without what is behind them, which is theirs.
func (a *analysis) subgraph(start graph.ModuleID) *graph.Graph {
	ids := map[graph.ModuleID]graph.ModuleID{start: 0}
	queue := []graph.ModuleID{start}
	for i := 0; i < len(queue); i++ {
		if a.boundary(queue[i]) {
			continue
		}
		for _, d := range a.stage.Graph.Modules[queue[i]].Deps {
			if _, seen := ids[d.Target]; d.Target != graph.NoModule && !seen {
				ids[d.Target] = graph.ModuleID(len(queue))
				queue = append(queue, d.Target)
			}
		}
	}
	g := &graph.Graph{Modules: make(graph.Table[graph.ModuleID, graph.Module], len(queue), len(queue)+1)}
	for i, from := range queue {
		m := a.stage.Graph.Modules[from]
		deps := append([]graph.Dep(nil), m.Deps...)
		for d := range deps {
			switch {
			case deps[d].Target == graph.NoModule:
			case a.boundary(from):
				deps[d].Target = graph.NoModule
			default:
				deps[d].Target = ids[deps[d].Target]
			}
		}
		m.Deps = deps
		g.Modules[i] = m
	}
	return g
}

// boundary: what the module leads to belongs to another share or build.
func (a *analysis) boundary(m graph.ModuleID) bool {
	switch a.stage.Graph.Modules[m].Body.(type) {
	case *consumeBody, *remoteBody, *referenceBody:
		return true
	}
	return false
}

// importing is a module that uses names of module 0.
func importing(names []string) graph.Module {
	r := &graph.Record{
		Flags:   graph.HasESM,
		Imports: []graph.Import{{Kind: graph.ImportStatic, Specifier: "share"}},
		Stmts: []graph.Stmt{
			{Kind: graph.StmtImport, Imports: graph.Range{To: 1}},
			{Refs: graph.Range{To: uint32(len(names))}, Imports: graph.Range{From: 1, To: 1}, Effects: graph.EffectsSome},
		},
	}
	for i, n := range names {
		r.Symbols = append(r.Symbols, graph.Symbol{Name: n, Kind: graph.SymImport, Imported: n})
		r.Refs = append(r.Refs, graph.Ref{Sym: uint32(i), Chain: -1, Flags: graph.RefRead})
	}
	return graph.Module{Name: "importer", Body: &graph.Source{Record: r}, Deps: []graph.Dep{{Kind: graph.DepImport}}}
}

// linkedSize links g with one entry and adds up what stays.
func linkedSize(g *graph.Graph, e graph.Entry) int {
	entries := g.Entries
	g.Entries = []graph.Entry{e}
	defer func() { g.Entries = entries }()
	// What linking reports here was reported by the build, and it ends at once, so
	// there is nothing to cancel.
	l, _, err := link.Run(context.Background(), g, link.Options{TreeShake: true, SideEffects: true})
	if err != nil {
		return 0
	}
	size := 0
	for i := range g.Modules {
		switch {
		case !l.Live[i]:
		case l.Stmts[i] == nil:
			size += chunk.Size(&g.Modules[i])
		default:
			r := g.Modules[i].Body.(*graph.Source).Record
			for k, kept := range l.Stmts[i] {
				if kept {
					size += int(r.Stmts[k].End - r.Stmts[k].Start)
				}
			}
		}
	}
	return size
}
