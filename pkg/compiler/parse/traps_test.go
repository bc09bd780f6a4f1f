package parse

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// TestRejectedByLibrary reads valid code that the library does not take (P), and
// checks on which rung of the ladder it ends.
func TestRejectedByLibrary(t *testing.T) {
	many := func(s, sep string, n int) string { return strings.Repeat(s+sep, n-1) + s }
	tests := []struct{ name, src, rung string }{
		{"P0 panic", "var a;" + strings.Repeat("a;", 65535) + "a=>1;", "esbuild"},
		{"P1 object parameter with default", `({a} = {a: false}) => a`, "esbuild"},
		{"P2 array parameter with default", `([x] = [1]) => x`, "esbuild"},
		{"P2 nested", `({w: {x} = {x: 4}}) => x`, "esbuild"},
		{"P2 async", `async ({a} = {a: 1}) => a`, "esbuild"},
		{"P2 second", `(a, {b} = f({c: 1})) => a`, "esbuild"},
		{"P3 import attributes", `import x from "./x.json" with {type: "json"}; x`, "masked"},
		{"P3 re-export", `export {x} from "./x.json" with {type: "json"}`, "masked"},
		{"P3 star", `export * from "./x.json" with {"type": 'json',}`, "masked"},
		{"P3 bare", `import "./x.css" with {type: "css"}; import "./y.css" with {type: "css"}`, "masked"},
		{"P3 assert", `import x from "./x.json" assert {type: "json"}`, "masked"},
		{"P3 on the next line", "import x from './x.json'\nwith\n{ type: 'json' }\nx", "masked"},
		{"P3 empty", `import x from "./x.json" with {}`, "masked"},
		{"P4 return", `if (x) return; module.exports = 1`, ""},
		{"P4 return with import in a comment", `/* import x */ return 1`, ""},
		{"P5 arrow and parenthesis", "x = () => {}\n(foo)", "esbuild"},
		{"P5 arrow and bracket", "x = () => {}\n[1].y", "esbuild"},
		{"P5 arrow and regular expression", "x = () => {}\n/re/.test(y)", "esbuild"},
		{"P5 arrow and sign", "x = () => {}\n+y", "esbuild"},
		{"P6 field arrow", "class A { a = () => {}\n['b'] = 1 }", "esbuild"},
		{"P6 field arrow and generator", "class A { a = () => {}\n*b(){} }", "esbuild"},
		{"P7 semicolon before else", "if (a) b()\n;else c()", "esbuild"},
		{"P7 semicolon before while", "do\nx()\n;while(0)", "esbuild"},
		{"P8 if function", `if (x) function f(){}`, "esbuild"},
		{"P9 octal", `var x = 010`, "esbuild"},
		{"P9 decimal with zero", `x = 08`, "esbuild"},
		{"P10 block function and let", `let f; { function f(){} }`, "esbuild"},
		{"P11 duplicate parameters", `function f(a, a){}`, "esbuild-bundle"},
		{"P12 yield in template", "function* g(){ return `a${yield}b` }", "esbuild-bundle"},
		{"P14 let as a name", `for (let in obj);`, "esbuild-bundle"},
		{"P14 let in for", `for (let;;);`, "esbuild-bundle"},
		{"P15 initialiser in for-in", `for (var i = 0 in {});`, "esbuild"},
		{"P16 async label", `async: 1`, "esbuild-bundle"},
		{"P17 field get", "class A { get\n*x(){} }", "esbuild"},
		{"P18 new identifier", "var a\u2118 = 1", "esbuild"},
		{"P19 prefix and power", `x = (y, --base ** 2); z = t => ++t.a[i] ** 3 ** 4; function f() { return --x ** 2 }`, "masked"},
		{"P19 prefix and power, no spaces", `x = --base**2`, "esbuild"},
		{"P19 prefix and power, a call", "x = y\n--base ** 2", "esbuild"},
		{"P19 prefix and power, an expression", `x = --base[a + "]"] ** 2`, "esbuild-bundle"},
		{"P20 import defer", `import defer * as ns from "x"; ns.y`, "masked"},
		{"P20 import source", `import source x from "x"; x`, "masked"},
		{"P20 import.defer", `x = import.defer("x") + import . /* a */ source ("y")`, "masked"},
		{"P21 using", `{ using x = f() }`, "esbuild"},
		{"P21 await using", `await using x = f(); export {}`, "esbuild"},
		{"P22 class decorator", `@dec class A {}`, "esbuild"},
		{"P22 member decorator", `class A { @dec m(){} }`, "esbuild"},
		{"P23 long sum", "x = " + many("a", "+", 3000), "esbuild-bundle"},
		{"P23 long chain", "x = " + many("a", ".", 1200), "esbuild-bundle"},
		{"P23 long logical", "x = " + many("a", "&&", 3000), "esbuild-bundle"},
		{"P24 else if chain", strings.Repeat("if (x) {} else ", 3000) + "{}", ""},
		{"P24 blocks", strings.Repeat("{", 3000) + strings.Repeat("}", 3000), ""},
		{"P24 arrays", "x = " + strings.Repeat("[", 1100) + strings.Repeat("]", 1100), "esbuild-bundle"},
		{"P25 hashbang", "#!/usr/bin/env node\nreturn 1", ""},
		{"P25 hashbang in a module", "#!/usr/bin/env node\nimport 'x'", ""},
		{"P26 holes", `[a,,b,] = [,]; [a,,b,...[c]] = e; var [,d,,f,,] = g, [,] = [], [...[,h]] = i`, ""},
		{"P26 holes in parameters", `f = ([a,,b,], [,c], [d,,]) => 0; function g([a,,b,], [,c], [d,,]){}`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := analyze(t, tt.src)
			rung, _, _ := strings.Cut(rec.Rung, ":")
			if rung != tt.rung {
				t.Errorf("rung %q, want %q", rec.Rung, tt.rung)
			}
			if (rec.Flags&graph.Opaque != 0) != (rung == "esbuild-bundle") {
				t.Errorf("flags %b on rung %q", rec.Flags, rung)
			}
		})
	}
}

