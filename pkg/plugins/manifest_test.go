package plugins_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler"
)

// market has one of everything that a manifest tells of.
const market = `-- package.json --
{"name": "@acme/market", "version": "4.5.6", "dependencies": {"react": "^18.2.0", "util": "workspace:^1.0.0", "legacy": "1"}}
-- node_modules/react/package.json --
{"name": "react", "version": "18.3.1"}
-- node_modules/react/index.js --
exports.useState = function (x) { return [x] }
-- node_modules/util/package.json --
{"name": "util", "version": "1.4.0", "type": "module", "main": "index.js"}
-- node_modules/util/index.js --
export const small = 1
-- node_modules/legacy/package.json --
{"name": "legacy", "version": "1.0.0", "dependencies": {"util": "~2.0.0"}}
-- node_modules/legacy/index.js --
module.exports = require("util").small
-- node_modules/legacy/node_modules/util/package.json --
{"name": "util", "version": "2.0.3", "type": "module", "main": "index.js"}
-- node_modules/legacy/node_modules/util/index.js --
export const small = 2
-- src/index.js --
import("cart/Button").then(console.log)
import("pay")
-- src/button.js --
import React from "react"
import { small } from "util"
import legacy from "legacy"
import "./button.css"
export const Button = () => [React.useState(small), legacy, import("./later.js")]
-- src/button.css --
.button { color: red }
-- src/later.js --
import "./later.css"
import { format } from "dates"
export default format
-- src/later.css --
.later { color: blue }
-- src/plain.js --
import { eager } from "tiny"
export default eager
-- node_modules/tiny/package.json --
{"name": "tiny", "version": "0.1.0", "type": "module", "main": "index.js"}
-- node_modules/tiny/index.js --
export const eager = 1
-- federation.yaml --
mode: production
entry: {main: ./src/index.js}
output: {publicPath: auto}
federation:
  name: market
  filename: static/remoteEntry.js
  exposes: {./Button: ./src/button.js, ./plain/Thing: ./src/plain.js}
  remotes:
    cart: shopping_cart@https://cart.example/remoteEntry.js
    pay: module https://pay.example/remoteEntry.mjs
    unused: nobody@https://nobody.example/x.js
  shared:
    react: {singleton: true}
    util: {}
    dates: {import: false, requiredVersion: ^3.0.0}
    tiny: {eager: true, requiredVersion: false}
`

// assetsJSON mirrors the manifest as others read it, with field names of its own.
type assetsJSON struct {
	JS, CSS struct{ Sync, Async []string }
}

type manifestJSON struct {
	ID, Name string
	MetaData struct {
		Name, Type, GlobalName, PluginVersion, PublicPath string
		BuildInfo                                         struct{ BuildVersion, BuildName, Mode string }
		RemoteEntry                                       struct{ Name, Path, Type string }
		Types                                             map[string]string
	}
	Shared []struct {
		ID, Name, Version, RequiredVersion, RequiredVersionFrom, Hash, ShareScope, FallbackStrategy string
		Singleton, Eager, StrictVersion                                                             bool
		Assets                                                                                      assetsJSON
		Import                                                                                      any
		UsedIn, Deps, UsedExports                                                                   []string
	}
	Remotes []struct {
		FederationContainerName, ModuleName, Alias, Entry, Type, ConsumingFederationContainerName string
		UsedIn                                                                                    []string
	}
	Exposes []struct {
		ID, Name, Path, File string
		Assets               assetsJSON
		Requires             []string
	}
}

func manifests(t *testing.T, out *compiler.Output) (manifest, stats manifestJSON) {
	asset(t, out, "mf-manifest.json", &manifest)
	asset(t, out, "mf-stats.json", &stats)
	return manifest, stats
}

func TestManifestMeta(t *testing.T) {
	out := buildDir(t, writeProject(t, market), 2)
	m, _ := manifests(t, out)
	d := m.MetaData
	if m.ID != "market" || m.Name != "market" || d.Name != "market" || d.Type != "app" || d.GlobalName != "market" || d.PublicPath != "auto" || d.PluginVersion == "" {
		t.Errorf("%+v", m)
	}
	if d.BuildInfo.BuildVersion != "4.5.6" || d.BuildInfo.BuildName != "@acme/market" || d.BuildInfo.Mode != "production" {
		t.Errorf("%+v", d.BuildInfo)
	}
	if d.RemoteEntry.Name != "remoteEntry.js" || d.RemoteEntry.Path != "static" || d.RemoteEntry.Type != "global" {
		t.Errorf("%+v", d.RemoteEntry)
	}
	if out.Assets.Lookup(d.RemoteEntry.Path+"/"+d.RemoteEntry.Name) == nil {
		t.Error("the remote entry is no file of the output")
	}
	for _, key := range []string{"path", "name", "zip", "api"} {
		if v, ok := d.Types[key]; !ok || v != "" {
			t.Errorf("types.%s is %q, %t", key, v, ok)
		}
	}
}

