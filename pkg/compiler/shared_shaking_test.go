package compiler_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// The packages that the programs below share. Every export has a text of its own,
// by which a built file shows that it is there.
const shakenPackages = `
-- node_modules/ui/package.json --
{"name": "ui", "version": "1.4.0", "type": "module", "sideEffects": false, "exports": {".": "./index.js", "./extra": "./extra.js", "./deep/*": "./deep/*.js"}}
-- node_modules/ui/index.js --
export { Button } from "./button.js"
export { Card, CardTitle } from "./card.js"
export * from "./state.js"
export * as tools from "./tools.js"
export const version = "MARK_version"
export class Panel { static kind = "MARK_Panel"; render() { return "panel" } }
export default function ui() { return "MARK_default" }
-- node_modules/ui/button.js --
export function Button(props, kind) { return "MARK_Button" }
-- node_modules/ui/card.js --
import { inner } from "./inner.js"
export function Card() { return "MARK_Card_" + inner() }
export const CardTitle = () => "MARK_title"
-- node_modules/ui/inner.js --
export const inner = () => "MARK_inner"
export const dead = () => "MARK_dead"
-- node_modules/ui/state.js --
export let count = 0
export function inc() { count++; return "MARK_inc" }
export const reset = () => { count = 0; return "MARK_reset" }
-- node_modules/ui/tools.js --
export const hammer = () => "MARK_hammer"
export const saw = () => "MARK_saw"
-- node_modules/ui/extra.js --
import { Button } from "./button.js"
export const extra = () => "MARK_extra " + Button()
export const more = () => "MARK_more"
-- node_modules/ui/deep/one.js --
export const one = "MARK_one"
export const two = "MARK_two"
-- node_modules/noisy/package.json --
{"name": "noisy", "version": "1.0.0", "type": "module"}
-- node_modules/noisy/index.js --
import "./log.js"
export const a = "MARK_noisyA"
export const b = "MARK_noisyB"
console.log("noisy runs")
-- node_modules/noisy/log.js --
console.log("log runs")
export const unused = "MARK_noisyUnused"
-- node_modules/old/package.json --
{"name": "old", "version": "1.0.0"}
-- node_modules/old/index.js --
exports.a = "MARK_oldA"
exports.b = "MARK_oldB"
`

// A shakenProgram is an app.js with what it needs besides. It has to print the
// same with treeShaking and without it.
type shakenProgram struct {
	name  string
	files string // txtar; the part before the first file is src/app.js
	gone  string // words whose text is not in the output, and is without treeShaking
	kept  string // words whose text is
	// shake is the value of treeShaking, true when empty; fed the federation
	// section, where SHAKE stands for the value.
	shake, fed string
	code       string // of the one diagnostic; "" for none
	why        string // in its text
	run        string // what is run instead of dist/main.js
}

const (
	plainFederation   = "federation: {name: host, manifest: false, shared: {ui: {treeShaking: SHAKE}}}"
	exposedFederation = "federation: {name: host, filename: entry.js, library: {type: commonjs-module}, manifest: false, exposes: {./all: ./src/all.js}, shared: {ui: {treeShaking: SHAKE}}}"
	everything        = "Button Card_ inner title version Panel default inc reset hammer saw"
)

// exposedRun prints what a consumer of the container sees.
const exposedRun = `
-- check.cjs --
wait((async () => {
  require("./dist/main.js")
  const c = require("./dist/entry.js")
  await c.init({})
  const m = (await c.get("./all"))()
  console.log(Object.keys(m).sort().join(), typeof m.Card)
})())
`

