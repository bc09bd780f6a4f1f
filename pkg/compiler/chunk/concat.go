package chunk

import (
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Group is a set of modules that are one factory of their chunk. The modules of
// a group of several are ES modules that share one scope.
type Group struct {
	Root    graph.ModuleID
	Modules []graph.ModuleID // in the order in which they run; the root is last unless there are cycles
	Chunks  []ID
}

// concatenate puts ES modules together into groups.
//
// A module may join the group of its importers when running it can only be
// asked for from inside that group: all its importers are ES modules of the same
// group, they travel in the same chunks, and nobody needs it by id. Then running
// the group's root runs the same code in the same order as module by module.
func (c *chunker) concatenate() {
	n := len(c.g.Modules)
	out := c.out
	in := make([][]ID, n)
	for id := range out.Chunks {
		for _, m := range out.Chunks[id].Modules {
			in[m] = append(in[m], ID(id))
		}
	}
	out.GroupOf = make(graph.Table[graph.ModuleID, int32], n)

	// root[m]: m has to be a root. Roots only ever grow below, so it ends.
	root := make([]bool, n)
	importers := make([][]graph.ModuleID, n)
	for i := range c.g.Modules {
		m := graph.ModuleID(i)
		if !c.l.Live[m] {
			continue
		}
		if !c.o.Concatenate || !c.joinable(m) {
			root[m] = true
		}
		if !c.joinable(m) {
			for _, t := range out.Sync[m] {
				root[t] = true
			}
			for _, d := range c.g.Modules[m].Deps {
				if d.Weak && d.Target != graph.NoModule {
					root[d.Target] = true // asked for by id, wherever it is
				}
			}
		} else {
			for _, e := range c.l.Eval[m] {
				importers[e.Module] = append(importers[e.Module], m)
			}
			evals := make(map[graph.ModuleID]bool, len(c.l.Eval[m]))
			for _, e := range c.l.Eval[m] {
				evals[e.Module] = true
			}
			for _, t := range out.Sync[m] {
				if !evals[t] { // require() and new URL() ask by id
					root[t] = true
				}
			}
			c.requireRoots(m, root)
		}
		for _, t := range out.Async[m] {
			root[t] = true
		}
	}
	for _, e := range c.g.Entries {
		for _, m := range e.Run {
			root[m] = true
		}
		for _, m := range e.Include {
			root[m] = true
		}
	}
	order := c.importersFirst()
	of := make([]graph.ModuleID, n) // root of the group
	for {
		for i := range of {
			of[i] = graph.NoModule
		}
		for _, m := range order {
			if root[m] {
				of[m] = m
				continue
			}
			for _, i := range importers[m] {
				if of[i] != graph.NoModule {
					of[m] = of[i]
					break
				}
			}
			if of[m] == graph.NoModule {
				of[m] = m
				root[m] = true
			}
		}
		again := false
		for _, m := range order {
			if root[m] {
				continue
			}
			for _, i := range importers[m] {
				if of[i] != of[m] || !sameChunks(in[i], in[m]) {
					root[m] = true
					again = true
					break
				}
			}
		}
		if !again {
			break
		}
	}
	for i := range out.GroupOf {
		out.GroupOf[i] = -1
	}
	for i := range c.g.Modules {
		m := graph.ModuleID(i)
		if !c.l.Live[m] || !root[m] || len(in[m]) == 0 {
			continue
		}
		g := int32(len(out.Groups))
		out.Groups = append(out.Groups, Group{Root: m, Chunks: in[m]})
		c.runOrder(&out.Groups[g], g, of)
	}
}

// requireRoots makes the targets of require() in an ES module roots even where
// they are imported as well.
func (c *chunker) requireRoots(m graph.ModuleID, root []bool) {
	src := c.g.Modules[m].Body.(*graph.Source)
	for d := range src.Record.Imports {
		kind := src.Record.Imports[d].Kind
		if src.Record.Imports[d].Phase == graph.PhaseDefer {
			kind = graph.ImportRequire // by id, when it is time
		}
		switch kind {
		case graph.ImportRequire, graph.ImportResolve, graph.ImportResolveWeak, graph.ImportInclude, graph.ImportEnsure, graph.ImportProvide, graph.ImportURL, graph.ImportWorker, graph.ImportDynamic:
			if t := c.g.Modules[m].Deps[d].Target; t != graph.NoModule {
				root[t] = true
			}
		}
	}
}

// joinable: the module can share a scope with others.
func (c *chunker) joinable(m graph.ModuleID) bool {
	src, ok := c.g.Modules[m].Body.(*graph.Source)
	return ok && src.ESM() && !c.l.Async[m] && (src.How == nil || src.How.Strict != "non-strict") &&
		src.Record.Flags&(graph.HasEval|graph.HasWith|graph.UsesModule|graph.UsesExports) == 0
}

// importersFirst orders live modules so that a module comes after its
// importers, cycles apart: reverse postorder over sync deps.
func (c *chunker) importersFirst() []graph.ModuleID {
	n := len(c.g.Modules)
	seen := make([]bool, n)
	post := make([]graph.ModuleID, 0, n)
	type frame struct {
		m    graph.ModuleID
		next int
	}
	var stack []frame
	visit := func(start graph.ModuleID) {
		if seen[start] || !c.l.Live[start] {
			return
		}
		seen[start] = true
		stack = append(stack[:0], frame{start, 0})
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if deps := c.out.Sync[f.m]; f.next < len(deps) {
				t := deps[f.next]
				f.next++
				if !seen[t] && c.l.Live[t] {
					seen[t] = true
					stack = append(stack, frame{t, 0})
				}
				continue
			}
			post = append(post, f.m)
			stack = stack[:len(stack)-1]
		}
	}
	for r := range c.out.Roots {
		for _, m := range c.out.Roots[r].Modules {
			visit(m)
		}
	}
	for m := range c.g.Modules {
		visit(graph.ModuleID(m))
	}
	for i, j := 0, len(post)-1; i < j; i, j = i+1, j-1 {
		post[i], post[j] = post[j], post[i]
	}
	return post
}

// runOrder fills a group with its modules in the order an engine would run them.
func (c *chunker) runOrder(g *Group, index int32, of []graph.ModuleID) {
	var walk func(graph.ModuleID)
	walk = func(m graph.ModuleID) {
		c.out.GroupOf[m] = index
		for _, e := range c.l.Eval[m] {
			if of[e.Module] == g.Root && c.out.GroupOf[e.Module] < 0 {
				walk(e.Module)
			}
		}
		g.Modules = append(g.Modules, m)
	}
	walk(g.Root)
}

func sameChunks(a, b []ID) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
