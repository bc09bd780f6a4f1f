package scan

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/parse"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// contexts resolves the folders of contexts. Its resolvers are made when the
// first one is asked for.
type contexts struct {
	mu   sync.Mutex
	dirs map[string]*resolver.Resolver // by category
	opts map[string]resolver.Options   // those of files
}

func (w *worker) contextResolver(category string) (*resolver.Resolver, resolver.Options) {
	c := &w.contexts
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dirs == nil {
		c.dirs, c.opts = map[string]*resolver.Resolver{}, map[string]resolver.Options{}
	}
	if c.dirs[category] == nil {
		opts := ResolveOptions(w.in.Config, category)
		c.opts[category] = opts
		opts.ResolveToContext = true
		c.dirs[category] = resolver.New(opts, w.in.Files)
	}
	return c.dirs[category], c.opts[category]
}

// contextModule finds the files that a context stands for, and answers with the
// module that leads to them.
func (w *worker) contextModule(ctx context.Context, r *Request, x *graph.ContextRequest, strict, optional bool) target {
	category, kind := "commonjs", graph.DepRequire
	if x.Import {
		category, kind = "esm", graph.DepDynamic
	} else if x.URL {
		category = "url"
	}
	dirs, opts := w.contextResolver(category)
	opts.FullySpecified = opts.FullySpecified || x.Import && strict || x.URL
	dir, inline, shown := w.contextLoaders(r, x.Dir)
	r.Specifier = dir
	if w.ignored(r) {
		return target{}
	}
	if !w.in.Hooks.BeforeResolve.Empty() {
		if err := w.in.Hooks.BeforeResolve.Call(ctx, r); err != nil {
			r.Report(diag.Diagnostic{Code: "plugin-error", Message: err.Error(), At: r.At()})
			return target{}
		}
	}
	x = w.replacedBefore(x, r)
	walk := &contextWalk{w: w, r: r, x: x, opts: &opts}
	if !walk.compile() {
		return target{}
	}
	var roots []string
	if x.Glob != nil {
		root := walk.globs()
		if root == "" {
			return target{}
		}
		roots = []string{root}
	} else {
		found, err := dirs.ResolveFolders(r.Dir, r.Specifier)
		if err != nil {
			w.notFound(r, r.Specifier, err, optional)
			return target{}
		}
		if found[0].Ignored {
			return target{key: "ignored " + r.Specifier, module: &graph.Module{Name: "ignored " + r.Specifier, Body: graph.Ignored{}}}
		}
		for i := range found {
			roots = append(roots, found[i].Path)
		}
	}
	files := [][2]string(nil)
	if x, files = w.replacedAfter(x, roots); files != nil {
		walk.root = roots[0]
		walk.mapped(files)
	} else if walk.x != x {
		if walk.x = x; !walk.compile() {
			return target{}
		}
	}
	root := roots[0]
	for _, walk.root = range roots {
		if files == nil {
			walk.folder(walk.root, map[string]bool{})
		}
	}
	sort.SliceStable(walk.items, func(i, j int) bool { return walk.items[i].key < walk.items[j].key })
	body := &graph.Context{Request: x, Strict: strict, Dirs: walk.dirs}
	m := &graph.Module{Name: shown + w.contextName(roots, r.Dir, x, strict), Body: body, Package: r.Package, Layer: r.Layer}
	at := r.At()
	for _, it := range walk.items {
		if len(body.Keys) > 0 && body.Keys[len(body.Keys)-1] == it.key {
			continue
		}
		d := graph.Dep{Kind: kind, Specifier: inline + it.request + x.Query, From: root, At: at, Target: graph.NoModule, Exports: x.Exports}
		if it.from != "" {
			d.From = it.from
		}
		switch x.Mode {
		case graph.ContextLazy:
			d.Async = true
			if x.ChunkName != "" {
				d.ChunkName = contextChunkName(x.ChunkName, it.request, len(body.Keys))
			}
			d.Priority = priority(x.Priority)
		case graph.ContextLazyOnce:
			d.Async, d.ChunkName = true, x.ChunkName
			if d.ChunkName == "" {
				d.ChunkName = chunkNameOf(w.display(root)) + "_lazy-once"
			}
			d.Priority = priority(x.Priority)
		case graph.ContextWeak, graph.ContextAsyncWeak:
			d.Weak = true
		}
		if !d.Async {
			d.Kind = graph.DepRequire
			if x.Import {
				d.Kind = graph.DepImport
			} else if x.URL {
				d.Kind = graph.DepURL
			}
		}
		body.Keys = append(body.Keys, it.key)
		m.Deps = append(m.Deps, d)
	}
	if len(body.Keys) == 0 && !inPackages(r.Importer) {
		r.Report(diag.Diagnostic{
			Severity: diag.Warning, Code: "context-empty", At: at, Message: fmt.Sprintf("No file of %q is meant by this", w.display(root)),
			Help: "correct the folder or the pattern; what matches is looked for while building",
		})
	}
	return made(m)
}

