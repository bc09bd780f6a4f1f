package plugins_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// shop has a CommonJS package behind a mirror, two versions of one package, a
// share that is only consumed, and imports that nothing uses.
const shop = `-- package.json --
{"name": "shop", "version": "3.1.0", "dependencies": {"react": "^18.2.0", "util": "^1.0.0", "legacy": "1.x"}}
-- node_modules/react/package.json --
{"name": "react", "version": "18.3.1", "main": "index.js"}
-- node_modules/react/index.js --
'use strict';
if (process.env.NODE_ENV === 'production') {
  module.exports = require('./cjs/react.production.js');
} else {
  module.exports = require('./cjs/react.development.js');
}
-- node_modules/react/cjs/react.production.js --
'use strict';
exports.createElement = function () {};
exports.useState = function (x) { return [x]; };
exports.useMemo = function (f) { return f(); };
exports.version = "18.3.1";
-- node_modules/react/cjs/react.development.js --
exports.useState = function () {};
-- node_modules/util/package.json --
{"name": "util", "version": "1.4.0", "type": "module", "main": "index.js", "sideEffects": false}
-- node_modules/util/index.js --
export const small = 1
export function big() { return "0123456789012345678901234567890123456789" }
-- node_modules/legacy/package.json --
{"name": "legacy", "version": "1.0.0", "main": "index.js", "dependencies": {"util": "~2.0.0"}}
-- node_modules/legacy/index.js --
const { big } = require("util")
module.exports = function legacy() { return big() }
-- node_modules/legacy/node_modules/util/package.json --
{"name": "util", "version": "2.0.3", "type": "module", "main": "index.js"}
-- node_modules/legacy/node_modules/util/index.js --
export const small = 2
export function big() { return 2 }
-- src/index.js --
import React, { useMemo } from "react"
import { small } from "util"
import legacy from "legacy"
import { format } from "dates"

export const app = () => React.useState(small) + legacy() + format
console.log(app())
-- federation.yaml --
mode: production
entry: {main: ./src/index.js}
optimization: {minimize: false}
plugins:
  - ShareUsagePlugin
  - ExportUsagePlugin
  - EnhancedShareUsagePlugin: {runtimeAnalysis: true, includeBytes: true}
federation:
  name: shop
  exposes: {./App: ./src/index.js}
  shared:
    react: {singleton: true}
    util: {}
    dates: {import: false, requiredVersion: ^3.0.0}
`

func TestShareFacts(t *testing.T) {
	out := buildDir(t, writeProject(t, shop), 2)
	r := plugins.Usage(out)
	if r.Name != "shop" || r.Mode != "production" || r.Schema != plugins.UsageSchema || len(r.Shares) != 4 {
		t.Fatalf("report is %+v", r)
	}
	react := share(t, r, "react", "18.3.1")
	if got, want := words(react.Provided), "createElement useMemo useState version"; got != want {
		t.Errorf("react provides %q, want %q", got, want)
	}
	if words(react.Used) != "useState" || len(react.Unknown) > 0 || react.Fallback.Format != "commonjs" {
		t.Errorf("react: used %v, unknown %v, format %s", react.Used, react.Unknown, react.Fallback.Format)
	}
	if len(react.Importers) != 1 {
		t.Fatalf("importers of react: %+v", react.Importers)
	}
	im := react.Importers[0]
	if im.File != "src/index.js" || im.Line != 1 || im.Column != 32 || im.Kind != "import" || words(im.Unused) != "useMemo" {
		t.Errorf("importer of react: %+v", im)
	}
	if got := fmt.Sprint(react.Required); got != "[{^18.2.0 package.json}]" {
		t.Errorf("react requires %s", got)
	}
	if !react.Singleton || react.Eager || react.Fallback.Strategy != "local module" || react.Fallback.File != "node_modules/react/index.js" {
		t.Errorf("react: %+v", react)
	}
	if len(react.Chunks) != 1 || out.Assets.Lookup(react.Chunks[0]) == nil {
		t.Errorf("chunks of react: %v", react.Chunks)
	}

	one, two := share(t, r, "util", "1.4.0"), share(t, r, "util", "2.0.3")
	for _, s := range []*plugins.ShareUsage{one, two} {
		// Both are used for one name each; either may be given to either consumer.
		if s.Fallback.Format != "esm" || len(s.Providers) != 2 || len(s.Copies) != 2 || s.Copies[0].Path != "node_modules/legacy/node_modules/util" {
			t.Errorf("util %s: %+v", s.Version, s)
		}
		if words(s.Used) != "big small" {
			t.Errorf("util %s: used %v", s.Version, s.Used)
		}
	}
	if got := fmt.Sprint(two.Required); got != "[{~2.0.0 node_modules/legacy/package.json}]" {
		t.Errorf("util 2 requires %s", got)
	}
	dates := share(t, r, "dates", "")
	if !dates.Open || words(dates.Used) != "format" || dates.Fallback.Format != "none" || dates.Exports[0].Provided != nil {
		t.Errorf("dates: %+v", dates)
	}
	if got := fmt.Sprint(dates.Required); got != "[{^3.0.0 federation.yaml}]" {
		t.Errorf("dates requires %s", got)
	}
}

