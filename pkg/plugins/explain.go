package plugins

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
)

// Explanation says why a module is in a build as it is. Lists are sorted or in the
// order of the source; as JSON its fields may be added to and none is renamed.
type Explanation struct {
	Module  string `json:"module"`
	Package string `json:"package,omitempty"` // name@version
	Type    string `json:"type"`
	Bytes   int    `json:"bytes"` // of source
	// Dropped: nothing needs it, so it is not in the output.
	Dropped bool `json:"dropped"`
	// Chain leads from an entry to the module.
	Chain     []Step   `json:"chain"`
	Importers []Step   `json:"importers"`
	Chunks    []InFile `json:"chunks"`

	Used    []UsedExport `json:"usedExports"`
	Unused  []string     `json:"unusedExports"`
	Unknown []string     `json:"unknownExports"`
	// Whole: all exports count as used, as somebody takes the module as one object.
	Whole bool `json:"whole"`
	// WholeBecause says why, and where, for CommonJS modules.
	WholeBecause string `json:"wholeBecause,omitempty"`

	// Scope is the module whose scope it shares, "" when it has one of its own;
	// NotJoined says why it has.
	Scope     string `json:"scope,omitempty"`
	NotJoined string `json:"notConcatenated,omitempty"`

	// NoSideEffects: its package.json says that it has none.
	NoSideEffects bool `json:"noSideEffects"`
	// Kept are top-level statements that stay though nothing may need them.
	Kept []KeptStatement `json:"sideEffects"`

	Shared string `json:"shared,omitempty"`

	// Copies are those of its package, when the build has several.
	Copies []DuplicateCopy `json:"copies,omitempty"`
}

// Step is one import on a chain, as written in Importer.
type Step struct {
	Importer string `json:"importer"` // "" for an entry
	Request  string `json:"request"`
	Kind     string `json:"kind"` // entry | import | import() | share …
	At       string `json:"at,omitempty"`
}

// InFile is a chunk that has the module.
type InFile struct {
	Chunk string `json:"chunk"`
	// Roots are the entries and targets of import() that need it there.
	Roots []string `json:"roots"`
}

// UsedExport is an export with the modules that use it.
type UsedExport struct {
	Name string   `json:"name"`
	By   []string `json:"by"`
}

// KeptStatement is a place in the source of a module, with the text there.
type KeptStatement struct {
	At   string `json:"at"` // file:line:column
	Text string `json:"text"`
}

// Explain explains modules of a linked and chunked build: the one whose name or
// path is wanted, or all that end in it, or all of a package.
func Explain(s *compiler.Stage, display func(string) string, wanted string) []Explanation {
	e := NewExplainer(s, display)
	var list []Explanation
	for _, m := range findModules(s.Graph, wanted) {
		list = append(list, e.Module(m))
	}
	return list
}

// Explainer explains modules of one build. What it has to look for in all modules
// it looks up once, so that explaining all of them stays linear.
type Explainer struct {
	a         *analysis
	named     map[graph.ModuleID]map[string]bool
	parent    []hop
	copies    map[string][]DuplicateCopy // by package
	importers map[graph.ModuleID][]edge
	users     map[graph.ModuleID]map[string][]string // by export, names of modules
	chunks    map[graph.ModuleID][]chunk.ID
	runs      map[graph.ModuleID]bool
	// onDemand and byID are the first live modules that load a module on demand, and
	// that ask for it by its id.
	onDemand, byID map[graph.ModuleID]graph.ModuleID
}

// NewExplainer reads a linked and chunked build.
func NewExplainer(s *compiler.Stage, display func(string) string) *Explainer {
	e := &Explainer{
		a: newAnalysis(s, display), parent: chains(s), copies: make(map[string][]DuplicateCopy), importers: make(map[graph.ModuleID][]edge),
		users: make(map[graph.ModuleID]map[string][]string), chunks: make(map[graph.ModuleID][]chunk.ID), runs: make(map[graph.ModuleID]bool),
		onDemand: make(map[graph.ModuleID]graph.ModuleID), byID: make(map[graph.ModuleID]graph.ModuleID),
	}
	e.named = e.a.namedUses()
	for _, d := range Duplicates(s, display) {
		e.copies[d.Package] = d.Copies
	}
	for i := range s.Graph.Modules {
		m := graph.ModuleID(i)
		for k, d := range s.Graph.Modules[i].Deps {
			if d.Target != graph.NoModule {
				e.importers[d.Target] = append(e.importers[d.Target], edge{m, int32(k)})
			}
		}
		if s.Link.Live[i] {
			e.noteUser(m)
		}
	}
	for id := range s.Chunks.Chunks {
		for _, m := range s.Chunks.Chunks[id].Modules {
			e.chunks[m] = append(e.chunks[m], chunk.ID(id))
		}
	}
	for i := range s.Graph.Entries {
		for _, m := range s.Graph.Entries[i].Run {
			e.runs[m] = true
		}
	}
	return e
}

