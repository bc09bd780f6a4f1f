package generate

import (
	"slices"
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Runtime is one instance of the runtime: the file that it boots in, and the
// entries that run in it.
type Runtime struct {
	Host    int    // entry whose file it is in; -1 when it has a file of its own
	Name    string // of its own file
	Entries []int  // the host first
	Depth   int    // folders between the output folder and the file
}

// reached are the chunks that a runtime has to do with.
type reached struct {
	all     []chunk.ID // those below, each once, in this order
	own     []chunk.ID // the entries' own, the host's first
	initial []chunk.ID // further chunks that come with an entry, and by no import(); ascending
	loaded  []chunk.ID // chunks of import(), ascending
}

// reach lists the chunks that a runtime may ever load.
func (in *Input) reach(rt *Runtime) (out reached) {
	seen := make(map[chunk.ID]bool)
	roots := make(map[chunk.RootID]bool)
	var queue []chunk.RootID
	for _, e := range rt.Entries {
		roots[chunk.RootID(e)] = true
		queue = append(queue, chunk.RootID(e))
		c := in.entryChunk(e)
		seen[c] = true
		out.own = append(out.own, c)
	}
	follow := func(c chunk.ID) {
		for _, m := range in.Chunks.Chunks[c].Modules {
			for _, t := range in.Chunks.AsyncIn(c, m) {
				if to := in.Chunks.RootOf[t]; !roots[to] {
					roots[to] = true
					queue = append(queue, to)
				}
			}
		}
	}
	for _, c := range out.own {
		follow(c)
	}
	initial := make(map[chunk.ID]bool)
	followed := make(map[chunk.ID]bool)
	for i := 0; i < len(queue); i++ {
		r := queue[i]
		for _, c := range in.Chunks.Roots[r].Chunks {
			if seen[c] {
				continue
			}
			if in.Chunks.Roots[r].Entry >= 0 {
				initial[c] = true
			} else {
				seen[c] = true
				out.loaded = append(out.loaded, c)
			}
			if !followed[c] {
				followed[c] = true
				follow(c)
			}
		}
	}
	for c := range initial {
		if !seen[c] {
			out.initial = append(out.initial, c)
		}
	}
	for _, list := range [][]chunk.ID{out.initial, out.loaded} {
		sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
	}
	out.all = append(append(append(out.all, out.own...), out.initial...), out.loaded...)
	return out
}

// besides are the chunks that have to be there before an entry runs, other than
// its own.
func (in *Input) besides(entry int) []chunk.ID {
	chunks := in.Chunks.Roots[entry].Chunks
	return chunks[:len(chunks)-1]
}

// EntryChunk is the chunk that an entry boots in.
func EntryChunk(in *Input, entry int) chunk.ID { return in.entryChunk(entry) }

// entryChunk is the chunk of an entry's own modules.
func (in *Input) entryChunk(entry int) chunk.ID {
	chunks := in.Chunks.Roots[entry].Chunks
	return chunks[len(chunks)-1]
}

// waits reports whether there are modules in the entry's own chunk that the
// runtime makes: shares and remotes.
func (in *Input) waits(entry int) bool {
	fetched, eager := in.made(entry)
	return fetched || eager
}

// made tells of these modules: whether some have to be fetched before the entry
// can run, and whether some are eager.
func (in *Input) made(entry int) (fetched, eager bool) {
	for _, m := range in.Chunks.Chunks[in.entryChunk(entry)].Modules {
		row, ok := in.Graph.Modules[m].Body.(graph.RuntimeRow)
		if !ok || row.ChunkTable() == "" {
			continue
		}
		async := func(d graph.Dep) bool { return d.Target != graph.NoModule && in.Link.Async[d.Target] }
		if e, ok := row.(graph.EagerRow); ok && e.Eager() && !slices.ContainsFunc(in.Graph.Modules[m].Deps, async) {
			eager = true
		} else {
			fetched = true
		}
	}
	return fetched, eager
}
