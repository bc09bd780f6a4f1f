package link

import (
	"context"
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// linker is the state of one Run. Marking is a worklist over modules and
// statements; it is serial, because nearly every step writes into columns of
// other modules.
type linker struct {
	g       *graph.Graph
	o       Options
	records graph.Table[graph.ModuleID, *graph.Record] // of ES modules
	sources graph.Table[graph.ModuleID, *graph.Source]
	exports graph.Table[graph.ModuleID, *exportTable]
	declare graph.Table[graph.ModuleID, [][]uint32] // symbol → statements that declare it

	used  graph.Table[graph.ModuleID, map[string]bool]
	taken graph.Table[graph.ModuleID, []taken]
	res   *Result
	work  []item
	diags []diag.Diagnostic
	depth int                // of nested calls of resolve
	cycle int                // least depth of a name that a running call of resolve met again
	said  map[[2]uint64]bool // missing exports already reported, by module and symbol
}

// taken is one binding that a module takes through one of its imports.
type taken struct {
	imp int32
	b   *Binding // as seen from the imported module: Hops[0] is that module
}

type item struct {
	m    graph.ModuleID
	stmt int32 // -1: the module itself
}

// Run links g. The diagnostics are about imports of names that nothing exports.
// It returns early with ctx's error when ctx ends.
func Run(ctx context.Context, g *graph.Graph, o Options) (*Result, []diag.Diagnostic, error) {
	n := len(g.Modules)
	l := &linker{
		g: g, o: o,
		records: make(graph.Table[graph.ModuleID, *graph.Record], n),
		sources: make(graph.Table[graph.ModuleID, *graph.Source], n),
		exports: make(graph.Table[graph.ModuleID, *exportTable], n),
		declare: make(graph.Table[graph.ModuleID, [][]uint32], n),
		used:    make(graph.Table[graph.ModuleID, map[string]bool], n),
		taken:   make(graph.Table[graph.ModuleID, []taken], n),
		said:    make(map[[2]uint64]bool),
		cycle:   noCycle,
		res: &Result{
			Live:      make(graph.Table[graph.ModuleID, bool], n),
			Stmts:     make(graph.Table[graph.ModuleID, []bool], n),
			Bindings:  make(graph.Table[graph.ModuleID, []*Binding], n),
			Members:   make(graph.Table[graph.ModuleID, map[int32]Member], n),
			Exports:   make(graph.Table[graph.ModuleID, []Export], n),
			All:       make(graph.Table[graph.ModuleID, bool], n),
			Stars:     make(graph.Table[graph.ModuleID, []int32], n),
			Eval:      make(graph.Table[graph.ModuleID, []EvalDep], n),
			Async:     make(graph.Table[graph.ModuleID, bool], n),
			Uses:      make(graph.Table[graph.ModuleID, []Use], n),
			Used:      make(graph.Table[graph.ModuleID, []string], n),
			Namespace: make(graph.Table[graph.ModuleID, bool], n),
		},
	}
	for i := range g.Modules {
		s, ok := g.Modules[i].Body.(*graph.Source)
		if !ok {
			continue
		}
		l.sources[i] = s
		if s.ESM() {
			l.records[i] = s.Record
			l.exports[i] = newExportTable(s.Record)
		}
	}
	for _, e := range g.Entries {
		for i, m := range e.Run {
			l.markModule(m)
			if e.Exports && i == len(e.Run)-1 {
				l.useAll(m)
				l.noteWhole(m, graph.NoModule, 0, "library")
			}
		}
		for _, m := range e.Include {
			l.markModule(m)
		}
	}
	for len(l.work) > 0 {
		if len(l.work)&1023 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		it := l.work[len(l.work)-1]
		l.work = l.work[:len(l.work)-1]
		if it.stmt < 0 {
			l.visitModule(it.m)
		} else {
			l.visitStmt(it.m, &l.sources[it.m].Record.Stmts[it.stmt])
		}
	}
	l.finish()
	l.sortDiagnostics()
	return l.res, l.diags, nil
}

func (l *linker) markModule(m graph.ModuleID) {
	if m == graph.NoModule || l.res.Live[m] {
		return
	}
	l.res.Live[m] = true
	l.work = append(l.work, item{m, -1})
}

func (l *linker) visitModule(m graph.ModuleID) {
	mod := &l.g.Modules[m]
	src := l.sources[m]
	if src == nil {
		// A body that is not source needs all its deps, and what it wraps must be
		// whole: other builds may use exports that this one does not.
		for i := range mod.Deps {
			if d := &mod.Deps[i]; !d.Weak {
				l.useAll(d.Target)
				l.noteWhole(d.Target, m, int32(i), "exposed")
			}
		}
		return
	}
	r := src.Record
	if l.records[m] == nil || !l.shakes(m) {
		if l.records[m] != nil {
			l.useAllNames(m)
		}
		for i := range r.Stmts {
			l.visitStmt(m, &r.Stmts[i])
		}
		if len(r.Stmts) == 0 { // an opaque record has imports only
			for i := range r.Imports {
				l.visitImport(m, int32(i))
			}
		}
	} else {
		if l.res.Stmts[m] == nil {
			l.res.Stmts[m] = make([]bool, len(r.Stmts))
		}
		for i := range r.Stmts {
			if l.hasEffects(m, &r.Stmts[i]) {
				l.markStmt(m, uint32(i))
			}
		}
	}
	for i := range r.Imports {
		switch r.Imports[i].Kind {
		case graph.ImportStatic, graph.ImportExportFrom, graph.ImportExportStar:
			if t := l.target(m, int32(i)); t != graph.NoModule && !l.droppable(t) {
				l.markModule(t)
			}
		}
	}
}

// droppable: leaving the module out cannot be noticed unless something is used
// of it.
func (l *linker) droppable(m graph.ModuleID) bool {
	return l.o.SideEffects && l.g.Modules[m].NoSideEffects
}

// shakes: statements of the module may be dropped. Direct eval and with see
// names that nothing in the text mentions, so there all of them stay.
func (l *linker) shakes(m graph.ModuleID) bool {
	return l.o.TreeShake && l.records[m].Flags&(graph.HasEval|graph.HasWith) == 0
}

func (l *linker) hasEffects(m graph.ModuleID, s *graph.Stmt) bool {
	switch s.Effects {
	case graph.EffectsNone:
		return false
	case graph.EffectsCalls:
		for _, sym := range s.Calls {
			if !l.callIsPure(m, sym) {
				return true
			}
		}
		return false
	}
	return true
}

// callIsPure follows an imported function to its declaration and asks whether
// it was declared to have no side effects.
func (l *linker) callIsPure(m graph.ModuleID, sym uint32) bool {
	s := &l.records[m].Symbols[sym]
	if s.Kind != graph.SymImport {
		return s.NoSideEffects
	}
	if s.Imported == "*" {
		return false
	}
	b := l.resolve(l.target(m, s.Import), s.Imported)
	return b.Kind == BindSymbol && l.records[b.Module].Symbols[b.Sym].NoSideEffects
}

func (l *linker) markStmt(m graph.ModuleID, i uint32) {
	if s := l.res.Stmts[m]; s != nil && !s[i] {
		s[i] = true
		l.work = append(l.work, item{m, int32(i)})
	}
}

// markSymbol keeps the statements that declare a module-level binding.
func (l *linker) markSymbol(m graph.ModuleID, sym uint32) {
	if !l.shakes(m) {
		return
	}
	d := l.declare[m]
	if d == nil {
		r := l.records[m]
		d = make([][]uint32, len(r.Symbols))
		for i := range r.Stmts {
			for _, s := range r.Stmts[i].Declares {
				d[s] = append(d[s], uint32(i))
			}
		}
		l.declare[m] = d
	}
	if l.res.Stmts[m] == nil {
		l.res.Stmts[m] = make([]bool, len(l.records[m].Stmts))
	}
	for _, i := range d[sym] {
		l.markStmt(m, i)
	}
}

func (l *linker) visitStmt(m graph.ModuleID, s *graph.Stmt) {
	r := l.sources[m].Record
	for i := s.Imports.From; i < s.Imports.To; i++ {
		l.visitImport(m, int32(i))
	}
	switch s.Kind {
	case graph.StmtImport, graph.StmtExportFrom, graph.StmtExportNames:
		return // they name bindings without using them
	}
	for i := s.Refs.From; i < s.Refs.To; i++ {
		ref := &r.Refs[i]
		sym := &r.Symbols[ref.Sym]
		if sym.Kind == graph.SymImport {
			l.useRef(m, int32(i), ref, sym)
		} else if l.records[m] != nil {
			l.markSymbol(m, ref.Sym)
		}
	}
}

// visitImport follows the imports that are expressions; static ones are
// followed by what is used of them.
func (l *linker) visitImport(m graph.ModuleID, i int32) {
	imp := &l.sources[m].Record.Imports[i]
	switch imp.Kind {
	case graph.ImportStatic, graph.ImportExportFrom, graph.ImportExportStar:
		return
	}
	t := l.target(m, i)
	if t == graph.NoModule || l.g.Modules[m].Deps[i].Weak {
		return
	}
	l.markModule(t)
	if imp.UsesAll || l.sources[t] != nil && l.records[t] == nil {
		l.useAll(t)
	} else {
		l.res.Namespace[t] = true
		for _, name := range imp.Uses {
			l.useExport(t, name)
		}
	}
	if l.sources[t] == nil {
		reason := "require"
		if imp.Kind == graph.ImportDynamic {
			reason = "dynamic import"
		}
		if imp.UsesAll {
			l.noteUse(t, Use{Importer: m, Import: i, Reason: reason, At: graph.ByteRange{Start: imp.Start, End: imp.End}})
		}
		for _, name := range imp.Uses {
			l.noteUse(t, Use{Importer: m, Import: i, Name: name, At: graph.ByteRange{Start: imp.Start, End: imp.End}})
		}
	}
}

func (l *linker) noteUse(t graph.ModuleID, u Use) {
	l.res.Uses[t] = append(l.res.Uses[t], u)
}

// noteWhole notes a use of t, when it is no source, that no code spells out.
func (l *linker) noteWhole(t, importer graph.ModuleID, imp int32, reason string) {
	if t != graph.NoModule && l.sources[t] == nil {
		l.noteUse(t, Use{Importer: importer, Import: imp, Reason: reason})
	}
}

// noteReExport notes that b, which somebody unknown takes as an export, ends in
// a module that is no source. The importer is the last module on the way:
//
//	export {Button} from "ui"   // in a module that a container exposes
func (l *linker) noteReExport(b *Binding) {
	n := len(b.Hops)
	if n < 2 || b.Module == graph.NoModule || l.sources[b.Module] != nil {
		return
	}
	from := b.Hops[n-2]
	u := Use{Importer: from.Module, Import: l.resolve(from.Module, from.Name).via}
	if u.Import < 0 {
		return
	}
	if b.Kind == BindNamespace {
		u.Reason = "namespace re-exported"
	} else {
		u.Name = b.Hops[n-1].Name
	}
	imp := &l.sources[from.Module].Record.Imports[u.Import]
	u.At = graph.ByteRange{Start: imp.Start, End: imp.End}
	l.noteUse(b.Module, u)
}

// wholeReason says why a namespace ref stands for everything.
func (l *linker) wholeReason(m graph.ModuleID, ref *graph.Ref) string {
	text := l.sources[m].Record.Text
	i := int(ref.End)
	for i < len(text) && (text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r') {
		i++
	}
	if i < len(text) && text[i] == '[' || i+2 < len(text) && string(text[i:i+3]) == "?.[" {
		return "computed access"
	}
	return "namespace escapes"
}

// useRef handles one occurrence of an imported binding in a kept statement.
func (l *linker) useRef(m graph.ModuleID, ri int32, ref *graph.Ref, sym *graph.Symbol) {
	if ref.Flags&graph.RefDecl != 0 {
		return
	}
	if ref.Flags&graph.RefWrite != 0 && ref.Chain < 0 {
		l.assigned(m, ref, sym)
	}
	bs := l.res.Bindings[m]
	if bs == nil {
		bs = make([]*Binding, len(l.sources[m].Record.Symbols))
		l.res.Bindings[m] = bs
	}
	b := bs[ref.Sym]
	first := b == nil
	if first {
		t := l.target(m, sym.Import)
		if sym.Imported == "*" && t != graph.NoModule {
			b = &Binding{Kind: BindNamespace, Module: t, Hops: []Hop{{Module: t, Name: "*"}}, via: -1}
		} else {
			b = l.resolve(t, sym.Imported)
		}
		bs[ref.Sym] = b
	}
	if b.Kind == BindNamespace {
		l.useNamespace(m, ri, ref, sym, b)
		return
	}
	if first {
		l.checkName(m, ref.Sym, sym, b)
		l.take(m, sym.Import, b)
	}
	if b.Module != graph.NoModule && l.sources[b.Module] == nil {
		l.noteUse(b.Module, Use{Importer: m, Import: sym.Import, Name: b.Hops[len(b.Hops)-1].Name, At: graph.ByteRange{Start: ref.Start, End: ref.End}})
	}
}

// useNamespace resolves ns.a.b as far as the names are known, so that a
// namespace import costs no more than named ones; a bare ns needs the object.
func (l *linker) useNamespace(m graph.ModuleID, ri int32, ref *graph.Ref, sym *graph.Symbol, b *Binding) {
	at := graph.ByteRange{Start: ref.Start, End: ref.End}
	r := l.sources[m].Record
	n := 0
	if ref.Chain >= 0 {
		chain := &r.Chains[ref.Chain]
		for n < len(chain.Names) && b.Kind == BindNamespace {
			if chain.Assigned && n == len(chain.Names)-1 {
				break // assigning to a namespace member throws in an engine; keep the object and the throw
			}
			next := l.member(b, chain.Names[n])
			if next == nil {
				break
			}
			b = next
			n++
		}
	}
	if n > 0 {
		ms := l.res.Members[m]
		if ms == nil {
			ms = make(map[int32]Member)
			l.res.Members[m] = ms
		}
		ms[ri] = Member{b, n}
	}
	if b.Kind == BindMissing {
		l.missingMember(m, ri, b)
	}
	l.take(m, sym.Import, b)
	if b.Kind == BindNamespace {
		l.res.Namespace[b.Module] = true
	}
	if b.Module != graph.NoModule && l.sources[b.Module] == nil {
		u := Use{Importer: m, Import: sym.Import, At: at}
		if b.Kind == BindMember {
			u.Name = b.Name
		} else {
			u.Reason = l.wholeReason(m, ref)
		}
		l.noteUse(b.Module, u)
	}
}

// member is export name of the namespace b; nil when asking that way would not
// be exact.
func (l *linker) member(b *Binding, name string) *Binding {
	to := l.resolve(b.Module, name)
	switch to.Kind {
	case BindAmbiguous, BindUnresolved:
		return nil
	}
	if len(b.Hops) == 1 {
		return to
	}
	// A namespace reached through re-exports: keep the stations before it.
	n := len(b.Hops) - 1
	hops := append(append([]Hop(nil), b.Hops[:n]...), to.Hops...)
	hops[n].Member = true
	return &Binding{Kind: to.Kind, Module: to.Module, Sym: to.Sym, Name: to.Name, Hops: hops, via: b.via}
}

// take records that m uses b through import imp, and uses it.
func (l *linker) take(m graph.ModuleID, imp int32, b *Binding) {
	l.taken[m] = append(l.taken[m], taken{imp, b})
	l.useBinding(b)
}

func (l *linker) useBinding(b *Binding) {
	for _, h := range b.Hops {
		if h.Module == graph.NoModule || h.Name == "*" {
			continue
		}
		l.noteName(h.Module, h.Name)
	}
	switch b.Kind {
	case BindSymbol:
		l.markModule(b.Module)
		l.markSymbol(b.Module, b.Sym)
	case BindNamespace:
		l.res.Namespace[b.Module] = true
		l.useAll(b.Module)
	case BindMember:
		l.markModule(b.Module)
		if l.records[b.Module] != nil {
			l.useAll(b.Module) // an ES module whose stars only run time knows
		}
	}
}

// noteName records a used export and, once, what it takes from other modules.
func (l *linker) noteName(m graph.ModuleID, name string) {
	u := l.used[m]
	if u == nil {
		u = make(map[string]bool)
		l.used[m] = u
	}
	if u[name] || l.exports[m] == nil {
		u[name] = true
		return
	}
	u[name] = true
	b := l.resolve(m, name)
	if b.via >= 0 {
		l.taken[m] = append(l.taken[m], taken{b.via, b.rest()})
	}
}

// rest is b as seen from the second hop.
func (b *Binding) rest() *Binding {
	return &Binding{Kind: b.Kind, Module: b.Module, Sym: b.Sym, Name: b.Name, Hops: b.Hops[1:], via: -1}
}

func (l *linker) useExport(m graph.ModuleID, name string) {
	b := l.resolve(m, name)
	if b.Kind == BindMissing || b.Kind == BindAmbiguous {
		return
	}
	l.noteReExport(b)
	l.useBinding(b)
}

// useAll uses everything m exports and keeps m itself.
func (l *linker) useAll(m graph.ModuleID) {
	if m == graph.NoModule {
		return
	}
	l.markModule(m)
	l.res.Namespace[m] = true
	l.useAllNames(m)
}

func (l *linker) useAllNames(m graph.ModuleID) {
	if l.res.All[m] {
		return
	}
	l.res.All[m] = true
	t := l.exports[m]
	if t == nil {
		return
	}
	for _, name := range l.allNames(m) {
		b := l.resolve(m, name)
		l.checkReExport(m, name, b)
		l.noteReExport(b)
		l.useBinding(b)
	}
	l.useStars(m, make(map[graph.ModuleID]bool))
}

// useStars keeps the modules behind export * that only run time can list.
func (l *linker) useStars(m graph.ModuleID, visited map[graph.ModuleID]bool) {
	if visited[m] || l.exports[m] == nil {
		return
	}
	visited[m] = true
	for _, i := range l.exports[m].stars {
		t := l.target(m, i)
		if t == graph.NoModule || !l.isOpen(t) {
			continue
		}
		l.markModule(m)
		l.useAll(t)
		l.taken[m] = append(l.taken[m], taken{i, &Binding{Kind: BindNamespace, Module: t, Hops: []Hop{{Module: t, Name: "*"}}, via: -1}})
		if l.sources[t] == nil {
			imp := &l.sources[m].Record.Imports[i]
			l.noteUse(t, Use{Importer: m, Import: i, Reason: "export *", At: graph.ByteRange{Start: imp.Start, End: imp.End}})
		}
		l.useStars(t, visited)
	}
}

// finish turns what was marked into the columns that depend on all of it.
func (l *linker) finish() {
	for i := range l.g.Modules {
		m := graph.ModuleID(i)
		if !l.res.Live[m] || l.records[m] == nil {
			continue
		}
		l.finishExports(m)
		l.finishEval(m)
	}
	l.finishAsync()
	for m := range l.res.Uses {
		if l.sources[m] == nil {
			for name := range l.used[m] {
				l.res.Used[m] = append(l.res.Used[m], name)
			}
			sort.Strings(l.res.Used[m])
		}
		u := l.res.Uses[m]
		sort.SliceStable(u, func(i, j int) bool {
			if u[i].Importer != u[j].Importer {
				return u[i].Importer < u[j].Importer
			}
			return u[i].At.Start < u[j].At.Start
		})
	}
}

func (l *linker) finishExports(m graph.ModuleID) {
	var names []string
	if l.res.All[m] {
		names = l.allNames(m)
	} else {
		for name := range l.used[m] {
			names = append(names, name)
		}
		sort.Strings(names)
	}
	for _, name := range names {
		b := l.resolve(m, name)
		if b.Kind == BindMissing || b.Kind == BindAmbiguous {
			continue
		}
		if b.Kind == BindMember && b.Module == m {
			continue // offered at run time by a star
		}
		l.res.Exports[m] = append(l.res.Exports[m], Export{name, b})
	}
	for _, i := range l.exports[m].stars {
		if t := l.target(m, i); t != graph.NoModule && l.isOpen(t) && l.res.Live[t] {
			l.res.Stars[m] = append(l.res.Stars[m], i)
		}
	}
}

// finishEval orders what running m runs first: for each import in turn its
// target, or, where that was left out, the modules that the names taken through
// it lead to.
func (l *linker) finishEval(m graph.ModuleID) {
	imports := l.records[m].Imports
	byImport := l.taken[m]
	sort.SliceStable(byImport, func(i, j int) bool { return byImport[i].imp < byImport[j].imp })
	next := 0
	for i := range imports {
		from := next
		for next < len(byImport) && byImport[next].imp == int32(i) {
			next++
		}
		switch imports[i].Kind {
		case graph.ImportStatic, graph.ImportExportFrom, graph.ImportExportStar:
		default:
			continue
		}
		if t := l.target(m, int32(i)); t != graph.NoModule && l.res.Live[t] {
			l.addEval(m, int32(i), t)
			continue
		}
		start := len(l.res.Eval[m])
		for _, tk := range byImport[from:next] {
			if t, ok := l.firstLive(tk.b.Hops); ok {
				l.addEval(m, int32(i), t)
			}
		}
		// Marking reaches names in the order of its worklist; graph order is the
		// order in which the module left out imports them.
		added := l.res.Eval[m][start:]
		sort.SliceStable(added, func(a, b int) bool { return added[a].Module < added[b].Module })
	}
}

func (l *linker) firstLive(hops []Hop) (graph.ModuleID, bool) {
	for _, h := range hops {
		if h.Module != graph.NoModule && l.res.Live[h.Module] {
			return h.Module, true
		}
	}
	return 0, false
}

func (l *linker) addEval(m graph.ModuleID, imp int32, t graph.ModuleID) {
	if t == m {
		return
	}
	for _, e := range l.res.Eval[m] {
		if e.Module == t {
			return
		}
	}
	l.res.Eval[m] = append(l.res.Eval[m], EvalDep{imp, t})
}

// finishAsync spreads top-level await to everything that statically imports it.
func (l *linker) finishAsync() {
	importers := make(map[graph.ModuleID][]graph.ModuleID)
	var queue []graph.ModuleID
	for i := range l.g.Modules {
		m := graph.ModuleID(i)
		if !l.res.Live[m] {
			continue
		}
		for _, e := range l.res.Eval[m] {
			importers[e.Module] = append(importers[e.Module], m)
		}
		r := l.records[m]
		if r != nil && r.Flags&graph.HasTLA != 0 || l.bodyIsAsync(m) {
			l.res.Async[m] = true
			queue = append(queue, m)
		}
	}
	for len(queue) > 0 {
		m := queue[0]
		queue = queue[1:]
		for _, i := range importers[m] {
			if !l.res.Async[i] {
				l.res.Async[i] = true
				queue = append(queue, i)
			}
		}
	}
}

// bodyIsAsync asks a body whether its exports are a promise, as those of an
// external that is loaded are.
func (l *linker) bodyIsAsync(m graph.ModuleID) bool {
	b, ok := l.g.Modules[m].Body.(graph.AsyncBody)
	return ok && b.Async()
}
