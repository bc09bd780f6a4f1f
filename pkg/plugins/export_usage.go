package plugins

import (
	"context"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

var _ compiler.Plugin = (*ExportUsagePlugin)(nil)

// ExportUsagePlugin writes which exports of every module are used. "Unknown" is
// kept apart from "unused": a namespace that escapes may use anything, and so
// may whoever requires a CommonJS module.
type ExportUsagePlugin struct {
	Options *config.ReportOptions

	file *exportUsageFile
}

// Name implements compiler.Plugin.
func (p *ExportUsagePlugin) Name() string { return "ExportUsagePlugin" }

// Apply implements compiler.Plugin.
func (p *ExportUsagePlugin) Apply(c *compiler.Compiler) error {
	c.Hooks.OptimizeChunks.Tap(p.Name(), 100, func(_ context.Context, s *compiler.Stage) error {
		p.file = exportUsage(newAnalysis(s, c.Display))
		return nil
	})
	c.Hooks.Emit.Tap(p.Name(), 100, func(_ context.Context, out *compiler.Output) error {
		return addJSON(out, orDefault(p.Options.Filename, "export-usage.json"), emit.Report, p.file)
	})
	return nil
}

// exportUsageFile is export-usage.json.
type exportUsageFile struct {
	Schema  int                    `json:"schema_version"`
	Name    string                 `json:"name"`
	Mode    string                 `json:"mode"`
	Summary exportSummary          `json:"summary"`
	Modules map[string]moduleUsage `json:"modules"`
}

type exportSummary struct {
	Modules    int `json:"total_modules"`
	Dropped    int `json:"dropped_modules"` // nothing needs them
	WithUnused int `json:"modules_with_unused_exports"`
	Used       int `json:"used_exports"`
	Unused     int `json:"unused_exports"`
	Unknown    int `json:"unknown_exports"`
}

type moduleUsage struct {
	Type     string   `json:"module_type"`
	ShareKey string   `json:"share_key,omitempty"`
	Fallback string   `json:"fallback_module,omitempty"`
	Dropped  bool     `json:"dropped"`
	Effects  bool     `json:"has_side_effects"`
	Whole    bool     `json:"uses_namespace"`
	Open     bool     `json:"open"`
	Provided []string `json:"provided_exports"`
	Used     []string `json:"used_exports"`
	Unused   []string `json:"unused_exports"`
	Unknown  []string `json:"unknown_exports"`
}

func exportUsage(a *analysis) *exportUsageFile {
	cfg := a.stage.Config
	f := &exportUsageFile{Schema: UsageSchema, Name: buildName(cfg), Mode: string(cfg.Mode), Modules: make(map[string]moduleUsage)}
	named := a.namedUses()
	for i := range a.stage.Graph.Modules {
		m := graph.ModuleID(i)
		u := a.module(m, named[m])
		f.Summary.Modules++
		f.Summary.Used += len(u.Used)
		f.Summary.Unused += len(u.Unused)
		f.Summary.Unknown += len(u.Unknown)
		if u.Dropped {
			f.Summary.Dropped++
		} else if len(u.Unused) > 0 {
			f.Summary.WithUnused++
		}
		f.Modules[a.stage.Graph.Modules[m].Name] = u
	}
	return f
}

// module reports one module. named are the exports that code which stays uses
// by name.
func (a *analysis) module(m graph.ModuleID, named map[string]bool) moduleUsage {
	mod := &a.stage.Graph.Modules[m]
	info := a.exportsOf(m)
	u := moduleUsage{Type: info.format, Effects: !mod.NoSideEffects, Dropped: !a.stage.Link.Live[m], Open: info.open, Provided: unique(info.names)}
	whole := a.stage.Link.All[m]
	names := make(map[string]bool)
	for n := range named {
		if n == "default" && info.defaultIsWhole(true) {
			whole = true // import x from a CommonJS module is all of it
		}
		names[n] = true
	}
	switch b := mod.Body.(type) {
	case *graph.Source:
		if b.ESM() {
			// Linking has decided: what it keeps is used, or may be.
			if !whole {
				for _, e := range a.stage.Link.Exports[m] {
					names[e.Name] = true
				}
			}
			u.Used, u.Unused, u.Unknown = classify(u.Provided, false, names, whole)
			u.Whole = whole
			return u
		}
		if a.stage.Link.Stmts[m] != nil { // so has it of CommonJS
			names, whole = make(map[string]bool), a.stage.Link.All[m]
			for _, n := range a.stage.Link.Used[m] {
				names[n] = true
			}
		}
	case *graph.CSS:
		u.Type, u.Open = "css", false
	case *consumeBody:
		u.Type, u.ShareKey = "consume-shared", b.key
		u.Fallback = b.fallback
		if u.Dropped {
			break
		}
		c := a.consume(m, info)
		names, whole = c.names, len(c.whole) > 0
	case *provideBody:
		u.Type, u.ShareKey = "provide-shared", b.key
		whole = true // for whoever asks the share scope
	case *remoteBody:
		u.Type = "remote"
		for _, n := range a.stage.Link.Used[m] {
			names[n] = true
		}
	case *containerBody:
		u.Type = "container"
		whole = true
	}
	u.Whole = whole
	u.Used, u.Unused, u.Unknown = classify(u.Provided, info.open, names, whole)
	return u
}

// namedUses collects, by module, the exports that live code names: imports, also
// through re-exports, members of namespaces, and what is taken of require() and
// import().
func (a *analysis) namedUses() map[graph.ModuleID]map[string]bool {
	uses := make(map[graph.ModuleID]map[string]bool)
	note := func(m graph.ModuleID, name string) {
		if m == graph.NoModule || name == graph.AllNames {
			return
		}
		if uses[m] == nil {
			uses[m] = make(map[string]bool)
		}
		uses[m][name] = true
	}
	l := a.stage.Link
	for i := range a.stage.Graph.Modules {
		src := a.source(graph.ModuleID(i))
		if src == nil || !l.Live[i] {
			continue
		}
		for _, b := range l.Bindings[i] {
			if b != nil {
				for _, h := range b.Hops {
					note(h.Module, h.Name)
				}
			}
		}
		for _, member := range l.Members[i] {
			for _, h := range member.Binding.Hops {
				note(h.Module, h.Name)
			}
		}
		for k := range src.Record.Imports {
			imp := &src.Record.Imports[k]
			if !l.Keeps(graph.ModuleID(i), src.Record, imp.Stmt, imp.Start) {
				continue
			}
			for _, name := range imp.Uses {
				note(a.stage.Graph.Modules[i].Deps[k].Target, name)
			}
		}
	}
	return uses
}
