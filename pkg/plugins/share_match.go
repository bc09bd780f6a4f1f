package plugins

import (
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// matcher finds the shared config that a request or a resolved file belongs to.
// Keys are of three kinds, as in webpack: bare requests that match exactly,
// prefixes that end in a slash, and files.
type matcher struct {
	exact    map[string]*config.Shared
	prefixes []*config.Shared          // in the order of the configuration
	files    map[string]*config.Shared // by absolute path
	packages map[string]*config.Shared // bare package names whose subpaths are shared too
	cache    *resolver.Cache
}

// match is a shared config with what the request has beyond its key.
type match struct {
	shared *config.Shared
	rest   string // what follows the key of a prefix, or "/sub" of a shared package
}

func newMatcher(list []config.Shared, context string, cache *resolver.Cache, resolve func(request string) (string, error)) (*matcher, map[string]error) {
	m := &matcher{exact: map[string]*config.Shared{}, files: map[string]*config.Shared{}, packages: map[string]*config.Shared{}, cache: cache}
	failed := make(map[string]error)
	for i := range list {
		s := &list[i]
		switch key := s.Key; {
		case strings.HasPrefix(key, "./"), strings.HasPrefix(key, "../"), key == ".", key == "..":
			path, err := resolve(key)
			if err != nil {
				failed[key] = err
				continue
			}
			m.files[path] = s
		case filepath.IsAbs(key):
			m.files[key] = s
		case strings.HasSuffix(key, "/"):
			m.prefixes = append(m.prefixes, s)
		default:
			m.exact[key] = s
			if (s.Subpaths == nil || *s.Subpaths) && packageOf(key) == key {
				m.packages[key] = s
			}
		}
	}
	return m, failed
}

// request matches a request as written, made from a file in dir.
func (m *matcher) request(request, dir string) (match, bool) {
	if s := m.exact[request]; s != nil {
		return match{s, ""}, true
	}
	for _, s := range m.prefixes {
		if rest, ok := strings.CutPrefix(request, s.Key); ok && rest != "" {
			return match{s, rest}, true
		}
	}
	name := packageOf(request)
	if name == "" || name == request {
		return match{}, false
	}
	s := m.packages[name]
	if s == nil {
		return match{}, false
	}
	// A shared package shares what its exports field makes public. Packages without
	// one have no list of subpaths, and any of their files may be meant.
	rest := request[len(name):]
	if rest == "/package.json" || strings.HasSuffix(rest, ".css") {
		return match{}, false
	}
	if p := findPackage(m.cache, name, dir); p == nil || !p.Has("exports") {
		return match{}, false
	}
	return match{s, rest}, true
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
