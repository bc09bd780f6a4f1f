package parse

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// replaceImports does what a linker does: every use of an imported name becomes
// lib.name, by the flags of its ref and nothing else.
func replaceImports(rec *graph.Record) string {
	var edits []source.Edit
	for _, r := range rec.Refs {
		s := rec.Symbols[r.Sym]
		if s.Kind != graph.SymImport || r.Flags&graph.RefDecl != 0 {
			continue
		}
		text := "lib." + s.Name
		switch {
		case r.Flags&(graph.RefCallee|graph.RefTag) != 0:
			text = "(0," + text + ")"
			if r.Flags&graph.RefStmtStart != 0 {
				text = ";" + text
			}
		case r.Flags&(graph.RefShorthand|graph.RefShorthandPattern) != 0:
			text = s.Name + ":" + text
		}
		edits = append(edits, source.Edit{Start: r.Start, End: r.End, New: text})
	}
	for _, st := range rec.Stmts {
		if st.Kind == graph.StmtImport {
			edits = append(edits, source.Edit{Start: st.Start, End: st.End})
		}
	}
	source.SortEdits(edits)
	return strings.TrimSpace(string(source.Apply(nil, rec.Text, edits)))
}

func TestReplaceByFlags(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"shorthand (E1)", `x = {a, b: a, a: 1}`, `x = {a:lib.a, b: lib.a, a: 1}`},
		{"shorthand target (E1)", `({a = 1, c: a} = x)`, `({a:lib.a = 1, c: lib.a} = x)`},
		{"array target (E5)", `[a, ...a] = x; for (a of y); for ([a] in y); for (a.b of y);`, `[lib.a, ...lib.a] = x; for (lib.a of y); for ([lib.a] in y); for (lib.a.b of y);`},
		{"update (E5)", `x = a++ + --a; a += 1`, `x = lib.a++ + --lib.a; lib.a += 1`},
		{"callee (E2)", "x()\na()", "x()\n;(0,lib.a)()"},
		{"callee inside (E2)", "x = a(a(1))", "x = (0,lib.a)((0,lib.a)(1))"},
		{"callee in parentheses (E2)", "(a)(); (a)`x`", "((0,lib.a))(); ((0,lib.a))`x`"},
		{"tag (E2)", "x\na`y`", "x\n;(0,lib.a)`y`"},
		{"optional call (E2)", "x = a?.()", "x = (0,lib.a)?.()"},
		{"member call keeps this", "a.b(); a[b](); a.b`x`", "lib.a.b(); lib.a[b](); lib.a.b`x`"},
		{"left edge of a statement", "a() + b; a(), c; a() ? b : c; a().d = 1; a()`x`; a()()", ";(0,lib.a)() + b; ;(0,lib.a)(), c; ;(0,lib.a)() ? b : c; ;(0,lib.a)().d = 1; ;(0,lib.a)()`x`; ;(0,lib.a)()()"},
		{"words (E6)", "typeof a; a in a; void a; delete a.b; x = a instanceof a", "typeof lib.a; lib.a in lib.a; void lib.a; delete lib.a.b; x = lib.a instanceof lib.a"},
		{"strings and templates (E6)", "x = 'a' + `a${a}a` + /a/", "x = 'a' + `a${lib.a}a` + /a/"},
		{"new (E3)", "new a; new a(); new a.b(); x = new a", "new lib.a; new lib.a(); new lib.a.b(); x = new lib.a"},
		{"export default (E4)", "export default a\n", "export default lib.a"},
		{"export default call (E4)", "export default a()\n", "export default (0,lib.a)()"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := analyze(t, `import {a} from "x";`+tt.in)
			got := replaceImports(rec)
			if got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
			if e := firstError(got); e != "" {
				t.Errorf("%s: %s", got, e)
			}
		})
	}
}

