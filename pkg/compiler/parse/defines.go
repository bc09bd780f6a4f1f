package parse

import (
	"bytes"
	"errors"
	"sort"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Defines is a compiled table of names and member chains that stand for
// expressions. It is immutable.
type Defines struct {
	roots   map[string][]define // by first name; "import.meta" for that
	needles [][]byte            // the roots, to find out whether a file has any
	plain   map[string]string   // those that esbuild can apply, for its bundling rung
}

// define is one entry.
type define struct {
	path     []string // the members behind the root
	isTypeof bool     // stands for typeof root.path
	names    bool     // the text is a name or a chain of names
	value    val      // when the text is a literal
	text     string   // fit for every place that is not followed by a member access
	operand  string   // fit for every place
	free     []string // names that the text does not declare
}

// CompileDefines checks and compiles a table from names ("__DEV__"), chains
// ("process.env.NODE_ENV", "import.meta.env.MODE") or their types ("typeof
// window") to JavaScript expressions.
//
// The error names the key or expression that cannot be read.
func CompileDefines(table map[string]string) (*Defines, error) {
	d := &Defines{roots: make(map[string][]define, len(table)), plain: make(map[string]string, len(table))}
	keys := make([]string, 0, len(table))
	for key := range table {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		root, entry, err := compileDefine(key, strings.TrimSpace(table[key]))
		if err != nil {
			return nil, err
		}
		if d.roots[root] == nil {
			d.needles = append(d.needles, []byte(strings.TrimSuffix(root, ".meta")))
		}
		d.roots[root] = append(d.roots[root], entry)
		if text := strings.TrimSpace(table[key]); !entry.isTypeof && entry.value.kind != vNone && entry.value.kind != vBigInt && text[0] != '\'' && text[0] != '`' {
			d.plain[key] = text
		}
	}
	return d, nil
}

func compileDefine(key, text string) (root string, d define, err error) {
	name := strings.TrimSpace(key)
	if rest, ok := strings.CutPrefix(name, "typeof "); ok {
		d.isTypeof = true
		name = strings.TrimSpace(rest)
	}
	parts := strings.Split(name, ".")
	for _, part := range parts {
		if !js.AsIdentifierName([]byte(part)) {
			return "", d, errors.New("define " + quote(key) + ": not a name or a chain of names")
		}
	}
	root, d.path = parts[0], parts[1:]
	if root == "import" {
		if len(parts) < 2 || parts[1] != "meta" {
			return "", d, errors.New("define " + quote(key) + ": only import.meta can follow import")
		}
		root, d.path = "import.meta", parts[2:]
	}
	e, free, ok := parseExpression(text)
	d.free = free
	if !ok {
		return "", d, errors.New("define " + quote(key) + ": " + quote(text) + " is not a JavaScript expression")
	}
	d.text, d.operand = "("+text+")", "("+text+")"
	switch e := e.(type) {
	case *js.LiteralExpr:
		switch e.TokenType {
		case js.StringToken:
			d.value = stringVal([]byte(text))
			d.text, d.operand = text, text
		case js.TrueToken, js.FalseToken:
			d.value = val{kind: vBool, prim: true, b: text == "true"}
			d.text, d.operand = text, text
		case js.NullToken:
			d.value = val{kind: vNull, prim: true}
			d.text, d.operand = text, text
		case js.RegExpToken:
		default:
			d.value = numberVal([]byte(text))
			d.text = text // 1.toFixed() would not do
		}
	case *js.Var:
		d.names = text != "undefined"
		d.text, d.operand = text, text
		if text == "undefined" {
			d.value = val{kind: vUndefined, prim: true}
			d.text, d.operand = "(void 0)", "(void 0)"
		}
	case *js.DotExpr:
		d.names = true
		d.text, d.operand = text, text
	case *js.UnaryExpr:
		if lit, ok := e.X.(*js.LiteralExpr); ok && e.Op == js.VoidToken && js.IsNumeric(lit.TokenType) {
			d.value = val{kind: vUndefined, prim: true}
		}
	}
	return root, d, nil
}

// parseExpression reads text as one expression. free are the names that it takes
// from around it.
func parseExpression(text string) (e js.IExpr, free []string, ok bool) {
	buf := make([]byte, 0, len(text)+3)
	buf = append(buf, '(')
	buf = append(buf, text...)
	buf = append(buf, ')')
	ast, err := js.Parse(parse.NewInputBytes(buf), js.Options{})
	if err != nil || len(ast.List) != 1 {
		return nil, nil, false
	}
	s, ok := ast.List[0].(*js.ExprStmt)
	if !ok {
		return nil, nil, false
	}
	g, ok := s.Value.(*js.GroupExpr)
	if !ok {
		return nil, nil, false
	}
	for _, v := range ast.Scope.Undeclared {
		if v.Uses > 0 {
			free = append(free, string(v.Data))
		}
	}
	return g.X, free, true
}

// IsExpression reports whether text can stand where a value is wanted. Names and
// their members are told without a parser.
func IsExpression(text string) bool {
	if strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$.") == "" {
		return text != "" && !strings.HasPrefix(text, ".") && !strings.HasSuffix(text, ".")
	}
	return len(api.Transform("("+text+"\n)", api.TransformOptions{LogLevel: api.LogLevelSilent}).Errors) == 0
}