// TestUnusedBytes: what the linker would drop if only the used names were wanted.
func TestUnusedBytes(t *testing.T) {
	out := buildDir(t, writeProject(t, ui+`-- src/index.js --
import { Button } from "ui"
console.log(Button("x"))
-- federation.yaml --
mode: production
entry: ./src/index.js
federation: {name: app, shared: [ui]}
`), 1)
	s := share(t, plugins.Usage(out), "ui", "1.2.0")
	card, dialog := `Card = () => "a card that takes some room"`, `Dialog = () => "a dialog, which takes some room too"`
	if want := len(card) + len(dialog); s.Fallback.UnusedBytes != want && s.Fallback.UnusedBytes != want+len("export const ")*2 {
		t.Errorf("%d of %d bytes unused, want about %d", s.Fallback.UnusedBytes, s.Fallback.Bytes, want)
	}
}

// TestExportFacts: what may be believed of an export depends on whether another
// build can supply it.
func TestExportFacts(t *testing.T) {
	const files = ui + `-- node_modules/ui/flags.js --
export const dev = false
-- src/other.js --
export default 1
-- src/index.js --
import { Button, limit } from "kit"
console.log(Button("x"), limit)
-- node_modules/kit/package.json --
{"name": "kit", "version": "1.0.0", "type": "module", "main": "index.js"}
-- node_modules/kit/index.js --
export const limit = 10
export function Button() {}
export { Card } from "ui"
`
	tests := []struct{ name, federation, want string }{
		{"replaceable", "shared: {kit: {requiredVersion: '*'}}", "Button ---- Card ---- limit ----"},
		{"eager, but others can provide", "exposes: {./o: ./src/other.js}\n  shared: {kit: {eager: true, requiredVersion: '*'}}", "Button ---- Card ---- limit ----"},
		{"eager and alone", "shared: {kit: {eager: true, requiredVersion: '*'}}", "Button PUT- Card PU-- limit PUTI"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := buildDir(t, writeProject(t, files+"-- federation.yaml --\nmode: production\nentry: ./src/index.js\nfederation:\n  name: app\n  "+test.federation+"\n"), 1)
			var got []string
			for _, e := range share(t, plugins.Usage(out), "kit", "").Exports {
				flags := []byte("----")
				for i, on := range []bool{e.CanMangleProvide, e.CanMangleUse, e.TerminalBinding, e.Inlinable} {
					if on {
						flags[i] = "PUTI"[i]
					}
				}
				got = append(got, e.Name, string(flags))
			}
			if words(got) != test.want {
				t.Errorf("got  %s\nwant %s", words(got), test.want)
			}
		})
	}
}

func TestShares(t *testing.T) {
	out := buildDir(t, writeProject(t, shop), 2)
	var lines []string
	for _, s := range plugins.Shares(out) {
		lines = append(lines, fmt.Sprintf("%s@%s %d/%d by %d consumed=%t provided=%t", s.Key, s.Version, s.UsedExports, s.TotalExports, s.Importers, s.Consumed, s.Provided))
	}
	want := `dates@ 1/0 by 1 consumed=true provided=false
react@18.3.1 1/4 by 1 consumed=true provided=true
util@1.4.0 2/2 by 1 consumed=true provided=true
util@2.0.3 2/2 by 1 consumed=true provided=true`
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestRequiredFromEverybody: two packages want the same range of one copy, which
// makes one module; the report names both files, whoever came first.
func TestRequiredFromEverybody(t *testing.T) {
	dir := writeProject(t, ui+`-- lib/package.json --
{"name": "lib", "version": "1.0.0", "dependencies": {"ui": "^1.0.0"}}
-- lib/index.js --
import { Card } from "ui"
console.log(Card())
-- src/index.js --
import "../lib/index.js"
import { Button } from "ui"
console.log(Button("x"))
-- federation.yaml --
entry: ./src/index.js
federation: {name: app, shared: [ui]}
`)
	for i := 0; i < 4; i++ {
		s := share(t, plugins.Usage(buildDir(t, dir, 4)), "ui", "")
		if got := fmt.Sprint(s.Required); got != "[{^1.0.0 lib/package.json} {^1.0.0 package.json}]" {
			t.Fatal(got)
		}
	}
}
