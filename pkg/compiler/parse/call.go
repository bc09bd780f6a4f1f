package parse

import (
	"github.com/tdewolff/parse/v2/js"
)

// newExpr walks new x and new x(...), which are one node when the parentheses
// are empty.
func (w *walker) newExpr(e *js.NewExpr) val {
	start := w.at()
	pure := w.pure
	w.pure = false
	w.word("new")
	mark := w.condMark()
	w.expr(e.X, cNew)
	argMark := w.condMark()
	ask := w.beginNew(e, start)
	fx := fxNone
	var first span
	if e.Args != nil {
		fx, first = w.argsFirst(e.Args)
	} else if w.peek() == '(' {
		w.punct('(')
		w.punct(')')
	}
	w.endWorker(e, first)
	if ask > 0 {
		if a := &w.asks[ask-1]; a.Spec.End <= a.Spec.Start {
			w.endRequest(ask, first)
		} else {
			w.endAsk(ask)
		}
	}
	if pure {
		w.dropConds(mark, argMark)
		return val{fx: fx}
	}
	return val{fx: max(fx, w.constructs(e, mark))}
}

// args walks arguments with their parentheses, and tells their effects.
func (w *walker) args(a *js.Args) effects {
	fx, _ := w.argsFirst(a)
	return fx
}

// argsFirst does so and tells where the first argument is.
func (w *walker) argsFirst(a *js.Args) (effects, span) { return w.argsGiven(a, nil) }

// argsGiven does so, and tells aliases what they get; given are they by argument.
func (w *walker) argsGiven(a *js.Args, given []int) (effects, span) {
	fx := fxNone
	var first span
	w.punct('(')
	for i := range a.List {
		arg := &a.List[i]
		if i == 0 {
			first.start = w.at()
		}
		if arg.Rest {
			w.text("...")
		}
		at, mark := 0, len(w.uses)
		if given != nil && given[i] > 0 {
			at = w.at()
		}
		v := w.argument(arg.Value)
		if given != nil && given[i] > 0 {
			w.aliasFrom(given[i], mark, at)
		}
		if arg.Rest {
			if _, ok := arg.Value.(*js.ArrayExpr); !ok {
				v.fx = fxSome // runs an iterator
			}
		}
		fx = max(fx, v.fx)
		if i == 0 {
			first.end = w.end
		}
		if w.peek() != ')' {
			w.punct(',')
		}
	}
	w.punct(')')
	return fx, first
}

// call walks x(...) and x?.(...).
func (w *walker) call(e *js.CallExpr, c ctx) val {
	start := w.at()
	pure := w.pure
	w.pure = false
	if lit, ok := e.X.(*js.LiteralExpr); ok && lit.TokenType == js.ImportToken {
		return w.importCall(e, start)
	}
	var given []int
	if w.calledNow = immediate(e.X); w.calledNow && w.dead == 0 {
		given = w.calledWith(e)
	}
	mark, uses := w.condMark(), len(w.uses)
	callee := w.expr(e.X, c&cLeft|c&cNew|cCallee)
	w.calledNow = false
	promise := w.last.end == w.end && w.last.promise
	ask := w.beginCall(e, start, uses)
	w.noteDefineProperty(e, start)
	w.beginRegister(e)
	if e.Optional {
		w.text("?.")
	}
	reached := w.last
	argMark := w.condMark()
	if ask < 0 && len(w.ensures) > 0 && w.ensures[len(w.ensures)-1].call == e {
		return val{fx: w.ensureArgs(len(w.ensures), &e.Args)}
	}
	fx, first := w.argsGiven(&e.Args, given)
	w.noteEval(e, start)
	w.noteCreatedURL(e, start)
	if ask > 0 {
		if a := &w.asks[ask-1]; a.Spec.End <= a.Spec.Start {
			w.endRequest(ask, first)
		} else {
			w.endAsk(ask)
		}
	} else if promise {
		w.last = reached
		w.chained(e)
	}
	if pure {
		w.dropConds(mark, argMark)
		return val{fx: fx}
	}
	if ask > 0 && fx == fxNone && w.requires(e, &w.asks[ask-1], mark) {
		return val{}
	}
	return w.callEffects(e, callee, fx, mark)
}

// immediate reports whether a callee is a function expression, which then runs
// where it stands.
func immediate(e js.IExpr) bool {
	switch e := e.(type) {
	case *js.GroupExpr:
		return immediate(e.X)
	case *js.FuncDecl, *js.ArrowFunc:
		return true
	case *js.DotExpr: // (function () {}).call(this)
		y, ok := e.Y.(js.LiteralExpr)
		return ok && (string(y.Data) == "call" || string(y.Data) == "apply") && immediate(e.X)
	}
	return false
}
