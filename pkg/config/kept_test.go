package config

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A project with a package that answers what its own file says: how often it was
// asked shows in what the answer is.
func keptProject(t *testing.T) (dir string, answer func(browsers string)) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("node is not installed, and CI is set")
		}
		t.Skip("node is not installed")
	}
	for _, name := range []string{"BROWSERSLIST", "BROWSERSLIST_ENV", "BROWSERSLIST_CONFIG", "BROWSERSLIST_STATS", "NODE_ENV"} {
		t.Setenv(name, "")
	}
	dir = t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("package.json", `{"browserslist": "defaults"}`)
	write("federation.yaml", "target: browserslist\n")
	write("node_modules/caniuse-lite/package.json", `{"version": "1.0.0"}`)
	write("node_modules/browserslist/package.json", `{"version": "4.0.0", "main": "i.js"}`)
	answer = func(browsers string) {
		write("node_modules/browserslist/i.js", `module.exports = () => `+browsers+`; module.exports.loadConfig = () => ["defaults"]`)
	}
	return dir, answer
}

func TestKeptBrowsers(t *testing.T) {
	dir, answer := keptProject(t)
	load := func(set string, off bool) string {
		t.Helper()
		browserslistKnown.Clear() // as in another process
		o := LoadOptions{Path: dir, Cwd: dir, NoCache: off}
		if set != "" {
			o.Set = []string{set}
		}
		f, diags := Load(o)
		if len(diags) > 0 || f.Builds == nil {
			t.Fatal(diags)
		}
		return f.Builds[0].Target.Engines[0].Version
	}
	want := func(what, version, set string, off bool) {
		t.Helper()
		if got := load(set, off); got != version {
			t.Errorf("%s: %s, want %s", what, got, version)
		}
	}
	answer(`["chrome 101"]`)
	want("first", "101", "", false)
	answer(`["chrome 102"]`)
	want("kept", "101", "", false)
	want("--no-cache", "102", "", true)
	want("cache: false", "102", "cache=false", false)
	other := filepath.Join(dir, "elsewhere")
	want("another folder", "102", "cache.dir="+other, false)
	if s, err := StatCache(other); err != nil || s.Answers != 1 || s.Fresh != 1 || s.Problem != "" {
		t.Errorf("%+v %v", s, err)
	}
	if err := CleanCache(other); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(other); err == nil {
		t.Error("the folder is still there")
	}
	file := filepath.Join(dir, "node_modules/.cache/mfbundle", keptFile)
	for name, change := range map[string]func(string) string{
		"another day":    func(s string) string { return strings.ReplaceAll(s, today(), "2001-01-01") },
		"cut short":      func(s string) string { return s[:len(s)/2] },
		"no answer":      func(s string) string { return strings.ReplaceAll(s, "chrome 101", "") },
		"other versions": func(s string) string { return strings.ReplaceAll(s, `"version":1`, `"version":0`) },
	} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(change(string(text))), 0o644); err != nil {
			t.Fatal(err)
		}
		if s, _ := StatCache(filepath.Dir(file)); (s.Problem == "") != (name == "another day") {
			t.Errorf("%s: the problem is %q", name, s.Problem)
		}
		want(name, "102", "", false)
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
		want(name+", mended", "101", "", false)
	}
	if err := os.WriteFile(filepath.Join(dir, "node_modules/caniuse-lite/package.json"), []byte(`{"version": "1.0.1"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	want("newer data", "102", "", false)
	t.Setenv("BROWSERSLIST_ENV", "test")
	answer(`["chrome 103"]`)
	want("another environment", "103", "", false)
	if err := os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"browserslist": "extends browserslist-config-x"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	want("a list that extends a package", "103", "", false)
	answer(`["chrome 104"]`)
	want("and is asked for each time", "104", "", false)
}
