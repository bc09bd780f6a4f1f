package parse

import (
	"slices"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Bindings are all names of a script and what they are bound to: everything that
// is needed to give them other names.
type Bindings struct {
	// Scopes in the order in which they begin, so a scope comes behind those around
	// it. The first is the file. A scope that can see no other name of another one
	// than that other sees itself, such as a function's body and its parameters, is
	// one with it.
	Scopes []Scope
	// Symbols in the order of their scopes, and in one scope in that of their
	// declarations.
	Symbols []Symbol
	Names   []Name // in the order of the text
}

// Scope is a part of the text that can declare names.
type Scope struct {
	Parent int32 // -1 for the file
	// Symbols[From:To] are declared in it. What belongs to the file is one symbol for
	// each name, declared or not.
	From, To int32
}

// Symbol is what a name in a scope is. Its text begins with "#" for a private name
// of a class, and with ":" for a label, which its occurrences do not have.
type Symbol struct {
	Text  string
	Fixed bool // its name cannot change
}

// Name is one occurrence of a symbol, a declaration or a use.
type Name struct {
	Start, End uint32
	Symbol     int32
	Scope      int32 // the innermost around it; for a class, its own
	// Shorthand: {x} in an object literal or a pattern, which has to become {x: y}.
	Shorthand bool
}

// Bind reads a script, or the body of a strict function that may await. It has room
// for one byte behind the text; module says that await is a keyword at the top. ok is
// false when the library cannot read the text.
func Bind(text []byte, module bool) (b *Bindings, ok bool) {
	goal := GoalScript
	if module {
		goal = GoalModule
	}
	list, f := parseText(text, !module)
	if f != nil {
		return nil, false
	}
	w := newWalker("", text, bindOptions, goal)
	w.binder = &binder{fixed: map[nameID]bool{}, bound: make([]Name, 0, len(text)/9), scopes: make([]boundScope, 0, len(text)/60)}
	if f := w.walkOnly(list); f != nil {
		return nil, false
	}
	return w.bindings(), true
}

// bindOptions leave out what the walker can find in a module.
var bindOptions = &Options{Syntax: Syntax{
	NoAMD: true, NoRequire: true, NoContext: true, NoMetaContext: true, NoEnsure: true, NoInclude: true, NoImport: true, NoDynamicURL: true, NoMeta: true, Workers: "-",
}}

// binder is what the walker notes for Bind, in addition to what it notes anyway.
type binder struct {
	scopes []boundScope
	bound  []Name // Symbol is an index of decls, Scope is not known
	decls  []boundDecl
	symbol []int32 // by name: the symbol that the scope that closes now has for it
	fixed  map[nameID]bool
}

type boundScope struct {
	parent   int32
	from, to int
	pinned   bool // code that is not known sees its names
}

type boundDecl struct {
	name  nameID
	scope int32
	inner bool // it comes behind those of the scope that its own is one with
}

// open numbers a scope that is pushed. The body of a function is one with its
// parameters, and the block of a catch clause with its parameter: neither can
// declare a name of theirs anew.
func (b *binder) open(scopes []scope, kind scopeKind, from int) int32 {
	if len(scopes) == 0 {
		b.scopes = append(b.scopes, boundScope{parent: -1})
		return 0
	}
	around := &scopes[len(scopes)-1]
	if around.kind == scopeParams && kind == scopeVars || around.kind == scopeCatch && kind == scopeBlock {
		return around.bound
	}
	b.scopes = append(b.scopes, boundScope{parent: around.bound, from: from})
	return int32(len(b.scopes) - 1)
}

// takeDecls makes symbols of what a scope declares, in the order of the text, and
// marks their names.
func (w *walker) takeDecls(s *scope, serial uint32) {
	b, mark := w.binder, w.names.scope
	b.scopes[s.bound].to = w.end
	for len(b.symbol) < len(w.names.names) {
		b.symbol = append(b.symbol, -1)
	}
	var around *scope
	if n := len(w.scopes); n > 0 && w.scopes[n-1].bound == s.bound {
		around = &w.scopes[n-1]
	}
	first := len(b.decls)
	for i := s.decls; i >= 0; i = w.decls[i].next {
		d := &w.decls[i]
		switch {
		case d.kind == declHoisted || mark[d.name] == serial:
			continue
		case around != nil && w.declares(around, d.name, func(declKind) bool { return true }):
			continue // var x begins with the value of the parameter x
		}
		mark[d.name] = serial
		b.decls = append(b.decls, boundDecl{d.name, s.bound, around != nil})
	}
	slices.Reverse(b.decls[first:])
	for i := first; i < len(b.decls); i++ {
		b.symbol[b.decls[i].name] = int32(i)
	}
}

// nameOf is an occurrence of a symbol.
func nameOf(u *use, symbol int32) Name {
	return Name{Start: u.start, End: u.end, Symbol: symbol, Shorthand: u.flags&(graph.RefShorthand|graph.RefShorthandPattern) != 0}
}

// pin says that code which is not known sees all names around.
func (w *walker) pin() {
	if w.binder == nil {
		return
	}
	for i := range w.scopes {
		w.binder.scopes[w.scopes[i].bound].pinned = true
	}
}

// fixCaught keeps a name that is a parameter of a catch clause and a var of the
// function around, whose scope is at: one text means both.
//
//	try { f() } catch (e) { var e = 1 }
func (w *walker) fixCaught(name nameID, at int) {
	for i := len(w.scopes) - 1; i > at; i-- {
		if s := &w.scopes[i]; s.kind == scopeCatch && w.declares(s, name, func(declKind) bool { return true }) {
			w.binder.fixed[name] = true
		}
	}
}

// private walks the use of a private name.
func (w *walker) private(name []byte) {
	start, end := w.name(name)
	if w.binder != nil {
		w.occur(name, start, end, graph.RefRead, 0)
	}
}

// declarePrivate notes a private name in the class around, whose scope is the
// innermost one. A getter and its setter are one name.
func (w *walker) declarePrivate(name []byte, start, end int) {
	w.addDecl(&w.scopes[len(w.scopes)-1], w.names.intern(name), declLet)
	w.occur(name, start, end, graph.RefDecl, 0)
}

// declareLabel notes the label that comes next, in a scope of its own.
func (w *walker) declareLabel(label []byte) {
	name, start := labelName(label), w.at()
	w.addDecl(&w.scopes[len(w.scopes)-1], w.names.intern(name), declLet)
	w.occur(name, start, start+len(label), graph.RefDecl, 0)
}

// labelName is the text of a label's symbol.
func labelName(label []byte) []byte { return append([]byte{':'}, label...) }

// walkOnly walks a tree and makes no record of it.
func (w *walker) walkOnly(list []js.IStmt) (result *fault) {
	defer w.recovered(&result)
	w.program(list)
	return nil
}

// bindings puts together what was noted.
func (w *walker) bindings() *Bindings {
	b := w.binder
	b.scopes[0].to = w.n
	// What is left belongs to the file.
	for len(b.symbol) < len(w.names.names) {
		b.symbol = append(b.symbol, -1)
	}
	for i := range b.symbol {
		b.symbol[i] = -1
	}
	file := len(b.decls)
	for _, u := range w.uses {
		if b.symbol[u.name] < 0 {
			b.symbol[u.name] = int32(len(b.decls))
			b.decls = append(b.decls, boundDecl{name: u.name})
		}
		b.bound = append(b.bound, nameOf(&u, b.symbol[u.name]))
	}

	// Symbols by scope: a scope closes before those around it, but is numbered behind.
	out := &Bindings{Scopes: make([]Scope, len(b.scopes)), Symbols: make([]Symbol, len(b.decls)), Names: make([]Name, len(b.bound))}
	for i := range b.decls {
		out.Scopes[b.decls[i].scope].To++
	}
	at := int32(0)
	for i := range out.Scopes {
		s := &out.Scopes[i]
		s.Parent, s.From, at = b.scopes[i].parent, at, at+s.To
		s.To = s.From
	}
	place := make([]int32, len(b.decls))
	for _, inner := range []bool{false, true} {
		for i := range b.decls {
			d := &b.decls[i]
			if d.inner != inner {
				continue
			}
			s := &out.Scopes[d.scope]
			place[i] = s.To
			s.To++
			text := w.names.names[d.name].text
			fixed := i >= file || b.scopes[d.scope].pinned || b.fixed[d.name] || d.name == w.argumentsID
			out.Symbols[place[i]] = Symbol{Text: text, Fixed: fixed && text[0] != '#' && text[0] != ':'}
		}
	}

	// In the order of the text. Two names do not touch, so half of the offset is
	// different for each.
	order := make([]int32, w.n/2+1)
	for i := range b.bound {
		order[b.bound[i].Start/2] = int32(i) + 1
	}
	scope, next := int32(0), int32(1)
	names := out.Names[:0]
	for _, i := range order {
		if i == 0 {
			continue
		}
		u := &b.bound[i-1]
		for {
			if int(next) < len(b.scopes) && b.scopes[next].from <= int(u.Start) {
				for b.scopes[next].parent != scope {
					scope = b.scopes[scope].parent
				}
				scope = next
				next++
			} else if b.scopes[scope].to <= int(u.Start) {
				scope = b.scopes[scope].parent
			} else {
				break
			}
		}
		u.Symbol, u.Scope = place[u.Symbol], scope
		names = append(names, *u)
	}
	out.Names = names
	return out
}
