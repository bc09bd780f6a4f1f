package resolver

import (
	"slices"
	"strings"
)

// TypeScriptExtensionAlias lets a TypeScript file write the name that a module
// will have once compiled: "./a.js" means a.ts or a.tsx, or else a.js. It is for
// importers that are TypeScript only; in JavaScript "./a.js" means a.js.
var TypeScriptExtensionAlias = []ExtensionAlias{
	{Extension: ".js", Targets: []string{".ts", ".tsx", ".js", ".jsx"}},
	{Extension: ".jsx", Targets: []string{".tsx", ".jsx"}},
	{Extension: ".mjs", Targets: []string{".mts", ".mjs"}},
	{Extension: ".cjs", Targets: []string{".cts", ".cjs"}},
}

// DefaultExtensions are tried, in this order, on a request without an extension.
// webpack's own are .js, .json and .wasm.
var DefaultExtensions = []string{".tsx", ".ts", ".jsx", ".mjs", ".js", ".json", ".wasm"}

// Defaults returns webpack's resolve options, with our extensions.
//
// target is one of webpack's, or several separated by commas ("web", "node20",
// "webworker", "electron-main", "web,es2020"); mode is "production",
// "development" or "none"; dependency is "esm", "commonjs", "amd", "url",
// "worker", "wasm", "loader", "css-import" or anything else for the rest.
//
// Source: getResolveDefaults in webpack's lib/config/defaults.js. Roots, which
// webpack sets to the project directory, are left to the caller.
func Defaults(target, mode, dependency string) Options {
	platform := platformOf(target)
	conditions := []string{"webpack", "production"}
	if mode == "development" {
		conditions[1] = "development"
	}
	opts := Options{
		Modules:          []string{"node_modules"},
		MainFiles:        []string{"index"},
		MainFields:       [][]string{{"main"}},
		ExportsFields:    [][]string{{"exports"}},
		ImportsFields:    [][]string{{"imports"}},
		DescriptionFiles: []string{"package.json"},
		Extensions:       []string{},
		Symlinks:         true,
	}
	if dependency == "css-import" {
		opts.ConditionNames = append(conditions, "style")
		opts.MainFields = [][]string{{"style"}, {"main"}}
		opts.MainFiles = []string{}
		opts.Extensions = []string{".css"}
		opts.PreferRelative = true
		return opts
	}
	opts.ConditionNames = append(conditions, platform.conditions()...)
	switch dependency {
	case "url":
		opts.PreferRelative = true
		return opts
	case "worker":
		opts.PreferRelative = true
		opts.ConditionNames = append([]string{"worker", "import", "module-sync", "module"}, opts.ConditionNames...)
	case "esm", "wasm", "loaderImport":
		opts.ConditionNames = append([]string{"import", "module-sync", "module"}, opts.ConditionNames...)
	default:
		opts.ConditionNames = append([]string{"require", "module-sync", "module"}, opts.ConditionNames...)
	}
	opts.Extensions = slices.Clone(DefaultExtensions)
	opts.MainFields = [][]string{{"module"}, {"main"}}
	// A renderer of Electron is a browser that can also load Node's modules.
	if platform.web && (!platform.node || platform.renderer) {
		opts.AliasFields = [][]string{{"browser"}}
		opts.MainFields = append([][]string{{"browser"}}, opts.MainFields...)
	}
	return opts
}

// A platform is what a target offers to packages that choose by it.
type platform struct{ web, worker, node, electron, renderer, nwjs, universal bool }

func platformOf(target string) platform {
	var p platform
	for _, t := range strings.FieldsFunc(target, func(r rune) bool { return r == ',' || r == ' ' }) {
		switch {
		case strings.HasPrefix(t, "node-webkit"), strings.HasPrefix(t, "nwjs"), strings.HasPrefix(t, "nw"):
			p.nwjs, p.node, p.web = true, true, true
		case strings.HasPrefix(t, "node"), strings.HasPrefix(t, "async-node"):
			p.node = true
		case strings.HasPrefix(t, "electron"):
			p.electron, p.node = true, true
			if strings.HasSuffix(t, "-renderer") || strings.HasSuffix(t, "-preload") {
				p.web = true
				p.renderer = strings.HasSuffix(t, "-renderer")
			}
		case t == "universal":
			p.universal = true // what runs everywhere chooses no platform
		case t == "webworker":
			p.web, p.worker = true, true
		case t == "web", strings.HasPrefix(t, "browserslist"):
			p.web = true
		}
	}
	// "es2020" alone says nothing of the platform; this program builds for the web.
	if p == (platform{}) {
		p.web = true
	}
	return p
}

func (p platform) conditions() []string {
	var names []string
	for _, c := range []struct {
		holds bool
		name  string
	}{{p.worker, "worker"}, {p.node, "node"}, {p.web, "browser"}, {p.electron, "electron"}, {p.nwjs, "nwjs"}} {
		if c.holds {
			names = append(names, c.name)
		}
	}
	return names
}