var shakenPrograms = []shakenProgram{
	// The seven programs that Rspack and enhanced get wrong, first.
	{name: "named import", files: `import { Button } from "ui"; console.log(Button())`, kept: "Button", gone: "Card_ inner title version Panel default inc hammer"},
	{name: "named import and keys of a namespace", files: `import { Button } from "ui"; import * as ns from "ui"; console.log(Button(), Object.keys(ns).join())`,
		kept: everything, code: "share-kept-whole", why: "namespace escapes"},
	{name: "namespace that escapes", files: `import * as ns from "ui"; const f = (x) => Object.keys(x).length; console.log(f(ns))`, kept: everything, code: "share-kept-whole", why: "namespace escapes"},
	{name: "member of a member and computed access", files: `import * as ns from "ui"; const k = ["Ca", "rd"].join(""); console.log(ns.Button.length, ns[k]())`,
		kept: everything, code: "share-kept-whole", why: "computed access"},
	{name: "star re-export from an exposed module", fed: exposedFederation, shake: "{usedExports: []}", run: "check.cjs",
		files: `import { Button } from "ui"; console.log(Button())` + "\n-- src/all.js --\n" + `export * from "ui"` + exposedRun, kept: everything, code: "share-kept-whole", why: "export *"},
	{name: "named import and computed require", files: `import { Button } from "ui"; const k = "Card"; console.log(Button(), require("./req.cjs")(k))` +
		"\n-- src/req.cjs --\n" + `module.exports = (k) => require("ui")[k]()`, kept: everything, code: "share-kept-whole", why: "require"},
	{name: "named import and computed dynamic import", files: `import { Button } from "ui"; const k = "Card"; console.log(Button()); wait(import("ui").then((m) => console.log(m[k]())))`,
		kept: everything, code: "share-kept-whole", why: "dynamic import"},

	{name: "two names", files: `import { Button, CardTitle } from "ui"; console.log(Button(), CardTitle())`, kept: "Button title", gone: "Card_ inner version"},
	{name: "renamed import", files: `import { Button as B } from "ui"; console.log(B())`, kept: "Button", gone: "Card_ version default"},
	{name: "default import", files: `import ui from "ui"; console.log(ui())`, kept: "default", gone: "Button Card_ version"},
	{name: "default and named", files: `import ui, { version } from "ui"; console.log(ui(), version)`, kept: "default version", gone: "Button Card_"},
	{name: "members of a namespace", files: `import * as ns from "ui"; console.log(ns.Button(), ns.version)`, kept: "Button version", gone: "Card_ default"},
	{name: "member by string", files: `import * as ns from "ui"; console.log(ns["Button"]())`, kept: "Button", gone: "Card_ default"},
	{name: "optional member", files: `import * as ns from "ui"; console.log(ns?.Button())`, kept: "Button", code: "share-kept-whole", why: "namespace escapes"},
	{name: "missing member", files: `import * as ns from "ui"; console.log(ns.nothing, ns.Button())`, kept: "Button", gone: "Card_"},
	{name: "typeof and in", files: `import * as ns from "ui"; console.log("Card" in ns, typeof ns.Button)`, kept: "Card_ Button", gone: "version"},
	{name: "destructured namespace", files: `import * as ns from "ui"; const { Button, Card } = ns; console.log(Button(), Card())`, kept: "Button Card_", gone: "version reset"},
	{name: "rest of a namespace", files: `import * as ns from "ui"; const { Button, ...rest } = ns; console.log(Button(), Object.keys(rest).sort().join())`, kept: everything, code: "share-kept-whole", why: "namespace escapes"},
	{name: "spread namespace", files: `import * as ns from "ui"; console.log(Object.keys({ ...ns }).sort().join())`, kept: everything, code: "share-kept-whole", why: "namespace escapes"},
	{name: "namespace in an array", files: `import * as ns from "ui"; console.log([ns].map((x) => x.Card()).join())`, kept: everything, code: "share-kept-whole", why: "namespace escapes"},
	{name: "namespace as default value", files: `import * as ns from "ui"; const f = (x = ns) => x.Card(); console.log(f())`, kept: everything, code: "share-kept-whole", why: "namespace escapes"},
	{name: "namespace exported under a name", files: `import { lib } from "./lib.js"; console.log(lib.Button())` + "\n-- src/lib.js --\n" + `import * as lib from "ui"; export { lib }`, kept: "Button"},
	{name: "nested namespace", files: `import { tools } from "ui"; console.log(tools.hammer())`, kept: "hammer", gone: "Button Card_ version"},
	{name: "class", files: `import { Panel } from "ui"; console.log(new Panel().render(), Panel.kind)`, kept: "Panel", gone: "Button Card_"},
	{name: "live binding", files: `import { count, inc } from "ui"; const before = count; inc(); console.log(before, count)`, kept: "inc", gone: "Button reset Card_"},
	{name: "live binding through a namespace", files: `import * as ns from "ui"; ns.inc(); console.log(ns.count)`, kept: "inc", gone: "Button reset"},
	{name: "barrel by name", files: `import { Button } from "./barrel.js"; console.log(Button())` + "\n-- src/barrel.js --\n" + `export { Button, Card } from "ui"`, kept: "Button", gone: "Card_ version"},
	{name: "barrel by import and export", files: `import { B } from "./barrel.js"; console.log(B())` + "\n-- src/barrel.js --\n" + `import { Button } from "ui"; export { Button as B }`, kept: "Button", gone: "Card_ version"},
	{name: "barrel with a star", files: `import { Button } from "./barrel.js"; console.log(Button())` + "\n-- src/barrel.js --\n" + `export * from "ui"`, kept: "Button", gone: "Card_ version"},
	{name: "barrel with a star that escapes", files: `import * as barrel from "./barrel.js"; console.log(Object.keys(barrel).sort().join())` + "\n-- src/barrel.js --\n" + `export * from "ui"`, kept: everything, code: "share-kept-whole", why: "export *"},
	{name: "namespace of a barrel with a star", files: `import * as b from "./barrel.js"; console.log(Object.keys(b).sort().join())` + "\n-- src/barrel.js --\n" + `export * from "ui"; export const own = 1`,
		kept: everything, code: "share-kept-whole", why: "export *"},
	{name: "namespace of a barrel with names", files: `import * as b from "./barrel.js"; console.log(Object.keys(b).sort().join(), b[["But", "ton"].join("")]())` + "\n-- src/barrel.js --\n" + `export { Button, version } from "ui"`,
		kept: "Button version", gone: "Card_ default"},
	{name: "dynamic import with a pattern", files: `wait(import("ui").then(({ Button }) => console.log(Button())))`, kept: "Button", gone: "Card_ version"},
	{name: "awaited dynamic import", files: `const f = async () => { const { Card } = await import("ui"); console.log(Card()) }; wait(f())`, kept: "Card_ inner", gone: "Button version"},
	{name: "dynamic import that escapes", files: `const p = import("ui"); wait(p.then((m) => console.log(Object.keys(m).length)))`, kept: everything, code: "share-kept-whole", why: "dynamic import"},
	{name: "require of one name", files: `console.log(require("./r.cjs"))` + "\n-- src/r.cjs --\n" + `module.exports = require("ui").Button()`, kept: "Button", gone: "Card_ version"},
	{name: "require with a pattern", files: `console.log(require("./r.cjs"))` + "\n-- src/r.cjs --\n" + `const { Card } = require("ui"); module.exports = Card()`, kept: "Card_ inner", gone: "Button version"},
	{name: "require passed on", files: `console.log(Object.keys(require("./r.cjs")).sort().join())` + "\n-- src/r.cjs --\n" + `module.exports = require("ui")`, kept: everything, code: "share-kept-whole", why: "require"},
	{name: "direct eval", files: `import { Button, version } from "ui"; console.log(Button(), eval("1 + 1"))`, kept: "Button version", gone: "Card_"},
	{name: "direct eval and a namespace", files: `import * as ns from "ui"; console.log(eval("1 + 1"), ns.Card())`, kept: everything, code: "share-kept-whole", why: "eval"},
	{name: "use in dead code", files: `import { Button, Card } from "ui"; if (false) console.log(Card()); console.log(Button())`, kept: "Button", gone: "Card_ inner"},
	{name: "use in an unused function", files: `import { Button, Card } from "ui"; function never() { return Card() } console.log(Button())`, kept: "Button", gone: "Card_ inner"},
	{name: "use in a lazy chunk", files: `import { Button } from "ui"; console.log(Button()); wait(import("./lazy.js").then((m) => console.log(m.text())))` + "\n-- src/lazy.js --\n" + `import { Card } from "ui"; export const text = () => Card()`,
		kept: "Button Card_ inner", gone: "title version"},
	{name: "import for effects", files: `import "ui"; console.log("done")`, gone: "Button Card_ version"},
	{name: "subpath", files: `import { extra } from "ui/extra"; console.log(extra())`, kept: "extra Button", gone: "more"},
	{name: "subpath and root", files: `import { extra } from "ui/extra"; import { Card } from "ui"; console.log(extra(), Card())`, kept: "extra Button Card_", gone: "more title"},
	{name: "subpath pattern", files: `import { one } from "ui/deep/one"; console.log(one)`, kept: "one", gone: "two"},
	{name: "file imported past the share", files: `import { Button } from "ui"; import { Card } from "../node_modules/ui/index.js"; console.log(Button(), Card())`, kept: "Button Card_", gone: "title version"},
	{name: "other package uses the share", files: `import { Button } from "ui"; import user from "user"; console.log(Button(), user)` +
		"\n-- node_modules/user/package.json --\n" + `{"name": "user", "version": "1.0.0", "type": "module", "dependencies": {"ui": "^1.0.0"}}` +
		"\n-- node_modules/user/index.js --\n" + `import { Card } from "ui"; export default Card()`, kept: "Button Card_", gone: "title version"},
	{name: "listed exports stay", shake: "{usedExports: [Card, nothing]}", files: `import { Button } from "ui"; console.log(Button())`, kept: "Button Card_ inner", gone: "title version"},
	{name: "listed default stays", shake: "{usedExports: [default]}", files: `import { Button } from "ui"; console.log(Button())`, kept: "Button default", gone: "Card_ title"},
	{name: "exports of reports stay", shake: "{fromReport: [a.json, b.json]}", files: `import { Button } from "ui"; console.log(Button())` +
		"\n-- a.json --\n" + `{"treeShake": {"ui": {"Card": true, "Button": false, "chunk_characteristics": {}}}}` +
		"\n-- b.json --\n" + `{"schema_version": 1, "shares": [{"key": "ui", "used": ["version"], "unknown": [], "whole_namespace": []}]}`, kept: "Button Card_ version", gone: "title default"},
	{name: "a report that does not know", shake: "{fromReport: a.json}", files: `import { Button } from "ui"; console.log(Button())` +
		"\n-- a.json --\n" + `{"treeShake": {"ui": {"__dynamic__": true}}}`, kept: everything, code: "share-kept-whole", why: "__dynamic__"},
	{name: "container without a word on others", fed: exposedFederation, run: "check.cjs", files: `import { Button } from "ui"; console.log(Button())` +
		"\n-- src/all.js --\n" + `export { Card } from "ui"` + exposedRun, kept: everything, code: "share-kept-whole", why: "through the container"},
	{name: "container with what others use", fed: exposedFederation, shake: "{usedExports: [version], mode: server-calc}", run: "check.cjs", files: `import { Button } from "ui"; console.log(Button())` +
		"\n-- src/all.js --\n" + `export { Card } from "ui"` + exposedRun, kept: "Button Card_ version", gone: "title default"},
	{name: "share scope handed out", files: `import { Button } from "ui"; console.log(Button(), typeof __webpack_share_scopes__)`, kept: everything, code: "share-kept-whole", why: "hands the share scope out"},
	{name: "singleton", fed: "federation: {name: host, manifest: false, shared: {ui: {singleton: true, treeShaking: SHAKE}}}", files: `import { count, inc } from "ui"; inc(); console.log(count)`, kept: "inc", gone: "Button reset"},
	{name: "renamed share key", fed: "federation: {name: host, manifest: false, shared: {mine: {import: ui, shareKey: theirs, requiredVersion: false, treeShaking: SHAKE}}}", files: `import { Button } from "mine"; console.log(Button())`,
		kept: "Button", gone: "Card_ version"},
	{name: "prefix key", fed: "federation: {name: host, manifest: false, shared: {ui/: {treeShaking: SHAKE}}}", files: `import { extra } from "ui/extra"; console.log(extra())`, kept: "extra Button", gone: "more"},
	{name: "effects stay", fed: "federation: {name: host, manifest: false, shared: {noisy: {treeShaking: SHAKE}}}", files: `import { a } from "noisy"; console.log(a)`, kept: "noisyA", gone: "noisyB",
		code: "share-effects-kept", why: "sideEffects"},
	{name: "CommonJS", fed: "federation: {name: host, manifest: false, shared: {old: {treeShaking: SHAKE}}}", files: `import { a } from "old"; console.log(a)`, kept: "oldA oldB", code: "share-kept-whole", why: "CommonJS"},
}

