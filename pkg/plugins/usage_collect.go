package plugins

import (
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
)

// analysis reads a linked build. It changes nothing, so its methods may run on
// many goroutines, each for another module.
type analysis struct {
	stage     *compiler.Stage
	display   func(string) string
	consumes  []graph.ModuleID
	provides  []graph.ModuleID
	importers map[graph.ModuleID][]edge // of consume-shared modules
	// private: no other build can reach the share scope of this one.
	private bool
	// filesOnly leaves out lines and columns, for reports that name files only:
	// counting lines of every importer is most of what an analysis costs.
	filesOnly bool
}

// edge is dep number dep of module from.
type edge struct {
	from graph.ModuleID
	dep  int32
}

func newAnalysis(s *compiler.Stage, display func(string) string) *analysis {
	a := &analysis{stage: s, display: display, importers: make(map[graph.ModuleID][]edge), private: true}
	for i := range s.Graph.Modules {
		m := &s.Graph.Modules[i]
		if s.Link != nil && !s.Link.Live[i] {
			continue
		}
		switch m.Body.(type) {
		case *consumeBody:
			a.consumes = append(a.consumes, graph.ModuleID(i))
		case *provideBody:
			a.provides = append(a.provides, graph.ModuleID(i))
		case *containerBody, *remoteBody, *referenceBody, *runtimeAPIBody, *runtimePluginsBody:
			a.private = false
		}
		for d := range m.Deps {
			t := m.Deps[d].Target
			if t == graph.NoModule || m.Deps[d].Weak {
				continue
			}
			if _, ok := s.Graph.Modules[t].Body.(*consumeBody); ok {
				a.importers[t] = append(a.importers[t], edge{graph.ModuleID(i), int32(d)})
			}
		}
	}
	return a
}

// fallback is the module that a consume-shared module falls back to; NoModule
// when this build has none.
func (a *analysis) fallback(m graph.ModuleID) graph.ModuleID {
	e := a.stage.Graph.Modules[m].Body.Exports()
	if e.Mirror < 0 {
		return graph.NoModule
	}
	return a.stage.Graph.Modules[m].Deps[e.Mirror].Target
}

// consumeUsage is what is known of one consume-shared module.
type consumeUsage struct {
	module    graph.ModuleID
	body      *consumeBody
	exports   exportsInfo
	importers []ShareImporter
	whole     []NamespaceUse
	names     map[string]bool // used by name
	// wholeBy and namesBy say the same by name of the importing module, for
	// analyses of one entry; "" belongs to every entry. Names outlive a build, ids
	// do not.
	wholeBy map[string]bool
	namesBy map[string]map[string]bool
}

// consume analyses one consume-shared module.
func (a *analysis) consume(m graph.ModuleID, info exportsInfo) *consumeUsage {
	u := &consumeUsage{
		module: m, body: a.stage.Graph.Modules[m].Body.(*consumeBody), exports: info,
		names: map[string]bool{}, wholeBy: map[string]bool{}, namesBy: map[string]map[string]bool{},
	}
	rows := make(map[edge]*ShareImporter)
	var order []edge
	row := func(e edge) *ShareImporter {
		if rows[e] == nil {
			rows[e] = a.importer(e)
			order = append(order, e)
		}
		return rows[e]
	}
	use := func(e edge, name string) {
		u.names[name] = true
		by := a.nameOf(e.from)
		if u.namesBy[by] == nil {
			u.namesBy[by] = make(map[string]bool)
		}
		u.namesBy[by][name] = true
		r := row(e)
		r.Names = append(r.Names, name)
	}
	whole := func(e edge, at graph.ByteRange, reason string) {
		r := row(e)
		if r.Whole == "" {
			r.Whole = reason
		}
		place := r.Place
		if at.End > 0 {
			place = a.place(e.from, at)
		}
		u.whole = append(u.whole, NamespaceUse{place, reason})
		u.wholeBy[a.nameOf(e.from)] = true
	}
	for _, e := range a.importers[m] {
		row(e)
		for _, name := range a.captured(e) {
			if name == graph.AllNames {
				whole(e, graph.ByteRange{}, "eval")
			} else {
				use(e, name)
			}
		}
	}
	for _, x := range a.stage.Link.Uses[m] {
		e := edge{x.Importer, x.Import}
		names, reason := []string{x.Name}, x.Reason
		if reason == "" && x.Name == "default" && info.defaultIsWhole(a.strict(x.Importer)) {
			names, reason = a.membersOfDefault(x)
		}
		if reason != "" {
			whole(e, x.At, reason)
			continue
		}
		for _, name := range names {
			use(e, name)
		}
	}
	// What linking knows of and the uses do not show has no place, but it counts.
	for _, name := range a.stage.Link.Used[m] {
		if name != "default" || !info.defaultIsWhole(true) {
			u.names[name] = true
		}
	}
	if a.stage.Link.All[m] && len(u.whole) == 0 {
		u.whole = append(u.whole, NamespaceUse{Reason: "not known"})
		u.wholeBy[""] = true
	}
	for _, e := range order {
		r := rows[e]
		r.Names = unique(r.Names)
		r.Unused = a.unusedNames(m, e, r)
		u.importers = append(u.importers, *r)
	}
	sort.SliceStable(u.importers, func(i, j int) bool { return lessPlace(u.importers[i].Place, u.importers[j].Place) })
	u.whole = uniquePlaces(u.whole)
	return u
}

// strict: the importer is an ES module as Node sees it, whose default import of
// CommonJS is module.exports.
func (a *analysis) strict(m graph.ModuleID) bool {
	src := a.source(m)
	return src == nil || src.Strict
}

