package config

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// one loads a text and returns its only build with paths shown as DIR.
func one(t *testing.T, text string) (*Config, string) {
	t.Helper()
	f := load(t, text)
	return f.Builds[0], filepath.Dir(f.Path)
}

func federationOf(t *testing.T, text string) *Federation {
	t.Helper()
	c, _ := one(t, text)
	return c.Plugins[0].Options.(*Federation)
}

func TestEntryForms(t *testing.T) {
	for text, want := range map[string][]Entry{
		"":                             {{Name: "main", Imports: []string{"./src"}}},
		"entry: ./a":                   {{Name: "main", Imports: []string{"./a"}}},
		"entry: [./a, ./b]":            {{Name: "main", Imports: []string{"./a", "./b"}}},
		"entry: {b: ./b, a: [./a, x]}": {{Name: "b", Imports: []string{"./b"}}, {Name: "a", Imports: []string{"./a", "x"}}},
		"entry: {a: {import: ./a, filename: x.js, runtime: rt, publicPath: \"\", library: {name: L, type: umd}}, b: {import: [./b], dependOn: a, runtime: false}}": {
			{Name: "a", Imports: []string{"./a"}, Filename: "x.js", Runtime: "rt", HasPublicPath: true, Library: &Library{Name: []string{"L"}, Type: "umd"}},
			{Name: "b", Imports: []string{"./b"}, DependOn: []string{"a"}, RuntimeFalse: true},
		},
		"entry: {}\nfederation: {name: a, exposes: [./a]}": nil,
	} {
		c, _ := one(t, text)
		if d := cmp.Diff(want, c.Entries); d != "" {
			t.Errorf("%q (-want +got):\n%s", text, d)
		}
	}
}

func TestSharedForms(t *testing.T) {
	share := func(key string, change func(*Shared)) Shared {
		s := Shared{Key: key, Import: key, ShareKey: key, ShareScope: "default"}
		if change != nil {
			change(&s)
		}
		return s
	}
	yes, no := true, false
	for text, want := range map[string][]Shared{
		"[react, ./a, lib/]":  {share("react", nil), share("./a", nil), share("lib/", nil)},
		"{react: react}":      {share("react", nil)},
		"{react: ./my-react}": {share("react", func(s *Shared) { s.Import = "./my-react" })},
		"{react: ^18}":        {share("react", func(s *Shared) { s.RequiredVersion = "^18" })},
		"{react: 18}":         {share("react", func(s *Shared) { s.RequiredVersion = "18" })},
		"{react: 1.20}":       {share("react", func(s *Shared) { s.RequiredVersion = "1.20" })},
		"{react: \"*\"}":      {share("react", func(s *Shared) { s.RequiredVersion = "*" })},
		"{v: v, vue: {}}":     {share("v", nil), share("vue", nil)},
		"[react, {vue: ^3, B: {singleton: true}}]": {share("react", nil), share("vue", func(s *Shared) { s.RequiredVersion = "^3" }), share("B", func(s *Shared) { s.Singleton = true })},
		"{a: {import: false, requiredVersion: false, strictVersion: false, eager: true}}": {share("a", func(s *Shared) {
			s.Import, s.NoImport, s.NoRequired, s.StrictVersion, s.Eager = "", true, true, &no, true
		})},
		"{a: {import: b, shareKey: c, shareScope: s, version: 1.2.3, packageName: p, subpaths: true, cdnFallback: https://x}}": {share("a", func(s *Shared) {
			s.Import, s.ShareKey, s.ShareScope, s.Version, s.PackageName, s.Subpaths, s.CDNFallback = "b", "c", "s", "1.2.3", "p", &yes, "https://x"
		})},
		"{a: {version: false}}": {share("a", func(s *Shared) { s.NoVersion = true })},
	} {
		if d := cmp.Diff(want, federationOf(t, "federation: {name: f, shared: "+text+"}").Shared); d != "" {
			t.Errorf("%q (-want +got):\n%s", text, d)
		}
	}
	// Of the plugins that do half of it, strings mean other things.
	c, _ := one(t, `plugins:
  - ConsumeSharedPlugin: {consumes: {a: ./b, b: ^1, c: {}}, shareScope: s}
  - ProvideSharedPlugin: {provides: [x, {./y: why, z: {shareKey: zed, version: 1.0.0}}]}
`)
	if d := cmp.Diff([]Shared{
		{Key: "a", Import: "./b", ShareKey: "a", ShareScope: "s", StrictVersion: &no},
		{Key: "b", Import: "b", ShareKey: "b", ShareScope: "s", RequiredVersion: "^1", StrictVersion: &yes},
		{Key: "c", Import: "c", ShareKey: "c", ShareScope: "s"},
	}, c.Plugins[0].Options.(*ConsumeSharedOptions).Consumes); d != "" {
		t.Errorf("consumes (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]Shared{
		{Key: "x", Import: "x", ShareKey: "x", ShareScope: "default"},
		{Key: "./y", Import: "./y", ShareKey: "why", ShareScope: "default"},
		{Key: "z", Import: "z", ShareKey: "zed", ShareScope: "default", Version: "1.0.0"},
	}, c.Plugins[1].Options.(*ProvideSharedOptions).Provides); d != "" {
		t.Errorf("provides (-want +got):\n%s", d)
	}
}

