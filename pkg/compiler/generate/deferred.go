package generate

import (
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// deferredNamespaces appends the variables of what the modules of the group
// import with defer. Making them runs nothing.
func (g *group) deferredNamespaces(b []byte) []byte {
	for _, m := range g.modules {
		symbols := g.record(m).Symbols
		for i := range symbols {
			if symbols[i].Kind != graph.SymDeferred || g.names[m][i] == "" {
				continue
			}
			t := g.in.Graph.Modules[m].Deps[symbols[i].Import].Target
			if t != graph.NoModule && !g.in.Link.Live[t] {
				continue // nobody reads it
			}
			b = append(b, "var "+g.names[m][i]+" = "+g.in.deferredNamespace(t, g.strict(m), &g.need)+";\n"...)
		}
	}
	return b
}

func (g *group) strict(m graph.ModuleID) bool {
	s, ok := g.in.Graph.Modules[m].Body.(*graph.Source)
	return ok && s.Strict
}

// deferredNamespace is the expression of the deferred namespace of t, for an
// importer that is strict or not.
func (in *Input) deferredNamespace(t graph.ModuleID, strict bool, need *runtime.Set) string {
	if t == graph.NoModule {
		return "undefined"
	}
	if !in.hasCode(t) {
		return "{}"
	}
	*need = need.With(runtime.DeferredNamespace)
	mode := ""
	switch in.typeOf(t, strict) {
	case graph.TypeNamespace:
	case graph.TypeDynamic:
		mode = "6"
	case graph.TypeDefaultWithNamed:
		mode = "2"
	default:
		mode = "0"
	}
	late := ""
	if in.Link.Async[t] {
		*need = need.With(runtime.AsyncNow)
		if late = ", 1"; mode == "" {
			late = ", null, 1"
		}
	}
	if mode != "" {
		*need = need.With(runtime.Namespace)
		mode = ", " + mode
	}
	return R + ".z(" + in.ModuleIDs[t] + mode + late + ")"
}

// phased is what import.defer() or import.source() does when what it needs is
// loaded.
func (e *editor) phased(i int, t graph.ModuleID, load string) string {
	if e.r.Imports[i].Phase == graph.PhaseSource {
		return load + ".then(" + R + ".bind(" + R + ", " + e.in.ModuleIDs[t] + ")).then(ns => ns.default)"
	}
	if ahead := e.in.Link.Ahead[[2]uint32{uint32(e.m), uint32(i)}]; len(ahead) > 0 {
		runs := make([]string, len(ahead))
		for k, m := range ahead {
			runs[k] = R + "(" + e.in.ModuleIDs[m] + ")"
		}
		load += ".then(() => Promise.all([" + strings.Join(runs, ", ") + "]))"
	}
	return load + ".then(() => " + e.in.deferredNamespace(t, e.src.Strict, e.need) + ")"
}
