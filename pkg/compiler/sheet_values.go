package compiler

import (
	"fmt"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/css"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// checkSheetValues reports names that a style sheet takes from another one, uses in
// its rules, and that the other has not: they would be in the output as they are.
// What scripts take of a sheet is told by link.
//
//	@value primary from "./colors.css";
//	.a { color: primary }
func (c *Compiler) checkSheetValues(b *Build) {
	type place struct {
		file  string
		start int
	}
	var said map[place]bool
	g := b.Stage.Graph
	for m := range g.Modules {
		body, ok := g.Modules[m].Body.(*graph.CSS)
		if !ok || body.Names == nil || len(body.Names.Files) == 0 || !b.Stage.Link.Live[m] {
			continue
		}
		if said == nil {
			said = make(map[place]bool)
			for _, d := range b.Diagnostics {
				if d.Code == "import-missing-export" {
					said[place{d.At.File, d.At.Start}] = true
				}
			}
		}
		for _, v := range body.Names.Values {
			for _, p := range takenOf(body.Names, v.Name, 0) {
				of := g.Modules[m].Deps[body.FileDep(p.File-1)].Target
				if of == graph.NoModule {
					continue // not found, which was told
				}
				sheet, ok := g.Modules[of].Body.(*graph.CSS)
				at := diag.Location{File: body.File, Text: body.Sheet.Text, Start: int(p.At.Start), End: int(p.At.End)}
				if !ok || sheet.Names != nil && sheet.Names.Named(p.Name, false) != nil || said[place{at.File, at.Start}] {
					continue
				}
				said[place{at.File, at.Start}] = true
				d := diag.Diagnostic{
					Severity: diag.Error, Code: "css-value-missing", Module: strings.TrimPrefix(g.Modules[m].Name, "css "), At: at,
					Message: fmt.Sprintf("%q is taken from %q, which has no such name", p.Name, strings.TrimPrefix(g.Modules[of].Name, "css ")),
					Help:    "write a name that the sheet has, or give it one with @value",
				}
				if sheet.Names != nil {
					if near := diag.Nearest(p.Name, exportNames(sheet.Names)); near != "" {
						d.Help = fmt.Sprintf("write %q", near)
					}
				}
				if strings.Contains(body.File, "node_modules/") {
					d.Severity = diag.Warning
				}
				b.Diagnostics = append(b.Diagnostics, d)
			}
		}
	}
}

// takenOf are the names of other sheets that a name of a sheet is made of.
func takenOf(n *css.Names, name string, depth int) (parts []css.Part) {
	e := n.Named(name, true)
	if e == nil || e.Local || depth > 100 {
		return nil
	}
	for _, p := range e.Parts {
		switch {
		case p.File != 0:
			parts = append(parts, p)
		case p.Own != "":
			parts = append(parts, takenOf(n, p.Own, depth+1)...)
		}
	}
	return parts
}

func exportNames(n *css.Names) (names []string) {
	for i := range n.Exports {
		if !n.Exports[i].Hidden {
			names = append(names, n.Exports[i].Name)
		}
	}
	return names
}
