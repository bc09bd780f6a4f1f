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
	// Conflicts are orders of imports that the sheet does not have.
	Conflicts []OrderConflict
}

// OrderConflict is a module that imports two sheets the other way round than they
// come in the style sheet of its chunk.
type OrderConflict struct{ Importer, First, Second graph.ModuleID }

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
	trace := in.joinSheets(order)
	m, err := in.finishSheet(trace)
	m.Conflicts = in.conflicts(id, order)
	return m, err
}

// joinSheets puts sheets behind each other.
func (in *Input) joinSheets(order []placed) *source.Trace {
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
	return source.Join(pieces)
}

// finishSheet minifies and lowers a sheet.
func (in *Input) finishSheet(trace *source.Trace) (Style, error) {
	cfg := in.Config
	level, engines := target.Of(cfg.Target)
	if !cfg.Optimization.MinimizeCSS && cfg.Target.ES == "" && len(engines) == 0 {
		st := Style{CSS: trace.Text}
		if in.SourceMap {
			st.Map = &source.Builder{}
			trace.Emit(st.Map)
		}
		return st, nil
	}
	m, err := css.Minify(trace.Text, css.Options{
		Target: level, Engines: engines, Whitespace: cfg.Optimization.MinimizeCSS, Syntax: cfg.Optimization.MinimizeCSS,
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

// conditional reports whether some way of imports to a sheet has a condition. It
// may then be in an earlier chunk and still be missing under another condition.
func (in *Input) conditional(m graph.ModuleID) bool {
	in = in.whole()
	in.conditions.Do(func() {
		in.conditioned = make(map[graph.ModuleID]bool)
		var mark func(m graph.ModuleID)
		mark = func(m graph.ModuleID) {
			body, ok := in.Graph.Modules[m].Body.(*graph.CSS)
			if !ok || in.conditioned[m] {
				return
			}
			in.conditioned[m] = true
			for i := range body.Sheet.Imports {
				if t := in.Graph.Modules[m].Deps[i].Target; t != graph.NoModule {
					mark(t)
				}
			}
		}
		for m := range in.Graph.Modules {
			body, ok := in.Graph.Modules[m].Body.(*graph.CSS)
			if !ok {
				continue
			}
			for i := range body.Sheet.Imports {
				if t := in.Graph.Modules[m].Deps[i].Target; t != graph.NoModule && !body.Sheet.Imports[i].Conditions.IsZero() {
					mark(t)
				}
			}
		}
	})
	return in.conditioned[m]
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
		if b, ok := in.Graph.Modules[m].Body.(*graph.CSS); ok && !b.NotWritten {
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
			if !here[t] && !in.conditional(t) {
				continue // what loads this chunk has it; once more would undo what came behind it
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
		// Sheets that names are taken from come first, so that what composes wins.
		for i := range in.Graph.Modules[m].Deps {
			if t := in.Graph.Modules[m].Deps[i].Target; body.IsFile(i) && t != graph.NoModule {
				if _, ok := in.Graph.Modules[t].Body.(*graph.CSS); ok && !done[in.Graph.Modules[t].Name] {
					sheet(t, nil, "", open)
				}
			}
		}
		delete(open, m)
		if !body.NotWritten {
			out = append(out, placed{m, chain, key})
		}
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
		if _, ok := in.Graph.Modules[m].Body.(*graph.SheetText); ok {
			return // what it imports is in its text
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
	inText := in.sheetsOfTexts(c.Modules)
	for _, m := range c.Modules { // reached by ways that do not run, such as a share's fallback
		if !inText[m] {
			walk(m)
		}
	}
	return out
}

// sheet makes the piece of one sheet, and the @import rules that have to stay.
func (in *Input) sheet(s placed, body *graph.CSS) (source.Piece, []string) {
	deps := in.Graph.Modules[s.module].Deps
	n := len(body.Sheet.Imports)
	urls := make([]string, len(body.Sheet.URLs))
	for i := range urls {
		urls[i] = in.sheetAddress(deps[n+i].Target, body.Sheet.URLs[i].Specifier)
	}
	var outside []string
	for i := range body.Sheet.Imports {
		if deps[i].Target == graph.NoModule && deps[i].Weak {
			outside = append(outside, css.OutsideRule(body.Sheet.Imports[i].Specifier, append(append([]css.Conditions(nil), s.chain...), body.Sheet.Imports[i].Conditions)))
		}
	}
	if body.Outside {
		return source.Piece{}, outside
	}
	prefix, suffix := css.Wrap(s.chain...)
	edits := body.Sheet.Edits(urls, nil)
	if body.Names != nil {
		kept := edits[:0]
		for _, e := range edits {
			if !body.Names.InCut(e.Start) {
				kept = append(kept, e)
			}
		}
		value := func(name string) string { return in.sheetValue(s.module, name, true, nil) }
		edits = append(kept, body.Names.Edits(body.Ident, value)...)
		source.SortEdits(edits)
	}
	return source.Piece{Input: body.Input, Prefix: prefix, Suffix: body.Sheet.Close + suffix + "\n", Edits: edits}, outside
}

// sheetAddress is how a sheet addresses a module that it refers to; "" for one that
// stays as it is.
func (in *Input) sheetAddress(t graph.ModuleID, specifier string) string {
	if t == graph.NoModule {
		return ""
	}
	switch b := in.Graph.Modules[t].Body.(type) {
	case *graph.External:
		switch b.Type {
		case "asset", "asset-url", "css-url":
			return b.Request[0]
		}
	case graph.Ignored: // the alias of it is false
		return graph.NoAddress
	case *graph.Asset:
		if b.Inline {
			return b.URI()
		}
		name := in.AssetName(t)
		if name == "" {
			return ""
		}
		url := in.styleURL(name)
		if b.PublicPath != nil {
			url = in.AssetAddress(t)
		}
		if k := strings.IndexByte(specifier, '#'); k >= 0 {
			url += specifier[k:]
		}
		return url
	}
	return ""
}

// sheetOf is the sheet of a module, which may be a text; nil for none.
func (in *Input) sheetOf(m graph.ModuleID) *graph.CSS {
	switch b := in.Graph.Modules[m].Body.(type) {
	case *graph.CSS:
		return b
	case *graph.SheetText:
		return b.CSS
	}
	return nil
}

// sheetValue is the text of a name that a CSS module has, within it or for others.
func (in *Input) sheetValue(m graph.ModuleID, name string, within bool, open map[graph.ModuleID]bool) string {
	body := in.sheetOf(m)
	if body == nil || body.Names == nil || open[m] && len(open) > 100 {
		return name
	}
	e := body.Names.Named(name, within)
	if e == nil {
		return name
	}
	if e.Local {
		return body.Ident(e.Name, e.Dashed)
	}
	var b strings.Builder
	for _, p := range e.Parts {
		switch {
		case p.File != 0:
			t := in.Graph.Modules[m].Deps[body.FileDep(p.File-1)].Target
			if t == graph.NoModule || open[t] {
				continue
			}
			inner := map[graph.ModuleID]bool{m: true}
			for k := range open {
				inner[k] = true
			}
			b.WriteString(in.sheetValue(t, p.Name, false, inner))
		case p.Own != "" && body.Names.Named(p.Own, true) != e:
			b.WriteString(in.sheetValue(m, p.Own, true, open))
		case p.URL != 0:
			u := &body.Names.URLs[p.URL-1]
			if address := in.sheetAddress(in.Graph.Modules[m].Deps[body.ValueDep(p.URL-1)].Target, u.Specifier); address != "" {
				b.WriteString(u.Written(address))
				continue
			}
			b.WriteString(p.Text)
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// sheetsOfTexts are the sheets that are in the text of SheetText modules.
func (in *Input) sheetsOfTexts(modules []graph.ModuleID) map[graph.ModuleID]bool {
	out := make(map[graph.ModuleID]bool)
	var walk func(m graph.ModuleID)
	walk = func(m graph.ModuleID) {
		for _, t := range in.Chunks.Sync[m] {
			if _, ok := in.Graph.Modules[t].Body.(*graph.CSS); ok && !out[t] {
				out[t] = true
				walk(t)
			}
		}
	}
	for _, m := range modules {
		if _, ok := in.Graph.Modules[m].Body.(*graph.SheetText); ok {
			walk(m)
		}
	}
	return out
}

// conflicts finds modules that import sheets the other way round than they come.
func (in *Input) conflicts(id chunk.ID, order []placed) []OrderConflict {
	at := make(map[graph.ModuleID]int, len(order))
	for i, s := range order {
		at[s.module] = i
	}
	var out []OrderConflict
	for _, m := range in.Chunks.Chunks[id].Modules {
		if _, ok := in.Graph.Modules[m].Body.(*graph.Source); !ok {
			continue
		}
		last, first := -1, graph.NoModule
		for _, t := range in.Chunks.Sync[m] {
			if i, ok := at[t]; ok {
				if i < last {
					out = append(out, OrderConflict{m, first, t})
				}
				last, first = i, t
			}
		}
	}
	return out
}

// sheetText is an expression of the text of a SheetText module: its sheet behind
// what that imports, with the addresses of assets put in at run time.
func (in *Input) sheetText(m graph.ModuleID) string {
	var order []placed
	done := make(map[string]bool)
	var visit func(m graph.ModuleID, body *graph.CSS, chain []css.Conditions, key string)
	visit = func(m graph.ModuleID, body *graph.CSS, chain []css.Conditions, key string) {
		if done[key+in.Graph.Modules[m].Name] {
			return
		}
		done[key+in.Graph.Modules[m].Name] = true
		for i := range body.Sheet.Imports {
			t := in.Graph.Modules[m].Deps[i].Target
			if t == graph.NoModule {
				continue
			}
			if b, ok := in.Graph.Modules[t].Body.(*graph.CSS); ok {
				c := body.Sheet.Imports[i].Conditions
				visit(t, b, append(append([]css.Conditions(nil), chain...), c), key+c.Layer+"\x00"+c.Supports+"\x00"+c.Media+"\x00")
			}
		}
		order = append(order, placed{m, chain, key})
	}
	visit(m, in.Graph.Modules[m].Body.(*graph.SheetText).CSS, nil, "")
	var external []string
	var pieces []source.Piece
	for _, s := range order {
		p, outside := in.sheet(s, in.sheetOf(s.module))
		external = append(external, outside...)
		pieces = append(pieces, p)
	}
	pieces = append([]source.Piece{{Prefix: strings.Join(external, "")}}, pieces...)
	text := string(source.Join(pieces).Text)
	if st, err := in.finishSheet(source.Join(pieces)); err == nil {
		text = string(st.CSS)
	}
	parts := strings.Split(text, Up)
	for i := range parts {
		parts[i] = graph.Quote(parts[i])
	}
	return strings.Join(parts, " + "+R+".p + ")
}

// styleURL is how a style sheet addresses an output file.
func (in *Input) styleURL(name string) string {
	if p := in.Config.Output.PublicPath; p != "auto" {
		return p + name
	}
	return Up + name
}
