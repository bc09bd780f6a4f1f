package plugins

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

var _ compiler.Plugin = (*ModuleFederationRuntimePlugin)(nil)

// ModuleFederationRuntimePlugin chooses how runtimes start: a container answers
// get and init; an entry that uses shares or remotes waits for them first.
type ModuleFederationRuntimePlugin struct {
	// AsyncStartup lets entries wait. Without it, an entry that statically imports
	// a share or remote that has to be loaded is an error.
	AsyncStartup bool
	// ScopesWait says that share scopes take time to be initialised, for which
	// then even entries wait that need nothing but eager shares.
	ScopesWait bool
	Early      config.Condition   // modules of entries that run at once, by file; zero for none
	Sync       []config.Condition // names of entries that do not wait
	Path       []string           // of the options in federation.yaml
}

// Name implements compiler.Plugin.
func (p *ModuleFederationRuntimePlugin) Name() string { return "ModuleFederationRuntimePlugin" }

// Apply implements compiler.Plugin.
func (p *ModuleFederationRuntimePlugin) Apply(c *compiler.Compiler) error {
	c.Hooks.RuntimeRequirements.Tap(p.Name(), 0, func(_ context.Context, r *compiler.RuntimeSet) error {
		switch {
		case r.Entry != nil && r.Entry.Container:
			*r.Features = r.Features.With(runtime.Container)
		case r.Shared:
			*r.Features = r.Features.With(runtime.SharedContainer)
		case p.waits(r.Entry) && (r.Waits || r.Eager && p.ScopesWait):
			*r.Features = r.Features.With(runtime.StartAsync)
		}
		return nil
	})
	if p.Early.Text != "" {
		c.Hooks.FinishModules.Tap(p.Name(), 0, p.early)
	}
	if !p.AsyncStartup || p.Early.Text != "" || len(p.Sync) > 0 {
		c.Hooks.OptimizeChunks.Tap(p.Name(), 0, p.check)
	}
	return nil
}

// waits reports whether an entry may wait; nil stands for a runtime of several,
// which wait each for itself.
func (p *ModuleFederationRuntimePlugin) waits(e *graph.Entry) bool {
	return p.AsyncStartup && (e == nil || !slices.ContainsFunc(p.Sync, func(c config.Condition) bool { return conditionHolds(c, e.Name) }))
}

// early marks the modules of entries that do not wait with them.
func (p *ModuleFederationRuntimePlugin) early(_ context.Context, s *compiler.Stage) error {
	for i := range s.Graph.Entries {
		e := &s.Graph.Entries[i]
		for _, m := range e.Run {
			if path := s.Graph.Modules[m].Path; !e.Container && p.waits(e) && path != "" && conditionHolds(p.Early, path) {
				e.Early = append(e.Early, m)
			}
		}
	}
	return nil
}

// check reports entries, or their modules that do not wait, that would need a share
// or remote before it is there.
func (p *ModuleFederationRuntimePlugin) check(_ context.Context, s *compiler.Stage) error {
	for i := range s.Graph.Entries {
		e := &s.Graph.Entries[i]
		from, key := e.Run, "asyncStartup"
		if p.AsyncStartup {
			key = "async"
			if p.waits(e) {
				from = e.Early
			}
		}
		if e.Container || len(from) == 0 {
			continue
		}
		roots := s.Chunks.Roots[i].Chunks
		for _, m := range s.Chunks.Chunks[roots[len(roots)-1]].Modules {
			row, ok := s.Graph.Modules[m].Body.(graph.RuntimeRow)
			if !ok || row.ChunkTable() == "" {
				continue
			}
			if b, ok := row.(*consumeBody); ok && b.eager {
				continue
			}
			steps, at := chain(s, from, m)
			if len(steps) == 0 && len(from) < len(e.Run) {
				continue // only what waits needs it
			}
			where := s.Config.Where(append(append([]string(nil), p.Path...), key)...)
			d := diag.Diagnostic{
				Code: "share-eager-consumption", Module: s.Graph.Modules[m].Name, At: where, Notes: steps,
				Message: fmt.Sprintf("The entry %q needs %s before it can be there", e.Name, called(&s.Graph.Modules[m])),
				Help:    "set asyncStartup: true, make the share eager, or load the importing module with import()",
			}
			if key == "async" {
				d.Help = "let it wait, make the share eager, or load the importing module with import()"
			}
			if at.Text != nil {
				d.Labels = []diag.Label{{At: at, Message: "imported here"}}
			}
			s.Report(d)
		}
	}
	return nil
}

// called is what messages call a module of a share or a remote.
func called(m *graph.Module) string {
	switch b := m.Body.(type) {
	case *consumeBody:
		return fmt.Sprintf("the shared module %q", b.key)
	case *remoteBody:
		return fmt.Sprintf("the remote module %q", b.key+strings.TrimPrefix(b.expose, "."))
	}
	return fmt.Sprintf("%q", m.Name)
}

// chain tells how target is reached from the entry modules without loading, a
// line for each step, and where the last step is written.
func chain(s *compiler.Stage, from []graph.ModuleID, target graph.ModuleID) (steps []string, at diag.Location) {
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
	if last, ok := parent[target]; ok && last != graph.NoModule {
		at = importOf(s, last, target)
	}
	var names []string
	for m, ok := target, true; ok && m != graph.NoModule; m, ok = parent[m] {
		names = append([]string{s.Graph.Modules[m].File()}, names...)
	}
	if len(names) > 1 {
		names[len(names)-1] = called(&s.Graph.Modules[target])
	}
	for i := 1; i < len(names); i++ {
		steps = append(steps, names[i-1]+" imports "+names[i])
	}
	return steps, at
}

// importOf is where a module imports another; zero when the import is behind a
// re-export that was left out.
func importOf(s *compiler.Stage, from, to graph.ModuleID) diag.Location {
	src, ok := s.Graph.Modules[from].Body.(*graph.Source)
	if !ok {
		return diag.Location{}
	}
	for i := range s.Graph.Modules[from].Deps {
		if s.Graph.Modules[from].Deps[i].Target == to && i < len(src.Record.Imports) {
			return src.Location(src.Record.Imports[i].Spec)
		}
	}
	return diag.Location{}
}
