package css

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/evanw/esbuild/pkg/api"
)

// specifiers are the references of a sheet as "form specifier".
func specifiers(s *Sheet) (list []string) {
	for _, u := range s.URLs {
		list = append(list, []string{"url ", "quoted ", "string "}[u.Form]+u.Specifier)
	}
	return list
}

func TestURLs(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"C1 nested rules", `.a{ #b{background:url(1)} :hover{background:url(2)} [x]{background:url(3)} &.c{d:url(4)} }`, []string{"url 1", "url 2", "url 3", "url 4"}},
		{"C2 declarations in nested at-rules", `.a{ @media print { background: url(p) } color: red; background: url(q) }`, []string{"url p", "url q"}},
		{"C3 new at-rules", `@container (w>1px){ .a{b:url(1)} } @scope (.a) to (.b) { c { d: url(2) } } @starting-style { e { f: url(3) } } @property --g { syntax: "*"; initial-value: url(4) } @theme { --h: url(5) }`,
			[]string{"url 1", "url 2", "url 3", "url 4", "url 5"}},
		{"C4 custom properties", `a{ --x: {a:b; c: url(w.png)}; --y: url(z.png); --z:{} }`, []string{"url w.png", "url z.png"}},
		{"C5 spellings of url", "a{ b: url(x), url( \"y\" ), URL('z'), u\\rl(a), url(\t b\\)c ), url(d\\29), url(\"e\\\"f\\\ng\"), url(\"\\65 h\") }",
			[]string{"url x", "quoted y", "quoted z", "url a", "url b)c", "url d)", `quoted e"fg`, "quoted eh"}},
		{"C5 bad url", `a{ b: url(a b.png); c: url(d) }`, []string{"url d"}},
		{"C6 image-set", `a{ b: image-set("a.png" 1x, url(b.png) 2x type("image/png"), linear-gradient(c, d)); b: -webkit-image-set('e' 1x); b: IMAGE-SET("f" 2x); src: local(".x"), format("woff") }`,
			[]string{"string a.png", "url b.png", "string e", "string f"}},
		{"C8 namespaces are names", `@namespace svg url(http://www.w3.org/2000/svg); @-moz-document url(x) { a { b: url(y) } }`, []string{"url y"}},
		{"C12 tokens of CSS modules", `@value a, b from "./b.css"; .c{composes: x y from "./z.css"; d: url(e)} @value p: red;`, []string{"url e"}},
		{"C14 comments", `.d/* x */.e{/* url(n) */background/* ; */:/* } */url(y)/* { */}`, []string{"url y"}},
		{"prelude strings", `[href="url(x)"], a:not([b=";}"]) { c: url(d) }`, []string{"url d"}},
		{"declaration without semicolon", `a{b:url(1)}c{d:url(2)}`, []string{"url 1", "url 2"}},
		{"own document and empty", `a{ filter: url(#f); b: url(), url(""); c: url(d#e) }`, []string{"url d#e"}},
		{"data addresses", `a{ b: url(data:image/svg+xml,%3Csvg/%3E); c: url("data:,a;b}") }`, []string{"url data:image/svg+xml,%3Csvg/%3E", "quoted data:,a;b}"}},
		{"percent escapes", `a{ b: url(%2E/a%20b.png), url("c%27d?e%3Df"), url(100%.png), url(https://x/y%20z), url(//x/%20), url(" g.png	"), url("  ") }`, []string{"url ./a b.png", "quoted c'd?e=f", "url 100%.png", "url https://x/y%20z", "url //x/%20", "quoted g.png"}},
		{"font-face", `@font-face { font-family: x; src: url(a.woff2) format("woff2"), url('b.woff') }`, []string{"url a.woff2", "quoted b.woff"}},
		{"keyframes", `@keyframes x { 50.5% { b: url(c) } to { d: url(e) } }`, []string{"url c", "url e"}},
		{"nothing", ``, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := Analyze("a.css", []byte(tt.in))
			if got := specifiers(s); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestIgnoreComments(t *testing.T) {
	s, _ := Analyze("a.css", []byte(`/* webpackIgnore: true */ @import "a"; @import "b"; a { /* webpackIgnore: true */ b: url(1), url(2); c: url(3), /* webpackIgnore:true */ url(4), url(5) }`))
	var got []bool
	for _, i := range s.Imports {
		got = append(got, i.Ignore)
	}
	for _, u := range s.URLs {
		got = append(got, u.Ignore)
	}
	if want := []bool{true, false, true, true, false, true, false}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestImports(t *testing.T) {
	in := `@charset "utf-8"; @layer x, y;
@import "a.css" layer(base) supports(display:grid) screen and (color), print;
@import url(b.css);
@IMPORT URL( 'c\.css' ) /* c */ layer;
@import "d.css" supports(not (a:b)) ; @layer z;
@import "e.css" (min-width: 1px);
@import "f.css" layer(g.h)
;
.x{}
@import "late.css";
.y{ @import "inner.css"; }`
	s, diags := Analyze("a.css", []byte(in))
	want := []struct {
		spec string
		c    Conditions
	}{
		{"a.css", Conditions{true, "base", "display:grid", "screen and (color), print"}},
		{"b.css", Conditions{}},
		{"c.css", Conditions{Layered: true}},
		{"d.css", Conditions{Supports: "not (a:b)"}},
		{"e.css", Conditions{Media: "(min-width: 1px)"}},
		{"f.css", Conditions{Layered: true, Layer: "g.h"}},
	}
	if len(s.Imports) != len(want) {
		t.Fatalf("imports %+v", s.Imports)
	}
	for i, w := range want {
		got := s.Imports[i]
		if got.Specifier != w.spec || got.Conditions != w.c {
			t.Errorf("import %d is %+v, want %+v", i, got, w)
		}
		text := in[got.Start:got.End]
		if !strings.HasPrefix(strings.ToLower(text), "@import") || !strings.HasSuffix(text, ";") {
			t.Errorf("import %d is the text %q", i, text)
		}
	}
	if s.Imports[0].Tail != "layer(base) supports(display:grid) screen and (color), print" {
		t.Errorf("tail %q", s.Imports[0].Tail)
	}
	if got := s.LayerStatements(); got != "@layer x, y;\n@layer z;\n" {
		t.Errorf("layers %q", got)
	}
	if len(diags) != 2 || diags[0].Code != CodeImportLate || diags[1].Code != CodeImportLate {
		t.Errorf("diagnostics %+v", diags)
	}
	got := strings.Join(strings.Fields(string(s.Generate(nil, nil, func(i int) bool { return i == 1 }))), " ")
	if want := `@layer x, y; @import url(b.css); @layer z; .x{} @import "late.css"; .y{ @import "inner.css"; }`; got != want {
		t.Errorf("generated %q, want %q", got, want)
	}
}

func TestGenerate(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		urls     []string
		chain    []Conditions
		want     string
	}{
		{"forms", `a{b:url(x) url('y') image-set("z" 1x)}`, []string{"1.png", "2.png", "3.png"}, nil, `a{b:url(1.png) url("2.png") image-set("3.png" 1x)}`},
		{"quotes where needed", `a{b:url(x) url(y)}`, []string{"a b(c).png", `q"\.png`}, nil, `a{b:url("a b(c).png") url("q\"\\.png")}`},
		{"some stay", `a{b:url(x) url(y)}`, []string{"", "1"}, nil, `a{b:url(x) url(1)}`},
		{"what counts at the start of a file only", "\uFEFF@charset \"utf-8\";a{}/*# sourceMappingURL=a.css.map */", nil, nil, "a{}"},
		{"C13 stray braces", "a{}}b{}}", nil, nil, "a{} b{} "},
		{"conditions", "a{}", nil, []Conditions{{Media: "print"}, {Layered: true, Supports: "a:b", Layer: "c", Media: "screen"}, {Layered: true}},
			"@media print {\n@media screen {\n@supports (a:b) {\n@layer c {\n@layer {\na{}\n}\n}\n}\n}\n}\n"},
		{"unclosed blocks", "@media print { a{b:c", nil, []Conditions{{Media: "x"}}, "@media x {\n@media print { a{b:c}}\n}\n"},
		{"unclosed string", `a{b:"c`, nil, nil, `a{b:"c"}`},
		{"unclosed string with backslash", `a{b:"c\`, nil, nil, "a{b:\"c\\\n\"}"},
		{"unclosed comment", `a{b:c} /* d`, nil, nil, `a{b:c} /* d*/`},
		{"unclosed comment with star", `a{b:c} /* d *`, nil, nil, `a{b:c} /* d */`},
		{"unclosed parenthesis", `a{b:calc(1 + (2`, nil, nil, `a{b:calc(1 + (2))}`},
		{"statement without semicolon", `a{} @layer b`, nil, nil, `a{} @layer b;`},
		{"rule without block", `a{} b:c`, nil, nil, `a{} b:c{}`},
		{"white space at the end", "a{b:c}\n", nil, nil, "a{b:c}\n"},
		{"unclosed quoted url", `a{b:url("c`, []string{"d"}, nil, `a{b:url("d")}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := Analyze("a.css", []byte(tt.in))
			if got := string(s.Generate(nil, tt.urls, nil, tt.chain...)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestImportRule(t *testing.T) {
	got := ImportRule("https://x/a.css", Conditions{true, "b", "c:d", "print"})
	if want := "@import \"https://x/a.css\" layer(b) supports(c:d) print;\n"; got != want {
		t.Errorf("got %q", got)
	}
	s, _ := Analyze("a.css", []byte(got))
	if len(s.Imports) != 1 || s.Imports[0].Conditions != (Conditions{true, "b", "c:d", "print"}) {
		t.Errorf("read as %+v", s.Imports)
	}
}

func TestDiagnostics(t *testing.T) {
	for _, tt := range []struct{ name, in, code, at string }{
		{"stray brace", "a{}\n} b{}", CodeStrayBracket, "}"},
		{"unclosed block", "a{ b{} ", CodeUnclosed, "{"},
		{"unclosed comment", "a{} /* b", CodeUnclosed, "/* b"},
		{"unclosed string", `a{b:"c`, CodeUnclosed, `"c`},
		{"unclosed url", `a{b:url(c`, CodeUnclosed, `url(c`},
		{"string over a line break", "a{b:\"c\n;d:e}", CodeBadString, "\"c\n"},
		{"bad url", "a{b:url(c d)}", CodeBadURL, "url(c d)"},
		{"import of nothing", `@import "";`, CodeImportInvalid, `@import "";`},
		{"import of a name", `@import foo;`, CodeImportInvalid, `@import foo;`},
		{"late import", `a{} @import "b";`, CodeImportLate, `@import "b";`},
		{"fine", `@charset "x";/**/@layer a;@import "b";<!-- a{b:c;;d:e} -->@media x{}`, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, diags := Analyze("a.css", []byte(tt.in))
			if tt.code == "" {
				if len(diags) > 0 {
					t.Errorf("diagnostics %+v", diags)
				}
				return
			}
			if len(diags) == 0 || diags[0].Code != tt.code {
				t.Fatalf("diagnostics %+v, want %s", diags, tt.code)
			}
			if got := tt.in[diags[0].At.Start:diags[0].At.End]; got != tt.at {
				t.Errorf("points at %q, want %q", got, tt.at)
			}
		})
	}
}

func TestSourceMappingURL(t *testing.T) {
	s, _ := Analyze("a.css", []byte("a{b:'/*# sourceMappingURL=no */'}\n/*# sourceMappingURL=a.css.map */\n"))
	if s.SourceMappingURL != "a.css.map" {
		t.Errorf("got %q", s.SourceMappingURL)
	}
}

func TestMinify(t *testing.T) {
	text := []byte("/* x */\n.a {\n  color: #ff0000;\n  inset: 0;\n}\n.b {\n  & .c { color: blue }\n}\n")
	m, err := Minify(text, Options{Target: api.DefaultTarget, Engines: []api.Engine{{Name: api.EngineChrome, Version: "80"}}, Whitespace: true, Syntax: true, SourceMap: true})
	if err != nil {
		t.Fatal(err)
	}
	if want := ".a{color:red;top:0;right:0;bottom:0;left:0}.b .c{color:#00f}"; string(m.Code) != want {
		t.Errorf("got %q, want %q", m.Code, want)
	}
	for _, part := range []struct {
		generated string
		line      uint32
	}{{".a", 1}, {"color:red", 2}, {".b", 5}} {
		i := m.Map.Find(0, uint32(strings.Index(string(m.Code), part.generated)))
		if i < 0 || m.Map.Segments[i].SrcLine != part.line {
			t.Errorf("%q maps to %+v", part.generated, m.Map.Segments[max(i, 0)])
		}
	}
}

func BenchmarkAnalyze(b *testing.B) {
	text := []byte(strings.Repeat(".card > .title:hover, [data-x=\"y\"] { background: url(img/a.png) no-repeat; margin: 0 calc(1px + 2em) }\n", 20000))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Analyze("a.css", text)
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, seed := range []string{`@import url("a") layer(b) supports(c:d) e;a{b:url(c) image-set("d" 1x)}}`, "a{--x:{b:c};d:\"e\\", "/*", "url(\\", "@import \"a\"layer(", "}}{{((", "url(\"a\\\")"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		at := uint32(0)
		for _, tok := range tokenize(text) {
			if tok.start < at {
				t.Fatalf("token at %d behind %d", tok.start, at)
			}
			at = tok.start
		}
		s, _ := Analyze("a.css", text)
		urls := make([]string, len(s.URLs))
		for i := range urls {
			urls[i] = "x y"
		}
		out := s.Generate(nil, urls, nil)
		if !utf8.Valid(text) {
			return // the lexer takes bytes behind a broken character for a part of it
		}
		// Whatever the text was, what comes out is closed.
		again, diags := Analyze("b.css", out)
		for _, d := range diags {
			if d.Code == CodeUnclosed {
				t.Fatalf("%q gives %q, which has %q", text, out, d.Message)
			}
		}
		// {} makes a rule of a dangling declaration, whose prelude has no URLs; without
		// the stray brace that ended it, an item goes on.
		if !strings.HasSuffix(s.Close, "{}") && len(s.Stray) == 0 && len(again.URLs) < len(s.URLs) {
			t.Fatalf("%q gives %q with %d references of %d", text, out, len(again.URLs), len(s.URLs))
		}
	})
}