func TestRemoteForms(t *testing.T) {
	for text, want := range map[string][]Remote{
		"{a: \"g@http://x\"}":                            {{Key: "a", Externals: []string{"g@http://x"}}},
		"{a: [\"g@http://x\", \"h@http://y\"]}":          {{Key: "a", Externals: []string{"g@http://x", "h@http://y"}}},
		"[\"g@http://x\"]":                               {{Key: "g", Externals: []string{"g@http://x"}}},
		"{a: {external: \"g@http://x\", shareScope: s}}": {{Key: "a", Externals: []string{"g@http://x"}, ShareScope: "s"}},
		"{a: \"https://x/mf-manifest.json?v=1\"}":        {{Key: "a", Externals: []string{"https://x/mf-manifest.json?v=1"}}},
		"{a: {url: https://x/r.js, timeout: 5, retry: 2, fallback: ./f, integrity: sha384-x}}": {
			{Key: "a", Externals: []string{"a@https://x/r.js"}, Timeout: 5, Retry: Retry{Attempts: 2}, Fallback: "./f", Integrity: "sha384-x"}},
		"{a: {url: https://x/r.mjs, type: module, retry: {attempts: 1, delay: 9}}}": {{Key: "a", Externals: []string{"https://x/r.mjs"}, Type: "module", Retry: Retry{1, 9}}},
		"{a: \"promise new Promise(r => r())\", b: internal ./x}":                   {{Key: "a", Externals: []string{"promise new Promise(r => r())"}}, {Key: "b", Externals: []string{"internal ./x"}}},
	} {
		for i := range want {
			if want[i].ShareScope == "" {
				want[i].ShareScope = "default"
			}
		}
		if d := cmp.Diff(want, federationOf(t, "federation: {name: f, remotes: "+text+"}").Remotes); d != "" {
			t.Errorf("%q (-want +got):\n%s", text, d)
		}
	}
}

