package generate

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// library is what stands before and behind the call of the runtime, so that its
// result gets where output.library says. beside are the files that an ES module
// imports, by chunk.
func (in *Input) library(entry int, async bool, ext []wrapped, beside map[chunk.ID]string) (open, end string) {
	lib := in.libraryOf(entry)
	if lib == nil || lib.Type == "" {
		return "", ";"
	}
	value := ""
	for _, e := range lib.Export {
		value += "[" + graph.Quote(e) + "]"
	}
	container := in.Graph.Entries[entry].Container
	into := func(base string) (string, string) {
		if len(lib.Name) > 0 {
			return assignTo(base, lib.Name), value + ";"
		}
		return copyTo(base), value + ");"
	}
	global := in.Config.Output.GlobalObject
	switch lib.Type {
	case "var":
		if len(lib.Name) == 1 {
			return "var " + lib.Name[0] + " = ", value + ";"
		}
		if len(lib.Name) > 1 {
			return "var " + lib.Name[0] + " = " + lib.Name[0] + " || {};\n" + assignTo(lib.Name[0], lib.Name[1:]), value + ";"
		}
	case "assign":
		if len(lib.Name) > 0 {
			return strings.Join(lib.Name, ".") + " = ", value + ";"
		}
	case "assign-properties":
		name := lib.Name[0]
		if len(lib.Name) == 1 {
			return copyTo(name + " = typeof " + name + " == \"undefined\" ? {} : " + name), value + ");"
		}
		path := name
		for _, n := range lib.Name[1:] {
			path = member(path, n)
		}
		made := strings.TrimSuffix(assignTo(name, lib.Name[1:]), path+" = ")
		return name + " = typeof " + name + " == \"undefined\" ? {} : " + name + ";\n" + made + copyTo(path+" = "+path+" || {}"), value + ");"
	case "window", "self", "this":
		return into(lib.Type)
	case "global":
		return into(global)
	case "jsonp":
		return strings.Join(lib.Name, ".") + "(", value + ");"
	case "commonjs":
		return into("exports")
	case "commonjs-static":
		return in.staticLibrary(entry, value)
	case "commonjs2", "commonjs-module":
		if len(lib.Name) > 0 && !container {
			return assignTo("module.exports", lib.Name), value + ";"
		}
		return "module.exports = ", value + ";"
	case "amd", "amd-require":
		call := "define(" + amdName(lib.Name)
		if lib.Type == "amd-require" {
			call = "require("
		}
		if lib.AMDContainer != "" {
			call = lib.AMDContainer + "." + call
		}
		made, end := in.returning(variables(ext))
		return call + requests(ext, "amd") + ", " + made, value + end + ");"
	case "umd", "umd2":
		made, end := in.returning(variables(ext))
		return umd(lib, global, ext) + made, value + end + ");"
	case "system":
		return system(lib, ext), value + "); } }; });"
	case "module", "modern-module":
		return in.moduleLibrary(entry, async, beside)
	}
	return "", ";"
}

// assignTo is the head of an assignment to a path below base, whose objects are
// made as needed.
func assignTo(base string, names []string) string {
	out, path := "", base
	for i, n := range names {
		path = member(path, n)
		if i < len(names)-1 {
			out += path + " = " + path + " || {};\n"
		}
	}
	return out + path + " = "
}

// copyTo is the head of a call that copies exports into an object.
func copyTo(object string) string {
	return "(function (to, from) {\n\tfor (var key in from) to[key] = from[key];\n" +
		"\tif (from.__esModule) Object.defineProperty(to, \"__esModule\", { value: true });\n})(" + object + ", "
}

// staticLibrary exports by assignments that tools can read without running them.
func (in *Input) staticLibrary(entry int, value string) (open, end string) {
	var b strings.Builder
	b.WriteString(value + ";\n")
	names, namespace := in.exportNames(entry)
	for _, n := range names {
		b.WriteString(member("exports", n) + " = " + member("__entry__", n) + ";\n")
	}
	if namespace {
		b.WriteString("Object.defineProperty(exports, \"__esModule\", { value: true });\n")
	}
	return "var __entry__ = ", b.String()
}

// exportNames are the names that an entry exports, as far as the build knows.
// namespace: they are those of an ES module.
func (in *Input) exportNames(entry int) (names []string, namespace bool) {
	run := in.Graph.Entries[entry].Run
	if len(run) == 0 {
		return nil, false
	}
	last := run[len(run)-1]
	for _, x := range in.Link.Exports[last] {
		names = append(names, x.Name)
	}
	if len(names) == 0 {
		names = append(names, in.Graph.Modules[last].Body.Exports().Names...)
	}
	return names, in.typeOf(last, true) == graph.TypeNamespace
}

// moduleLibrary exports the result of the runtime from an ES module.
func (in *Input) moduleLibrary(entry int, async bool, beside map[chunk.ID]string) (open, end string) {
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
	live := in.liveExports(entry, last, beside)
	names, namespace := in.exportNames(entry)
	if only := in.libraryOf(entry).Export; len(only) > 0 {
		// As webpack has it: the library has this one export, whatever is below it.
		if i := slices.Index(names, only[0]); i >= 0 {
			names = names[i : i+1]
		} else if namespace || only[0] != "default" {
			names, namespace = nil, true
		} else {
			names = nil
		}
		namespace = namespace || only[0] != "default"
	}
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
		x := live[n]
		local := x.name
		if local == "" {
			local = "__exported_" + strconv.Itoa(len(list)) + "__"
			b.WriteString("const " + local + " = " + member("__entry__", n) + ";\n")
		}
		if !isIdentifier(n) {
			n = graph.Quote(n)
		}
		if x.file != "" {
			b.WriteString("export { " + local + " as " + n + " } from " + graph.Quote(x.file) + ";\n")
			continue
		}
		list = append(list, local+" as "+n)
	}
	if len(list) > 0 {
		b.WriteString("export { " + strings.Join(list, ", ") + " };\n")
	}
	if len(in.libraryOf(entry).Export) > 0 {
		return open, b.String()
	}
	for _, from := range in.externalStars(last, make(map[graph.ModuleID]bool)) {
		b.WriteString("export * from " + graph.Quote(from) + ";\n")
	}
	return open, b.String()
}

