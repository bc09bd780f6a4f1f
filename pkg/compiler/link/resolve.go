package link

import (
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// exportTable finds the exports of one source by name.
type exportTable struct {
	byName map[string]int32 // index into Record.Exports
	stars  []int32          // indexes into Record.Imports, in source order
	memo   map[string]*Binding
	busy   map[string]int // names being resolved, with the depth at which
	open   int8           // 0 unknown, 1 no, 2 yes
}

func newExportTable(r *graph.Record) *exportTable {
	t := &exportTable{byName: make(map[string]int32, len(r.Exports)), memo: make(map[string]*Binding), busy: make(map[string]int)}
	for i, e := range r.Exports {
		if e.Name == graph.AllNames {
			t.stars = append(t.stars, e.Import)
			continue
		}
		t.byName[e.Name] = int32(i)
	}
	return t
}

// lacks: the module does not export name, and no star could bring it.
func (t *exportTable) lacks(name string) bool {
	_, own := t.byName[name]
	return !own && len(t.stars) == 0
}

// resolving marks a name that is being resolved, to end cycles of re-exports.
var resolving = &Binding{Kind: BindMissing}

// esm returns the record of an ES module and nil for every other module.
func (l *linker) esm(m graph.ModuleID) *graph.Record {
	if m == graph.NoModule {
		return nil
	}
	return l.records[m]
}

// target is where import i of module m leads.
func (l *linker) target(m graph.ModuleID, i int32) graph.ModuleID {
	return l.g.Modules[m].Deps[i].Target
}

// resolve finds what name means as an export of m. It never returns nil.
func (l *linker) resolve(m graph.ModuleID, name string) *Binding {
	if m == graph.NoModule {
		return &Binding{Kind: BindUnresolved, Module: m, Name: name, Hops: []Hop{{Module: m, Name: name}}, via: -1}
	}
	t := l.exports[m]
	if t == nil {
		return &Binding{Kind: BindMember, Module: m, Name: name, Hops: []Hop{{Module: m, Name: name}}, via: -1}
	}
	if b := t.memo[name]; b != nil {
		return b
	}
	if depth, ok := t.busy[name]; ok {
		l.cycle = min(l.cycle, depth)
		return resolving
	}
	// In a cycle of stars what is found below its first module holds only while
	// that one is being asked, and must not be kept:
	//
	//	// a.js: export * from "./b.js"; export * from "./c.js"
	//	// b.js: export * from "./a.js"
	//
	// Asking a for a name of c first makes b say that it has none.
	l.depth++
	depth, outer := l.depth, l.cycle
	t.busy[name], l.cycle = depth, noCycle
	b := l.resolveUncached(m, t, name)
	l.depth--
	delete(t.busy, name)
	if l.cycle >= depth {
		t.memo[name] = b
		l.cycle = outer
	} else {
		l.cycle = min(outer, l.cycle)
	}
	return b
}

// noCycle is a depth that resolving never reaches.
const noCycle = int(^uint(0) >> 1)

func (l *linker) resolveUncached(m graph.ModuleID, t *exportTable, name string) *Binding {
	r := l.records[m]
	if i, ok := t.byName[name]; ok {
		e := &r.Exports[i]
		if e.Sym < 0 {
			return l.through(m, name, e.Import, e.Imported)
		}
		s := &r.Symbols[e.Sym]
		if s.Kind == graph.SymImport {
			// (A deferred namespace is a variable of the module that asks for it.)
			// import {a} from "x"; export {a} is the same as export {a} from "x".
			return l.through(m, name, s.Import, s.Imported)
		}
		return &Binding{Kind: BindSymbol, Module: m, Sym: uint32(e.Sym), Hops: []Hop{{Module: m, Name: name}}, via: -1}
	}
	if name == "default" || len(t.stars) == 0 {
		return &Binding{Kind: BindMissing, Module: m, Hops: []Hop{{Module: m, Name: name}}, via: -1}
	}
	var found *Binding
	open := false
	for _, i := range t.stars {
		to := l.target(m, i)
		if l.esm(to) == nil {
			open = open || to != graph.NoModule
			continue
		}
		// Most stars of a barrel lead to modules that do not have the name: that must
		// not cost an entry in the memo of each.
		if l.exports[to].lacks(name) {
			continue
		}
		b := l.resolve(to, name)
		switch {
		case b.Kind == BindMissing:
		case b.passes(m, name): // a cycle of stars: another star of m leads on
		case b.Kind == BindMember && b.Module == to && l.exports[to] != nil:
			open = true // only run time knows whether the star behind the star has it
		case b.Kind == BindAmbiguous:
			return &Binding{Kind: BindAmbiguous, Module: m, Hops: []Hop{{Module: m, Name: name}}, via: -1}
		case found == nil:
			found = l.prepend(m, name, i, b)
		case !sameEnd(found, b):
			return &Binding{Kind: BindAmbiguous, Module: m, Hops: []Hop{{Module: m, Name: name}}, via: -1}
		}
	}
	if found != nil {
		return found
	}
	if open {
		return &Binding{Kind: BindMember, Module: m, Name: name, Hops: []Hop{{Module: m, Name: name}}, via: -1}
	}
	return &Binding{Kind: BindMissing, Module: m, Hops: []Hop{{Module: m, Name: name}}, via: -1}
}

// passes reports whether b was found by asking m for name.
func (b *Binding) passes(m graph.ModuleID, name string) bool {
	for _, h := range b.Hops {
		if h.Module == m && h.Name == name {
			return true
		}
	}
	return false
}

// sameEnd: two stars that lead to the same binding do not conflict.
func sameEnd(a, b *Binding) bool {
	return a.Kind == b.Kind && a.Module == b.Module && a.Sym == b.Sym && a.Name == b.Name
}

func (l *linker) through(m graph.ModuleID, name string, imp int32, imported string) *Binding {
	to := l.target(m, imp)
	if imported == graph.AllNames {
		if to == graph.NoModule {
			return l.prepend(m, name, imp, l.resolve(to, graph.AllNames))
		}
		return l.prepend(m, name, imp, &Binding{Kind: BindNamespace, Module: to, Hops: []Hop{{Module: to, Name: graph.AllNames}}, via: -1})
	}
	return l.prepend(m, name, imp, l.resolve(to, imported))
}

func (l *linker) prepend(m graph.ModuleID, name string, via int32, b *Binding) *Binding {
	hops := make([]Hop, 0, 1+len(b.Hops))
	hops = append(append(hops, Hop{Module: m, Name: name}), b.Hops...)
	return &Binding{Kind: b.Kind, Module: b.Module, Sym: b.Sym, Name: b.Name, Hops: hops, via: via}
}

// isOpen reports whether m has exports that only run time knows: it is no ES
// module, or it has export * from such a module.
func (l *linker) isOpen(m graph.ModuleID) bool {
	if m == graph.NoModule {
		return false
	}
	if t := l.exports[m]; t != nil && t.open == 0 {
		t.open = 1
		if l.reachesOpen(m, make(map[graph.ModuleID]bool)) {
			t.open = 2
		}
	}
	return l.exports[m] == nil || l.exports[m].open == 2
}

// reachesOpen follows stars. What it finds on the way is not kept, because in a
// cycle it holds for the module that was asked first alone.
func (l *linker) reachesOpen(m graph.ModuleID, visited map[graph.ModuleID]bool) bool {
	if m == graph.NoModule || visited[m] {
		return false
	}
	visited[m] = true
	if l.exports[m] == nil {
		return true
	}
	for _, i := range l.exports[m].stars {
		if l.reachesOpen(l.target(m, i), visited) {
			return true
		}
	}
	return false
}

// allNames lists the names that m exports as far as the build knows, sorted.
// Names on which stars disagree are left out, as in the namespace object of an
// engine.
func (l *linker) allNames(m graph.ModuleID) []string {
	seen := make(map[string]bool)
	visited := make(map[graph.ModuleID]bool)
	var walk func(graph.ModuleID, bool)
	walk = func(m graph.ModuleID, top bool) {
		t := l.exports[m]
		if t == nil || visited[m] {
			return
		}
		visited[m] = true
		for name := range t.byName {
			if top || name != "default" {
				seen[name] = true
			}
		}
		for _, i := range t.stars {
			if to := l.target(m, i); to != graph.NoModule {
				walk(to, false)
			}
		}
	}
	walk(m, true)
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