// contextLoaders splits the loaders in front of a folder from it. Their names are
// relative to who asks, not to the folder; shown is how messages have them.
func (w *worker) contextLoaders(r *Request, dir string) (folder, loaders, shown string) {
	i := strings.LastIndexByte(dir, '!')
	if i < 0 {
		return dir, "", ""
	}
	parts := strings.Split(dir[:i], "!")
	for j, p := range parts {
		if name, query := cutQuery(p); strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") {
			name = filepath.Join(r.Dir, filepath.FromSlash(name))
			parts[j], p = name+query, w.display(name)+query
		}
		shown += p + "!"
	}
	return dir[i+1:], strings.Join(parts, "!") + "!", shown
}

func inPackages(path string) bool {
	return strings.Contains(filepath.ToSlash(path), "/node_modules/")
}

func priority(p graph.Priority) *graph.Priority {
	if p.Prefetch == graph.NoOrder && p.Preload == graph.NoOrder && p.Fetch == "" {
		return nil
	}
	return &p
}

// contextName says all that makes a context different from others.
func (w *worker) contextName(roots []string, from string, x *graph.ContextRequest, strict bool) string {
	var b strings.Builder
	for i, root := range roots {
		if i > 0 {
			b.WriteByte('|')
		}
		b.WriteString(w.display(root))
	}
	b.WriteString(x.Query)
	b.WriteString(" " + x.Mode.String())
	if g := x.Glob; g != nil {
		fmt.Fprintf(&b, " glob %s from %s %s %s", strings.Join(g.Patterns, " "), w.display(from), g.Import, g.Base)
		if g.Exhaustive {
			b.WriteString(" exhaustive")
		}
		if g.CaseFold {
			b.WriteString(" caseless")
		}
	} else {
		b.WriteString(" /" + x.Pattern + "/" + x.Flags)
	}
	for _, re := range []struct {
		name string
		re   *graph.Regexp
	}{{"include", x.Include}, {"exclude", x.Exclude}} {
		if re.re != nil {
			fmt.Fprintf(&b, " %s /%s/%s", re.name, re.re.Source, re.re.Flags)
		}
	}
	if !x.Recursive {
		b.WriteString(" nonrecursive")
	}
	if x.ChunkName != "" {
		b.WriteString(" chunk " + x.ChunkName)
	}
	if x.URL {
		b.WriteString(" url")
	}
	if x.Exports != nil {
		b.WriteString(" exports " + strings.Join(x.Exports, ","))
	}
	if x.Import {
		b.WriteString(" import")
		if x.Namespace {
			b.WriteString(" namespace")
		}
		if strict {
			b.WriteString(" strict")
		}
	}
	if !x.Object && x.Prefix != "." {
		b.WriteString(" as " + x.Prefix)
	}
	return b.String()
}

// contextItem is one file under one of its names.
type contextItem struct {
	key, request string
	from         string // folder to resolve from; "" for the root of the context
}

