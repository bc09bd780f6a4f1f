package parse

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// TestEffects gives the effects of the last statement.
func TestEffects(t *testing.T) {
	const head = `import d, {i} from "x"; import * as ns from "y"; var v; function f() {} /* @__NO_SIDE_EFFECTS__ */ function pure() {} class C {}
`
	tests := map[graph.Effects][]string{
		graph.EffectsNone: {
			"function g() { boom() }", "class A { m() { boom() } x = boom(); get y() {} }", "class A extends C {}", "class A extends i {}",
			"class A { static x = 1; static m() {}; [1] = 2; ['a'](){} }", "class A extends ns.B {}",
			"var a", "let a", "const a = 1", "const a = 'x', b = `y`", "const a = -1", "const a = () => boom()", "var a = function () { boom() }",
			"const a = {b: 1, c: [2, , 3], d() {}, 'e': v, [`f`]: i, get g() { boom() }}", "const a = [...[1]], b = {...{c: 1}}",
			"const a = /x/g", "const a = v", "const a = i, b = d, c = ns", "const a = ns.x", "const a = ns['x']", "const a = undefined, b = NaN, c = Infinity",
			"const a = Math.PI * 2", "const a = Object.prototype.hasOwnProperty", "const a = Array.isArray, b = Symbol.iterator", "const a = {[Symbol.iterator]() {}}",
			"const a = typeof window", "const a = typeof window === 'undefined' ? v : i", "const a = !v, b = void 0", "const a = 1 + 2 + 'x' + `y${3}`",
			"const a = v === i", "const a = v && i || d", "const a = v ?? i", "const a = (v, i)", "const a = v ? i : d",
			"const a = /* @__PURE__ */ boom()", "const a = /*#__PURE__*/ boom.bang(v)(i)", "const a = /* @__PURE__ */ new Boom(v, {x: i})", "const a = /* @__PURE__ */ (() => { boom() })()",
			"var a = /* @__PURE__ */ ((b) => { b.c = 1; return b })(a || {})", "export const a = /*@__PURE__*/ d.createContext(null)",
			"const a = new Map, b = new Set(), c = new WeakMap(), e = new Map([[1, v]]), g = new Set([i])", "const a = Symbol('x')", "const a = Symbol.for('x')",
			"const a = Object.freeze({b: 1})", "const a = Object.freeze([v])", "const a = Object.create(null)",
			"export default 1", "export default {a: v}", "export default function () {}", "export default class {}", "export default () => {}", "export default v",
			"export {v}", "'x'", "v", "const a = import.meta.url", "if (false) boom()", "{}", "import 'z'", "const a = class { static x = v }",
			"const a = (v)", "const a = globalThis", "var a = console.log",
		},
		graph.EffectsCalls: {
			"const a = i()", "const a = i(v, {b: d})", "const a = pure(1)", "export default d(() => boom())", "i()", "const a = i() && pure()",
		},
		graph.EffectsRequire: {
			"const a = require('x')", "require('x')", "const a = {b: require('x'), c: [require('y')]}",
		},
		graph.EffectsSome: {
			"f()", "boom()", "const a = boom", "const a = window", "const a = v.x", "const a = i.x", "const a = ns.x.y", "const a = ns[v]", "v = 1", "v++", "const {a} = v", "const [a] = [1]",
			"const a = {...v}", "const a = [...v]", "const a = `${v}`", "const a = -v", "const a = v + 1", "const a = v < i", "const a = v == i", "const a = {[v]: 1}",
			"const a = 'x' in v", "const a = v instanceof C", "delete v.x", "const a = new Foo", "const a = new Map(v)", "const a = new Map([1])", "const a = new C",
			"const a = f()", "const a = v()", "const a = ns.x()", "const a = i(boom)", "const a = i(boom())", "const a = i``", "const a = import('x')", "const a = require(v)", "const a = require('x').b", "const a = require('x')()", "const a = i() && require('x')",
			"class A extends boom() {}", "class A { static x = boom() }", "class A { static { boom() } }", "class A { [boom()]() {} }", "class A { static [v] = 1 }",
			"f.displayName = 'x'", "Object.assign(v, {})", "const a = Object.freeze(v)", "throw v", "if (v) boom()", "for (;;) {}", "while (v);", "try {} catch {}", "debugger",
			"const a = /* @__PURE__ */ boom() + v", "const a = /* @__PURE__ */ boom(bang())", "(() => {})()", "export default boom()", "const a = await v", "const a = v?.x",
			"const a = Symbol(v)", "const a = new Set(...[])", "const a = 1n + 1", "const a = (/* @__PURE__ */ f)()() || v.x",
		},
	}
	for want, sources := range tests {
		for _, src := range sources {
			rec := analyzeWith(t, head+src, &Options{DeadCode: true})
			last := rec.Stmts[len(rec.Stmts)-1]
			got := graph.EffectsNone
			for _, s := range rec.Stmts {
				if s.List == last.List && s.Start >= uint32(len(head)) {
					got = max(got, s.Effects)
				}
			}
			if got != want {
				t.Errorf("%s: effects %d, want %d", src, got, want)
			}
			if got == graph.EffectsCalls && len(last.Calls) == 0 {
				t.Errorf("%s: no calls", src)
			}
		}
	}
}

