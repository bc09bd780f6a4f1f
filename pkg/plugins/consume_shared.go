package plugins

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/scan"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

var _ compiler.Plugin = (*ConsumeSharedPlugin)(nil)

// ConsumeSharedPlugin answers imports of shared packages with a module that
// asks the share scope first and falls back to the copy of this build.
//
// The life of such a module: a specifier meets a pattern (Factorize for
// requests, CreateModule for files), the fallback is resolved from the importer,
// the module is made with what was found, and its exports are those of the
// fallback (graph.Exports.Mirror).
type ConsumeSharedPlugin struct {
	Options *config.ConsumeSharedOptions
	Path    []string // of the section in federation.yaml

	// loadedFirst prefers versions that are loaded to higher ones.
	loadedFirst bool

	// strictByDefault: used through shared, an ordinary share is strict.
	strictByDefault bool
	shaker          *shaker // nil without treeShaking
	// npmRanges: the runtime takes ranges as they are written.
	npmRanges bool
	remotes   []config.Remote // of which a provider may be one

	config   *config.Config
	matcher  *matcher
	versions *versions
	resolver *resolver.Resolver
	cache    *resolver.Cache
	display  func(string) string

	mu     sync.Mutex
	warned map[string]bool
	// sources are the files that ask for one and the same module, by its name and layer: two
	// packages may want the same range, and which one is met first is chance.
	sources map[string]map[string]bool
	// made keeps the answers by request, directory and layer: hundreds of files of one
	// folder import react, and finding out what that means is not free.
	made sync.Map // [3]string → *graph.Module
}

// Name implements compiler.Plugin.
func (p *ConsumeSharedPlugin) Name() string { return "ConsumeSharedPlugin" }

// Apply implements compiler.Plugin.
func (p *ConsumeSharedPlugin) Apply(c *compiler.Compiler) error {
	p.config, p.cache, p.display = c.Config, c.Files(), c.Display
	p.resolver = c.Resolver("esm")
	p.versions = &versions{cache: p.cache, display: c.Display, resolver: p.resolver}
	p.warned = make(map[string]bool)
	p.sources = make(map[string]map[string]bool)
	m, failed := newMatcher(p.Options.Consumes, c.Config.Context, p.cache, func(request string) (string, error) {
		res, err := p.resolver.Resolve(c.Config.Context, request)
		return res.Path, err
	})
	p.matcher = m
	c.Hooks.Factorize.Tap(p.Name(), 0, p.factorize)
	if len(m.files) > 0 || m.suffix {
		c.Hooks.CreateModule.Tap(p.Name(), 0, p.createModule)
	}
	if len(failed) > 0 {
		c.Hooks.FinishScan.Tap(p.Name(), 0, func(_ context.Context, a *compiler.Additions) error {
			for i := range p.Options.Consumes {
				key := p.Options.Consumes[i].Key
				if err := failed[key]; err != nil && !p.seen("unresolved "+key) {
					a.Report(diag.Diagnostic{Code: "share-not-found", Message: fmt.Sprintf("Could not resolve the shared module %q", key),
						At: p.where(key), Notes: []string{err.Error()}, Help: "correct the path, which is relative to the context"})
				}
			}
			return nil
		})
	}
	return nil
}

func (p *ConsumeSharedPlugin) where(key string) diag.Location {
	return p.config.Where(append(append([]string(nil), p.Path...), key)...)
}

// seen reports whether a problem was reported before, and notes that it is now.
func (p *ConsumeSharedPlugin) seen(what string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	old := p.warned[what]
	p.warned[what] = true
	return old
}

