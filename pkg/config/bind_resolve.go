package config

import "fmt"

// resolve reads the resolve section, or one of byDependency; n may be nil.
func (b *binder) resolve(n *node) *Resolve {
	r := &Resolve{
		Extensions:       presentStrings(n.get("extensions")),
		Alias:            b.aliases(n.get("alias")),
		Fallback:         b.aliases(n.get("fallback")),
		AliasFields:      nameLists(n.get("aliasFields")),
		MainFields:       nameLists(n.get("mainFields")),
		MainFiles:        presentStrings(n.get("mainFiles")),
		Modules:          b.requests(n.get("modules")),
		ConditionNames:   presentStrings(n.get("conditionNames")),
		ExportsFields:    presentStrings(n.get("exportsFields")),
		ImportsFields:    presentStrings(n.get("importsFields")),
		DescriptionFiles: presentStrings(n.get("descriptionFiles")),
		Symlinks:         boolPointer(n.get("symlinks")),
		PreferRelative:   n.get("preferRelative").boolOr(false),
		PreferAbsolute:   n.get("preferAbsolute").boolOr(false),
		FullySpecified:   boolPointer(n.get("fullySpecified")),
		EnforceExtension: boolPointer(n.get("enforceExtension")),
		TSConfig:         b.tsconfig(n.get("tsconfig")),
		TSReferences:     presentStrings(n.get("tsconfig", "references")),
	}
	if ext := n.get("extensionAlias"); ext != nil {
		for _, pr := range ext.pairs {
			r.ExtensionAlias = append(r.ExtensionAlias, ExtensionAlias{pr.key, pr.value.strings()})
		}
	}
	for _, root := range presentStrings(n.get("roots")) {
		r.Roots = append(r.Roots, b.path(root))
	}
	for _, item := range listOfNodes(n.get("restrictions")) {
		if c, err := newCondition(item.str()); err == nil {
			if c.Regexp == nil {
				c.Text = b.path(c.Text)
			}
			r.Restrictions = append(r.Restrictions, c)
		}
	}
	if by := n.get("byDependency"); by != nil {
		r.ByDependency = map[string]*Resolve{}
		for _, pr := range by.pairs {
			if p := pr.value.find("byDependency"); p != nil {
				b.noEffect(p, "inside byDependency", "remove it")
				continue
			}
			r.ByDependency[pr.key] = b.resolve(pr.value)
		}
	}
	return r
}

// presentStrings returns the strings of a list; an empty list stays apart from
// no list, which means the default.
func presentStrings(n *node) []string {
	if n == nil {
		return nil
	}
	return append([]string{}, n.strings()...)
}

// requests are strings of which those that start with ./ become absolute.
func (b *binder) requests(n *node) []string {
	list := presentStrings(n)
	for i := range list {
		list[i] = b.request(list[i])
	}
	return list
}

// nameLists reads a name, a list of names, or a list with paths of names.
func nameLists(n *node) [][]string {
	if n == nil {
		return nil
	}
	lists := [][]string{}
	for _, item := range listOfNodes(n) {
		lists = append(lists, item.strings())
	}
	return lists
}

// tsconfig is a path, "auto" or "" for off.
func (b *binder) tsconfig(n *node) string {
	if on, ok := n.boolean(); ok {
		if on {
			return "auto"
		}
		return ""
	}
	if n != nil && n.kind == kindMap {
		return b.tsconfig(n.get("configFile"))
	}
	if s := n.strOr("auto"); s != "auto" {
		return b.path(s)
	}
	return "auto"
}

// aliases reads the map or the list form.
func (b *binder) aliases(n *node) []Alias {
	if n == nil {
		return nil
	}
	list := []Alias{}
	add := func(name string, onlyModule bool, value *node) {
		list = append(list, Alias{Name: name, OnlyModule: onlyModule, Targets: b.requests(value), Ignore: value.isFalse()})
		if value != nil && value.isFalse() {
			list[len(list)-1].Targets = nil
		}
	}
	if n.kind == kindList {
		for _, item := range n.items {
			add(item.get("name").str(), item.get("onlyModule").boolOr(false), item.get("alias"))
		}
		return list
	}
	for _, pr := range n.pairs {
		if stars := countByte(pr.key, '*'); stars > 1 {
			b.report("config-bad-value", pr.at, fmt.Sprintf("The alias %q has %d stars, one is the most", pr.key, stars), "use one *")
		}
		add(pr.key, false, pr.value)
	}
	return list
}

func countByte(s string, c byte) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] == c {
			n++
		}
	}
	return n
}
