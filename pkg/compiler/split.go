package compiler

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// chunkOptions are the options of chunking that the configuration asks for.
func (c *Compiler) chunkOptions(g *graph.Graph) chunk.Options {
	o := &c.Config.Optimization
	out := chunk.Options{MinSize: -1, Concatenate: o.ConcatenateModules, MergeDuplicates: o.MergeDuplicates, KeepEmpty: !o.RemoveEmpty, MaxChunks: o.MaxChunks, MinChunkSize: o.MinChunkSize}
	out.Whole = func(e *graph.Entry) bool {
		if e.Added != nil && e.Added.AsyncChunks != nil {
			return !*e.Added.AsyncChunks
		}
		if e.Options >= 0 && c.Config.Entries[e.Options].AsyncChunks != nil {
			return !*c.Config.Entries[e.Options].AsyncChunks
		}
		return !c.Config.Output.AsyncChunks
	}
	for _, rt := range c.runtimes(g) {
		if rt.Name != "" {
			out.Taken = append(out.Taken, rt.Name)
		}
	}
	s := o.SplitChunks
	if s == nil {
		return out
	}
	if s.Own {
		out.MinSize = s.MinSize
		out.ByUsage = s.UsedExports
	}
	if len(s.Groups) == 0 && s.Fallback == nil {
		return out
	}
	out.Rules = &chunk.Rules{HidePathInfo: s.HidePathInfo}
	for i := range s.Groups {
		out.Rules.Groups = append(out.Rules.Groups, rule(&s.Groups[i]))
	}
	if s.Fallback != nil {
		r := rule(s.Fallback)
		out.Rules.Fallback = &r
	}
	return out
}

func rule(g *config.CacheGroup) chunk.Rule {
	size := func(s config.SizeLimit) chunk.Sizes {
		return chunk.Sizes{chunk.JavaScript: s.JS, chunk.CSS: s.CSS, chunk.WebAssembly: s.WebAssembly, chunk.Asset: s.Asset}
	}
	r := chunk.Rule{
		Key: g.Key, Priority: g.Priority, Initial: g.Chunks != "async", Async: g.Chunks != "initial",
		MinSize: size(g.MinSize), MinSizeReduction: size(g.MinSizeReduction), MinRemainingSize: size(g.MinRemainingSize),
		EnforceSizeThreshold: size(g.EnforceSizeThreshold), MaxAsyncSize: size(g.MaxAsyncSize), MaxInitialSize: size(g.MaxInitialSize),
		MinSizeForMaxSize: size(g.MinSizeForMaxSize), MinChunks: g.MinChunks,
		MaxAsyncRequests: g.MaxAsyncRequests, MaxInitialRequests: g.MaxInitialRequests,
		Name: g.Name, Filename: g.Filename, IDHint: g.IDHint, Delimiter: g.Delimiter, Reuse: g.ReuseExistingChunk,
		ByUsage: g.UsedExports,
	}
	if g.ChunkNames != nil {
		r.Chunk = g.ChunkNames.Regexp.MatchString
	}
	if g.Test == nil && g.Type == nil && g.Layer == nil {
		return r
	}
	r.Test = func(m *graph.Module) bool {
		if g.Layer != nil && !inLayer(g.Layer, m.Layer) {
			return false
		}
		if g.Test != nil {
			path := filepath.FromSlash(m.Path)
			if g.Test.Regexp != nil {
				if path == "" || !g.Test.Regexp.MatchString(path) {
					return false
				}
			} else if path == "" || !strings.HasPrefix(path, g.Test.Text) {
				return false
			}
		}
		return g.Type == nil || matchesType(g.Type, m)
	}
	return r
}

// inLayer compares with the name of a layer; "" for none.
func inLayer(want *config.Condition, layer string) bool {
	switch {
	case want.Regexp != nil:
		return layer != "" && want.Regexp.MatchString(layer)
	case want.Text == "":
		return layer == ""
	}
	return strings.HasPrefix(layer, want.Text)
}

// matchesType compares with webpack's names of module types; a style sheet that
// a plugin of webpack would have made counts as one too.
func matchesType(want *config.Condition, m *graph.Module) bool {
	for _, t := range moduleTypes(m) {
		if want.Regexp != nil && want.Regexp.MatchString(t) || want.Regexp == nil && want.Text == t {
			return true
		}
	}
	return false
}

func moduleTypes(m *graph.Module) []string {
	switch b := m.Body.(type) {
	case *graph.Source:
		if b.Strict {
			return []string{"javascript/esm"}
		}
		return []string{"javascript/auto"}
	case *graph.JSON:
		return []string{"json"}
	case *graph.CSS:
		return []string{"css", "css/auto", "css/mini-extract"}
	case *graph.Asset:
		switch {
		case b.Inline:
			return []string{"asset", "asset/inline"}
		case b.Source:
			return []string{"asset/source"}
		}
		return []string{"asset", "asset/resource"}
	}
	return nil
}

// checkChunks reports what the rules of the configuration ask and the entries
// do not allow.
func (c *Compiler) checkChunks(b *Build) {
	c.checkWrapped(b)
	c.checkSheetValues(b)
	c.checkSloppy(b)
	said := make(map[string]bool)
	for _, key := range b.Stage.Chunks.Conflicts {
		if said[key] {
			continue
		}
		said[key] = true
		b.Diagnostics = append(b.Diagnostics, diag.Diagnostic{
			Code: "split-name-conflict", Message: fmt.Sprintf("The cache group %q has the name of an entry that is not loaded before its modules are needed", key),
			At:   c.Config.Where("optimization", "splitChunks", "cacheGroups", key, "name"),
			Help: "give the group another name, or let the other entries depend on that entry (entry.dependOn)",
		})
	}
}
