package generate

import (
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

// reach lists the chunks that a runtime may ever load: those that hold its
// entries first, the others ascending behind them.
func (in *Input) reach(rt *Runtime) (chunks []chunk.ID, own int) {
	seen := make(map[chunk.ID]bool)
	roots := make(map[chunk.RootID]bool)
	var queue []chunk.RootID
	for _, e := range rt.Entries {
		r := chunk.RootID(e)
		roots[r] = true
		queue = append(queue, r)
		c := in.entryChunk(e)
		seen[c] = true
		chunks = append(chunks, c)
	}
	own = len(chunks)
	follow := func(c chunk.ID) {
		for _, m := range in.Chunks.Chunks[c].Modules {
			for _, t := range in.Chunks.Async[m] {
				if to := in.Chunks.RootOf[t]; !roots[to] {
					roots[to] = true
					queue = append(queue, to)
				}
			}
		}
	}
	for _, c := range chunks[:own] {
		follow(c)
	}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		for _, c := range in.Chunks.Roots[r].Chunks {
			if !seen[c] {
				seen[c] = true
				chunks = append(chunks, c)
				follow(c)
			}
		}
	}
	rest := chunks[own:]
	sort.Slice(rest, func(i, j int) bool { return rest[i] < rest[j] })
	return chunks, own
}

// EntryChunk is the chunk that an entry boots in.
func EntryChunk(in *Input, entry int) chunk.ID { return in.entryChunk(entry) }

// entryChunk is the chunk of an entry's own modules.
func (in *Input) entryChunk(entry int) chunk.ID {
	chunks := in.Chunks.Roots[entry].Chunks
	return chunks[len(chunks)-1]
}

// waits reports whether modules of the entry's own chunk have to be fetched
// before it can run: shares and remotes.
func (in *Input) waits(entry int) bool {
	for _, m := range in.Chunks.Chunks[in.entryChunk(entry)].Modules {
		if row, ok := in.Graph.Modules[m].Body.(graph.RuntimeRow); ok && row.ChunkTable() != "" {
			return true
		}
	}
	return false
}
