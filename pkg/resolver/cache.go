package resolver

import (
	"iter"
	"os"
	"path"
	"strings"
	"sync"
	"sync/atomic"
)

// A Cache holds what was read from disk: one listing per directory, parsed
// package.json files, and real paths. It is safe for concurrent use.
//
// What it holds is never checked against the disk again. A one-off build makes a
// new Cache; a watcher calls [Cache.Invalidate].
type Cache struct {
	current      atomic.Pointer[store]
	invalidating sync.Mutex // two invalidations at once must not lose one
}

// NewCache returns an empty Cache.
func NewCache() *Cache {
	c := new(Cache)
	c.current.Store(newStore())
	return c
}

// A store is the state of a Cache between two invalidations. Everything in it is
// only ever added to, so a resolution that began with a store sees one consistent
// world, and results remembered for a store hold as long as it is current.
type store struct {
	dirs     *shardMap[string, *directory]
	real     *shardMap[string, string] // directory → real path
	packages *shardMap[string, *packageFile]
	nearest  *shardMap[nearestKey, *packageFile] // for description files other than package.json
}

type nearestKey struct{ names, dir string }

func newStore() *store {
	return &store{
		dirs:     newShardMap[string, *directory](),
		real:     newShardMap[string, string](),
		packages: newShardMap[string, *packageFile](),
		nearest:  newShardMap[nearestKey, *packageFile](),
	}
}

// Invalidate forgets what depends on the given absolute paths: a file that was
// written, made or removed, or a directory with all below it. Without paths it
// forgets everything. Resolutions under way finish with what they began with.
func (c *Cache) Invalidate(paths ...string) {
	c.invalidating.Lock()
	defer c.invalidating.Unlock()
	old, fresh := c.current.Load(), newStore()
	if len(paths) == 0 {
		c.current.Store(fresh)
		return
	}
	if old.unmoved(paths) {
		return
	}
	changed := make(map[string]bool, len(paths))
	parents := make(map[string]bool, len(paths))
	for _, p := range paths {
		p = trimSlash(p)
		changed[p] = true
		// A new file may have come with new directories, so that the first listing
		// it shows up in is further up.
		for dir := parentDir(p); dir != ""; dir = parentDir(dir) {
			parents[dir] = true
			if d, ok := old.dirs.load(dir); ok && d.exists {
				break
			}
		}
	}
	under := func(dir string) bool {
		for ; dir != ""; dir = parentDir(dir) {
			if changed[dir] {
				return true
			}
		}
		return false
	}
	stale := func(dir string) bool { return parents[dir] || under(dir) }
	// Listings are the costly part and are kept where nothing changed. Real paths
	// and nearest packages depend on every directory above and are found again.
	// A directory reached through a symlink is also judged by its real path,
	// since that is what watchers report. A directory that was not there is
	// dropped: any change may have made it.
	old.dirs.each(func(path string, d *directory) {
		if !d.exists || stale(path) || len(d.linkKinds()) > 0 || stale(old.realDir(path)) {
			return
		}
		fresh.dirs.add(path, &directory{path: path, exists: true, opaque: d.opaque, entries: d.entries})
	})
	old.packages.each(func(path string, f *packageFile) {
		dir, base := splitPath(path)
		if f.pkg == nil || under(path) {
			return
		}
		// The file itself may be a link too.
		if real := old.realFile(old.dir(dir), dir, base); !under(real) {
			fresh.packages.add(path, f)
		}
	})
	c.current.Store(fresh)
}

// sourceFile are endings of what a resolution may find and never reads.
var sourceFile = map[string]bool{
	".js": true, ".jsx": true, ".mjs": true, ".cjs": true, ".ts": true, ".tsx": true, ".mts": true, ".cts": true, ".vue": true, ".svelte": true,
	".css": true, ".scss": true, ".sass": true, ".less": true, ".svg": true, ".md": true, ".mdx": true, ".html": true, ".wasm": true,
}

