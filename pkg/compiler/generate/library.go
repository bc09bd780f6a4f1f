package generate

import (
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

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
			return strings.Join(lib.Name, ".") + " = ", value + ";"
		}
	case "window", "self", "this":
		return into(lib.Type)
	case "global", "jsonp":
		return into(global)
	case "commonjs", "commonjs-static":
		return into("exports")
	case "commonjs2", "commonjs-module":
		return "module.exports = ", value + ";"
	case "amd":
		return "define(" + amdName(lib.Name) + "[], () => ", value + ");"
	case "umd", "umd2":
		return umd(lib, global), value + ");"
	case "system":
		return "System.register(" + amdName(lib.Name) + "[], (share) => ({ setters: [], execute() { share(", value + "); } }));"
	case "module", "modern-module":
		return in.moduleLibrary(entry, async)
	}
	return "", ";"
}

// amdName is the first argument of define and System.register: the name of the
// module, when it has one.
func amdName(name []string) string {
	if len(name) == 0 {
		return ""
	}
	return graph.Quote(strings.Join(name, ".")) + ", "
}

// umd is the head of a universal module: its factory goes where the platform
// that runs it wants a module to be.
func umd(lib *config.Library, global string) string {
	name, id := lib.Name, ""
	if lib.UMDNamedDefine {
		id = amdName(name)
	}
	if global == "self" { // which Node has not, where the same file is to run
		global = "typeof self == \"object\" ? self : this"
	}
	place := func(base string) string {
		if len(name) == 0 {
			return "Object.assign(" + base + ", make())"
		}
		// Objects on the way are made as needed.
		object, set := base, ""
		for _, n := range name[:len(name)-1] {
			object = member(object, n)
			set += object + " = " + object + " || {}, "
		}
		return set + member(object, name[len(name)-1]) + " = make()"
	}
	return "((root, make) => {\n" +
		"\tif (typeof exports == \"object\" && typeof module == \"object\") module.exports = make();\n" +
		"\telse if (typeof define == \"function\" && define.amd) define(" + id + "[], make);\n" +
		"\telse if (typeof exports == \"object\") " + place("exports") + ";\n" +
		"\telse " + place("root") + ";\n" +
		"})(" + global + ", () => "
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
