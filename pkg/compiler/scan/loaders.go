package scan

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/loader"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// loaders runs the loaders of a scan. Nothing is started before the first module
// that has any.
type loaders struct {
	w    *worker
	once sync.Once
	pool *loader.Pool
	err  *diag.Diagnostic // why there is no pool; At is missing
	own  bool             // the pool is of this scan alone

	names *resolver.Resolver // of loaders
	mu    sync.Mutex
	found map[string]foundLoader // by directory and name
	asked map[string]*resolver.Resolver
}

type foundLoader struct {
	path  string
	query string // that the alias of the name has
	kind  string // "module", "commonjs", or "" where nothing says
	err   error
}

// loaderDefaults are webpack's resolveLoader.
func loaderDefaults(c *config.Config) resolver.Options {
	o := resolver.Options{
		ConditionNames: []string{"loader", "require", "node"}, ExportsFields: [][]string{{"exports"}}, MainFields: [][]string{{"loader"}, {"main"}},
		Extensions: []string{".js"}, MainFiles: []string{"index"}, Modules: []string{"node_modules"}, Symlinks: true,
	}
	overlay(&o, &c.ResolveLoader)
	o.TSConfig = ""
	return o
}

// start makes the pool, or takes the one of the builds before.
func (l *loaders) start() {
	c := l.w.in.Config
	l.names = resolver.New(loaderDefaults(c), l.w.in.Files)
	l.found, l.asked = make(map[string]foundLoader), make(map[string]*resolver.Resolver)
	if n := l.w.in.Nested; n != nil {
		l.pool, l.err = n.host.l.pool, n.host.l.err
		return
	}
	runner := l.runner()
	if runner == "" {
		l.err = &diag.Diagnostic{
			Code: "loader-runner-missing", Message: "Loaders are run by the package \"loader-runner\" of the project, which is not installed",
			Help: "npm install --save-dev loader-runner",
		}
		return
	}
	s := loader.Setup{
		Runner: runner, Context: c.Context, Name: c.Name, Mode: string(c.Mode), Target: c.Target.Name(), SourceMap: c.Devtool.Enabled,
		CSS: !usesLoader(c.Module.Rules, "css-loader"), OutputPath: c.Output.Path, PublicPath: c.Output.PublicPath, UniqueName: c.Output.UniqueName,
		Hash: loader.Hash{Function: c.Output.HashFunction, Digest: c.Output.HashDigest, Salt: c.Output.HashSalt, Length: c.Output.HashDigestLength},
	}
	size := min(l.w.in.Workers, 4)
	if l.w.in.Cache == nil {
		l.own, l.pool = true, loader.NewPool(s, size)
		return
	}
	key, _ := json.Marshal(s)
	l.pool = l.w.in.Cache.Keep("loaders "+string(key), func() any { return loader.NewPool(s, size) }).(*loader.Pool)
}

// runner is the main file of loader-runner: the project's, or the one that comes
// with its webpack.
func (l *loaders) runner() string {
	node := resolver.New(resolver.Options{Symlinks: true}, l.w.in.Files)
	dir := l.w.in.Config.Context
	if res, err := node.Resolve(dir, "loader-runner"); err == nil {
		return res.Path
	}
	if res, err := node.Resolve(dir, "webpack"); err == nil {
		if res, err := node.Resolve(filepath.Dir(res.Path), "loader-runner"); err == nil {
			return res.Path
		}
	}
	return ""
}

func usesLoader(rules []*config.Rule, name string) bool {
	for _, r := range rules {
		for i := range r.Use {
			if isLoader(r.Use[i].Name, name) {
				return true
			}
		}
		if usesLoader(r.Rules, name) || usesLoader(r.OneOf, name) {
			return true
		}
	}
	return false
}

// isLoader reports whether a request names a package, or a file of it.
func isLoader(request, name string) bool {
	request, _ = cutQuery(filepath.ToSlash(request))
	return request == name || strings.HasPrefix(request, name+"/") || strings.Contains(request, "/node_modules/"+name+"/") || strings.HasSuffix(request, "/node_modules/"+name)
}

// close ends processes that no later build has a use for.
func (l *loaders) close() {
	if l.own && l.pool != nil {
		l.pool.Close()
	}
}

// named is find for a request that names a loader, before any is run.
func (l *loaders) named(dir, name string) foundLoader {
	l.once.Do(l.start)
	return l.find(dir, name)
}

