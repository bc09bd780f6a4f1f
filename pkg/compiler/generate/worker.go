package generate

import (
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// worker replaces the URL that a worker is started with by that of its entry.
func (e *editor) worker(imp *graph.Import, entry int) {
	*e.need = e.need.With(runtime.WorkerURL)
	text := R + ".wu(" + e.in.ChunkIDs[e.in.entryChunk(entry-1)] + ")"
	if e.in.Config.Output.TrustedTypes != nil && !e.onNode() {
		text = R + ".tu(" + text + ")"
	}
	module := e.in.Config.Output.Module
	switch {
	case imp.Type.End > imp.Type.Start && !module:
		// The file is a script: as a module it could not load its chunks.
		e.replace(imp.Type.Start, imp.Type.End, "undefined")
	case module && !imp.Options:
		text += `, {type: "module"}`
	}
	e.replace(imp.Start, imp.End, text)
}

// workerChunks lists the chunks of the entries that modules of the given chunks
// start workers with, ascending.
func (in *Input) workerChunks(chunks []chunk.ID) []chunk.ID {
	var list []chunk.ID
	if !slices.ContainsFunc(in.Graph.Entries, func(e graph.Entry) bool { return e.Worker }) {
		return nil
	}
	for _, c := range chunks {
		for _, m := range in.Chunks.Chunks[c].Modules {
			for i := range in.Graph.Modules[m].Deps {
				if n := in.Graph.Modules[m].Deps[i].Entry; n > 0 {
					if c := in.entryChunk(n - 1); !slices.Contains(list, c) {
						list = append(list, c)
					}
				}
			}
		}
	}
	slices.Sort(list)
	return list
}

// WorkerHash names the file of an entry that a worker starts with. Its text is
// written later, since two files may name each other; so this is a hash of all
// that the text is made of.
func WorkerHash(in *Input, rt *Runtime, factories []Factory, files Files) []byte {
	reached := in.reach(rt)
	var b []byte
	for _, c := range append(slices.Clip(reached.initial), reached.loaded...) {
		b = append(b, files.Script(c)...)
	}
	for _, c := range reached.own {
		for _, f := range in.members(c, factories) {
			b = append(b, f.ID...)
			b = append(b, f.Head...)
			for i := range f.Pieces {
				p := &f.Pieces[i]
				b = append(b, p.Prefix...)
				if p.Input != nil {
					b = append(b, p.Input.Text...)
				}
				for _, x := range p.Edits {
					b = append(b, x.New...)
				}
				b = append(b, p.Suffix...)
			}
		}
	}
	return b
}
