package plugins

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// buildTyped builds a project of files for real, with files on disk.
func buildTyped(t *testing.T, files map[string]string) (dir string, diags []diag.Diagnostic) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		mode := os.FileMode(0o644)
		if strings.Contains(name, ".bin/") {
			mode = 0o755
		}
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	return dir, rebuildTyped(t, dir)
}

func rebuildTyped(t *testing.T, dir string) []diag.Diagnostic {
	t.Helper()
	f, diags := config.Load(config.LoadOptions{Cwd: dir, Env: func(string) (string, bool) { return "", false }})
	if f == nil {
		t.Fatal(diags)
	}
	c := compiler.New(f.Builds[0], compiler.Options{})
	if err := Apply(c); err != nil {
		t.Fatal(err)
	}
	b, err := c.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return append(diags, b.Diagnostics...)
}

// typescript is the project's own compiler in these tests.
func typescript(t *testing.T) string {
	path, err := filepath.Abs("../../e2e/node_modules/.bin/tsc")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("TypeScript is not installed in e2e")
	}
	return "#!/bin/sh\nexec \"" + path + "\" \"$@\"\n"
}

func entriesOf(t *testing.T, name string) map[string]string {
	t.Helper()
	r, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	out := make(map[string]string)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(in)
		in.Close()
		out[f.Name] = string(text)
	}
	return out
}

func texts(diags []diag.Diagnostic) string {
	var list []string
	for i := range diags {
		if diags[i].Code != "share-required-version-unknown" {
			list = append(list, diags[i].Severity.String()+" "+diags[i].Code+" "+diags[i].Message+" "+strings.Join(diags[i].Notes, " "))
		}
	}
	return strings.Join(list, "\n")
}