// in reports whether the text can contain anything of the table.
func (d *Defines) in(text []byte) bool {
	if d == nil {
		return false
	}
	for _, needle := range d.needles {
		if bytes.Contains(text, needle) {
			return true
		}
	}
	return false
}

// find returns the entry for an expression, and the bytes of its first name;
// nil for import.meta.
func (d *Defines) find(e js.IExpr, isTypeof bool) (*define, []byte) {
	var members [8][]byte // from the last to the first
	n := 0
	for {
		switch x := e.(type) {
		case *js.Var:
			return d.match(d.roots[string(x.Data)], members[:n], isTypeof), x.Data
		case *js.ImportMetaExpr:
			return d.match(d.roots["import.meta"], members[:n], isTypeof), nil
		case *js.DotExpr:
			y, ok := x.Y.(js.LiteralExpr)
			if !ok || n == len(members) {
				return nil, nil
			}
			members[n] = y.Data
			e = x.X
		case *js.IndexExpr:
			lit, ok := x.Y.(*js.LiteralExpr)
			if !ok || lit.TokenType != js.StringToken || n == len(members) {
				return nil, nil
			}
			members[n] = lit.Data[1 : len(lit.Data)-1]
			e = x.X
		default:
			return nil, nil
		}
		n++
	}
}

func (d *Defines) match(entries []define, members [][]byte, isTypeof bool) *define {
next:
	for i := range entries {
		e := &entries[i]
		if len(e.path) != len(members) || e.isTypeof != isTypeof {
			continue
		}
		for j, m := range e.path {
			if m != string(members[len(members)-1-j]) {
				continue next
			}
		}
		return e
	}
	return nil
}

// define replaces e by its define and reports whether there is one. The longest
// chain wins because the walk sees it first.
//
// Whether the first name is free is known only at the end. When it turns out to
// be declared, the file is walked again without this place.
//
// What is written stays as it is. The object it is written to is replaced by a
// name, never by a value: with X for global, X.y = 1 is global.y = 1.
func (w *walker) define(e js.IExpr, c ctx) (val, bool) {
	if c&(cTarget|cInner) == cTarget || w.dead > 0 {
		return val{}, false
	}
	d, root := w.opts.Defines.find(e, false)
	if d == nil || c&cTarget != 0 && !d.names {
		return val{}, false
	}
	return w.substitute(e, d, root, c)
}

// builtin does so for what the bundler itself knows.
func (w *walker) builtin(e *js.DotExpr, c ctx) (val, bool) {
	if c&cTarget != 0 || w.dead > 0 {
		return val{}, false
	}
	d, root := w.opts.Builtins.find(e, &w.opts.Syntax)
	if d == nil {
		return val{}, false
	}
	return w.substitute(e, d, root, c)
}

// substitute puts d in the place of e.
func (w *walker) substitute(e js.IExpr, d *define, root []byte, c ctx) (val, bool) {
	start := w.at()
	if w.excluded[start] {
		return val{}, false
	}
	w.consume(e)
	if root != nil {
		w.uses = append(w.uses, use{uint32(start), uint32(start + len(root)), w.names.intern(root), 0, useDefine})
	}
	text := d.text
	if c&(cInner|cCallee|cTag|cNew) != 0 {
		text = d.operand
	}
	w.replace(start, w.end, text, len(w.edits), c)
	w.mention(d, start)
	return d.value, true
}

// mention notes the names in the text of a define that stands at start.
func (w *walker) mention(d *define, start int) {
	for _, name := range d.free {
		w.mentions = append(w.mentions, mention{w.names.intern([]byte(name)), start, w.end})
	}
}

// mention is a name that the text of a define brings to a place.
type mention struct {
	name       nameID
	start, end int
}

// finishMentions looks at which of those names are variables of the module. They
// must keep their names and what they are set to, for the text stays as it is. An
// import is no variable of the output.
func (w *walker) finishMentions() {
	told := map[nameID]bool{}
	for _, m := range w.mentions {
		n := &w.names.names[m.name]
		if n.sym <= 0 || told[m.name] {
			continue
		}
		w.rec.Flags |= graph.HasWith
		if w.rec.Symbols[n.sym-1].Kind != graph.SymImport || n.nested {
			continue
		}
		told[m.name] = true
		w.rec.Problems = append(w.rec.Problems, graph.Problem{
			Code:    "define-import",
			Message: "The text that define puts here names the import " + quote(n.text) + ", which is not there when it runs",
			Help:    "assign the import to a variable of this module, and name that in define; or use provide",
			At:      graph.ByteRange{Start: uint32(m.start), End: uint32(m.end)},
		})
	}
}

// consume walks an expression without noting anything.
func (w *walker) consume(e js.IExpr) {
	w.dead++
	w.expr(e, 0)
	w.dead--
}

