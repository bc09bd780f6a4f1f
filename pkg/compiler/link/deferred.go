package link

import (
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// A deferred namespace is an object of run time: reading it runs the module, so
// neither do its members become what they mean, nor are they replaced by
// constants. What is read of it still tells what the module has to export.

// useDeferred handles one occurrence of a deferred namespace in its module.
func (l *linker) useDeferred(m graph.ModuleID, ref *graph.Ref, sym *graph.Symbol) {
	if ref.Flags&graph.RefDecl != 0 {
		return
	}
	if ref.Flags&graph.RefWrite != 0 && ref.Chain < 0 {
		l.assigned(m, ref, sym)
	}
	t := l.target(m, sym.Import)
	if t == graph.NoModule {
		return
	}
	at := graph.ByteRange{Start: ref.Start, End: ref.End}
	if ref.Chain < 0 || ref.Flags&graph.RefExportSpecifier != 0 || len(l.sources[m].Record.Chains[ref.Chain].Names) == 0 {
		l.useWhole(t, m, at, "its namespace is passed on")
		if l.sources[t] == nil {
			l.noteUse(t, Use{Importer: m, Import: sym.Import, Reason: l.wholeReason(m, ref), At: at})
		}
		return
	}
	name := l.sources[m].Record.Chains[ref.Chain].Names[0]
	l.markModule(t)
	l.res.Namespace[t] = true
	l.useExport(t, name)
	if l.sources[t] == nil {
		l.noteUse(t, Use{Importer: m, Import: sym.Import, Name: name, At: at})
	}
}

// passDeferred uses all that a deferred namespace leads to when it is an export
// that somebody takes.
func (l *linker) passDeferred(m graph.ModuleID, index uint32) {
	if sym := &l.sources[m].Record.Symbols[index]; sym.Kind == graph.SymDeferred {
		if t := l.target(m, sym.Import); t != graph.NoModule {
			l.useWhole(t, m, graph.ByteRange{}, "its namespace is passed on")
		}
	}
}

// finishDeferred finds what deferred imports need to run ahead: a module that
// awaits cannot run when somebody reads a member. Of static imports that is part
// of what running the importer runs first.
func (l *linker) finishDeferred() {
	for i := range l.g.Modules {
		m := graph.ModuleID(i)
		if !l.res.Live[m] || l.sources[m] == nil {
			continue
		}
		imports := l.sources[m].Record.Imports
		for k := range imports {
			if t := l.target(m, int32(k)); imports[k].Phase == graph.PhaseDefer && t != graph.NoModule && l.res.Live[t] {
				l.res.Ahead[[2]uint32{uint32(m), uint32(k)}] = l.gather(nil, t, make(map[graph.ModuleID]bool))
			}
		}
	}
	if len(l.res.Ahead) == 0 {
		return
	}
	for i := range l.g.Modules {
		m := graph.ModuleID(i)
		if !l.res.Live[m] || l.records[m] == nil {
			continue
		}
		before := len(l.res.Eval[m])
		for k := range l.records[m].Imports {
			if l.records[m].Imports[k].Kind == graph.ImportStatic {
				for _, t := range l.res.Ahead[[2]uint32{uint32(m), uint32(k)}] {
					l.addEval(m, int32(k), t)
				}
			}
		}
		if eval := l.res.Eval[m]; len(eval) > before {
			sort.SliceStable(eval, func(a, b int) bool { return eval[a].Import < eval[b].Import })
		}
	}
}

// gather appends the modules with a top-level await that t leads to, as the
// language defines it: what such a module imports runs with it.
func (l *linker) gather(list []graph.ModuleID, t graph.ModuleID, seen map[graph.ModuleID]bool) []graph.ModuleID {
	if t == graph.NoModule || seen[t] || !l.res.Live[t] {
		return list
	}
	seen[t] = true
	if r := l.records[t]; r != nil && r.Flags&graph.HasTLA != 0 || l.bodyIsAsync(t) {
		return append(list, t)
	}
	if l.records[t] == nil {
		return list
	}
	eval, next := l.res.Eval[t], 0
	for k := range l.records[t].Imports {
		for ; next < len(eval) && eval[next].Import == int32(k); next++ {
			list = l.gather(list, eval[next].Module, seen)
		}
		if imp := &l.records[t].Imports[k]; imp.Kind == graph.ImportStatic && imp.Phase == graph.PhaseDefer {
			list = l.gather(list, l.target(t, int32(k)), seen)
		}
	}
	return list
}
