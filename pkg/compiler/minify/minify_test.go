package minify

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// full is what a production build asks for.
func full(target api.Target) Options {
	return Options{Target: target, Whitespace: true, Syntax: true, Identifiers: true, LegalComments: api.LegalCommentsNone}
}

func TestBody(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"names that are declared stay", "function first(argument){return argument+second} let second=g(), {third, ...fourth}=g(); class Fifth{}",
			"function first(e){return e+second}let second=g(),{third,...fourth}=g();class Fifth{}"},
		{"nested names avoid free ones", "function outer(value){return e+t+n+r+value}", "function outer(i){return e+t+n+r+i}"},
		{"unused names stay", "const unused=1;function alsoUnused(){}", "const unused=1;function alsoUnused(){}"},
		{"directives of functions stay", "function f(){'use strict';return this}", "function f(){\"use strict\";return this}"},
		{"return at the top", "if(a)return b;c()", "if(a)return b;c();"},
		{"a script end tag is escaped", "a='</script>',b=`</script>`,c=/<\\/script>/", "a=\"<\\/script>\",b=\"<\\/script>\",c=/<\\/script>/;"},
		{"a comparison that looks like a script end tag", "a=b</script/.c", "a=b< /script/.c;"},
		{"text stays UTF-8", "a='日本é😀'", "a=\"日本é😀\";"},
		{"a text of its own mark", "debugger;a()", "debugger;a();"},
		{"nothing", "", ""},
		{"only a comment", "// nothing", ""},
		{"import() stays", "import('x').then(module=>module.default)", "import(\"x\").then(e=>e.default);"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := Body([]byte(tt.in), full(api.ESNext))
			if err != nil {
				t.Fatal(err)
			}
			if string(r.Code) != tt.want || len(r.Prelude) > 0 {
				t.Errorf("got %q prelude %q, want %q", r.Code, r.Prelude, tt.want)
			}
		})
	}
}

func TestBodyWithAwait(t *testing.T) {
	o := full(api.ES2020)
	o.Await = true
	r, err := Body([]byte("const settled=await value;for await(const item of settled)f(function(){return item});"), o)
	if err != nil {
		t.Fatal(err)
	}
	if want := "const settled=await value;for await(const e of settled)f(function(){return e});"; string(r.Code) != want {
		t.Errorf("got %q, want %q", r.Code, want)
	}
	o.Target = api.ES2016
	if _, err := Body([]byte("await 1"), o); !errors.Is(err, ErrAwait) {
		t.Errorf("error %v, want ErrAwait", err)
	}
	o.Target = api.ES2017
	if r, err = Body([]byte("await first;for await(const item of b)f(item)"), o); err != nil {
		t.Fatal(err)
	} else if !strings.Contains(string(r.Prelude), "__forAwait$=") || !strings.HasPrefix(string(r.Code), "await first;") {
		t.Errorf("got %q prelude %q", r.Code, r.Prelude)
	}
}

func TestObject(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"members of all kinds", `12:(module,exports,require)=>{"use strict";exports.a=require(3)},"./a.js":function(module,exports){exports.b=this},m(){},`,
			`12:(e,t,n)=>{"use strict";t.a=n(3)},"./a.js":function(e,t){t.b=this},m(){}`},
		{"sloppy code stays sloppy", `1:function(m){with(m){n=010};delete q}`, `1:function(e){with(e)n=8;delete q}`},
		{"line comment at the end", "1:()=>{} // end", `1:()=>{}`},
		{"name of the mark in use", "1:()=>$mfbundle$", `1:()=>$mfbundle$`},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := Object([]byte(tt.in), full(api.ESNext))
			if err != nil {
				t.Fatal(err)
			}
			if string(r.Code) != tt.want {
				t.Errorf("got %q, want %q", r.Code, tt.want)
			}
		})
	}
	r, err := Object([]byte("1:()=>{a()},\n2:function(b){return b}"), Options{LegalComments: api.LegalCommentsInline})
	if err != nil {
		t.Fatal(err)
	}
	if want := "1: () => {\n    a();\n  },\n  2: function(b) {\n    return b;\n  }"; string(r.Code) != want {
		t.Errorf("printed %q, want %q", r.Code, want)
	}
}

// TestPartsInOneScope runs several lowered parts together. Each has private
// fields and temporaries that esbuild by itself names alike.
func TestPartsInOneScope(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	for _, target := range []api.Target{api.ESNext, api.ES2021, api.ES2018, api.ES2015} {
		for _, minified := range []bool{true, false} {
			o := Options{Target: target}
			if minified {
				o = full(target)
			}
			var preludes, codes, members string
			for _, n := range []string{"one", "two"} {
				r, err := Body(fmt.Appendf(nil, `
class Class_%[1]s { #p = %[2]q; static #s = "s"; static count = 0; _p = "property";
  #m() { return this.#p + this._p + Class_%[1]s.#s } get() { return this.#m() } get #g() { return 1 } has(x) { return #p in x }
  async later(...rest) { const {first, ...others} = await rest[0]; return first + others.second + this.#g } }
const temp_%[1]s = given()?.a?.b ?? "none", e_%[1]s = %[2]q, power_%[1]s = 2 ** given(3);
const spread_%[1]s = {...{k: %[2]q}, e_%[1]s}; var i_%[1]s = given(), t_%[1]s = i_%[1]s?.x;
`, n, n), o)
				if err != nil {
					t.Fatal(err)
				}
				preludes += string(r.Prelude)
				codes += string(r.Code) + "\n"
				m, err := Object(fmt.Appendf(nil, `%s: async function(argument) { class A { #x = argument?.v ?? %q; y() { return this.#x } } return {...argument, y: await new A().y()} }`, n, n), o)
				if err != nil {
					t.Fatal(err)
				}
				preludes += string(m.Prelude)
				members += string(m.Code) + ","
			}
			program := fmt.Sprintf(`(async function() { "use strict"; function given(x) { return x }
%s
%s
const assert = require("node:assert");
assert.equal(new Class_one().get(), "onepropertys"); assert.equal(new Class_two().get(), "twopropertys");
assert(new Class_one().has(new Class_one())); assert(!new Class_one().has(new Class_two()));
assert.equal(await new Class_two().later(Promise.resolve({first: 1, second: 2})), 4);
assert.equal(temp_one, "none"); assert.equal(power_two, 8); assert.equal(spread_one.k, "one"); assert.equal(t_one, undefined);
const o = {%s};
assert.deepEqual(await o.one({z: 1}), {z: 1, y: "one"}); assert.deepEqual(await o.two({v: 5}), {v: 5, y: 5});
console.log("ok") })()`, preludes, codes, members)
			out, err := exec.Command(node, "-e", program).CombinedOutput()
			if err != nil || strings.TrimSpace(string(out)) != "ok" {
				t.Fatalf("target %d: %v\n%s\n%s", target, err, out, program)
			}
		}
	}
}

