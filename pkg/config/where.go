package config

import (
	"strconv"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// shortForms are keys that say what another path says.
var shortForms = map[string]string{"devtool": "sourceMap", "optimization.minimize": "minify"}

// whereIn returns the Config.Where of a document.
//
// A path that ends at a scalar points at the scalar, one that ends at a map or
// a list at its key. Where a list may stand for a map, as in "shared: [react]",
// a key finds the item of that name; keys that a shorthand leaves out, such as
// "import" in {"./a": ./a.js}, are passed over.
func whereIn(tree *node) func(path ...string) diag.Location {
	return func(path ...string) diag.Location {
		if len(path) > 0 && !tree.has(path...) {
			joined := path[0]
			for _, key := range path[1:] {
				joined += "." + key
			}
			if short, ok := shortForms[joined]; ok && tree.has(short) {
				path = []string{short}
			}
		}
		at := span{tree.src, tree.start, tree.end}
		n := tree
		for _, key := range path {
			next, place := n.step(key)
			if next == nil {
				if n.kind == kindMap {
					break
				}
				continue
			}
			n, at = next, place
		}
		return at.location()
	}
}

// step finds a key or an index in n and the place to point at for it.
func (n *node) step(key string) (*node, span) {
	switch n.kind {
	case kindMap:
		if p := n.find(key); p != nil {
			if p.value.kind == kindMap || p.value.kind == kindList {
				return p.value, p.at
			}
			return p.value, p.value.span()
		}
	case kindList:
		if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(n.items) {
			return n.items[i], n.items[i].span()
		}
		for _, item := range n.items {
			if item.isText() && item.text == key {
				return item, item.span()
			}
			if item.kind == kindMap && item.has(key) {
				return item.step(key)
			}
		}
	}
	return nil, span{}
}
