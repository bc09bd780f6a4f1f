package compiler

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/generate"
)

// newerSyntax warns of syntax that the target lacks and that is in the output all
// the same: once for each file of the project, and once for each package, of which
// the user compiles all files or none.
func (c *Compiler) newerSyntax(chunks []generate.Chunk) []diag.Diagnostic {
	type subject struct {
		first  generate.Newer
		files  []string
		syntax []string
	}
	var order []string
	found := make(map[string]*subject)
	for i := range chunks {
		for _, n := range chunks[i].Newer {
			name, file := "", ""
			if n.Source != nil {
				file = strings.TrimPrefix(n.Source.Name, "./")
				if name = packageIn(file); name == "" {
					name = file
				}
			}
			s := found[name]
			if s == nil {
				s = &subject{first: n}
				found[name] = s
				order = append(order, name)
			}
			if !slices.Contains(s.files, file) {
				s.files = append(s.files, file)
			}
			if !slices.Contains(s.syntax, n.Syntax) {
				s.syntax = append(s.syntax, n.Syntax)
			}
		}
	}
	slices.Sort(order)
	var out []diag.Diagnostic
	for _, name := range order {
		s := found[name]
		d := diag.Diagnostic{Severity: diag.Warning, Code: "target-syntax", At: c.Config.Where("target")}
		syntax := english(s.syntax)
		switch {
		case s.first.Source == nil:
			d.Message = "The target lacks " + syntax + ", which the output needs all the same"
			d.Help = "raise the target, or do without what needs it: top-level await, wasm, externals that are promises, and remotes that are ES modules"
		case len(s.files) > 1:
			d.Message = fmt.Sprintf("The target lacks %s, which %d files of the package %s have and keep", syntax, len(s.files), name)
			d.Help = "raise the target, or add a rule with babel-loader and preset-env for the package"
		default:
			d.Message = "The target lacks " + syntax + ", which the file has and keeps"
			d.Help = "raise the target, or add a rule with babel-loader and preset-env for the file"
		}
		if src := s.first.Source; src != nil {
			d.Module = src.Name
			d.At = diag.Location{File: s.files[0], Text: src.Content, Start: s.first.Start, End: s.first.Start}
		}
		out = append(out, d)
	}
	return out
}

// packageIn is the name of the package that a file of node_modules is of; "" for
// other files.
func packageIn(file string) string {
	const folder = "node_modules/"
	at := strings.LastIndex(file, folder)
	if at < 0 {
		return ""
	}
	rest := file[at+len(folder):]
	parts := strings.SplitN(rest, "/", 3)
	if strings.HasPrefix(rest, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// english joins words as a sentence has them.
func english(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
