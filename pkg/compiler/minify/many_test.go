package minify

import (
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/google/go-cmp/cmp"
)

// Each part comes out as it does alone, whatever stands beside it.
func TestMany(t *testing.T) {
	texts := []Part{
		{Text: []byte("1: (module, exports) => { const long = 1 + 2; exports.a = long * module.x }")},
		{Text: []byte("function keep(value) { return value + 1 } const other = keep(2);"), Body: true},
		{Text: []byte("\"./a.js\": function(module) { module.exports = class { #p = 1; get() { return this.#p } } },\n2: () => {} // end")},
		{Text: []byte("using x = open();"), Body: true}, // needs helpers
	}
	broken := Part{Text: []byte("const = 1;"), Body: true}
	for name, o := range map[string]Options{
		"minified": {Whitespace: true, Syntax: true, Identifiers: true, SourceMap: true},
		"printed":  {SourceMap: true},
		"lowered":  {Whitespace: true, Syntax: true, Identifiers: true, Target: api.ES2020},
		"legal":    {Whitespace: true, LegalComments: api.LegalCommentsExternal},
		"names":    {Whitespace: true, Syntax: true, Identifiers: true, KeepNames: true},
	} {
		for _, extra := range [][]Part{nil, {broken}} {
			parts := append(append([]Part(nil), texts...), extra...)
			Many(parts, o)
			for i, p := range parts {
				run := Object
				if p.Body {
					run = Body
				}
				want, wantErr := run(p.Text, o)
				if d := cmp.Diff(want, p.Result); d != "" {
					t.Errorf("%s, part %d: %s", name, i, d)
				}
				if (wantErr == nil) != (p.Err == nil) || wantErr != nil && wantErr.Error() != p.Err.Error() {
					t.Errorf("%s, part %d: %v, want %v", name, i, p.Err, wantErr)
				}
			}
		}
	}
}