// TestReported checks that code is reported that nothing can read (P13, P20),
// that the library misreads (M) or that is invalid (A).
func TestReported(t *testing.T) {
	tests := []struct{ name, src, code, at string }{
		{"P13 await as a name in a module", "import 'x'; var await = 1", "syntax-error", "await"},
		{"P20 import source of names", `import source {x} from "x"`, "syntax-error", ""},
		{"P20 import defer of names", `import defer {x} from "x"`, "syntax-error", ""},
		{"P20 import of another word", `x = import.later("x")`, "syntax-error", ""},
		{"M2 import without comma", `import {a b} from "x"`, "syntax-error", "b"},
		{"M2 export without comma", `export {a b}`, "syntax-error", "b"},
		{"M5 array without comma", `x = [a b]`, "syntax-error", "b"},
		{"M7 HTML comment in a module", "import 'x'; y<!--z\n", "syntax-error", ""},
		{"M8 statements without semicolon", `import "a" import "b"`, "syntax-error", "import"},
		{"M8 name behind an import", `import a from "a" foo`, "syntax-error", "foo"},
		{"M9 fields without separator", `class A { a b }`, "syntax-error", "b"},
		{"A1 import and let", `import {a} from "x"; let a`, "syntax-redeclared", "a"},
		{"A1 import twice", `import {a} from "x"; import {a} from "y"`, "syntax-redeclared", "a"},
		{"A1 import and function", `import {a} from "x"; function a(){}`, "syntax-redeclared", "a"},
		{"A1 import and var in a block", `import {a} from "x"; { var a }`, "syntax-redeclared", "a"},
		{"A1 import namespace and class", `import * as a from "x"; class a {}`, "syntax-redeclared", "a"},
		{"A1 functions in a module", `export {}; function f(){} function f(){}`, "syntax-redeclared", "f"},
		{"A2 undeclared", `export {nope}`, "syntax-export-undeclared", "nope"},
		{"A2 a global is not declared", `export {Object}`, "syntax-export-undeclared", "Object"},
		{"A2 nested is not declared", `{ let x } export {x}`, "syntax-export-undeclared", "x"},
		{"A2 twice in a list", `export {a, a}; var a`, "syntax-export-duplicate", "a"},
		{"A2 declaration and list", `export var a; export {a}`, "syntax-export-duplicate", "a"},
		{"A2 two defaults", `export default 1; export default 2`, "syntax-export-duplicate", "default"},
		{"A2 default by name", `export default 1; export {a as default}; var a`, "syntax-export-duplicate", "default"},
		{"A2 from elsewhere", `export {a} from "x"; export {a} from "y"`, "syntax-export-duplicate", "a"},
		{"A3 literal", `1 = 2`, "syntax-error", "1"},
		{"A3 call", `f() = 1`, "syntax-error", ""},
		{"A3 optional chain", `a?.b = 1`, "syntax-error", ""},
		{"A3 optional chain, further", `a?.b.c = 1`, "syntax-error", ""},
		{"A3 update twice", `++a++`, "syntax-error", ""},
		{"A3 for", `for (f() in x);`, "syntax-error", ""},
		{"A3 in a pattern", `[a + b] = c`, "syntax-error", ""},
		{"A4 break", `break`, "syntax-error", "break"},
		{"A4 continue in switch", `switch (a) { case 1: continue }`, "syntax-error", "continue"},
		{"A4 break through a function", `while (1) (() => { break })`, "syntax-error", "break"},
		{"A4 unknown label", `a: for (;;) break b`, "syntax-error", "b"},
		{"A4 label twice", `a: a: b`, "syntax-error", "a"},
		{"A5 super", `function f() { super.x }`, "syntax-error", ""},
		{"A5 super in a function of a method", `class A { m() { function f() { super.x } } }`, "syntax-error", ""},
		{"A5 new.target", `new.target`, "syntax-error", "new.target"},
		{"unclosed", `function f() {`, "syntax-error", ""},
		{"bad token", "let a = 1\nlet b = @", "syntax-error", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, diags := Analyze("test.js", []byte(tt.src), &Options{})
			if rec != nil || len(diags) == 0 {
				t.Fatalf("accepted on rung %q", rec.Rung)
			}
			d := diags[0]
			if d.Code != tt.code {
				t.Errorf("code %q (%s), want %q", d.Code, d.Message, tt.code)
			}
			if string(d.At.Text) != tt.src {
				t.Errorf("the location is not in the file")
			} else if got := tt.src[d.At.Start:d.At.End]; tt.at != "" && got != tt.at {
				t.Errorf("%s at %q, want %q", d.Message, got, tt.at)
			}
		})
	}
}

