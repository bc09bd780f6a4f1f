package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// beginEnsure notes a require.ensure(list, callback, onError, name) whose callee
// has been walked. It returns -1: the entries are those of the list, and what the
// callback requires.
func (w *walker) beginEnsure(e *js.CallExpr, start, root int) int {
	list := e.Args.List
	array, ok := list[0].Value.(*js.ArrayExpr)
	if w.dead > 0 {
		return 0
	}
	bad := func() int {
		return w.badContext("require.ensure()", "needs a list of literals and a callback", `write require.ensure(["./a"], (require) => { ... })`, start, root)
	}
	if !ok || len(list) < 2 || len(list) > 4 {
		return bad()
	}
	for i := range array.List {
		if lit, ok := array.List[i].Value.(*js.LiteralExpr); array.List[i].Spread || !ok || lit.TokenType != js.StringToken {
			return bad()
		}
	}
	x := ensure{Ensure: graph.Ensure{Start: uint32(start), Root: uint32(root)}, root: root, call: e}
	for _, arg := range list[1:] {
		if lit := literalArg(arg.Value); lit != nil {
			x.ChunkName = unquote(lit)
		}
	}
	w.ensures = append(w.ensures, x)
	for i := range array.List {
		if lit, ok := array.List[i].Value.(*js.LiteralExpr); ok {
			w.choices = append(w.choices, choice{lit, graph.ImportEnsure, root, root})
		}
	}
	return -1
}

type ensure struct {
	graph.Ensure
	root int
	call *js.CallExpr
}

// ensureArgs walks the arguments of require.ensure number n.
func (w *walker) ensureArgs(n int, a *js.Args) effects {
	w.punct('(')
	for i := range a.List {
		from := w.at()
		outer, own := w.ensured, w.ensureOwn
		if i == 1 && !w.ensures[n-1].AMD {
			w.ensured, w.ensureOwn = n, takesRequire(a.List[i].Value)
		}
		w.expr(a.List[i].Value, 0)
		w.ensured, w.ensureOwn = outer, own
		r := graph.ByteRange{Start: uint32(from), End: uint32(w.end)}
		x := &w.ensures[n-1]
		switch {
		case i == 0:
			x.List = r
		case literalArg(a.List[i].Value) != nil:
		case i == 1:
			x.Then = r
		default:
			x.OnError = r
		}
		if w.peek() != ')' {
			w.punct(',')
		}
	}
	w.punct(')')
	w.ensures[n-1].End = uint32(w.end)
	return fxSome
}

// takesRequire reports whether the first parameter of a callback is called
// require.
func takesRequire(e js.IExpr) bool {
	var params *js.Params
	switch f := e.(type) {
	case *js.ArrowFunc:
		params = &f.Params
	case *js.FuncDecl:
		params = &f.Params
	default:
		return false
	}
	if len(params.List) == 0 {
		return false
	}
	v, ok := params.List[0].Binding.(*js.Var)
	return ok && string(v.Data) == "require"
}

// ensuredRequire opens an entry for require("x") in the callback. Where the
// callback calls its parameter require, only the literal is replaced.
func (w *walker) ensuredRequire(lit []byte, start, root int) int {
	if w.ensureOwn {
		root = w.ensures[w.ensured-1].root
	}
	n := w.ask(graph.ImportRequire, lit, start, [2]int{root, -1})
	if n == 0 {
		return 0
	}
	a := &w.asks[n-1]
	a.Ensure = uint32(w.ensured)
	if w.ensureOwn {
		a.Item, a.Call, a.Start, a.End = true, a.Start, a.Spec.Start, a.Spec.End
	}
	return n
}
