package config

import (
	"fmt"
	"slices"
	"strings"
)

// shape says which values a key takes: any of the forms that are set. A value
// is matched by its kind, so each kind has at most one form.
type shape struct {
	bools      []bool     // accepted booleans
	words      []word     // accepted strings; with text set they are only documented
	text       bool       // any string
	what       string     // what a string is, for messages: "a path"; "a string" when empty
	test       stringTest // further test of a string
	number     bool       // a whole number
	min        int        // the least number
	asText     bool       // numbers and booleans are taken as the text they are written as
	numberText bool       // numbers are taken as text, booleans are not
	any        bool       // whatever YAML can say; it is data for somebody else
	items      *shape     // of a list
	object     []field    // closed set of keys
	one        bool       // an object with exactly one key
	values     *shape     // of an open map
	keys       string     // what the keys of an open map are
	key        stringTest // test of a key of an open map
	known      []field    // keys of an open map that mean something of their own
	later      *shape     // forms that are in the contract and not built yet
	refused    []refusal  // forms of webpack's that are none here
}

// refusal says why a key does not take a value that webpack's takes.
type refusal struct {
	value     string // the scalar as it is written, "a list" or "a map"
	why, help string // why is the end of a sentence
}

// word is an accepted string.
type word struct {
	text string
	doc  string
}

// field is a key of an object.
type field struct {
	key      string
	shape    *shape
	doc      string
	def      string // the default, for people
	own      bool   // not a key of webpack
	required bool
	// later: the key is in the contract and not built yet. Values in same are what
	// happens without the key, and pass.
	later bool
	same  []string
	// moot: the key is another tool's and can do nothing here. Values in same pass.
	moot *moot
	// webpack is set when the accepted value is webpack's default of the mode.
	webpack func(mode Mode) []string
}

// moot says why a key can do nothing here, as the end of a sentence, and what to
// do instead of it.
type moot struct{ why, help string }

// stringTest reports what is wrong with a string; nil when nothing is.
type stringTest func(s string) *problem

// problem is what is wrong with a value; its place is added by the caller.
type problem struct {
	code, message, help string
	start, end          int // bytes of the string; both 0 for the whole value
}

// The constructors of shapes. A shape is made once, in a package variable, and
// never changed.

func text(what string) *shape                 { return &shape{text: true, what: what} }
func tested(what string, t stringTest) *shape { return &shape{text: true, what: what, test: t} }
func boolean() *shape                         { return &shape{bools: []bool{false, true}} }
func only(b bool) *shape                      { return &shape{bools: []bool{b}} }
func count(min int) *shape                    { return &shape{number: true, min: min} }
func anything() *shape                        { return &shape{any: true} }
func integer() *shape                         { return &shape{number: true, min: -1 << 31} }
func listOf(items *shape) *shape              { return &shape{items: items} }
func mapOf(keys string, values *shape) *shape { return &shape{keys: keys, values: values} }

// object accepts a map with these keys. A table given as fields... is shared,
// not copied: the schema knows it again by its address.
func object(fields ...field) *shape {
	if fields == nil {
		fields = []field{}
	}
	return &shape{object: fields}
}

// knows gives keys of an open map a meaning of their own.
func (s *shape) knows(fields ...field) *shape {
	out := *s
	out.known = fields
	return &out
}

// oneOf accepts the words; "word: what it means" documents one.
func oneOf(words ...string) *shape {
	s := &shape{}
	for _, w := range words {
		name, doc, _ := strings.Cut(w, ": ")
		s.words = append(s.words, word{name, doc})
	}
	return s
}

