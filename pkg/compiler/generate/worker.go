package generate

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// literalOptions is what stands between the URL of a worker and the first option.
var literalOptions = regexp.MustCompile(`^\s*,\s*(?:/\*[^*]*\*/\s*)*\{`)

// worker replaces the URL that a worker is started with by that of its entry.
func (e *editor) worker(imp *graph.Import, entry int) {
	*e.need = e.need.With(runtime.WorkerURL)
	text := e.in.ChunkIDs[e.in.entryChunk(entry-1)]
	if imp.Starts != "" && e.in.elsewhere() {
		*e.need = e.need.With(runtime.WorkerWrap)
		how := ""
		switch module := e.in.Config.Output.Module; {
		case imp.Starts == "SharedWorker" && module:
			how = ", 1, 1"
		case imp.Starts == "SharedWorker":
			how = ", 0, 1"
		case module:
			how = ", 1"
		}
		text = R + ".ww(" + text + how + ")"
	} else {
		text = R + ".wu(" + text + ")"
	}
	if e.in.Config.Output.TrustedTypes != nil && !e.onNode() {
		text = R + ".tu(" + text + ")"
	}
	module := e.in.Config.Output.Module
	switch {
	case imp.Type.End > imp.Type.Start && !module:
		// The file is a script: as a module it could not load its chunks.
		e.replace(imp.Type.Start, imp.Type.End, "undefined")
	case imp.OpenOptions && imp.ArgsEnd > imp.End && !module && !e.onNode():
		e.classic(imp)
	case module && !imp.Options:
		text += `, {type: "module"}`
	case module && imp.Type.End == imp.Type.Start:
		// Options that are a literal and do not say it; what they do say wins.
		if m := literalOptions.FindIndex(e.r.Text[imp.End:]); m != nil {
			at := imp.End + uint32(m[1])
			e.replace(at, at, `type: "module", `)
		}
	}
	e.replace(imp.Start, imp.End, text)
}

// classic keeps options of which the type is not known from making a module of the
// worker: it is a script.
func (e *editor) classic(imp *graph.Import) {
	between := e.r.Text[imp.End:imp.ArgsEnd]
	comma := bytes.IndexByte(between, ',')
	if comma < 0 {
		return
	}
	at := imp.End + uint32(comma) + 1
	e.replace(at, at, " Object.assign({},")
	end := ", { type: undefined })"
	if trimmed := bytes.TrimSpace(between); trimmed[len(trimmed)-1] == ',' {
		end = end[1:]
	}
	e.replace(imp.ArgsEnd, imp.ArgsEnd, end)
}

// elsewhere reports whether the files may be on another origin than the page.
func (in *Input) elsewhere() bool {
	path := in.Config.Output.PublicPath
	if w := in.Config.Output.WorkerPublicPath; w != "" {
		path = w
	}
	return !in.onNode() && (path == "auto" || strings.HasPrefix(path, "//") || strings.Contains(path, "://"))
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
