package plugins

import (
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// exportsInfo is what a module exports, as far as its text tells.
type exportsInfo struct {
	format string   // esm, commonjs, json, other, none
	names  []string // sorted
	open   bool     // there may be more
	// esModule: CommonJS code that calls itself an ES module, whose default export
	// is exports.default for importers that are not strict.
	esModule bool
	// facts are the symbols behind names that end in a binding of an ES module.
	facts map[string]bindingFacts
}

// bindingFacts tells whether an export is a binding that ends here, and whether
// its value could stand in its place.
type bindingFacts struct{ terminal, inlinable bool }

// defaultIsWhole: the default import of the module is its whole value, so that
// members of it are its exports:
//
//	import React from "react"; React.useState()
func (e *exportsInfo) defaultIsWhole(strictImporter bool) bool {
	switch e.format {
	case "esm":
		return false
	case "commonjs":
		return !e.esModule || strictImporter
	}
	return true
}

// exportsOf lists the exports of m behind all mirrors: React's index.js is
// module.exports = require("./cjs/react.production.js"). NoModule has unknown
// exports.
func (a *analysis) exportsOf(m graph.ModuleID) exportsInfo {
	for step := 0; m != graph.NoModule && step < 16; step++ {
		mod := &a.stage.Graph.Modules[m]
		switch b := mod.Body.(type) {
		case *graph.Source:
			if b.ESM() {
				return a.moduleExports(m)
			}
		case *graph.JSON:
			return exportsInfo{format: "json", names: b.Names}
		}
		e := mod.Body.Exports()
		if e.Mirror >= 0 {
			m = mod.Deps[e.Mirror].Target
			continue
		}
		format := "other"
		if _, ok := mod.Body.(*graph.Source); ok {
			format = "commonjs"
		}
		return exportsInfo{format: format, names: sorted(e.Names), open: e.Open, esModule: e.ESModule}
	}
	return exportsInfo{format: "none", open: true}
}

// moduleExports lists the exports of an ES module with those of its stars.
func (a *analysis) moduleExports(m graph.ModuleID) exportsInfo {
	info := exportsInfo{format: "esm", facts: make(map[string]bindingFacts)}
	seen := make(map[graph.ModuleID]bool)
	var walk func(m graph.ModuleID, top bool)
	walk = func(m graph.ModuleID, top bool) {
		if m == graph.NoModule || seen[m] {
			return
		}
		seen[m] = true
		mod := &a.stage.Graph.Modules[m]
		src, ok := mod.Body.(*graph.Source)
		if !ok || !src.ESM() {
			e := a.exportsOf(m)
			info.open = info.open || e.open
			for _, n := range e.names {
				if _, known := info.facts[n]; !known && n != "default" {
					info.facts[n] = bindingFacts{}
				}
			}
			return
		}
		r := src.Record
		var stars []graph.ModuleID
		for i := range r.Exports {
			e := &r.Exports[i]
			switch {
			case e.Name == graph.AllNames:
				stars = append(stars, mod.Deps[e.Import].Target)
			case e.Name == "default" && !top:
			default:
				if _, known := info.facts[e.Name]; !known {
					info.facts[e.Name] = factsOf(r, e)
				}
			}
		}
		for _, t := range stars {
			walk(t, false)
		}
	}
	walk(m, true)
	for n := range info.facts {
		info.names = append(info.names, n)
	}
	sort.Strings(info.names)
	return info
}

// factsOf looks at the local binding of an export. Re-exports end elsewhere.
func factsOf(r *graph.Record, e *graph.Export) bindingFacts {
	if e.Sym < 0 || r.Symbols[e.Sym].Kind == graph.SymImport {
		return bindingFacts{}
	}
	s := &r.Symbols[e.Sym]
	f := bindingFacts{terminal: true}
	if s.Kind != graph.SymConst || s.Assigned || s.Captured {
		return f
	}
	for i := range r.Stmts {
		st := &r.Stmts[i]
		if st.Kind != graph.StmtConst || len(st.Declares) != 1 || st.Declares[0] != uint32(e.Sym) {
			continue
		}
		// A declarator is name = value; a short literal may take the place of the name.
		if _, value, ok := strings.Cut(string(r.Text[st.Start:st.End]), "="); ok {
			f.inlinable = shortLiteral(strings.TrimSpace(value))
		}
		return f
	}
	return f
}

// shortLiteral reports whether s is a literal that takes no more room than the
// member access it would replace.
func shortLiteral(s string) bool {
	switch s {
	case "true", "false", "null", "undefined":
		return true
	case "":
		return false
	}
	if len(s) > 12 {
		return false
	}
	if q := s[0]; q == '"' || q == '\'' {
		return len(s) > 1 && s[len(s)-1] == q && !strings.ContainsAny(s[1:len(s)-1], "\\"+string(q))
	}
	return strings.Trim(s, "0123456789.") == "" && s != "."
}

func sorted(s []string) []string {
	out := append([]string(nil), s...)
	sort.Strings(out)
	return out
}
