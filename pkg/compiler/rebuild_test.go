package compiler_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/scan"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// TestRebuild edits one file after the other and builds with what a watch keeps:
// every output has the bytes of a build from nothing.
func TestRebuild(t *testing.T) {
	for _, mode := range []string{"development", "production"} {
		dir := t.TempDir()
		(&project{name: "rebuild", archive: parseArchive([]byte(generated(60)))}).write(t, dir)
		files, cache := resolver.NewCache(), scan.NewCache()
		build := func(o compiler.Options) map[string][]byte {
			t.Helper()
			f, diags := config.Load(config.LoadOptions{Path: dir, Cwd: dir, Mode: mode, Set: []string{"devtool=source-map"}, Env: func(string) (string, bool) { return "", false }})
			if f == nil || f.Builds == nil {
				t.Fatalf("config: %v", diags)
			}
			o.Workers, o.NoWrite = 2, true
			c := compiler.New(f.Builds[0], o)
			if err := plugins.Apply(c); err != nil {
				t.Fatal(err)
			}
			b, err := c.Run(context.Background())
			if err != nil || !b.OK() {
				t.Fatalf("build: %v %v", err, b.Diagnostics)
			}
			out := make(map[string][]byte)
			for _, a := range b.Output.Assets.List() {
				out[a.Name] = bytes.Clone(a.Data)
			}
			return out
		}
		build(compiler.Options{Files: files, Cache: cache})
		edits := 0
		err := filepath.WalkDir(filepath.Join(dir, "src"), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".js") || edits == 6 {
				return err
			}
			edits++
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			// A comment only moves what is mapped; a statement changes the code.
			text = append([]byte("// edited\n"), text...)
			if edits%2 == 0 {
				text = append(text, "\nglobalThis.edited = 1\n"...)
			}
			if err := os.WriteFile(path, text, 0o666); err != nil {
				return err
			}
			cache.Forget(path)
			files.Invalidate(path)
			got, want := build(compiler.Options{Files: files, Cache: cache}), build(compiler.Options{})
			if len(got) != len(want) {
				t.Errorf("%s: %d files, from nothing %d", mode, len(got), len(want))
			}
			for name := range want {
				if !bytes.Equal(got[name], want[name]) {
					t.Errorf("%s: %s differs from a build from nothing after an edit of %s", mode, name, filepath.Base(path))
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if edits < 4 {
			t.Fatalf("only %d files were edited", edits)
		}
	}
}
