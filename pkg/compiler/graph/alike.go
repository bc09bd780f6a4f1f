package graph

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
)

// Edited is a module whose text is another one than in an earlier graph, and with
// it the places in that text. Nothing else that linking looks at has changed.
type Edited struct {
	Module ModuleID
	Moved  map[ByteRange]ByteRange // from before to now
}

// Alike reports whether linking b gives what linking a gave, but for places in the
// modules that it returns.
func Alike(a, b *Graph) ([]Edited, bool) {
	if len(a.Modules) != len(b.Modules) || !reflect.DeepEqual(a.Entries, b.Entries) {
		return nil, false
	}
	var edited []Edited
	for i := range b.Modules {
		x, y := &a.Modules[i], &b.Modules[i]
		if x.Name != y.Name || x.Path != y.Path || x.Layer != y.Layer || x.NoSideEffects != y.NoSideEffects || !slices.EqualFunc(x.Deps, y.Deps, alikeDep) {
			return nil, false
		}
		if x.Package != y.Package && (x.Package == nil || y.Package == nil || *x.Package != *y.Package) {
			return nil, false
		}
		moved, ok := alikeBody(x.Body, y.Body)
		if !ok {
			return nil, false
		}
		if moved != nil {
			edited = append(edited, Edited{ModuleID(i), moved})
		}
	}
	return edited, true
}

func alikeDep(x, y Dep) bool {
	return x.Target == y.Target && x.Kind == y.Kind && x.Async == y.Async && x.Weak == y.Weak && x.Entry == y.Entry && x.Ignore == y.Ignore &&
		x.Relative == y.Relative && x.Inner == y.Inner && x.Hoist == y.Hoist && x.Specifier == y.Specifier && x.ChunkName == y.ChunkName && x.Layer == y.Layer &&
		(x.Exports == nil) == (y.Exports == nil) && slices.Equal(x.Exports, y.Exports) &&
		(x.Priority == y.Priority || x.Priority != nil && y.Priority != nil && *x.Priority == *y.Priority) &&
		(x.Worker == y.Worker || reflect.DeepEqual(x.Worker, y.Worker))
}

// alikeBody compares two bodies of one module. The map is nil when it is the same
// body, or one that a plugin made again.
func alikeBody(a, b Body) (map[ByteRange]ByteRange, bool) {
	switch x := a.(type) {
	case *Source:
		y, ok := b.(*Source)
		switch {
		case !ok:
			return nil, false
		case x == y:
			return nil, true
		}
		return alikeSource(x, y)
	case *JSON, *Asset, *CSS, *SheetText, *External, *Context, Ignored, Missing, Failed:
		return nil, reflect.TypeOf(a) == reflect.TypeOf(b) && (identical(a, b) || reflect.DeepEqual(a, b))
	}
	if identical(a, b) {
		return nil, true
	}
	// Plugins make theirs for each build. This is all that is asked of them before
	// they are written.
	if reflect.TypeOf(a) != reflect.TypeOf(b) || !reflect.DeepEqual(a.Exports(), b.Exports()) {
		return nil, false
	}
	if x, ok := a.(AsyncBody); ok && x.Async() != b.(AsyncBody).Async() {
		return nil, false
	}
	if x, ok := a.(GroupBody); ok {
		name, keep := x.Group()
		other, others := b.(GroupBody).Group()
		return nil, name == other && slices.Equal(keep, others)
	}
	return nil, true
}

// identical: two pointers to one body.
func identical(a, b Body) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	return x.Kind() == reflect.Pointer && y.Kind() == reflect.Pointer && x.Pointer() == y.Pointer()
}

func alikeSource(x, y *Source) (map[ByteRange]ByteRange, bool) {
	r, s := x.Record, y.Record
	// What can be left out of CommonJS is decided by its text.
	if !x.ESM() || !y.ESM() || (r.Flags|s.Flags)&(HasEval|HasWith|Opaque) != 0 {
		return nil, false
	}
	if x.File != y.File || x.Query != y.Query || x.Strict != y.Strict || x.NoDefault != y.NoDefault || !reflect.DeepEqual(x.Presence, y.Presence) || !reflect.DeepEqual(x.How, y.How) {
		return nil, false
	}
	w := walk{moved: make(map[ByteRange]ByteRange)}
	if !w.alike(reflect.ValueOf(r).Elem(), reflect.ValueOf(s).Elem()) || len(r.Refs) != len(s.Refs) || len(r.Meta) != len(s.Meta) {
		return nil, false
	}
	for i := range r.Refs {
		p, q := &r.Refs[i], &s.Refs[i]
		if p.Sym != q.Sym || p.Flags != q.Flags || !w.alikeChain(r, s, p.Chain, q.Chain) || !w.move(ByteRange{p.Start, p.End}, ByteRange{q.Start, q.End}) {
			return nil, false
		}
		if r.Symbols[p.Sym].Imported == AllNames && r.Computed(p.End) != s.Computed(q.End) {
			return nil, false
		}
	}
	for i := range r.Meta {
		if !w.alikeChain(r, s, r.Meta[i].Chain, s.Meta[i].Chain) {
			return nil, false
		}
	}
	return w.moved, slices.Equal(r.asked(), s.asked())
}

