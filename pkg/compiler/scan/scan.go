package scan

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/loader"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/compiler/parse"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// Input is what a scan starts from.
type Input struct {
	Config  *config.Config
	Entries []Entry
	Hooks   *Hooks
	Workers int
	// Cache keeps what is known of files between builds; nil for none.
	Cache *Cache
	// Files is the resolver's view of the disk.
	Files *resolver.Cache
	// Import builds what loaders import. Nested is set in such a build, whose entry
	// it is.
	Import func(context.Context, *Nested) (*Imported, error)
	Nested *Nested
	// Progress, when set, is called on one goroutine as modules get done.
	Progress func(done, known int)
}

// Entry is an entry point before it is resolved.
type Entry struct {
	graph.Entry
	Requests []string      // resolved from the context
	At       diag.Location // in federation.yaml
	Module   *graph.Module // instead of Requests: a module that a plugin made
	Layer    string        // of the modules; "" for none
	Merge    bool          // the exports are those of all Requests, not of the last
}

// target is where a dep leads, before ids are known.
type target struct {
	key    string        // "" for nowhere
	module *graph.Module // to be built when the key is new
	file   *file         // for modules that are files
}

// made is the target that is a module without a file: its name stands for it, in
// each layer.
func made(m *graph.Module) target {
	return target{key: inLayer(m.Name, m.Layer), module: m}
}

// inLayer makes a key of a module one of the module in its layer.
func inLayer(key, layer string) string {
	if layer == "" {
		return key
	}
	return key + "\x00layer " + layer
}

// file is what a module that is a file is made from.
type file struct {
	path, query string
	// uri is a data: URI, which has no file, data its parts and inline what it holds;
	// path is then the folder that its requests start from.
	uri      string
	data     dataText
	inline   []byte
	fragment string // with #; such a file is a module of its own
	kind     graph.DepKind
	attrs    map[string]string
	pkg      *resolver.Package

	rule              *effects // what rules say; nil for nothing
	source            bool     // its source is asked for, not that it runs: import source
	local, fromSheet  bool     // see Request: the names are local; only the sheet is asked for
	match, matchQuery string   // what stands for path and query, absolute; "" for itself
}

// named is the path that says what the file is.
func (f *file) named() string {
	if f.match != "" {
		return f.match
	}
	if f.uri != "" {
		return "data" + mediaExtension(f.data.mime)
	}
	if f.rule != nil {
		return f.path + f.rule.suffix
	}
	return f.path
}

// place is the path of the file, or one in the folder of its importer.
func (f *file) place() string {
	if f.uri != "" {
		return filepath.Join(f.path, f.named())
	}
	return f.path
}

type job struct {
	id     graph.ModuleID
	module *graph.Module
	file   *file

	// Filled in by load, for files that are not in the cache.
	data   []byte
	err    error
	unit   *parse.Unit    // scripts only
	made   *loader.Result // what loaders made; nil without any
	failed bool           // they made nothing
	diags  []diag.Diagnostic
}

type result struct {
	id      graph.ModuleID
	module  *graph.Module
	targets []target
	diags   []diag.Diagnostic
	// inner are modules made along with this one, whose deps name them by a
	// specifier: dep i of this module with Inner n leads to inner[n-1].
	inner []*graph.Module
	panic *par.Panic
	err   error
}

// scanner is the goroutine that owns the table of modules.
type scanner struct {
	in      Input
	w       *worker
	byKey   map[string]graph.ModuleID
	modules []*graph.Module
	targets [][]graph.ModuleID
	diags   [][]diag.Diagnostic // by module
	jobs    chan []job
	results chan result
	queue   []job
	open    int
	done    int
}

