package generate

import (
	"sort"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// isImport reports whether an import that is an expression starts at an offset,
// but for parentheses.
func (e *editor) isImport(at uint32) bool {
	imports := e.r.Imports
	i := sort.Search(len(imports), func(i int) bool { return imports[i].Start >= at })
	if i > 0 && at > 0 && imports[i-1].Grouped == at {
		return true
	}
	for ; i < len(imports) && imports[i].Start == at; i++ {
		switch imports[i].Kind {
		case graph.ImportRequire, graph.ImportResolve, graph.ImportResolveWeak, graph.ImportInclude, graph.ImportIncluded:
			return !imports[i].Item
		}
	}
	for i := range e.r.Ensures {
		if x := &e.r.Ensures[i]; x.Root == at && x.End > x.Start {
			return true
		}
	}
	return false
}

func (e *editor) onNode() bool { return strings.HasSuffix(e.in.Config.Target.Platform, "node") }

// platformRequire leaves a require() to the platform.
func (e *editor) platformRequire(imp *graph.Import) {
	at := max(imp.Start, imp.Grouped)
	name := e.in.nodeRequire()
	if declares(e.r, name) {
		name = nodeRequire
	}
	*e.nodeRequire = *e.nodeRequire || name == nodeRequire
	if text := "require"; name != text && strings.HasPrefix(string(e.r.Text[at:]), text) {
		e.replace(at, at+uint32(len(text)), name)
	}
}

// imported replaces an import that is an expression.
func (e *editor) imported(i int) {
	imp := &e.r.Imports[i]
	switch imp.Kind {
	case graph.ImportStatic, graph.ImportExportFrom, graph.ImportExportStar:
		return
	case graph.ImportEnsure:
		if !e.r.Ensures[imp.Ensure-1].AMD {
			return // the list goes
		}
	}
	if e.in.Graph.Modules[e.m].Deps[i].Ignore {
		if imp.Kind == graph.ImportRequire || imp.Kind == graph.ImportResolve {
			e.platformRequire(imp)
		} else if at := imp.Start + uint32(len("import")); imp.Phase != graph.PhaseEvaluation && e.r.Text[at] == ' ' { // the word was masked
			e.replace(at, at, "."+imp.Phase.String())
		}
		return
	}
	t := e.in.Graph.Modules[e.m].Deps[i].Target
	if imp.Context != nil && t != graph.NoModule {
		e.context(imp, t, e.in.Graph.Modules[e.m].Deps[i].Relative)
		return
	}
	if imp.List > 0 {
		return // with the whole list
	}
	if imp.Item {
		e.item(imp, i, t)
		return
	}
	if imp.Kind == graph.ImportProvide {
		e.provide(imp, t)
		return
	}
	e.cut = append(e.cut, graph.ByteRange{Start: imp.Start, End: imp.End})
	switch imp.Kind {
	case graph.ImportIncluded:
		e.replace(imp.Start, imp.End, strconv.FormatBool(t != graph.NoModule && e.in.Link.Live[t]))
		return
	case graph.ImportInclude:
		e.replace(imp.Start, imp.End, "undefined")
		return
	}
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
		e.shortUses(imp, t)
	case graph.ImportResolve:
		e.replace(imp.Start, imp.End, id)
	case graph.ImportResolveWeak:
		if !e.in.Link.Live[t] {
			id = "null"
		}
		e.replace(imp.Start, imp.End, id)
	case graph.ImportWorker:
		e.worker(imp, e.in.Graph.Modules[e.m].Deps[i].Entry)
	case graph.ImportURL:
		address := R + "(" + id + ")"
		if _, ignored := e.in.Graph.Modules[t].Body.(graph.Ignored); ignored {
			address = graph.Quote(graph.NoAddress)
		}
		address += e.fragment(imp, t)
		text := "new URL(" + address + ", " + R + ".b)"
		if e.in.Graph.Modules[e.m].Deps[i].Relative {
			*e.need = e.need.With(runtime.RelativeURL)
			text = "new " + R + ".U(" + address + ")"
		} else {
			*e.need = e.need.With(runtime.BaseURI)
		}
		if imp.Text {
			text += ".href"
		}
		e.replace(imp.Start, imp.End, text)
	case graph.ImportDynamic:
		e.replace(imp.Start, imp.End, e.dynamic(i, t))
	}
}

