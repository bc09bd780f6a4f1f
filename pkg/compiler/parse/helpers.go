package parse

import (
	"bytes"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Compilers to CommonJS hand modules to helpers, which they write into the file or
// take from a package of theirs:
//
//	const x_1 = __importDefault(require("x"))
//	var x = _interopRequireWildcard(require("x"))
//	__exportStar(require("x"), exports)
//	Object.keys(_x).forEach(function (key) { ... exports[key] = _x[key] })

// helper is a call of one.
type helper struct {
	name string // of the function
	of   string // of the object that it is a member of, as in tslib_1.__importStar; "" for none
}

var interops = map[string]graph.Interop{
	"__importDefault": graph.InteropDefault, "_interopRequireDefault": graph.InteropDefault, "_interop_require_default": graph.InteropDefault,
	"__importStar": graph.InteropStar, "_interopRequireWildcard": graph.InteropStar, "_interop_require_wildcard": graph.InteropStar,
}

// helperCall returns the helper that e calls with require("x") first.
func helperCall(e *js.CallExpr) (h helper, ok bool) {
	if e.Optional || len(e.Args.List) == 0 || !isRequire(e.Args.List[0].Value) {
		return h, false
	}
	switch x := e.X.(type) {
	case *js.Var:
		h.name = string(x.Data)
	case *js.DotExpr:
		v, ok := x.X.(*js.Var)
		y, lit := x.Y.(js.LiteralExpr)
		if !ok || !lit || x.Optional {
			return h, false
		}
		h.name, h.of = string(y.Data), string(v.Data)
	}
	return h, h.name != ""
}

func isRequire(e js.IExpr) bool {
	c, ok := e.(*js.CallExpr)
	if !ok || c.Optional || len(c.Args.List) != 1 || literalArg(c.Args.List[0].Value) == nil {
		return false
	}
	v, ok := c.X.(*js.Var)
	return ok && string(v.Data) == "require"
}

// holdInterop notes the variable that is declared with what a helper makes of
// require("x").
func (w *walker) holdInterop(b *js.BindingElement) {
	v, ok := b.Binding.(*js.Var)
	call, isCall := b.Default.(*js.CallExpr)
	if !ok || !isCall || w.dead > 0 || len(call.Args.List) != 1 {
		return
	}
	h, ok := helperCall(call)
	if _, known := interops[h.name]; !ok || !known && h.name != "_" && h.name != "default" {
		return
	}
	a := &w.asks[w.last.index]
	if sym := w.names.names[w.names.intern(v.Data)].sym; sym > 0 && a.Kind == graph.ImportRequire && nextByte(w.src, int(a.End), w.n) == ')' {
		a.holder, a.helper = sym, h
	}
}

// interop tells what a helper does, if it is the one that its name promises.
func (w *walker) interop(h *helper) graph.Interop {
	if h.of != "" {
		// A member of a package: tslib_1.__importStar, _interop_require_default._
		name := packageHelper(w.heldSpecifier(h.of), h.name)
		return interops[name]
	}
	if w.ownHelper(h.name) {
		return interops[h.name]
	}
	return interops[packageHelper(w.heldSpecifier(h.name), "")]
}

// packageHelper is the helper that member of a package is; member is empty for all
// that the package exports.
func packageHelper(specifier, member string) string {
	file := specifier[strings.LastIndexByte(specifier, '/')+1:]
	switch {
	case specifier == "tslib":
		return member
	case strings.HasPrefix(specifier, "@babel/runtime") && (member == "" || member == "default"):
		return "_" + strings.TrimSuffix(file, ".js")
	case strings.HasPrefix(specifier, "@swc/helpers/") && member == "_":
		return strings.TrimSuffix(file, ".cjs")
	}
	return ""
}

// heldSpecifier is the module that a variable of the file holds; "" for none.
func (w *walker) heldSpecifier(name string) string {
	sym := w.names.names[w.names.intern([]byte(name))].sym
	if sym <= 0 || w.rec.Symbols[sym-1].Assigned || w.rec.Symbols[sym-1].Captured {
		return ""
	}
	for i := range w.asks {
		if a := &w.asks[i]; a.holder == sym && !a.dropped && a.helper.name == "" {
			return a.Specifier
		}
	}
	return ""
}

// ownHelper reports whether the file declares a helper of that name itself, by what
// all of them look at.
func (w *walker) ownHelper(name string) bool {
	sym := w.names.names[w.names.intern([]byte(name))].sym
	if sym <= 0 || w.rec.Symbols[sym-1].Assigned || w.rec.Symbols[sym-1].Captured {
		return false
	}
	mark := []byte("__esModule")
	if strings.Contains(strings.ToLower(name), "star") && interops[name] == graph.InteropNone {
		mark = []byte("default")
	}
	for i := range w.rec.Stmts {
		s := &w.rec.Stmts[i]
		if s.Kind != graph.StmtFunction && s.Kind != graph.StmtVar && s.Kind != graph.StmtConst {
			continue
		}
		for _, d := range w.stmtDecls {
			if int(d.stmt) == i && d.sym == uint32(sym-1) {
				return bytes.Contains(w.src[s.Start:s.End], mark)
			}
		}
	}
	return false
}

// cjsStar is a statement that may be one of CommonJS.Stars.
type cjsStar struct {
	at     graph.ByteRange
	helper helper
	ask    int    // the require() in it; -1 for none
	held   string // the variable that holds one
}

// noteStar looks at a top-level statement that has been walked.
func (w *walker) noteStar(s *js.ExprStmt, start int) {
	e, ok := s.Value.(*js.CallExpr)
	if !ok {
		return
	}
	at := graph.ByteRange{Start: uint32(start), End: uint32(w.end)}
	if h, ok := helperCall(e); ok && (h.name == "__exportStar" || h.name == "_export_star") && len(e.Args.List) == 2 {
		n := len(w.asks) - 1
		if v, ok := e.Args.List[1].Value.(*js.Var); ok && string(v.Data) == "exports" && n >= 0 && int(w.asks[n].Start) > start {
			w.cjsStars = append(w.cjsStars, cjsStar{at: at, helper: h, ask: n})
		}
		return
	}
	d, ok := e.X.(*js.DotExpr)
	if !ok {
		return
	}
	if y, ok := d.Y.(js.LiteralExpr); !ok || string(y.Data) != "forEach" {
		return
	}
	if held := keysCopied(squeeze(w.src[start:w.end])); held != "" {
		w.cjsStars = append(w.cjsStars, cjsStar{at: at, ask: -1, held: held})
	}
}

// finishStars makes Record.CommonJS.Stars and reports whether there are any. What
// they do with exports is then known.
func (w *walker) finishStars(at func(int) int, known map[int]bool) bool {
	c := &w.rec.CommonJS
	for i := range w.cjsStars {
		s := &w.cjsStars[i]
		if s.ask >= 0 && (w.asks[s.ask].dropped || w.asks[s.ask].Kind != graph.ImportRequire ||
			s.helper.of == "" && !w.ownHelper(s.helper.name) || s.helper.of != "" && packageHelper(w.heldSpecifier(s.helper.of), s.helper.name) != "__exportStar") {
			continue
		}
		if s.held != "" {
			if w.heldSpecifier(s.held) == "" || at(int(s.at.Start)) < 0 { // the last: Object
				continue
			}
			sym := w.names.names[w.names.intern([]byte(s.held))].sym
			s.ask = slices.IndexFunc(w.asks, func(a ask) bool { return a.holder == sym && !a.dropped })
		}
		c.Stars = append(c.Stars, graph.CommonJSStar{Import: int32(s.ask), At: s.at})
		for k := range w.rec.Free {
			if f := &w.rec.Free[k]; f.Name == "exports" && s.at.Start <= f.Start && f.Start < s.at.End {
				known[int(f.Start)] = true
			}
		}
	}
	return len(c.Stars) > 0
}

// keysCopied returns the variable whose keys a statement, squeezed, gives to
// exports, as Babel writes it; "" when it is another statement.
func keysCopied(text string) string {
	rest, ok := strings.CutPrefix(text, "Object.keys(")
	if !ok {
		return ""
	}
	from, rest, ok := strings.Cut(rest, ").forEach(function(")
	if !ok || !isName(from) {
		return ""
	}
	key, rest, ok := strings.Cut(rest, "){")
	if !ok || !isName(key) || key == from {
		return ""
	}
	if rest, ok = strings.CutPrefix(rest, "if("+key+`==="default"||`+key+`==="__esModule")return;`); !ok {
		return ""
	}
	if names, after, ok := strings.Cut(rest, ","+key+"))return;"); ok {
		if list, ok := strings.CutPrefix(names, "if(Object.prototype.hasOwnProperty.call("); ok && isName(list) {
			rest = after
		}
	}
	value := from + "[" + key + "]"
	rest = strings.TrimPrefix(rest, "if("+key+" in exports&&exports["+key+"]==="+value+")return;")
	switch strings.TrimSuffix(rest, ";") {
	case "exports[" + key + "]=" + value + ";})", "Object.defineProperty(exports," + key + ",{enumerable:true,get:function(){return " + value + ";}});})":
		return from
	}
	return ""
}

func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		if !wordByte(s[i]) {
			return false
		}
	}
	return s != ""
}

