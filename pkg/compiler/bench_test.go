package compiler_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// generated is a project of n modules with the mix of an application: most are
// reached statically, every tenth starts a chunk, every eighth is CommonJS. The
// seed is fixed.
func generated(n int) string {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	var b strings.Builder
	b.WriteString("-- federation.yaml --\ntarget: node\n-- src/index.js --\n")
	for i := 1; i <= min(n-1, 12); i++ {
		fmt.Fprintf(&b, "import { f%d } from \"./m%d.js\"\n", i, i)
	}
	b.WriteString("export const all = [")
	for i := 1; i <= min(n-1, 12); i++ {
		fmt.Fprintf(&b, "f%d(%d), ", i, i)
	}
	b.WriteString("]\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "-- src/m%d.js --\n", i)
		var used []string
		cjs := i%8 == 0
		for _, t := range []int{i*2 + 1, i*2 + 2, i + 1 + r.IntN(40)} {
			switch {
			case t >= n:
			case cjs:
				local := fmt.Sprintf("g%d_%d", t, len(used))
				fmt.Fprintf(&b, "const { f%d: %s } = require(\"./m%d.js\")\n", t, local, t)
				used = append(used, "typeof "+local)
			case t%10 == 0:
				used = append(used, fmt.Sprintf("(x > 99 ? import(\"./m%d.js\") : x)", t))
			default:
				local := fmt.Sprintf("g%d_%d", t, len(used))
				fmt.Fprintf(&b, "import { f%d as %s } from \"./m%d.js\"\n", t, local, t)
				used = append(used, local+".name")
			}
		}
		used = append(used, "x")
		for k := range 6 {
			fmt.Fprintf(&b, "const table%d = { key: %q, list: [%d, %d, %d], run(value) { const local = value + table%d.list.length; return local * %d } }\n", k, fmt.Sprintf("text %d of %d", k, i), r.IntN(9), k, i, k, k+1)
		}
		body := "[" + strings.Join(used, ", ") + ", table0.run(x), table5.key]"
		if cjs {
			fmt.Fprintf(&b, "exports.f%d = function (x) { return %s }\nexports.unused = table3\n", i, body)
		} else {
			fmt.Fprintf(&b, "export function f%d(x) { return %s }\nexport const unused%d = () => table3\nexport class Unused%d { method() { return table1 } }\n", i, body, i, i)
		}
	}
	return b.String()
}

// BenchmarkPasses builds generated projects and reports the time of each pass.
func BenchmarkPasses(b *testing.B) {
	for _, n := range []int{100, 1000} {
		for _, mode := range []string{"development", "production"} {
			b.Run(fmt.Sprintf("%s/modules=%d", mode, n), func(b *testing.B) {
				dir := b.TempDir()
				for _, f := range parseArchive([]byte(generated(n))).files {
					writeFile(b, filepath.Join(dir, f.name), f.data)
				}
				f, diags := config.Load(config.LoadOptions{Path: dir, Cwd: dir, Mode: mode, Env: func(string) (string, bool) { return "", false }})
				if f == nil || f.Builds == nil {
					b.Fatal(diags)
				}
				passes := make(map[string]float64)
				b.ReportAllocs()
				for b.Loop() {
					c := compiler.New(f.Builds[0], compiler.Options{NoWrite: true})
					r, err := c.Run(context.Background())
					if err != nil || !r.OK() {
						b.Fatal(err, "the build has errors")
					}
					for _, t := range r.Timings {
						passes[t.Pass] += float64(t.Took.Microseconds())
					}
				}
				for pass, us := range passes {
					b.ReportMetric(us/float64(b.N), pass+"-µs/op")
				}
			})
		}
	}
}
