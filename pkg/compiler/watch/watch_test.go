package watch_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/watch"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// running is a watch of a project in a temporary folder.
type running struct {
	t      *testing.T
	dir    string
	url    string
	events chan watch.Event
	sse    chan string
	ended  chan error
	cancel func()
}

// start writes files and watches them. It returns behind the first build.
func start(t *testing.T, files map[string]string, change ...func(r *running, o *watch.Options)) *running {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := &running{t: t, dir: dir, events: make(chan watch.Event, 64), ended: make(chan error, 1)}
	for name, text := range files {
		r.write(name, text)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel = cancel
	o := watch.Options{
		Serve: true,
		Load: func() watch.Project {
			f, diags := config.Load(config.LoadOptions{Path: dir})
			p := watch.Project{Diagnostics: diags}
			if f != nil {
				p.Builds, p.Inputs = f.Builds, f.Inputs
			}
			for _, b := range p.Builds {
				p.Names = append(p.Names, b.Name)
			}
			return p
		},
		Apply:  func(*compiler.Compiler) error { return nil },
		Report: func(e watch.Event) { r.events <- e },
	}
	for _, f := range change {
		f(r, &o)
	}
	go func() { r.ended <- watch.Run(ctx, o) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-r.ended:
			if err != nil {
				t.Errorf("watch: %v", err)
			}
		case <-time.After(5 * time.Second):
			t.Error("the watch does not end")
		}
	})
	return r
}

func (r *running) write(name, text string) {
	r.t.Helper()
	path := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		r.t.Fatal(err)
	}
	// A new file comes with its text: a busy machine may build between the making
	// and the writing of a file, which is no build to wait for.
	_, err := os.Stat(path)
	to := path
	if err != nil {
		to += ".tmp"
	}
	if err := os.WriteFile(to, []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
	if to != path {
		if err := os.Rename(to, path); err != nil {
			r.t.Fatal(err)
		}
	}
}

// next waits for an event of a kind, passing over others.
func (r *running) next(kind watch.EventKind) watch.Event {
	r.t.Helper()
	limit := time.After(20 * time.Second)
	for {
		select {
		case e := <-r.events:
			if e.Kind == kind {
				return e
			}
		case <-limit:
			r.t.Fatalf("no event of kind %d", kind)
		}
	}
}

func (r *running) get(path string, header ...string) (int, http.Header, string) {
	r.t.Helper()
	req, err := http.NewRequest("GET", strings.TrimSuffix(r.url, "/")+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(body)
}

// listen opens the event stream of a page.
func (r *running) listen() {
	r.t.Helper()
	res, err := http.Get(r.url + "__mfbundle")
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { res.Body.Close() })
	r.sse = make(chan string, 64)
	go func() {
		in := bufio.NewScanner(res.Body)
		for in.Scan() {
			if name, ok := strings.CutPrefix(in.Text(), "event: "); ok {
				in.Scan()
				r.sse <- name + " " + in.Text()
			}
		}
	}()
	r.expect("hello ")
}

func (r *running) expect(prefix string) string {
	r.t.Helper()
	select {
	case got := <-r.sse:
		if !strings.HasPrefix(got, prefix) {
			r.t.Fatalf("event %q, want one that starts with %q", got, prefix)
		}
		return got
	case <-time.After(20 * time.Second):
		r.t.Fatalf("no event %q", prefix)
		return ""
	}
}

const page = "name: app\nmode: development\nhtml: true\nserver: {port: 0}\n"

func TestEdit(t *testing.T) {
	r := start(t, map[string]string{
		"federation.yaml": page,
		"src/index.js":    `import {a} from "./a"; console.log(a)`,
		"src/a.js":        `export const a = "text one"`,
	})
	r.next(watch.Built)
	r.url = r.next(watch.Serving).URL
	r.listen()
	if _, _, text := r.get("/main.js"); !strings.Contains(text, "text one") {
		t.Fatalf("the first build has no %q", "text one")
	}

	r.write("src/a.js", `export const a = "text two"`)
	e := r.next(watch.Built)
	if len(e.Files) != 1 || e.Files[0] != filepath.Join(r.dir, "src/a.js") {
		t.Errorf("changed %q", e.Files)
	}
	if got := r.expect("built "); !strings.Contains(got, "main.js") {
		t.Errorf("event %q does not name main.js", got)
	}
	if _, _, text := r.get("/main.js"); !strings.Contains(text, "text two") || strings.Contains(text, "text one") {
		t.Error("the server has the old build")
	}
	onDisk, err := os.ReadFile(filepath.Join(r.dir, "dist/main.js"))
	if err != nil || !strings.Contains(string(onDisk), "text two") {
		t.Errorf("the old build is on disk: %v", err)
	}

	// As vim saves: a new file takes the place of the old one.
	r.write("src/a.js~", `export const a = "text three"`)
	if err := os.Rename(filepath.Join(r.dir, "src/a.js~"), filepath.Join(r.dir, "src/a.js")); err != nil {
		t.Fatal(err)
	}
	r.next(watch.Built)
	r.expect("built ")
	if _, _, text := r.get("/main.js"); !strings.Contains(text, "text three") {
		t.Error("a rename over a file goes unseen")
	}
}

