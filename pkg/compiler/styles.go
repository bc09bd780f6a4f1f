package compiler

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/generate"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// styles writes the style sheets of chunks and adds their files.
func (c *Compiler) styles(ctx context.Context, in *generate.Input, out *Output) error {
	styles, err := generate.Styles(ctx, in)
	if err != nil {
		return err
	}
	for id := range styles {
		s := &styles[id]
		for _, x := range s.Conflicts {
			name := func(m graph.ModuleID) string { return strings.TrimPrefix(out.Graph.Modules[m].Name, "css ") }
			out.Report(diag.Diagnostic{
				Severity: diag.Warning, Code: "css-order-conflict", Module: name(x.Importer), At: diag.Location{File: strings.TrimPrefix(strings.TrimPrefix(out.Graph.Modules[x.Importer].File(), "css "), "./")},
				Message: fmt.Sprintf("%q is imported before %q here, and comes behind it in the style sheet of the chunk %q", name(x.First), name(x.Second), out.Chunks.Chunks[id].Name),
				Help:    "import the two in the same order everywhere",
			})
		}
		if s.CSS == nil {
			continue
		}
		template := c.Config.Output.CSSChunkFilename
		if out.Chunks.Chunks[id].Entry >= 0 {
			template = c.Config.Output.CSSFilename
		}
		name := emit.Name(template, c.nameParts(out, chunk.ID(id), c.hashing().Hash(s.CSS)))
		// From the folder of the sheet up to the output folder.
		up := ""
		if dir := path.Dir(name); dir != "." {
			up = strings.Repeat("../", strings.Count(dir, "/")+1)
		}
		text := bytes.ReplaceAll(s.CSS, []byte(generate.Up), []byte(up))
		if s.Map != nil {
			m := c.mapJSON(name, out.Chunks.Chunks[id].Name, s.Map, "")
			if text, err = c.attachMap(out, name, text, m, "/*# sourceMappingURL=", " */"); err != nil {
				return err
			}
		}
		out.Styles[id] = name
		if err := out.Assets.Add(emit.Asset{Name: name, Data: text, Kind: emit.Style, Chunk: out.Chunks.Chunks[id].Name}); err != nil {
			return err
		}
	}
	return nil
}
