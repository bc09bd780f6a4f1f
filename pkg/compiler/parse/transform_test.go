package parse

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

func TestTypeScript(t *testing.T) {
	src := `import {type T, a} from "x"
import type {U} from "y"
enum E { A, B = "b" }
namespace N { export const z = 1 }
export const f = <V,>(v: V): T => a(v as any)!;
export type {T}
class C { constructor(private x: number) {} }
`
	rec, diags := Analyze("src/f.ts", []byte(src), &Options{Loader: LoaderTS, SourceMap: true})
	if rec == nil {
		t.Fatal(messages(diags))
	}
	if problem := check(rec); problem != "" {
		t.Error(problem)
	}
	if rec.Flags&graph.FromTypeScript == 0 || rec.Flags&graph.HasESM == 0 || rec.Rung != "" {
		t.Errorf("flags %b, rung %q", rec.Flags, rec.Rung)
	}
	if len(rec.Imports) != 1 || len(rec.Exports) != 1 || rec.Exports[0].Name != "f" {
		t.Errorf("imports %+v, exports %+v", rec.Imports, rec.Exports)
	}
	if rec.Stmts[1].Kind != graph.StmtVar || rec.Stmts[1].Effects != graph.EffectsNone {
		t.Errorf("an enum has effects: %s", rec.Text)
	}
	if rec.Map == nil || len(rec.Map.Segments) == 0 || !slices.Equal(rec.Map.Sources, []string{"src/f.ts"}) {
		t.Fatalf("map %+v", rec.Map)
	}
	// The use of a in the text leads to the use of a in the file.
	ref := rec.Refs[slices.IndexFunc(rec.Refs, func(r graph.Ref) bool { return r.Flags&graph.RefCallee != 0 })]
	line, column := source.NewLines(rec.Text).Position(ref.Start)
	s := segmentAt(rec.Map, line, column)
	if s == nil || s.SrcLine != 4 || int(s.SrcColumn) != strings.Index("export const f = <V,>(v: V): T => a(v as any)!;", "a(v") {
		t.Errorf("segment %+v", s)
	}
}

func TestTypeScriptOfTypesOnly(t *testing.T) {
	rec, _ := Analyze("f.ts", []byte("export interface A {}\nimport type {B} from './b'\n"), &Options{Loader: LoaderTS})
	if rec == nil || rec.Flags&graph.HasESM == 0 || len(rec.Imports) != 0 {
		t.Errorf("%+v", rec)
	}
}

func TestJSX(t *testing.T) {
	src := []byte("export const a = <><b c={1}/></>")
	tests := []struct {
		name string
		jsx  JSX
		want string
	}{
		{"automatic", JSX{}, "react/jsx-runtime"},
		{"import source", JSX{ImportSource: "preact"}, "preact/jsx-runtime"},
		{"dev", JSX{Dev: true}, "react/jsx-dev-runtime"},
		{"classic", JSX{Mode: JSXClassic}, ""},
	}
	for _, tt := range tests {
		for _, loader := range []Loader{LoaderJSX, LoaderTSX} {
			rec, diags := Analyze("a.jsx", src, &Options{Loader: loader, JSX: tt.jsx})
			if rec == nil {
				t.Fatalf("%s: %s", tt.name, messages(diags))
			}
			if tt.want == "" {
				if len(rec.Imports) != 0 || len(rec.Free) == 0 || rec.Free[0].Name != "React" {
					t.Errorf("%s: %s", tt.name, rec.Text)
				}
				continue
			}
			if len(rec.Imports) != 1 || rec.Imports[0].Specifier != tt.want {
				t.Errorf("%s: %s", tt.name, rec.Text)
			}
		}
	}
	// A file without elements is not touched.
	rec, _ := Analyze("a.jsx", []byte("export const a   =  1"), &Options{Loader: LoaderJSX, SourceMap: true})
	if string(rec.Text) != "export const a   =  1" || rec.Map != nil {
		t.Errorf("%s", rec.Text)
	}
	if rec.Flags&graph.FromTypeScript != 0 {
		t.Error("FromTypeScript")
	}
}

