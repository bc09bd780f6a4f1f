package config

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestProblems compares what is printed for wrong configurations: codes,
// messages and exact places. Each file of testdata/problems*.txtar holds pairs
// of "name.yaml" and "name.txt"; other files are put beside the YAML.
func TestProblems(t *testing.T) {
	golden, err := filepath.Glob("testdata/problems*.txtar")
	if err != nil || len(golden) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, name := range golden {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		comment, files := parseArchive(string(text))
		var out []archiveFile
		answers := map[string]string{}
		for _, f := range files {
			if strings.HasSuffix(f.name, ".txt") {
				answers[f.name] = f.data
			}
		}
		for _, f := range files {
			if strings.HasSuffix(f.name, ".txt") {
				continue
			}
			out = append(out, f)
			if !strings.HasSuffix(f.name, ".yaml") || strings.HasPrefix(f.name, "extra/") {
				continue
			}
			want := strings.TrimSuffix(f.name, ".yaml") + ".txt"
			dir := t.TempDir()
			for _, other := range files {
				if strings.HasPrefix(other.name, "extra/") {
					write(t, filepath.Join(dir, strings.TrimPrefix(other.name, "extra/")), other.data)
				}
			}
			write(t, filepath.Join(dir, "federation.yaml"), f.data)
			got := problemsIn(t, dir)
			out = append(out, archiveFile{want, got})
			if *update {
				continue
			}
			t.Run(strings.TrimSuffix(f.name, ".yaml"), func(t *testing.T) {
				if d := cmp.Diff(answers[want], got); d != "" {
					t.Errorf("%s (-want +got):\n%s", name, d)
				}
			})
		}
		if *update {
			write(t, name, formatArchive(comment, out))
		}
	}
}

func problemsIn(t *testing.T, dir string) string {
	t.Helper()
	env := map[string]string{"SET": "value", "EMPTY": "", "YES": "true"}
	_, diags := Load(LoadOptions{Cwd: dir, Env: func(name string) (string, bool) { v, ok := env[name]; return v, ok }})
	diag.Sort(diags)
	for _, d := range diags {
		if _, ok := diag.LookUp(d.Code); !ok {
			t.Errorf("the code %q is not in diag.Codes", d.Code)
		}
	}
	var b strings.Builder
	if err := diag.Text(&b, diags, diag.TextOptions{Width: 100}); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(b.String(), dir, "DIR")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// archiveFile is a file of a txtar archive: "-- name --" lines and what follows.
type archiveFile struct{ name, data string }

func parseArchive(text string) (comment string, files []archiveFile) {
	for _, line := range strings.SplitAfter(text, "\n") {
		if name, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "-- "); ok && strings.HasSuffix(name, " --") {
			files = append(files, archiveFile{name: strings.TrimSuffix(name, " --")})
			continue
		}
		if len(files) == 0 {
			comment += line
		} else {
			files[len(files)-1].data += line
		}
	}
	return comment, files
}

func formatArchive(comment string, files []archiveFile) string {
	for _, f := range files {
		comment += "-- " + f.name + " --\n" + f.data
	}
	return comment
}
