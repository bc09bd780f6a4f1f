package chunk

import (
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// needPart: a root joins a gathered chunk when it needs at least one part in
// needPart of its bytes. Whoever visits that many such roots downloads less than
// with copies, and the others at most this many times what they need.
const needPart = 4

// gather makes chunks of the small modules that many roots repeat, each in
// another combination, as those of a utility library are. No set of them is
// large enough for an exact chunk, and yet together the copies may be most of
// what a build writes. A root that loads such a chunk gets modules that it does
// not need; they are not run.
func (c *chunker) gather(pending []*bucket) []*bucket {
	for {
		list := make([]*bucket, 0, len(pending))
		for _, b := range pending {
			if b.set.count() > 2 && b.size > 0 && c.plain(b) {
				list = append(list, b)
			}
		}
		// What most roots need comes first, so that every beginning of the list is a
		// candidate for a chunk.
		sort.SliceStable(list, func(i, j int) bool { return list[i].set.count() > list[j].set.count() })
		need := make([]int, len(c.out.Roots))
		total, best, bestSaved := 0, 0, 0
		for i, b := range list {
			total += b.size
			b.set.each(func(r int) { need[r] += b.size })
			saved, roots := -total, 0
			for _, n := range need {
				if n*needPart >= total {
					saved += n
					roots++
				}
			}
			if total >= c.o.MinSize && roots > 1 && saved-c.o.MinSize >= bestSaved+1 {
				best, bestSaved = i+1, saved-c.o.MinSize
			}
		}
		if best == 0 {
			return pending
		}
		pending = c.gatherOne(pending, list[:best])
	}
}

// gatherOne makes one chunk of all modules of list for the roots that need
// enough of them.
func (c *chunker) gatherOne(pending, list []*bucket) []*bucket {
	need := make([]int, len(c.out.Roots))
	total := 0
	chosen := make(map[*bucket]bool, len(list))
	ch := Chunk{Entry: -1}
	for _, b := range list {
		total += b.size
		chosen[b] = true
		ch.Modules = append(ch.Modules, b.mods...)
		b.set.each(func(r int) { need[r] += b.size })
	}
	id := ID(len(c.out.Chunks))
	joined := newBitset(len(c.out.Roots))
	for r, n := range need {
		if n > 0 && n*needPart >= total {
			joined.set(r)
			ch.Roots = append(ch.Roots, RootID(r))
			c.out.Roots[r].Chunks = append(c.out.Roots[r].Chunks, id)
		}
	}
	ch.Name = c.sharedName(ch.Roots)
	c.out.Chunks = append(c.out.Chunks, ch)
	left := pending[:0:0]
	for _, b := range pending {
		if chosen[b] {
			rest := b.set.clone()
			for w := range rest {
				rest[w] &^= joined[w]
			}
			if rest.count() == 0 {
				continue
			}
			b = &bucket{set: rest, mods: b.mods, size: b.size}
		}
		left = append(left, b)
	}
	return left
}

// plain: bringing the modules along where they are not needed cannot be noticed.
// Style sheets apply when they are there, and what other builds share is asked
// for when its chunk is loaded.
func (c *chunker) plain(b *bucket) bool {
	for _, m := range b.mods {
		if _, ok := c.g.Modules[m].Body.(*graph.Source); !ok {
			return false
		}
	}
	return true
}
