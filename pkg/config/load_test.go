package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// load loads a YAML text that must have no problems.
func load(t *testing.T, text string, change ...func(*LoadOptions)) *File {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "federation.yaml"), text)
	opts := LoadOptions{Cwd: dir, Env: noEnv}
	for _, c := range change {
		c(&opts)
	}
	f, diags := Load(opts)
	if len(diags) > 0 {
		var b strings.Builder
		_ = diag.Text(&b, diags, diag.TextOptions{})
		t.Fatalf("unexpected problems:\n%s", b.String())
	}
	return f
}

func noEnv(string) (string, bool) { return "", false }

const example = `mode: production
entry:
  main: ./src/index.tsx
output: {path: dist/mfbundle-production, filename: "[name].js", chunkFilename: "[name].[contenthash].js", publicPath: auto, clean: true}
sourceMap: true
minify: true
resolve: {extensions: [.tsx, .ts, .jsx, .mjs, .js, .json], alias: {"@": ./src}}
federation:
  name: fedapp
  filename: remoteEntry.js
  exposes: {"./Button": ./src/shared/ui/Ui0.tsx}
  remotes: {remote: "remote@http://localhost:4600/remote/remoteEntry.js"}
  shared: {react: {singleton: true, requiredVersion: ^19.3.1}, "@mui/material": {singleton: true}}
`

func TestLoadExample(t *testing.T) {
	f := load(t, example)
	dir := filepath.Dir(f.Path)
	limit := 8096
	want := &Config{
		File:    f.Path,
		Context: dir,
		Mode:    Production,
		Target:  Target{Platform: "web"},
		Entries: []Entry{{Name: "main", Imports: []string{"./src/index.tsx"}}},
		Output: Output{
			Path: filepath.Join(dir, "dist/mfbundle-production"), Filename: "[name].js", ChunkFilename: "[name].[contenthash].js",
			CSSFilename: "[name].css", CSSChunkFilename: "[name].[contenthash].css", AssetModuleFilename: "[hash][ext][query]",
			WebAssemblyModuleFilename: "[hash].module.wasm",
			SourceMapFilename:         "[file].map", PublicPath: "auto", UniqueName: "fedapp", Clean: true, ChunkLoadingGlobal: "mfbundleChunkfedapp",
			GlobalObject: "self", ChunkLoading: "jsonp", ChunkFormat: "array-push", ChunkLoadTimeout: 120000, HashDigestLength: 20, ForgetFailed: true, AsyncChunks: true,
		},
		ResolveLoader: Resolve{TSConfig: "auto"},
		Resolve: Resolve{
			Extensions: []string{".tsx", ".ts", ".jsx", ".mjs", ".js", ".json"},
			Alias:      []Alias{{Name: "@", Targets: []string{filepath.Join(dir, "src")}}},
			TSConfig:   "auto",
		},
		ExternalsType:    "var",
		ExternalsPresets: ExternalsPresets{Web: true},
		Define:           map[string]string{"process.env.NODE_ENV": `"production"`},
		Devtool:          Devtool{Enabled: true, Name: "source-map"},
		Optimization: Optimization{
			Minimize: true, MinimizeCSS: true, Minimizer: Minimizer{LegalComments: "linked"}, ModuleIDs: "deterministic", ChunkIDs: "deterministic",
			SplitChunks: &SplitChunks{Own: true, MinSize: 20000, UsedExports: true, HidePathInfo: true}, MangleExports: "deterministic", MergeDuplicates: true, RemoveEmpty: true, UsedExports: true, SideEffects: true, ConcatenateModules: true, InlineExports: true, InnerGraph: true, ProvidedExports: true,
			NodeEnv: "production", RealContentHash: true,
		},
		Node:   NodeOptions{Global: true, Filename: "mock", Dirname: "mock"},
		Module: ModuleOptions{Types: map[string]*TypeOptions{"asset": {MaxSize: &limit}}},
		Server: Server{Port: 8080, Host: "127.0.0.1", Fallback: "index.html", CORS: true, LiveReload: true},
		Plugins: []Plugin{{Name: "ModuleFederationPlugin", Path: []string{"federation"}, Options: &Federation{
			Name: "fedapp", Filename: "remoteEntry.js", Library: &Library{Name: []string{"fedapp"}, Type: "var"},
			Exposes:    []Expose{{Key: "./Button", Imports: []string{"./src/shared/ui/Ui0.tsx"}}},
			Remotes:    []Remote{{Key: "remote", Externals: []string{"remote@http://localhost:4600/remote/remoteEntry.js"}, ShareScope: "default"}},
			RemoteType: "script",
			Shared: []Shared{
				{Key: "react", Import: "react", ShareKey: "react", ShareScope: "default", RequiredVersion: "^19.3.1", Singleton: true},
				{Key: "@mui/material", Import: "@mui/material", ShareKey: "@mui/material", ShareScope: "default", Singleton: true},
			},
			ShareScope: "default", Manifest: &Manifest{FileName: "mf-manifest.json"}, AsyncStartup: true, Implementation: "builtin",
		}}},
	}
	if d := cmp.Diff([]*Config{want}, f.Builds, cmpopts.IgnoreFields(Config{}, "Where")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{f.Path}, f.Inputs); d != "" {
		t.Errorf("inputs (-want +got):\n%s", d)
	}
}

