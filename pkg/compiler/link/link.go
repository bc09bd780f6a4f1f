package link

import (
	"context"
	"slices"

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

	groups  map[string]*group
	grouped map[graph.ModuleID]*group // nil without bodies that belong to one
	used    graph.Table[graph.ModuleID, map[string]bool]
	taken   graph.Table[graph.ModuleID, []taken]
	res     *Result
	work    []item
	diags   []diag.Diagnostic
	depth   int              // of nested calls of resolve
	cycle   int              // least depth of a name that a running call of resolve met again
	keep    []graph.ModuleID // all of whose statements stay
	// weak are modules that code takes whole if something else brings them.
	weak   map[graph.ModuleID]bool
	said   map[[2]uint64]bool                // missing exports already reported, by module and symbol
	cyclic graph.Table[graph.ModuleID, bool] // see inCycle; nil until somebody asks
	// starred are the names that useOfStars has followed.
	starred map[Hop]bool
}

// taken is one binding that a module takes through one of its imports.
type taken struct {
	imp int32
	b   *Binding // as seen from the imported module: Hops[0] is that module
}

type item struct {
	m    graph.ModuleID
	stmt int32 // -1: the module itself; -2 - i: property i of its module.exports
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
			Ahead:     make(map[[2]uint32][]graph.ModuleID),
			Uses:      make(graph.Table[graph.ModuleID, []Use], n),
			Used:      make(graph.Table[graph.ModuleID, []string], n),
			Keys:      make(graph.Table[graph.ModuleID, *graph.Keys], n),
			Namespace: make(graph.Table[graph.ModuleID, bool], n),
			Props:     make(graph.Table[graph.ModuleID, []bool], n),
			Whole:     make(graph.Table[graph.ModuleID, *Whole], n),
			Named:     make(graph.Table[graph.ModuleID, bool], n),
		},
	}
	for i := range g.Modules {
		s, ok := g.Modules[i].Body.(*graph.Source)
		if !ok {
			l.join(graph.ModuleID(i))
			continue
		}
		l.sources[i] = s
		if s.ESM() {
			l.records[i] = s.Record
			l.exports[i] = newExportTable(s.Record)
		}
	}
	l.startFrom(o.Whole)
	for n, e := range g.Entries {
		if o.Entry != nil && !o.Entry(n) {
			continue
		}
		for i, m := range e.Run {
			if e.Keep && i == len(e.Run)-1 {
				l.keep = append(l.keep, m)
			}
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
	for _, s := range o.Seeds {
		l.markModule(s.Module)
		if s.All {
			l.useAllNames(s.Module)
		}
		for _, name := range s.Names {
			l.useExport(s.Module, name)
		}
	}
	for len(l.work) > 0 {
		if len(l.work)&1023 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		it := l.work[len(l.work)-1]
		l.work = l.work[:len(l.work)-1]
		switch {
		case it.stmt == -1:
			l.visitModule(it.m)
		case it.stmt < 0:
			l.visitProp(it.m, &l.sources[it.m].Record.CommonJS.Props[-2-it.stmt])
		default:
			l.visitStmt(it.m, &l.sources[it.m].Record.Stmts[it.stmt])
		}
	}
	l.finish()
	if l.o.Unchecked {
		l.diags = slices.DeleteFunc(l.diags, func(d diag.Diagnostic) bool { return unchecked[d.Code] })
	}
	l.sortDiagnostics()
	return l.res, l.diags, nil
}

// unchecked are the codes of problems that show only once it is known what modules
// export.
var unchecked = map[string]bool{"import-missing-export": true, "import-ambiguous-export": true, "import-missing-member": true}

func (l *linker) markModule(m graph.ModuleID) {
	if m == graph.NoModule || l.res.Live[m] {
		return
	}
	l.res.Live[m] = true
	l.work = append(l.work, item{m, -1})
	if l.weak[m] {
		l.useAll(m)
	}
}

// useWeakly uses all of a module in case something else makes it live.
func (l *linker) useWeakly(m graph.ModuleID) {
	if m == graph.NoModule || l.weak[m] {
		return
	}
	if l.weak == nil {
		l.weak = make(map[graph.ModuleID]bool)
	}
	l.weak[m] = true
	if l.res.Live[m] {
		l.useAll(m)
	}
}

func (l *linker) visitModule(m graph.ModuleID) {
	mod := &l.g.Modules[m]
	src := l.sources[m]
	if src == nil {
		// A body that is not source needs all its deps, and what it wraps must be
		// whole: other builds may use exports that this one does not.
		for i := range mod.Deps {
			if d := &mod.Deps[i]; d.Weak {
				l.useWeakly(d.Target)
			} else {
				if l.standIn(m, i) {
					continue
				}
				if d.Exports != nil {
					l.useNames(d.Target, d.Exports)
					continue
				}
				l.useAll(d.Target)
				l.noteWhole(d.Target, m, int32(i), "exposed")
			}
		}
		return
	}
	r := src.Record
	l.useCaptured(m)
	if l.records[m] == nil && l.shakesCommonJS(m) && !slices.Contains(l.keep, m) {
		l.visitCommonJS(m)
	} else if l.records[m] == nil || !l.shakes(m) {
		if l.records[m] != nil && !slices.Contains(l.keep, m) && (!l.o.TreeShake || !l.o.WholeModules || r.Flags&(graph.HasEval|graph.HasWith) != 0) {
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
				l.markModule(t) // also when it is deferred: what it awaits runs now
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
	return l.o.TreeShake && !l.o.WholeModules && l.records[m].Flags&(graph.HasEval|graph.HasWith) == 0 && !slices.Contains(l.keep, m)
}

func (l *linker) hasEffects(m graph.ModuleID, s *graph.Stmt) bool {
	return l.effects(m, s.Effects, s.Calls, s.Imports)
}

func (l *linker) effects(m graph.ModuleID, e graph.Effects, calls []uint32, imports graph.Range) bool {
	switch e {
	case graph.EffectsNone:
		return false
	case graph.EffectsCalls:
		for _, sym := range calls {
			if !l.callIsPure(m, sym) {
				return true
			}
		}
		return false
	case graph.EffectsRequire:
		for i := imports.From; i < imports.To; i++ {
			imp := &l.sources[m].Record.Imports[i]
			if imp.Kind != graph.ImportRequire || imp.InFunction {
				continue
			}
			if t := l.target(m, int32(i)); t == graph.NoModule || !l.droppable(t) {
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
	s := &l.sources[m].Record.Symbols[sym]
	if s.Kind != graph.SymImport {
		return s.NoSideEffects
	}
	if s.Imported == graph.AllNames {
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
	if l.res.Stmts[m] == nil {
		if l.records[m] == nil || !l.shakes(m) {
			return
		}
		l.res.Stmts[m] = make([]bool, len(l.records[m].Stmts))
	}
	for _, i := range l.declaring(m, sym) {
		l.markStmt(m, i)
	}
}

// declaring lists the statements of a source that declare a binding.
func (l *linker) declaring(m graph.ModuleID, sym uint32) []uint32 {
	d := l.declare[m]
	if d == nil {
		r := l.sources[m].Record
		d = make([][]uint32, len(r.Symbols))
		for i := range r.Stmts {
			for _, s := range r.Stmts[i].Declares {
				d[s] = append(d[s], uint32(i))
			}
		}
		l.declare[m] = d
	}
	return d[sym]
}

func (l *linker) visitStmt(m graph.ModuleID, s *graph.Stmt) {
	r := l.sources[m].Record
	if l.records[m] == nil {
		l.visitCommonJSStmt(m, s)
		return
	}
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
		switch {
		case sym.Kind == graph.SymImport:
			l.useRef(m, int32(i), ref, sym)
		case sym.Kind == graph.SymDeferred:
			l.useDeferred(m, ref, sym)
		case sym.Holds != 0:
			l.useHeld(m, ref, sym)
			fallthrough
		default:
			l.markSymbol(m, ref.Sym)
		}
	}
}

// useNames keeps a module with the exports that code says it will use.
func (l *linker) useNames(t graph.ModuleID, names []string) {
	if t == graph.NoModule {
		return
	}
	if l.records[t] == nil {
		l.useAll(t)
		return
	}
	l.markModule(t)
	l.res.Namespace[t] = true
	for _, name := range names {
		l.useExport(t, name)
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
	if t == graph.NoModule {
		return
	}
	if l.g.Modules[m].Deps[i].Weak {
		if imp.Kind != graph.ImportWorker && imp.Kind != graph.ImportIncluded { // which run nothing here
			l.useWeakly(t)
		}
		return
	}
	l.markModule(t)
	if c := &l.sources[m].Record.CommonJS; c.Requires && c.Mirror == i && l.res.Stmts[m] != nil && l.sources[t] != nil {
		l.visitMirror(m, t)
		return
	}
	if s := star(&l.sources[m].Record.CommonJS, i); s != nil && l.res.Stmts[m] != nil && l.sources[t] != nil {
		l.visitStar(m, t, s.At)
		return
	}
	if l.sources[t] != nil && imp.Kind != graph.ImportProvide && (imp.Held || !imp.UsesAll) {
		l.visitTaken(m, i, t)
		return
	}
	if names := l.g.Modules[m].Deps[i].Exports; names != nil && imp.UsesAll && l.records[t] != nil {
		l.useNames(t, names)
		return
	}
	if imp.UsesAll || l.sources[t] != nil && l.records[t] == nil {
		l.useWhole(t, m, graph.ByteRange{Start: imp.Start, End: imp.End}, "the result of require() or import() is passed on")
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
		for k, name := range imp.Uses {
			if slices.Contains(imp.Uses[:k], name) {
				continue
			}
			l.noteUse(t, Use{Importer: m, Import: i, Name: name, At: graph.ByteRange{Start: imp.Start, End: imp.End}})
		}
	}
}
