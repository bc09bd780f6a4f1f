package generate

import (
	"context"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/css"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/compiler/target"
)

// Style is the style sheet of one chunk.
type Style struct {
	CSS []byte // nil when the chunk has none
	Map *source.Builder
}

// Styles writes the style sheet of every chunk, in parallel: its sheets in the
// order in which they are imported, each behind what it imports itself.
//
// URLs in them are relative to the output folder with "\x00up\x00" in front; the
// caller replaces that once the name of the sheet, and so its folder, is known.
func Styles(ctx context.Context, in *Input) (graph.Table[chunk.ID, Style], error) {
	out := make(graph.Table[chunk.ID, Style], len(in.Chunks.Chunks))
	errs := make([]error, len(out))
	par.For(len(out), in.Workers, func(i int) {
		if ctx.Err() == nil {
			out[i], errs[i] = in.style(chunk.ID(i))
		}
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, ctx.Err()
}

// Up stands for the way from the folder of a style sheet to the output folder.
const Up = "__mfbundle_up__/"

func (in *Input) style(id chunk.ID) (Style, error) {
	order := in.sheets(id)
	if len(order) == 0 {
		return Style{}, nil
	}
	var external []string
	var pieces []source.Piece
	for _, s := range order {
		body := in.Graph.Modules[s.module].Body.(*graph.CSS)
		p, outside := in.sheet(s, body)
		external = append(external, outside...)
		pieces = append(pieces, p)
	}
	if len(external) > 0 { // @import counts only before everything else
		pieces = append([]source.Piece{{Prefix: strings.Join(external, "")}}, pieces...)
	}
	trace := source.Join(pieces)
	cfg := in.Config
	level, engines := target.Of(cfg.Target)
	if !cfg.Optimization.Minimize && cfg.Target.ES == "" && len(engines) == 0 {
		st := Style{CSS: trace.Text}
		if in.SourceMap {
			st.Map = &source.Builder{}
			trace.Emit(st.Map)
		}
		return st, nil
	}
	m, err := css.Minify(trace.Text, css.Options{
		Target: level, Engines: engines, Whitespace: cfg.Optimization.Minimize, Syntax: cfg.Optimization.Minimize,
		LegalComments: cfg.Optimization.Minimizer.LegalComments != "none", SourceMap: in.SourceMap,
	})
	if err != nil {
		return Style{}, err
	}
	st := Style{CSS: append(m.Code, '\n')}
	if in.SourceMap {
		st.Map = &source.Builder{}
		trace.Compose(st.Map, m.Map)
	}
	return st, nil
}

// placed is one sheet with the conditions under which it counts.
type placed struct {
	module graph.ModuleID
	chain  []css.Conditions
	key    string
}

// sheets lists the sheets of a chunk in the order of import: depth-first from
// what the chunk is for, a sheet behind those it imports. Imported again under
// the same conditions, a sheet counts where it came last within one file, and
// first between files, as scripts do.
func (in *Input) sheets(id chunk.ID) []placed {
	c := &in.Chunks.Chunks[id]
	here := make(map[graph.ModuleID]bool)
	any := false
	for _, m := range c.Modules {
		here[m] = true
		if _, ok := in.Graph.Modules[m].Body.(*graph.CSS); ok {
			any = true
		}
	}
	if !any {
		return nil
	}
	var out []placed
	done := make(map[string]bool)
	seen := make(map[graph.ModuleID]bool)
	var sheet func(m graph.ModuleID, chain []css.Conditions, key string, open map[graph.ModuleID]bool)
	sheet = func(m graph.ModuleID, chain []css.Conditions, key string, open map[graph.ModuleID]bool) {
		if open[m] || done[key+in.Graph.Modules[m].Name] {
			return
		}
		done[key+in.Graph.Modules[m].Name] = true
		open[m] = true
		body := in.Graph.Modules[m].Body.(*graph.CSS)
		for i := range body.Sheet.Imports {
			t := in.Graph.Modules[m].Deps[i].Target
			if t == graph.NoModule {
				continue
			}
			if _, ok := in.Graph.Modules[t].Body.(*graph.CSS); !ok {
				continue
			}
			next, nextKey := chain, key
			if cond := body.Sheet.Imports[i].Conditions; !cond.IsZero() {
				next = append(append([]css.Conditions(nil), chain...), cond)
				nextKey += cond.Layer + "\x00" + cond.Supports + "\x00" + cond.Media + "\x00"
				if cond.Layered {
					nextKey += "layered\x00"
				}
			}
			sheet(t, next, nextKey, open)
		}
		delete(open, m)
		out = append(out, placed{m, chain, key})
	}
	var walk func(m graph.ModuleID)
	walk = func(m graph.ModuleID) {
		if seen[m] {
			return
		}
		seen[m] = true
		if _, ok := in.Graph.Modules[m].Body.(*graph.CSS); ok {
			if here[m] {
				sheet(m, nil, "", make(map[graph.ModuleID]bool))
			}
			return
		}
		for _, t := range in.Chunks.Sync[m] {
			walk(t)
		}
	}
	for _, r := range c.Roots {
		for _, m := range in.Chunks.Roots[r].Modules {
			walk(m)
		}
	}
	for _, s := range out {
		seen[s.module] = true // by @import, perhaps under conditions
	}
	for _, m := range c.Modules { // reached by ways that do not run, such as a share's fallback
		walk(m)
	}
	return out
}

// sheet makes the piece of one sheet, and the @import rules that have to stay.
func (in *Input) sheet(s placed, body *graph.CSS) (source.Piece, []string) {
	deps := in.Graph.Modules[s.module].Deps
	n := len(body.Sheet.Imports)
	urls := make([]string, len(body.Sheet.URLs))
	for i := range urls {
		t := deps[n+i].Target
		if t == graph.NoModule {
			continue
		}
		switch b := in.Graph.Modules[t].Body.(type) {
		case *graph.Asset:
			if b.Inline {
				urls[i] = graph.DataURI(b.MIME, b.Data)
			} else if name := in.AssetName(t); name != "" {
				urls[i] = in.styleURL(name)
				if k := strings.IndexByte(body.Sheet.URLs[i].Specifier, '#'); k >= 0 {
					urls[i] += body.Sheet.URLs[i].Specifier[k:]
				}
			}
		}
	}
	var outside []string
	for i := range body.Sheet.Imports {
		if deps[i].Target == graph.NoModule && deps[i].Weak {
			outside = append(outside, css.ImportRule(body.Sheet.Imports[i].Specifier, body.Sheet.Imports[i].Conditions))
		}
	}
	prefix, suffix := css.Wrap(s.chain...)
	return source.Piece{
		Input: body.Input, Prefix: prefix, Suffix: body.Sheet.Close + suffix + "\n", Edits: body.Sheet.Edits(urls, nil),
	}, outside
}

// styleURL is how a style sheet addresses an output file.
func (in *Input) styleURL(name string) string {
	if p := in.Config.Output.PublicPath; p != "auto" {
		return p + name
	}
	return Up + name
}