// squeeze is code without comments and white space, but for one space between
// words.
func squeeze(src []byte) string {
	out := make([]byte, 0, len(src))
	buf := append(slices.Clone(src), 0)
	for i, n := 0, len(src); i < n; {
		at := skipTrivia(buf, i, n)
		if at > i && at < n && len(out) > 0 && wordByte(out[len(out)-1]) && wordByte(buf[at]) {
			out = append(out, ' ')
		}
		if i = at; i < n {
			out = append(out, buf[i])
			i++
		}
	}
	return string(out)
}

// interopRead returns the end of the call when a name is the argument of a helper
// whose default export is read, as compilers write export {default} from "x"; else 0.
//
//	get: function () { return __importDefault(x_1).default }
func (w *walker) interopRead(u *use) uint32 {
	const open = "Default("
	if !bytes.HasSuffix(w.src[:u.start], []byte(open)) {
		return 0
	}
	end := int(u.start) - 1
	start := end
	for start > 0 && (wordByte(w.src[start-1]) || w.src[start-1] == '.') {
		start--
	}
	h := helper{name: string(w.src[start:end])}
	if of, name, ok := strings.Cut(h.name, "."); ok {
		h.of, h.name = of, name
	}
	i := skipTrivia(w.src, int(u.end), w.n)
	if w.src[i] != ')' || w.interop(&h) != graph.InteropDefault {
		return 0
	}
	at := skipTrivia(w.src, i+1, w.n)
	if word := skipTrivia(w.src, at+1, w.n); w.src[at] != '.' || string(w.src[word:wordEnd(w.src, word, w.n)]) != "default" {
		return 0
	}
	return uint32(i + 1)
}
