package scan

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// mergeEntries gives entries whose modules are to export together one module that
// exports what these do, and reports whether there are any. It is written as
// JavaScript, which says what happens with a name of two of them:
//
//	export * from "./a"
//	export * from "./b"
//	export { default } from "./b" // when ./a has none
func (s *scanner) mergeEntries(ctx context.Context, entries []graph.Entry, diags *[]diag.Diagnostic) bool {
	merged := false
	for i := range s.in.Entries {
		e := &s.in.Entries[i]
		if !e.Merge {
			continue
		}
		var text strings.Builder
		var defaults []string
		for j, request := range e.Requests {
			from := " from " + graph.Quote(request) + ";\n"
			text.WriteString("export *" + from)
			if m := s.modules[entries[i].Run[j]]; m.Body != nil && slices.Contains(m.Body.Exports().Names, "default") {
				defaults = append(defaults, "export { default }"+from)
			}
		}
		if len(defaults) == 1 {
			text.WriteString(defaults[0])
		}
		r := &Request{
			Specifier: "data:text/javascript;base64," + base64.StdEncoding.EncodeToString([]byte(text.String())),
			Kind:      graph.DepImport, Dir: s.in.Config.Context, Layer: e.Layer, At: func() diag.Location { return e.At }, diags: diags,
		}
		entries[i].Run = []graph.ModuleID{s.add(s.w.resolve(ctx, r, false))}
		merged = true
	}
	return merged
}