func TestTypesFromContainerToHost(t *testing.T) {
	remote, diags := buildTyped(t, map[string]string{
		"node_modules/.bin/tsc": typescript(t),
		"tsconfig.json":         `{"compilerOptions": {"target": "es2022", "module": "esnext", "moduleResolution": "bundler", "strict": true, "noEmit": true, "incremental": true, "types": []}}`,
		"src/Button.ts":         "import { Size } from \"./size\";\nexport interface Props { size: Size }\nexport default function Button(p: Props): string { return p.size }\n",
		"src/size.ts":           "export type Size = \"s\" | \"l\";\nexport const sizes: Size[] = [\"s\"];\n",
		"src/ui/deep.ts":        "export { sizes } from \"../size\";\n",
		"src/plain.js":          "export const plain = 1;\n",
		"src/theme.css":         ".a { color: red }\n",
		"src/hidden.ts":         "export const hidden = 1;\n",
		"federation.yaml": "name: kit\nentry: {}\nfederation:\n  name: kit\n  filename: static/remoteEntry.js\n  dts: {generateTypes: {generateAPITypes: true}}\n" +
			"  exposes: {./Button: ./src/Button.ts, ./ui/deep: ./src/ui/deep.ts, ./plain: ./src/plain.js, ./theme: ./src/theme.css, ./hidden: \"./src/hidden.ts?exclude-mf-dts\"}\n",
	})
	if text := texts(diags); text != "" {
		t.Fatal(text)
	}
	got := entriesOf(t, filepath.Join(remote, "dist/static/@mf-types.zip"))
	for name, want := range map[string]string{
		"Button.d.ts":                 "export * from './compiled-types/Button';\nexport { default } from './compiled-types/Button';\n",
		"ui/deep.d.ts":                "export * from '../compiled-types/ui/deep';\n",
		"plain.d.ts":                  "export * from './compiled-types/plain';\n",
		"compiled-types/ui/deep.d.ts": "export { sizes } from \"../size\";\n",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	if _, ok := got["hidden.d.ts"]; ok || got["compiled-types/size.d.ts"] == "" || !strings.Contains(got["compiled-types/Button.d.ts"], "size: Size") {
		t.Errorf("%q", got)
	}
	api, err := os.ReadFile(filepath.Join(remote, "dist/static/@mf-types.d.ts"))
	if err != nil || !strings.Contains(string(api), "'REMOTE_ALIAS_IDENTIFIER/Button' | 'REMOTE_ALIAS_IDENTIFIER/ui/deep'") {
		t.Errorf("%s %v", api, err)
	}
	var m struct{ MetaData struct{ Types manifestTypes } }
	text, _ := os.ReadFile(filepath.Join(remote, "dist/mf-manifest.json"))
	if err := json.Unmarshal(text, &m); err != nil || m.MetaData.Types != (manifestTypes{Zip: "static/@mf-types.zip", API: "static/@mf-types.d.ts"}) {
		t.Errorf("%+v %v", m, err)
	}

	// The same archive, by entry and by manifest, to a host that TypeScript checks.
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(remote, "dist"))))
	defer server.Close()
	host, diags := buildTyped(t, map[string]string{
		"node_modules/.bin/tsc":                                typescript(t),
		"node_modules/@module-federation/runtime/package.json": `{"name": "@module-federation/runtime", "version": "2.0.0", "types": "index.d.ts"}`,
		"node_modules/@module-federation/runtime/index.d.ts":   "export declare function loadRemote<T>(id: string): Promise<T | null>;\n",
		"src/lazy.ts":     "import { loadRemote } from \"@module-federation/runtime\";\nexport const n: Promise<number> = loadRemote(\"kit/plain\").then((m) => m.plain);\n",
		"src/index.ts":    "import Button from \"kit/Button\";\nimport { sizes } from \"again/ui/deep\";\nexport const text: string = Button({ size: sizes[0] });\n",
		"tsconfig.json":   `{"compilerOptions": {"module": "esnext", "moduleResolution": "bundler", "strict": true, "noEmit": true, "types": [], "paths": {"*": ["./@mf-types/*"]}}, "files": ["src/index.ts", "src/lazy.ts", "@mf-types/index.d.ts"]}`,
		"federation.yaml": "name: host\nentry: ./src/index.ts\nfederation:\n  name: host\n  dts: {consumeTypes: {consumeAPITypes: true}}\n  remotes: {kit: \"kit@" + server.URL + "/static/remoteEntry.js?v=1\", again: " + server.URL + "/mf-manifest.json}\n",
	})
	if text := texts(diags); text != "" {
		t.Fatal(text)
	}
	lock, err := os.ReadFile(filepath.Join(host, "@mf-types/mf-types.lock.json"))
	if err != nil || strings.Count(string(lock), server.URL+"/static/@mf-types.zip") != 2 {
		t.Errorf("%s %v", lock, err)
	}
	if out, err := runTSC(host); err != nil {
		t.Errorf("the host does not check: %s", out)
	}
	index := filepath.Join(host, "src/index.ts")
	text, _ = os.ReadFile(index)
	if err := os.WriteFile(index, bytes.Replace(text, []byte("sizes[0]"), []byte("\"xl\""), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := runTSC(host); err == nil {
		t.Errorf("a wrong use passes: %s", out)
	}
}

func TestTypesThatFail(t *testing.T) {
	const one = "name: kit\nentry: {}\nfederation: {name: kit, dts: DTS, exposes: {./a: ./a.ts}}\n"
	dts := func(value string) string { return strings.Replace(one, "DTS", value, 1) }
	for name, c := range map[string]struct {
		tsc, yaml, want string
		zip             bool
	}{
		"no compiler":         {"", dts("true"), "warning dts-generate The types of the exposed modules could not be made: no node_modules/.bin/tsc is above", false},
		"that fails":          {"#!/bin/sh\necho broken; exit 2\n", dts("true"), "warning dts-generate The types of the exposed modules could not be made: tsc has made no declarations of ./a broken", false},
		"that matters":        {"#!/bin/sh\nexit 2\n", dts("{generateTypes: {abortOnError: true}}"), "error dts-generate", false},
		"with mistakes":       {typescript(t), dts("true"), "warning dts-generate tsc has found mistakes in the types of the exposed modules a.ts(1,14): error TS2322", true},
		"generation is off":   {"", dts("{generateTypes: false}"), "", false},
		"another compiler":    {"", dts("{generateTypes: {compilerInstance: vue-tsc}}"), "warning dts-generate The types of the exposed modules could not be made: no node_modules/.bin/vue-tsc", false},
		"types are not asked": {"", dts("false"), "", false},
	} {
		files := map[string]string{"a.ts": "export const a: string = 1;\n", "federation.yaml": c.yaml}
		if c.tsc != "" {
			files["node_modules/.bin/tsc"] = c.tsc
		}
		dir, diags := buildTyped(t, files)
		if got := texts(diags); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if _, err := os.Stat(filepath.Join(dir, "dist/@mf-types.zip")); (err == nil) != c.zip {
			t.Errorf("%s: archive: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "dist/kit.js")); err != nil {
			t.Errorf("%s: no JavaScript: %v", name, err)
		}
	}
}

func TestTypesOfRemotesThatFail(t *testing.T) {
	good, err := zipFiles(map[string][]byte{"a.d.ts": []byte("export const a: 1;\n")})
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int32
	answer := atomic.Pointer[func(http.ResponseWriter)]{}
	say := func(f func(http.ResponseWriter)) { answer.Store(&f) }
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		(*answer.Load())(w)
	}))
	defer server.Close()
	say(func(w http.ResponseWriter) {
		if asked.Load() < 3 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		_, _ = w.Write(good)
	})
	dir, diags := buildTyped(t, map[string]string{
		"src/index.js":    "import(\"kit/a\");\n",
		"federation.yaml": "name: host\nentry: ./src/index.js\nfederation: {name: host, remotes: {kit: kit@" + server.URL + "/remoteEntry.js, page: page@/relative.js}, dts: {consumeTypes: {timeout: 2000}}}\n",
	})
	if text := texts(diags); text != "" || asked.Load() != 3 {
		t.Fatalf("after two failures: %s, %d requests", text, asked.Load())
	}
	file := filepath.Join(dir, "@mf-types/kit/a.d.ts")
	unchanged := func(why string) {
		t.Helper()
		if text, err := os.ReadFile(file); err != nil || string(text) != "export const a: 1;\n" {
			t.Errorf("%s: the types of before are gone: %s %v", why, text, err)
		}
		left, _ := filepath.Glob(filepath.Join(dir, "@mf-types/.*"))
		if len(left) > 0 {
			t.Errorf("%s leaves %v", why, left)
		}
	}
	unchanged("the first time")
	for why, c := range map[string]struct {
		data   []byte
		status int
		want   string
	}{
		"not there":          {nil, 404, "not found"},
		"broken":             {nil, 500, "500"},
		"no archive":         {[]byte("<html>"), 200, "zip: not a valid zip file"},
		"out of the folder":  {archiveOf(t, "../../evil.d.ts", 0), 200, "leads out of its folder"},
		"an absolute path":   {archiveOf(t, "/tmp/evil.d.ts", 0), 200, "leads out of its folder"},
		"a Windows path":     {archiveOf(t, "..\\evil.d.ts", 0), 200, "leads out of its folder"},
		"a link":             {archiveOf(t, "link", os.ModeSymlink|0o777), 200, "is no plain file"},
		"one name two times": {archiveOf(t, "a.d.ts", 0, "a.d.ts"), 200, "file exists"},
	} {
		say(func(w http.ResponseWriter) { w.WriteHeader(c.status); _, _ = w.Write(c.data) })
		got := texts(rebuildTyped(t, dir))
		if !strings.HasPrefix(got, "warning dts-consume The types of the remote \"kit\" could not be loaded") || !strings.Contains(got, c.want) || !strings.Contains(got, "stay as they were") {
			t.Errorf("%s: %q", why, got)
		}
		unchanged(why)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "evil.d.ts")); err == nil {
		t.Error("the archive has written outside of its folder")
	}
}

