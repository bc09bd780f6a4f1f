package chunk

import (
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
)

// Group is a set of modules that are one factory of their chunk. The modules of
// a group of several are ES modules that share one scope.
type Group struct {
	Root    graph.ModuleID
	Modules []graph.ModuleID // in the order in which they run; the root is last unless there are cycles
	// Shown are the modules other than the root that other groups require, by their
	// ids; in the order of Modules.
	Shown  []graph.ModuleID
	Chunks []ID
	View   int32 // index into Graph.Views, when there are any
}

// joiner puts the modules of some chunks together: of all, or of those with one
// view.
type joiner struct {
	*chunker
	l           *link.Result
	sync, async graph.Table[graph.ModuleID, []graph.ModuleID]
	in          [][]ID // chunks of each module
	view        *View  // nil when all chunks see the same
	groupOf     graph.Table[graph.ModuleID, int32]
}

// concatenate puts ES modules together into groups.
//
// A module may join the group of its importers when running it can only be
// asked for from inside that group: all its importers are ES modules of the same
// group, they travel in the same chunks, and nobody needs it by id. Then running
// the group's root runs the same code in the same order as module by module. Whoever
// runs later than that does not count: the group shows him the module, as one that has
// run.
func (c *chunker) concatenate() {
	if c.o.Concatenate {
		c.later = c.newLater()
	}
	if c.views == nil {
		j := c.joiner(nil)
		j.concatenate(nil)
		c.out.GroupOf = j.groupOf
		return
	}
	c.finishViews()
	all := make([]*joiner, len(c.out.Views))
	for i, v := range c.out.Views {
		all[i] = c.joiner(v)
	}
	c.out.GroupOf = newGroupOf(len(c.g.Modules))
	for i, j := range all {
		// What chunks with another view ask for, they ask for by id.
		asked := make([]bool, len(c.g.Modules))
		for k, o := range all {
			if k != i && o.view.meets(j.view) {
				o.ask(asked)
			}
		}
		j.concatenate(asked)
		j.view.GroupOf = j.groupOf
		for m, g := range j.groupOf {
			if c.out.GroupOf[m] < 0 {
				c.out.GroupOf[m] = g
			}
		}
	}
}

func (c *chunker) joiner(v *View) *joiner {
	j := &joiner{chunker: c, view: v, l: c.l, sync: c.out.Sync, async: c.out.Async, in: make([][]ID, len(c.g.Modules)), groupOf: newGroupOf(len(c.g.Modules))}
	if v != nil {
		j.l, j.sync, j.async = v.Link, v.Sync, v.Async
	}
	for id := range c.out.Chunks {
		if v != nil && c.out.View(ID(id)) != v {
			continue
		}
		for _, m := range c.out.Chunks[id].Modules {
			j.in[m] = append(j.in[m], ID(id))
		}
	}
	return j
}