// find resolves the name of a loader.
func (l *loaders) find(dir, name string) foundLoader {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := dir + "\x00" + name
	if f, ok := l.found[key]; ok {
		return f
	}
	var f foundLoader
	res, err := l.names.Resolve(dir, name)
	if err != nil {
		f.err = err
	} else {
		f.path, f.query = res.Path, res.Query
		switch {
		case strings.HasSuffix(res.Path, ".mjs"):
			f.kind = "module"
		case strings.HasSuffix(res.Path, ".cjs"):
			f.kind = "commonjs"
		case res.Package != nil:
			f.kind = res.Package.Type
		}
	}
	l.found[key] = f
	return f
}

// run runs the loaders of a file and returns what they made. ok is false when a
// diagnostic says why there is nothing. above is the loader that asks for it; nil
// for the build itself.
func (l *loaders) run(ctx context.Context, m *graph.Module, f *file, content []byte, above *host) (r *loader.Result, diags []diag.Diagnostic, ok bool) {
	l.once.Do(l.start)
	at := diag.Location{File: strings.TrimPrefix(m.Name, "./")}
	key := f.key(m.Layer)
	for x := above; x != nil; x = x.above {
		if x.key == key { // it would wait for itself; webpack's words
			return nil, []diag.Diagnostic{{
				Code: "loader-failed", Message: "There is a circular build dependency, which makes it impossible to create this module", At: at, Module: m.Name,
				Help: "let loaders ask with loadModule and importModule for what does not ask for them",
			}}, false
		}
	}
	if l.err != nil {
		d := *l.err
		d.At, d.Module = at, m.Name
		for i := range f.rule.loaders {
			if x := f.rule.loaders[i].Rule; x != nil {
				d.At = x.At
				break
			}
		}
		return nil, []diag.Diagnostic{d}, false
	}
	job := &loader.Job{Resource: escapeRequest(f.path) + f.query, Type: f.rule.kind, Content: content}
	switch f.uri {
	case "":
	case noResource:
		job.Resource = f.query
	default:
		job.Resource = strings.ReplaceAll(escapeRequest(f.uri), "?", "\x00?")
	}
	if f.match != "" {
		job.Match = f.match + f.matchQuery
	}
	for i := range f.rule.loaders {
		x := &f.rule.loaders[i]
		found := l.find(x.From, x.Name)
		if found.err != nil {
			return nil, []diag.Diagnostic{l.notFound(x, m, at, found.err)}, false
		}
		if x.Beside != "" {
			found.path = filepath.Join(filepath.Dir(found.path), x.Beside)
		}
		query := x.Query
		if query == "" && x.Options == nil {
			query = found.query
		}
		job.Loaders = append(job.Loaders, loader.Item{Path: found.path + query, Options: x.Options, Ident: x.Ident, Type: found.kind})
	}
	r, err := l.pool.Run(ctx, job, &host{l: l, f: f, key: key, above: above})
	if r != nil {
		for i := range r.Warnings {
			diags = append(diags, l.problem(&r.Warnings[i], m, at, "loader-warning", diag.Warning))
		}
		for i := range r.Errors {
			diags = append(diags, l.problem(&r.Errors[i], m, at, "loader-error", diag.Error))
		}
	}
	var failed *loader.FailedError
	var node *loader.NoNodeError
	switch {
	case err == nil:
		return r, diags, true
	case errors.As(err, &failed):
		diags = append(diags, l.failure(failed, f, m, at))
	case errors.As(err, &node):
		diags = append(diags, diag.Diagnostic{
			Code: "loader-node-missing", Message: "Loaders need Node.js, which could not be started: " + node.Err.Error(), At: at, Module: m.Name,
			Help: "install Node.js, and make sure that node is in the PATH",
		})
	case ctx.Err() != nil: // the build was given up
	default:
		diags = append(diags, diag.Diagnostic{Code: "loader-failed", Message: err.Error(), At: at, Module: m.Name})
	}
	return r, diags, false
}

// escapeRequest protects a "#" of a path from being read as a fragment.
func escapeRequest(path string) string { return strings.ReplaceAll(path, "#", "\x00#") }

func (l *loaders) notFound(x *Loader, m *graph.Module, at diag.Location, err error) diag.Diagnostic {
	d := diag.Diagnostic{
		Code: "loader-not-found", Message: fmt.Sprintf("Could not find the loader %q", x.Name), At: at, Module: m.Name,
		Help: "correct the path of the loader", Notes: []string{"looked for from " + l.w.display(x.From) + "/"},
	}
	if x.Rule != nil {
		d.At = x.Rule.At
	}
	if isBare(x.Name) {
		d.Help = "npm install --save-dev " + packageName(x.Name)
		if f := l.find(x.From, x.Name+"-loader"); f.err == nil {
			d.Help = fmt.Sprintf("write %q", x.Name+"-loader")
		}
	}
	var nf *resolver.NotFoundError
	if !errors.As(err, &nf) {
		d.Notes = append(d.Notes, err.Error())
	}
	return d
}

