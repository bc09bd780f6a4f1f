package plugins

import (
	"context"
	"runtime"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/config"
)

var _ compiler.Plugin = (*EnhancedShareUsagePlugin)(nil)

// EnhancedShareUsagePlugin writes the usage of shares with imports that nothing
// uses, the facts of each export, chunks, and optionally sizes and the usage of
// each entry. It is made for big graphs and for watching: modules are analysed
// in batches, and what did not change since the last build is not analysed
// again.
type EnhancedShareUsagePlugin struct {
	Options *config.ReportOptions
	// Cache is kept between builds. Without one, Apply takes that of the compiler,
	// which lives as long as a watch.
	Cache *UsageCache

	display func(string) string
	mu      sync.Mutex
	seen    map[string]bool // consume-shared modules that this build has made
	pending *analysis
	results []*consumeUsage
}

// Name implements compiler.Plugin.
func (p *EnhancedShareUsagePlugin) Name() string { return "EnhancedShareUsagePlugin" }

// Apply implements compiler.Plugin.
func (p *EnhancedShareUsagePlugin) Apply(c *compiler.Compiler) error {
	p.display = c.Display
	if p.Cache == nil {
		key := p.Name() + " " + p.Options.Filename // two of them may be in one build
		p.Cache = c.Keep(key, func() any { return &UsageCache{} }).(*UsageCache)
	}
	p.seen = make(map[string]bool)
	c.Hooks.BuildModule.Tap(p.Name(), 0, p.collect)
	c.Hooks.OptimizeChunks.Tap(p.Name(), 100, p.analyze)
	c.Hooks.Emit.Tap(p.Name(), 100, p.emit)
	return nil
}

// collect notes consume-shared modules while they are made, on many goroutines.
func (p *EnhancedShareUsagePlugin) collect(_ context.Context, m *graph.Module) error {
	if _, ok := m.Body.(*consumeBody); ok {
		p.mu.Lock()
		p.seen[m.Name] = true
		p.mu.Unlock()
	}
	return nil
}

// analyze runs when the graph is linked and chunked. Batches run in parallel;
// each writes to its own part of the results, so that their order is that of the
// graph whoever ends first.
func (p *EnhancedShareUsagePlugin) analyze(_ context.Context, s *compiler.Stage) error {
	p.Cache.keep(p.seen)
	p.seen = make(map[string]bool)
	a := newAnalysis(s, p.display)
	size := p.Options.BatchSize
	if size <= 0 {
		size = 100
	}
	p.pending, p.results = a, make([]*consumeUsage, len(a.consumes))
	batches := (len(a.consumes) + size - 1) / size
	par.For(batches, runtime.GOMAXPROCS(0), func(i int) {
		from := i * size
		p.batch(a, a.consumes[from:min(from+size, len(a.consumes))], p.results[from:])
	})
	return nil
}

// batch analyses some modules. What the fallbacks export is fetched first, once
// for all of the batch that fall back to the same module.
func (p *EnhancedShareUsagePlugin) batch(a *analysis, modules []graph.ModuleID, results []*consumeUsage) {
	exports := make(map[graph.ModuleID]exportsInfo, len(modules))
	for _, m := range modules {
		f := a.fallback(m)
		if _, ok := exports[f]; !ok {
			exports[f] = a.exportsOf(f)
		}
	}
	for i, m := range modules {
		info := exports[a.fallback(m)]
		results[i] = p.Cache.get(a, m, info, func() *consumeUsage { return a.consume(m, info) })
	}
}

// emit merges the batches and writes the file.
func (p *EnhancedShareUsagePlugin) emit(_ context.Context, out *compiler.Output) error {
	a, list := p.pending, p.results
	p.pending, p.results = nil, nil
	r := a.report(list)
	a.finish(r, out, p.Options.IncludeBytes)
	file := enhancedFile{UsageReport: *r, Modules: make(map[string]enhancedKey)}
	file.Metadata = enhancedMetadata{PluginVersion: "mfbundle-1", Mode: "batched", Total: len(list)}
	short := byKey(r)
	for i := range r.Shares {
		s := &r.Shares[i]
		name := keyName(s.Scope, s.Key)
		if _, ok := file.Modules[name]; ok {
			name += "@" + s.Version // another version of the key
		}
		k := newEnhancedKey(s, short[keyName(s.Scope, s.Key)])
		if p.Options.RuntimeAnalysis {
			k.Runtimes = a.runtimes(s, list)
		}
		if k.HasUnusedImports {
			file.Metadata.WithUnused++
		}
		file.Modules[name] = k
	}
	return addJSON(out, orDefault(p.Options.Filename, "enhanced-share-usage.json"), emit.Report, file)
}

// runtimes analyses a share for each entry: what the code that the entry can
// reach uses of it.
func (a *analysis) runtimes(s *ShareUsage, list []*consumeUsage) map[string]runtimeUsage {
	mine := make(map[graph.ModuleID]bool)
	for _, m := range s.modules {
		mine[m] = true
	}
	out := make(map[string]runtimeUsage)
	for e := range a.stage.Graph.Entries {
		reached := a.reached(e)
		names, whole, consumed := make(map[string]bool), false, false
		for _, u := range list {
			if !mine[u.module] {
				continue
			}
			consumed = consumed || reached[a.nameOf(u.module)]
			for by := range u.wholeBy {
				whole = whole || by == "" || reached[by]
			}
			for by, set := range u.namesBy {
				if by == "" || reached[by] {
					for n := range set {
						names[n] = true
					}
				}
			}
		}
		if consumed {
			out[a.stage.Graph.Entries[e].Name] = runtimeUsage{keysOf(names), whole}
		}
	}
	return out
}

// reached are the names of the modules that an entry may come to run.
func (a *analysis) reached(entry int) map[string]bool {
	set := make(map[string]bool)
	seen := make(map[graph.ModuleID]bool)
	stack := append([]graph.ModuleID(nil), a.stage.Chunks.Roots[entry].Modules...)
	for len(stack) > 0 {
		m := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[m] {
			continue
		}
		seen[m] = true
		set[a.nameOf(m)] = true
		stack = append(stack, a.stage.Chunks.Sync[m]...)
		stack = append(stack, a.stage.Chunks.Async[m]...)
	}
	return set
}
