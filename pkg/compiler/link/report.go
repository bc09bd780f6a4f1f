package link

import (
	"fmt"
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// checkName reports an imported name that its module does not export.
func (l *linker) checkName(m graph.ModuleID, symIndex uint32, sym *graph.Symbol, b *Binding) {
	t := l.target(m, sym.Import)
	if t == graph.NoModule {
		return
	}
	key := [2]uint64{uint64(m), uint64(symIndex)}
	if l.said[key] {
		return
	}
	strict := diag.Warning // of what only a look into CommonJS tells
	if p := l.sources[m].Presence; p != nil && p.Import == "false" {
		return
	} else if p != nil && p.Import == "error" {
		strict = diag.Error
	}
	switch b.Kind {
	case BindMissing:
		l.said[key] = true
		l.report(m, symIndex, "import-missing-export", l.severity(m),
			fmt.Sprintf("%q is not exported by %q", sym.Imported, l.g.Modules[t].Name), l.suggest(t, sym.Imported))
	case BindAmbiguous:
		l.said[key] = true
		l.report(m, symIndex, "import-ambiguous-export", l.severity(m),
			fmt.Sprintf("%q means different things in the modules that %q re-exports with \"export *\"", sym.Imported, l.g.Modules[t].Name),
			fmt.Sprintf("import %q from the module that declares it, or re-export it by name", sym.Imported))
	case BindMember:
		if sym.Imported != "default" && l.knownCommonJS(b.Module) && !l.commonJSHas(b.Module, b.Name) {
			l.said[key] = true
			l.report(m, symIndex, "import-missing-export", strict,
				fmt.Sprintf("%q is not exported by %q, a CommonJS module", b.Name, l.g.Modules[b.Module].Name), l.suggest(b.Module, b.Name))
		}
	}
}

// sortDiagnostics puts them in the order of modules and places: marking comes to
// statements in the order of its worklist.
func (l *linker) sortDiagnostics() {
	at := make(map[string]int, len(l.g.Modules))
	for i := range l.g.Modules {
		at[l.g.Modules[i].Name] = i
	}
	sort.SliceStable(l.diags, func(i, j int) bool {
		a, b := &l.diags[i], &l.diags[j]
		if a.Module != b.Module {
			return at[a.Module] < at[b.Module]
		}
		return a.At.Start < b.At.Start
	})
}

// severity: a package that ships a broken import is not the user's to mend, and
// other bundlers let it pass. A rule may say something else of the module.
func (l *linker) severity(m graph.ModuleID) diag.Severity {
	if p := l.sources[m].Presence; p != nil {
		switch p.Import {
		case "error":
			return diag.Error
		case "warn":
			return diag.Warning
		}
	}
	if strings.Contains(l.g.Modules[m].Path, "/node_modules/") {
		return diag.Warning
	}
	return diag.Error
}

func (l *linker) report(m graph.ModuleID, sym uint32, code string, s diag.Severity, message, help string) {
	src := l.sources[m]
	var at graph.ByteRange
	for i := range src.Record.Refs {
		if r := &src.Record.Refs[i]; r.Sym == sym {
			at = graph.ByteRange{Start: r.Start, End: r.End}
			break
		}
	}
	l.diags = append(l.diags, diag.Diagnostic{Severity: s, Code: code, Message: message, At: src.Location(at), Help: help, Module: l.g.Modules[m].Name})
}

// checkReExport reports export {x} from "y" where y has no x. In a TypeScript
// file x may have been a type, which no tool that sees one file at a time can
// know, so there it is dropped without a word.
func (l *linker) checkReExport(m graph.ModuleID, name string, b *Binding) {
	if b.Kind != BindMissing {
		return
	}
	src := l.sources[m]
	if src.Record.Flags&graph.FromTypeScript != 0 {
		return
	}
	severity := l.severity(m)
	if p := src.Presence; p != nil {
		switch p.ReExport {
		case "false":
			return
		case "error":
			severity = diag.Error
		case "warn":
			severity = diag.Warning
		}
	}
	i, ok := l.exports[m].byName[name]
	if !ok {
		return
	}
	e := &src.Record.Exports[i]
	if e.Import < 0 && e.Sym >= 0 {
		return // import {x} from "y"; export {x}: reported at the import when used
	}
	t := l.target(m, e.Import)
	if t == graph.NoModule || b.Module == graph.NoModule {
		return
	}
	key := [2]uint64{uint64(m), 1<<40 + uint64(i)}
	if l.said[key] {
		return
	}
	l.said[key] = true
	l.diags = append(l.diags, diag.Diagnostic{
		Severity: severity, Code: "import-missing-export",
		Message: fmt.Sprintf("%q is not exported by %q", e.Imported, l.g.Modules[t].Name),
		At:      src.Location(e.At), Help: l.suggest(t, e.Imported), Module: l.g.Modules[m].Name,
	})
}

// missingMember warns about ns.x where the namespace has no x: legal, and
// undefined.
func (l *linker) missingMember(m graph.ModuleID, ri int32, b *Binding) {
	src := l.sources[m]
	ref := &src.Record.Refs[ri]
	chain := &src.Record.Chains[ref.Chain]
	key := [2]uint64{uint64(m), 1<<41 + uint64(ri)}
	if l.said[key] {
		return
	}
	l.said[key] = true
	member := l.res.Members[m][ri]
	name := chain.Names[member.Names-1]
	l.diags = append(l.diags, diag.Diagnostic{
		Severity: diag.Warning, Code: "import-missing-member",
		Message: fmt.Sprintf("%q is not exported by %q, so this is undefined", name, l.g.Modules[b.Module].Name),
		At:      src.Location(graph.ByteRange{Start: ref.Start, End: chain.Ends[member.Names-1]}),
		Help:    l.suggest(b.Module, name), Module: l.g.Modules[m].Name,
	})
}

// knownCommonJS: every export of m is visible in its text.
func (l *linker) knownCommonJS(m graph.ModuleID) bool {
	s := l.sources[l.mirror(m)]
	return s != nil && !s.ESM() && s.Record.CommonJS.Closed && len(s.Record.CommonJS.Names) > 0
}

func (l *linker) commonJSHas(m graph.ModuleID, name string) bool {
	if name == "__esModule" || name == "default" {
		return true
	}
	for _, n := range l.sources[l.mirror(m)].Record.CommonJS.Names {
		if n == name {
			return true
		}
	}
	return false
}

// mirror follows module.exports = require("x") to the module with the exports.
func (l *linker) mirror(m graph.ModuleID) graph.ModuleID {
	for step := 0; step < 8; step++ {
		s := l.sources[m]
		if s == nil || s.ESM() || !s.Record.CommonJS.Requires {
			return m
		}
		t := l.target(m, s.Record.CommonJS.Mirror)
		if t == graph.NoModule {
			return m
		}
		m = t
	}
	return m
}

// suggest names the nearest export, or lists what there is.
func (l *linker) suggest(m graph.ModuleID, name string) string {
	if s := l.sources[m]; s != nil && name == "default" && s.NoDefault != "" {
		return s.NoDefault
	}
	var names []string
	if l.exports[m] != nil {
		names = l.allNames(m)
	} else if s := l.sources[l.mirror(m)]; s != nil {
		names = s.Record.CommonJS.Names
	}
	if near := diag.Nearest(name, names); near != "" {
		return fmt.Sprintf("write %q", near)
	}
	for _, n := range names {
		if n == "default" {
			return "use the default import: import x from \"...\""
		}
	}
	if len(names) == 0 {
		return "the module exports nothing; check the path"
	}
	if len(names) > 8 {
		return fmt.Sprintf("it exports %s and %d more", strings.Join(names[:8], ", "), len(names)-8)
	}
	return "it exports " + strings.Join(names, ", ")
}

// assigned reports a write to an import, which throws in every engine.
func (l *linker) assigned(m graph.ModuleID, ref *graph.Ref, sym *graph.Symbol) {
	l.diags = append(l.diags, diag.Diagnostic{
		Severity: l.severity(m), Code: "import-assigned",
		Message: fmt.Sprintf("%q is an import and cannot be assigned", sym.Name),
		At:      l.sources[m].Location(graph.ByteRange{Start: ref.Start, End: ref.End}), Module: l.g.Modules[m].Name,
		Help: "export a function that assigns it from the module that declares it, or copy it to a variable first",
	})
}