// Run scans and orders. The diagnostics come in the order of modules. The error
// is ctx's, or one of reading the world that is not the user's mistake.
func Run(ctx context.Context, in Input) (*graph.Graph, []diag.Diagnostic, error) {
	s := &scanner{in: in, w: newWorker(&in), byKey: make(map[string]graph.ModuleID)}
	defer s.w.loaders.close()
	// Without a buffer: what waits stays in the queue, where it can be handed out in
	// batches.
	s.jobs = make(chan []job)
	s.results = make(chan result, 4*in.Workers)
	var wg sync.WaitGroup
	for i := 0; i < in.Workers; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for batch := range s.jobs {
				s.w.runBatch(ctx, batch, s.results)
			}
		}()
	}
	defer func() {
		close(s.jobs)
		go func() { // drain, so that no worker is left writing
			for range s.results {
			}
		}()
		wg.Wait()
		close(s.results)
	}()

	entries := make([]graph.Entry, len(in.Entries))
	var diags []diag.Diagnostic
	for i := range in.Entries {
		e := &in.Entries[i]
		entries[i] = e.Entry
		if e.Module != nil {
			entries[i].Run = []graph.ModuleID{s.add(made(e.Module))}
			continue
		}
		for _, req := range e.Requests {
			r := &Request{Specifier: req, Kind: graph.DepImport, Dir: in.Config.Context, Layer: e.Layer, At: func() diag.Location { return e.At }, diags: &diags}
			if n := in.Nested; n != nil {
				r.Kind, r.Dir, r.Importer = graph.DepRequire, n.Dir, n.host.f.path
			}
			t := s.w.resolve(ctx, r, false)
			switch {
			case t.key != "":
			case s.w.ignored(r): // no code asks for it that would have to fail
				t = made(&graph.Module{Name: "ignored " + req, Body: graph.Ignored{}})
			default:
				t = missing(req)
			}
			entries[i].Run = append(entries[i].Run, s.add(t))
		}
	}
	if err := s.drain(ctx); err != nil {
		return nil, nil, err
	}
	if s.mergeEntries(ctx, entries, &diags) {
		if err := s.drain(ctx); err != nil {
			return nil, nil, err
		}
	}
	var includes []graph.ModuleID
	for !in.Hooks.FinishScan.Empty() {
		var a Additions
		if err := in.Hooks.FinishScan.Call(ctx, &a); err != nil {
			return nil, nil, err
		}
		diags = append(diags, a.diags...)
		before := len(s.modules)
		for _, m := range a.modules {
			t := made(m)
			if _, known := s.byKey[t.key]; !known {
				includes = append(includes, s.add(t))
			}
		}
		if len(s.modules) == before {
			break
		}
		if err := s.drain(ctx); err != nil {
			return nil, nil, err
		}
	}
	for i := range entries {
		entries[i].Include = append(entries[i].Include, includes...)
	}
	g, more := s.order(entries)
	workers(g)
	return g, slices.Concat(diags, s.w.parsers.problems(s.w.display), s.w.conflicts.diagnostics(), more), nil
}

// add gives a target its id and schedules building it when it is new.
func (s *scanner) add(t target) graph.ModuleID {
	if t.key == "" {
		return graph.NoModule
	}
	if id, ok := s.byKey[t.key]; ok {
		return id
	}
	id := graph.ModuleID(len(s.modules))
	s.byKey[t.key] = id
	s.modules = append(s.modules, nil)
	s.targets = append(s.targets, nil)
	s.diags = append(s.diags, nil)
	s.queue = append(s.queue, job{id: id, module: t.module, file: t.file})
	s.open++
	return id
}

// maxBatch is how many modules a worker gets at once at the most. More would
// leave workers idle at the end of a scan.
const maxBatch = 32

// drain works until no module is left to build.
func (s *scanner) drain(ctx context.Context) error {
	for s.open > 0 {
		var jobs chan []job
		var next []job
		if n := len(s.queue); n > 0 {
			jobs, next = s.jobs, s.queue[:max(1, min(maxBatch, n/(2*s.in.Workers)))]
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case jobs <- next:
			s.queue = s.queue[len(next):]
		case r := <-s.results:
			if r.panic != nil {
				panic(fmt.Sprintf("while building %s: %v", r.module.Name, r.panic))
			}
			if r.err != nil {
				return r.err
			}
			s.open--
			s.done++
			s.modules[r.id] = r.module
			s.diags[r.id] = r.diags
			ids := make([]graph.ModuleID, len(r.targets))
			for i, t := range r.targets {
				ids[i] = s.add(t)
			}
			s.targets[r.id] = ids
			if s.in.Progress != nil {
				s.in.Progress(s.done, len(s.modules))
			}
		}
	}
	return nil
}

// runBatch builds several modules, compiling what is TypeScript together.
func (w *worker) runBatch(ctx context.Context, batch []job, results chan<- result) {
	for i := range batch {
		w.load(ctx, &batch[i])
	}
	if len(batch) > 1 {
		w.compile(batch)
	}
	for i := range batch {
		results <- w.run(ctx, batch[i])
		batch[i] = job{} // its text is no longer needed
	}
}

