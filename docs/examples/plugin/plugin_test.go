package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// copyApp copies the app next to the test, so that its output is thrown away.
func copyApp(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("app")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestExample builds the bundler of this folder, the app with it, and runs the
// app.
func TestExample(t *testing.T) {
	dir := copyApp(t)
	bundler := filepath.Join(t.TempDir(), "bundler")
	if out, err := exec.Command("go", "build", "-o", bundler, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	out, err := exec.Command(bundler, dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got, want := string(out), "report inventory.json\nscript main.js\n"; got != want {
		t.Errorf("the bundler prints %q, want %q", got, want)
	}
	var inventory struct {
		Modules, Runtimes int
		Packages          []string
		Chunks            map[string]int
	}
	text, err := os.ReadFile(filepath.Join(dir, "dist", "inventory.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &inventory); err != nil {
		t.Fatal(err)
	}
	if inventory.Modules != 4 || inventory.Runtimes != 1 || strings.Join(inventory.Packages, " ") != "example-app@1.2.3" || inventory.Chunks["main"] == 0 {
		t.Errorf("inventory.json is\n%s", text)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	ran, err := exec.Command(node, filepath.Join(dir, "dist", "main.js")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, ran)
	}
	if got, want := strings.TrimSpace(string(ran)), `["THREE WAYS TO EXTEND!","production","example",true]`; got != want {
		t.Errorf("the app prints %s, want %s", got, want)
	}
}

// TestDiagnostics: what taps report is printed with its place like any other
// problem.
func TestDiagnostics(t *testing.T) {
	dir := copyApp(t)
	for name, text := range map[string]string{
		"src/index.js":                   "import pad from \"left-pad\"\nconsole.log(pad)\n",
		"node_modules/left-pad/index.js": "module.exports = 1\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr strings.Builder
	if code := run([]string{dir}, &stdout, &stderr); code != 0 {
		t.Fatalf("exit %d: %s", code, stderr.String())
	}
	if got := stderr.String(); !strings.Contains(got, "warning[inventory-forbidden]") || !strings.Contains(got, "src/index.js:1:17") {
		t.Errorf("stderr: %s", got)
	}
}
