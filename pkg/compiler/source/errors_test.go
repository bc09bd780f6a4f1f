package source

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// throwers are expressions of which most throw. V8 is asked where.
var throwers = []string{
	"null.foo", "x.foo.bar", "x.foo()", "x['a']['b']()", "x()()", "let {a} = null", "let [a] = null", "({a} = null)",
	"x[0][1]", "throw   new Error(1)", "new x.y()", "new (x.y)(1)", "1n + 1", "1n+1", "f(...null)", "a in 1", "1 instanceof 2",
	"undeclared", "c = 1", "c += 1", "c++", "--c", "-Symbol()", "+{valueOf(){throw new Error}}", "Symbol()+''", "`${Symbol()}`", "`a\n  ${x.y.z}`", "x.a`t`",
	"for (const a of 1) ;", "[...1]", "class A extends null2 {}", "(()=>{})()()", "x?.y.z()", "x?.(1).y", "x?.['a'].b",
	"delete null.x", "null[Symbol]++", "x.y.z = 1", "x.y.z()", "(0, x.z)()", "Math\n.foo()", "({}).a.b", "''()", "/'/()", "x./* ' */y.z()",
	"(1,2)()", "`a`()", "[]()", "!x.y.z", "BigInt(1.5)", "new.target1", "f(function(){})(1)", "x.f(a=>a)()", "if (1) /'/.test(x.y.z)", "1/2/x.y.z",
	"é.y", "x['日本'].é.z", "1n*1", "1n<<1", "1n**1", "1n%1", "1n&1", "1n|1", "1n^1", "Symbol()<1", "Symbol()==={}.a.b", "~Symbol()", "x.y?.z.a.b()",
	"a: { x.y.z }", "var o = {get p() { return x.y.z }}; o.p", "'a'.b.c", "switch (1) { case x.y.z: }", "(async()=>{})().a.b", "x.return.z", "x.typeof/1/x.y.z", "super1()",
	"'use strict'; undefined.x = 1", "Object.freeze([]).push(1)", "null\n['a']", "throw x.y.z", "new Array(-1)", "'\\'' + x.y.z", "({...x.y.z})",
	"f().a.b", "(f()).a.b", "x.f(1).a.b", "f().a.b.c()", "f()[0].a.b", "f()\n.a\n.b",
}

// TestThrownPositionsHaveSegments runs each thrower in Node and wants a segment
// exactly where its stack trace points.
func TestThrownPositionsHaveSegments(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	const driver = `const vm = require("vm"), out = [];
for (const c of JSON.parse(require("fs").readFileSync(0, "utf8"))) {
  let at = null;
  try { vm.runInNewContext(c, {}, {filename: "T.js"}) } catch (e) {
    const m = /T\.js:(\d+):(\d+)/.exec(e && e.stack);
    if (m) at = [m[1] - 1, m[2] - 1];
  }
  out.push(at);
}
console.log(JSON.stringify(out))`
	var programs []string
	for _, c := range throwers {
		programs = append(programs, "const c=0;function f(){} let x=function(){};\n"+c)
	}
	in, _ := json.Marshal(programs)
	cmd := exec.Command(node, "-e", driver)
	cmd.Stdin = strings.NewReader(string(in))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var places [][]uint32
	if err := json.Unmarshal(out, &places); err != nil {
		t.Fatal(err)
	}
	thrown := 0
	for i, place := range places {
		if place == nil {
			continue
		}
		thrown++
		text := []byte(programs[i])
		found := false
		for _, m := range scanMarks(nil, text, JavaScript, 0, uint32(len(text)), 0, 0) {
			found = found || m == mark{place[0], place[1]}
		}
		if !found {
			t.Errorf("%q throws at %v, which has no segment", throwers[i], place)
		}
	}
	if thrown < len(throwers)*3/4 {
		t.Errorf("only %d of %d threw", thrown, len(throwers))
	}
}
