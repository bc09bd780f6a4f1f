package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// beginEnsure notes a require.ensure(list, callback, onError, name) whose callee
// has been walked. It returns -1: the entries are those of the list, and what the
// callback requires.
func (w *walker) beginEnsure(e *js.CallExpr, start, root, via int) int {
	list := e.Args.List
	if w.dead > 0 {
		return 0
	}
	names, ok := listNames(list[0].Value)
	if text, one := requestText(list[0].Value); one {
		names, ok = []string{text}, true
	}
	if a, isArray := list[0].Value.(*js.ArrayExpr); isArray {
		for i := range a.List {
			_, known := requestText(a.List[i].Value)
			ok = ok && known && !a.List[i].Spread
		}
	}
	if !ok || len(list) < 2 || len(list) > 4 {
		return w.badContext("require.ensure()", "needs a list of literals and a callback", `write require.ensure(["./a"], (require) => { ... })`, start, root)
	}
	x := ensure{Ensure: graph.Ensure{Start: uint32(start), Root: uint32(root)}, root: root, via: via, call: e, names: names}
	for _, arg := range list[2:] {
		if lit := literalArg(arg.Value); lit != nil {
			x.ChunkName = unquote(lit)
		}
	}
	w.ensures = append(w.ensures, x)
	c := callback{ensured: len(w.ensures)}
	var bound int
	if c.fn, bound = callbackFunction(list[1].Value); c.fn != nil {
		if via > 0 {
			root = -1
		}
		c.given = append(make([]int, bound), w.addAlias(alias{root: root, via: via}))
		w.expect(c)
	}
	return -1
}

type ensure struct {
	graph.Ensure
	root  int
	via   int
	call  *js.CallExpr
	names []string // those of require.ensure
}

// ensureArgs walks the arguments of require.ensure number n.
func (w *walker) ensureArgs(n int, a *js.Args) effects {
	w.punct('(')
	for i := range a.List {
		from := w.at()
		if x := &w.ensures[n-1]; i == 0 && !x.AMD {
			w.ensureList(x, a.List[i].Value, from)
		} else {
			w.argument(a.List[i].Value)
		}
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

// ensureList asks for what a list names. It goes with the call, and all of it is
// known.
func (w *walker) ensureList(x *ensure, e js.IExpr, start int) {
	l := amdList{kind: graph.ImportEnsure, call: int(x.Start), via: x.via}
	names := x.names
	w.consume(e)
	for _, name := range names {
		w.askItem(&l, name, graph.ByteRange{Start: uint32(start), End: uint32(w.end)})
	}
}