var ansi = lazy.Regexp("\x1b\\[[0-9;]*m")

// loaderName is the package of a loader, or its path.
func (l *loaders) loaderName(path string) string {
	if i := strings.LastIndex(path, "/node_modules/"); i >= 0 {
		return packageName(path[i+len("/node_modules/"):])
	}
	if path == "" {
		return "a loader"
	}
	return l.w.display(path)
}

// problem makes a diagnostic of what a loader says.
func (l *loaders) problem(p *loader.Problem, m *graph.Module, at diag.Location, code string, s diag.Severity) diag.Diagnostic {
	message := strings.TrimSpace(ansi().ReplaceAllString(p.Message, ""))
	first, rest, _ := strings.Cut(message, "\n")
	d := diag.Diagnostic{
		Severity: s, Code: code, Message: l.loaderName(p.Loader) + ": " + strings.TrimSuffix(first, "."), At: at, Module: m.Name,
		Help: "correct the file, or the options of the loader",
	}
	for i, line := range strings.Split(strings.TrimSpace(rest), "\n") {
		if line = strings.TrimRight(line, " \r"); line != "" && i < 12 {
			d.Notes = append(d.Notes, line)
		}
	}
	file := strings.TrimPrefix(p.File, "file://")
	if file == "" || !filepath.IsAbs(file) {
		file = m.Path
	}
	if p.Line > 0 {
		if text, err := os.ReadFile(file); err == nil {
			d.At = diag.Location{File: strings.TrimPrefix(l.w.display(file), "./"), Text: text}
			if off, ok := source.NewLines(text).Offset(uint32(p.Line-1), uint32(max(0, p.Column))); ok {
				d.At.Start, d.At.End = int(off), min(int(off)+1, len(text))
			}
		}
	}
	return d
}

// failure is the diagnostic of a loader that threw, died or hung.
func (l *loaders) failure(e *loader.FailedError, f *file, m *graph.Module, at diag.Location) diag.Diagnostic {
	p := e.Problem
	switch {
	case e.Timeout:
		d := l.problem(&p, m, at, "loader-timeout", diag.Error)
		d.Help = "look for a loop or a wait without end in the loader or its plugins"
		return d
	case e.Crash:
		p.Line = 0
		d := l.problem(&p, m, at, "loader-crashed", diag.Error)
		d.Notes = nil
		for _, line := range tailLines(p.Stack, 8) {
			d.Notes = append(d.Notes, line)
		}
		d.Help = "look at what the process printed; a loader must not end it"
		return d
	case p.BadOptions:
		d := l.problem(&p, m, at, "loader-options", diag.Error)
		d.Help = "correct the options of the loader"
		for i := range f.rule.loaders {
			x := &f.rule.loaders[i]
			if x.Rule != nil && l.find(x.From, x.Name).path == p.Loader {
				d.At = x.Rule.At
			}
		}
		return d
	}
	d := l.problem(&p, m, at, "loader-failed", diag.Error)
	// Where nothing says more, the stack is the way to the mistake: most often one of
	// the loader's own configuration files.
	if p.Line == 0 && len(d.Notes) == 0 {
		for _, line := range strings.Split(p.Stack, "\n") {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "at ") && len(d.Notes) < 4 {
				d.Notes = append(d.Notes, line)
			}
		}
	}
	return d
}

func tailLines(s string, n int) []string {
	var lines []string
	for _, line := range strings.Split(ansi().ReplaceAllString(s, ""), "\n") {
		if strings.TrimSpace(line) != "" {
			lines = append(lines, strings.TrimRight(line, " \r"))
		}
	}
	return lines[max(0, len(lines)-n):]
}

// host answers the loaders of one file.
type host struct {
	l     *loaders
	f     *file
	key   string // of its module
	above *host  // whose loader asked for it; nil for the build itself
}

// Resolve implements loader.Host.
func (h *host) Resolve(_ context.Context, dir, request string, options json.RawMessage) (string, error) {
	x, err := h.l.resolver(options)
	if err != nil {
		return "", err
	}
	res, err := x.Resolve(dir, request)
	if err != nil {
		return "", fmt.Errorf("can't resolve %q in %q", request, dir)
	}
	if res.Ignored {
		return "", fmt.Errorf("%q is resolved to nothing by an alias or a browser field", request)
	}
	return res.Path + res.Query, nil
}