// nameOf is the name of a module, "" for none.
func (a *analysis) nameOf(m graph.ModuleID) string {
	if m == graph.NoModule {
		return ""
	}
	return a.stage.Graph.Modules[m].Name
}

func (a *analysis) source(m graph.ModuleID) *graph.Source {
	if m == graph.NoModule {
		return nil
	}
	src, _ := a.stage.Graph.Modules[m].Body.(*graph.Source)
	return src
}

// membersOfDefault finds the members that a use of the default import goes on to, or
// the reason why it is the whole module.
func (a *analysis) membersOfDefault(x link.Use) (names []string, reason string) {
	const whole = "default export of CommonJS"
	src := a.source(x.Importer)
	if src == nil {
		return nil, whole
	}
	refs := src.Record.Refs
	i := sort.Search(len(refs), func(i int) bool { return refs[i].Start >= x.At.Start })
	if i == len(refs) || refs[i].Start != x.At.Start || refs[i].End != x.At.End || refs[i].Chain < 0 {
		return nil, whole
	}
	chain := &src.Record.Chains[refs[i].Chain]
	n := a.stage.Link.Members[x.Importer][int32(i)].Names // ns.default.x: names of the namespace come first
	if n == len(chain.Names) && chain.Keys != nil {
		return chain.Keys, ""
	}
	if n >= len(chain.Names) || chain.Assigned && n == len(chain.Names)-1 {
		return nil, whole
	}
	return []string{chain.Names[n]}, ""
}

// captured lists what a direct eval or a with statement in the importer may
// reach: the imported names, graph.AllNames for everything.
func (a *analysis) captured(e edge) []string {
	src := a.source(e.from)
	if src == nil || src.Record.Flags&(graph.HasEval|graph.HasWith) == 0 {
		return nil
	}
	return boundNames(src.Record, e.dep)
}

// boundNames are the names that an import declaration binds, graph.AllNames among them.
func boundNames(r *graph.Record, imp int32) []string {
	var names []string
	for i := range r.Symbols {
		if s := &r.Symbols[i]; s.Kind == graph.SymImport && s.Import == imp {
			names = append(names, s.Imported)
		}
	}
	return names
}

// unusedNames are imported from m itself by name, and nothing that stays uses
// them.
func (a *analysis) unusedNames(m graph.ModuleID, e edge, r *ShareImporter) []string {
	src := a.source(e.from)
	if src == nil || r.Whole != "" || a.stage.Graph.Modules[e.from].Deps[e.dep].Target != m {
		return []string{}
	}
	out := []string{}
	for i := range src.Record.Symbols {
		s := &src.Record.Symbols[i]
		if s.Kind != graph.SymImport || s.Import != e.dep || s.Imported == graph.AllNames {
			continue
		}
		if bs := a.stage.Link.Bindings[e.from]; (bs == nil || bs[i] == nil) && !contains(r.Names, s.Imported) {
			out = append(out, s.Imported)
		}
	}
	return unique(out)
}

// importer describes the import behind an edge.
func (a *analysis) importer(e edge) *ShareImporter {
	r := &ShareImporter{Names: []string{}, Unused: []string{}, Kind: "entry"}
	if e.from == graph.NoModule {
		return r
	}
	mod := &a.stage.Graph.Modules[e.from]
	dep := &mod.Deps[e.dep]
	r.Request = dep.Specifier
	src := a.source(e.from)
	if src == nil {
		r.Kind = "exposed"
		r.Place = placeOf(dep.At)
		if r.File == "" {
			r.File = mod.Name
		}
		return r
	}
	imp := &src.Record.Imports[e.dep]
	r.Place = a.place(e.from, imp.Spec)
	switch imp.Kind {
	case graph.ImportStatic:
		r.Kind = "import"
	case graph.ImportExportFrom:
		r.Kind = "re-export"
	case graph.ImportExportStar:
		r.Kind = "export *"
	case graph.ImportDynamic:
		r.Kind = "dynamic import"
	default:
		r.Kind = "require"
	}
	return r
}

// place turns bytes of a module into lines and columns of its file.
func (a *analysis) place(m graph.ModuleID, at graph.ByteRange) Place {
	if src := a.source(m); src != nil {
		if a.filesOnly {
			return Place{File: src.File}
		}
		return placeOf(src.Location(at))
	}
	if m == graph.NoModule {
		return Place{}
	}
	return Place{File: a.stage.Graph.Modules[m].Name}
}

func placeOf(l diag.Location) Place {
	p := Place{File: l.File}
	if l.Text != nil {
		p.Line, p.Column = diag.Position(l.Text, l.Start)
	}
	return p
}

func lessPlace(a, b Place) bool {
	if a.File != b.File {
		return a.File < b.File
	}
	if a.Line != b.Line {
		return a.Line < b.Line
	}
	return a.Column < b.Column
}

// uniquePlaces sorts by place and drops what is said twice.
func uniquePlaces(list []NamespaceUse) []NamespaceUse {
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].Place != list[j].Place {
			return lessPlace(list[i].Place, list[j].Place)
		}
		return list[i].Reason < list[j].Reason
	})
	out := []NamespaceUse{}
	for i, x := range list {
		if i == 0 || x != list[i-1] {
			out = append(out, x)
		}
	}
	return out
}

// unique sorts names and drops doubles. It never returns nil, which JSON would
// spell null.
func unique(names []string) []string {
	names = sorted(names)
	out := []string{}
	for i, n := range names {
		if i == 0 || n != names[i-1] {
			out = append(out, n)
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
