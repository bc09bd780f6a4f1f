package generate

import (
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// asyncBody writes the body of a module with top-level await, or that imports
// one: it waits for what it imports, then runs.
//
// The prologue goes inside: its getters mention bindings that are in there.
func (g *group) asyncBody(f *Factory, prologue string, p source.Piece) {
	g.need = g.need.With(runtime.AsyncModule)
	b := []byte(prologue)
	var waits []graph.ModuleID
	for _, e := range g.in.Link.Eval[g.root] {
		if g.in.group(e.Module) == g.index || !g.in.hasCode(e.Module) {
			continue
		}
		if g.in.Link.Async[e.Module] {
			waits = append(waits, e.Module)
			o := g.outsider(e.Module)
			o.emitted = true
			b = append(b, "var "+o.name+" = "+R+"("+g.in.ModuleIDs[e.Module]+");\n"...)
			continue
		}
		b = g.require(b, e.Module)
	}
	if len(waits) > 0 {
		names := make([]string, len(waits))
		for i, m := range waits {
			names[i] = g.out[m].name
		}
		all := strings.Join(names, ", ")
		deps := g.pick("__async_dependencies__")
		b = append(b, "var "+deps+" = __handle__(["+all+"]);\n["+all+"] = "+deps+".then ? (await "+deps+")() : "+deps+";\n"...)
		for _, m := range waits {
			b = g.interop(b, g.out[m])
		}
	}
	b = g.stars(b, g.root)
	p.Prefix = R + ".a(" + g.moduleName + ", async (__handle__, __done__) => { try {\n" + string(b) + p.Prefix
	flag := ""
	if g.flag(g.root)&graph.HasTLA != 0 {
		flag = ", 1"
	}
	p.Suffix += "__done__();\n} catch (e) { __done__(e); } }" + flag + ");\n"
	f.Pieces = append(f.Pieces, p)
}