// either accepts what one of the shapes accepts.
func either(shapes ...*shape) *shape {
	out := *shapes[0]
	for _, s := range shapes[1:] {
		out.bools = append(slices.Clone(out.bools), s.bools...)
		out.words = append(slices.Clone(out.words), s.words...)
		if s.text {
			out.text, out.what, out.test = true, s.what, s.test
		}
		if s.number {
			out.number, out.min = true, s.min
		}
		out.asText = out.asText || s.asText
		out.numberText = out.numberText || s.numberText
		if s.items != nil {
			out.items = s.items
		}
		if s.object != nil {
			out.object, out.one = s.object, s.one
		}
		if s.values != nil {
			out.values, out.keys, out.key, out.known = s.values, s.keys, s.key, s.known
		}
		if s.later != nil {
			out.later = s.later
		}
		out.refused = append(slices.Clone(out.refused), s.refused...)
	}
	return &out
}

// but adds forms that are not built yet.
func (s *shape) but(later *shape) *shape {
	out := *s
	out.later = later
	return &out
}

// not adds answers for values of webpack's that are not taken.
func (s *shape) not(values ...refusal) *shape {
	out := *s
	out.refused = append(slices.Clone(out.refused), values...)
	return &out
}

// refusal returns the answer for a value that the shape does not take, nil for
// the usual one.
func (s *shape) refusal(n *node) *refusal {
	for i := range s.refused {
		if r := &s.refused[i]; r.value == n.kind.String() || r.value == n.text && n.kind != kindList && n.kind != kindMap {
			return r
		}
	}
	return nil
}

// scalars also takes numbers and booleans, as their text.
func (s *shape) scalars() *shape {
	out := *s
	out.asText = true
	return &out
}

// oneOrMore is an item or a list of items, the form of most lists in webpack.
func oneOrMore(item *shape) *shape { return either(item, listOf(item)) }

// accepts says in words what a shape takes: "true, \"single\" or a list".
func (s *shape) accepts() string {
	if s.any {
		return "any value"
	}
	var parts []string
	if len(s.bools) == 2 {
		parts = append(parts, "true", "false")
	} else {
		for _, b := range s.bools {
			parts = append(parts, fmt.Sprint(b))
		}
	}
	for _, w := range s.words {
		parts = append(parts, fmt.Sprintf("%q", w.text))
	}
	if s.text {
		parts = append(parts, orString(s.what))
	}
	if s.number {
		parts = append(parts, "a whole number")
	}
	if s.items != nil {
		parts = append(parts, "a list")
	}
	if s.object != nil || s.values != nil {
		parts = append(parts, "a map")
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " or " + parts[len(parts)-1]
}

func orString(what string) string {
	if what == "" {
		return "a string"
	}
	return what
}

// settle gives a plain scalar that a variable was put into the type that its
// key wants: "minify: ${MINIFY:-true}" is a boolean, "name: ${NAME}" is not.
func (n *node) settle(s *shape) {
	if !n.substituted || n.kind != kindString {
		return
	}
	as := *n
	as.kind = kindBool
	if v, ok := as.boolean(); ok && slices.Contains(s.bools, v) {
		n.kind = kindBool
	}
	as.kind = kindInt
	if _, ok := as.integer(); ok && s.number {
		n.kind = kindInt
	}
}

// takes reports whether a shape has a form for the value, without looking
// inside it.
func (s *shape) takes(n *node) bool {
	if s == nil {
		return false
	}
	if s.any {
		return true
	}
	switch n.kind {
	case kindBool:
		v, _ := n.boolean()
		return slices.Contains(s.bools, v) || s.asText
	case kindInt:
		return s.number || s.asText || s.numberText
	case kindFloat:
		return s.asText || s.numberText
	case kindString:
		return s.text || slices.ContainsFunc(s.words, func(w word) bool { return w.text == n.text })
	case kindList:
		return s.items != nil
	case kindMap:
		return s.object != nil || s.values != nil
	case kindFailed:
		return true
	}
	return false
}

// describe names a value for a message.
func (n *node) describe() string {
	switch n.kind {
	case kindBool:
		return n.text
	case kindInt, kindFloat:
		return fmt.Sprintf("%s (%s)", n.kind, n.text)
	case kindString:
		if len(n.text) <= 60 {
			return fmt.Sprintf("%q", n.text)
		}
	}
	return n.kind.String()
}