// noteUser notes what a live module takes of others: exports, also through
// re-exports, and modules by their ids.
func (e *Explainer) noteUser(m graph.ModuleID) {
	s := e.a.stage
	name := s.Graph.Modules[m].Name
	use := func(hops []link.Hop) {
		for _, h := range hops {
			if e.users[h.Module] == nil {
				e.users[h.Module] = make(map[string][]string)
			}
			e.users[h.Module][h.Name] = append(e.users[h.Module][h.Name], name)
		}
	}
	for _, b := range s.Link.Bindings[m] {
		if b != nil {
			use(b.Hops)
		}
	}
	for _, member := range s.Link.Members[m] {
		use(member.Binding.Hops)
	}
	first := func(of map[graph.ModuleID]graph.ModuleID, t graph.ModuleID) {
		if _, ok := of[t]; !ok {
			of[t] = m
		}
	}
	for _, t := range s.Chunks.Async[m] {
		first(e.onDemand, t)
	}
	if src := e.a.source(m); src == nil || !src.ESM() {
		for _, t := range s.Chunks.Sync[m] {
			first(e.byID, t)
		}
	}
}

// findModules lists the modules that a person may mean, exact names first.
func findModules(g *graph.Graph, wanted string) []graph.ModuleID {
	wanted = strings.TrimPrefix(strings.ReplaceAll(wanted, "\\", "/"), "./")
	tests := []func(m *graph.Module) bool{
		func(m *graph.Module) bool { return m.File() == wanted || m.Path == wanted },
		func(m *graph.Module) bool { return strings.HasSuffix(m.Name, "/"+wanted) },
		func(m *graph.Module) bool { return m.Package != nil && m.Package.Name == wanted },
		func(m *graph.Module) bool { return strings.Contains(m.Name, wanted) },
	}
	for _, test := range tests {
		var found []graph.ModuleID
		for i := range g.Modules {
			if test(&g.Modules[i]) {
				found = append(found, graph.ModuleID(i))
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// hop is how the walk from the entries came to a module first.
type hop struct {
	from graph.ModuleID // NoModule for an entry
	dep  int            // index into the importer's Deps; of an entry, its index
	seen bool
}

// chains walks breadth-first from the entries, so chains are the shortest.
func chains(s *compiler.Stage) []hop {
	parent := make([]hop, len(s.Graph.Modules))
	var queue []graph.ModuleID
	for e := range s.Graph.Entries {
		for _, m := range s.Graph.Entries[e].Run {
			if !parent[m].seen {
				parent[m] = hop{graph.NoModule, e, true}
				queue = append(queue, m)
			}
		}
	}
	for len(queue) > 0 {
		m := queue[0]
		queue = queue[1:]
		for i, d := range s.Graph.Modules[m].Deps {
			if t := d.Target; t != graph.NoModule && !parent[t].seen {
				parent[t] = hop{m, i, true}
				queue = append(queue, t)
			}
		}
	}
	return parent
}

// Module explains one module.
func (e *Explainer) Module(m graph.ModuleID) Explanation {
	a := e.a
	s := a.stage
	mod := &s.Graph.Modules[m]
	u := a.module(m, e.named[m])
	x := Explanation{
		Module: mod.Name, Type: u.Type, Dropped: u.Dropped, Unused: u.Unused, Unknown: u.Unknown, Whole: u.Whole, NoSideEffects: mod.NoSideEffects,
		Chain: []Step{}, Importers: []Step{}, Chunks: []InFile{}, Used: []UsedExport{}, Kept: []KeptStatement{},
	}
	if p := mod.Package; p != nil && p.Name != "" {
		x.Package = strings.TrimSuffix(p.Name+"@"+p.Version, "@")
		x.Copies = e.copies[p.Name]
	}
	for at := m; e.parent[at].seen; at = e.parent[at].from {
		h := e.parent[at]
		if h.from == graph.NoModule {
			x.Chain = append(x.Chain, Step{Request: s.Graph.Entries[h.dep].Name, Kind: "entry"})
			break
		}
		x.Chain = append(x.Chain, a.step(h.from, h.dep))
	}
	slices.Reverse(x.Chain)
	for _, imp := range e.importers[m] {
		x.Importers = append(x.Importers, a.step(imp.from, int(imp.dep)))
	}
	for _, name := range u.Used {
		by := e.users[m][name]
		slices.Sort(by)
		x.Used = append(x.Used, UsedExport{name, append([]string{}, slices.Compact(by)...)})
	}
	switch b := mod.Body.(type) {
	case *consumeBody:
		x.Shared = fmt.Sprintf("asks scope %q for %q%s, with %s as fallback", b.scope, b.key, ranged(b.required), orDefault(b.fallback, "none"))
	case *provideBody:
		x.Shared = fmt.Sprintf("offers %q %s to scope %q", b.key, b.version, b.scope)
	}
	for _, imp := range x.Importers {
		if x.Shared == "" && (strings.HasPrefix(imp.Importer, "consume shared") || strings.HasPrefix(imp.Importer, "provide shared")) {
			x.Shared = "the copy of " + imp.Importer
		}
	}
	if x.Dropped {
		return x
	}
	for _, id := range e.chunks[m] {
		c := &s.Chunks.Chunks[id]
		f := InFile{Chunk: c.Name, Roots: []string{}}
		for _, r := range c.Roots {
			f.Roots = append(f.Roots, s.Chunks.Roots[r].Name)
		}
		if c.Entry >= 0 && len(f.Roots) == 0 {
			f.Roots = append(f.Roots, s.Graph.Entries[c.Entry].Name)
		}
		x.Chunks = append(x.Chunks, f)
	}
	if src, ok := mod.Body.(*graph.Source); ok {
		x.Bytes = len(src.Original)
		x.Kept = a.effects(m, src)
		x.WholeBecause = a.wholeBecause(m)
		x.Scope, x.NotJoined = e.scope(m, src)
	}
	return x
}

// wholeBecause says what made all exports of a CommonJS module count as used.
func (a *analysis) wholeBecause(m graph.ModuleID) string {
	w := a.stage.Link.Whole[m]
	if w == nil {
		return ""
	}
	src := a.source(w.Module)
	switch {
	case src == nil && w.Module == graph.NoModule:
		return w.Reason
	case src == nil || w.At.End == 0:
		return w.Reason + " (" + a.stage.Graph.Modules[w.Module].Name + ")"
	}
	return w.Reason + " (" + spotOf(src.Location(w.At)) + ")"
}

func ranged(required string) string {
	if required == "" {
		return ""
	}
	return " " + required
}

// step describes one dep.
func (a *analysis) step(from graph.ModuleID, dep int) Step {
	mod := &a.stage.Graph.Modules[from]
	d := &mod.Deps[dep]
	st := Step{Importer: mod.Name, Request: d.Specifier, Kind: depKinds[d.Kind]}
	if st.Kind == "" {
		st.Kind = "import"
	}
	if src, ok := mod.Body.(*graph.Source); ok && dep < len(src.Record.Imports) {
		imp := &src.Record.Imports[dep]
		st.At = spotOf(src.Location(graph.ByteRange{Start: imp.Start, End: imp.End}))
	}
	return st
}

var depKinds = map[graph.DepKind]string{
	graph.DepImport: "import", graph.DepDynamic: "import()", graph.DepRequire: "require()", graph.DepURL: "new URL()",
	graph.DepExpose: "expose", graph.DepFallback: "fallback of a share", graph.DepProvide: "provider of a share",
}

// spotOf is file:line:column.
func spotOf(l diag.Location) string {
	if l.IsZero() || l.Text == nil {
		return l.File
	}
	line, column := diag.Position(l.Text, l.Start)
	return fmt.Sprintf("%s:%d:%d", l.File, line, column)
}

// mostEffects bounds the list of statements.
const mostEffects = 10

// effects lists the statements that stay because running them may do something.
func (a *analysis) effects(m graph.ModuleID, src *graph.Source) []KeptStatement {
	list := []KeptStatement{}
	kept := a.stage.Link.Stmts[m]
	for i := range src.Record.Stmts {
		st := &src.Record.Stmts[i]
		if st.Effects != graph.EffectsSome || kept != nil && !kept[i] {
			continue
		}
		text := string(src.Record.Text[st.Start:st.End])
		text, _, _ = strings.Cut(text, "\n")
		if len(text) > 60 {
			text = strings.ToValidUTF8(text[:60], "") + "…"
		}
		list = append(list, KeptStatement{spotOf(src.Location(graph.ByteRange{Start: st.Start, End: st.End})), text})
		if len(list) == mostEffects {
			break
		}
	}
	return list
}

// scope says which scope a source is in, and why it is not that of another.
func (e *Explainer) scope(m graph.ModuleID, src *graph.Source) (in, why string) {
	s := e.a.stage
	if g := s.Chunks.GroupOf[m]; g >= 0 && s.Chunks.Groups[g].Root != m {
		return s.Graph.Modules[s.Chunks.Groups[g].Root].Name, ""
	}
	flags := src.Record.Flags
	switch {
	case !s.Config.Optimization.ConcatenateModules:
		return "", "optimization.concatenateModules is off"
	case !src.ESM():
		return "", "it is no ES module"
	case s.Link.Async[m]:
		return "", "it waits: top-level await, here or in what it imports"
	case flags&graph.HasEval != 0:
		return "", "it calls eval"
	case flags&graph.HasWith != 0:
		return "", "it has a with statement"
	case flags&(graph.UsesModule|graph.UsesExports) != 0:
		return "", "it uses module or exports"
	}
	if e.runs[m] {
		return "", "it is an entry"
	}
	if by, ok := e.onDemand[m]; ok {
		return "", "it is loaded on demand by " + s.Graph.Modules[by].Name
	}
	if by, ok := e.byID[m]; ok {
		return "", "it is asked for by id by " + s.Graph.Modules[by].Name
	}
	return "", "its importers are in different chunks or scopes"
}
