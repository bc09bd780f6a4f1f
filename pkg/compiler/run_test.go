package compiler_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

var update = flag.Bool("update", false, "rewrite the expectations of testdata")

// A project is one testdata/*.txtar: a small project that is built in several
// ways, and whose output runs in Node.
//
// The first line says what the case is about. Further lines may be directives:
//
//	builds: remote host   folders to build in this order; default the top
//	run: check.cjs        what to run instead of dist/main.js; relative to the project
//	modes: production     build only like this; default all of allVariants, with several builds one for each mode
//	native: src/index.js  Node runs this source as it is too, and has to agree
//	gone: A B             texts that no output has where statements may be dropped (minified production)
//	kept: A B             texts that some output of the same builds has
//	errors: run           the output runs in spite of errors
//	packages: A B         packages of e2e/node_modules that the project has; without them it is skipped
//
// want.txt is what the code logs; without it the code has to call assert.
// want-diagnostics.txt has a line for each diagnostic; without it there are none.
// Files below want/ are compared with those of the same name in the output of
// the first way of building.
type project struct {
	name    string
	archive *archive
	file    string
	builds  []string
	run     string
	modes   []string
	native  string
	gone    []string
	kept    []string
	pkgs    []string
	despite bool // errors
	updated map[string]bool
}

// variant is one way of building: a mode and what is changed in it.
type variant struct {
	name string
	mode string
	set  []string
}

var allVariants = []variant{
	{"none", "none", nil},
	{"development", "development", nil},
	{"development-concatenated", "development", []string{"optimization.concatenateModules=true"}},
	{"production", "production", nil},
	{"production-separate", "production", []string{"optimization.concatenateModules=false"}},
	{"production-readable", "production", []string{"optimization.minimize=false"}},
	{"production-unshaken", "production", []string{"optimization.usedExports=false", "optimization.minimize=false", "optimization.sideEffects=false"}},
}

func readProject(t *testing.T, file string) *project {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a := parseArchive(text)
	p := &project{name: strings.TrimSuffix(filepath.Base(file), ".txtar"), archive: a, file: file}
	for _, line := range strings.Split(a.comment, "\n") {
		key, rest, ok := strings.Cut(line, ": ")
		if !ok {
			continue
		}
		switch words := strings.Fields(rest); key {
		case "builds":
			p.builds = words
		case "run":
			p.run = words[0]
		case "modes":
			p.modes = words
		case "native":
			p.native = words[0]
		case "gone":
			p.gone = words
		case "kept":
			p.kept = words
		case "errors":
			p.despite = rest == "run"
		case "packages":
			p.pkgs = words
		}
	}
	return p
}

func (p *project) text(name string) (string, bool) {
	for _, f := range p.archive.files {
		if f.name == name {
			return string(f.data), true
		}
	}
	return "", false
}

func (p *project) variants() []variant {
	var out []variant
	for _, v := range allVariants {
		use := len(p.builds) == 0 || len(v.set) == 0
		if p.modes != nil {
			use = false
			for _, m := range p.modes {
				use = use || m == v.name
			}
		}
		if use {
			out = append(out, v)
		}
	}
	return out
}

// write puts the project into dir, with the configuration that most cases share.
func (p *project) write(t *testing.T, dir string) {
	dirs := p.builds
	if len(dirs) == 0 {
		dirs = []string{"."}
	}
	for _, d := range dirs {
		if _, ok := p.text(filepath.ToSlash(filepath.Join(d, "federation.yaml"))); !ok {
			writeFile(t, filepath.Join(dir, d, "federation.yaml"), []byte("target: node\n"))
		}
	}
	for _, d := range dirs {
		// Output that is CommonJS also where the sources are not.
		writeFile(t, filepath.Join(dir, d, "dist/package.json"), []byte("{}\n"))
	}
	for _, name := range p.pkgs {
		to := filepath.Join(dir, "node_modules", name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(installed(name), to); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range p.archive.files {
		if !strings.HasPrefix(f.name, "want") {
			writeFile(t, filepath.Join(dir, f.name), expand(f.name, f.data))
		}
	}
}

// installed is the folder of a package that the tests against real programs have.
func installed(name string) string {
	dir, _ := filepath.Abs(filepath.Join("..", "..", "e2e", "node_modules", name))
	return dir
}

// lacks reports whether a package that the project needs is not installed.
func (p *project) lacks() bool {
	for _, name := range p.pkgs {
		if _, err := os.Stat(installed(name)); err != nil {
			return true
		}
	}
	return false
}

// expand replaces the spellings of bytes that a text archive cannot hold well.
func expand(name string, data []byte) []byte {
	if text, ok := bytes.CutPrefix(data, []byte("hex:")); ok {
		if b, err := hex.DecodeString(string(bytes.TrimSpace(text))); err == nil {
			return b
		}
	}
	if !strings.Contains(name, ".js") && !strings.Contains(name, ".cjs") {
		return data
	}
	s := strings.ReplaceAll(string(data), "%BOM%", "\ufeff")
	if strings.Contains(s, "%CRLF%") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "%CRLF%", ""), "\n", "\r\n")
	}
	return []byte(s)
}

