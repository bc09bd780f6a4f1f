package minify

import (
	"errors"

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
