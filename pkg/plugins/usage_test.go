package plugins_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// ui is a shared ES module package that is declared to have no side effects: the
// case in which other bundlers drop exports.
const ui = `-- package.json --
{"name": "app", "version": "1.0.0", "dependencies": {"ui": "^1.0.0"}}
-- node_modules/ui/package.json --
{"name": "ui", "version": "1.2.0", "type": "module", "main": "index.js", "sideEffects": false}
-- node_modules/ui/index.js --
export function Button(label) { return "[" + label + "]" }
export const Card = () => "a card that takes some room"
export { Dialog } from "./dialog.js"
-- node_modules/ui/dialog.js --
export const Dialog = () => "a dialog, which takes some room too"
`

// TestSoundness builds the seven programs for which other systems report, and
// drop, exports that are used (federation.md 4.4), and their relatives.
func TestSoundness(t *testing.T) {
	const none = "-"
	tests := []struct {
		name   string
		files  string // more files; src/index.js is the entry
		expose string // module to expose as well
		used   string
		unused string
		whole  string // reasons
	}{
		{name: "named import", used: "Button", unused: "Card Dialog", whole: none, files: `-- src/index.js --
import { Button } from "ui"
console.log(Button("x"))
`},
		{name: "named import and the keys of a namespace", used: "Button", unused: none, whole: "namespace escapes", files: `-- src/index.js --
import { Button } from "ui"
import * as ns from "ui"
console.log(Button("x"), Object.keys(ns))
`},
		{name: "namespace that escapes", used: none, unused: none, whole: "namespace escapes", files: `-- src/index.js --
import * as ns from "ui"
globalThis.ui = ns
`},
		{name: "member of a member and computed access", used: "Button", unused: none, whole: "computed access", files: `-- src/index.js --
import * as ns from "ui"
const name = location.hash
console.log(ns.Button.length, ns[name])
`},
		{name: "named import and export * of an exposed module", expose: "./src/all.js", used: "Button", unused: none, whole: "export *", files: `-- src/index.js --
import { Button } from "ui"
console.log(Button("x"))
-- src/all.js --
export * from "ui"
`},
		{name: "named import and computed access to a require", used: "Button", unused: none, whole: "require", files: `-- src/index.js --
import { Button } from "ui"
console.log(Button("x"), require("ui")[location.hash])
`},
		{name: "named import and computed access to a dynamic import", used: "Button", unused: none, whole: "dynamic import", files: `-- src/index.js --
import { Button } from "ui"
import("ui").then(m => console.log(Button("x"), m[location.hash]))
`},

		{name: "members of a namespace", used: "Button Card", unused: "Dialog", whole: none, files: `-- src/index.js --
import * as ns from "ui"
console.log(ns.Button("x"), ns["Card"]())
`},
		{name: "names taken from a dynamic import", used: "Card", unused: "Button Dialog", whole: none, files: `-- src/index.js --
import("ui").then(({ Card }) => console.log(Card()))
`},
		{name: "named re-export of an exposed module", expose: "./src/some.js", used: "Card", unused: "Button Dialog", whole: none, files: `-- src/index.js --
console.log(1)
-- src/some.js --
export { Card as Box } from "ui"
`},
		{name: "imported and exported again", expose: "./src/some.js", used: "Card", unused: "Button Dialog", whole: none, files: `-- src/index.js --
console.log(1)
-- src/some.js --
import { Card } from "ui"
export { Card }
`},
		{name: "namespace re-export of an exposed module", expose: "./src/some.js", used: none, unused: none, whole: "namespace re-exported", files: `-- src/index.js --
console.log(1)
-- src/some.js --
export * as everything from "ui"
`},
		{name: "the share itself is exposed", expose: "ui", used: none, unused: none, whole: "exposed", files: `-- src/index.js --
console.log(1)
`},
		{name: "through a barrel", used: "Dialog", unused: "Button Card", whole: none, files: `-- src/index.js --
import { Dialog } from "./barrel.js"
console.log(Dialog())
-- src/barrel.js --
export { Dialog, Card } from "ui"
`},
		{name: "namespace through a barrel", used: "Dialog", unused: "Button Card", whole: none, files: `-- src/index.js --
import { everything } from "./barrel.js"
console.log(everything.Dialog())
-- src/barrel.js --
export * as everything from "ui"
`},
		{name: "barrel that is required", used: "Card Dialog", unused: "Button", whole: none, files: `-- src/index.js --
console.log(require("./barrel.js"))
-- src/barrel.js --
export { Dialog, Card } from "ui"
`},
		{name: "code that is dropped", used: "Button", unused: "Card Dialog", whole: none, files: `-- src/index.js --
import { Button } from "ui"
import { other } from "./lib.js"
console.log(Button("x"), other)
-- src/lib.js --
import { Card } from "ui"
export const card = () => Card()
export const other = 1
`},
		{name: "direct eval", used: "Button", unused: "Card Dialog", whole: none, files: `-- src/index.js --
import { Button } from "ui"
console.log(eval("Button('x')"))
`},
		{name: "assignment to a member of the namespace", used: none, unused: none, whole: "namespace escapes", files: `-- src/index.js --
import * as ns from "ui"
try { ns.Button = 1 } catch {}
`},
		{name: "imported for its side effects", used: none, unused: "Button Card Dialog", whole: none, files: `-- src/index.js --
import "ui"
`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			yaml := "mode: production\nentry: ./src/index.js\nfederation:\n  name: app\n  shared: [ui]\n"
			if test.expose != "" {
				yaml += "  exposes: {./x: " + test.expose + "}\n"
			}
			out := buildDir(t, writeProject(t, ui+test.files+"-- federation.yaml --\n"+yaml), 2)
			s := share(t, plugins.Usage(out), "ui", "1.2.0")
			var reasons []string
			for _, w := range s.Whole {
				reasons = append(reasons, w.Reason)
			}
			dash := func(s string) string {
				if s == "" {
					return none
				}
				return s
			}
			got := fmt.Sprintf("used: %s\nunused: %s\nwhole: %s", dash(words(s.Used)), dash(words(s.Unused)), dash(strings.Join(reasons, ", ")))
			want := fmt.Sprintf("used: %s\nunused: %s\nwhole: %s", test.used, test.unused, test.whole)
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if n := len(s.Used) + len(s.Unused) + len(s.Unknown); n != 3 {
				t.Errorf("%d exports, want 3: unknown are %v", n, s.Unknown)
			}
			if len(s.Whole) > 0 && s.Fallback.UnusedBytes != 0 {
				t.Errorf("%d bytes are said to be unused although everything may be used", s.Fallback.UnusedBytes)
			}
			if !strings.Contains(test.files, "eval(") { // a bundled import has no name that eval could see
				comparePruned(t, ui+test.files, yaml, s.Unused)
			}
		})
	}
}

