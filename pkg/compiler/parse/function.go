package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// saved is what a function puts aside while it is walked.
type saved struct {
	strict, keepVars, superOK bool
	tryDepth, blocks, stmtEds int
	declFlags                 graph.RefFlags
	lazy, this, async         int
	loops, switches           int
	deadVars                  []span
	labels                    [][]byte
}

// enter begins the code of a function. now tells that it runs where it stands,
// as an immediately called function expression does; arrow, that it has no
// `this` of its own.
func (w *walker) enter(now, arrow bool) saved {
	s := saved{
		strict: w.strict, keepVars: w.keepVars, superOK: w.superOK,
		tryDepth: w.tryDepth, blocks: w.blocks, stmtEds: w.stmtEdits, declFlags: w.declFlags,
		lazy: w.lazy, this: w.thisDepth, async: w.asyncOK,
		loops: w.loops, switches: w.switches, deadVars: w.deadVars, labels: w.labels,
	}
	if !now {
		w.lazy++
		w.tryDepth = 0
	}
	if !arrow {
		w.thisDepth++
	}
	w.fnDepth++
	w.asyncOK++
	w.declFlags = 0
	w.keepVars = false
	w.loops, w.switches, w.labels = 0, 0, nil
	return s
}

// leave ends it.
func (w *walker) leave(s saved) {
	w.strict, w.keepVars, w.tryDepth, w.blocks, w.stmtEdits, w.declFlags = s.strict, s.keepVars, s.tryDepth, s.blocks, s.stmtEds, s.declFlags
	w.lazy, w.thisDepth, w.asyncOK, w.deadVars = s.lazy, s.this, s.async, s.deadVars
	w.superOK, w.loops, w.switches, w.labels = s.superOK, s.loops, s.switches, s.labels
	w.fnDepth--
}

// called tells whether the function expression that is walked next is called on
// the spot, and forgets it.
func (w *walker) called() bool {
	now := w.calledNow
	w.calledNow = false
	return now
}

// funcDecl walks a function declaration or, with expr, a function expression.
func (w *walker) funcDecl(f *js.FuncDecl, expr bool) {
	now := w.called() && !f.Generator
	if len(w.callbacks) > 0 && expr {
		c := w.expected(f)
		outer := w.ensured
		if w.given = c.given; c.ensured > 0 {
			w.ensured = c.ensured
		}
		defer func() { w.ensured = outer }()
	}
	w.skip()
	noEffects := w.noEffects
	if f.Async {
		w.word("async")
	}
	w.word("function")
	if f.Generator {
		w.punct('*')
	}
	if f.Name != nil && !expr {
		start, end := w.name(f.Name.Data)
		w.plainFunction = !f.Async && !f.Generator
		w.declare(f.Name.Data, declFunction, start, end)
		if (noEffects || w.isPure(f.Name.Data)) && len(w.scopes) == 1 && w.dead == 0 {
			if sym := w.names.names[w.names.intern(f.Name.Data)].sym; sym > 0 {
				w.rec.Symbols[sym-1].NoSideEffects = true
			}
		}
	}
	if f.Name != nil && expr {
		w.push(scopeName)
		start, end := w.name(f.Name.Data)
		w.declare(f.Name.Data, declName, start, end)
		w.function(&f.Params, &f.Body, now, false)
		w.pop()
		return
	}
	w.function(&f.Params, &f.Body, now, false)
}

// function walks parameters and body of a function that is not an arrow.
func (w *walker) function(params *js.Params, body *js.BlockStmt, now, method bool) {
	s := w.enter(now, false)
	w.superOK = method
	w.push(scopeVars).arguments = true
	w.params(params)
	split := w.splitScope(params)
	w.functionBody(body.List)
	if split {
		w.pop()
	}
	w.pop()
	w.leave(s)
}

// params walks a parameter list with its parentheses.
func (w *walker) params(p *js.Params) {
	given := w.given
	w.given = nil
	w.punct('(')
	for i := range p.List {
		w.bindingElement(&p.List[i], declParam)
		if i < len(given) && given[i] > 0 {
			w.bindAlias(given[i], &p.List[i])
		}
		if w.peek() != ')' {
			w.punct(',')
		}
	}
	if p.Rest != nil {
		w.text("...")
		w.binding(p.Rest, declParam)
	}
	w.punct(')')
}

// splitScope opens a scope for the body when a parameter list has expressions,
// whose names must not be captured by variables of the body:
//
//	import y from "y"
//	function f(a = y) { var y }
func (w *walker) splitScope(*js.Params) bool {
	s := &w.scopes[len(w.scopes)-1]
	if len(w.uses) == s.pending {
		return false
	}
	s.kind = scopeParams
	w.push(scopeVars)
	return true
}

// functionBody walks the braces and statements of a function.
func (w *walker) functionBody(list []js.IStmt) {
	w.punct('{')
	w.blocks = 0
	if !w.strict {
		for _, s := range list {
			if _, ok := s.(*js.Comment); ok {
				continue
			}
			raw := directiveText(s)
			if raw == nil {
				break
			}
			if string(raw[1:len(raw)-1]) == "use strict" {
				w.strict = true
			}
		}
	}
	w.stmts(list)
	w.punct('}')
}

