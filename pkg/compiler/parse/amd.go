package parse

import (
	"slices"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// beginDefine looks at define(name?, deps?, factory), whose callee has been
// walked. What it names is asked for like require() of a literal, except for
// require, exports and module, and for what an earlier define of the file is
// called.
func (w *walker) beginDefine(e *js.CallExpr, start int) int {
	list := e.Args.List
	if w.dead > 0 || len(list) > 3 {
		return 0
	}
	w.sawDefine = true
	i := 0
	if lit := literalArg(list[0].Value); lit != nil && len(list) > 1 {
		w.amdNames = append(w.amdNames, unquote(lit))
		i++
	}
	if a, ok := list[i].Value.(*js.ArrayExpr); ok && i+1 < len(list) {
		w.amdList(a, graph.ImportRequire, start)
		i++
	}
	if i != len(list)-1 {
		return 0
	}
	w.factories = append(w.factories, amdFactory{list[i].Value, start})
	return -1
}

// amdFactory is the function of a define, until the walk comes to it.
type amdFactory struct {
	e    js.IExpr
	root int
}

// amdList asks for the literals of a list, and returns all of them.
func (w *walker) amdList(a *js.ArrayExpr, kind graph.ImportKind, start int) []string {
	var names []string
	for i := range a.List {
		lit, ok := a.List[i].Value.(*js.LiteralExpr)
		if !ok || a.List[i].Spread || lit.TokenType != js.StringToken {
			w.problem("context-arguments", "This list needs literals", `write ["./a", "./b"]`, start, w.end, start)
			continue
		}
		name := unquote(lit.Data)
		names = append(names, name)
		switch name {
		case "require", "exports", "module":
			continue
		}
		if !slices.Contains(w.amdNames, name) {
			w.choices = append(w.choices, choice{lit, kind, start, start})
		}
	}
	return names
}

// beginAMDRequire looks at require(["./a"], callback, onError).
func (w *walker) beginAMDRequire(e *js.CallExpr, start, root int) int {
	list := e.Args.List
	a, ok := list[0].Value.(*js.ArrayExpr)
	if !ok || w.dead > 0 || len(list) > 3 {
		return 0
	}
	x := ensure{Ensure: graph.Ensure{Start: uint32(start), Root: uint32(root), AMD: true}, root: root, call: e}
	w.ensures = append(w.ensures, x)
	w.ensures[len(w.ensures)-1].Names = w.amdList(a, graph.ImportEnsure, root)
	return -1
}

// ownRequire opens an entry for require("x") in a function that got its require
// from define: only the literal is replaced.
func (w *walker) ownRequire(lit []byte, start int) int {
	n := w.ask(graph.ImportRequire, lit, start, [2]int{w.amdRoot, -1})
	if n == 0 {
		return 0
	}
	a := &w.asks[n-1]
	a.Item, a.Call, a.Start, a.End = true, a.Start, a.Spec.Start, a.Spec.End
	return n
}

// amdUnused reports whether the file is a wrapper that also knows CommonJS, and
// is read as that: only then are its exports known while building.
func (w *walker) amdUnused() bool {
	cjs, asks := false, false
	for i := range w.rec.Free {
		f := &w.rec.Free[i]
		switch f.Name {
		case "module", "exports":
			cjs = true
		case "define":
			asks = asks || f.Flags&graph.RefTypeof != 0
		}
	}
	return cjs && asks || w.module
}

// factory walks an argument, which may be the factory of a define.
func (w *walker) factory(e js.IExpr) val {
	n := len(w.factories)
	if n == 0 || w.factories[n-1].e != e {
		return w.expr(e, 0)
	}
	own, root := w.amdOwn, w.amdRoot
	w.amdOwn, w.amdRoot = takesAnyRequire(e), w.factories[n-1].root
	w.factories = w.factories[:n-1]
	v := w.expr(e, 0)
	w.amdOwn, w.amdRoot = own, root
	return v
}

// takesAnyRequire reports whether a parameter of a function is called require.
func takesAnyRequire(e js.IExpr) bool {
	var params *js.Params
	switch f := e.(type) {
	case *js.ArrowFunc:
		params = &f.Params
	case *js.FuncDecl:
		params = &f.Params
	default:
		return false
	}
	return slices.ContainsFunc(params.List, func(b js.BindingElement) bool {
		v, ok := b.Binding.(*js.Var)
		return ok && string(v.Data) == "require"
	})
}