func TestExportsOfTwoStars(t *testing.T) {
	rec := analyze(t, `export * from "a"; export * from "b"; export * as "x y" from "c"; export {z as default, "q r" as q} from "d"; export {}`)
	if len(rec.Exports) != 5 || len(rec.Imports) != 4 {
		t.Fatalf("exports %+v", rec.Exports)
	}
	if e := rec.Exports[2]; e.Name != "x y" || e.Imported != graph.AllNames || e.Import != 2 {
		t.Errorf("%+v", e)
	}
	if e := rec.Exports[4]; e.Name != "q" || e.Imported != "q r" || e.Import != 3 {
		t.Errorf("%+v", e)
	}
}

// TestMisread reads code whose tree is wrong and that only the walk over the
// tokens notices (M), and code that needs care for other reasons.
func TestMisread(t *testing.T) {
	tests := []struct {
		name, src string
		printed   bool // esbuild had to print it
	}{
		{"M1 field async", "class A { async\nx(){} }", true},
		{"M3 trailing comma", `(0,)`, true},
		{"M6 Latin-1", "x = 'caf\xe9'", false},
		{"M6 not whitespace", "x = '\xc2 '", false},
		{"M7 HTML comment in a script", "y<!--z\n", false},
		{"M7 closing HTML comment", "x\n--> y\nz", false},
		{"M9 accessor", `class A { accessor x = 1 }`, true},
		{"M9 field accessor", "class A { accessor\nx = 1 }", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := analyze(t, tt.src)
			if printed := strings.HasPrefix(rec.Rung, "esbuild"); printed != tt.printed {
				t.Errorf("rung %q", rec.Rung)
			}
		})
	}
}

// TestSlowParse checks that text that the library is slow on is printed by
// esbuild first (Q1).
func TestSlowParse(t *testing.T) {
	defer func(d time.Duration) { budgetTime = d }(budgetTime)
	budgetTime = 100 * time.Millisecond
	rec := analyze(t, manyArrows(9000))
	if !strings.HasPrefix(rec.Rung, "esbuild") {
		t.Errorf("rung %q", rec.Rung)
	}
}

func manyArrows(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("var n" + strconv.Itoa(i) + "=1;x(a" + strconv.Itoa(i) + "=>a);")
	}
	return b.String()
}

