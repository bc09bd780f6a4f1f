package chunk

import (
	"reflect"
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Equal reports whether two graphs hold the same chunks of the same modules. Graphs
// with views are never equal.
func (g *Graph) Equal(o *Graph) bool {
	lists := func(a, b graph.Table[graph.ModuleID, []graph.ModuleID]) bool {
		return slices.EqualFunc(a, b, func(x, y []graph.ModuleID) bool { return slices.Equal(x, y) })
	}
	return g.Views == nil && o.Views == nil && slices.Equal(g.GroupOf, o.GroupOf) && slices.Equal(g.RootOf, o.RootOf) && slices.Equal(g.Conflicts, o.Conflicts) &&
		slices.EqualFunc(g.Groups, o.Groups, func(x, y Group) bool {
			return x.Root == y.Root && x.View == y.View && slices.Equal(x.Modules, y.Modules) && slices.Equal(x.Shown, y.Shown) && slices.Equal(x.Chunks, y.Chunks)
		}) &&
		slices.EqualFunc(g.Chunks, o.Chunks, func(x, y Chunk) bool {
			modules, others := x.Modules, y.Modules
			x.Modules, y.Modules = nil, nil
			return slices.Equal(modules, others) && reflect.DeepEqual(x, y)
		}) &&
		slices.EqualFunc(g.Roots, o.Roots, func(x, y Root) bool {
			modules, others := x.Modules, y.Modules
			x.Modules, y.Modules = nil, nil
			return slices.Equal(modules, others) && reflect.DeepEqual(x, y)
		}) &&
		lists(g.Sync, o.Sync) && lists(g.Async, o.Async)
}
