package chunk

import (
	"math"
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// What a chunk costs beside its bytes, and how much more those of entries cost, as in
// webpack: that is what makes it cheaper to merge two chunks than not to, and chunks
// of import() with each other rather than with what a page starts with.
const (
	chunkOverhead  = 10000
	entryChunkCost = 10
)

// pair are two chunks that could be one.
type pair struct {
	saved, size int // what merging saves of their cost, and the cost of both as one
	a, b        int
}

// before orders pairs: what saves most, then what becomes smallest.
func (p pair) before(q pair) bool {
	switch {
	case p.saved != q.saved:
		return p.saved > q.saved
	case p.size != q.size:
		return p.size < q.size
	case p.a != q.a:
		return p.a < q.a
	}
	return p.b < q.b
}

var noPair = pair{saved: math.MinInt, a: -1, b: -1}

// merger merges chunks until there are few enough, or until none is too small.
type merger struct {
	c       *chunker
	mods    []bitset // by chunk; nil for one that has been merged
	bytes   []int    // of its modules
	initial []bool   // an entry loads it
	apart   []bool   // it stays by itself
	into    []int    // chunk that took it in; its own index for the others
	best    []pair   // of each chunk with a later one
	left    int
}

// mergeChunks makes fewer chunks where the options ask for that. The table of chunks
// and those of roots have been finished, but for names.
func (c *chunker) mergeChunks() {
	if c.o.MaxChunks <= 0 && c.o.MinChunkSize <= 0 {
		return
	}
	n := len(c.out.Chunks)
	m := &merger{c: c, mods: make([]bitset, n), bytes: make([]int, n), initial: make([]bool, n), apart: c.apart(), into: make([]int, n), best: make([]pair, n), left: n + len(c.o.Taken)}
	for i := range c.out.Chunks {
		m.mods[i], m.into[i] = newBitset(len(c.g.Modules)), i
		for _, mod := range c.out.Chunks[i].Modules {
			m.mods[i].set(int(mod))
			m.bytes[i] += Size(&c.g.Modules[mod])
		}
		m.initial[i] = slices.ContainsFunc(c.out.Chunks[i].Roots, func(r RootID) bool { return c.out.Roots[r].Entry >= 0 })
	}
	if c.o.MinChunkSize > 0 {
		m.merge(func(i int) bool { return m.bytes[i] < c.o.MinChunkSize }, func() bool { return true })
	}
	if c.o.MaxChunks > 0 {
		m.merge(func(int) bool { return true }, func() bool { return m.left > c.o.MaxChunks })
	}
	m.finish()
}

// merge merges the best pair of which one chunk is wanted, as long as there is one.
func (m *merger) merge(wanted func(i int) bool, more func() bool) {
	try := func(i, j int) {
		if m.mods[j] != nil && (wanted(i) || wanted(j)) {
			if p := m.pair(i, j); p.before(m.best[i]) && m.fits(i, j) {
				m.best[i] = p
			}
		}
	}
	look := func(i int) {
		m.best[i] = noPair
		for j := i + 1; m.mods[i] != nil && j < len(m.mods); j++ {
			try(i, j)
		}
	}
	for i := range m.mods {
		look(i)
	}
	for more() {
		best := noPair
		for _, p := range m.best {
			if p.a >= 0 && p.before(best) {
				best = p
			}
		}
		if best.a < 0 {
			return
		}
		kept := m.take(best.a, best.b)
		for i, p := range m.best {
			switch {
			case i == kept || p.b == best.a || p.b == best.b:
				look(i)
			case m.mods[i] == nil:
				m.best[i] = noPair
			case i < kept:
				try(i, kept)
			}
		}
	}
}

// apart tells the chunks that stay by themselves: those that wait for other builds, and
// the copies that are loaded instead of what these have not. Together they would wait
// for themselves, and what does not need a remote would fail with it.
func (c *chunker) apart() []bool {
	out := make([]bool, len(c.out.Chunks))
	for i := range c.out.Chunks {
		for _, mod := range c.out.Chunks[i].Modules {
			if movable(&c.g.Modules[mod]) {
				continue
			}
			out[i] = out[i] || c.out.Chunks[i].Entry < 0
			for _, t := range c.out.Async[mod] {
				for _, id := range c.out.Roots[c.out.RootOf[t]].Chunks {
					out[id] = out[id] || c.out.Chunks[id].Entry < 0
				}
			}
		}
	}
	return out
}

func (m *merger) cost(bytes int, initial bool) int {
	if initial {
		return chunkOverhead + bytes*entryChunkCost
	}
	return chunkOverhead + bytes
}

func (m *merger) pair(a, b int) pair {
	both := m.bytes[a] + m.bytes[b]
	for w := range m.mods[a] {
		bitset{m.mods[a][w] & m.mods[b][w]}.each(func(i int) { both -= Size(&m.c.g.Modules[w<<6+i]) })
	}
	size := m.cost(both, m.initial[a] || m.initial[b])
	return pair{m.cost(m.bytes[a], m.initial[a]) + m.cost(m.bytes[b], m.initial[b]) - size, size, a, b}
}

// fits reports whether two chunks can be one. The own chunk of an entry takes in what
// only that entry leads to; a container takes nothing in, as hosts load it first.
func (m *merger) fits(a, b int) bool {
	x, y := &m.c.out.Chunks[a], &m.c.out.Chunks[b]
	if m.apart[a] || m.apart[b] {
		return false
	}
	if y.Entry >= 0 {
		x, y = y, x
	}
	switch {
	case y.Entry >= 0:
		return false
	case x.Entry < 0:
		return true
	case m.c.g.Entries[x.Entry].Container:
		return false
	}
	for _, root := range y.Roots {
		if e := m.c.out.Roots[root].Entry; e >= 0 && e != x.Entry && !m.c.dependsOn(e, x.Entry) || e < 0 && !m.c.onlyFrom(root, x.Entry) {
			return false
		}
	}
	return true
}

// dependsOn: entry on is there wherever entry e is loaded.
func (c *chunker) dependsOn(e, on int) bool {
	for _, d := range c.g.Entries[e].DependOn {
		if d == on || c.dependsOn(d, on) {
			return true
		}
	}
	return false
}

// onlyFrom: the async root can be reached from one entry, and those that depend on
// it, and no other.
func (c *chunker) onlyFrom(root RootID, entry int) bool {
	for from := range c.out.Roots {
		if e := c.out.Roots[from].Entry; e < 0 || e == entry || c.dependsOn(e, entry) {
			continue
		}
		seen := map[RootID]bool{RootID(from): true}
		queue := []RootID{RootID(from)}
		for len(queue) > 0 {
			at := queue[0]
			queue = queue[1:]
			if at == root {
				return false
			}
			for _, to := range c.children[at] {
				if !seen[to] {
					seen[to] = true
					queue = append(queue, to)
				}
			}
		}
	}
	return true
}

// take puts one of two chunks into the other: into that of an entry, else into the one
// with the name that people know, or that comes first. It returns that one.
func (m *merger) take(a, b int) int {
	chunks := m.c.out.Chunks
	if chunks[b].Entry >= 0 || chunks[a].Entry < 0 && chunks[b].Named && (!chunks[a].Named || len(chunks[b].Name) < len(chunks[a].Name)) {
		a, b = b, a
	}
	x, y := &chunks[a], &chunks[b]
	m.bytes[a] = 0
	for w := range m.mods[a] {
		m.mods[a][w] |= m.mods[b][w]
	}
	x.Modules = x.Modules[:0:0]
	m.mods[a].each(func(i int) {
		x.Modules = append(x.Modules, graph.ModuleID(i))
		m.bytes[a] += Size(&m.c.g.Modules[i])
	})
	if x.Entry < 0 {
		x.Roots = append(x.Roots[:len(x.Roots):len(x.Roots)], y.Roots...)
		slices.Sort(x.Roots)
		x.Roots = slices.Compact(x.Roots)
	}
	m.initial[a] = m.initial[a] || m.initial[b]
	m.mods[b], m.into[b] = nil, a
	m.left--
	return a
}

// finish writes the tables of chunks and of roots anew.
func (m *merger) finish() {
	c := m.c
	kept := make(graph.Table[ID, Chunk], 0, len(c.out.Chunks))
	to := make([]ID, len(c.out.Chunks))
	for i := range c.out.Chunks {
		if m.into[i] == i {
			to[i] = ID(len(kept))
			kept = append(kept, c.out.Chunks[i])
		}
	}
	for r := range c.out.Roots {
		root := &c.out.Roots[r]
		var ids []ID
		for _, id := range root.Chunks {
			last := int(id)
			for m.into[last] != last {
				last = m.into[last]
			}
			if e := c.out.Chunks[last].Entry; e >= 0 && e != root.Entry {
				continue // it is there wherever the root is loaded
			}
			if k := slices.Index(ids, to[last]); k >= 0 {
				ids = slices.Delete(ids, k, k+1) // the own chunk of a root comes last
			}
			ids = append(ids, to[last])
		}
		root.Chunks = ids
	}
	c.out.Chunks = kept
}