// unmoved reports whether paths are files that are where they were and that no
// resolution reads: what was written into them changes no answer. It is what nearly
// every edit is, and lets a watch keep all that its resolvers have found.
func (s *store) unmoved(paths []string) bool {
	for _, p := range paths {
		p = trimSlash(p)
		dir, base := splitPath(p)
		if !sourceFile[path.Ext(base)] { // a project file may have any name
			return false
		}
		if _, read := s.packages.load(p); read {
			return false
		}
		d, ok := s.dirs.load(dir)
		if !ok || !d.exists || d.opaque || d.entries[base] != kindFile {
			return false
		}
		if info, err := os.Lstat(p); err != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	return true
}

// Differences lists the names that came to or went from an absolute directory
// since it was first looked at, in no order; nil when nobody has.
func (c *Cache) Differences(dir string) []string {
	before, ok := c.current.Load().dirs.load(trimSlash(dir))
	if !ok || before.opaque {
		return nil
	}
	now := readDirectory(before.path)
	var names []string
	for name := range now.entries {
		if before.entries[name] == kindNone {
			names = append(names, name)
		}
	}
	for name := range before.entries {
		if now.entries[name] == kindNone {
			names = append(names, name)
		}
	}
	return names
}

// FindPackage returns the nearest package.json at or above an absolute directory,
// or nil. The error is a *PackageError.
func (c *Cache) FindPackage(dir string) (*Package, error) {
	return c.current.Load().findPackage(trimSlash(dir))
}

// FindNamedPackage returns the nearest package.json at or above dir that has both
// a name and a version, passing by those that only set "type" and those that are
// not JSON. It may be nil.
func (c *Cache) FindNamedPackage(dir string) *Package {
	for p := range c.ParentPackages(dir) {
		if p.Name != "" && p.Version != "" {
			return p
		}
	}
	return nil
}

// ParentPackages yields the packages at and above an absolute directory, nearest
// first, without those whose package.json is not JSON.
func (c *Cache) ParentPackages(dir string) iter.Seq[*Package] {
	return func(yield func(*Package) bool) {
		s := c.current.Load()
		for dir := trimSlash(dir); dir != ""; dir = parentDir(dir) {
			if s.dir(dir).kind("package.json") != kindFile {
				continue
			}
			if f := s.packageFile(strings.TrimSuffix(dir, "/") + "/package.json"); f.pkg != nil && !yield(f.pkg) {
				return
			}
		}
	}
}

// ReadPackage returns the package.json in exactly this directory, or nil.
func (c *Cache) ReadPackage(dir string) (*Package, error) {
	s := c.current.Load()
	dir = trimSlash(dir)
	if s.dir(dir).kind("package.json") != kindFile {
		return nil, nil
	}
	f := s.packageFile(strings.TrimSuffix(dir, "/") + "/package.json")
	return f.pkg, f.err
}

// RealPath returns an absolute path with all symlinks followed, or the path
// itself when it does not exist.
func (c *Cache) RealPath(path string) string {
	s := c.current.Load()
	dir, base := splitPath(trimSlash(path))
	if dir == "" || base == "" {
		return path
	}
	return s.realFile(s.dir(dir), dir, base)
}

// A packageFile is the outcome of reading one description file; both are nil when
// it could not be read at all, which counts as not being there.
type packageFile struct {
	pkg *Package
	err error
}

var noPackage = &packageFile{}

// packageFile reads a description file once.
func (s *store) packageFile(path string) *packageFile {
	if f, ok := s.packages.load(path); ok {
		return f
	}
	data, err := ReadFile(path)
	if err != nil {
		return s.packages.add(path, noPackage)
	}
	f := new(packageFile)
	// A typed nil must not end up in f.err.
	if pkg, bad := parsePackage(path, string(data)); bad != nil {
		f.err = bad
	} else {
		f.pkg = pkg
	}
	return s.packages.add(path, f)
}

// findPackage is nearestPackage in the form that callers outside get.
func (s *store) findPackage(dir string) (*Package, error) {
	f := s.nearestPackage(dir)
	return f.pkg, f.err
}

// nearestPackage finds the package.json that governs a directory. A broken one
// governs too: passing it by would resolve by the wrong package.
func (s *store) nearestPackage(dir string) *packageFile {
	d := s.dir(dir)
	if f := d.nearest.Load(); f != nil {
		return f
	}
	f := noPackage
	if d.kind("package.json") == kindFile {
		f = s.packageFile(strings.TrimSuffix(d.path, "/") + "/package.json")
	}
	if f.pkg == nil && f.err == nil {
		if up := parentDir(d.path); up != "" {
			f = s.nearestPackage(up)
		}
	}
	d.nearest.Store(f)
	return f
}

// nearestOf is nearestPackage for a list of other file names.
func (s *store) nearestOf(dir string, names []string, joined string) *packageFile {
	key := nearestKey{joined, dir}
	if f, ok := s.nearest.load(key); ok {
		return f
	}
	f := noPackage
	d := s.dir(dir)
	for _, name := range names {
		sub, base := d, name
		if strings.Contains(name, "/") {
			var subdir string
			subdir, base = splitPath(join(dir, name))
			sub = s.dir(subdir)
		}
		if sub.kind(base) != kindFile {
			continue
		}
		file := s.packageFile(strings.TrimSuffix(sub.path, "/") + "/" + base)
		if file.err != nil {
			f = file
			break
		}
		if file.pkg != nil {
			// The package lies in dir even when its file is in a folder below.
			if file.pkg.Dir != dir {
				moved := file.pkg.at(dir)
				file = &packageFile{pkg: moved}
			}
			f = file
			break
		}
	}
	if f.pkg == nil && f.err == nil {
		if up := parentDir(dir); up != "" {
			f = s.nearestOf(up, names, joined)
		}
	}
	return s.nearest.add(key, f)
}
