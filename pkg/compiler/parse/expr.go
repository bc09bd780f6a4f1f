package parse

import (
	"bytes"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// ctx tells an expression where it stands.
type ctx uint16

const (
	cStart    ctx = 1 << iota // its first token is the first of an expression statement
	cBrace                    // its first token must not be {, function, class: an arrow body, export default
	cCallee                   // it is called: x()
	cTag                      // it is the tag of a template
	cNew                      // it is constructed: new x
	cTypeof                   // operand of typeof
	cDelete                   // operand of delete
	cExtends                  // behind extends
	cTarget                   // a member expression that is written or deleted
	cThis                     // in parentheses that are called, tagged or deleted: (a.b)()
	cInner                    // object of a longer member chain: the chain's end was looked at already
	cGoverned                 // with cStart: the statement belongs to an if, a loop or a label
	cDropped                  // nothing takes its value

	// cLeft passes to the leftmost part of an expression.
	cLeft = cStart | cGoverned | cBrace
	// cChain passes to the name that a member chain starts with.
	cChain = cLeft | cNew | cDelete | cExtends | cTarget
)

// expr walks an expression and tells its value, as far as it is known, and
// its effects.
func (w *walker) expr(e js.IExpr, c ctx) val {
	switch e := e.(type) {
	case *js.Var:
		return w.varExpr(e, c)
	case *js.LiteralExpr:
		return w.literal(e)
	case *js.DotExpr:
		return w.dot(e, c)
	case *js.CallExpr:
		return w.call(e, c)
	case *js.BinaryExpr:
		return w.binary(e, c)
	case *js.GroupExpr:
		return w.group(e, c)
	case *js.UnaryExpr:
		return w.unary(e, c)
	case *js.IndexExpr:
		return w.index(e, c)
	case *js.CondExpr:
		return w.cond(e, c)
	case *js.ObjectExpr:
		return w.object(e)
	case *js.ArrayExpr:
		return w.array(e)
	case *js.FuncDecl:
		w.funcDecl(e, true)
		return val{goes: wayTrue, fresh: true}
	case *js.ArrowFunc:
		w.arrow(e)
		return val{goes: wayTrue, fresh: true}
	case *js.ClassDecl:
		return val{fx: w.class(e, false), goes: wayTrue, fresh: true}
	case *js.TemplateExpr:
		return w.template(e, c)
	case *js.NewExpr:
		return w.newExpr(e)
	case *js.CommaExpr:
		return w.comma(e, c)
	case *js.YieldExpr:
		w.word("yield")
		if e.Generator {
			w.punct('*')
		}
		if e.X != nil {
			w.expr(e.X, 0)
			w.last.end = -1 // it goes away, and something else comes back
		}
		return val{fx: fxSome}
	case *js.ImportMetaExpr:
		return w.importMeta(e, c)
	case *js.NewTargetExpr:
		if w.thisDepth == 0 {
			w.fail("new.target")
		}
		w.word("new")
		w.punct('.')
		w.word("target")
		return val{}
	}
	w.fail("expression")
	return val{}
}

// varExpr walks a name that is read.
func (w *walker) varExpr(e *js.Var, c ctx) val {
	if len(e.Data) > 0 && e.Data[0] == '#' {
		w.private(e.Data) // #x in y
		return val{fx: fxSome}
	}
	if w.defines {
		if v, ok := w.define(e, c); ok {
			return v
		}
	}
	start, end := w.name(e.Data)
	if w.dead > 0 {
		if w.noting > 0 {
			w.uses = append(w.uses, use{uint32(w.noting), uint32(end), w.names.intern(e.Data), 0, useDefine})
		}
		return val{}
	}
	flags := graph.RefRead
	if c != 0 {
		flags |= refFlags(c)
	}
	var marks uint8
	if c&cTarget != 0 {
		marks |= useTarget
	}
	if c&(cThis|cInner) == cThis|cInner {
		marks |= useCalled
	}
	if string(e.Data) == "undefined" && w.opts.DeadCode && c&(cTarget|cTypeof|cInner|cCallee|cNew|cTag|cDelete) == 0 && !w.excluded[start] && !w.isDeclared(e.Data) {
		w.occur(e.Data, start, end, flags, marks|useConstant)
		return val{kind: vUndefined, prim: true}
	}
	if c&cCallee != 0 && string(e.Data) == "eval" {
		w.pin()
	}
	w.occur(e.Data, start, end, flags, marks)
	if c&cTypeof != 0 {
		return val{}
	}
	return val{fx: w.reads(e.Data)}
}

// refFlags translates where a name stands.
func refFlags(c ctx) (f graph.RefFlags) {
	if c&cStart != 0 && c&cGoverned == 0 {
		f |= graph.RefStmtStart
	}
	if c&cNew != 0 {
		f |= graph.RefNewCallee
	}
	if c&cDelete != 0 {
		f |= graph.RefDelete
	}
	if c&cExtends != 0 {
		f |= graph.RefExtends
	}
	if c&cTypeof != 0 {
		f |= graph.RefTypeof
	}
	if c&cCallee != 0 {
		f |= graph.RefCallee
	}
	if c&cTag != 0 {
		f |= graph.RefTag
	}
	return f
}

// literal walks a literal, `this`, `super` or the `import` of an import call.
func (w *walker) literal(e *js.LiteralExpr) val {
	start := w.at()
	w.token(e.Data)
	switch e.TokenType {
	case js.StringToken:
		if len(w.choices) > 0 {
			w.chosen(e, start)
		}
		return stringVal(w.src[start:w.pos])
	case js.TrueToken, js.FalseToken:
		return val{kind: vBool, prim: true, b: e.TokenType == js.TrueToken}
	case js.NullToken:
		return val{kind: vNull, prim: true}
	case js.ThisToken:
		if w.thisDepth == 0 && w.dead == 0 {
			if global := w.opts.Syntax.This; global != "" && !w.module {
				w.replace(start, w.end, global, len(w.edits), 0)
				return val{}
			}
			w.rec.This = append(w.rec.This, uint32(start))
		}
		return val{}
	case js.SuperToken:
		if !w.superOK {
			w.fail("super")
		}
		return val{fx: fxSome}
	case js.RegExpToken:
		return val{goes: wayTrue, fresh: true}
	case js.ImportToken:
		return val{}
	}
	if identPart(w.src[w.pos]) {
		w.fail("number")
	}
	return numberVal(w.src[start:w.pos])
}

// group walks an expression in parentheses, which are part of what a call or
// delete outside of them means: (a.b)() passes a as `this`.
func (w *walker) group(e *js.GroupExpr, c ctx) val {
	w.punct('(')
	inner := c & (cTypeof | cThis | cDelete | cCallee | cTag | cTarget | cDropped)
	if c&cInner != 0 {
		inner = 0 // (a.b).c = 1 does not write a.b
	} else if c&(cCallee|cTag|cDelete) != 0 {
		inner |= cThis
	}
	from := w.at()
	v := w.expr(e.X, inner)
	end := w.end
	in, known := w.innerOf(e.X, from)
	w.punct(')')
	w.setInner(in, known, w.end)
	if w.last.end == end {
		w.last.end = w.end
	}
	return v
}

// dot walks x.y and x?.y.
func (w *walker) dot(e *js.DotExpr, c ctx) val {
	if w.defines {
		if v, ok := w.define(e, c); ok {
			return v
		}
	}
	if w.builtins {
		if v, ok := w.builtin(e, c); ok {
			return v
		}
	}
	x := c&cChain | cInner
	if c&cInner == 0 && c&cThis != 0 || c&(cInner|cThis) == cInner|cThis {
		x |= cThis
	}
	mark := w.condMark()
	v := w.expr(e.X, x)
	ask, from := w.last.end == w.end, w.end
	if e.Optional {
		w.text("?.")
	} else {
		w.punct('.')
	}
	switch y := e.Y.(type) {
	case js.LiteralExpr:
		w.name(y.Data)
		if ask && w.last.promise {
			w.last.end = w.end // import("x").then
		} else if ask {
			w.takeMember(unescapedName(y.Data), from, c)
		}
		out := w.memberEffects(e, v, mark, c)
		if w.hasDefine && w.asksDefine(e, from-len("define")) {
			out.goes = wayTrue
		}
		return out
	case *js.Var:
		w.private(y.Data)
	case *js.LiteralExpr:
		w.name(y.Data)
	default:
		w.fail("member")
	}
	return val{fx: fxSome}
}

// index walks x[y] and x?.[y].
func (w *walker) index(e *js.IndexExpr, c ctx) val {
	if w.defines {
		if v, ok := w.define(e, c); ok {
			return v
		}
	}
	x := c&cChain | cInner
	if c&cThis != 0 {
		x |= cThis
	}
	mark := w.condMark()
	v := w.expr(e.X, x)
	ask, from := w.last.end == w.end && !w.last.promise, w.end
	if e.Optional {
		w.text("?.")
	}
	w.punct('[')
	w.expr(e.Y, 0)
	w.punct(']')
	if lit, ok := e.Y.(*js.LiteralExpr); ok && lit.TokenType == js.StringToken {
		if ask {
			w.takeMember(unquote(lit.Data), from, c)
		}
		return w.memberEffects(e, v, mark, c)
	}
	return val{fx: fxSome}
}

// template walks a template literal with its tag.
func (w *walker) template(e *js.TemplateExpr, c ctx) val {
	fx, whole := fxNone, e.Tag == nil // whole: text is what the template is so far
	var text []byte
	if e.Tag != nil {
		w.expr(e.Tag, c&(cLeft|cNew)|cTag)
		if e.Optional {
			w.text("?.")
		}
		fx = fxSome
	}
	start := w.at()
	for i := range e.List {
		w.token(e.List[i].Value)
		v := w.expr(e.List[i].Expr, 0)
		piece, ok := stringOf(v)
		if whole = whole && ok && plain(e.List[i].Value); whole {
			text = append(append(text, plainPiece(e.List[i].Value, 2)...), piece...)
		}
		if !v.prim && !ok {
			v.fx = fxSome // toString of an object
		}
		fx = max(fx, v.fx)
	}
	w.token(e.Tail)
	if e.Tag == nil && len(e.List) == 0 {
		return stringVal(w.src[start:w.pos])
	}
	if e.Tag != nil && isStringRaw(e.Tag) && len(e.List) == 0 && w.dead == 0 && w.opts.DeadCode && len(w.uses) > 0 {
		tag := &w.uses[len(w.uses)-1]
		if at := int(tag.start); !w.excluded[at] && w.names.names[tag.name].text == "String" && !w.isDeclared([]byte("String")) {
			tag.marks |= useConstant
			return val{kind: vString, prim: true, text: e.Tail[1 : len(e.Tail)-1], fx: fxNone}
		}
	}
	if whole && plain(e.Tail) {
		return val{kind: vString, prim: true, text: append(text, plainPiece(e.Tail, 1)...)}
	}
	v := val{prim: e.Tag == nil, fx: fx}
	if e.Tag == nil {
		v.join(val{edges: &edges{head: plainPiece(e.List[0].Value, 2)}}, val{edges: &edges{tail: plainPiece(e.Tail, 1)}})
	}
	return v
}

// plain reports whether a piece of a template is spelled as it is.
func plain(piece []byte) bool { return !bytes.ContainsAny(piece, "\\\r") }

// plainPiece is the text of a piece of a template that is spelled as it is.
func plainPiece(piece []byte, behind int) []byte {
	if !plain(piece) {
		return nil
	}
	return piece[1 : len(piece)-behind]
}

// unary walks prefix and postfix operators.
func (w *walker) unary(e *js.UnaryExpr, c ctx) val {
	switch e.Op {
	case js.PostIncrToken, js.PostDecrToken:
		w.target(e.X, graph.RefWrite|graph.RefRead, c&cLeft)
		if w.skip(); w.nl {
			w.fail("newline before update")
		}
		w.token(e.Op.Bytes())
		return val{prim: true, fx: fxSome}
	case js.PreIncrToken, js.PreDecrToken:
		w.token(e.Op.Bytes())
		w.target(e.X, graph.RefWrite|graph.RefRead, 0)
		return val{prim: true, fx: fxSome}
	case js.AwaitToken:
		w.word("await")
		w.topLevelAwait()
		w.expr(e.X, 0)
		if w.last.end == w.end {
			w.last.promise = false
			if w.last.settled {
				w.last.end = -1 // the value of a then() callback
			}
		}
		return val{fx: fxSome}
	case js.DeleteToken:
		w.word("delete")
		w.expr(e.X, cDelete|cTarget)
		return val{prim: true, fx: fxSome}
	case js.TypeofToken:
		return w.typeOf(e)
	case js.VoidToken:
		w.word("void")
		v := w.expr(e.X, 0)
		if v.kind != vNone {
			return val{kind: vUndefined, prim: true}
		}
		return val{prim: true, fx: v.fx, goes: wayFalse}
	case js.NotToken:
		w.punct('!')
		v := w.expr(e.X, 0)
		if t, ok := v.truth(); ok {
			return val{kind: vBool, prim: true, b: !t}
		}
		not := val{prim: true, fx: v.fx}
		if v.goes != eitherWay {
			not.goes = wayOf(v.goes == wayFalse)
		}
		return not
	}
	w.token(e.Op.Bytes())
	v := w.expr(e.X, 0)
	if n, ok := negated(v); ok && e.Op == js.NegToken {
		return n
	}
	if !v.prim {
		v.fx = fxSome // valueOf of an object
	}
	return val{prim: true, fx: v.fx}
}
