package plugins

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/mfbundle/mfbundle/pkg/config/npmrange"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// requirement is a required version and where it comes from.
type requirement struct {
	Range  string // npm range; "" for none
	Source string // display name of the file that says so; "" when none does
	// Unknown: nothing says which version is meant, and that is worth a warning.
	Unknown bool
	Read    []string // package.json files that were looked at, absolute
}

// versions infers required versions from package.json files.
type versions struct {
	cache   *resolver.Cache
	display func(string) string
	// resolver finds workspace packages that no node_modules has: through an alias
	// or the paths of tsconfig.json.
	resolver *resolver.Resolver

	mu       sync.Mutex
	catalogs map[string]map[string]map[string]string // pnpm-workspace.yaml directory → catalog → package → range
}

// sections are asked in this order, as webpack does.
func sections(p *resolver.Package) []map[string]string {
	return []map[string]string{p.OptionalDependencies, p.Dependencies, p.PeerDependencies, p.DevDependencies}
}

// required finds the range that the importer in dir wants of a package: the
// value in the nearest package.json that lists it. A package that imports
// itself wants nothing.
func (v *versions) required(name, dir string) requirement {
	var r requirement
	for p := range v.cache.ParentPackages(dir) {
		r.Read = append(r.Read, p.Path)
		if p.Name == name {
			return requirement{}
		}
		for _, s := range sections(p) {
			value, ok := s[name]
			if !ok {
				continue
			}
			r.Range = v.normalize(name, value, p.Dir)
			r.Source = v.display(p.Path)
			return r
		}
	}
	r.Unknown = true
	return r
}

// normalize turns a value of a dependency table into an npm range: package
// managers allow more than ranges there. "" means any version.
//
//	workspace:^1.0.0 → ^1.0.0      workspace:^ → ^ and the version of that package
//	workspace:*      → its version npm:react@^18 → ^18
//	catalog:         → the range in pnpm-workspace.yaml
//	file: link:      → the version of the package there
//	...#semver:^1.2  → ^1.2        tags, tarballs, other git URLs → any
func (v *versions) normalize(name, value, dir string) string {
	value = strings.TrimSpace(value)
	switch {
	case strings.HasPrefix(value, "workspace:"):
		rest := strings.TrimPrefix(value, "workspace:")
		if i := strings.LastIndexByte(rest, '@'); i > 0 { // workspace:other@^1.0.0
			name, rest = rest[:i], rest[i+1:]
		}
		switch rest {
		case "*", "", "^", "~":
			if found := v.installed(name, dir); found != "" {
				return strings.TrimSuffix(rest, "*") + found
			}
			return ""
		}
		if strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "/") {
			return v.versionAt(filepath.Join(dir, rest))
		}
		return valid(rest)
	case strings.HasPrefix(value, "catalog:"):
		return valid(v.catalog(strings.TrimPrefix(value, "catalog:"), name, dir))
	case strings.HasPrefix(value, "npm:"):
		rest := strings.TrimPrefix(value, "npm:")
		if i := strings.LastIndexByte(rest, '@'); i > 0 {
			return valid(rest[i+1:])
		}
		return ""
	case strings.HasPrefix(value, "file:"), strings.HasPrefix(value, "link:"), strings.HasPrefix(value, "portal:"):
		_, path, _ := strings.Cut(value, ":")
		return v.versionAt(filepath.Join(dir, filepath.FromSlash(path)))
	}
	if i := strings.LastIndexByte(value, '#'); i >= 0 {
		after := value[i+1:]
		if s, ok := strings.CutPrefix(after, "semver:"); ok {
			return valid(s)
		}
		return valid(after)
	}
	return valid(value)
}

// installed is the version of a package as code in dir would get it.
func (v *versions) installed(name, dir string) string {
	if p := findPackage(v.cache, name, dir); p != nil && p.Version != "" {
		return p.Version
	}
	if v.resolver == nil {
		return ""
	}
	res, err := v.resolver.Resolve(dir, name)
	if err != nil || res.Ignored {
		return ""
	}
	if p := v.cache.FindNamedPackage(filepath.Dir(res.Path)); p != nil && p.Name == name {
		return p.Version
	}
	return ""
}

// valid returns s when it is an npm range, else "".
func valid(s string) string {
	if strings.TrimSpace(s) == "" || readRange(s).err != nil {
		return ""
	}
	return s
}

// ranges are the ranges that were read, by text: a project has few, and asks for
// them at each import of a share.
var ranges sync.Map // string → *rangeOf

type rangeOf struct {
	text string // in the dialect of the runtime
	err  error
}

func readRange(s string) *rangeOf {
	if r, ok := ranges.Load(s); ok {
		return r.(*rangeOf)
	}
	r := &rangeOf{}
	r.text, r.err = spellRange(s)
	ranges.Store(s, r)
	return r
}

func (v *versions) versionAt(dir string) string {
	if p, err := v.cache.ReadPackage(dir); err == nil && p != nil {
		return valid(p.Version)
	}
	return ""
}

// catalog looks a package up in the pnpm-workspace.yaml above dir.
func (v *versions) catalog(catalog, name, dir string) string {
	if catalog == "" {
		catalog = "default"
	}
	for {
		if c := v.readCatalogs(dir); c != nil {
			return c[catalog][name]
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

func (v *versions) readCatalogs(dir string) map[string]map[string]string {
	v.mu.Lock()
	defer v.mu.Unlock()
	if c, ok := v.catalogs[dir]; ok {
		return c
	}
	if v.catalogs == nil {
		v.catalogs = make(map[string]map[string]map[string]string)
	}
	var out map[string]map[string]string
	if data, err := os.ReadFile(filepath.Join(dir, "pnpm-workspace.yaml")); err == nil {
		var file struct {
			Catalog  map[string]string            `yaml:"catalog"`
			Catalogs map[string]map[string]string `yaml:"catalogs"`
		}
		out = map[string]map[string]string{}
		// A broken file is the package manager's to report; here it has no entries.
		if yaml.Unmarshal(data, &file) == nil {
			for k, c := range file.Catalogs {
				out[k] = c
			}
			if file.Catalog != nil {
				out["default"] = file.Catalog
			}
		}
	}
	v.catalogs[dir] = out
	return out
}

// runtimeRange spells a range in the small dialect of the runtime: comparator
// sets joined by "||", with full versions. "" for any version.
func runtimeRange(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	r := readRange(s)
	return r.text, r.err
}

func spellRange(s string) (string, error) {
	r, err := npmrange.ParseRange(s)
	if err != nil {
		return "", err
	}
	if r.Any() {
		return "*", nil
	}
	// "^1.2.3" is shorter than its comparators, and people know it.
	if rest, ok := strings.CutPrefix(strings.TrimSpace(s), "^"); ok {
		if v, err := npmrange.ParseVersion(rest); err == nil && v.String() == rest && v.Prerelease() == "" {
			return "^" + rest, nil
		}
	}
	var sets []string
	for _, set := range r.Sets {
		var cs []string
		for _, c := range set {
			cs = append(cs, c.String())
		}
		if len(cs) == 0 {
			cs = append(cs, "*")
		}
		sets = append(sets, strings.Join(cs, " "))
	}
	if len(sets) == 0 {
		return "", fmt.Errorf("range %q has no comparators", s)
	}
	return strings.Join(sets, "||"), nil
}
