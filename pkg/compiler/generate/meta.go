package generate

import (
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// meta replaces import.meta, which a script has not. What is known while building
// was replaced by the parser already.
func (e *editor) meta(m *graph.Meta) {
	how := ""
	if e.src.How != nil {
		how = e.src.How.Meta
	}
	if e.in.Config.Output.Module || how == "false" {
		return
	}
	if m.Chain < 0 {
		e.replace(m.Start, m.End, e.metaObject())
		return
	}
	c := &e.r.Chains[m.Chain]
	if len(c.Names) == 0 || c.Assigned && len(c.Names) == 1 { // import.meta?.x, import.meta.x = 1
		e.replace(m.Start, m.End, e.metaObject())
		return
	}
	if e.src.How.LeavesMeta(c.Names[0]) {
		return
	}
	text := e.metaMember(c.Names[0])
	if c.Names[0] == "url" && e.isChoiceBase(m.Start) {
		*e.need = e.need.With(runtime.BaseURI)
		text = R + ".b"
	}
	if text == "" && e.metaEscapes() {
		e.replace(m.Start, m.End, e.metaObject())
		return
	}
	if text == "" && how == "preserve-unknown" {
		return
	}
	if text == "" {
		text = "(void 0)"
	}
	e.replace(m.Start, c.Ends[0], text)
}

// metaEscapes: code writes to import.meta or passes it on, so that it may have
// other members when it runs.
func (e *editor) metaEscapes() bool {
	for i := range e.r.Meta {
		if m := &e.r.Meta[i]; m.Chain < 0 || e.r.Chains[m.Chain].Assigned {
			return true
		}
	}
	return false
}

// metaMember is the expression of a member of import.meta; "" for none.
func (e *editor) metaMember(name string) string {
	switch name {
	case "url":
		if e.onNode() {
			if declares(e.r, "require") || declares(e.r, "__filename") {
				*e.fileURL = true // const __filename = fileURLToPath(import.meta.url)
				return fileURL
			}
			return `require("url").pathToFileURL(__filename).href`
		}
		*e.need = e.need.With(runtime.BaseURI)
		return R + ".b"
	case "dirname", "filename":
		name = "__" + name
		if text := e.place(name); text != "" {
			return text
		}
		if e.onNode() {
			return name
		}
	case "main":
		return e.isMain()
	}
	return ""
}

// isMain tells whether the build starts with the module.
func (e *editor) isMain() string {
	for i := range e.in.Graph.Entries {
		if x := &e.in.Graph.Entries[i]; !x.Container && len(x.Run) > 0 && x.Run[len(x.Run)-1] == e.m {
			return "true"
		}
	}
	return "false"
}

// metaObject is the name of the object that import.meta as a whole becomes. It is
// one object for each module, as code may write to it.
func (e *editor) metaObject() string {
	if e.metaName == "" {
		e.metaName = "__webpack_import_meta__"
		if e.g != nil {
			e.metaName = e.g.pick("import_meta")
		}
	}
	return e.metaName
}

// metaHead declares that object; "" when nothing asks for it.
func (e *editor) metaHead() string {
	if e.metaName == "" {
		return ""
	}
	var rows []string
	for _, name := range []string{"url", "dirname", "filename", "main"} {
		if text := e.metaMember(name); text != "" {
			rows = append(rows, name+": "+text)
		}
	}
	rows = append(rows, "webpack: 5", "env: "+e.in.MetaEnv())
	return "var " + e.metaName + " = {" + strings.Join(rows, ", ") + "};\n"
}
