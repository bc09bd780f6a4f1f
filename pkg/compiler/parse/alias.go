package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// An alias is a binding that has the value of require or define, so that calling
// it asks for modules too:
//
//	var r = typeof require === "function" && require
//	(function (define) { define(["./a"], f) })(typeof define === "function" && define.amd ? define : g)
//	define(function (r) { r("./a") })
//
// Only a binding that is written once counts: then what a literal is replaced by
// reaches nobody else. Which binding a use means is known when scopes close.
type alias struct {
	name   nameID
	define bool   // of define; if not, of require
	scope  uint32 // id of the scope that declares it; noScope until it is declared
	// root is the offset of a name that must be free for the alias to be one; -1
	// for none. via is a use of another alias that has to count, or 0.
	root, via int
	value     span // what it gets, when that is an expression of the file
	bad       bool // it is written elsewhere too
	asks      bool // it is called for a file that is known
}

const (
	noScope = ^uint32(0) - iota
	// calledScope is that of an alias without a name: (define || f)(["./a"], g).
	calledScope
)

// aliasUse is one use of an alias, as far as the scopes that are open tell.
type aliasUse struct {
	start   int
	name    nameID
	alias   int
	settled bool // the scope that binds it has been closed
	counts  bool
}

// callback is a function that the walk will come to, and what it is called with.
type callback struct {
	fn      js.IExpr
	given   []int // by parameter: index + 1 in walker.aliases, 0 for none
	ensured int   // of require.ensure: its index + 1
}

// aliasValue reports whether an expression has the value of require or define,
// wherever these are functions; "" if not.
func aliasValue(e js.IExpr) string {
	switch e := unwrap(e).(type) {
	case *js.Var:
		if name := string(e.Data); name == "require" || name == "define" {
			return name
		}
	case *js.BinaryExpr:
		if truth, known := asksForFunction(e.X); e.Op == js.AndToken && known && truth {
			return aliasValue(e.Y)
		}
	case *js.CondExpr:
		if truth, known := asksForFunction(e.Cond); known && truth {
			return aliasValue(e.X)
		} else if known {
			return aliasValue(e.Y)
		}
	}
	return ""
}

// asksForFunction tells the result of a test whether there is a require or a
// define, given that there is one.
func asksForFunction(e js.IExpr) (truth, known bool) {
	switch e := unwrap(e).(type) {
	case *js.Var:
		return true, string(e.Data) == "require" || string(e.Data) == "define"
	case *js.DotExpr:
		y, ok := e.Y.(js.LiteralExpr)
		return true, ok && string(y.Data) == "amd" && aliasValue(e.X) == "define"
	case *js.BinaryExpr:
		switch e.Op {
		case js.AndToken:
			x, known := asksForFunction(e.X)
			if !known || !x {
				return false, known
			}
			return asksForFunction(e.Y)
		case js.EqEqToken, js.EqEqEqToken, js.NotEqToken, js.NotEqEqToken:
			t, lit := unwrap(e.X), literalArg(unwrap(e.Y))
			if lit == nil {
				t, lit = unwrap(e.Y), literalArg(unwrap(e.X))
			}
			u, ok := t.(*js.UnaryExpr)
			if !ok || lit == nil || u.Op != js.TypeofToken {
				return false, false
			}
			v, ok := unwrap(u.X).(*js.Var)
			if !ok || string(v.Data) != "require" && string(v.Data) != "define" {
				return false, false
			}
			same := unquote(lit) == "function"
			return same == (e.Op == js.EqEqToken || e.Op == js.EqEqEqToken), true
		}
	}
	return false, false
}

// addAlias notes an alias whose name is not declared yet.
func (w *walker) addAlias(a alias) int {
	a.scope = noScope
	w.aliases = append(w.aliases, a)
	return len(w.aliases)
}

// aliasFrom tells alias n what it gets: the expression that has been walked since
// mark, an index into walker.uses.
func (w *walker) aliasFrom(n, mark, start int) {
	a := &w.aliases[n-1]
	name := "require"
	if a.define {
		name = "define"
	}
	a.value = span{start, w.end}
	for _, u := range w.uses[min(mark, len(w.uses)):] {
		if u.flags&graph.RefTypeof == 0 && u.marks&useDefine == 0 && w.names.names[u.name].text == name {
			if c := nextByte(w.src, int(u.end), w.n); c != '.' && c != '[' {
				a.root = int(u.start)
				return
			}
		}
	}
	a.bad = true // declared by a scope that is closed, or left out
}