// contextWalk lists the files of a context.
type contextWalk struct {
	w                         *worker
	r                         *Request
	x                         *graph.ContextRequest
	opts                      *resolver.Options
	root                      string
	pattern, include, exclude config.Matcher
	glob                      *globSet
	dirs                      []string
	items                     []contextItem
}

// compile compiles the regular expressions.
func (c *contextWalk) compile() bool {
	ok := true
	one := func(re *graph.Regexp) config.Matcher {
		if re == nil {
			return nil
		}
		m, err := config.CompileRegexp(re.Source, re.Flags)
		if err != nil {
			ok = false
			c.r.Report(diag.Diagnostic{
				Code: "context-pattern", At: c.r.At(), Message: fmt.Sprintf("The regular expression /%s/%s cannot be read: %s", re.Source, re.Flags, err),
				Help: "correct the regular expression",
			})
		}
		return m
	}
	c.include, c.exclude = one(c.x.Include), one(c.x.Exclude)
	if c.x.Glob == nil {
		c.pattern = one(&graph.Regexp{Source: c.x.Pattern, Flags: c.x.Flags})
	}
	return ok
}

// folder adds what is in a folder. above are the real paths of the folders
// around, so that a link to one of them does not lead in a circle.
func (c *contextWalk) folder(dir string, above map[string]bool) {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil || above[real] {
		return
	}
	above[real] = true
	defer delete(above, real)
	c.dirs = append(c.dirs, dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		name := e.Name()
		if c.x.Glob == nil && strings.HasPrefix(name, ".") {
			continue
		}
		path := filepath.Join(dir, name)
		if c.exclude != nil && c.exclude.MatchString(path) {
			continue
		}
		mode := e.Type()
		if mode&os.ModeSymlink != 0 {
			info, err := os.Stat(path)
			if err != nil {
				continue
			}
			mode = info.Mode().Type()
		}
		switch {
		case mode.IsDir():
			if c.x.Recursive && (c.glob == nil || c.glob.enters(path, name)) {
				c.folder(path, above)
			}
		case mode.IsRegular() && (c.include == nil || c.include.MatchString(path)):
			c.file(path)
		}
	}
}

// file adds a file under all names that code may ask for it by.
func (c *contextWalk) file(path string) {
	request := "." + filepath.ToSlash(strings.TrimPrefix(path, c.root))
	if c.root == "/" {
		request = "./" + strings.TrimPrefix(filepath.ToSlash(path), "/")
	}
	if c.glob != nil {
		if key := c.glob.key(path); key != "" && path != c.r.Importer {
			c.items = append(c.items, contextItem{key: key, request: request})
		}
		return
	}
	for _, alt := range c.alternatives(request) {
		if !c.pattern.MatchString(alt) {
			continue
		}
		key := alt
		if !c.x.Object && strings.HasPrefix(alt, "./") {
			key = c.x.Prefix + alt[1:]
		}
		if !c.x.Object {
			key += c.x.Query
		}
		c.items = append(c.items, contextItem{key: key, request: alt, from: c.root})
	}
}