// factorize answers requests that match a bare key or a prefix. What the
// federation plugins ask for themselves is left alone, or a fallback would
// consume itself.
func (p *ConsumeSharedPlugin) factorize(_ context.Context, r *compiler.Request) (*graph.Module, bool, error) {
	if url, ok := strings.CutPrefix(r.Specifier, cdnRequest); ok && r.Kind == graph.DepFallback {
		return cdnModule(url), true, nil
	}
	switch r.Kind {
	case graph.DepFallback, graph.DepProvide, graph.DepRemote, graph.DepURL, graph.DepCSS:
		return nil, false, nil
	}
	at := [3]string{r.Specifier, r.Dir, r.Layer}
	if made, ok := p.made.Load(at); ok {
		return made.(*graph.Module), true, nil
	}
	m, ok := p.matcher.request(r.Specifier, r.Dir, r.Layer)
	if !ok {
		return nil, false, nil
	}
	mod := p.consume(r, m)
	if mod == nil {
		return nil, false, nil
	}
	p.made.Store(at, mod)
	return mod, true, nil
}

// createModule answers files that a relative or absolute key names.
func (p *ConsumeSharedPlugin) createModule(_ context.Context, r *compiler.Resolved) (*graph.Module, bool, error) {
	switch r.Request.Kind {
	case graph.DepFallback, graph.DepProvide, graph.DepURL, graph.DepCSS:
		return nil, false, nil
	}
	m, ok := p.matcher.file(r.Path, r.Request.Layer)
	if !ok {
		return nil, false, nil
	}
	mod := p.consume(r.Request, m)
	return mod, mod != nil, nil
}

// consume makes the module for one request; nil when the version of what would
// be its fallback is filtered out, and the request means that file itself.
func (p *ConsumeSharedPlugin) consume(r *compiler.Request, m match) *graph.Module {
	s := m.shared
	b := &consumeBody{provided: p.strictByDefault, loadedFirst: p.loadedFirst, scope: s.ShareScope, key: s.ShareKey, singleton: s.Singleton, eager: s.Eager, configKey: s.Key}
	if b.scope == "" {
		b.scope = scopeOr(p.Options.ShareScope)
	}
	if b.scopes = s.ShareScopes; len(b.scopes) == 0 {
		b.scopes = []string{b.scope}
	}
	if b.key == "" {
		b.key = matchRequest(s)
	}
	b.key += m.rest
	b.shake = p.shaker.of(s, b.key, m.rest)
	b.strict = p.strictByDefault && !s.NoImport && !s.Singleton
	if s.StrictVersion != nil {
		b.strict = *s.StrictVersion
	}
	if s.Provider != "" {
		b.providers = providerNames(s.Provider, p.remotes)
	}
	p.require(r, m, b)

	name := "consume shared (" + strings.Join(b.scopes, ", ") + ") " + b.key
	if b.required != "" {
		name += "@" + b.required
	}
	mod := &graph.Module{Body: b, Layer: s.Layer} // and so is the fallback, which it imports
	if !s.NoImport {
		p.fallback(r, m, b, mod)
		if b.fallback != "" {
			name += " (fallback " + b.fallback + ")"
		}
		if b.fallback != "" && refused(s, b.version) != "" {
			return nil
		}
	} else if refused(s, "") != "" {
		return nil
	} else {
		b.strategy = "none: import is false"
	}
	mod.Name = name
	p.mu.Lock()
	defer p.mu.Unlock()
	at := graph.LayerPrefix(s.Layer) + name
	if p.sources[at] == nil {
		p.sources[at] = make(map[string]bool)
	}
	b.sources = p.sources[at]
	b.sources[b.requiredFrom] = true
	return mod
}

// require finds the version that is required, and warns where nothing says.
func (p *ConsumeSharedPlugin) require(r *compiler.Request, m match, b *consumeBody) {
	s := m.shared
	switch {
	case s.NoRequired:
		return
	case s.RequiredVersion != "":
		b.required = s.RequiredVersion
		b.requiredFrom = p.display(p.config.File)
		if n := p.versions.normalize(packageOf(matchRequest(s)), s.RequiredVersion, p.config.Context); n != "" {
			b.required = n
		}
	default:
		name := s.PackageName
		if name == "" {
			if name = packageOf(r.Specifier); m.rebuilt != "" {
				name = packageOf(m.rebuilt)
			}
		}
		if name == "" {
			return
		}
		got := p.versions.required(name, r.Dir)
		b.required, b.requiredFrom = got.Range, got.Source
		if got.Unknown && !p.seen("required "+name) {
			d := diag.Diagnostic{
				Severity: diag.Warning, Code: "share-required-version-unknown",
				Message: fmt.Sprintf("No required version of the shared package %q can be found", name), At: r.At(),
				Help: fmt.Sprintf("add it to the dependencies of the importing package, or set requiredVersion for %q in federation.yaml", s.Key),
			}
			for _, path := range got.Read {
				d.Notes = append(d.Notes, p.display(path)+" does not list it")
			}
			r.Report(d)
		}
	}
	text, err := runtimeRange(b.required)
	if err != nil {
		b.required = ""
		return
	}
	if p.npmRanges {
		text = b.required
	}
	b.ranges = text
}

