package generate

import (
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// provided is one variable at the head of a module that stands for a free name.
type provided struct{ name, value string }

// provide replaces a free name by the variable that holds what is imported for
// it. A module is not given to itself: there the name stays free.
func (e *editor) provide(imp *graph.Import, t graph.ModuleID) {
	if t == e.m {
		return
	}
	value := R + ".mnf(" + graph.Quote(imp.Specifier) + ")"
	switch {
	case t == graph.NoModule:
		*e.need = e.need.With(runtime.Missing)
	case !e.in.hasCode(t):
		value = "({})"
	default:
		value = R + "(" + e.in.ModuleIDs[t] + ")"
	}
	for _, m := range imp.Members {
		value = member(value, m)
	}
	f := &e.r.Free[imp.Free]
	e.put(imp.Start, imp.End, f.Flags, expression{text: e.providedName(f.Name, value)}, false, f.Name)
}

// providedName is the variable with a value.
func (e *editor) providedName(free, value string) string {
	for _, p := range e.provides {
		if p.value == value {
			return p.name
		}
	}
	name := "__provided_" + strings.Map(func(r rune) rune {
		if r < 128 && (r == '_' || r == '$' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return r
		}
		return '_'
	}, free)
	if e.g != nil {
		name = e.g.pick(name)
	}
	for i := range e.provides {
		if e.provides[i].name == name {
			name += "_"
		}
	}
	e.provides = append(e.provides, provided{name, value})
	return name
}

// head declares what the edits of a module rely on; "" for nothing.
func (e *editor) head() string {
	text := e.metaHead()
	for _, p := range e.provides {
		text += "var " + p.name + " = " + p.value + ";\n"
	}
	return text
}
