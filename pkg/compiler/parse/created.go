package parse

import (
	"net/url"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// A require function that the file makes with Node's createRequire is followed as
// the one of CommonJS, if the configuration says so:
//
//	import { createRequire } from "module"
//	const load = createRequire(import.meta.url)
//	load("./a"), createRequire(import.meta.url)("./b")
//
// A new URL in the place of import.meta.url names a file, or a folder with a slash at
// its end, that the function resolves beside, and is no asset.
//
// When nothing but such calls is left of it, neither is the function made.

// created is a variable with such a function. Its initial value is [from, to).
type created struct {
	name     nameID
	from, to int
	now      bool   // there is no variable: it is called where it is made
	scope    int    // of the variable, as an index into walker.scopes; 0 for the module's
	lost     bool   // it may be something else
	below    string // graph.Import.Below of what it asks for
}

// createdURL is a new URL that [from, to) has for an argument: a call at from.
type createdURL struct{ from, to int }

// creator returns the imported name and the module that the configuration names.
func (w *walker) creator() (name, module string) {
	name, module, _ = strings.Cut(w.opts.Syntax.CreateRequire, " from ")
	return name, module
}

// noteCreator looks at a static import, whose entry is open.
func (w *walker) noteCreator(s *js.ImportStmt, specifier string) {
	name, module := w.creator()
	if name == "" || strings.TrimPrefix(specifier, "node:") != strings.TrimPrefix(module, "node:") {
		return
	}
	for _, a := range s.List {
		if string(a.Name) == name || a.Name == nil && string(a.Binding) == name {
			w.creators = append(w.creators, unescapedName(a.Binding))
		}
	}
}

// creates reports whether e is createRequire(import.meta.url), or has a new URL
// for an argument, and where what it makes resolves from, as graph.Import.Below.
func (w *walker) creates(e js.IExpr) (below string, ok bool) {
	call, ok := e.(*js.CallExpr)
	if !ok || len(w.creators) == 0 || call.Optional || len(call.Args.List) != 1 {
		return "", false
	}
	if v, ok := call.X.(*js.Var); !ok || !slices.Contains(w.creators, string(v.Data)) {
		return "", false
	}
	if n, ok := call.Args.List[0].Value.(*js.NewExpr); ok {
		return placeOf(n)
	}
	d, ok := call.Args.List[0].Value.(*js.DotExpr)
	if !ok {
		return "", false
	}
	y, ok := d.Y.(js.LiteralExpr)
	_, meta := d.X.(*js.ImportMetaExpr)
	return "", ok && meta && (string(y.Data) == "url" || string(y.Data) == "filename")
}

// placeOf is the folder of new URL("./folder/file", import.meta.url), relative to
// that of the file.
func placeOf(n *js.NewExpr) (string, bool) {
	if !hasMetaBase(n) {
		return "", false
	}
	lit := literalArg(n.Args.List[0].Value)
	u, err := url.Parse(unquote(lit))
	if lit == nil || err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") {
		return "", false
	}
	return path.Dir(u.Path + "."), true // of "a/", the path "a/."
}

// noteCreatedURL looks at a call, which has been walked since start.
func (w *walker) noteCreatedURL(e *js.CallExpr, start int) {
	if len(w.creators) == 0 || w.dead > 0 {
		return
	}
	if below, ok := w.creates(e); ok && below != "" {
		w.createdURLs = append(w.createdURLs, createdURL{start, w.end})
	}
}

// noteCreated looks at a declarator whose initial value starts at from.
func (w *walker) noteCreated(b *js.BindingElement, from int) {
	v, ok := b.Binding.(*js.Var)
	if !ok || w.dead > 0 {
		return
	}
	below, ok := w.creates(b.Default)
	if !ok {
		return
	}
	c := created{name: w.names.intern(v.Data), from: from, to: w.end, below: below}
	if len(w.scopes) == 1 {
		w.created = append(w.created, c)
		return
	}
	for i := len(w.scopes) - 1; i > 0; i-- {
		if w.declares(&w.scopes[i], c.name, func(k declKind) bool { return k <= declConst }) {
			c.scope = i
			w.createdIn = append(w.createdIn, &c)
			return
		}
	}
}

// createdHere is the function that a name stands for that a scope around has
// declared so far, and whether one has.
func (w *walker) createdHere(name nameID) (*created, bool) {
	for i := len(w.scopes) - 1; i > 0; i-- {
		if w.declares(&w.scopes[i], name, func(declKind) bool { return true }) {
			for _, c := range w.createdIn {
				if c.scope == i && c.name == name {
					return c, true
				}
			}
			return nil, true
		}
	}
	return nil, false
}

// settleCreated looks at the functions of variables when scope s, the innermost,
// has closed: which of its own are nothing else, and which calls were of names that
// it declares further down.
func (w *walker) settleCreated(s *scope) {
	depth := len(w.scopes)
	for i := range w.asks {
		if by := w.asks[i].by; by != nil && 0 < by.scope && by.scope < depth && int(w.asks[i].Start) >= s.from && w.declares(s, by.name, func(declKind) bool { return true }) {
			w.asks[i].dropped = true
		}
	}
	kept := w.createdIn[:0]
	for _, c := range w.createdIn {
		if c.scope != depth {
			kept = append(kept, c)
			continue
		}
		c.lost = !w.declaredOnce(s, c.name) || slices.ContainsFunc(w.uses[s.pending:], func(u use) bool { return u.name == c.name && u.flags&graph.RefWrite != 0 })
	}
	w.createdIn = kept
}

