package minify

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/parse"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

func mangled(text string) (string, bool) {
	edits, ok := mangle([]byte(text), false)
	return string(source.Apply(nil, []byte(text), edits)), ok
}

func TestMangle(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"in the order of declarations", `f=function(first,second){var third=second;return first+third}`, `f=function(e,t){var n=t;return e+n}`},
		{"parameters before the body's", `f=function(first){var second=1;return first+second}`, `f=function(e){var t=1;return e+t}`},
		{"names of the file stay", `var one=1;function two(x){return one+x}class Three{}`, `var one=1;function two(e){return one+e}class Three{}`},
		{"free names stay, and are not hidden", `f=x=>e+t+x`, `f=n=>e+t+n`},
		{"what is not needed is hidden", `f=x=>y=>z=>y+z`, `f=e=>e=>t=>e+t`},
		{"a name that is needed deeper", `f=x=>y=>z=>x+z`, `f=e=>t=>t=>e+t`},
		{"siblings", `f=(x,y)=>{g(z=>z+y),g(z=>z+x)}`, `f=(e,t)=>{g(e=>e+t),g(t=>t+e)}`},
		{"shorthand", `f=long=>({long,other})`, `f=e=>({long:e,other})`},
		{"shorthand of a pattern", `f=({long,other:second,...rest})=>[long,second,rest]`, `f=({long:e,other:t,...n})=>[e,t,n]`},
		{"shorthand with a default", `f=({long=1})=>{({long=2}=g());return long}`, `f=({long:e=1})=>{({long:e=2}=g());return e}`},
		{"blocks", `f=()=>{let a=1;{let b=2;g(b)}{let c=a;g(c)}}`, `f=()=>{let e=1;{let e=2;g(e)}{let t=e;g(t)}}`},
		{"var leaves its block", `f=()=>{{let a=1;{var b=a}}return b}`, `f=()=>{{let t=1;{var e=t}}return e}`},
		{"loops", `f=list=>{for(const x of list)for(let i=0,x;i<1;i++)g(x,i)}`, `f=e=>{for(const t of e)for(let e=0,t;e<1;e++)g(t,e)}`},
		{"switch", `f=x=>{switch(x){case 1:let y=2;g(y)}}`, `f=e=>{switch(e){case 1:let e=2;g(e)}}`},
		{"catch", `f=()=>{try{g()}catch(error){let code=error.code;h(code)}}`, `f=()=>{try{g()}catch(e){let t=e.code;h(t)}}`},
		{"var of a caught name", `f=x=>{try{g(x)}catch(error){var error=1}return error}`, `f=e=>{try{g(e)}catch(error){var error=1}return error}`},
		{"var of a parameter", `f=function(a=1,b=()=>a){var a;return b()+a}`, `f=function(e=1,t=()=>e){var e;return t()+e}`},
		{"arguments", `f=function(x){return arguments[0]+x}`, `f=function(e){return arguments[0]+e}`},
		{"function names", `f=function self(n){return n&&self(n-1)}`, `f=function e(t){return t&&e(t-1)}`},
		{"class names", `f=class Self{static make(){return new Self}}`, `f=class e{static make(){return new e}}`},
		{"a class in a function", `f=()=>{class A{m(a){return new A(a)}}return A}`, `f=()=>{class e{m(t){return new e(t)}}return e}`},
		{"private names", `f=class{#long=1;static#other;get#both(){return 1}set#both(v){}m(o){return#long in o?o.#both:o?.#other}}`,
			`f=class{#e=1;static#t;get#n(){return 1}set#n(e){}m(e){return#e in e?e.#n:e?.#t}}`},
		{"private names of a class around", `f=class{#a;m(){return class{#b;m(o){return o.#a+o.#b}}}}`, `f=class{#e;m(){return class{#t;m(e){return e.#e+e.#t}}}}`},
		{"labels", `f=x=>{outer:for(;;){inner:for(;;){if(x)continue outer;break inner}}}`, `f=e=>{e:for(;;){t:for(;;){if(e)continue e;break t}}}`},
		{"a label beside another", `f=()=>{one:{break one}two:{break two}}`, `f=()=>{e:{break e}e:{break e}}`},
		{"static blocks and fields", `f=x=>class{static{var y=x;g(y)}z=x}`, `f=e=>class{static{var t=e;g(t)}z=e}`},
		{"a block function", `f=function(){{function inner(){}g(inner)}return inner}`, `f=function(){{function e(){}g(e)}return e}`},
		{"direct eval sees all names", `f=long=>{let g=other=>eval(long)+other;return deep=>deep}`, `f=long=>{let g=other=>eval(long)+other;return e=>e}`},
		{"indirect eval sees none", `f=long=>(0,eval)(long)`, `f=e=>(0,eval)(e)`},
		{"with sees all names", `f=function(long){with(long)return other}`, `f=function(long){with(long)return other}`},
		{"templates and keys", "f=long=>`${long} long`+{long:long,[long]:1,long(){}}.long", "f=e=>`${e} long`+{long:e,[e]:1,long(){}}.long"},
		{"no word of the language", "f=(" + parameters(200) + ")=>0", "f=(" + short(200) + ")=>0"},
		{"letters of other languages", `f=größe=>größe+1`, `f=e=>e+1`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := mangled(tt.in)
			if !ok || got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if problem := meansAnother(tt.in, got); problem != "" {
				t.Error(problem)
			}
		})
	}
}

