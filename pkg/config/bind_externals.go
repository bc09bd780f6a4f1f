package config

import "strings"

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
		Node:     presets.get("node").boolOr(onNode || c.Target.Platform == "universal"),
		Web:      presets.get("web").boolOr(!onNode),
		WebAsync: presets.get("webAsync").boolOr(false),
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
			}
		}
	}
	if len(c.Externals) == 0 {
		b.noEffect(b.tree.find("externalsType"), "without externals", "remove it, or add externals")
	}
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
