package scan

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// Cache keeps the bodies of files between the builds of a watch. It is safe for
// concurrent use by one build at a time.
type Cache struct {
	mu     sync.Mutex
	bodies map[string]kept
	values map[string]any         // of plugins, see Keep
	states map[string]fs.FileInfo // of files, from before they were read
}

type kept struct {
	body  graph.Body
	deps  []graph.Dep
	built *graph.Built
	inner []*graph.Module // see result
	diags []diag.Diagnostic
}

// NewCache returns an empty cache.
func NewCache() *Cache {
	return &Cache{bodies: make(map[string]kept), states: make(map[string]fs.FileInfo)}
}

// read reads a file and notes its state, so that Changed can tell whether it was
// written meanwhile. c may be nil.
func (c *Cache) read(path string) ([]byte, error) {
	if c != nil {
		info, err := os.Stat(path) // before reading: a write in between must not go unseen
		if err != nil {
			return nil, err
		}
		c.mu.Lock()
		c.states[path] = info
		c.mu.Unlock()
	}
	return resolver.ReadFile(path)
}

// Changed reports whether the file at an absolute path differs from what was
// read, as far as its size and time tell; known is false for a file that was
// never read.
func (c *Cache) Changed(path string) (changed, known bool) {
	c.mu.Lock()
	before, known := c.states[path]
	c.mu.Unlock()
	if !known {
		return false, false
	}
	now, err := os.Stat(path)
	return err != nil || now.Size() != before.Size() || !now.ModTime().Equal(before.ModTime()), true
}

// Forget drops what is known of the files at paths, which are absolute.
func (c *Cache) Forget(paths ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range paths {
		for key, k := range c.bodies {
			if len(key) >= len(p) && key[:len(p)] == p && (len(key) == len(p) || key[len(p)] == 0) || k.dependsOn(p) {
				delete(c.bodies, key)
			}
		}
	}
}

// dependsOn: loaders looked at the file, or at what a folder holds, to make it.
func (k *kept) dependsOn(path string) bool {
	if k.built == nil {
		return false
	}
	for _, dir := range k.built.Folders {
		if strings.HasPrefix(path, dir) && (len(path) == len(dir) || path[len(dir)] == filepath.Separator) {
			return true
		}
	}
	return slices.Contains(k.built.Files, path) || slices.Contains(k.built.Missing, path)
}

// cacheKey starts with the path and a NUL, which Forget relies on.
func (f *file) cacheKey() string {
	return f.path + "\x00" + f.key("")[len(f.path):]
}

func (c *Cache) has(f *file) bool {
	_, ok := c.body(f)
	return ok
}

func (c *Cache) body(f *file) (kept, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.bodies[f.cacheKey()]
	return k, ok
}

func (c *Cache) keep(f *file, m *graph.Module, r *result) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bodies[f.cacheKey()] = kept{m.Body, append([]graph.Dep(nil), m.Deps...), m.Built, r.inner, append([]diag.Diagnostic(nil), r.diags...)}
}

// Close ends what plugins and loaders keep in the cache.
func (c *Cache) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, v := range c.values {
		if x, ok := v.(interface{ Close() }); ok {
			x.Close()
		}
	}
	c.values = nil
}
