package parse

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// constant is a value that a module-level name is declared with, until it is known
// whether the name is exported.
type constant struct {
	name         nameID
	member, text string
	// undefined: the value is that of a name, which nothing may declare.
	undefined bool
}

// maxConstant is the length of the text of a value that may take the place of a
// name: what is longer makes the output larger where it is used often.
const maxConstant = 6

// noteConstant looks at a declarator of const with one name, whose value has been
// walked, or at an enum as esbuild writes it.
func (w *walker) noteConstant(b *js.BindingElement, kind declKind, v val) {
	if len(w.scopes) != 1 || w.dead > 0 || !w.module {
		return
	}
	name := b.Binding.(*js.Var).Data
	if kind == declVar {
		if call, ok := b.Default.(*js.CallExpr); ok {
			w.noteEnum(name, call)
		}
		return
	}
	if kind != declConst {
		return
	}
	c := constant{name: w.names.intern(name)}
	if _, isName := b.Default.(*js.Var); isName && v.kind == vUndefined {
		v = val{} // its name may still be declared
	}
	if c.text = literalText(b.Default, v); c.text == "" {
		x, ok := b.Default.(*js.Var)
		if !ok || string(x.Data) != "undefined" {
			return
		}
		c.text, c.undefined = "void 0", true
	}
	if len(c.text) <= maxConstant+len(`""`) {
		w.constants = append(w.constants, c)
	}
}

// literalText is a literal for the value of e, which is v as far as it is known;
// "" when it is no constant, or a long one.
func literalText(e js.IExpr, v val) string {
	switch v.kind {
	case vUndefined:
		return "void 0"
	case vNull:
		return "null"
	case vBool:
		return boolText(v.b)
	case vNumber:
		return numberText(v)
	case vString:
		if len(v.text) <= maxConstant && strings.IndexByte(string(v.text), '\r') < 0 {
			return graph.Quote(string(v.text))
		}
	}
	if u, ok := e.(*js.UnaryExpr); ok && u.Op == js.NegToken {
		if lit, ok := u.X.(*js.LiteralExpr); ok && isNumber(lit) {
			if text := numberText(numberVal(lit.Data)); text != "" && len(text) < maxConstant {
				return "-" + text
			}
		}
	}
	return ""
}

func isNumber(lit *js.LiteralExpr) bool {
	return len(lit.Data) > 0 && (lit.Data[0] >= '0' && lit.Data[0] <= '9' || lit.Data[0] == '.' && len(lit.Data) > 1)
}

// numberText is the shortest spelling of a number that needs no exponent.
func numberText(v val) string {
	if v.kind != vNumber {
		return ""
	}
	f, ok := v.number()
	if !ok {
		return ""
	}
	if text := strconv.FormatFloat(f, 'f', -1, 64); len(text) <= maxConstant {
		return text
	}
	return ""
}

// noteEnum notes the members with plain values of an enum of TypeScript, which
// comes as
//
//	var Color = ((Color2) => { Color2[Color2["Red"] = 0] = "Red"; Color2["Blue"] = "b"; return Color2; })(Color || {});
func (w *walker) noteEnum(name []byte, call *js.CallExpr) {
	g, ok := call.X.(*js.GroupExpr)
	if !ok || w.opts.Loader != LoaderTS && w.opts.Loader != LoaderTSX || len(call.Args.List) != 1 {
		return
	}
	f, ok := g.X.(*js.ArrowFunc)
	if !ok || len(f.Params.List) != 1 || len(f.Body.List) < 2 {
		return
	}
	or, ok := call.Args.List[0].Value.(*js.BinaryExpr)
	if !ok || or.Op != js.OrToken || !isVar(or.X, name) {
		return
	}
	param, ok := f.Params.List[0].Binding.(*js.Var)
	if !ok {
		return
	}
	var list []constant
	for _, s := range f.Body.List[:len(f.Body.List)-1] {
		e, ok := s.(*js.ExprStmt)
		if !ok {
			return
		}
		b, ok := e.Value.(*js.BinaryExpr)
		if !ok || b.Op != js.EqToken {
			return
		}
		x, ok := b.X.(*js.IndexExpr)
		if !ok || !isVar(x.X, param.Data) {
			return
		}
		value := b.Y
		if inner, ok := x.Y.(*js.BinaryExpr); ok && inner.Op == js.EqToken { // a number, with a way back to its name
			value = inner.Y
			if x, ok = inner.X.(*js.IndexExpr); !ok || !isVar(x.X, param.Data) {
				return
			}
		}
		key := literalArg(x.Y)
		if key == nil {
			return
		}
		c := constant{name: w.names.intern(name), member: unquote(key), text: enumText(value)}
		if slices.ContainsFunc(list, func(o constant) bool { return o.member == c.member }) {
			return // the last one counts, but nobody writes that
		}
		list = append(list, c)
	}
	if ret, ok := f.Body.List[len(f.Body.List)-1].(*js.ReturnStmt); ok && isVar(ret.Value, param.Data) {
		w.constants = append(w.constants, list...)
	}
}

// enumText is the literal that a member of an enum is; "" for others.
func enumText(e js.IExpr) string {
	switch e := e.(type) {
	case *js.LiteralExpr:
		if e.TokenType == js.StringToken {
			return graph.Quote(unquote(e.Data))
		}
		if isNumber(e) {
			return string(e.Data)
		}
	case *js.UnaryExpr:
		if lit, ok := e.X.(*js.LiteralExpr); ok && e.Op == js.NegToken && isNumber(lit) {
			return "-" + string(lit.Data)
		}
	}
	return ""
}

func isVar(e js.IExpr, name []byte) bool {
	v, ok := e.(*js.Var)
	return ok && string(v.Data) == string(name)
}

// finishConstants keeps the constants that are exported and cannot change.
func (w *walker) finishConstants() {
	r := w.rec
	if len(w.constants) == 0 || len(w.exportList) == 0 || r.Flags&(graph.HasEval|graph.HasWith) != 0 {
		return
	}
	for i := range r.Free {
		if r.Free[i].Name == "__webpack_exports_info__" {
			return // the module asks who uses them, and a literal is no use
		}
	}
	exported := make([]bool, len(r.Symbols))
	for i := range r.Exports {
		if sym := r.Exports[i].Sym; sym >= 0 {
			exported[sym] = true
		}
	}
	for i := range w.constants {
		c := &w.constants[i]
		sym := w.names.names[c.name].sym - 1
		if sym < 0 || !exported[sym] || r.Symbols[sym].Assigned || r.Symbols[sym].Captured {
			continue
		}
		if c.undefined && w.names.names[w.names.intern([]byte("undefined"))].sym > 0 {
			continue
		}
		if c.text != "" {
			r.Constants = append(r.Constants, graph.Constant{Sym: uint32(sym), Member: c.member, Text: c.text})
		}
	}
	sort.SliceStable(r.Constants, func(i, j int) bool { return r.Constants[i].Sym < r.Constants[j].Sym })
}