func parameters(n int) string {
	var list []string
	for range n {
		list = append(list, "parameter"+ShortName(len(list)))
	}
	return strings.Join(list, ",")
}

func short(n int) string {
	var list []string
	for i := 0; len(list) < n; i++ {
		if s := ShortName(i); !reservedNumbers[int32(i)] {
			list = append(list, s)
		}
	}
	return strings.Join(list, ",")
}

// A shorthand whose name is short already.
func TestMangleShorthand(t *testing.T) {
	if got, _ := mangled(`f=[({e})=>e,(x,{e})=>e]`); got != `f=[({e})=>e,(e,{e:t})=>t]` {
		t.Error(got)
	}
}

// The number of a name and the name of a number.
func TestShortName(t *testing.T) {
	for n := range 54 * 65 * 65 {
		name := ShortName(n)
		if got := shortNumber(name); len(name) <= 3 && got != int32(n) {
			t.Fatalf("%d is %s, which is %d", n, name, got)
		}
	}
}

// meansAnother says where short names change what a name of in means; out has them.
// Bindings are compared with esbuild's, by names that are all different.
func meansAnother(in, out string) string {
	a, b := bind(in), bind(out)
	if len(a.Names) != len(b.Names) {
		return "not as many names"
	}
	for i := range a.Names {
		if a.Names[i].Symbol != b.Names[i].Symbol {
			return "another symbol behind " + out[max(0, int(b.Names[i].Start)-40):b.Names[i].End]
		}
	}
	if strings.Contains(in, "with(") || strings.Contains(in, "eval(") {
		return "" // esbuild keeps more of them
	}
	x, y := words.FindAllString(canonical(in), -1), words.FindAllString(canonical(unique(in, a)), -1)
	to, from := map[string]string{}, map[string]string{}
	for i := range x {
		if i == len(y) || strings.TrimLeft(x[i], wordBytes) != strings.TrimLeft(y[i], wordBytes) ||
			to[x[i]] != "" && to[x[i]] != y[i] || from[y[i]] != "" && from[y[i]] != x[i] {
			return "esbuild binds\n" + strings.Join(x[max(0, i-30):i+1], "") + "\nand not\n" + strings.Join(y[max(0, i-30):min(i+1, len(y))], "")
		}
		to[x[i]], from[y[i]] = y[i], x[i]
	}
	return ""
}

// words are the parts of a printed text: what is no variable has something in front of
// it or behind it.
var words = regexp.MustCompile(`[$]\{|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?:^|[^.])\.#?[$\w]+|#?[$\w]+:|[$\w]+|(?s:.)`)

const wordBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$"

func bind(text string) *parse.Bindings {
	b, _ := parse.Bind(append(make([]byte, 0, len(text)+1), text...), false)
	return b
}

// unique gives every symbol a name of its own, in the alphabetical order of the old
// ones.
func unique(text string, b *parse.Bindings) string {
	var edits []source.Edit
	for _, n := range b.Names {
		s := &b.Symbols[n.Symbol]
		if s.Fixed {
			continue
		}
		old := text[n.Start:n.End]
		e := source.Edit{Start: n.Start, End: n.End, New: old + fmt.Sprintf("$%06d", n.Symbol)}
		if n.Shorthand {
			e.New = old + ":" + e.New
		}
		edits = append(edits, e)
	}
	return string(source.Apply(nil, []byte(text), edits))
}

// canonical prints a text in which names of nested scopes tell their place only: in
// two texts that mean the same and whose names have the same order they are the same
// but for a permutation, as esbuild puts letters first that are frequent.
func canonical(text string) string {
	o := api.TransformOptions{LogLevel: api.LogLevelSilent, LegalComments: api.LegalCommentsNone, TreeShaking: api.TreeShakingFalse, Supported: map[string]bool{"object-extensions": false}}
	first := api.Transform(text, o)
	if len(first.Errors) > 0 {
		return first.Errors[0].Text
	}
	o.MinifyIdentifiers = true
	return string(api.Transform(string(first.Code), o).Code)
}
