package generate

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// chunkGlobal is the name of the array through which a chunk registers itself.
//
// All runtimes of a page take in what comes through one array. A module that
// chunks have in different forms must not get from one runtime into another, so
// such chunks have an array that only their runtimes know.
func (in *Input) chunkGlobal(id chunk.ID) string {
	name := in.Config.Output.ChunkLoadingGlobal
	if in.Chunks.Views == nil {
		return name
	}
	in.apartOnce.Do(in.findApart)
	if !in.apart[id] {
		return name
	}
	for _, r := range in.Chunks.View(id).Runtimes {
		rt := &in.Runtimes[r]
		if rt.Host >= 0 {
			name += "~" + in.Graph.Entries[rt.Host].Name
		} else {
			name += "~" + rt.Name
		}
	}
	if len(name) > 100 {
		sum := sha256.Sum256([]byte(name))
		name = name[:60] + "~" + hex.EncodeToString(sum[:8])
	}
	return name
}

// findApart finds the chunks that have a module which chunks with another view have
// too.
func (in *Input) findApart() {
	in.apart = make(map[chunk.ID]bool)
	first := make([]chunk.ID, len(in.Graph.Modules))
	mixed := make([]bool, len(in.Graph.Modules))
	each := func(f func(id chunk.ID, m int)) {
		for id := range in.Chunks.Chunks {
			for _, m := range in.Chunks.Chunks[id].Modules {
				f(chunk.ID(id), int(m))
			}
		}
	}
	const none = ^chunk.ID(0)
	for m := range first {
		first[m] = none
	}
	each(func(id chunk.ID, m int) {
		if first[m] == none {
			first[m] = id
		}
		mixed[m] = mixed[m] || in.Chunks.ViewOf[id] != in.Chunks.ViewOf[first[m]]
	})
	each(func(id chunk.ID, m int) {
		if mixed[m] {
			in.apart[id] = true
		}
	})
}

// chunkGlobals are the further arrays that a runtime which loads these chunks
// listens to, as an array literal; "" for none.
func (in *Input) chunkGlobals(chunks []chunk.ID) string {
	seen := make(map[string]bool)
	var names []string
	for _, id := range chunks {
		if name := in.chunkGlobal(id); name != in.Config.Output.ChunkLoadingGlobal && !seen[name] {
			seen[name] = true
			names = append(names, graph.Quote(name))
		}
	}
	if names == nil {
		return ""
	}
	sort.Strings(names)
	return "[" + strings.Join(names, ",") + "]"
}
