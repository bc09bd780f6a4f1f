package plugins

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"
	"unsafe"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// hashedFile is one file of a provided module.
type hashedFile struct {
	name string // relative to its package, slash-separated
	data []byte
}

// hashProvider identifies what is provided by content: equal files, version and
// options give the same hash on every machine and in every build, and a change
// of any of them gives another. It is 16 hex digits.
//
// kept are the exports that a shaken copy has left, nil for a whole one: one copy
// is then not as good as the other.
//
// Lengths go in front of texts, so that no two lists of files run together to
// the same bytes. The order of files does not matter.
func hashProvider(files []hashedFile, version string, eager, singleton bool, kept []string) string {
	files = append([]hashedFile(nil), files...)
	sort.Slice(files, func(i, j int) bool { return files[i].name < files[j].name })
	h := sha256.New()
	fmt.Fprintf(h, "%d:%s eager=%t singleton=%t", len(version), version, eager, singleton)
	for _, name := range kept {
		fmt.Fprintf(h, " keeps %d:%s", len(name), name)
	}
	for _, f := range files {
		fmt.Fprintf(h, "\n%d:%s %d:", len(f.name), f.name, len(f.data))
		h.Write(f.data)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// hashedBefore keeps hashes from one build of a watch to the next.
type hashedBefore struct {
	mu   sync.Mutex
	sums map[string]hashedProvider // by id of the provider
}

// hashedProvider is what a hash was made of: bodies are made anew when a file
// changes, and so are their bytes.
type hashedProvider struct {
	files []hashedFile
	facts string
	sum   string
}

// hash is hashProvider, which an earlier build may have asked.
func (k *hashedBefore) hash(id string, files []hashedFile, version string, eager, singleton bool, kept []string) string {
	facts := fmt.Sprintf("%q %t %t %q", version, eager, singleton, kept)
	k.mu.Lock()
	before, known := k.sums[id]
	k.mu.Unlock()
	same := func(x, y hashedFile) bool {
		return x.name == y.name && len(x.data) == len(y.data) && unsafe.SliceData(x.data) == unsafe.SliceData(y.data)
	}
	if known && before.facts == facts && slices.EqualFunc(before.files, files, same) {
		return before.sum
	}
	sum := hashProvider(files, version, eager, singleton, kept)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sums[id] = hashedProvider{files, facts, sum}
	return sum
}

// providerHash hashes a provide-shared module: the file it provides and all
// files of the same package that come along. Other packages have versions of
// their own, and shares have hashes of their own.
func (a *analysis) providerHash(provider graph.ModuleID) string {
	b := a.stage.Graph.Modules[provider].Body.(*provideBody)
	b.once.Do(func() { b.sum = a.hashOf(provider) })
	return b.sum
}

func (a *analysis) hashOf(provider graph.ModuleID) string {
	mod := &a.stage.Graph.Modules[provider]
	b := mod.Body.(*provideBody)
	start := mod.Deps[0].Target
	if start == graph.NoModule {
		return hashProvider(nil, b.version, b.eager, b.singleton, nil)
	}
	home := a.stage.Graph.Modules[start].Package
	seen := map[graph.ModuleID]bool{start: true}
	queue := []graph.ModuleID{start}
	var files []hashedFile
	for len(queue) > 0 {
		m := &a.stage.Graph.Modules[queue[0]]
		queue = queue[1:]
		if data := content(m.Body); data != nil {
			files = append(files, hashedFile{nameInPackage(m, home), data})
		}
		for _, d := range m.Deps {
			t := d.Target
			if t == graph.NoModule || seen[t] {
				continue
			}
			seen[t] = true
			if to := &a.stage.Graph.Modules[t]; to.Path != "" && samePackage(to.Package, home) {
				queue = append(queue, t)
			}
		}
	}
	var kept []string
	if group, _ := b.Group(); group != "" && a.stage.Config.Optimization.UsedExports && !a.stage.Link.All[start] {
		kept = a.keptExports(start)
	}
	return b.kept.hash(b.id, files, b.version, b.eager, b.singleton, kept)
}

func samePackage(a, b *graph.Package) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Dir == b.Dir
}

// nameInPackage spells the path of a file so that it does not say where the
// package is installed.
func nameInPackage(m *graph.Module, home *graph.Package) string {
	if home == nil {
		return filepath.Base(m.Path)
	}
	rel, err := filepath.Rel(home.Dir, m.Path)
	if err != nil {
		return filepath.Base(m.Path)
	}
	return strings.ReplaceAll(filepath.ToSlash(rel), "../", "")
}

// content is the bytes that a module is made of; nil for modules without any.
func content(b graph.Body) []byte {
	switch b := b.(type) {
	case *graph.Source:
		return b.Original
	case *graph.JSON:
		return b.Text
	case *graph.CSS:
		return b.Original
	case *graph.Asset:
		return b.Data
	}
	return nil
}
