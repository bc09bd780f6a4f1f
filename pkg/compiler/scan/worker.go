package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/css"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
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
}

func newWorker(in *Input) *worker {
	return &worker{in: in, resolvers: makeResolvers(in), parsers: newParsers(in), external: newExternals(in.Config)}
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
	if !h.Factorize.Empty() {
		m, ok, err := h.Factorize.Call(ctx, r)
		if err != nil {
			r.Report(diag.Diagnostic{Code: "plugin-error", Message: err.Error(), At: r.At()})
			return target{}
		}
		if ok {
			return target{key: m.Name, module: m}
		}
	}
	if m := w.external.match(r); m != nil {
		return target{key: m.Name, module: m}
	}
	if strings.HasPrefix(r.Specifier, "data:") {
		return dataURI(r)
	}
	res, err := w.resolver(r).Resolve(r.Dir, r.Specifier)
	if err != nil {
		w.notFound(r, err, optional)
		return target{}
	}
	if res.Ignored {
		name := "ignored " + r.Specifier
		return target{key: name, module: &graph.Module{Name: name, Body: graph.Ignored{}}}
	}
	rd := &Resolved{Request: r, Path: res.Path, Query: res.Query, Package: packageOf(res.Package), Name: w.display(res.Path) + res.Query}
	if !h.CreateModule.Empty() {
		m, ok, err := h.CreateModule.Call(ctx, rd)
		if err != nil {
			r.Report(diag.Diagnostic{Code: "plugin-error", Message: err.Error(), At: r.At()})
			return target{}
		}
		if ok {
			return target{key: m.Name, module: m}
		}
	}
	fragment := res.Fragment
	if r.Kind == graph.DepURL || r.Kind == graph.DepCSS {
		fragment = "" // a place in the file: the address is the same
	}
	rd.Name += fragment
	key := res.Path + res.Query + fragment
	kind := graph.DepImport
	if r.Kind == graph.DepURL {
		kind = graph.DepURL
		key += "\x00url"
	}
	if t := r.Attrs["type"]; t != "" {
		key += "\x00" + t
	}
	return target{
		key:    key,
		module: &graph.Module{Name: rd.Name, Path: res.Path, Package: rd.Package},
		file:   &file{path: res.Path, query: res.Query, fragment: fragment, kind: kind, attrs: r.Attrs, pkg: res.Package},
	}
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

// load reads the file of a job, unless its body is in the cache.
func (w *worker) load(j *job) {
	if j.file != nil && j.file.script {
		j.data = j.file.inline
		j.unit = &parse.Unit{Path: j.module.Name, Src: j.data, Opts: w.parsers.forFile("data.js", ".js", false)}
		return
	}
	if j.file == nil || w.in.Cache != nil && w.in.Cache.has(j.file) {
		return
	}
	j.data, j.err = w.in.Cache.read(j.file.path)
	if j.err != nil {
		return
	}
	ext := strings.ToLower(filepath.Ext(j.file.path))
	if kindOf(j.file, ext) == kindScript {
		j.unit = &parse.Unit{
			Path: strings.TrimPrefix(j.module.Name, "./"), Src: j.data,
			Opts: w.parsers.forFile(j.file.path, ext, isStrict(j.module, ext)),
		}
	}
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

// isStrict: the file is an ES module by its extension or its package.json.
func isStrict(m *graph.Module, ext string) bool {
	return ext == ".mjs" || ext == ".mts" || m.Package != nil && m.Package.Type == "module" && ext != ".cjs" && ext != ".cts"
}

// buildFile makes the body that the extension of a file asks for.
func (w *worker) buildFile(r *result, j job) {
	f := j.file
	m := *j.module
	r.module = &m
	if f.pkg != nil {
		if has, known := f.pkg.SideEffectsOf(f.path); known && !has {
			m.NoSideEffects = true
		}
	}
	if c := w.in.Cache; c != nil && !f.script {
		if b, ok := c.body(f); ok {
			m.Body, m.Deps, r.diags = b.body, slices.Clone(b.deps), slices.Clone(b.diags)
			return
		}
	}
	if j.err != nil {
		m.Body = graph.Ignored{}
		r.diags = append(r.diags, unreadable(m.Name, j.err))
		return
	}
	ext := strings.ToLower(filepath.Ext(f.path))
	switch kind := kindOf(f, ext); kind {
	case kindScript:
		w.buildSource(r, &m, j.unit, isStrict(&m, ext), f.query+f.fragment)
	case kindJSON:
		body, err := graph.NewJSON(trimBOM(j.data))
		if err != nil {
			r.diags = append(r.diags, badJSON(m.Name, j.data, err))
			m.Body = graph.Ignored{}
			break
		}
		m.Body = body
	case kindCSS:
		w.buildCSS(r, &m, j.data)
	case kindAsset, kindRaw, kindInline, kindBytes:
		m.Body = newAsset(kind, f, ext, j.data, w.in.Config.Module.AssetInlineLimit)
	default:
		m.Body = graph.Ignored{}
		r.diags = append(r.diags, diag.Diagnostic{
			Code: "module-type-unknown", Message: fmt.Sprintf("No module type is known for files that end in %q", ext),
			At: diag.Location{File: strings.TrimPrefix(m.Name, "./")}, Module: m.Name,
			Help: "import it with new URL(\"...\", import.meta.url) to get its address, or add ?raw to get its text",
		})
	}
	if c := w.in.Cache; c != nil && !f.script {
		c.keep(f, &m, r.diags)
	}
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

func (w *worker) buildSource(r *result, m *graph.Module, unit *parse.Unit, strict bool, query string) {
	name, data := unit.Path, unit.Src
	rec, diags := parse.AnalyzeUnit(unit)
	for i := range diags {
		diags[i].Module = m.Name
	}
	r.diags = append(r.diags, diags...)
	if rec == nil {
		m.Body = graph.Ignored{}
		return
	}
	if (strict || rec.Flags&graph.HasTLA != 0) && rec.Flags&graph.HasESM == 0 {
		// The extension, package.json or an await outside of functions says that it is
		// an ES module, also when it neither imports nor exports.
		rec.Flags |= graph.HasESM
	}
	src := &graph.Source{Record: rec, Original: data, File: name, Query: query, Strict: strict}
	src.Input = newInput(name, data, rec)
	w.ownMap(r, m, src.Input, rec.SourceMappingURL)
	m.Body = src
	if !strings.Contains(name, "node_modules/") { // packages do it for hosts that are not browsers
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
	m.Deps = make([]graph.Dep, len(rec.Imports))
	for i := range rec.Imports {
		imp := &rec.Imports[i]
		d := graph.Dep{Kind: graph.DepImport, Specifier: imp.Specifier, Target: graph.NoModule}
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
		case graph.ImportWorker:
			d.Weak = true // an entry of its own
		}
		if imp.Ensure > 0 {
			if d.Async, d.ChunkName = true, rec.Ensures[imp.Ensure-1].ChunkName; d.ChunkName == "" {
				d.ChunkName = fmt.Sprintf("%s-ensure-%d", chunkNameOf(m.Name), imp.Ensure)
			}
		}
		r.applyMagic(src, imp, &d)
		if imp.Context != nil {
			d.Kind, d.Async, d.Weak = graph.DepRequire, false, false // the context itself is there at once
		}
		m.Deps[i] = d
	}
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

func (w *worker) buildCSS(r *result, m *graph.Module, data []byte) {
	name := strings.TrimPrefix(m.Name, "./")
	if base := filepath.Base(m.Path); strings.HasSuffix(base, ".module.css") {
		r.diags = append(r.diags, diag.Diagnostic{
			Code: "css-modules-unsupported", Message: "CSS modules are not supported yet", At: diag.Location{File: name}, Module: m.Name,
			Help: "rename the file so that it does not end in .module.css, and use plain class names",
		})
	}
	sheet, diags := css.Analyze(name, trimBOM(data))
	r.diags = append(r.diags, diags...)
	if sheet == nil {
		m.Body = graph.Ignored{}
		return
	}
	body := &graph.CSS{Sheet: sheet, Original: sheet.Text, File: name}
	body.Input = &source.Input{Text: sheet.Text, Language: source.CSS, Sources: []*source.Source{{Name: name, Content: sheet.Text, Ignore: strings.Contains(name, "node_modules/")}}}
	w.ownMap(r, m, body.Input, sheet.SourceMappingURL)
	m.Body = body
	m.Deps = body.NewDeps()
}
