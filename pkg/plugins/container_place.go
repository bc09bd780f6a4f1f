package plugins

import (
	"fmt"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/minify"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// place is one place where a container may be.
type place struct {
	kind     string // type of externals, "internal" or "manifest"
	request  string // URL, specifier or expression
	global   string // of a script; may be "" for a manifest, which names it
	module   string // name that the file registers itself by with its loader; "" for none
	dep      int    // of an internal module
	timeout  int    // milliseconds; 0 for the default
	hash     string // integrity
	problem  string // why the place cannot be used; "" for nothing
	help     string
	declared string // kind as the configuration says it
}

// moduleKinds are loaded with import().
var moduleKinds = map[string]bool{"module": true, "import": true, "module-import": true}

// registers are the types whose files may register themselves by a name, which
// is then written in front of their address.
var registers = map[string]bool{"system": true, "amd": true, "amd-require": true, "umd": true, "umd2": true}

// newPlace understands "<global>@<url>", "<name>@<url>" of loaders, URLs of manifests and the rest.
func newPlace(kind, request string, r *config.Remote, c *config.Config) place {
	node := strings.HasSuffix(c.Target.Platform, "node")
	x := place{kind: kind, declared: kind, request: request, timeout: r.Timeout, hash: r.Integrity}
	const form = "write global@https://host/remoteEntry.js with remoteType: script, or name the type: \"module https://host/remoteEntry.js\""
	global, url, named := strings.Cut(request, "@")
	// The "@" of https://host/@scope/x.js is none of ours.
	named = named && global != "" && !strings.Contains(global, ":")
	switch {
	case config.IsManifest(request) && (kind == "script" || moduleKinds[kind]):
		x.kind = "manifest"
		if named && !strings.Contains(global, "/") {
			x.global, x.request = global, url
		}
	case kind == "script":
		x.global, x.request = global, url
		if !named || url == "" {
			x.problem, x.help = fmt.Sprintf("%q does not name a global variable and a URL", request), form
		}
	case named && registers[kind] && (strings.Contains(url, "://") || strings.HasPrefix(url, "/") || strings.HasPrefix(url, "./")):
		x.module, x.request = global, url
		x.problem, x.help = x.unfit(c, form)
	case named && strings.Contains(url, "://") && kind != "promise":
		x.problem = fmt.Sprintf("%q names a global variable and a URL, which only a script has, and its type is %q", request, kind)
		x.help = form
	default:
		x.problem, x.help = x.unfit(c, form)
	}
	if x.problem == "" && x.hash != "" && !x.verifiable(node) {
		x.problem = fmt.Sprintf("what the type %q loads cannot be compared with a hash", kind)
		x.help = "remove integrity, or load it as a script, module or manifest"
	}
	if x.problem == "" && x.timeout > 0 && x.immediate() {
		x.problem = fmt.Sprintf("what the type %q loads is there at once, so it cannot time out", kind)
		x.help = "remove timeout"
	}
	return x
}

// unfit says why the type gives no container here, and what to do; "" when it may.
func (x *place) unfit(c *config.Config, form string) (problem, help string) {
	address := strings.Contains(x.request, "://") || strings.HasPrefix(x.request, "/")
	switch x.kind {
	case "jsonp":
		return "a library of type jsonp calls a function and leaves no container", "build the remote as var or module"
	case "asset", "asset-url", "css-url":
		return fmt.Sprintf("the type %q gives the address of a file, which is no container", x.kind), form
	case "var", "assign", "this", "window", "self", "global":
		if address {
			return fmt.Sprintf("%q is an address, and the type %q loads nothing: it reads a variable that is there already", x.request, x.kind), form
		}
		node := strings.HasSuffix(c.Target.Platform, "node")
		if node && (x.kind == "window" || x.kind == "self") || c.Target.Platform == "webworker" && x.kind == "window" {
			return fmt.Sprintf("%s does not exist on the platform %s", x.kind, c.Target.Platform), fmt.Sprintf("write \"global %s\"", x.request)
		}
	}
	if x.kind == "var" || x.kind == "assign" || x.kind == "promise" {
		if _, err := minify.Expression([]byte("("+x.request+")"), minify.Options{}); err != nil {
			return fmt.Sprintf("%q is no expression of JavaScript", x.request), "correct the expression behind the type " + x.kind
		}
	}
	if x.required() && strings.HasPrefix(c.Target.Platform, "web") && !c.ExternalsPresets.Node && !commonLibrary(c.Output.Library) {
		return fmt.Sprintf("the type %q calls require, which the platform %s has not", x.kind, c.Target.Platform), "write target: node, or load it as a script or module"
	}
	return "", ""
}

// commonLibrary: the output runs where CommonJS does, whatever the platform.
func commonLibrary(lib *config.Library) bool {
	return lib != nil && (strings.HasPrefix(lib.Type, "commonjs") || strings.HasPrefix(lib.Type, "umd"))
}

// verifiable: something can check a hash of the file before it runs.
func (x *place) verifiable(node bool) bool {
	return x.kind == "script" || x.kind == "manifest" || moduleKinds[x.kind] && !node || x.required() && node
}

func (x *place) required() bool {
	switch x.kind {
	case "commonjs", "commonjs2", "commonjs-module", "commonjs-static", "node-commonjs":
		return true
	}
	return false
}

// immediate: the expression gives the container without loading anything.
func (x *place) immediate() bool {
	switch x.kind {
	case "var", "assign", "this", "window", "self", "global":
		return true
	}
	return x.required()
}

// more is the third argument of R.ext and R.mf: how the file is loaded.
func (x *place) more(crossOrigin string) string {
	var parts []string
	if x.timeout > 0 {
		parts = append(parts, fmt.Sprintf("timeout:%d", x.timeout))
	}
	if x.hash != "" {
		parts = append(parts, "integrity:"+graph.Quote(x.hash))
		if x.kind == "script" {
			// The browser checks only what it may read, hence the CORS request.
			if crossOrigin == "" {
				crossOrigin = "anonymous"
			}
			parts = append(parts, "crossOrigin:"+graph.Quote(crossOrigin))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// expression gives the container, or a promise of it; url is the expression of
// the request, for which a second try may put another.
func (x *place) expression(in *graph.GenerateInput, url, crossOrigin string) string {
	amd := func() string {
		if x.module == "" {
			return fmt.Sprintf("new Promise((resolve, reject) => %s.require([%s], resolve, reject))", in.Global, url)
		}
		// The address gives nothing when the file has registered itself by its name.
		return fmt.Sprintf("new Promise((resolve, reject) => %s.require([%s], (found) => found ? resolve(found) : %s.require([%s], resolve, reject), reject))",
			in.Global, url, in.Global, graph.Quote(x.module))
	}
	arguments := func(list ...string) string {
		for len(list) > 1 && list[len(list)-1] == "" {
			list = list[:len(list)-1]
		}
		for i := range list {
			if list[i] == "" {
				list[i] = "undefined"
			}
		}
		return "(" + strings.Join(list, ", ") + ")"
	}
	const R = "__webpack_require__"
	switch x.kind {
	case "script":
		return R + ".ext" + arguments(graph.Quote(x.global), url, x.more(crossOrigin))
	case "manifest":
		global := ""
		if x.global != "" {
			global = graph.Quote(x.global)
		}
		return R + ".mf" + arguments(url, global, x.more(crossOrigin))
	case "module", "import", "module-import":
		if x.hash != "" {
			return R + ".im(" + url + ", " + graph.Quote(x.hash) + ", (file) => import(file))"
		}
		return "import(" + url + ")"
	case "system":
		if x.module != "" {
			return "System.import(" + url + ").then((found) => found.get ? found : System.import(" + graph.Quote(x.module) + "))"
		}
		return "System.import(" + url + ")"
	case "amd", "amd-require":
		return amd()
	case "umd", "umd2":
		// With an AMD loader in the page, its require is a function too, and gives only what is loaded already.
		global := url
		if x.module != "" {
			global = graph.Quote(x.module)
		}
		return fmt.Sprintf("%s.define && %s.define.amd ? %s : typeof require == \"function\" ? %s(%s) : %s[%s]",
			in.Global, in.Global, amd(), in.NodeRequire, url, in.Global, global)
	case "internal":
		if chunks := in.Chunks(x.dep); chunks != "" {
			return "Promise.all(" + chunks + ".map(" + R + ".e)).then(() => " + in.Require(x.dep) + ")"
		}
		return in.Require(x.dep)
	}
	if x.required() && x.hash != "" {
		return R + ".rq(" + url + ", " + graph.Quote(x.hash) + ", " + in.NodeRequire + ")"
	}
	e := graph.External{Type: x.kind, Request: []string{x.request}, Container: true}
	return e.ContainerExpression(in)
}

// scriptFeature loads containers that are scripts.
func scriptFeature(node bool) runtime.Feature {
	if node {
		return runtime.ScriptNode
	}
	return runtime.ScriptExternal
}

// needs are the features that the expression uses.
func (x *place) needs(node bool) runtime.Set {
	script := scriptFeature(node)
	switch {
	case x.hash != "" && moduleKinds[x.kind]:
		return runtime.Of(runtime.ModuleIntegrity)
	case x.hash != "" && x.required():
		return runtime.Of(runtime.Hash)
	}
	switch x.kind {
	case "script":
		return runtime.Of(script)
	case "manifest":
		return runtime.Of(runtime.Manifest, script)
	case "internal":
		return runtime.Of(runtime.Ensure)
	}
	return runtime.Set{}
}
