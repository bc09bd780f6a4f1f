package generate

import (
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// amd is define of AMD for the module: with the names of its own modules that it
// asks for.
func (e *editor) amd() string {
	*e.need = e.need.With(runtime.AMD)
	module := e.parameter("module") + ", " + e.parameter("exports")
	if slices.Contains(e.r.Nested, "module") || slices.Contains(e.r.Nested, "exports") { // which may be those of a function here
		own := R + ".c[" + e.in.ModuleIDs[e.m] + "]"
		module = own + ", " + own + ".exports"
	}
	if e.g != nil { // an ES module has no exports for define to write to
		module = "{}, {}"
	}
	names := make([]string, len(e.r.Locals))
	for i, name := range e.r.Locals {
		names[i] = graph.Quote(name)
	}
	list := ", [" + strings.Join(names, ", ") + "]"
	switch {
	case e.in.Config.AMD != "":
		return R + ".ad(" + module + list + ", " + e.in.Config.AMD + ")"
	case len(names) == 0:
		list = ""
	}
	return R + ".ad(" + module + list + ")"
}

// amdOptions is what define.amd and require.amd are.
func (e *editor) amdOptions() string {
	if e.in.Config.AMD != "" {
		return "(" + e.in.Config.AMD + ")"
	}
	return "({})"
}

// lists replaces the lists of AMD that are no literals.
func (e *editor) lists() {
	for n := range e.r.Lists {
		l := &e.r.Lists[n]
		if e.isCut(l.At.Start) {
			continue
		}
		var items []string
		known := false
		for _, name := range l.Names {
			i := slices.IndexFunc(e.r.Imports, func(imp graph.Import) bool { return imp.List == uint32(n+1) && imp.Specifier == name })
			if i < 0 {
				items = append(items, graph.Quote(name))
				continue
			}
			known = true
			items = append(items, e.itemID(i, e.in.Graph.Modules[e.m].Deps[i].Target))
		}
		if known {
			e.replace(l.At.Start, l.At.End, "["+strings.Join(items, ", ")+"]")
		}
	}
}

// amdLocal reports whether require is called, at an offset, for a module that the
// file defines itself.
func (e *editor) amdLocal(f *graph.FreeRef) bool {
	if len(e.r.Locals) == 0 || f.Flags&(graph.RefCallee|graph.RefNewCallee) == 0 || f.Chain >= 0 {
		return false
	}
	text := e.r.Text[f.End:]
	open := 0
	for open < len(text) && (text[open] == ' ' || text[open] == '(') {
		open++
	}
	return open < len(text) && slices.ContainsFunc(e.r.Locals, func(name string) bool {
		rest := string(text[open:])
		return strings.HasPrefix(rest, `"`+name+`"`) || strings.HasPrefix(rest, "'"+name+"'") || strings.HasPrefix(rest, "`"+name+"`")
	})
}
