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
	}
	n := b.tree.get("externals")
	for _, item := range listOfNodes(n) {
		if item.isText() {
			if match, err := newCondition(item.text); err == nil {
				c.Externals = append(c.Externals, External{Match: match, True: true})
			}
			continue
		}
		for _, pr := range item.pairs {
			if match, err := newCondition(pr.key); err == nil {
				c.Externals = append(c.Externals, external(match, pr.value))
				b.externalType(pr.value)
			}
		}
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

// external reads the value of a map of externals. A value of false leaves both
// Values and True unset: the request is bundled whatever a later item says.
func external(match Condition, n *node) External {
	e := External{Match: match}
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
