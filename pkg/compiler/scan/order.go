package scan

import (
	"fmt"
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// order renumbers modules depth-first from the entries, following deps in
// source order, so that ids no longer depend on which file was read first.
func (s *scanner) order(entries []graph.Entry) (*graph.Graph, []diag.Diagnostic) {
	final := make([]graph.ModuleID, len(s.modules))
	for i := range final {
		final[i] = graph.NoModule
	}
	var sequence []graph.ModuleID
	type frame struct {
		m    graph.ModuleID
		next int
	}
	visit := func(start graph.ModuleID) {
		if start == graph.NoModule || final[start] != graph.NoModule {
			return
		}
		stack := []frame{{start, 0}}
		final[start] = graph.ModuleID(len(sequence))
		sequence = append(sequence, start)
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if f.next == len(s.targets[f.m]) {
				stack = stack[:len(stack)-1]
				continue
			}
			t := s.targets[f.m][f.next]
			f.next++
			if t != graph.NoModule && final[t] == graph.NoModule {
				final[t] = graph.ModuleID(len(sequence))
				sequence = append(sequence, t)
				stack = append(stack, frame{t, 0})
			}
		}
	}
	for _, e := range entries {
		for _, m := range e.Run {
			visit(m)
		}
	}
	for _, e := range entries {
		for _, m := range e.Include {
			visit(m)
		}
	}
	g := &graph.Graph{Modules: make(graph.Table[graph.ModuleID, graph.Module], len(sequence))}
	var diags []diag.Diagnostic
	for to, from := range sequence {
		m := *s.modules[from]
		m.Deps = append([]graph.Dep(nil), m.Deps...)
		for i := range m.Deps {
			t := s.targets[from][i]
			if t != graph.NoModule {
				t = final[t]
			}
			m.Deps[i].Target = t
		}
		g.Modules[to] = m
		diags = append(diags, s.diags[from]...)
	}
	uniqueNames(g)
	for i := range entries {
		e := &entries[i]
		for j, m := range e.Run {
			e.Run[j] = final[m]
		}
		inc := append([]graph.ModuleID(nil), e.Include...)
		for j, m := range inc {
			inc[j] = final[m]
		}
		sort.Slice(inc, func(a, b int) bool { return inc[a] < inc[b] })
		e.Include = inc
	}
	g.Entries = entries
	return g, diags
}

// uniqueNames puts layers into names and makes them unique: two files can share
// one only by a query or a kind that the name does not show.
func uniqueNames(g *graph.Graph) {
	seen := make(map[string]bool, len(g.Modules))
	for i := range g.Modules {
		m := &g.Modules[i]
		if m.Layer != "" {
			m.Name = graph.LayerPrefix(m.Layer) + m.Name
		}
		for n := 1; seen[m.Name]; n++ {
			m.Name = fmt.Sprintf("%s#%d", strings.TrimSuffix(m.Name, fmt.Sprintf("#%d", n-1)), n)
		}
		seen[m.Name] = true
	}
}