// liveExport is a variable of the file of an entry, or of another file that it
// imports.
type liveExport struct{ name, file string }

// liveExports are those of them that are exports of m, by name.
func (in *Input) liveExports(entry int, m graph.ModuleID, beside map[chunk.ID]string) map[string]liveExport {
	var out map[string]liveExport
	for _, x := range in.Link.Exports[m] {
		b := x.Binding
		if b == nil || b.Kind != link.BindSymbol {
			continue
		}
		name := in.liveName(b.Module, b.Sym)
		if name == "" {
			continue
		}
		chunks := slices.Clone(in.Chunks.Roots[entry].Chunks)
		for _, d := range in.dependedOn(entry) {
			chunks = append(chunks, in.Chunks.Roots[d].Chunks...)
		}
		for _, c := range chunks {
			if file := beside[c]; (file != "" || c == in.entryChunk(entry)) && slices.Contains(in.Chunks.Chunks[c].Modules, b.Module) {
				if out == nil {
					out = make(map[string]liveExport)
				}
				out[x.Name] = liveExport{name, file}
				break
			}
		}
	}
	return out
}

// besideFiles are the files with the other chunks of an entry, and of the entries that
// it depends on, as it imports them; nil where it does not.
func (in *Input) besideFiles(entry int, files Files) map[chunk.ID]string {
	if in.Config.Output.ChunkFormat != "module" {
		return nil
	}
	out := make(map[chunk.ID]string)
	add := func(c chunk.ID) {
		if files.HasJS(c) {
			out[c] = "./" + strings.Repeat("../", in.depth(entry)) + files.Script(c)
		}
	}
	for _, c := range in.besides(entry) {
		add(c)
	}
	for _, d := range in.dependedOn(entry) {
		for _, c := range in.besides(d) {
			add(c)
		}
		if in.runtimeOf(d).Host != d {
			add(in.entryChunk(d)) // see lent
		}
	}
	return out
}

// dependedOn are the entries that an entry depends on, and those that they do.
func (in *Input) dependedOn(entry int) (out []int) {
	for _, d := range in.Graph.Entries[entry].DependOn {
		for _, e := range append([]int{d}, in.dependedOn(d)...) {
			if !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
	}
	return out
}

// lent are the variables of the file of an entry that libraries which depend on it
// export, sorted.
func (in *Input) lent(entry int) (names []string) {
	own := in.Chunks.Chunks[in.entryChunk(entry)].Modules
	for e := range in.Graph.Entries {
		run := in.Graph.Entries[e].Run
		if len(run) == 0 || !slices.Contains(in.dependedOn(e), entry) {
			continue
		}
		for _, x := range in.Link.Exports[run[len(run)-1]] {
			if b := x.Binding; b != nil && b.Kind == link.BindSymbol && slices.Contains(own, b.Module) {
				if name := in.liveName(b.Module, b.Sym); name != "" && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	slices.Sort(names)
	return names
}

// externalStars are the modules from outside whose exports m passes on with
// export *, as specifiers: only the engine can tell their names.
func (in *Input) externalStars(m graph.ModuleID, seen map[graph.ModuleID]bool) (out []string) {
	if seen[m] {
		return nil
	}
	seen[m] = true
	for _, i := range in.Link.Stars[m] {
		t := in.Graph.Modules[m].Deps[i].Target
		if e, ok := in.Graph.Modules[t].Body.(*graph.External); ok && e.Type == "module" && len(e.Request) == 1 {
			out = append(out, e.Request[0])
			continue
		}
		out = append(out, in.externalStars(t, seen)...)
	}
	return out
}

// libraryOf is the library that an entry is, nil for none, with the name of the
// entry where its names have a placeholder for it.
func (in *Input) libraryOf(entry int) *config.Library {
	lib := in.libraryTemplate(entry)
	if lib == nil || !strings.Contains(strings.Join(lib.Name, "")+lib.AMDName+lib.CommonJSName, "[name]") {
		return lib
	}
	filled := *lib
	fill := func(s string) string { return strings.ReplaceAll(s, "[name]", in.Graph.Entries[entry].Name) }
	filled.AMDName, filled.CommonJSName, filled.Name = fill(lib.AMDName), fill(lib.CommonJSName), nil
	for _, n := range lib.Name {
		filled.Name = append(filled.Name, fill(n))
	}
	if lib.Type == "var" {
		filled.Name[0] = strings.Map(func(r rune) rune { // what the name of an entry may hold and a variable may not
			if r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return '_'
		}, filled.Name[0])
	}
	return &filled
}

func (in *Input) libraryTemplate(entry int) *config.Library {
	e := &in.Graph.Entries[entry]
	if e.Added != nil {
		return (*config.Library)(e.Added.Library)
	}
	if e.Options >= 0 {
		if lib := in.Config.Entries[e.Options].Library; lib != nil {
			return lib
		}
	}
	return in.Config.Output.Library
}
