package generate

import (
	"fmt"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// generateBody writes the factory of a module that is not source.
func generateBody(in *Input, m graph.ModuleID) (Factory, error) {
	f := Factory{ID: in.ModuleIDs[m]}
	b := in.bodyInput(m, &f)
	text, err := in.Graph.Modules[m].Body.Generate(nil, b)
	if err != nil {
		return f, fmt.Errorf("generate %s: %w", in.Graph.Modules[m].Name, err)
	}
	s := string(text)
	for marker, feature := range textNeeds {
		if strings.Contains(s, R+marker) {
			if feature == runtime.ScriptExternal && in.onNode() {
				feature = runtime.ScriptNode
			}
			f.Need = f.Need.With(feature)
		}
	}
	f.NodeRequire = strings.Contains(s, nodeRequire)
	if x, ok := in.Graph.Modules[m].Body.(graph.FeatureBody); ok {
		f.Need = f.Need.Union(x.Features(b))
	}
	f.Head = "(module, exports, " + R + ") => {\n"
	f.Tail = "}"
	f.Size = len(text)
	f.Pieces = []source.Piece{{Prefix: s}}
	return f, nil
}

// textNeeds tells which feature a member of the require function belongs to,
// for the code that bodies write.
var textNeeds = map[string]runtime.Feature{
	".ext(": runtime.ScriptExternal, ".e(": runtime.Ensure, ".d(": runtime.Define, ".r(": runtime.Marker, ".n(": runtime.Compat,
	".t(": runtime.Namespace, ".g": runtime.Global, ".mnf(": runtime.Missing, ".b": runtime.BaseURI,
}

func (in *Input) bodyInput(m graph.ModuleID, f *Factory) *graph.GenerateInput {
	deps := in.Graph.Modules[m].Deps
	keys := in.Link.Keys[m]
	if in.Link.All[m] {
		keys = nil
	}
	_, external := in.Graph.Modules[m].Body.(*graph.External)
	return &graph.GenerateInput{
		Self: m, Keys: keys, Optional: external && in.optional(m),
		ID: func(t graph.ModuleID) string { return in.ModuleIDs[t] },
		Chunks: func(dep int) string {
			if t := deps[dep].Target; t != graph.NoModule {
				return in.ChunkArray(t)
			}
			return ""
		},
		ChunkList: func(dep int) []string {
			if t := deps[dep].Target; t != graph.NoModule {
				return in.chunksOf(t)
			}
			return nil
		},
		TargetID: func(dep int) string {
			if t := deps[dep].Target; t != graph.NoModule {
				return in.ModuleIDs[t]
			}
			return "undefined"
		},
		Require: func(dep int) string {
			t := deps[dep].Target
			if t == graph.NoModule {
				if f != nil {
					f.Need = f.Need.With(runtime.Missing)
				}
				return R + ".mnf(" + graph.Quote(deps[dep].Specifier) + ")"
			}
			return R + "(" + in.ModuleIDs[t] + ")"
		},
		Target:  func(dep int) graph.ModuleID { return deps[dep].Target },
		HasCode: in.hasCode,
		TypeOf: func(dep int, strict bool) graph.ExportsType {
			return in.typeOf(deps[dep].Target, strict)
		},
		PublicPath: R + ".p",
		SheetText:  in.sheetText,
		AssetName:  in.AssetName, AssetAddress: in.AssetAddress,
		Global:      in.global(),
		NodeRequire: in.nodeRequire(),
		Import: func(specifier string) string {
			if f == nil {
				return "undefined"
			}
			for i, s := range f.Externals {
				if s == specifier {
					return externalName(s, i)
				}
			}
			f.Externals = append(f.Externals, specifier)
			return externalName(specifier, len(f.Externals)-1)
		},
	}
}

// externalName is the name under which a file imports a module from outside. It
// must be the same in every factory of the file.
func externalName(specifier string, _ int) string {
	var b strings.Builder
	b.WriteString("__external_")
	for i := 0; i < len(specifier); i++ {
		switch c := specifier[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "_%x_", c)
		}
	}
	return b.String()
}

func (in *Input) global() string {
	if in.Config.Output.GlobalObject != "" {
		return in.Config.Output.GlobalObject
	}
	return "globalThis"
}

// nodeRequire is the variable of a file that is an ES module of Node.
const nodeRequire = "__node_require__"

// fileURL is the variable with the address of a file of Node that is CommonJS, for
// modules that have names of their own for what it is made of.
const fileURL = "__file_url__"

// nodeRequire is Node's require function as factories reach it.
func (in *Input) nodeRequire() string {
	if in.Config.Output.Module && in.onNode() {
		return nodeRequire
	}
	return "require"
}

// requireHead declares that variable, at the head of a file.
func (in *Input) requireHead(used bool) string {
	if !used {
		return ""
	}
	if in.nodeRequire() != nodeRequire {
		return "var " + nodeRequire + " = require;\n"
	}
	return "import { createRequire as __create_require__ } from \"module\";\nconst " + nodeRequire + " = __create_require__(import.meta.url);\n"
}

// fileHead declares fileURL at the head of a file.
func fileHead(fs []*Factory) string {
	for _, f := range fs {
		if f.FileURL {
			return "var " + fileURL + " = require(\"url\").pathToFileURL(__filename).href;\n"
		}
	}
	return ""
}