func TestNoSideEffects(t *testing.T) {
	for src, want := range map[string]bool{
		"/* @__NO_SIDE_EFFECTS__ */ function f() {}": true, "/*#__NO_SIDE_EFFECTS__*/ export function f() {}": true, "export /* @__NO_SIDE_EFFECTS__ */ async function f() {}": true,
		"/* @__NO_SIDE_EFFECTS__ */ export default function f() {}": true, "/* @__NO_SIDE_EFFECTS__ */ export default function () {}": true,
		"const f = /* @__NO_SIDE_EFFECTS__ */ () => {}": true, "/* @__NO_SIDE_EFFECTS__ */ const f = function () {}": true, "/* @__NO_SIDE_EFFECTS__ */ export const f = () => {}": true,
		"/* @__NO_SIDE_EFFECTS__ */ const f = g()": false, "function f() {}": false, "/* @__NO_SIDE_EFFECTS__ */ g; function f() {}": false,
	} {
		if got := analyze(t, src).Symbols[0].NoSideEffects; got != want {
			t.Errorf("%s: %v", src, got)
		}
	}
}

// TestShadowedGlobal checks that a known global that the file declares is not
// taken for the standard one.
func TestShadowedGlobal(t *testing.T) {
	for _, src := range []string{
		"var a = new Map(); function Map() { boom() }", "var a = Object.freeze({}); var Object", "var a = Symbol('x'); function Symbol() {}", "var a = Math.PI; let Math",
	} {
		if rec := analyze(t, src); rec.Stmts[0].Effects != graph.EffectsSome {
			t.Errorf("%s: effects %d", src, rec.Stmts[0].Effects)
		}
	}
}