// comparePruned takes the unused exports out of the share and runs the app with
// and without them: what is called unused must not be missed.
func comparePruned(t *testing.T, files, yaml string, unused []string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	// Programs that ask for location.hash get a name that is there, so that what is
	// read with it shows.
	const prelude = "globalThis.location = { hash: \"Card\" };\n"
	pruned := files
	for _, name := range unused {
		pruned = strings.NewReplacer(
			"export function "+name+"(", "function "+name+"(", "export const "+name+" = () => \"a card", "const "+name+" = () => \"a card",
			"export { "+name+" } from \"./dialog.js\"", "",
		).Replace(pruned)
	}
	var outputs []string
	for _, f := range []string{files, pruned} {
		out := buildDir(t, writeProject(t, f+"-- federation.yaml --\n"+yaml+"target: node\n"), 2, "output.publicPath=auto")
		dir := t.TempDir()
		for _, a := range out.Assets.List() {
			file := filepath.Join(dir, filepath.FromSlash(a.Name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			data := a.Data
			if a.Name == "main.js" {
				data = append([]byte(prelude), data...)
			}
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		ran, err := exec.Command(node, filepath.Join(dir, "main.js")).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, ran)
		}
		outputs = append(outputs, string(ran))
	}
	if outputs[0] != outputs[1] {
		t.Errorf("with all exports the app prints\n%s\nand without %v\n%s", outputs[0], unused, outputs[1])
	}
}
