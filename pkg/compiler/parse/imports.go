package parse

import (
	"bytes"
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// ask is one entry of Record.Imports while the walk goes on. It counts only if
// the names it relies on (require, URL, Worker) turn out to be free.
type ask struct {
	graph.Import
	roots    [2]int // offsets of names that must be free; -1 for none
	comments int    // comments before the call's arguments
	// downgrade says that without the second root it is a plain URL.
	downgrade bool
	via       int      // the use of an alias that has to count; 0 for none
	by        *created // the function that is called, when the file makes it
	dropped   bool     // a root is declared by the file
	holder    int32    // symbol + 1 that is declared with the result; 0 for none
	helper    helper
	local     *uses // what a variable of a function that holds the result is used for; nil for none
}

// lastImport is the import whose value the expression that ends at end has.
type lastImport struct {
	index   int
	end     int
	promise bool // the value is a promise of it
	settled bool // a then() stands between; only a catch is of interest
}

// take notes which exports the last import is used for.
func (w *walker) take(names ...string) {
	a := &w.asks[w.last.index]
	a.Uses, a.UsesAll = names, false
	w.last.end = -1
}

// takeMember notes that a member is taken, in the way that c tells. from is the
// end of what it is a member of.
func (w *walker) takeMember(name string, from int, c ctx) {
	if c&cInner == 0 && c&(cTarget|cDelete) != 0 {
		w.last.end = -1 // require("x").a = 1: who reads it is not known
		return
	}
	a := &w.asks[w.last.index]
	if c&cInner == 0 && c&(cCallee|cTag) != 0 {
		a.UsesThis = []string{name}
	}
	if a.Kind == graph.ImportRequire {
		a.UsesAt = []graph.ByteRange{{Start: uint32(skipTrivia(w.src, from, w.n)), End: uint32(w.end)}}
	}
	w.take(name)
}

// hold notes the variable that is declared with the result of require("x").
func (w *walker) hold(b *js.BindingElement, kind declKind) {
	v, ok := b.Binding.(*js.Var)
	call, isCall := b.Default.(*js.CallExpr)
	if !ok || !isCall || call.Optional || w.dead > 0 || w.last.promise {
		return
	}
	if len(w.scopes) > 1 {
		w.holdLocal(v, kind)
		return
	}
	if sym := w.names.names[w.names.intern(v.Data)].sym; sym > 0 && w.asks[w.last.index].Kind == graph.ImportRequire {
		w.asks[w.last.index].holder = sym
	}
}

// takePattern does so for a destructuring declaration. A pattern that cannot be
// enumerated leaves everything used.
func (w *walker) takePattern(b js.IBinding) {
	if w.last.promise {
		return
	}
	if names, ok := patternNames(b); ok {
		if a := &w.asks[w.last.index]; a.Kind == graph.ImportRequire && b == w.keysOf {
			a.UsesAt = w.keysAt
		}
		w.take(names...)
	}
}

// keys walks a pattern whose value is require("x"), and keeps where its keys are.
func (w *walker) keys(b *js.BindingElement, kind declKind) {
	if _, ok := b.Binding.(*js.BindingObject); !ok || b.Default == nil || !isImportCall(b.Default) {
		w.binding(b.Binding, kind)
		return
	}
	w.keysOf, w.keysAt = b.Binding, nil
	w.binding(b.Binding, kind)
}

// patternNames returns the keys of an object pattern without rest.
func patternNames(b js.IBinding) ([]string, bool) {
	o, ok := b.(*js.BindingObject)
	if !ok || o.Rest != nil {
		return nil, false
	}
	names := make([]string, 0, len(o.List))
	for i := range o.List {
		name, ok := propertyKey(o.List[i].Key)
		if !ok {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}

// objectNames does the same for a pattern that is assigned to: ({a} = x).
func objectNames(o *js.ObjectExpr) ([]string, bool) {
	names := make([]string, 0, len(o.List))
	for i := range o.List {
		name, ok := propertyKey(o.List[i].Name)
		if !ok || o.List[i].Spread {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}

// propertyKey returns the name of a key that the text tells: a, "a", ["a"].
func propertyKey(p *js.PropertyName) (string, bool) {
	if p == nil {
		return "", false
	}
	if p.Computed == nil {
		return keyName(&p.Literal), true
	}
	lit := literalArg(p.Computed)
	return unquote(lit), lit != nil
}

// keyName returns the name of a literal key.
func keyName(l *js.LiteralExpr) string {
	if l.TokenType == js.StringToken {
		return unquote(l.Data)
	}
	return unescapedName(l.Data)
}

// unescapedName returns an identifier without escapes.
func unescapedName(data []byte) string {
	for _, c := range data {
		if c == '\\' {
			return string(unescapeName(data))
		}
	}
	return string(data)
}

// literalArg returns the bytes of a string literal, or of a template without
// substitutions.
func literalArg(e js.IExpr) []byte {
	switch e := e.(type) {
	case *js.LiteralExpr:
		if e.TokenType == js.StringToken {
			return e.Data
		}
	case *js.TemplateExpr:
		if e.Tag == nil && len(e.List) == 0 {
			return e.Tail
		}
	}
	return nil
}

// ask opens an import entry for a call whose arguments come next, and returns
// its index + 1; 0 for dead code.
func (w *walker) ask(kind graph.ImportKind, lit []byte, start int, roots [2]int) int {
	if w.dead > 0 {
		return 0
	}
	open := skipTrivia(w.src, w.pos, w.n)
	spec := skipTrivia(w.src, open+1, w.n)
	w.asks = append(w.asks, ask{
		Import: graph.Import{
			Kind:       kind,
			Grouped:    w.groupedName(start, roots[0]),
			Specifier:  unquote(lit),
			Spec:       graph.ByteRange{Start: uint32(spec), End: uint32(spec + len(lit))},
			Start:      uint32(start),
			InTry:      w.tryDepth > 0,
			InFunction: w.lazy > 0,
			UsesAll:    true,
		},
		roots:    roots,
		comments: len(w.comments),
	})
	return len(w.asks)
}

// groupedName returns root when only opening parentheses stand between it and
// start, where a call starts; else 0.
func (w *walker) groupedName(start, root int) uint32 {
	i := start
	for i < root && w.src[i] == '(' {
		i = skipTrivia(w.src, i+1, w.n)
	}
	if i == root && i > start {
		return uint32(root)
	}
	return 0
}

// endAsk closes the entry behind its closing parenthesis.
func (w *walker) endAsk(n int) {
	a := &w.asks[n-1]
	if a.Item {
		a.Magic = w.magic(a.comments)
		return // of an alias: its literal is all
	}
	a.End = uint32(w.end)
	a.Magic = w.magic(a.comments)
	if a.Context != nil {
		return
	}
	w.last = lastImport{index: n - 1, end: w.end, promise: a.Kind == graph.ImportDynamic}
}

// beginCall opens an entry for require("x") and its relatives, and returns its
// index + 1; 0 for none, -1 when the entries come with the arguments.
//
// Its callee has been walked since mark, an index into walker.uses.
func (w *walker) beginCall(e *js.CallExpr, start, mark int) int {
	if e.Optional || len(e.Args.List) == 0 || e.Args.List[0].Rest {
		return 0
	}
	kind := graph.ImportRequire
	root := start            // of the name that must be free
	for w.src[root] == '(' { // (require)("x")
		root = skipTrivia(w.src, root+1, w.n)
	}
	via, isMember := 0, false // via: the name is an alias of require or define
	switch x := unwrap(e.X).(type) {
	case *js.CallExpr:
		if below, ok := w.creates(x); ok && root == start {
			return w.askCreated(graph.ImportRequire, e, start, &created{from: start, to: w.end, now: true, below: below})
		}
		return 0
	case *js.Var, *js.CondExpr, *js.BinaryExpr:
		name := ""
		if v, ok := x.(*js.Var); ok {
			if n := w.beginCreated(graph.ImportRequire, e, v.Data, start, root); n > 0 {
				return n
			}
			via, name = w.aliased(v, root)
		} else {
			via, name = w.calledValue(x, mark, start)
		}
		switch {
		case name == "__webpack_is_included__":
			kind = graph.ImportIncluded
		case name == "define" && !w.opts.Syntax.NoAMD:
			return w.beginDefine(e, root, via)
		case name != "require":
			return 0
		case isList(e.Args.List[0].Value):
			if w.opts.Syntax.NoAMD || w.isText(via) {
				return 0
			}
			return w.beginAMDRequire(e, start, root, via)
		case w.opts.Syntax.NoRequire:
			return 0
		case len(e.Args.List) != 1:
			if _, ok := requestText(e.Args.List[0].Value); !ok && via == 0 && len(e.Args.List) == 2 {
				if fn, _ := callbackFunction(e.Args.List[1].Value); fn != nil {
					return w.badContext("require()", "with a callback needs a list of literals", `write require(["./a"], (a) => { ... })`, start, start)
				}
			}
			return 0
		}
	case *js.DotExpr, *js.IndexExpr:
		object, member := plainMember(x)
		if member == "" {
			return 0
		}
		if _, meta := object.(*js.ImportMetaExpr); meta {
			return w.beginMeta(e, member, start)
		}
		if below, ok := w.creates(object); ok && member == "resolve" && root == start {
			return w.askCreated(graph.ImportResolve, e, start, &created{from: start, to: w.end, now: true, below: below})
		}
		v, ok := unwrap(object).(*js.Var)
		if !ok {
			return 0
		}
		if member == "resolve" && len(w.created)+len(w.createdIn) > 0 {
			if n := w.beginCreated(graph.ImportResolve, e, v.Data, start, root); n > 0 {
				return n
			}
		}
		isMember = true
		name := ""
		if via, name = w.aliased(v, root); w.isText(via) {
			return 0
		}
		syntax := &w.opts.Syntax
		switch name + "." + member {
		case "require.resolve", "require.resolveWeak", "module.require":
			if syntax.NoRequire {
				return 0
			}
		case "require.context":
			if syntax.NoContext {
				return 0
			}
		case "require.include":
			if syntax.NoInclude {
				return 0
			}
		case "require.ensure":
			if syntax.NoEnsure {
				return 0
			}
		}
		switch name + "." + member {
		case "require.resolve":
			kind = graph.ImportResolve
		case "require.resolveWeak":
			kind = graph.ImportResolveWeak
		case "require.context":
			n := w.beginContext(e, start, w.free(root, via))
			if n > 0 {
				w.asks[n-1].via = via
			}
			return n
		case "require.include":
			kind = graph.ImportInclude
		case "require.ensure":
			return w.beginEnsure(e, start, root, via)
		case "module.require":
			if len(e.Args.List) != 1 {
				return 0
			}
		default:
			return 0
		}
	default:
		return 0
	}
	lit := literalArg(e.Args.List[0].Value)
	if lit == nil {
		switch kind {
		case graph.ImportInclude, graph.ImportIncluded:
			if _, ok := requestText(e.Args.List[0].Value); !ok {
				return w.badContext("this call", "needs a request that is known while building", "write a literal", start, root)
			}
		}
	}
	var n int
	switch {
	case kind == graph.ImportRequire && lit != nil && w.localName(unquote(lit), "") != "":
		return 0 // generating knows
	case lit == nil:
		n = w.askRequest(kind, e.Args.List[0].Value, start, root, via)
	default:
		n = w.ask(kind, lit, start, [2]int{w.free(root, via), -1})
	}
	if n <= 0 {
		return n
	}
	a := &w.asks[n-1]
	if a.via = via; kind == graph.ImportRequire {
		a.Ensure = uint32(w.ensured)
	}
	if via > 0 && !isMember {
		// The name stays, as a function that knows modules by their ids.
		a.Item, a.Call, a.Start, a.End = true, a.Start, a.Spec.Start, a.Spec.End
	}
	return n
}

// free is the offset of a name that must be free: not that of an alias.
func (w *walker) free(root, via int) int {
	if via > 0 {
		return -1
	}
	return root
}

// isList reports whether e is a list of requests.
func isList(e js.IExpr) bool {
	if _, ok := e.(*js.ArrayExpr); ok {
		return true
	}
	_, ok := constantList(e)
	return ok
}

// plainMember is what x.name or x["name"] takes, and of what; "" for others.
func plainMember(e js.IExpr) (object js.IExpr, name string) {
	switch e := e.(type) {
	case *js.DotExpr:
		if y, ok := e.Y.(js.LiteralExpr); ok && !e.Optional {
			return e.X, string(y.Data)
		}
	case *js.IndexExpr:
		if y, ok := e.Y.(*js.LiteralExpr); ok && y.TokenType == js.StringToken && !e.Optional {
			return e.X, unquote(y.Data)
		}
	}
	return nil, ""
}

// beginNew opens an entry for new URL("x", import.meta.url). Inside of a new
// Worker(...) it is that worker's.
func (w *walker) beginNew(e *js.NewExpr, start int) int {
	v, ok := e.X.(*js.Var)
	if !ok || e.Args == nil || len(e.Args.List) == 0 || w.dead > 0 {
		return 0
	}
	name := w.end - len(v.Data)
	if string(v.Data) == "require" && !w.opts.Syntax.NoRequire { // new require("./a"): what it exports, if that is an object
		lit := literalArg(e.Args.List[0].Value)
		if len(e.Args.List) != 1 || lit == nil || w.localName(unquote(lit), "") != "" {
			return 0
		}
		n := w.ask(graph.ImportRequire, lit, start, [2]int{name, -1})
		a := &w.asks[n-1]
		a.Item, a.Call, a.Start, a.End = true, uint32(name), a.Spec.Start, a.Spec.End
		return n
	}
	if string(v.Data) != "URL" {
		if w.isImportMetaURL(e.Args.List[0].Value) && w.constructsWorker(string(v.Data)) {
			w.worker, w.workerOptions, w.workerComments = name, nil, len(w.comments)
			w.workerStarts = string(v.Data)
			if len(e.Args.List) > 1 {
				w.workerOptions = e.Args.List[1].Value
			}
		}
		return 0
	}
	if literalArg(e.Args.List[0].Value) == nil && (w.worker == -1 || !w.isImportMetaURL(e)) || !hasMetaBase(e) {
		if hasMetaBase(e) && !w.opts.Syntax.NoDynamicURL && literalArg(e.Args.List[0].Value) == nil {
			return w.askRequest(graph.ImportURL, e.Args.List[0].Value, start, name, 0)
		}
		return 0
	}
	kind, roots := graph.ImportURL, [2]int{name, -1}
	if w.worker != -1 {
		kind, roots[1] = graph.ImportWorker, w.worker
		if w.worker == anyWorker {
			roots[1] = -1
		}
		w.worker = -1
	}
	lit := literalArg(e.Args.List[0].Value)
	n := w.ask(kind, lit, start, roots)
	a := &w.asks[n-1]
	if lit == nil {
		a.Specifier, _ = w.fold(e.Args.List[0].Value)
	}
	a.downgrade = kind == graph.ImportWorker
	if kind == graph.ImportWorker {
		a.Options, a.Starts = w.workerOptions != nil, w.workerStarts
		a.OpenOptions = openOptions(w.workerOptions)
		a.comments = w.workerComments // those of the whole call count
		if lit := typeOption(w.workerOptions); lit != nil {
			w.choices = append(w.choices, choice{lit: lit, kind: graph.ImportWorker, call: n - 1})
		}
		w.workerOptions = nil
	}
	return n
}

// anyWorker is walker.worker where the URL is the argument of a method that
// starts a worker or worklet.
const anyWorker = -2

// beginRegister looks at calls that start a script from its URL:
//
//	navigator.serviceWorker.register(new URL("./sw.js", import.meta.url))
//	context.audioWorklet.addModule(new URL("./tone.js", import.meta.url))
func (w *walker) beginRegister(e *js.CallExpr) {
	if w.dead > 0 || len(e.Args.List) == 0 || !w.isImportMetaURL(e.Args.List[0].Value) {
		return
	}
	if w.registers(e.X) {
		w.worker, w.workerOptions, w.workerComments = anyWorker, nil, len(w.comments)
		w.workerStarts = ""
		if len(e.Args.List) > 1 {
			w.workerOptions = e.Args.List[1].Value
		}
	}
}

// typeOption returns the literal of type: "module".
func typeOption(e js.IExpr) *js.LiteralExpr {
	o, ok := e.(*js.ObjectExpr)
	if !ok {
		return nil
	}
	for i := range o.List {
		p := &o.List[i]
		if p.Spread || p.Name == nil || p.Name.Computed != nil || keyName(&p.Name.Literal) != "type" {
			continue
		}
		if lit, ok := p.Value.(*js.LiteralExpr); ok && lit.TokenType == js.StringToken {
			return lit
		}
	}
	return nil
}

// isImportMetaURL reports whether e is new URL("x", import.meta.url).
func (w *walker) isImportMetaURL(e js.IExpr) bool {
	n, ok := e.(*js.NewExpr)
	if !ok || !hasMetaBase(n) {
		return false
	}
	f := folder{w: w}
	_, ok = f.text(n.Args.List[0].Value)
	return ok
}

// hasMetaBase reports whether e is new URL(x, import.meta.url).
func hasMetaBase(n *js.NewExpr) bool {
	if n.Args == nil || len(n.Args.List) != 2 || n.Args.List[0].Rest {
		return false
	}
	if v, ok := n.X.(*js.Var); !ok || string(v.Data) != "URL" {
		return false
	}
	d, ok := n.Args.List[1].Value.(*js.DotExpr)
	if !ok {
		return false
	}
	y, ok := d.Y.(js.LiteralExpr)
	_, meta := d.X.(*js.ImportMetaExpr)
	return ok && meta && string(y.Data) == "url"
}

// importCall walks import(...).
func (w *walker) importCall(e *js.CallExpr, start int) val {
	w.word("import")
	n := 0
	mark := len(w.comments)
	if w.opts.Syntax.NoImport {
		w.args(&e.Args)
		return val{fx: fxSome}
	}
	if len(e.Args.List) > 0 && !e.Args.List[0].Rest {
		if lit := literalArg(e.Args.List[0].Value); lit != nil {
			n = w.ask(graph.ImportDynamic, lit, start, [2]int{-1, -1})
		} else if len(e.Args.List) == 1 || choices(e.Args.List[0].Value) == nil {
			n = w.askRequest(graph.ImportDynamic, e.Args.List[0].Value, start, -1, 0)
		}
	}
	if n > 0 && len(e.Args.List) > 1 {
		w.asks[n-1].Attrs = importOptions(e.Args.List[1].Value)
	}
	w.skip()
	phase := w.phase(start, w.pos)
	_, first := w.argsFirst(&e.Args)
	switch {
	case n > 0 && w.asks[n-1].Spec.End <= w.asks[n-1].Spec.Start:
		w.endRequest(n, first)
	case n > 0:
		w.endAsk(n)
	case n == 0 && w.dead == 0 && !w.ignores(mark):
		w.rec.Open = append(w.rec.Open, graph.ByteRange{Start: uint32(start), End: uint32(w.end)})
	}
	if n > 0 {
		w.dynamicPhase(&w.asks[n-1].Import, phase)
	} else if n == 0 && w.dead == 0 && phase != graph.PhaseEvaluation {
		at := uint32(start + len("import")) // the word was masked
		w.edits = append(w.edits, source.Edit{Start: at, End: at, New: "." + phase.String()})
	}
	if n < 0 {
		// Each literal that it chooses from is asked for in the same way.
		magic := w.magic(mark)
		for i := len(w.asks) - 1; i >= 0 && w.asks[i].Start > uint32(start); i-- {
			if a := &w.asks[i]; a.Item && a.Call == uint32(start) {
				a.Magic = magic
				w.dynamicPhase(&a.Import, phase)
			}
		}
	}
	return val{fx: fxSome}
}

// ignores reports whether a comment from index mark on says to leave a call
// alone.
func (w *walker) ignores(mark int) bool {
	for _, c := range w.comments[mark:] {
		if text := w.src[c.start:c.end]; bytes.Contains(text, []byte("@vite-ignore")) || ReadMagic(string(text[2:])).Ignore {
			return true
		}
	}
	return false
}

// importOptions reads {with: {type: "json"}}.
func importOptions(e js.IExpr) map[string]string {
	o, ok := e.(*js.ObjectExpr)
	if !ok {
		return nil
	}
	for i := range o.List {
		p := &o.List[i]
		if p.Spread || p.Name == nil || p.Name.Computed != nil {
			continue
		}
		inner, ok := p.Value.(*js.ObjectExpr)
		if key := keyName(&p.Name.Literal); !ok || key != "with" && key != "assert" {
			continue
		}
		attrs := make(map[string]string, len(inner.List))
		for j := range inner.List {
			q := &inner.List[j]
			lit, ok := q.Value.(*js.LiteralExpr)
			if ok && q.Name != nil && q.Name.Computed == nil && lit.TokenType == js.StringToken {
				attrs[keyName(&q.Name.Literal)] = unquote(lit.Data)
			}
		}
		return attrs
	}
	return nil
}

// chained looks at import("x").then(({a}) => ...) and .catch(...), when the call
// has been walked and w.last is the import.
func (w *walker) chained(e *js.CallExpr) {
	d, ok := e.X.(*js.DotExpr)
	if !ok {
		return
	}
	y, ok := d.Y.(js.LiteralExpr)
	if !ok {
		return
	}
	a := &w.asks[w.last.index]
	switch string(y.Data) {
	case "then":
		if !w.last.settled && len(e.Args.List) > 0 {
			if names, ok := callbackNames(e.Args.List[0].Value); ok {
				a.Uses, a.UsesAll = names, false
			}
		}
		if len(e.Args.List) > 1 {
			a.InTry = true
		}
		w.last.settled = true
	case "catch":
		a.InTry = true
		w.last.settled = true
	case "finally":
	default:
		return
	}
	w.last.end = w.end
}

// callbackNames returns the keys of the object pattern that is the first
// parameter of a callback; none when the callback takes nothing.
func callbackNames(e js.IExpr) ([]string, bool) {
	var params *js.Params
	switch f := e.(type) {
	case *js.ArrowFunc:
		params = &f.Params
	case *js.FuncDecl:
		return nil, false // may use arguments
	default:
		return nil, false
	}
	if len(params.List) == 0 {
		return nil, params.Rest == nil
	}
	return patternNames(params.List[0].Binding)
}

// isImportCall reports whether e is nothing but require("x"), import("x") or an
// await of that.
func isImportCall(e js.IExpr) bool {
	switch e := e.(type) {
	case *js.CallExpr:
		switch x := e.X.(type) {
		case *js.Var:
			return string(x.Data) == "require"
		case *js.LiteralExpr:
			return x.TokenType == js.ImportToken
		}
	case *js.UnaryExpr:
		return e.Op == js.AwaitToken && isImportCall(e.X)
	case *js.GroupExpr:
		return isImportCall(e.X)
	}
	return false
}

// importMeta walks import.meta.
func (w *walker) importMeta(e *js.ImportMetaExpr, c ctx) val {
	if w.defines {
		if v, ok := w.define(e, c); ok {
			return v
		}
	}
	start := w.at()
	w.word("import")
	w.punct('.')
	w.word("meta")
	if w.dead == 0 {
		w.metas = append(w.metas, metaUse{start, w.end, c&cTarget != 0})
	}
	return val{}
}

// metaUse is one import.meta.
type metaUse struct {
	start, end int
	target     bool
}
