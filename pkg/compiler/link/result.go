package link

import (
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Options switch the optimisations that change what counts as used.
type Options struct {
	// TreeShake drops top-level statements that nothing needs
	// (optimization.usedExports). Off: a module is kept whole or not at all.
	TreeShake bool
	// SideEffects obeys "sideEffects" of package.json: modules without side effects
	// that nothing is used of are left out, and re-exports through them skipped.
	SideEffects bool
	// Inline puts constants where they are used (optimization.inlineExports).
	Inline bool
	// WholeModules keeps all statements of live modules, and what they mention;
	// unused exports only lose their names (optimization.innerGraph: false).
	WholeModules bool
	// Unchecked reports no import of what is not there (optimization.providedExports:
	// false).
	Unchecked bool

	// Entry chooses the entries to start from; nil for all. Whole is then the result
	// of all of them, which tells what holds for the build and not for these entries
	// alone, and Seeds are further uses.
	Entry func(i int) bool
	Whole *Result
	Seeds []Seed
}

// Seed is a use of a module from outside: that it is there, and the names that are
// used of it.
type Seed struct {
	Module graph.ModuleID
	All    bool
	Names  []string
}

// Result holds what linking learned, as columns by module.
type Result struct {
	// Live modules are part of the output.
	Live graph.Table[graph.ModuleID, bool]
	// Stmts tells for each top-level statement of a live source whether it stays.
	// Nil means that all do.
	Stmts graph.Table[graph.ModuleID, []bool]
	// Bindings are what imported symbols mean, by symbol. Nil entries are symbols
	// that are not imports or are never used.
	Bindings graph.Table[graph.ModuleID, []*Binding]
	// Members are refs to a namespace whose member could be resolved, by index of
	// the ref.
	Members graph.Table[graph.ModuleID, map[int32]Member]
	// Exports are the exports that a live ES module has to offer to others,
	// sorted by name: the used ones, or all of them when All is set.
	Exports graph.Table[graph.ModuleID, []Export]
	// All: everything the module exports is used, or may be.
	All graph.Table[graph.ModuleID, bool]
	// Stars are the imports of a live ES module whose exports have to be copied at
	// run time, because they are export * from something only run time knows.
	Stars graph.Table[graph.ModuleID, []int32]
	// Eval are the modules that running a module runs first, in order.
	Eval graph.Table[graph.ModuleID, []EvalDep]
	// Async modules wait: they use top-level await or statically import a module
	// that does.
	Async graph.Table[graph.ModuleID, bool]
	// Ahead are the modules that have to run before the namespace of a deferred
	// import can be there, in order: those with a top-level await that it leads to.
	// By importer and index of the import.
	Ahead map[[2]uint32][]graph.ModuleID
	// Uses tells, for modules that are not sources (shares, remotes, externals),
	// who uses what of them. Used are the names in it and those that re-exports
	// pass on, sorted, and those that are used of CommonJS sources and of stars that
	// only run time knows; All says that they are not all.
	Uses graph.Table[graph.ModuleID, []Use]
	Used graph.Table[graph.ModuleID, []string]
	// Keys are what is read of JSON modules; nil for everything.
	Keys graph.Table[graph.ModuleID, *graph.Keys]
	// Props tells for each property of module.exports = {...} in a live CommonJS
	// source whether it stays. Nil means that all do.
	Props graph.Table[graph.ModuleID, []bool]

	// Whole says, for live CommonJS sources all exports of which count as used (All),
	// who made it so first.
	Whole graph.Table[graph.ModuleID, *Whole]

	// Named: CommonJS sources some names of which are read where the text does not say
	// which, or not in a place that is known.
	Named graph.Table[graph.ModuleID, bool]

	// Namespace: the namespace object itself is needed by somebody.
	Namespace graph.Table[graph.ModuleID, bool]

	groups map[string]*group
}

// Covers reports whether everything that o uses of a module is used in l as well.
func (l *Result) Covers(o *Result, m graph.ModuleID) bool {
	if l.All[m] {
		return true
	}
	if o.All[m] {
		return false
	}
	for _, x := range o.Exports[m] {
		if !slices.ContainsFunc(l.Exports[m], func(y Export) bool { return y.Name == x.Name }) {
			return false
		}
	}
	for _, name := range o.Used[m] {
		if !slices.Contains(l.Used[m], name) {
			return false
		}
	}
	return true
}

// Seed is what is used of a module, as a use from outside.
func (l *Result) Seed(m graph.ModuleID) Seed {
	s := Seed{Module: m, All: l.All[m], Names: slices.Clone(l.Used[m])}
	for _, x := range l.Exports[m] {
		s.Names = append(s.Names, x.Name)
	}
	return s
}

// Whole is a reason for which all exports of a module count as used.
type Whole struct {
	Module graph.ModuleID  // where it is: the module itself, an importer, or NoModule
	At     graph.ByteRange // in that module's Record.Text; zero when unknown
	Reason string
}

// Keeps reports whether what is at an offset of the text of statement stmt of
// module m, whose record is r, stays.
func (l *Result) Keeps(m graph.ModuleID, r *graph.Record, stmt, at uint32) bool {
	if s := l.Stmts[m]; s != nil && int(stmt) < len(s) && !s[stmt] {
		return false
	}
	if kept := l.Props[m]; kept != nil && r.CommonJS.PropsStmt == stmt {
		for i := range kept {
			if p := &r.CommonJS.Props[i]; p.Start <= at && at < p.End {
				return kept[i]
			}
		}
	}
	return true
}

// BindingKind says what an import leads to.
type BindingKind uint8

// The kinds of bindings.
const (
	// BindSymbol: a module-level binding of an ES module.
	BindSymbol BindingKind = iota
	// BindNamespace: the namespace of a module, whole.
	BindNamespace
	// BindMember: a property that only run time can read: of CommonJS, an
	// external, a share, a remote, or of an ES module with dynamic stars.
	BindMember
	// BindUnresolved: the imported module could not be found; using it throws.
	BindUnresolved
	// BindMissing: nothing has that name; its value is undefined.
	BindMissing
	// BindAmbiguous: two export * offer different things under that name.
	BindAmbiguous
	// BindConstant: a literal, in Name. Neither Module nor what is in Hops is needed
	// for it.
	BindConstant
)

// Binding is where an import ends.
type Binding struct {
	Kind   BindingKind
	Module graph.ModuleID // where it ends; NoModule for BindUnresolved
	Sym    uint32         // BindSymbol: index into that module's Symbols
	Name   string         // BindMember: the property; BindConstant: JavaScript

	// Hops are the modules that the name passes, from the imported one to Module,
	// with the name it has as an export of each.
	Hops []Hop

	// via is the import of the first hop's module that leads on; -1 at the end.
	via int32
}

// Hop is one station of a re-exported name.
type Hop struct {
	Module graph.ModuleID
	Name   string // AllNames for the namespace as a whole
	// Member: the hop before exports the namespace of Module, and Name was read
	// from it: ns.x, where ns came through a re-export.
	Member bool
}

// Member is the resolved member of a namespace ref: the first Names entries of
// its chain mean Binding.
type Member struct {
	Binding *Binding
	Names   int
}

// Export is one export that a module has to offer.
type Export struct {
	Name    string
	Binding *Binding // Hops[0] is the module itself
}

// EvalDep is a module that has to run before the importer's own code.
type EvalDep struct {
	Import int32 // index into Record.Imports of the importer
	Module graph.ModuleID
}

// Use is one use of a module that is not a source.
type Use struct {
	Importer graph.ModuleID
	Import   int32
	Name     string // "" when the whole module is used
	// Why the whole module counts as used: "namespace escapes", "computed access",
	// "namespace re-exported", "require", "dynamic import", "export *", "exposed",
	// "library". Importer is NoModule for a library.
	Reason string
	At     graph.ByteRange // in the importer's Record.Text; zero when unknown
}
