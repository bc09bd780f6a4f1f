package parse

import (
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// The resolver works in one pass. Every use of a name goes to a list of pending
// uses; when a scope closes, the uses behind its start whose name it declares
// are bound and leave the list, and the rest belongs to the parent. So a use
// before its declaration needs no second walk, and what is left at the end of
// the file belongs to the module or to nobody.
//
// Only module-level bindings are kept, so a bound use of a nested name is
// simply forgotten.

// scopeKind tells where `var` stops and what is bound implicitly.
type scopeKind uint8

const (
	scopeModule scopeKind = iota
	scopeVars             // body of a function, static block or field initialiser: var stops here
	scopeParams           // parameters, when the body needs a scope of its own
	scopeBlock
	scopeCatch // the parameter of a catch clause
	scopeName  // the name of a function or class expression
)

// scope is one open scope.
type scope struct {
	kind      scopeKind
	arguments bool  // `arguments` is bound here
	decls     int32 // head of a list in walker.decls, -1 for none
	pending   int   // first use inside the scope
	from      int   // where in the text it starts
	id        uint32
	bound     int32 // its number for Bind
}

// declKind is how a name was declared.
type declKind uint8

const (
	declVar declKind = iota
	declLet
	declConst
	declClass
	declFunction
	declHoisted // a sloppy block function, which is also a var (Annex B.3.3)
	declImport
	declParam
	declCatch
	declName // name of a function or class expression
)

// decl is one declared name, in a list headed by its scope.
type decl struct {
	name    nameID
	kind    declKind
	written bool // with a value
	next    int32
}

// Marks of a use that later passes do not see.
const (
	useDefine   uint8 = 1 << iota // replaced by a define, if it turns out to be free
	useTarget                     // the member chain that starts here is written or deleted
	useCalled                     // the member chain that starts here is called in parentheses: (a.b)()
	useInit                       // a declaration with a value
	useConstant                   // taken for what the language says, if it turns out to be free
)

// use is one occurrence of a name that is not bound yet. Declarations at module
// level are uses of what they declare.
type use struct {
	start, end uint32
	name       nameID
	flags      graph.RefFlags
	marks      uint8
}

// push opens a scope.
func (w *walker) push(kind scopeKind) *scope {
	w.scopes = append(w.scopes, scope{kind: kind, decls: -1, pending: len(w.uses), from: w.pos, id: w.opened})
	w.opened++
	if w.binder != nil {
		w.scopes[len(w.scopes)-1].bound = w.binder.open(w.scopes[:len(w.scopes)-1], kind, w.pos)
	}
	return &w.scopes[len(w.scopes)-1]
}

// pop closes the innermost scope and binds the uses of its names.
func (w *walker) pop() {
	s := w.scopes[len(w.scopes)-1]
	w.scopes = w.scopes[:len(w.scopes)-1]
	if w.binder != nil {
		w.binder.scopes[s.bound].to = w.end
	}
	if s.decls < 0 && !s.arguments {
		return
	}
	if len(w.held) > 0 {
		w.takeLocals(&s)
	}
	if len(w.createdIn) > 0 {
		w.settleCreated(&s)
	}
	w.serial++
	serial, mark := w.serial, w.names.scope
	if w.binder != nil {
		w.takeDecls(&s, serial)
	}
	for i := s.decls; i >= 0; {
		d := w.decls[i]
		i = d.next
		if d.kind == declHoisted {
			w.hoist(d.name)
			continue
		}
		if w.binder == nil {
			mark[d.name] = serial
		}
		w.names.names[d.name].nested = true
	}
	if s.arguments && mark[w.argumentsID] != serial {
		mark[w.argumentsID] = serial
		if w.binder != nil {
			w.binder.symbol[w.argumentsID] = -1
		}
	}
	if len(w.aliases) > 0 {
		w.settleAliases(&s, serial)
	}
	w.bind(s.pending, serial)
}

// bind drops the uses from index from on whose names are marked with serial.
func (w *walker) bind(from int, serial uint32) {
	uses, mark := w.uses, w.names.scope
	kept := from
	for i := from; i < len(uses); i++ {
		u := &uses[i]
		if mark[u.name] == serial {
			if u.marks&(useDefine|useConstant) != 0 {
				w.bound = append(w.bound, int(u.start))
			}
			if w.binder != nil && w.binder.symbol[u.name] >= 0 {
				w.binder.bound = append(w.binder.bound, nameOf(u, w.binder.symbol[u.name]))
			}
			continue
		}
		if kept != i {
			uses[kept] = *u
		}
		kept++
	}
	w.uses = uses[:kept]
}

// hoist moves a block function to the scope around its block, where it is a
// block function again or, in a function or at the top, a var. Block binding and
// var are renamed together, so they can be one binding for us:
//
//	{ function f() {} }
//	f()
//
// When the outer scope turns out to have a let of that name the two are merged
// too, which is harmless for the same reason.
func (w *walker) hoist(name nameID) {
	s := &w.scopes[len(w.scopes)-1]
	if s.kind == scopeModule {
		return // declared there when it was seen
	}
	kind := declHoisted
	if s.kind != scopeBlock && s.kind != scopeCatch {
		kind = declVar
	}
	w.addDecl(s, name, kind)
}

// isDeclared reports whether a scope that is open declares a name so far.
func (w *walker) isDeclared(data []byte) bool {
	id := w.names.intern(data)
	if n := &w.names.names[id]; n.sym > 0 || !n.listed {
		return n.sym > 0
	}
	_, ok := w.scopeOf(id)
	return ok
}

func (w *walker) addDecl(s *scope, name nameID, kind declKind) {
	w.names.names[name].listed = true
	written := w.written || kind != declVar && kind != declLet && kind != declConst
	w.decls = append(w.decls, decl{name, kind, written, s.decls})
	s.decls = int32(len(w.decls) - 1)
}

// declares reports whether s has a declaration of name for which ok holds.
func (w *walker) declares(s *scope, name nameID, ok func(declKind) bool) bool {
	for i := s.decls; i >= 0; i = w.decls[i].next {
		if w.decls[i].name == name && ok(w.decls[i].kind) {
			return true
		}
	}
	return false
}

// varScope returns the index of the scope that a var declared now belongs to.
func (w *walker) varScope() int {
	for i := len(w.scopes) - 1; ; i-- {
		if k := w.scopes[i].kind; k == scopeVars || k == scopeModule {
			return i
		}
	}
}

// declare binds the name at [start, end).
func (w *walker) declare(data []byte, kind declKind, start, end int) {
	id := w.names.intern(data)
	at := len(w.scopes) - 1
	var flags graph.RefFlags
	switch kind {
	case declVar:
		at = w.varScope()
		if w.binder != nil && at > 0 {
			w.fixCaught(id, at)
		}
		if w.dead > 0 {
			if !w.keepVars {
				return
			}
			w.deadVars = append(w.deadVars, span{start, end})
		}
		if at == 0 {
			// catch (e) { var e = 1 } writes the parameter and declares the var:
			// one text, two bindings, so the name has to stay.
			for i := len(w.scopes) - 1; i > 0; i-- {
				if s := &w.scopes[i]; s.kind == scopeCatch && w.declares(s, id, func(k declKind) bool { return k == declCatch }) {
					w.pinned = append(w.pinned, id)
				}
			}
		}
	case declFunction:
		if s := &w.scopes[at]; s.kind == scopeBlock && !w.strict && w.plainFunction && id != w.argumentsID {
			kind = declHoisted
			if w.dead > 0 {
				if !w.keepVars || w.excluded[start] || w.lexicalInWay(id) || w.functionInWay(id) {
					return
				}
				w.deadFunctions = append(w.deadFunctions, use{start: uint32(start), name: id})
				w.deadVars = append(w.deadVars, span{start, end})
				w.addDecl(s, id, kind)
				if v := w.varScope(); v == 0 {
					w.declareModule(id, declVar, start, end)
					w.uses = append(w.uses, use{uint32(start), uint32(end), id, graph.RefDecl, 0})
				}
				return
			}
			for _, d := range w.deadFunctions {
				if d.name == id && int(d.start) > s.from {
					w.bound = append(w.bound, int(d.start)) // functionInWay came too late
				}
			}
			if w.lexicalInWay(id) {
				kind = declLet
			} else if w.varScope() == 0 {
				w.declareModule(id, declVar, start, end)
			}
			w.addDecl(s, id, kind)
			w.uses = append(w.uses, use{uint32(start), uint32(end), id, graph.RefDecl, 0})
			return
		}
	}
	if at > 0 {
		w.addDecl(&w.scopes[at], id, kind)
		if w.binder != nil {
			w.uses = append(w.uses, use{uint32(start), uint32(end), id, w.declFlags | graph.RefDecl, 0})
		}
		return
	}
	if w.dead > 0 && kind != declVar {
		return
	}
	w.declareModule(id, kind, start, end)
	if w.lazy > 0 {
		flags |= graph.RefInFunction
	}
	if w.dead == 0 {
		flags |= w.declFlags // else it becomes a plain var x
	}
	marks := uint8(0)
	if w.written || kind != declVar && kind != declLet && kind != declConst {
		marks = useInit
	}
	w.uses = append(w.uses, use{uint32(start), uint32(end), id, flags | graph.RefDecl, marks})
}

// lexicalInWay reports whether a let, const or class between here and the
// function stops a block function from being a var.
func (w *walker) lexicalInWay(name nameID) bool {
	for i := len(w.scopes) - 1; i >= 0; i-- {
		s := &w.scopes[i]
		if i < len(w.scopes)-1 && w.declares(s, name, func(k declKind) bool {
			return k == declLet || k == declConst || k == declClass
		}) {
			return true
		}
		if s.kind == scopeVars || s.kind == scopeModule {
			if i == 0 {
				if sym := w.names.names[name].sym; sym > 0 {
					k := w.rec.Symbols[sym-1].Kind
					return k == graph.SymLet || k == graph.SymConst || k == graph.SymClass
				}
			}
			return false
		}
	}
	return false
}

// functionInWay reports whether a function of this name in a block around keeps
// a dead one from being a var, which next to it would be an error:
//
//	{ function f() {} if (false) { function f() {} } }
func (w *walker) functionInWay(name nameID) bool {
	for i := len(w.scopes) - 2; i > 0 && w.scopes[i].kind == scopeBlock; i-- {
		if w.declares(&w.scopes[i], name, func(k declKind) bool { return k == declHoisted }) {
			return true
		}
	}
	return false
}

var symbolKinds = [...]graph.SymbolKind{
	declVar:      graph.SymVar,
	declLet:      graph.SymLet,
	declConst:    graph.SymConst,
	declClass:    graph.SymClass,
	declFunction: graph.SymFunction,
	declImport:   graph.SymImport,
}

// declareModule adds a module-level symbol, or notes another declaration of it.
func (w *walker) declareModule(id nameID, kind declKind, start, end int) int32 {
	symKind := symbolKinds[kind]
	if sym := w.names.names[id].sym; sym > 0 {
		s := &w.rec.Symbols[sym-1]
		s.Assigned = true
		if w.conflict(s.Kind, symKind) {
			w.report("syntax-redeclared", "The name "+quote(s.Name)+" is declared twice", start, end, diag.Label{
				At:      w.location(w.declared[sym-1].start, w.declared[sym-1].end),
				Message: "first declared here",
			})
		}
		w.declaredBy(sym - 1)
		return sym - 1
	}
	return w.addSymbol(id, graph.Symbol{Name: w.names.names[id].text, Kind: symKind, Import: -1}, start, end)
}

// addSymbol appends a symbol that is bound to the name id.
func (w *walker) addSymbol(id nameID, s graph.Symbol, start, end int) int32 {
	w.rec.Symbols = append(w.rec.Symbols, s)
	w.declared = append(w.declared, span{start, end})
	n := int32(len(w.rec.Symbols))
	w.names.names[id].sym = n
	w.declaredBy(n - 1)
	return n - 1
}

// declaredBy notes that the current statement declares sym.
func (w *walker) declaredBy(sym int32) {
	w.stmtDecls = append(w.stmtDecls, stmtDecl{int32(len(w.rec.Stmts)) - 1, uint32(sym)})
}

// stmtDecl says that a statement declares a symbol.
type stmtDecl struct {
	stmt int32
	sym  uint32
}

// conflict reports whether a binding of kind a cannot be declared again as b.
// Functions at the top of a module are lexical, those of a script are not.
func (w *walker) conflict(a, b graph.SymbolKind) bool {
	plain := func(k graph.SymbolKind) bool {
		return k == graph.SymVar || k == graph.SymFunction && !w.module
	}
	return !plain(a) || !plain(b)
}

// occur notes a use of the name at [start, end).
func (w *walker) occur(data []byte, start, end int, flags graph.RefFlags, marks uint8) {
	if w.dead > 0 {
		return
	}
	if w.lazy > 0 {
		flags |= graph.RefInFunction
	}
	w.uses = append(w.uses, use{uint32(start), uint32(end), w.names.intern(data), flags, marks})
}
