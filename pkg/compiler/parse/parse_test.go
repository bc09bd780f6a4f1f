package parse

import (
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// analyze reads src as a module or script, whichever it is, without folding.
func analyze(t *testing.T, src string) *graph.Record {
	t.Helper()
	return analyzeWith(t, src, &Options{})
}

func analyzeWith(t *testing.T, src string, opts *Options) *graph.Record {
	t.Helper()
	rec, diags := Analyze("test.js", []byte(src), opts)
	if rec == nil {
		t.Fatalf("%q: %s", src, messages(diags))
	}
	if problem := check(rec); problem != "" {
		t.Fatalf("%q: %s", src, problem)
	}
	return rec
}

// edited returns the text of a record with its edits.
func edited(rec *graph.Record) string {
	return string(source.Apply(nil, rec.Text, rec.Edits))
}

// places returns the text with every ref of the symbol name in angle brackets.
func places(rec *graph.Record, name string) string {
	var edits []source.Edit
	for _, r := range rec.Refs {
		if rec.Symbols[r.Sym].Name == name {
			edits = append(edits, source.Edit{Start: r.Start, End: r.Start, New: "<"}, source.Edit{Start: r.End, End: r.End, New: ">"})
		}
	}
	return string(source.Apply(nil, rec.Text, edits))
}

// TestScopes marks every occurrence of a module-level binding in angle
// brackets; the input is the same text without them.
func TestScopes(t *testing.T) {
	tests := []struct{ name, symbol, want string }{
		{"class expression name (S1)", "e", `let <e>=1; x = class e { m(){ return e } }; export default <e>`},
		{"block function in a module (S2)", "f", `import {<f>} from "x"; { function f(){} f() } <f>()`},
		{"var in a static block (S3)", "x", `import {<x>} from "y"; class A { static { var x = 1; x } } <x>`},
		{"escaped names (S4)", "abc", `var <\u0061bc> = 1; <abc>; <\u{61}bc>`},
		{"object pattern default (S6)", "b", `import {<b>} from "x"; x = ({a} = {<b>}) => a + <b>`},
		{"parameter default does not see body variables", "y", `import <y> from "y"; function f(a = <y>){ var y; y } <y>`},
		{"parameter default sees parameters", "y", `import <y> from "y"; function f(y, a = y){ return y } <y>`},
		{"function expression name", "f", `var <f> = function f(){ f() }; <f>()`},
		{"class declaration name inside", "C", `class <C> { m(){ return <C> } static x = <C> } new <C>`},
		{"use before declaration", "v", `<v>(); function g(){ <v> } var <v>`},
		{"var in a nested block", "v", `if (x) { for (;;) { var <v> = 1 } } <v>`},
		{"let in a block", "v", `let <v>; { let v; v } <v>`},
		{"for head", "i", `var <i>; for (let i = 0; i < 1; i++) { i } <i>`},
		{"for body shadows head", "i", `let <i>; for (let x of <i>) { let i; i } for (const i of y) i; <i>`},
		{"switch", "a", `let <a>; switch (<a>) { case a: let a; default: a } <a>`},
		{"catch parameter", "e", `let <e>; try { <e> } catch (e) { e } finally { <e> }`},
		{"catch pattern", "e", `let <e>; try {} catch ({e, x = e}) { e } <e>`},
		{"label is no name", "a", `var <a>; a: for (;;) { break a; continue a } <a>`},
		{"keys are no names", "a", `var <a>; x = {a: 1, "a": <a>, [<a>]: 2, a(){}, get a(){}}; x.a; x?.a; x[<a>]`},
		{"class members are no names", "a", `var <a>; class X { a = <a>; #a = 1; static a(){} get a(){ return this.#a } }`},
		{"shorthand", "a", `var <a>; x = {<a>}; ({<a>} = x); ({<a> = <a>} = x); ({a: <a>} = x); [<a>, ...<a>] = x`},
		{"hoisted block function in a script", "f", `{ function <f>(){} <f>() } <f>()`},
		{"block function in strict code", "f", `"use strict"; { function f(){} f() } f()`},
		{"use strict behind another directive", "f", `'x'; 'use strict'; { function f(){} } f()`},
		{"use strict in parentheses is none", "f", `('use strict'); { function <f>(){} } <f>()`},
		{"async block functions do not hoist", "f", `{ async function f(){} } f()`},
		{"arguments is bound in functions", "arguments", `function f(){ arguments; () => arguments }`},
		{"export list", "a", `let <a>; export {<a>, <a> as b}`},
		{"re-export is no use", "a", `let <a>; export {a} from "x"`},
		{"new without parentheses (W6)", "a", `var <a>; new <a>; new <a>(); new <a>(<a>); new <a>.b`},
		{"typeof and in (E6)", "a", `var <a>; typeof <a>; <a> in <a>; <a> instanceof <a>`},
		{"arrow body", "a", `var <a>; x = () => <a>; y = () => (<a>); z = a => ({a})`},
		{"template", "a", "var <a>; x = `a${<a>}a${`${<a>}`}`; <a>`a`"},
		{"regular expression", "a", `var <a>; x = /a/g.test(<a>) / <a> / 2`},
		{"computed class keys", "a", `var <a>; class B { [<a>](){} static [<a>] = 1; [<a>] }`},
		{"params do not leak", "p", `import {<p>} from "x"; function f({p}, [q = p]){} (p, ...r) => p; async p => p; <p>`},
		{"catch and var of one name", "e", `try {} catch (e) { e } var <e>; <e>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := unmark(tt.want)
			rec := analyze(t, src)
			if got := places(rec, tt.symbol); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

// unmark removes the angle brackets around names only.
func unmark(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '<' && i+1 < len(s) && (identTable[s[i+1]]):
		case s[i] == '>' && i > 0 && identTable[s[i-1]]:
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