// aliasVar makes the variable that has got its value an alias, if it is one.
func (w *walker) aliasVar(v *js.Var, value js.IExpr, mark, start int) {
	if w.dead > 0 {
		return
	}
	name := aliasValue(value)
	if name == "" {
		return
	}
	id := w.names.intern(v.Data)
	scope, ok := w.scopeOf(id)
	if !ok {
		return
	}
	n := w.addAlias(alias{name: id, define: name == "define", root: -1})
	w.aliasFrom(n, mark, start)
	w.aliases[n-1].scope = scope
}

// calledValue returns the use of an alias that a callee is without a name, index + 1
// in walker.aliasUses, and what of; it has been walked since mark.
func (w *walker) calledValue(callee js.IExpr, mark, start int) (use int, name string) {
	if name = aliasValue(callee); name == "" || w.dead > 0 {
		return 0, ""
	}
	n := w.addAlias(alias{define: name == "define", root: -1})
	w.aliasFrom(n, mark, start)
	w.aliases[n-1].scope = calledScope
	w.aliasUses = append(w.aliasUses, aliasUse{start: start, alias: n - 1, settled: true, counts: true})
	return len(w.aliasUses), name
}

// isText reports whether the callee of a use of an alias has to stay in the text:
// it is an expression, or a name of the module, which may get another one.
func (w *walker) isText(use int) bool {
	if use == 0 {
		return false
	}
	scope := w.aliases[w.aliasUses[use-1].alias].scope
	return scope == calledScope || scope == w.scopes[0].id
}

// scopeOf returns the innermost scope that declares a name so far.
func (w *walker) scopeOf(id nameID) (scope uint32, ok bool) {
	for i := len(w.scopes) - 1; i > 0; i-- {
		if w.declares(&w.scopes[i], id, func(declKind) bool { return true }) {
			return w.scopes[i].id, true
		}
	}
	return w.scopes[0].id, w.names.names[id].sym > 0
}

// aliased returns the alias that a name means, index + 1 in walker.aliasUses, and
// what it is an alias of; 0 and the name itself if it is none.
func (w *walker) aliased(v *js.Var, at int) (use int, name string) {
	name = string(v.Data)
	if len(w.aliases) == 0 || w.dead > 0 {
		return 0, name
	}
	id := w.names.intern(v.Data)
	scope, ok := w.scopeOf(id)
	if !ok {
		return 0, name
	}
	for i := len(w.aliases) - 1; i >= 0; i-- {
		a := &w.aliases[i]
		if a.name != id || a.scope != scope {
			continue
		}
		w.aliasUses = append(w.aliasUses, aliasUse{start: at, name: id, alias: i})
		if a.define {
			return len(w.aliasUses), "define"
		}
		return len(w.aliasUses), "require"
	}
	return 0, name
}

// settleAliases looks at a scope that closes, whose names are marked with serial.
func (w *walker) settleAliases(s *scope, serial uint32) {
	mark := w.names.scope
	for i := range w.aliases {
		a := &w.aliases[i]
		if a.scope != s.id {
			continue
		}
		writes := 0
		for d := s.decls; d >= 0; d = w.decls[d].next {
			if w.decls[d].name == a.name && w.decls[d].written {
				writes++
			}
		}
		for _, u := range w.uses[s.pending:] {
			if u.name == a.name && u.flags&graph.RefWrite != 0 {
				writes++
			}
		}
		a.bad = a.bad || writes != 1
	}
	for i := len(w.aliasUses) - 1; i >= 0; i-- {
		u := &w.aliasUses[i]
		if !u.settled && u.start >= s.from && mark[u.name] == serial {
			u.settled, u.counts = true, w.aliases[u.alias].scope == s.id
		}
	}
}

// finishAliases does so for the module. Nothing has been made of walker.uses yet.
func (w *walker) finishAliases() {
	if len(w.aliases) == 0 {
		return
	}
	top := w.scopes[0].id
	for i := range w.aliases {
		a := &w.aliases[i]
		if a.scope != top {
			continue
		}
		writes := 0
		for _, u := range w.uses {
			if u.name == a.name && (u.marks&useInit != 0 || u.flags&(graph.RefWrite|graph.RefDecl) == graph.RefWrite) {
				writes++
			}
		}
		a.bad = a.bad || writes != 1
	}
	for i := range w.aliasUses {
		if u := &w.aliasUses[i]; !u.settled {
			u.counts = w.aliases[u.alias].scope == top
		}
	}
}

