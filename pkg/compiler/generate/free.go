package generate

import (
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// freeNames are names that code may use without declaring them because a
// bundler gives them a meaning.
var freeNames = map[string]struct {
	text    string
	feature runtime.Feature
}{
	"__webpack_public_path__":         {R + ".p", runtime.Core},
	"__webpack_modules__":             {R + ".m", runtime.Core},
	"__webpack_chunk_load__":          {R + ".e", runtime.Ensure},
	"__webpack_share_scopes__":        {R + ".S", runtime.ShareScope},
	"__webpack_init_sharing__":        {R + ".I", runtime.ShareScope},
	"__webpack_nonce__":               {R + ".nc", runtime.Core},
	"__webpack_base_uri__":            {R + ".b", runtime.BaseURI},
	"__webpack_runtime_id__":          {R + ".j", runtime.RuntimeID},
	"__webpack_get_script_filename__": {R + ".u", runtime.ChunkFile},
	"__webpack_chunkname__":           {R + ".cn", runtime.ChunkName},
	"__webpack_global__":              {R, runtime.Core},
	"__system_context__":              {R + ".y", runtime.SystemContext},
	"__webpack_wasm__":                {R + ".wa", runtime.Wasm}, // of the modules that scan writes for WebAssembly
	"__webpack_wasm_source__":         {R + ".ws", runtime.WasmSource},
	"__webpack_layer__":               {"null", runtime.Core},
}

// free replaces a name that nothing in the file declares.
func (e *editor) free(f *graph.FreeRef) {
	x := expression{}
	switch f.Name {
	case "global":
		if !e.nodeNames().Global || e.onNode() {
			return
		}
		*e.need = e.need.With(runtime.Global)
		x = expression{text: R + ".g", member: true}
	case "__filename", "__dirname":
		if e.src.Strict {
			return // as in Node, an ES module has neither
		}
		if x.text = e.place(f.Name); x.text == "" {
			return
		}
	case R:
		if !e.hidden() {
			return
		}
		x.text = R // to be renamed with all others
	case "define":
		if e.g != nil || e.r.Flags&graph.UsesAMD == 0 {
			return
		}
		x = expression{text: e.amd(), call: true}
	case "__webpack_amd_options__":
		x = expression{text: e.amdOptions(), member: true}
	case "__webpack_hash__":
		*e.need = e.need.With(runtime.FullHash)
		x = expression{text: R + ".h()", call: true}
	case "__webpack_module__":
		x.text = "module"
		if e.g != nil {
			x.text = e.g.moduleName
		} else if e.r.Flags&graph.NoCommonJS != 0 {
			x.text = "__webpack_module__"
		}
	case "__resourceQuery", "__resourceFragment":
		query, fragment := e.src.Query, ""
		if i := strings.IndexByte(query, '#'); i >= 0 {
			query, fragment = query[:i], query[i:]
		}
		if x.text = graph.Quote(query); f.Name == "__resourceFragment" {
			x.text = graph.Quote(fragment)
		}
	case "__webpack_is_included__":
		if e.isImport(f.Start) {
			return
		}
		x.text = "(() => false)"
	case "__webpack_exports_info__":
		e.exportsInfo(f)
		return
	case "__non_webpack_require__":
		x.text = e.in.nodeRequire()
		if declares(e.r, x.text) {
			x.text = nodeRequire
		}
		*e.nodeRequire = *e.nodeRequire || x.text == nodeRequire
	case "require":
		if e.isImport(f.Start) {
			return // replaced with the whole call
		}
		if e.r.Flags&graph.NoCommonJS != 0 {
			return
		}
		if f.Renamed || f.Flags&(graph.RefCallee|graph.RefNewCallee) != 0 && f.Chain < 0 && e.choosing(f.Start) {
			if x.text = R; f.Flags&graph.RefNewCallee != 0 {
				x.text = "(function (id) { return " + R + "(id); })" // R is no constructor
			}
			break
		}
		if e.amdLocal(f) {
			x = expression{text: "(" + e.amd() + ".get)"}
			break
		}
		if f.Chain >= 0 && !e.r.Chains[f.Chain].Assigned {
			c := &e.r.Chains[f.Chain]
			text := ""
			switch c.Names[0] {
			case "cache":
				text = R + ".c"
			case "main":
				text = e.mainModule()
			case "amd":
				text = e.amdOptions()
			case "resolve", "resolveWeak", "ensure", "include":
				if !c.Called {
					text = R // a function, for code that asks whether there is one
				} else if e.choosing(f.Start) {
					if text = "(id => id)"; f.Flags&graph.RefStmtStart != 0 {
						text = ";" + text
					}
				}
			}
			if text != "" {
				e.replace(f.Start, c.Ends[0], text)
				return
			}
		}
		if f.Flags&graph.RefTypeof != 0 {
			x.text = R // a function, which is what UMD wrappers want to hear
			break
		}
		// require in a form that cannot be followed: it fails when it is called, as
		// Node's would for a module that is not there.
		*e.need = e.need.With(runtime.Missing)
		x.text = "(" + R + ".mnf)"
	default:
		n, ok := freeNames[f.Name]
		if !ok {
			return
		}
		*e.need = e.need.With(n.feature)
		x = expression{text: n.text, member: true}
		if layer := e.in.Graph.Modules[e.m].Layer; layer != "" && f.Name == "__webpack_layer__" {
			x.text = graph.Quote(layer)
		}
	}
	called := f.Flags&graph.RefCallee != 0 && f.Chain < 0
	e.put(f.Start, f.End, f.Flags, x, called && f.Name != "global", f.Name)
}

// hidden reports whether some scope of the file declares the name of the
// require function, so that it needs another one.
func (e *editor) hidden() bool {
	if e.g != nil {
		return e.g.hidden
	}
	for i := range e.r.Symbols {
		if e.r.Symbols[i].Name == R {
			return true
		}
	}
	i := sort.SearchStrings(e.r.Nested, R)
	return i < len(e.r.Nested) && e.r.Nested[i] == R
}

// mainModule is the module that the build starts with, as require.main; with
// several entries, the one of the entry that ran last in the same runtime.
func (e *editor) mainModule() string {
	var main []graph.ModuleID
	for i := range e.in.Graph.Entries {
		if x := &e.in.Graph.Entries[i]; !x.Container && !x.Worker && len(x.Run) > 0 {
			main = append(main, x.Run[len(x.Run)-1])
		}
	}
	switch len(main) {
	case 0:
		return ""
	case 1:
		return R + ".c[" + e.in.ModuleIDs[main[0]] + "]"
	}
	*e.need = e.need.With(runtime.MainModule)
	return R + ".c[" + R + ".s]"
}

// asksForMain reports whether some module wants to know which one the program
// started with.
func (in *Input) asksForMain() bool {
	in = in.whole()
	in.mainOnce.Do(func() {
		for i := range in.Graph.Modules {
			src, ok := in.Graph.Modules[i].Body.(*graph.Source)
			if !ok || !in.Link.Live[i] {
				continue
			}
			for _, f := range src.Record.Free {
				if f.Name == "require" && f.Chain >= 0 && src.Record.Chains[f.Chain].Names[0] == "main" {
					in.main = true
					return
				}
			}
		}
	})
	return in.main
}

// nodeNames are what becomes of Node's names in the module.
func (e *editor) nodeNames() config.NodeOptions {
	if e.src.How != nil && e.src.How.Node != nil {
		n := e.src.How.Node
		return config.NodeOptions{Global: n.Global, Warn: n.Warn, Filename: n.Filename, Dirname: n.Dirname}
	}
	return e.in.Config.Node
}

// place is what __filename or __dirname becomes; "" when it stays.
func (e *editor) place(name string) string {
	mode, value := e.nodeNames().Filename, "/index.js"
	file := e.in.Graph.Modules[e.m].File()
	if name == "__dirname" {
		mode, value = e.nodeNames().Dirname, "/"
		if i := strings.LastIndexByte(file, '/'); i >= 0 {
			file = file[:i]
		} else {
			file = ""
		}
	}
	switch mode {
	case "mock", "warn-mock":
		return graph.Quote(value)
	case "true": // relative to the context, so that it is the same on every machine
		return graph.Quote(file)
	case "eval-only", "node-module":
		if e.in.nodeRequire() == nodeRequire { // an ES module has neither name
			*e.nodeRequire = true
			path := nodeRequire + `("url").fileURLToPath(import.meta.url)`
			if name == "__dirname" {
				path = nodeRequire + `("path").dirname(` + path + ")"
			}
			return path
		}
	}
	return "" // those of the output file, where the platform has them
}