func TestFederationOptions(t *testing.T) {
	f := federationOf(t, "federation: {name: f, exposes: [./a, {./b: ./c, .: {import: [./d, ./e], name: n}}], manifest: {fileName: x}, library: {type: module}, shareScope: s, remotes: {r: http://x}, runtime: false}")
	want := &Federation{
		Name: "f", Exposes: []Expose{{Key: "./a", Imports: []string{"./a"}}, {Key: "./b", Imports: []string{"./c"}}, {Key: ".", Imports: []string{"./d", "./e"}, Name: "n"}},
		Library: &Library{Type: "module"}, RemoteType: "module", Remotes: []Remote{{Key: "r", Externals: []string{"http://x"}, ShareScope: "s"}},
		ShareScope: "s", RuntimeFalse: true, Manifest: &Manifest{FileName: "x.json", Named: true}, AsyncStartup: true, Implementation: "builtin",
	}
	if d := cmp.Diff(want, f); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if f := federationOf(t, "federation: {name: f, manifest: false, asyncStartup: false}"); f.Manifest != nil || f.AsyncStartup || f.Library != nil {
		t.Errorf("%+v", f)
	}
	if f := federationOf(t, "federation: {name: f-g, exposes: {.: ./a}}\noutput: {module: true}"); f.Library.Type != "module" || f.RemoteType != "script" {
		t.Errorf("%+v", f)
	}
	if f := federationOf(t, "federation: {shared: [a]}\noutput: {uniqueName: u}"); f.Name != "u" {
		t.Errorf("%+v", f)
	}
}

func TestPluginOrderAndPaths(t *testing.T) {
	c, _ := one(t, "plugins: [ShareUsagePlugin, {ExportUsagePlugin: {filename: e.json}}, {ModuleFederationPlugin: {name: b, remotes: {r: g@x}}}, {EnhancedShareUsagePlugin: {batchSize: 3}}]\nfederation: {name: a}")
	var got []string
	for _, p := range c.Plugins {
		got = append(got, p.Name+" "+strings.Join(p.Path, "/"))
	}
	want := []string{"ModuleFederationPlugin federation", "ShareUsagePlugin plugins/0/ShareUsagePlugin", "ExportUsagePlugin plugins/1/ExportUsagePlugin",
		"ModuleFederationPlugin plugins/2/ModuleFederationPlugin", "EnhancedShareUsagePlugin plugins/3/EnhancedShareUsagePlugin"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if o := c.Plugins[1].Options.(*ReportOptions); o.Filename != "share-usage.json" {
		t.Errorf("%+v", o)
	}
	if o := c.Plugins[4].Options.(*ReportOptions); o.BatchSize != 3 {
		t.Errorf("%+v", o)
	}
	at := c.Where(append(c.Plugins[3].Path, "remotes", "r")...)
	if string(at.Text[at.Start:at.End]) != "g@x" {
		t.Errorf("points at %q", at.Text[at.Start:at.End])
	}
}

func TestResolveForms(t *testing.T) {
	c, dir := one(t, `resolve:
  alias: {"@": ./src, react$: preact/compat, off: false, many: [../a, b], .: x}
  fallback: [{name: fs, alias: false}, {name: p, alias: ./p.js, onlyModule: true}]
  aliasFields: [browser, [a, b]]
  mainFields: module
  modules: [node_modules, ./lib]
  roots: [public]
  restrictions: [./src, '/\.js$/']
  extensionAlias: {.js: [.ts, .js], .mjs: .mts}
  extensions: []
  symlinks: false
  tsconfig: conf/tsconfig.json
  byDependency: {esm: {fullySpecified: true, tsconfig: false}}
`)
	r := c.Resolve
	join := func(p string) string { return filepath.Join(dir, p) }
	if d := cmp.Diff([]Alias{{Name: "@", Targets: []string{join("src")}}, {Name: "react$", Targets: []string{"preact/compat"}}, {Name: "off", Ignore: true},
		{Name: "many", Targets: []string{join("../a"), "b"}}, {Name: ".", Targets: []string{"x"}}}, r.Alias); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Alias{{Name: "fs", Ignore: true}, {Name: "p", Targets: []string{join("p.js")}, OnlyModule: true}}, r.Fallback); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([][]string{{"browser"}, {"a", "b"}}, r.AliasFields); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]any{[][]string{{"module"}}, []string{"node_modules", join("lib")}, []string{join("public")}, []string{}, join("conf/tsconfig.json"), false},
		[]any{r.MainFields, r.Modules, r.Roots, r.Extensions, r.TSConfig, *r.Symlinks}); d != "" {
		t.Error(d)
	}
	if len(r.Restrictions) != 2 || r.Restrictions[0].Text != join("src") || !r.Restrictions[1].Regexp.MatchString("/x/a.js") {
		t.Errorf("%+v", r.Restrictions)
	}
	if esm := r.ByDependency["esm"]; esm == nil || !*esm.FullySpecified || esm.TSConfig != "" {
		t.Errorf("%+v", r.ByDependency)
	}
}