// TestPlaces checks where diagnostics point, in files that were transformed too.
func TestPlaces(t *testing.T) {
	tests := []struct {
		name, src string
		loader    Loader
		code, at  string
	}{
		{"JavaScript", "a;\n/* \U0001F600 */ let b = ;", LoaderJS, "syntax-error", ";"},
		{"TypeScript syntax", "let a: number = 1;\nlet b: = 2;", LoaderTS, "syntax-error", "="},
		{"JSX", "let a = <b>;\nlet c", LoaderJSX, "syntax-error", ""},
		{"JSX import twice", "import a from 'x';\nimport a from 'y';\nlet b = <a/>", LoaderJSX, "syntax-error", "a"},
	}
	for _, tt := range tests {
		rec, diags := Analyze("f", []byte(tt.src), &Options{Loader: tt.loader})
		if rec != nil || len(diags) == 0 {
			t.Errorf("%s: accepted", tt.name)
			continue
		}
		d := diags[0]
		if d.Code != tt.code || string(d.At.Text) != tt.src || d.At.End > len(tt.src) || tt.at != "" && tt.src[d.At.Start:d.At.End] != tt.at {
			t.Errorf("%s: %s %q at %d", tt.name, d.Code, d.Message, d.At.Start)
		}
	}
	// esbuild tells where the other declaration is.
	_, diags := Analyze("f", []byte("let a;\nlet a"), &Options{})
	if len(diags) != 1 || len(diags[0].Labels) != 1 || diags[0].Labels[0].At.Start != 4 {
		t.Errorf("%+v", diags)
	}
	// A warning comes with the record.
	rec, diags := Analyze("f", []byte("let a: any = {b: 1, b: 2}"), &Options{Loader: LoaderTS})
	if rec == nil || len(diags) != 1 || diags[0].Severity != diag.Warning || diags[0].Code != "syntax-warning" {
		t.Errorf("%+v", diags)
	}
}

// TestOpaque checks what is known of a module that esbuild had to bundle.
func TestOpaque(t *testing.T) {
	rec := analyze(t, `import a, {b} from "x"; import "y"; export * from "z"; export const s = () => { `+
		"function* g(){ return `a${yield}b` }"+` return [a, b, import("w"), require("v")] }`)
	if rec.Flags&graph.Opaque == 0 || !rec.CommonJS.ESModule || rec.CommonJS.Closed {
		t.Fatalf("%+v", rec)
	}
	var got []string
	for _, m := range rec.Imports {
		got = append(got, m.Specifier)
		if !m.UsesAll {
			t.Errorf("%s: not all used", m.Specifier)
		}
		if text := string(rec.Text[m.Start:m.End]); !strings.HasPrefix(text, "require(") && !strings.HasPrefix(text, "import(") {
			t.Errorf("%s spans %s", m.Specifier, text)
		}
	}
	slices.Sort(got)
	if got = slices.Compact(got); !slices.Equal(got, []string{"v", "w", "x", "y", "z"}) {
		t.Errorf("imports %v in %s", got, rec.Text)
	}
}

// TestOpaqueDefines checks that dead code asks for nothing on the last rung too.
func TestOpaqueDefines(t *testing.T) {
	rec := analyzeWith(t, "if (process.env.NODE_ENV !== 'production') require('a'); else require('b')\nfunction* g(){ return `a${yield}b` }", folding(t, production))
	if rec.Flags&graph.Opaque == 0 || len(rec.Imports) != 1 || rec.Imports[0].Specifier != "b" {
		t.Errorf("%+v", rec.Imports)
	}
}

func TestScanRequires(t *testing.T) {
	rec := &graph.Record{Text: []byte(`a("require('x')"); /* require("y") */ b.require("z"); var c = require( "d" ), e = import("f"); require(g); "\"require(\"`)}
	scanRequires(rec)
	if len(rec.Imports) != 2 || rec.Imports[0].Specifier != "d" || rec.Imports[1].Specifier != "f" || rec.Imports[1].Kind != graph.ImportDynamic {
		t.Errorf("%+v", rec.Imports)
	}
}

// TestPrintedMap checks that a file that esbuild printed still maps to itself.
func TestPrintedMap(t *testing.T) {
	rec := analyzeWith(t, "import {a} from 'x'\n\n\nexport const b = ({d} = {e: 1}) => d, c = a", &Options{SourceMap: true})
	if !strings.HasPrefix(rec.Rung, "esbuild") || rec.Map == nil {
		t.Fatalf("rung %q", rec.Rung)
	}
	last := rec.Refs[len(rec.Refs)-1]
	line, column := source.NewLines(rec.Text).Position(last.Start)
	if s := segmentAt(rec.Map, line, column); s == nil || s.SrcLine != 3 || s.SrcColumn != 42 {
		t.Errorf("%+v", s)
	}
	// TypeScript whose output had to be printed again.
	rec, _ = Analyze("f.ts", []byte("let a: number = 1\n\nexport let b = a.x\n@dec class C {}\n"), &Options{Loader: LoaderTS, SourceMap: true, TSConfigRaw: `{"compilerOptions":{"target":"esnext"}}`})
	if rec == nil || rec.Map == nil {
		t.Fatal("no record")
	}
	i := slices.IndexFunc(rec.Refs, func(r graph.Ref) bool { return rec.Symbols[r.Sym].Name == "a" && r.Flags&graph.RefRead != 0 })
	line, column = source.NewLines(rec.Text).Position(rec.Refs[i].Start)
	if s := segmentAt(rec.Map, line, column); s == nil || s.SrcLine != 2 || s.SrcColumn != 15 {
		t.Errorf("%+v on rung %q", s, rec.Rung)
	}
}