// TestDefaults says what an empty file means in each mode and target.
func TestDefaults(t *testing.T) {
	type defaults struct {
		devtool, ids, nodeEnv               string
		minimize, used, concatenate, onErrs bool
		minSize                             int
	}
	for mode, want := range map[string]defaults{
		"production":  {"false", "deterministic", "production", true, true, true, false, 20000},
		"development": {"source-map", "named", "development", false, false, false, true, 10000},
		"none":        {"false", "natural", "", false, false, false, true, 10000},
	} {
		c := load(t, "", func(o *LoadOptions) { o.Mode = mode }).Builds[0]
		o := c.Optimization
		got := defaults{c.Devtool.Name, o.ModuleIDs, o.NodeEnv, o.Minimize, o.UsedExports, o.ConcatenateModules, o.EmitOnErrors, o.SplitChunks.MinSize}
		if got != want || o.ChunkIDs != want.ids || !o.SideEffects {
			t.Errorf("%s: got %+v, want %+v", mode, got, want)
		}
		if _, has := c.Define["process.env.NODE_ENV"]; has != (mode != "none") {
			t.Errorf("%s: define is %v", mode, c.Define)
		}
	}
	type output struct{ filename, format, loading, publicPath, global, dirname string }
	for text, want := range map[string]output{
		"target: web":                                 {"[name].js", "array-push", "jsonp", "auto", "self", "mock"},
		"target: webworker":                           {"[name].js", "array-push", "import-scripts", "auto", "self", "mock"},
		"target: node":                                {"[name].js", "commonjs", "require", "", "globalThis", "eval-only"},
		"target: [async-node18.1, es2022]":            {"[name].js", "commonjs", "async-node", "", "globalThis", "eval-only"},
		"target: electron-main":                       {"[name].js", "commonjs", "require", "", "globalThis", "eval-only"},
		"target: electron20.1-preload":                {"[name].js", "commonjs", "require", "", "globalThis", "eval-only"},
		"target: electron-renderer":                   {"[name].js", "array-push", "jsonp", "auto", "self", "eval-only"},
		"target: node-webkit":                         {"[name].js", "array-push", "jsonp", "auto", "self", "eval-only"},
		"output: {module: true}":                      {"[name].mjs", "module", "import", "auto", "self", "mock"},
		"output: {library: {type: modern-module}}":    {"[name].mjs", "module", "import", "auto", "self", "mock"},
		"target: node\noutput: {module: true}":        {"[name].mjs", "module", "import", "auto", "globalThis", "eval-only"},
		"output: {publicPath: \"\", filename: a.cjs}": {"a.cjs", "array-push", "jsonp", "", "self", "mock"},
	} {
		c := load(t, text).Builds[0]
		o := c.Output
		if got := (output{o.Filename, o.ChunkFormat, o.ChunkLoading, o.PublicPath, o.GlobalObject, c.Node.Dirname}); got != want {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
}

func TestFilenameDefaults(t *testing.T) {
	for filename, want := range map[string][3]string{
		"[name].js":                  {"[name].js", "[name].css", "[name].css"},
		"main.js":                    {"[id].main.js", "main.css", "[id].main.css"},
		"js/main.mjs?v=1":            {"js/[id].main.mjs?v=1", "js/main.css?v=1", "js/[id].main.css?v=1"},
		"[contenthash:8].js":         {"[contenthash:8].js", "[contenthash:8].css", "[contenthash:8].css"},
		"[fullhash]/bundle.cjs":      {"[fullhash]/[id].bundle.cjs", "[fullhash]/bundle.css", "[fullhash]/[id].bundle.css"},
		"[name].[contenthash:8].mjs": {"[name].[contenthash:8].mjs", "[name].[contenthash:8].css", "[name].[contenthash:8].css"},
	} {
		o := load(t, "output: {filename: \""+filename+"\"}").Builds[0].Output
		if got := [3]string{o.ChunkFilename, o.CSSFilename, o.CSSChunkFilename}; got != want {
			t.Errorf("%q: got %q, want %q", filename, got, want)
		}
	}
}

func TestUniqueName(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "package.json"), `{"name": "@scope/my.app"}`)
	for text, want := range map[string][2]string{
		"output: {uniqueName: a-b}\nfederation: {name: fed}":   {"a-b", "mfbundleChunka_b"},
		"federation: {name: fed}\noutput: {library: lib}":      {"fed", "mfbundleChunkfed"},
		"plugins: [{ModuleFederationPlugin: {name: fed}}]":     {"fed", "mfbundleChunkfed"},
		"output: {library: [a, b]}":                            {"a.b", "mfbundleChunka_b"},
		"output: {library: {type: window, name: \"[name]\"}}":  {"@scope/my.app", "mfbundleChunk_scope_my_app"},
		"federation: {shared: [react]}":                        {"@scope/my.app", "mfbundleChunk_scope_my_app"},
		"output: {uniqueName: a, chunkLoadingGlobal: \"x y\"}": {"a", "x y"},
	} {
		write(t, filepath.Join(dir, "federation.yaml"), text)
		f, diags := Load(LoadOptions{Path: dir, Env: noEnv})
		if len(diags) > 0 {
			t.Errorf("%q: %v", text, diags)
			continue
		}
		o := f.Builds[0].Output
		if got := [2]string{o.UniqueName, o.ChunkLoadingGlobal}; got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if uses := strings.Contains(want[0], "scope"); uses != slices.Contains(f.Inputs, filepath.Join(dir, "package.json")) {
			t.Errorf("%q: inputs are %q", text, f.Inputs)
		}
	}
}

