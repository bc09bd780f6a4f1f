package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// devtoolName is webpack's grammar of devtool.
var devtoolName = lazy.Regexp(`^(inline-|hidden-|eval-)?(nosources-)?(cheap-(module-)?)?source-map(-debugids)?$`)

// testDevtool checks a name of devtool.
func testDevtool(s string) *problem {
	if s == "eval" || devtoolName().MatchString(s) {
		return nil
	}
	p := &problem{code: "config-bad-value", message: fmt.Sprintf("\"devtool\" does not accept %q", s),
		help: "write false, source-map, inline-source-map, hidden-source-map or nosources-source-map"}
	if near := diag.Nearest(s, []string{"source-map", "inline-source-map", "hidden-source-map", "nosources-source-map", "cheap-source-map",
		"cheap-module-source-map", "eval-source-map", "eval-cheap-module-source-map", "eval", "source-map-debugids"}); near != "" {
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
		DebugIDs:  strings.HasSuffix(name, "-debugids"),
		Name:      name,
	}
}

var (
	platformName = lazy.Regexp(`^(?:(web|webworker|universal)|(async-)?node([0-9]+(?:\.[0-9]+){0,2})?)$`)
	hostName     = lazy.Regexp(`^(?:electron([0-9]+(?:\.[0-9]+)?)?-(main|preload|renderer)|nwjs|node-webkit)$`)
	languageName = lazy.Regexp(`^es(?:3|5|6|7|8|9|1[0-6]|20[0-9][0-9]|next)$`)
	engineName   = lazy.Regexp(`^(chrome|deno|edge|firefox|hermes|ie|ios|opera|rhino|safari)([0-9]+(?:\.[0-9]+){0,2})$`)
)

// esYears are the years that a language level may name, as text.
var esLevels = []string{"es5", "es2015", "es2016", "es2017", "es2018", "es2019", "es2020", "es2021", "es2022", "es2023", "es2024", "es2025", "esnext"}

// testTarget checks one item of target.
func testTarget(s string) *problem {
	switch {
	case s == "browserslist", strings.HasPrefix(s, "browserslist:") && len(s) > len("browserslist:"):
		return nil
	case platformName().MatchString(s), hostName().MatchString(s), engineName().MatchString(s):
		return nil
	case languageName().MatchString(s):
		if _, ok := languageLevel(s); ok {
			return nil
		}
		return &problem{code: "config-bad-value", message: fmt.Sprintf("%q is not a language level", s), help: "write one of " + strings.Join(esLevels, ", ")}
	}
	p := &problem{code: "config-bad-value", message: fmt.Sprintf("%q is not a target", s),
		help: "write web, webworker, node, async-node, universal, electron-main, electron-preload, electron-renderer or nwjs, a language level such as es2022, an engine with its version such as chrome110, or browserslist"}
	if near := diag.Nearest(s, append([]string{"web", "webworker", "node", "async-node", "universal", "electron-main", "electron-preload", "electron-renderer", "nwjs", "browserslist"}, esLevels...)); near != "" {
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

// target reads the key target. Without it the project's browserslist decides, as
// in webpack.
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
		if query, ok := strings.CutPrefix(s, "browserslist"); ok {
			browsers := b.browsers(item, strings.TrimPrefix(query, ":"))
			t.Engines = append(t.Engines, enginesOf(browsers)...)
			if platformAt == nil && browsers != nil {
				t.Platform = platformOfBrowsers(browsers)
			}
			continue
		}
		if m := hostName().FindStringSubmatch(s); m != nil {
			if platformAt != nil {
				b.report("config-conflict", item.span(), fmt.Sprintf("\"target\" has two platforms, %q and %q", platformAt.text, s), "write one platform for each build")
				continue
			}
			platformAt = item
			if t.Host, t.Platform = "nwjs", "web"; m[2] != "" {
				t.Host = "electron-" + m[2]
				if m[2] != "renderer" { // no document, or none that may have scripts
					t.Platform = "node"
				}
			}
			if version := chromeOfElectron(m[1]); version != "" {
				t.Engines = append(t.Engines, Engine{"chrome", version})
			}
			continue
		}
		if m := platformName().FindStringSubmatch(s); m != nil {
			platform := m[1]
			if platform == "" {
				platform = m[2] + "node"
			}
			if platformAt != nil && (t.Platform == "web" && platform == "node" || t.Platform == "node" && platform == "web") {
				platform = "universal" // both, as in webpack
			} else if platformAt != nil {
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
		if m := engineName().FindStringSubmatch(s); m != nil {
			t.Engines = append(t.Engines, Engine{m[1], m[2]})
		}
	}
	if n == nil {
		if file, ok := hasBrowserslist(b.c.Context); ok {
			b.l.input(file)
			browsers := b.browsers(nil, "")
			t.Engines = enginesOf(browsers)
			t.Platform = platformOfBrowsers(browsers)
		}
	}
	if t.Platform == "" {
		t.Platform = "web"
	}
	return t
}

// electronChrome are the versions of Chromium in Electron 4 and up; from 15 on each
// release takes two steps.
var electronChrome = []int{69, 73, 76, 78, 80, 83, 85, 87, 89, 91, 93}

// chromeOfElectron is the version of Chrome whose syntax a version of Electron has.
func chromeOfElectron(version string) string {
	var major int
	if n, _ := fmt.Sscanf(version, "%d", &major); n == 0 {
		return ""
	}
	switch {
	case major < 4:
		return "53"
	case major < 15:
		return strconv.Itoa(electronChrome[major-4])
	}
	return strconv.Itoa(94 + 2*(major-15))
}

// browsers asks browserslist; at is nil for the default target, where a project
// without the package is built for any browser, with a warning.
func (b *binder) browsers(at *node, query string) []string {
	for _, file := range browserslistFiles(b.c.Context) {
		if _, err := os.Stat(file); err == nil && filepath.Base(file) != "package.json" {
			b.l.input(file)
			break
		}
	}
	cache := b.c.Cache
	if b.l.noCache {
		cache = ""
	}
	list, err := browserslist(b.c.Context, query, cache)
	switch {
	case err == nil && (len(list) > 0 || at == nil):
	case err == nil:
		b.report("config-browserslist", at.span(), "The target is \"browserslist\", and the project has no list",
			"write one into package.json (\"browserslist\") or .browserslistrc, or a query: browserslist:defaults")
	case at == nil:
		d := diag.Diagnostic{Severity: diag.Warning, Code: "config-browserslist", Message: fmt.Sprintf("The browsers of the project are not known: %s", err),
			Help: "install browserslist, or write the target: target: web"}
		b.diags = append(b.diags, d)
	default:
		help := "correct the query"
		if errors.Is(err, errNoBrowserslist) {
			help = "install it (npm install --save-dev browserslist), or write the engines, such as [web, chrome110, safari16]"
		}
		b.report("config-browserslist", at.span(), fmt.Sprintf("%q cannot be answered: %s", at.text, err), help)
	}
	return list
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
