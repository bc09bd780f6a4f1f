package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// check compares a document with the table of keys. misplaced is true when it
// has keys of which it is not known which ones are meant.
func check(tree *node) (diags []diag.Diagnostic, misplaced bool) {
	c := &checker{mode: modeOf(tree)}
	if tree.kind != kindMap {
		c.report(diag.Diagnostic{
			Code: "config-wrong-type", Message: "A configuration must be a map, this is " + tree.kind.String(),
			At: tree.span().location(), Help: "start with a key, such as \"entry: ./src/index.js\"",
		})
		return c.diags, false
	}
	c.object(tree, rootFields, "")
	return c.diags, c.misplaced
}

// modeOf reads the mode ahead of binding, because some defaults depend on it.
func modeOf(tree *node) Mode {
	switch m := Mode(tree.get("mode").str()); m {
	case Development, None:
		return m
	}
	return Production
}

type checker struct {
	mode      Mode
	diags     []diag.Diagnostic
	misplaced bool
}

func (c *checker) report(d diag.Diagnostic) { c.diags = append(c.diags, d) }

// object checks the keys of a map and their values; name is the key that the
// map belongs to, "" for the file.
func (c *checker) object(n *node, fields []field, name string) {
	for at, pr := range n.pairs {
		i := slices.IndexFunc(fields, func(f field) bool { return f.key == pr.key })
		if i < 0 {
			if i = c.unknown(n, pr, fields, name); i < 0 {
				c.misplaced = true
				continue
			}
			n.pairs[at].key, pr.key = fields[i].key, fields[i].key
		}
		f := &fields[i]
		if f.later && !c.isDefault(pr.value, f) {
			c.notSupported(pr.at, fmt.Sprintf("%q is not supported yet", pr.key), f)
			continue
		}
		if f.moot != nil && !c.isDefault(pr.value, f) {
			c.report(diag.Diagnostic{
				Code: "config-moot-key", Message: fmt.Sprintf("%q can do nothing here: %s", pr.key, f.moot.why), At: pr.at.location(), Help: f.moot.help,
			})
		}
		if f.shape != nil {
			c.value(pr.value, f.shape, pr.key)
		}
	}
	for i := range fields {
		if f := &fields[i]; f.required && !n.has(f.key) {
			c.report(diag.Diagnostic{
				Code: "config-missing-key", Message: fmt.Sprintf("%s needs the key %q", nameOf(name), f.key), At: n.span().location(),
				Help: f.ask(),
			})
		}
	}
}

// ask is the help for a missing key.
func (f field) ask() string {
	return fmt.Sprintf("add %q: %s", f.key, strings.TrimSuffix(f.doc, "."))
}

func nameOf(key string) string {
	if key == "" {
		return "The configuration"
	}
	return fmt.Sprintf("%q", key)
}

// isDefault reports whether a key that is not built yet is set to what happens
// without it.
func (c *checker) isDefault(n *node, f *field) bool {
	written := canonical(n)
	if f.webpack != nil && slices.Contains(f.webpack(c.mode), written) {
		return true
	}
	return slices.Contains(f.same, written)
}