func newGroupOf(n int) graph.Table[graph.ModuleID, int32] {
	out := make(graph.Table[graph.ModuleID, int32], n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// here: the module is in the output of the chunks.
func (c *joiner) here(m graph.ModuleID) bool {
	return c.l.Live[m] && (c.view == nil || len(c.in[m]) > 0)
}

// ask notes everything that modules of the chunks lead to.
func (c *joiner) ask(asked []bool) {
	for i := range c.g.Modules {
		m := graph.ModuleID(i)
		if !c.here(m) {
			continue
		}
		for _, list := range [][]graph.ModuleID{c.sync[m], c.async[m]} {
			for _, t := range list {
				asked[t] = true
			}
		}
		for _, d := range c.g.Modules[m].Deps {
			if d.Weak && d.Target != graph.NoModule {
				asked[d.Target] = true
			}
		}
	}
}

// concatenate fills groupOf. Modules that are asked must be roots; nil for none.
func (c *joiner) concatenate(asked []bool) {
	n := len(c.g.Modules)
	out, in := c.out, c.in

	// root[m]: m has to be a root. Roots only ever grow below, so it ends.
	root := make([]bool, n)
	copy(root, asked)
	importers := make([][]graph.ModuleID, n)
	askers := make([][]graph.ModuleID, n) // modules that require it when they please
	for i := range c.g.Modules {
		m := graph.ModuleID(i)
		if !c.here(m) {
			continue
		}
		if !c.o.Concatenate || !c.joinable(m) {
			root[m] = true
		}
		if !c.joinable(m) {
			src, _ := c.g.Modules[m].Body.(*graph.Source)
			for _, t := range c.sync[m] {
				if src != nil {
					askers[t] = append(askers[t], m)
				} else {
					root[t] = true
				}
			}
			if src != nil {
				c.idRoots(m, src.Record, root)
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
			for _, t := range c.sync[m] {
				if !evals[t] { // require() and new URL() ask by id
					root[t] = true
				}
			}
			c.requireRoots(m, root)
		}
		for _, t := range c.async[m] {
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
				if of[i] != graph.NoModule && sameChunks(in[i], in[m]) {
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
			alone := func(i graph.ModuleID) bool { return !c.later.than(of[m], i) }
			if slices.ContainsFunc(importers[m], func(i graph.ModuleID) bool {
				return (of[i] != of[m] || !sameChunks(in[i], in[m])) && alone(i)
			}) || slices.ContainsFunc(askers[m], alone) {
				root[m] = true
				again = true
			}
		}
		if !again {
			break
		}
	}
	view := int32(0)
	for i := range out.Views {
		if out.Views[i] == c.view {
			view = int32(i)
		}
	}
	for i := range c.g.Modules {
		m := graph.ModuleID(i)
		if !c.l.Live[m] || !root[m] || len(in[m]) == 0 {
			continue
		}
		g := int32(len(out.Groups))
		out.Groups = append(out.Groups, Group{Root: m, Chunks: in[m], View: view})
		c.runOrder(&out.Groups[g], g, of)
		for _, m := range out.Groups[g].Modules {
			apart := func(i graph.ModuleID) bool { return of[i] != of[m] }
			if !root[m] && (len(askers[m]) > 0 || slices.ContainsFunc(importers[m], apart)) {
				out.Groups[g].Shown = append(out.Groups[g].Shown, m)
			}
		}
	}
}

// requireRoots makes the targets of require() in an ES module roots even where
// they are imported as well.
func (c *joiner) requireRoots(m graph.ModuleID, root []bool) {
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

// idRoots makes those modules roots whose ids m does something else with than require
// them, such as taking them out of the cache.
func (c *joiner) idRoots(m graph.ModuleID, r *graph.Record, root []bool) {
	for d := range r.Imports {
		switch r.Imports[d].Kind {
		case graph.ImportStatic, graph.ImportExportFrom, graph.ImportExportStar, graph.ImportRequire:
		default:
			if t := c.g.Modules[m].Deps[d].Target; t != graph.NoModule {
				root[t] = true
			}
		}
	}
}

// joinable: the module can share a scope with others.
func (c *joiner) joinable(m graph.ModuleID) bool {
	src, ok := c.g.Modules[m].Body.(*graph.Source)
	return ok && src.ESM() && !c.l.Async[m] && (src.How == nil || src.How.Strict != "non-strict") &&
		src.Record.Flags&(graph.HasEval|graph.HasWith|graph.UsesModule|graph.UsesExports) == 0
}

// importersFirst orders live modules so that a module comes after its
// importers, cycles apart: reverse postorder over sync deps.
func (c *joiner) importersFirst() []graph.ModuleID {
	n := len(c.g.Modules)
	seen := make([]bool, n)
	post := make([]graph.ModuleID, 0, n)
	type frame struct {
		m    graph.ModuleID
		next int
	}
	var stack []frame
	visit := func(start graph.ModuleID) {
		if seen[start] || !c.here(start) {
			return
		}
		seen[start] = true
		stack = append(stack[:0], frame{start, 0})
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if deps := c.sync[f.m]; f.next < len(deps) {
				t := deps[f.next]
				f.next++
				if !seen[t] && c.here(t) {
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
func (c *joiner) runOrder(g *Group, index int32, of []graph.ModuleID) {
	var walk func(graph.ModuleID)
	walk = func(m graph.ModuleID) {
		c.groupOf[m] = index
		for _, e := range c.l.Eval[m] {
			if of[e.Module] == g.Root && c.groupOf[e.Module] < 0 {
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
