package generate

import (
	"maps"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// The exports of a CommonJS module get short names where linking knows each place
// that names them (Record.CommonJS.Bailout is empty, and nobody takes them whole),
// and knows where in the text it does:
//
//	exports.version = 1                      exports.a = 1
//	require("./x").version                   __webpack_require__(1).a
//	const {version} = require("./x")         const {a: version} = __webpack_require__(1)
//	import x from "./x"; x.version           x_default().a

// mangleCommonJS adds them to Input.short.
func (in *Input) mangleCommonJS() {
	if in.readsCache() {
		return
	}
	var mirrors []graph.ModuleID
	for i := range in.Graph.Modules {
		m := graph.ModuleID(i)
		r := in.shaken(m)
		if r == nil {
			continue
		}
		if r.CommonJS.Requires {
			mirrors = append(mirrors, m)
			continue
		}
		if in.Link.All[m] || in.Link.Named[m] || r.CommonJS.Bailout != "" || r.CommonJS.MaybeESModule || len(r.CommonJS.Stars) > 0 {
			continue
		}
		names, kept := in.commonJSNames(m, r)
		if short := shortNames(names, kept, in.Config.Optimization.MangleExports == "size"); len(short) > 0 {
			in.short[m] = short
		}
	}
	// What is nothing but another module has its names. A getter of its default
	// export decides at run time, by a mark that the other module has.
	for _, m := range mirrors {
		t := in.original(m)
		if r := in.shaken(t); r == nil || in.Link.All[m] || in.Link.Named[m] || r.CommonJS.ESModule {
			delete(in.short, t)
		}
	}
	for _, m := range mirrors {
		if t := in.original(m); in.shaken(t) != nil && in.short[t] != nil {
			in.short[m] = in.short[t]
		}
	}
}

// shaken is the record of a live CommonJS source whose names linking has followed;
// nil for other modules.
func (in *Input) shaken(m graph.ModuleID) *graph.Record {
	src, ok := in.Graph.Modules[m].Body.(*graph.Source)
	if !ok || src.ESM() || !in.Link.Live[m] || in.Link.Stmts[m] == nil {
		return nil
	}
	return src.Record
}

// original is the module whose module.exports m has.
func (in *Input) original(m graph.ModuleID) graph.ModuleID {
	for step := 0; step < 16; step++ {
		src, ok := in.Graph.Modules[m].Body.(*graph.Source)
		if !ok || src.ESM() || !src.Record.CommonJS.Requires {
			break
		}
		t := in.Graph.Modules[m].Deps[src.Record.CommonJS.Mirror].Target
		if t == graph.NoModule {
			break
		}
		m = t
	}
	return m
}

// readsCache: some code can reach the exports of every module.
func (in *Input) readsCache() bool {
	for i := range in.Graph.Modules {
		src, ok := in.Graph.Modules[i].Body.(*graph.Source)
		if !ok || !in.Link.Live[i] {
			continue
		}
		for k := range src.Record.Free {
			f := &src.Record.Free[k]
			var names []string
			if f.Chain >= 0 {
				names = src.Record.Chains[f.Chain].Names
			}
			switch f.Name {
			case R, "__webpack_modules__", "__webpack_global__":
				return true
			case "require":
				if len(names) > 0 && names[0] == "cache" || len(names) > 1 && names[0] == "main" {
					return true
				}
			case "module":
				if len(names) > 1 && names[0] == "parent" || len(names) > 0 && names[0] == "children" {
					return true
				}
			}
		}
	}
	return false
}

// commonJSNames lists the names that code gives to the exports of m or asks of
// them, and those that have to stay: what every object has, what interop looks for,
// and what a function is named after.
func (in *Input) commonJSNames(m graph.ModuleID, r *graph.Record) (names, kept []string) {
	all := make(map[string]bool)
	for _, list := range [][]string{in.Link.Used[m], r.CommonJS.Names} {
		for _, n := range list {
			all[n] = true
		}
	}
	for i := range r.Free {
		if from, ok := ownExports(r, &r.Free[i]); ok {
			all[r.Chains[r.Free[i].Chain].Names[from]] = true
		}
	}
	named := make(map[string]bool)
	for i := range r.CommonJS.Props {
		p := &r.CommonJS.Props[i]
		all[p.Name] = true
		if p.Key == (graph.ByteRange{}) {
			named[p.Name] = true
		}
	}
	for _, n := range slices.Sorted(maps.Keys(all)) {
		if named[n] || fixedNames[n] || strings.HasPrefix(n, "__") || !isIdentifier(n) {
			kept = append(kept, n)
		} else {
			names = append(names, n)
		}
	}
	return names, kept
}

// fixedNames mean something to code that spells no name: interop, await, and what
// objects and functions have from the start.
var fixedNames = map[string]bool{
	"default": true, "then": true, "constructor": true, "hasOwnProperty": true, "isPrototypeOf": true, "propertyIsEnumerable": true,
	"toLocaleString": true, "toString": true, "valueOf": true, "toJSON": true,
}

// ownExports reports whether f is exports or module.exports with members, and the
// index of the first of them.
func ownExports(r *graph.Record, f *graph.FreeRef) (int, bool) {
	if f.Chain < 0 {
		return 0, false
	}
	switch names := r.Chains[f.Chain].Names; f.Name {
	case "exports":
		return 0, len(names) > 0
	case "module":
		return 1, len(names) > 1 && names[0] == "exports"
	}
	return 0, false
}

// shortOf are the short names of the exports of a CommonJS module; nil when it
// keeps its names.
func (in *Input) shortOf(m graph.ModuleID) map[string]string {
	if m == graph.NoModule || in.Config.Optimization.MangleExports == "" {
		return nil
	}
	in = in.whole()
	in.mangle.Do(in.mangleExports)
	if src, ok := in.Graph.Modules[m].Body.(*graph.Source); !ok || src.ESM() {
		return nil
	}
	return in.short[m]
}

// shortExports writes the short names into the text of a CommonJS module: of its
// own exports, and of those that its variables hold.
func (e *editor) shortExports(gone []graph.ByteRange) {
	if e.in.Config.Optimization.MangleExports == "" {
		return
	}
	for i := range e.r.Refs {
		if ref := &e.r.Refs[i]; e.r.Symbols[ref.Sym].Holds != 0 && !inside(gone, ref.Start) {
			e.heldMember(ref)
		}
	}
	short := e.in.shortOf(e.m)
	if short == nil {
		return
	}
	for i := range e.r.Free {
		f := &e.r.Free[i]
		if n, ok := ownExports(e.r, f); ok && !inside(gone, f.Start) {
			e.shortMember(short, f.End, f.Chain, n)
		}
	}
	for _, at := range e.r.CommonJS.Literals {
		name := string(e.r.Text[at.Start+1 : at.End-1]) // mangled names need no escapes
		if short[name] != "" && !inside(gone, at.Start) {
			e.replace(at.Start, at.End, graph.Quote(short[name]))
		}
	}
	for i := range e.r.CommonJS.Props {
		if p := &e.r.CommonJS.Props[i]; short[p.Name] != "" && !inside(gone, p.Start) {
			e.shortKey(p.Key, short[p.Name])
		}
	}
}

// shortMember replaces member n of a chain behind a name that ends at end.
func (e *editor) shortMember(short map[string]string, end uint32, chain int32, n int) {
	if chain < 0 || len(short) == 0 {
		return
	}
	c := &e.r.Chains[chain]
	if n >= len(c.Names) || short[c.Names[n]] == "" {
		return
	}
	if n > 0 {
		end = c.Ends[n-1]
	}
	e.replace(end, c.Ends[n], "."+short[c.Names[n]])
}

// heldMember does so for what follows a variable that holds require("x").
func (e *editor) heldMember(ref *graph.Ref) {
	if ref.Chain < 0 {
		return
	}
	i := e.r.Symbols[ref.Sym].Holds - 1
	short, n := e.in.shortOf(e.in.Graph.Modules[e.m].Deps[i].Target), 0
	if short == nil {
		return
	}
	if names := e.r.Chains[ref.Chain].Names; (e.r.Imports[i].Interop != graph.InteropNone || ref.Flags&graph.RefInterop != 0) && len(names) > 0 && names[0] == "default" {
		if e.in.shaken(e.in.original(e.in.Graph.Modules[e.m].Deps[i].Target)).CommonJS.ESModule {
			return // the export of that name
		}
		n = 1
	}
	e.shortMember(short, ref.End, ref.Chain, n)
}

// shortKey replaces the key of a property or pattern.
func (e *editor) shortKey(at graph.ByteRange, short string) {
	if at.Start == at.End {
		short += ": "
	}
	e.list = append(e.list, source.Edit{Start: at.Start, End: at.End, New: short})
}

// shortUses writes the names that are taken of require("x"), which is target t.
func (e *editor) shortUses(imp *graph.Import, t graph.ModuleID) {
	if len(imp.UsesAt) == 0 {
		return
	}
	short := e.in.shortOf(t)
	for i, name := range imp.Uses {
		s := short[name]
		if s == "" {
			continue
		}
		at := imp.UsesAt[i]
		switch c := e.r.Text[at.Start]; {
		case at.Start == at.End || c != '?' && c != '.' && c != '[':
			e.shortKey(at, s)
		case c == '?':
			e.replace(at.Start, at.End, "?."+s)
		default:
			e.replace(at.Start, at.End, "."+s)
		}
	}
}
