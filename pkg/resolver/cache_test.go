package resolver

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestInvalidate(t *testing.T) {
	root := tree(t, emptyFiles("src/a.js", "src/lib/x.js", "node_modules/p/a.js", "node_modules/p/b.js", "real/one.js", "other/keep.js")+`
-- node_modules/p/package.json --
{"main": "a.js"}
-- link -> real --
-- tsconfig.json --
{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}
`)
	cache := NewCache()
	opts := web()
	opts.TSConfig = "auto"
	r := New(opts, cache)
	resolve := func(request string) string {
		result, err := r.Resolve(root, request)
		return outcomeText(root, result, err)
	}
	write := func(name, data string) string {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	want := func(request, want string) {
		t.Helper()
		if got := resolve(request); got != want {
			t.Errorf("%s: got %s, want %s", request, got, want)
		}
	}

	want("./src/b", "!not-found")
	added := write("src/b.js", "")
	want("./src/b", "!not-found") // not told yet
	cache.Invalidate(added)
	want("./src/b", "src/b.js")

	want("p", "node_modules/p/a.js")
	cache.Invalidate(write("node_modules/p/package.json", `{"main": "b.js"}`))
	want("p", "node_modules/p/b.js")

	want("q", "!not-found")
	cache.Invalidate(write("node_modules/q/index.js", ""))
	want("q", "node_modules/q/index.js")

	// A watcher reports the real path of what was reached through a link.
	want("./link/one", "real/one.js")
	want("./link/two", "!not-found")
	cache.Invalidate(write("real/two.js", ""))
	want("./link/two", "real/two.js")

	// A link that leads elsewhere now.
	os.Remove(filepath.Join(root, "link"))
	if err := os.Symlink("other", filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	cache.Invalidate(filepath.Join(root, "link"))
	want("./link/keep", "other/keep.js")
	want("./link/one", "!not-found")

	// A directory with all below it.
	want("./src/lib/x", "src/lib/x.js")
	os.RemoveAll(filepath.Join(root, "src"))
	cache.Invalidate(filepath.Join(root, "src"))
	want("./src/lib/x", "!not-found")

	write("v2/n.js", "")
	write("tsconfig.json", `{"compilerOptions": {"paths": {"@/*": ["./v2/*"]}}}`)
	want("@/n", "!not-found")
	cache.Invalidate(filepath.Join(root, "tsconfig.json"), filepath.Join(root, "v2/n.js"))
	want("@/n", "v2/n.js")

	write("all.js", "")
	cache.Invalidate()
	want("./all", "all.js")
}

// Package values stay the same as long as their file does, so that callers may
// compare them.
func TestPackageIdentity(t *testing.T) {
	root := tree(t, emptyFiles("a.js", "lib/b.js")+"-- package.json --\n{}\n")
	cache := NewCache()
	first, _ := New(web(), cache).Resolve(root, "./a")
	cache.Invalidate(root + "/lib/b.js")
	second, _ := New(web(), cache).Resolve(root, "./lib/b")
	if first.Package == nil || first.Package != second.Package {
		t.Error("the package was parsed twice")
	}
}

// What is written into a source changes no answer; anything else may.
func TestInvalidateKeepsAnswers(t *testing.T) {
	root := tree(t, emptyFiles("a.js", "lib/b.js", "lib/gone.js", "tsconfig.json", "conf.ts.txt")+"-- package.json --\n{}\n")
	for name, keeps := range map[string]bool{"a.js": true, "lib/b.js": true, "package.json": false, "tsconfig.json": false, "conf.ts.txt": false, "new.js": false, "lib/gone.js": false, "lib": false} {
		cache := NewCache()
		r := New(web(), cache)
		for _, request := range []string{"./a", "./lib/b", "./lib/gone.js"} {
			if _, err := r.Resolve(root, request); err != nil {
				t.Fatal(err)
			}
		}
		before := cache.current.Load()
		if name == "lib/gone.js" {
			if err := os.Remove(filepath.Join(root, name)); err != nil {
				t.Fatal(err)
			}
		}
		cache.Invalidate(filepath.Join(root, name))
		if got := cache.current.Load() == before; got != keeps {
			t.Errorf("%s: answers kept: %t, want %t", name, got, keeps)
		}
		if name == "lib/gone.js" {
			if _, err := r.Resolve(root, "./lib/gone.js"); err == nil {
				t.Error("a file that is gone is found")
			}
			if err := os.WriteFile(filepath.Join(root, name), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Many goroutines and two resolvers on one cache, with invalidations in between,
// must always see a file that is there.
func TestConcurrent(t *testing.T) {
	var names []string
	for i := range 40 {
		names = append(names, fmt.Sprintf("d%d/f.js", i), fmt.Sprintf("node_modules/p%d/index.js", i))
	}
	root := tree(t, emptyFiles(names...))
	cache := NewCache()
	resolvers := []*Resolver{New(web(), cache), New(Defaults("node", "production", "commonjs"), cache)}
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range 400 {
				n := (i*7 + worker) % 40
				dir := fmt.Sprintf("%s/d%d", root, n)
				for _, request := range []string{"./f", fmt.Sprintf("p%d", n), fmt.Sprintf("../d%d/f.js", (n+1)%40)} {
					if _, err := resolvers[i%2].Resolve(dir, request); err != nil {
						t.Error(err)
					}
				}
				if i%50 == 0 {
					cache.Invalidate(dir + "/f.js")
				}
			}
		})
	}
	wg.Wait()
}

func TestDeps(t *testing.T) {
	root := tree(t, emptyFiles("a.ts", "node_modules/p/x.js")+`
-- node_modules/p/package.json --
{"main": "x.js"}
-- package.json --
{}
`)
	r := New(web(), nil)
	result, deps, err := r.ResolveDeps(root, "./a.js")
	if err == nil || slices.Index(deps.Missing, root+"/a.js") < 0 || slices.Index(deps.Missing, root+"/a.js.ts") < 0 {
		t.Errorf("missing file: %v, %v, %+v", result, err, deps)
	}
	result, deps, err = r.ResolveDeps(root+"/src", "p")
	if err != nil || result.Path != root+"/node_modules/p/x.js" {
		t.Fatal(result, err)
	}
	for _, file := range []string{"/node_modules/p/package.json", "/node_modules/p/x.js", "/package.json"} {
		if !slices.Contains(deps.Files, root+file) {
			t.Errorf("%s is not among the files %v", file, deps.Files)
		}
	}
	if !slices.Contains(deps.Missing, root+"/src/node_modules") {
		t.Errorf("missing: %v", deps.Missing)
	}
}

func TestExplain(t *testing.T) {
	root := tree(t, emptyFiles("lib/x.ts")+`
-- package.json --
{"imports": {"#x": "./lib/x"}}
`)
	opts := web()
	opts.Alias = []Alias{NewAlias("@", root+"/lib")}
	result, trace, err := New(opts, nil).Explain(root, "@/x")
	if err != nil || result.Path != root+"/lib/x.ts" {
		t.Fatal(result, err)
	}
	text := strings.ReplaceAll(trace.String(), root, "")
	for _, line := range []string{
		`resolve "@/x" in ""`,
		`  alias "@" gives "/lib/x"`,
		`    /lib/x is no file`,
		`    resolved to /lib/x.ts`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("no line %q in:\n%s", line, text)
		}
	}
}

func TestOpaqueDirectory(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may list every directory")
	}
	root := tree(t, emptyFiles("closed/a.js"))
	closed := root + "/closed"
	if err := os.Chmod(closed, 0o311); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(closed, 0o777)
	check(t, root, web(), `
		. ./closed/a => closed/a.js
		. ./closed/b => !not-found
	`)
}

func TestRealPath(t *testing.T) {
	root := tree(t, emptyFiles("a/b/c.js")+"-- x -> a --\n-- a/y -> b/c.js --\n")
	cache := NewCache()
	for path, want := range map[string]string{"/x/b/c.js": "/a/b/c.js", "/x/y": "/a/b/c.js", "/a/b": "/a/b", "/none/z": "/none/z"} {
		if got := cache.RealPath(root + path); got != root+want {
			t.Errorf("%s: got %s", path, got)
		}
	}
}
