package watch

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/scan"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// quiet is how long nothing may happen before a build starts. Editors write a
// file in two to five steps, a few milliseconds apart.
const quiet = 20 * time.Millisecond

// idle is how long after a build the memory of the one before is collected.
const idle = 200 * time.Millisecond

// patient is the same for files that no build has read: while a build is broken
// one of them may be what is missing, but most are logs and caches, which change
// all the time.
const patient = 250 * time.Millisecond

// Project is what there is to build. Builds is nil when Diagnostics has an error.
type Project struct {
	Builds      []*config.Config // in the order to build them
	Names       []string         // what each is called, unique; parallel to Builds
	Inputs      []string         // files that the configuration was read from
	Diagnostics []diag.Diagnostic
}

// Options say what to watch and whom to tell. All functions are called on the
// goroutine of Run.
type Options struct {
	Load   func() Project
	Apply  func(c *compiler.Compiler) error // applies plugins to a new compiler
	Report func(e Event)
	// Workers are the goroutines of parallel passes; 0 for one a core.
	Workers int
	// Serve also serves the output over HTTP.
	Serve bool
	// Registered is told, on any goroutine, what a page says of a remote that it has
	// registered; nil when nobody wants to know.
	Registered func(body []byte)
	// FailOnWarnings makes a build with warnings one that failed.
	FailOnWarnings bool
	// Reports are absolute paths of files that Report writes: they start no build.
	Reports []string
}

// Event is something that a person wants to know.
type Event struct {
	Kind  EventKind
	Name  string   // of the build; "" when it concerns all
	URL   string   // Serving: where
	Files []string // Built, Failed: absolute paths that changed, sorted; nil for the first build
	Build *compiler.Build
	Took  time.Duration
	// Diagnostics of Failed and Built (warnings), or of a configuration.
	Diagnostics []diag.Diagnostic
	Err         error // of Failed: what failed in the world; may be nil
}

// EventKind says what an Event is about.
type EventKind uint8

// The kinds of events.
const (
	Built     EventKind = iota // a build is done and written
	Failed                     // a build has errors; the last good one stays, unless the configuration says emitOnErrors
	BadConfig                  // the configuration has errors; nothing is built until it changes
	Serving                    // the server is up
)

// watcher is one call of Run.
type watcher struct {
	o       Options
	fs      *fsnotify.Watcher
	watched map[string]bool // folders that fs watches
	project Project
	apps    []*app
	files   *resolver.Cache
	server  *server // nil until there is something to serve, or without Options.Serve
	pending changes
	timer   *time.Timer // runs out when it is time to build
	rest    *time.Timer // runs out when nothing was built for a while
}

// app is one build of the project over time.
type app struct {
	name   string
	config *config.Config
	cache  *scan.Cache
	inputs map[string]bool // absolute paths of the files in the graph
	folder map[string]bool // folders that hold them
	meta   map[string]bool // folders whose package.json matters
	trees  map[string]bool // folders that loaders looked into, as for class names
	failed bool
	// failure is the text of the errors of the last build; "" when it was good.
	failure string
	// waiting: something that it depends on has errors.
	waiting bool
	count   int               // of builds that were good
	output  map[string][]byte // files as they are on disk
	// untold are files that builds with errors wrote since the last good one.
	untold []string
}

// Run builds and watches until ctx ends, and returns nil then. Any other error
// means that watching itself does not work.
func Run(ctx context.Context, o Options) error {
	fs, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch files: %w", err)
	}
	defer fs.Close()
	w := &watcher{o: o, fs: fs, watched: make(map[string]bool), files: resolver.NewCache(), pending: newChanges(), timer: time.NewTimer(time.Hour), rest: time.NewTimer(idle)}
	w.timer.Stop()
	defer func() {
		if w.server != nil {
			w.server.close()
		}
		for _, a := range w.apps {
			a.cache.Close()
		}
	}()
	if err := w.load(ctx, nil); err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-fs.Events:
			w.event(e)
		case err := <-fs.Errors:
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				// Too much at once to be told: look at everything again.
				w.pending.everything = true
				w.timer.Reset(quiet)
				continue
			}
			return fmt.Errorf("watch files: %w", err)
		case <-w.timer.C:
			if err := w.rebuild(ctx); err != nil {
				return err
			}
			w.rest.Reset(idle)
		case <-w.rest.C:
			// Here nobody waits for it: the next build finds room and collects nothing.
			runtime.GC()
		}
	}
}

