package parse

import (
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// A request is what is known of the argument of require() or import().
type request struct {
	parts []part
	// template: the expression is a template literal, whose inner texts count as well.
	template bool

	f *folder
}

// part is one operand of a concatenation.
type part struct {
	text  string
	known bool
}

// requestOf flattens a concatenation: "./a/" + x, `./a/${x}.js`, "./a/".concat(x).
func requestOf(e js.IExpr) request {
	f := folder{}
	return f.request(e)
}

func (f *folder) request(e js.IExpr) request {
	r := request{f: f}
	r.add(e)
	if t, ok := unwrap(e).(*js.TemplateExpr); ok && (t.Tag == nil || isStringRaw(t.Tag)) {
		r.template = true
	}
	return r
}

func (r *request) add(e js.IExpr) {
	if lit := literalArg(e); lit != nil {
		r.text(unquote(lit))
		return
	}
	switch e := e.(type) {
	case *js.GroupExpr:
		r.add(e.X)
		return
	case *js.BinaryExpr:
		if e.Op == js.AddToken {
			r.addend(e.X, e.Y)
			r.addend(e.Y, e.X)
			return
		}
	case *js.Var, *js.DotExpr, *js.IndexExpr:
		if text, number, ok := r.f.name(e); ok && !number {
			r.text(text)
			return
		}
	case *js.TemplateExpr:
		if e.Tag != nil && !isStringRaw(e.Tag) {
			break
		}
		spelled := func(piece []byte, behind int) string {
			if e.Tag != nil {
				return string(piece[1 : len(piece)-behind])
			}
			return unquote(quoted(piece, behind))
		}
		for i := range e.List {
			// `text${ and }text${: one byte before the text, two behind it.
			r.text(spelled(e.List[i].Value, 2))
			r.addText(e.List[i].Expr)
		}
		r.text(spelled(e.Tail, 1))
		return
	case *js.CallExpr:
		if d, ok := e.X.(*js.DotExpr); ok && !e.Optional && !d.Optional {
			y, ok := d.Y.(js.LiteralExpr)
			if ok && string(y.Data) == "concat" && isText(d.X) {
				r.add(d.X)
				for i := range e.Args.List {
					if e.Args.List[i].Rest {
						r.unknown()
						continue
					}
					r.addText(e.Args.List[i].Value)
				}
				return
			}
		}
		if text, ok := r.f.method(e); ok {
			r.text(text)
			return
		}
	}
	r.unknown()
}

// addText adds what becomes a string, such as a number.
func (r *request) addText(e js.IExpr) {
	if n, ok := r.f.number(e); ok {
		r.text(strconv.Itoa(n))
		return
	}
	r.add(e)
}

// addend adds one side of a sum: numbers are only texts beside one.
func (r *request) addend(e, other js.IExpr) {
	if r.f.isString(other) {
		r.addText(e)
		return
	}
	r.add(e)
}

// isText reports whether an expression is a string, whose concat joins strings.
func isText(e js.IExpr) bool {
	switch e := unwrap(e).(type) {
	case *js.LiteralExpr:
		return e.TokenType == js.StringToken
	case *js.TemplateExpr:
		return e.Tag == nil
	case *js.CallExpr:
		d, ok := e.X.(*js.DotExpr)
		if !ok {
			return false
		}
		y, ok := d.Y.(js.LiteralExpr)
		return ok && string(y.Data) == "concat" && isText(d.X)
	}
	return false
}

// isStringRaw reports whether a tag keeps the text of its template as it is.
func isStringRaw(tag js.IExpr) bool {
	d, ok := tag.(*js.DotExpr)
	if !ok {
		return false
	}
	v, ok := d.X.(*js.Var)
	y, lit := d.Y.(js.LiteralExpr)
	return ok && lit && string(v.Data) == "String" && string(y.Data) == "raw"
}

// quoted spells a piece of a template so that unquote can read it.
func quoted(piece []byte, behind int) []byte {
	out := make([]byte, 0, len(piece)+1)
	out = append(out, '`')
	out = append(out, piece[1:len(piece)-behind]...)
	return append(out, '`')
}

func (r *request) text(s string) {
	if n := len(r.parts); n > 0 && r.parts[n-1].known {
		r.parts[n-1].text += s
		return
	}
	r.parts = append(r.parts, part{text: s, known: true})
}

func (r *request) unknown() {
	if n := len(r.parts); n == 0 || r.parts[n-1].known {
		r.parts = append(r.parts, part{})
	}
}

// whole returns the request when all of it is known.
func (r *request) whole() (string, bool) {
	if len(r.parts) == 1 && r.parts[0].known {
		return r.parts[0].text, true
	}
	return "", false
}

// context returns the files that a request with unknown parts may mean, by
// webpack's rule: the known text up to its last slash is the directory, what
// stands behind it and at the end has to match. Nil when nothing is known.
func (r *request) context(s *Syntax) *graph.ContextRequest {
	prefix, postfix := "", ""
	inner := r.parts
	if inner[0].known {
		prefix, inner = inner[0].text, inner[1:]
	}
	if n := len(inner); n > 0 && inner[n-1].known {
		postfix, inner = inner[n-1].text, inner[:n-1]
	}
	if prefix == "" && postfix == "" || isURL(prefix) {
		return nil
	}
	if prefix != "" && prefix[0] != '.' && !strings.Contains(prefix, "/") {
		return nil // the beginning of a package's name
	}
	c := &graph.ContextRequest{Dir: ".", Recursive: !s.WrappedFlat, Prefix: "."}
	unknown := ".*"
	if s.WrappedPattern != "" {
		unknown = s.WrappedPattern
	}
	if i := strings.LastIndexByte(prefix, '/'); i >= 0 {
		c.Dir, prefix = prefix[:i], "."+prefix[i:]
		c.Prefix = c.Dir
		if c.Dir == "" { // "/" + x
			c.Dir = "/"
		}
	}
	postfix, c.Query = cutQuery(postfix)
	pattern := "^" + quoteMeta(prefix) + unknown
	if r.template {
		for _, p := range inner {
			if p.known {
				pattern += quoteMeta(p.text) + unknown
			}
		}
	}
	c.Pattern = pattern + quoteMeta(postfix) + "$"
	return c
}

// anyRequest is what a request means of which nothing is known, as the options say;
// nil for what only run time knows.
func (w *walker) anyRequest(kind graph.ImportKind) *graph.ContextRequest {
	s := &w.opts.Syntax
	end := strings.LastIndexByte(s.ExprPattern, '/')
	if end < 0 || kind == graph.ImportURL {
		return nil
	}
	c := &graph.ContextRequest{Dir: ".", Recursive: !s.ExprFlat, Prefix: ".", Pattern: s.ExprPattern[1:end], Flags: s.ExprPattern[end+1:]}
	if s.ExprRequest != "" {
		c.Dir = s.ExprRequest
	}
	return c
}

// isURL reports whether a request begins with a scheme, or leads to another host.
func isURL(s string) bool {
	i := strings.IndexByte(s, ':')
	return i > 1 && strings.IndexAny(s, "/.?#") > i || i > 1 && i == len(s)-1 || strings.HasPrefix(s, "//")
}

// cutQuery splits "x?query" and "x#fragment".
func cutQuery(s string) (path, query string) {
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// cutFolder does so for a folder with loaders in front, which have queries too.
func cutFolder(s string) (path, query string) {
	i := strings.LastIndexByte(s, '!') + 1
	path, query = cutQuery(s[i:])
	return s[:i] + path, query
}

// quoteMeta spells text so that a JavaScript regular expression matches just it.
func quoteMeta(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(`[]\/{}()*+?.^$|`, s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func unwrap(e js.IExpr) js.IExpr {
	for {
		g, ok := e.(*js.GroupExpr)
		if !ok {
			return e
		}
		e = g.X
	}
}

// choices returns the literals of a ? "x" : "y", however nested; nil when one of
// the results is something else.
func choices(e js.IExpr) []*js.LiteralExpr {
	c, ok := unwrap(e).(*js.CondExpr)
	if !ok {
		return nil
	}
	var list []*js.LiteralExpr
	for _, x := range []js.IExpr{c.X, c.Y} {
		x = unwrap(x)
		if lit, ok := x.(*js.LiteralExpr); ok && lit.TokenType == js.StringToken {
			list = append(list, lit)
			continue
		}
		more := choices(x)
		if more == nil {
			return nil
		}
		list = append(list, more...)
	}
	return list
}

// choice is a literal that a call chooses from, until the walk comes to it.
type choice struct {
	lit  *js.LiteralExpr
	kind graph.ImportKind
	call int // offset of the call
	root int // offset of the name that must be free; -1 for none
	via  int // or the use of an alias that has to count
}

// chosen opens an entry for a literal that the walk has come to.
func (w *walker) chosen(lit *js.LiteralExpr, start int) {
	for i, c := range w.choices {
		if c.lit != lit {
			continue
		}
		w.choices = append(w.choices[:i], w.choices[i+1:]...)
		if w.dead > 0 {
			return
		}
		r := graph.ByteRange{Start: uint32(start), End: uint32(w.end)}
		if c.kind == graph.ImportWorker {
			w.asks[c.call].Type = r
			return
		}
		w.asks = append(w.asks, ask{
			Import: graph.Import{
				Kind: c.kind, Specifier: unquote(lit.Data), Spec: r, Start: r.Start, End: r.End, Item: true, Call: uint32(c.call),
				Ensure: w.ensureOf(c.kind), InTry: w.tryDepth > 0, InFunction: w.lazy > 0, UsesAll: true,
			},
			roots: [2]int{c.root, -1}, via: c.via, comments: len(w.comments),
		})
		return
	}
}

// ensureOf is the require.ensure whose list or callback is being walked.
func (w *walker) ensureOf(kind graph.ImportKind) uint32 {
	switch kind {
	case graph.ImportEnsure:
		return uint32(len(w.ensures))
	case graph.ImportRequire:
		return uint32(w.ensured)
	}
	return 0
}

// askRequest opens an entry for a call whose first argument is no plain literal,
// and returns its index + 1; 0 when only run time knows what is meant.
func (w *walker) askRequest(kind graph.ImportKind, e js.IExpr, start, root, via int) int {
	if w.dead > 0 {
		return 0
	}
	if list := choices(e); list != nil {
		if root >= 0 {
			start = root // the name is replaced, not the call
		}
		if via > 0 {
			root = -1
		}
		for _, lit := range list {
			w.choices = append(w.choices, choice{lit, kind, start, root, via})
		}
		return -1
	}
	if root >= 0 {
		root = w.free(root, via)
	}
	if text, ok := w.fold(e); ok {
		n := w.ask(kind, nil, start, [2]int{root, -1})
		w.asks[n-1].Specifier = text
		return n
	}
	f := w.folder()
	r := f.request(e)
	c := r.context(&w.opts.Syntax)
	if c == nil && len(r.parts) == 1 {
		c = w.anyRequest(kind)
	}
	if c == nil {
		return 0
	}
	if w.opts.Syntax.WarnParts {
		w.problem("request-partly-known", "Only a part of this request is known while building, so it means all files that match",
			"ask for each file by a literal, or leave out wrappedContextCritical", w.at(), w.at()+1, root)
	}
	n := w.ask(kind, nil, start, [2]int{root, -1})
	a := &w.asks[n-1]
	a.Specifier, a.Context = c.Dir, c
	c.Priority.Prefetch, c.Priority.Preload = graph.NoOrder, graph.NoOrder
	switch kind {
	case graph.ImportURL:
		c.URL = true
		if c.Dir != "" && c.Dir[0] != '.' && c.Dir[0] != '/' {
			c.Dir = "./" + c.Dir // an address is relative by itself
		}
	case graph.ImportDynamic:
		c.Mode, c.Import, c.Namespace = graph.ContextLazy, true, true
	case graph.ImportResolveWeak:
		c.Mode = graph.ContextWeak
	}
	return n
}

// endRequest closes an entry of askRequest; arg is the range of the argument.
func (w *walker) endRequest(n int, arg span) {
	a := &w.asks[n-1]
	a.Spec = graph.ByteRange{Start: uint32(arg.start), End: uint32(arg.end)}
	if a.Item {
		a.Start, a.End = a.Spec.Start, a.Spec.End
	}
	w.endAsk(n)
}
