package plugins

import (
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// report merges what is known of single modules: one record per scope, key and
// version. The order of list does not matter.
func (a *analysis) report(list []*consumeUsage) *UsageReport {
	r := &UsageReport{Schema: UsageSchema, Name: buildName(a.stage.Config), Mode: string(a.stage.Config.Mode), Shares: []ShareUsage{}}
	list = append([]*consumeUsage(nil), list...)
	sort.Slice(list, func(i, j int) bool { return list[i].module < list[j].module })
	type keyed struct {
		names map[string]bool
		whole bool
	}
	keys := make(map[[2]string]*keyed) // what any consumer of a key uses
	groups := make(map[[3]string][]*consumeUsage)
	for _, u := range list {
		k := keys[[2]string{u.body.scope, u.body.key}]
		if k == nil {
			k = &keyed{names: make(map[string]bool)}
			keys[[2]string{u.body.scope, u.body.key}] = k
		}
		for n := range u.names {
			k.names[n] = true
		}
		k.whole = k.whole || len(u.whole) > 0
		id := [3]string{u.body.scope, u.body.key, u.body.version}
		groups[id] = append(groups[id], u)
	}
	for id, us := range groups {
		k := keys[[2]string{id[0], id[1]}]
		r.Shares = append(r.Shares, a.merge(us, k.names, k.whole))
	}
	sort.Slice(r.Shares, func(i, j int) bool {
		x, y := &r.Shares[i], &r.Shares[j]
		return lessShare(x.Scope, x.Key, x.Version, y.Scope, y.Key, y.Version)
	})
	return r
}

// merge joins modules that differ in their requirement or importers only. names
// and whole are about all consumers of the key.
func (a *analysis) merge(us []*consumeUsage, names map[string]bool, whole bool) ShareUsage {
	b := us[0].body
	s := ShareUsage{
		Key: b.key, Scope: b.scope, Version: b.version, Singleton: b.singleton, Strict: b.strict, Eager: b.eager,
		Required: []Requirement{}, Providers: []ShareProvider{}, Importers: []ShareImporter{}, Exports: []ExportFacts{},
		Chunks: []string{}, Copies: []PackageCopy{},
		Fallback: FallbackUsage{Strategy: b.strategy, File: strings.TrimPrefix(b.fallback, "./")},
		fallback: a.fallback(us[0].module),
	}
	var provided []string
	facts := make(map[string]bindingFacts)
	private := a.private && b.eager
	for i, u := range us {
		s.modules = append(s.modules, u.module)
		for from := range u.body.sources {
			s.Required = append(s.Required, Requirement{u.body.required, strings.TrimPrefix(from, "./")})
		}
		s.Importers = append(s.Importers, u.importers...)
		s.Whole = append(s.Whole, u.whole...)
		s.Open = s.Open || u.exports.open
		provided = append(provided, u.exports.names...)
		for n, f := range u.exports.facts {
			if old, ok := facts[n]; i == 0 || ok && old == f {
				facts[n] = f
			} else {
				facts[n] = bindingFacts{} // two fallbacks do not agree
			}
		}
	}
	s.Fallback.Format = us[0].exports.format
	s.Required = uniqueRequirements(s.Required)
	sort.SliceStable(s.Importers, func(i, j int) bool { return lessPlace(s.Importers[i].Place, s.Importers[j].Place) })
	s.Whole = uniquePlaces(s.Whole)
	s.Provided = unique(provided)
	s.Used, s.Unused, s.Unknown = classify(s.Provided, s.Open, names, whole)
	for _, list := range []struct {
		state string
		names []string
	}{{"used", s.Used}, {"unused", s.Unused}, {"unknown", s.Unknown}} {
		for _, n := range list.names {
			s.Exports = append(s.Exports, a.facts(n, list.state, &s, facts[n], private))
		}
	}
	sort.Slice(s.Exports, func(i, j int) bool { return s.Exports[i].Name < s.Exports[j].Name })
	return s
}

// classify parts exports into used, unused and unknown ones. A name is unused
// only when every export is known and no consumer reaches the module as a whole.
func classify(provided []string, open bool, names map[string]bool, whole bool) (used, unused, unknown []string) {
	used, unused, unknown = []string{}, []string{}, []string{}
	for n := range names {
		used = append(used, n)
	}
	sort.Strings(used)
	for _, n := range provided {
		switch {
		case names[n]:
		case whole || open:
			unknown = append(unknown, n)
		default:
			unused = append(unused, n)
		}
	}
	return used, unused, unknown
}

// facts carries the export over the share boundary. Another build may supply a
// replaceable share, so nothing that depends on this build's copy may be
// believed of it.
func (a *analysis) facts(name, state string, s *ShareUsage, f bindingFacts, private bool) ExportFacts {
	e := ExportFacts{Name: name, Usage: state}
	if known := contains(s.Provided, name); known || !s.Open {
		e.Provided = &known
	}
	if private && s.Fallback.Format == "esm" && state != "unknown" && e.Provided != nil && *e.Provided {
		e.CanMangleProvide, e.CanMangleUse = true, true
		e.TerminalBinding, e.Inlinable = f.terminal, f.inlinable
	}
	return e
}

func uniqueRequirements(list []Requirement) []Requirement {
	sort.Slice(list, func(i, j int) bool {
		if list[i].Range != list[j].Range {
			return list[i].Range < list[j].Range
		}
		return list[i].From < list[j].From
	})
	out := []Requirement{}
	for i, x := range list {
		if i == 0 || x != list[i-1] {
			out = append(out, x)
		}
	}
	return out
}

// finish adds what is only known when files have names: chunks, sizes,
// providers and copies of packages. Sizes cost a linking of each fallback.
func (a *analysis) finish(r *UsageReport, out *compiler.Output, sizes bool) {
	inFiles := a.filesOf(r, out)
	copies := a.copies()
	for i := range r.Shares {
		s := &r.Shares[i]
		s.Chunks = append(s.Chunks, inFiles[s.fallback]...)
		s.TreeShaking = a.shakingUsage(s)
		if sizes {
			s.Fallback.Bytes, s.Fallback.UnusedBytes = a.bytes(s)
		}
		for _, p := range a.provides {
			b := a.stage.Graph.Modules[p].Body.(*provideBody)
			if b.scope == s.Scope && b.key == s.Key {
				s.Providers = append(s.Providers, a.provider(p, b))
			}
		}
		sort.SliceStable(s.Providers, func(i, j int) bool {
			if s.Providers[i].Version != s.Providers[j].Version {
				return s.Providers[i].Version < s.Providers[j].Version
			}
			return s.Providers[i].File < s.Providers[j].File
		})
		name := packageOf(s.Key)
		if s.fallback != graph.NoModule {
			if p := a.stage.Graph.Modules[s.fallback].Package; p != nil && p.Name != "" {
				name = p.Name
			}
		}
		if c := copies[name]; len(c) > 1 {
			s.Copies = c
		}
	}
}

func (a *analysis) provider(p graph.ModuleID, b *provideBody) ShareProvider {
	file := strings.TrimPrefix(a.display(b.path), "./")
	return ShareProvider{Version: b.version, File: file, Eager: b.eager, Singleton: b.singleton, Strict: b.strict, Hash: a.providerHash(p)}
}

// filesOf lists, for each fallback of the report, the scripts it is in.
func (a *analysis) filesOf(r *UsageReport, out *compiler.Output) map[graph.ModuleID][]string {
	files := make(map[graph.ModuleID][]string)
	wanted := make(map[graph.ModuleID]bool)
	for i := range r.Shares {
		wanted[r.Shares[i].fallback] = true
	}
	for c := range out.Chunks.Chunks {
		name := out.Scripts[chunk.ID(c)]
		if name == "" {
			continue
		}
		for _, m := range out.Chunks.Chunks[c].Modules {
			if wanted[m] {
				files[m] = append(files[m], name)
			}
		}
	}
	for m := range files {
		sort.Strings(files[m])
	}
	return files
}

// copies lists the places from which files of a package are taken, by the name
// of the package.
func (a *analysis) copies() map[string][]PackageCopy {
	byDir := make(map[string]*PackageCopy)
	byName := make(map[string][]*PackageCopy)
	for i := range a.stage.Graph.Modules {
		m := &a.stage.Graph.Modules[i]
		if m.Package == nil || m.Package.Name == "" || !a.stage.Link.Live[i] {
			continue
		}
		c := byDir[m.Package.Dir]
		if c == nil {
			c = &PackageCopy{Version: m.Package.Version, Path: strings.TrimPrefix(a.display(m.Package.Dir), "./")}
			byDir[m.Package.Dir] = c
			byName[m.Package.Name] = append(byName[m.Package.Name], c)
		}
		c.Modules++
	}
	out := make(map[string][]PackageCopy)
	for name, list := range byName {
		if len(list) < 2 {
			continue
		}
		for _, c := range list {
			out[name] = append(out[name], *c)
		}
		sort.Slice(out[name], func(i, j int) bool { return out[name][i].Path < out[name][j].Path })
	}
	return out
}

// buildName is the name of the federation of a build, else its own.
func buildName(c *config.Config) string {
	for i := range c.Plugins {
		if f, ok := c.Plugins[i].Options.(*config.Federation); ok && f.Name != "" {
			return f.Name
		}
	}
	if c.Name != "" {
		return c.Name
	}
	return c.Output.UniqueName
}
