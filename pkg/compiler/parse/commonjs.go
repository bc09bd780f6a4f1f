package parse

import (
	"slices"
	"sort"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// cjsUse is a place that says something about module.exports, found while
// walking. It counts if its first name turns out to be free.
type cjsUse struct {
	root  int  // offset of `exports` or `module`, or of `Object` for defineProperty
	bare  int  // offset of an `exports` or `module` that is passed whole; -1
	whole bool // module.exports = ...
	ask   int  // whole: the require that is assigned; -1
	keys  []string
	open  bool // whole: assigned something whose members are not known
	dead  bool // an annotation: 0 && (module.exports = {a, b})
	maybe bool // __esModule is among keys, and nobody knows whether it is true
	sees  bool // a getter or setter is defined, which gets exports as this
}

// noteExports looks at an assignment that has been walked.
func (w *walker) noteExports(e *js.BinaryExpr, start int) {
	if !isModuleExports(e.X) {
		return
	}
	use := cjsUse{root: start, bare: -1, whole: true, ask: -1, open: true, dead: w.dead > 0}
	value := e.Y
	for {
		b, ok := value.(*js.BinaryExpr)
		if !ok || b.Op != js.EqToken {
			break
		}
		value = b.Y // module.exports = exports = ...
	}
	if o, ok := value.(*js.ObjectExpr); ok {
		use.keys, use.open = objectKeys(o)
		use.maybe = !flagIn(o, "__esModule", true)
	}
	if w.last.end == w.end && w.dead == 0 && w.asks[w.last.index].Kind == graph.ImportRequire &&
		!slices.ContainsFunc(w.asks[:w.last.index], func(a ask) bool { return int(a.Start) > start }) {
		switch value.(type) {
		case *js.CallExpr, *js.CondExpr, *js.GroupExpr:
			use.ask, use.open = w.last.index, false
		}
	}
	w.cjs = append(w.cjs, use)
}

// isModuleExports reports whether e is module.exports, or plain exports.
func isModuleExports(e js.IExpr) bool {
	switch e := e.(type) {
	case *js.Var:
		return string(e.Data) == "exports"
	case *js.DotExpr:
		v, ok := e.X.(*js.Var)
		y, lit := e.Y.(js.LiteralExpr)
		return ok && lit && string(v.Data) == "module" && string(y.Data) == "exports"
	}
	return false
}

// objectKeys returns the keys of an object literal, and whether it has others.
func objectKeys(o *js.ObjectExpr) (keys []string, open bool) {
	for i := range o.List {
		p := &o.List[i]
		name := p.Name
		if m, ok := p.Value.(*js.MethodDecl); ok {
			name = &m.Name.PropertyName
		}
		if p.Spread || name == nil || name.Computed != nil {
			open = true
			continue
		}
		keys = append(keys, keyName(&name.Literal))
	}
	return keys, open
}

// noteDefineProperty looks at Object.defineProperty(exports, "x", ...), whose
// callee has been walked.
func (w *walker) noteDefineProperty(e *js.CallExpr, start int) {
	d, ok := e.X.(*js.DotExpr)
	if !ok || len(e.Args.List) < 2 || w.dead > 0 {
		return
	}
	v, ok := d.X.(*js.Var)
	y, lit := d.Y.(js.LiteralExpr)
	if !ok || !lit || string(y.Data) != "defineProperty" || string(v.Data) != "Object" {
		return
	}
	name := literalArg(e.Args.List[1].Value)
	if name == nil || !isModuleExports(e.Args.List[0].Value) {
		return
	}
	open := skipTrivia(w.src, w.pos, w.n)
	use := cjsUse{root: start, bare: skipTrivia(w.src, open+1, w.n), ask: -1, keys: []string{unquote(name)}}
	use.sees = len(e.Args.List) < 3 || !isValueDescriptor(e.Args.List[2].Value)
	if use.keys[0] == "__esModule" && len(e.Args.List) > 2 {
		o, ok := e.Args.List[2].Value.(*js.ObjectExpr)
		use.maybe = !ok || !flagIn(o, "value", false)
	}
	w.cjs = append(w.cjs, use)
}

// flagIn reports whether member name of an object literal is the literal true;
// otherwise is the answer for an object without that member.
func flagIn(o *js.ObjectExpr, name string, otherwise bool) bool {
	for i := range o.List {
		p := &o.List[i]
		if p.Spread || p.Name == nil || p.Name.Computed != nil || keyName(&p.Name.Literal) != name {
			continue
		}
		switch v := p.Value.(type) {
		case *js.LiteralExpr:
			return string(v.Data) == "true"
		case *js.UnaryExpr:
			x, ok := v.X.(*js.LiteralExpr)
			return ok && v.Op == js.NotToken && string(x.Data) == "0"
		}
		return false
	}
	return otherwise
}

// setsTrue reports whether the text behind a member assigns true to it. Of anything else
// only run time knows.
func (w *walker) setsTrue(i int) bool {
	i = skipTrivia(w.src, i, w.n)
	if w.src[i] == ']' {
		i = skipTrivia(w.src, i+1, w.n)
	}
	if w.src[i] != '=' || w.src[i+1] == '=' {
		return false
	}
	i = skipTrivia(w.src, i+1, w.n)
	if w.src[i] == '!' {
		i = skipTrivia(w.src, i+1, w.n)
		return w.src[i] == '0' && w.src[i+1] != '.' && w.src[i+1] != 'x'
	}
	return string(w.src[i:wordEnd(w.src, i, w.n)]) == "true"
}

// commonJS decides what is known of module.exports. free is Record.Free; at
// tells the index in it of the name at an offset, or -1.
func (w *walker) commonJS(at func(int) int) {
	c := &w.rec.CommonJS
	c.Mirror = -1
	closed := true
	maybe := false
	var names []string
	known := map[int]bool{} // offsets of names that are accounted for
	wholes := 0
	for i := range w.cjs {
		u := &w.cjs[i]
		if u.dead {
			names = append(names, u.keys...)
			continue
		}
		if at(u.root) < 0 || u.bare >= 0 && at(u.bare) < 0 {
			continue
		}
		known[u.root] = true
		maybe = maybe || u.maybe || slices.Contains(u.keys, "__esModule") && w.rec.Free[at(u.root)].Flags&graph.RefInFunction != 0
		if u.bare >= 0 {
			known[u.bare] = true
			c.Literals = append(c.Literals, w.literalBehind(u.bare))
		}
		names = append(names, u.keys...)
		if !u.whole {
			continue
		}
		wholes++
		if u.open {
			closed = false
		}
		if u.ask >= 0 && w.asks[u.ask].Kind == graph.ImportRequire {
			c.Requires, c.Mirror = true, int32(u.ask)
		}
	}
	if w.finishStars(at, known) {
		closed = false
	}
	for i := range w.rec.Free {
		f := &w.rec.Free[i]
		if f.Name != "exports" && f.Name != "module" {
			continue
		}
		if f.Flags&graph.RefTypeof != 0 && f.Chain < 0 {
			continue
		}
		var members []string
		assigned := false
		if f.Chain >= 0 {
			ch := &w.rec.Chains[f.Chain]
			members, assigned = ch.Names, ch.Assigned
			if last := len(members) - 1; assigned && last >= 0 && last <= 1 && members[last] == "__esModule" {
				maybe = maybe || f.Flags&graph.RefInFunction != 0 || !w.setsTrue(int(ch.Ends[last]))
			}
		}
		if f.Name == "module" && len(members) > 0 {
			if members[0] != "exports" {
				continue // module.hot, module.id
			}
			members = members[1:]
		} else if f.Name == "module" {
			closed = false // passed around, or module[x]
			continue
		}
		switch {
		case len(members) == 1 && assigned:
			names = append(names, members[0])
		case len(members) == 0 && !known[int(f.Start)]:
			closed = false // also what computes a name
		}
	}
	if w.rec.Flags&graph.UsesThis != 0 && w.rec.Flags&graph.HasESM == 0 && !w.thisIsRead() {
		closed = false
	}
	// Two assignments, or members beside one, and nobody knows what is left.
	if c.Requires && (wholes != 1 || len(names) > 0 || !closed) {
		c.Requires, c.Mirror = false, -1
		closed = false
	}
	sort.Strings(names)
	names = slices.Compact(names)
	if i, ok := slices.BinarySearch(names, "__esModule"); ok {
		c.ESModule, c.MaybeESModule = !maybe, maybe
		names = slices.Delete(names, i, i+1)
	}
	c.Names = slices.Clip(names)
	w.definitions(known)
	c.Closed = closed && w.rec.Flags&(graph.HasEval|graph.HasWith) == 0
}

// literalBehind is the literal behind the exports or module.exports at i and a
// comma.
func (w *walker) literalBehind(i int) graph.ByteRange {
	i = skipTrivia(w.src, wordEnd(w.src, i, w.n), w.n)
	if w.src[i] == '.' {
		i = skipTrivia(w.src, i+1, w.n)
		i = skipTrivia(w.src, wordEnd(w.src, i, w.n), w.n)
	}
	i = skipTrivia(w.src, i+1, w.n)
	return graph.ByteRange{Start: uint32(i), End: uint32(w.literalEnd(i))}
}

// thisIsRead reports whether every `this` of the module is only tested or read
// from, as the helpers of TypeScript do:
//
//	var __rest = (this && this.__rest) || ...
func (w *walker) thisIsRead() bool {
	for _, at := range w.rec.This {
		i := skipTrivia(w.src, int(at)+len("this"), w.n)
		switch {
		case w.src[i] == '&' && w.src[i+1] == '&':
		case w.src[i] == '.':
			i = wordEnd(w.src, skipTrivia(w.src, i+1, w.n), w.n)
			i = skipTrivia(w.src, i, w.n)
			if w.src[i] == '=' && w.src[i+1] != '=' || w.src[i] == '[' || w.src[i] == '(' {
				return false
			}
		default:
			return false
		}
	}
	return true
}
