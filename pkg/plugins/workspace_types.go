package plugins

import (
	"fmt"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// types reports remotes that are loaded in another way than their container is
// built for. A remote may lead to another deployment than the container of its
// name beside it, so it is a warning.
func (w workspace) types() []diag.Diagnostic {
	var diags []diag.Diagnostic
	for _, m := range w {
		for _, r := range m.remotes {
			to := w.leadsTo(m, r.remote)
			if to == nil {
				continue
			}
			for _, text := range r.remote.Externals {
				kind, request := splitExternal(text, r.kind())
				c := to.containerAt(r.remote.Key, text)
				if c == nil || config.IsManifest(request) || loads(kind, c.library, m.onServer()) {
					continue
				}
				diags = append(diags, diag.Diagnostic{
					Severity: diag.Warning, Code: "remote-type-differs", At: m.config.Where(r.path...),
					Message: fmt.Sprintf("The remote %q is loaded as %s, and its container is built as %s", r.remote.Key, kind, c.library),
					Labels:  []diag.Label{{At: to.config.Where(c.path...), Message: "built here"}},
					Help:    "name the type in which it is built before the address of the remote, or write library: {type} for the container",
				})
			}
		}
	}
	return diags
}

// kind is the type of places that name none.
func (r *memberRemote) kind() string {
	switch {
	case r.remote.Type != "":
		return r.remote.Type
	case r.remoteType != "":
		return r.remoteType
	}
	return "script"
}

func (m *member) containerAt(key, external string) *container {
	for i := range m.containers {
		if m.containers[i].isAt(key, external) {
			return &m.containers[i]
		}
	}
	return nil
}

// loads reports whether a remote of the type can be a container whose library has
// the other type. What only run time knows can.
func loads(kind, library string, onServer bool) bool {
	common, universal := strings.HasPrefix(library, "commonjs"), strings.HasPrefix(library, "umd")
	module := library == "module" || library == "modern-module"
	loader := library == "system" || library == "amd" || library == "amd-require"
	switch kind {
	case "module", "import", "module-import":
		return module
	case "script":
		return !module && !loader && library != "jsonp" && (onServer || !common)
	case "var", "assign", "window", "self", "this", "global":
		return !module && !loader && !common && library != "jsonp"
	case "system":
		return library == "system"
	case "amd", "amd-require":
		return library == "amd" || universal
	case "umd", "umd2":
		return universal || library == "amd" || common && onServer
	case "commonjs", "commonjs2", "commonjs-module", "commonjs-static", "node-commonjs":
		return common || universal
	}
	return true
}
