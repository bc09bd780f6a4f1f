package plugins

import (
	"context"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

var _ compiler.Plugin = (*ModuleFederationRuntimePlugin)(nil)

// ModuleFederationRuntimePlugin chooses how runtimes start: a container answers
// get and init; an entry that uses shares or remotes waits for them first.
type ModuleFederationRuntimePlugin struct {
	// AsyncStartup lets entries wait. Without it, an entry that statically imports
	// a share or remote that has to be loaded is an error.
	AsyncStartup bool
}

// Name implements compiler.Plugin.
func (p *ModuleFederationRuntimePlugin) Name() string { return "ModuleFederationRuntimePlugin" }

// Apply implements compiler.Plugin.
func (p *ModuleFederationRuntimePlugin) Apply(c *compiler.Compiler) error {
	c.Hooks.RuntimeRequirements.Tap(p.Name(), 0, func(_ context.Context, r *compiler.RuntimeSet) error {
		switch {
		case r.Entry != nil && r.Entry.Container:
			*r.Features = r.Features.With(runtime.Container)
		case r.Waits && p.AsyncStartup:
			*r.Features = r.Features.With(runtime.StartAsync)
		}
		return nil
	})
	if !p.AsyncStartup {
		c.Hooks.OptimizeChunks.Tap(p.Name(), 0, p.check)
	}
	return nil
}

// check reports entries that would need a share or remote before it is there.
func (p *ModuleFederationRuntimePlugin) check(_ context.Context, s *compiler.Stage) error {
	for e := range s.Graph.Entries {
		if s.Graph.Entries[e].Container {
			continue
		}
		roots := s.Chunks.Roots[e].Chunks
		for _, m := range s.Chunks.Chunks[roots[len(roots)-1]].Modules {
			row, ok := s.Graph.Modules[m].Body.(graph.RuntimeRow)
			if !ok || row.ChunkTable() == "" {
				continue
			}
			if b, ok := row.(*consumeBody); ok && b.eager {
				continue
			}
			d := diag.Diagnostic{
				Code: "share-eager-consumption", Module: s.Graph.Modules[m].Name, At: s.Config.Where("federation", "asyncStartup"),
				Message: "The entry \"" + s.Graph.Entries[e].Name + "\" needs \"" + s.Graph.Modules[m].Name + "\" before it can be loaded",
				Help:    "set asyncStartup: true, make the share eager, or load the importing module with import()",
			}
			d.Notes = append(d.Notes, chain(s, s.Graph.Entries[e].Run, m)...)
			s.Report(d)
		}
	}
	return nil
}

// chain tells how target is reached from the entry modules without loading, a
// line for each step.
func chain(s *compiler.Stage, from []graph.ModuleID, target graph.ModuleID) []string {
	parent := make(map[graph.ModuleID]graph.ModuleID)
	queue := append([]graph.ModuleID(nil), from...)
	for _, m := range from {
		parent[m] = graph.NoModule
	}
	for len(queue) > 0 {
		m := queue[0]
		queue = queue[1:]
		if m == target {
			break
		}
		for _, t := range s.Chunks.Sync[m] {
			if _, seen := parent[t]; !seen {
				parent[t] = m
				queue = append(queue, t)
			}
		}
	}
	var names []string
	for m, ok := target, true; ok && m != graph.NoModule; m, ok = parent[m] {
		names = append([]string{s.Graph.Modules[m].Name}, names...)
	}
	var steps []string
	for i := 1; i < len(names); i++ {
		steps = append(steps, names[i-1]+" imports "+names[i])
	}
	return steps
}
