package plugins

import (
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// matcher finds the shared config that a request or a resolved file belongs to.
// Keys are of three kinds, as in webpack: bare requests that match exactly,
// prefixes that end in a slash, and files. Several configs may stand for one
// request (hint request); filters and layers of the importer choose among them.
type matcher struct {
	exact    map[string][]*config.Shared
	prefixes []*config.Shared            // in the order of the configuration
	files    map[string][]*config.Shared // by absolute path
	packages map[string][]*config.Shared // bare package names whose subpaths are shared too
	suffix   bool                        // some config has allowNodeModulesSuffixMatch
	cache    *resolver.Cache
}

// match is a shared config with what the request has beyond its key.
type match struct {
	shared *config.Shared
	rest   string // what follows the key of a prefix, or "/sub" of a shared package
	// rebuilt is the request that a file inside node_modules stands for; "" when
	// the request itself matched.
	rebuilt string
}

// matchRequest is what a config is compared with.
func matchRequest(s *config.Shared) string {
	if s.Request != "" {
		return s.Request
	}
	return s.Key
}

func newMatcher(list []config.Shared, context string, cache *resolver.Cache, resolve func(request string) (string, error)) (*matcher, map[string]error) {
	m := &matcher{exact: map[string][]*config.Shared{}, files: map[string][]*config.Shared{}, packages: map[string][]*config.Shared{}, cache: cache}
	failed := make(map[string]error)
	for i := range list {
		s := &list[i]
		m.suffix = m.suffix || s.SuffixMatch
		switch key := matchRequest(s); {
		case strings.HasPrefix(key, "./"), strings.HasPrefix(key, "../"), key == ".", key == "..":
			path, err := resolve(key)
			if err != nil {
				failed[s.Key] = err
				continue
			}
			m.files[path] = append(m.files[path], s)
		case filepath.IsAbs(key):
			m.files[key] = append(m.files[key], s)
		case strings.HasSuffix(key, "/"):
			m.prefixes = append(m.prefixes, s)
		default:
			m.exact[key] = append(m.exact[key], s)
			if (s.Subpaths == nil || *s.Subpaths) && packageOf(key) == key {
				m.packages[key] = append(m.packages[key], s)
			}
		}
	}
	return m, failed
}

// request matches a request as written, made from a file in dir that is in a
// layer: the exact request, then what a path inside node_modules stands for,
// then prefixes, then packages whose subpaths are shared.
func (m *matcher) request(request, dir, layer string) (match, bool) {
	if s := choose(m.exact[request], layer, request); s != nil {
		return match{shared: s}, true
	}
	rebuilt := ""
	if m.suffix {
		rebuilt = inNodeModules(request, dir)
	}
	if s := choose(withSuffix(m.exact[rebuilt]), layer, rebuilt); s != nil && rebuilt != "" {
		return match{shared: s, rebuilt: rebuilt}, true
	}
	if x, ok := m.prefix(request, layer, m.prefixes); ok {
		return x, true
	}
	if rebuilt != "" {
		if x, ok := m.prefix(rebuilt, layer, withSuffix(m.prefixes)); ok {
			x.rebuilt = rebuilt
			return x, true
		}
	}
	name := packageOf(request)
	if name == "" || name == request || len(m.packages[name]) == 0 {
		return match{}, false
	}
	// A shared package shares what its exports field makes public. Packages without
	// one have no list of subpaths, and any of their files may be meant.
	rest := request[len(name):]
	if rest == "/package.json" || strings.HasSuffix(rest, ".css") {
		return match{}, false
	}
	s := choose(m.packages[name], layer, rest[1:])
	if s == nil {
		return match{}, false
	}
	if p := findPackage(m.cache, name, dir); p == nil || !p.Has("exports") {
		return match{}, false
	}
	return match{shared: s, rest: rest}, true
}

// prefix finds the first config, those for the layer of the importer before
// others, that the request begins with and whose filters let the rest pass.
func (m *matcher) prefix(request, layer string, list []*config.Shared) (match, bool) {
	for _, layered := range []bool{true, false} {
		for _, s := range list {
			rest, ok := strings.CutPrefix(request, matchRequest(s))
			if ok && rest != "" && (s.IssuerLayer != "") == layered && (!layered || s.IssuerLayer == layer) && passes(s, rest) {
				return match{shared: s, rest: rest}, true
			}
		}
	}
	return match{}, false
}

// file matches a resolved file: a key that is a path, or, where that is allowed,
// one that the file stands for inside node_modules.
func (m *matcher) file(path, layer string) (match, bool) {
	if s := choose(m.files[path], layer, path); s != nil {
		return match{shared: s}, true
	}
	if !m.suffix {
		return match{}, false
	}
	rebuilt := inNodeModules(path, "")
	if s := choose(withSuffix(m.exact[rebuilt]), layer, rebuilt); s != nil && rebuilt != "" {
		return match{shared: s, rebuilt: rebuilt}, true
	}
	x, ok := m.prefix(rebuilt, layer, withSuffix(m.prefixes))
	x.rebuilt = rebuilt
	return x, ok
}

// choose takes the config for the layer of the importer, else one for all
// layers.
func choose(list []*config.Shared, layer, tested string) *config.Shared {
	var general *config.Shared
	for _, s := range list {
		if !passes(s, tested) {
			continue
		}
		if s.IssuerLayer != "" && s.IssuerLayer == layer {
			return s
		}
		if s.IssuerLayer == "" && general == nil {
			general = s
		}
	}
	return general
}

func withSuffix(list []*config.Shared) []*config.Shared {
	var out []*config.Shared
	for _, s := range list {
		if s.SuffixMatch {
			out = append(out, s)
		}
	}
	return out
}

// inNodeModules spells a path below the last node_modules as a request: from a
// file of package "lib", "./chunk.js" is "lib/chunk.js". "" for other paths.
func inNodeModules(request, dir string) string {
	path := request
	switch {
	case strings.HasPrefix(request, "./"), strings.HasPrefix(request, "../"):
		path = filepath.Join(dir, filepath.FromSlash(request))
	case !filepath.IsAbs(request):
		return ""
	}
	path = filepath.ToSlash(path)
	i := strings.LastIndex(path, "/node_modules/")
	if i < 0 {
		return ""
	}
	return path[i+len("/node_modules/"):]
}

// packageOf is the package name that a bare request starts with; "" for others.
func packageOf(request string) string {
	if request == "" || request[0] == '.' || request[0] == '/' || request[0] == '#' {
		return ""
	}
	parts := strings.SplitN(request, "/", 3)
	if request[0] == '@' {
		if len(parts) < 2 {
			return ""
		}
		return parts[0] + "/" + parts[1]
	}
	if strings.Contains(parts[0], ":") {
		return ""
	}
	return parts[0]
}

// findPackage finds an installed package from a directory as Node does.
func findPackage(cache *resolver.Cache, name, dir string) *resolver.Package {
	for {
		if filepath.Base(dir) != "node_modules" {
			if p, err := cache.ReadPackage(filepath.Join(dir, "node_modules", name)); err == nil && p != nil {
				return p
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return nil
		}
		dir = up
	}
}

// shareFlags are the flags that rows of consumes and provides have in common.
func shareFlags(eager, singleton, strict bool) int {
	flags := 0
	for i, on := range []bool{eager, singleton, strict} {
		if on {
			flags |= 1 << i
		}
	}
	return flags
}