func TestErrorKeepsLastBuild(t *testing.T) {
	r := start(t, map[string]string{"federation.yaml": page, "src/index.js": `console.log("good")`})
	r.next(watch.Built)
	r.url = r.next(watch.Serving).URL
	r.listen()

	r.write("src/index.js", `import "./lib/missing"`)
	r.next(watch.Failed)
	if got := r.expect("failed "); !strings.Contains(got, "resolve-not-found") {
		t.Errorf("event %q", got)
	}
	if _, _, text := r.get("/main.js"); !strings.Contains(text, "good") {
		t.Error("the last good build is gone")
	}
	// In a folder that did not exist when the build failed.
	r.write("src/lib/missing.js", `console.log("found")`)
	r.next(watch.Built)
	r.expect("built ")
	if _, _, text := r.get("/main.js"); !strings.Contains(text, "found") {
		t.Error("a file that was missing goes unseen")
	}
}

// TestEmitOnErrors: what works is written in spite of errors, and the next good
// build tells pages of all that has changed since.
func TestEmitOnErrors(t *testing.T) {
	r := start(t, map[string]string{
		"federation.yaml": page + "optimization: {emitOnErrors: true}\n", "src/index.js": `import "./a"; import("./lazy")`, "src/a.js": "", "src/lazy.js": `console.log("lazy one")`,
	})
	r.next(watch.Built)
	r.url = r.next(watch.Serving).URL
	r.listen()

	r.write("src/a.js", `import "./nowhere"; console.log("new")`)
	r.next(watch.Failed)
	r.expect("failed ")
	if _, _, text := r.get("/main.js"); !strings.Contains(text, "new") || !strings.Contains(text, "nowhere") {
		t.Errorf("main.js is %s", text)
	}
	r.write("src/lazy.js", `console.log("lazy two")`)
	r.next(watch.Failed)
	r.expect("failed ")
	r.write("src/nowhere.js", "")
	r.next(watch.Built)
	if got := r.expect("built "); !strings.Contains(got, `"main.js"`) || !strings.Contains(got, `"src_lazy_js.js"`) {
		t.Errorf("event %q", got)
	}
}

func TestConfigReload(t *testing.T) {
	r := start(t, map[string]string{"federation.yaml": page, "src/index.js": `console.log(MARK)`})
	r.next(watch.Built)
	r.url = r.next(watch.Serving).URL

	r.write("federation.yaml", page+"unknown: 1\n")
	if e := r.next(watch.BadConfig); len(e.Diagnostics) != 1 {
		t.Errorf("%d diagnostics", len(e.Diagnostics))
	}
	r.write("federation.yaml", page+"define: {MARK: '\"defined\"'}\n")
	r.next(watch.Built)
	if _, _, text := r.get("/main.js"); !strings.Contains(text, "defined") {
		t.Error("the configuration was not loaded again")
	}
}

func TestServe(t *testing.T) {
	r := start(t, map[string]string{
		"federation.yaml": page + "output: {publicPath: /shop/}\n", "src/index.js": `import "./a.css"`, "src/a.css": "b{color:red}",
		"dist/extra.json": "{}", "secret.txt": "secret",
	})
	r.next(watch.Built)
	r.url = r.next(watch.Serving).URL
	for _, c := range []struct {
		path, accept string
		status       int
		kind, text   string
	}{
		{"/", "text/html", 200, "text/html; charset=utf-8", "/__mfbundle/client.js"},
		{"/some/route", "text/html,*/*", 200, "text/html; charset=utf-8", "/__mfbundle/client.js"},
		{"/missing.js", "*/*", 404, "", ""},
		{"/missing.js", "text/html", 404, "", ""},
		{"/main.js", "*/*", 200, "text/javascript; charset=utf-8", ""},
		{"/shop/main.js", "*/*", 200, "text/javascript; charset=utf-8", ""},
		{"/main.css", "*/*", 200, "text/css; charset=utf-8", "red"},
		{"/extra.json", "*/*", 200, "application/json", "{}"},
		{"/..%2fsecret.txt", "*/*", 404, "", ""},
		{"/__mfbundle/client.js", "*/*", 200, "text/javascript; charset=utf-8", "EventSource"},
	} {
		status, header, text := r.get(c.path, "Accept", c.accept)
		if status != c.status || c.kind != "" && header.Get("Content-Type") != c.kind || !strings.Contains(text, c.text) {
			t.Errorf("%s (%s): %d %s", c.path, c.accept, status, header.Get("Content-Type"))
		}
		if header.Get("Access-Control-Allow-Origin") != "*" || header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers %v", c.path, header)
		}
	}
	onDisk, err := os.ReadFile(filepath.Join(r.dir, "dist/index.html"))
	if err != nil || strings.Contains(string(onDisk), "__mfbundle") {
		t.Errorf("the page on disk has the script: %v", err)
	}
}

