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

// licenseList writes the packages that code of the build comes from.
func (c *Compiler) licenseList(out *Output) error {
	if c.Config.Licenses == "" {
		return nil
	}
	dirs := make(map[string]*graph.Package)
	for i := range out.Graph.Modules {
		m := &out.Graph.Modules[i]
		if p := m.Package; out.Link.Live[i] && p != nil && p.Name != "" && strings.Contains(filepath.ToSlash(p.Dir), "/node_modules/") {
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
	var text []byte
	if strings.HasSuffix(c.Config.Licenses, ".json") {
		var err error
		if text, err = json.MarshalIndent(map[string]any{"version": 1, "packages": list}, "", "  "); err != nil {
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
	}
	return out.Assets.Add(emit.Asset{Name: c.Config.Licenses, Data: text, Kind: emit.License})
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
