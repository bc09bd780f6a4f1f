package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// analyzeProject writes an app that uses one of two exports of a share.
func analyzeProject(t *testing.T, entry string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"package.json":                 `{"name": "app", "version": "1.0.0", "dependencies": {"ui": "^1.0.0"}}`,
		"src/index.js":                 entry,
		"node_modules/ui/package.json": `{"name": "ui", "version": "1.2.0", "type": "module", "main": "index.js", "sideEffects": false}`,
		"node_modules/ui/index.js":     "export const Button = 1\nexport const Card = () => \"some room\"\n",
		"federation.yaml":              "mode: production\nentry: ./src/index.js\nfederation: {name: app, shared: {ui: {singleton: true}}}\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func runAnalyzeWith(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(append([]string{"analyze"}, args...), strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

func TestAnalyzeText(t *testing.T) {
	dir := analyzeProject(t, "import { Button } from \"ui\"\nconsole.log(Button)\n")
	code, got, stderr := runAnalyzeWith(dir)
	if code != 0 || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	for _, line := range []string{
		"app  production  1 share",
		"ui 1.2.0",
		"shared as  singleton",
		"wants      ^1.0.0 (package.json)",
		"fallback   node_modules/ui/index.js, local module, esm,",
		"provides   1.2.0 from node_modules/ui/index.js, hash ",
		"used       1 of 2: Button",
		"unused     Card (about 24 B)",
		"importers  src/index.js:1:24  import  Button",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "dist")); err == nil {
		t.Error("a build was written")
	}
}

func TestAnalyzeJSON(t *testing.T) {
	dir := analyzeProject(t, "import * as ui from \"ui\"\nconsole.log(ui[location.hash])\n")
	file := filepath.Join(dir, "usage.json")
	code, stdout, stderr := runAnalyzeWith(dir, "--reporter", "json", "--out", file)
	if code != 0 || stdout != "" {
		t.Fatalf("exit %d: %s%s", code, stdout, stderr)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Version int
		OK      bool
		Builds  []plugins.UsageReport
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	if r.Version != 1 || !r.OK || len(r.Builds) != 1 || len(r.Builds[0].Shares) != 1 {
		t.Fatalf("%s", data)
	}
	s := r.Builds[0].Shares[0]
	if len(s.Unused) != 0 || len(s.Unknown) != 2 || len(s.Whole) != 1 || s.Whole[0].Reason != "computed access" || s.Whole[0].Line != 2 {
		t.Errorf("%s", data)
	}
}

func TestAnalyzeExitCodes(t *testing.T) {
	broken := analyzeProject(t, "import \"./missing.js\"\n")
	tests := []struct {
		name   string
		args   []string
		code   int
		stderr string
	}{
		{"a build with errors", []string{broken}, 1, "resolve-not-found"},
		{"no configuration", []string{filepath.Join(broken, "nowhere")}, 2, "config-not-found"},
		{"a reporter of other commands", []string{broken, "--reporter", "github"}, 2, "--reporter does not accept"},
		{"an unknown flag", []string{broken, "--reporte"}, 2, "did you mean --reporter"},
	}
	for _, test := range tests {
		code, _, stderr := runAnalyzeWith(test.args...)
		if code != test.code || !strings.Contains(stderr, test.stderr) {
			t.Errorf("%s: exit %d, want %d: %s", test.name, code, test.code, stderr)
		}
	}
	ok := analyzeProject(t, "console.log(1)\n")
	if code, _, stderr := runAnalyzeWith(ok, "--out", filepath.Join(ok, "no/such/folder/x")); code != 2 || !strings.Contains(stderr, "--out") {
		t.Errorf("a file that cannot be written: exit %d: %s", code, stderr)
	}
	if code, got, _ := runAnalyzeWith(ok); code != 0 || !strings.Contains(got, "0 shares") {
		t.Errorf("no shares: exit %d: %s", code, got)
	}
}
