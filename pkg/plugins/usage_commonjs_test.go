package plugins_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// kit is a shared CommonJS package behind a mirror, as React is.
const kit = `-- package.json --
{"name": "app", "version": "1.0.0", "dependencies": {"kit": "^1.0.0"}}
-- node_modules/kit/package.json --
{"name": "kit", "version": "1.0.0", "main": "index.js"}
-- node_modules/kit/index.js --
module.exports = require("./impl.js")
-- node_modules/kit/impl.js --
exports.a = () => 1
exports.b = () => 2
exports.Base = class { }
`

// open is CommonJS whose exports nobody can list.
const open = `-- package.json --
{"name": "app", "version": "1.0.0", "dependencies": {"kit": "^1.0.0"}}
-- node_modules/kit/package.json --
{"name": "kit", "version": "1.0.0", "main": "index.js"}
-- node_modules/kit/index.js --
exports.a = () => 1
exports.b = () => 2
Object.assign(exports, require("./more.js"))
-- node_modules/kit/more.js --
exports.c = 3
`

// TestCommonJSShares: the default import of CommonJS is the whole module, so its
// members are the exports that count.
func TestCommonJSShares(t *testing.T) {
	closed := kit
	compiled := strings.Replace(kit, "exports.a", "exports.__esModule = true\nexports.default = 0\nexports.a", 1)
	tests := []struct {
		name, pkg, code     string
		used, unused, whole string
	}{
		{"named import", closed, `import { a } from "kit"; console.log(a())`, "a", "Base b", ""},
		{"member of the default import", closed, `import kit from "kit"; console.log(kit.a())`, "a", "Base b", ""},
		{"class extends a member", closed, `import kit from "kit"; console.log(class extends kit.Base {})`, "Base", "a b", ""},
		{"default import under a name", closed, `import { default as k } from "kit"; console.log(k.b)`, "b", "Base a", ""},
		{"default member of a namespace", closed, `import * as ns from "kit"; console.log(ns.default.b)`, "b", "Base a", ""},
		{"default import that escapes", closed, `import kit from "kit"; console.log(kit)`, "", "", "default export of CommonJS"},
		{"default import taken apart", closed, `import kit from "kit"; const { a } = kit; console.log(a)`, "a", "Base b", ""},
		{"default import taken apart with a rest", closed, `import kit from "kit"; const { a, ...rest } = kit; console.log(a, rest)`, "", "", "default export of CommonJS"},
		{"namespace taken apart", closed, `import * as kit from "kit"; const { a } = kit; console.log(a, "b" in kit)`, "a b", "Base", ""},
		{"computed member of the default import", closed, `import kit from "kit"; console.log(kit[location.hash])`, "", "", "default export of CommonJS"},
		{"default import that is called", closed, `import kit from "kit"; console.log(kit(1), kit.a)`, "a", "", "default export of CommonJS"},
		{"optional member", closed, `import kit from "kit"; console.log(kit?.a)`, "", "", "default export of CommonJS"},
		{"member of require", closed, `console.log(require("kit").a)`, "a", "Base b", ""},
		{"require taken apart", closed, `const { a, b: c } = require("kit"); console.log(a, c)`, "a b", "Base", ""},
		{"require with a rest", closed, `const { a, ...rest } = require("kit"); console.log(a, rest)`, "", "", "require"},
		{"required and passed on", closed, `module.exports = require("kit")`, "", "", "require"},
		{"dynamic import of the default", closed, `import("kit").then(({ default: k }) => console.log(k.a))`, "", "", "default export of CommonJS"},
		{"exports that nobody can list", open, `import { a } from "kit"; console.log(a)`, "a", "", ""},
		{"compiled ES module, default", compiled, `import k from "kit"; console.log(k)`, "default", "Base a b", ""},
		{"compiled ES module, named", compiled, `import { a } from "kit"; console.log(a)`, "a", "Base b default", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := buildDir(t, writeProject(t, test.pkg+"-- src/index.js --\n"+test.code+"\n-- federation.yaml --\nmode: production\nentry: ./src/index.js\nfederation: {name: app, shared: [kit]}\n"), 1)
			s := share(t, plugins.Usage(out), "kit", "1.0.0")
			reason := ""
			if len(s.Whole) > 0 {
				reason = s.Whole[0].Reason
			}
			got := fmt.Sprintf("%s | %s | %s", words(s.Used), words(s.Unused), reason)
			if want := fmt.Sprintf("%s | %s | %s", test.used, test.unused, test.whole); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// TestStrictImporter: for an .mjs file the default import of CommonJS is
// module.exports also when it calls itself an ES module.
func TestStrictImporter(t *testing.T) {
	pkg := strings.Replace(kit, "exports.a", "exports.__esModule = true\nexports.a", 1)
	out := buildDir(t, writeProject(t, pkg+"-- src/index.mjs --\nimport k from \"kit\"\nconsole.log(k)\n-- federation.yaml --\nmode: production\nentry: ./src/index.mjs\nfederation: {name: app, shared: [kit]}\n"), 1)
	if s := share(t, plugins.Usage(out), "kit", ""); len(s.Whole) != 1 || len(s.Unused) != 0 {
		t.Errorf("%+v", s)
	}
}
