package generate

import (
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// attached makes the third element of a chunk whose entry runs in the runtime of
// another file: a function that runs the entry. What has to stand in front of
// the chunk is returned.
func (in *Input) attached(entry int, tail *string, files Files) (head string, err error) {
	run := in.startIn(entry, "R")
	ext, hand := in.attachedExternals(entry, "R")
	if loading := in.Config.Output.ChunkLoading; in.Graph.Entries[entry].Container && (loading == "jsonp" || loading == "import-scripts") {
		made := run[0]
		if hand != "" {
			made = "(" + hand + ", " + made + ")"
		}
		return in.attachedContainer(entry, made, ext, tail, files)
	}
	var b strings.Builder
	for i, call := range run {
		if hand != "" {
			// All modules run inside of the wrapper, which has the values.
			if i < len(run)-1 {
				hand += ", " + call
				continue
			}
			call = "(" + hand + ", " + call + ")"
		}
		if i == len(run)-1 {
			open, end := "", ""
			head, open, end = in.libraryInside(entry, ext)
			call = open + call + end
		} else {
			call += ";"
		}
		b.WriteString(call)
	}
	id := in.ChunkIDs[in.entryChunk(entry)]
	if in.prefetches(in.entryChunk(entry)) {
		b.WriteString(" R.F(" + id + ");")
	}
	start := "{ " + b.String() + " }"
	if in.waits(entry) {
		// The chunk counts as loaded once the push that brought it has ended.
		start = "{ " + in.early(entry, "R", "; ") + "Promise.resolve().then(" + in.function("", "R.e("+id+")") + ").then(" + in.function("", start) + ") }"
	}
	if others := in.besides(entry); len(others) > 0 {
		var ids []string
		for _, c := range others {
			ids = append(ids, in.ChunkIDs[c])
		}
		start = "{ R.O([" + strings.Join(ids, ", ") + "], " + in.function("", start) + ") }"
	}
	*tail = ", " + in.function("R", start)
	return head, nil
}

// libraryInside is library for a function of the script: head declares what is a
// variable of the script, not of the function.
func (in *Input) libraryInside(entry int, ext []wrapped) (head, open, end string) {
	open, end = in.library(entry, false, ext, nil)
	if rest, ok := strings.CutPrefix(open, "var "); ok {
		name, _, _ := strings.Cut(rest, " ")
		head, open = "var "+name+";\n", strings.TrimPrefix(rest, name+" = "+name+" || {};\n")
	}
	return head, open, end
}

// attachedContainer is attached for a container, which has to be there when its
// script has run, whether or not the page has the runtime: hosts know of no other
// file.
func (in *Input) attachedContainer(entry int, made string, ext []wrapped, tail *string, files Files) (head string, err error) {
	rt := in.runtimeOf(entry)
	t := newTables()
	name := files.Runtime(rt)
	t.set("f", graph.Quote("./"+strings.Repeat("../", in.depth(entry))+name))
	if files.Integrity != nil {
		t.set("h", graph.Quote(files.Integrity(name)))
	}
	if p := in.Config.Output.PublicPath; p != "auto" {
		t.set("p", graph.Quote(p))
	}
	need := runtime.Of(runtime.LateTag, runtime.LateRuntime)
	if in.Config.Output.ChunkLoading == "import-scripts" {
		need = need.With(runtime.LateImport)
	}
	if tt := in.policyRow(); tt != "" {
		need = need.With(runtime.LateTrust)
		t.set("tt", tt)
		t.set("g", graph.Quote(in.Config.Output.ChunkLoadingGlobal))
	}
	late, _, err := in.runtimeText(need, "")
	if err != nil {
		return "", err
	}
	// What a wrapper is given is there only inside of it.
	head, open, end := in.libraryInside(entry, ext)
	body := "{ " + open + "late.made(" + in.function("R", made) + ")" + end + " return late.run; }"
	*tail = ", (" + in.function("late", body) + ")(" + late + "(0, " + t.literal() + "))"
	return head, nil
}

// sharing lays out the file of an entry whose runtime is another CommonJS file or
// ES module: it takes the runtime from there, hands it the modules of the chunk
// and of the others that the entry needs, and runs the entry.
func (in *Input) sharing(l *layout, entry int, rt *Runtime, id chunk.ID, fs []*Factory, files Files) {
	up := "./" + strings.Repeat("../", in.depth(entry))
	esm := in.Config.Output.ChunkFormat == "module"
	load := func(name, file string) string {
		switch file = graph.Quote(up + file); {
		case esm && name == "":
			return "import " + file + ";\n"
		case esm:
			return "import * as " + name + " from " + file + ";\n"
		case name == "":
			return "require(" + file + ");\n"
		}
		return "var " + name + " = require(" + file + ");\n"
	}
	if esm {
		l.glue("import { " + R + " } from " + graph.Quote(up+files.Runtime(rt)) + ";\n")
	} else {
		l.glue("var " + R + " = require(" + graph.Quote(up+files.Runtime(rt)) + ");\n")
	}
	for _, d := range in.Graph.Entries[entry].DependOn {
		l.glue(load("", files.Script(in.entryChunk(d))))
	}
	for i, c := range in.besides(entry) {
		if files.HasJS(c) {
			l.glue(load(chunkVariable(i), files.Script(c)) + R + ".C(" + chunkVariable(i) + ");\n")
		}
	}
	min := in.Config.Optimization.Minimize
	l.glue(R + ".C({ ids: [" + in.standsFor(id) + "], modules: {\n")
	l.members(fs, min)
	l.glue("\n} });\n")
	if names := in.lent(entry); esm && len(names) > 0 {
		l.glue("export { " + strings.Join(names, ", ") + " };\n")
	}
	calls := in.startIn(entry, R)
	if len(calls) == 0 {
		return
	}
	waits := in.waits(entry)
	ext, hand := in.attachedExternals(entry, R)
	open, end := in.library(entry, waits, ext, in.besideFiles(entry, files))
	if hand != "" {
		calls = append([]string{hand}, calls...)
	}
	value := strings.Join(calls, ", ")
	if len(calls) > 1 {
		value = "(" + value + ")"
	}
	if waits {
		l.glue(in.early(entry, R, ";\n"))
		value = R + ".e(" + in.ChunkIDs[id] + ").then(" + in.function("", value) + ")"
	}
	l.glue(open + value + end + "\n")
	if in.prefetches(id) {
		l.glue(R + ".F(" + in.ChunkIDs[id] + ");\n")
	}
}

// early runs the modules of an entry that wait for nothing.
func (in *Input) early(entry int, require, end string) string {
	var b strings.Builder
	for _, id := range in.ids(in.Graph.Entries[entry].Early) {
		b.WriteString(require + "(" + id + ")" + end)
	}
	return b.String()
}

// depth is the number of folders between the output folder and an entry's file.
func (in *Input) depth(entry int) int {
	if in.EntryDepth == nil {
		return 0
	}
	return in.EntryDepth(entry)
}
