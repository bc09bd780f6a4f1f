package generate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
)

// An ES module that is a library exports variables of its file. Modules are
// functions in that file, so a binding that is written after its declaration
// lives in the file instead of in the function, and whoever imports the library
// sees each new value:
//
//	export let count = 0        let __live_0__;
//	export function inc() {     … let count = 0, live = __live_0__ = count;
//	  count++                   … function inc() { __live_0__++ }
//	}                           export { __live_0__ as count };
//
// The declaration stays as it is, and what it gives is copied once. The file of
// another chunk exports its variables, and the entry passes them on.

// symbol is a module-level binding.
type symbol struct {
	module graph.ModuleID
	index  uint32
}

// liveName is the variable of the files that have the binding; "" for bindings
// that stay in their modules.
func (in *Input) liveName(m graph.ModuleID, index uint32) string {
	in = in.whole()
	in.liveOnce.Do(in.findLive)
	return in.live[symbol{m, index}]
}

// findLive names the bindings that entries export from ES modules and that change.
func (in *Input) findLive() {
	var twice map[graph.ModuleID]bool
	for e := range in.Graph.Entries {
		entry := &in.Graph.Entries[e]
		lib := in.libraryOf(e)
		if entry.Container || len(entry.Run) == 0 || lib == nil || lib.Type != "module" && lib.Type != "modern-module" {
			continue
		}
		for _, x := range in.Link.Exports[entry.Run[len(entry.Run)-1]] {
			b := x.Binding
			if b == nil || b.Kind != link.BindSymbol {
				continue
			}
			s := symbol{b.Module, b.Sym}
			src, ok := in.Graph.Modules[b.Module].Body.(*graph.Source)
			if !ok || in.live[s] != "" || !src.ESM() || !canLive(src.Record, b.Sym) {
				continue
			}
			if twice == nil {
				twice = in.loadedTwice()
			}
			if twice[b.Module] {
				continue
			}
			if in.live == nil {
				in.live = make(map[symbol]string)
			}
			in.live[s] = "__live_" + strconv.Itoa(len(in.live)) + "__"
		}
	}
}

// loadedTwice are the modules that have no variable of a file for a binding: those of
// files that several runtimes load, where each has a module of its own and the file one
// variable, and those that one runtime has in several files, of which the first runs.
func (in *Input) loadedTwice() map[graph.ModuleID]bool {
	out := make(map[graph.ModuleID]bool)
	loaded := make(map[chunk.ID]bool)
	for i := range in.Runtimes {
		seen := make(map[graph.ModuleID]bool)
		for _, c := range in.reach(&in.Runtimes[i]).all {
			for _, m := range in.Chunks.Chunks[c].Modules {
				if seen[m] {
					out[m] = true
				}
				seen[m] = true
			}
			if !loaded[c] {
				loaded[c] = true
				continue
			}
			for _, m := range in.Chunks.Chunks[c].Modules {
				out[m] = true
			}
		}
	}
	return out
}

// canLive: the binding changes, and has one declaration, a statement that nothing
// reads it in.
func canLive(r *graph.Record, index uint32) bool {
	s := &r.Symbols[index]
	if !s.Assigned || s.Captured {
		return false
	}
	declared := 0
	for i := range r.Stmts {
		st := &r.Stmts[i]
		declares := slices.Contains(st.Declares, index)
		for k := st.Refs.From; k < st.Refs.To; k++ {
			ref := &r.Refs[k]
			if ref.Sym != index {
				continue
			}
			switch {
			case ref.Flags&graph.RefDecl != 0:
				declared++
				if st.Kind != graph.StmtLet && st.Kind != graph.StmtVar && st.Kind != graph.StmtFunction && st.Kind != graph.StmtClass {
					return false
				}
			case st.Kind == graph.StmtClass: // the name that the class has for itself
			case declares && ref.Flags&graph.RefInFunction == 0:
				return false
			}
		}
	}
	return declared == 1
}

// outerSymbols moves the bindings of m that are live into the file; their own names
// remain those of their declarations.
func (g *group) outerSymbols(m graph.ModuleID) {
	in := g.in.whole()
	if in.liveOnce.Do(in.findLive); in.live == nil {
		return
	}
	names := g.names[m]
	for i := range names {
		live := g.in.liveName(m, uint32(i))
		if live == "" {
			continue
		}
		if g.declared == nil {
			g.declared = make(map[symbol]string)
		}
		g.declared[symbol{m, uint32(i)}] = names[i]
		names[i] = live
		g.live = append(g.live, live)
	}
}

// ownName is the name of a live binding in its declaration, where ref is that; ""
// elsewhere. A class calls itself by its own name, whatever becomes of the binding.
func (e *editor) ownName(ref *graph.Ref) string {
	if e.g.declared == nil || ref.Flags&graph.RefDecl == 0 && !(e.stmt.Kind == graph.StmtClass && slices.Contains(e.stmt.Declares, ref.Sym)) {
		return ""
	}
	return e.g.declared[symbol{e.m, ref.Sym}]
}

// copyLive copies what a statement declares into the variables of the file.
func (e *editor) copyLive(s *graph.Stmt) {
	if e.g.declared == nil {
		return
	}
	for _, d := range s.Declares {
		local, ok := e.g.declared[symbol{e.m, d}]
		if !ok {
			continue
		}
		live := e.g.names[e.m][d]
		switch s.Kind {
		case graph.StmtFunction: // hoisted
			e.g.hoisted = append(e.g.hoisted, live+" = "+local+";\n")
		case graph.StmtClass:
			e.replace(s.End, s.End, "\n"+live+" = "+local+";")
		default:
			// One more declarator: those behind it may read the binding.
			e.replace(s.End, s.End, ", "+e.g.pick("live")+" = "+live+" = "+local)
		}
	}
}

// liveHead declares the variables of a file.
func liveHead(fs []*Factory) string {
	if names := liveNames(fs); len(names) > 0 {
		return "let " + strings.Join(names, ", ") + ";\n"
	}
	return ""
}

// liveTail exports them from the file of a chunk, for entries that import it.
func liveTail(fs []*Factory) string {
	if names := liveNames(fs); len(names) > 0 {
		return "export { " + strings.Join(names, ", ") + " };\n"
	}
	return ""
}

func liveNames(fs []*Factory) []string {
	var names []string
	for _, f := range fs {
		names = append(names, f.Live...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
