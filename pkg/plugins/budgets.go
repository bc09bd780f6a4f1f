package plugins

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/bmatcuk/doublestar/v4"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

var _ compiler.Plugin = (*BudgetPlugin)(nil)

// BudgetPlugin compares sizes with limits.
type BudgetPlugin struct{ Budgets []config.Budget }

// Name implements compiler.Plugin.
func (p *BudgetPlugin) Name() string { return "BudgetPlugin" }

// Apply implements compiler.Plugin.
func (p *BudgetPlugin) Apply(c *compiler.Compiler) error {
	// Behind all that adds files.
	c.Hooks.Emit.Tap(p.Name(), 200, func(_ context.Context, out *compiler.Output) error {
		w := &weigher{out: out, sizes: make(map[[2]string]int)}
		for i := range p.Budgets {
			w.check(&p.Budgets[i])
		}
		return nil
	})
	return nil
}

// weigher measures the files of a build, each once for each compression.
type weigher struct {
	out   *compiler.Output
	sizes map[[2]string]int // file, compression → bytes
}

// load is something that a budget can limit.
type load struct {
	name   string
	files  []string
	chunks []chunk.ID
}

func (w *weigher) check(b *config.Budget) {
	found := false
	for _, l := range w.loads(b.Kind) {
		if b.Name != "" && b.Name != l.name {
			if ok, err := doublestar.Match(b.Name, l.name); err != nil || !ok {
				continue
			}
		}
		found = true
		total := 0
		for _, f := range l.files {
			total += w.size(f, b.Compression)
		}
		if total > b.Max {
			w.over(b, &l, total)
		}
	}
	if !found && b.Name != "" {
		w.out.Report(diag.Diagnostic{
			Code: "budget-unknown", Severity: diag.Warning, Message: fmt.Sprintf("The budget is for the %s %q, and there is none", b.Kind, b.Name), At: b.Location(),
			Help: "correct the name, or remove the budget",
		})
	}
}

// over reports a budget that is not kept, with what weighs most.
func (w *weigher) over(b *config.Budget, l *load, total int) {
	how := map[string]string{"none": "", "gzip": " with gzip", "brotli": " with brotli"}[b.Compression]
	d := diag.Diagnostic{
		Code: "budget-exceeded", At: b.Location(),
		Message: fmt.Sprintf("The %s %q is %s%s, which is %s over its budget of %s", b.Kind, l.name, bytesText(total), how, bytesText(total-b.Max), bytesText(b.Max)),
		Help:    "load less of it at once, or raise the budget",
	}
	if b.Warn {
		d.Severity = diag.Warning
	}
	files := slices.Clone(l.files)
	slices.SortStableFunc(files, func(x, y string) int { return w.size(y, b.Compression) - w.size(x, b.Compression) })
	for _, f := range files[:min(len(files), 3)] {
		if len(files) > 1 {
			d.Notes = append(d.Notes, fmt.Sprintf("%s has %s", f, bytesText(w.size(f, b.Compression))))
		}
	}
	d.Notes = append(d.Notes, w.heaviest(l.chunks)...)
	w.out.Report(d)
}

// heaviest names the packages, and files of the project, with most source in
// chunks.
func (w *weigher) heaviest(chunks []chunk.ID) []string {
	sizes := make(map[string]int)
	for _, id := range chunks {
		for _, m := range w.out.Chunks.Chunks[id].Modules {
			mod := &w.out.Graph.Modules[m]
			name := mod.Name
			if p := mod.Package; p != nil && p.Name != "" && strings.Contains(filepath.ToSlash(p.Dir), "/node_modules/") {
				name = "package " + p.Name
			}
			switch b := mod.Body.(type) {
			case *graph.Source:
				sizes[name] += len(b.Original)
			case *graph.JSON:
				sizes[name] += b.Size()
			case *graph.CSS:
				sizes[name] += len(b.Original)
			}
		}
	}
	type row struct {
		name string
		size int
	}
	var rows []row
	for name, size := range sizes {
		rows = append(rows, row{name, size})
	}
	slices.SortFunc(rows, func(x, y row) int { return cmp.Or(y.size-x.size, strings.Compare(x.name, y.name)) })
	var notes []string
	for _, r := range rows[:min(len(rows), 3)] {
		notes = append(notes, fmt.Sprintf("%s has %s of source", r.name, bytesText(r.size)))
	}
	return notes
}

// loads lists what a kind of budget is about.
func (w *weigher) loads(kind string) []load {
	out := w.out
	var list []load
	of := func(name string, chunks []chunk.ID) {
		l := load{name: name, chunks: chunks}
		for _, id := range chunks {
			for _, f := range []string{out.Scripts[id], out.Styles[id]} {
				if f != "" && !slices.Contains(l.files, f) {
					l.files = append(l.files, f)
				}
			}
		}
		list = append(list, l)
	}
	roots := func(modules ...graph.ModuleID) []chunk.ID {
		var ids []chunk.ID
		for _, m := range modules {
			if m == graph.NoModule || out.Chunks.RootOf[m] == chunk.NoRoot {
				continue
			}
			for _, id := range out.Chunks.Roots[out.Chunks.RootOf[m]].Chunks {
				if !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
		return ids
	}
	switch kind {
	case "asset":
		for _, a := range out.Assets.List() {
			if a.Kind != emit.Map {
				list = append(list, load{name: a.Name, files: []string{a.Name}})
			}
		}
	case "initial", "entry":
		for e := range out.Graph.Entries {
			chunks := out.Chunks.Roots[e].Chunks
			if kind == "entry" {
				chunks = slices.DeleteFunc(slices.Clone(chunks), func(id chunk.ID) bool { return out.Chunks.Chunks[id].Entry != e })
			}
			of(out.Graph.Entries[e].Name, chunks)
			for i := range out.Runtimes {
				if f := out.RuntimeFiles[i]; f != "" && kind == "initial" && slices.Contains(out.Runtimes[i].Entries, e) {
					list[len(list)-1].files = append(list[len(list)-1].files, f)
				}
			}
		}
	case "expose":
		for _, x := range Exposes(out.Stage) {
			of(x.Key, roots(x.Modules...))
		}
	case "share":
		byKey := make(map[string][]graph.ModuleID)
		for i := range out.Graph.Modules {
			m := &out.Graph.Modules[i]
			if !out.Link.Live[i] {
				continue
			}
			var key string
			switch b := m.Body.(type) {
			case *consumeBody:
				key = b.key
			case *provideBody:
				key = b.key
			default:
				continue
			}
			for _, d := range m.Deps {
				byKey[key] = append(byKey[key], d.Target)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(byKey)) {
			of(key, roots(byKey[key]...))
		}
	}
	return list
}

// size is the size of a file under a compression.
func (w *weigher) size(name, compression string) int {
	key := [2]string{name, compression}
	if n, ok := w.sizes[key]; ok {
		return n
	}
	a := w.out.Assets.Lookup(name)
	if a == nil {
		return 0
	}
	n := len(a.Data)
	if compression != "none" {
		var b bytes.Buffer
		var z io.WriteCloser
		if compression == "brotli" {
			z = brotli.NewWriterLevel(&b, brotli.BestCompression)
		} else {
			z, _ = gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is a good one
		}
		_, _ = z.Write(a.Data) // a buffer takes all
		_ = z.Close()
		n = b.Len()
	}
	w.sizes[key] = n
	return n
}

// bytesText writes a size for people.
func bytesText(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	}
	return fmt.Sprintf("%.2f MB", float64(n)/1e6)
}
