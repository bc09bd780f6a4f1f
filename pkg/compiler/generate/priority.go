package generate

import (
	"slices"
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// hasPriorities reports whether anything asks for chunks to be fetched ahead.
func (in *Input) hasPriorities() bool {
	for i := range in.Graph.Modules {
		deps := in.Graph.Modules[i].Deps
		for d := range deps {
			if deps[d].Priority != nil {
				return true
			}
		}
	}
	return false
}

// prioritized reports whether priorities mean something where the output runs: they
// are links and attributes of a page.
func (in *Input) prioritized() bool {
	l := in.Config.Output.ChunkLoading
	return (l == "jsonp" || l == "import") && !in.onNode()
}

// prefetches reports whether chunks are to be prefetched once c is there.
func (in *Input) prefetches(c chunk.ID) bool {
	if !in.prioritized() {
		return false
	}
	for _, m := range in.Chunks.Chunks[c].Modules {
		for d := range in.Graph.Modules[m].Deps {
			dep := &in.Graph.Modules[m].Deps[d]
			if dep.Priority == nil || dep.Priority.Prefetch == graph.NoOrder || !dep.Async || !slices.Contains(in.Chunks.AsyncIn(c, m), dep.Target) {
				continue
			}
			if slices.ContainsFunc(in.chunksOf(dep.Target), func(id string) bool { return id != in.ChunkIDs[c] }) {
				return true
			}
		}
	}
	return false
}

// priorities adds the tables of chunks that are fetched ahead, or first.
func (in *Input) priorities(t *tables, need *runtime.Set, chunks []chunk.ID) {
	if !in.prioritized() || !in.hasPriorities() {
		return
	}
	any, first := false, false
	for _, c := range chunks {
		prefetch, preload := map[string]int{}, map[string]int{}
		for _, m := range in.Chunks.Chunks[c].Modules {
			for d := range in.Graph.Modules[m].Deps {
				dep := &in.Graph.Modules[m].Deps[d]
				if dep.Priority == nil || !dep.Async || !slices.Contains(in.Chunks.AsyncIn(c, m), dep.Target) {
					continue
				}
				for _, id := range in.chunksOf(dep.Target) {
					if id == in.ChunkIDs[c] {
						continue
					}
					higher(prefetch, id, dep.Priority.Prefetch)
					higher(preload, id, dep.Priority.Preload)
					if dep.Priority.Fetch != "" {
						first = true
						t.add(graph.Row{Table: "fp", Key: id, Value: graph.Quote(dep.Priority.Fetch)})
					}
				}
			}
		}
		for table, orders := range map[string]map[string]int{"pf": prefetch, "pl": preload} {
			if len(orders) > 0 {
				any = true
				t.add(graph.Row{Table: table, Key: in.ChunkIDs[c], Value: "[" + strings.Join(byOrder(orders), ",") + "]"})
			}
		}
	}
	if any {
		*need = need.With(runtime.Prefetch)
		for _, table := range []string{"pf", "pl"} {
			if t.object[table] == nil {
				t.set(table, "{}")
			}
		}
	}
	if first && in.Config.Output.ChunkLoading == "jsonp" {
		*need = need.With(runtime.FetchPriority)
	}
}

func higher(orders map[string]int, id string, order int) {
	if order == graph.NoOrder {
		return
	}
	if have, ok := orders[id]; !ok || have < order {
		orders[id] = order
	}
}

// byOrder lists ids from the highest order to the lowest.
func byOrder(orders map[string]int) []string {
	ids := make([]string, 0, len(orders))
	for id := range orders {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool {
		if a, b := orders[ids[i]], orders[ids[j]]; a != b {
			return a > b
		}
		return ids[i] < ids[j]
	})
	return ids
}
