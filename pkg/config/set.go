package config

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// argumentFile is how a --set argument appears in diagnostics.
const argumentFile = "--set"

// override is one --set argument: a path of keys and a value.
type override struct {
	src   *sourceFile
	path  []string
	at    []span // of each element of path
	value *node
}

// parseSet reads "key.path=value". A key that has dots or brackets is quoted in
// brackets: federation.exposes["./Button"]=./x. The value is YAML; no value is
// the empty string.
func parseSet(arg string) (*override, []diag.Diagnostic) {
	src := &sourceFile{display: argumentFile, text: []byte(arg)}
	o := &override{src: src}
	fail := func(start, end int, message string) (*override, []diag.Diagnostic) {
		return nil, []diag.Diagnostic{{
			Code: "config-bad-set", Message: message, At: span{src, start, min(end, len(arg))}.location(),
			Help: `write --set key.path=value, with keys that have dots quoted: federation.exposes["./Button"]=./x`,
		}}
	}
	i := 0
	for {
		start := i
		key := ""
		switch {
		case strings.HasPrefix(arg[i:], "["):
			end := -1
			if q := i + 1; q < len(arg) && (arg[q] == '"' || arg[q] == '\'') {
				if j := strings.IndexByte(arg[q+1:], arg[q]); j >= 0 && strings.HasPrefix(arg[q+1+j+1:], "]") {
					key, end = arg[q+1:q+1+j], q+1+j+2
				}
			} else if j := strings.IndexByte(arg[i:], ']'); j >= 0 {
				key, end = arg[i+1:i+j], i+j+1
			}
			if end < 0 {
				return fail(start, len(arg), "A bracket in --set is not closed")
			}
			i = end
		default:
			n := strings.IndexAny(arg[i:], ".[=")
			if n < 0 {
				return fail(0, len(arg), fmt.Sprintf("--set %q has no \"=\"", arg))
			}
			key = arg[i : i+n]
			i += n
		}
		if key == "" {
			return fail(start, i+1, "A key in --set is empty")
		}
		o.path, o.at = append(o.path, key), append(o.at, span{src, start, i})
		if i >= len(arg) {
			return fail(0, len(arg), fmt.Sprintf("--set %q has no \"=\"", arg))
		}
		switch arg[i] {
		case '=':
			return o, o.parseValue(i + 1)
		case '.':
			i++
		case '[':
		default:
			return fail(i, i+1, fmt.Sprintf("Unexpected %q after a key in --set", arg[i]))
		}
	}
}

// parseValue parses the rest of the argument in place: what comes before it is
// blanked, so that positions need no correction.
func (o *override) parseValue(from int) []diag.Diagnostic {
	text := o.src.text
	if strings.TrimSpace(string(text[from:])) == "" {
		o.value = &node{kind: kindString, src: o.src, start: len(text), end: len(text)}
		return nil
	}
	blank := []byte(strings.Repeat(" ", from) + string(text[from:]))
	docs, diags := parse(&sourceFile{display: argumentFile, text: blank})
	if len(diags) > 0 {
		for i := range diags {
			diags[i].At.Text = text
		}
		return diags
	}
	if len(docs) != 1 {
		return []diag.Diagnostic{{
			Code: "config-bad-set", Message: "The value of --set must be one YAML value",
			At: span{o.src, from, len(text)}.location(),
		}}
	}
	o.value = docs[0]
	o.value.moveTo(o.src)
	return nil
}

func (n *node) moveTo(src *sourceFile) {
	n.src = src
	for i := range n.pairs {
		n.pairs[i].at.src = src
		n.pairs[i].value.moveTo(src)
	}
	for _, item := range n.items {
		item.moveTo(src)
	}
}

// apply returns root with the value put at the path; maps on the way are made
// when they are missing, and an index into a list may be one past its end.
func (o *override) apply(root *node) (*node, []diag.Diagnostic) {
	return o.put(root, 0)
}

func (o *override) put(n *node, i int) (*node, []diag.Diagnostic) {
	if i == len(o.path) {
		return o.value, nil
	}
	key := o.path[i]
	if n != nil && n.kind == kindList {
		index, err := strconv.Atoi(key)
		if err != nil || index < 0 || index > len(n.items) {
			return n, []diag.Diagnostic{{
				Code: "config-bad-set", At: o.at[i].location(),
				Message: fmt.Sprintf("%q is a list of %d here, %q is no index of it", strings.Join(o.path[:i], "."), len(n.items), key),
			}}
		}
		out := *n
		out.items = append([]*node(nil), n.items...)
		if index == len(out.items) {
			out.items = append(out.items, nil)
		}
		v, diags := o.put(out.items[index], i+1)
		out.items[index] = v
		if v == nil {
			return n, diags
		}
		return &out, diags
	}
	out := node{kind: kindMap, src: o.src, start: o.at[i].start, end: o.at[i].end}
	if n != nil && n.kind == kindMap {
		out = *n
		out.pairs = append([]pair(nil), n.pairs...)
	}
	if p := out.find(key); p != nil {
		v, diags := o.put(p.value, i+1)
		if v != nil {
			*p = pair{key, o.at[i], v}
		}
		return &out, diags
	}
	v, diags := o.put(nil, i+1)
	if v != nil {
		out.pairs = append(out.pairs, pair{key, o.at[i], v})
	}
	return &out, diags
}
