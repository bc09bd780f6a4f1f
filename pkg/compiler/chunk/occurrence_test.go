package chunk

import (
	"slices"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

func TestBySize(t *testing.T) {
	// Entry 0 needs 1 and loads 2 and 3, which both need 4 in a chunk of its own.
	g := &Graph{
		Chunks: graph.Table[ID, Chunk]{
			{Name: "lazy-a", Entry: -1, Modules: []graph.ModuleID{2}, Roots: []RootID{1}},
			{Name: "main", Entry: 0, Modules: []graph.ModuleID{0, 1}, Roots: []RootID{0}},
			{Name: "lazy-b", Entry: -1, Modules: []graph.ModuleID{3}, Roots: []RootID{2}},
			{Name: "common", Entry: -1, Modules: []graph.ModuleID{4}, Roots: []RootID{1, 2}},
		},
		Roots: graph.Table[RootID, Root]{
			{Entry: 0, Modules: []graph.ModuleID{0}, Chunks: []ID{1}},
			{Entry: -1, Modules: []graph.ModuleID{2}, Chunks: []ID{3, 0}},
			{Entry: -1, Modules: []graph.ModuleID{3}, Chunks: []ID{3, 2}},
		},
		RootOf: graph.Table[graph.ModuleID, RootID]{NoRoot, NoRoot, 1, 2, NoRoot},
		Sync:   graph.Table[graph.ModuleID, []graph.ModuleID]{{1}, nil, {4}, {4}, nil},
		Async:  graph.Table[graph.ModuleID, []graph.ModuleID]{{2}, {3}, nil, nil, nil},
	}
	if got, want := g.ModulesBySize([]graph.ModuleID{0, 1, 2, 3, 4}), []graph.ModuleID{0, 1, 2, 3, 4}; !slices.Equal(got, want) {
		t.Errorf("modules %v, want %v", got, want)
	}
	g.Async[1] = []graph.ModuleID{3, 3, 3}
	if got, want := g.ModulesBySize([]graph.ModuleID{0, 1, 2, 3, 4}), []graph.ModuleID{3, 0, 1, 2, 4}; !slices.Equal(got, want) {
		t.Errorf("modules with a popular one %v, want %v", got, want)
	}
	if got, want := g.ChunksBySize(true), []ID{3, 2, 0, 1}; !slices.Equal(got, want) {
		t.Errorf("chunks %v, want %v", got, want)
	}
	if got, want := g.ChunksBySize(false), []ID{3, 0, 1, 2}; !slices.Equal(got, want) {
		t.Errorf("chunks in total %v, want %v", got, want)
	}
}