// counts reports whether a use of an alias is one; at tells the index in
// Record.Free of the name at an offset, or -1. 0 is no use, and no obstacle.
func (w *walker) counts(use int, at func(int) int) bool {
	if use == 0 {
		return true
	}
	u := &w.aliasUses[use-1]
	a := &w.aliases[u.alias]
	if a.root >= 0 {
		if i := at(a.root); i < 0 || w.noAMD && w.rec.Free[i].Name == "define" {
			return false
		}
	}
	return u.counts && !a.bad && a.scope != noScope && w.counts(a.via, at)
}

// markRequires marks the names that give an alias its value: they are to be a
// function that knows modules by their ids. Where nothing is asked for by it, they
// fail as Node's require does.
func (w *walker) markRequires() {
	for i := range w.asks {
		if a := &w.asks[i]; a.via > 0 && !a.dropped {
			w.aliases[w.aliasUses[a.via-1].alias].asks = true
		}
	}
	for i := range w.aliases {
		a := &w.aliases[i]
		if !a.asks || a.define || a.value.end == 0 {
			continue
		}
		for j := range w.rec.Free {
			f := &w.rec.Free[j]
			if int(f.Start) >= a.value.start && int(f.End) <= a.value.end && f.Name == "require" && f.Chain < 0 {
				f.Renamed = true
			}
		}
	}
}

// expect says that the walk will come to a function, and what it is called with.
func (w *walker) expect(c callback) {
	w.callbacks = append(w.callbacks, c)
}

// expected returns what was said of the function that is walked next.
func (w *walker) expected(fn js.IExpr) (c callback) {
	for i := len(w.callbacks) - 1; i >= 0; i-- {
		if w.callbacks[i].fn == fn {
			c = w.callbacks[i]
			w.callbacks = append(w.callbacks[:i], w.callbacks[i+1:]...)
			break
		}
	}
	return c
}

// bindAlias says which scope declares alias n.
func (w *walker) bindAlias(n int, b *js.BindingElement) {
	v, ok := b.Binding.(*js.Var)
	if !ok || b.Default != nil {
		return
	}
	w.aliases[n-1].name, w.aliases[n-1].scope = w.names.intern(v.Data), w.scopes[len(w.scopes)-1].id
}

// calledWith prepares a call of a function expression with require or define, and
// returns the aliases by argument.
func (w *walker) calledWith(e *js.CallExpr) []int {
	var given []int
	for i := range e.Args.List {
		name := aliasValue(e.Args.List[i].Value)
		if name == "" || e.Args.List[i].Rest {
			continue
		}
		if given == nil {
			given = make([]int, len(e.Args.List))
		}
		given[i] = w.addAlias(alias{define: name == "define", root: -1})
	}
	if given == nil {
		return nil
	}
	fn, skip := immediateFunction(e.X)
	if fn != nil && skip <= len(given) {
		w.expect(callback{fn: fn, given: given[skip:]})
	}
	return given
}

// immediateFunction returns the function expression that is called on the spot,
// and how many of the arguments are not for its parameters; nil if its arguments
// are in a list.
func immediateFunction(e js.IExpr) (fn js.IExpr, skip int) {
	switch e := e.(type) {
	case *js.GroupExpr:
		return immediateFunction(e.X)
	case *js.FuncDecl, *js.ArrowFunc:
		return e, 0
	case *js.DotExpr:
		if y, ok := e.Y.(js.LiteralExpr); ok && string(y.Data) == "call" {
			fn, skip = immediateFunction(e.X)
			return fn, skip + 1
		}
	}
	return nil, 0
}

// callbackFunction returns the function of a callback, in the forms that webpack
// knows too, and how many arguments bind() has given it:
//
//	function (require) {}
//	function (require) {}.bind(this)
//	(function (_this) { return function (require) {} })(this)
func callbackFunction(e js.IExpr) (fn js.IExpr, bound int) {
	switch e := unwrap(e).(type) {
	case *js.FuncDecl, *js.ArrowFunc:
		return e, 0
	case *js.CallExpr:
		switch x := unwrap(e.X).(type) {
		case *js.DotExpr:
			if y, ok := x.Y.(js.LiteralExpr); ok && string(y.Data) == "bind" && len(e.Args.List) > 0 {
				fn, bound = callbackFunction(x.X)
				return fn, bound + len(e.Args.List) - 1
			}
		case *js.FuncDecl:
			if len(x.Body.List) == 1 {
				if ret, ok := x.Body.List[0].(*js.ReturnStmt); ok {
					if f, ok := unwrap(ret.Value).(*js.FuncDecl); ok {
						return f, 0
					}
				}
			}
		}
	}
	return nil, 0
}
