package parse

import (
	"bytes"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// What can go of a CommonJS module are whole statements that only give names to
// exports, and properties of the object that is assigned to module.exports:
//
//	exports.a = exports.b = value
//	Object.defineProperty(exports, "a", {enumerable: true, get() { return b.a }})
//	module.exports = {a, b: value, c() {}}

// assigned is what the last plain assignment has on its right.
type assigned struct {
	at int
	fx effects
}

// cjsDef is a statement of the first two kinds.
type cjsDef struct {
	stmt  int
	names []string
	value int
}

// cjsProp is one property of the third.
type cjsProp struct {
	graph.CommonJSProp
	fx    effects
	conds []cond
}

// exportsStmt walks a statement of these kinds, and reports whether it is one.
func (w *walker) exportsStmt(s *js.ExprStmt) bool {
	switch e := s.Value.(type) {
	case *js.BinaryExpr:
		if e.Op == js.EqToken {
			return w.exportsAssign(s, e)
		}
	case *js.CallExpr:
		return w.exportsDefine(s, e)
	}
	return false
}

func (w *walker) exportsAssign(s *js.ExprStmt, e *js.BinaryExpr) bool {
	var names []string
	value := js.IExpr(e)
	for {
		b, ok := value.(*js.BinaryExpr)
		if !ok || b.Op != js.EqToken {
			break
		}
		name := exportsMember(b.X)
		if name == "" {
			break
		}
		names = append(names, name)
		value = b.Y
	}
	stmt := len(w.rec.Stmts) - 1
	if len(names) == 0 {
		_, dot := e.X.(*js.DotExpr)
		o, ok := e.Y.(*js.ObjectExpr)
		if ok && dot && isModuleExports(e.X) && w.propsOf == nil && plainKeys(o) {
			w.propsOf, w.propsStmt = o, stmt
		}
		return false
	}
	w.expr(e, cStart)
	fx := w.assigned.fx
	if b, ok := value.(*js.BinaryExpr); ok && b.Op == js.EqToken {
		fx = fxSome // exports.a = b = value
	}
	w.semicolon()
	w.endStmt(fx)
	w.cjsDefs = append(w.cjsDefs, cjsDef{stmt, names, w.assigned.at})
	return true
}

// exportsMember is the name in exports.name or module.exports.name; "" for
// anything else, and for names that mean something to every object.
func exportsMember(e js.IExpr) string {
	d, ok := e.(*js.DotExpr)
	if !ok || !isModuleExports(d.X) {
		return ""
	}
	y, ok := d.Y.(js.LiteralExpr)
	if !ok {
		return ""
	}
	switch name := unescapedName(y.Data); name {
	case "__proto__", "__esModule":
		return ""
	default:
		return name
	}
}

// plainKeys reports whether every property of o has a name that is plain to see,
// and a value rather than an accessor.
func plainKeys(o *js.ObjectExpr) bool {
	for i := range o.List {
		p := &o.List[i]
		name := p.Name
		if m, ok := p.Value.(*js.MethodDecl); ok {
			if m.Get || m.Set {
				return false
			}
			name = &m.Name.PropertyName
		}
		if p.Spread || name == nil || name.Computed != nil {
			return false
		}
		lit := &name.Literal
		if len(lit.Data) == 0 || lit.TokenType != js.StringToken && !identStart(lit.Data[0]) || keyName(lit) == "__proto__" {
			return false
		}
	}
	return true
}

func identStart(c byte) bool { return c == '\\' || wordByte(c) && (c < '0' || c > '9') }

// noteProp notes a property of module.exports = {...} that has been walked. Its
// conditions are on top of walker.conds, from mark on.
func (w *walker) noteProp(p *js.Property, start, mark int, fx effects) {
	name, key := p.Name, graph.ByteRange{}
	if m, ok := p.Value.(*js.MethodDecl); ok {
		name = &m.Name.PropertyName
	} else if !anonymous(p.Value) {
		key = w.keyAt(start)
	}
	w.cjsProps = append(w.cjsProps, cjsProp{
		CommonJSProp: graph.CommonJSProp{Name: keyName(&name.Literal), Key: key, Start: uint32(start), End: uint32(w.end)},
		fx:           fx, conds: slices.Clone(w.conds[mark:]),
	})
}

func (w *walker) exportsDefine(s *js.ExprStmt, e *js.CallExpr) bool {
	if len(e.Args.List) != 3 || e.Optional {
		return false
	}
	d, ok := e.X.(*js.DotExpr)
	lit := literalArg(e.Args.List[1].Value)
	if !ok || lit == nil || !isModuleExports(e.Args.List[0].Value) {
		return false
	}
	if y, ok := d.Y.(js.LiteralExpr); !ok || string(y.Data) != "defineProperty" {
		return false
	}
	o, ok := e.Args.List[2].Value.(*js.ObjectExpr)
	name := unquote(lit)
	if !ok || name == "__esModule" || name == "__proto__" || !plainDescriptor(o) {
		return false
	}
	start, mark, uses := w.at(), w.condMark(), len(w.cjs)
	w.expr(e, cStart)
	w.conds = append(w.conds[:mark], cond{kind: condGlobal, name: w.names.intern([]byte("Object"))})
	w.semicolon()
	if len(w.cjs) == uses || w.cjs[len(w.cjs)-1].root != start || bytes.Contains(w.src[start:w.end], []byte("this")) {
		w.endStmt(fxSome) // somebody else's Object, or a getter that looks at exports
		return true
	}
	w.cjs[len(w.cjs)-1].sees = false
	w.endStmt(fxNone)
	w.cjsDefs = append(w.cjsDefs, cjsDef{len(w.rec.Stmts) - 1, []string{name}, w.cjs[len(w.cjs)-1].bare + 1})
	return true
}

// isValueDescriptor reports whether e describes a property without accessors.
func isValueDescriptor(e js.IExpr) bool {
	o, ok := e.(*js.ObjectExpr)
	if !ok {
		return false
	}
	for i := range o.List {
		p := &o.List[i]
		if _, method := p.Value.(*js.MethodDecl); method || p.Spread || p.Name == nil || p.Name.Computed != nil {
			return false
		}
		if key := keyName(&p.Name.Literal); key == "get" || key == "set" {
			return false
		}
	}
	return true
}

// plainDescriptor reports whether making a property descriptor has no effect.
func plainDescriptor(o *js.ObjectExpr) bool {
	for i := range o.List {
		p := &o.List[i]
		if m, ok := p.Value.(*js.MethodDecl); ok && (m.Get || m.Set || m.Name.Computed != nil) {
			return false
		} else if ok {
			continue
		}
		if p.Spread || p.Name == nil || p.Name.Computed != nil {
			return false
		}
		switch v := p.Value.(type) {
		case *js.FuncDecl, *js.ArrowFunc, *js.LiteralExpr:
		case *js.UnaryExpr: // !0, void 0
			if _, ok := v.X.(*js.LiteralExpr); !ok {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// definitions decides what of it counts, now that names are bound: nothing when
// the exports may be seen as a whole. known are the offsets of names that
// commonJS has accounted for.
func (w *walker) definitions(known map[int]bool) {
	r := w.rec
	c := &r.CommonJS
	if r.Flags&graph.HasESM != 0 {
		return
	}
	free := func(name string) bool { return w.names.names[w.names.intern([]byte(name))].sym == 0 }
	ours := free("exports") && free("module")
	if w.propsOf != nil && ours {
		for i := range w.cjsProps {
			c.Props = append(c.Props, w.cjsProps[i].CommonJSProp)
		}
		c.PropsStmt, c.PropsEnd = uint32(w.propsStmt), uint32(w.propsEnd)
	}
	for _, d := range w.cjsDefs {
		if !ours {
			w.extras[d.stmt].fx = fxSome
			continue
		}
		r.Stmts[d.stmt].Kind = graph.StmtCommonJS
		for _, name := range d.names {
			c.Defs = append(c.Defs, graph.CommonJSDef{Name: name, Stmt: uint32(d.stmt), Value: uint32(d.value)})
		}
	}
	if c.Bailout = "exports or module is a variable of the file"; ours {
		c.Bailout, c.BailoutAt = w.bailout(known)
	}
}

// bailout says what makes the exports visible to code that does not name them.
func (w *walker) bailout(known map[int]bool) (string, graph.ByteRange) {
	r := w.rec
	c := &r.CommonJS
	switch {
	case r.Flags&(graph.HasEval|graph.HasWith) != 0:
		return "eval or with can reach exports", graph.ByteRange{}
	case r.Flags&graph.UsesArguments != 0:
		return "arguments can reach exports", graph.ByteRange{}
	case r.Flags&graph.UsesAMD != 0:
		return "define sets exports", graph.ByteRange{}
	}
	for _, at := range r.This {
		if !w.thisHelper(int(at)) {
			return "this is exports", graph.ByteRange{Start: at, End: at + uint32(len("this"))}
		}
	}
	object := w.propsOf != nil
	if object && len(c.Defs) > 0 && c.Defs[0].Stmt < c.PropsStmt {
		return "module.exports is assigned after members of it", graph.ByteRange{}
	}
	wholes := 0
	for i := range w.cjs {
		switch u := &w.cjs[i]; {
		case u.dead:
		case u.whole:
			wholes++
		case u.sees:
			return "a getter gets exports as this", graph.ByteRange{Start: uint32(u.root), End: uint32(u.root) + uint32(len("Object"))}
		}
	}
	for i := range r.Free {
		f := &r.Free[i]
		at := graph.ByteRange{Start: f.Start, End: f.End}
		if f.Name == "__webpack_module__" || f.Name == "__webpack_exports__" {
			return f.Name + " can reach exports", at
		}
		if f.Name != "exports" && f.Name != "module" || f.Flags&graph.RefTypeof != 0 && f.Chain < 0 {
			continue
		}
		var members []string
		if f.Chain >= 0 {
			members = r.Chains[f.Chain].Names
		}
		if f.Name == "module" {
			if len(members) > 0 && members[0] != "exports" {
				continue
			}
			if len(members) == 0 {
				return "module is passed on", at
			}
			members = members[1:]
		} else if object {
			return "exports and module.exports are two objects", at
		}
		switch {
		case len(members) > 0 && members[0] == "__proto__":
			return "the prototype of exports is used", at
		case len(members) > 0:
		case !known[int(f.Start)] && w.computed(f):
			return "a name of exports is computed", at
		case !known[int(f.Start)]:
			return "exports is passed on", at
		case wholes == 1 && (c.Requires || object && f.Start == r.Stmts[c.PropsStmt].Start):
		case wholes > 0 && f.Flags&graph.RefWrite != 0, f.Name == "module" && wholes > 0 && r.Chains[f.Chain].Assigned:
			return "module.exports is assigned", at
		}
	}
	return "", graph.ByteRange{}
}

// thisHelper reports whether a `this` of the module belongs to a helper as
// TypeScript writes them, which exports has not:
//
//	var __rest = (this && this.__rest) || ...
func (w *walker) thisHelper(at int) bool {
	i := skipTrivia(w.src, at+len("this"), w.n)
	if w.src[i] == '&' && w.src[i+1] == '&' {
		return true
	}
	if w.src[i] != '.' {
		return false
	}
	i = skipTrivia(w.src, i+1, w.n)
	end := wordEnd(w.src, i, w.n)
	next := skipTrivia(w.src, end, w.n)
	name := string(w.src[i:end])
	return strings.HasPrefix(name, "__") && name != "__proto__" && (w.src[next] == ')' || w.src[next] == '|')
}

// computed reports whether exports[expression] is what follows.
func (w *walker) computed(f *graph.FreeRef) bool {
	end := int(f.End)
	if f.Chain >= 0 {
		if ends := w.rec.Chains[f.Chain].Ends; len(ends) > 0 {
			end = int(ends[len(ends)-1])
		}
	}
	return w.src[skipTrivia(w.src, end, w.n)] == '['
}

// finishProps gives the properties their ranges and effects.
func (w *walker) finishProps() {
	r := w.rec
	if len(r.CommonJS.Props) == 0 {
		return
	}
	s := &r.Stmts[r.CommonJS.PropsStmt]
	for i := range r.CommonJS.Props {
		p := &r.CommonJS.Props[i]
		p.Refs = within(s.Refs, p.Start, p.End, func(i uint32) uint32 { return r.Refs[i].Start })
		p.Free = within(s.Free, p.Start, p.End, func(i uint32) uint32 { return r.Free[i].Start })
		p.Imports = within(s.Imports, p.Start, p.End, func(i uint32) uint32 { return r.Imports[i].Start })
		from := uint32(len(w.conds))
		w.conds = append(w.conds, w.cjsProps[i].conds...)
		p.Effects, p.Calls = w.settle(stmtExtra{w.cjsProps[i].fx, graph.Range{From: from, To: uint32(len(w.conds))}})
	}
}

// within narrows a range of a sorted list to what starts in [start, end).
func within(all graph.Range, start, end uint32, at func(i uint32) uint32) graph.Range {
	for all.From < all.To && at(all.From) < start {
		all.From++
	}
	to := all.From
	for to < all.To && at(to) < end {
		to++
	}
	return graph.Range{From: all.From, To: to}
}

// holders tells which symbols may hold an import; nil when none does.
func (w *walker) holders() []bool {
	var holds []bool
	for i := range w.asks {
		if sym := w.asks[i].holder; sym > 0 {
			if holds == nil {
				holds = make([]bool, len(w.rec.Symbols))
			}
			holds[sym-1] = true
		}
	}
	return holds
}

// hand gives symbols the imports that they hold, if nothing else can see or change
// them. index leads from walker.asks to Record.Imports.
func (w *walker) hand(index []int32) {
	r := w.rec
	for i := range w.asks {
		a := &w.asks[i]
		if a.holder == 0 || index[i] < 0 {
			continue
		}
		sym := a.holder - 1
		s := &r.Symbols[sym]
		if s.Assigned || s.Captured || s.Holds != 0 || slices.ContainsFunc(w.exportList, func(x exportName) bool {
			return x.from < 0 && (x.sym == sym || x.sym < 0 && w.names.names[x.local].sym-1 == sym)
		}) {
			continue
		}
		kind := graph.InteropNone
		if a.helper.name != "" {
			if kind = w.interop(&a.helper); kind == graph.InteropNone {
				continue
			}
		}
		s.Holds = uint32(index[i]) + 1
		r.Imports[index[i]].Held, r.Imports[index[i]].Interop = true, kind
	}
}
