package parse

import (
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// generator writes random functions full of constant conditions. What they do
// is visible in what they log.
type generator struct {
	*rand.Rand
	depth, labels int
}

func (g *generator) pick(list ...string) string { return list[g.Intn(len(list))] }

func (g *generator) constant() string {
	return g.pick("true", "false", "!0", "!1", "null", `""`, `"x"`, "0", "1", "void 0", "__DEV__", "process.env.NODE_ENV",
		`process.env.NODE_ENV === "production"`, `"production" !== process.env.NODE_ENV`, `typeof window === "undefined"`, "!__DEV__", "typeof __DEV__",
		`(__DEV__ || 1 == 1)`, "(false ? 1 : 0)", `1 === 2`, "null == void 0", "0n", "1n", "-1n", "1n == 1", "1n === 1", "0n == \"\"", "1n === 0x1n", "1n < 2", "1n + 2n == 3n", "`${0n}`", "`${1n}` === \"1\"", "typeof 1n === \"bigint\"", "-0", "0n == false", "~1n", "2n ** 3n === 8n", "-1n < 0n", "!0n", "(0n || 0)", "(1n ?? 2)", "1_0n != 10n")
}

func (g *generator) expr() string {
	g.depth++
	defer func() { g.depth-- }()
	if g.depth > 4 {
		return g.pick("log(1)", "log('a')", "v", "o", "3", "`t`", "[log(2)]", "/r/")
	}
	switch g.Intn(16) {
	case 0, 1, 2:
		return g.constant() + "?" + g.expr() + ":" + g.expr()
	case 3, 4, 5:
		return g.operand() + g.pick("&&", "||") + g.operand()
	case 6:
		return "(" + g.operand() + " ?? " + g.operand() + ")"
	case 7:
		return "(" + g.expr() + ")"
	case 8:
		return "(" + g.constant() + g.pick("&&", "||") + "o.m)()"
	case 9:
		return "(" + g.constant() + "?o.m:o.m2)``"
	case 10:
		return "(()=>" + g.constant() + "?{}:function(){})()"
	case 11:
		return "typeof" + g.operand() + " in o"
	case 12:
		return "log(" + g.expr() + "," + g.constant() + ")"
	case 13:
		return "[" + g.expr() + ",..." + "[" + g.expr() + "]]"
	case 14:
		return "{k:" + g.expr() + ",[" + g.pick("'a'", "__DEV__", "process.env.NODE_ENV") + "]:" + g.expr() + "}"
	}
	return "(v=" + g.expr() + "," + g.expr() + ")"
}

// operand is an expression that needs no parentheses around it.
func (g *generator) operand() string {
	switch g.Intn(4) {
	case 0:
		return g.constant2()
	case 1:
		return "(" + g.expr() + ")"
	case 2:
		return "!" + g.constant2()
	}
	return g.pick("log(4)", "v", "(0,o.m)()", "-1", "+v")
}

// constant2 is a constant that needs no parentheses.
func (g *generator) constant2() string {
	return "(" + g.constant() + ")"
}

// sep ends a statement, often without a semicolon.
func (g *generator) sep() string { return g.pick(";", "\n", ";\n") }

func (g *generator) stmt() string {
	g.depth++
	defer func() { g.depth-- }()
	if g.depth > 4 {
		return "log(5)" + g.sep()
	}
	switch g.Intn(13) {
	case 0, 1:
		return "if(" + g.constant() + ")" + g.sub()
	case 2, 3:
		return "if(" + g.constant() + ")" + g.sub() + "else " + g.sub()
	case 4:
		return "if(log(v))" + g.sub() + "else " + g.sub()
	case 5:
		return "{" + g.stmt() + g.stmt() + "}"
	case 6:
		name := g.pick("v", "w", "x", "y")
		return "var " + name + "=" + g.expr() + ",z" + g.sep()
	case 7:
		return "for(var i=0;i<1;i++)" + g.sub()
	case 8:
		g.labels++
		l := fmt.Sprint("l", g.labels)
		return l + ":{if(" + g.constant() + ")break " + l + ";" + g.stmt() + "}"
	case 9:
		return "{function " + g.pick("f", "g") + "(){return " + g.expr() + "}}"
	case 10:
		return "switch(" + g.constant2() + "){case 1:" + g.stmt() + "default:" + g.stmt() + "}"
	}
	switch g.Intn(12) {
	case 0:
		end := g.pick("return log(9);", "return\n", "throw log(9)\n", "if("+g.constant()+")return 1;else "+g.sub(), "if(log(v))return 1;else{return 2}", "{"+g.stmt()+"return;}")
		return "!function(){" + g.stmt() + end + g.stmt() + g.pick("", "var v=log(10)\n", "function h(){log(11)}", "const k=log(v);h()\n;") + g.stmt() + "}()" + g.sep()
	case 1:
		return "for(;;){" + g.stmt() + "if(" + g.constant() + "){break}else{" + g.stmt() + "break}" + g.stmt() + "break}"
	}
	e := g.expr()
	if strings.HasPrefix(e, "{") || strings.HasPrefix(e, "function") {
		e = "(" + e + ")"
	}
	return e + g.sep()
}

// sub is the statement of an if or a loop. An expression gets its semicolon,
// and a nested if gets braces, so that else belongs to whom we think.
func (g *generator) sub() string {
	switch g.Intn(3) {
	case 0:
		return "{" + g.stmt() + g.stmt() + "}"
	case 1:
		return "{" + g.stmt() + "}"
	}
	return g.pick("log(6);", "log(7)\n", "{}", ";", "var x=log(8);", "var y=1,v=2\n", "for(var q of [1])log(q);")
}

// TestFoldRuns runs random functions before and after folding.
func TestFoldRuns(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node")
	}
	opts := folding(t, map[string]string{"process.env.NODE_ENV": `"production"`, "__DEV__": "false", "typeof window": `"object"`})
	g := &generator{Rand: rand.New(rand.NewSource(7))}
	var program strings.Builder
	program.WriteString("const results = []\n")
	const head = "(function(){\nconst out=[];const log=x=>(out.push(typeof x==='function'?'f':typeof x==='object'?JSON.stringify(x)??'u':String(x)),x);" +
		"const o={m(){out.push(this===o);return 1},m2(){out.push('m2'+(this===o));return 2}};\n"
	const tail = "\nout.push(typeof v,typeof w,typeof x,typeof f,typeof g)}catch(e){out.push(e.name)}return out.join()})"
	count := 0
	for i := 0; i < 1500; i++ {
		g.depth = 0
		body := g.pick("", "'use strict';")
		code := ""
		for n := 1 + g.Intn(4); n > 0; n-- {
			code += g.stmt()
		}
		src := strings.Replace(head, "{\n", "{"+body+"\n", 1) + "var v=0,w,x,y,f,g;try{" + code + tail
		rec, _ := Analyze("t.js", []byte(src), opts)
		if rec == nil {
			continue // the generator is not careful about everything
		}
		if rec.Rung != "" {
			continue
		}
		count++
		if problem := check(rec); problem != "" {
			t.Fatalf("%s: %s", src, problem)
		}
		after := edited(rec)
		if e := firstError(after); e != "" {
			if firstError(src) != "" {
				continue
			}
			t.Fatalf("before:\n%s\nafter:\n%s\n%s", src, after, e)
		}
		fmt.Fprintf(&program, "results.push([%s(),\n%s(), %d])\n", src, after, i)
	}
	program.WriteString("let bad = results.filter(r => r[0] !== r[1]); if (bad.length) { console.log(bad.length, bad.slice(0, 5)); process.exitCode = 1 }\n")
	text := "var window = {}, __DEV__ = false; process.env.NODE_ENV = 'production';\n" + program.String()
	file := filepath.Join(t.TempDir(), "run.cjs")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(node, file).CombinedOutput()
	if err != nil {
		t.Errorf("%s", out[:min(3000, len(out))])
	}
	t.Logf("%d programs", count)
	if count < 500 {
		t.Errorf("only %d programs were usable", count)
	}
}
