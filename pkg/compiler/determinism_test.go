package compiler_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestDeterminism builds the same projects in two folders, with 1 and 8 workers,
// and compares every byte.
func TestDeterminism(t *testing.T) {
	projects := map[string]*archive{"thrower": parseArchive([]byte(thrower))}
	for _, name := range []string{"chunk_split_off", "chunk_shared_once", "css_order", "fed_subpaths", "fed_container_api", "interop_plain", "shake_statements", "asset_modules"} {
		text, err := os.ReadFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		projects[name] = parseArchive(text)
	}
	for seed := range uint64(4) {
		projects["seed"+string(rune('0'+seed))] = parseArchive([]byte(newGenerator(1000 + seed).project(1)))
	}
	projects["generated"] = parseArchive([]byte(generated(120)))
	for name, a := range projects {
		for _, mode := range []string{"development", "production"} {
			var want map[string][]byte
			for _, workers := range []int{1, 8, 8} {
				p := &project{name: name, archive: a}
				dir := filepath.Join(t.TempDir(), "some", "folder")
				p.write(t, dir)
				b, diags, err := buildDir(dir, mode, workers, "devtool=source-map")
				if err != nil || b == nil || !b.OK() {
					t.Fatalf("%s: %v %d", name, err, len(diags))
				}
				got := readAll(t, filepath.Join(dir, "dist"))
				if want == nil {
					want = got
					continue
				}
				if len(got) != len(want) {
					t.Errorf("%s in %s: %d files, then %d", name, mode, len(want), len(got))
				}
				for file, text := range want {
					if !bytes.Equal(got[file], text) {
						t.Errorf("%s in %s: %s differs with %d workers", name, mode, file, workers)
					}
				}
				for file, text := range got {
					if bytes.Contains(text, []byte(filepath.Dir(dir))) {
						t.Errorf("%s in %s: %s names the folder of the build", name, mode, file)
					}
				}
			}
		}
	}
}

func readAll(t *testing.T, dir string) map[string][]byte {
	out := make(map[string][]byte)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		out[rel], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