// defineShorthand replaces {x} by {x: text}.
func (w *walker) defineShorthand(v *js.Var) bool {
	d, _ := w.opts.Defines.find(v, false)
	start := w.at()
	if d == nil || w.dead > 0 || w.excluded[start] {
		return false
	}
	_, end := w.name(v.Data)
	w.uses = append(w.uses, use{uint32(start), uint32(end), w.names.intern(v.Data), 0, useDefine})
	w.edit(start, end, string(v.Data)+":"+d.text)
	w.mention(d, start)
	return true
}

// defineMembers replaces an object of which only members that are defined are
// taken, and reports whether it did. The object itself need not exist:
//
//	const { NODE_ENV } = process.env // = {"NODE_ENV": "production"}
func (w *walker) defineMembers(b *js.BindingElement) bool {
	o, ok := b.Binding.(*js.BindingObject)
	if !ok || o.Rest != nil || len(o.List) == 0 || w.dead > 0 {
		return false
	}
	if d, _ := w.opts.Defines.find(b.Default, false); d != nil {
		return false
	}
	var root []byte
	var free []string
	text := []byte{'{'}
	for i := range o.List {
		p := &o.List[i]
		var name string
		if v, ok := p.Value.Binding.(*js.Var); ok && p.Key == nil {
			name = string(v.Data)
		} else if p.Key == nil || p.Key.Computed != nil {
			return false
		} else {
			name = keyName(&p.Key.Literal)
		}
		d, r := w.opts.Defines.find(&js.DotExpr{X: b.Default, Y: js.LiteralExpr{TokenType: js.IdentifierToken, Data: []byte(name)}}, false)
		if d == nil {
			return false
		}
		if i > 0 {
			text = append(text, ',', ' ')
		}
		root, free = r, append(free, d.free...)
		text = append(append(append(text, graph.Quote(name)...), ": "...), d.text...)
	}
	_, ok = w.substitute(b.Default, &define{text: string(append(text, '}')), free: free}, root, 0)
	return ok
}

// typeOf walks typeof x.
func (w *walker) typeOf(e *js.UnaryExpr) val {
	start, mark := w.at(), len(w.edits)
	w.word("typeof")
	if w.defines && w.dead == 0 {
		if d, root := w.opts.Defines.find(e.X, true); d != nil && !w.excluded[w.at()] {
			at := w.at()
			w.consume(e.X)
			if root != nil {
				w.uses = append(w.uses, use{uint32(at), uint32(at + len(root)), w.names.intern(root), 0, useDefine})
			}
			w.replace(start, w.end, d.text, mark, 0)
			w.mention(d, start)
			return d.value
		}
	}
	if name, root := w.commonJSType(e.X); name != "" && w.dead == 0 && !w.module && !w.opts.Syntax.NoRequire && w.opts.DeadCode && !w.excluded[w.at()] && !w.isDeclared(root) {
		at := w.at()
		w.consume(e.X)
		w.uses = append(w.uses, use{uint32(at), uint32(at + len(root)), w.names.intern(root), 0, useDefine})
		w.replace(start, w.end, quote(name), mark, 0)
		return val{kind: vString, prim: true, text: []byte(name)}
	}
	if name := metaType(e.X); name != "" && w.dead == 0 && w.opts.DeadCode && !w.opts.Syntax.NoMeta && !w.opts.Syntax.leavesMeta("url") {
		w.consume(e.X)
		w.replace(start, w.end, quote(name), mark, 0)
		return val{kind: vString, prim: true, text: []byte(name)}
	}
	v := w.expr(e.X, cTypeof)
	if name := v.typeName(); name != "" {
		return val{kind: vString, prim: true, text: []byte(name)}
	}
	return val{prim: true, fx: v.fx, goes: wayTrue}
}

// metaType returns what typeof gives for import.meta, and for its address, which
// is everywhere; "" for others.
func metaType(e js.IExpr) string {
	switch e := unwrap(e).(type) {
	case *js.ImportMetaExpr:
		return "object"
	case *js.DotExpr:
		y, lit := e.Y.(js.LiteralExpr)
		if _, meta := e.X.(*js.ImportMetaExpr); meta && lit && string(y.Data) == "url" && !e.Optional {
			return "string"
		}
	}
	return ""
}

// commonJSType returns what typeof gives for a name that every CommonJS module has,
// or for one of the functions of require, and the first name; "" for others. What
// is asked of define depends on how the file is read.
func (w *walker) commonJSType(e js.IExpr) (name string, root []byte) {
	switch e := e.(type) {
	case *js.Var:
		switch string(e.Data) {
		case "require":
			return "function", e.Data
		case "module", "exports":
			return "object", e.Data
		case "define":
			if w.hasDefine {
				return "function", e.Data
			}
		}
	case *js.DotExpr:
		v, ok := e.X.(*js.Var)
		y, lit := e.Y.(js.LiteralExpr)
		if !ok || !lit || string(v.Data) != "require" || e.Optional {
			return "", nil
		}
		switch string(y.Data) {
		case "resolve", "resolveWeak", "ensure", "include": // not context: webpack asks at run time
			return "function", v.Data
		}
	}
	return "", nil
}