func TestImports(t *testing.T) {
	type want = graph.Import
	const all = true
	tests := []struct {
		name, src string
		want      []want
	}{
		{"static", `import a from "x"`, []want{{Kind: graph.ImportStatic, Specifier: "x"}}},
		{"re-export", `export {a} from "x"; export * from "y"`, []want{{Kind: graph.ImportExportFrom, Specifier: "x"}, {Kind: graph.ImportExportStar, Specifier: "y", UsesAll: all, Stmt: 1}}},
		{"escapes", `import "a\x2db\u{2d}\
c"`, []want{{Kind: graph.ImportStatic, Specifier: "a-b-c"}}},
		{"attributes", `import a from "x" with {type: "json", "b": 'c'}`, []want{{Kind: graph.ImportStatic, Specifier: "x", Attrs: map[string]string{"type": "json", "b": "c"}}}},
		{"attributes of import()", `import("x", {with: {type: "json"}})`, []want{{Kind: graph.ImportDynamic, Specifier: "x", Attrs: map[string]string{"type": "json"}}}},
		{"defer", `import defer * as a from "x"`, []want{{Kind: graph.ImportStatic, Specifier: "x", Phase: graph.PhaseDefer}}},
		{"dynamic", `f = () => import("x")`, []want{{Kind: graph.ImportDynamic, Specifier: "x", UsesAll: all, InFunction: true}}},
		{"template", "f(import(`x`))", []want{{Kind: graph.ImportDynamic, Specifier: "x", UsesAll: all}}},
		{"dynamic, not literal", `import(x); import("a" + b)`, nil},
		{"partly known", "import(`./x/${a}.js`); require('./y/' + b)", []want{
			{Kind: graph.ImportDynamic, Specifier: "./x", UsesAll: all}, {Kind: graph.ImportRequire, Specifier: "./y", Stmt: 1, UsesAll: all}}},
		{"a choice", `require(a ? "x" : b ? "y" : "z")`, []want{
			{Kind: graph.ImportRequire, Specifier: "x", UsesAll: all}, {Kind: graph.ImportRequire, Specifier: "y", UsesAll: all}, {Kind: graph.ImportRequire, Specifier: "z", UsesAll: all}}},
		{"magic comments", `f(import(/* webpackChunkName: "c" */ "x" /* webpackPrefetch: true */))`,
			[]want{{Kind: graph.ImportDynamic, Specifier: "x", UsesAll: all, Magic: []string{`webpackChunkName: "c"`, "webpackPrefetch: true"}}}},
		{"comment before the call", `f(/* no */ import("x") /* no */)`, []want{{Kind: graph.ImportDynamic, Specifier: "x", UsesAll: all}}},
		{"magic comment of a static import", `import a from /* webpackIgnore: true */ "x"`, []want{{Kind: graph.ImportStatic, Specifier: "x", Magic: []string{"webpackIgnore: true"}}}},
		{"awaited pattern", `const {a, b: {c}, "d": e} = await import("x")`, []want{{Kind: graph.ImportDynamic, Specifier: "x", Uses: []string{"a", "b", "d"}}}},
		{"awaited member", `x = (await import("x")).a.b`, []want{{Kind: graph.ImportDynamic, Specifier: "x", Uses: []string{"a"}}}},
		{"pattern without await", `const {then} = import("x")`, []want{{Kind: graph.ImportDynamic, Specifier: "x", UsesAll: all}}},
		{"then", `import("x").then(({a, b}) => a).catch(f)`, []want{{Kind: graph.ImportDynamic, Specifier: "x", Uses: []string{"a", "b"}, InTry: true}}},
		{"then without parameter", `import("x").then(() => f())`, []want{{Kind: graph.ImportDynamic, Specifier: "x"}}},
		{"then with a name", `import("x").then(m => m)`, []want{{Kind: graph.ImportDynamic, Specifier: "x", UsesAll: all}}},
		{"then, awaited", `const {a} = await import("x").then(f)`, []want{{Kind: graph.ImportDynamic, Specifier: "x", UsesAll: all}}},
		{"statement", `import("x")`, []want{{Kind: graph.ImportDynamic, Specifier: "x"}}},
		{"require", `const a = require("x")`, []want{{Kind: graph.ImportRequire, Specifier: "x", UsesAll: all, Held: true}}},
		{"require member", `const a = require("x").b.c`, []want{{Kind: graph.ImportRequire, Specifier: "x", Uses: []string{"b"}}}},
		{"require index", `a = require("x")["b c"]`, []want{{Kind: graph.ImportRequire, Specifier: "x", Uses: []string{"b c"}}}},
		{"require pattern", `const {a, b = 1} = require("x"); ({c} = require("y"))`, []want{{Kind: graph.ImportRequire, Specifier: "x", Uses: []string{"a", "b"}}, {Kind: graph.ImportRequire, Specifier: "y", Uses: []string{"c"}, Stmt: 1}}},
		{"require pattern with rest", `const {a, ...b} = require("x")`, []want{{Kind: graph.ImportRequire, Specifier: "x", UsesAll: all}}},
		{"require pattern, computed", `const {[a]: b} = require("x")`, []want{{Kind: graph.ImportRequire, Specifier: "x", UsesAll: all}}},
		{"require pattern of a function", `const {a} = () => require("x")`, []want{{Kind: graph.ImportRequire, Specifier: "x", UsesAll: all, InFunction: true}}},
		{"require also assigned", `x = (a = require("x")).b`, []want{{Kind: graph.ImportRequire, Specifier: "x", UsesAll: all}}},
		{"require statement", `require("x")`, []want{{Kind: graph.ImportRequire, Specifier: "x"}}},
		{"require in try", `try { require("x"); (() => require("y"))(); f = () => require("z") } catch { require("w") }`, []want{
			{Kind: graph.ImportRequire, Specifier: "x", InTry: true}, {Kind: graph.ImportRequire, Specifier: "y", InTry: true, UsesAll: all},
			{Kind: graph.ImportRequire, Specifier: "z", InFunction: true, UsesAll: all}, {Kind: graph.ImportRequire, Specifier: "w"}}},
		{"nested", `require("x")(require("y"))`, []want{{Kind: graph.ImportRequire, Specifier: "x", UsesAll: all}, {Kind: graph.ImportRequire, Specifier: "y", UsesAll: all}}},
		{"resolve", `require.resolve("x")`, []want{{Kind: graph.ImportResolve, Specifier: "x", UsesAll: all}}},
		{"declared require", `function f(require) { require("x") } var g = require("y")`, []want{{Kind: graph.ImportRequire, Specifier: "y", Stmt: 1, UsesAll: all, Held: true}}},
		{"declared at the top", `require("x"); var require`, nil},
		{"other calls", `require(x); require("a", b); x.require("b"); require?.("c")`, nil},
		{"new require", `new require("d")`, []want{{Kind: graph.ImportRequire, Specifier: "d", UsesAll: all}}},
		{"URL", `u = new URL("./a.png", import.meta.url)`, []want{{Kind: graph.ImportURL, Specifier: "./a.png", UsesAll: all}}},
		{"URL of something else", `u = new URL("./a.png", location); v = new URL(x, import.meta.url)`, nil},
		{"Worker", `w = new Worker(new URL("./w.js", import.meta.url), {type: "module"})`, []want{{Kind: graph.ImportWorker, Specifier: "./w.js", UsesAll: all, Options: true, Starts: "Worker"}}},
		{"declared Worker", `import {Worker} from "x"; w = new Worker(new URL("./w.js", import.meta.url))`, []want{{Kind: graph.ImportStatic, Specifier: "x"}, {Kind: graph.ImportURL, Specifier: "./w.js", Stmt: 1, UsesAll: all}}},
		{"declared URL", `class URL {} u = new URL("./a.png", import.meta.url)`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := analyze(t, tt.src)
			got := slices.Clone(rec.Imports)
			for i := range got {
				m := &got[i]
				if m.Context != nil || m.Item {
					m.Context, m.Item, m.Call, m.Spec, m.Start, m.End = nil, false, 0, graph.ByteRange{}, 0, 0
					continue
				}
				text := tt.src[m.Start:m.End]
				first, last := text[0], text[len(text)-1]
				if !strings.ContainsRune("inre", rune(first)) || m.Kind >= graph.ImportDynamic && last != ')' {
					t.Errorf("%s spans %q", m.Specifier, text)
				}
				m.UsesAt = nil // TestNamePlaces
				m.Spec, m.Type, m.Start, m.End = graph.ByteRange{}, graph.ByteRange{}, 0, 0
			}
			if len(got) == 0 && len(tt.want) == 0 {
				return
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestWorkerOfSum(t *testing.T) {
	const src = `w = new Worker(new URL("./w" + ".js", import.meta.url))`
	rec, _ := Analyze("x.js", []byte(src), &Options{})
	if len(rec.Imports) != 1 || rec.Imports[0].Kind != graph.ImportWorker || rec.Imports[0].Specifier != "./w.js" {
		t.Fatalf("imports %+v", rec.Imports)
	}
	if at := rec.Imports[0].Spec; src[at.Start:at.End] != `"./w" + ".js"` {
		t.Errorf("written as %s", src[at.Start:at.End])
	}
}

// TestNamePlaces lists where the names of CommonJS exports are written.
func TestNamePlaces(t *testing.T) {
	for src, want := range map[string]string{
		`x = require("x").a`: ".a", `x = require("x") /* c */ . a.b`: ". a", `x = (require("x"))["a"]()`: `["a"]`, `x = require("x")?.a`: "?.a", `x = require("x")?.["a"]`: `?.["a"]`,
		`const { a, b: c, "d": { e }, f = 1 } = require("x")`:                     `|b|"d"|`,
		`const { a = () => { const { z } = require("y") }, b: c } = require("x")`: "", // one shorthand of y; the outer list is not complete
		`function f() { const x = require("x"); return x.a + x["b"](typeof x) }`:  `.a|["b"]`, `f = () => { g(x => x.a); var x = require("x"); x . b.c = 1; function h() { x.d } }`: ". b|.d",
		`function f() { const x = require("x"); return g(x.a, x) }`: "", `function f() { let x = require("x"); x = g(); x.a }`: "", `function f(x) { var x = require("x"); x.a }`: "",
		`function f() { const x = require("x"); x.a = 1 }`: "", `function f() { var x = require("x"), x; x.a }`: "", `try {} catch (x) { (() => { var x = require("x"); x.a })() }`: ".a",
		`function f() { try {} catch (x) { var x = require("x"); x.a } }`: "", `function f() { const x = require("x"); eval(""); x.a }`: "", `function f() { const x = require("x"); with (y) x.a }`: "",
		`{ const x = require("x"); x.a; { let x; x.b } }`: ".a", `function f() { const x = require("x"); return { x } }`: "", `function f() { const x = require("x"); x?.a }`: "",
		`x = (await import("x")).a`: "", `({ a: x } = require("x"))`: "", `const { a } = b ? require("x") : c`: "",
		`Object.defineProperty(exports, "a", { value: 1 })`: `"a"`, `Object.defineProperty(module . exports /* c */, 'a' , d)`: `'a'`,
		`module.exports = { a, b: 1, "c": d, e() {}, f: () => 1, g: (function () {}), h: class K {} }`: `|b|"c"||||h`,
	} {
		rec := analyze(t, src)
		var got []string
		list := rec.CommonJS.Literals
		for i := range rec.CommonJS.Props {
			list = append(list, rec.CommonJS.Props[i].Key)
		}
		for i := range rec.Imports {
			list = append(list, rec.Imports[i].UsesAt...)
		}
		for _, at := range list {
			got = append(got, src[at.Start:at.End])
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s: %s, want %s", src, s, want)
		}
	}
}

func TestCommonJS(t *testing.T) {
	tests := []struct {
		name, src string
		want      graph.CommonJS
	}{
		{"names", `exports.a = 1; module.exports.b = 2; exports["c"] = 3; x = exports.d; f = () => { exports.e = 1 }`, graph.CommonJS{Names: []string{"a", "b", "c", "e"}, Closed: true}},
		{"chained", `exports.b = exports.a = void 0`, graph.CommonJS{Names: []string{"a", "b"}, Closed: true}},
		{"__esModule", `Object.defineProperty(exports, "__esModule", { value: true }); exports.default = 1`, graph.CommonJS{Names: []string{"default"}, ESModule: true, Closed: true}},
		{"__esModule by assignment", `exports.__esModule = true`, graph.CommonJS{ESModule: true, Closed: true}},
		{"__esModule by member of a literal", `module.exports = {__esModule: !0, a}`, graph.CommonJS{Names: []string{"a"}, ESModule: true, Closed: true}},
		{"__esModule through others", `exports["__esModule"] = exports.a = true`, graph.CommonJS{Names: []string{"a"}, MaybeESModule: true, Closed: true}},
		{"__esModule false", `exports.__esModule = false; exports.default = 1`, graph.CommonJS{Names: []string{"default"}, MaybeESModule: true, Closed: true}},
		{"__esModule of a value", `Object.defineProperty(exports, "__esModule", { value: flag })`, graph.CommonJS{MaybeESModule: true, Closed: true}},
		{"defineProperty", `Object.defineProperty(module.exports, "a", { get() {} }); Object.defineProperty(exports, key, {})`, graph.CommonJS{Names: []string{"a"}}},
		{"object", `module.exports = {a, b: 1, "c": 2, d() {}}`, graph.CommonJS{Names: []string{"a", "b", "c", "d"}, Closed: true}},
		{"object with spread", `module.exports = {a, ...b}`, graph.CommonJS{Names: []string{"a"}}},
		{"object through exports", `module.exports = exports = {a}`, graph.CommonJS{Names: []string{"a"}, Closed: true}},
		{"function", `module.exports = f; module.exports.a = 1`, graph.CommonJS{Names: []string{"a"}}},
		{"mirror", `module.exports = require("x")`, graph.CommonJS{Closed: true, Requires: true}},
		{"mirror of the live branch", `if (process.env.NODE_ENV === "production") { module.exports = require("./a") } else { module.exports = require("./b") }`, graph.CommonJS{Closed: true, Requires: true}},
		{"mirror by condition", `module.exports = process.env.NODE_ENV === "production" ? require("./a") : require("./b")`, graph.CommonJS{Closed: true, Requires: true}},
		{"no mirror, two of them", `if (x) module.exports = require("a"); else module.exports = require("b")`, graph.CommonJS{}},
		{"no mirror, condition", `module.exports = x ? require("a") : require("b")`, graph.CommonJS{}},
		{"no mirror, more names", `module.exports = require("a"); module.exports.b = 1`, graph.CommonJS{Names: []string{"b"}}},
		{"no mirror, wrapped", `module.exports = f(require("a"))`, graph.CommonJS{}},
		{"no mirror, other operand", `module.exports = x || require("a")`, graph.CommonJS{}},
		{"no mirror, called", `module.exports = require("a")()`, graph.CommonJS{}},
		{"passed on", `f(exports); exports.a = 1`, graph.CommonJS{Names: []string{"a"}}},
		{"by key", `exports[k] = 1`, graph.CommonJS{}},
		{"module passed on", `f(module)`, graph.CommonJS{}},
		{"module.id", `x = module.id; if (module.hot) module.hot.accept(); typeof module; typeof exports`, graph.CommonJS{Closed: true}},
		{"declared exports", `var exports = {}; exports.a = 1`, graph.CommonJS{Closed: true}},
		{"declared in a function", `function f(exports) { exports.a = 1 } exports.b = 2`, graph.CommonJS{Names: []string{"b"}, Closed: true}},
		{"this of helpers", `var __x = (this && this.__x) || function () {}; exports.a = 1`, graph.CommonJS{Names: []string{"a"}, Closed: true}},
		{"this written", `this.a = 1`, graph.CommonJS{}},
		{"this passed on", `(function (root) { root.a = 1 })(this)`, graph.CommonJS{}},
		{"annotation of esbuild", `module.exports = __toCommonJS(x); 0 && (module.exports = {a, b})`, graph.CommonJS{Names: []string{"a", "b"}}},
		{"nothing", `f()`, graph.CommonJS{Closed: true}},
		{"member of a member", `exports.a.b = 1`, graph.CommonJS{Closed: true}},
		{"eval", `exports.a = 1; eval(x)`, graph.CommonJS{Names: []string{"a"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := analyzeWith(t, tt.src, folding(t, production))
			got := rec.CommonJS
			if !got.Requires {
				if got.Mirror != -1 {
					t.Errorf("mirror %d", got.Mirror)
				}
				got.Mirror = 0
			}
			if len(got.Names) == 0 {
				got.Names = nil
			}
			got.Bailout, got.BailoutAt, got.Defs, got.Props, got.PropsStmt, got.PropsEnd, got.Literals = "", graph.ByteRange{}, nil, nil, 0, 0, nil // TestDefinitions, TestNamePlaces
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("\n got %+v\nwant %+v", got, tt.want)
			}
		})
	}
}

// TestDefinitions lists what can go of a module by name, or says why nothing can.
func TestDefinitions(t *testing.T) {
	tests := []struct{ src, want string }{
		{`exports.a = 1; module.exports.b = () => {}; exports.c = exports.d = v; var v`, "a b c d"},
		{`exports.a = boom(); exports.b = x = 1; exports.c = v = 1; var v`, "a! b! c!"},
		{`exports.a = require("x"); exports.b = require(v)`, "a? b!"},
		{`x = exports.a = 1; if (x) exports.b = 1; f(), exports.c = 2`, ""},
		{`Object.defineProperty(exports, "a", {enumerable: true, get: function () { return v }}); Object.defineProperty(exports, "b", {value: 1}); var v`, "a b"},
		{`Object.defineProperty(exports, "a", {get() { return this.b }})`, "bail: a getter gets exports as this"},
		{`if (x) Object.defineProperty(exports, "a", {get: f})`, "bail: a getter gets exports as this"},
		{`Object.defineProperty(exports, "a", {get: f})`, "bail: a getter gets exports as this"},
		{`Object.defineProperty(exports, "__esModule", {value: true}); exports.__esModule = true`, ""},
		{`module.exports = {a, b: boom(), "c": () => x, d() {}, e: require("x")}; var a`, "{a b! c d e?}"},
		{`module.exports = {a: 1}; module.exports.b = 2`, "b {a}"},
		{`module.exports.b = 2; module.exports = {a: 1}`, "bail: module.exports is assigned after members of it"},
		{`module.exports = {a: 1}; exports.b = 2`, "bail: exports and module.exports are two objects"},
		{`module.exports = {get a() { return 1 }}`, "bail: module.exports is assigned"},
		{`module.exports = {...a}`, "bail: module.exports is assigned"},
		{`module.exports = {[a]: 1}`, "bail: module.exports is assigned"},
		{`module.exports = {__proto__: a}`, "bail: module.exports is assigned"},
		{`module.exports = {1: a}`, "bail: module.exports is assigned"},
		{`var a = module.exports = {b: 1}`, "bail: module.exports is assigned"},
		{`module.exports = f; exports.a = 1`, "bail: module.exports is assigned"},
		{`exports = {}; exports.a = 1`, "bail: module.exports is assigned"},
		{`if (x) module.exports = {a: 1}`, "bail: module.exports is assigned"},
		{`f(exports)`, "bail: exports is passed on"},
		{`f(module.exports)`, "bail: exports is passed on"},
		{`exports[a] = 1`, "bail: a name of exports is computed"},
		{`f(module)`, "bail: module is passed on"},
		{`f(this)`, "bail: this is exports"},
		{`() => this.a`, "bail: this is exports"},
		{`exports.__proto__ = a`, "bail: the prototype of exports is used"},
		{`f(arguments)`, "bail: arguments can reach exports"},
		{`eval("exports")`, "bail: eval or with can reach exports"},
		{`var exports = {}; exports.a = 1`, "bail: exports or module is a variable of the file"},
		{`var __x = (this && this.__x) || function () {}; exports.a = 1`, "a"},
		{`module.exports = require("x")`, ""},
	}
	mark := func(e graph.Effects) string {
		return map[graph.Effects]string{graph.EffectsSome: "!", graph.EffectsRequire: "?"}[e]
	}
	for _, tt := range tests {
		rec := analyze(t, tt.src)
		c := &rec.CommonJS
		var got, props []string
		for _, d := range c.Defs {
			if s := &rec.Stmts[d.Stmt]; s.Kind != graph.StmtCommonJS {
				t.Errorf("%s: %s is of kind %d", tt.src, d.Name, s.Kind)
			}
			got = append(got, d.Name+mark(rec.Stmts[d.Stmt].Effects))
		}
		for _, p := range c.Props {
			props = append(props, p.Name+mark(p.Effects))
		}
		if len(props) > 0 {
			got = append(got, "{"+strings.Join(props, " ")+"}")
		}
		text := strings.Join(got, " ")
		if c.Bailout != "" {
			text = "bail: " + c.Bailout
		}
		if text != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.src, text, tt.want)
		}
	}
}

func TestConstants(t *testing.T) {
	tests := []struct {
		loader    Loader
		src, want string
	}{
		{LoaderJS, "export const a = 1, b = 'short', c = -2, d = true, e = null, f = undefined, g = void 0, h = 0xff, i = `t`, j = !0", "a=1 b=\"short\" c=-2 d=true e=null f=void 0 g=void 0 h=255 i=\"t\" j=true"},
		{LoaderJS, "const a = 1, b = 2; export {a as x}", "a=1"},
		{LoaderJS, "export const a = 1234567, b = 'longer than', c = 'a\\n', d = f(), e = {}, g = 1n, h = /x/, i = 1e9, [j] = [1]", ""},
		{LoaderJS, "export let a = 1; export var b = 2; { const c = 3 } export default 4", ""},
		{LoaderJS, "export const a = undefined; let undefined", ""},
		{LoaderJS, "export const a = 1; eval('')", ""},
		{LoaderTS, "export enum A { x, y = 5, z, s = 'a long string', neg = -1, f = x.y }", "A.x=0 A.y=5 A.z=6 A.s=\"a long string\" A.neg=-1"},
		{LoaderTS, "export const enum A { x = 1 << 2 } enum B { y }", "A.x=4"},
		{LoaderTS, "export enum A { x } export enum A { y = 1 }", ""},
		{LoaderTS, "export enum A { x } export namespace A { export const y = 1 }", ""},
		{LoaderJS, "export var A = ((A) => { A[A['x'] = 0] = 'x'; return A })(A || {})", ""},
	}
	for _, tt := range tests {
		rec := analyzeWith(t, tt.src, &Options{Loader: tt.loader})
		var got []string
		for _, c := range rec.Constants {
			name := rec.Symbols[c.Sym].Name
			if c.Member != "" {
				name += "." + c.Member
			}
			got = append(got, name+"="+c.Text)
		}
		if text := strings.Join(got, " "); text != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.src, text, tt.want)
		}
	}
}

