package chunk

import (
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
)

// Usage tells what is used of modules where a chunk is for some of the runtimes of
// a build only: entries with runtimes of their own that have a module in files of
// their own need not have in each what any of them uses.
type Usage struct {
	// Runtime is that of each entry, counted from 0.
	Runtime []int
	// Of is what the entries of these runtimes, which are ascending, use together.
	Of func(runtimes []int) *link.Result
}

// View is a build as the chunks see it that the same runtimes load.
type View struct {
	Runtimes    []int // ascending
	Link        *link.Result
	Sync, Async graph.Table[graph.ModuleID, []graph.ModuleID]
	// GroupOf is the table of that name for the modules of these chunks.
	GroupOf graph.Table[graph.ModuleID, int32]
}

// viewer knows the views that roots and chunks have.
type viewer struct {
	c     *chunker
	of    []bitset // runtimes of each root
	byKey map[string]*View
	every bitset
	keys  map[string]string // what is used of a module, by it and a set of runtimes
}

// newViewer returns nil when all chunks see the same.
func (c *chunker) newViewer() *viewer {
	u := c.o.Usage
	if u == nil {
		return nil
	}
	n := 0
	for _, r := range u.Runtime {
		n = max(n, r+1)
	}
	v := &viewer{c: c, byKey: make(map[string]*View), of: make([]bitset, len(c.out.Roots)), every: newBitset(n), keys: make(map[string]string)}
	for r := 0; r < n; r++ {
		v.every.set(r)
	}
	for r := range c.out.Roots {
		v.of[r] = newBitset(n)
		if e := c.out.Roots[r].Entry; e >= 0 {
			v.of[r].set(u.Runtime[e])
		}
	}
	return v
}

// view is what the runtimes of a set see.
func (v *viewer) view(set bitset) *View {
	if set.count() == 0 {
		set = v.every
	}
	key := set.key()
	if x := v.byKey[key]; x != nil {
		return x
	}
	x := &View{}
	set.each(func(r int) { x.Runtimes = append(x.Runtimes, r) })
	x.Link = v.c.o.Usage.Of(x.Runtimes)
	x.Sync, x.Async = v.c.depsOf(x.Link)
	v.byKey[key] = x
	return x
}

// join adds the runtimes of root from to those of root to, and reports whether
// these are more now.
func (v *viewer) join(to, from RootID) bool {
	changed := false
	for w := range v.of[to] {
		if all := v.of[to][w] | v.of[from][w]; all != v.of[to][w] {
			v.of[to][w] = all
			changed = true
		}
	}
	return changed
}

// among is the set of the runtimes that any of the roots runs in.
func (v *viewer) among(roots []RootID) bitset {
	set := newBitset(len(v.every) * 64)
	for _, r := range roots {
		for w := range v.of[r] {
			set[w] |= v.of[r][w]
		}
	}
	return set
}

// usageKey spells what is used of a module in the chunks of a set of runtimes.
func (v *viewer) usageKey(m graph.ModuleID, set bitset) string {
	x := v.view(set)
	key := modulesKey([]graph.ModuleID{m}) + set.key()
	if k, ok := v.keys[key]; ok {
		return k
	}
	k := ""
	switch l := x.Link; {
	case l.All[m]:
		k = "*"
	default:
		for _, e := range l.Exports[m] {
			k += e.Name + "\x00"
		}
		for _, name := range l.Used[m] {
			k += name + "\x00"
		}
	}
	v.keys[key] = k
	return k
}

// alike divides the roots of a module so that in each part the same is used of
// it. Without views that is one part.
func (c *chunker) alike(m graph.ModuleID, roots []RootID) [][]RootID {
	if c.views == nil || len(roots) < 2 {
		return [][]RootID{roots}
	}
	at := make(map[string]int)
	var parts [][]RootID
	for _, r := range roots {
		key := c.views.usageKey(m, c.views.of[r])
		i, ok := at[key]
		if !ok {
			i = len(parts)
			at[key] = i
			parts = append(parts, nil)
		}
		parts[i] = append(parts[i], r)
	}
	return parts
}

// finishViews fills the tables of views, and has each chunk in one of them.
func (c *chunker) finishViews() {
	c.out.ViewOf = make(graph.Table[ID, int32], len(c.out.Chunks))
	at := make(map[*View]int32)
	for id := range c.out.Chunks {
		x := c.views.view(c.views.among(c.out.Chunks[id].Roots))
		i, ok := at[x]
		if !ok {
			i = int32(len(c.out.Views))
			at[x] = i
			c.out.Views = append(c.out.Views, x)
		}
		c.out.ViewOf[id] = i
	}
}

// meets: there is a runtime that loads chunks of both views.
func (v *View) meets(o *View) bool {
	for _, r := range v.Runtimes {
		i := sort.SearchInts(o.Runtimes, r)
		if i < len(o.Runtimes) && o.Runtimes[i] == r {
			return true
		}
	}
	return false
}

// View is what a chunk sees; nil when all see the same.
func (g *Graph) View(id ID) *View {
	if g.ViewOf == nil {
		return nil
	}
	return g.Views[g.ViewOf[id]]
}

// GroupIn is the group of a module in a chunk; -1 for modules outside groups.
func (g *Graph) GroupIn(id ID, m graph.ModuleID) int32 {
	if v := g.View(id); v != nil {
		return v.GroupOf[m]
	}
	return g.GroupOf[m]
}

// AsyncIn are the async deps of a module as a chunk has it.
func (g *Graph) AsyncIn(id ID, m graph.ModuleID) []graph.ModuleID {
	if v := g.View(id); v != nil {
		return v.Async[m]
	}
	return g.Async[m]
}
