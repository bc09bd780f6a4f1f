package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// localHold is a variable inside of a function or block that is declared with the
// result of require("x"):
//
//	function f() { const x = require("x"); return x.a }
type localHold struct {
	name  nameID
	scope int // index into walker.scopes
	ask   int
}

// uses is what is taken of it.
type uses struct {
	names, this []string
	at          []graph.ByteRange
}

// holdLocal notes such a variable, which was declared last.
func (w *walker) holdLocal(v *js.Var, kind declKind) {
	if w.asks[w.last.index].Kind != graph.ImportRequire {
		return
	}
	name, scope := w.names.intern(v.Data), len(w.scopes)-1
	if kind == declVar {
		scope = w.varScope()
		for i := scope + 1; i < len(w.scopes); i++ {
			if w.declares(&w.scopes[i], name, func(declKind) bool { return true }) {
				return // catch (x) { var x = require("x") } gives the parameter a value
			}
		}
	}
	if scope > 0 {
		w.held = append(w.held, localHold{name, scope, w.last.index})
	}
}

// takeLocals finds out what the variables of a scope that closes are used for.
func (w *walker) takeLocals(s *scope) {
	kept := w.held[:0]
	for _, h := range w.held {
		if h.scope != len(w.scopes) {
			kept = append(kept, h)
		} else if w.declaredOnce(s, h.name) {
			w.asks[h.ask].local = w.usesOf(s, h.name)
		}
	}
	w.held = kept
}

func (w *walker) declaredOnce(s *scope, name nameID) bool {
	n := 0
	for i := s.decls; i >= 0; i = w.decls[i].next {
		if w.decls[i].name == name {
			n++
		}
	}
	return n == 1
}

// usesOf lists the members that the scope takes of one of its names; nil when it
// does something else with it.
func (w *walker) usesOf(s *scope, name nameID) *uses {
	out := &uses{}
	for i := s.pending; i < len(w.uses); i++ {
		u := &w.uses[i]
		if u.name != name {
			continue
		}
		if u.marks&useDefine != 0 || u.flags&graph.RefWrite != 0 {
			return nil
		}
		chain := w.chain(u.end, u.flags, u.marks)
		if chain < 0 {
			if u.flags&graph.RefTypeof != 0 {
				continue
			}
			return nil
		}
		c := w.rec.Chains[chain]
		w.rec.Chains = w.rec.Chains[:chain]
		if len(c.Names) == 0 || len(c.Names) == 1 && c.Assigned {
			return nil
		}
		out.names = append(out.names, c.Names[0])
		out.at = append(out.at, graph.ByteRange{Start: uint32(skipTrivia(w.src, int(u.end), w.n)), End: c.Ends[0]})
		if len(c.Names) == 1 && (c.Called || c.Optional) {
			out.this = append(out.this, c.Names[0])
		}
	}
	return out
}

// handLocals says so of their imports, if nothing else can see the variables.
func (w *walker) handLocals(index []int32) {
	if w.rec.Flags&(graph.HasEval|graph.HasWith) != 0 {
		return
	}
	for i := range w.asks {
		if u := w.asks[i].local; u != nil && index[i] >= 0 {
			imp := &w.rec.Imports[index[i]]
			imp.Uses, imp.UsesAt, imp.UsesThis, imp.UsesAll = u.names, u.at, u.this, false
		}
	}
}