// resolver is the resolver with the options of getResolve.
func (l *loaders) resolver(options json.RawMessage) (*resolver.Resolver, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if x := l.asked[string(options)]; x != nil {
		return x, nil
	}
	category := ""
	var over config.Resolve
	if len(options) > 0 {
		var err error
		if category, over, err = resolveFromJSON(options); err != nil {
			return nil, err
		}
	}
	o := ResolveOptions(l.w.in.Config, category)
	if over.TSConfig == "" {
		over.TSConfig = o.TSConfig
	}
	overlay(&o, &over)
	if over.Extensions != nil {
		o.Extensions = withDefaults(over.Extensions, o.Extensions)
	}
	x := resolver.New(o, l.w.in.Files)
	l.asked[string(options)] = x
	return x, nil
}

// resolveFromJSON reads the options of getResolve, which are webpack's resolve.
func resolveFromJSON(text json.RawMessage) (category string, r config.Resolve, err error) {
	var o struct {
		DependencyType                                                   string
		Extensions, MainFiles, Modules, ConditionNames, DescriptionFiles []string
		ExportsFields, ImportsFields, Roots                              []string
		MainFields, AliasFields                                          []any
		Alias                                                            json.RawMessage
		Restrictions                                                     []any
		Symlinks, FullySpecified, EnforceExtension                       *bool
		PreferRelative, PreferAbsolute                                   bool
	}
	if err := json.Unmarshal(text, &o); err != nil {
		return "", r, fmt.Errorf("options of getResolve: %w", err)
	}
	r = config.Resolve{
		Extensions: o.Extensions, MainFiles: o.MainFiles, Modules: o.Modules, ConditionNames: o.ConditionNames, DescriptionFiles: o.DescriptionFiles,
		ExportsFields: o.ExportsFields, ImportsFields: o.ImportsFields, Roots: o.Roots, Symlinks: o.Symlinks, FullySpecified: o.FullySpecified,
		EnforceExtension: o.EnforceExtension, PreferRelative: o.PreferRelative, PreferAbsolute: o.PreferAbsolute,
		MainFields: fieldNames(o.MainFields), AliasFields: fieldNames(o.AliasFields),
	}
	var aliases map[string]any
	if json.Unmarshal(o.Alias, &aliases) == nil {
		for name, target := range aliases {
			a := config.Alias{Name: name}
			switch t := target.(type) {
			case string:
				a.Targets = []string{t}
			case bool:
				a.Ignore = !t
			case []any:
				for _, s := range t {
					if s, ok := s.(string); ok {
						a.Targets = append(a.Targets, s)
					}
				}
			}
			r.Alias = append(r.Alias, a)
		}
	}
	for _, item := range o.Restrictions {
		text, _ := item.(string)
		if m, ok := item.(map[string]any); ok {
			text = fmt.Sprintf("/%v/%v", m["regexp"], m["flags"])
		}
		c, err := config.NewCondition(text)
		if err != nil {
			return "", r, err
		}
		r.Restrictions = append(r.Restrictions, c)
	}
	return o.DependencyType, r, nil
}

func fieldNames(list []any) [][]string {
	if list == nil {
		return nil
	}
	out := [][]string{}
	for _, item := range list {
		switch x := item.(type) {
		case string:
			out = append(out, []string{x})
		case []any:
			var path []string
			for _, s := range x {
				path = append(path, fmt.Sprint(s))
			}
			out = append(out, path)
		}
	}
	return out
}

// Load implements loader.Host: the source of another module, as its loaders make
// it.
func (h *host) Load(ctx context.Context, dir, request string) (*loader.Result, error) {
	w := h.l.w
	var diags []diag.Diagnostic
	if dir == "" { // a module without a file
		dir = h.f.path
	}
	r := &Request{Specifier: request, Kind: graph.DepImport, Dir: dir, Importer: h.f.path, At: func() diag.Location { return diag.Location{} }, diags: &diags}
	t := w.resolve(ctx, r, false)
	if t.file == nil {
		for i := range diags {
			return nil, errors.New(diags[i].Message)
		}
		return nil, fmt.Errorf("%q is no file", request)
	}
	if t.file.rule == nil || len(t.file.rule.loaders) == 0 {
		data, err := os.ReadFile(t.file.path)
		if err != nil {
			return nil, err
		}
		return &loader.Result{Content: data, Files: []string{t.file.path}}, nil
	}
	res, diags, ok := h.l.run(ctx, t.module, t.file, t.file.inline, h)
	if !ok {
		for i := range diags {
			return nil, errors.New(diags[i].Message)
		}
		return nil, ctx.Err()
	}
	return res, nil
}