// flagNames spells flags for the table below.
func flagNames(f graph.RefFlags) string {
	names := []string{"decl", "write", "read", "callee", "tag", "new", "shorthand", "pattern", "start", "export", "typeof", "delete", "extends", "lazy", "alias"}
	var out []string
	for i, n := range names {
		if f&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return strings.Join(out, " ")
}

// TestRefFlags gives the flags of the uses of `a` behind its import.
func TestRefFlags(t *testing.T) {
	tests := []struct {
		src  string
		want []string
	}{
		{`x = a`, []string{"read"}},
		{`a`, []string{"read start"}},
		{`a = 1`, []string{"write start"}},
		{`a += 1`, []string{"write read start"}},
		{`a++; ++a; x = a--`, []string{"write read start", "write read", "write read"}},
		{`[a] = x; ({a, b: a, ...a} = x)`, []string{"write", "write pattern", "write", "write"}},
		{`({a = 1} = x); x = {a}`, []string{"write pattern", "read shorthand"}},
		{`for (a of x); for (a in x);`, []string{"write", "write"}},
		{`a(); x = a(); (a)()`, []string{"read callee start", "read callee", "read callee"}},
		{"a`x`", []string{"read tag start"}},
		{`new a; x = new a.b(a); new (a.b)()`, []string{"read new", "read new", "read", "read"}},
		{`typeof a; typeof a.b; typeof (a)`, []string{"read typeof", "read", "read typeof"}},
		{`delete a.b; delete a.b.c`, []string{"read delete", "read delete"}},
		{`class X extends a {} class Y extends a.b {}`, []string{"read extends", "read extends"}},
		{`export {a, a as b}`, []string{"read export", "read export"}},
		{`f = () => a; function g() { a }`, []string{"read lazy", "read start lazy"}},
		{`(() => a)(); (function () { a() }).call(x); !function* () { a }()`, []string{"read", "read callee start", "read start lazy"}},
		{`class X { m() { a } p = a; static q = a; static { a } [a]() {} }`, []string{"read start lazy", "read lazy", "read", "read start", "read"}},
		{`function f(x = a) { a }`, []string{"read lazy", "read start lazy"}},
		{`if (x) a; else a`, []string{"read", "read"}}, // no semicolon may be put there
	}
	for _, tt := range tests {
		rec := analyze(t, `import {a} from "x"; `+tt.src)
		var got []string
		for _, r := range rec.Refs {
			if rec.Symbols[r.Sym].Name == "a" && r.Flags&graph.RefDecl == 0 {
				got = append(got, flagNames(r.Flags))
			}
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: %s", tt.src, d)
		}
	}
}

// TestDeclFlags gives the flags of declarations.
func TestDeclFlags(t *testing.T) {
	for src, want := range map[string]string{
		`var a`: "decl", `let {a} = x`: "decl pattern", `let {a = 1} = x`: "decl pattern", `let {b: a} = x`: "decl", `let [a] = x`: "decl",
		`let {b: {a}} = x`: "decl pattern", `let {...a} = x`: "decl", `function a() {}`: "decl", `class a {}`: "decl", `import a from "x"`: "decl", `for (var a of x);`: "decl",
	} {
		rec := analyze(t, src)
		if got := flagNames(rec.Refs[0].Flags); len(rec.Refs) != 1 || got != want {
			t.Errorf("%s: %s, want %s", src, got, want)
		}
	}
}

func TestChains(t *testing.T) {
	chain := func(c graph.Chain) string {
		s := strings.Join(c.Names, ".")
		if c.Called {
			s += " called"
		}
		if c.Assigned {
			s += " assigned"
		}
		if c.Optional {
			s += " optional"
		}
		return s
	}
	for src, want := range map[string]string{
		`a.b.c`: "b.c", `a["b"].c['d e']`: "b.c.d e", `a . /* x */ b // y
		.c`: "b.c", `a.b()`: "b called", `a.b().c`: "b called", "a.b`x`": "b called", `new a.b()`: "b", `new a.b`: "b", `new (a.b())`: "b called",
		`a.b = 1`: "b assigned", `a.b.c += 1`: "b.c assigned", `a.b++`: "b assigned", `--a.b`: "b assigned", `delete a.b`: "b assigned", `[a.b] = x`: "b assigned",
		`({x: a.b} = x)`: "b assigned", `for (a.b of x);`: "b assigned", `a.b[c] = 1`: "b", `a.b().c = 1`: "b called", `(a.b).c = 1`: "b", `(a.b)()`: "b called",
		`(a.b) = 1`: "b assigned", `x = a.b == 1`: "b", `a?.b`: " optional", `a.b?.c`: "b optional", `a.b?.()`: "b optional", `a[b]`: "none", `a()`: "none", `a.b ? .5 : 1`: "b",
		`class X { #p; m() { a.b.#p } }`: "b", `a.\u0062`: "b", `x = a["b" + c]`: "none", "a.b\n(c)": "b called", `x = [...a.b]`: "b", `a.class.if`: "class.if",
	} {
		rec := analyze(t, `import * as a from "x"; `+src)
		got := "none"
		for _, r := range rec.Refs {
			if r.Chain >= 0 {
				got = chain(rec.Chains[r.Chain])
				if e := rec.Chains[r.Chain].Ends; len(e) != len(rec.Chains[r.Chain].Names) {
					t.Errorf("%s: ends %v", src, e)
				}
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
		free := analyze(t, src)
		if c := free.Free[0].Chain; c >= 0 && free.Free[0].Name == "a" {
			if got := chain(free.Chains[c]); got != want {
				t.Errorf("%s: free %q, want %q", src, got, want)
			}
		}
	}
	rec := analyze(t, `import.meta.env.X; import.meta; import.meta.hot = 1`)
	if len(rec.Meta) != 3 || chain(rec.Chains[rec.Meta[0].Chain]) != "env.X" || rec.Meta[1].Chain != -1 || chain(rec.Chains[rec.Meta[2].Chain]) != "hot assigned" {
		t.Errorf("meta %+v %+v", rec.Meta, rec.Chains)
	}
	if e := analyze(t, `import {a} from "x"; a["b"].c`).Chains[0].Ends; e[0] != 27 || e[1] != 29 {
		t.Errorf("ends %v", e)
	}
}

// TestStmts checks the places that the linker cuts at.
func TestStmts(t *testing.T) {
	src := `import "x"
export const a = 1, {b} = c;
export default async function  (x) {}
function f() {};
export default class extends f {}
`
	src = strings.Replace(src, "export default class", "class", 1)
	src = strings.Replace(src, "class extends", "class G extends", 1)
	rec := analyze(t, src)
	type stmt struct{ text, inner, list, name string }
	var got []stmt
	for _, s := range rec.Stmts {
		x := stmt{text: src[s.Start:s.End], inner: src[s.Inner:s.End]}
		if s.List > 0 {
			x.list = src[s.ListStart:s.ListEnd] + "|" + src[s.KeywordAt:s.KeywordAt+5]
		}
		if s.NameAt > 0 {
			x.name = src[s.NameAt : s.NameAt+5]
		}
		got = append(got, x)
	}
	list := "export const a = 1, {b} = c;|const"
	want := []stmt{
		{`import "x"`, `import "x"`, "", ""},
		{"a = 1", "a = 1", list, ""},
		{"{b} = c", "{b} = c", list, ""},
		{"export default async function  (x) {}", "async function  (x) {}", "", "  (x)"},
		{"function f() {}", "function f() {}", "", ""},
		{"class G extends f {}", "class G extends f {}", "", ""},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(stmt{})); d != "" {
		t.Error(d)
	}
	for src, want := range map[string]bool{
		"export default () => {}": true, "export default (function () {})": true, "export default (class {})": true, "export default class {}": true, "export default function () {}": true,
		"export default function f() {}": false, "export default (function f() {})": false, "export default x": false, "export default (0, () => {})": false, "export default function* () {}": true,
	} {
		if rec := analyze(t, src); rec.Stmts[0].Anonymous != want {
			t.Errorf("%s: anonymous %v", src, !want)
		}
	}
}
