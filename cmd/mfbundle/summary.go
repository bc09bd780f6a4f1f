package main

import (
	"cmp"
	"compress/gzip"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// group is why a file exists, as far as a person cares.
type group int

// The groups, in the order they are printed.
const (
	groupEntry group = iota
	groupContainer
	groupExpose
	groupShare
	groupAsync
	groupAsset
	groupPage
	groupOther // manifests and reports
	groupSide  // source maps and licenses: counted, listed with -v only
)

var groupTitles = [...]string{"entries", "container", "exposes", "shared packages", "loaded on demand", "assets", "pages", "reports", "maps and licenses"}

// summary is what remains of a build once it is printed: small, so that the
// graph and the files of one build can go before the next begins.
type summary struct {
	Config *config.Config
	Name   string
	Files  []fileRow
	Shares []plugins.ShareFact
	// Duplicates are packages with several copies.
	Duplicates []plugins.Duplicate
	// Usage is by scope and key; nil without -v, as it takes as long as linking.
	Usage   map[[2]string]plugins.ShareSummary
	Timings []compiler.Timing
	Took    time.Duration
	Written int
	Stale   []string // what clean would remove
}

// fileRow is one output file.
type fileRow struct {
	Name  string
	Kind  emit.Kind
	Chunk string
	Group group
	// For says what the file is there for, where its name does not: keys of exposes,
	// requests of shares.
	For         string
	Bytes, Gzip int // Gzip is 0 when nobody asked for it
}

// summarize boils a finished build down.
func summarize(b *compiler.Build, took time.Duration, withGzip, withUsage bool) *summary {
	s := &summary{Config: b.Config, Name: nameOf(b.Config), Timings: b.Timings, Took: took, Written: len(b.Written), Stale: b.Stale}
	out := b.Output
	s.Shares = plugins.ShareFacts(out.Stage)
	s.Duplicates = plugins.Duplicates(out.Stage, out.Display)
	if withUsage && len(s.Shares) > 0 {
		s.Usage = make(map[[2]string]plugins.ShareSummary)
		for _, u := range plugins.Shares(out) {
			s.Usage[[2]string{u.Scope, u.Key}] = u
		}
	}
	groups, reasons := groupChunks(out)
	byFile := make(map[string]chunk.ID)
	for id := range out.Chunks.Chunks {
		for _, name := range []string{out.Scripts[id], out.Styles[id]} {
			if name != "" {
				byFile[emit.FileOf(name)] = chunk.ID(id)
			}
		}
	}
	list := out.Assets.List()
	if withGzip {
		gzipSizes(list)
	}
	for _, a := range list {
		row := fileRow{Name: a.Name, Kind: a.Kind, Chunk: a.Chunk, Bytes: len(a.Data), Gzip: a.Gzip, Group: groupAsset}
		id, ofChunk := byFile[a.Name]
		switch {
		// Maps carry the name of their chunk too, and are no part of what loads.
		case a.Kind == emit.Map || a.Kind == emit.License:
			row.Group = groupSide
		case ofChunk:
			row.Group, row.For = groups[id], reasons[id]
		case a.Kind == emit.Page:
			row.Group = groupPage
		case a.Kind == emit.Manifest || a.Kind == emit.Report:
			row.Group = groupOther
		}
		s.Files = append(s.Files, row)
	}
	slices.SortStableFunc(s.Files, func(a, b fileRow) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Name, b.Name))
	})
	return s
}

// maxReasons is how many exposes or shares are named beside a file that all of
// them need.
const maxReasons = 3

// groupChunks tells why each chunk exists. A chunk that several roots have in
// common belongs to what all of them are, else it is just loaded on demand.
func groupChunks(out *compiler.Output) (graph.Table[chunk.ID, group], map[chunk.ID]string) {
	keys := make(map[chunk.RootID]string)
	for _, x := range plugins.Exposes(out.Stage) {
		for _, m := range x.Modules {
			if m == graph.NoModule {
				continue
			}
			if r := out.Chunks.RootOf[m]; r != chunk.NoRoot {
				keys[r] = x.Key
			}
		}
	}
	// What leads to a root decides: an expose wins over a share, and a share over
	// import(), because the stronger reason keeps the file there without the other.
	kinds := make(map[chunk.RootID]group)
	for i := range out.Graph.Modules {
		if !out.Link.Live[i] {
			continue
		}
		for _, d := range out.Graph.Modules[i].Deps {
			if !d.Async || d.Target == graph.NoModule || out.Chunks.RootOf[d.Target] == chunk.NoRoot {
				continue
			}
			r := out.Chunks.RootOf[d.Target]
			k := groupAsync
			switch d.Kind {
			case graph.DepExpose:
				k = groupExpose
			case graph.DepFallback, graph.DepProvide:
				k = groupShare
				if keys[r] == "" && !filepath.IsAbs(d.Specifier) {
					keys[r] = d.Specifier
				}
			}
			if old, ok := kinds[r]; !ok || k < old {
				kinds[r] = k
			}
		}
	}
	groups := make(graph.Table[chunk.ID, group], len(out.Chunks.Chunks))
	reasons := make(map[chunk.ID]string)
	for id := range out.Chunks.Chunks {
		c := &out.Chunks.Chunks[id]
		if c.Entry >= 0 {
			if out.Graph.Entries[c.Entry].Container {
				groups[id] = groupContainer
			}
			continue
		}
		groups[id] = groupAsync
		for i, r := range c.Roots {
			k, ok := kinds[r]
			switch {
			case out.Chunks.Roots[r].Entry >= 0:
				k = groupEntry
			case !ok:
				k = groupAsync
			}
			if i == 0 {
				groups[id] = k
			} else if groups[id] != k {
				groups[id] = groupAsync
			}
		}
		if len(c.Roots) > maxReasons {
			continue
		}
		var why []string
		for _, r := range c.Roots {
			if keys[r] != "" {
				why = append(why, keys[r])
			}
		}
		reasons[chunk.ID(id)] = strings.Join(why, ", ")
	}
	return groups, reasons
}

// gzipSizes fills in how large files are on the wire. It costs about 25 ms a
// megabyte and core, so it is for those who look.
func gzipSizes(list []*emit.Asset) {
	pool := sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}
	par.For(len(list), runtime.GOMAXPROCS(0), func(i int) {
		a := list[i]
		if a.Kind == emit.Map || a.Kind == emit.License {
			return
		}
		var n counter
		z := pool.Get().(*gzip.Writer)
		z.Reset(&n)
		_, _ = z.Write(a.Data) // a counter does not fail
		_ = z.Close()
		pool.Put(z)
		a.Gzip = int(n)
	})
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}
