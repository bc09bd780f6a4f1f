package parse

import (
	"strings"
	"testing"
)

func folding(t *testing.T, table map[string]string) *Options {
	t.Helper()
	d, err := CompileDefines(table)
	if err != nil {
		t.Fatal(err)
	}
	return &Options{Defines: d, DeadCode: true}
}

var production = map[string]string{
	"process.env.NODE_ENV": `"production"`,
	"process.env":          `{}`,
	"__DEV__":              "false",
	"__N__":                "1",
	"__U__":                "undefined",
	"__GLOBAL__":           "window.x",
	"typeof window":        `"object"`,
	"import.meta.env.MODE": `"production"`,
	"import.meta.env.DEV":  "false",
}

// TestFold compares the text after edits. Every output has to parse, alone and
// behind a line without semicolon.
func TestFold(t *testing.T) {
	tests := []struct{ name, in, want string }{
		// Statements.
		{"behind return", `function f() { return a; b(); var c = 1; const d = 2; function g() {} }`, `function f() { return a;  var c;  function g() {} }`},
		{"behind a branch that is taken", `function f() { if (true) { return a } b() }`, `function f() { { return a }  }`},
		{"behind two branches", `function f() { if (x) return a; else throw b; c() }`, `function f() { if (x) return a; else throw b;  }`},
		{"not behind one branch", `function f() { if (x) return a; c() }`, `function f() { if (x) return a; c() }`},
		{"behind break", `for (;;) { break; a() }`, `for (;;) { break;  }`},
		{"not behind a label", `l: { break l } a()`, `l: { break l } a()`},
		{"if true with block", `if (true) { a } b`, `{ a } b`},
		{"if false without else", `if (false) { a } b`, `{} b`},
		{"bigints as tests", `if (0n) { a } else { b } if (1_0n) { c } d = !0x0n ? e : f`, `{ b } { c } d = e`},
		{"bigints compared", `if (0x10n === 16n && 1n !== 2n && typeof 1n === "bigint" && 1n !== 1) { a } else { b }`, `{ a }`},
		{"bigints and numbers", `if (1n == 1 && -1n < 0.5 && 0n == false && 1n !== 1) { a } else { b }`, `{ a }`},
		{"bigints and numbers as they run", `if (1n + 1) { a } else { b } if (+1n) { c } else { d } if (1n == "1") { e } else { f }`, `if (1n + 1) { a } else { b } if (+1n) { c } else { d } if (1n == "1") { e } else { f }`},
		{"sums", `if (9007199254740993n + 1n === 9007199254740994n && 0.1 + 0.2 !== 0.3 && 2 * -3 < -5 && -0 === 0) { a } else { b }`, `{ a }`},
		{"what is no number", `if (1e308 * 10 > 1) { a } else { b }`, `if (1e308 * 10 > 1) { a } else { b }`},
		{"texts put together", "if (`a${1}${-0}` + \"b\" + true === \"a10btrue\" && `${1n}${null}` == \"1null\") { a } else { b }", `{ a }`},
		{"texts with a fraction", "if (`${0.1}` === \"0.1\") { a } else { b }", "if (`${0.1}` === \"0.1\") { a } else { b }"},
		{"if false with else", `if (false) { a } else { b } c`, `{ b } c`},
		{"if true with else", `if (true) { a } else { b } c`, `{ a } c`},
		{"single statements get braces", `if (true) a; else b`, `{a;}`},
		{"statement without semicolon", "if (true) a\nelse {}\n(c)", "{a}\n(c)"},
		{"else branch of live if", `if (x) a; else if (false) b; else c`, `if (x) a; else {c}`},
		{"dangling else", `if (x) if (true) if (y) a; else b; else c; else d`, `if (x) {if (y) a; else b;} else d`},
		{"empty body", `if (true); else b`, `{;}`},
		{"else if chain", `if (false) a; else if (false) b; else c`, `{{c}}`},
		{"var survives", `if (false) { var a = 1, {b, c: [d = x]} = y; let e; f() } z`, `var a,b,d; z`},
		{"var survives behind the live branch", `if (true) { a } else { var b }`, `{{ a };var b;}`},
		{"var survives before the live branch", `if (false) { for (var i in x) var j } else b`, `{var i,j;b}`},
		{"var in nested function is gone", `if (false) { (function () { var a })() }`, `{}`},
		{"sloppy function survives as var", `if (false) { function f() {} }`, `var f;`},
		{"strict function does not", `"use strict"; if (false) { function f() {} }`, `"use strict"; {}`},
		{"functions of one name", `{ function f() {} if (false) { function f() {} } }`, `{ function f() {} {} }`},
		{"functions of one name, other order", `{ if (false) { function f() {} } function f() {} }`, `{ {} function f() {} }`},
		{"in a function", `function f() { if (false) { var a } return a }`, `function f() { var a; return a }`},
		{"nested", `if (true) { if (false) a; else { if (true) b } }`, `{ { {b} } }`},
		{"loop body", `while (x) if (false) a`, `while (x) {}`},
		{"label", `l: if (true) { break l }`, `l: { break l }`},

		// Expressions.
		{"conditional", `x = true ? a : b`, `x = a`},
		{"conditional, other branch", `x = false ? a : b`, `x = b`},
		{"nested conditional", `x = true ? false ? a : b : c`, `x = b`},
		{"and", `x = true && a`, `x = a`},
		{"and, dead", `x = false && a`, `x = false`},
		{"or", `x = false || a || b`, `x = a || b`},
		{"or, dead", `x = true || a`, `x = true`},
		{"left of or", `x = y || true && a`, `x = y || a`},
		{"nullish", `x = null ?? a; y = "" ?? a`, `x = a; y = ""`},
		{"string condition", `x = "a" ? b : c; y = "" || d`, `x = b; y = d`},
		{"numbers", `x = 0 ? a : 1 ? b : c; y = 0x0 || 1e3 && d`, `x = b; y = d`},
		{"not", `x = !0 ? a : b; y = !1 && c`, `x = a; y = false`},
		{"void 0", `x = void 0 ?? a`, `x = a`},
		{"typeof", `x = typeof "a" === "string" ? a : b`, `x = a`},
		{"comparisons", `x = "a" == "a" && 1 != 2 && null == void 0 && 1 !== "1" ? a : b`, `x = a`},
		{"unknown comparison", `x = 1 == "1" ? a : b`, `x = 1 == "1" ? a : b`},
		{"this is not passed", `(true && a.b)(); (true ? a.b : c)(); (false || a)()`, `(0,a.b)(); (0,a.b)(); (0,a)()`},
		{"nor to a tag", "(true && a.b)`x`", "(0,a.b)`x`"},
		{"delete deletes nothing", `delete (true && a.b)`, `delete (0,a.b)`},
		{"start of a statement", `true && a()`, `0,a()`},
		{"start of a statement, function", `true ? function () {} : b`, `0,function () {}`},
		{"start of a statement, object", `true ? {} : b`, `0,{}`},
		{"dead statement", `false && a()`, `0,false`},
		{"start of an arrow body", `x = () => true ? {} : b`, `x = () => ({})`},
		{"start of export default", `export default true ? function () {} : b`, `export default (function () {})`},
		{"export default of a value", `export default true ? a : b`, `export default a`},
		{"word before", `function f() { return!0?a:b }`, `function f() { return a }`},
		{"words before, twice", `function f() { return!0?!0?a:b:c }`, `function f() { return a }`},
		{"word before a value", `function f() { return!1&&b }`, `function f() { return false }`},
		{"word behind", `x = true?(a):(b)in c`, `x = (a)`},
		{"newline after return", "function f() { return true ?\n a : b }", "function f() { return a }"},
		{"arguments", `f(true ? a : b, false || c)`, `f(a, c)`},
		{"template", "`${true ? a : b}`", "`${a}`"},
		{"sequence", `x = (true ? a : b, c)`, `x = (a, c)`},
		{"default parameter", `function f(a = true ? b : c) {}`, `function f(a = b) {}`},
		{"arrow as operand", `x = true ? () => a : b`, `x = () => a`},
		{"live side effects stay", `x = y() && false && z`, `x = y() && false && 0`},
		{"comma is no constant", `if ((a(), true)) b`, `if ((a(), true)) b`},

		// Tests that have to run, and lead one way all the same.
		{"one way, false", `if (a() && false) b; else c`, `if (a() && false) {} else c`},
		{"one way, false, variables", `if (a() && 0) { var b = 1; d() }`, `if (a() && 0) {var b;}`},
		{"one way, true", `if (a() || true) b; else c`, `if (a() || true) b; else {}`},
		{"one way, dangling else", `if (x) if (a() || 1) b; else c; else d`, `if (x) if (a() || 1) b; else {} else d`},
		{"one way, not", `if (!(a() && false)) b; else c`, `if (!(a() && false)) b; else {}`},
		{"one way, void", `x = void a() ? b : c`, `x = void a() ? 0 : c`},
		{"one way, conditional", `x = (a() || true) ? b : c`, `x = (a() || true) ? b : 0`},
		{"one way, word behind", `x = a() && false && (b)in c`, `x = a() && false && 0`},
		{"one way, both results", `if (a ? 0 : "") b`, `if (a ? 0 : "") {}`},
		{"either way", `if (a() || false) b; else c`, `if (a() || false) b; else c`},
		{"objects are true", `x = [] && a || b; if (/x/) c; else d`, `x = [] && a || b; if (/x/) c; else {}`},
		{"new objects are never the same", `x = [] === [] && a; y = {} != function () {} || b; z = /a/ === 1 && c`, `x = [] === [] && 0; y = {} != function () {} || 0; z = /a/ === 1 && 0`},
		{"but may be equal to values", `x = [] == "" && a; y = [] == z && b`, `x = [] == "" && a; y = [] == z && b`},
		{"strings that begin otherwise", "x = `a${b}` === `c${b}` && d; y = `${a}b` != \"c\" || d; z = \"a\" + x == \"b\" + y && d", "x = `a${b}` === `c${b}` && 0; y = `${a}b` != \"c\" || 0; z = \"a\" + x == \"b\" + y && 0"},
		{"strings that may be the same", "x = `a${b}` === `${c}b` && d; y = `${a}` && b", "x = `a${b}` === `${c}b` && d; y = `${a}` && b"},
		{"typeof import.meta", `export {}; if (typeof import.meta === "object" && typeof import.meta.url === "string") a; else b`, `export {}; {a;}`},

		// Defines.
		{"define", `if (process.env.NODE_ENV !== "production") { a } b`, `{} b`},
		{"define as a value", `x = process.env.NODE_ENV`, `x = "production"`},
		{"define by key", `x = process["env"]["NODE_ENV"]`, `x = "production"`},
		{"optional define", `x = process?.env?.NODE_ENV`, `x = "production"`},
		{"longest chain wins", `x = process.env.NODE_ENV + process.env.OTHER + process.env`, `x = "production" + ({}).OTHER + ({})`},
		{"member of a define", `x = process.env.NODE_ENV.length + __N__.toFixed()`, `x = "production".length + (1).toFixed()`},
		{"define at the start of a statement", "process.env.NODE_ENV\n__N__", "0,\"production\"\n0,1"},
		{"assigned", `process.env.NODE_ENV = 1; process.env = 2; __DEV__++; [__DEV__] = x; delete process.env.NODE_ENV`, `process.env.NODE_ENV = 1; process.env = 2; __DEV__++; [__DEV__] = x; delete process.env.NODE_ENV`},
		{"object of an assignment", `process.env.FOO = 1`, `process.env.FOO = 1`},
		{"declared at the top", `var process; if (process.env.NODE_ENV === "production") a`, `var process; if (process.env.NODE_ENV === "production") a`},
		{"declared in a function", `function f(__DEV__) { return __DEV__ } x = __DEV__ && y`, `function f(__DEV__) { return __DEV__ } x = false`},
		{"declared later", `x = () => { __DEV__ && y; var __DEV__ }; z = __DEV__`, `x = () => { __DEV__ && y; var __DEV__ }; z = false`},
		{"shorthand", `x = {__DEV__}`, `x = {__DEV__:false}`},
		{"property names stay", `x = {__DEV__: a.__DEV__, __DEV__() {}}`, `x = {__DEV__: a.__DEV__, __DEV__() {}}`},
		{"typeof a define", `x = typeof process.env.NODE_ENV === "string" ? a : b`, `x = a`},
		{"typeof given", `if (typeof window === "undefined") a; else b`, `{b}`},
		{"typeof given, other use stays", `x = window; y = typeof window`, `x = window; y = "object"`},
		{"undefined", `x = __U__ ?? a; y = __U__`, `x = a; y = (void 0)`},
		{"chain", `x = __GLOBAL__.y`, `x = window.x.y`},
		{"import.meta", `x = import.meta.env.MODE; if (import.meta.env.DEV) a; y = import.meta.env.X`, `x = "production"; {} y = import.meta.env.X`},
		{"glued", `x=y?__DEV__:1;typeof __DEV__`, `x=y?false:1;typeof false`},
		{"callee", `x = __N__()`, `x = (1)()`},
		{"names of dead code", `if (__DEV__) { require("x"); y } z`, `{} z`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := analyzeWith(t, tt.in, folding(t, production))
			got := edited(rec)
			if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(tt.want), " ") {
				t.Errorf("%s\n got %s\nwant %s", tt.in, got, tt.want)
			}
			if e := firstError(got); e != "" {
				t.Errorf("%s: %s", got, e)
			}
		})
	}
}