// context replaces a call that is about many files: as a whole when it gives the
// context, and if not, by a call of the context with the same argument.
func (e *editor) context(imp *graph.Import, t graph.ModuleID, relative bool) {
	call := R + "(" + e.in.ModuleIDs[t] + ")"
	if imp.Item { // of a list, or the argument of what is require by another name
		e.replace(imp.Start, imp.Start, call+".resolve(")
		e.replace(imp.End, imp.End, ")")
		return
	}
	if imp.Context.Object {
		e.cut = append(e.cut, graph.ByteRange{Start: imp.Start, End: imp.End})
		e.replace(imp.Start, imp.End, call)
		return
	}
	switch imp.Kind {
	case graph.ImportURL:
		e.cut = append(e.cut, graph.ByteRange{Start: imp.Spec.End, End: imp.End})
		if relative {
			*e.need = e.need.With(runtime.RelativeURL)
			e.replace(imp.Start, imp.Spec.Start, "new "+R+".U("+call+"(")
			e.replace(imp.Spec.End, imp.End, "))")
			return
		}
		*e.need = e.need.With(runtime.BaseURI)
		e.replace(imp.Start, imp.Spec.Start, "new URL("+call+"(")
		e.replace(imp.Spec.End, imp.End, "), "+R+".b)")
		return
	case graph.ImportResolve, graph.ImportResolveWeak:
		call += ".resolve"
	}
	e.replace(imp.Start, imp.Spec.Start, call+"(")
	if imp.End > imp.Spec.End+1 { // import options
		e.cut = append(e.cut, graph.ByteRange{Start: imp.Spec.End, End: imp.End})
		e.replace(imp.Spec.End, imp.End, ")")
	}
}

// item replaces one of the literals that a call chooses from.
func (e *editor) item(imp *graph.Import, i int, t graph.ModuleID) {
	switch {
	case imp.Kind == graph.ImportDynamic:
		if i == 0 || !e.r.Imports[i-1].Item || e.r.Imports[i-1].Call != imp.Call {
			e.replace(imp.Call, imp.Call+uint32(len("import")), "Promise.resolve")
		}
		if t != graph.NoModule {
			e.replace(imp.Start, imp.End, e.dynamic(i, t))
			return
		}
		*e.need = e.need.With(runtime.Missing)
		e.replace(imp.Start, imp.End, "Promise.resolve().then(() => "+R+".mnf("+graph.Quote(imp.Specifier)+"))")
	case imp.Kind == graph.ImportURL && t != graph.NoModule:
		e.replace(imp.Start, imp.End, R+"("+e.in.ModuleIDs[t]+")"+e.fragment(imp, t))
	default:
		e.replace(imp.Start, imp.End, e.itemID(i, t))
	}
}

// fragment is what to add to the address of a file, of which new URL() names a place:
//
//	new URL("./sprite.svg#cart", import.meta.url)
func (e *editor) fragment(imp *graph.Import, t graph.ModuleID) string {
	a, ok := e.in.Graph.Modules[t].Body.(*graph.Asset)
	k := strings.LastIndexByte(imp.Specifier, '#')
	if !ok || a.Inline || k <= 0 || strings.HasSuffix(e.in.Graph.Modules[t].Path, imp.Specifier[k:]) {
		return ""
	}
	return " + " + graph.Quote(imp.Specifier[k:])
}