// archiveOf makes an archive with names that zipFiles is never given.
func archiveOf(t *testing.T, name string, mode os.FileMode, more ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, n := range append([]string{name}, more...) {
		h := &zip.FileHeader{Name: n}
		if mode != 0 {
			h.SetMode(mode)
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write([]byte("evil"))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZipFilesIsStable(t *testing.T) {
	files := map[string][]byte{"b": []byte("2"), "a/c": []byte("1"), "a": []byte("3")}
	first, err := zipFiles(files)
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if again, err := zipFiles(files); err != nil || !slices.Equal(first, again) {
			t.Fatal("equal files give different archives", err)
		}
	}
}

func runTSC(dir string) (string, error) {
	cmd := exec.Command(filepath.Join(dir, "node_modules/.bin/tsc"), "-p", dir)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// Where the compiler runs, where its project and the archive go, and what is said.
func TestTypesGoWhereTheyAreAsked(t *testing.T) {
	files := map[string]string{
		"tools/node_modules/.bin/tsc":                      typescript(t),
		"a.ts":                                             "import type { B } from \"@acme/b\";\nexport const a: B = \"b\";\n",
		"node_modules/@acme/b/package.json":                `{"name": "@acme/b", "version": "1.0.0", "exports": {".": {"types": "./lib/b.d.mts", "default": "./b.mjs"}}}`,
		"node_modules/@acme/b/b.mjs":                       "",
		"node_modules/@acme/b/lib/b.d.mts":                 "import type { C } from \"c\";\nimport \"left\";\nexport type B = C;\n",
		"node_modules/@acme/b/node_modules/c/package.json": `{"name": "c", "version": "1.0.0", "typings": "./c.d.ts"}`,
		"node_modules/@acme/b/node_modules/c/c.d.ts":       "export type C = \"b\";\n",
		"node_modules/left/package.json":                   `{"name": "left", "version": "1.0.0", "types": "./index.d.ts"}`,
		"node_modules/left/index.d.ts":                     "export {};\n",
		"node_modules/@types/c/package.json":               `{"name": "@types/c", "version": "9.0.0", "types": "./index.d.ts"}`,
		"node_modules/@types/c/index.d.ts":                 "export type C = \"other\";\n",
		"federation.yaml": "name: kit\nentry: {}\nfederation:\n  name: kit\n  exposes: {./a: ./a.ts}\n  dts:\n    cwd: tools\n    generateTypes:\n" +
			"      {outputDir: dist/types, typesFolder: deep/kit, deleteTsConfig: false, extractThirdParty: {exclude: [/^le/]}}\n",
	}
	dir, diags := buildTyped(t, files)
	if text := texts(diags); text != "" {
		t.Fatal(text)
	}
	var names []string
	got := entriesOf(t, filepath.Join(dir, "dist/types/deep/kit.zip"))
	for _, name := range sortedNames(bytesOf(got)) {
		names = append(names, name)
	}
	want := "a.d.ts compiled-types/a.d.ts node_modules/@acme/b/lib/b.d.mts node_modules/@acme/b/package.json node_modules/c/c.d.ts node_modules/c/package.json"
	if strings.Join(names, " ") != want {
		t.Errorf("the archive has %s, want %s", strings.Join(names, " "), want)
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules/.federation/kit/tsconfig.json")); err != nil {
		t.Error(err)
	}
	for _, gone := range []string{"node_modules/.federation/kit/out", "dist/types/deep/kit"} {
		if _, err := os.Stat(filepath.Join(dir, gone)); err == nil {
			t.Errorf("%s stays", gone)
		}
	}
	text, _ := os.ReadFile(filepath.Join(dir, "dist/mf-manifest.json"))
	if !strings.Contains(string(text), `"zip": "types/deep/kit.zip"`) {
		t.Errorf("%s", text)
	}
	quiet := strings.Replace(files["federation.yaml"], "cwd: tools", "displayErrorInTerminal: false", 1)
	if err := os.WriteFile(filepath.Join(dir, "federation.yaml"), []byte(quiet), 0o644); err != nil {
		t.Fatal(err)
	}
	if text := texts(rebuildTyped(t, dir)); text != "" {
		t.Errorf("a failure is shown: %s", text)
	}
}

func bytesOf(files map[string]string) map[string][]byte {
	out := make(map[string][]byte)
	for name, text := range files {
		out[name] = []byte(text)
	}
	return out
}

// Types come from the addresses that the configuration gives, by container or key;
// also those of containers that only loadRemote loads.
func TestTypesFromAddresses(t *testing.T) {
	archive := func(text string) []byte {
		data, err := zipFiles(map[string][]byte{"a.d.ts": []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/one.zip", "/two.zip", "/three.zip":
			_, _ = w.Write(archive("// " + r.URL.Path + "\n"))
		case "/three.d.ts":
			_, _ = w.Write([]byte("export type RemoteKeys = 'REMOTE_ALIAS_IDENTIFIER/a';\n"))
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer server.Close()
	yaml := "name: host\nentry: ./index.js\nfederation:\n  name: host\n  remotes: {first: one@https://unreachable.invalid/remoteEntry.js, second: two@https://unreachable.invalid/remoteEntry.js}\n" +
		"  dts:\n    consumeTypes:\n      consumeAPITypes: true\n      remoteTypeUrls: {one: {zip: URL/one.zip}, x: {zip: URL/two.zip, alias: second}, three: {zip: URL/three.zip, alias: third}}\n"
	yaml = strings.ReplaceAll(yaml, "URL", server.URL)
	dir, diags := buildTyped(t, map[string]string{"index.js": "import(\"first/a\");\n", "federation.yaml": yaml})
	if text := texts(diags); text != "" {
		t.Fatal(text)
	}
	for name, want := range map[string]string{"first/a.d.ts": "// /one.zip\n", "second/a.d.ts": "// /two.zip\n", "third/a.d.ts": "// /three.zip\n", "third/apis.d.ts": "export type RemoteKeys = 'third/a';\n"} {
		if text, err := os.ReadFile(filepath.Join(dir, "@mf-types", name)); string(text) != want {
			t.Errorf("%s is %q, want %q (%v)", name, text, want, err)
		}
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "@mf-types/index.d.ts")); !strings.Contains(string(text), "from './third/apis'") {
		t.Errorf("%s", text)
	}
	off := strings.Replace(yaml, "consumeAPITypes: true", "typesOnBuild: false", 1)
	dir, diags = buildTyped(t, map[string]string{"index.js": "import(\"first/a\");\n", "federation.yaml": off})
	if _, err := os.Stat(filepath.Join(dir, "@mf-types")); err == nil || texts(diags) != "" {
		t.Errorf("types are loaded in a production build: %s", texts(diags))
	}
}
