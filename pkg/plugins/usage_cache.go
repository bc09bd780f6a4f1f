package plugins

import (
	"fmt"
	"reflect"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// UsageCache keeps the analysis of single consume-shared modules, by name, from
// one build of a watch to the next. It is safe for concurrent use. The zero
// value is an empty cache.
type UsageCache struct {
	mu      sync.Mutex
	entries map[string]usageEntry
	hits    int
	misses  int
}

type usageEntry struct {
	made  fingerprint
	usage *consumeUsage
}

// fingerprint is everything that the analysis of a module depends on. Sources are
// compared by identity: the scan cache hands out the same body for a file that
// did not change.
type fingerprint struct {
	body    string // of the module, spelled out
	exports exportsInfo
	edges   []edgePrint
	uses    []usePrint
	all     bool
}

type edgePrint struct {
	importer string
	dep      int32
	source   *graph.Source
}

type usePrint struct {
	edgePrint
	name, reason string
	at           graph.ByteRange
}

// get returns the analysis of module m: the one that is kept when nothing it
// depends on has changed, else what compute says.
func (c *UsageCache) get(a *analysis, m graph.ModuleID, info exportsInfo, compute func() *consumeUsage) *consumeUsage {
	f := a.fingerprint(m, info)
	name := a.stage.Graph.Modules[m].Name
	c.mu.Lock()
	old, ok := c.entries[name]
	c.mu.Unlock()
	if ok && old.made.equal(&f) {
		u := *old.usage
		u.module = m // ids are of one build
		u.body = a.stage.Graph.Modules[m].Body.(*consumeBody)
		c.count(&c.hits)
		return &u
	}
	u := compute()
	c.count(&c.misses)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries == nil {
		c.entries = make(map[string]usageEntry)
	}
	c.entries[name] = usageEntry{f, u}
	return u
}

func (c *UsageCache) count(n *int) {
	c.mu.Lock()
	*n++
	c.mu.Unlock()
}

// keep drops the modules that are not in names.
func (c *UsageCache) keep(names map[string]bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for n := range c.entries {
		if !names[n] {
			delete(c.entries, n)
		}
	}
}

// Stats tells how many analyses were taken from the cache and how many were
// made.
func (c *UsageCache) Stats() (hits, misses int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hits, c.misses
}

func (a *analysis) fingerprint(m graph.ModuleID, info exportsInfo) fingerprint {
	body := *a.stage.Graph.Modules[m].Body.(*consumeBody)
	body.shake = nil // a pointer, which differs between builds; it says nothing of what is used
	f := fingerprint{body: fmt.Sprintf("%+v", body), exports: info, all: a.stage.Link.All[m]}
	for _, e := range a.importers[m] {
		f.edges = append(f.edges, edgePrint{a.nameOf(e.from), e.dep, a.source(e.from)})
	}
	for _, u := range a.stage.Link.Uses[m] {
		f.uses = append(f.uses, usePrint{edgePrint{a.nameOf(u.Importer), u.Import, a.source(u.Importer)}, u.Name, u.Reason, u.At})
	}
	return f
}

// equal compares what can differ. A change of the importers' own code is a new
// source; one of other modules shows in the uses.
func (f *fingerprint) equal(g *fingerprint) bool {
	if f.body != g.body || f.all != g.all || len(f.edges) != len(g.edges) || len(f.uses) != len(g.uses) {
		return false
	}
	for i := range f.edges {
		// A container is made anew for each build; its places are in a file that is
		// not scanned.
		if f.edges[i] != g.edges[i] || f.edges[i].source == nil {
			return false
		}
	}
	for i := range f.uses {
		if f.uses[i] != g.uses[i] {
			return false
		}
	}
	return reflect.DeepEqual(f.exports, g.exports)
}