func TestLocate(t *testing.T) {
	dir := t.TempDir()
	if _, diags := Load(LoadOptions{Cwd: dir, Env: noEnv}); len(diags) != 1 || diags[0].Code != "config-not-found" {
		t.Errorf("empty folder: %v", diags)
	}
	if _, diags := Load(LoadOptions{Cwd: dir, Path: "no.yaml", Env: noEnv}); len(diags) != 1 || diags[0].Code != "config-not-found" {
		t.Errorf("no file: %v", diags)
	}
	write(t, filepath.Join(dir, "federation.yml"), "name: yml")
	write(t, filepath.Join(dir, "other.yaml"), "\ufeffname: other")
	for path, want := range map[string]string{"": "yml", ".": "yml", "other.yaml": "other", filepath.Join(dir, "other.yaml"): "other"} {
		f, diags := Load(LoadOptions{Cwd: dir, Path: path, Env: noEnv})
		if len(diags) > 0 || f.Builds[0].Name != want {
			t.Errorf("%q: %v", path, diags)
		}
	}
	write(t, filepath.Join(dir, "federation.yaml"), "name: yaml")
	if f, _ := Load(LoadOptions{Cwd: dir, Env: noEnv}); f.Builds[0].Name != "yaml" {
		t.Error("federation.yaml does not win over federation.yml")
	}
}

// TestProblemKeepsInputs: watch mode needs to know what to wait for.
func TestProblemKeepsInputs(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "federation.yaml"), "extends: base.yaml\nenv_file: .env\nname: ${NAME:-x}")
	f, diags := Load(LoadOptions{Cwd: dir, Env: noEnv})
	if f == nil || f.Builds != nil || len(diags) != 2 {
		t.Fatalf("%+v %v", f, diags)
	}
	var names []string
	for _, path := range f.Inputs {
		names = append(names, filepath.Base(path))
	}
	if d := cmp.Diff([]string{"federation.yaml", ".env", "base.yaml", "package.json"}, names); d != "" {
		t.Error(d)
	}
}

func TestOutAndModeOfTheCommandLine(t *testing.T) {
	f := load(t, "mode: development\noutput: {path: dist}", func(o *LoadOptions) { o.Mode, o.Out = "none", "build" })
	if c := f.Builds[0]; c.Mode != None || c.Output.Path != filepath.Join(filepath.Dir(f.Path), "build") {
		t.Errorf("%s %s", c.Mode, c.Output.Path)
	}
	f = load(t, "name: a\noutput: {clean: true}\n---\n{}", func(o *LoadOptions) {
		o.Env = func(name string) (string, bool) {
			v, ok := map[string]string{"MFBUNDLE_OUT": "/abs", "MFBUNDLE_MODE": "development"}[name]
			return v, ok
		}
	})
	for i, want := range []string{"/abs/a", "/abs/build-2"} {
		if c := f.Builds[i]; c.Output.Path != want || c.Mode != Development {
			t.Errorf("%s %s", c.Mode, c.Output.Path)
		}
	}
	_, diags := Load(LoadOptions{Path: f.Path, Mode: "fast", Env: noEnv})
	if len(diags) == 0 || diags[0].Code != "config-bad-value" || diags[0].At.File != "--mode" {
		t.Errorf("%+v", diags)
	}
	if _, err := os.Stat(f.Path); err != nil {
		t.Error(err)
	}
}

// TestHostileFiles: what expands without end is refused, quickly.
func TestHostileFiles(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("define:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&bomb, "  a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i-1, i-1, i-1, i-1, i-1, i-1, i-1, i-1)
	}
	for name, text := range map[string]string{
		"bomb": bomb.String(),
		"deep": "entry: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000),
		"utf8": "entry: \xff",
	} {
		l, _ := newLoader(LoadOptions{Env: noEnv})
		_, diags := l.load("/federation.yaml", &sourceFile{path: "/federation.yaml", display: "federation.yaml", text: []byte(text)}, nil)
		if !slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == "config-syntax" }) {
			t.Errorf("%s: %d problems, none of syntax", name, len(diags))
		}
	}
}