// load reads the configuration and builds all of it. With errors in it the
// builds of before stay as they are.
func (w *watcher) load(ctx context.Context, changed []string) error {
	started := time.Now()
	p := w.read()
	w.project.Inputs = p.Inputs
	if p.Builds == nil {
		w.watch(started)
		w.o.Report(Event{Kind: BadConfig, Files: changed, Diagnostics: p.Diagnostics})
		if w.server != nil {
			w.server.hub.failed("", p.Diagnostics)
		}
		return nil
	}
	w.project = p
	for _, a := range w.apps {
		a.cache.Close()
	}
	w.apps = w.apps[:0]
	for i, b := range p.Builds {
		// A new cache: what a file is depends on defines, targets and rules.
		w.apps = append(w.apps, &app{name: p.Names[i], config: b, cache: scan.NewCache()})
	}
	if len(p.Diagnostics) > 0 {
		w.o.Report(Event{Kind: BadConfig, Files: changed, Diagnostics: p.Diagnostics})
	}
	if w.o.Serve {
		var own []Event // addresses of single apps, told behind that of all
		defer func() {
			for _, e := range own {
				w.o.Report(e)
			}
		}()
		if w.server == nil {
			s, err := newServer(p.Builds[0].Server, w.o.Registered)
			if err != nil {
				return err
			}
			w.server = s
			defer func() {
				w.o.Report(Event{Kind: Serving, URL: s.url()})
				s.open()
			}()
		}
		// Before building: pages that load meanwhile find their old files.
		w.server.setApps(w.apps)
		own = w.server.addresses(w.apps)
	}
	w.buildAll(ctx, changed, func(*app) bool { return true })
	return ctx.Err()
}

// read loads the configuration and watches its files. What was read before it was
// watched is read again: nobody would tell of a change in between.
func (w *watcher) read() Project {
	p := w.o.Load()
	for range 8 { // a file may name another one by "extends" each time
		fresh := false
		for _, f := range p.Inputs {
			fresh = w.add(filepath.Dir(f)) || fresh
		}
		if !fresh {
			break
		}
		p = w.o.Load()
	}
	return p
}

// event takes an event and starts the timer when something has to be built.
func (w *watcher) event(e fsnotify.Event) {
	switch {
	case !w.take(e):
	case w.pending.stray:
		w.timer.Reset(patient)
	default:
		w.timer.Reset(quiet)
	}
}

// rebuild makes again what the pending changes concern.
func (w *watcher) rebuild(ctx context.Context) error {
	c := w.pending
	w.pending = newChanges()
	files := c.sorted()
	// Both caches are told before any app is built, because apps share files.
	switch {
	case c.everything:
		w.files.Invalidate()
	default:
		w.files.Invalidate(files...)
	}
	if c.config {
		err := w.load(ctx, files)
		return ignoreDone(ctx, err)
	}
	w.buildAll(ctx, files, func(a *app) bool {
		if !c.everything && !c.structure && !a.concerns(files) {
			return a.waiting
		}
		if c.everything || c.facts {
			a.cache.Close()
			a.cache = scan.NewCache()
		} else {
			a.cache.Forget(files...)
		}
		return true
	})
	return nil
}

// buildAll builds the apps that need it, in order. One that depends on an app
// with errors waits until that one is well.
func (w *watcher) buildAll(ctx context.Context, changed []string, need func(a *app) bool) {
	started := time.Now()
	failed := make(map[string]bool)
	for _, a := range w.apps {
		if need(a) {
			a.waiting = slices.ContainsFunc(a.config.DependsOn, func(name string) bool { return failed[name] })
			if !a.waiting {
				w.build(ctx, a, changed)
			}
		}
		if ctx.Err() != nil {
			return
		}
		if a.failed || a.waiting {
			failed[a.config.Name] = true
		}
	}
	w.watch(started)
}

