package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// comma walks a, b, c.
func (w *walker) comma(e *js.CommaExpr, c ctx) (v val) {
	fx := fxNone
	for i, x := range e.List {
		if i > 0 {
			w.punct(',')
			c &= cDropped
		}
		take := c & cLeft
		if i < len(e.List)-1 || c&cDropped != 0 {
			take |= cDropped
		}
		v = w.expr(x, take)
		fx = max(fx, v.fx)
	}
	return val{prim: v.prim, fx: fx, goes: v.way()}
}

// array walks an array literal. The library accepts [a b], so commas are
// counted here.
func (w *walker) array(e *js.ArrayExpr) val {
	fx := fxNone
	w.punct('[')
	for i := range e.List {
		el := &e.List[i]
		if el.Value == nil {
			w.punct(',')
			continue
		}
		if el.Spread {
			w.text("...")
		}
		v := w.expr(el.Value, 0)
		if el.Spread {
			if _, ok := el.Value.(*js.ArrayExpr); !ok {
				v.fx = fxSome
			}
		}
		fx = max(fx, v.fx)
		if i < len(e.List)-1 {
			w.punct(',')
		} else {
			w.try(',')
		}
	}
	w.punct(']')
	return val{fx: fx, goes: wayTrue, fresh: true}
}

func (w *walker) object(e *js.ObjectExpr) val {
	fx := fxNone
	w.punct('{')
	props := e == w.propsOf
	for i := range e.List {
		mark, start := w.condMark(), 0
		if props {
			start = w.at()
		}
		one := w.property(&e.List[i])
		if props {
			w.noteProp(&e.List[i], start, mark, one)
		}
		fx = max(fx, one)
		if i < len(e.List)-1 {
			w.punct(',')
		} else {
			w.try(',')
		}
	}
	if props {
		w.propsEnd = w.at()
	}
	w.punct('}')
	return val{fx: fx, goes: wayTrue, fresh: true}
}

// property walks one property of an object literal.
func (w *walker) property(p *js.Property) effects {
	if p.Spread {
		w.text("...")
		fx := w.expr(p.Value, 0).fx
		if o, ok := p.Value.(*js.ObjectExpr); !ok || hasGetter(o) {
			fx = fxSome // runs getters
		}
		return fx
	}
	if m, ok := p.Value.(*js.MethodDecl); ok {
		return w.method(m)
	}
	v, isVar := p.Value.(*js.Var)
	if isVar && p.Name.Computed == nil && w.shorthand(v.Data) {
		return w.shorthandProperty(v, p.Init)
	}
	fx := w.propertyName(p.Name)
	w.punct(':')
	return max(fx, w.expr(p.Value, 0).fx)
}

func hasGetter(o *js.ObjectExpr) bool {
	for i := range o.List {
		if m, ok := o.List[i].Value.(*js.MethodDecl); ok && m.Get {
			return true
		}
	}
	return false
}

// shorthandProperty walks {x}, or {x = 1}, which is valid in patterns only and
// comes here when the library does not know yet that it is one.
func (w *walker) shorthandProperty(v *js.Var, init js.IExpr) effects {
	if w.defines && init == nil {
		if w.defineShorthand(v) {
			return fxNone
		}
	}
	start, end := w.name(v.Data)
	w.occur(v.Data, start, end, graph.RefRead|graph.RefShorthand, 0)
	if init != nil {
		w.punct('=')
		w.expr(init, 0)
		return fxSome
	}
	return w.reads(v.Data)
}