func TestManifestBuildVersion(t *testing.T) {
	dir := writeProject(t, market)
	t.Setenv("MF_BUILD_VERSION", "release-7")
	t.Setenv("MF_BUILD_NAME", "from-ci")
	m, _ := manifests(t, buildDir(t, dir, 1))
	if b := m.MetaData.BuildInfo; b.BuildVersion != "release-7" || b.BuildName != "from-ci" {
		t.Errorf("%+v", b)
	}
}

// TestManifestShared: what federation.md 3.10 found wrong in other manifests.
func TestManifestShared(t *testing.T) {
	out := buildDir(t, writeProject(t, market), 2)
	m, stats := manifests(t, out)
	var got []string
	for i, s := range stats.Shared {
		kind := []string{s.Name + "@" + s.Version, s.RequiredVersion + " of " + s.RequiredVersionFrom}
		for _, f := range []struct {
			on   bool
			word string
		}{{s.Singleton, "singleton"}, {s.Eager, "eager"}, {s.StrictVersion, "strict"}} {
			if f.on {
				kind = append(kind, f.word)
			}
		}
		kind = append(kind, "in", words(s.UsedIn), "uses", words(s.UsedExports), s.FallbackStrategy)
		got = append(got, strings.Join(kind, " "))
		if s.ID != "market:"+s.Name || s.ShareScope != "default" {
			t.Errorf("%+v", s)
		}
		if (s.Version == "") != (s.Hash == "") || (s.Version == "") != (s.Import == false) {
			t.Errorf("%s %q: hash %q, import %v", s.Name, s.Version, s.Hash, s.Import)
		}
		if m.Shared[i].Hash != s.Hash || m.Shared[i].UsedIn != nil {
			t.Errorf("manifest has %+v", m.Shared[i])
		}
		filesExist(t, out, s.Assets)
		if n := len(s.Assets.JS.Sync); (n == 0) != (s.Eager || s.Version == "") {
			t.Errorf("%s has %d files", s.Name, n)
		}
	}
	want := `dates@ ^3.0.0 of federation.yaml in src/later.js uses format none: import is false
react@18.3.1 ^18.2.0 of package.json singleton in src/button.js uses useState local module
tiny@0.1.0 * of federation.yaml eager strict in src/plain.js uses eager local module
util@1.4.0 ^1.0.0 of package.json strict in src/button.js uses small local module
util@2.0.3 ~2.0.0 of node_modules/legacy/package.json strict in node_modules/legacy/index.js uses small local module`
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("got\n%s\nwant\n%s", g, want)
	}
}

func filesExist(t *testing.T, out *compiler.Output, a assetsJSON) {
	t.Helper()
	for _, list := range [][]string{a.JS.Sync, a.JS.Async, a.CSS.Sync, a.CSS.Async} {
		if list == nil {
			t.Error("a list of files is missing")
		}
		for _, f := range list {
			if out.Assets.Lookup(f) == nil {
				t.Errorf("%q is no file of the output", f)
			}
		}
	}
}

func TestManifestRemotes(t *testing.T) {
	_, stats := manifests(t, buildDir(t, writeProject(t, market), 2))
	var got []string
	for _, r := range stats.Remotes {
		got = append(got, strings.Join([]string{r.FederationContainerName, r.Alias, r.ModuleName, r.Type, r.Entry, words(r.UsedIn), r.ConsumingFederationContainerName}, " "))
	}
	want := `shopping_cart cart Button script https://cart.example/remoteEntry.js src/index.js market
pay pay . module https://pay.example/remoteEntry.mjs src/index.js market`
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("got\n%s\nwant\n%s", g, want)
	}
}

func TestManifestExposes(t *testing.T) {
	out := buildDir(t, writeProject(t, market), 2)
	m, stats := manifests(t, out)
	if len(stats.Exposes) != 2 {
		t.Fatalf("%+v", stats.Exposes)
	}
	b, p := stats.Exposes[0], stats.Exposes[1]
	if b.ID != "market:Button" || b.Name != "Button" || b.Path != "./Button" || b.File != "src/button.js" || words(b.Requires) != "dates react util" {
		t.Errorf("%+v", b)
	}
	if p.ID != "market:plain/Thing" || p.Name != "plain/Thing" || words(p.Requires) != "tiny" || m.Exposes[0].File != "" {
		t.Errorf("%+v", p)
	}
	for _, e := range stats.Exposes {
		filesExist(t, out, e.Assets)
	}
	a := b.Assets
	if len(a.JS.Sync) != 1 || len(a.JS.Async) != 1 || len(a.CSS.Sync) != 1 || len(a.CSS.Async) != 1 {
		t.Errorf("files of ./Button: %+v", a)
	}
	if css := string(out.Assets.Lookup(a.CSS.Sync[0]).Data); !strings.Contains(css, ".button") {
		t.Errorf("css of ./Button: %s", css)
	}
}

