package plugins

import (
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// manifestWriter collects the parts of one manifest.
type manifestWriter struct {
	plugin  *ManifestPlugin
	stage   *compiler.Stage
	out     *compiler.Output // nil until the files have names
	display func(string) string
	a       *analysis
	usage   *UsageReport
	name    string
	analyze bool // list files and places of use

	shares  []manifestShare
	remotes []manifestRemote
	exposes []manifestExpose

	seen []int32 // of walk: the number of the last walk that met each module
	turn int32
}

// loadSet are the modules that something is loaded with, and those that these load
// in turn: of their chunks are the files that it needs.
type loadSet struct{ sync, async []graph.ModuleID }

// listShares lists every provided version, and the shares that are only consumed.
func (w *manifestWriter) listShares() []manifestShare {
	list := []manifestShare{}
	provided := make(map[[2]string]bool)
	for _, m := range w.a.provides {
		mod := &w.stage.Graph.Modules[m]
		b := mod.Body.(*provideBody)
		provided[[2]string{b.scope, b.key}] = true
		target := mod.Deps[0].Target
		x := manifestShare{
			ID: w.name + ":" + b.key, Name: b.key, Version: b.version, Singleton: b.singleton, Eager: b.eager, StrictVersion: b.strict,
			ShareScope: b.scope, Hash: w.a.providerHash(m),
			manifestShareStats: &manifestShareStats{
				Import: strings.TrimPrefix(w.display(b.path), "./"), UsedIn: []string{}, Deps: w.requires([]graph.ModuleID{target}), UsedExports: []string{},
			},
		}
		x.RequiredVersion, x.RequiredFrom = w.required(b)
		if !b.eager { // an eager share is in the entry
			x.loads = w.loads(target)
		}
		w.consumers(&x, b.version)
		list = append(list, x)
	}
	for i := range w.usage.Shares {
		s := &w.usage.Shares[i]
		if provided[[2]string{s.Scope, s.Key}] {
			continue
		}
		x := manifestShare{
			ID: w.name + ":" + s.Key, Name: s.Key, Version: s.Version, Singleton: s.Singleton, Eager: s.Eager, StrictVersion: s.Strict,
			ShareScope: s.Scope, RequiredVersion: "*",
			manifestShareStats: &manifestShareStats{Import: false, UsedIn: []string{}, Deps: []string{}, UsedExports: []string{}},
		}
		if len(s.Required) > 0 && s.Required[0].Range != "" {
			x.RequiredVersion, x.RequiredFrom = s.Required[0].Range, s.Required[0].From
		}
		w.consumers(&x, s.Version)
		list = append(list, x)
	}
	sort.SliceStable(list, func(i, j int) bool {
		return lessShare(list[i].ShareScope, list[i].Name, list[i].Version, list[j].ShareScope, list[j].Name, list[j].Version)
	})
	return list
}

// consumers adds who uses a version of a share, and what of it.
func (w *manifestWriter) consumers(x *manifestShare, version string) {
	for i := range w.usage.Shares {
		s := &w.usage.Shares[i]
		if s.Scope != x.ShareScope || s.Key != x.Name {
			continue
		}
		x.UsedExports = s.Used // of every consumer of the key
		x.UsesNamespace = x.UsesNamespace || len(s.Whole) > 0
		if s.Version != version {
			continue
		}
		x.FallbackStrategy = s.Fallback.Strategy
		for _, im := range s.Importers {
			x.UsedIn = append(x.UsedIn, im.File)
		}
	}
	if x.UsedIn = unique(x.UsedIn); !w.analyze {
		x.UsedIn = []string{unknownPlace}
	}
}

// required is the range that the build wants of what it provides, and the file
// that says so: the configuration, else whoever uses that version, else the
// package.json of the project.
func (w *manifestWriter) required(b *provideBody) (version, from string) {
	if b.noRequired {
		return "*", w.configFile()
	}
	for i := range w.plugin.Federation.Shared {
		if s := &w.plugin.Federation.Shared[i]; s.RequiredVersion != "" && (s.Key == b.configKey || s.Import == b.configKey) {
			return s.RequiredVersion, w.configFile()
		}
	}
	for i := range w.usage.Shares {
		s := &w.usage.Shares[i]
		if s.Scope == b.scope && s.Key == b.key && s.Version == b.version && len(s.Required) > 0 && s.Required[0].Range != "" {
			return s.Required[0].Range, s.Required[0].From
		}
	}
	if b.required == "" {
		return "*", ""
	}
	from = w.plugin.versions.required(packageOf(b.configKey), w.stage.Config.Context).Source
	return b.required, strings.TrimPrefix(from, "./")
}

func (w *manifestWriter) configFile() string {
	return strings.TrimPrefix(w.display(w.stage.Config.File), "./")
}

// listRemotes lists every module of another container that live code asks for.
func (w *manifestWriter) listRemotes() []manifestRemote {
	usedIn := make(map[graph.ModuleID][]string)
	for i := range w.stage.Graph.Modules {
		m := &w.stage.Graph.Modules[i]
		if !w.stage.Link.Live[i] {
			continue
		}
		for _, d := range m.Deps {
			if d.Target != graph.NoModule {
				if _, ok := w.stage.Graph.Modules[d.Target].Body.(*remoteBody); ok {
					usedIn[d.Target] = append(usedIn[d.Target], m.File())
				}
			}
		}
	}
	list := []manifestRemote{}
	for i := range w.stage.Graph.Modules {
		m := &w.stage.Graph.Modules[i]
		b, ok := m.Body.(*remoteBody)
		if !ok || !w.stage.Link.Live[i] || m.Deps[0].Target == graph.NoModule {
			continue
		}
		x := manifestRemote{
			Container: b.key, Alias: b.key, Module: strings.TrimPrefix(b.expose, "./"),
			manifestRemoteStats: &manifestRemoteStats{Consumer: w.name, UsedIn: unique(usedIn[graph.ModuleID(i)]), Entries: []string{}},
		}
		if !w.analyze {
			x.UsedIn = []string{unknownPlace}
		}
		if ref, ok := w.stage.Graph.Modules[m.Deps[0].Target].Body.(*referenceBody); ok {
			for k := range ref.places {
				e := &ref.places[k]
				x.Entries = append(x.Entries, e.request)
				if k > 0 {
					continue
				}
				x.Entry, x.Type = e.request, e.declared
				if e.global != "" {
					x.Container = e.global
				}
			}
		}
		list = append(list, x)
	}
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].Alias != list[j].Alias {
			return list[i].Alias < list[j].Alias
		}
		return list[i].Module < list[j].Module
	})
	return list
}

