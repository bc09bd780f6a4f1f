package config

import (
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"

	"fmt"
	"regexp"
	"strings"
)

// devtoolName is webpack's grammar of devtool.
var devtoolName = regexp.MustCompile(`^(inline-|hidden-|eval-)?(nosources-)?(cheap-(module-)?)?source-map$`)

// testDevtool checks a name of devtool.
func testDevtool(s string) *problem {
	if s == "eval" || devtoolName.MatchString(s) {
		return nil
	}
	if strings.HasSuffix(s, "-debugids") {
		return &problem{code: "config-not-supported", message: fmt.Sprintf("\"devtool\": %q is not supported yet", s), help: "remove \"-debugids\""}
	}
	p := &problem{code: "config-bad-value", message: fmt.Sprintf("\"devtool\" does not accept %q", s),
		help: "write false, source-map, inline-source-map, hidden-source-map or nosources-source-map"}
	if near := diag.Nearest(s, []string{"source-map", "inline-source-map", "hidden-source-map", "nosources-source-map", "cheap-source-map",
		"cheap-module-source-map", "eval-source-map", "eval-cheap-module-source-map", "eval"}); near != "" {
		p.help = fmt.Sprintf("did you mean %q?", near)
	}
	return p
}

// parseDevtool maps webpack's names to the maps that exist here. All of them are
// full maps, as exact as source-map: "cheap" and "module" ask for less, which
// costs nothing to exceed. The names with "eval" put a map into the code of each
// module; nothing is evaluated here, so they become maps inside the file.
func parseDevtool(name string) Devtool {
	return Devtool{
		Enabled:   true,
		Inline:    strings.HasPrefix(name, "inline-") || strings.HasPrefix(name, "eval"),
		Hidden:    strings.HasPrefix(name, "hidden-"),
		NoSources: strings.Contains(name, "nosources-"),
		Name:      name,
	}
}

var (
	platformName = regexp.MustCompile(`^(?:(web|webworker|universal)|(async-)?node([0-9]+(?:\.[0-9]+){0,2})?)$`)
	languageName = regexp.MustCompile(`^es(?:3|5|6|7|8|9|1[0-6]|20[0-9][0-9]|next)$`)
	engineName   = regexp.MustCompile(`^(chrome|deno|edge|firefox|hermes|ie|ios|opera|rhino|safari)([0-9]+(?:\.[0-9]+){0,2})$`)
)

// esYears are the years that a language level may name, as text.
var esLevels = []string{"es5", "es2015", "es2016", "es2017", "es2018", "es2019", "es2020", "es2021", "es2022", "es2023", "es2024", "es2025", "esnext"}

// testTarget checks one item of target.
func testTarget(s string) *problem {
	switch {
	case s == "universal":
		return &problem{code: "config-not-supported", message: "\"target\": \"universal\" is not supported yet", help: "write one platform"}
	case s == "browserslist" || strings.HasPrefix(s, "browserslist:"):
		// Queries need the data of caniuse, which no Go module carries and keeps fresh.
		return &problem{code: "config-not-supported", message: fmt.Sprintf("\"target\": %q is not supported yet", s),
			help: "write the engines, such as [web, chrome110, safari16]"}
	case platformName.MatchString(s), engineName.MatchString(s):
		return nil
	case languageName.MatchString(s):
		if _, ok := languageLevel(s); ok {
			return nil
		}
		return &problem{code: "config-bad-value", message: fmt.Sprintf("%q is not a language level", s), help: "write one of " + strings.Join(esLevels, ", ")}
	}
	p := &problem{code: "config-bad-value", message: fmt.Sprintf("%q is not a target", s),
		help: "write web, webworker, node or async-node, a language level such as es2022, or an engine with its version such as chrome110"}
	if near := diag.Nearest(s, append([]string{"web", "webworker", "node", "async-node"}, esLevels...)); near != "" {
		p.help = fmt.Sprintf("did you mean %q?", near)
	}
	return p
}

// languageLevel writes a level by its year: es6 is es2015.
func languageLevel(s string) (string, bool) {
	var edition int
	if n, _ := fmt.Sscanf(s, "es%d", &edition); n == 1 && edition >= 6 && edition <= 16 {
		s = fmt.Sprintf("es%d", 2009+edition)
	}
	for _, level := range esLevels {
		if s == level {
			return s, true
		}
	}
	return "", false
}

// target reads the key target.
func (b *binder) target() Target {
	var t Target
	var platformAt, levelAt *node
	n := b.tree.get("target")
	items := listOfNodes(n)
	for _, item := range items {
		s := item.str()
		if testTarget(s) != nil {
			continue
		}
		if m := platformName.FindStringSubmatch(s); m != nil {
			platform := m[1]
			if platform == "" {
				platform = m[2] + "node"
			}
			if platformAt != nil {
				b.report("config-conflict", item.span(), fmt.Sprintf("\"target\" has two platforms, %q and %q", platformAt.text, s), "write one platform for each build")
				continue
			}
			platformAt, t.Platform = item, platform
			if m[3] != "" {
				t.Engines = append(t.Engines, Engine{"node", m[3]})
			}
			continue
		}
		if level, ok := languageLevel(s); ok {
			if levelAt != nil {
				b.report("config-conflict", item.span(), fmt.Sprintf("\"target\" has two language levels, %q and %q", levelAt.text, s), "write one")
				continue
			}
			levelAt, t.ES = item, level
			continue
		}
		if m := engineName.FindStringSubmatch(s); m != nil {
			t.Engines = append(t.Engines, Engine{m[1], m[2]})
		}
	}
	if t.Platform == "" {
		t.Platform = "web"
	}
	return t
}

// listOfNodes returns the items of a list, or a value as a list of one.
func listOfNodes(n *node) []*node {
	switch {
	case n == nil:
		return nil
	case n.kind == kindList:
		return n.items
	}
	return []*node{n}
}
