package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/loader"
	"github.com/mfbundle/mfbundle/pkg/compiler/parse"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// worker has what building and resolving need; it is read-only and shared.
type worker struct {
	in        *Input
	resolvers map[resolverKey]*resolver.Resolver
	parsers   *parsers
	external  *externals
	contexts  contexts
	conflicts conflicts
	rules     *rules // nil without module.rules
	ruled     ruledResolvers
	loaders   *loaders
}

func newWorker(in *Input) *worker {
	w := &worker{in: in, resolvers: resolversOf(in), parsers: newParsers(in), external: newExternals(in.Config), rules: newRules(in.Config)}
	w.loaders = &loaders{w: w}
	return w
}

// display is the name of a file as people see it: relative to the context, with
// slashes, "./" in front of what lies inside.
func (w *worker) display(path string) string { return Display(w.in.Config.Context, path) }

// Display spells an absolute path relative to a context directory, so that
// names are the same wherever the project lies.
func Display(context, path string) string {
	if rest, ok := strings.CutPrefix(path, context+string(filepath.Separator)); ok {
		return "./" + filepath.ToSlash(rest)
	}
	rel, err := filepath.Rel(context, path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(rel)
}

// resolve leads one request through the hooks and the resolver.
func (w *worker) resolve(ctx context.Context, r *Request, optional bool) target {
	if w.ignored(r) {
		return target{}
	}
	h := w.in.Hooks
	if !h.BeforeResolve.Empty() {
		if err := h.BeforeResolve.Call(ctx, r); err != nil {
			r.Report(diag.Diagnostic{Code: "plugin-error", Message: err.Error(), At: r.At()})
			return target{}
		}
	}
	w.replaceRequest(r)
	if !h.Factorize.Empty() {
		m, ok, err := h.Factorize.Call(ctx, r)
		if err != nil {
			r.Report(diag.Diagnostic{Code: "plugin-error", Message: err.Error(), At: r.At()})
			return target{}
		}
		if ok {
			return made(m)
		}
	}
	if m := w.external.match(r); m != nil {
		if x, ok := m.Body.(*graph.External); ok && x.Type == "css-import" {
			w.outsideSheet(m, x.Request[0])
		} else if ok {
			checkExternal(r, x)
		}
		return made(m)
	}
	if isDataURI(r.Specifier) {
		return w.dataURI(r, r.Specifier, nil)
	}
	specifier := r.Specifier
	var in *inline
	if strings.IndexByte(specifier, '!') >= 0 {
		if in = w.parseInline(r); isDataURI(in.resource) {
			return w.dataURI(r, in.resource, in)
		}
		specifier = in.resource
		if len(in.loaders) > 0 && (specifier == "" || specifier[0] == '?') {
			return w.loadersAlone(r, in)
		}
	}
	if r.Specifier == "" {
		w.notFound(r, "", errors.New("the request is empty"), optional)
		return target{}
	}
	res, err := w.resolver(r).Resolve(r.Dir, specifier)
	if name, ok := strings.CutPrefix(specifier, "~"); err != nil && ok && r.sheet && name != "" && name[0] != '/' {
		// css-loader's way to say that a package is meant and no file.
		if again, e := w.resolver(r).Resolve(r.Dir, name); e == nil {
			res, err = again, nil
		}
	}
	if err != nil {
		w.notFound(r, specifier, err, optional)
		return target{}
	}
	if res.Ignored {
		name := "ignored " + r.Specifier
		return target{key: name, module: &graph.Module{Name: name, Body: graph.Ignored{}}}
	}
	if res, err = w.replaceFile(r, res); err != nil {
		w.notFound(r, specifier, err, optional)
		return target{}
	}
	if m := w.external.installed(r, res.Path); m != nil {
		return made(m)
	}
	f := &file{path: res.Path, query: res.Query, kind: graph.DepImport, attrs: r.Attrs, pkg: res.Package}
	if r.Kind == graph.DepURL {
		f.kind = graph.DepURL
	}
	if r.Kind != graph.DepURL && r.Kind != graph.DepCSS { // else a place in the file: the address is the same
		f.fragment = res.Fragment
	}
	f.source = r.Phase == graph.PhaseSource
	name, layer := w.display(res.Path)+res.Query+f.fragment, r.Layer
	if in != nil && in.match != "" {
		f.match, f.matchQuery = cutQuery(in.match)
		name = w.display(f.match) + f.matchQuery
	}
	if w.rules != nil || in != nil {
		s := subject{request: r, path: f.named(), real: res.Path, query: res.Query, fragment: res.Fragment, pkg: res.Package, category: w.category(r)}
		if f.match != "" {
			s.query = f.matchQuery
		}
		rule, l := w.rules.apply(&s, in)
		f.rule = rule
		if l != nil {
			layer = *l
		}
		w.conflicts.note(rule, name)
	}
	name = w.inSheet(f, r, name)
	if f.source {
		name = "source " + name
		if kind := f.moduleType(strings.ToLower(filepath.Ext(f.named()))); kind != "webassembly/async" {
			r.Report(noSource(name[len("source "):], r.At()))
			return target{}
		}
	}
	rd := &Resolved{Request: r, Path: res.Path, Query: res.Query, Package: packageOf(res.Package), Name: name, Layer: layer}
	if !h.CreateModule.Empty() {
		m, ok, err := h.CreateModule.Call(ctx, rd)
		if err != nil {
			r.Report(diag.Diagnostic{Code: "plugin-error", Message: err.Error(), At: r.At()})
			return target{}
		}
		if ok {
			return made(m)
		}
	}
	return target{key: f.key(layer), module: &graph.Module{Name: name, Path: res.Path, Package: rd.Package, Layer: layer}, file: f}
}

// inSheet says of a file that a style sheet asks for what the sheet wants of it,
// and returns the name of the module.
func (w *worker) inSheet(f *file, r *Request, name string) string {
	if r.Kind != graph.DepCSS {
		return name
	}
	f.local = r.local && f.sheetKind() == ""
	if f.fromSheet = !r.fromScript && (f.sheetKind() != "" || w.isValue(f)); f.fromSheet {
		name = "css " + name
	}
	return name
}

// isValue: scripts get something else of the sheet than its place in a file.
func (w *worker) isValue(f *file) bool {
	kind := f.moduleType(strings.ToLower(filepath.Ext(f.named())))
	if !strings.HasPrefix(kind, "css") {
		return false
	}
	var more *config.TypeOptions
	if f.rule != nil {
		more = f.rule.options
	}
	how := w.in.Config.Module.Of(kind, more).ExportType
	return how != "" && how != "link"
}

// ignored reports whether the configuration leaves a request out. It then fails
// when it is run, without a word before.
func (w *worker) ignored(r *Request) bool {
	for i := range w.in.Config.Ignore {
		x := &w.in.Config.Ignore[i]
		if holds(x.Resource, r.Specifier) && (x.Context.Text == "" || holds(x.Context, r.Dir)) {
			return true
		}
	}
	return false
}

// holds reports whether a condition is a text, or matches it.
func holds(c config.Condition, text string) bool {
	if c.Regexp != nil {
		return c.Regexp.MatchString(text)
	}
	return c.Text == text
}

func packageOf(p *resolver.Package) *graph.Package {
	if p == nil {
		return nil
	}
	return &graph.Package{Name: p.Name, Version: p.Version, Dir: p.Dir, Path: p.Path, Type: p.Type}
}

// load reads the file of a job, or has its loaders make its text, unless its
// body is in the cache.
func (w *worker) load(ctx context.Context, j *job) {
	f := j.file
	if f == nil || f.uri == "" && w.in.Cache != nil && w.in.Cache.has(f) {
		return
	}
	if f.rule != nil && f.rule.empty {
		j.data = nil
	} else if f.rule != nil && len(f.rule.loaders) > 0 {
		var ok bool
		var above *host
		if w.in.Nested != nil {
			above = w.in.Nested.host
		}
		j.made, j.diags, ok = w.loaders.run(ctx, j.module, f, f.inline, above)
		if j.failed = !ok; j.failed {
			return
		}
		j.data = j.made.Content
	} else if f.uri != "" {
		j.data = f.inline
	} else if j.data, j.err = w.in.Cache.read(f.path); j.err != nil {
		return
	}
	ext := strings.ToLower(filepath.Ext(f.named()))
	if kind := f.moduleType(ext); strings.HasPrefix(kind, "javascript/") && !w.noParse(f.path) {
		if f.rule != nil && f.rule.replaces && ext != ".cjs" && ext != ".mjs" {
			ext = ".js" // what loaders leave is JavaScript
		}
		j.unit = &parse.Unit{
			Path: strings.TrimPrefix(j.module.Name, "./"), Src: j.data,
			Opts:  w.parsers.forFile(f.place(), ext, kind, isStrict(j.module, ext, kind), w.typeOptions(f, kind)),
			Place: w.placeOf(f, isStrict(j.module, ext, kind), w.typeOptions(f, kind)),
		}
	}
}

// placeOf is what a file knows of itself. Its path is what requests are made with,
// whatever __filename becomes elsewhere: an ES module has no such name.
func (w *worker) placeOf(f *file, strict bool, o *config.TypeOptions) *parse.Place {
	p := &parse.Place{Query: f.query, Fragment: f.fragment}
	if strict || f.path == "" {
		return p
	}
	node := w.in.Config.Node
	if n := o.Script.Node; n != nil {
		node = *n
	}
	if node.Filename != "false" {
		p.File = f.path
	}
	if node.Dirname != "false" {
		p.Dir = filepath.Dir(f.path)
	}
	return p
}

// noParse: module.noParse says to take a file as it is.
func (w *worker) noParse(path string) bool {
	for i := range w.in.Config.Module.NoParse {
		c := &w.in.Config.Module.NoParse[i]
		if c.Regexp != nil && c.Regexp.MatchString(path) || c.Regexp == nil && strings.HasPrefix(path, c.Text) {
			return true
		}
	}
	return false
}

// compile compiles what is TypeScript among jobs in one go.
func (w *worker) compile(batch []job) {
	units := make([]parse.Unit, 0, len(batch))
	for i := range batch {
		if batch[i].unit != nil {
			units = append(units, *batch[i].unit)
		}
	}
	parse.CompileBatch(units)
	k := 0
	for i := range batch {
		if batch[i].unit != nil {
			batch[i].unit = &units[k]
			k++
		}
	}
}

// isStrict: the file is an ES module by its type, its extension or its
// package.json.
func isStrict(m *graph.Module, ext, kind string) bool {
	switch kind {
	case "javascript/esm":
		return true
	case "javascript/dynamic":
		return false
	}
	switch ext {
	case ".mjs", ".mts":
		return true
	case ".js", ".jsx", ".ts", ".tsx":
		return m.Package != nil && m.Package.Type == "module"
	}
	return false // webpack leaves files without extension open, which packages rely on
}

// buildFile makes the body that the type of a file asks for.
func (w *worker) buildFile(r *result, j job) {
	f := j.file
	m := *j.module
	r.module = &m
	if f.pkg != nil {
		if has, known := f.pkg.SideEffectsOf(f.path); known && !has {
			m.NoSideEffects = true
		}
	}
	if f.rule != nil && f.rule.sideEffects != nil {
		m.NoSideEffects = !*f.rule.sideEffects
	}
	if c := w.in.Cache; c != nil && f.uri == "" {
		if b, ok := c.body(f); ok {
			m.Body, m.Deps, m.Built, r.diags = b.body, slices.Clone(b.deps), b.built, slices.Clone(b.diags)
			r.inner = b.inner
			return
		}
	}
	r.diags = append(r.diags, j.diags...)
	m.Built = built(j.made)
	switch {
	case j.failed:
		m.Body = failed(r.diags)
		return
	case j.err != nil:
		r.diags = append(r.diags, unreadable(m.Name, j.err))
		m.Body = failed(r.diags)
		return
	}
	w.buildBody(r, &m, &j)
	if _, nothing := m.Body.(graph.Ignored); nothing {
		m.Body = failed(r.diags)
	}
	if c := w.in.Cache; c != nil && f.uri == "" && (m.Built == nil || !m.Built.Volatile) {
		c.keep(f, &m, r)
	}
}

// built is what later passes and a watch have to know of what loaders did.
func built(r *loader.Result) *graph.Built {
	if r == nil {
		return nil
	}
	b := &graph.Built{Files: r.Files, Folders: r.Contexts, Missing: r.Missing, Volatile: !r.Cacheable}
	for _, e := range r.Emitted {
		b.Emitted = append(b.Emitted, graph.EmittedFile{Name: e.Name, Data: e.Data})
	}
	return b
}

// buildBody makes the body of a file whose text is there.
func (w *worker) buildBody(r *result, m *graph.Module, j *job) {
	f := j.file
	ext := strings.ToLower(filepath.Ext(f.named()))
	kind := f.moduleType(ext)
	o := w.typeOptions(f, kind)
	switch {
	case strings.HasPrefix(kind, "javascript/"):
		if j.unit == nil {
			m.Body = opaque(strings.TrimPrefix(m.Name, "./"), j.data)
			break
		}
		w.buildSource(r, m, j, isStrict(m, ext, kind), o)
	case kind == "json":
		text, err := jsonOf(trimBOM(j.data), o.Parse)
		var body *graph.JSON
		if err == nil {
			body, err = graph.NewJSON(text)
		}
		if err != nil {
			r.diags = append(r.diags, badJSON(m.Name, j.data, err))
			m.Body = graph.Ignored{}
			break
		}
		if o.ExportsDepth != nil {
			body.Depth = *o.ExportsDepth + 1
		}
		body.Literal = o.JSONParse != nil && !*o.JSONParse
		body.DefaultOnly = o.NamedExports != nil && !*o.NamedExports
		m.Body = body
	case strings.HasPrefix(kind, "css"):
		w.buildCSS(r, m, j, kind, o)
	case kind == "webassembly/async":
		w.buildWasm(r, m, j)
	case strings.HasPrefix(kind, "asset"):
		m.Body = newAsset(kind, f, j.data, o)
	case w.isModule(j):
		w.buildSource(r, m, j, false, w.typeOptions(f, "javascript/auto"))
	default:
		m.Body = graph.Ignored{}
		r.diags = append(r.diags, diag.Diagnostic{
			Code: "module-type-unknown", Message: fmt.Sprintf("No module type is known for files that end in %q", ext),
			At: diag.Location{File: strings.TrimPrefix(m.Name, "./")}, Module: m.Name,
			Help: unknownTypeHelp(ext),
		})
	}
}

// isModule reports whether a file of an extension that nobody knows is JavaScript all
// the same, and then makes it ready for buildSource: webpack takes every such file
// as JavaScript. Here it has to say so by an import, an export or their like, for many
// a text can be read as a script.
func (w *worker) isModule(j *job) bool {
	f, o := j.file, w.typeOptions(j.file, "javascript/auto")
	unit := &parse.Unit{
		Path: strings.TrimPrefix(j.module.Name, "./"), Src: j.data,
		Opts: w.parsers.forFile(f.place(), ".js", "javascript/auto", false, o), Place: w.placeOf(f, false, o),
	}
	again := *unit
	rec, diags := parse.AnalyzeUnit(&again)
	if rec == nil || slices.ContainsFunc(diags, isError) || rec.Flags&(graph.HasESM|graph.UsesModule|graph.UsesExports) == 0 && len(rec.Imports) == 0 {
		return false
	}
	j.unit = unit
	return true
}

// typeOptions are the options of a file of a module type.
func (w *worker) typeOptions(f *file, kind string) *config.TypeOptions {
	var more *config.TypeOptions
	if f.rule != nil {
		more = f.rule.options
	}
	return w.in.Config.Module.Of(kind, more)
}

// scriptOptions are those of the file of a module, which may be nil.
func (w *worker) scriptOptions(f *file) *config.ScriptOptions {
	if f == nil {
		return &config.ScriptOptions{}
	}
	return &w.typeOptions(f, f.moduleType(strings.ToLower(filepath.Ext(f.named())))).Script
}

// opaque is the body of a file that module.noParse keeps from being read: a
// CommonJS module that asks for nothing.
func opaque(name string, data []byte) *graph.Source {
	rec := &graph.Record{
		Text: data, Flags: graph.Opaque | graph.UsesModule | graph.UsesExports | graph.UsesThis, Rung: "noParse",
		CommonJS: graph.CommonJS{Mirror: -1},
	}
	return &graph.Source{Record: rec, Original: data, File: name, Input: newInput(name, data, rec)}
}

func unreadable(name string, err error) diag.Diagnostic {
	why := err.Error()
	var pe *fs.PathError
	if errors.As(err, &pe) {
		why = pe.Err.Error()
	}
	return diag.Diagnostic{
		Code: "read-failed", Message: fmt.Sprintf("Could not read %q: %s", name, why),
		At: diag.Location{File: strings.TrimPrefix(name, "./")}, Module: name, Help: "check that the file exists and that you may read it",
	}
}

func trimBOM(b []byte) []byte {
	if len(b) >= 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf {
		return b[3:]
	}
	return b
}

func (w *worker) buildSource(r *result, m *graph.Module, j *job, strict bool, o *config.TypeOptions) {
	unit := j.unit
	name, data := unit.Path, unit.Src
	rec, diags := parse.AnalyzeUnit(unit)
	if rec == nil && j.made != nil {
		// Some loaders leave TypeScript or JSX to whoever comes next.
		ext := strings.ToLower(filepath.Ext(j.file.named()))
		again := *unit
		again.Opts = w.parsers.forFile(j.file.place(), ext, "", strict, o)
		if r, d := parse.AnalyzeUnit(&again); r != nil {
			rec, diags = r, d
		}
	}
	for i := range diags {
		diags[i].Module = m.Name
	}
	r.diags = append(r.diags, diags...)
	if rec == nil || slices.ContainsFunc(diags, isError) {
		m.Body = graph.Ignored{} // nothing of it can run
		return
	}
	if (strict || rec.Flags&graph.HasTLA != 0) && rec.Flags&(graph.HasESM|graph.Opaque) == 0 {
		// The extension, package.json or an await outside of functions says that it is
		// an ES module, also when it neither imports nor exports. What the last rung made
		// of one is CommonJS.
		rec.Flags |= graph.HasESM
	}
	src := &graph.Source{Record: rec, Original: data, File: name, Query: j.file.query + j.file.fragment, Strict: strict, Presence: presence(o), How: sourceOptions(o)}
	src.Input = newInput(name, data, rec)
	if j.made == nil {
		if j.file.rule == nil || !j.file.rule.noMap {
			w.ownMap(r, m, src.Input, rec.SourceMappingURL)
		}
	} else {
		w.mapBack(src, m, j.made.Map)
	}
	m.Body = src
	if critical := o.Script.ExprCritical; !strings.Contains(name, "node_modules/") && (critical == nil || *critical) { // packages do it for hosts that are not browsers
		for _, at := range rec.Open {
			r.diags = append(r.diags, diag.Diagnostic{
				Severity: diag.Warning, Code: "import-unknown-request", Message: "Only run time knows what this imports, so it is not bundled", At: src.Location(at), Module: m.Name,
				Help: "import each module by a literal, or write /* webpackIgnore: true */ before the request if the browser is to load it",
			})
		}
	}
	for _, p := range rec.Problems {
		r.diags = append(r.diags, diag.Diagnostic{Severity: diag.Warning, Code: p.Code, Message: p.Message, Help: p.Help, At: src.Location(p.At), Module: m.Name})
	}
	w.warnOfNames(r, m, src)
	m.Deps = make([]graph.Dep, len(rec.Imports))
	for i := range rec.Imports {
		imp := &rec.Imports[i]
		d := graph.Dep{Kind: graph.DepImport, Specifier: imp.Specifier, Target: graph.NoModule}
		if imp.Below != "" && m.Path != "" {
			d.From = filepath.Join(filepath.Dir(m.Path), filepath.FromSlash(imp.Below))
		}
		switch imp.Kind {
		case graph.ImportDynamic:
			d.Kind, d.Async = graph.DepDynamic, true
		case graph.ImportRequire, graph.ImportResolve:
			d.Kind = graph.DepRequire
		case graph.ImportResolveWeak:
			d.Kind, d.Weak = graph.DepRequire, true
		case graph.ImportIncluded:
			d.Weak = true
		case graph.ImportInclude, graph.ImportEnsure:
			d.Kind = graph.DepRequire
		case graph.ImportURL:
			d.Kind = graph.DepURL
			d.Ignore, d.Relative = o.URL != nil && !*o.URL, o.RelativeURL
		case graph.ImportWorker:
			d.Weak = true // an entry of its own
		}
		if imp.Ensure > 0 {
			if d.Async, d.ChunkName = true, rec.Ensures[imp.Ensure-1].ChunkName; d.ChunkName == "" {
				d.ChunkName = fmt.Sprintf("%s-ensure-%d", chunkNameOf(m.Name), imp.Ensure)
			}
		}
		r.applyMagic(src, imp, &d, &o.Script)
		if imp.Context != nil {
			d.Kind, d.Async, d.Weak = graph.DepRequire, imp.Ensure > 0, false // the context itself is there at once
		}
		m.Deps[i] = d
	}
}

// warnOfNames tells of names of Node that the configuration asks to be told of.
func (w *worker) warnOfNames(r *result, m *graph.Module, src *graph.Source) {
	names := w.in.Config.Node
	if src.How != nil && src.How.Node != nil {
		n := src.How.Node
		names.Warn, names.Filename, names.Dirname = n.Warn, n.Filename, n.Dirname
	}
	if src.Strict {
		names.Filename, names.Dirname = "", ""
	}
	if !names.Warn && names.Filename != "warn-mock" && names.Dirname != "warn-mock" {
		return
	}
	for i := range src.Record.Free {
		f := &src.Record.Free[i]
		switch {
		case f.Name == "global" && names.Warn, f.Name == "__filename" && names.Filename == "warn-mock", f.Name == "__dirname" && names.Dirname == "warn-mock":
			r.diags = append(r.diags, diag.Diagnostic{
				Severity: diag.Warning, Code: "node-name", Message: fmt.Sprintf("%s is a name of Node, which other platforms do not have", f.Name),
				At: src.Location(graph.ByteRange{Start: f.Start, End: f.End}), Module: m.Name, Help: "write globalThis, or import.meta.url, or change node in federation.yaml",
			})
		}
	}
}

// presence is what the options of a module say of missing exports; nil for the
// usual.
func presence(o *config.TypeOptions) *graph.Presence {
	if o.ExportsPresence == "" && o.ImportExportsPresence == "" && o.ReexportExportsPresence == "" {
		return nil
	}
	p := &graph.Presence{Import: o.ImportExportsPresence, ReExport: o.ReexportExportsPresence}
	if p.Import == "" {
		p.Import = o.ExportsPresence
	}
	if p.ReExport == "" {
		p.ReExport = o.ExportsPresence
	}
	return p
}

// mapBack lets the way back from the text that loaders made go on to what they
// made it of.
func (w *worker) mapBack(src *graph.Source, m *graph.Module, text []byte) {
	if in := w.loadedInput(src.Record.Text, src.Record.Map, m, text, source.JavaScript); in != nil {
		src.Input = in
	}
}

// loadedInput is text with the way back through inner, if there is one, and the
// map of the loaders. It is nil without such a map.
func (w *worker) loadedInput(text []byte, inner *source.Map, m *graph.Module, loaded []byte, lang source.Language) *source.Input {
	if len(loaded) == 0 || !w.in.Config.Devtool.Enabled {
		return nil
	}
	outer, err := source.DecodeMap(loaded)
	if err != nil || len(outer.Sources) == 0 {
		return nil
	}
	in := &source.Input{Text: text, Language: lang, Map: outer}
	if inner != nil {
		in.Map = source.Through(inner, outer)
	}
	for i, name := range outer.Sources {
		path := strings.TrimPrefix(strings.TrimPrefix(name, "file://"), "webpack://")
		if path == "" {
			path = m.Path
		}
		if !filepath.IsAbs(path) {
			// Names are relative to the file, to the context, or to nothing at all.
			if beside := filepath.Join(filepath.Dir(m.Path), path); exists(beside) {
				path = beside
			} else {
				path = filepath.Join(w.in.Config.Context, path)
			}
		}
		s := &source.Source{Name: strings.TrimPrefix(w.display(path), "./"), Ignore: strings.Contains(path, "node_modules/")}
		if i < len(outer.Contents) && outer.Contents[i] != "" {
			s.Content = []byte(outer.Contents[i])
		} else if data, err := os.ReadFile(path); err == nil {
			s.Content = data
		}
		in.Sources = append(in.Sources, s)
	}
	return in
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// newInput prepares the way from Record.Text back to the file.
func newInput(name string, original []byte, rec *graph.Record) *source.Input {
	in := &source.Input{Text: rec.Text, Language: source.JavaScript, Map: rec.Map}
	own := &source.Source{Name: name, Content: original, Ignore: strings.Contains(name, "node_modules/")}
	if rec.Map == nil {
		in.Sources = []*source.Source{own}
		return in
	}
	in.Sources = make([]*source.Source, len(rec.Map.Sources))
	for i := range in.Sources {
		in.Sources[i] = own
	}
	return in
}