func TestManifestOptions(t *testing.T) {
	dir := writeProject(t, market)
	out := buildDir(t, dir, 1, "federation.manifest={filePath: meta, fileName: shop, disableAssetsAnalyze: true}")
	var m, stats manifestJSON
	asset(t, out, "meta/shop.json", &m)
	asset(t, out, "meta/shop-stats.json", &stats)
	if a := m.Exposes[0].Assets; a.JS.Sync == nil || len(a.JS.Sync) != 0 {
		t.Errorf("assets are listed: %+v", a)
	}
	if words(stats.Remotes[0].UsedIn) != "UNKNOWN" || words(stats.Shared[0].UsedIn) != "UNKNOWN" {
		t.Errorf("%+v", stats)
	}
	out = buildDir(t, dir, 1, "federation.manifest=false")
	if out.Assets.Lookup("mf-manifest.json") != nil {
		t.Error("a manifest is written although it is off")
	}
}

// TestManifestHost: a build without exposes has no remote entry, and says so.
func TestManifestHost(t *testing.T) {
	m, _ := manifests(t, buildDir(t, writeProject(t, `-- src/index.js --
console.log(1)
-- federation.yaml --
entry: ./src/index.js
federation: {name: host, remotes: {a: "a@https://a.example/e.js"}}
`), 1))
	d := m.MetaData
	if d.RemoteEntry.Name != "" || d.GlobalName != "host" || d.BuildInfo.BuildVersion != "local" || m.Shared == nil || m.Exposes == nil || m.Remotes == nil {
		t.Errorf("%+v", m)
	}
}

// TestManifestLibrary: the type is what a runtime needs to load the entry.
func TestManifestLibrary(t *testing.T) {
	for library, want := range map[string]string{
		"{type: var, name: shop}": "global shop", "{type: commonjs-module}": "commonjs-module market", "{type: global, name: shop}": "global shop",
	} {
		m, _ := manifests(t, buildDir(t, writeProject(t, market), 1, "federation.library="+library, "federation.remoteType=script"))
		if got := m.MetaData.RemoteEntry.Type + " " + m.MetaData.GlobalName; got != want {
			t.Errorf("%s gives %q, want %q", library, got, want)
		}
	}
}

// TestProviderHash: the hash is about what is provided, not where it lies, and
// covers every file of the package.
func TestProviderHash(t *testing.T) {
	hash := func(archive string) string {
		_, stats := manifests(t, buildDir(t, writeProject(t, archive), 2))
		for _, s := range stats.Shared {
			if s.Name == "util" && s.Version == "1.4.0" {
				return s.Hash
			}
		}
		t.Fatal("util is not provided")
		return ""
	}
	split := strings.Replace(market, "export const small = 1", "export * from \"./small.js\"", 1) + "-- node_modules/util/small.js --\nexport const small = 1\n"
	base := hash(split)
	if again := hash(split); again != base {
		t.Errorf("the folder shows in the hash: %s, %s", base, again)
	}
	if inner := hash(split + "export const more = 2\n"); inner == base {
		t.Error("a change of a file behind the entry does not show")
	}
	if eager := hash(strings.Replace(split, "util: {}", "util: {eager: true}", 1)); eager == base {
		t.Error("eager does not show")
	}
	if app := hash(strings.Replace(split, "console.log", "console.info", 1)); app != base {
		t.Error("a change of the app shows")
	}
}

// TestManifestIsStable: two folders, one and many workers, equal bytes; and every
// file that is named in it exists.
func TestManifestIsStable(t *testing.T) {
	first := buildDir(t, writeProject(t, market), 1)
	second := buildDir(t, writeProject(t, market), 8)
	for _, name := range []string{"mf-manifest.json", "mf-stats.json"} {
		a, b := first.Assets.Lookup(name), second.Assets.Lookup(name)
		if string(a.Data) != string(b.Data) {
			t.Errorf("%s differs:\n%s\n%s", name, a.Data, b.Data)
		}
		if !json.Valid(a.Data) || strings.Contains(string(a.Data), filepath.ToSlash(os.TempDir())) {
			t.Errorf("%s has absolute paths:\n%s", name, a.Data)
		}
	}
}

func TestManifestOwnData(t *testing.T) {
	out := buildDir(t, writeProject(t, market+"  manifest: {additionalData: {team: market, tags: [a, {b: 1}], on: true}}\n  getPublicPath: {global: CDN, path: market/}\n"), 1)
	for _, name := range []string{"mf-manifest.json", "mf-stats.json"} {
		var f struct {
			Name     string
			Team     string
			Tags     []any
			On       bool
			MetaData struct{ PublicPathFrom map[string]string }
		}
		if err := json.Unmarshal(out.Assets.Lookup(name).Data, &f); err != nil {
			t.Fatal(err)
		}
		if f.Name != "market" || f.Team != "market" || len(f.Tags) != 2 || !f.On || f.MetaData.PublicPathFrom["global"] != "CDN" || f.MetaData.PublicPathFrom["path"] != "market/" {
			t.Errorf("%s: %+v", name, f)
		}
		if strings.Contains(string(out.Assets.Lookup(name).Data), "getPublicPath") {
			t.Errorf("%s has a getPublicPath, which other runtimes evaluate", name)
		}
	}
}
