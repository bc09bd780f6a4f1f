package parse

import (
	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// noteSloppy finds what only sloppy code may say in a script that goes into an ES
// module, which is strict:
//
//	with (o) { a }
//	delete name
//
// The rules are many and only esbuild knows them all, so each such file is read
// once more.
func noteSloppy(rec *graph.Record) {
	if rec == nil || rec.Flags&(graph.HasESM|graph.IsStrict) != 0 {
		return
	}
	const directive = "\"use strict\";\n"
	try := func(text []byte) []api.Message {
		return api.Transform(directive+string(text), api.TransformOptions{LogLevel: api.LogLevelSilent, Loader: api.LoaderJS}).Errors
	}
	left := source.Apply(nil, rec.Text, rec.Edits) // without branches that never run
	if len(try(left)) == 0 {
		return
	}
	rec.Sloppy = &graph.Sloppy{Message: "This is not valid in strict mode"}
	if errs := try(rec.Text); len(errs) > 0 {
		rec.Sloppy.Message = errs[0].Text
		if l := errs[0].Location; l != nil && rec.Flags&graph.Opaque == 0 {
			l.Line--
			at := (&file{src: rec.Text}).place(l)
			rec.Sloppy.At = graph.ByteRange{Start: uint32(at.Start), End: uint32(at.End)}
		}
	}
}
