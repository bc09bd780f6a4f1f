package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// condKind is what an expression without effects relies on.
type condKind uint8

const (
	condRead    condKind = iota // name is declared or a standard global
	condMember                  // name.p1[.p2] is a known member
	condCall                    // calling name has no effect
	condGlobal                  // name is free, so it is the standard global
	condRequire                 // name is free, and what is required need not run
)

// cond is one condition under which a statement has no effects.
type cond struct {
	kind   condKind
	name   nameID
	p1, p2 string
}

// condMark returns the place of the next condition.
func (w *walker) condMark() int { return len(w.conds) }

// dropConds removes the conditions [from, to).
func (w *walker) dropConds(from, to int) {
	if to <= len(w.conds) {
		w.conds = append(w.conds[:from], w.conds[to:]...)
	}
}

// watching reports whether effects are of interest here: not in functions, and
// not in dead code.
func (w *walker) watching() bool {
	return w.fnDepth == 0 && w.dead == 0
}

// reads tells the effect of reading a name: none if it is declared.
func (w *walker) reads(data []byte) effects {
	if w.watching() {
		w.conds = append(w.conds, cond{kind: condRead, name: w.names.intern(data)})
	}
	return fxNone
}

// memberEffects tells the effect of e.X.y or e.X["y"]. The conditions from mark
// on are those of e.X; a single one about a name is made one about the member.
func (w *walker) memberEffects(e js.IExpr, x val, mark int, c ctx) val {
	if !w.watching() {
		return val{}
	}
	var object js.IExpr
	var name string
	switch e := e.(type) {
	case *js.DotExpr:
		object = e.X
		if y, ok := e.Y.(js.LiteralExpr); ok && !e.Optional {
			name = unescapedName(y.Data)
		}
	case *js.IndexExpr:
		object = e.X
		if lit, ok := e.Y.(*js.LiteralExpr); ok && !e.Optional {
			name = unquote(lit.Data)
		}
	}
	if _, ok := object.(*js.ImportMetaExpr); ok && c&cTarget == 0 {
		return val{}
	}
	if name == "" || x.fx != fxNone || c&cTarget != 0 || len(w.conds) != mark+1 {
		return val{fx: fxSome}
	}
	k := &w.conds[mark]
	switch _, isVar := object.(*js.Var); {
	case isVar && k.kind == condRead:
		k.kind, k.p1 = condMember, name
	case !isVar && k.kind == condMember && k.p2 == "":
		k.p2 = name
	default:
		return val{fx: fxSome}
	}
	// Symbol.iterator and Math.PI are primitives, which matters for keys.
	return val{prim: isSymbolOrMath(object)}
}

func isSymbolOrMath(e js.IExpr) bool {
	v, ok := e.(*js.Var)
	return ok && (string(v.Data) == "Symbol" || string(v.Data) == "Math")
}

// requires reports whether a call is require("x"), whose only effect is that of
// running the module.
func (w *walker) requires(e *js.CallExpr, a *ask, mark int) bool {
	if _, ok := e.X.(*js.Var); !ok || !w.watching() || a.Kind != graph.ImportRequire || a.Context != nil || a.Item ||
		len(w.conds) <= mark || w.conds[mark].kind != condRead {
		return false
	}
	w.conds[mark].kind = condRequire
	return true
}

// callEffects tells the effect of a call without PURE mark. The condition at
// mark is that of the callee, if it is a name or a member of one.
func (w *walker) callEffects(e *js.CallExpr, callee val, args effects, mark int) val {
	if !w.watching() {
		return val{}
	}
	some := val{fx: fxSome}
	if args != fxNone || callee.fx != fxNone || e.Optional || len(w.conds) <= mark {
		return some
	}
	k := &w.conds[mark]
	switch e.X.(type) {
	case *js.Var:
		if k.kind != condRead {
			return some
		}
		if w.names.names[k.name].text == "Symbol" && primitiveArgs(&e.Args) {
			k.kind = condGlobal
			return val{}
		}
		k.kind = condCall
		return val{}
	case *js.DotExpr:
		if k.kind != condMember || k.p2 != "" {
			return some
		}
		pure := false
		switch w.names.names[k.name].text + "." + k.p1 {
		case "Object.freeze", "Object.seal", "Object.preventExtensions":
			pure = len(e.Args.List) == 1 && isLiteralObject(e.Args.List[0].Value)
		case "Object.create":
			pure = len(e.Args.List) == 1 && (isNull(e.Args.List[0].Value) || isLiteralObject(e.Args.List[0].Value))
		case "Symbol.for":
			pure = len(e.Args.List) == 1 && primitiveArgs(&e.Args)
		}
		if pure {
			k.kind = condGlobal
			return val{prim: w.names.names[k.name].text == "Symbol"}
		}
	}
	return some
}

