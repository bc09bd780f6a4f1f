package plugins_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/plugins"
)

func TestDuplicates(t *testing.T) {
	out := buildDir(t, writeProject(t, `-- src/index.js --
import { a } from "a"
import { c } from "c"
import { once } from "once"
console.log(a, c(), once())
-- node_modules/a/package.json --
{"name": "a", "version": "1.0.0"}
-- node_modules/a/index.js --
export { c as a } from "c"
-- node_modules/a/node_modules/c/package.json --
{"name": "c", "version": "1.5.0"}
-- node_modules/a/node_modules/c/index.js --
export const c = () => "one"
-- node_modules/c/package.json --
{"name": "c", "version": "2.0.0"}
-- node_modules/c/index.js --
export const c = () => "two"
-- node_modules/once/package.json --
{"name": "once", "version": "1.0.0"}
-- node_modules/once/index.js --
import { c } from "c"
export const once = () => c()
-- package.json --
{"name": "app"}
-- federation.yaml --
mode: production
entry: ./src/index.js
`), 1)
	var lines []string
	for _, d := range plugins.Duplicates(out.Stage, out.Display) {
		for _, c := range d.Copies {
			lines = append(lines, fmt.Sprintf("%s %s %s %d %s", d.Package, c.Version, strings.TrimPrefix(c.Path, "./"), c.Modules, c.Importer))
		}
	}
	want := "c 1.5.0 node_modules/a/node_modules/c 1 ./node_modules/a/index.js\nc 2.0.0 node_modules/c 1 ./src/index.js"
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