func TestFlags(t *testing.T) {
	tests := []struct {
		src  string
		want graph.RecordFlags
	}{
		{`import "x"`, graph.HasESM}, {`export {}`, graph.HasESM}, {`import("x"); import.meta`, 0},
		{`await x; export {}`, graph.HasESM | graph.HasTLA}, {`for await (x of y); export {}`, graph.HasESM | graph.HasTLA}, {`async () => { await x }`, 0},
		{`eval("x")`, graph.HasEval}, {`(0, eval)("x")`, 0}, {`eval.x()`, 0}, {`function f() { eval("x") }`, graph.HasEval}, {`function f(eval) { eval("x") }`, 0},
		{`with (a) b`, graph.HasWith}, {`"use strict"; a`, graph.IsStrict}, {`a; "use strict"`, 0},
		{`module`, graph.UsesModule}, {`exports`, graph.UsesExports}, {`typeof module`, graph.UsesModule}, {`require`, graph.UsesRequire}, {`require("x")`, 0},
		{`require("x"); require(y)`, graph.UsesRequire}, {`require.resolve("x")`, 0}, {`require.cache`, graph.UsesRequire},
		{`this`, graph.UsesThis}, {`() => this`, graph.UsesThis}, {`function f() { this }`, 0}, {`class A { x = this; static { this } m() { this } }`, 0},
		{`class A { [this.x]() {} }`, graph.UsesThis}, {`class A extends this.x {}`, graph.UsesThis}, {`x = { m() { this }, n: this }`, graph.UsesThis},
		{`arguments`, graph.UsesArguments}, {`() => arguments`, graph.UsesArguments}, {`function f() { () => arguments }`, 0},
	}
	for _, tt := range tests {
		if rec := analyze(t, tt.src); rec.Flags != tt.want {
			t.Errorf("%s: flags %b, want %b", tt.src, rec.Flags, tt.want)
		}
	}
}

