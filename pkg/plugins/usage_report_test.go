package plugins_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/scan"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

func TestShareUsageFile(t *testing.T) {
	out := buildDir(t, writeProject(t, shop), 2)
	var f struct {
		Schema  int `json:"schema_version"`
		Modules map[string]struct {
			Used     []string `json:"used_exports"`
			Unused   []string `json:"unused_exports"`
			Possibly []string `json:"possibly_unused_exports"`
		} `json:"consume_shared_modules"`
		Shares []map[string]any `json:"shares"`
	}
	asset(t, out, "share-usage.json", &f)
	react := f.Modules["react"]
	if f.Schema != 1 || words(react.Used) != "useState" || words(react.Unused) != "createElement useMemo version" || len(react.Possibly) != 0 || len(f.Shares) != 4 {
		t.Errorf("%+v", f)
	}
}

func TestEnhancedFile(t *testing.T) {
	out := buildDir(t, writeProject(t, shop), 2)
	var f struct {
		Meta struct {
			Total  int `json:"total_consume_shared_modules"`
			Unused int `json:"modules_with_unused_imports"`
		} `json:"analysis_metadata"`
		Modules map[string]struct {
			UnusedImports []string `json:"unused_imports"`
			Details       []struct {
				Name   string   `json:"export_name"`
				State  string   `json:"usage_state"`
				Source []string `json:"import_source"`
			} `json:"export_details"`
			Runtimes map[string]struct {
				Used []string `json:"used_exports"`
			} `json:"runtime_usage"`
			Fallback struct {
				Bytes int
			} `json:"fallback_info"`
		} `json:"consume_shared_modules"`
	}
	asset(t, out, "enhanced-share-usage.json", &f)
	react := f.Modules["react"]
	if f.Meta.Total != 4 || f.Meta.Unused != 1 || words(react.UnusedImports) != "useMemo" || react.Fallback.Bytes == 0 {
		t.Errorf("%+v", f)
	}
	var states []string
	for _, d := range react.Details {
		states = append(states, d.Name+"="+d.State)
	}
	if got, want := words(states), "createElement=NotImported useMemo=ImportedButUnused useState=Used version=NotImported"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if words(react.Runtimes["main"].Used) != "useState" || words(react.Runtimes["shop"].Used) != "useState" {
		t.Errorf("runtimes: %+v", react.Runtimes)
	}
}

// TestRuntimes: entries that use different parts of a share are told apart.
func TestRuntimes(t *testing.T) {
	out := buildDir(t, writeProject(t, ui+`-- src/a.js --
import { Button } from "ui"
console.log(Button("x"))
-- src/b.js --
import("./later.js")
-- src/later.js --
import { Card } from "ui"
console.log(Card())
-- src/c.js --
console.log("no share")
-- federation.yaml --
mode: production
entry: {a: ./src/a.js, b: ./src/b.js, c: ./src/c.js}
plugins: [EnhancedShareUsagePlugin: {runtimeAnalysis: true}]
federation: {name: app, shared: [ui]}
`), 2)
	var f struct {
		Modules map[string]struct {
			Runtimes map[string]struct {
				Used []string `json:"used_exports"`
			} `json:"runtime_usage"`
		} `json:"consume_shared_modules"`
	}
	asset(t, out, "enhanced-share-usage.json", &f)
	r := f.Modules["ui"].Runtimes
	if len(r) != 2 || words(r["a"].Used) != "Button" || words(r["b"].Used) != "Card" {
		t.Errorf("%+v", r)
	}
}