// beginCreated opens an entry for a call of a function that was made so; at is
// where its name is. It returns 0 for other names.
func (w *walker) beginCreated(kind graph.ImportKind, e *js.CallExpr, name []byte, start, at int) int {
	id := w.names.intern(name)
	if len(w.createdIn) > 0 {
		if c, declared := w.createdHere(id); c != nil {
			return w.askCreated(kind, e, start, c)
		} else if declared {
			return 0
		}
	}
	i := slices.IndexFunc(w.created, func(c created) bool { return c.name == id })
	if i < 0 {
		return 0
	}
	return w.askCreated(kind, e, start, &created{name: id, from: at, to: at + len(name), below: w.created[i].below})
}

func (w *walker) askCreated(kind graph.ImportKind, e *js.CallExpr, start int, by *created) int {
	lit := literalArg(e.Args.List[0].Value)
	if lit == nil || len(e.Args.List) != 1 {
		return 0
	}
	n := w.ask(kind, lit, start, [2]int{-1, -1})
	if n > 0 {
		w.asks[n-1].by, w.asks[n-1].Below = by, by.below
	}
	return n
}

// finishCreated drops the entries whose functions turn out to be others, and what
// is not needed any more of the functions.
func (w *walker) finishCreated() {
	if len(w.creators) == 0 {
		return
	}
	r := w.rec
	name, _ := w.creator()
	refAt := func(at int) *graph.Ref {
		i := sort.Search(len(r.Refs), func(i int) bool { return int(r.Refs[i].Start) >= at })
		if i < len(r.Refs) && int(r.Refs[i].Start) == at {
			return &r.Refs[i]
		}
		return nil
	}
	isCreator := func(at int) bool {
		ref := refAt(at)
		return ref != nil && r.Symbols[ref.Sym].Kind == graph.SymImport && r.Symbols[ref.Sym].Imported == name
	}
	gone := make(map[uint32]bool)
	drop := func(from, to int) {
		for i := range r.Refs {
			if at := int(r.Refs[i].Start); from <= at && at < to {
				gone[r.Refs[i].Start] = true
			}
		}
		w.metas = slices.DeleteFunc(w.metas, func(m metaUse) bool { return from <= m.start && m.start < to })
	}
	for _, u := range w.createdURLs {
		for i := range w.asks {
			if a := &w.asks[i]; a.Kind == graph.ImportURL && u.from <= int(a.Start) && int(a.Start) < u.to && isCreator(u.from) {
				a.dropped = true
			}
		}
	}
	made := make(map[nameID]int32) // symbols of functions, + 1
	for _, c := range w.created {
		if sym := w.names.names[c.name].sym; sym > 0 && !r.Symbols[sym-1].Assigned && isCreator(c.from) {
			made[c.name] = sym
		}
	}
	for i := range w.asks {
		a := &w.asks[i]
		switch {
		case a.by == nil || a.dropped:
		case a.by.scope > 0:
			a.dropped = a.by.lost || !isCreator(a.by.from)
		case a.by.now:
			if a.dropped = !isCreator(a.by.from); !a.dropped {
				drop(a.by.from, a.by.to)
			}
		default:
			ref := refAt(a.by.from)
			if a.dropped = ref == nil || int32(ref.Sym)+1 != made[a.by.name]; !a.dropped {
				gone[ref.Start] = true
			}
		}
	}
	for _, c := range w.created {
		sym := made[c.name]
		if sym == 0 || w.exportsSymbol(sym-1) || slices.ContainsFunc(r.Refs, func(x graph.Ref) bool {
			return int32(x.Sym)+1 == sym && x.Flags&graph.RefDecl == 0 && !gone[x.Start]
		}) {
			continue
		}
		drop(c.from, c.to)
		w.edits = append(w.edits, source.Edit{Start: uint32(c.from), End: uint32(c.to), New: "undefined"})
	}
	if len(gone) == 0 {
		return
	}
	source.SortEdits(w.edits)
	r.Refs = slices.DeleteFunc(r.Refs, func(x graph.Ref) bool { return gone[x.Start] })
	for i := range w.asks {
		w.dropCreator(int32(i), name)
	}
}

// dropCreator drops an import of which only the function was used that makes
// functions.
func (w *walker) dropCreator(index int32, name string) {
	r := w.rec
	var own []int
	for i := range r.Symbols {
		if s := &r.Symbols[i]; s.Import == index && s.Kind == graph.SymImport {
			if s.Imported != name {
				return
			}
			own = append(own, i)
		}
	}
	for _, i := range own {
		if w.exportsSymbol(int32(i)) || slices.ContainsFunc(r.Refs, func(x graph.Ref) bool { return int(x.Sym) == i && x.Flags&graph.RefDecl == 0 }) {
			return
		}
	}
	if len(own) == 0 {
		return
	}
	w.asks[index].dropped = true
	for _, i := range own {
		r.Symbols[i].Kind, r.Symbols[i].Import = graph.SymVar, -1
	}
}

// exportsSymbol reports whether a symbol is an export under some name.
func (w *walker) exportsSymbol(sym int32) bool {
	return slices.ContainsFunc(w.exportList, func(x exportName) bool {
		return x.from < 0 && (x.sym == sym || x.sym < 0 && w.names.names[x.local].sym-1 == sym)
	})
}
