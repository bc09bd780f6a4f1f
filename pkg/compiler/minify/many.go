package minify

import (
	"strconv"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/batch"
)

// Part is one text of Many.
type Part struct {
	Text []byte
	Body bool // minified as by Body, else as by Object

	Result *Result // set by Many, as Err is
	Err    error
}

// Many minifies parts that have nothing to do with each other; the outcome of each
// is what Body or Object makes of it alone. It is one call of esbuild where that
// can be.
func Many(parts []Part, o Options) {
	var list []*Part
	if len(parts) > 1 && !o.Await && !o.KeepNames && !featuresOf(o).adds && (o.LegalComments == api.LegalCommentsNone || o.LegalComments == api.LegalCommentsInline) {
		for i := range parts {
			list = append(list, &parts[i])
		}
		together(list, o)
	}
	for i := range parts {
		p := &parts[i]
		if p.Result == nil && p.Err == nil {
			run := Object
			if p.Body {
				run = Body
			}
			p.Result, p.Err = run(p.Text, o)
		}
	}
}

// together fills in the results of parts that one call can make. It leaves out all
// when one has an error, which is then told from it alone, and those that need
// helpers, whose names have to be made unique.
func together(parts []*Part, o Options) {
	shapes := make([]shape, len(parts))
	for i, p := range parts {
		shapes[i] = objectShape(p.Text)
		if p.Body {
			shapes[i] = bodyShape
		}
	}
	text := func(i int) string { return string(shapes[i].wrap(parts[i].Text)) }
	t := transformOptions(o)
	t.TsconfigRaw = "{}"
	out, _ := batch.Transform(len(parts), "part", strconv.Itoa, text, t)
	if out == nil {
		return
	}
	for i, p := range parts {
		s := shapes[i]
		t, err := newTransformed(out[i].Code, out[i].Map, nil, len(s.open)+len(s.mark))
		if err != nil {
			continue
		}
		if o.Identifiers {
			t.mangle(false)
		}
		if u, err := s.unwrap(t, o); err == nil && len(u.Prelude) == 0 {
			p.Result = u
		}
	}
}