func TestComments(t *testing.T) {
	rec := analyze(t, "/*! a */ x; /** @license b */\n//! c\n// @preserve d\n/* e */ f = '/*! g */'\n//# sourceMappingURL=h.map\n")
	if len(rec.Legal) != 4 || rec.SourceMappingURL != "h.map" {
		t.Errorf("legal %v, map %q", rec.Legal, rec.SourceMappingURL)
	}
	rec = analyze(t, "x = '//# sourceMappingURL=no'\n//# sourceMappingURL=no.map\ny")
	if rec.SourceMappingURL != "" {
		t.Errorf("map %q", rec.SourceMappingURL)
	}
	rec = analyze(t, `"use client"; 'use strict'; "a\x20b"; x`)
	if !slices.Equal(rec.Directives, []string{"use client", `a\x20b`}) || len(rec.Stmts) != 4 || rec.Stmts[2].Kind != graph.StmtDirective {
		t.Errorf("directives %q", rec.Directives)
	}
}

func TestSymbols(t *testing.T) {
	rec := analyze(t, `
		import d, {a as b} from "x"; import * as ns from "y"
		var v1 = 1, v2 = 1, v3 = 1, v4; let l1, l2 = 1; const c = 1
		function f() {} class C {} var twice; var twice
		v2 = 2; v3++; [l1] = []; for (var w of x); { var once; var maybe = 1 }
		export default () => {}
	`)
	got := map[string]string{}
	for _, s := range rec.Symbols {
		text := [...]string{"var", "let", "const", "function", "class", "import", "default"}[s.Kind]
		if s.Assigned {
			text += " assigned"
		}
		if s.Import >= 0 {
			text += " " + strings.Replace(s.Imported, graph.AllNames, "*", 1) + " of " + rec.Imports[s.Import].Specifier
		}
		got[s.Name] = text
	}
	want := map[string]string{
		"d": "import default of x", "b": "import a of x", "ns": "import * of y", "v1": "var", "v2": "var assigned", "v3": "var assigned", "v4": "var",
		"l1": "let assigned", "l2": "let", "c": "const", "f": "function", "C": "class", "twice": "var assigned", "w": "var assigned",
		"once": "var", "maybe": "var assigned", "default": "default",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	rec = analyze(t, `var a; function f(b, {c}) { let d; class E {} } (function g() {}); try {} catch (h) {} { let a }`)
	if want := []string{"E", "a", "b", "c", "d", "g", "h"}; !slices.Equal(rec.Nested, want) {
		t.Errorf("nested %v", rec.Nested)
	}
}
