package config

import (
	"fmt"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// externals reads externals, externalsType and externalsPresets.
func (b *binder) externals() {
	c := b.c
	c.ExternalsType = b.tree.get("externalsType").strOr("")
	if c.ExternalsType == "" {
		c.ExternalsType = b.defaultExternalsType()
	}
	onNode := strings.HasSuffix(c.Target.Platform, "node")
	presets := b.tree.get("externalsPresets")
	c.ExternalsPresets = ExternalsPresets{
		Node:     presets.get("node").boolOr(c.Target.HasNode() || c.Target.Platform == "universal"),
		Web:      presets.get("web").boolOr(!onNode || c.Target.Host == "electron-preload"),
		WebAsync: presets.get("webAsync").boolOr(false),

		Electron:         presets.get("electron").boolOr(strings.HasPrefix(c.Target.Host, "electron-")),
		ElectronMain:     presets.get("electronMain").boolOr(c.Target.Host == "electron-main"),
		ElectronPreload:  presets.get("electronPreload").boolOr(c.Target.Host == "electron-preload"),
		ElectronRenderer: presets.get("electronRenderer").boolOr(c.Target.Host == "electron-renderer"),
		NWJS:             presets.get("nwjs").boolOr(c.Target.Host == "nwjs"),
		Deno:             presets.get("deno").boolOr(false),
		Bun:              presets.get("bun").boolOr(false),
	}
	switch p := presets.get("nodeModules"); {
	case p == nil:
	case p.kind == kindMap:
		c.ExternalsPresets.Packages = true
		if list := p.get("allowlist"); list != nil {
			for _, item := range list.items {
				if match, err := newCondition(item.text); err == nil {
					c.ExternalsPresets.Bundled = append(c.ExternalsPresets.Bundled, match)
				}
			}
		}
	default:
		c.ExternalsPresets.Packages = p.isTrue()
	}
	for _, item := range listOfNodes(b.tree.get("externals")) {
		b.externalItem(item, External{})
	}
	if len(c.Externals) == 0 {
		b.noEffect(b.tree.find("externalsType"), "without externals", "remove it, or add externals")
	}
	c.Externals = append(c.Externals, b.moreExternals...)
}

// defaultExternalsType is webpack's: that of the library when it can be one.
func (b *binder) defaultExternalsType() string {
	if lib := b.c.Output.Library; lib != nil {
		if isExternalsType(lib.Type) {
			return lib.Type
		}
		if lib.Type == "modern-module" {
			return "module"
		}
	}
	if b.c.Output.Module {
		return "module"
	}
	return "var"
}

// externalItem reads an item of externals; of has the layers that it is for.
func (b *binder) externalItem(item *node, of External) {
	if item.isText() {
		if match, err := newCondition(item.text); err == nil {
			of.Match, of.True = match, true
			b.c.Externals = append(b.c.Externals, of)
		}
		return
	}
	if layers := item.get("byLayer"); layers != nil && layers.kind == kindMap {
		b.externalsByLayer(layers)
	}
	for _, pr := range item.pairs {
		if pr.key == "byLayer" && pr.value.kind == kindMap {
			continue
		}
		if match, err := newCondition(pr.key); err == nil {
			of.Match = match
			b.c.Externals = append(b.c.Externals, external(of, pr.value))
			b.externalType(pr.value)
		}
	}
}

// externalsByLayer reads maps of externals by the name of a layer; default is for
// modules of all that have none there.
func (b *binder) externalsByLayer(layers *node) {
	var named []string
	for _, pr := range layers.pairs {
		if pr.key != "default" {
			named = append(named, pr.key)
			b.externalItem(pr.value, External{Layer: &pr.key})
		}
	}
	if rest := layers.get("default"); rest != nil {
		b.externalItem(rest, External{NotLayers: named})
	}
}

// external reads the value of a map of externals into e. A value of false leaves both
// Values and True unset: the request is bundled whatever a later item says.
func external(e External, n *node) External {
	if of := n.get("external"); of != nil {
		e.NoSideEffects = n.get("sideEffects").isFalse()
		n = of
	}
	switch n.kind {
	case kindMap:
		e.Values = map[string][]string{}
		for _, pr := range n.pairs {
			e.Values[pr.key] = pr.value.strings()
		}
	case kindString, kindList:
		e.Values = map[string][]string{"": n.strings()}
	default:
		e.True = n.isTrue()
	}
	return e
}

// testTargetKey is the test of a key of an external that is a map.
func testTargetKey(s string) *problem {
	if s == "interop" {
		return &problem{code: "config-bad-value", message: "\"interop\" is not possible here: what is taken of an external follows from how it is imported", help: "import the default export from an ES module, or take the one that is wanted by name"}
	}
	var known []string
	for _, w := range append(append([]word{{text: "root"}}, libraryTypes.words...), externalsTypes.words...) {
		if w.text == s {
			return nil
		}
		known = append(known, w.text)
	}
	p := &problem{code: "config-bad-value", message: fmt.Sprintf("%q is not a type of externals or libraries", s), help: "write root, commonjs, commonjs2 and amd, or another type"}
	if near := diag.Nearest(s, known); near != "" {
		p.help = fmt.Sprintf("did you mean %q?", near)
	}
	return p
}

// externalType checks the word in front of an external: "script name@url". What
// starts with a word and a space is read as a type, as in webpack, and never as
// an expression; the values of a map have their types as keys.
func (b *binder) externalType(n *node) {
	if n.kind == kindList && len(n.items) > 0 {
		n = n.items[0]
	}
	if !n.isText() {
		return
	}
	m := typePrefix().FindStringSubmatch(n.text)
	if m == nil || isExternalsType(m[1]) {
		return
	}
	b.badExternalsType(n, m[1], fmt.Sprintf("write %q for an expression", "var "+n.text))
}

// badExternalsType reports a word that stands where the type of an external
// does; otherwise is the help when no type is like it.
func (b *binder) badExternalsType(n *node, kind, otherwise string) {
	if later := externalsTypes.later; later != nil && isWord(later, kind) {
		b.report("config-not-supported", n.span(), fmt.Sprintf("The type of externals %q is not supported yet", kind), "write another type, or bundle the module")
		return
	}
	known := make([]string, len(externalsTypes.words))
	for i, w := range externalsTypes.words {
		known[i] = w.text
	}
	if near := diag.Nearest(kind, known); near != "" {
		otherwise = fmt.Sprintf("did you mean %q?", near)
	}
	b.report("config-bad-value", n.span(), fmt.Sprintf("%q is not a type of externals", kind), otherwise)
}