func ignoreDone(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// build builds one app. Plugins keep state of their build, so each build gets a
// compiler of its own; what is worth keeping is in the caches.
func (w *watcher) build(ctx context.Context, a *app, changed []string) {
	started := time.Now()
	c := compiler.New(a.config, compiler.Options{Workers: w.o.Workers, Files: w.files, Cache: a.cache, NoWrite: a.count > 0, FailOnWarnings: w.o.FailOnWarnings})
	b := &compiler.Build{Config: a.config}
	err := w.o.Apply(c)
	if err == nil {
		if b, err = c.Run(ctx); b == nil {
			b = &compiler.Build{Config: a.config}
		}
	}
	good := b.OK() && !(w.o.FailOnWarnings && len(b.Diagnostics) > 0)
	// What runs is worth more than what is new, so the mode alone does not make a
	// watch write a build with errors.
	spite := !b.OK() && b.Output != nil && b.Config.Optimization.EmitOnErrorsAsked
	if err == nil && (good || spite) {
		err = a.write(b)
	}
	if ctx.Err() != nil {
		return // an interrupted build says nothing about the project
	}
	e := Event{Name: a.name, Files: changed, Build: b, Took: time.Since(started), Diagnostics: b.Diagnostics, Err: err}
	a.failed = err != nil || !good
	a.remember(b)
	before := a.failure
	a.failure = a.describe(e)
	if a.failed {
		if spite { // pages show the errors and stay as they are
			a.untold = append(a.untold, b.Written...)
			if w.server != nil {
				w.server.update(a)
			}
		}
		if a.failure == before && len(changed) > 0 && !a.concerns(changed) {
			// Something came or went somewhere, and it is not what is missing. Nobody
			// wants to read the same errors for each file of a browser's cache.
			return
		}
		e.Kind = Failed
		w.o.Report(e)
		if w.server != nil {
			diags := b.Diagnostics
			if err != nil {
				diags = append(slices.Clone(diags), diag.Diagnostic{Code: "build-failed", Message: err.Error()})
			}
			w.server.hub.failed(a.name, diags)
		}
		return
	}
	a.count++
	if w.server != nil {
		w.server.update(a) // who reads that it was built may ask for it
	}
	w.o.Report(e)
	told := slices.Concat(a.untold, b.Written)
	slices.Sort(told)
	told, a.untold = slices.Compact(told), nil
	if w.server != nil {
		// Nothing written means that every byte is as it was: pages keep their state.
		if a.count == 1 || len(told) > 0 {
			w.server.hub.built(a.name, told, alone(a.config))
		} else {
			w.server.hub.same(a.name)
		}
	}
}

// describe is the text of the errors of a build.
func (a *app) describe(e Event) string {
	if !a.failed {
		return ""
	}
	var b strings.Builder
	_ = diag.Text(&b, e.Diagnostics, diag.TextOptions{})
	if e.Err != nil {
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// concerns reports whether any of the files is part of the app's graph.
func (a *app) concerns(files []string) bool {
	return slices.ContainsFunc(files, a.reads)
}

// reads reports whether the build looked at a file.
func (a *app) reads(path string) bool {
	if a.inputs[path] {
		return true
	}
	if len(a.trees) == 0 || inNodeModules(path) || isTemporary(filepath.Base(path)) {
		return false
	}
	if out := a.config.Output.Path; strings.HasPrefix(path, out+string(filepath.Separator)) {
		return false
	}
	for dir := range a.trees {
		if strings.HasPrefix(path, dir+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// remember notes which files the build is made of. A failed build adds to what
// is known, because it may not have come to all of them.
func (a *app) remember(b *compiler.Build) {
	if !a.failed || a.inputs == nil {
		a.inputs, a.folder, a.meta, a.trees = make(map[string]bool), make(map[string]bool), make(map[string]bool), make(map[string]bool)
	}
	for _, h := range a.config.HTML {
		for _, file := range []string{h.Template, h.Favicon} {
			if file != "" {
				a.inputs[file] = true
				a.meta[filepath.Dir(file)] = true
			}
		}
	}
	a.meta[a.config.Context] = true
	if b.Stage == nil {
		return
	}
	for _, path := range b.Stage.Watched() {
		a.inputs[path] = true
		if isFolder(path) {
			a.folder[path] = true
		} else {
			a.meta[filepath.Dir(path)] = true
		}
	}
	if b.Stage.Graph == nil {
		return
	}
	for i := range b.Stage.Graph.Modules {
		m := &b.Stage.Graph.Modules[i]
		if c, ok := m.Body.(*graph.Context); ok {
			for _, dir := range c.Dirs {
				if !inNodeModules(dir) {
					a.folder[dir] = true // what appears there belongs to it
				}
			}
		}
		if m.Built != nil {
			a.rememberBuilt(m.Built)
		}
		// Installed packages change by package managers only, which leave a mark that
		// is watched instead (see installed): they would be most of the watches.
		if m.Path == "" || inNodeModules(m.Path) {
			continue
		}
		a.inputs[m.Path] = true
		a.folder[filepath.Dir(m.Path)] = true
		if m.Package != nil && !inNodeModules(m.Package.Dir) {
			a.meta[m.Package.Dir] = true
		}
	}
}

// rememberBuilt notes what loaders looked at.
func (a *app) rememberBuilt(b *graph.Built) {
	for _, list := range [][]string{b.Files, b.Missing} {
		for _, f := range list {
			if filepath.IsAbs(f) && !inNodeModules(f) {
				a.inputs[f] = true
				a.meta[filepath.Dir(f)] = true
			}
		}
	}
	for _, dir := range b.Folders {
		if filepath.IsAbs(dir) && !inNodeModules(dir) {
			a.trees[filepath.Clean(dir)] = true
		}
	}
}
