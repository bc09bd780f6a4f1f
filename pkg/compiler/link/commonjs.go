package link

import (
	"bytes"
	"slices"
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Statements of CommonJS modules go like those of ES modules, with two
// differences. What defines exports (graph.CommonJS.Defs and Props) stays when one
// of its names is used, as far as every place that can see the exports names what
// it takes. And only declarations go: what blocks of sloppy code do to names
// around them is not worth following.

// shakesCommonJS: statements of the module may be dropped.
func (l *linker) shakesCommonJS(m graph.ModuleID) bool {
	r := l.sources[m].Record
	return l.o.TreeShake && len(r.Stmts) > 0 && r.Flags&(graph.HasEval|graph.HasWith|graph.Opaque) == 0
}

func (l *linker) visitCommonJS(m graph.ModuleID) {
	r := l.sources[m].Record
	c := &r.CommonJS
	l.res.Stmts[m] = make([]bool, len(r.Stmts))
	if len(c.Props) > 0 {
		l.res.Props[m] = make([]bool, len(c.Props))
	}
	for i := range r.Stmts {
		s := &r.Stmts[i]
		drops := false
		switch s.Kind {
		case graph.StmtFunction, graph.StmtClass, graph.StmtVar, graph.StmtLet, graph.StmtConst:
			drops = !l.o.WholeModules
		case graph.StmtCommonJS:
			drops = true
		case graph.StmtOther: // require("x");
			drops = s.Effects == graph.EffectsRequire && len(s.Declares) == 0
		}
		if !drops || l.hasEffects(m, s) {
			l.markStmt(m, uint32(i))
		}
	}
	for i := range c.Props {
		p := &c.Props[i]
		if p.Name == "__esModule" || l.effects(m, p.Effects, p.Calls, p.Imports) { // interop reads that
			l.markProp(m, i)
		}
	}
	if c.Bailout != "" {
		l.useWhole(m, m, c.BailoutAt, c.Bailout)
	}
	if l.res.All[m] {
		l.useAllOfCommonJS(m)
		return
	}
	used := l.used[m]
	for i := range c.Defs {
		if used[c.Defs[i].Name] {
			l.markStmt(m, c.Defs[i].Stmt)
		}
	}
	for i := range c.Props {
		if used[c.Props[i].Name] {
			l.markProp(m, i)
		}
	}
}

func (l *linker) markProp(m graph.ModuleID, i int) {
	if kept := l.res.Props[m]; kept != nil && !kept[i] {
		kept[i] = true
		l.work = append(l.work, item{m, -2 - int32(i)})
	}
}

// useOfCommonJS keeps what defines export name of m, and passes the use on to
// the module that m stands for.
func (l *linker) useOfCommonJS(m graph.ModuleID, name string) {
	src := l.sources[m]
	if src == nil {
		return
	}
	c := &src.Record.CommonJS
	if c.Requires {
		l.useMember(l.target(m, c.Mirror), name, false)
	}
	if name != "default" && name != "__esModule" {
		for i := range c.Stars {
			l.useMember(l.target(m, c.Stars[i].Import), name, false)
		}
	}
	for i := range c.Defs {
		if c.Defs[i].Name == name {
			l.markStmt(m, c.Defs[i].Stmt)
		}
	}
	for i := range c.Props {
		if c.Props[i].Name == name {
			l.markProp(m, i)
		}
	}
}

// visitStar follows a statement that gives the exports of t to those of m: what is
// used of m may be one of them.
func (l *linker) visitStar(m, t graph.ModuleID, at graph.ByteRange) {
	l.res.Namespace[t], l.res.Named[t] = true, true
	if l.res.All[m] {
		l.useWhole(t, m, at, "all of it is re-exported")
		return
	}
	names := make([]string, 0, len(l.used[m]))
	for name := range l.used[m] {
		if name != "default" && name != "__esModule" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		l.useMember(t, name, false)
	}
}

// star is the statement that gives the exports of import i to those of its module;
// nil for none.
func star(c *graph.CommonJS, i int32) *graph.CommonJSStar {
	for k := range c.Stars {
		if c.Stars[k].Import == i {
			return &c.Stars[k]
		}
	}
	return nil
}

func (l *linker) useAllOfCommonJS(m graph.ModuleID) {
	src := l.sources[m]
	if src == nil {
		return
	}
	c := &src.Record.CommonJS
	if c.Requires {
		l.useAll(l.target(m, c.Mirror))
	}
	for i := range c.Stars {
		l.useAll(l.target(m, c.Stars[i].Import))
	}
	for i := range c.Defs {
		l.markStmt(m, c.Defs[i].Stmt)
	}
	for i := range c.Props {
		l.markProp(m, i)
	}
}

// useWhole uses everything that t exports, and notes why if it is CommonJS.
func (l *linker) useWhole(t, by graph.ModuleID, at graph.ByteRange, reason string) {
	if t == graph.NoModule {
		return
	}
	if l.sources[t] != nil && l.records[t] == nil && !l.res.All[t] {
		l.res.Whole[t] = &Whole{by, at, reason}
	}
	if t == by {
		l.useAllNames(t)
		return
	}
	l.useAll(t)
}

// visitCommonJSStmt follows a statement that stays, but for the properties of
// module.exports = {...}, which are followed one by one.
func (l *linker) visitCommonJSStmt(m graph.ModuleID, s *graph.Stmt) {
	r := l.sources[m].Record
	c := &r.CommonJS
	var props []graph.CommonJSProp
	if l.res.Props[m] != nil && s == &r.Stmts[c.PropsStmt] {
		props = c.Props
	}
	imports, refs, free := s.Imports.From, s.Refs.From, s.Free.From
	for i := range props {
		p := &props[i]
		l.visitParts(m, s, graph.Range{From: imports, To: p.Imports.From}, graph.Range{From: refs, To: p.Refs.From}, graph.Range{From: free, To: p.Free.From})
		imports, refs, free = p.Imports.To, p.Refs.To, p.Free.To
	}
	l.visitParts(m, s, graph.Range{From: imports, To: s.Imports.To}, graph.Range{From: refs, To: s.Refs.To}, graph.Range{From: free, To: s.Free.To})
}

func (l *linker) visitProp(m graph.ModuleID, p *graph.CommonJSProp) {
	l.visitParts(m, nil, p.Imports, p.Refs, p.Free)
}

func (l *linker) visitParts(m graph.ModuleID, s *graph.Stmt, imports, refs, free graph.Range) {
	r := l.sources[m].Record
	for i := imports.From; i < imports.To; i++ {
		l.visitImport(m, int32(i))
	}
	for i := refs.From; i < refs.To; i++ {
		ref := &r.Refs[i]
		sym := &r.Symbols[ref.Sym]
		if sym.Holds != 0 {
			l.useHeld(m, ref, sym)
		}
		l.markSymbol(m, ref.Sym)
	}
	value := uint32(0)
	if s != nil && s.Kind == graph.StmtCommonJS {
		value = l.valueOf(r, s)
	}
	for i := free.From; i < free.To; i++ {
		if f := &r.Free[i]; f.Start >= value && (f.Name == "exports" || f.Name == "module") && f.Chain >= 0 {
			l.useOwn(m, &r.Chains[f.Chain], f.Name == "module")
		}
	}
}

// valueOf is where the value starts that a statement gives to exports.
func (l *linker) valueOf(r *graph.Record, s *graph.Stmt) uint32 {
	defs := r.CommonJS.Defs
	i := sort.Search(len(defs), func(i int) bool { return r.Stmts[defs[i].Stmt].Start >= s.Start })
	if i < len(defs) {
		return defs[i].Value
	}
	return 0
}

// useOwn uses what a module reads of its own exports.
func (l *linker) useOwn(m graph.ModuleID, c *graph.Chain, module bool) {
	names := c.Names
	if module && len(names) > 0 {
		if names[0] != "exports" {
			return
		}
		names = names[1:]
	}
	if len(names) > 0 {
		l.useMember(m, names[0], len(names) == 1 && (c.Called || c.Optional))
	}
}

// useHeld handles an occurrence of a variable that holds the result of require().
func (l *linker) useHeld(m graph.ModuleID, ref *graph.Ref, sym *graph.Symbol) {
	t := l.target(m, int32(sym.Holds)-1)
	if ref.Flags&graph.RefDecl != 0 || t == graph.NoModule || l.sources[t] == nil {
		return
	}
	if ref.Chain < 0 && ref.Flags&graph.RefTypeof != 0 {
		return
	}
	r := l.sources[m].Record
	if s := star(&r.CommonJS, int32(sym.Holds)-1); s != nil && l.res.Stmts[m] != nil && s.At.Start <= ref.Start && ref.Start < s.At.End {
		return // see visitStar
	}
	if r.Imports[sym.Holds-1].Interop != graph.InteropNone || ref.Flags&graph.RefInterop != 0 {
		l.useInterop(t, m, ref)
		return
	}
	l.useChain(t, m, ref, 0, "the variable that holds it is passed on")
}

// useInterop does so where a helper stands between. The default export of what is
// not marked as an ES module is all that it exports.
func (l *linker) useInterop(t, m graph.ModuleID, ref *graph.Ref) {
	const reason = "the variable that holds it is passed on"
	r := l.sources[m].Record
	if ref.Chain < 0 || len(r.Chains[ref.Chain].Names) == 0 || r.Chains[ref.Chain].Names[0] != "default" {
		l.useChain(t, m, ref, 0, reason)
		return
	}
	l.useMember(t, "default", false)
	if l.records[t] == nil {
		if c := &l.sources[t].Record.CommonJS; !c.ESModule {
			l.useChain(t, m, ref, 1, reason)
		}
	}
}

// useChain uses what code takes of the exports of t, behind the first n members
// of a ref in module m.
func (l *linker) useChain(t, m graph.ModuleID, ref *graph.Ref, n int, reason string) {
	if ref.Chain >= 0 {
		c := &l.sources[m].Record.Chains[ref.Chain]
		if last := len(c.Names) == n+1; len(c.Names) > n && !(last && c.Assigned) {
			l.useMember(t, c.Names[n], last && (c.Called || c.Optional))
			return
		}
		if c.Assigned {
			reason = "an export is assigned from outside"
		}
		if keys := l.picked(m, ref, n); keys != nil && (l.exports[t] != nil || !slices.Contains(keys, "default")) {
			l.markModule(t)
			l.res.Namespace[t], l.res.Named[t] = true, true
			for _, key := range keys {
				l.useMember(t, key, false)
			}
			return
		}
	}
	l.useWhole(t, m, graph.ByteRange{Start: ref.Start, End: ref.End}, reason)
}

// visitTaken follows a require() or import() of source t of which it is known
// what is taken.
func (l *linker) visitTaken(m graph.ModuleID, i int32, t graph.ModuleID) {
	l.res.Namespace[t] = true
	imp := &l.sources[m].Record.Imports[i]
	if imp.Held {
		return // its refs tell
	}
	if len(imp.Uses) != len(imp.UsesAt) {
		l.res.Named[t] = true
	}
	for _, name := range imp.Uses {
		if name == "default" && imp.Kind == graph.ImportDynamic && l.records[t] == nil {
			l.useWhole(t, m, graph.ByteRange{Start: imp.Start, End: imp.End}, "its default export is taken")
			continue
		}
		l.useMember(t, name, slices.Contains(imp.UsesThis, name))
	}
}

// visitMirror follows module.exports = require("x"): what is used of m is used of
// t.
func (l *linker) visitMirror(m, t graph.ModuleID) {
	if l.res.All[m] {
		l.useWhole(t, m, graph.ByteRange{}, "it is module.exports of another module")
		return
	}
	l.res.Namespace[t] = true
	names := make([]string, 0, len(l.used[m]))
	for name := range l.used[m] {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		l.useMember(t, name, false)
	}
}

// useMember uses property name of the exports object of t. Called: a function
// that is there gets that object as this.
func (l *linker) useMember(t graph.ModuleID, name string, called bool) {
	switch {
	case t == graph.NoModule:
	case l.sources[t] == nil:
		l.useAll(t)
	case l.records[t] != nil:
		l.res.Namespace[t] = true
		if inherited[name] && l.resolve(t, name).Kind == BindMissing {
			l.useAll(t) // hasOwnProperty and the like look at all of them
			return
		}
		l.useExport(t, name)
	default:
		if c := &l.sources[t].Record.CommonJS; c.Requires {
			l.noteName(t, name)
			l.useMember(l.target(t, c.Mirror), name, called)
			return
		}
		if called && !l.res.All[t] && !l.ignoresThis(t, name, 0) {
			l.useWhole(t, t, graph.ByteRange{}, "this of "+name+"() may be exports")
		}
		l.noteName(t, name)
	}
}

// inherited are the methods that every object has, and those of a promise, which
// require() of an ES module with top-level await gives.
var inherited = map[string]bool{
	"hasOwnProperty": true, "isPrototypeOf": true, "propertyIsEnumerable": true, "toLocaleString": true, "toString": true,
	"then": true, "catch": true, "finally": true, "valueOf": true, "__defineGetter__": true, "__defineSetter__": true, "__lookupGetter__": true, "__lookupSetter__": true,
}

// ignoresThis: name is a function of m that does not look at its this, whatever
// it calls.
func (l *linker) ignoresThis(m graph.ModuleID, name string, depth int) bool {
	r := l.sources[m].Record
	found := false
	for i := range r.CommonJS.Defs {
		d := &r.CommonJS.Defs[i]
		if d.Name != name {
			continue
		}
		s := &r.Stmts[d.Stmt]
		if r.Text[s.Start] == 'O' || !l.plainValue(m, s.Refs, s.Free, d.Value, s.End) { // Object.defineProperty
			return false
		}
		found = true
	}
	for i := range r.CommonJS.Props {
		if p := &r.CommonJS.Props[i]; p.Name == name {
			if !l.plainValue(m, p.Refs, p.Free, p.Start, p.End) {
				return false
			}
			found = true
		}
	}
	if c := &r.CommonJS; !found && depth < maxStars {
		for i := range c.Stars {
			switch t := l.target(m, c.Stars[i].Import); {
			case t == graph.NoModule || l.sources[t] == nil:
			case l.records[t] != nil:
				found = found || l.resolve(t, name).Kind == BindSymbol
			default:
				found = found || l.ignoresThis(t, name, depth+1)
			}
		}
	}
	return found
}

// maxStars is how far a function is looked for through re-exports.
const maxStars = 8

// plainValue: the value in [start, end) is made of literals and functions of the
// module, none of which mentions this, or is a variable that is declared so.
func (l *linker) plainValue(m graph.ModuleID, refs, free graph.Range, start, end uint32) bool {
	r := l.sources[m].Record
	if text := r.Text[start:end]; bytes.Contains(text, []byte("this")) || bytes.Contains(text, []byte("super")) {
		return false
	}
	for i := free.From; i < free.To; i++ {
		if f := &r.Free[i]; f.Start >= start && f.Flags&graph.RefInFunction == 0 && f.Name != "undefined" {
			return false
		}
	}
	for i := refs.From; i < refs.To; i++ {
		ref := &r.Refs[i]
		if ref.Start < start || ref.Flags&(graph.RefInFunction|graph.RefDecl) != 0 {
			continue
		}
		sym := &r.Symbols[ref.Sym]
		if sym.Assigned || sym.Captured || sym.Holds != 0 {
			return false
		}
		by := l.declaring(m, ref.Sym)
		if len(by) != 1 {
			return false
		}
		s := &r.Stmts[by[0]]
		if s.Effects != graph.EffectsNone || s.Start <= start && start < s.End || !l.plainDeclaration(m, s) {
			return false
		}
	}
	return true
}

// plainDeclaration: what s declares is a function or class, or made of them.
func (l *linker) plainDeclaration(m graph.ModuleID, s *graph.Stmt) bool {
	r := l.sources[m].Record
	for i := s.Refs.From; i < s.Refs.To; i++ {
		if r.Refs[i].Flags&(graph.RefInFunction|graph.RefDecl) == 0 {
			return false
		}
	}
	return l.plainValue(m, graph.Range{}, s.Free, s.Start, s.End)
}

// useDefault handles the default import of a CommonJS module where that is
// module.exports itself, behind the first n members of a ref in module m; ref is
// nil when nobody says what is taken of it.
//
//	import React from "react"; React.useState()
func (l *linker) useDefault(b *Binding, m graph.ModuleID, ref *graph.Ref, n int) {
	if b.Kind != BindMember || b.Name != "default" || b.Module == graph.NoModule || l.sources[b.Module] == nil || l.records[b.Module] != nil {
		return
	}
	importer := m
	if len(b.Hops) > 1 {
		importer = b.Hops[len(b.Hops)-2].Module
	}
	r := l.sources[b.Module].Record
	if r.CommonJS.ESModule && importer != graph.NoModule && l.sources[importer] != nil && (!l.sources[importer].Strict || r.Flags&graph.WasESM != 0) {
		return // exports.default
	}
	if ref == nil {
		l.useWhole(b.Module, importer, graph.ByteRange{}, "its default export is re-exported")
		return
	}
	l.useChain(b.Module, m, ref, n, "its default import is passed on")
}
