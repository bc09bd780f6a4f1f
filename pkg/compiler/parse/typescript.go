package parse

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// exportAssignment finds export = x, which makes a file CommonJS, its imports
// included.
var exportAssignment = regexp.MustCompile(`(?m)^\s*export\s*=[^=>]`)

// valueless is a member of an enum that esbuild could not count, because the one
// before it is not a constant in this file. It makes the member undefined:
//
//	enum E { A = Imported.X, B }
var valueless = regexp.MustCompile(`\["?([^"\]]+)"?\] = void 0\] = "`)

// notCompiled reports what a TypeScript file says and esbuild made nothing of.
func (f *file) notCompiled(code []byte) []diag.Diagnostic {
	var list []diag.Diagnostic
	if d := f.valuelessMember(code); d != nil {
		list = append(list, *d)
	}
	if d := f.metadata(code); d != nil {
		list = append(list, *d)
	}
	return list
}

// metadata warns of decorators that wait for the types of what they decorate.
func (f *file) metadata(code []byte) *diag.Diagnostic {
	raw := f.opts.TSConfigRaw
	if !strings.Contains(raw, `"emitDecoratorMetadata":true`) || !bytes.Contains(code, []byte("__decorateClass(")) {
		return nil
	}
	d := &diag.Diagnostic{
		Severity: diag.Warning, Code: "typescript-metadata", Message: "Decorators get no metadata of types", At: f.place(nil),
		Notes: []string{"tsconfig.json asks for it with emitDecoratorMetadata, and files are compiled one by one, without their types"},
		Help:  "compile such files with ts-loader or swc-loader in module.rules, or remove emitDecoratorMetadata",
	}
	if at := decorator.FindSubmatchIndex(f.src); at != nil {
		d.At = diag.Location{File: f.path, Text: f.src, Start: at[2], End: at[3]}
	}
	return d
}

var decorator = regexp.MustCompile(`(?m)^\s*(@\w+)`)

// valuelessMember looks for such a member in what esbuild printed.
func (f *file) valuelessMember(code []byte) *diag.Diagnostic {
	if !bytes.Contains(code, []byte("] = void 0] = \"")) {
		return nil
	}
	m := valueless.FindSubmatch(code)
	if m == nil {
		return nil
	}
	name := string(m[1])
	d := &diag.Diagnostic{Severity: diag.Warning, Code: "typescript-enum-value", Message: "Enum member " + strconv.Quote(name) + " has no value", At: f.place(nil),
		Notes: []string{"the member before it is not a constant of this file, and files are compiled one by one"}, Help: "write the value of " + strconv.Quote(name) + ", as isolatedModules demands"}
	if at := regexp.MustCompile(`[{,]\s*["']?(` + regexp.QuoteMeta(name) + `)["']?\s*[,}]`).FindSubmatchIndex(f.src); at != nil {
		d.At = diag.Location{File: f.path, Text: f.src, Start: at[2], End: at[3]}
	}
	return d
}