// isChoiceBase reports whether the import.meta.url at an offset is the base of a
// new URL() that chooses from items.
func (e *editor) isChoiceBase(at uint32) bool {
	for i := range e.r.Imports {
		if imp := &e.r.Imports[i]; imp.Item && imp.Kind == graph.ImportURL && imp.End < at && strings.Trim(string(e.r.Text[imp.End:at]), "), \t\r\n") == "" {
			return true
		}
	}
	return false
}

// itemID is the id of a module that a call chooses.
func (e *editor) itemID(i int, t graph.ModuleID) string {
	if t == graph.NoModule {
		*e.need = e.need.With(runtime.Missing)
		return R + ".mnf(" + graph.Quote(e.r.Imports[i].Specifier) + ")"
	}
	return e.in.ModuleIDs[t]
}

// choosing reports whether the call that starts at an offset chooses from items.
func (e *editor) choosing(at uint32) bool {
	for i := range e.r.Imports {
		if imp := &e.r.Imports[i]; imp.Item && imp.Call == at {
			return true
		}
	}
	return false
}

// dynamic is the expression of import i, an import() of module t.
func (e *editor) dynamic(i int, t graph.ModuleID) string {
	d := &e.in.Graph.Modules[e.m].Deps[i]
	load := "Promise.resolve()"
	switch {
	case d.Async:
		load = e.in.load(t, e.need)
	case d.Weak && e.in.Link.Live[t]:
		*e.need = e.need.With(runtime.Weak)
		load += ".then(() => " + R + ".w(" + e.in.ModuleIDs[t] + ", " + graph.Quote(d.Specifier) + "))"
	case d.Weak:
		*e.need = e.need.With(runtime.Weak)
		return load + ".then(() => " + R + ".w(null, " + graph.Quote(d.Specifier) + "))"
	}
	if !e.in.hasCode(t) {
		return load + ".then(() => ({}))"
	}
	if e.r.Imports[i].Phase != graph.PhaseEvaluation {
		return e.phased(i, t, load)
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
	e.ensures()
	e.lists()
	for i := range e.r.Meta {
		if m := &e.r.Meta[i]; !e.isCut(m.Start) && !e.insideImport(m.Start) {
			e.meta(m)
		}
	}
}

// ensures replaces the calls of require.ensure by the loading of their chunks.
func (e *editor) ensures() {
	for n := range e.r.Ensures {
		x := &e.r.Ensures[n]
		if x.End == x.Start || e.isCut(x.Start) {
			continue
		}
		var ids []string
		seen := map[string]bool{}
		for i := range e.r.Imports {
			t := e.in.Graph.Modules[e.m].Deps[i].Target
			if e.r.Imports[i].Ensure != uint32(n+1) || t == graph.NoModule {
				continue
			}
			for _, id := range e.in.chunksOf(t) {
				if !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
			}
		}
		load := loadOf(ids, e.need)
		open, done := load+".then((", ").bind(null, "+R+"))"
		if x.AMD {
			open, done = load+".then(() => "+e.amd()+".require(", "))"
			e.replace(x.Start, x.List.Start, open)
			if x.Then.End == x.Then.Start { // require(["./a"]) only runs them
				e.replace(x.List.End, x.End, done)
				continue
			}
		} else {
			e.cut = append(e.cut, x.List)
			e.replace(x.Start, x.Then.Start, open)
		}
		if x.OnError.End > x.OnError.Start {
			e.replace(x.Then.End, x.OnError.Start, done+".catch(")
			e.replace(x.OnError.End, x.End, ")")
		} else {
			e.replace(x.Then.End, x.End, done)
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
		if imp := &e.r.Imports[i]; imp.Start <= at && at < imp.End && (imp.Kind == graph.ImportURL || imp.Kind == graph.ImportWorker || imp.Context != nil && imp.Context.Object) && !(imp.Context != nil && imp.Context.URL && at < imp.Spec.End) && !e.in.Graph.Modules[e.m].Deps[i].Ignore {
			return true
		}
	}
	return false
}
