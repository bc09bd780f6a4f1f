package generate

import (
	"sort"

	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
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
	// NodeRequire: it calls Node's own require, which a file that is an ES module
	// has to make first.
	NodeRequire bool
	// FileURL: it asks for the address of the file, which the file has to make.
	FileURL bool
	// Live are the variables of the file that it writes, see live.go.
	Live []string
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
	// nodeRequire is Factory.NodeRequire.
	nodeRequire bool
	fileURL     bool              // Factory.FileURL
	live        []string          // Factory.Live
	declared    map[symbol]string // names of live bindings in their declarations
	hoisted     []string          // copies of live functions

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
	for _, m := range g.modules {
		g.outerSymbols(m)
	}

	async := g.in.Link.Async[g.root]
	for _, m := range cg.Shown {
		if g.in.Link.Namespace[m] || len(g.in.Link.Stars[m]) > 0 {
			g.object(m)
		}
	}
	// Module text first: writing it finds out what it needs of other groups.
	pieces := make(map[graph.ModuleID]source.Piece, len(g.modules))
	for _, m := range g.modules {
		pieces[m] = g.module(m)
	}
	for _, i := range g.in.Link.Stars[g.root] {
		// Before the requires are written, which bring the variables that this needs.
		g.namespaceOf(g.root, g.in.Graph.Modules[g.root].Deps[i].Target)
	}
	head := g.prologue(usesModule, cg.Shown)
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
	f.Externals, f.NodeRequire, f.FileURL, f.Live = g.ext, g.nodeRequire, g.fileURL, g.live
	params := g.moduleName + ", " + g.exportsName + ", " + R
	f.Head = "(" + params + ") => {\n\"use strict\";\n"
	if how := g.in.Graph.Modules[g.root].Body.(*graph.Source).How; how != nil && how.Strict == "non-strict" {
		f.Head = "(" + params + ") => {\n"
	}
	f.Tail = "}"
	f.Split = g.short && !async && !g.in.ES5 // the head of one that is split goes past the minifier
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
func (g *group) prologue(usesModule bool, shown []graph.ModuleID) string {
	var b []byte
	g.prepareStars(g.root)
	if usesModule && g.mentions("module") {
		g.need = g.need.With(runtime.HarmonyModule)
		b = append(b, g.moduleName+" = "+R+".hmd("+g.moduleName+");\n"...)
	}
	if g.in.Link.Namespace[g.root] {
		g.need = g.need.With(runtime.Marker)
		b = append(b, R+".r("+g.exportsName+");\n"...)
	}
	b = g.define(b, g.exportsName, g.root)
	showing := g.show(nil, shown)
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
	b = append(b, showing...)
	b = g.deferredNamespaces(b)
	for _, text := range g.hoisted {
		b = append(b, text...)
	}
	for _, name := range g.unnamed { // functions are hoisted, and so are their names
		g.need = g.need.With(runtime.DefaultName)
		b = append(b, R+".dn("+name+");\n"...)
	}
	return string(b)
}

// show puts modules into the cache of the runtime as those that have started, which
// they have: whoever requires them runs later.
func (g *group) show(b []byte, shown []graph.ModuleID) []byte {
	for _, m := range shown {
		cached := R + ".c[" + g.in.ModuleIDs[m] + "] = { exports: "
		if name, ok := g.spaces[m]; ok {
			b = append(b, cached+name+" };\n"...)
		} else if len(g.in.Link.Exports[m]) == 0 {
			b = append(b, cached+"{} };\n"...)
		} else {
			b = g.define(b, "("+cached+"{} }).exports", m)
		}
	}
	return b
}

// mentions reports whether the root uses a name that it does not declare.
func (g *group) mentions(name string) bool {
	free := g.record(g.root).Free
	for i := range free {
		if free[i].Name == name {
			return true
		}
	}
	return false
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
		b = append(b, key(g.in.exportName(m, e.Name))...)
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

// prepareStars gives the modules whose exports m copies at run time their
// variables, which have to be known before anything is required.
func (g *group) prepareStars(m graph.ModuleID) {
	for _, i := range g.in.Link.Stars[m] {
		g.namespaceOf(m, g.in.Graph.Modules[m].Deps[i].Target)
	}
}

// kindFor is how the exports of t meet an import written in module from.
func (g *group) kindFor(from, t graph.ModuleID) graph.ExportsType {
	return g.in.typeOf(t, g.strict(from))
}
