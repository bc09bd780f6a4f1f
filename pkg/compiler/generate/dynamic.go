package generate

import (
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// isImport reports whether an import that is an expression starts at an offset.
func (e *editor) isImport(at uint32) bool {
	imports := e.r.Imports
	i := sort.Search(len(imports), func(i int) bool { return imports[i].Start >= at })
	for ; i < len(imports) && imports[i].Start == at; i++ {
		switch imports[i].Kind {
		case graph.ImportRequire, graph.ImportResolve:
			return true
		}
	}
	return false
}

func (e *editor) onNode() bool { return strings.HasSuffix(e.in.Config.Target.Platform, "node") }

// imported replaces an import that is an expression.
func (e *editor) imported(i int) {
	imp := &e.r.Imports[i]
	switch imp.Kind {
	case graph.ImportStatic, graph.ImportExportFrom, graph.ImportExportStar:
		return
	}
	if e.in.Graph.Modules[e.m].Deps[i].Ignore {
		return
	}
	t := e.in.Graph.Modules[e.m].Deps[i].Target
	if t == graph.NoModule {
		*e.need = e.need.With(runtime.Missing)
		missing := R + ".mnf(" + graph.Quote(imp.Specifier) + ")"
		if imp.Kind == graph.ImportDynamic {
			missing = "Promise.resolve().then(() => " + missing + ")"
		}
		e.replace(imp.Start, imp.End, missing)
		return
	}
	id := e.in.ModuleIDs[t]
	switch imp.Kind {
	case graph.ImportRequire:
		if !e.in.hasCode(t) {
			e.replace(imp.Start, imp.End, "({})")
			return
		}
		e.replace(imp.Start, imp.End, R+"("+id+")")
	case graph.ImportResolve:
		e.replace(imp.Start, imp.End, id)
	case graph.ImportURL, graph.ImportWorker:
		*e.need = e.need.With(runtime.BaseURI)
		e.replace(imp.Start, imp.End, "new URL("+R+"("+id+"), "+R+".b)")
	case graph.ImportDynamic:
		e.replace(imp.Start, imp.End, e.dynamic(t))
	}
}

// dynamic is the expression of import() of module t.
func (e *editor) dynamic(t graph.ModuleID) string {
	load := e.in.load(t, e.need)
	if !e.in.hasCode(t) {
		return load + ".then(() => ({}))"
	}
	id := e.in.ModuleIDs[t]
	mode := ""
	switch e.in.typeOf(t, e.src.Strict) {
	case graph.TypeNamespace:
		return load + ".then(" + R + ".bind(" + R + ", " + id + "))"
	case graph.TypeDynamic:
		mode = "23"
	case graph.TypeDefaultWithNamed:
		mode = "19"
	default:
		mode = "17"
	}
	*e.need = e.need.With(runtime.Namespace)
	return load + ".then(" + R + ".t.bind(" + R + ", " + id + ", " + mode + "))"
}

// outsideOfStatements edits what is not listed by statement.
func (e *editor) outsideOfStatements() {
	// Not (void 0), which a line break would make the arguments of what is before.
	this := "undefined"
	if i := sort.SearchStrings(e.r.Nested, this); i < len(e.r.Nested) && e.r.Nested[i] == this {
		this = "(void 0)"
	}
	for _, at := range e.r.This {
		if !e.isCut(at) {
			e.replace(at, at+4, this)
		}
	}
	for i := range e.r.Meta {
		if m := &e.r.Meta[i]; !e.isCut(m.Start) && !e.insideImport(m.Start) {
			e.meta(m)
		}
	}
}

func (e *editor) isCut(at uint32) bool {
	for _, c := range e.cut {
		if c.Start <= at && at < c.End {
			return true
		}
	}
	return false
}

// insideImport: new URL("x", import.meta.url) was replaced as a whole.
func (e *editor) insideImport(at uint32) bool {
	for i := range e.r.Imports {
		if imp := &e.r.Imports[i]; (imp.Kind == graph.ImportURL || imp.Kind == graph.ImportWorker) && imp.Start <= at && at < imp.End {
			return true
		}
	}
	return false
}

// meta replaces import.meta, which a script has not.
func (e *editor) meta(m *graph.Meta) {
	if e.in.Config.Output.Module {
		return
	}
	url := func() string {
		if e.onNode() {
			return `require("url").pathToFileURL(__filename).href`
		}
		*e.need = e.need.With(runtime.BaseURI)
		return R + ".b"
	}
	if m.Chain < 0 {
		e.replace(m.Start, m.End, "({url: "+url()+", webpack: 5})")
		return
	}
	c := &e.r.Chains[m.Chain]
	text := "(void 0)"
	switch c.Names[0] {
	case "url":
		text = url()
	case "webpack":
		text = "5"
	case "env":
		text = "({})"
	case "main":
		text = "false"
	}
	e.replace(m.Start, c.Ends[0], text)
}