// alternatives are the requests that lead to a file: without its extension, or
// without its name when that is one of mainFiles.
func (c *contextWalk) alternatives(request string) []string {
	list := []string{request}
	if !c.opts.FullySpecified {
		list = nil
		for _, ext := range c.opts.Extensions {
			if ext != "" && strings.HasSuffix(request, ext) {
				list = append(list, strings.TrimSuffix(request, ext))
			}
		}
		if c.opts.EnforceExtension == nil || !*c.opts.EnforceExtension {
			list = append(list, request)
		}
		var more []string
		for _, r := range list {
			for _, main := range c.opts.MainFiles {
				if strings.HasSuffix(r, "/"+main) {
					more = append(more, strings.TrimSuffix(r, main), strings.TrimSuffix(r, "/"+main))
				}
			}
			more = append(more, r)
		}
		list = more
	}
	var out []string
	for _, r := range list {
		hidden := false
		for _, dir := range c.opts.Modules {
			if rest, ok := strings.CutPrefix(r, "./"+dir+"/"); ok && !filepath.IsAbs(dir) {
				out = append(out, rest)
				hidden = true
			}
		}
		if !hidden && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// contextChunkName fills the placeholders of a chunk name, as webpack does.
func contextChunkName(template, request string, index int) string {
	if !strings.Contains(template, "[index]") && !strings.Contains(template, "[request]") {
		template += "[index]"
	}
	template = strings.ReplaceAll(template, "[index]", fmt.Sprint(index))
	return strings.ReplaceAll(template, "[request]", chunkNameOf(request))
}

// chunkNameOf spells a request so that it can be part of a file name.
func chunkNameOf(request string) string {
	var b strings.Builder
	gap := false
	for _, r := range request {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune("_!§$()=-^°", r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return strings.Trim(b.String(), "-")
}

// applyMagic takes what the magic comments of an import say into its dep. For a
// context it returns the request with it.
func (r *result) applyMagic(src *graph.Source, imp *graph.Import, d *graph.Dep, o *config.ScriptOptions) *graph.ContextRequest {
	if len(imp.Magic) == 0 && (imp.Kind != graph.ImportDynamic || o.ImportMode == "" && o.ImportPrefetch == nil && o.ImportPreload == nil && o.ImportFetch == "") {
		return imp.Context
	}
	m := parse.ReadMagic(imp.Magic...)
	if imp.Kind == graph.ImportDynamic {
		m.Default(o.ImportMode, o.ImportPrefetch, o.ImportPreload, o.ImportFetch)
	}
	for _, p := range m.Problems {
		if m.Ignore || inPackages(src.File) {
			break
		}
		r.diags = append(r.diags, diag.Diagnostic{
			Severity: diag.Warning, Code: "magic-comment", Message: p, At: src.Location(imp.Spec), Module: r.module.Name,
			Help: "correct the comment; docs/guide.md lists the magic comments",
		})
	}
	switch imp.Kind {
	case graph.ImportDynamic, graph.ImportURL, graph.ImportWorker:
		if m.Ignore || m.Odd && imp.Kind == graph.ImportURL {
			d.Ignore, d.Async = true, false
			return nil
		}
	case graph.ImportRequire, graph.ImportResolve:
		if m.Ignore && o.CommonJSMagic != nil && *o.CommonJSMagic && !imp.Item {
			d.Ignore = true
			return nil
		}
	}
	if imp.Kind == graph.ImportWorker {
		d.ChunkName = m.ChunkName
		if m.Entry != nil {
			if m.Entry.Name != "" {
				d.ChunkName = m.Entry.Name
			}
			d.Worker, d.Layer = &m.Entry.AddedEntry, m.Entry.Layer
		}
		return nil
	}
	if x := imp.Context; x != nil && x.URL {
		c := *x
		c.Include, c.Exclude = m.Include, m.Exclude
		return &c
	}
	if imp.Kind != graph.ImportDynamic {
		return imp.Context
	}
	if x := imp.Context; x != nil {
		c := *x
		c.ChunkName, c.Priority, c.Include, c.Exclude = m.ChunkName, m.Priority, m.Include, m.Exclude
		if m.Mode == "weak" {
			c.Mode = graph.ContextAsyncWeak
		} else if m.Mode != "" {
			c.Mode = graph.ContextModes[m.Mode]
		}
		if !m.All {
			c.Exports = m.Exports
		}
		return &c
	}
	d.ChunkName, d.Priority = m.ChunkName, priority(m.Priority)
	if !m.All {
		d.Exports = m.Exports
	}
	switch m.Mode {
	case "eager":
		d.Async, d.Priority, d.ChunkName = false, nil, ""
	case "weak":
		d.Async, d.Weak, d.Priority, d.ChunkName = false, true, nil, ""
	}
	return nil
}
