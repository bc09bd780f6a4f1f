package compiler

import (
	"context"
	"errors"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/scan"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// importedName is the script of a nested build, a name that no asset has.
const importedName = "\x00imported.js"

// importModule builds a module that a loader imports, with all that it needs, as
// one script for Node. Requests lead where they lead in the build itself; nothing
// is optimised, no plugin is asked, and of the files those of assets count.
func (c *Compiler) importModule(ctx context.Context, n *scan.Nested) (*scan.Imported, error) {
	cfg := *c.Config
	e := config.Entry{Name: "imported", Imports: []string{n.Request}, Filename: importedName}
	if n.Layer != nil {
		e.Layer = *n.Layer
	}
	if n.BaseURI != nil {
		e.BaseURI = *n.BaseURI
	}
	if e.PublicPath, e.HasPublicPath = cfg.Output.PublicPath, true; n.PublicPath != nil {
		e.PublicPath = *n.PublicPath
	} else if e.PublicPath == "auto" {
		e.PublicPath = "" // no page and no file that it could be found from
	}
	cfg.Entries = []config.Entry{e}
	cfg.HTML, cfg.Copy, cfg.Budgets, cfg.Plugins, cfg.Licenses, cfg.FailOn = nil, nil, nil, nil, "", nil
	cfg.Devtool = config.Devtool{}
	o := &cfg.Output
	o.Library, o.Module, o.NoFunction, o.AsyncChunks, o.Integrity = &config.Library{Type: "commonjs2"}, false, false, false, false
	cfg.Optimization = config.Optimization{
		ModuleIDs: "named", ChunkIDs: "named", ProvidedExports: true, InnerGraph: true, NodeEnv: cfg.Optimization.NodeEnv,
	}

	nested := New(&cfg, Options{Workers: c.options.Workers, Files: c.options.Files, NoWrite: true})
	nested.nested = n
	b, err := nested.Run(ctx)
	if err != nil {
		return nil, err
	}
	for i := range b.Diagnostics {
		if b.Diagnostics[i].Severity == diag.Error {
			return nil, errors.New(b.Diagnostics[i].Message)
		}
	}
	r := &scan.Imported{Cacheable: true}
	for _, a := range b.Output.Assets.List() {
		switch {
		case a.Name == importedName:
			r.Content = a.Data
		case a.Kind == emit.File:
			r.Emit(a.Name, a.Data)
		}
	}
	for i := range b.Stage.Graph.Modules {
		m := &b.Stage.Graph.Modules[i]
		if m.Path != "" {
			r.Files = append(r.Files, m.Path)
		}
		if m.Built != nil {
			r.Files = append(r.Files, m.Built.Files...)
			r.Contexts = append(r.Contexts, m.Built.Folders...)
			r.Missing = append(r.Missing, m.Built.Missing...)
			r.Cacheable = r.Cacheable && !m.Built.Volatile
		}
	}
	return r, nil
}