// TestConcurrent reads the same texts on many goroutines with the same options.
func TestConcurrent(t *testing.T) {
	table, err := CompileDefines(production)
	if err != nil {
		t.Fatal(err)
	}
	sources := []string{
		"import a from 'x'; export const b = () => a.c; if (process.env.NODE_ENV) { var d }", "let a: number = 1; export default a", "const a = <b/>",
		"import x from 'y' with {type: 'json'}; x", "x = ({a} = {b: 1}) => a; y()", "function* g(){ return `a${yield}b` }", "let a = ;",
	}
	var want [16][]*graph.Record
	par.For(len(want), 8, func(i int) {
		for j, src := range sources {
			rec, _ := Analyze("f", []byte(src), &Options{Loader: Loader(j % 4), Defines: table, DeadCode: true, SourceMap: true})
			want[i] = append(want[i], rec)
		}
	})
	for i := range want {
		if !reflect.DeepEqual(want[i], want[0]) {
			t.Fatalf("run %d differs", i)
		}
	}
}

// FuzzAnalyze checks that no text makes Analyze panic or name a place outside of
// the text, that a text without edits comes out as it went in, and that what
// comes out of edits parses when what went in did.
func FuzzAnalyze(f *testing.F) {
	for _, src := range []string{
		"import a, {b as c} from 'x'; export {a, c as d}; export default () => a.b(c)", "if (false) { var a } else b\n(c)",
		"x = true && y ? {a, b: [c]} : `d${e}`", "class A extends B { static #a = 1; get b() { return this.#a } }", "for (const {a = 1, ...b} of c) try { d } catch { break }",
		"module.exports = require('x'); exports.a = process.env.NODE_ENV !== 'production' && b", "async function* f(a, {b}) { for await (c of d) yield* await e }",
		"\ufeff#!x\n", "a?.[b]?.(c)`d`", "/*! a */ 'use strict'; label: { break label }", "import x from 'y' with {type: 'json'}", "\xff\xfe", "<a b={c}/>", "let a: b = <c>d",
		"import 'x' with {", "import 'x' with {a:'b'/", "import defer * as a from 'b'", "x = {a b}", "export * as 'a b' from 'c'", "for (var a of b) c: d\n;", "`${`${a}`}`",
		"switch (a) { case b: let c; default: d }", "@a class B { @c d() {} accessor e }", "var \\u0061 = a, \\u{62} = /[/]/.b`c`",
	} {
		f.Add([]byte(src), byte(0))
	}
	f.Fuzz(func(t *testing.T, src []byte, loader byte) {
		table, _ := CompileDefines(map[string]string{"process.env.NODE_ENV": `"production"`, "x": "1", "typeof y": `"object"`})
		opts := &Options{Loader: Loader(loader % 4), Defines: table, DeadCode: true, SourceMap: true}
		rec, diags := Analyze("f.js", src, opts)
		if rec == nil {
			if len(diags) == 0 {
				t.Fatal("neither a record nor a diagnostic")
			}
			for _, d := range diags {
				if d.At.Start < 0 || d.At.End < d.At.Start || d.At.End > len(d.At.Text) {
					t.Fatalf("%s at [%d, %d) of %d", d.Message, d.At.Start, d.At.End, len(d.At.Text))
				}
			}
			return
		}
		if problem := check(rec); problem != "" {
			t.Fatal(problem)
		}
		if len(rec.Edits) == 0 && opts.Loader == LoaderJS && rec.Rung == "" && string(rec.Text) != string(validText(src)) && !strings.HasPrefix(string(src), "#!") {
			t.Fatal("the text changed")
		}
		if os.Getenv("FUZZ_EDITS") != "" && len(rec.Edits) > 0 && valid(string(rec.Text)) {
			if out := edited(rec); !valid(out) {
				t.Fatalf("%s\nbecame\n%s\n%s", rec.Text, out, firstError(out))
			}
		}
	})
}
