package plugins

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/config/npmrange"
	"github.com/mfbundle/mfbundle/pkg/resolver"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

var _ compiler.Plugin = (*ProvideSharedPlugin)(nil)

// ProvideSharedPlugin offers packages to the share scope: each version of a
// shared package that the build uses, and no other; files that the configuration
// names by their paths in any case.
type ProvideSharedPlugin struct {
	Options *config.ProvideSharedOptions
	Path    []string // of the section in federation.yaml

	config *config.Config
	// matchers have the configurations for each layer of importers, those for all
	// last: one file may be the fallback of several shares.
	matchers []layerMatcher
	cache    *resolver.Cache
	display  func(string) string
	scopes   *shareScopes
	shaker   *shaker // nil without treeShaking
	// loadedFirst marks offers as those of a build that prefers what is loaded.
	loadedFirst bool
	versions    *versions
	kept        *hashedBefore

	mu    sync.Mutex
	found map[string]*provideBody // by scope, key, absolute path and layer
}

// Name implements compiler.Plugin.
func (p *ProvideSharedPlugin) Name() string { return "ProvideSharedPlugin" }

// Apply implements compiler.Plugin.
func (p *ProvideSharedPlugin) Apply(c *compiler.Compiler) error {
	p.config, p.cache, p.display = c.Config, c.Files(), c.Display
	p.found = make(map[string]*provideBody)
	p.versions = &versions{cache: p.cache, display: c.Display, resolver: c.Resolver("esm")}
	if p.scopes == nil {
		p.scopes = newShareScopes()
	}
	// A provided module is known by what it imports, not by its share key.
	lists := make(map[string][]config.Shared)
	for _, s := range p.Options.Provides {
		if s.ShareKey == "" {
			s.ShareKey = matchRequest(&s)
		}
		if s.Import != "" {
			s.ConfigKey, s.Key, s.Request = s.Key, s.Import, ""
		}
		importers := s.IssuerLayer
		s.IssuerLayer = s.Layer // what is provided is chosen by its own layer
		lists[importers] = append(lists[importers], s)
	}
	resolve := c.Resolver("esm")
	for importers, list := range lists {
		m, _ := newMatcher(list, c.Config.Context, p.cache, func(request string) (string, error) {
			res, err := resolve.Resolve(c.Config.Context, request)
			return res.Path, err
		})
		p.matchers = append(p.matchers, layerMatcher{importers, m})
	}
	sort.Slice(p.matchers, func(i, j int) bool { return p.matchers[i].importers > p.matchers[j].importers })
	p.kept = c.Keep("ProvideSharedPlugin hashes", func() any { return &hashedBefore{sums: make(map[string]hashedProvider)} }).(*hashedBefore)
	c.Hooks.CreateModule.Tap(p.Name(), 10, p.observe)
	c.Hooks.FinishScan.Tap(p.Name(), 0, p.finish)
	c.Hooks.OptimizeChunks.Tap(p.Name(), 0, func(_ context.Context, s *compiler.Stage) error {
		a := &analysis{stage: s}
		for i := range s.Graph.Modules {
			if b, ok := s.Graph.Modules[i].Body.(*provideBody); ok && s.Link.Live[i] && p.found[b.id] == b {
				b.hash = a.providerHash(graph.ModuleID(i))
			}
		}
		return nil
	})
	return nil
}

// observe notes files that were asked for by a shared name. It never answers.
func (p *ProvideSharedPlugin) observe(_ context.Context, r *compiler.Resolved) (*graph.Module, bool, error) {
	switch r.Request.Kind {
	case graph.DepProvide, graph.DepURL, graph.DepCSS:
		return nil, false, nil
	}
	for _, m := range p.match(r) {
		p.note(r, m)
	}
	return nil, false, nil
}

// layerMatcher has the configurations for importers in one layer; "" for all.
type layerMatcher struct {
	importers string
	*matcher
}

// match finds the configurations that a file is provided by. Those for its own
// layer count before those without one. A fallback does not know who asked for
// the share, so it belongs to the shares of all importers.
func (p *ProvideSharedPlugin) match(r *compiler.Resolved) (found []match) {
	var general []match
	for _, x := range p.matchers {
		if x.importers != "" && x.importers != r.Request.Layer && r.Request.Kind != graph.DepFallback {
			continue
		}
		m, ok := x.request(r.Request.Specifier, r.Request.Dir, r.Layer)
		if !ok {
			if m, ok = x.file(r.Path, r.Layer); !ok {
				continue
			}
		}
		if m.shared.Layer == r.Layer {
			found = append(found, m)
		} else {
			general = append(general, m)
		}
	}
	if len(found) == 0 {
		return general
	}
	return found
}