// fallback resolves the copy that this build brings: the request from the
// importer, else the package's main field, else a CDN.
func (p *ConsumeSharedPlugin) fallback(r *compiler.Request, m match, b *consumeBody, mod *graph.Module) {
	request := m.shared.Import
	if request == "" {
		request = matchRequest(m.shared)
	}
	request += m.rest
	from := r.Dir
	if strings.HasPrefix(request, ".") || filepath.IsAbs(request) {
		from = p.config.Context
	}
	dep := graph.Dep{Kind: graph.DepFallback, Async: !b.eager, Specifier: request, From: from, Target: graph.NoModule, At: p.where(m.shared.Key)}
	res, primary := p.resolver.Resolve(from, request)
	if primary == nil {
		b.strategy, b.fallback = "local module", p.display(res.Path)
		b.version = versionOf(p.cache, res.Path)
		mod.Deps = []graph.Dep{dep}
		return
	}
	if path := p.mainField(packageOf(request), from); path != "" && packageOf(request) == request {
		b.strategy, b.fallback = "main field", p.display(path)
		b.version = versionOf(p.cache, path)
		dep.Specifier = path
		mod.Deps = []graph.Dep{dep}
		return
	}
	if m.shared.CDNFallback != "" {
		b.strategy, b.fallback = "CDN", m.shared.CDNFallback
		dep.Async, dep.Specifier = false, cdnRequest+m.shared.CDNFallback
		mod.Deps = []graph.Dep{dep}
		return
	}
	if p.seen("fallback " + b.key) {
		return
	}
	r.Report(diag.Diagnostic{
		Code: "no-fallback-available", Message: fmt.Sprintf("No fallback is available for the shared module %q", request), At: r.At(),
		Labels: []diag.Label{{At: p.where(m.shared.Key), Message: "shared here"}},
		Notes:  []string{"tried the local module: " + primary.Error(), "tried the main field of the package: it is not installed", "tried a CDN: cdnFallback is not set"},
		Help:   fmt.Sprintf("install %q, set cdnFallback, or set import: false if another build always provides it", packageOf(request)),
	})
}

// cdnRequest starts the request of a fallback that is loaded from a CDN.
const cdnRequest = "cdn fallback "

// cdnModule is the module of such a fallback: "global@url" is a script, anything
// else an ES module.
func cdnModule(text string) *graph.Module {
	if global, url, ok := strings.Cut(text, "@"); ok && global != "" && !strings.ContainsAny(global, ":/") {
		return scan.NewExternal("script", []string{url, global})
	}
	return scan.NewExternal("import", []string{text})
}

// mainField is the file that the main or module field of an installed package
// names, for packages whose exports field leaves out what is asked for.
func (p *ConsumeSharedPlugin) mainField(name, from string) string {
	if name == "" {
		return ""
	}
	pkg := findPackage(p.cache, name, from)
	if pkg == nil {
		return ""
	}
	for _, f := range []string{pkg.Module, pkg.Main, "index.js"} {
		if f == "" {
			continue
		}
		if res, err := p.resolver.Resolve(pkg.Dir, "./"+strings.TrimPrefix(f, "./")); err == nil {
			return res.Path
		}
	}
	return ""
}

