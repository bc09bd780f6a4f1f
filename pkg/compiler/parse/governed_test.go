package parse

import (
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// A replacement that begins with a parenthesis needs a semicolon before it, but
// not where a semicolon would be the whole body of an if or a loop.
func TestStatementStartIsNotTheBodyOfAnother(t *testing.T) {
	for src, want := range map[string]int{
		`import {f} from "x"; f(); { f() }`:           2,
		`import {f} from "x"; if (1+a) f(); else f()`: 0,
		`import {f} from "x"; for (;;) f()`:           0,
		`import {f} from "x"; while (a) f()`:          0,
		`import {f} from "x"; do f(); while (a)`:      0,
		`import {f} from "x"; l: f()`:                 0,
		`import {f} from "x"; if (a) { f() }`:         1,
	} {
		rec, diags := Analyze("a.js", []byte(src), &Options{})
		if rec == nil {
			t.Fatalf("%s: %v", src, diags)
		}
		got := 0
		for _, r := range rec.Refs {
			if r.Flags&graph.RefStmtStart != 0 {
				got++
			}
		}
		if got != want {
			t.Errorf("%s: %d refs at the start of a statement, want %d", src, got, want)
		}
	}
}