// note keeps a file that is to be provided.
func (p *ProvideSharedPlugin) note(r *compiler.Resolved, m match) {
	s := m.shared
	b := &provideBody{kept: p.kept, loadedFirst: p.loadedFirst, layer: s.Layer, scope: s.ShareScope, key: s.ShareKey + m.rest, eager: s.Eager, singleton: s.Singleton, path: r.Path + r.Query, configKey: s.Key, declared: declaredKey(s)}
	if b.scope == "" {
		b.scope = scopeOr(p.Options.ShareScope)
	}
	if b.scopes = s.ShareScopes; len(b.scopes) == 0 {
		b.scopes = []string{b.scope}
	}
	b.strict = !s.Singleton
	if s.StrictVersion != nil {
		b.strict = *s.StrictVersion
	}
	b.required, b.noRequired = s.RequiredVersion, s.NoRequired
	id := b.scope + "\x00" + b.key + "\x00" + b.path + "\x00" + b.layer
	b.id = id
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found[id] == nil {
		b.version, b.versionKnown = p.version(s, r.Path)
		b.refused = refused(s, b.version)
		if b.required == "" && !b.noRequired {
			// What the project wants says nothing of a nested copy that another package
			// brought along.
			name := s.PackageName
			if name == "" {
				name = packageOf(s.Key)
			}
			if wanted := p.versions.required(name, p.config.Context).Range; npmrange.Satisfies(b.version, wanted) {
				b.required = wanted
			}
		}
		b.shake = p.shaker.of(s, b.key, m.rest)
		p.found[id] = b
	}
}

// version is the version of a provided module: as configured, else of the
// nearest package.json that has one.
func (p *ProvideSharedPlugin) version(s *config.Shared, path string) (string, bool) {
	switch {
	case s.NoVersion:
		return "0", true
	case s.Version != "":
		return s.Version, true
	}
	if v := versionOf(p.cache, path); v != "" {
		return v, true
	}
	return "0", false
}

// noteFiles keeps the files that the configuration names by their paths: whether
// this build imports them or not, others may ask for them.
func (p *ProvideSharedPlugin) noteFiles() {
	for _, x := range p.matchers {
		for path, list := range x.files {
			for _, s := range list {
				file, query, _ := strings.Cut(path, "?")
				r := &compiler.Resolved{Path: file, Layer: s.Layer}
				if query != "" {
					r.Query = "?" + query
				}
				p.note(r, match{shared: s})
			}
		}
	}
}

// finish adds a provide-shared module for each file that was noted.
func (p *ProvideSharedPlugin) finish(_ context.Context, a *compiler.Additions) error {
	p.noteFiles()
	p.mu.Lock()
	defer p.mu.Unlock()
	ids := make([]string, 0, len(p.found))
	for id := range p.found {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		b := p.found[id]
		if b.reported {
			continue
		}
		b.reported = true
		file := p.display(b.path)
		at := p.config.Where(append(append([]string(nil), p.Path...), b.declared)...)
		if !b.versionKnown {
			a.Report(diag.Diagnostic{
				Severity: diag.Warning, Code: "share-version-unknown",
				Message: fmt.Sprintf("No version of the shared module %q can be found", b.key), At: at,
				Notes: []string{fmt.Sprintf("no package.json above %s has a version", file)},
				Help:  "set version in federation.yaml; until then the module is offered as version 0",
			})
		} else if _, err := npmrange.ParseVersion(b.version); err != nil && !npmrange.IsPartial(b.version) {
			a.Report(diag.Diagnostic{
				Code: "share-version-invalid", Message: fmt.Sprintf("The version %q of the shared module %q is not a version", b.version, b.key), At: at,
				Help: "write it as major.minor.patch",
			})
			continue
		}
		if b.refused != "" {
			a.Report(diag.Diagnostic{
				Severity: diag.Warning, Code: "share-filtered", Message: fmt.Sprintf("The shared module %q %s is not provided: %s", b.key, b.version, b.refused), At: at,
				Notes: []string{b.version + " is from " + file}, Help: "change the filter, or install a version that passes it; the build uses its own copy without sharing it",
			})
			continue
		}
		err := p.scopes.register(Provider{Scope: b.scope, Key: b.key, Version: b.version, File: file, Eager: b.eager, Singleton: b.singleton, Strict: b.strict})
		var clash *RegisterError
		if errors.As(err, &clash) {
			a.Report(diag.Diagnostic{
				Severity: diag.Warning, Code: "share-provided-twice", Message: fmt.Sprintf("The shared module %q %s is provided twice", b.key, b.version), At: at,
				Notes: []string{"by " + clash.First.File, "by " + clash.Second.File, clash.Reason},
				Help:  "let the package manager keep one copy (npm dedupe), or share only one of them with include or a relative key",
			})
		}
		p.check(a, b, at)
		name := "provide shared (" + strings.Join(b.scopes, ", ") + ") " + b.key + "@" + b.version + " = " + file
		a.Include(&graph.Module{Name: name, Body: b, Layer: b.layer, Deps: []graph.Dep{{
			Kind: graph.DepProvide, Async: !b.eager, Specifier: escapeRequest(b.path), From: p.config.Context, Target: graph.NoModule, At: at,
		}}})
	}
	return nil
}

