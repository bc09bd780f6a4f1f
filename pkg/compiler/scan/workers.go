package scan

import (
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// workers adds an entry for every script that code starts a worker with. One
// script is one entry, unless comments give it several names.
func workers(g *graph.Graph) {
	type key struct {
		m    graph.ModuleID
		name string
	}
	seen := map[key]int{}
	taken := map[string]bool{}
	for i := range g.Entries {
		taken[g.Entries[i].Name] = true
	}
	for i := range g.Modules {
		src, ok := g.Modules[i].Body.(*graph.Source)
		if !ok {
			continue
		}
		for d := range src.Record.Imports {
			dep := &g.Modules[i].Deps[d]
			if src.Record.Imports[d].Kind != graph.ImportWorker || dep.Target == graph.NoModule || dep.Ignore {
				continue
			}
			k := key{dep.Target, dep.ChunkName}
			if n, ok := seen[k]; ok {
				dep.Entry = n
				continue
			}
			name := dep.ChunkName
			if name == "" {
				name = workerName(g.Modules[dep.Target].Name)
			}
			for taken[name] {
				name += "_"
			}
			taken[name] = true
			added := &graph.AddedEntry{}
			if dep.Worker != nil {
				added = dep.Worker
			}
			g.Entries = append(g.Entries, graph.Entry{
				Name: name, Run: []graph.ModuleID{dep.Target}, Options: -1, Worker: true, Named: dep.ChunkName != "",
				Added: added, Exports: added.Library != nil,
			})
			dep.Entry = len(g.Entries)
			seen[k] = dep.Entry
		}
	}
}

// workerName spells the name of a module as chunks are named.
func workerName(module string) string {
	module = strings.TrimLeft(filepath.ToSlash(module), "./")
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '_'
	}, module)
}
