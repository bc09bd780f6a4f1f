package generate

import (
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// Input is what generating takes: everything that earlier passes returned.
type Input struct {
	Config *config.Config
	Graph  *graph.Graph
	Link   *link.Result
	Chunks *chunk.Graph

	// ModuleIDs and ChunkIDs are the output ids as JavaScript literals.
	ModuleIDs graph.Table[graph.ModuleID, string]
	ChunkIDs  graph.Table[chunk.ID, string]

	Runtimes []Runtime

	// EntryDepth is the number of folders between the output folder and the file of
	// an entry.
	EntryDepth func(entry int) int

	// AssetName is the output name of an asset module, relative to the output
	// folder.
	AssetName func(graph.ModuleID) string
	// AssetAddress is the address of an asset that has a public path of its own.
	AssetAddress func(graph.ModuleID) string
	// Requirements may add features to a runtime; nil for nobody.
	Requirements func(*Requirements) error
	Workers      int
	Memo         *Memo // of a watch; nil for a single build
	// Written are the factories of groups that are as an earlier build wrote them, nil
	// for the others; nil when none is.
	Written []*Factory

	// Env are the members of import.meta.env, as JavaScript literals.
	Env map[string]string

	once       sync.Once
	codeAssets map[graph.ModuleID]bool // assets that code refers to
	SourceMap  bool
	// ES5: the target has no more, so what no transform sees has to do without ES2015.
	ES5 bool

	liveOnce sync.Once
	live     map[symbol]string // variables of files, see liveName

	conditions  sync.Once
	conditioned map[graph.ModuleID]bool // see conditional

	optionals sync.Once
	asked     []asked // see optional

	mainOnce sync.Once
	main     bool // see asksForMain

	mangle sync.Once
	short  map[graph.ModuleID]map[string]string // short names of exports, by name

	apartOnce sync.Once
	apart     map[chunk.ID]bool // see chunkGlobal

	base *Input // of a view: the build
}

// view is the input as chunks with a view see it. What is learned of the build as a
// whole stays with the build.
func (in *Input) view(v *chunk.View) *Input {
	chunks := *in.Chunks
	chunks.Sync, chunks.Async, chunks.GroupOf = v.Sync, v.Async, v.GroupOf
	return &Input{
		Config: in.Config, Graph: in.Graph, Link: v.Link, Chunks: &chunks, ModuleIDs: in.ModuleIDs, ChunkIDs: in.ChunkIDs,
		Runtimes: in.Runtimes, EntryDepth: in.EntryDepth, AssetName: in.AssetName, AssetAddress: in.AssetAddress,
		Requirements: in.Requirements, Workers: in.Workers, Memo: in.Memo, Env: in.Env, SourceMap: in.SourceMap, ES5: in.ES5, base: in,
	}
}

// whole is the input of the build.
func (in *Input) whole() *Input {
	if in.base != nil {
		return in.base
	}
	return in
}

// R is the name of the require function in factories: the one that webpack
// gives it, so that code which mentions it needs no edit.
const R = "__webpack_require__"

// MetaEnv spells import.meta.env.
func (in *Input) MetaEnv() string {
	rows := make(map[string]string, len(in.Env))
	for k, v := range in.Env {
		rows[key(k)] = v
	}
	return objectLiteral(rows)
}

// typeOf says how the exports of m meet an ES import, written in a strict
// importer or not.
func (in *Input) typeOf(m graph.ModuleID, strict bool) graph.ExportsType {
	for step := 0; step < 8; step++ {
		body := in.Graph.Modules[m].Body
		if src, ok := body.(*graph.Source); ok {
			switch {
			case src.ESM(), src.Record.Flags&graph.WasESM != 0:
				return graph.TypeNamespace
			case strict:
				return graph.TypeDefaultWithNamed
			case src.Record.CommonJS.ESModule:
				return graph.TypeNamespace
			case src.Record.CommonJS.Plain():
				return graph.TypeDefaultWithNamed
			}
			return graph.TypeDynamic
		}
		e := body.Exports()
		if e.Type == graph.TypeDefaultOnly && !strict {
			return graph.TypeDefaultWithNamed // JSON; only Node's own ES modules are strict about its keys
		}
		if e.Mirror >= 0 && in.Graph.Modules[m].Deps[e.Mirror].Target != graph.NoModule {
			// What a share is given at run time may come from another build, but it
			// is the same package, so its fallback tells of which kind it is.
			m = in.Graph.Modules[m].Deps[e.Mirror].Target
			continue
		}
		if e.Type == graph.TypeDynamic && strict {
			if _, row := body.(graph.RuntimeRow); row {
				return graph.TypeDynamic // another build's ES module, or not: only run time knows
			}
			return graph.TypeDefaultWithNamed
		}
		return e.Type
	}
	return graph.TypeDynamic
}

// group is the index of the group that m is in; -1 for modules without code.
func (in *Input) group(m graph.ModuleID) int32 { return in.Chunks.GroupOf[m] }

// hasCode reports whether importing m means anything at run time: style sheets
// are loaded with their chunk and have no module, nor has what only they use.
func (in *Input) hasCode(m graph.ModuleID) bool {
	switch in.Graph.Modules[m].Body.(type) {
	case *graph.CSS:
		return false
	case *graph.Asset:
		in = in.whole()
		in.once.Do(in.findCodeAssets)
		return in.codeAssets[m]
	}
	return true
}

// findCodeAssets finds the assets that something else than a style sheet asks
// for.
func (in *Input) findCodeAssets() {
	in.codeAssets = make(map[graph.ModuleID]bool)
	note := func(list []graph.ModuleID) {
		for _, t := range list {
			if _, ok := in.Graph.Modules[t].Body.(*graph.Asset); ok {
				in.codeAssets[t] = true
			}
		}
	}
	for i := range in.Graph.Modules {
		if _, css := in.Graph.Modules[i].Body.(*graph.CSS); !css {
			note(in.Chunks.Sync[i])
			note(in.Chunks.Async[i])
		}
	}
	for _, e := range in.Graph.Entries {
		note(e.Run)
	}
}

// load is the expression of a promise that is there when the chunks of the root
// of m are.
func (in *Input) load(m graph.ModuleID, need *runtime.Set) string {
	return loadOf(in.chunksOf(m), need)
}

// loadOf is the expression of a promise that is there when the chunks with
// these ids are.
func loadOf(ids []string, need *runtime.Set) string {
	switch len(ids) {
	case 0:
		return "Promise.resolve()"
	case 1:
		*need = need.With(runtime.Ensure)
		return R + ".e(" + ids[0] + ")"
	}
	*need = need.With(runtime.Ensure)
	return "Promise.all([" + R + ".e(" + strings.Join(ids, "), "+R+".e(") + ")])"
}

// chunksOf lists the ids of the chunks that an async dep to m loads.
func (in *Input) chunksOf(m graph.ModuleID) []string {
	r := in.Chunks.RootOf[m]
	if r == chunk.NoRoot {
		return nil
	}
	var ids []string
	for _, c := range in.Chunks.Roots[r].Chunks {
		ids = append(ids, in.ChunkIDs[c])
	}
	return ids
}

// ChunkArray is chunksOf as a JavaScript array literal; "" when nothing has to
// be loaded.
func (in *Input) ChunkArray(m graph.ModuleID) string {
	ids := in.chunksOf(m)
	if len(ids) == 0 {
		return ""
	}
	return "[" + strings.Join(ids, ",") + "]"
}

// isIdentifier reports whether s can stand behind a dot in ES5 and later.
func isIdentifier(s string) bool {
	if s == "" {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || i > 0 && '0' <= c && c <= '9') {
			return false
		}
	}
	return true
}

// member is base.name, with brackets where name is no identifier.
func member(base, name string) string {
	if isIdentifier(name) {
		return base + "." + name
	}
	return base + "[" + graph.Quote(name) + "]"
}

// key is name as a property name of an object literal.
func key(name string) string {
	if isIdentifier(name) && name != "__proto__" {
		return name
	}
	if name == "__proto__" {
		return `["__proto__"]`
	}
	return graph.Quote(name)
}