// TestShapes reads code whose tree has an unexpected shape (W), and names where
// a binding occurs.
func TestShapes(t *testing.T) {
	for _, src := range []string{
		"x = {m() { super.a }, get b() { return () => super.b }}; class A extends B { constructor() { super() } c = super.c; static { super.d } }",
		"for(;;){switch(a){case 1:break;default:continue}} a:{break a} b:for(;;)for(;;)continue b; do break; while(a); switch(a){case 1:{break}}",
		"import('x'); import.meta.url; import.meta", // W2
		"function f(){ new.target; new new.target() }",
		`x = {"a": 1, 'b c': 2, "1": 3, 1: 4, .5: 5, "": 6, "constructor"(){}, get "d"(){}}`, // W3
		`var {"a": b, 'c-d': e, 1: f, [g]: h = i, ...j} = k`,
		`import {a,} from "x"; import {} from "y"; import "z"; export {a,}; export {} from "w"`,                                                   // W4
		`import a, * as b from "x"; import c, {d as e, default as f, "g h" as i} from "y"`,                                                        // W5
		"new X; new X(); new X.y; new (x())(); new X().y; new X;[1]",                                                                              // W6
		";;a;;b;{;;c;};if(a){};switch(a){case 1:;;b;;;;case 2:default:;}",                                                                         // W7
		"for(;;);for(;;){}for(;;)a;for(var i;;);for(i;;);for(a in b);for(var a of b){c}for(let[a]of b)c;for(a.b of c);for({a}of b);for([a]in b);", // W8
		"a=>b;a=>{b};a=>({b});async a=>b;async(a)=>{};(a,b)=>{};()=>{};async()=>{}",                                                               // W9
		"/*! a */ 'use strict'; /*! b */ function f(){ /*! c */ 'use strict'; /*! d */ }",                                                         // W10
		"a.b.c?.d?.[e]?.(f).g", // W11
		`"use client"; 'use strict'; function f(){ "use asm"; 'use strict' }`, // W12
		"class A { static static(){} get get(){} set set(a){} static async = 1; async; get; set; static; async async(){} *a(){} async *b(){} static async *c(){} get = 1; static get x(){} static{} static set y(z){} 'a'(){} 1(){} [b](){} #c; #d(){} get #e(){} static #f = 1 }", // W13
		"x = {async, get, set, async(){}, get(){}, set(){}, async: 1, get: 2, async x(){}, *y(){}, async *z(){}, get a(){}, set a(b){}}",
		"+a;-a;++a;--a;a++;a--;!a;~a;typeof a;void a;delete a.b;- -a;+ +a;a- -b;a+ +b", // W14
		"\ufeffa; b", // W16
		"if(a)b\nelse c\ndo a\nwhile(b)c;do{}while(a)b",
		"async function f(){ for await (x of y); await z } async () => { await x }",
		"function* f(){ yield; yield a; yield* b; x = yield }",
		"label: for(;;) { continue label; break label }",
		"try{}catch{} try{}catch(e){}finally{} try{}finally{}",
		"with(a)b; debugger; throw a",
		"a?b:c?d:e; a,b,c; (a,b); a**b**c; a??b; a||b&&c; a in b instanceof c",
		"a=b=c; a+=b; a&&=b; a??=b; [a,b]=[b,a]; ({a,b:c}=d); ({...a.b}=c); [...a.b]=c",
		"`a`; `a${b}c${`d${e}`}f`; a`b${c}`; a.b`c`; new a`b`",
		"/a/g; /[/]/; a/b/c; a\n/b/g; x=/=/",
		"0; 1.5; .5; 5.; 1e3; 0x1F; 0b1; 0o7; 1_000; 1n; 0x1n",
		"if (a) { function b(){} } else function_(c)",
		"var async; async\n(a); async(b); async.c; var let_; of; get; set; static_",
		"a\n++b", "x = function(){}\n", "x = class {}\n", "x = class A extends (B, C) {}",
		"export default async function(){}", "export default async () => {}", "export default function*(){}", "export default class extends A {}",
		"export default (a, b)", "export default {a}", "export default [a]\n", "export async function a(){}", "export class B {}", "export let c = 1, {d} = e",
		"(function(){})(); (() => {})(); !function(){}(); (async () => { await 1 })()",
		"({a: 1}); ({}).b; [].c; (a).b; ((a)); (a)(b)", "a/**/./**/b/**/(/**/c/**/)/**/;/**/", "a // b\n// c\n",
		"\"\\\n\"; '\\''; \"\\u{1F600}\"; x = '\u2028'",
	} {
		rec := analyze(t, src)
		if rec.Rung != "" {
			t.Errorf("%q: rung %q", src, rec.Rung)
		}
		if out := renameAll(rec); !valid(out) {
			t.Errorf("%q: %s", src, firstError(out))
		}
	}
}
