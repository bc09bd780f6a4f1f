package compiler

import (
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// checkSloppy reports CommonJS code that an ES module, which is strict, cannot hold:
// one such module, and nothing of its chunk would run.
func (c *Compiler) checkSloppy(b *Build) {
	if !c.Config.Output.Module {
		return
	}
	g := b.Stage.Graph
	for m := range g.Modules {
		src, ok := g.Modules[m].Body.(*graph.Source)
		if !ok || src.Record.Sloppy == nil || !b.Stage.Link.Live[m] {
			continue
		}
		b.Diagnostics = append(b.Diagnostics, diag.Diagnostic{
			Severity: diag.Error, Code: "syntax-sloppy", Module: g.Modules[m].Name,
			Message: src.Record.Sloppy.Message, At: src.Location(src.Record.Sloppy.At),
			Notes: []string{"output.module: true makes ES modules, which are strict, also of CommonJS code"},
			Help:  "change the code, or leave output.module out of the configuration",
		})
	}
}