// TestFoldForgets checks that nothing of dead code is in the record.
func TestFoldForgets(t *testing.T) {
	rec := analyzeWith(t, `
		import a from "a"
		if (process.env.NODE_ENV !== "production") {
			require("b"); import("c"); a(); free(); this; eval("x"); new URL("d", import.meta.url); await x
			/*! legal */
		}
		var u = false && (a, free2, require("e"))
		export default 1
	`, folding(t, production))
	if len(rec.Imports) != 1 || len(rec.Free) != 0 || len(rec.Meta) != 0 || len(rec.This) != 0 || len(rec.Legal) != 0 {
		t.Errorf("imports %v, free %v, meta %v, this %v, legal %v", rec.Imports, rec.Free, rec.Meta, rec.This, rec.Legal)
	}
	if rec.Flags != 1 {
		t.Errorf("flags %b", rec.Flags)
	}
	if len(rec.Refs) != 2 {
		t.Errorf("refs %v", rec.Refs)
	}
}

// TestFoldVarIsRenamed checks that a variable whose declaration is in dead code
// can be renamed there too.
func TestFoldVarIsRenamed(t *testing.T) {
	rec := analyzeWith(t, `if (false) { var {a, b: c = 1} = x } function f() { return a + c }`, folding(t, nil))
	if got, want := renameAll(rec), `var a__r,c__r; function f__r() { return a__r + c__r }`; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestCompileDefinesErrors(t *testing.T) {
	for key, text := range map[string]string{"a-b": "1", "": "1", "a": "", "b": "1 +", "c": "1; 2", "import.x": "1", "a..b": "1", "d": "1)("} {
		if _, err := CompileDefines(map[string]string{key: text}); err == nil {
			t.Errorf("%q: %q was accepted", key, text)
		}
	}
}