// check warns when the copy that a build provides is not one that it accepts.
func (p *ProvideSharedPlugin) check(a *compiler.Additions, b *provideBody, at diag.Location) {
	if b.required == "" || !b.versionKnown || b.version == "0" {
		return
	}
	r, err := npmrange.ParseRange(b.required)
	if err != nil {
		return // config has reported it where it was written by hand
	}
	v, err := npmrange.ParseVersion(b.version)
	if err != nil || r.Satisfies(v) {
		return
	}
	a.Report(diag.Diagnostic{
		Severity: diag.Warning, Code: "share-version-unsatisfied",
		Message: fmt.Sprintf("Shared %q %s does not satisfy %q", b.key, b.version, b.required), At: at,
		Notes: []string{fmt.Sprintf("%s is from %s", b.version, p.display(b.path))},
		Help:  fmt.Sprintf("install a version of %q in the range, or widen requiredVersion", packageOf(b.configKey)),
	})
}

// escapeRequest keeps "#" of a path from being read as a fragment.
func escapeRequest(path string) string { return strings.ReplaceAll(path, "#", "\x00#") }

// provideBody is the body of a provide-shared module. The provide-shared plugin
// makes it; the runtime's share scope reads its row.
type provideBody struct {
	scope, key, version      string
	scopes                   []string // all that it is offered in; scope is the first
	configKey                string   // what is imported
	declared                 string   // key in the configuration
	layer                    string   // of what is provided
	path                     string   // absolute, with query
	required                 string
	noRequired               bool
	eager, singleton, strict bool
	versionKnown, reported   bool
	loadedFirst              bool   // other builds leave the offer alone
	refused                  string // why a filter keeps it from being offered; "" when none does
	id                       string // in found
	hash                     string // of the content, known once chunks are
	once                     sync.Once
	sum                      string // hash, for all who ask
	kept                     *hashedBefore
	shake                    *shaken
}

// Group implements graph.GroupBody.
func (b *provideBody) Group() (string, []string) { return b.shake.group() }

// Exports implements graph.Body: a provider mirrors what it provides.
func (b *provideBody) Exports() graph.Exports { return graph.Exports{Open: true, Mirror: 0} }

// Generate implements graph.Body: a provider is data of the runtime.
func (b *provideBody) Generate(dst []byte, _ *graph.GenerateInput) ([]byte, error) { return dst, nil }

// ChunkTable implements graph.RuntimeRow.
func (b *provideBody) ChunkTable() string { return "" }

// Needs implements graph.RuntimeRow.
func (b *provideBody) Needs() runtime.Set {
	need := runtime.Of(runtime.ShareScope)
	if b.loadedFirst {
		need = need.With(runtime.LoadedFirst)
	}
	if b.shake != nil && b.shake.independent {
		need = need.With(runtime.ShareFallback)
	}
	return need
}

// Rows implements graph.RuntimeRow.
func (b *provideBody) Rows(in *graph.GenerateInput) []graph.Row {
	flags := shareFlags(b.eager, b.singleton, b.strict)
	chunks := in.Chunks(0)
	if chunks == "" {
		chunks = "0"
	}
	v := fmt.Sprintf("[%s,%s,%s,%s,%d", graph.Quote(b.key), graph.Quote(b.version), in.TargetID(0), chunks, flags)
	required := "0"
	if b.required != "" && !b.noRequired {
		required = graph.Quote(b.required)
	}
	// Four digits tell contents apart well enough for a choice between equal versions.
	v += "," + required + "," + graph.Quote(b.hash[:min(len(b.hash), 4)])
	var rows []graph.Row
	for _, scope := range b.scopes {
		rows = append(rows, graph.Row{Table: "ps", Key: graph.Quote(scope), List: true, Value: v + "]"})
	}
	if b.shake != nil && b.shake.independent {
		rows = append(rows, graph.Row{Table: "sf", Key: graph.Quote(b.key + "@" + b.version), Value: b.fallbackRow()})
	}
	return rows
}
