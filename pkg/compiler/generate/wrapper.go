package generate

import (
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// wrapped is an external whose value the wrapper of a library hands in.
type wrapped struct {
	variable string
	body     *graph.External
	optional bool // it may not be there
}

// asked says how imports ask for a module, one bit for each way.
type asked uint8

const (
	askedInTry asked = 1 << iota
	askedFirmly
)

// optional reports whether all that import m do so in a try block, as packages
// ask for what need not be installed.
func (in *Input) optional(m graph.ModuleID) bool {
	in = in.whole()
	in.optionals.Do(func() {
		in.asked = make([]asked, len(in.Graph.Modules))
		for i := range in.Graph.Modules {
			src, ok := in.Graph.Modules[i].Body.(*graph.Source)
			for k := range in.Graph.Modules[i].Deps {
				t := in.Graph.Modules[i].Deps[k].Target
				if t == graph.NoModule {
					continue
				}
				if ok && k < len(src.Record.Imports) && src.Record.Imports[k].InTry {
					in.asked[t] |= askedInTry
				} else {
					in.asked[t] |= askedFirmly
				}
			}
		}
	})
	return in.asked[m] == askedInTry
}

// wrappedExternals lists the externals of the chunks that a wrapper has to hand
// in, each request once, and the rows of data that lead from modules to values.
func (in *Input) wrappedExternals(all []chunk.ID) (list []wrapped, rows map[string]string) {
	byName := make(map[string]string)
	for _, c := range all {
		for _, m := range in.Chunks.Chunks[c].Modules {
			e, ok := in.Graph.Modules[m].Body.(*graph.External)
			if !ok || !e.Wrapped() {
				continue
			}
			name := in.Graph.Modules[m].Name
			v := byName[name]
			if v == "" {
				v = "__external_" + strconv.Itoa(len(list)) + "__"
				byName[name] = v
				list = append(list, wrapped{v, e, in.optional(m)})
			}
			if rows == nil {
				rows = make(map[string]string)
			}
			rows[in.ModuleIDs[m]] = v
		}
	}
	return list, rows
}

// attachedExternals are the externals that the wrapper of an entry hands to the
// runtime of another file, and the expression that does so, with the name of the
// require function; "" for none.
func (in *Input) attachedExternals(entry int, require string) (list []wrapped, hand string) {
	if lib := in.libraryOf(entry); lib == nil || !config.HandsIn(lib.Type) {
		return nil, ""
	}
	list, rows := in.wrappedExternals(in.reach(&Runtime{Host: entry, Entries: []int{entry}}).all)
	if len(list) == 0 {
		return nil, ""
	}
	return list, "Object.assign(" + require + ".xv, " + objectLiteral(rows) + ")"
}

// variables are the parameters of a wrapper's function.
func variables(ext []wrapped) string {
	names := make([]string, len(ext))
	for i := range ext {
		names[i] = ext[i].variable
	}
	return strings.Join(names, ", ")
}

// requests is the list of what a wrapper asks its system for.
func requests(ext []wrapped, kind string) string {
	list := make([]string, len(ext))
	for i := range ext {
		list[i] = graph.Quote(ext[i].body.Target(kind)[0])
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// values are the arguments of make, for CommonJS or global variables of root.
func values(ext []wrapped, kind string) string {
	list := make([]string, len(ext))
	for i := range ext {
		t := ext[i].body.Target(kind)
		base := "require(" + graph.Quote(t[0]) + ")"
		if kind == "root" {
			base = "root[" + graph.Quote(t[0]) + "]"
		}
		for _, n := range t[1:] {
			base += "[" + graph.Quote(n) + "]"
		}
		if ext[i].optional && kind != "root" {
			base = "(function () { try { return " + base + "; } catch (e) {} })()"
		}
		list[i] = base
	}
	return strings.Join(list, ", ")
}

// amdName is the first argument of define and System.register: the name of the
// module, when it has one.
func amdName(name []string) string {
	if len(name) == 0 {
		return ""
	}
	return graph.Quote(strings.Join(name, ".")) + ", "
}

// umd is the head of a universal module: its factory, which comes behind it, goes
// where the platform that runs it wants a module to be.
func umd(lib *config.Library, global string, ext []wrapped) string {
	id := ""
	if lib.UMDNamedDefine {
		id = amdName(lib.Name)
		if lib.AMDName != "" {
			id = amdName([]string{lib.AMDName})
		}
	}
	if global == "self" { // which Node has not, where the same file is to run
		global = "typeof self == \"object\" ? self : this"
	}
	place := func(base, kind string, name []string) string {
		made := "make(" + values(ext, kind) + ")"
		if len(name) == 0 {
			return "Object.assign(" + base + ", " + made + ")"
		}
		// Objects on the way are made as needed.
		object, set := base, ""
		for _, n := range name[:len(name)-1] {
			object = member(object, n)
			set += object + " = " + object + " || {}, "
		}
		return set + member(object, name[len(name)-1]) + " = " + made
	}
	common := lib.Name
	if lib.CommonJSName != "" {
		common = []string{lib.CommonJSName}
	}
	comment := func(kind string) string {
		if text := lib.Comments[kind]; text != "" {
			return "\t//" + text + "\n"
		}
		return ""
	}
	other := ""
	if path := lib.UMDAMDContainer; path != "" {
		names := strings.Split(path, ".")
		there := "typeof " + names[0] + " != \"undefined\""
		for n := 2; n <= len(names); n++ {
			there += " && " + strings.Join(names[:n], ".")
		}
		other = "\telse if (" + there + " && typeof " + path + ".define == \"function\") " + path + ".define(" + id + requests(ext, "amd") + ", make);\n"
	}
	return "(function (root, make) {\n" +
		comment("commonjs2") +
		"\tif (typeof exports == \"object\" && typeof module == \"object\") module.exports = make(" + values(ext, "commonjs2") + ");\n" +
		comment("amd") +
		"\telse if (typeof define == \"function\" && define.amd) define(" + id + requests(ext, "amd") + ", make);\n" +
		other +
		comment("commonjs") +
		"\telse if (typeof exports == \"object\") " + place("exports", "commonjs", common) + ";\n" +
		comment("root") +
		"\telse " + place("root", "root", lib.Name) + ";\n" +
		"})(" + global + ", "
}

// systemContext is what a System module calls its context.
const systemContext = "__system_context__"

// system is the head of a SystemJS module.
func system(lib *config.Library, ext []wrapped) string {
	setters := make([]string, len(ext))
	for i := range ext {
		setters[i] = "function (m) { " + ext[i].variable + " = m; }"
	}
	declare := ""
	if len(ext) > 0 {
		declare = "var " + variables(ext) + "; "
	}
	return "System.register(" + amdName(lib.Name) + requests(ext, "amd") + ", function (share) { " + declare +
		"return { setters: [" + strings.Join(setters, ", ") + "], execute: function () { share("
}
