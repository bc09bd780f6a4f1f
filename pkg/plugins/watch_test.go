package plugins_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mfbundle/mfbundle/pkg/compiler/watch"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// TestWatchReadsAgain: files besides modules that federation reads are read again
// when they change, and files that come to match an expose are exposed.
func TestWatchReadsAgain(t *testing.T) {
	dir := writeProject(t, `
-- federation.yaml --
mode: production
entry: {}
federation:
  name: shop
  filename: remoteEntry.js
  exposes: {"./widgets/*": ./src/widgets/*.js}
  shared: {lib: {treeShaking: {mode: server-calc, fromReport: usage.json}}}
  manifest: {ssr: server.json}
-- usage.json --
{"treeShake": {"lib": {"first": true}}}
-- server.json --
{"metaData": {"remoteEntry": {"name": "one.js"}, "publicPath": "https://server.test/"}, "exposes": [], "shared": []}
-- src/widgets/A.js --
export { used } from "lib"
-- package.json --
{"name": "shop", "dependencies": {"lib": "*"}}
-- node_modules/lib/package.json --
{"name": "lib", "version": "1.0.0", "sideEffects": false, "type": "module"}
-- node_modules/lib/index.js --
export const used = "is used"
export const first = "is first"
export const second = "is second"
`)
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	events, ended := make(chan watch.Event, 64), make(chan error, 1)
	go func() {
		ended <- watch.Run(ctx, watch.Options{
			Load: func() watch.Project {
				f, diags := config.Load(config.LoadOptions{Path: dir})
				p := watch.Project{Diagnostics: diags}
				if f != nil {
					p.Builds, p.Inputs, p.Names = f.Builds, f.Inputs, []string{"shop"}
				}
				return p
			},
			Apply:  plugins.Apply,
			Report: func(e watch.Event) { events <- e },
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("watch: %v", err)
		}
	})
	// output waits for a build and returns all of its files.
	output := func() string {
		t.Helper()
		select {
		case e := <-events:
			if e.Kind != watch.Built {
				t.Fatalf("no build: %v %v", e.Diagnostics, e.Err)
			}
		case <-time.After(time.Minute):
			t.Fatal("nothing is built")
		}
		var all strings.Builder
		err := filepath.WalkDir(filepath.Join(dir, "dist"), func(p string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(p)
			all.Write(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return all.String()
	}
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		// In one step: no build may see half of it.
		aside := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(aside, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(aside, file); err != nil {
			t.Fatal(err)
		}
	}
	has := func(text string, want ...string) {
		t.Helper()
		for _, w := range want {
			no := strings.HasPrefix(w, "!")
			if strings.Contains(text, strings.TrimPrefix(w, "!")) == no {
				t.Errorf("expected %s in the output", w)
			}
		}
	}
	has(output(), "is used", "is first", "!is second", "./widgets/A", "one.js", "!./widgets/deep/B")
	write("usage.json", `{"treeShake": {"lib": {"second": true}}}`)
	has(output(), "is used", "!is first", "is second")
	write("server.json", `{"metaData": {"remoteEntry": {"name": "two.js"}, "publicPath": "https://server.test/"}, "exposes": [], "shared": []}`)
	has(output(), "two.js", "!one.js")
	if err := os.MkdirAll(filepath.Join(dir, "src/widgets/deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	output() // the folder came, and may hold something
	write("src/widgets/deep/B.js", `export default "the new widget"`)
	has(output(), "./widgets/deep/B", "the new widget")
}
