package resolver

import (
	"strings"
	"sync"
)

// A Package is one package.json (or another description file). It is immutable.
type Package struct {
	Dir  string // directory, without a trailing slash
	Path string // the file itself

	Name, Version string
	Type          string // "module", "commonjs" or ""
	Main, Module  string
	PackageManager,
	License string
	Private bool

	// The dependency tables are nil when the field is missing.
	Dependencies         map[string]string
	DevDependencies      map[string]string
	PeerDependencies     map[string]string
	OptionalDependencies map[string]string

	SideEffects SideEffects

	source string
	index  []jsonMember

	mu     sync.RWMutex
	cached map[string]any // what resolvers derived from fields, by field.as… keys
}

// parsePackage reads the text of a description file. A text that is JSON but no
// object gives a package without fields, as in enhanced-resolve.
func parsePackage(path, source string) (*Package, *PackageError) {
	source = strings.TrimPrefix(source, "\ufeff")
	index, bad := indexJSON(source)
	if bad != nil {
		return nil, &PackageError{Path: path, Offset: bad.offset, Message: bad.message}
	}
	p := &Package{Dir: parentDir(path), Path: path, source: source, index: index}
	for _, member := range index {
		switch member.key {
		case "name":
			p.Name = p.text(member)
		case "version":
			p.Version = p.text(member)
		case "type":
			p.Type = p.text(member)
		case "main":
			p.Main = p.text(member)
		case "module":
			p.Module = p.text(member)
		case "packageManager":
			p.PackageManager = p.text(member)
		case "license":
			p.License = p.text(member)
		case "private":
			p.Private = source[member.start:member.end] == "true"
		case "dependencies":
			p.Dependencies = p.table(member)
		case "devDependencies":
			p.DevDependencies = p.table(member)
		case "peerDependencies":
			p.PeerDependencies = p.table(member)
		case "optionalDependencies":
			p.OptionalDependencies = p.table(member)
		case "sideEffects":
			p.SideEffects = parseSideEffects(p.parse(member))
		}
	}
	return p, nil
}

// at returns the same package as if it lay in another directory.
func (p *Package) at(dir string) *Package {
	moved, err := parsePackage(p.Path, p.source)
	if err != nil {
		return p
	}
	moved.Dir = dir
	return moved
}

// Field returns the raw JSON of a top-level field, or nil.
func (p *Package) Field(name string) []byte {
	// The last of repeated keys wins, as in JSON.parse.
	for i := len(p.index) - 1; i >= 0; i-- {
		if m := p.index[i]; m.key == name {
			return []byte(p.source[m.start:m.end])
		}
	}
	return nil
}

// Has reports whether the package has a top-level field.
func (p *Package) Has(name string) bool {
	for _, m := range p.index {
		if m.key == name {
			return true
		}
	}
	return false
}

// lookup follows a path of keys. The first is found in the index, so that only
// the value asked for is parsed.
func (p *Package) lookup(path []string) *jsonValue {
	if len(path) == 0 {
		return &jsonValue{}
	}
	for i := len(p.index) - 1; i >= 0; i-- {
		if p.index[i].key != path[0] {
			continue
		}
		value := p.parse(p.index[i])
		at := &value
		for _, key := range path[1:] {
			at = at.get(key)
		}
		return at
	}
	return &jsonValue{}
}

func (p *Package) parse(member jsonMember) jsonValue {
	value, _ := parseJSON(p.source[member.start:member.end]) // checked by indexJSON
	return value
}

func (p *Package) text(member jsonMember) string {
	if p.source[member.start] != '"' {
		return ""
	}
	value := p.parse(member)
	// A copy, so that a name kept by a caller does not keep the whole file.
	return strings.Clone(value.text)
}

// table reads an object of strings, such as dependencies.
func (p *Package) table(member jsonMember) map[string]string {
	value := p.parse(member)
	if value.kind != jsonObject {
		return nil
	}
	table := make(map[string]string, len(value.keys))
	for i, key := range value.keys {
		if value.list[i].kind == jsonString {
			table[key] = value.list[i].text
		}
	}
	return table
}

// cache returns what build makes of the package, calling it once for each key in
// all but unlucky races, where the results are equal.
func cache[T any](p *Package, key string, build func(*Package) T) T {
	p.mu.RLock()
	v, ok := p.cached[key]
	p.mu.RUnlock()
	if ok {
		return v.(T)
	}
	built := build(p)
	p.mu.Lock()
	defer p.mu.Unlock()
	if v, ok := p.cached[key]; ok {
		return v.(T)
	}
	if p.cached == nil {
		p.cached = make(map[string]any)
	}
	p.cached[key] = built
	return built
}

// mainOf returns the request that a main field stands for, or "".
func (p *Package) mainOf(f *field) string {
	p.mu.RLock()
	v, ok := p.cached[f.asMain]
	p.mu.RUnlock()
	if ok {
		return v.(string)
	}
	return cache(p, f.asMain, func(p *Package) string {
		v := p.lookup(f.path)
		if v.kind != jsonString || v.text == "" || v.text == "." || v.text == "./" {
			return ""
		}
		if !f.keepAsIs && !strings.HasPrefix(v.text, "./") && !strings.HasPrefix(v.text, "../") {
			return "./" + v.text
		}
		return v.text
	})
}

// A replacement is one entry of a browser map.
type replacement struct {
	target string
	ignore bool // the value was false
}

// replacementsOf returns a browser map by its keys, or nil.
func (p *Package) replacementsOf(f *field) map[string]replacement {
	p.mu.RLock()
	v, ok := p.cached[f.asAlias]
	p.mu.RUnlock()
	if ok {
		return v.(map[string]replacement)
	}
	return cache(p, f.asAlias, func(p *Package) map[string]replacement {
		v := p.lookup(f.path)
		if v.kind != jsonObject {
			return nil
		}
		table := make(map[string]replacement, len(v.keys))
		for i, key := range v.keys {
			switch member := v.list[i]; member.kind {
			case jsonString:
				table[key] = replacement{target: member.text}
			case jsonFalse:
				table[key] = replacement{ignore: true}
			}
		}
		return table
	})
}

// exportsOf and importsOf return the compiled field, or nil when there is none.
func (p *Package) exportsOf(f *field) *mapping { return p.mappingOf(f, true) }
func (p *Package) importsOf(f *field) *mapping { return p.mappingOf(f, false) }

// mappingOf compiles a field once. "exports": null and "exports": "" count as
// missing, "exports": {} as a field that lists nothing.
func (p *Package) mappingOf(f *field, exports bool) *mapping {
	p.mu.RLock()
	v, ok := p.cached[f.asMapping]
	p.mu.RUnlock()
	if ok {
		return v.(*mapping)
	}
	return cache(p, f.asMapping, func(p *Package) *mapping {
		v := p.lookup(f.path)
		if !v.truthy() {
			return nil
		}
		return newMapping(*v, exports)
	})
}
