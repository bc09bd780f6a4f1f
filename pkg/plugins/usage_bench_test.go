package plugins_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// BenchmarkUsage reports 40 shares of 50 modules each, imported by 400 files.
func BenchmarkUsage(b *testing.B) {
	var p, shared, entry strings.Builder
	for s := 0; s < 40; s++ {
		fmt.Fprintf(&shared, "    lib%d: {requiredVersion: '*'}\n", s)
		fmt.Fprintf(&p, "-- node_modules/lib%d/package.json --\n{\"name\": \"lib%d\", \"version\": \"1.0.0\", \"sideEffects\": false, \"module\": \"index.js\"}\n-- node_modules/lib%d/index.js --\n", s, s, s)
		for m := 0; m < 50; m++ {
			fmt.Fprintf(&p, "export * from \"./m%d.js\"\n", m)
		}
		for m := 0; m < 50; m++ {
			fmt.Fprintf(&p, "-- node_modules/lib%d/m%d.js --\nexport function f%d(x) { return x + %d }\nexport const c%d = f%d(1)\n", s, m, m, m, m, m)
		}
	}
	for f := 0; f < 400; f++ {
		fmt.Fprintf(&entry, "import \"./f%d.js\"\n", f)
		fmt.Fprintf(&p, "-- src/f%d.js --\nimport { f%d } from \"lib%d\"\nimport * as ns from \"lib%d\"\nconsole.log(f%d(1), ns.c%d)\n", f, f%50, f%40, (f+1)%40, f%50, f%50)
	}
	p.WriteString("-- src/index.js --\n" + entry.String() + "-- federation.yaml --\nmode: production\noptimization: {minimize: false}\nentry: ./src/index.js\nfederation:\n  name: app\n  manifest: false\n  shared:\n" + shared.String())
	dir := writeProject(b, p.String())
	out := buildDir(b, dir, 2)
	b.ResetTimer()
	for b.Loop() {
		if r := plugins.Usage(out); len(r.Shares) != 40 {
			b.Fatalf("%d shares", len(r.Shares))
		}
	}
}