func TestExternalForms(t *testing.T) {
	c, _ := one(t, `externalsType: module
externals:
  - jquery
  - /^lodash(?:\/(.*))?$/i
  - {react: React, vue: [G, Vue], own: true, bundled: false, both: {commonjs: b, root: [B, b]}}
`)
	var got []string
	for _, e := range c.Externals {
		line := e.Match.Text
		if e.True {
			line += " true"
		}
		for _, k := range []string{"", "commonjs", "root"} {
			if v, ok := e.Values[k]; ok {
				line += " " + k + "=" + strings.Join(v, ".")
			}
		}
		got = append(got, line)
	}
	want := []string{"jquery true", `/^lodash(?:\/(.*))?$/i true`, "react =React", "vue =G.Vue", "own true", "bundled", "both commonjs=b root=B.b"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if g := c.Externals[1].Match.Regexp.Submatches("LODASH/get"); len(g) != 2 || g[1] != "get" {
		t.Errorf("%q", g)
	}
	if c.ExternalsType != "module" {
		t.Error(c.ExternalsType)
	}
	for text, want := range map[string]string{"": "var", "output: {module: true}": "module", "output: {library: {type: umd, name: a}}": "umd", "output: {library: a}": "var"} {
		if c, _ := one(t, text); c.ExternalsType != want {
			t.Errorf("%q: %s", text, c.ExternalsType)
		}
	}
}

func TestOtherSections(t *testing.T) {
	c, dir := one(t, `target: [es6, chrome110, safari16.4, node20]
define: {A: "1", B: true, C: 2.50, process.env.NODE_ENV: '"x"'}
devtool: hidden-nosources-cheap-module-source-map
html: [{template: t.html, filename: a.html, inject: body, meta: {a: 1, b: x}, chunks: main}]
node: {global: true, __dirname: false, __filename: eval-only}
jsx: {runtime: classic, factory: h, development: false}
optimization: {runtimeChunk: {name: rt}, splitChunks: false, sideEffects: flag, nodeEnv: staging, minimizer: {legalComments: none}}
module: {parser: {asset: {dataUrlCondition: {maxSize: 5}}}}
externalsPresets: {web: true}
`)
	if d := cmp.Diff(Target{Platform: "node", ES: "es2015", Engines: []Engine{{"chrome", "110"}, {"safari", "16.4"}, {"node", "20"}}}, c.Target); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]string{"A": "1", "B": "true", "C": "2.50", "process.env.NODE_ENV": `"x"`}, c.Define); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(Devtool{Enabled: true, Hidden: true, NoSources: true, Name: "hidden-nosources-cheap-module-source-map"}, c.Devtool); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]HTML{{Template: filepath.Join(dir, "t.html"), Filename: "a.html", Inject: "body", ScriptLoading: "defer", Meta: []KeyValue{{"a", "1"}, {"b", "x"}}, Chunks: []string{"main"}}}, c.HTML); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(NodeOptions{Global: true, Dirname: "false", Filename: "eval-only"}, c.Node); d != "" {
		t.Error(d)
	}
	if c.JSX.Runtime != "classic" || c.JSX.Factory != "h" || *c.JSX.Development {
		t.Errorf("%+v", c.JSX)
	}
	if o := c.Optimization; o.RuntimeChunk != "rt" || o.SplitChunks != nil || !o.SideEffects || o.NodeEnv != "staging" || o.Minimizer.LegalComments != "none" {
		t.Errorf("%+v", o)
	}
	if *c.Module.Of("asset", nil).MaxSize != 5 || !c.ExternalsPresets.Node || !c.ExternalsPresets.Web {
		t.Errorf("%+v %+v", c.Module, c.ExternalsPresets)
	}
	if c, _ := one(t, "html: true"); len(c.HTML) != 1 || c.HTML[0].Filename != "index.html" {
		t.Errorf("%+v", c.HTML)
	}
	if c, _ := one(t, "html: false"); c.HTML != nil {
		t.Errorf("%+v", c.HTML)
	}
}