// asked are the free names that bundlers give a meaning, in order.
func (r *Record) asked() []string {
	var out []string
	for i := range r.Free {
		switch name := r.Free[i].Name; {
		case strings.HasPrefix(name, "__"), name == "require", name == "module", name == "exports", name == "define":
			out = append(out, name)
		}
	}
	return out
}

// Computed reports whether a computed member access follows offset at.
func (r *Record) Computed(at uint32) bool {
	rest := bytes.TrimLeft(r.Text[at:], " \n\t\r")
	return bytes.HasPrefix(rest, []byte("[")) || bytes.HasPrefix(rest, []byte("?.["))
}

// walk compares two records, but for places in the text, and notes these.
type walk struct{ moved map[ByteRange]ByteRange }

// places are the fields that say where something is, or what only the writer of the
// module itself looks at. A field that is not named here is compared.
var places = map[reflect.Type][]string{
	reflect.TypeFor[Record]():       {"Text", "Map", "Edits", "This", "Nested", "Free", "Chains", "Refs", "Meta"},
	reflect.TypeFor[Chain]():        {"Ends"},
	reflect.TypeFor[Import]():       {"Start", "End", "Grouped", "ArgsEnd", "Call", "Free"},
	reflect.TypeFor[Ensure]():       {"Start", "End", "Root"},
	reflect.TypeFor[Stmt]():         {"Start", "End", "Inner", "NameAt", "ListStart", "KeywordAt", "ListEnd", "Free"},
	reflect.TypeFor[CommonJS]():     {"PropsEnd"},
	reflect.TypeFor[CommonJSDef]():  {"Value"},
	reflect.TypeFor[CommonJSProp](): {"Start", "End", "Free"},
}

// plan has for the fields of a struct whether each is compared.
var plan = func() map[reflect.Type][]bool {
	out := make(map[reflect.Type][]bool)
	for t, names := range places {
		compared := make([]bool, t.NumField())
		for i := range compared {
			compared[i] = !slices.Contains(names, t.Field(i).Name)
		}
		out[t] = compared
	}
	return out
}()

func (w *walk) alike(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Struct:
		t := a.Type()
		if t == reflect.TypeFor[ByteRange]() {
			return w.move(a.Interface().(ByteRange), b.Interface().(ByteRange))
		}
		compared := plan[t]
		for i := range a.NumField() {
			if (compared == nil || compared[i]) && !w.alike(a.Field(i), b.Field(i)) {
				return false
			}
		}
		if start := a.FieldByName("Start"); start.IsValid() {
			at := func(v reflect.Value) ByteRange {
				return ByteRange{uint32(v.FieldByName("Start").Uint()), uint32(v.FieldByName("End").Uint())}
			}
			return w.move(at(a), at(b))
		}
		return true
	case reflect.Slice:
		if a.Len() != b.Len() || a.IsNil() != b.IsNil() {
			return false
		}
		for i := range a.Len() {
			if !w.alike(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return w.alike(a.Elem(), b.Elem())
	case reflect.Map:
		return reflect.DeepEqual(a.Interface(), b.Interface())
	}
	return a.Equal(b)
}

// alikeChain compares two chains by what they say: indexes count those of free names.
func (w *walk) alikeChain(r, s *Record, x, y int32) bool {
	if x < 0 || y < 0 {
		return x < 0 && y < 0
	}
	return w.alike(reflect.ValueOf(&r.Chains[x]).Elem(), reflect.ValueOf(&s.Chains[y]).Elem())
}

// move notes that what was at a is at b now. What is nowhere, or empty, stays so.
func (w *walk) move(a, b ByteRange) bool {
	if (a == ByteRange{}) != (b == ByteRange{}) || (a.Start == a.End) != (b.Start == b.End) {
		return false
	}
	if before, known := w.moved[a]; known && before != b {
		return false
	}
	w.moved[a] = b
	return true
}
