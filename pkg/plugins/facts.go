package plugins

import (
	"cmp"
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// ShareFact is what a build knows of one share key, for summaries.
type ShareFact struct {
	Scope, Key string
	Version    string // of the copy in this build; "" when it brings none
	Required   string // as written; "" for any
	Provided   bool   // the build offers it to the scope
	Consumed   bool
	Singleton  bool
	Eager      bool
	Strict     bool
	// Strategy says where the fallback of consumers comes from: "local module",
	// "main field", "CDN", "none: import is false"; "" when nothing consumes it.
	Strategy string
	// Fallback is the display name of the file, or the address on a CDN.
	Fallback string
	// Consumers are the display names of the modules that import it, sorted.
	Consumers []string
}

// ShareFacts lists what the modules of a linked build share, by scope, key, range
// and version. Only modules that are part of the output count.
func ShareFacts(s *compiler.Stage) []ShareFact {
	type key struct{ scope, key, version, required string }
	facts := make(map[key]*ShareFact)
	consumers := make(map[graph.ModuleID]*ShareFact)
	at := func(k key) *ShareFact {
		f := facts[k]
		if f == nil {
			f = &ShareFact{Scope: k.scope, Key: k.key, Version: k.version, Required: k.required}
			facts[k] = f
		}
		return f
	}
	for i := range s.Graph.Modules {
		b, ok := s.Graph.Modules[i].Body.(*consumeBody)
		if !ok || !s.Link.Live[i] {
			continue
		}
		f := at(key{b.scope, b.key, b.version, b.required})
		f.Consumed = true
		f.Singleton, f.Eager, f.Strict = b.singleton, b.eager, b.strict
		f.Strategy, f.Fallback = b.strategy, b.fallback
		consumers[graph.ModuleID(i)] = f
	}
	for i := range s.Graph.Modules {
		b, ok := s.Graph.Modules[i].Body.(*provideBody)
		if !ok || !s.Link.Live[i] {
			continue
		}
		// An offer belongs to the consumer of the same version, which in most builds
		// is the only one; else it stands alone.
		var f *ShareFact
		for _, c := range facts {
			if c.Scope == b.scope && c.Key == b.key && c.Version == b.version && (f == nil || c.Required < f.Required) {
				f = c
			}
		}
		if f == nil {
			f = at(key{b.scope, b.key, b.version, ""})
			f.Singleton, f.Eager, f.Strict = b.singleton, b.eager, b.strict
		}
		f.Provided = true
	}
	for i := range s.Graph.Modules {
		m := &s.Graph.Modules[i]
		if !s.Link.Live[i] {
			continue
		}
		for d := range m.Deps {
			if f := consumers[m.Deps[d].Target]; f != nil && !slices.Contains(f.Consumers, m.Name) {
				f.Consumers = append(f.Consumers, m.Name)
			}
		}
	}
	list := make([]ShareFact, 0, len(facts))
	for _, f := range facts {
		slices.Sort(f.Consumers)
		list = append(list, *f)
	}
	slices.SortFunc(list, func(a, b ShareFact) int {
		return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Required, b.Required), cmp.Compare(a.Version, b.Version))
	})
	return list
}

// ExposeFact is one public module of a container of a build.
type ExposeFact struct {
	Container string // name of the entry
	Key       string // "./Button"
	Modules   []graph.ModuleID
}

// Exposes lists the public modules of all containers of a build, in the order of
// the configuration.
func Exposes(s *compiler.Stage) []ExposeFact {
	var list []ExposeFact
	for e := range s.Graph.Entries {
		entry := &s.Graph.Entries[e]
		for _, id := range entry.Run {
			b, ok := s.Graph.Modules[id].Body.(*containerBody)
			if !ok {
				continue
			}
			for _, x := range b.exposes {
				f := ExposeFact{Container: entry.Name, Key: x.key}
				for _, d := range x.deps {
					f.Modules = append(f.Modules, s.Graph.Modules[id].Deps[d].Target)
				}
				list = append(list, f)
			}
		}
	}
	return list
}
