package generate

import (
	"context"
	"sort"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/minify"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/compiler/target"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// Chunk is the JavaScript of one chunk.
type Chunk struct {
	JS    []byte
	Map   *source.Joined // nil without source maps
	Legal []string       // legal comments of its modules, in order, no two equal
	// Empty: the chunk has no code; it is a style sheet or nothing at all.
	Empty bool
	// Features of the runtime that it boots; zero for chunks that do not boot.
	Features runtime.Set
}

// Factories writes the code of every group, in parallel.
func Factories(ctx context.Context, in *Input) ([]Factory, error) {
	out := make([]Factory, len(in.Chunks.Groups))
	errs := make([]error, len(out))
	par.For(len(out), in.Workers, func(i int) {
		if ctx.Err() != nil {
			return
		}
		if row, ok := in.Graph.Modules[in.Chunks.Groups[i].Root].Body.(graph.RuntimeRow); ok {
			out[i] = Factory{Need: row.Needs()}
			return
		}
		if !in.hasCode(in.Chunks.Groups[i].Root) {
			return
		}
		out[i], errs[i] = generate(in, int32(i))
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
		out[c] = in.Chunks.Chunks[c].Entry >= 0 || len(in.members(chunk.ID(c), factories)) > 0
	}
	return out
}

// members are the factories of a chunk, in module order.
func (in *Input) members(c chunk.ID, factories []Factory) []*Factory {
	var list []*Factory
	for _, m := range in.Chunks.Chunks[c].Modules {
		g := in.group(m)
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
		out[i].Empty = len(fs) == 0 && c.Entry < 0
		out[i].Legal = in.legal(fs, id)
		var externals []string
		seen := make(map[string]bool)
		for _, f := range fs {
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
		if rt := in.runtimeOf(c.Entry); rt != nil && rt.Host == c.Entry {
			boot, err := in.boot(rt, factories, files)
			if err != nil {
				return nil, err
			}
			out[i].Features = boot.Features
			if err := in.entry(&layouts[i], c.Entry, boot, fs); err != nil {
				return nil, err
			}
			continue
		}
		in.chunk(&layouts[i], id, fs)
	}
	var batches []*batch
	for i := range layouts {
		batches = append(batches, layouts[i].batches...)
	}
	if err := in.make(batches); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	par.For(len(ids), in.Workers, func(i int) {
		out[i].JS, out[i].Map = join(heads[i], layouts[i].blocks, in.SourceMap)
	})
	return out, nil
}

// chunk lays out a chunk that registers modules with a runtime of another file.
func (in *Input) chunk(l *layout, id chunk.ID, fs []*Factory) {
	tail := ""
	min := in.Config.Optimization.Minimize
	nl := "\n"
	if min {
		nl = ""
	}
	if e := in.Chunks.Chunks[id].Entry; e >= 0 {
		l.glue(in.attached(e, &tail))
	}
	open, end := "", ""
	cid := in.ChunkIDs[id]
	switch in.Config.Output.ChunkFormat {
	case "module":
		open, end = "export const ids = ["+cid+"], modules = {", "};\n"
	case "commonjs":
		open, end = "exports.ids = ["+cid+"];"+nl+"exports.modules = {", "};\n"
	default:
		g := in.Config.Output.GlobalObject + "[" + graph.Quote(in.Config.Output.ChunkLoadingGlobal) + "]"
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

// attached makes the third element of a chunk whose entry runs in the runtime of
// another file: a function that runs the entry. What has to stand in front of
// the chunk is returned.
func (in *Input) attached(entry int, tail *string) (head string) {
	run := in.run(entry)
	var b strings.Builder
	for i, id := range run {
		call := "R(" + id + ")"
		if i == len(run)-1 {
			open, end := in.library(entry, false)
			if rest, ok := strings.CutPrefix(open, "var "); ok {
				// The variable is the script's, not the function's.
				name, _, _ := strings.Cut(rest, " ")
				head, open = "var "+name+";\n", strings.TrimPrefix(rest, name+" = "+name+" || {};\n")
			}
			call = open + call + end
		} else {
			call += ";"
		}
		b.WriteString(call)
	}
	if in.waits(entry) {
		// The chunk counts as loaded once the push that brought it has ended.
		*tail = ", R => { Promise.resolve().then(() => R.e(" + in.ChunkIDs[in.entryChunk(entry)] + ")).then(() => { " + b.String() + " }) }"
		return head
	}
	*tail = ", R => { " + b.String() + " }"
	return head
}

// RuntimeFile writes the script of a runtime that has a file of its own.
func RuntimeFile(in *Input, rt *Runtime, factories []Factory, files Files) ([]byte, error) {
	boot, err := in.boot(rt, factories, files)
	if err != nil {
		return nil, err
	}
	var l layout
	if err := in.entry(&l, -1, boot, nil); err != nil {
		return nil, err
	}
	text, _ := join("", l.blocks, false)
	return text, nil
}

// entry lays out a chunk that boots: the runtime called with the modules and
// data, and what becomes of what it returns.
func (in *Input) entry(l *layout, entry int, boot Boot, fs []*Factory) error {
	min := in.Config.Optimization.Minimize
	nl := "\n"
	if min {
		nl = ""
	}
	text := "(function (modules, data) {\n" + runtime.Text(boot.Features.Closure()) + "\n})"
	prelude := ""
	if min || in.lowersRuntime() {
		o := in.minifyOptions()
		o.Whitespace, o.Syntax, o.Identifiers = min, min, min
		o.SourceMap, o.DropConsole, o.KeepNames = false, false, false
		r, err := minify.Expression([]byte(text), o)
		if err != nil {
			return err
		}
		prelude = string(r.Prelude)
		text = strings.TrimSpace(string(r.Code))
		if !strings.HasPrefix(text, "(") {
			text = "(" + text + ")"
		}
	}
	open, end := "", ";"
	if entry >= 0 {
		open, end = in.library(entry, boot.Features.Has(runtime.StartAsync))
	}
	l.glue(prelude + open + text + "({" + nl)
	l.members(fs, min)
	l.glue(nl + "}," + boot.Data + ")" + end + "\n")
	return nil
}

// lowersRuntime: the target has not all the syntax that the runtime is written
// in, which is ES2020.
func (in *Input) lowersRuntime() bool {
	level, engines := target.Of(in.Config.Target)
	return level < api.ES2020 && level != api.DefaultTarget && level != api.ESNext || len(engines) > 0
}

// library is what stands before and behind the call of the runtime, so that its
// result gets where output.library says.
func (in *Input) library(entry int, async bool) (open, end string) {
	lib := in.libraryOf(entry)
	if lib == nil || lib.Type == "" {
		return "", ";"
	}
	value := ""
	for _, e := range lib.Export {
		value += "[" + graph.Quote(e) + "]"
	}
	assign := func(base string, names []string) string {
		// Intermediate objects are made as needed.
		out := ""
		path := base
		for i, n := range names {
			path = member(path, n)
			if i < len(names)-1 {
				out += path + " = " + path + " || {};\n"
			}
		}
		return out + path + " = "
	}
	into := func(base string) (string, string) {
		if len(lib.Name) > 0 {
			return assign(base, lib.Name), value + ";"
		}
		return "(function (to, from) {\n\tfor (var key in from) to[key] = from[key];\n" +
			"\tif (from.__esModule) Object.defineProperty(to, \"__esModule\", { value: true });\n})(" + base + ", ", value + ");"
	}
	global := in.Config.Output.GlobalObject
	switch lib.Type {
	case "var":
		if len(lib.Name) == 1 {
			return "var " + lib.Name[0] + " = ", value + ";"
		}
		if len(lib.Name) > 1 {
			return "var " + lib.Name[0] + " = " + lib.Name[0] + " || {};\n" + assign(lib.Name[0], lib.Name[1:]), value + ";"
		}
	case "assign":
		if len(lib.Name) > 0 {
			return assign(lib.Name[0], lib.Name[1:])[:0] + strings.Join(lib.Name, ".") + " = ", value + ";"
		}
	case "window", "self", "this":
		return into(lib.Type)
	case "global", "jsonp":
		return into(global)
	case "commonjs", "commonjs-static":
		return into("exports")
	case "commonjs2", "commonjs-module":
		return "module.exports = ", value + ";"
	case "module", "modern-module":
		return in.moduleLibrary(entry, async)
	}
	return "", ";"
}

// moduleLibrary exports the result of the runtime from an ES module.
func (in *Input) moduleLibrary(entry int, async bool) (open, end string) {
	e := &in.Graph.Entries[entry]
	open = "const __entry__ = "
	if async || len(e.Run) > 0 && in.Link.Async[e.Run[len(e.Run)-1]] {
		open += "await "
	}
	if e.Container {
		return open, ";\nexport const get = __entry__.get, init = __entry__.init;"
	}
	var b strings.Builder
	b.WriteString(";\n")
	if len(e.Run) == 0 {
		return open, b.String()
	}
	last := e.Run[len(e.Run)-1]
	names := make([]string, 0, 8)
	for _, x := range in.Link.Exports[last] {
		names = append(names, x.Name)
	}
	if len(names) == 0 {
		names = append(names, in.Graph.Modules[last].Body.Exports().Names...)
	}
	namespace := in.typeOf(last, true) == graph.TypeNamespace
	if !namespace {
		b.WriteString("export default __entry__;\n")
	}
	// Under names of their own: an export called Promise must not become what the
	// runtime, in the same scope, takes for the global one.
	var list []string
	for _, n := range names {
		if n == "default" && !namespace {
			continue
		}
		local := "__exported_" + strconv.Itoa(len(list)) + "__"
		b.WriteString("const " + local + " = " + member("__entry__", n) + ";\n")
		if !isIdentifier(n) {
			n = graph.Quote(n)
		}
		list = append(list, local+" as "+n)
	}
	if len(list) > 0 {
		b.WriteString("export { " + strings.Join(list, ", ") + " };\n")
	}
	return open, b.String()
}

func (in *Input) libraryOf(entry int) *config.Library {
	e := &in.Graph.Entries[entry]
	if e.Added != nil {
		if e.Added.LibraryType == "" {
			return nil
		}
		return &config.Library{Type: e.Added.LibraryType, Name: e.Added.LibraryName}
	}
	if e.Options >= 0 {
		if lib := in.Config.Entries[e.Options].Library; lib != nil {
			return lib
		}
	}
	return in.Config.Output.Library
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
