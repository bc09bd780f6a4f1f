package link

import (
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// group are bodies of which any may be given what another stands for, such as
// the consumers and providers of one share (graph.GroupBody). What is used
// of one is used of all that they stand for.
type group struct {
	names   map[string]bool
	order   []string // of names, as they came
	all     bool
	targets []graph.ModuleID // what live members stand for
}

// join puts a module into the group that its body names.
func (l *linker) join(m graph.ModuleID) {
	b, ok := l.g.Modules[m].Body.(graph.GroupBody)
	if !ok || !l.o.TreeShake {
		return
	}
	name, keep := b.Group()
	if name == "" {
		return
	}
	if l.groups == nil {
		l.groups = make(map[string]*group)
		l.grouped = make(map[graph.ModuleID]*group)
	}
	g := l.groups[name]
	if g == nil {
		g = &group{names: make(map[string]bool)}
		l.groups[name] = g
	}
	l.grouped[m] = g
	for _, n := range keep {
		g.add(n)
	}
}

// startFrom has groups know what all entries of the build use of them: the copy
// that one runtime offers may be given to another.
func (l *linker) startFrom(whole *Result) {
	if whole == nil {
		return
	}
	for name, g := range l.groups {
		if w := whole.groups[name]; w != nil {
			g.all = w.all
			for _, n := range w.order {
				g.add(n)
			}
		}
	}
}

func (g *group) add(name string) bool {
	if g.names[name] {
		return false
	}
	g.names[name] = true
	g.order = append(g.order, name)
	return true
}

// standIn handles dep i of a live module when it leads to what the module stands
// for and may do with a part of; it reports whether that is so.
func (l *linker) standIn(m graph.ModuleID, i int) bool {
	g := l.grouped[m]
	if g == nil || l.g.Modules[m].Body.Exports().Mirror != i {
		return false
	}
	t := l.g.Modules[m].Deps[i].Target
	if t == graph.NoModule || slices.Contains(g.targets, t) {
		return true
	}
	g.targets = append(g.targets, t)
	if g.all || l.records[t] == nil { // of CommonJS, JSON and the like nothing can be left out
		l.useAll(t)
		return true
	}
	// It runs when it is loaded, and run time makes a namespace of it.
	l.markModule(t)
	l.res.Namespace[t] = true
	for _, name := range g.order {
		l.useExport(t, name)
	}
	return true
}

// useOfGroup passes the use of an export of m on.
func (l *linker) useOfGroup(m graph.ModuleID, name string) {
	g := l.grouped[m]
	if g == nil || !g.add(name) {
		return
	}
	for _, t := range g.targets {
		l.useExport(t, name)
	}
}

func (l *linker) useAllOfGroup(m graph.ModuleID) {
	g := l.grouped[m]
	if g == nil || g.all {
		return
	}
	g.all = true
	for _, t := range g.targets {
		l.useAll(t)
	}
}

// useCaptured uses what a direct eval or a with statement may reach of a group:
// no text mentions it.
func (l *linker) useCaptured(m graph.ModuleID) {
	r := l.sources[m].Record
	if l.groups == nil || r.Flags&(graph.HasEval|graph.HasWith) == 0 {
		return
	}
	for i := range r.Symbols {
		s := &r.Symbols[i]
		if s.Kind != graph.SymImport && s.Kind != graph.SymDeferred {
			continue
		}
		if t := l.target(m, s.Import); t == graph.NoModule {
			continue
		} else if s.Imported == graph.AllNames {
			l.useAll(t)
		} else {
			l.useExport(t, s.Imported)
		}
	}
}
