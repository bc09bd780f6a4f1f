package compiler

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// licensed is one package in the file of licenses.
type licensed struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	// License is the SPDX expression of package.json, "" when it has none.
	License string `json:"license"`
	Text    string `json:"text,omitempty"` // of its LICENSE file
}

// licenseFile is what the file of licenses says.
type licenseFile struct {
	Version  int        `json:"version"`
	Packages []licensed `json:"packages"`
	// Containers are in the order of the entries.
	Containers []licensedContainer `json:"containers,omitempty"`
}

// licensedContainer lists what hosts of a container may load from it: they
// deliver its code, and have no other list of that.
type licensedContainer struct {
	Name     string       `json:"name"`
	Packages []packageRef `json:"packages"` // rows of licenseFile.Packages
}

type packageRef struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// licenseList writes the packages that code of the build comes from, and which of
// them each container brings.
func (c *Compiler) licenseList(out *Output) error {
	if c.Config.Licenses == "" {
		return nil
	}
	dirs := make(map[string]*graph.Package)
	for i := range out.Graph.Modules {
		if p := installed(&out.Graph.Modules[i]); out.Link.Live[i] && p != nil {
			dirs[p.Dir] = p
		}
	}
	list := []licensed{}
	for _, p := range dirs {
		list = append(list, licensed{p.Name, p.Version, licenseField(p.Path), licenseText(p.Dir)})
	}
	slices.SortFunc(list, func(a, b licensed) int {
		return strings.Compare(a.Name+"\x00"+a.Version+"\x00"+a.Text, b.Name+"\x00"+b.Version+"\x00"+b.Text)
	})
	list = slices.Compact(list) // one version installed in two places
	file := licenseFile{Version: 1, Packages: list}
	for i := range out.Graph.Entries {
		if e := &out.Graph.Entries[i]; e.Container {
			file.Containers = append(file.Containers, licensedContainer{e.Name, packagesOf(out.Stage, e)})
		}
	}
	var text []byte
	if strings.HasSuffix(c.Config.Licenses, ".json") {
		var err error
		if text, err = json.MarshalIndent(file, "", "  "); err != nil {
			return err
		}
		text = append(text, '\n')
	} else {
		for _, l := range list {
			text = fmt.Appendf(text, "%s %s\n", l.Name, l.Version)
			if l.License != "" {
				text = fmt.Appendf(text, "License: %s\n", l.License)
			}
			text = fmt.Appendf(text, "\n%s\n\n", strings.TrimSpace(l.Text))
		}
		for _, c := range file.Containers {
			text = fmt.Appendf(text, "Packages of the container %s:\n", c.Name)
			for _, p := range c.Packages {
				text = fmt.Appendf(text, "  %s %s\n", p.Name, p.Version)
			}
			text = append(text, '\n')
		}
	}
	return out.Assets.Add(emit.Asset{Name: c.Config.Licenses, Data: text, Kind: emit.License})
}

// installed returns the package of a module that comes from node_modules, else nil.
func installed(m *graph.Module) *graph.Package {
	if p := m.Package; p != nil && p.Name != "" && strings.Contains(filepath.ToSlash(p.Dir), "/node_modules/") {
		return p
	}
	return nil
}

// packagesOf lists the packages of all that can be loaded through an entry: what
// it exposes, what it offers to share, and the workers that these start.
func packagesOf(s *Stage, e *graph.Entry) []packageRef {
	seen := make(map[graph.ModuleID]bool)
	list := []packageRef{}
	stack := slices.Concat(e.Run, e.Include)
	for len(stack) > 0 {
		m := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if m == graph.NoModule || seen[m] || !s.Link.Live[m] {
			continue
		}
		seen[m] = true
		if p := installed(&s.Graph.Modules[m]); p != nil {
			list = append(list, packageRef{p.Name, p.Version})
		}
		stack = append(append(stack, s.Chunks.Sync[m]...), s.Chunks.Async[m]...)
		for _, d := range s.Graph.Modules[m].Deps {
			if d.Entry > 0 {
				stack = append(stack, s.Graph.Entries[d.Entry-1].Run...)
			}
		}
	}
	slices.SortFunc(list, func(a, b packageRef) int {
		return strings.Compare(a.Name+"\x00"+a.Version, b.Name+"\x00"+b.Version)
	})
	return slices.Compact(list)
}

// licenseField reads the license of a package.json, in its old forms too.
func licenseField(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return "" // it was read before, so it has just gone
	}
	var pkg struct{ License, Licenses any }
	_ = json.Unmarshal(text, &pkg) // the resolver has read it
	name := func(v any) string {
		switch v := v.(type) {
		case string:
			return v
		case map[string]any:
			s, _ := v["type"].(string)
			return s
		}
		return ""
	}
	if l := name(pkg.License); l != "" {
		return l
	}
	list, _ := pkg.Licenses.([]any)
	var names []string
	for _, v := range list {
		if l := name(v); l != "" {
			names = append(names, l)
		}
	}
	if len(names) > 1 {
		return "(" + strings.Join(names, " OR ") + ")"
	}
	return strings.Join(names, "")
}

// licenseText is the first file of a package that is named as one with a license.
func licenseText(dir string) string {
	entries, err := os.ReadDir(dir) // sorted
	if err != nil {
		return ""
	}
	for _, start := range []string{"license", "licence", "copying"} {
		for _, e := range entries {
			base := strings.ToLower(e.Name())
			if ext := filepath.Ext(base); !strings.HasPrefix(base, start) || e.IsDir() || ext == ".js" || ext == ".json" || ext == ".ts" {
				continue
			}
			if text, err := os.ReadFile(filepath.Join(dir, e.Name())); err == nil {
				return strings.ReplaceAll(string(text), "\r\n", "\n")
			}
		}
	}
	return ""
}
