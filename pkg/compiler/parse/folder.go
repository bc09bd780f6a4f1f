package parse

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// A folder finds the values of expressions that are known while building, for
// requests.
type folder struct {
	// w knows what names mean; nil where names have no values.
	w *walker
	// named: a value came from a name, which has to be free.
	named bool
}

// Place is what a file knows of itself.
type Place struct {
	// Query and Fragment are those of __resourceQuery and __resourceFragment, with
	// their first characters.
	Query, Fragment string
	// File and Dir are what __filename and __dirname mean in requests; "" for nothing.
	File, Dir string
}

// defines adds the names that stand for a part of the request of the file to a
// table, which wins.
func (p *Place) defines(table *Defines, text []byte) *Defines {
	const query, fragment = "__resourceQuery", "__resourceFragment"
	if p == nil || !bytes.Contains(text, []byte("__resource")) {
		return table
	}
	more, err := CompileDefines(map[string]string{query: graph.Quote(p.Query), fragment: graph.Quote(p.Fragment)})
	if err != nil {
		return table
	}
	if table != nil {
		for root, list := range table.roots {
			more.roots[root] = list
		}
		more.needles, more.plain = append(more.needles, table.needles...), table.plain
	}
	return more
}

// name is the value of a name or a chain of names.
func (f *folder) name(e js.IExpr) (text string, number, ok bool) {
	if f.w == nil {
		return "", false, false
	}
	var d *define
	var root []byte
	if f.w.opts.Defines != nil {
		d, root = f.w.opts.Defines.find(e, false)
	}
	if d != nil && d.value.kind != vNone {
		switch d.value.kind {
		case vString, vBool:
			text = string(d.value.text)
			if d.value.kind == vBool {
				text = strconv.FormatBool(d.value.b)
			}
		case vNumber:
			n, err := strconv.Atoi(string(d.value.text))
			if err != nil {
				return "", false, false
			}
			text, number = strconv.Itoa(n), true
		default:
			return "", false, false
		}
	} else if v, isVar := e.(*js.Var); isVar && d == nil && f.w.self != nil {
		switch root = v.Data; string(root) {
		case "__filename":
			text = f.w.self.File
		case "__dirname":
			text = f.w.self.Dir
		}
		if text == "" {
			return "", false, false
		}
	} else {
		return "", false, false
	}
	if root != nil && f.w.isDeclared(root) {
		return "", false, false
	}
	f.named = true
	return text, number, true
}

// number is the value of an expression of whole numbers.
func (f *folder) number(e js.IExpr) (int, bool) {
	switch e := unwrap(e).(type) {
	case *js.LiteralExpr:
		if e.TokenType == js.IntegerToken || e.TokenType == js.DecimalToken {
			n, err := strconv.Atoi(string(e.Data))
			return n, err == nil && (n == 0 || e.Data[0] != '0')
		}
	case *js.UnaryExpr:
		if e.Op != js.PosToken && e.Op != js.NegToken {
			break
		}
		n, ok := f.number(e.X)
		if !ok && e.Op == js.PosToken {
			text, known := f.text(e.X)
			m, err := strconv.Atoi(text)
			n, ok = m, known && err == nil
		}
		if e.Op == js.NegToken {
			n = -n
		}
		return n, ok
	case *js.BinaryExpr:
		x, ok := f.number(e.X)
		if !ok {
			break
		}
		y, ok := f.number(e.Y)
		switch e.Op {
		case js.AddToken:
			return x + y, ok
		case js.SubToken:
			return x - y, ok
		case js.MulToken:
			return x * y, ok
		}
	default:
		if text, number, ok := f.name(e); ok && number {
			n, err := strconv.Atoi(text)
			return n, err == nil
		}
	}
	return 0, false
}

// isString reports whether an expression is certainly a string.
func (f *folder) isString(e js.IExpr) bool {
	switch e := unwrap(e).(type) {
	case *js.BinaryExpr:
		return e.Op == js.AddToken && (f.isString(e.X) || f.isString(e.Y))
	case *js.CallExpr:
		_, ok := f.method(e)
		return ok || isText(e)
	default:
		if isText(e) {
			return true
		}
		_, number, ok := f.name(e)
		return ok && !number
	}
}

// text is the value of an expression that is a string.
func (f *folder) text(e js.IExpr) (string, bool) {
	r := f.request(e)
	return r.whole()
}

// fold is the value of the first argument of the call that the walk has come to, if
// that is a string.
func (w *walker) fold(e js.IExpr) (string, bool) {
	f := w.folder()
	text, ok := f.text(e)
	if ok && f.named {
		w.known = e
	}
	return text, ok
}

// folder returns one for that argument.
func (w *walker) folder() folder {
	if len(w.excluded) > 0 {
		open := skipTrivia(w.src, w.pos, w.n)
		if w.excluded[skipTrivia(w.src, open+1, w.n)] {
			return folder{} // a name in it is declared
		}
	}
	return folder{w: w}
}

// method is the value of a string that one of the methods gives which minifiers
// shorten lists with, and which take requests apart.
func (f *folder) method(e *js.CallExpr) (string, bool) {
	object, method, args := methodCall(e)
	if object == nil {
		return "", false
	}
	switch method {
	case "replace", "slice", "substring", "substr":
	default:
		return "", false
	}
	text, ok := f.text(object)
	if !ok || !ascii(text) {
		return "", false
	}
	if method == "replace" {
		return f.replaced(text, args)
	}
	if len(args) == 0 || len(args) > 2 {
		return "", false
	}
	from, ok := f.number(args[0])
	to := len(text)
	if len(args) == 2 && ok {
		to, ok = f.number(args[1])
	}
	if !ok || method == "substring" && (from < 0 || to < from) {
		return "", false
	}
	place := func(i int) int {
		if i < 0 {
			i += len(text)
		}
		return max(0, min(i, len(text)))
	}
	if from = place(from); method == "substr" && len(args) == 2 {
		to = from + max(to, 0)
	}
	return text[from:max(from, place(to))], true
}

// replaced is text.replace(args).
func (f *folder) replaced(text string, args []js.IExpr) (string, bool) {
	if len(args) != 2 {
		return "", false
	}
	to, ok := f.text(args[1])
	if !ok || strings.Contains(to, "$") {
		return "", false
	}
	if from, ok := f.text(args[0]); ok {
		return strings.Replace(text, from, to, 1), true
	}
	re := regexpLiteral(args[0])
	from, ok := plainPattern(re)
	switch {
	case !ok:
		return "", false
	case re.Flags == "g":
		return strings.ReplaceAll(text, from, to), true
	}
	return strings.Replace(text, from, to, 1), re.Flags == ""
}
