package parse

import (
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// problem notes something about a call that does not keep the file from being
// built. It counts if the name at offset root turns out to be free; -1 for
// always.
func (w *walker) problem(code, message, help string, start, end, root int) {
	if w.dead > 0 {
		return
	}
	w.problems = append(w.problems, problem{
		Problem: graph.Problem{Code: code, Message: message, Help: help, At: graph.ByteRange{Start: uint32(start), End: uint32(end)}}, root: root,
	})
}

type problem struct {
	graph.Problem
	root int
}

// askContext opens an entry for a call that gives a context.
func (w *walker) askContext(c *graph.ContextRequest, start, root int) int {
	n := w.ask(graph.ImportRequire, nil, start, [2]int{root, -1})
	a := &w.asks[n-1]
	a.Specifier, a.Context = c.Dir, c
	c.Object, c.Prefix = true, "."
	return n
}

// badContext reports arguments that cannot be read while building.
func (w *walker) badContext(what, problem, help string, start, root int) int {
	w.problem("context-arguments", what+" "+problem, help, start, w.end, root)
	return 0
}

// beginContext opens an entry for require.context(dir, recursive, pattern, mode).
func (w *walker) beginContext(e *js.CallExpr, start, root int) int {
	const what, help = "require.context()", "write literals: require.context(\"./dir\", true, /\\.js$/)"
	if w.dead > 0 {
		return 0
	}
	c := &graph.ContextRequest{Recursive: true, Pattern: `^\.\/.*$`}
	c.Priority.Prefetch, c.Priority.Preload = graph.NoOrder, graph.NoOrder
	list := e.Args.List
	dir, ok := w.fold(list[0].Value)
	if !ok {
		return w.badContext(what, "needs a directory that is known while building", help, start, root)
	}
	c.Dir, c.Query = cutFolder(dir)
	for i, arg := range list[1:] {
		if isUndefined(arg.Value) {
			continue
		}
		switch i {
		case 0:
			if c.Recursive, ok = boolLiteral(arg.Value); !ok {
				return w.badContext(what, "needs true or false as its second argument", help, start, root)
			}
		case 1:
			re := w.regexpOf(arg.Value)
			if re == nil {
				return w.badContext(what, "needs a regular expression literal as its third argument", help, start, root)
			}
			w.contextPattern(c, re, what, start, root)
		case 2:
			mode, ok := requestText(arg.Value)
			if c.Mode, ok = graph.ContextModes[mode]; !ok {
				return w.badContext(what, "has a mode that does not exist", "write sync, weak, eager, lazy, lazy-once or async-weak", start, root)
			}
		default:
			return w.badContext(what, "takes four arguments at the most", help, start, root)
		}
	}
	return w.askContext(c, start, root)
}

// contextPattern notes the pattern of a context. One that remembers where it was
// would match differently by the order of files; webpack's context is empty then.
func (w *walker) contextPattern(c *graph.ContextRequest, re *graph.Regexp, what string, start, root int) {
	if c.Pattern, c.Flags = re.Source, re.Flags; strings.ContainsAny(re.Flags, "gy") {
		c.Pattern, c.Flags = `[^\s\S]`, ""
		w.badContext(what, "has a pattern with the flag g or y, which matches no file", "leave the flag out", start, root)
	}
}

// beginMeta opens an entry for a call of a member of import.meta.
func (w *walker) beginMeta(e *js.CallExpr, member string, start int) int {
	if w.dead > 0 {
		return 0
	}
	switch member {
	case "webpackContext":
		if w.opts.Syntax.NoMetaContext || w.opts.Syntax.leavesMeta(member) {
			return 0
		}
		return w.beginMetaContext(e, start)
	case "glob":
		return w.beginGlob(e, start)
	case "resolve":
		if lit := literalArg(e.Args.List[0].Value); lit != nil && len(e.Args.List) == 1 && !w.opts.Syntax.leavesMeta(member) {
			n := w.ask(graph.ImportURL, lit, start, [2]int{-1, -1})
			w.asks[n-1].Text = true
			return n
		}
	}
	return 0
}

// beginMetaContext opens an entry for import.meta.webpackContext(dir, {...}).
func (w *walker) beginMetaContext(e *js.CallExpr, start int) int {
	const what, help = "import.meta.webpackContext()", "write literals: import.meta.webpackContext(\"./dir\", {recursive: true, regExp: /\\.js$/})"
	list := e.Args.List
	dir, ok := w.fold(list[0].Value)
	if !ok || len(list) > 2 {
		return w.badContext(what, "needs a directory that is known while building", help, start, -1)
	}
	c := &graph.ContextRequest{Recursive: true, Pattern: `^\.\/.*$`, Import: true}
	c.Priority.Prefetch, c.Priority.Preload = graph.NoOrder, graph.NoOrder
	c.Dir, c.Query = cutFolder(dir)
	if len(list) == 1 {
		return w.askContext(c, start, -1)
	}
	o, ok := list[1].Value.(*js.ObjectExpr)
	if !ok {
		return w.badContext(what, "needs an object literal as its second argument", help, start, -1)
	}
	for i := range o.List {
		p := &o.List[i]
		if p.Spread || p.Name == nil || p.Name.Computed != nil {
			return w.badContext(what, "has an option that is not known while building", help, start, -1)
		}
		key := keyName(&p.Name.Literal)
		ok := true
		order := func(to *int) {
			var yes bool
			if yes, ok = boolLiteral(p.Value); ok {
				if yes {
					*to = 0
				}
				return
			}
			*to, ok = intLiteral(p.Value)
		}
		switch key {
		case "recursive":
			c.Recursive, ok = boolLiteral(p.Value)
		case "regExp":
			var re *graph.Regexp
			if re = w.regexpOf(p.Value); re != nil {
				w.contextPattern(c, re, what, start, -1)
			}
			ok = re != nil
		case "include":
			c.Include = w.regexpOf(p.Value)
			ok = c.Include != nil
		case "exclude":
			c.Exclude = w.regexpOf(p.Value)
			ok = c.Exclude != nil
		case "mode":
			mode, _ := requestText(p.Value)
			c.Mode, ok = graph.ContextModes[mode]
		case "chunkName":
			c.ChunkName, ok = requestText(p.Value)
		case "exports":
			c.Exports, ok = namesLiteral(p.Value)
		case "prefetch":
			order(&c.Priority.Prefetch)
		case "preload":
			order(&c.Priority.Preload)
		case "fetchPriority":
			c.Priority.Fetch, ok = requestText(p.Value)
		default:
			return w.badContext(what, "has no option "+quote(key), "write recursive, regExp, include, exclude, mode, chunkName, exports, prefetch, preload or fetchPriority", start, -1)
		}
		if !ok {
			return w.badContext(what, "has a value of "+quote(key)+" that cannot be read while building", help, start, -1)
		}
	}
	return w.askContext(c, start, -1)
}

// beginGlob opens an entry for import.meta.glob(patterns, {...}).
func (w *walker) beginGlob(e *js.CallExpr, start int) int {
	const what, help = "import.meta.glob()", "write literals: import.meta.glob(\"./dir/*.js\", {eager: true})"
	list := e.Args.List
	g := &graph.Glob{}
	var ok bool
	if g.Patterns, ok = namesLiteral(list[0].Value); !ok || len(g.Patterns) == 0 || len(list) > 2 {
		return w.badContext(what, "needs a pattern, or a list of patterns, that is known while building", help, start, -1)
	}
	c := &graph.ContextRequest{Dir: ".", Recursive: true, Import: true, Namespace: true, Mode: graph.ContextLazy, Glob: g}
	c.Priority.Prefetch, c.Priority.Preload = graph.NoOrder, graph.NoOrder
	if len(list) == 2 {
		o, ok := list[1].Value.(*js.ObjectExpr)
		if !ok {
			return w.badContext(what, "needs an object literal as its second argument", help, start, -1)
		}
		for i := range o.List {
			p := &o.List[i]
			if p.Spread || p.Name == nil || p.Name.Computed != nil {
				return w.badContext(what, "has an option that is not known while building", help, start, -1)
			}
			key := keyName(&p.Name.Literal)
			ok := true
			switch key {
			case "eager":
				g.Eager, ok = boolLiteral(p.Value)
			case "import":
				if g.Import, ok = requestText(p.Value); g.Import == "*" {
					g.Import = ""
				}
			case "query":
				c.Query, ok = queryLiteral(p.Value)
			case "as":
				// Vite's older way to say query and import at once.
				var as string
				if as, ok = requestText(p.Value); as == "raw" || as == "url" {
					c.Query, g.Import = "?"+as, "default"
				} else {
					ok = false
				}
			case "base":
				g.Base, ok = requestText(p.Value)
			case "exhaustive":
				g.Exhaustive, ok = boolLiteral(p.Value)
			case "caseSensitive":
				g.CaseFold, ok = boolLiteral(p.Value)
				g.CaseFold = !g.CaseFold
			default:
				return w.badContext(what, "has no option "+quote(key), "write eager, import, query, as, base, exhaustive or caseSensitive", start, -1)
			}
			if !ok {
				return w.badContext(what, "has a value of "+quote(key)+" that cannot be read while building", help, start, -1)
			}
		}
	}
	if g.Eager {
		c.Mode = graph.ContextSync
	}
	if g.Import != "" {
		c.Exports = []string{g.Import}
	}
	return w.askContext(c, start, -1)
}

// requestText returns the value of a string that is known while building.
func requestText(e js.IExpr) (string, bool) {
	r := requestOf(e)
	return r.whole()
}

func isUndefined(e js.IExpr) bool {
	v, ok := e.(*js.Var)
	return ok && string(v.Data) == "undefined"
}

func boolLiteral(e js.IExpr) (value, ok bool) {
	switch e := unwrap(e).(type) {
	case *js.LiteralExpr:
		return e.TokenType == js.TrueToken, e.TokenType == js.TrueToken || e.TokenType == js.FalseToken
	case *js.UnaryExpr: // !0, as minifiers write it
		if lit, ok := e.X.(*js.LiteralExpr); ok && e.Op == js.NotToken {
			return string(lit.Data) == "0", string(lit.Data) == "0" || string(lit.Data) == "1"
		}
	}
	return false, false
}

func intLiteral(e js.IExpr) (int, bool) {
	negative := false
	if u, ok := e.(*js.UnaryExpr); ok && u.Op == js.NegToken {
		negative, e = true, u.X
	}
	lit, ok := e.(*js.LiteralExpr)
	if !ok || lit.TokenType != js.DecimalToken && lit.TokenType != js.IntegerToken {
		return 0, false
	}
	f, ok := numberVal(lit.Data).number()
	if n := int(f); ok && float64(n) == f {
		if negative {
			n = -n
		}
		return n, true
	}
	return 0, false
}

func regexpLiteral(e js.IExpr) *graph.Regexp {
	lit, ok := unwrap(e).(*js.LiteralExpr)
	if !ok || lit.TokenType != js.RegExpToken {
		return nil
	}
	end := strings.LastIndexByte(string(lit.Data), '/')
	return &graph.Regexp{Source: string(lit.Data[1:end]), Flags: string(lit.Data[end+1:])}
}

// regexpOf reads a regular expression literal, or new RegExp("source", "flags").
func (w *walker) regexpOf(e js.IExpr) *graph.Regexp {
	n, ok := unwrap(e).(*js.NewExpr)
	if !ok || n.Args == nil || len(n.Args.List) < 1 || len(n.Args.List) > 2 || !isVar(n.X, []byte("RegExp")) || w.isDeclared([]byte("RegExp")) {
		return regexpLiteral(e)
	}
	re := &graph.Regexp{}
	for i, text := range []*string{&re.Source, &re.Flags}[:len(n.Args.List)] {
		if *text, ok = requestText(n.Args.List[i].Value); !ok || n.Args.List[i].Rest {
			return nil
		}
	}
	return re
}

// namesLiteral reads a string or a list of strings.
func namesLiteral(e js.IExpr) ([]string, bool) {
	if text, ok := requestText(e); ok {
		return []string{text}, true
	}
	a, ok := e.(*js.ArrayExpr)
	if !ok {
		return nil, false
	}
	list := []string{}
	for i := range a.List {
		text, ok := "", false
		if a.List[i].Value != nil && !a.List[i].Spread {
			text, ok = requestText(a.List[i].Value)
		}
		if !ok {
			return nil, false
		}
		list = append(list, text)
	}
	return list, true
}

// queryLiteral reads "?raw", "raw" or {raw: true}.
func queryLiteral(e js.IExpr) (string, bool) {
	if text, ok := requestText(e); ok {
		if text != "" && text[0] != '?' {
			text = "?" + text
		}
		return text, true
	}
	o, ok := e.(*js.ObjectExpr)
	if !ok {
		return "", false
	}
	query := ""
	for i := range o.List {
		p := &o.List[i]
		if p.Spread || p.Name == nil || p.Name.Computed != nil {
			return "", false
		}
		value, ok := requestText(p.Value)
		if !ok {
			lit, isLit := p.Value.(*js.LiteralExpr)
			if !isLit {
				return "", false
			}
			value = string(lit.Data)
		}
		if query != "" {
			query += "&"
		}
		query += keyName(&p.Name.Literal) + "=" + value
	}
	if query == "" {
		return "", true
	}
	return "?" + query, true
}
