package generate

import (
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// outside is a module of another group that this one requires.
type outside struct {
	name      string // of the variable that holds its exports
	defaults  string // of the variable with the getter of its default export
	namespace string // of the variable with its fake namespace object
	emitted   bool
	// defaultOnly: its namespace has nothing but the default export.
	defaultOnly bool
}

// require appends the statement that runs a module of another group.
func (g *group) require(b []byte, m graph.ModuleID) []byte {
	o := g.out[m]
	if o == nil {
		o = &outside{}
		g.out[m] = o
	}
	if o.emitted {
		return b
	}
	o.emitted = true
	call := R + "(" + g.in.ModuleIDs[m] + ")"
	if o.name == "" {
		return append(b, call+";\n"...)
	}
	b = append(b, "var "+o.name+" = "+call+";\n"...)
	return g.interop(b, o)
}

// interop appends the variables that make another module look like an ES module.
func (g *group) interop(b []byte, o *outside) []byte {
	if o.defaults != "" {
		g.need = g.need.With(runtime.Compat)
		b = append(b, "var "+o.defaults+" = /*#__PURE__*/"+R+".n("+o.name+");\n"...)
	}
	if o.namespace != "" {
		g.need = g.need.With(runtime.Namespace)
		mode := "2"
		if o.defaultOnly {
			mode = "0"
		}
		b = append(b, "var "+o.namespace+" = /*#__PURE__*/"+R+".t("+o.name+", "+mode+");\n"...)
	}
	return b
}

// stars appends the copies of export * that only run time can make.
func (g *group) stars(b []byte, m graph.ModuleID) []byte {
	for _, i := range g.in.Link.Stars[m] {
		t := g.in.Graph.Modules[m].Deps[i].Target
		if !g.needsObject(m) {
			continue
		}
		g.need = g.need.With(runtime.ReExport)
		b = append(b, R+".es("+g.object(m)+", "+g.namespaceOf(m, t)+");\n"...)
	}
	return b
}

// needsObject: somebody reads the exports of m from an object.
func (g *group) needsObject(m graph.ModuleID) bool {
	if m == g.root {
		return true
	}
	_, ok := g.spaces[m]
	return ok
}

// object is the variable with the namespace object of a module of this group.
func (g *group) object(m graph.ModuleID) string {
	if m == g.root {
		return g.exportsName
	}
	if name, ok := g.spaces[m]; ok {
		return name
	}
	name := g.pick(identifierFor(g.in.Graph.Modules[m].Name) + "_namespace")
	g.spaces[m] = name
	g.prepareStars(m)
	return name
}

// namespaceOf is the namespace of module t for importer m.
func (g *group) namespaceOf(m, t graph.ModuleID) string {
	if g.in.group(t) == g.index {
		return g.object(t)
	}
	return g.foreign(m, t, graph.AllNames).text
}

// outsider returns the entry of a module of another group, with a variable.
func (g *group) outsider(m graph.ModuleID) *outside {
	o := g.out[m]
	if o == nil {
		o = &outside{}
		g.out[m] = o
	}
	if o.name == "" {
		o.name = g.pick(identifierFor(g.in.Graph.Modules[m].Name) + "_module")
	}
	return o
}

// expression is text that stands for an imported binding.
type expression struct {
	text   string
	member bool // a call of it would get a `this`
	call   bool // contains a call, which `new` would take for its own
}

// access is how a binding imported by m is written in this group.
func (g *group) access(m graph.ModuleID, b *link.Binding) expression {
	in := g.in
	switch b.Kind {
	case link.BindMissing, link.BindAmbiguous, link.BindUnresolved:
		return expression{text: "(void 0)"}
	case link.BindConstant:
		return expression{text: "(" + b.Name + ")"} // 1 .toFixed(), (-1) ** 2
	case link.BindSymbol:
		if in.group(b.Module) == g.index {
			return expression{text: g.names[b.Module][b.Sym]}
		}
	case link.BindNamespace:
		if in.group(b.Module) == g.index {
			return expression{text: g.object(b.Module)}
		}
	case link.BindMember:
		if in.group(b.Module) == g.index {
			return expression{text: member(g.object(b.Module), in.exportName(b.Module, b.Name)), member: true}
		}
	}
	from := m
	for i, h := range b.Hops {
		last := i == len(b.Hops)-1
		if !in.Link.Live[h.Module] || in.group(h.Module) == g.index {
			from = h.Module
			continue
		}
		if last {
			return g.foreign(from, h.Module, h.Name)
		}
		// What it leads to is read as that module would: its own exports are live,
		// and so are the namespaces among them.
		text := member(g.outsider(h.Module).name, in.exportName(h.Module, h.Name))
		at := h.Module
		for _, next := range b.Hops[i+1:] {
			switch {
			case !next.Member:
			case next.Name == "default" && g.kindFor(at, next.Module) == graph.TypeDynamic:
				// What at re-exports as a namespace is the bare module.exports.
				g.need = g.need.With(runtime.Compat)
				text = R + ".n(" + text + ")()"
			default:
				text = member(text, in.exportName(next.Module, next.Name))
			}
			at = next.Module
		}
		return expression{text: text, member: true}
	}
	return expression{text: "(void 0)"}
}

// wholeDefault reports whether a binding that m uses is the default import of a
// CommonJS module and means all that this exports, and which module that is.
func (g *group) wholeDefault(m graph.ModuleID, b *link.Binding) (graph.ModuleID, bool) {
	if b.Kind != link.BindMember || b.Name != "default" || b.Module == graph.NoModule || g.in.shortOf(b.Module) == nil {
		return graph.NoModule, false
	}
	if n := len(b.Hops); n > 1 {
		m = b.Hops[n-2].Module
	}
	return b.Module, g.kindFor(m, b.Module) != graph.TypeNamespace
}

// foreign is export name (AllNames for all) of module t of another group, as module
// from sees it.
func (g *group) foreign(from, t graph.ModuleID, name string) expression {
	if !g.in.hasCode(t) {
		if name == graph.AllNames {
			return expression{text: "{}"}
		}
		return expression{text: "(void 0)"}
	}
	o := g.outsider(t)
	kind := g.kindFor(from, t)
	switch name {
	case graph.AllNames:
		if kind == graph.TypeDefaultWithNamed || kind == graph.TypeDefaultOnly {
			o.defaultOnly = kind == graph.TypeDefaultOnly
			if o.namespace == "" {
				o.namespace = g.pick(o.name + "_namespace")
			}
			return expression{text: o.namespace}
		}
		return expression{text: o.name}
	case "__esModule":
		if kind != graph.TypeDynamic {
			return expression{text: "true"}
		}
	case "default":
		switch kind {
		case graph.TypeDynamic:
			if o.defaults == "" {
				o.defaults = g.pick(o.name + "_default")
			}
			return expression{text: o.defaults + "()", call: true}
		case graph.TypeDefaultOnly, graph.TypeDefaultWithNamed:
			return expression{text: o.name}
		}
	}
	return expression{text: member(o.name, g.in.exportName(t, name)), member: true}
}
