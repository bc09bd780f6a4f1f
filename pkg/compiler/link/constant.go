package link

import (
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// constant is the literal that a ref in module m stands for behind the first n
// names of its chain, which lead to b, and the number of further names that are
// part of it: one for Color.Red. Nil when there is none.
//
// A constant of a cycle of imports keeps its name, as it may be read before it is
// initialised, which throws.
func (l *linker) constant(b *Binding, m graph.ModuleID, ref *graph.Ref, n int) (*Binding, int) {
	if b.Kind != BindSymbol || !l.o.Inline || !l.o.TreeShake || ref.Flags&(graph.RefWrite|graph.RefDelete|graph.RefCallee|graph.RefTag|graph.RefNewCallee) != 0 {
		return nil, 0
	}
	list := l.records[b.Module].Constants
	if len(list) == 0 || l.sources[m].Record.Flags&(graph.HasEval|graph.HasWith) != 0 {
		return nil, 0
	}
	i := sort.Search(len(list), func(i int) bool { return list[i].Sym >= b.Sym })
	if i == len(list) || list[i].Sym != b.Sym || l.inCycle(b.Module) {
		return nil, 0
	}
	if list[i].Member == "" {
		return &Binding{Kind: BindConstant, Module: b.Module, Name: list[i].Text, Hops: b.Hops, via: -1}, 0
	}
	if ref.Chain < 0 {
		return nil, 0
	}
	c := &l.sources[m].Record.Chains[ref.Chain]
	if n >= len(c.Names) || len(c.Names) == n+1 && (c.Assigned || c.Called) {
		return nil, 0
	}
	for ; i < len(list) && list[i].Sym == b.Sym; i++ {
		if list[i].Member == c.Names[n] {
			return &Binding{Kind: BindConstant, Module: b.Module, Name: list[i].Text, Hops: b.Hops, via: -1}, 1
		}
	}
	return nil, 0
}

// useConstant notes that a ref is a literal: the binding as a whole, or a member
// of it.
func (l *linker) useConstant(m graph.ModuleID, ri int32, ref *graph.Ref, c *Binding, names int) {
	if names > 0 {
		l.setMember(m, ri, Member{c, names})
		return
	}
	l.res.Bindings[m][ref.Sym] = c
}

// inCycle reports whether running m may come back to m.
func (l *linker) inCycle(m graph.ModuleID) bool {
	if l.cyclic == nil {
		l.findCycles()
	}
	return l.cyclic[m]
}

// findCycles is Tarjan's algorithm over the edges that run modules at once, with a
// stack of its own, as chains of imports may be long.
func (l *linker) findCycles() {
	n := len(l.g.Modules)
	l.cyclic = make(graph.Table[graph.ModuleID, bool], n)
	number := make([]int32, n) // in the order of the walk, from 1
	low := make([]int32, n)
	open := make([]bool, n)
	type frame struct {
		m   graph.ModuleID
		dep int
	}
	var walk []frame
	var stack []graph.ModuleID
	next := int32(0)
	enter := func(m graph.ModuleID) {
		next++
		number[m], low[m], open[m] = next, next, true
		stack = append(stack, m)
		walk = append(walk, frame{m, 0})
	}
	for i := range l.g.Modules {
		if number[i] == 0 {
			enter(graph.ModuleID(i))
		}
		for len(walk) > 0 {
			f := &walk[len(walk)-1]
			m := f.m
			deps := l.g.Modules[m].Deps
			if f.dep < len(deps) {
				d := &deps[f.dep]
				f.dep++
				switch t := d.Target; {
				case t == graph.NoModule || d.Async || d.Weak:
				case t == m:
					l.cyclic[m] = true
				case number[t] == 0:
					enter(t)
				case open[t]:
					low[m] = min(low[m], number[t])
				}
				continue
			}
			walk = walk[:len(walk)-1]
			if len(walk) > 0 {
				p := walk[len(walk)-1].m
				low[p] = min(low[p], low[m])
			}
			if low[m] != number[m] {
				continue
			}
			for {
				t := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				open[t] = false
				if t == m {
					break
				}
				l.cyclic[t], l.cyclic[m] = true, true
			}
		}
	}
}