// versionOf is the version of the package that a file belongs to: of the nearest
// package.json that has one, so none that only sets "type".
func versionOf(cache *resolver.Cache, path string) string {
	// Above its node_modules are the packages that use it.
	const folder = string(filepath.Separator) + "node_modules" + string(filepath.Separator)
	installed := path[:strings.LastIndex(path, folder)+1]
	for p := range cache.ParentPackages(filepath.Dir(path)) {
		if len(p.Dir) < len(installed) {
			break
		}
		if p.Version != "" {
			return p.Version
		}
	}
	return ""
}

// consumeBody is the body of a consume-shared module. The consume-shared plugin
// makes it; the runtime's consumes feature reads its row.
type consumeBody struct {
	scope, key               string
	scopes                   []string // all that it may come from; scope is the first
	loadedFirst              bool
	configKey                string // key in the configuration
	required, requiredFrom   string // as written, and the file that says so
	ranges                   string // in the dialect of the runtime
	singleton, strict, eager bool
	fallback                 string // display name of the fallback
	strategy                 string // how the fallback was found
	version                  string // of the fallback
	provided                 bool   // this build offers the fallback to the scope as well
	shake                    *shaken
	providers                []string // names of the container whose copy is preferred
	// sources are requiredFrom of all answers that became this module. They are
	// complete when the scan has ended.
	sources map[string]bool
}

// Exports implements graph.Body: the exports are those of the fallback, as far
// as the build can know. Another build's copy may have others.
func (b *consumeBody) Exports() graph.Exports {
	if b.fallback == "" || b.strategy == "CDN" {
		return graph.Exports{Open: true, Mirror: -1}
	}
	return graph.Exports{Open: true, Mirror: 0}
}

// Group implements graph.GroupBody.
func (b *consumeBody) Group() (string, []string) {
	if b.strategy == "CDN" {
		return "", nil
	}
	return b.shake.group()
}

// Async implements graph.AsyncBody: a fallback from a CDN is not there at once,
// so whoever imports the share has to wait for it.
func (b *consumeBody) Async() bool { return b.strategy == "CDN" }

// Generate implements graph.Body: the runtime makes the module from its row.
func (b *consumeBody) Generate(dst []byte, _ *graph.GenerateInput) ([]byte, error) { return dst, nil }

// ChunkTable implements graph.RuntimeRow.
func (b *consumeBody) ChunkTable() string { return "cc" }

// Eager implements graph.EagerRow.
func (b *consumeBody) Eager() bool { return b.eager && !b.Async() }

// Needs implements graph.RuntimeRow.
func (b *consumeBody) Needs() runtime.Set {
	need := runtime.Of(runtime.Consumes)
	if len(b.scopes) > 1 {
		need = need.With(runtime.ConsumeScopes)
	}
	if b.providers != nil {
		need = need.With(runtime.ShareProvider)
	}
	if b.shake != nil && b.shake.takesParts {
		need = need.With(runtime.SharePart)
	}
	return need
}

// Rows implements graph.RuntimeRow.
func (b *consumeBody) Rows(in *graph.GenerateInput) []graph.Row {
	flags := shareFlags(b.eager, b.singleton, b.strict)
	if b.fallback == "" {
		flags |= 16
	}
	if b.loadedFirst {
		flags |= 8
	}
	ranges := "0"
	if b.ranges != "" && b.ranges != "*" {
		ranges = graph.Quote(b.ranges)
	}
	v := fmt.Sprintf("[%s,%s,%s,%d", scopeLiteral(b.scopes), graph.Quote(b.key), ranges, flags)
	if b.fallback != "" {
		chunks := in.Chunks(0)
		if chunks == "" {
			chunks = "0"
		}
		v += "," + in.TargetID(0) + "," + chunks
		if b.singleton && b.version != "" && !b.provided {
			v += "," + graph.Quote(b.version)
		}
	}
	rows := []graph.Row{{Table: "cs", Key: in.ID(in.Self), Value: v + "]"}}
	if b.shake != nil && b.shake.takesParts {
		rows = append(rows, graph.Row{Table: "sw", Key: graph.Quote(b.key), Value: listLiteral(b.shake.wanted)})
	}
	if b.providers != nil {
		rows = append(rows, graph.Row{Table: "sp", Key: in.ID(in.Self), Value: listLiteral(b.providers)})
	}
	return rows
}