func (p *shakenProgram) write(t *testing.T, dir, shake string) {
	a := parseArchive([]byte("-- src/app.js --\n" + p.files + "\n" + shakenPackages))
	for _, f := range a.files {
		writeFile(t, filepath.Join(dir, f.name), f.data)
	}
	fed := p.fed
	if fed == "" {
		fed = plainFederation
	}
	writeFile(t, filepath.Join(dir, "src/index.js"), []byte(`wait(import("./app.js"))`))
	writeFile(t, filepath.Join(dir, "package.json"), []byte(`{"name": "app", "version": "1.0.0", "dependencies": {"ui": "^1.0.0", "noisy": "*", "old": "*"}}`))
	writeFile(t, filepath.Join(dir, "federation.yaml"), []byte("target: node\n"+strings.ReplaceAll(fed, "SHAKE", shake)+"\n"))
}

// TestSharedTreeShaking builds each program with and without treeShaking: both
// print the same, what can be left out is left out, and what is not says why.
func TestSharedTreeShaking(t *testing.T) {
	node := needNode(t)
	tmp := t.TempDir()
	type built struct {
		dir   string
		diags []diag.Diagnostic
		err   error
	}
	ways := []string{"whole", "shaken"}
	out := make([][2]built, len(shakenPrograms))
	var jobs []job
	for i := range shakenPrograms {
		p := &shakenPrograms[i]
		for w, way := range ways {
			shake := "false"
			if way == "shaken" {
				if shake = p.shake; shake == "" {
					shake = "true"
				}
			}
			dir := filepath.Join(tmp, fmt.Sprint(i), way)
			p.write(t, dir, shake)
			out[i][w].dir = dir
			run := p.run
			if run == "" {
				run = "dist/main.js"
			}
			jobs = append(jobs, job{ID: way + p.name, File: filepath.Join(dir, run), Dist: filepath.Join(dir, "dist")})
		}
	}
	each(2, 2*len(out), func(i int) {
		b := &out[i/2][i%2]
		_, b.diags, b.err = buildDir(b.dir, "production", 1)
	})
	results := runNode(t, node, jobs)
	for i := range shakenPrograms {
		p := &shakenPrograms[i]
		t.Run(p.name, func(t *testing.T) {
			for w, way := range ways {
				if out[i][w].err != nil {
					t.Fatalf("%s: %v", way, out[i][w].err)
				}
			}
			whole, shaken := results["whole"+p.name], results["shaken"+p.name]
			if whole.Error != "" || len(whole.Output) == 0 {
				t.Fatalf("the program does not run: %v %s", whole.Output, whole.Error)
			}
			if got, want := strings.Join(shaken.Output, "\n")+shaken.Error, strings.Join(whole.Output, "\n"); got != want {
				t.Errorf("shaken, it prints\n%s\nand whole\n%s", got, want)
			}
			before, after := scripts(t, out[i][0].dir), scripts(t, out[i][1].dir)
			for _, word := range strings.Fields(p.gone) {
				if !strings.Contains(before, "MARK_"+word) {
					t.Errorf("%s is not there without treeShaking either", word)
				}
				if strings.Contains(after, "MARK_"+word) {
					t.Errorf("%s was not dropped", word)
				}
			}
			for _, word := range strings.Fields(p.kept) {
				if !strings.Contains(after, "MARK_"+word) {
					t.Errorf("%s was dropped", word)
				}
			}
			checkShakenDiagnostics(t, p, out[i][1].diags)
		})
	}
}

func checkShakenDiagnostics(t *testing.T, p *shakenProgram, diags []diag.Diagnostic) {
	text := ""
	for i := range diags {
		if d := &diags[i]; d.Code == "import-missing-member" || d.Code == "share-required-version-unknown" {
			continue
		}
		text += line(&diags[i]) + "\n" + strings.Join(diags[i].Notes, "\n")
		if diags[i].Help == "" || diags[i].At.Text == nil {
			t.Errorf("no help or frame: %s", line(&diags[i]))
		}
	}
	switch {
	case p.code == "" && text != "":
		t.Errorf("diagnostics: %s", text)
	case !strings.Contains(text, "["+p.code+"]") && p.code != "", !strings.Contains(text, p.why):
		t.Errorf("diagnostics %q, want %s with %q", text, p.code, p.why)
	}
}

// scripts is the text of all scripts of an output folder.
func scripts(t *testing.T, dir string) string {
	files, err := filepath.Glob(filepath.Join(dir, "dist/*.js"))
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	text := ""
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text += string(b)
	}
	return text
}
