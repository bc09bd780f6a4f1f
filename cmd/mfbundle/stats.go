package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// statsVersion is the version of the format of --stats.
const statsVersion = 1

// statsWriter writes the file of --stats. It takes the place of an older file
// only when it is whole. With one build the file is one object; with several it
// is {"version", "builds": [the same objects]}.
//
// The JSON goes out piece by piece: for 10,000 modules one string of it all
// would be the largest object of the process.
type statsWriter struct {
	path    string
	file    *os.File
	w       *bufio.Writer
	several bool
	count   int
	err     error
}

// newStats opens a file beside the one at path: renaming works only within one
// file system.
func newStats(path string, several bool) (*statsWriter, error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".mfbundle-stats-*")
	if err != nil {
		return nil, err
	}
	s := &statsWriter{path: path, file: f, w: bufio.NewWriter(f), several: several}
	if several {
		s.raw(`{"version":1,"builds":[`)
	}
	return s, nil
}

// close ends the file and puts it in its place; without ok it is thrown away.
func (s *statsWriter) close(ok bool) error {
	if s.several {
		s.raw("]}\n")
	}
	if err := s.w.Flush(); s.err == nil {
		s.err = err
	}
	if err := s.file.Close(); s.err == nil {
		s.err = err
	}
	if s.err == nil && ok {
		// CreateTemp makes files that others may not read, unlike those of a build.
		_ = os.Chmod(s.file.Name(), 0o644)
		s.err = os.Rename(s.file.Name(), s.path)
	}
	if s.err != nil || !ok {
		os.Remove(s.file.Name())
	}
	return s.err
}

// raw writes punctuation. The first error stays, and makes later calls do
// nothing; close returns it.
func (s *statsWriter) raw(text string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(text)
	}
}

// value writes v as one line of JSON.
func (s *statsWriter) value(v any) {
	if s.err == nil {
		e := json.NewEncoder(s.w)
		e.SetEscapeHTML(false)
		s.err = e.Encode(v)
	}
}

// field writes a field behind others.
func (s *statsWriter) field(name string, v any) {
	s.raw(`,"` + name + `":`)
	s.value(v)
}

// list writes a field with n values, one at a time.
func (s *statsWriter) list(name string, n int, each func(i int) any) {
	s.raw(`,"` + name + `":[`)
	first := true
	for i := 0; i < n && s.err == nil; i++ {
		v := each(i)
		if v == nil {
			continue
		}
		if !first {
			s.raw(",")
		}
		first = false
		s.value(v)
	}
	s.raw("]\n")
}

// The rows of the lists. Names of modules are those of diagnostics, relative to
// the context, so that files of two machines can be compared.
type (
	statsEntry struct {
		Name      string   `json:"name"`
		Container bool     `json:"container,omitempty"`
		Chunks    []string `json:"chunks"`
		Files     []string `json:"files"`
	}
	statsChunk struct {
		ID      string   `json:"id"`
		Name    string   `json:"name"`
		Files   []string `json:"files"`
		Modules int      `json:"modules"` // how many
		Size    int      `json:"size"`    // bytes of the files
	}
	// statsModule has what mfbundle explain says of the module, under the same names,
	// besides the chain from an entry, which follows from the importers.
	statsModule struct {
		Name   string   `json:"name"`
		Size   int      `json:"size"` // bytes of the source
		Chunks []string `json:"chunks"`

		Package string         `json:"package,omitempty"` // name@version
		Type    string         `json:"type"`
		Issuers []plugins.Step `json:"importers"`
		// Roots are the entries and targets of import() that need it in its chunks.
		Roots         []string                `json:"roots"`
		Used          []plugins.UsedExport    `json:"usedExports"`
		Unused        []string                `json:"unusedExports,omitempty"`
		Unknown       []string                `json:"unknownExports,omitempty"`
		Whole         bool                    `json:"whole,omitempty"`
		WholeBecause  string                  `json:"wholeBecause,omitempty"`
		Scope         string                  `json:"scope,omitempty"`
		NotJoined     string                  `json:"notConcatenated,omitempty"`
		NoSideEffects bool                    `json:"noSideEffects,omitempty"`
		Kept          []plugins.KeptStatement `json:"sideEffects,omitempty"`
		Shared        string                  `json:"shared,omitempty"`
	}
	statsShare struct {
		Scope     string   `json:"scope"`
		Key       string   `json:"key"`
		Version   string   `json:"version,omitempty"`
		Required  []string `json:"requiredVersions,omitempty"` // "" is any
		Provided  bool     `json:"provided"`
		Consumed  bool     `json:"consumed"`
		Singleton bool     `json:"singleton"`
		Eager     bool     `json:"eager"`
		Strict    bool     `json:"strict"`
		Strategy  string   `json:"strategy,omitempty"`
		Fallback  string   `json:"fallback,omitempty"`
		Consumers []string `json:"consumers,omitempty"`
	}
)

