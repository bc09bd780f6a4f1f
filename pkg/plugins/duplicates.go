package plugins

import (
	"cmp"
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Duplicate is a package of which a build has several copies.
type Duplicate struct {
	Package string          `json:"package"`
	Copies  []DuplicateCopy `json:"copies"` // by folder
}

// DuplicateCopy is one folder with a package.
type DuplicateCopy struct {
	Version  string `json:"version"`
	Path     string `json:"path"` // relative to the context
	Modules  int    `json:"modules"`
	Bytes    int    `json:"bytes"`    // of source
	Importer string `json:"importer"` // first module outside that asks for it; "" for none
}

// Duplicates lists the packages that the output has more than one copy of, sorted
// by name: in several versions, or one version in several folders. Each copy has
// state of its own, so a context or a class of one is unknown to the other.
func Duplicates(s *compiler.Stage, display func(string) string) []Duplicate {
	byName := make(map[string]map[string]*DuplicateCopy)
	several := false
	for i := range s.Graph.Modules {
		m := &s.Graph.Modules[i]
		p := m.Package
		if !s.Link.Live[i] || p == nil || p.Name == "" || m.Path == "" {
			continue
		}
		copies := byName[p.Name]
		if copies == nil {
			copies = make(map[string]*DuplicateCopy)
			byName[p.Name] = copies
		}
		c := copies[p.Dir]
		if c == nil {
			c = &DuplicateCopy{Version: p.Version, Path: display(p.Dir)}
			copies[p.Dir] = c
			several = several || len(copies) > 1
		}
		c.Modules++
		c.Bytes += chunk.Size(m)
	}
	if !several {
		return nil
	}
	noteImporters(s, byName)
	var out []Duplicate
	for name, copies := range byName {
		if len(copies) < 2 {
			continue
		}
		d := Duplicate{Package: name}
		for _, c := range copies {
			d.Copies = append(d.Copies, *c)
		}
		slices.SortFunc(d.Copies, func(a, b DuplicateCopy) int { return cmp.Compare(a.Path, b.Path) })
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Duplicate) int { return cmp.Compare(a.Package, b.Package) })
	return out
}

// noteImporters finds who asks for each copy first, in the order of the graph.
func noteImporters(s *compiler.Stage, byName map[string]map[string]*DuplicateCopy) {
	for i := range s.Graph.Modules {
		m := &s.Graph.Modules[i]
		if !s.Link.Live[i] {
			continue
		}
		for _, d := range m.Deps {
			if d.Target == graph.NoModule {
				continue
			}
			p := s.Graph.Modules[d.Target].Package
			if p == nil || m.Package != nil && m.Package.Dir == p.Dir {
				continue
			}
			if c := byName[p.Name][p.Dir]; c != nil && c.Importer == "" {
				c.Importer = m.Name
			}
		}
	}
}
