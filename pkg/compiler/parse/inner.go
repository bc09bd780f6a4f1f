package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// inner is the part that gives an expression its value, where the text around it
// does not change that:
//
//	(x)
//	true ? x : y
//	{a} = x
type inner struct {
	end      int // of the whole expression; -1 for none
	expr     js.IExpr
	from, to int
	names    []string   // what the patterns between take of the value
	last     lastImport // with a pattern between, the import whose value it is; else its end is -1
}

// hasInner reports whether an expression is of a kind that walker.inner tells of.
func hasInner(e js.IExpr) bool {
	switch e := e.(type) {
	case *js.GroupExpr, *js.CondExpr:
		return true
	case *js.BinaryExpr:
		switch e.Op {
		case js.EqToken, js.AndToken, js.OrToken, js.NullishToken:
			return true
		}
	}
	return false
}

// innerOf returns what gives e, which starts at from and was walked last, its value;
// false when nobody knows.
func (w *walker) innerOf(e js.IExpr, from int) (inner, bool) {
	if hasInner(e) {
		return w.inner, w.inner.end == w.end
	}
	return inner{end: w.end, expr: e, from: from, to: w.end, last: lastImport{end: -1}}, true
}

// setInner says that the expression that ends at end has the value of another, which
// innerOf told.
func (w *walker) setInner(in inner, known bool, end int) {
	if in.end = end; !known {
		in.end = -1
	}
	w.inner = in
}

// assignPattern notes that names are taken of y, which starts at from and was walked
// last, by a pattern that it is assigned to. Unless the value of the assignment is
// dropped, who takes it says what else is taken:
//
//	const {a} = {b} = ns
func (w *walker) assignPattern(y js.IExpr, from int, names []string, dropped bool) {
	if dropped {
		w.takeOf(y, from, names)
		return
	}
	in, ok := w.innerOf(y, from)
	if w.last.end == w.end {
		in.last, ok = w.last, !w.last.promise
	}
	in.names = append(in.names[:len(in.names):len(in.names)], names...)
	w.setInner(in, ok, w.end)
}

// takeOf notes that of the value of e, which starts at from and was walked last, only
// these names are asked.
func (w *walker) takeOf(e js.IExpr, from int, names []string) {
	if w.last.end != w.end {
		w.pick(e, from, names)
	} else if !w.last.promise {
		w.take(names...)
	}
}

// pick is what is asked of a name or member chain, which ends at end:
//
//	const {a, b} = ns.x
type pick struct {
	names []string
	end   uint32
}

// pick is takeOf for what is not an import itself.
func (w *walker) pick(e js.IExpr, from int, names []string) {
	in, ok := w.innerOf(e, from)
	if !ok {
		return
	}
	if len(in.names) > 0 {
		names = append(names[:len(names):len(names)], in.names...)
	}
	if in.last.end >= 0 {
		w.last = in.last
		w.take(names...)
		return
	}
	for e = in.expr; ; {
		switch x := e.(type) {
		case *js.DotExpr:
			e = x.X
		case *js.IndexExpr:
			e = x.X
		case *js.Var:
			if w.picks == nil {
				w.picks = make(map[uint32]pick)
			}
			w.picks[uint32(wordEnd(w.src, in.from, w.n))] = pick{names, uint32(in.to)}
			return
		default:
			return
		}
	}
}

// picked gives the chain behind the name that ends at end, -1 for none, what is
// asked of it. A value of which the chain is only a part is not its value.
func (w *walker) picked(end uint32, chain int32) int32 {
	p, ok := w.picks[end]
	if !ok {
		return chain
	}
	if chain < 0 {
		if p.end != end {
			return -1
		}
		w.rec.Chains = append(w.rec.Chains, graph.Chain{})
		chain = int32(len(w.rec.Chains) - 1)
	}
	c := &w.rec.Chains[chain]
	if n := len(c.Ends); n > 0 {
		end = c.Ends[n-1]
	}
	if p.end == end {
		c.Keys = p.names
	}
	return chain
}
