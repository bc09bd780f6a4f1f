package compiler

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/generate"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
	"github.com/mfbundle/mfbundle/pkg/compiler/scan"
	"github.com/mfbundle/mfbundle/pkg/compiler/target"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// Options are the parts of a build that are not the user's configuration.
type Options struct {
	Workers  int             // goroutines of parallel passes; 0 for one a core
	Files    *resolver.Cache // the disk as resolvers see it; nil for a new view
	Cache    *scan.Cache     // bodies of files, kept between builds of a watch
	Progress func(done, known int)
	// NoWrite makes the files without writing them.
	NoWrite bool
	// FailOnWarnings writes nothing when there is a warning that ignoreWarnings does
	// not name.
	FailOnWarnings bool
}

// Compiler makes one build of one configuration. Use New, apply plugins with
// Use, then call Run once: plugins keep what they find. What a watch keeps from
// build to build is in Options.Cache and Options.Files.
type Compiler struct {
	Config *config.Config
	Hooks  Hooks

	options Options
	entries []scan.Entry
	plugins []string
	display func(string) string
	nested  *scan.Nested // what a loader imports, when this builds that
}

// New returns a compiler for c. It reads nothing yet.
func New(c *config.Config, o Options) *Compiler {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Files == nil {
		o.Files = resolver.NewCache()
	}
	return &Compiler{Config: c, options: o, display: func(p string) string { return scan.Display(c.Context, p) }}
}

// Use applies a plugin.
func (c *Compiler) Use(p Plugin) error {
	if err := p.Apply(c); err != nil {
		return fmt.Errorf("%s: %w", p.Name(), err)
	}
	c.plugins = append(c.plugins, p.Name())
	return nil
}

// AddEntry adds an entry that consists of a module made by a plugin.
func (c *Compiler) AddEntry(e graph.Entry, m *graph.Module) {
	e.Options = -1
	c.entries = append(c.entries, scan.Entry{Entry: e, Module: m})
}

// Files is the disk as the resolvers of this build see it.
func (c *Compiler) Files() *resolver.Cache { return c.options.Files }

// Resolver returns a resolver with the options of this build for a category of
// requests: "esm", "commonjs", "url" or "css-import".
func (c *Compiler) Resolver(category string) *resolver.Resolver {
	return c.Keep("resolver "+category, func() any { return resolver.New(scan.ResolveOptions(c.Config, category), c.options.Files) }).(*resolver.Resolver)
}

// Writes reports whether this build writes its files itself: an analysis does
// not, nor does a rebuild of a watch. Watching is true for all builds of a watch.
func (c *Compiler) Writes() bool   { return !c.options.NoWrite }
func (c *Compiler) Watching() bool { return c.options.Cache != nil }

// Display spells an absolute path relative to the context of the build.
func (c *Compiler) Display(path string) string { return c.display(path) }

// Timing is how long one pass took.
type Timing struct {
	Pass string
	Took time.Duration
}

// Build is the result of a run. When Diagnostics holds an error, passes behind
// the one that reported it did not run and nothing was written, unless the
// configuration says emitOnErrors and the error is one of scan or link.
type Build struct {
	Config      *config.Config
	Diagnostics []diag.Diagnostic
	Output      *Output // nil when the build did not get that far
	Stage       *Stage
	Written     []string
	Stale       []string // what clean would remove (output.clean.dry)
	Timings     []Timing
}

// OK reports whether the build has no errors.
func (b *Build) OK() bool { return !hasErrors(b.Diagnostics) }

func hasErrors(ds []diag.Diagnostic) bool {
	for i := range ds {
		if ds[i].Severity == diag.Error {
			return true
		}
	}
	return false
}

// Run builds: each pass takes what earlier ones returned. It stops behind a pass
// that reported an error, unless what is wrong can throw when it is run. The error is ctx's, or says what failed in the world;
// problems of the project are diagnostics.
func (c *Compiler) Run(ctx context.Context) (*Build, error) {
	b, err := c.run(ctx)
	if b != nil && len(c.Config.IgnoreWarnings) > 0 {
		b.Diagnostics = slices.DeleteFunc(b.Diagnostics, c.ignored)
	}
	return b, err
}

