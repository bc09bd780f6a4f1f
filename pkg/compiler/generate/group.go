package generate

import (
	"sort"

	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// Factory is the code of one group: a member of the module table of its chunks.
//
//	<ID>: <Head> <Pieces> <Tail>
type Factory struct {
	ID     string // JavaScript literal
	Head   string // up to the first statement
	Pieces []source.Piece
	Tail   string
	Need   runtime.Set
	Size   int
	// Split says that Pieces are top-level statements of one strict function body
	// with names that must stay, so that they may be minified in parts.
	Split bool
	// Externals are the modules from outside that the head of the file has to
	// import, in order; output that is an ES module only.
	Externals []string
}

// outside is a module of another group that this one requires.
type outside struct {
	name      string // of the variable that holds its exports
	defaults  string // of the variable with the getter of its default export
	namespace string // of the variable with its fake namespace object
	emitted   bool
}

// group is the state of generating one factory.
type group struct {
	in      *Input
	index   int32
	modules []graph.ModuleID
	root    graph.ModuleID
	short   bool

	namer  *namer
	names  map[graph.ModuleID][]string // final names of module-level bindings, by symbol
	out    map[graph.ModuleID]*outside
	spaces map[graph.ModuleID]string // names of namespace objects of inner modules
	need   runtime.Set
	ext    []string

	exportsName string
	moduleName  string
	unnamed     []string // default functions without a name in the source
	hidden      bool     // a nested scope declares the name of the require function
}

// splitAt is the size in bytes from which the body of a group is minified in
// parts rather than as one function.
const splitAt = 256 << 10

// generate writes the factory of group index.
func generate(in *Input, index int32) (Factory, error) {
	g := &in.Chunks.Groups[index]
	root := g.Root
	mod := &in.Graph.Modules[root]
	src, ok := mod.Body.(*graph.Source)
	if !ok {
		return generateBody(in, root)
	}
	if !src.ESM() {
		return generateCommonJS(in, root, src), nil
	}
	s := &group{
		in: in, index: index, modules: g.Modules, root: root,
		names:  make(map[graph.ModuleID][]string, len(g.Modules)),
		out:    make(map[graph.ModuleID]*outside),
		spaces: make(map[graph.ModuleID]string),
	}
	return s.esm(g), nil
}

// esm writes a group of ES modules.
func (g *group) esm(cg *chunk.Group) Factory {
	size := 0
	for _, m := range g.modules {
		r := g.record(m)
		size += len(r.Text)
		i := sort.SearchStrings(r.Nested, R)
		g.hidden = g.hidden || i < len(r.Nested) && r.Nested[i] == R
	}
	g.short = len(g.modules) > 1 && size > splitAt && g.in.Config.Optimization.Minimize
	if len(g.modules) == 1 {
		// Its names stay as they are; only what is added to them has to keep away.
		g.namer = newNamer(8)
		g.namer.record = g.record(g.root)
	} else {
		g.namer = newNamer(32 * len(g.modules))
		for _, m := range g.modules {
			r := g.record(m)
			for i := range r.Free {
				g.namer.take(r.Free[i].Name)
			}
			for _, n := range r.Nested {
				g.namer.take(n)
			}
		}
	}
	usesModule := g.flag(g.root)&graph.UsesModule != 0
	g.moduleName = "module"
	if !usesModule {
		g.moduleName = g.pick("module")
	}
	g.exportsName = g.pick("__webpack_exports__")
	g.nameSymbols()

	async := g.in.Link.Async[g.root]
	// Module text first: writing it finds out what it needs of other groups.
	pieces := make(map[graph.ModuleID]source.Piece, len(g.modules))
	for _, m := range g.modules {
		pieces[m] = g.module(m)
	}
	for _, i := range g.in.Link.Stars[g.root] {
		// Before the requires are written, which bring the variables that this needs.
		g.namespaceOf(g.root, g.in.Graph.Modules[g.root].Deps[i].Target)
	}
	head := g.prologue(usesModule)
	f := Factory{ID: g.in.ModuleIDs[g.root], Size: size}
	if async {
		g.asyncBody(&f, head, pieces[g.root])
	} else {
		if head != "" {
			f.Pieces = append(f.Pieces, source.Piece{Prefix: head})
		}
		g.body(&f, pieces)
	}
	f.Need = g.need
	f.Externals = g.ext
	params := g.moduleName + ", " + g.exportsName + ", " + R
	f.Head = "(" + params + ") => {\n\"use strict\";\n"
	f.Tail = "}"
	f.Split = g.short && !async
	if g.hidden {
		f.rename(g.namer.pick(R))
	}
	return f
}

// pick returns a readable name, or in a group that is minified in parts a short
// one.
func (g *group) pick(name string) string {
	if g.short {
		return g.namer.pickShort()
	}
	return g.namer.pick(name)
}

func (g *group) flag(m graph.ModuleID) graph.RecordFlags {
	return g.record(m).Flags
}

func (g *group) record(m graph.ModuleID) *graph.Record {
	return g.in.Graph.Modules[m].Body.(*graph.Source).Record
}

// rename gives the require function another name, for code that declares the
// usual one in some scope of its own, as bundles that webpack made do.
func (f *Factory) rename(name string) {
	change := func(s string) string { return strings.ReplaceAll(s, R, name) }
	f.Head = change(f.Head)
	for i := range f.Pieces {
		p := &f.Pieces[i]
		p.Prefix, p.Suffix = change(p.Prefix), change(p.Suffix)
		for k := range p.Edits {
			p.Edits[k].New = change(p.Edits[k].New)
		}
	}
}

// prologue defines exports and namespace objects before anything runs, so that
// cycles find them.
func (g *group) prologue(usesModule bool) string {
	var b []byte
	g.prepareStars(g.root)
	if usesModule {
		g.need = g.need.With(runtime.HarmonyModule)
		b = append(b, g.moduleName+" = "+R+".hmd("+g.moduleName+");\n"...)
	}
	if g.in.Link.Namespace[g.root] {
		g.need = g.need.With(runtime.Marker)
		b = append(b, R+".r("+g.exportsName+");\n"...)
	}
	b = g.define(b, g.exportsName, g.root)
	// Getters of namespace objects may mention further namespace objects.
	done := make(map[graph.ModuleID]bool)
	for again := true; again; {
		again = false
		for _, m := range g.modules {
			name, ok := g.spaces[m]
			if !ok || done[m] {
				continue
			}
			done[m] = true
			again = true
			g.need = g.need.With(runtime.Marker)
			b = append(b, "var "+name+" = {};\n"+R+".r("+name+");\n"...)
			b = g.define(b, name, m)
		}
	}
	for _, name := range g.unnamed { // functions are hoisted, and so are their names
		g.need = g.need.With(runtime.DefaultName)
		b = append(b, R+".dn("+name+");\n"...)
	}
	return string(b)
}

// define appends the getters of the exports of m.
func (g *group) define(b []byte, object string, m graph.ModuleID) []byte {
	exports := g.in.Link.Exports[m]
	if len(exports) == 0 {
		return b
	}
	g.need = g.need.With(runtime.Define)
	b = append(b, R+".d("+object+", {\n"...)
	for _, e := range exports {
		a := g.access(m, e.Binding)
		b = append(b, '\t')
		b = append(b, key(e.Name)...)
		b = append(b, ": () => "...)
		b = append(b, a.text...)
		b = append(b, ",\n"...)
	}
	return append(b, "});\n"...)
}

// body puts modules and what they require of other groups in the order in which
// they run.
func (g *group) body(f *Factory, pieces map[graph.ModuleID]source.Piece) {
	visited := make(map[graph.ModuleID]bool, len(g.modules))
	var glue []byte
	var walk func(m graph.ModuleID)
	walk = func(m graph.ModuleID) {
		visited[m] = true
		for _, e := range g.in.Link.Eval[m] {
			if g.in.group(e.Module) == g.index {
				if !visited[e.Module] {
					walk(e.Module)
				}
				continue
			}
			if g.in.hasCode(e.Module) {
				glue = g.require(glue, e.Module)
			}
		}
		glue = g.stars(glue, m)
		p := pieces[m]
		if len(f.Pieces) > 0 && len(glue) == 0 && joins(g.record(m).Text) {
			glue = append(glue, ';') // the module before need not end with one
		}
		p.Prefix = string(glue) + p.Prefix
		glue = glue[:0]
		f.Pieces = append(f.Pieces, p)
	}
	walk(g.root)
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
		b = append(b, "var "+o.namespace+" = /*#__PURE__*/"+R+".t("+o.name+", 2);\n"...)
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

// prepareStars gives the modules whose exports m copies at run time their
// variables, which have to be known before anything is required.
func (g *group) prepareStars(m graph.ModuleID) {
	for _, i := range g.in.Link.Stars[m] {
		g.namespaceOf(m, g.in.Graph.Modules[m].Deps[i].Target)
	}
}

// namespaceOf is the namespace of module t for importer m.
func (g *group) namespaceOf(m, t graph.ModuleID) string {
	if g.in.group(t) == g.index {
		return g.object(t)
	}
	return g.foreign(m, t, "*").text
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
			return expression{text: member(g.object(b.Module), b.Name), member: true}
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
		text := member(g.outsider(h.Module).name, h.Name)
		at := h.Module
		for _, next := range b.Hops[i+1:] {
			switch {
			case !next.Member:
			case next.Name == "default" && g.kindFor(at, next.Module) == graph.TypeDynamic:
				// What at re-exports as a namespace is the bare module.exports.
				g.need = g.need.With(runtime.Compat)
				text = R + ".n(" + text + ")()"
			default:
				text = member(text, next.Name)
			}
			at = next.Module
		}
		return expression{text: text, member: true}
	}
	return expression{text: "(void 0)"}
}

// kindFor is how the exports of t meet an import written in module from.
func (g *group) kindFor(from, t graph.ModuleID) graph.ExportsType {
	s, ok := g.in.Graph.Modules[from].Body.(*graph.Source)
	return g.in.typeOf(t, ok && s.Strict)
}

// foreign is export name ("*" for all) of module t of another group, as module
// from sees it.
func (g *group) foreign(from, t graph.ModuleID, name string) expression {
	if !g.in.hasCode(t) {
		if name == "*" {
			return expression{text: "{}"}
		}
		return expression{text: "(void 0)"}
	}
	o := g.outsider(t)
	kind := g.kindFor(from, t)
	switch name {
	case "*":
		if kind == graph.TypeDefaultWithNamed || kind == graph.TypeDefaultOnly {
			if o.namespace == "" {
				o.namespace = g.pick(o.name + "_namespace")
			}
			return expression{text: o.namespace}
		}
		return expression{text: o.name}
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
	return expression{text: member(o.name, name), member: true}
}
