package link

import (
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// finish turns what was marked into the columns that depend on all of it.
func (l *linker) finish() {
	l.res.groups = l.groups
	for i := range l.g.Modules {
		m := graph.ModuleID(i)
		if !l.res.Live[m] || l.records[m] == nil {
			continue
		}
		l.finishExports(m)
		l.finishEval(m)
	}
	l.finishDeferred()
	l.finishAsync()
	for m := range l.res.Uses {
		if l.exports[m] == nil {
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
			l.res.Used[m] = append(l.res.Used[m], name)
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
		if imports[i].Phase == graph.PhaseDefer {
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
	if w := l.o.Whole; w != nil {
		l.res.Async = w.Async // whoever asks for a module has to know how to wait for it
		return
	}
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