func TestExportUsageFile(t *testing.T) {
	out := buildDir(t, writeProject(t, `-- src/index.js --
import { a } from "./named.js"
import * as all from "./whole.js"
import { x } from "./closed.cjs"
import { only } from "./pure.js"
console.log(a, all, x, all.p)
-- src/named.js --
export const a = f => f
export const b = 2
-- src/whole.js --
export const p = 1
export const q = 2
-- src/closed.cjs --
exports.x = 1
exports.y = 2
-- src/pure.js --
export const only = 1
-- package.json --
{"name": "app", "sideEffects": false}
-- federation.yaml --
mode: production
entry: ./src/index.js
plugins: [ExportUsagePlugin]
`), 2)
	var f struct {
		Summary struct {
			Modules int `json:"total_modules"`
			Dropped int `json:"dropped_modules"`
		} `json:"summary"`
		Modules map[string]struct {
			Type    string   `json:"module_type"`
			Dropped bool     `json:"dropped"`
			Used    []string `json:"used_exports"`
			Unused  []string `json:"unused_exports"`
			Unknown []string `json:"unknown_exports"`
		} `json:"modules"`
	}
	asset(t, out, "export-usage.json", &f)
	want := map[string]string{
		"./src/named.js":   "esm: a | b | ",
		"./src/whole.js":   "esm: p |  | q",
		"./src/closed.cjs": "commonjs: x | y | ",
		"./src/pure.js":    "esm:  | only |  dropped",
	}
	for name, w := range want {
		m := f.Modules[name]
		got := m.Type + ": " + words(m.Used) + " | " + words(m.Unused) + " | " + words(m.Unknown)
		if m.Dropped {
			got += " dropped"
		}
		if got != w {
			t.Errorf("%s\ngot  %s\nwant %s", name, got, w)
		}
	}
	if f.Summary.Modules != 5 || f.Summary.Dropped != 1 {
		t.Errorf("summary %+v", f.Summary)
	}
}

// TestReportsAreTheSame: neither the folder, nor how many work at once, nor the
// size of batches shows in a report.
func TestReportsAreTheSame(t *testing.T) {
	var first map[string][]byte
	for i, workers := range []int{1, 8, 3} {
		batch := []string{"1", "2", "1000"}[i]
		yaml := strings.Replace(shop, "includeBytes: true", "includeBytes: true, batchSize: "+batch, 1)
		out := buildDir(t, writeProject(t, yaml), workers)
		files := make(map[string][]byte)
		for _, name := range []string{"share-usage.json", "enhanced-share-usage.json", "export-usage.json", "mf-manifest.json", "mf-stats.json"} {
			var any map[string]any
			files[name] = asset(t, out, name, &any)
		}
		if first == nil {
			first = files
			continue
		}
		for name, data := range files {
			if !bytes.Equal(first[name], data) {
				t.Errorf("%s differs:\n%s\n--- and ---\n%s", name, first[name], data)
			}
		}
	}
}

// TestUsageCache: a second build analyses only the shares whose importers
// changed, and its report is that of a build from nothing.
func TestUsageCache(t *testing.T) {
	dir := writeProject(t, ui+`-- node_modules/other/package.json --
{"name": "other", "version": "1.0.0", "type": "module", "main": "index.js"}
-- node_modules/other/index.js --
export const one = 1
-- src/index.js --
import "./a.js"
import "./b.js"
-- src/a.js --
import { Button } from "ui"
console.log(Button("x"))
-- src/b.js --
import { one } from "other"
console.log(one)
-- federation.yaml --
mode: production
entry: ./src/index.js
federation: {name: app, shared: {ui: {}, other: {requiredVersion: "*"}}}
`)
	f, diags := config.Load(config.LoadOptions{Cwd: dir})
	failOn(t, diags)
	bodies := scan.NewCache()
	var cache *plugins.UsageCache
	// As in a watch: a new compiler and new plugins for each build.
	build := func(bodies *scan.Cache) []byte {
		c := compiler.New(f.Builds[0], compiler.Options{NoWrite: true, Cache: bodies})
		if err := plugins.Apply(c); err != nil {
			t.Fatal(err)
		}
		p := &plugins.EnhancedShareUsagePlugin{Options: &config.ReportOptions{BatchSize: 1}}
		if err := c.Use(p); err != nil {
			t.Fatal(err)
		}
		cache = p.Cache
		b, err := c.Run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		failOn(t, b.Diagnostics)
		var any map[string]any
		return asset(t, b.Output, "enhanced-share-usage.json", &any)
	}
	expect := func(hits, misses int) {
		t.Helper()
		if h, m := cache.Stats(); h != hits || m != misses {
			t.Errorf("%d hits and %d misses, want %d and %d", h, m, hits, misses)
		}
	}
	build(bodies)
	expect(0, 2)
	build(bodies)
	expect(2, 2)
	changed := filepath.Join(dir, "src/a.js")
	if err := os.WriteFile(changed, []byte("import { Card } from \"ui\"\nconsole.log(Card())\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	bodies.Forget(changed)
	got := build(bodies)
	expect(3, 3)
	if want := build(nil); !bytes.Equal(got, want) {
		t.Errorf("with cache\n%s\nwithout\n%s", got, want)
	}
}