// ignored reports whether ignoreWarnings names a diagnostic.
func (c *Compiler) ignored(d diag.Diagnostic) bool {
	return d.Severity == diag.Warning && slices.ContainsFunc(c.Config.IgnoreWarnings, func(f config.WarningFilter) bool { return f.Matches(&d) })
}

func (c *Compiler) run(ctx context.Context) (*Build, error) {
	c.Hooks.seal()
	b := &Build{Config: c.Config, Stage: &Stage{Config: c.Config}}
	started := time.Now()
	done := func(pass string) {
		now := time.Now()
		b.Timings = append(b.Timings, Timing{pass, now.Sub(started)})
		started = now
	}

	o := c.Config.Optimization
	known := 0 // diagnostics that were looked at
	stop := func(emit bool) bool {
		fresh := b.Diagnostics[known:]
		known = len(b.Diagnostics)
		return hasErrors(fresh) && !emit
	}

	b.Diagnostics = append(b.Diagnostics, c.checkEntries()...)
	if stop(false) {
		return b, nil
	}
	g, diags, err := scan.Run(ctx, scan.Input{
		Config: c.Config, Entries: c.allEntries(), Hooks: &c.Hooks.Hooks, Workers: c.options.Workers,
		Cache: c.options.Cache, Files: c.options.Files, Progress: c.options.Progress,
		Import: c.importModule, Nested: c.nested,
	})
	done("scan")
	b.Diagnostics = append(b.Diagnostics, diags...)
	b.Stage.Graph = g // also with errors: a watch waits for changes of its files
	if g != nil {
		c.checkEncoding(b)
	}
	if err != nil || stop(o.EmitOnErrors) {
		return b, err
	}
	if err := c.Hooks.FinishModules.Call(ctx, b.Stage); err != nil {
		return b, err
	}
	if c.take(b); stop(false) {
		return b, nil
	}

	linking := link.Options{TreeShake: o.UsedExports, SideEffects: o.SideEffects, Inline: o.InlineExports, WholeModules: !o.InnerGraph, Unchecked: !o.ProvidedExports}
	l, diags, err := c.link(ctx, b.Stage, linking)
	done("link")
	b.Diagnostics = append(b.Diagnostics, diags...)
	if err != nil || stop(o.EmitOnErrors) {
		return b, err
	}
	b.Stage.Link = l

	if u := c.newUsage(ctx, g, linking, l); u == nil {
		b.Stage.Chunks = chunk.Run(g, l, c.chunkOptions(g))
	} else if b.Stage.Chunks, err = u.chunks(c.chunkOptions(g)); err != nil {
		return b, err
	}
	done("chunk")
	if c.checkChunks(b); stop(o.EmitOnErrors) {
		return b, nil
	}
	if err := c.Hooks.OptimizeChunks.Call(ctx, b.Stage); err != nil {
		return b, err
	}
	if c.take(b); stop(false) {
		return b, nil
	}

	out, err := c.generate(ctx, b.Stage)
	done("generate")
	if err != nil {
		return b, c.asDiagnostic(b, err)
	}
	if err := c.Hooks.Emit.Call(ctx, out); err != nil {
		return b, c.asDiagnostic(b, err)
	}
	if c.take(b); stop(false) {
		return b, nil
	}
	refused := false
	for i := range b.Diagnostics {
		if d := &b.Diagnostics[i]; d.Severity != diag.Error && slices.Contains(c.Config.FailOn, d.Code) && !c.ignored(*d) {
			d.Severity = diag.Error
			refused = true
		}
	}
	if refused {
		return b, nil
	}
	if c.options.FailOnWarnings && slices.ContainsFunc(b.Diagnostics, func(d diag.Diagnostic) bool { return !c.ignored(d) }) {
		return b, nil
	}
	b.Output = out
	if c.options.NoWrite {
		return b, nil
	}
	to := &c.Config.Output
	b.Written, err = emit.Write(to.Path, out.Assets.List(), to.Clean && !to.CleanDry, to.Keeps, c.options.Workers)
	if err == nil && to.CleanDry {
		b.Stale, err = emit.Stale(to.Path, out.Assets.List(), to.Keeps)
	}
	done("emit")
	if err == nil {
		err = c.Hooks.Written.Call(ctx, b)
		c.take(b)
	}
	return b, c.asDiagnostic(b, err)
}

