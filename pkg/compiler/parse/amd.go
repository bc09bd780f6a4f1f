package parse

import (
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// amdList is the list of a define, a require or a require.ensure, until the walk
// comes to it.
type amdList struct {
	e     js.IExpr
	kind  graph.ImportKind
	call  int    // offset of the call
	via   int    // the use of an alias that is called; 0 for none
	named string // of the define
}

// beginDefine looks at define(name?, deps?, factory), whose callee has been
// walked. What it names is asked for like require() of a literal, except for
// require, exports and module, and for what an earlier define of the file is
// called.
func (w *walker) beginDefine(e *js.CallExpr, start, via int) int {
	list := e.Args.List
	if w.dead > 0 || len(list) > 3 {
		return 0
	}
	if w.sawDefine = true; via > 0 {
		w.aliasedDefine = true
	}
	l := amdList{kind: graph.ImportRequire, call: start, via: via}
	i := 0
	if lit := literalArg(list[0].Value); lit != nil && len(list) > 1 {
		l.named = unquote(lit)
		i++
	}
	names := []string{"require", "exports", "module"}
	if i+1 < len(list) {
		var ok bool
		if names, ok = listNames(list[i].Value); ok {
			l.e = list[i].Value
			w.amdLists = append(w.amdLists, l)
			i++
		}
	}
	if l.named != "" {
		w.amdNames = append(w.amdNames, l.named)
	}
	if i != len(list)-1 {
		return 0
	}
	fn, bound := callbackFunction(list[i].Value)
	if fn == nil {
		return -1
	}
	// Its parameter for require is require, whatever it is called.
	given := make([]int, bound, bound+len(names))
	for _, name := range names {
		n := 0
		if name == "require" {
			root := start
			if via > 0 {
				root = -1
			}
			n = w.addAlias(alias{root: root, via: via})
		}
		given = append(given, n)
	}
	w.expect(callback{fn: fn, given: given})
	return -1
}

// listNames returns what a list names, as far as it is plain to see, and whether
// the expression is a list at all.
func listNames(e js.IExpr) ([]string, bool) {
	a, ok := e.(*js.ArrayExpr)
	if !ok {
		return constantList(e)
	}
	names := make([]string, len(a.List))
	for i := range a.List {
		if a.List[i].Value != nil && !a.List[i].Spread {
			names[i], _ = requestText(a.List[i].Value)
		}
	}
	return names, true
}

// beginAMDRequire looks at require(["./a"], callback, onError).
func (w *walker) beginAMDRequire(e *js.CallExpr, start, root, via int) int {
	list := e.Args.List
	if w.dead > 0 || len(list) > 3 {
		return 0
	}
	names, ok := listNames(list[0].Value)
	if !ok {
		return 0
	}
	w.ensures = append(w.ensures, ensure{Ensure: graph.Ensure{Start: uint32(start), Root: uint32(root), AMD: true}, root: root, via: via, call: e})
	w.amdLists = append(w.amdLists, amdList{e: list[0].Value, kind: graph.ImportEnsure, call: root, via: via})
	if len(list) == 1 {
		return -1
	}
	c := callback{ensured: len(w.ensures)}
	var bound int
	if c.fn, bound = callbackFunction(list[1].Value); c.fn != nil {
		c.given = make([]int, bound, bound+len(names))
		for _, name := range names {
			n := 0
			if name == "require" {
				n = w.addAlias(alias{root: root, via: via})
				if via > 0 {
					w.aliases[n-1].root = -1
				}
			}
			c.given = append(c.given, n)
		}
		w.expect(c)
	}
	return -1
}

// argument walks an argument, which may be the list of a define or its like.
func (w *walker) argument(e js.IExpr) val {
	if w.known == e && e != nil {
		w.known, w.noting = nil, w.at()
		w.consume(e)
		w.noting = 0
		return val{}
	}
	n := len(w.amdLists)
	if n == 0 || w.amdLists[n-1].e != e {
		return w.expr(e, 0)
	}
	l := w.amdLists[n-1]
	w.amdLists = w.amdLists[:n-1]
	if a, ok := e.(*js.ArrayExpr); ok {
		w.listElements(a, &l)
		return val{fx: fxSome}
	}
	names, _ := constantList(e)
	start := w.at()
	w.consume(e)
	r := graph.ByteRange{Start: uint32(start), End: uint32(w.end)}
	w.rec.Lists = append(w.rec.Lists, graph.List{At: r, Names: names})
	for i, name := range names {
		local := w.localName(name, l.named)
		if names[i] = name; local != "" {
			names[i] = local
		} else if !amdName(name) {
			a := w.askItem(&l, name, r)
			a.List = uint32(len(w.rec.Lists))
		}
	}
	return val{fx: fxSome}
}

// listElements walks a list literal.
func (w *walker) listElements(a *js.ArrayExpr, l *amdList) {
	w.punct('[')
	for i := range a.List {
		el := &a.List[i]
		start := w.at()
		switch {
		case el.Value == nil:
			w.punct(',')
			continue
		case el.Spread:
			w.text("...")
			w.expr(el.Value, 0)
			w.openList(l, start)
		default:
			w.listElement(el.Value, l)
		}
		if i < len(a.List)-1 {
			w.punct(',')
		} else {
			w.try(',')
		}
	}
	w.punct(']')
}

// openList tells that what a list asks for is not known.
func (w *walker) openList(l *amdList, start int) {
	if l.via == 0 {
		w.problem("context-arguments", "This list needs literals", `write ["./a", "./b"]`, start, w.end, l.call)
	}
}

// listElement walks an element of a list: what becomes of it is an id.
func (w *walker) listElement(e js.IExpr, l *amdList) {
	start := w.at()
	at := graph.ByteRange{Start: uint32(start), End: uint32(start)}
	if text, ok := requestText(e); ok {
		local := w.localName(text, l.named)
		n := 0
		if local == "" && !amdName(text) {
			w.askItem(l, text, at)
			n = len(w.asks)
		}
		if w.consume(e); n > 0 {
			w.asks[n-1].Spec.End, w.asks[n-1].End = uint32(w.end), uint32(w.end)
		} else if local != text || literalArg(e) == nil {
			if local != "" {
				text = local
			}
			w.edit(start, w.end, graph.Quote(text))
		}
		return
	}
	if list := choices(e); list != nil {
		for _, lit := range list {
			w.choices = append(w.choices, choice{lit, l.kind, l.call, l.root(), l.via})
		}
		w.expr(e, 0)
		return
	}
	r := requestOf(e)
	c := r.context(&w.opts.Syntax)
	if c == nil {
		w.expr(e, 0)
		w.openList(l, start)
		return
	}
	c.Priority.Prefetch, c.Priority.Preload = graph.NoOrder, graph.NoOrder
	a := w.askItem(l, c.Dir, at)
	a.Kind, a.Context = graph.ImportRequire, c
	n := len(w.asks)
	w.expr(e, 0)
	w.asks[n-1].Spec.End, w.asks[n-1].End = uint32(w.end), uint32(w.end)
}

// root is the offset of the name that must be free.
func (l *amdList) root() int {
	if l.via > 0 {
		return -1
	}
	return l.call
}

// askItem opens an entry for what a list names.
func (w *walker) askItem(l *amdList, text string, at graph.ByteRange) *ask {
	w.asks = append(w.asks, ask{
		Import: graph.Import{
			Kind: l.kind, Specifier: text, Spec: at, Start: at.Start, End: at.End, Item: true, Call: uint32(l.call),
			Ensure: w.ensureOf(l.kind), InTry: w.tryDepth > 0, InFunction: w.lazy > 0, UsesAll: true,
		},
		roots: [2]int{l.root(), -1}, via: l.via, comments: len(w.comments),
	})
	return &w.asks[len(w.asks)-1]
}

// amdName reports whether a list means no file by a name.
func amdName(name string) bool { return name == "require" || name == "exports" || name == "module" }

// localName returns the name of an earlier define of the file that a request
// means, from within the one that is called from; "" for none.
func (w *walker) localName(request, from string) string {
	if strings.HasPrefix(request, "./") || strings.HasPrefix(request, "../") {
		if from == "" {
			return ""
		}
		request = path.Join(path.Dir(from), request)
	}
	if !slices.Contains(w.amdNames, request) {
		return ""
	}
	if !slices.Contains(w.rec.Locals, request) {
		w.rec.Locals = append(w.rec.Locals, request)
	}
	return request
}

// asksForAMD reports whether the file only looks whether there is a define.
func (w *walker) asksForAMD() bool {
	return !w.sawDefine && !w.module && !w.opts.Syntax.NoAMD &&
		slices.ContainsFunc(w.rec.Free, func(f graph.FreeRef) bool { return f.Name == "define" })
}

// amdUnused reports whether the file is a wrapper that also knows CommonJS, and
// is read as that: only then are its exports known while building.
func (w *walker) amdUnused() bool {
	if w.module || w.aliasedDefine {
		return w.module
	}
	cjs := slices.ContainsFunc(w.rec.Free, func(f graph.FreeRef) bool { return f.Name == "module" || f.Name == "exports" })
	return cjs && w.asksType("define")
}

// asksDefine reports whether e is define.amd, which starts at at, of a define that
// the file does not declare.
func (w *walker) asksDefine(e *js.DotExpr, at int) bool {
	v, ok := e.X.(*js.Var)
	y, lit := e.Y.(js.LiteralExpr)
	if !ok || !lit || string(v.Data) != "define" || string(y.Data) != "amd" || w.dead > 0 || w.excluded[at] {
		return false
	}
	w.uses = append(w.uses, use{uint32(at), uint32(at + len(v.Data)), w.names.intern(v.Data), 0, useDefine})
	return true
}

// asksType reports whether the file has a typeof of a free name.
func (w *walker) asksType(name string) bool {
	return slices.ContainsFunc(w.rec.Free, func(f graph.FreeRef) bool { return f.Name == name && f.Flags&graph.RefTypeof != 0 })
}
