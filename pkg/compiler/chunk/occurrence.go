package chunk

import (
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Ids by size are numbers in the order of how often they are written, as in
// webpack's OccurrenceModuleIdsPlugin and OccurrenceChunkIdsPlugin: first in what
// entries load at once, then anywhere.

// initial reports whether the chunk is loaded at once by an entry.
func (g *Graph) initial(c *Chunk) bool {
	if c.Entry >= 0 {
		return true
	}
	for _, r := range c.Roots {
		if g.Roots[r].Entry >= 0 {
			return true
		}
	}
	return false
}

// ModulesBySize lists modules by how often their ids are written, those of what
// entries load at once first.
func (g *Graph) ModulesBySize(mods []graph.ModuleID) []graph.ModuleID {
	early := make([]int, len(g.Sync)) // chunks of entries that have it
	all := make([]int, len(g.Sync))
	for i := range g.Chunks {
		c := &g.Chunks[i]
		initial := g.initial(c)
		for _, m := range c.Modules {
			all[m]++
			if initial {
				early[m]++
			}
		}
	}
	first := append([]int(nil), early...)
	then := append([]int(nil), all...)
	for i := range g.Roots {
		if r := &g.Roots[i]; r.Entry >= 0 {
			for _, m := range r.Modules {
				first[m]++
				then[m]++
			}
		}
	}
	for m := range g.Sync {
		for _, list := range [][]graph.ModuleID{g.Sync[m], g.Async[m]} {
			for _, t := range list {
				first[t] += early[m]
				then[t] += all[m]
			}
		}
	}
	out := append([]graph.ModuleID(nil), mods...)
	sort.SliceStable(out, func(a, b int) bool {
		x, y := out[a], out[b]
		if first[x] != first[y] {
			return first[x] > first[y]
		}
		return then[x] > then[y]
	})
	return out
}

// ChunksBySize lists the chunks by how often their ids are written. With early,
// what chunks of entries ask for comes first.
func (g *Graph) ChunksBySize(early bool) []ID {
	first := make([]int, len(g.Chunks))
	if early {
		for i := range g.Chunks {
			if !g.initial(&g.Chunks[i]) {
				continue
			}
			for _, m := range g.Chunks[i].Modules {
				for _, t := range g.Async[m] {
					if r := g.RootOf[t]; r != NoRoot {
						for _, c := range g.Roots[r].Chunks {
							first[c]++
						}
					}
				}
			}
		}
	}
	out := make([]ID, len(g.Chunks))
	for i := range out {
		out[i] = ID(i)
	}
	sort.SliceStable(out, func(a, b int) bool {
		x, y := out[a], out[b]
		if first[x] != first[y] {
			return first[x] > first[y]
		}
		return len(g.Chunks[x].Roots) > len(g.Chunks[y].Roots)
	})
	return out
}
