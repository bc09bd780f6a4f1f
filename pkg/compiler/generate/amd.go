package generate

import (
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// amdArguments ends the callback of require(["./a"], callback) number n: what it
// is called with once the chunks are there.
func (e *editor) amdArguments(n uint32, x *graph.Ensure) string {
	*e.need = e.need.With(runtime.AMD)
	ids := map[string]string{}
	for i := range e.r.Imports {
		imp := &e.r.Imports[i]
		if imp.Ensure != n || imp.Kind != graph.ImportEnsure {
			continue
		}
		text := R + ".mnf(" + graph.Quote(imp.Specifier) + ")"
		if t := e.in.Graph.Modules[e.m].Deps[i].Target; t != graph.NoModule {
			text = R + "(" + e.in.ModuleIDs[t] + ")"
		} else {
			*e.need = e.need.With(runtime.Missing)
		}
		ids[imp.Specifier] = text
	}
	var args []string
	for _, name := range x.Names {
		text, ok := ids[name]
		if !ok {
			text = R + ".ad(module).get(" + graph.Quote(name) + ")"
		}
		args = append(args, text)
	}
	return ")(" + strings.Join(args, ", ") + "))"
}
