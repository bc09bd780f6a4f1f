package loader

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// testPool is a pool in a folder with the given loaders. It needs Node and
// loader-runner of e2e.
func testPool(t *testing.T, size int, files map[string]string) (*Pool, string) {
	t.Helper()
	runner, _ := filepath.Abs("../../../e2e/node_modules/loader-runner/lib/LoaderRunner.js")
	if _, err := os.Stat(runner); err != nil {
		t.Skip("loader-runner is not installed: npm ci in e2e")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	dir := t.TempDir()
	files["file.txt"] = "text"
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := NewPool(Setup{Runner: runner, Context: dir, Mode: "development", Target: "web"}, size)
	t.Cleanup(p.Close)
	return p, dir
}

func jobOf(dir string, loaders ...string) *Job {
	j := &Job{Resource: filepath.Join(dir, "file.txt")}
	for _, l := range loaders {
		j.Loaders = append(j.Loaders, Item{Path: filepath.Join(dir, l)})
	}
	return j
}

// hostFunc answers with a function.
type hostFunc func(dir, request string) (string, error)

func (f hostFunc) Resolve(_ context.Context, dir, request string, options json.RawMessage) (string, error) {
	return f(dir, request+string(options))
}

func (f hostFunc) Load(_ context.Context, dir, request string) (*Result, error) {
	s, err := f(dir, "load "+request)
	return &Result{Content: []byte(s), Files: []string{"/loaded"}}, err
}

func (f hostFunc) Import(_ context.Context, dir, request string, options json.RawMessage) (*Result, error) {
	s, err := f(dir, "import "+request+string(options))
	return &Result{Content: []byte(s), Files: []string{"/imported"}, Emitted: []File{{"x.png", []byte("x")}}, Cacheable: true}, err
}

var nobody = hostFunc(func(string, string) (string, error) { return "", errors.New("nobody knows") })

// TestImport: what a loader imports runs in the process, and what belongs to it
// becomes part of the result.
func TestImport(t *testing.T) {
	p, dir := testPool(t, 1, map[string]string{
		"imports.js": `module.exports = async function () {
	const x = await this.importModule("./m", { layer: "l", other: 1 })
	return x.text + (await new Promise((done) => this.importModule("./none", (error) => done(error.message))))
}`,
	})
	host := hostFunc(func(dir, request string) (string, error) {
		if strings.Contains(request, "none") {
			return "", errors.New("not there")
		}
		return "module.exports = { text: " + strconv.Quote(request) + " }", nil
	})
	r, err := p.Run(context.Background(), jobOf(dir, "imports.js"), host)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(r.Content), `import ./m{"layer":"l"}not there`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if !slices.Contains(r.Files, "/imported") || len(r.Emitted) != 1 || string(r.Emitted[0].Data) != "x" {
		t.Errorf("got %v and %v", r.Files, r.Emitted)
	}
}

func TestRun(t *testing.T) {
	p, dir := testPool(t, 1, map[string]string{
		"asks.js": `module.exports = async function (s) {
	const resolve = this.getResolve({extensions: [".x"], restrictions: [/a/i]})
	const a = await resolve("/from", "./a")
	const b = await new Promise((done) => this.resolve("/from", "./none", (error) => done(error.message)))
	const c = await new Promise((done, fail) => this.loadModule("./m", (error, text) => error ? fail(error) : done(text)))
	this.addDependency("/dep"); this.addContextDependency("/folder"); this.addMissingDependency("/gone"); this.cacheable(false)
	this.emitFile("a.bin", Buffer.from([0, 255]))
	return [s, a, b, c].join()
}`,
		"map.js":   `module.exports = function (s) { this.callback(null, Buffer.from([0xff]), {version: 3, sources: ["a"], mappings: ""}) }`,
		"print.js": `process.stdout.write("noise"); module.exports = (s) => { console.log("more noise"); return s + "!" }`,
	})
	host := hostFunc(func(dir, request string) (string, error) {
		if strings.Contains(request, "none") {
			return "", errors.New("not there")
		}
		return dir + " " + request, nil
	})
	r, err := p.Run(context.Background(), jobOf(dir, "asks.js"), host)
	if err != nil {
		t.Fatal(err)
	}
	want := `text,/from ./a{"extensions":[".x"],"restrictions":[{"regexp":"a","flags":"i"}]},not there,` + dir + " load ./m"
	if string(r.Content) != want {
		t.Errorf("got %s\nwant %s", r.Content, want)
	}
	got := fmt.Sprint(r.Files, r.Contexts, r.Missing, r.Cacheable, r.Emitted)
	if got != fmt.Sprintf("[/loaded %s/file.txt /dep] [/folder] [/gone] false [{a.bin [0 255]}]", dir) {
		t.Error(got)
	}
	if r, err = p.Run(context.Background(), jobOf(dir, "map.js"), nobody); err != nil || string(r.Content) != "\xff" || string(r.Map) != `{"version":3,"sources":["a"],"mappings":""}` {
		t.Errorf("%q %q %v", r.Content, r.Map, err)
	}
	if r, err = p.Run(context.Background(), jobOf(dir, "print.js"), nobody); err != nil || string(r.Content) != "text!" {
		t.Errorf("%+v %v", r, err)
	}
}

// TestHang: a loader that never comes back fails by name, also one that keeps
// the processor, and the pool goes on.
func TestHang(t *testing.T) {
	p, dir := testPool(t, 1, map[string]string{
		"loop.js": `module.exports = () => { for (;;); }`,
		"wait.js": `module.exports = function () { this.async() }`,
		"good.js": `module.exports = (s) => s`,
	})
	if _, err := p.Run(context.Background(), jobOf(dir, "good.js"), nobody); err != nil {
		t.Fatal(err)
	}
	p.timeout = 500 * time.Millisecond
	for _, name := range []string{"loop.js", "wait.js"} {
		_, err := p.Run(context.Background(), jobOf(dir, name), nobody)
		var failed *FailedError
		if !errors.As(err, &failed) || !failed.Timeout || filepath.Base(failed.Loader) != name {
			t.Errorf("%s: %#v", name, err)
		}
	}
	p.timeout = Timeout
	if _, err := p.Run(context.Background(), jobOf(dir, "good.js"), nobody); err != nil {
		t.Error(err)
	}
}

// TestCrash: a loader that ends the process fails by name, and takes no other
// job with it.
func TestCrash(t *testing.T) {
	p, dir := testPool(t, 1, map[string]string{
		"exit.js": `module.exports = function () { this.async(); console.log("last words"); setTimeout(() => process.exit(7), 100) }`,
		"slow.js": `module.exports = function (s) { const done = this.async(); setTimeout(() => done(null, s), 300) }`,
	})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if r, err := p.Run(context.Background(), jobOf(dir, "slow.js"), nobody); err != nil || string(r.Content) != "text" {
				t.Errorf("slow: %v", err)
			}
		})
	}
	_, err := p.Run(context.Background(), jobOf(dir, "exit.js"), nobody)
	var failed *FailedError
	if !errors.As(err, &failed) || !failed.Crash || filepath.Base(failed.Loader) != "exit.js" || !strings.Contains(failed.Stack, "last words") {
		t.Errorf("%#v", err)
	}
	wg.Wait()
}

// TestClose ends the processes, whatever they do.
func TestClose(t *testing.T) {
	p, dir := testPool(t, 2, map[string]string{"loop.js": `module.exports = () => { for (;;); }`})
	ended := make(chan error, 1)
	go func() {
		_, err := p.Run(context.Background(), jobOf(dir, "loop.js"), nobody)
		ended <- err
	}()
	for p.count() == 0 {
		time.Sleep(time.Millisecond)
	}
	p.Close()
	if err := <-ended; err == nil {
		t.Error("the job did not fail")
	}
}

func (p *Pool) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.processes)
}

func TestJavaScript(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	if out, err := exec.Command("node", "--test", "js/worker.test.js").CombinedOutput(); err != nil {
		t.Errorf("node --test: %v\n%s", err, out)
	}
}

func TestNoNode(t *testing.T) {
	p := NewPool(Setup{Node: "/nowhere/node"}, 1)
	_, err := p.Run(context.Background(), &Job{}, nobody)
	var missing *NoNodeError
	if !errors.As(err, &missing) {
		t.Errorf("%#v", err)
	}
}