// listExposes lists the public modules in the order of their keys.
func (w *manifestWriter) listExposes() []manifestExpose {
	list := []manifestExpose{}
	for i := range w.stage.Graph.Modules {
		m := &w.stage.Graph.Modules[i]
		b, ok := m.Body.(*containerBody)
		if !ok || m.Name != "container entry "+w.plugin.Federation.Name {
			continue
		}
		for _, e := range b.exposes {
			name := strings.TrimPrefix(e.key, "./")
			x := manifestExpose{ID: w.name + ":" + name, Name: name, Path: e.key, manifestExposeStats: &manifestExposeStats{}}
			var targets []graph.ModuleID
			for _, d := range e.deps {
				if t := m.Deps[d].Target; t != graph.NoModule {
					targets = append(targets, t)
					x.File = w.stage.Graph.Modules[t].File()
				}
			}
			x.loads = w.loads(targets...)
			x.Requires = w.requires(targets)
			list = append(list, x)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Path < list[j].Path })
	return list
}

// requires lists the share keys that can be reached from modules without going
// through another share.
func (w *manifestWriter) requires(from []graph.ModuleID) []string {
	keys := []string{}
	w.walk(from, func(m graph.ModuleID) {
		if b, ok := w.stage.Graph.Modules[m].Body.(*consumeBody); ok {
			keys = append(keys, b.key)
		}
	}, func(graph.ModuleID) {})
	return unique(keys)
}

// walk visits what can be reached from modules, at once or by loading, without
// following shares and remotes. loaded is called for what is loaded.
func (w *manifestWriter) walk(from []graph.ModuleID, visit, loaded func(graph.ModuleID)) {
	if w.seen == nil {
		w.seen = make([]int32, len(w.stage.Graph.Modules))
	}
	w.turn++
	var queue []graph.ModuleID
	push := func(m graph.ModuleID) {
		if m != graph.NoModule && w.seen[m] != w.turn {
			w.seen[m] = w.turn
			queue = append(queue, m)
		}
	}
	for _, m := range from {
		push(m)
	}
	for i := 0; i < len(queue); i++ {
		m := queue[i]
		visit(m)
		if w.a.boundary(m) {
			continue
		}
		for _, t := range w.stage.Chunks.Sync[m] {
			push(t)
		}
		for _, t := range w.stage.Chunks.Async[m] {
			loaded(t)
			push(t)
		}
	}
}

// loads collects what comes with modules.
func (w *manifestWriter) loads(modules ...graph.ModuleID) loadSet {
	l := loadSet{sync: modules}
	if w.analyze {
		w.walk(modules, func(graph.ModuleID) {}, func(m graph.ModuleID) { l.async = append(l.async, m) })
	}
	return l
}

// assets lists the files of chunks. Files of entries are not among them: they are
// there before anything is loaded.
func (w *manifestWriter) assets(l loadSet) manifestAssets {
	empty := func() manifestFiles { return manifestFiles{Sync: []string{}, Async: []string{}} }
	x := manifestAssets{JS: empty(), CSS: empty()}
	if !w.analyze {
		return x
	}
	seen := make(map[string]bool)
	add := func(modules []graph.ModuleID, js, css *[]string) {
		for _, m := range modules {
			if m == graph.NoModule || w.out.Chunks.RootOf[m] == chunk.NoRoot {
				continue
			}
			for _, c := range w.out.Chunks.Roots[w.out.Chunks.RootOf[m]].Chunks {
				if f := w.out.Scripts[c]; f != "" && !seen[f] {
					seen[f] = true
					*js = append(*js, f)
				}
				if f := w.out.Styles[c]; f != "" && !seen[f] {
					seen[f] = true
					*css = append(*css, f)
				}
			}
		}
	}
	add(l.sync, &x.JS.Sync, &x.CSS.Sync)
	add(l.async, &x.JS.Async, &x.CSS.Async)
	for _, l := range []*[]string{&x.JS.Sync, &x.JS.Async, &x.CSS.Sync, &x.CSS.Async} {
		sort.Strings(*l)
	}
	return x
}