// take moves what taps reported to the build.
func (c *Compiler) take(b *Build) {
	b.Diagnostics = append(b.Diagnostics, b.Stage.diags...)
	b.Stage.diags = nil
}

// asDiagnostic turns errors that a user can mend into diagnostics.
func (c *Compiler) asDiagnostic(b *Build, err error) error {
	var conflict *emit.ConflictError
	var folder *emit.NotFolderError
	var template *templateError
	switch {
	case errors.As(err, &conflict):
		d := diag.Diagnostic{
			Code: "output-conflict", Message: fmt.Sprintf("Two different files would be written to %q", conflict.Name),
			At: c.Config.Where("output", "filename"), Help: "put [name], [id] or [contenthash] into the file name template",
		}
		if conflict.Other != "" {
			d.Message = fmt.Sprintf("The files %q and %q would be written, whose names differ in case only", conflict.Other, conflict.Name)
			d.Help = "give them names that are two on Windows and macOS as well"
		}
		b.Diagnostics = append(b.Diagnostics, d)
		return nil
	case errors.As(err, &template):
		if template.favicon {
			b.Diagnostics = append(b.Diagnostics, diag.Diagnostic{
				Code: "html-favicon", Message: fmt.Sprintf("Could not read the icon %q: %s", c.display(template.path), template.reason()),
				At: c.Config.Where("html", "favicon"), Help: "correct html.favicon, which is relative to the context",
			})
			return nil
		}
		b.Diagnostics = append(b.Diagnostics, diag.Diagnostic{
			Code: "html-template", Message: fmt.Sprintf("Could not read the template %q: %s", c.display(template.path), template.reason()),
			At: c.Config.Where("html", "template"), Help: "correct the template, or html.template, which is relative to the context",
		})
		return nil
	case errors.As(err, &folder):
		b.Diagnostics = append(b.Diagnostics, diag.Diagnostic{
			Code: "output-not-a-folder", Message: fmt.Sprintf("The output folder %q is a file", c.display(folder.Path)),
			At: c.Config.Where("output", "path"), Help: "delete the file, or choose another output.path",
		})
		return nil
	}
	return err
}

// allEntries are the entries of the configuration and those of plugins.
func (c *Compiler) allEntries() []scan.Entry {
	var out []scan.Entry
	for i := range c.Config.Entries {
		e := &c.Config.Entries[i]
		var depends []int
		for _, name := range e.DependOn {
			for j := range c.Config.Entries {
				if c.Config.Entries[j].Name == name {
					depends = append(depends, j)
				}
			}
		}
		out = append(out, scan.Entry{
			Merge:    e.AllExports,
			Entry:    graph.Entry{DependOn: depends, Name: e.Name, Options: i, Exports: e.Library != nil || c.Config.Output.Library != nil, Keep: c.Config.Output.NoFunction},
			Requests: e.Imports,
			Layer:    e.Layer,
			At:       c.Config.Where("entry", e.Name),
		})
	}
	return append(out, c.entries...)
}

