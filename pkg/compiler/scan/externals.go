package scan

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/parse"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// nodeBuiltins are the modules of Node.js itself, without node:.
var nodeBuiltins = func() map[string]bool {
	m := make(map[string]bool)
	for _, n := range strings.Fields(`assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram
		diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path
		path/posix path/win32 perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers
		stream/promises stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm wasi
		worker_threads zlib`) {
		m[n] = true
	}
	return m
}()

func nodeBuiltin(s string) bool {
	return strings.HasPrefix(s, "node:") || nodeBuiltins[s]
}

// externals answers requests that something outside of the build provides.
type externals struct {
	list   []config.External
	kind   string
	node   bool
	hosts  map[string]bool // modules of Electron or NW.js
	module bool
	preset *config.ExternalsPresets
}

func newExternals(c *config.Config) *externals {
	return &externals{list: c.Externals, kind: c.ExternalsType, node: c.ExternalsPresets.Node, hosts: hostModules(&c.ExternalsPresets), module: c.Output.Module, preset: &c.ExternalsPresets}
}

// The modules of Electron by process, as webpack has them.
const (
	electronShared   = "clipboard crash-reporter electron ipc native-image original-fs screen shell"
	electronMain     = "app auto-updater browser-window content-tracing dialog global-shortcut ipc-main menu menu-item power-monitor power-save-blocker protocol session tray web-contents"
	electronRenderer = "desktop-capturer ipc-renderer remote web-frame"
)

// hostModules are what presets add to the modules of Node; nil for nothing.
func hostModules(p *config.ExternalsPresets) map[string]bool {
	var names map[string]bool
	for _, x := range []struct {
		on   bool
		list string
	}{{p.Electron, electronShared}, {p.ElectronMain, electronMain}, {p.ElectronPreload || p.ElectronRenderer, electronRenderer}, {p.NWJS, "nw.gui"}} {
		if !x.on {
			continue
		}
		if names == nil {
			names = make(map[string]bool)
		}
		for _, name := range strings.Fields(x.list) {
			names[name] = true
		}
	}
	return names
}

func (x *externals) match(r *Request) *graph.Module {
	for i := range x.list {
		e := &x.list[i]
		if e.Match.Regexp != nil {
			if !e.Match.Regexp.MatchString(r.Specifier) {
				continue
			}
		} else if e.Match.Text != r.Specifier {
			continue
		}
		if e.Layer != nil && *e.Layer != r.Layer || slices.Contains(e.NotLayers, r.Layer) {
			continue
		}
		if !e.True && e.Values == nil {
			break
		}
		request := []string{r.Specifier}
		kind := x.kind
		prefixed := true
		if !e.True {
			v, ok := e.Values[""]
			if prefixed = ok; !ok {
				for _, k := range []string{kind, "commonjs", "root", "amd"} {
					if v, ok = e.Values[k]; ok {
						break
					}
				}
			}
			if len(v) > 0 {
				request = append([]string(nil), v...)
			}
		}
		// "<type> <request>" overrides the type, as in webpack; values by type do not.
		if k, rest, ok := strings.Cut(request[0], " "); prefixed && ok && isType(k) {
			kind, request[0] = k, rest
		}
		if kind == "module-import" { // as the importer asks for it
			kind = "module"
			if r.Kind == graph.DepDynamic {
				kind = "import"
			}
		}
		m := NewExternal(kind, request)
		m.NoSideEffects = e.NoSideEffects
		if body := m.Body.(*graph.External); body.Wrapped() && len(e.Values) > 0 {
			if _, one := e.Values[""]; !one {
				body.Targets = e.Values
				m.Name = "external " + kind + " " + r.Specifier
			}
		}
		return m
	}
	if x.preset.Deno || x.preset.Bun {
		if request := x.ofRuntime(r.Specifier); request != "" {
			return NewExternal(x.loadable(r), []string{request})
		}
	}
	if x.node && nodeBuiltin(r.Specifier) || x.hosts[r.Specifier] {
		kind := "node-commonjs"
		if x.module {
			kind = "module"
		}
		return NewExternal(kind, []string{r.Specifier})
	}
	if r.Kind == graph.DepURL && strings.HasPrefix(r.Specifier, "#") { // a place in the document
		return NewExternal("asset", []string{r.Specifier})
	}
	if strings.HasPrefix(r.Specifier, "http://") || strings.HasPrefix(r.Specifier, "https://") || strings.HasPrefix(r.Specifier, "//") {
		if r.Kind == graph.DepURL || r.Kind == graph.DepCSS {
			return NewExternal("asset", []string{r.Specifier})
		}
	}
	return nil
}

