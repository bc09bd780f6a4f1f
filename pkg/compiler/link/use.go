package link

import (
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

func (l *linker) noteUse(t graph.ModuleID, u Use) {
	l.res.Uses[t] = append(l.res.Uses[t], u)
}

// noteWhole notes a use of t, when it is no source, that no code spells out.
func (l *linker) noteWhole(t, importer graph.ModuleID, imp int32, reason string) {
	if t == graph.NoModule {
		return
	}
	if l.sources[t] == nil {
		l.noteUse(t, Use{Importer: importer, Import: imp, Reason: reason})
	} else if l.records[t] == nil && l.res.Whole[t] == nil {
		l.res.Whole[t] = &Whole{Module: importer, Reason: reason}
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
	if l.sources[m].Record.Computed(ref.End) {
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
		if sym.Imported == graph.AllNames && t != graph.NoModule {
			b = &Binding{Kind: BindNamespace, Module: t, Hops: []Hop{{Module: t, Name: graph.AllNames}}, via: -1}
		} else {
			b = l.resolve(t, sym.Imported)
		}
		if c, n := l.constant(b, m, ref, 0); c != nil {
			l.useConstant(m, ri, ref, c, n)
			return
		}
		bs[ref.Sym] = b
	} else if c, n := l.constant(b, m, ref, 0); c != nil {
		l.useConstant(m, ri, ref, c, n)
		return
	}
	if b.Kind == BindNamespace {
		l.useNamespace(m, ri, ref, sym, b)
		return
	}
	if first {
		l.checkName(m, ref.Sym, sym, b)
		l.take(m, sym.Import, b)
	}
	l.useKeysOf(b, m, ref, 0)
	l.useDefault(b, m, ref, 0)
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
			if how := l.sources[m].How; how != nil && how.NamespaceThis && chain.Called && n == len(chain.Names)-1 {
				break // the namespace is this of the call
			}
			next := l.member(b, chain.Names[n])
			if next == nil {
				break
			}
			b = next
			n++
		}
	}
	if c, k := l.constant(b, m, ref, n); c != nil {
		l.setMember(m, ri, Member{c, n + k})
		return
	}
	if n > 0 {
		l.setMember(m, ri, Member{b, n})
	}
	if b.Kind == BindMissing {
		l.missingMember(m, ri, b)
	}
	if keys := l.picked(m, ref, n); keys != nil && b.Kind == BindNamespace && l.canPick(b, keys) {
		l.usePicked(m, sym.Import, b, keys, at)
		return
	}
	l.take(m, sym.Import, b)
	l.useKeysOf(b, m, ref, n)
	l.useDefault(b, m, ref, n)
	if b.Kind == BindNamespace {
		l.res.Namespace[b.Module] = true
		if b.Module != graph.NoModule && l.res.Whole[b.Module] == nil {
			l.useWhole(b.Module, m, at, "its namespace is passed on")
		}
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

func (l *linker) setMember(m graph.ModuleID, ri int32, x Member) {
	ms := l.res.Members[m]
	if ms == nil {
		ms = make(map[int32]Member)
		l.res.Members[m] = ms
	}
	ms[ri] = x
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

// canPick: what is asked of a namespace by these names is not all of it. Of what is
// no ES module the default export may be.
func (l *linker) canPick(b *Binding, keys []string) bool {
	if b.Module == graph.NoModule {
		return false
	}
	for _, key := range keys {
		if key == "default" && l.exports[b.Module] == nil || l.member(b, key) == nil {
			return false
		}
	}
	return true
}

// usePicked uses some names of a namespace, as an object that has these:
//
//	import * as ns from "x"
//	const {a, b} = ns
func (l *linker) usePicked(m graph.ModuleID, imp int32, b *Binding, keys []string, at graph.ByteRange) {
	l.taken[m] = append(l.taken[m], taken{imp, b})
	l.noteHops(b)
	t := b.Module
	l.markModule(t)
	l.res.Namespace[t] = true
	for _, key := range keys {
		if l.sources[t] != nil {
			l.res.Named[t] = true
			l.useMember(t, key, false)
			continue
		}
		l.noteName(t, key)
		l.useKeys(l.resolve(t, key), nil)
		l.noteUse(t, Use{Importer: m, Import: imp, Name: key, At: at})
	}
}

// take records that m uses b through import imp, and uses it.
func (l *linker) take(m graph.ModuleID, imp int32, b *Binding) {
	l.taken[m] = append(l.taken[m], taken{imp, b})
	l.useHops(b)
}

// useBinding uses b, of which nobody says what is read of its value.
func (l *linker) useBinding(b *Binding) {
	l.useHops(b)
	l.useKeys(b, nil)
	l.useDefault(b, graph.NoModule, nil, 0)
}

func (l *linker) useHops(b *Binding) {
	l.noteHops(b)
	switch b.Kind {
	case BindSymbol:
		l.markModule(b.Module)
		l.markSymbol(b.Module, b.Sym)
		l.passDeferred(b.Module, b.Sym)
	case BindNamespace:
		l.res.Namespace[b.Module] = true
		l.useAll(b.Module)
	case BindMember:
		l.markModule(b.Module)
		if l.records[b.Module] != nil {
			l.useOfStars(b.Module, b.Name)
		}
	}
}

// noteHops records the names that b passes.
func (l *linker) noteHops(b *Binding) {
	for _, h := range b.Hops {
		if h.Module == graph.NoModule || h.Name == graph.AllNames {
			continue
		}
		l.noteName(h.Module, h.Name)
	}
}

// noteName records a used export and, once, what it takes from other modules.
func (l *linker) noteName(m graph.ModuleID, name string) {
	u := l.used[m]
	if u == nil {
		u = make(map[string]bool)
		l.used[m] = u
	}
	if u[name] {
		return
	}
	u[name] = true
	if l.exports[m] == nil {
		l.useOfGroup(m, name)
		l.useOfCommonJS(m, name)
		return
	}
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
		l.useAllOfGroup(m)
		l.useAllOfCommonJS(m)
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

// useOfStars uses a name that one of the stars of m brings, of which only run time
// knows the names:
//
//	export * from "./commonjs.js"
func (l *linker) useOfStars(m graph.ModuleID, name string) {
	key := Hop{Module: m, Name: name}
	if l.res.All[m] || l.starred[key] {
		return
	}
	if l.starred == nil {
		l.starred = make(map[Hop]bool)
	}
	l.starred[key] = true
	l.markModule(m)
	l.res.Namespace[m] = true
	for _, i := range l.exports[m].stars {
		t := l.target(m, i)
		if t == graph.NoModule || !l.isOpen(t) {
			continue
		}
		l.markModule(t)
		l.res.Namespace[t] = true
		l.taken[m] = append(l.taken[m], taken{i, &Binding{Kind: BindNamespace, Module: t, Hops: []Hop{{Module: t, Name: graph.AllNames}}, via: -1}})
		switch b := l.resolve(t, name); {
		case l.sources[t] == nil:
			l.noteName(t, name)
			l.useKeys(b, nil)
			imp := &l.sources[m].Record.Imports[i]
			l.noteUse(t, Use{Importer: m, Import: i, Name: name, At: graph.ByteRange{Start: imp.Start, End: imp.End}})
		case l.exports[t] == nil:
			l.res.Named[t] = true
			l.useMember(t, name, false)
		case b.Kind == BindMember:
			l.useHops(b)
		}
	}
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
		l.taken[m] = append(l.taken[m], taken{i, &Binding{Kind: BindNamespace, Module: t, Hops: []Hop{{Module: t, Name: graph.AllNames}}, via: -1}})
		if l.sources[t] == nil {
			imp := &l.sources[m].Record.Imports[i]
			l.noteUse(t, Use{Importer: m, Import: i, Reason: "export *", At: graph.ByteRange{Start: imp.Start, End: imp.End}})
		}
		l.useStars(t, visited)
	}
}
