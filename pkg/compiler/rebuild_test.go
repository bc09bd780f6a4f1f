package compiler_test

import (
	"context"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/scan"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// edited is a federated project with something of everything that an edit can touch.
const edited = `-- federation.yaml --
entry: ./src/index.js
optimization: {moduleIds: named, chunkIds: named}
federation:
  name: shop
  filename: remoteEntry.js
  exposes: {./Card: ./src/card.js}
  shared: {kit: {singleton: true}, tools: {}}
plugins: [EnhancedShareUsagePlugin, ExportUsagePlugin]
-- package.json --
{"name": "shop", "version": "1.0.0", "dependencies": {"kit": "^1.0.0", "tools": "^2.0.0"}}
-- node_modules/kit/package.json --
{"name": "kit", "version": "1.2.0", "type": "module", "main": "index.js"}
-- node_modules/kit/index.js --
export const one = () => 1
export const two = () => 2
export default { one, two }
-- node_modules/tools/package.json --
{"name": "tools", "version": "2.1.0", "main": "index.js"}
-- node_modules/tools/index.js --
exports.join = (...list) => list.join(" ")
exports.left = 1
-- src/index.js --
import { label, LIMIT } from "./label.js"
import * as all from "./label.js"
import { join } from "tools"
import "./style.css"
import data from "./data.json"
import("./card.js").then(({ card }) => console.log(card("index"), LIMIT, data.name))
export const text = () => join(label("x"), all.label("y"), all["la" + "bel"], typeof __webpack_hash__)
-- src/label.js --
import kit, * as kits from "kit"
import { helper } from "./helper.cjs"
export const LIMIT = 5
export const label = (name) => {
  const local = name + kit.one() + kits["t" + "wo"]()
  return helper(local)
}
export class Unused { size() { return LIMIT } }
-- src/helper.cjs --
exports.helper = (value) => "<" + value + ">"
exports.other = function () { return this }
-- src/card.js --
import { one } from "kit"
import { label as named } from "./label.js"
import "./warned.js"
export const card = (name) => named(name) + one() + "text of a card"
export default card
-- src/warned.js --
import { nothing } from "./helper.cjs"
console.log(nothing)
-- src/style.css --
.card { color: red }
-- src/data.json --
{"name": "data", "list": [1, 2]}
`

// edits are what people do to files: each is a file and what to make of its text.
var edits = []struct {
	file     string
	old, new string
	linked   bool // the modules are linked as before, in development
}{
	{"src/card.js", "text of a card", "another text of a card", true},
	{"src/card.js", "import { one }", "// a comment\n\nimport { one }", true},
	{"src/label.js", "const local = name", "const more = 1; console.log(more, __webpack_require__ ? 1 : 2)\n  const local = name", false},
	{"src/label.js", "const local = name", "let deep = [document]; const local = deep + name", true},
	{"src/card.js", "named(name)", "named(name) + named(1)", false},
	{"src/label.js", `kits["t" + "wo"]`, `[kits][0]["t" + "wo"]`, false}, // reports say why it counts as used whole
	{"src/label.js", "LIMIT = 5", "LIMIT = 77", false},
	{"src/label.js", "  return", "\n\n  return", true},
	{"src/helper.cjs", `"<"`, `"(("`, false},
	{"src/index.js", `"la" + "bel"`, `"lab" + "el"`, true},
	{"src/index.js", `all["lab" + "el"]`, `all.LIMIT`, false},
	{"src/style.css", "red", "blue", false},
	{"src/index.js", `label("x")`, `label("xyz")`, true},
	{"src/data.json", `"data"`, `"other"`, false},
	{"src/warned.js", "console", "\n\nconsole", false}, // a warning moves
	{"src/warned.js", "nothing }", "other as nothing }", false},
	{"src/warned.js", "console", "\n\nconsole", true},
	{"src/card.js", "one()", "one() + oops(", false}, // and is mended
	{"src/card.js", "oops(", "one()", false},
	{"src/card.js", "export default card", "export default card\nexport const extra = 1", false},
	{"node_modules/kit/index.js", "=> 1", "=> 10 + 1", true},
	{"src/index.js", `import("./card.js")`, `import(/* webpackChunkName: "cards" */ "./card.js")`, false},
	{"src/index.js", `console.log(card("index")`, `console.log("it", card("index")`, true},
}

// rebuild returns the files and the diagnostics of a build, and whether its modules are
// linked as before.
func rebuild(t *testing.T, dir, mode string, o compiler.Options, set ...string) (map[string]string, bool) {
	t.Helper()
	f, diags := config.Load(config.LoadOptions{Path: dir, Cwd: dir, Mode: mode, Set: set, Env: func(string) (string, bool) { return "", false }})
	if f == nil || f.Builds == nil {
		t.Fatalf("config: %v", diags)
	}
	o.Workers, o.NoWrite = 2, true
	c := compiler.New(f.Builds[0], o)
	if err := plugins.Apply(c); err != nil {
		t.Fatal(err)
	}
	b, err := c.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	if err := diag.Text(&said, b.Diagnostics, diag.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{"diagnostics": said.String()}
	if b.Output != nil {
		for _, a := range b.Output.Assets.List() {
			out[a.Name] = string(a.Data)
		}
	}
	return out, b.Stage.LinkedBefore()
}

// TestRandomEdits edits random programs: one number or text after the other is another
// one, and lines are added.
func TestRandomEdits(t *testing.T) {
	seeds, linked := 12, 0
	if s := os.Getenv("MFBUNDLE_SEEDS"); s != "" {
		seeds, _ = strconv.Atoi(s)
	}
	for seed := range seeds {
		dir := t.TempDir()
		(&project{name: "edits", archive: parseArchive([]byte(newGenerator(uint64(seed)).project(2)))}).write(t, dir)
		mode := []string{"development", "production"}[seed%2]
		kept := compiler.Options{Files: resolver.NewCache(), Cache: scan.NewCache()}
		rebuild(t, dir, mode, kept)
		r := rand.New(rand.NewPCG(uint64(seed), 2))
		files, err := filepath.Glob(filepath.Join(dir, "src", "*.*s"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for edit := range 8 {
			path := files[r.IntN(len(files))]
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(text), "\n")
			at := r.IntN(len(lines))
			switch edit % 4 {
			case 0:
				lines[at] = regexp.MustCompile(`\b\d\b`).ReplaceAllString(lines[at], strconv.Itoa(r.IntN(10)))
			case 1:
				lines = slices.Insert(lines, 0, "/* moved */", "")
			case 2:
				lines = append(lines, "console.log(\"edited\")")
			case 3:
				lines = slices.Delete(lines, at, at+1) // may be an error
			}
			if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o666); err != nil {
				t.Fatal(err)
			}
			kept.Cache.Forget(path)
			kept.Files.Invalidate(path)
			got, before := rebuild(t, dir, mode, kept)
			want, _ := rebuild(t, dir, mode, compiler.Options{})
			if before {
				linked++
			}
			if !maps.Equal(got, want) {
				t.Errorf("seed %d, edit %d of %s: not what a build from nothing gives\n%s\n%s", seed, edit, filepath.Base(path), got["diagnostics"], want["diagnostics"])
			}
		}
	}
	if linked == 0 {
		t.Error("no build was linked as before")
	}
	t.Log(linked, "builds were linked as before")
}

// TestEdits makes one edit after the other and builds with what a watch keeps: output
// and diagnostics are those of a build from nothing, also where linking is skipped.
func TestEdits(t *testing.T) {
	for _, how := range [][2]string{
		{"development", "source-map"}, {"development", "inline-source-map"}, {"development", "source-map-debugids"},
		{"production", "source-map"}, {"production", "hidden-source-map"},
	} {
		mode, devtool := how[0], how[1]
		dir := t.TempDir()
		(&project{name: "edits", archive: parseArchive([]byte(edited))}).write(t, dir)
		files, cache := resolver.NewCache(), scan.NewCache()
		build := func(o compiler.Options) (map[string]string, bool) {
			t.Helper()
			return rebuild(t, dir, mode, o, "devtool="+devtool, "optimization.minimize=false")
		}
		kept := compiler.Options{Files: files, Cache: cache}
		build(kept)
		for i, e := range edits {
			path := filepath.Join(dir, filepath.FromSlash(e.file))
			text, err := os.ReadFile(path)
			if err != nil || !strings.Contains(string(text), e.old) {
				t.Fatalf("edit %d: %q is not in %s (%v)", i, e.old, e.file, err)
			}
			if err := os.WriteFile(path, []byte(strings.Replace(string(text), e.old, e.new, 1)), 0o666); err != nil {
				t.Fatal(err)
			}
			cache.Forget(path)
			files.Invalidate(path)
			got, linked := build(kept)
			want, _ := build(compiler.Options{})
			if mode == "development" && linked != e.linked {
				t.Errorf("edit %d, %q: linked as before is %t", i, e.new, linked)
			}
			for name := range maps.Keys(got) {
				if got[name] != want[name] {
					t.Errorf("%s, edit %d, %q: %s differs from a build from nothing:\n%s\nfrom nothing:\n%s", how, i, e.new, name, got[name], want[name])
				}
			}
			if len(got) != len(want) {
				t.Errorf("%s, edit %d: %d files, from nothing %d", mode, i, len(got), len(want))
			}
		}
	}
}

// TestRebuild edits one file after the other and builds with what a watch keeps:
// every output has the bytes of a build from nothing.
func TestRebuild(t *testing.T) {
	for _, mode := range []string{"development", "production"} {
		dir := t.TempDir()
		(&project{name: "rebuild", archive: parseArchive([]byte(generated(60)))}).write(t, dir)
		files, cache := resolver.NewCache(), scan.NewCache()
		build := func(o compiler.Options) map[string]string {
			t.Helper()
			out, _ := rebuild(t, dir, mode, o, "devtool=source-map")
			if len(out) < 2 {
				t.Fatal(out["diagnostics"])
			}
			return out
		}
		build(compiler.Options{Files: files, Cache: cache})
		edits := 0
		err := filepath.WalkDir(filepath.Join(dir, "src"), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".js") || edits == 6 {
				return err
			}
			edits++
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			// A comment only moves what is mapped; a statement changes the code.
			text = append([]byte("// edited\n"), text...)
			if edits%2 == 0 {
				text = append(text, "\nglobalThis.edited = 1\n"...)
			}
			if err := os.WriteFile(path, text, 0o666); err != nil {
				return err
			}
			cache.Forget(path)
			files.Invalidate(path)
			got, want := build(compiler.Options{Files: files, Cache: cache}), build(compiler.Options{})
			if len(got) != len(want) {
				t.Errorf("%s: %d files, from nothing %d", mode, len(got), len(want))
			}
			for name := range want {
				if got[name] != want[name] {
					t.Errorf("%s: %s differs from a build from nothing after an edit of %s", mode, name, filepath.Base(path))
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if edits < 4 {
			t.Fatalf("only %d files were edited", edits)
		}
	}
}