func TestKeepNames(t *testing.T) {
	o := full(api.ESNext)
	o.KeepNames = true
	r, err := Object([]byte("1:()=>{function longName(){} return longName.name}"), o)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(r.Prelude), "__name$=") || !strings.Contains(string(r.Code), `,"longName")`) {
		t.Errorf("got %q prelude %q", r.Code, r.Prelude)
	}
}

func TestDropConsole(t *testing.T) {
	o := full(api.ESNext)
	o.DropConsole = true
	r, err := Body([]byte("console.log(1);a()"), o)
	if err != nil || string(r.Code) != "a();" {
		t.Errorf("got %q, %v", r.Code, err)
	}
}

func TestLegalComments(t *testing.T) {
	text := []byte("/*! one */a();//! two\n/* plain */b();/*! one */function f(){/* @license </script> */c()}")
	o := full(api.ESNext)
	for _, tt := range []struct {
		mode  api.LegalComments
		lower bool
		legal []string
		code  string
	}{
		{api.LegalCommentsNone, false, nil, "a();b();function f(){c()}"},
		{api.LegalCommentsLinked, false, []string{"/*! one */", "//! two", "/* @license <\\/script> */"}, "a();b();function f(){c()}"},
		{api.LegalCommentsExternal, true, []string{"/*! one */", "//! two", "/* @license <\\/script> */"}, "a();b();function f(){c()}"},
		{api.LegalCommentsInline, false, nil, "/*! one */a();//! two\nb();/*! one */function f(){/* @license <\\/script> */c()}"},
	} {
		o.LegalComments, o.Target = tt.mode, api.ESNext
		if tt.lower {
			o.Target = api.ES2016
		}
		r, err := Body(text, o)
		if err != nil {
			t.Fatal(err)
		}
		if string(r.Code) != tt.code || strings.Join(r.Legal, "|") != strings.Join(tt.legal, "|") {
			t.Errorf("mode %d: got %q and %q", tt.mode, r.Code, r.Legal)
		}
	}
}

func TestErrorsHavePlaces(t *testing.T) {
	text := "a(\n'é', é c)"
	for name, run := range map[string]func([]byte, Options) (*Result, error){"body": Body, "expression": Expression} {
		_, err := run([]byte(text), full(api.ES2015))
		var e *Error
		if !errors.As(err, &e) || text[e.Offset:e.Offset+1] != "c" || !strings.Contains(e.Message, "Expected") {
			t.Errorf("%s: error %#v", name, err)
		}
	}
	_, err := Object([]byte("1:()=>{let x x}"), full(api.ESNext))
	var e *Error
	if !errors.As(err, &e) || e.Offset != 13 {
		t.Errorf("error %#v", err)
	}
}

func TestLargeAndParallel(t *testing.T) {
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "%d:(module,exports,require)=>{\"use strict\";const value=require(%d);exports.value=()=>value.next?.(%d)},\n", i, i+1, i)
	}
	var wg sync.WaitGroup
	codes := make([]string, 4)
	for i := range codes {
		wg.Add(1)
		go func() {
			defer wg.Done()
			o := full(api.ES2018)
			o.SourceMap = true
			r, err := Object([]byte(b.String()), o)
			if err != nil {
				t.Error(err)
				return
			}
			codes[i] = string(r.Code)
		}()
	}
	wg.Wait()
	for _, c := range codes {
		if c != codes[0] || strings.Count(c, "\"use strict\"") != 5000 {
			t.Error("outputs differ or lack members")
		}
	}
}

func TestExpression(t *testing.T) {
	text := []byte("(function(modules){'use strict';return async()=>({...modules,a:1})})")
	r, err := Expression(text, full(api.ES2015))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(r.Code), `(function(`) || !strings.HasSuffix(string(r.Code), "})") || !strings.Contains(string(r.Prelude), "var __async$=") && !strings.Contains(string(r.Prelude), ",__async$=") {
		t.Errorf("got %q prelude %q", r.Code, r.Prelude)
	}
	r, err = Expression(text, full(api.ESNext))
	if want := `(function(e){"use strict";return async()=>({...e,a:1})})`; err != nil || string(r.Code) != want || len(r.Prelude) > 0 {
		t.Errorf("got %q, %v", r.Code, err)
	}
	if again, _ := Expression(text, full(api.ESNext)); again != r {
		t.Error("not kept")
	}
}
