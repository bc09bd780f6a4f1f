package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// binary walks an operator with two operands, assignments included.
func (w *walker) binary(e *js.BinaryExpr, c ctx) val {
	switch e.Op {
	case js.AndToken, js.OrToken, js.NullishToken:
		return w.logical(e, c)
	case js.EqToken:
		w.assign(e, c)
		return val{fx: fxSome}
	case js.AddEqToken, js.SubEqToken, js.MulEqToken, js.DivEqToken, js.ModEqToken, js.ExpEqToken,
		js.LtLtEqToken, js.GtGtEqToken, js.GtGtGtEqToken, js.BitAndEqToken, js.BitOrEqToken,
		js.BitXorEqToken, js.AndEqToken, js.OrEqToken, js.NullishEqToken:
		w.target(e.X, graph.RefWrite|graph.RefRead, c&cLeft)
		w.token(e.Op.Bytes())
		w.expr(e.Y, 0)
		w.last.end = -1
		return val{fx: fxSome}
	}
	x := w.expr(e.X, c&cLeft)
	if e.Op == js.InToken || e.Op == js.InstanceofToken {
		w.keyword(e.Op)
		from := w.at()
		w.expr(e.Y, 0)
		if e.Op == js.InToken && x.kind == vString {
			w.pick(e.Y, from, []string{string(x.text)})
		}
		return val{prim: true, fx: fxSome}
	}
	w.token(e.Op.Bytes())
	y := w.expr(e.Y, 0)
	v := val{prim: true, fx: max(x.fx, y.fx)}
	switch e.Op {
	case js.EqEqEqToken, js.NotEqEqToken:
		if same, ok := strictEqual(x, y); ok {
			return val{kind: vBool, prim: true, b: same == (e.Op == js.EqEqEqToken)}
		}
		if differs(x, y, false) {
			v.goes = wayOf(e.Op == js.NotEqEqToken)
		}
		return v
	case js.EqEqToken, js.NotEqToken:
		if same, ok := looseEqual(x, y); ok {
			return val{kind: vBool, prim: true, b: same == (e.Op == js.EqEqToken)}
		}
		if differs(x, y, true) {
			v.goes = wayOf(e.Op == js.NotEqToken)
		}
	case js.LtToken, js.LtEqToken, js.GtToken, js.GtEqToken:
		if b, ok := ordered(e.Op, x, y); ok {
			return val{kind: vBool, prim: true, b: b}
		}
	case js.AddToken, js.SubToken, js.MulToken:
		if r, ok := computed(e.Op, x, y); ok {
			return r
		}
		if e.Op == js.AddToken {
			v.join(x, y)
		}
	}
	if !x.prim || !y.prim {
		v.fx = fxSome // valueOf of an object
	}
	return v
}

// join notes what is known of x + y, if that is a string.
func (v *val) join(x, y val) {
	a, ok1 := edgesOf(x)
	b, ok2 := edgesOf(y)
	if ok1 || ok2 {
		v.edges = &edges{a.head, b.tail}
		if len(a.head) > 0 || len(b.tail) > 0 {
			v.goes = wayTrue
		}
	}
}

// assign walks x = y.
func (w *walker) assign(e *js.BinaryExpr, c ctx) {
	start, mark := w.at(), w.condMark()
	w.target(e.X, graph.RefWrite, c&cLeft)
	w.conds = w.conds[:mark] // an assignment has effects whatever they say
	w.punct('=')
	at, uses := w.at(), len(w.uses)
	y := w.expr(e.Y, 0)
	if v, ok := e.X.(*js.Var); ok {
		w.aliasVar(v, e.Y, uses, at)
	}
	if b, ok := e.Y.(*js.BinaryExpr); !ok || b.Op != js.EqToken {
		w.assigned = assigned{at, y.fx}
	}
	// const all = ({a} = require("x")) has all of it.
	names, enumerable := []string(nil), false
	if o, ok := e.X.(*js.ObjectExpr); ok {
		names, enumerable = objectNames(o)
	}
	if enumerable {
		w.assignPattern(e.Y, at, names, c&cDropped != 0)
	} else {
		w.inner.end = -1
	}
	w.noteExports(e, start)
	w.last.end = -1 // the value is somewhere else too
}

// logical walks &&, || and ??, and drops the operand that does not count.
func (w *walker) logical(e *js.BinaryExpr, c ctx) val {
	start := w.at()
	mark := len(w.edits)
	x := w.expr(e.X, c&cLeft)
	xEnd := w.end
	if truth, _ := x.leads(); x.goes != eitherWay && w.opts.DeadCode && e.Op != js.NullishToken && truth == (e.Op == js.OrToken) {
		w.token(e.Op.Bytes())
		w.dropOperand(e.Y) // the left one has to run
		w.inner.end = -1
		return x
	}
	right, known := false, false // right: the value is that of the right operand
	if x.kind != vNone && w.opts.DeadCode {
		switch e.Op {
		case js.AndToken:
			right, known = x.truth()
		case js.OrToken:
			right, known = x.truth()
			right = !right
		case js.NullishToken:
			right, known = x.kind == vNull || x.kind == vUndefined, true
		}
	}
	w.token(e.Op.Bytes())
	if !known {
		y := w.expr(e.Y, 0)
		w.inner.end = -1
		v := val{prim: x.prim && y.prim, fx: max(x.fx, y.fx)}
		if yes := wayOf(e.Op == js.OrToken); e.Op != js.NullishToken && (y.way() == yes || x.goes != eitherWay) {
			v.goes = y.way()
		}
		return v
	}
	if right {
		return w.keep(e.Y, start, mark, c, func() {})
	}
	w.dropExpr(e.Y)
	w.inner.end = -1
	if x.kind == vBool {
		w.replace(start, w.end, boolText(x.b), mark, c)
	} else {
		w.edit(xEnd, w.end, "")
	}
	return x
}

// dropOperand walks an operand that never runs, behind one that has to.
func (w *walker) dropOperand(e js.IExpr) {
	start, mark := w.at(), len(w.edits)
	w.dropExpr(e)
	w.replace(start, w.end, "0", mark, 0)
	w.last.end = -1
}

// cond walks a ? b : c, and drops the branch that does not count.
func (w *walker) cond(e *js.CondExpr, c ctx) val {
	start := w.at()
	mark := len(w.edits)
	x := w.expr(e.Cond, c&cLeft)
	truth, known := false, false
	if w.opts.DeadCode {
		truth, known = x.truth()
	}
	w.punct('?')
	switch {
	case !known && w.opts.DeadCode && x.goes == wayTrue:
		v := w.expr(e.X, 0)
		w.punct(':')
		w.dropOperand(e.Y)
		w.inner.end = -1
		return val{prim: v.prim, fx: max(x.fx, v.fx), goes: v.way()}
	case !known && w.opts.DeadCode && x.goes == wayFalse:
		w.dropOperand(e.X)
		w.punct(':')
		v := w.expr(e.Y, 0)
		w.inner.end = -1
		return val{prim: v.prim, fx: max(x.fx, v.fx), goes: v.way()}
	case !known:
		a := w.expr(e.X, 0)
		w.punct(':')
		b := w.expr(e.Y, 0)
		w.inner.end = -1
		v := val{prim: a.prim && b.prim, fx: max(x.fx, a.fx, b.fx)}
		if a.way() == b.way() {
			v.goes = a.way()
		}
		return v
	case truth:
		return w.keep(e.X, start, mark, c, func() {
			w.punct(':')
			w.dropExpr(e.Y)
		})
	}
	w.dropExpr(e.X)
	w.punct(':')
	return w.keep(e.Y, start, mark, c, func() {})
}