// add writes one build. env are the variables that its configuration read.
func (s *statsWriter) add(b *compiler.Build, sum *summary, env []string) {
	out := b.Output
	if s.count > 0 {
		s.raw(",")
	}
	s.count++
	s.raw(`{"version":`)
	s.value(statsVersion)
	s.field("name", sum.Name)
	s.field("mode", string(b.Config.Mode))
	s.field("hash", buildHash(out))
	chunkFiles := func(id chunk.ID) []string {
		files := []string{}
		for _, f := range []string{out.Scripts[id], out.Styles[id]} {
			if f != "" {
				files = append(files, f)
			}
		}
		return files
	}
	s.list("entries", len(out.Graph.Entries), func(i int) any {
		e := statsEntry{Name: out.Graph.Entries[i].Name, Container: out.Graph.Entries[i].Container, Chunks: []string{}, Files: []string{}}
		for _, id := range out.Chunks.Roots[i].Chunks {
			e.Chunks = append(e.Chunks, plainID(out.ChunkIDs[id]))
			e.Files = append(e.Files, chunkFiles(id)...)
		}
		return e
	})
	// A module is in several chunks when it is too small to be split off.
	inChunks := make(map[graph.ModuleID][]string)
	s.list("chunks", len(out.Chunks.Chunks), func(i int) any {
		c := &out.Chunks.Chunks[i]
		row := statsChunk{ID: plainID(out.ChunkIDs[i]), Name: c.Name, Files: chunkFiles(chunk.ID(i)), Modules: len(c.Modules)}
		for _, f := range row.Files {
			if a := out.Assets.Lookup(f); a != nil {
				row.Size += len(a.Data)
			}
		}
		for _, m := range c.Modules {
			inChunks[m] = append(inChunks[m], row.ID)
		}
		return row
	})
	explainer := plugins.NewExplainer(out.Stage, out.Display)
	s.list("modules", len(out.Graph.Modules), func(i int) any {
		if !out.Link.Live[i] {
			return nil
		}
		m := graph.ModuleID(i)
		x := explainer.Module(m)
		roots := []string{}
		for _, c := range x.Chunks {
			roots = append(roots, c.Roots...)
		}
		slices.Sort(roots)
		return statsModule{
			Name: x.Module, Size: bodySize(out.Graph.Modules[i].Body), Chunks: append([]string{}, inChunks[m]...),
			Package: x.Package, Type: x.Type, Issuers: x.Importers, Roots: slices.Compact(roots), Used: x.Used, Unused: x.Unused, Unknown: x.Unknown,
			Whole: x.Whole, WholeBecause: x.WholeBecause, Scope: x.Scope, NotJoined: x.NotJoined, NoSideEffects: x.NoSideEffects, Kept: x.Kept, Shared: x.Shared,
		}
	})
	s.list("files", len(sum.Files), func(i int) any {
		f := &sum.Files[i]
		return jsonFile{f.Name, f.Bytes, f.Gzip, string(f.Kind), f.Chunk}
	})
	s.list("shares", len(sum.Shares), func(i int) any {
		f := &sum.Shares[i]
		return statsShare{f.Scope, f.Key, f.Version, f.Required, f.Provided, f.Consumed, f.Singleton, f.Eager, f.Strict, f.Strategy, f.Fallback, f.Consumers}
	})
	s.list("duplicates", len(sum.Duplicates), func(i int) any { return sum.Duplicates[i] })
	timings := millis(sum.Timings)
	timings["total"] = ms(sum.Took)
	s.field("timings", timings)
	if env == nil {
		env = []string{}
	}
	s.field("env", env)
	s.raw("}\n")
}

// buildHash identifies what a build wrote, whatever its file names are.
func buildHash(out *compiler.Output) string {
	var parts [][]byte
	for _, a := range out.Assets.List() {
		parts = append(parts, []byte(a.Name), []byte{0}, a.Data)
	}
	return emit.Hash(parts...)[:20]
}

// plainID is an output id without the quotes that it has in JavaScript.
func plainID(literal string) string {
	if len(literal) >= 2 && literal[0] == '"' {
		var s string
		if json.Unmarshal([]byte(literal), &s) == nil {
			return s
		}
	}
	return literal
}

// bodySize is how many bytes of source a module has; 0 for those that no file is
// behind.
func bodySize(b graph.Body) int {
	switch b := b.(type) {
	case *graph.Source:
		return len(b.Original)
	case *graph.CSS:
		return len(b.Original)
	case *graph.Asset:
		return len(b.Data)
	}
	return 0
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
