package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// binding walks a name or pattern that declares.
func (w *walker) binding(b js.IBinding, kind declKind) {
	switch b := b.(type) {
	case *js.Var:
		start, end := w.name(b.Data)
		w.declare(b.Data, kind, start, end)
	case *js.BindingArray:
		w.punct('[')
		for i := range b.List {
			if b.List[i].Binding == nil {
				w.punct(',')
				continue
			}
			w.bindingElement(&b.List[i], kind)
			if c := w.peek(); c != ']' {
				w.punct(',')
			}
		}
		if b.Rest != nil {
			w.text("...")
			w.binding(b.Rest, kind)
		}
		// Holes at the end are in the tree or not, depending on how it was read.
		for w.try(',') {
		}
		w.punct(']')
	case *js.BindingObject:
		w.punct('{')
		keys := w.keysOf == js.IBinding(b)
		for i := range b.List {
			if keys {
				w.keysAt = append(w.keysAt, w.keyAt(w.at()))
			}
			w.bindingProperty(&b.List[i], kind)
			if c := w.peek(); c != '}' {
				w.punct(',')
			}
		}
		if b.Rest != nil {
			w.text("...")
			start, end := w.name(b.Rest.Data)
			w.declare(b.Rest.Data, kind, start, end)
		}
		w.punct('}')
	default:
		w.fail("binding")
	}
}

func (w *walker) bindingElement(b *js.BindingElement, kind declKind) {
	w.binding(b.Binding, kind)
	if b.Default != nil {
		w.punct('=')
		w.expr(b.Default, 0)
	}
}

// bindingProperty walks key: binding or a shorthand. The tree has a key for
// both, so the byte behind the name decides.
func (w *walker) bindingProperty(p *js.BindingObjectItem, kind declKind) {
	v, isVar := p.Value.Binding.(*js.Var)
	if isVar && (p.Key == nil || p.Key.Computed == nil && w.shorthand(v.Data)) {
		flags := w.declFlags
		w.declFlags |= graph.RefShorthandPattern
		start, end := w.name(v.Data)
		w.declare(v.Data, kind, start, end)
		w.declFlags = flags
		if p.Value.Default != nil {
			w.punct('=')
			w.expr(p.Value.Default, 0)
		}
		return
	}
	w.propertyName(p.Key)
	w.punct(':')
	w.bindingElement(&p.Value, kind)
}

// shorthand reports whether the cursor is at the name data and no colon
// follows it.
func (w *walker) shorthand(data []byte) bool {
	w.skip()
	end := w.pos + len(data)
	if end > w.n || string(w.src[w.pos:end]) != string(data) || identPart(w.src[end]) {
		return false
	}
	return nextByte(w.src, end, w.n) != ':'
}

// nextByte returns the first byte of the token behind i without moving the
// cursor.
func nextByte(src []byte, i, n int) byte {
	return src[skipTrivia(src, i, n)]
}

// keyAt is the key at offset i, which the text tells: empty where it is the name of a
// shorthand.
func (w *walker) keyAt(i int) graph.ByteRange {
	end := w.literalEnd(i)
	if nextByte(w.src, end, w.n) != ':' {
		end = i
	}
	return graph.ByteRange{Start: uint32(i), End: uint32(end)}
}

// literalEnd is the end of the string, word or string in brackets at i.
func (w *walker) literalEnd(i int) int {
	q := w.src[i]
	if q == '[' {
		return min(skipTrivia(w.src, w.literalEnd(skipTrivia(w.src, i+1, w.n)), w.n)+1, w.n)
	}
	if q != '"' && q != '\'' && q != '`' {
		return wordEnd(w.src, i, w.n)
	}
	for i++; i < w.n && w.src[i] != q; i++ {
		if w.src[i] == '\\' {
			i++
		}
	}
	return min(i+1, w.n)
}

// propertyName walks the key of a property and reports whether evaluating it
// has no effect.
func (w *walker) propertyName(p *js.PropertyName) effects {
	if p.Computed != nil {
		w.punct('[')
		v := w.expr(p.Computed, 0)
		w.punct(']')
		if !v.prim {
			return fxSome // toString of an object
		}
		return v.fx
	}
	// The library strips the quotes of keys that could do without.
	if c := w.peek(); c == '"' || c == '\'' {
		w.stringToken()
		return fxNone
	}
	w.token(p.Literal.Data)
	if identPart(w.src[w.pos]) {
		w.fail("property name")
	}
	return fxNone
}

// target walks what an assignment, an update or a for loop writes. flags tells
// whether it is read as well.
func (w *walker) target(e js.IExpr, flags graph.RefFlags, c ctx) {
	switch e := e.(type) {
	case *js.Var:
		start, end := w.name(e.Data)
		if c&cStart != 0 && c&cGoverned == 0 {
			flags |= graph.RefStmtStart
		}
		w.occur(e.Data, start, end, flags, 0)
	case *js.GroupExpr:
		w.punct('(')
		w.target(e.X, flags, 0)
		w.punct(')')
	case *js.DotExpr:
		if e.Prec == js.OpOpt {
			w.fail("assignment target") // a?.b = 1
		}
		w.expr(e, c|cTarget)
	case *js.IndexExpr:
		if e.Prec == js.OpOpt {
			w.fail("assignment target")
		}
		w.expr(e, c|cTarget)
	case *js.ArrayExpr:
		if flags&graph.RefRead != 0 {
			w.fail("assignment target")
		}
		w.targetArray(e)
	case *js.ObjectExpr:
		if flags&graph.RefRead != 0 {
			w.fail("assignment target")
		}
		w.targetObject(e)
	default:
		w.fail("assignment target") // esbuild knows what to say
	}
}

func (w *walker) targetArray(e *js.ArrayExpr) {
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
		w.targetElement(el.Value)
		if i < len(e.List)-1 {
			w.punct(',')
		} else {
			w.try(',')
		}
	}
	w.punct(']')
}

func (w *walker) targetObject(e *js.ObjectExpr) {
	w.punct('{')
	for i := range e.List {
		p := &e.List[i]
		v, isVar := p.Value.(*js.Var)
		switch {
		case p.Spread:
			w.text("...")
			w.target(p.Value, graph.RefWrite, 0)
		case isVar && p.Name != nil && p.Name.Computed == nil && w.shorthand(v.Data):
			start, end := w.name(v.Data)
			w.occur(v.Data, start, end, graph.RefWrite|graph.RefShorthandPattern, 0)
			if p.Init != nil {
				w.punct('=')
				w.expr(p.Init, 0)
			}
		case p.Name == nil:
			w.fail("assignment target")
		default:
			w.propertyName(p.Name)
			w.punct(':')
			w.targetElement(p.Value)
		}
		if i < len(e.List)-1 {
			w.punct(',')
		} else {
			w.try(',')
		}
	}
	w.punct('}')
}

// targetElement walks a target with an optional default.
func (w *walker) targetElement(e js.IExpr) {
	if b, ok := e.(*js.BinaryExpr); ok && b.Op == js.EqToken {
		w.target(b.X, graph.RefWrite, 0)
		w.punct('=')
		w.expr(b.Y, 0)
		return
	}
	w.target(e, graph.RefWrite, 0)
}