// constructs tells the effect of new x(...) without PURE mark, arguments aside.
// Only empty or literally filled collections are known.
func (w *walker) constructs(e *js.NewExpr, mark int) effects {
	if !w.watching() {
		return fxNone
	}
	v, ok := e.X.(*js.Var)
	if !ok || len(w.conds) <= mark || w.conds[mark].kind != condRead {
		return fxSome
	}
	switch name := string(v.Data); name {
	case "Map", "Set", "WeakMap", "WeakSet":
		if e.Args != nil && len(e.Args.List) > 0 {
			list, ok := e.Args.List[0].Value.(*js.ArrayExpr)
			if !ok || e.Args.List[0].Rest || len(e.Args.List) > 1 || name[0] == 'W' && len(list.List) > 0 {
				return fxSome
			}
			for _, el := range list.List {
				if _, pair := el.Value.(*js.ArrayExpr); el.Spread || name == "Map" && !pair {
					return fxSome
				}
			}
		}
		w.conds[mark].kind = condGlobal
		return fxNone
	}
	return fxSome
}

func primitiveArgs(a *js.Args) bool {
	for i := range a.List {
		lit, ok := a.List[i].Value.(*js.LiteralExpr)
		if !ok || a.List[i].Rest || lit.TokenType == js.RegExpToken || lit.TokenType == js.ThisToken {
			return false
		}
	}
	return true
}

func isLiteralObject(e js.IExpr) bool {
	switch e.(type) {
	case *js.ObjectExpr, *js.ArrayExpr:
		return true
	}
	return false
}

func isNull(e js.IExpr) bool {
	lit, ok := e.(*js.LiteralExpr)
	return ok && lit.TokenType == js.NullToken
}

// settle turns the conditions of a statement into its effects, now that all
// names are known.
func (w *walker) settle(x stmtExtra) (graph.Effects, []uint32) {
	if x.fx != fxNone {
		return graph.EffectsSome, nil
	}
	var calls []uint32
	requires := false
	for i := x.conds.From; i < x.conds.To; i++ {
		k := &w.conds[i]
		sym := w.names.names[k.name].sym
		name := w.names.names[k.name].text
		switch {
		case sym == 0 && k.kind == condRead:
			if !pureGlobals[name] {
				return graph.EffectsSome, nil
			}
		case sym == 0 && k.kind == condMember:
			if !pureMember(name, k.p1, k.p2) {
				return graph.EffectsSome, nil
			}
		case sym == 0 && k.kind == condGlobal, sym > 0 && k.kind == condRead:
		case k.kind == condRequire:
			if sym > 0 {
				return graph.EffectsSome, nil
			}
			requires = true
		case sym == 0 || k.kind == condGlobal:
			return graph.EffectsSome, nil
		case k.kind == condMember:
			if s := &w.rec.Symbols[sym-1]; s.Kind != graph.SymImport || s.Imported != graph.AllNames || k.p2 != "" {
				return graph.EffectsSome, nil
			}
		default:
			if s := &w.rec.Symbols[sym-1]; s.Kind != graph.SymImport && !s.NoSideEffects {
				return graph.EffectsSome, nil
			}
			calls = append(calls, uint32(sym-1))
		}
	}
	switch {
	case calls != nil && requires:
		return graph.EffectsSome, nil
	case calls != nil:
		return graph.EffectsCalls, calls
	case requires:
		return graph.EffectsRequire, nil
	}
	return graph.EffectsNone, nil
}

// pureGlobals are the globals of the language, which exist everywhere.
var pureGlobals = set("undefined", "NaN", "Infinity", "globalThis", "Object", "Function", "Array", "String",
	"Number", "Boolean", "Symbol", "BigInt", "Math", "JSON", "Reflect", "Proxy", "Promise", "Map", "Set",
	"WeakMap", "WeakSet", "WeakRef", "FinalizationRegistry", "Date", "RegExp", "Error", "AggregateError",
	"EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "ArrayBuffer",
	"SharedArrayBuffer", "DataView", "Atomics", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array",
	"Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array",
	"BigUint64Array", "Intl", "parseInt", "parseFloat", "isNaN", "isFinite", "encodeURI", "decodeURI",
	"encodeURIComponent", "decodeURIComponent", "escape", "unescape", "console")

// pureOwners are the globals any own member of which can be read: it is there,
// or undefined, and no getter runs code of the user.
var pureOwners = set("Object", "Array", "String", "Number", "Boolean", "Symbol", "BigInt", "Math", "JSON",
	"Reflect", "Promise", "Date", "RegExp", "Function", "Error", "Map", "Set", "WeakMap", "WeakSet", "Intl",
	"console", "ArrayBuffer", "Uint8Array", "Int8Array", "Uint16Array", "Int16Array", "Uint32Array",
	"Int32Array", "Float32Array", "Float64Array", "globalThis")

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// pureMember reports whether reading name.p1 or name.p1.p2 of a standard global
// has no effect. Two levels are known for prototypes only.
func pureMember(name, p1, p2 string) bool {
	if !pureOwners[name] {
		return false
	}
	return p2 == "" || p1 == "prototype" && name != "globalThis"
}
