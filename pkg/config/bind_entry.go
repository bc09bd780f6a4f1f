package config

import (
	"fmt"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// entries reads the entry points. Without the key it is webpack's ./src.
func (b *binder) entries() []Entry {
	n := b.tree.get("entry")
	if n == nil {
		return []Entry{{Name: "main", Imports: []string{"./src"}}}
	}
	if n.kind != kindMap {
		imports := n.strings()
		if len(imports) == 0 && n.kind == kindList {
			b.report("config-bad-value", n.span(), "\"entry\" is an empty list", "write a module, or \"entry: {}\" for none")
		}
		return []Entry{{Name: "main", Imports: imports, AllExports: b.allExports(nil, imports)}}
	}
	if len(n.pairs) == 0 && !b.makesContainer() && !b.misplaced {
		b.report("config-bad-value", n.span(), "There is nothing to build: \"entry\" is empty and there is no container", "add an entry, or federation.exposes")
	}
	var entries []Entry
	for _, pr := range n.pairs {
		e := b.entry(pr)
		e.AllExports = b.allExports(pr.value, e.Imports)
		entries = append(entries, e)
	}
	b.dependOn(n, entries)
	return entries
}

// allExports reports whether a library has the exports of all modules of an entry
// and not of the last one only.
func (b *binder) allExports(entry *node, imports []string) bool {
	library := entry.get("library")
	if library == nil {
		library = b.tree.get("output", "library")
	}
	return len(imports) > 1 && library.get("entryExports").str() == "all"
}

// makesContainer reports whether a plugin makes a container, which is an entry
// of its own.
func (b *binder) makesContainer() bool {
	for _, p := range b.c.Plugins {
		switch o := p.Options.(type) {
		case *Federation:
			if len(o.Exposes) > 0 {
				return true
			}
		case *ContainerOptions:
			return true
		}
	}
	return false
}

func (b *binder) entry(pr pair) Entry {
	e := Entry{Name: pr.key}
	n := pr.value
	if pr.key == "" {
		b.report("config-bad-value", pr.at, "The name of an entry is empty", "write a name")
	}
	if n.kind != kindMap {
		e.Imports = n.strings()
		if len(e.Imports) == 0 && n.kind == kindList {
			b.report("config-bad-value", n.span(), fmt.Sprintf("The entry %q has no modules", pr.key), "write a module")
		}
		return e
	}
	e.Imports = n.get("import").strings()
	e.Filename = n.get("filename").str()
	e.Layer = n.get("layer").str()
	e.DependOn = n.get("dependOn").strings()
	e.RuntimeFalse = n.get("runtime").isFalse()
	e.Runtime = n.get("runtime").str()
	e.Library = b.library(n.get("library"), b.c.Output.Module)
	if p := n.get("publicPath"); p.isText() {
		e.PublicPath, e.HasPublicPath = p.text, true
	}
	e.AsyncChunks = boolPointer(n.get("asyncChunks"))
	if n.get("chunkLoading").isFalse() {
		e.AsyncChunks = boolPointer(n.get("chunkLoading"))
	}
	e.BaseURI = n.get("baseUri").str()
	b.runtimeOfEntry(n.get("runtime"))
	if dep := n.find("dependOn"); dep != nil && e.Runtime != "" {
		b.report("config-conflict", dep.at, "\"dependOn\" and \"runtime\" cannot be used together: the runtime is that of the entry depended on",
			"remove one of the two", diag.Label{At: n.find("runtime").at.location(), Message: "\"runtime\" is here"})
	}
	return e
}

// runtimeOfEntry checks that a runtime is not called as an entry, whose file would
// be the same.
func (b *binder) runtimeOfEntry(n *node) {
	entries := b.tree.get("entry")
	if n == nil || !n.isText() {
		return
	}
	if n.text == "main" && (entries == nil || entries.kind != kindMap) || entries.has(n.text) {
		b.report("config-conflict", n.span(), fmt.Sprintf("%q is an entry, and the file of a runtime needs a name of its own", n.text),
			"write another name; dependOn runs an entry in the runtime of another one")
	}
}

// containerRuntimes checks the runtimes that containers ask for.
func (b *binder) containerRuntimes() {
	several := map[string]bool{} // by runtime: whether a container in it has several scopes
	for _, p := range b.c.Plugins {
		var name string
		var scopes []string
		switch o := p.Options.(type) {
		case *Federation:
			name, scopes = o.Runtime, o.ShareScopes
		case *ContainerOptions:
			name, scopes = o.Runtime, o.ShareScopes
		}
		if name == "" {
			continue
		}
		n := b.tree
		for _, key := range p.Path {
			n, _ = n.step(key)
		}
		at := n.get("runtime")
		b.runtimeOfEntry(at)
		if other, ok := several[name]; ok && (other || len(scopes) > 1) {
			b.report("config-conflict", at.span(), fmt.Sprintf("Another container with other share scopes has the runtime %q", name), "give each a runtime of its own")
		}
		several[name] = several[name] || len(scopes) > 1
		if f, ok := p.Options.(*Federation); ok && f.Implementation != "builtin" {
			b.report("config-conflict", at.span(), "With another implementation of the runtime, a container has its own", "remove runtime, or implementation")
		}
	}
}

// dependOn checks that the entries depended on exist and that no entry reaches
// itself.
func (b *binder) dependOn(n *node, entries []Entry) {
	byName := map[string]Entry{}
	var known []string
	for _, e := range entries {
		byName[e.Name] = e
		known = append(known, e.Name)
	}
	for _, e := range entries {
		for _, item := range listOfNodes(n.get(e.Name, "dependOn")) {
			if _, ok := byName[item.text]; !ok && item.isText() {
				help := "the entries are " + strings.Join(known, ", ")
				if near := diag.Nearest(item.text, known); near != "" {
					help = fmt.Sprintf("did you mean %q?", near)
				}
				b.report("config-unknown-entry", item.span(), fmt.Sprintf("There is no entry %q", item.text), help)
			}
		}
		if cycle := findCycle(e.Name, func(name string) []string { return byName[name].DependOn }); cycle != nil {
			b.report("config-entry-cycle", n.find(e.Name).at, "Entries depend on each other: "+strings.Join(cycle, " → "), "remove one of the dependOn")
			return
		}
	}
}

// findCycle returns a path from start back to start, nil when there is none.
func findCycle(start string, next func(string) []string) []string {
	seen := map[string]bool{}
	var walk func(path []string) []string
	walk = func(path []string) []string {
		for _, n := range next(path[len(path)-1]) {
			if n == start {
				return append(path, n)
			}
			if !seen[n] {
				seen[n] = true
				if found := walk(append(path[:len(path):len(path)], n)); found != nil {
					return found
				}
			}
		}
		return nil
	}
	return walk([]string{start})
}
