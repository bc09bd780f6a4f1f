package generate

import (
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// keepsEntry: the configuration asks that the code of an entry stands in its file as
// it is.
func (in *Input) keepsEntry(entry int) bool {
	return entry >= 0 && in.Config.Output.NoFunction && in.Graph.Entries[entry].Options >= 0
}

// bare is the factory of an entry whose code stands in its file without a function
// around it (output.iife: false), so that what it declares is global. When there is
// none, reason says why, as the end of a sentence.
func (in *Input) bare(entry int, boot Boot, fs []*Factory) (f *Factory, reason string) {
	e := &in.Graph.Entries[entry]
	lib := in.libraryOf(entry)
	switch {
	case lib != nil && lib.Type != "":
		return nil, "it is a library, whose exports a function returns"
	case len(e.Run) == 0:
		return nil, "it runs nothing"
	case !boot.Features.Has(runtime.StartNow):
		return nil, "it waits for something before it runs"
	}
	root := e.Run[len(e.Run)-1]
	src, ok := in.Graph.Modules[root].Body.(*graph.Source)
	if !ok {
		return nil, "its module is no script"
	}
	if in.Link.Async[root] {
		return nil, "it awaits"
	}
	flags := graph.UsesModule | graph.UsesExports | graph.UsesArguments | graph.Opaque
	if !src.ESM() {
		flags |= graph.UsesThis
	}
	if src.Record.Flags&flags != 0 {
		return nil, "its module is CommonJS that uses module, exports or this"
	}
	for m := range in.Graph.Modules {
		if !in.Link.Live[m] || in.group(graph.ModuleID(m)) == in.group(root) && graph.ModuleID(m) != root && len(in.Chunks.Async[m]) == 0 {
			continue
		}
		for _, t := range append(append([]graph.ModuleID(nil), in.Chunks.Sync[m]...), in.Chunks.Async[m]...) {
			if t == root {
				return nil, "another module asks for its module"
			}
		}
	}
	for _, x := range fs {
		if x.ID == in.ModuleIDs[root] {
			if strings.Contains(x.Head, ", "+R+") =>") {
				return x, ""
			}
			return nil, "its module declares " + R
		}
	}
	return nil, "its module is in another file"
}

// bareEntry lays out the file of an entry without a function around its code, and
// the runtime in front of it where something needs one.
func (in *Input) bareEntry(l *layout, entry int, boot Boot, fs []*Factory, f *Factory) error {
	others := make([]*Factory, 0, len(fs))
	for _, x := range fs {
		if x != f {
			others = append(others, x)
		}
	}
	if strings.Contains(f.Head, "\"use strict\"") {
		l.glue("\"use strict\";\n")
	}
	features := boot.Features.Without(runtime.Start, runtime.StartNow)
	if len(others) > 0 || f.mentions(R) || len(in.Graph.Entries[entry].Run) > 1 || features.Closure() != runtime.Of(runtime.Core).Closure() && features != (runtime.Set{}) {
		boot.Features = features
		text, prelude, err := in.runtimeText(features, "\nreturn R;")
		if err != nil {
			return err
		}
		min := in.Config.Optimization.Minimize
		l.glue(prelude + "var " + R + " = " + text + "({\n")
		l.members(others, min)
		l.glue("\n}," + boot.Data + ");\n")
		run := in.Graph.Entries[entry].Run
		for _, m := range run[:len(run)-1] {
			l.glue(R + "(" + in.ModuleIDs[m] + ");\n")
		}
	}
	if exports, _, _ := strings.Cut(f.Head[strings.Index(f.Head, ",")+1:], ","); f.mentions(strings.TrimSpace(exports)) {
		l.glue("var " + strings.TrimSpace(exports) + " = {};\n")
	}
	l.add(&batch{pieces: append([]source.Piece(nil), f.Pieces...), body: true, size: f.Size})
	l.glue("\n")
	return nil
}

// mentions reports whether what was written of the factory, beside the text of its
// modules, has a name.
func (f *Factory) mentions(name string) bool {
	for i := range f.Pieces {
		p := &f.Pieces[i]
		if strings.Contains(p.Prefix, name) || strings.Contains(p.Suffix, name) {
			return true
		}
		for k := range p.Edits {
			if strings.Contains(p.Edits[k].New, name) {
				return true
			}
		}
	}
	return false
}
