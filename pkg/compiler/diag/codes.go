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
var Codes = slices.Concat(configCodes, sourceCodes, resolveCodes, linkCodes, pluginCodes)

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

// sourceCodes are reported while files are read.
var sourceCodes = []Code{
	{"css-modules-unsupported", "A CSS module is imported, which is not supported yet", "Import a plain style sheet", `import styles from "./a.module.css"`},
	{"data-uri", "A data: URI cannot be read", "Write data:<type>;base64,<text> or data:<type>,<text>", `import "data:text/javascript;base64,???"`},
	{"json-syntax", "A JSON file is not valid JSON", "Correct the file; JSON has no comments and no trailing commas", `{"a": 1,}`},
	{"module-type-unknown", "No module type is known for the ending of a file", "Import a file of a known type", `import "./notes.xyz"`},
	{"read-failed", "A file that is part of the build cannot be read", "Check that it exists and may be read", ""},
	{"syntax-error", "A file is not valid JavaScript, TypeScript or JSX", "Correct the file at the place shown", "const a = ;"},
}

// resolveCodes are reported when a request is looked up.
var resolveCodes = []Code{
	{"resolve-not-found", "A request leads to no file", "Correct the request, install the package, or add it to resolve.alias or externals", `import Button from "./Buton"`},
}

// linkCodes are reported when imports are matched with exports.
var linkCodes = []Code{
	{"import-assigned", "An imported name is assigned to, and imports cannot change", "Assign to a variable of the module itself", `import {a} from "./a"; a = 1`},
	{"import-missing-export", "A module does not export the imported name", "Import a name that it exports", `import {buton} from "./button"`},
	{"import-missing-member", "A namespace has no member of the name that is used", "Use a member that the module exports", `import * as a from "./a"; a.missing`},
}

// pluginCodes are reported by plugins and for them.
var pluginCodes = []Code{
	{"plugin-error", "A plugin failed", "Read its message; it is a mistake in the plugin when it does not concern the project", ""},
}
