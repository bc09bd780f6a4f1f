package resolver

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"strings"
	"sync"
	"sync/atomic"
)

type entryKind uint8

const (
	kindNone entryKind = iota
	kindFile
	kindDir
	kindLink // of a listing only: where it leads is looked up when asked for
)

// A directory is one listing. A path that is no directory has exists unset, so
// that it is not looked for twice.
type directory struct {
	path    string
	exists  bool
	opaque  bool // it may be entered but not listed: every name costs a stat
	entries map[string]entryKind
	nearest atomic.Pointer[packageFile]

	mu    sync.Mutex
	links map[string]entryKind // what symlinks (or, when opaque, names) lead to
}

// dir returns the listing of an absolute path without a trailing slash.
func (s *store) dir(path string) *directory {
	if d, ok := s.dirs.load(path); ok {
		return d
	}
	// A listing of the parent, when there is one, saves the system call for
	// most directories that do not exist. It is not read just for that: the
	// directories above a project can be large.
	up, base := splitPath(path)
	if parent, ok := s.dirs.load(up); ok && base != "" && !parent.opaque {
		if !parent.exists || (parent.entries[base] != kindDir && parent.entries[base] != kindLink) {
			return s.dirs.add(path, &directory{path: path})
		}
	}
	return s.dirs.add(path, readDirectory(path))
}

// readDirectory reads a listing. Entries say what they are without a stat each;
// only symlinks do not, and those are followed when asked for.
func readDirectory(path string) *directory {
	d := &directory{path: path}
	f, err := openFile(path)
	if err != nil {
		if errors.Is(err, fs.ErrPermission) {
			if info, statErr := os.Stat(path); statErr == nil && info.IsDir() {
				d.exists, d.opaque = true, true
			}
		}
		return d
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	if err != nil {
		return d
	}
	d.exists = true
	d.entries = make(map[string]entryKind, len(entries))
	for _, entry := range entries {
		kind := kindFile
		switch mode := entry.Type(); {
		case mode.IsDir():
			kind = kindDir
		case mode&fs.ModeSymlink != 0:
			kind = kindLink
		case !mode.IsRegular():
			continue // sockets, pipes and devices are never modules
		}
		d.entries[entry.Name()] = kind
	}
	return d
}

// kind says what a name in the directory is, following symlinks.
func (d *directory) kind(name string) entryKind {
	kind := d.entries[name]
	if kind == kindLink || (d.opaque && name != "") {
		return d.follow(name)
	}
	return kind
}

// kindOf is kind for a name in a buffer, which it does not keep.
func (d *directory) kindOf(name []byte) entryKind {
	kind := d.entries[string(name)]
	if kind == kindLink || d.opaque {
		return d.kind(string(name))
	}
	return kind
}

// follow asks the disk what a link, or a name in an opaque directory, leads to.
func (d *directory) follow(name string) entryKind {
	d.mu.Lock()
	defer d.mu.Unlock()
	if kind, ok := d.links[name]; ok {
		return kind
	}
	kind := kindNone
	if info, err := os.Stat(strings.TrimSuffix(d.path, "/") + "/" + name); err == nil {
		switch {
		case info.IsDir():
			kind = kindDir
		case info.Mode().IsRegular():
			kind = kindFile
		}
	}
	if d.links == nil {
		d.links = make(map[string]entryKind)
	}
	d.links[name] = kind
	return kind
}

// linkKinds returns a copy of what followed links were found to be.
func (d *directory) linkKinds() map[string]entryKind {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.links)
}

// maxLinks is what Linux allows in one path.
const maxLinks = 40

// realDir returns the real path of a directory, or the path itself when that
// cannot be found out.
func (s *store) realDir(path string) string {
	return s.realDirDepth(path, 0)
}

// realDirDepth works downwards from the root, so that each directory costs one
// look. depth counts links, which may go in circles.
func (s *store) realDirDepth(path string, depth int) string {
	if real, ok := s.real.load(path); ok {
		return real
	}
	up, base := splitPath(path)
	if up == "" || base == "" || depth > maxLinks {
		return path
	}
	parent := s.realDirDepth(up, depth)
	real := path
	if s.isLink(up, path, base) {
		if target, err := os.Readlink(path); err == nil {
			real = s.realDirDepth(trimSlash(join(parent, target)), depth+1)
		}
	} else if parent != up {
		real = strings.TrimSuffix(parent, "/") + "/" + base
	}
	return s.real.add(path, real)
}

// isLink asks a listing that is already there, or else the disk.
func (s *store) isLink(up, path, base string) bool {
	if d, ok := s.dirs.load(up); ok && d.exists && !d.opaque {
		return d.entries[base] == kindLink
	}
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// realFile returns the real path of a name in a directory.
func (s *store) realFile(d *directory, dir, base string) string {
	real := s.realDir(dir)
	path := dir
	if path != "/" {
		path += "/"
	}
	path += base
	for range maxLinks {
		if d.entries[base] != kindLink && !d.opaque {
			break
		}
		target, err := os.Readlink(path)
		if err != nil {
			break
		}
		path = trimSlash(join(real, target))
		if dir, base = splitPath(path); base == "" {
			return path
		}
		d, real = s.dir(dir), s.realDir(dir)
	}
	if real == dir {
		return path
	}
	return strings.TrimSuffix(real, "/") + "/" + base
}