func TestDevtoolNames(t *testing.T) {
	for name, want := range map[string]Devtool{
		"source-map":                   {Enabled: true},
		"cheap-source-map":             {Enabled: true},
		"eval":                         {Enabled: true, Inline: true},
		"eval-cheap-module-source-map": {Enabled: true, Inline: true},
		"inline-nosources-source-map":  {Enabled: true, Inline: true, NoSources: true},
		"hidden-source-map":            {Enabled: true, Hidden: true},
	} {
		want.Name = name
		if c, _ := one(t, "devtool: "+name); c.Devtool != want {
			t.Errorf("%s: %+v", name, c.Devtool)
		}
	}
}

func TestWhere(t *testing.T) {
	c, _ := one(t, `sourceMap: true
minify: false
entry: {main: ./a, other: {import: [./b, ./c]}}
federation:
  name: app
  exposes: {"./Button": ./b, "./c": {import: [./d, ./e]}, "./f": [./g]}
  shared: [react, {vue: {singleton: true}}]
`)
	for path, want := range map[string]string{
		"":                                  "sourceMap",
		"devtool":                           "true",
		"optimization minimize":             "false",
		"output filename":                   "sourceMap",
		"entry main":                        "./a",
		"entry main import":                 "./a",
		"entry other":                       "other",
		"entry other import 1":              "./c",
		"entry none":                        "entry",
		"federation":                        "federation",
		"federation name":                   "app",
		"federation library name":           "federation",
		"federation exposes ./Button":       "./b",
		"federation exposes ./c":            `"./c"`,
		"federation exposes ./c import 0":   "./d",
		"federation exposes ./f import 0":   "./g",
		"federation shared react":           "react",
		"federation shared vue":             "vue",
		"federation shared vue singleton":   "true",
		"federation shared vue eager":       "vue",
		"federation shared react singleton": "react",
		"federation shared none":            "shared",
	} {
		at := c.Where(strings.Fields(path)...)
		if got := string(at.Text[at.Start:at.End]); got != want {
			t.Errorf("%q points at %q, want %q", path, got, want)
		}
	}
}

func TestSplitChunksSizes(t *testing.T) {
	c, _ := one(t, `mode: production
optimization:
  splitChunks:
    chunks: /^page/
    minSize: {javascript: 10, asset: 20}
    cacheGroups:
      a: {chunks: all, minSize: {asset: 30}, maxSize: 40}
      b: {enforce: true, minSize: {css/mini-extract: 50}}
`)
	a, b := c.Optimization.SplitChunks.Groups[0], c.Optimization.SplitChunks.Groups[1]
	if a.ChunkNames != nil || b.ChunkNames == nil || !b.ChunkNames.Regexp.MatchString("page-1") || b.ChunkNames.Regexp.MatchString("main") {
		t.Errorf("%+v %+v", a.ChunkNames, b.ChunkNames)
	}
	if d := cmp.Diff(SizeLimit{JS: 10, Asset: 30}, a.MinSize); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(SizeLimit{JS: 40, CSS: 40}, a.MaxAsyncSize); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(SizeLimit{CSS: 50}, b.MinSize); d != "" {
		t.Error(d)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "federation.yaml"), "optimization: {splitChunks: {chunks: page}}")
	if text := problemsIn(t, dir); !strings.Contains(text, "or a regular expression such as /^page/") {
		t.Error(text)
	}
}
