package chunk

import (
	"math/bits"
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// bucket is a set of modules that the same roots need.
type bucket struct {
	set  bitset // async roots
	mods []graph.ModuleID
	size int
}

// split turns the sets of modules into chunks.
func (c *chunker) split(own []bitset) {
	roots := len(c.out.Roots)
	member := make([]bitset, len(c.g.Modules))
	for r := range own {
		own[r].each(func(m int) {
			if member[m] == nil {
				member[m] = newBitset(roots)
			}
			member[m].set(r)
		})
	}
	// Every root has a chunk of its own, also when nothing is left for it: an entry
	// has to boot, and an async root may get its modules by repetition.
	c.out.Chunks = make(graph.Table[ID, Chunk], roots)
	for r := range c.out.Roots {
		root := &c.out.Roots[r]
		c.out.Chunks[r] = Chunk{Name: root.Name, Named: root.Named, Entry: root.Entry, Roots: []RootID{RootID(r)}}
	}
	for m, set := range member {
		if set != nil {
			set.each(func(r int) { c.out.Chunks[r].Modules = append(c.out.Chunks[r].Modules, graph.ModuleID(m)) })
		}
	}
	if c.o.Rules != nil {
		c.applyRules(c.o.Rules)
	}
	if c.o.MinSize >= 0 {
		c.shareAll()
	}
	c.finishChunks()
}

// shareAll splits what is left in the own chunks of async roots.
func (c *chunker) shareAll() {
	roots := len(c.out.Roots)
	member := make([]bitset, len(c.g.Modules))
	for r := range c.out.Roots {
		if c.out.Roots[r].Entry >= 0 {
			continue
		}
		for _, m := range c.out.Chunks[r].Modules {
			if member[m] == nil {
				member[m] = newBitset(roots)
			}
			member[m].set(r)
		}
		c.out.Chunks[r].Modules = nil
	}
	buckets := make(map[string]*bucket)
	var order []*bucket
	add := func(m graph.ModuleID, set bitset) {
		b := buckets[set.key()]
		if b == nil {
			b = &bucket{set: set}
			buckets[set.key()] = b
			order = append(order, b)
		}
		b.mods = append(b.mods, m)
		b.size += Size(&c.g.Modules[m])
	}
	for m, set := range member {
		switch {
		case set == nil:
		case c.views != nil && c.o.ByUsage:
			for _, part := range c.alike(graph.ModuleID(m), rootsOf(set)) {
				of := newBitset(roots)
				for _, r := range part {
					of.set(int(r))
				}
				add(graph.ModuleID(m), of)
			}
		default:
			add(graph.ModuleID(m), set)
		}
	}
	for _, b := range c.gather(c.share(order)) {
		b.set.each(func(r int) {
			c.out.Chunks[r].Modules = append(c.out.Chunks[r].Modules, b.mods...)
		})
	}
}

func rootsOf(set bitset) (out []RootID) {
	set.each(func(r int) { out = append(out, RootID(r)) })
	return out
}

// maxCandidates bounds the sets that share looks at in each round.
const maxCandidates = 400

// share makes the chunks that several async roots load, and returns what is left
// for the roots' own chunks.
//
// Each round takes the set of roots that saves most bytes: everything that all
// of them need, also what further roots need too, becomes one chunk, if that is
// large enough to be worth a request. No root ever loads what it does not need.
// Without taking in the sets that are larger, a library whose files are used in
// ever other combinations would be repeated in every root.
func (c *chunker) share(pending []*bucket) []*bucket {
	for {
		var candidates []*bucket
		for _, b := range pending {
			if b.set.count() > 1 {
				candidates = append(candidates, b)
			}
		}
		if len(candidates) > maxCandidates {
			sort.SliceStable(candidates, func(i, j int) bool { return candidates[i].size > candidates[j].size })
			candidates = candidates[:maxCandidates]
		}
		var best *bucket
		bestSaved := 0
		for _, k := range candidates {
			weight := 0
			for _, b := range pending {
				if k.set.within(b.set) {
					weight += b.size
				}
			}
			if saved := weight * (k.set.count() - 1); weight >= c.o.MinSize && weight > 0 && saved > bestSaved {
				best, bestSaved = k, saved
			}
		}
		if best == nil {
			return pending
		}
		pending = c.shareOne(pending, best.set.clone())
	}
}

// shareOne makes one chunk for the roots of set.
func (c *chunker) shareOne(pending []*bucket, set bitset) []*bucket {
	id := ID(len(c.out.Chunks))
	var roots []RootID
	set.each(func(r int) {
		roots = append(roots, RootID(r))
		c.out.Roots[r].Chunks = append(c.out.Roots[r].Chunks, id)
	})
	ch := Chunk{Name: c.sharedName(roots), Entry: -1, Roots: roots}
	left := pending[:0:0]
	for _, b := range pending {
		if !set.within(b.set) {
			left = append(left, b)
			continue
		}
		ch.Modules = append(ch.Modules, b.mods...)
		rest := b.set.clone()
		for w := range rest {
			rest[w] &^= set[w]
		}
		if rest.count() > 0 {
			left = append(left, &bucket{set: rest, mods: b.mods, size: b.size})
		}
	}
	c.out.Chunks = append(c.out.Chunks, ch)
	return left
}

func (b bitset) clone() bitset { return append(bitset(nil), b...) }

// within reports whether every member of b is in o.
func (b bitset) within(o bitset) bool {
	for w := range b {
		if b[w]&^o[w] != 0 {
			return false
		}
	}
	return true
}

func (b bitset) count() int {
	n := 0
	for _, v := range b {
		n += bits.OnesCount64(v)
	}
	return n
}