// run builds one module and resolves its deps, on a worker.
func (w *worker) run(ctx context.Context, j job) (r result) {
	defer func() {
		if v := recover(); v != nil {
			if r.module == nil {
				r.module = j.module
			}
			r.id = j.id
			r.panic = &par.Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	r = result{id: j.id, module: j.module}
	if j.file != nil {
		w.buildFile(&r, j)
	}
	if err := w.in.Hooks.BuildModule.Call(ctx, r.module); err != nil {
		r.err = err
		return r
	}
	w.resolveDeps(ctx, &r, j.file)
	return r
}

// missing is what stands for a module that was not found.
func missing(request string) target {
	return made(&graph.Module{Name: "missing " + request, Body: graph.Missing{Request: request}})
}

// needed reports whether dep i of a module is one that has to lead to a module.
// Expressions throw on their own where they lead nowhere.
func needed(m *graph.Module, i int) bool {
	switch b := m.Body.(type) {
	case *graph.Source:
		switch b.Record.Imports[i].Kind {
		case graph.ImportStatic, graph.ImportExportFrom, graph.ImportExportStar:
			return true
		}
		return false
	case *graph.CSS, *graph.SheetText, *graph.Context:
		return false
	}
	return true
}

// resolveDeps finds the targets of all deps of a module that was just built.
func (w *worker) resolveDeps(ctx context.Context, r *result, f *file) {
	m := r.module
	if len(m.Deps) == 0 {
		return
	}
	r.targets = make([]target, len(m.Deps))
	src, _ := m.Body.(*graph.Source)
	sheet, _ := m.Body.(*graph.CSS)
	if t, ok := m.Body.(*graph.SheetText); ok {
		sheet = t.CSS
	}
	dir := w.in.Config.Context
	if m.Path != "" {
		dir = filepath.Dir(m.Path)
	} else if f != nil && f.uri != "" {
		dir = f.path
	}
	for i := range m.Deps {
		d := &m.Deps[i]
		if d.Ignore {
			continue
		}
		if sheet != nil && d.Weak {
			continue // an address that stays as it is
		}
		req := &Request{Specifier: d.Specifier, Kind: d.Kind, Async: d.Async, Dir: dir, Importer: m.Path, Package: m.Package, Layer: m.Layer, diags: &r.diags}
		if f != nil && f.rule != nil {
			req.rule = f.rule
		}
		if d.Inner > 0 {
			own := *f
			own.fromSheet, own.source = true, false
			r.targets[i] = target{key: own.key(m.Layer), module: r.inner[d.Inner-1]}
			continue
		}
		if d.From != "" {
			req.Dir = d.From
		}
		if d.Layer != "" {
			req.Layer = d.Layer
		}
		optional := false
		var folder *graph.ContextRequest
		switch {
		case src != nil:
			imp := &src.Record.Imports[i]
			req.Attrs, req.Phase = imp.Attrs, imp.Phase
			req.worker = imp.Kind == graph.ImportWorker
			req.fromScript = d.Kind == graph.DepCSS
			req.local, req.sheet = req.fromScript, req.fromScript
			req.TypeScript = src.Record.Flags&graph.FromTypeScript != 0
			req.At = func() diag.Location { return src.Location(imp.Spec) }
			optional = imp.InTry
			if imp.Kind == graph.ImportIncluded {
				req.diags = new([]diag.Diagnostic) // a file that is not there is not included
			}
			if imp.Context != nil {
				again := graph.Dep{}
				folder = (&result{module: m}).applyMagic(src, imp, &again, w.scriptOptions(f))
			}
		case sheet != nil:
			req.local, req.sheet = sheet.IsFile(i), true
			at := sheet.DepSpan(i)
			req.At = func() diag.Location {
				return diag.Location{File: sheet.File, Text: sheet.Original, Start: int(at.Start), End: int(at.End)}
			}
		default:
			at := d.At
			req.At = func() diag.Location { return at }
			_, optional = m.Body.(*graph.Context) // as webpack has it: what cannot be resolved is no member
		}
		if folder != nil {
			r.targets[i] = w.contextModule(ctx, req, folder, src.Strict, optional)
			continue
		}
		r.targets[i] = w.resolve(ctx, req, optional)
		if t := &r.targets[i]; req.Phase == graph.PhaseSource && t.key != "" && t.file == nil {
			r.diags = append(r.diags, noSource(t.module.Name, req.At()))
		}
		if r.targets[i].key == "" && needed(m, i) {
			r.targets[i] = missing(d.Specifier)
		}
		if t := &r.targets[i]; t.file != nil && d.Kind == graph.DepURL {
			t.file.kind = graph.DepURL
		}
	}
}