func TestSeveralApps(t *testing.T) {
	r := start(t, map[string]string{
		"federation.yaml":  "name: one\ncontext: one\nserver: {port: 0}\noutput: {path: ../dist/one}\n---\nname: two\ncontext: two\nhtml: true\noutput: {path: ../dist/two}\n",
		"one/src/index.js": `console.log("app one")`, "two/src/index.js": `console.log("app two")`,
	})
	r.next(watch.Built)
	r.next(watch.Built)
	r.url = r.next(watch.Serving).URL
	for path, text := range map[string]string{"/one/main.js": "app one", "/two/main.js": "app two", "/two/": "client.js", "/": "/two/"} {
		if status, _, got := r.get(path); status != 200 || !strings.Contains(got, text) {
			t.Errorf("%s: %d %.80s", path, status, got)
		}
	}
	r.write("two/src/index.js", `console.log("app 2")`)
	if e := r.next(watch.Built); e.Name != "two" {
		t.Errorf("%s was built, not two", e.Name)
	}
	select {
	case e := <-r.events:
		t.Errorf("%s was built for a change of two", e.Name)
	case <-time.After(200 * time.Millisecond):
	}
}

// TestOwnPorts: an app with a port of its own is there as if it were the only one,
// beside its place on the common port; one whose port is taken has only that.
func TestOwnPorts(t *testing.T) {
	free, taken := listenAny(t), listenAny(t)
	defer taken.Close()
	free.Close()
	port := free.Addr().(*net.TCPAddr).Port
	yaml := func(port, other int) string {
		return fmt.Sprintf("name: one\ncontext: one\nserver: {port: 0}\noutput: {path: ../dist/one}\n---\n"+
			"name: two\ncontext: two\nhtml: true\nserver: {port: %d}\noutput: {path: ../dist/two}\n---\n"+
			"name: three\ncontext: three\nserver: {port: %d}\noutput: {path: ../dist/three}\n", port, other)
	}
	r := start(t, map[string]string{
		"federation.yaml":  yaml(port, taken.Addr().(*net.TCPAddr).Port),
		"one/src/index.js": `console.log("app one")`, "two/src/index.js": `console.log("app two")`, "three/src/index.js": `console.log("app three")`,
	})
	r.url = r.next(watch.Serving).URL
	if status, _, got := r.get("/two/main.js"); status != 200 || !strings.Contains(got, "app two") {
		t.Errorf("/two/main.js: %d %.80s", status, got)
	}
	e := r.next(watch.Serving)
	if want := fmt.Sprintf("http://127.0.0.1:%d/", port); e.Name != "two" || e.URL != want {
		t.Errorf("%s is served on %s, want two on %s", e.Name, e.URL, want)
	}
	if bad := r.next(watch.BadConfig); len(bad.Diagnostics) != 1 || bad.Diagnostics[0].Code != "server-port-taken" {
		t.Errorf("diagnostics %v", bad.Diagnostics)
	}
	r.url = e.URL
	for path, text := range map[string]string{"/main.js": "app two", "/": "/__mfbundle/client.js", "/__mfbundle/client.js": "EventSource"} {
		if status, _, got := r.get(path); status != 200 || !strings.Contains(got, text) {
			t.Errorf("%s: %d %.80s", path, status, got)
		}
	}
	if status, _, _ := r.get("/one/main.js"); status != 404 {
		t.Errorf("another app is there, too: %d", status)
	}
	r.write("federation.yaml", yaml(0, 0))
	r.next(watch.Built)
	if _, err := http.Get(r.url); err == nil {
		t.Error("the port is open though no app has it")
	}
}