// generate makes all files of the build in memory. Chunks that boot come last,
// because they name the files of the others.
func (c *Compiler) generate(ctx context.Context, s *Stage) (*Output, error) {
	cfg := c.Config
	out := &Output{Stage: s, Assets: &emit.Assets{}, Display: c.display}
	c.assignIDs(out)
	assets := c.assetFiles(s.Graph, s.Link)
	out.AssetName = func(m graph.ModuleID) string { return assets[m].name }
	in := &generate.Input{
		Env:    scan.MetaEnv(c.Config),
		Config: cfg, Graph: s.Graph, Link: s.Link, Chunks: s.Chunks, ModuleIDs: out.ModuleIDs, ChunkIDs: out.ChunkIDs,
		AssetName: out.AssetName, AssetAddress: func(m graph.ModuleID) string { return assets[m].address }, Workers: c.options.Workers, SourceMap: cfg.Devtool.Enabled, ES5: target.ES5(cfg.Target),
		Memo: c.memo(), Requirements: func(r *generate.Requirements) error { return c.Hooks.RuntimeRequirements.Call(ctx, r) },
	}
	if err := c.addAssets(out, assets); err != nil {
		return nil, err
	}
	in.Runtimes = c.runtimes(s.Graph)
	out.Runtimes = in.Runtimes
	in.Written = s.before.written(s, in)
	factories, err := generate.Factories(ctx, in)
	if err != nil {
		return nil, err
	}
	c.keepPasses(s, in, factories)
	n := len(s.Chunks.Chunks)
	out.Scripts = make(graph.Table[chunk.ID, string], n)
	out.Styles = make(graph.Table[chunk.ID, string], n)
	out.Generated = make(graph.Table[chunk.ID, generate.Chunk], n)
	if err := c.styles(ctx, in, out); err != nil {
		return nil, err
	}
	hasJS := generate.HasJS(in, factories)
	files := generate.Files{
		Script: func(id chunk.ID) string { return out.Scripts[id] },
		Style:  func(id chunk.ID) string { return out.Styles[id] },
		HasJS:  func(id chunk.ID) bool { return hasJS[id] },
		Runtime: func(rt *generate.Runtime) string {
			for i := range out.Runtimes {
				if &out.Runtimes[i] == rt {
					return out.RuntimeFiles[i]
				}
			}
			return ""
		},
	}
	if cfg.Output.Integrity {
		files.Integrity = out.Integrity
	}
	in.EntryDepth = func(e int) int { return c.depth(&s.Graph.Entries[e]) }
	var loaded []chunk.ID
	booting := make([][]chunk.ID, 1) // entries behind those that they depend on
	for id := range s.Chunks.Chunks {
		switch {
		case s.Chunks.Chunks[id].Entry >= 0:
			n := c.dependDepth(s.Graph, s.Chunks.Chunks[id].Entry)
			for len(booting) <= n {
				booting = append(booting, nil)
			}
			booting[n] = append(booting[n], chunk.ID(id))
		case hasJS[id]:
			loaded = append(loaded, chunk.ID(id))
		}
	}
	named := func(id chunk.ID) bool { // workers have their names before their texts
		e := s.Chunks.Chunks[id].Entry
		return e >= 0 && s.Graph.Entries[e].Worker
	}
	for k, ids := range append([][]chunk.ID{loaded}, booting...) {
		if k == 1 {
			for i := range in.Runtimes {
				rt := &in.Runtimes[i]
				if rt.Host >= 0 && s.Graph.Entries[rt.Host].Worker {
					id := generate.EntryChunk(in, rt.Host)
					out.Scripts[id] = c.scriptName(out, id, generate.WorkerHash(in, rt, factories, files))
				}
			}
			// Behind the chunks that they load, before the entries that may name them.
			if err := c.runtimeFiles(in, out, factories, files); err != nil {
				return nil, err
			}
		}
		chunks, err := generate.Chunks(ctx, in, ids, factories, files)
		if err != nil {
			return nil, err
		}
		for i, id := range ids {
			out.Generated[id] = chunks[i]
			if why := chunks[i].Function; why != "" {
				name := s.Graph.Entries[s.Chunks.Chunks[id].Entry].Name
				s.diags = append(s.diags, diag.Diagnostic{
					Severity: diag.Warning, Code: "iife-kept", Message: fmt.Sprintf("The code of the entry %q is in a function all the same: %s", name, why),
					At: cfg.Where("output", "iife"), Help: "assign what has to be global to globalThis, or use output.library",
				})
			}
			if !named(id) {
				hashed := chunks[i].JS
				if chunks[i].Sources != nil {
					hashed = chunks[i].Sources
				}
				out.Scripts[id] = c.scriptName(out, id, hashed)
			}
		}
		if err := c.addScripts(out, ids, &chunks); err != nil {
			return nil, err
		}
	}
	s.diags = append(s.diags, c.newerSyntax(out.Generated)...)
	if err := c.licenseList(out); err != nil {
		return nil, err
	}
	return out, c.pages(out)
}