// arrow walks an arrow function. The tree keeps an expression body as one
// return statement; the brace behind => tells.
func (w *walker) arrow(f *js.ArrowFunc) {
	now := w.called()
	if len(w.callbacks) > 0 {
		c := w.expected(f)
		outer := w.ensured
		if w.given = c.given; c.ensured > 0 {
			w.ensured = c.ensured
		}
		defer func() { w.ensured = outer }()
	}
	s := w.enter(now, true)
	if f.Async {
		w.word("async")
	}
	w.push(scopeVars)
	if w.peek() == '(' {
		w.params(&f.Params)
	} else if len(f.Params.List) == 1 {
		given := w.given
		w.given = nil
		w.binding(f.Params.List[0].Binding, declParam)
		if len(given) > 0 && given[0] > 0 {
			w.bindAlias(given[0], &f.Params.List[0])
		}
	} else {
		w.fail("arrow parameters")
	}
	w.text("=>")
	split := w.splitScope(&f.Params)
	if w.peek() == '{' {
		w.functionBody(f.Body.List)
	} else if len(f.Body.List) != 1 {
		w.fail("arrow body")
	} else if ret, ok := f.Body.List[0].(*js.ReturnStmt); ok && ret.Value != nil {
		w.expr(ret.Value, cBrace)
	} else {
		w.fail("arrow body")
	}
	if split {
		w.pop()
	}
	w.pop()
	w.leave(s)
	w.last.end = -1 // what an expression body ends with is not our value
}

// method walks a method, getter or setter from its first modifier on.
func (w *walker) method(m *js.MethodDecl) effects {
	if m.Static {
		w.word("static")
	}
	if m.Async {
		w.word("async")
		if w.skip(); w.nl {
			w.fail("newline behind async")
		}
	}
	if m.Generator {
		w.punct('*')
	}
	if m.Get {
		w.word("get")
	}
	if m.Set {
		w.word("set")
	}
	fx := w.elementName(&m.Name)
	w.function(&m.Params, &m.Body, false, true)
	return fx
}

// elementName walks the name of a class element.
func (w *walker) elementName(n *js.ClassElementName) effects {
	if n.Private != nil {
		start, end := w.name(n.Private.Data)
		if w.binder != nil {
			w.declarePrivate(n.Private.Data, start, end)
		}
		return fxNone
	}
	return w.propertyName(&n.PropertyName)
}

// class walks a class. The inner name of a declaration is an alias of the outer
// binding, so only an expression opens a scope for it.
func (w *walker) class(c *js.ClassDecl, decl bool) effects {
	w.word("class")
	strict := w.strict
	w.strict = true
	w.push(scopeName)
	if c.Name != nil {
		start, end := w.name(c.Name.Data)
		if decl {
			// Declared in the scope around, which is the innermost but one.
			top := w.scopes[len(w.scopes)-1]
			w.scopes = w.scopes[:len(w.scopes)-1]
			w.declare(c.Name.Data, declClass, start, end)
			top.pending = len(w.uses)
			w.scopes = append(w.scopes, top)
		} else {
			w.declare(c.Name.Data, declName, start, end)
		}
	}
	fx := fxNone
	if c.Extends != nil {
		w.word("extends")
		v := w.expr(c.Extends, cExtends)
		fx = max(v.fx, w.extendsEffects(c.Extends))
	}
	w.punct('{')
	for i := range c.List {
		w.semicolons()
		fx = max(fx, w.classElement(&c.List[i]))
	}
	w.semicolons()
	w.punct('}')
	w.pop()
	w.strict = strict
	return fx
}

// extendsEffects tells what evaluating `extends e` adds to evaluating e: it
// throws unless e is a constructor or null, which a name most likely is, and what a
// call gives.
func (w *walker) extendsEffects(e js.IExpr) effects {
	switch e := e.(type) {
	case *js.Var, *js.ClassDecl, *js.DotExpr, *js.CallExpr:
		return fxNone
	case *js.GroupExpr:
		return w.extendsEffects(e.X)
	case *js.CondExpr:
		return max(w.extendsEffects(e.X), w.extendsEffects(e.Y))
	case *js.BinaryExpr:
		if e.Op == js.OrToken || e.Op == js.NullishToken {
			return max(w.extendsEffects(e.X), w.extendsEffects(e.Y))
		}
	case *js.LiteralExpr:
		if e.TokenType == js.NullToken {
			return fxNone
		}
	}
	return fxSome
}

func (w *walker) classElement(el *js.ClassElement) effects {
	if el.StaticBlock != nil {
		w.word("static")
		s := w.enter(true, false)
		w.superOK = true
		w.push(scopeVars).arguments = true
		w.block(el.StaticBlock)
		w.pop()
		w.leave(s)
		if len(el.StaticBlock.List) > 0 {
			return fxSome
		}
		return fxNone
	}
	if el.Method != nil {
		return w.method(el.Method)
	}
	if el.Static {
		w.word("static")
	}
	fx := w.elementName(&el.Name)
	if el.Init != nil {
		w.punct('=')
		// A field initialiser is a function: it has a `this` of its own, and runs
		// for each instance unless the field is static.
		s := w.enter(el.Static, false)
		w.superOK = true
		if el.Static {
			w.fnDepth--
		}
		w.push(scopeVars).arguments = true
		v := w.expr(el.Init, 0)
		w.pop()
		if el.Static {
			w.fnDepth++
			fx = max(fx, v.fx)
		}
		w.leave(s)
	}
	// Fields need a separator, which the library does not check. That is also
	// how `accessor x` is noticed.
	if c := w.peek(); c != ';' && c != '}' && !w.nl {
		w.fail("field")
	}
	return fx
}
