package compiler

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// checkEncoding reports sources that are not UTF-8. Their bytes would go to the
// output as they are, where every browser shows a replacement character.
//
// In installed packages that is a warning: their users cannot mend it, and Node
// reads such files too. The check runs at about 10 GB/s, so it needs no cache.
func (c *Compiler) checkEncoding(b *Build) {
	for i := range b.Stage.Graph.Modules {
		m := &b.Stage.Graph.Modules[i]
		var text []byte
		var file string
		switch body := m.Body.(type) {
		case *graph.Source:
			text, file = body.Original, body.File
		case *graph.CSS:
			text, file = body.Original, body.File
		}
		if utf8.Valid(text) {
			continue
		}
		at := invalidAt(text)
		d := diag.Diagnostic{
			Code: "source-not-utf8", Message: fmt.Sprintf("%q is not UTF-8", m.Name), Module: m.Name,
			At:    diag.Location{File: file, Text: text, Start: at, End: at + 1},
			Notes: []string{fmt.Sprintf("the byte 0x%02x at offset %d begins no character", text[at], at)}, Help: "save the file as UTF-8",
		}
		if strings.Contains(m.Name, "node_modules/") {
			d.Severity, d.Help = diag.Warning, "report it to the package; the text shows replacement characters"
		}
		b.Diagnostics = append(b.Diagnostics, d)
	}
}

// invalidAt is the offset of the first byte that is not part of a character;
// there is one.
func invalidAt(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return 0
}
