package generate

import (
	"context"
	"sort"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/minify"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/compiler/target"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// Chunk is the JavaScript of one chunk.
type Chunk struct {
	JS    []byte
	Map   *source.Joined // nil without source maps
	Legal []string       // legal comments of its modules, in order, no two equal
	// Sources is a hash of what the script is made of, for names that need not be
	// hashes of the bytes; nil where they are.
	Sources []byte
	// Empty: the chunk has no code; it is a style sheet or nothing at all.
	Empty bool
	// Kept is the memo of a watch for this chunk; nil without one. With Map nil and
	// Kept.Map set the chunk is as it was.
	Kept *Kept
	// Function is why an entry is in a function all the same (output.iife: false); ""
	// for the others.
	Function string
	// Newer is syntax that the target lacks and that is in JS all the same.
	Newer []Newer
	// Features of the runtime that it boots; zero for chunks that do not boot.
	Features runtime.Set
}

// Factories writes the code of every group, in parallel.
func Factories(ctx context.Context, in *Input) ([]Factory, error) {
	out := make([]Factory, len(in.Chunks.Groups))
	errs := make([]error, len(out))
	views := make([]*Input, len(in.Chunks.Views))
	for i, v := range in.Chunks.Views {
		views[i] = in.view(v)
	}
	par.For(len(out), in.Workers, func(i int) {
		if ctx.Err() != nil {
			return
		}
		if in.Written != nil && in.Written[i] != nil {
			out[i] = *in.Written[i]
			return
		}
		if row, ok := in.Graph.Modules[in.Chunks.Groups[i].Root].Body.(graph.RuntimeRow); ok {
			out[i] = Factory{Need: row.Needs()}
			return
		}
		if !in.hasCode(in.Chunks.Groups[i].Root) {
			return
		}
		seen := in
		if len(views) > 0 {
			seen = views[in.Chunks.Groups[i].View]
		}
		out[i], errs[i] = generate(seen, int32(i))
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// HasJS reports for each chunk whether it needs a script file.
func HasJS(in *Input, factories []Factory) graph.Table[chunk.ID, bool] {
	out := make(graph.Table[chunk.ID, bool], len(in.Chunks.Chunks))
	for c := range out {
		ch := &in.Chunks.Chunks[c]
		out[c] = ch.Entry >= 0 || len(ch.Modules) == 0 || len(in.members(chunk.ID(c), factories)) > 0 // without modules: removeEmptyChunks is off
	}
	return out
}

// members are the factories of a chunk, in module order.
func (in *Input) members(c chunk.ID, factories []Factory) []*Factory {
	var list []*Factory
	for _, m := range in.Chunks.Chunks[c].Modules {
		g := in.Chunks.GroupIn(c, m)
		if g >= 0 && in.Chunks.Groups[g].Root == m && factories[g].Head != "" {
			list = append(list, &factories[g])
		}
	}
	return list
}

// Chunks writes the scripts of the given chunks, in parallel. Chunks that boot
// need the names of files that they load, so they are written after those.
func Chunks(ctx context.Context, in *Input, ids []chunk.ID, factories []Factory, files Files) ([]Chunk, error) {
	layouts := make([]layout, len(ids))
	out := make([]Chunk, len(ids))
	heads := make([]string, len(ids))
	for i, id := range ids {
		c := &in.Chunks.Chunks[id]
		fs := in.members(id, factories)
		out[i].Empty = len(fs) == 0 && c.Entry < 0 && len(c.Modules) > 0
		out[i].Legal = in.legal(fs, id)
		var externals []string
		seen := make(map[string]bool)
		requires := false
		for _, f := range fs {
			requires = requires || f.NodeRequire
			for _, e := range f.Externals {
				if !seen[e] {
					seen[e] = true
					externals = append(externals, e)
				}
			}
		}
		sort.Strings(externals)
		for _, e := range externals {
			heads[i] += "import * as " + externalName(e, 0) + " from " + graph.Quote(e) + ";\n"
		}
		rt := in.runtimeOf(c.Entry)
		if rt != nil && rt.Host == c.Entry {
			if in.Config.Output.ChunkFormat == "module" {
				for k, other := range in.besides(c.Entry) {
					if files.HasJS(other) {
						heads[i] += "import * as " + chunkVariable(k) + " from " +
							graph.Quote("./"+strings.Repeat("../", in.depth(c.Entry))+files.Script(other)) + ";\n"
					} else {
						heads[i] += "const " + chunkVariable(k) + " = { ids: [" + in.ChunkIDs[other] + "] };\n"
					}
				}
			}
			boot, err := in.boot(rt, factories, files)
			if err != nil {
				return nil, err
			}
			out[i].Features = boot.Features
			requires = requires || strings.Contains(boot.Data, nodeRequire)
			heads[i] += in.requireHead(requires) + fileHead(fs) + liveHead(fs)
			if in.keepsEntry(c.Entry) {
				f, reason := in.bare(c.Entry, boot, fs)
				if f != nil {
					if err := in.bareEntry(&layouts[i], c.Entry, boot, fs, f); err != nil {
						return nil, err
					}
					continue
				}
				out[i].Function = reason
			}
			if err := in.entry(&layouts[i], c.Entry, boot, fs, in.besideFiles(c.Entry, files)); err != nil {
				return nil, err
			}
			continue
		}
		heads[i] += in.requireHead(requires) + fileHead(fs) + liveHead(fs)
		if rt != nil && in.Config.Output.ChunkFormat != "array-push" {
			in.sharing(&layouts[i], c.Entry, rt, id, fs, files)
			continue
		}
		if err := in.chunk(&layouts[i], id, fs, files); err != nil {
			return nil, err
		}
	}
	var batches []*batch
	prints := make([][2]uint64, len(ids))
	par.For(len(ids), in.Workers, func(i int) {
		if !in.Config.Optimization.RealContentHash {
			out[i].Sources = layouts[i].sources(heads[i])
		}
		if in.Memo != nil {
			prints[i] = in.Memo.print(heads[i], &layouts[i])
			out[i].Kept = in.Memo.lookup(in.Chunks.Chunks[ids[i]].Name, prints[i])
		}
	})
	for i := range layouts {
		if out[i].Kept == nil {
			batches = append(batches, layouts[i].batches...)
		}
	}
	if err := in.make(batches); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	par.For(len(ids), in.Workers, func(i int) {
		if k := out[i].Kept; k != nil {
			out[i].JS, out[i].Newer = k.js, k.newer
			return
		}
		js, m := join(heads[i], layouts[i].blocks, in.SourceMap)
		out[i].JS, out[i].Map = js, m
		for _, b := range layouts[i].blocks {
			out[i].Newer = append(out[i].Newer, b.left...)
		}
		if in.Memo != nil {
			// Without room behind it, so that nobody appends to what is kept.
			out[i].JS = js[:len(js):len(js)]
			out[i].Kept = in.Memo.keep(in.Chunks.Chunks[ids[i]].Name, prints[i], out[i].JS, out[i].Newer)
		}
	})
	return out, nil
}

// chunk lays out a chunk that registers modules with a runtime of another file.
func (in *Input) chunk(l *layout, id chunk.ID, fs []*Factory, files Files) error {
	tail := ""
	min := in.Config.Optimization.Minimize
	nl := "\n"
	if min {
		nl = ""
	}
	cid := in.standsFor(id)
	if e := in.Chunks.Chunks[id].Entry; e >= 0 {
		head, err := in.attached(e, &tail, files)
		if err != nil {
			return err
		}
		l.glue(head)
	}
	open, end := "", ""
	switch in.Config.Output.ChunkFormat {
	case "module":
		open, end = "export const ids = ["+cid+"], modules = {", "};\n"
	case "commonjs":
		open, end = "exports.ids = ["+cid+"];"+nl+"exports.modules = {", "};\n"
	default:
		g := in.Config.Output.GlobalObject + "[" + graph.Quote(in.chunkGlobal(id)) + "]"
		open, end = "("+g+" = "+g+" || []).push([["+cid+"], {", "}"+tail+"]);\n"
	}
	if min {
		open = strings.ReplaceAll(open, " = ", "=")
		open = strings.ReplaceAll(open, " || ", "||")
		open = strings.ReplaceAll(open, "], ", "],")
		end = strings.TrimSuffix(end, "\n")
	}
	l.glue(open + nl)
	l.members(fs, min)
	l.glue(nl + end)
	if in.Config.Output.ChunkFormat == "module" {
		l.glue(liveTail(fs))
	}
	return nil
}

// standsFor lists the id of a chunk, and of those that it has all the modules of: the
// chunks that other entries load of what an entry without any leads to.
func (in *Input) standsFor(id chunk.ID) string {
	list := in.ChunkIDs[id]
	if e := in.Chunks.Chunks[id].Entry; e >= 0 && in.Chunks.Roots[e].Whole {
		for _, c := range in.reach(&Runtime{Host: -1, Entries: []int{e}}).loaded {
			list += "," + in.ChunkIDs[c]
		}
	}
	return list
}

// runtimeOf is the runtime that an entry runs in; nil for chunks of no entry.
func (in *Input) runtimeOf(entry int) *Runtime {
	for i := range in.Runtimes {
		for _, e := range in.Runtimes[i].Entries {
			if e == entry {
				return &in.Runtimes[i]
			}
		}
	}
	return nil
}

// RuntimeFile writes the script of a runtime that has a file of its own.
func RuntimeFile(in *Input, rt *Runtime, factories []Factory, files Files) ([]byte, error) {
	boot, err := in.boot(rt, factories, files)
	if err != nil {
		return nil, err
	}
	var l layout
	if err := in.entry(&l, -1, boot, nil, nil); err != nil {
		return nil, err
	}
	text, _ := join(in.requireHead(strings.Contains(boot.Data, nodeRequire)), l.blocks, false)
	return text, nil
}

// entry lays out a chunk that boots: the runtime called with the modules and
// data, and what becomes of what it returns.
func (in *Input) entry(l *layout, entry int, boot Boot, fs []*Factory, beside map[chunk.ID]string) error {
	min := in.Config.Optimization.Minimize
	nl := "\n"
	if min {
		nl = ""
	}
	text, prelude, err := in.runtimeText(boot.Features, "")
	if err != nil {
		return err
	}
	open, end := "", ";"
	switch {
	case entry >= 0:
		open, end = in.library(entry, boot.Features.Has(runtime.StartAsync), boot.wrapped, beside)
		if boot.Features.Has(runtime.SystemContext) {
			open = strings.Replace(open, "(share)", "(share, "+systemContext+")", 1)
		}
	case in.Config.Output.ChunkFormat == "module":
		open, end = "const "+R+" = ", ";\nexport { "+R+" };"
	case in.Config.Output.ChunkFormat == "commonjs":
		open = "module.exports = "
	}
	l.glue(prelude + open + text + "({" + nl)
	l.members(fs, min)
	l.glue(nl + "}," + boot.Data + ")" + end + "\n")
	return nil
}

// runtimeText is the function of a runtime as an expression, and what has to stand
// in front of it. more are statements behind its features.
func (in *Input) runtimeText(features runtime.Set, more string) (text, prelude string, err error) {
	wrap := func(body string) string { return "(function (modules, data) {\n" + body + more + "\n})" }
	text = wrap(runtime.Text(features))
	min := in.Config.Optimization.Minimize
	if !min && !in.lowersRuntime() {
		return text, "", nil
	}
	o := in.minifyOptions()
	o.Whitespace, o.Syntax, o.Identifiers = min, min, min
	o.SourceMap, o.DropConsole, o.KeepNames = false, false, false
	r, err := minify.Expression([]byte(text), o)
	if err == nil && len(r.Left) > 0 {
		r, err = minify.Expression([]byte(wrap(runtime.TextES5(features))), o)
	}
	if err != nil {
		return "", "", refused(nil, err)
	}
	text = strings.TrimSpace(string(r.Code))
	if !strings.HasPrefix(text, "(") {
		text = "(" + text + ")"
	}
	return text, string(r.Prelude), nil
}

// function is a function as an expression, for code that the minifier does not see.
// A body in braces is a block, every other one the value. It must not use this.
func (in *Input) function(params, body string) string {
	open, end := in.returning(params)
	if end != "" && strings.HasPrefix(body, "{") {
		return "function (" + params + ") " + body
	}
	return open + body + end
}

// returning is what stands around the value of such a function.
func (in *Input) returning(params string) (open, end string) {
	if !in.ES5 {
		return "(" + params + ") => ", ""
	}
	return "function (" + params + ") { return ", "; }"
}

// lowersRuntime: the target has not all the syntax that the runtime is written
// in, which is ES2020.
func (in *Input) lowersRuntime() bool {
	level, engines := target.Of(in.Config.Target)
	return level < api.ES2020 && level != api.DefaultTarget && level != api.ESNext || len(engines) > 0
}

// legal collects the legal comments of the modules of a chunk.
func (in *Input) legal(fs []*Factory, id chunk.ID) []string {
	if !in.Config.Optimization.Minimize {
		return nil // they stand in the code
	}
	var out []string
	seen := make(map[string]bool)
	for _, root := range in.Chunks.Chunks[id].Modules {
		src, ok := in.Graph.Modules[root].Body.(*graph.Source)
		if !ok {
			continue
		}
		for _, r := range src.Record.Legal {
			text := string(src.Record.Text[r.Start:r.End])
			if !seen[text] {
				seen[text] = true
				out = append(out, text)
			}
		}
	}
	return out
}
