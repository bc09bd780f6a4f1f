package compiler

import (
	"context"
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/generate"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
)

// passes is what the last good build of a watch returned pass by pass. Most edits
// change the text of a file and neither what it imports nor what it exports: the
// modules are linked then, and written but for that one.
type passes struct {
	graph     *graph.Graph
	link      *link.Result
	diags     []diag.Diagnostic // of linking
	chunks    *chunk.Graph
	moduleIDs graph.Table[graph.ModuleID, string]
	chunkIDs  graph.Table[chunk.ID, string]
	factories []generate.Factory
}

// before is what holds still of the last build.
type before struct {
	*passes
	edited []graph.Edited
}

// passes is where a watch keeps them; nil for a single build.
func (c *Compiler) passes() *passes {
	if c.options.Cache == nil {
		return nil
	}
	return c.options.Cache.Keep("passes", func() any { return new(passes) }).(*passes)
}

// link links the graph, or finds that the last build did.
func (c *Compiler) link(ctx context.Context, s *Stage, o link.Options) (*link.Result, []diag.Diagnostic, error) {
	if p := c.passes(); p != nil && p.graph != nil {
		if edited, ok := graph.Alike(p.graph, s.Graph); ok && !p.tells(edited) {
			if l, ok := p.link.Moved(edited); ok {
				s.before = &before{p, edited}
				return l, p.diags, nil
			}
		}
	}
	l, diags, err := link.Run(ctx, s.Graph, o)
	s.linked = diags
	return l, diags, err
}

// tells: linking found something in one of these modules, at a place that may be
// another one now.
func (p *passes) tells(edited []graph.Edited) bool {
	return slices.ContainsFunc(edited, func(e graph.Edited) bool {
		return slices.ContainsFunc(p.diags, func(d diag.Diagnostic) bool { return d.Module == p.graph.Modules[e.Module].Name })
	})
}

// written are the factories of groups that are as the last build wrote them, by
// group; nil when none is.
func (b *before) written(s *Stage, in *generate.Input) []*generate.Factory {
	if b == nil || !b.chunks.Equal(s.Chunks) || !slices.Equal(b.moduleIDs, in.ModuleIDs) || !slices.Equal(b.chunkIDs, in.ChunkIDs) {
		return nil
	}
	out := make([]*generate.Factory, len(s.Chunks.Groups))
	for i := range out {
		g := &s.Chunks.Groups[i]
		if _, source := s.Graph.Modules[g.Root].Body.(*graph.Source); source && !slices.ContainsFunc(g.Modules, b.changed) {
			out[i] = &b.factories[i]
		}
	}
	return out
}

func (b *before) changed(m graph.ModuleID) bool {
	return slices.ContainsFunc(b.edited, func(e graph.Edited) bool { return e.Module == m })
}

// keepPasses keeps what a build found for the next one.
func (c *Compiler) keepPasses(s *Stage, in *generate.Input, factories []generate.Factory) {
	p := c.passes()
	if p == nil {
		return
	}
	diags := s.linked
	if s.before != nil {
		diags = p.diags
	}
	*p = passes{s.Graph, s.Link, diags, s.Chunks, in.ModuleIDs, in.ChunkIDs, factories}
}