func writeFile(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// buildDir builds the project in dir, with output in dir/dist.
func buildDir(dir, mode string, workers int, set ...string) (*compiler.Build, []diag.Diagnostic, error) {
	f, diags := config.Load(config.LoadOptions{
		Path: dir, Cwd: dir, Mode: mode, Set: set, Env: func(string) (string, bool) { return "", false },
	})
	if f == nil || f.Builds == nil {
		return nil, diags, nil
	}
	var last *compiler.Build
	for _, cfg := range f.Builds {
		c := compiler.New(cfg, compiler.Options{Workers: workers})
		if err := plugins.Apply(c); err != nil {
			return nil, diags, err
		}
		b, err := c.Run(context.Background())
		if b != nil {
			diags = append(diags, b.Diagnostics...)
			last = b
		}
		if err != nil {
			return b, diags, err
		}
	}
	return last, diags, nil
}

// line is a diagnostic as want-diagnostics.txt has it.
func line(d *diag.Diagnostic) string {
	at := d.At.File
	if d.At.Text != nil {
		l, c := diag.Position(d.At.Text, d.At.Start)
		at = fmt.Sprintf("%s:%d:%d", at, l, c)
	}
	return strings.TrimSpace(fmt.Sprintf("%s[%s] %s: %s", d.Severity, d.Code, at, d.Message))
}

// outcome is one project built in one way.
type outcome struct {
	p     *project
	v     variant
	dir   string
	diags string
	err   error
	bad   bool // no output to run
	ran   *ran
	stage *compiler.Stage // of the last build
}

// build makes all builds of the project.
func (o *outcome) build() {
	dirs := o.p.builds
	if len(dirs) == 0 {
		dirs = []string{"."}
	}
	var lines []string
	for _, d := range dirs {
		b, diags, err := buildDir(filepath.Join(o.dir, d), o.v.mode, 1, o.v.set...)
		for i := range diags {
			lines = append(lines, line(&diags[i])+"\n")
			o.bad = o.bad || diags[i].Severity == diag.Error && !o.p.despite
		}
		if err != nil {
			o.err = err
		}
		if b != nil {
			o.stage = b.Stage
		}
		if b == nil || b.Written == nil {
			o.bad = true
		}
	}
	o.diags = strings.Join(lines, "")
}

func (o *outcome) id() string { return o.p.name + "/" + o.v.name }

// TestRun builds the projects of testdata and runs what came out.
func TestRun(t *testing.T) {
	node := needNode(t)
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	tmp := t.TempDir()
	var outcomes []*outcome
	var projects []*project
	natives := make(map[string]*ran)
	var jobs []job
	only := onlyCase(t)
	for _, file := range files {
		p := readProject(t, file)
		if only != "" && !strings.Contains(p.name, only) {
			continue
		}
		if p.lacks() && os.Getenv("CI") == "" {
			continue // npm ci in e2e
		}
		projects = append(projects, p)
		for _, v := range p.variants() {
			o := &outcome{p: p, v: v, dir: filepath.Join(tmp, v.name, p.name)}
			p.write(t, o.dir)
			outcomes = append(outcomes, o)
		}
		if p.native != "" {
			dir := filepath.Join(tmp, "native", p.name)
			p.write(t, dir)
			jobs = append(jobs, job{ID: p.name + "/native", File: filepath.Join(dir, p.native), Dist: dir, ESM: true})
			natives[p.name] = nil
		}
	}
	each(2, len(outcomes), func(i int) { outcomes[i].build(); outcomes[i].stage = nil })
	for _, o := range outcomes {
		if o.bad || o.err != nil {
			continue
		}
		run := "dist/main.js"
		if o.p.run != "" {
			run = o.p.run
		}
		file := filepath.Join(o.dir, run)
		jobs = append(jobs, job{ID: o.id(), File: file, Dist: filepath.Dir(file)})
	}
	results := runNode(t, node, jobs)
	for _, o := range outcomes {
		o.ran = results[o.id()]
	}
	for _, p := range projects {
		t.Run(p.name, func(t *testing.T) {
			var all []problem
			if _, ok := natives[p.name]; ok {
				if text := checkRun(p, results[p.name+"/native"]); text != "" {
					all = append(all, problem{"native", text})
				}
			}
			for _, o := range outcomes {
				if o.p == p {
					all = append(all, o.check()...)
				}
			}
			show(t, all)
		})
	}
}

func onlyCase(t *testing.T) string {
	return os.Getenv("MFBUNDLE_CASE") // a part of the name: one case without building the others
}

// problem is one way in which an outcome is not what was wanted.
type problem struct{ how, text string }

// show reports problems, those that several ways of building have in common once.
func show(t *testing.T, all []problem) {
	var order []string
	by := make(map[string][]string)
	for _, p := range all {
		if by[p.text] == nil {
			order = append(order, p.text)
		}
		by[p.text] = append(by[p.text], p.how)
	}
	for _, text := range order {
		t.Errorf("%s: %s", strings.Join(by[text], " "), text)
	}
}

var frames = regexp.MustCompile(`\n    at [^\n]*`)

func (o *outcome) check() (out []problem) {
	bad := func(format string, args ...any) { out = append(out, problem{o.v.name, fmt.Sprintf(format, args...)}) }
	if o.err != nil {
		bad("%v", o.err)
		return out
	}
	want, _ := o.p.text("want-diagnostics.txt")
	if o.diags != want {
		if !*update || !o.p.setFile("want-diagnostics.txt", o.diags) {
			bad("diagnostics\n%swant\n%s", o.diags, want)
		}
	}
	if !o.bad {
		if text := checkRun(o.p, o.ran); text != "" {
			bad("%s", text)
		}
		o.texts(bad)
	}
	return out
}

// checkRun compares what a run logged; "" when it is as wanted.
func checkRun(p *project, r *ran) string {
	if r == nil {
		return "did not run"
	}
	if r.Error != "" {
		return "logged " + strings.Join(r.Output, "\n") + "\n" + frames.ReplaceAllString(r.Error, "")
	}
	want, ok := p.text("want.txt")
	got := strings.Join(r.Output, "\n")
	if got != "" {
		got += "\n"
	}
	switch {
	case got != want && *update && p.setFile("want.txt", got):
	case got != want:
		return "logged\n" + got + "want\n" + want
	case !ok && r.Asserts == 0:
		return "neither logged nor asserted anything"
	}
	return ""
}

// texts checks what the files of the output contain.
func (o *outcome) texts(bad func(string, ...any)) {
	if strings.HasPrefix(o.v.name, "production") && o.v.name != "production-unshaken" && len(o.p.gone)+len(o.p.kept) > 0 {
		all := ""
		_ = filepath.WalkDir(o.dir, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.Contains(path, "/dist/") && strings.HasSuffix(path, ".js") {
				b, _ := os.ReadFile(path)
				all += string(b)
			}
			return nil
		})
		for _, s := range o.p.gone {
			if strings.Contains(all, s) {
				bad("%q is in the output", s)
			}
		}
		for _, s := range o.p.kept {
			if !strings.Contains(all, s) {
				bad("%q is not in the output", s)
			}
		}
	}
	if o.v.name != o.p.variants()[0].name {
		return
	}
	for _, f := range o.p.archive.files {
		name, ok := strings.CutPrefix(f.name, "want/")
		if !ok {
			continue
		}
		got, err := os.ReadFile(filepath.Join(o.dir, "dist", name))
		switch {
		case err != nil:
			bad("%v", err)
		case string(got) != string(f.data) && *update && o.p.setFile(f.name, string(got)):
		case string(got) != string(f.data):
			bad("%s is\n%swant\n%s", name, got, f.data)
		}
	}
}

// setFile changes an expectation on disk, once: the first way of building says
// what is wanted of all others.
func (p *project) setFile(name, text string) bool {
	if p.updated[name] {
		return false
	}
	if p.updated == nil {
		p.updated = make(map[string]bool)
	}
	p.updated[name] = true
	for i := range p.archive.files {
		if p.archive.files[i].name == name {
			p.archive.files[i].data = []byte(text)
			return os.WriteFile(p.file, p.archive.format(), 0o644) == nil
		}
	}
	p.archive.files = append(p.archive.files, archiveFile{name, []byte(text)})
	return os.WriteFile(p.file, p.archive.format(), 0o644) == nil
}
