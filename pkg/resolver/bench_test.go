package resolver

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// A project on disk for benchmarks: folders of modules that import each other and
// packages, some with exports, some with a browser map.
type benchProject struct {
	root     string
	requests []requestKey
}

var bench = sync.OnceValue(func() benchProject {
	root, err := os.MkdirTemp("", "resolver-bench")
	if err != nil {
		panic(err)
	}
	write := func(name, data string) {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			panic(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			panic(err)
		}
	}
	const packages, folders, perFolder = 300, 200, 10
	for i := range packages {
		p := fmt.Sprintf("node_modules/pkg%d/", i)
		switch i % 3 {
		case 0:
			write(p+"package.json", fmt.Sprintf(`{"name": "pkg%d", "version": "1.0.0", "main": "./lib/index.js", "module": "./es/index.js", "dependencies": {"a": "^1.0.0"}}`, i))
		case 1:
			write(p+"package.json", fmt.Sprintf(`{"name": "pkg%d", "version": "1.0.0", "exports": {".": {"import": "./es/index.js", "require": "./lib/index.js"}, "./lib/*": "./lib/*.js"}}`, i))
		default:
			write(p+"package.json", fmt.Sprintf(`{"name": "pkg%d", "version": "1.0.0", "main": "./lib/index.js", "browser": {"./lib/index.js": "./es/index.js", "fs": false}}`, i))
		}
		write(p+"es/index.js", "")
		write(p+"lib/index.js", "")
		for j := range 5 {
			write(fmt.Sprintf("%slib/part%d.js", p, j), "")
		}
	}
	write("package.json", `{"name": "app", "version": "1.0.0"}`)
	rnd := rand.New(rand.NewSource(1))
	var requests []requestKey
	for i := range folders {
		for j := range perFolder {
			write(fmt.Sprintf("src/f%d/g%d/m%d.ts", i%20, i, j), "")
		}
		dir := filepath.Join(root, fmt.Sprintf("src/f%d/g%d", i%20, i))
		for range perFolder * 10 {
			var specifier string
			switch rnd.Intn(5) {
			case 0, 1:
				specifier = fmt.Sprintf("./m%d", rnd.Intn(perFolder))
			case 2:
				k := rnd.Intn(folders)
				specifier = fmt.Sprintf("../../f%d/g%d/m%d", k%20, k, rnd.Intn(perFolder))
			case 3:
				specifier = fmt.Sprintf("pkg%d", rnd.Intn(packages))
			default:
				specifier = fmt.Sprintf("pkg%d/lib/part%d", rnd.Intn(packages), rnd.Intn(5))
			}
			requests = append(requests, requestKey{dir, specifier})
		}
	}
	return benchProject{root, requests}
})

func TestMain(m *testing.M) {
	code := m.Run()
	if benchUsed {
		os.RemoveAll(bench().root)
	}
	os.Exit(code)
}

var benchUsed bool

func setup(b *testing.B) benchProject {
	benchUsed = true
	p := bench()
	b.ReportAllocs()
	b.ResetTimer()
	return p
}

func perRequest(b *testing.B, p benchProject) {
	n := float64(b.N * len(p.requests))
	b.ReportMetric(n/b.Elapsed().Seconds(), "resolutions/s")
}

// BenchmarkCold begins each round with an empty cache: 20,000 requests, of which
// about 16,000 are different.
func BenchmarkCold(b *testing.B) {
	p := setup(b)
	for b.Loop() {
		resolveAll(b, p, New(Defaults("web", "production", "esm"), NewCache()))
	}
	perRequest(b, p)
}

// BenchmarkColdParallel is BenchmarkCold on all cores.
func BenchmarkColdParallel(b *testing.B) {
	p := setup(b)
	const workers = 2
	for b.Loop() {
		r := New(Defaults("web", "production", "esm"), NewCache())
		var wg sync.WaitGroup
		for w := range workers {
			wg.Go(func() {
				for i := w; i < len(p.requests); i += workers {
					if _, err := r.Resolve(p.requests[i].dir, p.requests[i].specifier); err != nil {
						b.Error(err)
					}
				}
			})
		}
		wg.Wait()
	}
	perRequest(b, p)
}

// BenchmarkWarmDisk reads listings and packages from a full cache but remembers no
// result: the cost of the pipeline itself.
func BenchmarkWarmDisk(b *testing.B) {
	p := setup(b)
	cache := NewCache()
	resolveAll(b, p, New(Defaults("web", "production", "esm"), cache))
	b.ResetTimer()
	for b.Loop() {
		resolveAll(b, p, New(Defaults("web", "production", "esm"), cache))
	}
	perRequest(b, p)
}

// BenchmarkRemembered asks again what was answered before.
func BenchmarkRemembered(b *testing.B) {
	p := setup(b)
	r := New(Defaults("web", "production", "esm"), NewCache())
	resolveAll(b, p, r)
	b.ResetTimer()
	for b.Loop() {
		resolveAll(b, p, r)
	}
	perRequest(b, p)
}

func resolveAll(b *testing.B, p benchProject, r *Resolver) {
	for _, request := range p.requests {
		if _, err := r.Resolve(request.dir, request.specifier); err != nil {
			// Packages with exports list their lib without extensions, as asked.
			b.Fatal(err)
		}
	}
}

func BenchmarkParsePackage(b *testing.B) {
	const source = `{"name": "react-dom", "version": "18.2.0", "description": "React package for working with the DOM.", "main": "index.js",
		"repository": {"type": "git", "url": "https://github.com/facebook/react.git", "directory": "packages/react-dom"}, "keywords": ["react"], "license": "MIT",
		"dependencies": {"loose-envify": "^1.1.0", "scheduler": "^0.23.0"}, "peerDependencies": {"react": "^18.2.0"},
		"files": ["LICENSE", "README.md", "index.js", "cjs/", "umd/"],
		"exports": {".": "./index.js", "./client": "./client.js", "./server": {"deno": "./server.browser.js", "worker": "./server.browser.js", "browser": "./server.browser.js", "default": "./server.node.js"}}}`
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, bad := parsePackage("/p/package.json", source); bad != nil {
			b.Fatal(bad)
		}
	}
}