// ofRuntime is what Deno or Bun knows a module by that they bring along or load
// themselves; "" for others.
func (x *externals) ofRuntime(request string) string {
	start, _, _ := strings.Cut(request, ":")
	switch {
	case start == "node" && start != request, x.preset.Bun && start == "bun":
		return request
	case x.preset.Deno && start != request && (start == "npm" || start == "jsr" || start == "http" || start == "https"):
		return request
	case nodeBuiltins[request]:
		return "node:" + request
	}
	return ""
}

// loadable is the type of an external that is loaded as the request asks for it.
func (x *externals) loadable(r *Request) string {
	switch {
	case r.Kind == graph.DepRequire || r.Kind != graph.DepDynamic && !x.module:
		return "node-commonjs"
	case r.Kind == graph.DepDynamic:
		return "import"
	}
	return "module"
}

// installed answers a request with an external when the file found for it belongs
// to an installed package, is one that Node can load, and Node finds the package by
// that request; nil when it is to be bundled.
func (x *externals) installed(r *Request, path string) *graph.Module {
	if !x.preset.Packages || r.Importer == "" || r.Kind == graph.DepURL || r.Kind == graph.DepCSS || !isBare(r.Specifier) || strings.ContainsAny(r.Specifier, "!?") {
		return nil
	}
	path = filepath.ToSlash(path)
	at := strings.LastIndex(path, "/node_modules/")
	switch filepath.Ext(path) {
	case ".js", ".cjs", ".mjs", ".json", ".node":
	default:
		return nil
	}
	if at < 0 || packageName(path[at+len("/node_modules/"):]) != packageName(r.Specifier) {
		return nil
	}
	if slices.ContainsFunc(x.preset.Bundled, func(c config.Condition) bool { return holds(c, r.Specifier) }) {
		return nil
	}
	return NewExternal(x.loadable(r), []string{r.Specifier})
}

// checkExternal reports an external whose type takes an expression, and whose
// request is none: it is written into the output as it is. The type may be that
// of all externals, which a list of package names never chose.
func checkExternal(r *Request, x *graph.External) {
	switch x.Type {
	case "var", "assign", "promise":
		if !parse.IsExpression(x.Request[0]) {
			r.Report(diag.Diagnostic{
				Code: "external-expression", At: r.At(),
				Message: fmt.Sprintf("The external %q is of type %q, which is written as an expression, and %q is none", r.Specifier, x.Type, x.Request[0]),
				Help:    fmt.Sprintf("write the type that fits before it, such as \"commonjs %s\", or a global name", x.Request[0]),
			})
		}
	}
}

func isType(s string) bool {
	if s == "" {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

// NewExternal makes the module of an external. Its name says all that makes it
// different from others.
func NewExternal(kind string, request []string) *graph.Module {
	if kind == "script" && len(request) == 1 {
		if global, url, ok := strings.Cut(request[0], "@"); ok && global != "" && url != "" {
			request = []string{url, global}
		}
	}
	return &graph.Module{
		Name: "external " + kind + " " + strings.Join(request, " "),
		Body: &graph.External{Type: kind, Request: request},
	}
}
