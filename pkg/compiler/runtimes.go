package compiler

import (
	"fmt"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/generate"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// runtimes decides in which instance of the runtime each entry runs. A container
// has its own unless it asks for another: it works without the page's other files.
func (c *Compiler) runtimes(g *graph.Graph) []generate.Runtime {
	var out []generate.Runtime
	byName := make(map[string]int) // runtime files by name
	of := make([]int, len(g.Entries))
	for e := range of {
		of[e] = -1
	}
	// An entry may depend on one that the file names later; config has made sure
	// that there are no cycles.
	var place func(e int) int
	place = func(e int) int {
		if of[e] >= 0 {
			return of[e]
		}
		entry := &g.Entries[e]
		if len(entry.DependOn) > 0 {
			of[e] = place(entry.DependOn[0])
			out[of[e]].Entries = append(out[of[e]].Entries, e)
			return of[e]
		}
		name := c.runtimeName(entry)
		if name == "" {
			of[e] = len(out)
			out = append(out, generate.Runtime{Host: e, Entries: []int{e}, Depth: c.depth(entry)})
			return of[e]
		}
		i, ok := byName[name]
		if !ok {
			i = len(out)
			byName[name] = i
			out = append(out, generate.Runtime{Host: -1, Name: name, Depth: strings.Count(emit.Name(c.Config.Output.Filename, emit.Parts{Name: name, ID: name}), "/")})
		}
		of[e] = i
		out[i].Entries = append(out[i].Entries, e)
		return i
	}
	for e := range g.Entries {
		place(e)
	}
	return out
}

// runtimeName is the name of the runtime file of an entry; "" when the runtime is
// in the entry's own file.
func (c *Compiler) runtimeName(e *graph.Entry) string {
	if e.Added != nil {
		return e.Added.Runtime
	}
	if e.Container || e.Options < 0 {
		return ""
	}
	o := &c.Config.Entries[e.Options]
	switch {
	case o.RuntimeFalse:
		return ""
	case o.Runtime != "":
		return o.Runtime
	}
	if c.Config.Optimization.RuntimeChunk == "" && c.Config.Output.ChunkFormat != "array-push" && c.hasDependents(o.Name) {
		// A file that is required or imported has but one set of exports, and those of
		// the entry are its library.
		return "runtime~" + e.Name
	}
	switch name := c.Config.Optimization.RuntimeChunk; name {
	case "single":
		return "runtime"
	case "multiple":
		return "runtime~" + e.Name
	default:
		return name
	}
}

// depth is the number of folders between the output folder and an entry's file.
func (c *Compiler) depth(e *graph.Entry) int {
	template := c.Config.Output.Filename
	if e.Worker {
		template = c.Config.Output.ChunkFilename
	}
	switch {
	case e.Added != nil && e.Added.Filename != "":
		template = e.Added.Filename
	case e.Options >= 0 && c.Config.Entries[e.Options].Filename != "":
		template = c.Config.Entries[e.Options].Filename
	}
	return strings.Count(emit.Name(template, emit.Parts{Name: e.Name, ID: e.Name}), "/")
}

// checkEntries reports what the configuration asks of entries and the chosen
// output cannot do.
func (c *Compiler) checkEntries() []diag.Diagnostic {
	var out []diag.Diagnostic
	for i := range c.Config.Entries {
		e := &c.Config.Entries[i]
		if len(e.DependOn) > 1 && !c.oneRuntime(e) {
			out = append(out, diag.Diagnostic{
				Code: "entry-runtimes-differ", Message: fmt.Sprintf("The entry %q depends on entries that run in different runtimes", e.Name),
				At: c.Config.Where("entry", e.Name, "dependOn"), Help: "set optimization.runtimeChunk: single",
			})
		}
	}
	return out
}

// hasDependents: another entry depends on the one of that name.
func (c *Compiler) hasDependents(name string) bool {
	for i := range c.Config.Entries {
		if contains(c.Config.Entries[i].DependOn, name) {
			return true
		}
	}
	return false
}

// dependDepth is how many entries in a row have to be there before entry e.
func (c *Compiler) dependDepth(g *graph.Graph, e int) int {
	n := 0
	for _, d := range g.Entries[e].DependOn {
		n = max(n, 1+c.dependDepth(g, d))
	}
	return n
}

// oneRuntime: all entries that e depends on run in one runtime, which for those
// that depend on others is that of the others.
func (c *Compiler) oneRuntime(e *config.Entry) bool {
	names, seen := make(map[string]bool), make(map[string]bool)
	var note func(e *config.Entry)
	note = func(e *config.Entry) {
		for i := range c.Config.Entries {
			x := &c.Config.Entries[i]
			if seen[x.Name] || !contains(e.DependOn, x.Name) {
				continue
			}
			seen[x.Name] = true
			if len(x.DependOn) > 0 {
				note(x)
				continue
			}
			name := c.runtimeName(&graph.Entry{Name: x.Name, Options: i})
			if name == "" {
				name = "in " + x.Name
			}
			names[name] = true
		}
	}
	note(e)
	return len(names) == 1
}

// runtimeFiles writes the files of runtimes that have one of their own.
func (c *Compiler) runtimeFiles(in *generate.Input, out *Output, factories []generate.Factory, files generate.Files) error {
	out.RuntimeFiles = make([]string, len(out.Runtimes))
	for i := range out.Runtimes {
		rt := &out.Runtimes[i]
		if rt.Host >= 0 {
			continue
		}
		text, err := generate.RuntimeFile(in, rt, factories, files)
		if err != nil {
			return err
		}
		h := c.hashing().Hash(text)
		name := emit.Name(c.Config.Output.Filename, emit.Parts{Name: rt.Name, ID: rt.Name, Hash: h, ChunkHash: h, ContentHash: h, Hashing: c.hashing()})
		out.RuntimeFiles[i] = name
		if err := out.Assets.Add(emit.Asset{Name: name, Data: text, Kind: emit.Script, Chunk: rt.Name}); err != nil {
			return err
		}
	}
	return nil
}
