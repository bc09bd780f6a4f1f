package compiler_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// fleet is a project of 100 pages of 15 modules each, which use 50 packages of 10
// modules each: 2,000 modules. Federated, the pages are exposes and the packages
// are shares; plain, the pages are behind import().
func fleet(federated bool) string {
	const pages, parts, packages = 100, 14, 50
	var b, yaml, entry strings.Builder
	filler := func(name string) {
		for k := range 8 {
			fmt.Fprintf(&b, "const %s%d = { key: \"text %d of %s\", list: [%d, 2, 3], run(value) { const local = value + %s%d.list.length; return local * %d } }\n", name, k, k, name, k, name, k, k+1)
		}
	}
	for p := range packages {
		fmt.Fprintf(&b, "-- node_modules/lib%d/package.json --\n{\"name\": \"lib%d\", \"version\": \"1.%d.0\", \"type\": \"module\", \"sideEffects\": false, \"main\": \"index.js\"}\n-- node_modules/lib%d/index.js --\n", p, p, p, p)
		for m := range 9 {
			fmt.Fprintf(&b, "export * from \"./m%d.js\"\n", m)
		}
		for m := range 9 {
			fmt.Fprintf(&b, "-- node_modules/lib%d/m%d.js --\n", p, m)
			filler("t")
			fmt.Fprintf(&b, "export function f%d(x) { return t%d.run(x) }\n", m, m%8)
		}
		fmt.Fprintf(&yaml, "    lib%d: {singleton: %t}\n", p, p%2 == 0)
	}
	for p := range pages {
		fmt.Fprintf(&b, "-- src/p%d/index.js --\n", p)
		for m := range parts {
			fmt.Fprintf(&b, "import { g%d } from \"./m%d.js\"\n", m, m)
		}
		b.WriteString("export default [")
		for m := range parts {
			fmt.Fprintf(&b, "g%d(1), ", m)
		}
		b.WriteString("]\n")
		for m := range parts {
			fmt.Fprintf(&b, "-- src/p%d/m%d.js --\nimport { f%d } from \"lib%d\"\n", p, m, m%9, (p+m*7)%packages)
			filler("t")
			fmt.Fprintf(&b, "export const g%d = (x) => f%d(t%d.run(x))\n", m, m%9, m%8)
		}
		fmt.Fprintf(&entry, "globalThis.p%d = () => import(\"./p%d/index.js\")\n", p, p)
	}
	b.WriteString("-- package.json --\n{\"name\": \"fleet\", \"version\": \"1.0.0\", \"dependencies\": {")
	for p := range packages {
		fmt.Fprintf(&b, "%s\"lib%d\": \"^1.0.0\"", strings.Repeat(", ", min(p, 1)), p)
	}
	b.WriteString("}}\n")
	if !federated {
		return b.String() + "-- src/index.js --\n" + entry.String() + "-- federation.yaml --\nentry: ./src/index.js\n"
	}
	b.WriteString("-- federation.yaml --\nentry: {}\nfederation:\n  name: fleet\n  filename: remoteEntry.js\n  exposes:\n")
	for p := range pages {
		fmt.Fprintf(&b, "    ./p%d: ./src/p%d/index.js\n", p, p)
	}
	return b.String() + "  shared:\n" + yaml.String()
}

// BenchmarkFederation measures what federation costs: the same 2,000 modules with
// it and without it, by turns, and the ratio of the two.
func BenchmarkFederation(b *testing.B) {
	var builds [2]*config.Config
	for i := range builds {
		dir := b.TempDir()
		for _, f := range parseArchive([]byte(fleet(i == 1))).files {
			writeFile(b, filepath.Join(dir, f.name), f.data)
		}
		f, diags := config.Load(config.LoadOptions{Path: dir, Cwd: dir, Mode: "production", Env: func(string) (string, bool) { return "", false }})
		if f == nil || f.Builds == nil {
			b.Fatal(diags)
		}
		builds[i] = f.Builds[0]
	}
	var took [2]time.Duration
	passes := [2]map[string]time.Duration{{}, {}}
	for b.Loop() {
		for i, cfg := range builds {
			started := time.Now()
			c := compiler.New(cfg, compiler.Options{NoWrite: true})
			if err := plugins.Apply(c); err != nil {
				b.Fatal(err)
			}
			r, err := c.Run(context.Background())
			if err != nil || !r.OK() {
				b.Fatal(err, "the build has errors")
			}
			took[i] += time.Since(started)
			for _, t := range r.Timings {
				passes[i][t.Pass] += t.Took
			}
		}
	}
	n := float64(b.N)
	b.ReportMetric(float64(took[0].Milliseconds())/n, "plain-ms/op")
	b.ReportMetric(float64(took[1].Milliseconds())/n, "federated-ms/op")
	b.ReportMetric(float64(took[1])/float64(took[0]), "ratio")
	for pass := range passes[0] {
		b.ReportMetric(float64((passes[1][pass]-passes[0][pass]).Microseconds())/n, pass+"-more-µs/op")
	}
}
