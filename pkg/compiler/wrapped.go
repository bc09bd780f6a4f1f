package compiler

import (
	"fmt"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// checkWrapped reports externals that only the wrapper of a library can hand in,
// where the file that needs them has no such wrapper.
func (c *Compiler) checkWrapped(b *Build) {
	s := b.Stage
	var wrapped []graph.ModuleID
	for i := range s.Graph.Modules {
		if x, ok := s.Graph.Modules[i].Body.(*graph.External); ok && x.Wrapped() && s.Link.Live[i] {
			wrapped = append(wrapped, graph.ModuleID(i))
		}
	}
	if len(wrapped) == 0 {
		return
	}
	said := make(map[graph.ModuleID]bool)
	for e := range s.Graph.Entries {
		kind := c.libraryType(&s.Graph.Entries[e])
		if config.HandsIn(kind) {
			continue
		}
		reached := c.reachedFrom(s, &s.Graph.Entries[e])
		for _, m := range wrapped {
			if !reached[m] || said[m] {
				continue
			}
			said[m] = true
			x := s.Graph.Modules[m].Body.(*graph.External)
			has := "is no library"
			if kind != "" {
				has = fmt.Sprintf("is a library of type %q", kind)
			}
			at := c.Config.Where("externals")
			if x.Type == c.Config.ExternalsType && c.Config.Where("externalsType").Text != nil {
				at = c.Config.Where("externalsType")
			}
			b.Diagnostics = append(b.Diagnostics, diag.Diagnostic{
				Code: "external-no-wrapper", At: at,
				Message: fmt.Sprintf("The external %q is of type %q, which the wrapper of a library hands in, and the entry %q %s",
					x.Request[0], x.Type, s.Graph.Entries[e].Name, has),
				Help: fmt.Sprintf("set the type of the library to %q, or that of the external to var, commonjs, module or script", wrapperFor(x.Type)),
			})
		}
	}
}

// wrapperFor is the type of library that externals of a type are made for.
func wrapperFor(external string) string {
	if external == "jsonp" {
		return "umd"
	}
	return external
}

// libraryType is the type of the library that an entry is; "" for none.
func (c *Compiler) libraryType(e *graph.Entry) string {
	switch {
	case e.Added != nil:
		if e.Added.Library == nil {
			return ""
		}
		return e.Added.Library.Type
	case e.Options >= 0 && c.Config.Entries[e.Options].Library != nil:
		return c.Config.Entries[e.Options].Library.Type
	case c.Config.Output.Library != nil:
		return c.Config.Output.Library.Type
	}
	return ""
}

// reachedFrom are the modules that an entry runs or may load.
func (c *Compiler) reachedFrom(s *Stage, e *graph.Entry) map[graph.ModuleID]bool {
	reached := make(map[graph.ModuleID]bool)
	stack := append(append([]graph.ModuleID(nil), e.Run...), e.Include...)
	for len(stack) > 0 {
		m := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if reached[m] {
			continue
		}
		reached[m] = true
		stack = append(append(stack, s.Chunks.Sync[m]...), s.Chunks.Async[m]...)
	}
	return reached
}
