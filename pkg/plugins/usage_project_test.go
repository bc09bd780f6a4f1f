package plugins_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// writeProject writes a txtar archive ("-- name --" lines) below a new folder.
func writeProject(t testing.TB, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range strings.Split("\n"+archive, "\n-- ")[1:] {
		name, text, ok := strings.Cut(part, " --\n")
		if !ok {
			t.Fatalf("bad archive at %q", part)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// buildDir builds the project in dir in memory. set are --set arguments.
func buildDir(t testing.TB, dir string, workers int, set ...string) *compiler.Output {
	t.Helper()
	f, diags := config.Load(config.LoadOptions{Cwd: dir, Set: set, Env: func(string) (string, bool) { return "", false }})
	failOn(t, diags)
	c := compiler.New(f.Builds[0], compiler.Options{NoWrite: true, Workers: workers})
	if err := plugins.Apply(c); err != nil {
		t.Fatal(err)
	}
	b, err := c.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	failOn(t, b.Diagnostics)
	return b.Output
}

func failOn(t testing.TB, diags []diag.Diagnostic) {
	t.Helper()
	for _, d := range diags {
		if d.Severity == diag.Error {
			var b strings.Builder
			_ = diag.Text(&b, diags, diag.TextOptions{})
			t.Fatal(b.String())
		}
	}
}

// asset decodes a JSON file of the output.
func asset(t *testing.T, out *compiler.Output, name string, v any) []byte {
	t.Helper()
	a := out.Assets.Lookup(name)
	if a == nil {
		t.Fatalf("no file %q in the output", name)
	}
	if err := json.Unmarshal(a.Data, v); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, a.Data)
	}
	return a.Data
}

func share(t *testing.T, r *plugins.UsageReport, key, version string) *plugins.ShareUsage {
	t.Helper()
	var have []string
	for i := range r.Shares {
		s := &r.Shares[i]
		if s.Key == key && (version == "" || s.Version == version) {
			return s
		}
		have = append(have, s.Key+"@"+s.Version)
	}
	sort.Strings(have)
	t.Fatalf("no share %s@%s, only %s", key, version, strings.Join(have, ", "))
	return nil
}

func words(list []string) string { return strings.Join(list, " ") }
