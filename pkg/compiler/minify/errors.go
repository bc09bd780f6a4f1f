package minify

import (
	"bytes"
	"errors"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// ErrAwait says that statements with await have to be minified together with
// the async function around them, by Object or Script.
var ErrAwait = errors.New("minify: await outside of functions, and the target has no async functions")

// Error is esbuild's refusal of a text.
type Error struct {
	Message string
	Offset  int // byte of the text that was given
	Length  int // bytes from there that are meant; may be 0
}

// Error says what is wrong, without the place.
func (e *Error) Error() string { return "minify: " + e.Message }

// newError places a message in the text without its prefix.
func newError(m api.Message, text []byte, prefix int) *Error {
	e := &Error{Message: m.Text}
	if m.Location == nil {
		return e
	}
	// esbuild counts lines from 1 and columns in bytes from 0.
	lines := source.NewLines(text)
	if line := uint32(m.Location.Line - 1); int(line) < lines.Count() {
		e.Offset = int(lines.Start(line)) + m.Location.Column
	}
	e.Length = m.Location.Length
	e.Offset = max(0, min(e.Offset, len(text))-prefix)
	return e
}

// refusals are the words of esbuild for syntax that it cannot bring below ES2015,
// and the features to support where it has to stay.
var refusals = map[string]string{
	"array spread": "array-spread", "class syntax": "class", "const": "const-and-let", "let": "const-and-let",
	"default arguments": "default-argument", "destructuring": "destructuring", "for-of loops": "for-of",
	"generator functions": "generator", "new.target": "new-target", "object accessors": "object-accessors",
	"object literal extensions": "object-extensions", "rest arguments": "rest-argument",
	"async functions": "async-await", "async generator functions": "async-generator", "for-await loops": "for-await",
	"non-identifier array rest patterns": "nested-rest-binding",
}

// refusedSyntax is the key of refusals that a message of esbuild is about; "" for
// every other error.
func refusedSyntax(message string) string {
	name, ok := strings.CutPrefix(message, "Transforming ")
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, " to ")
	if refusals[name] == "" {
		return ""
	}
	return name
}

var importCall = regexp.MustCompile(`\bimport\s*\(`)

// findImport is the place of the first import() of text, which may have the word in
// strings and comments as well: the one that esbuild makes a require of when the
// others are no imports.
func findImport(text []byte, opts api.TransformOptions) int {
	all := importCall.FindAllIndex(text, -1)
	other := bytes.Clone(text)
	for _, at := range all {
		other[at[0]] = 'l'
	}
	opts.Sourcemap = api.SourceMapNone
	for _, at := range all {
		other[at[0]] = 'i'
		if bytes.Contains(api.Transform(string(other), opts).Code, []byte("__toESM")) {
			return at[0]
		}
	}
	return all[0][0]
}

// requires reports whether code has a require where text has import(): esbuild
// writes one for targets without the other, and nothing here could answer it.
func requires(code, text []byte, o Options) bool {
	if o.Target != api.ES5 && len(o.Engines) == 0 {
		return false
	}
	helper := []byte("__toESM")
	return bytes.Contains(code, helper) && !bytes.Contains(text, helper) && importCall.Match(text)
}

// leave marks in supported what the errors ask for, and import() where there is
// none. It reports false, and marks nothing, when one is another kind of error.
func leave(errs []api.Message, supported map[string]bool) bool {
	if len(errs) == 0 {
		supported["dynamic-import"] = true
	}
	for _, m := range errs {
		if refusedSyntax(m.Text) == "" {
			return false
		}
	}
	for _, m := range errs {
		supported[refusals[refusedSyntax(m.Text)]] = true
	}
	return true
}