func listenAny(t *testing.T) net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestPortTaken: a second watch takes the next free port.
func TestPortTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := l.Addr().(*net.TCPAddr).Port
	r := start(t, map[string]string{
		"federation.yaml": fmt.Sprintf("name: app\nserver: {port: %d}\n", taken), "src/index.js": "console.log(1)",
	})
	r.url = r.next(watch.Serving).URL
	if strings.HasSuffix(r.url, fmt.Sprintf(":%d/", taken)) {
		t.Errorf("serving on %s, which is taken", r.url)
	}
	if status, _, _ := r.get("/main.js"); status != 200 {
		t.Errorf("status %d", status)
	}
}

// TestSameErrorsOnce: while a build is broken, files that have nothing to do with
// it do not repeat its errors.
func TestSameErrorsOnce(t *testing.T) {
	r := start(t, map[string]string{"federation.yaml": page, "src/index.js": `import "../logs/missing"`})
	r.next(watch.Failed)
	r.next(watch.Serving)
	r.write("cache/a", "")
	r.write("cache/b", "")
	select {
	case e := <-r.events:
		t.Errorf("event of kind %d", e.Kind)
	case <-time.After(time.Second):
	}
	r.write("logs/missing.js", "")
	r.next(watch.Built)
}

// TestNothingIsMissed: what is written while a folder is not watched yet is built
// all the same.
func TestNothingIsMissed(t *testing.T) {
	once := func(f func()) func() {
		done := false
		return func() {
			if !done {
				done = true
				f()
			}
		}
	}
	t.Run("a configuration, when it is told to be missing", func(t *testing.T) {
		r := start(t, map[string]string{"src/index.js": ""}, func(r *running, o *watch.Options) {
			load, report := o.Load, o.Report
			o.Load = func() watch.Project {
				p := load()
				if p.Builds == nil {
					p.Inputs = append(p.Inputs, filepath.Join(r.dir, "federation.yaml"))
				}
				return p
			}
			write := once(func() { r.write("federation.yaml", page) })
			o.Report = func(e watch.Event) { write(); report(e) }
		})
		r.next(watch.BadConfig)
		r.next(watch.Built)
	})
	t.Run("a configuration, behind its first reading", func(t *testing.T) {
		r := start(t, map[string]string{"src/index.js": "console.log(MARK)", "federation.yaml": page}, func(r *running, o *watch.Options) {
			load := o.Load
			write := once(func() { r.write("federation.yaml", page+"define: {MARK: '\"defined\"'}\n") })
			o.Load = func() watch.Project { p := load(); write(); return p }
		})
		r.next(watch.Built)
		r.url = r.next(watch.Serving).URL
		if _, _, text := r.get("/main.js"); !strings.Contains(text, "defined") {
			t.Error("the configuration of before was built")
		}
	})
	for name, c := range map[string]struct{ file, text string }{
		"a source, behind its reading":        {"src/index.js", "console.log('later')"},
		"a file that is preferred from now":   {"src/a.mjs", "console.log('later')"},
		"a package.json of a source's folder": {"package.json", `{"sideEffects": false}`},
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, map[string]string{
				"federation.yaml": page + "resolve: {extensions: [.mjs, .js]}\n", "package.json": "{}", "src/index.js": `import "./a"`, "src/a.js": "console.log('first')",
			}, func(r *running, o *watch.Options) {
				write := once(func() { r.write(c.file, c.text) })
				o.Apply = func(k *compiler.Compiler) error {
					k.Hooks.Emit.Tap("write", 0, func(context.Context, *compiler.Output) error { write(); return nil })
					return nil
				}
			})
			r.next(watch.Built)
			if e := r.next(watch.Built); len(e.Files) != 1 || e.Files[0] != filepath.Join(r.dir, c.file) {
				t.Errorf("changed %q", e.Files)
			}
		})
	}
}

// A folder that nothing is taken from yet is watched when a context looks at it.
func TestContextFolder(t *testing.T) {
	r := start(t, map[string]string{
		"federation.yaml": page,
		"src/index.js":    `console.log(require.context("./parts", true, /\.js$/).keys())`,
		"src/parts/a.js":  `module.exports = "part one"`,
		"src/parts/x/y":   ``,
	})
	r.next(watch.Built)
	r.url = r.next(watch.Serving).URL
	r.write("src/parts/x/b.js", `module.exports = "part two"`)
	// One change may be seen as two, so what is not there yet may come with the next build.
	has := func(part string) bool {
		r.next(watch.Built)
		_, _, text := r.get("/main.js")
		return strings.Contains(text, part)
	}
	for !has("part two") {
	}
	if err := os.Remove(filepath.Join(r.dir, "src/parts/a.js")); err != nil {
		t.Fatal(err)
	}
	for has("part one") {
	}
}
