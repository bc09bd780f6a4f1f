package config

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// kind is what a value of the file is.
type kind uint8

const (
	kindNull kind = iota
	kindBool
	kindInt
	kindFloat
	kindString
	kindList
	kindMap
	// kindFailed is a string whose variables could not be replaced. It passes every
	// check, since what it would have been is not known.
	kindFailed
)

// String names the kind for a person, with its article.
func (k kind) String() string {
	return [...]string{"an empty value", "a boolean", "a number", "a number", "a string", "a list", "a map", "a string"}[k]
}

// sourceFile is a text that values were read from: a YAML file, or one --set
// argument.
type sourceFile struct {
	path    string // absolute; "" for an argument
	display string // for Location.File
	text    []byte
}

// node is one value with the place where it was written. Unlike yaml.Node it
// has aliases and merge keys expanded, knows its end, and survives a merge with
// a value of another file. A node is never changed once it is in a tree that
// more than one document can see; merging makes new ones.
type node struct {
	kind        kind
	text        string // of a scalar
	plain       bool   // written without quotes
	substituted bool   // a ${VAR} was replaced, so its type is what its key wants
	src         *sourceFile
	start, end  int
	pairs       []pair  // of a map, in order, keys unique
	items       []*node // of a list
}

// pair is one key of a map with its value.
type pair struct {
	key   string
	at    span // of the key
	value *node
}

// span is a piece of one source.
type span struct {
	src        *sourceFile
	start, end int
}

func (s span) location() diag.Location {
	if s.src == nil {
		return diag.Location{}
	}
	return diag.Location{File: s.src.display, Text: s.src.text, Start: s.start, End: s.end}
}

func (n *node) span() span { return span{n.src, n.start, n.end} }

// find returns the pair of a map's key, nil when there is none or n is no map.
func (n *node) find(key string) *pair {
	if n == nil {
		return nil
	}
	for i := range n.pairs {
		if n.pairs[i].key == key {
			return &n.pairs[i]
		}
	}
	return nil
}

// get walks maps along keys; nil when one is missing.
func (n *node) get(path ...string) *node {
	for _, key := range path {
		p := n.find(key)
		if p == nil {
			return nil
		}
		n = p.value
	}
	return n
}

// has reports whether the path of keys exists.
func (n *node) has(path ...string) bool { return n.get(path...) != nil }

// isText reports whether n can serve as a string: a string, or a scalar that a
// variable was put into.
func (n *node) isText() bool { return n != nil && n.kind == kindString }

// str returns the text of a string, "" for anything else.
func (n *node) str() string {
	if n.isText() {
		return n.text
	}
	return ""
}

// strOr returns the text of a string, or def when n is no string.
func (n *node) strOr(def string) string {
	if n.isText() {
		return n.text
	}
	return def
}

// scalarText returns a scalar as it was written: versions such as 18 or 1.20
// are numbers to YAML and text to us.
func (n *node) scalarText() string {
	if n == nil || n.kind == kindList || n.kind == kindMap {
		return ""
	}
	return n.text
}

// boolean returns the value of a boolean; ok is false when n is none.
func (n *node) boolean() (value, ok bool) {
	if n != nil && n.kind == kindBool {
		switch n.text {
		case "true", "True", "TRUE":
			return true, true
		case "false", "False", "FALSE":
			return false, true
		}
	}
	return false, false
}

// boolOr returns the value of a boolean, or def when n is none.
func (n *node) boolOr(def bool) bool {
	if v, ok := n.boolean(); ok {
		return v
	}
	return def
}

// isFalse reports whether n is the boolean false.
func (n *node) isFalse() bool {
	v, ok := n.boolean()
	return ok && !v
}

// isTrue reports whether n is the boolean true.
func (n *node) isTrue() bool {
	v, ok := n.boolean()
	return ok && v
}

// integer returns the value of a whole number that fits an int.
func (n *node) integer() (int, bool) {
	if n == nil || n.kind != kindInt {
		return 0, false
	}
	v, err := strconv.ParseInt(strings.ReplaceAll(n.text, "_", ""), 0, 0)
	return int(v), err == nil
}

// intOr returns the value of a whole number, or def when n is none.
func (n *node) intOr(def int) int {
	if v, ok := n.integer(); ok {
		return v
	}
	return def
}

// strings returns the strings of a list, or the one string that stands for a
// list of one; nil when n is neither.
func (n *node) strings() []string {
	switch {
	case n == nil:
		return nil
	case n.kind == kindString:
		return []string{n.text}
	case n.kind != kindList:
		return nil
	}
	list := make([]string, 0, len(n.items))
	for _, item := range n.items {
		if item.isText() {
			list = append(list, item.text)
		}
	}
	return list
}

// json appends the value as JSON, which is a JavaScript expression as well.
func (n *node) json(dst []byte) []byte {
	text := func(s string) []byte {
		quoted, err := json.Marshal(s)
		if err != nil {
			panic("config: " + err.Error()) // a string always has a form
		}
		return quoted
	}
	switch n.kind {
	case kindNull:
		return append(dst, "null"...)
	case kindBool:
		v, _ := n.boolean()
		return strconv.AppendBool(dst, v)
	case kindInt, kindFloat:
		// YAML has forms of numbers that JSON has not, such as 0x10 and .5.
		if v, err := strconv.ParseInt(n.text, 0, 64); err == nil {
			return strconv.AppendInt(dst, v, 10)
		}
		if v, err := strconv.ParseFloat(n.text, 64); err == nil && !math.IsInf(v, 0) && !math.IsNaN(v) {
			return strconv.AppendFloat(dst, v, 'g', -1, 64)
		}
		return append(dst, text(n.text)...)
	case kindList:
		dst = append(dst, '[')
		for i, item := range n.items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = item.json(dst)
		}
		return append(dst, ']')
	case kindMap:
		dst = append(dst, '{')
		for i, pr := range n.pairs {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(append(dst, text(pr.key)...), ':')
			dst = pr.value.json(dst)
		}
		return append(dst, '}')
	}
	return append(dst, text(n.text)...)
}