// assignIDs gives output ids to modules and chunks.
func (c *Compiler) assignIDs(out *Output) {
	s := out.Stage
	o := &c.Config.Optimization
	names := make([]string, 0, len(s.Graph.Modules))
	var which []graph.ModuleID
	for i := range s.Graph.Modules {
		if s.Link.Live[i] {
			which = append(which, graph.ModuleID(i))
		}
	}
	if o.ModuleIDs == "size" {
		which = s.Chunks.ModulesBySize(which)
	}
	for _, m := range which {
		names = append(names, s.Graph.Modules[m].Name)
	}
	out.ModuleIDs = make(graph.Table[graph.ModuleID, string], len(s.Graph.Modules))
	for k, id := range chunk.AssignIDs(o.ModuleIDs, names) {
		out.ModuleIDs[which[k]] = id
	}
	names = names[:0]
	for i := range s.Chunks.Chunks {
		names = append(names, s.Chunks.Chunks[i].Name)
	}
	out.ChunkIDs = chunk.AssignIDs(o.ChunkIDs, names)
	if o.ChunkIDs == "size" || o.ChunkIDs == "total-size" {
		natural := slices.Clone(out.ChunkIDs)
		for k, id := range s.Chunks.ChunksBySize(o.ChunkIDs == "size") {
			out.ChunkIDs[id] = natural[k]
		}
	}
}

// scriptName is the file name of a chunk.
func (c *Compiler) scriptName(out *Output, id chunk.ID, js []byte) string {
	ch := &out.Chunks.Chunks[id]
	template := c.Config.Output.ChunkFilename
	if ch.Filename != "" {
		template = ch.Filename
	}
	if ch.Entry >= 0 {
		e := &out.Graph.Entries[ch.Entry]
		if !e.Worker { // webpack names the scripts of workers as chunks
			template = c.Config.Output.Filename
		}
		switch {
		case e.Added != nil && e.Added.Filename != "":
			template = e.Added.Filename
		case e.Options >= 0 && c.Config.Entries[e.Options].Filename != "":
			template = c.Config.Entries[e.Options].Filename
		}
	}
	hash := ""
	if strings.Contains(template, "hash") { // names of development seldom have one
		hash = c.hashing().Hash(js)
	}
	name := emit.Name(template, c.nameParts(out, id, hash))
	switch c.Config.Output.ChunkLoading {
	case "require", "async-node":
		return emit.FileOf(name) // these read files, whose names have no query
	}
	return name
}

// hashing is how the configuration wants hashes in file names.
func (c *Compiler) hashing() emit.Hashing { return Hashing(c.Config) }

// Hashing is how a configuration wants hashes in file names.
func Hashing(c *config.Config) emit.Hashing {
	o := &c.Output
	return emit.Hashing{Function: o.HashFunction, Salt: o.HashSalt, Digest: o.HashDigest, Length: o.HashDigestLength}
}

func (c *Compiler) nameParts(out *Output, id chunk.ID, hash string) emit.Parts {
	ch := &out.Chunks.Chunks[id]
	cid := strings.Trim(out.ChunkIDs[id], `"`)
	name := ch.Name
	if !ch.Named && c.Config.Optimization.ChunkIDs != "named" {
		name = cid // as in webpack: [name] of a chunk without a name is its id
	}
	return emit.Parts{Name: name, ID: cid, Hash: hash, ChunkHash: hash, ContentHash: hash, Hashing: c.hashing()}
}
