package diag

import (
	"fmt"
	"slices"
	"strings"
)

// Code is what is known about one diagnostic code.
type Code struct {
	Code    string
	Meaning string // one line
	Do      string // what to do about it
	Example string // what leads to it; may have several lines, may be empty
}

// Codes lists every code that mfbundle prints, by area and then by name. A code
// never changes its name or its meaning once released.
var Codes = slices.Concat(commandCodes, configCodes, sourceCodes, cssCodes, loaderCodes, resolveCodes, chunkCodes, linkCodes, outputCodes, fileCodes, pluginCodes)

// LookUp returns the entry of a code.
func LookUp(code string) (Code, bool) {
	for _, c := range Codes {
		if c.Code == code {
			return c, true
		}
	}
	return Code{}, false
}

// Markdown returns docs/diagnostics.md.
func Markdown() string {
	var b strings.Builder
	b.WriteString("# Diagnostics\n\nGenerated from pkg/compiler/diag/codes*.go. A code never changes once released.\n\n| code | meaning |\n|---|---|\n")
	for _, c := range Codes {
		fmt.Fprintf(&b, "| [%s](#%s) | %s |\n", c.Code, c.Code, strings.ReplaceAll(c.Meaning, "|", "\\|"))
	}
	for _, c := range Codes {
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n%s.\n", c.Code, c.Meaning, c.Do)
		if c.Example != "" {
			fmt.Fprintf(&b, "\n```\n%s\n```\n", strings.TrimRight(c.Example, "\n"))
		}
	}
	return b.String()
}
