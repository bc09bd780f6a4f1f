package chunk

import (
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// later tells which modules can only run when another one has: those of chunks that
// only import() below it loads, which waits for the end of what runs.
type later struct {
	c *chunker
	// dominator is, by root, the nearest other root that is on every way to it, or
	// none(). depth is the number of roots from there on, itself included.
	dominator []RootID
	depth     []int
	// bring is, by module, the nearest root that is on every way to all roots that
	// bring the module, or is the one that does; NoRoot for none.
	bring graph.Table[graph.ModuleID, RootID]
	// first is, by module, the root that begins by running it, and runs nothing else by
	// itself.
	first map[graph.ModuleID]RootID
}

// newLater looks at the roots of a build; nil when there is nothing to load.
func (c *chunker) newLater() *later {
	n := len(c.out.Roots)
	if n == len(c.g.Entries) {
		return nil
	}
	l := &later{c: c, first: make(map[graph.ModuleID]RootID, n), bring: make(graph.Table[graph.ModuleID, RootID], len(c.g.Modules))}
	for r := range c.out.Roots {
		ms := c.out.Roots[r].Modules
		if e := c.out.Roots[r].Entry; e >= 0 {
			if ms = c.g.Entries[e].Run; len(c.g.Entries[e].Early) > 0 {
				continue // its module may wait while another one imports
			}
		}
		if len(ms) == 1 {
			if _, ok := l.first[ms[0]]; !ok { // else an entry, which is also imported
				l.first[ms[0]] = RootID(r)
			}
		}
	}
	l.dominate(l.begins())
	for i := range l.bring {
		l.bring[i] = NoRoot
	}
	for r := range c.own {
		c.own[r].each(func(m int) {
			if l.bring[m] == NoRoot {
				l.bring[m] = RootID(r)
			} else {
				l.bring[m] = l.common(l.bring[m], RootID(r))
			}
		})
	}
	return l
}

// none is in front of all roots.
func (l *later) none() RootID { return RootID(len(l.c.out.Roots)) }

// begins are the roots that may run without an import() below the module of an entry:
// entries, and what the runtime asks for when it pleases, as for modules that are shared.
func (l *later) begins() []bool {
	c := l.c
	out := make([]bool, len(c.out.Roots))
	apart := newBitset(len(c.g.Modules)) // modules that may run before those of their entry
	var stack []graph.ModuleID
	for r := range c.out.Roots {
		if e := c.out.Roots[r].Entry; e >= 0 {
			out[r] = true
			stack = append(stack, c.g.Entries[e].Include...)
		}
	}
	for len(stack) > 0 {
		m := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !apart.has(int(m)) {
			apart.set(int(m))
			stack = append(stack, c.out.Sync[m]...)
		}
	}
	for i := range c.g.Modules {
		m := graph.ModuleID(i)
		switch c.g.Modules[m].Body.(type) {
		case *graph.Source, *graph.Context:
			if !apart.has(i) {
				continue
			}
		}
		for _, t := range c.out.Async[m] {
			out[c.out.RootOf[t]] = true
		}
	}
	return out
}

// dominate fills dominator and depth, by the iteration of Cooper, Harvey and Kennedy.
func (l *later) dominate(begins []bool) {
	c := l.c
	n := len(c.out.Roots)
	none := l.none()
	// Reverse postorder from what begins.
	order := make([]int, n+1) // by root; 0 for what cannot be reached
	var post []RootID
	seen := newBitset(n)
	type frame struct {
		r    RootID
		next int
	}
	for r := range begins {
		if !begins[r] || seen.has(r) {
			continue
		}
		seen.set(r)
		stack := []frame{{RootID(r), 0}}
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if f.next == len(c.children[f.r]) {
				post = append(post, f.r)
				stack = stack[:len(stack)-1]
				continue
			}
			to := c.children[f.r][f.next]
			f.next++
			if !seen.has(int(to)) {
				seen.set(int(to))
				stack = append(stack, frame{to, 0})
			}
		}
	}
	slices.Reverse(post)
	for i, r := range post {
		order[r] = i + 1
	}
	from := make([][]RootID, n)
	for _, r := range post {
		for _, to := range c.children[r] {
			from[to] = append(from[to], r)
		}
	}
	l.dominator = make([]RootID, n+1)
	known := newBitset(n + 1)
	known.set(int(none))
	l.dominator[none] = none
	meet := func(a, b RootID) RootID {
		for a != b {
			for order[a] > order[b] {
				a = l.dominator[a]
			}
			for order[b] > order[a] {
				b = l.dominator[b]
			}
		}
		return a
	}
	for again := true; again; {
		again = false
		for _, r := range post {
			d := NoRoot
			if begins[r] {
				d = none
			}
			for _, p := range from[r] {
				switch {
				case !known.has(int(p)):
				case d == NoRoot:
					d = p
				default:
					d = meet(d, p)
				}
			}
			if !known.has(int(r)) || l.dominator[r] != d {
				l.dominator[r] = d
				known.set(int(r))
				again = true
			}
		}
	}
	l.depth = make([]int, n+1)
	for _, r := range post { // a dominator comes before what it dominates
		l.depth[r] = l.depth[l.dominator[r]] + 1
	}
	for r := range c.out.Roots {
		if !seen.has(r) {
			l.dominator[r], l.depth[r] = none, 1
		}
	}
}

// common is the nearest root on every way to both, or one of them.
func (l *later) common(a, b RootID) RootID {
	for a != b {
		if l.depth[a] >= l.depth[b] {
			a = l.dominator[a]
		} else {
			b = l.dominator[b]
		}
	}
	return a
}

// than reports whether module i runs only after the chunk has loaded that an import()
// below the root asked for which begins with module first, so that first has ended, or
// failed, by then.
func (l *later) than(first, i graph.ModuleID) bool {
	if l == nil || first == graph.NoModule {
		return false
	}
	a, ok := l.first[first]
	if !ok || l.c.own[a].has(int(i)) || l.bring[i] == NoRoot {
		return false
	}
	b := l.bring[i]
	for l.depth[b] > l.depth[a] {
		b = l.dominator[b]
	}
	return a == b
}