// canonical writes a value on one line, for comparison with a default.
func canonical(n *node) string {
	switch n.kind {
	case kindList:
		if len(n.items) == 0 {
			return "[]"
		}
		parts := make([]string, len(n.items))
		for i, item := range n.items {
			parts[i] = canonical(item)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case kindMap:
		parts := make([]string, len(n.pairs))
		for i, pr := range n.pairs {
			parts[i] = pr.key + ": " + canonical(pr.value)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return n.text
}

func (c *checker) notSupported(at span, message string, f *field) {
	d := diag.Diagnostic{Code: "config-not-supported", Message: message, At: at.location(), Help: "remove it"}
	var same []string
	same = append(same, f.same...)
	if f.webpack != nil {
		same = append(same, f.webpack(c.mode)...)
	}
	if len(same) > 0 {
		d.Help = "remove it, or write the default: " + same[0]
	}
	c.report(d)
}

// unknown reports a key that the table does not have, with the nearest one that
// it has, or where a well-known key of another tool has gone.
//
// The answer is the field that is probably meant, -1 for none. The value is read as
// if the key were right, so that a typo is one error and what is wrong below it the
// next, and nobody is told that exposes are missing beside "expose".
func (c *checker) unknown(n *node, pr pair, fields []field, name string) int {
	d := diag.Diagnostic{Code: "config-unknown-key", At: pr.at.location()}
	d.Message = fmt.Sprintf("%q is not a key of the configuration", pr.key)
	if name != "" {
		d.Message = fmt.Sprintf("%q is not a key of %q", pr.key, name)
	}
	keys := make([]string, len(fields))
	for i := range fields {
		keys[i] = fields[i].key
	}
	meant := -1
	if help := movedTo(name, pr.key, fields); help != "" {
		d.Help = help
	} else if name == "plugins" {
		d.Message, d.Help = noPlugin(pr.key)
	} else if near := diag.Nearest(pr.key, keys); near != "" {
		d.Help = fmt.Sprintf("did you mean %q?", near)
		meant = slices.Index(keys, near)
		if s := fields[meant].shape; n.has(near) || s != nil && !s.takes(pr.value) {
			meant = -1
		}
	} else if path := homeOf(pr.key); path != "" {
		d.Help = fmt.Sprintf("move it: the key is %s", path)
	} else {
		d.Help = "remove it; mfbundle schema lists the keys"
		if len(keys) <= 16 {
			d.Help = "remove it; the keys here are " + strings.Join(keys, ", ")
		}
	}
	c.report(d)
	return meant
}

// value checks one value against a shape; name is its key.
func (c *checker) value(n *node, s *shape, name string) {
	n.settle(s)
	if !s.takes(n) {
		c.refuse(n, s, name)
		return
	}
	if s.any {
		return
	}
	if n.kind == kindMap && s.object != nil && s.values != nil {
		panic("config: a shape has both an object and an open map: " + name)
	}
	switch n.kind {
	case kindString:
		if s.test != nil && !isWord(s, n.text) {
			c.problem(n.span(), n.text, s.test(n.text))
		}
	case kindInt, kindFloat, kindBool:
		if n.kind != kindBool && (s.asText || s.numberText) && s.test != nil {
			c.problem(n.span(), n.text, s.test(n.text))
		}
		if v, ok := n.integer(); s.number && n.kind == kindInt && (!ok || v < s.min) {
			c.report(diag.Diagnostic{
				Code: "config-bad-value", Message: fmt.Sprintf("%q must be at least %d, this is %s", name, s.min, n.text), At: n.span().location(),
			})
		}
	case kindList:
		for _, item := range n.items {
			c.value(item, s.items, name)
		}
	case kindMap:
		if s.object != nil {
			c.object(n, s.object, name)
			if s.one && len(n.pairs) != 1 {
				c.report(diag.Diagnostic{
					Code: "config-wrong-type", Message: fmt.Sprintf("Each item of %q is a map with one key, this has %d", name, len(n.pairs)),
					At: n.span().location(), Help: "start each item with its own \"-\"",
				})
			}
		}
		for _, pr := range n.pairs {
			if s.values == nil {
				break
			}
			if i := slices.IndexFunc(s.known, func(f field) bool { return f.key == pr.key }); i >= 0 {
				c.value(pr.value, s.known[i].shape, pr.key)
				continue
			}
			if s.key != nil {
				c.problem(pr.at, pr.key, s.key(pr.key))
			}
			c.value(pr.value, s.values, pr.key)
		}
	}
}

func isWord(s *shape, text string) bool {
	return slices.ContainsFunc(s.words, func(w word) bool { return w.text == text })
}

// problem reports p; the part of the string that it names is found again in the
// source when it is written there as it is.
func (c *checker) problem(at span, text string, p *problem) {
	if p == nil {
		return
	}
	if p.end > p.start && p.end <= len(text) {
		if i := strings.Index(string(at.src.text[at.start:at.end]), text); i >= 0 {
			at = span{at.src, at.start + i + p.start, at.start + i + p.end}
		}
	}
	c.report(diag.Diagnostic{Code: p.code, Message: p.message, At: at.location(), Help: p.help})
}

// refuse reports a value that a shape does not take.
func (c *checker) refuse(n *node, s *shape, name string) {
	d := diag.Diagnostic{At: n.span().location()}
	var words []string
	for _, w := range s.words {
		words = append(words, w.text)
	}
	switch r := s.refusal(n); {
	case r != nil:
		d.Code, d.Help = "config-bad-value", r.help
		d.Message = fmt.Sprintf("%q cannot be %s here: %s", name, n.describe(), r.why)
	case n.kind == kindString && name == "plugins":
		d.Code = "config-bad-value"
		d.Message, d.Help = noPlugin(n.text)
		if help := movedTo(name, n.text, s.object); help != "" {
			d.Help = help
		}
	case s.later.takes(n):
		c.report(diag.Diagnostic{
			Code: "config-not-supported", Message: fmt.Sprintf("%q: %s is not supported yet", name, n.describe()), At: n.span().location(),
			Help: "remove it, or write " + s.accepts(),
		})
		return
	case n.kind == kindNull:
		d.Code = "config-wrong-type"
		d.Message = fmt.Sprintf("%q has no value; it takes %s", name, s.accepts())
		d.Help = "write a value, or remove the key"
	case n.kind == kindString && len(words) > 0, n.kind == kindBool && len(s.bools) == 1:
		d.Code = "config-bad-value"
		d.Message = fmt.Sprintf("%q does not accept %s; it takes %s", name, n.describe(), s.accepts())
		if near := diag.Nearest(n.text, words); near != "" {
			d.Help = fmt.Sprintf("did you mean %q?", near)
		}
	default:
		d.Code = "config-wrong-type"
		d.Message = fmt.Sprintf("%q must be %s, this is %s", name, s.accepts(), n.describe())
		d.Help = otherForm(n, s)
	}
	c.report(d)
}

// otherForm says how to write a value so that its key takes it, when that is
// only a matter of YAML.
func otherForm(n *node, s *shape) string {
	scalar := n.kind != kindList && n.kind != kindMap
	unquoted := *n
	unquoted.substituted = true
	unquoted.settle(s)
	switch {
	case n.kind == kindString && unquoted.kind != kindString:
		return "write it without quotes: " + n.text
	case scalar && s.text && n.kind != kindString:
		return fmt.Sprintf("write it in quotes: %q", n.text)
	case scalar && s.items.takes(n):
		return fmt.Sprintf("write a list: [%s]", n.src.text[n.start:n.end])
	}
	return ""
}
