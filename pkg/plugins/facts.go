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
	Version    string   // of the copy in this build; "" when it brings none
	Required   []string // ranges of its consumers as written, sorted; "" is any version
	Provided   bool     // the build offers it to the scope
	Consumed   bool
	// Singleton, Eager and Strict hold when they do for one of the consumers.
	Singleton, Eager, Strict bool
	// Strategy says where the fallback of consumers comes from: "local module",
	// "main field", "CDN", "none: import is false"; "" when nothing consumes it.
	Strategy string
	// Fallback is the display name of the file, or the address on a CDN.
	Fallback string
	// Consumers are the display names of the modules that import it, sorted.
	Consumers []string
}

// ShareFacts lists what the modules of a linked build share, by scope, key and
// version. Only modules that are part of the output count. It is cheap, unlike
// Shares, which also follows each export.
func ShareFacts(s *compiler.Stage) []ShareFact {
	type key struct{ scope, key, version string }
	facts := make(map[key]*ShareFact)
	consumers := make(map[graph.ModuleID]*ShareFact)
	at := func(k key) *ShareFact {
		f := facts[k]
		if f == nil {
			f = &ShareFact{Scope: k.scope, Key: k.key, Version: k.version}
			facts[k] = f
		}
		return f
	}
	for i := range s.Graph.Modules {
		if !s.Link.Live[i] {
			continue
		}
		switch b := s.Graph.Modules[i].Body.(type) {
		case *consumeBody:
			f := at(key{b.scope, b.key, b.version})
			f.Consumed = true
			f.Singleton, f.Eager, f.Strict = f.Singleton || b.singleton, f.Eager || b.eager, f.Strict || b.strict
			f.Strategy, f.Fallback = b.strategy, b.fallback
			if !slices.Contains(f.Required, b.required) {
				f.Required = append(f.Required, b.required)
			}
			consumers[graph.ModuleID(i)] = f
		case *provideBody:
			f := at(key{b.scope, b.key, b.version})
			f.Provided = true
			f.Singleton, f.Eager = f.Singleton || b.singleton, f.Eager || b.eager
		}
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
		slices.Sort(f.Required)
		list = append(list, *f)
	}
	slices.SortFunc(list, func(a, b ShareFact) int {
		return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Version, b.Version))
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
