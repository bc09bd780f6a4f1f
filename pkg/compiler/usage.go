package compiler

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
)

// usage links the graph again for some of the runtimes of a build: those that load
// the same chunks (optimization.usedExports: true).
type usage struct {
	ctx     context.Context
	g       *graph.Graph
	o       link.Options
	whole   *link.Result
	runtime []int            // of each entry
	known   map[string]*seen // by the text of runtimes
	seeds   [][]link.Seed    // by runtime
	workers int
	err     error
}

// maxUsages bounds the sets of runtimes that are looked at alone. Those beyond it
// see what the whole build uses.
const maxUsages = 64

// seen is what some runtimes use together.
type seen struct {
	runtimes []int
	used     *link.Result
}

// newUsage returns nil when all entries run in one runtime, or nobody wants to tell
// runtimes apart.
func (c *Compiler) newUsage(ctx context.Context, g *graph.Graph, o link.Options, whole *link.Result) *usage {
	if !o.TreeShake || c.Config.Optimization.UsedGlobally || len(g.Entries) < 2 {
		return nil
	}
	runtimes := c.runtimes(g)
	if len(runtimes) < 2 {
		return nil
	}
	u := &usage{ctx: ctx, g: g, o: o, whole: whole, runtime: make([]int, len(g.Entries)), seeds: make([][]link.Seed, len(runtimes)), workers: c.options.Workers}
	for i := range runtimes {
		for _, e := range runtimes[i].Entries {
			u.runtime[e] = i
		}
	}
	return u
}

// of is what the entries of these runtimes use together.
func (u *usage) of(runtimes []int) *link.Result {
	if len(runtimes) == len(u.seeds) {
		return u.whole
	}
	key := fmt.Sprint(runtimes)
	if k := u.known[key]; k != nil {
		return k.used
	}
	if len(u.known) >= maxUsages || u.err != nil {
		return u.whole
	}
	l, err := u.link(runtimes)
	if err != nil {
		u.err = err
		return u.whole
	}
	u.known[key] = &seen{slices.Clone(runtimes), l}
	return l
}

func (u *usage) link(runtimes []int) (*link.Result, error) {
	o := u.o
	in := make([]bool, len(u.seeds))
	for _, r := range runtimes {
		in[r] = true
		o.Seeds = append(o.Seeds, u.seeds[r]...)
	}
	o.Entry = func(i int) bool { return in[u.runtime[i]] }
	o.Whole = u.whole
	l, _, err := link.Run(u.ctx, u.g, o)
	return l, err
}

// alone looks at each runtime by itself, side by side: chunks ask for all of them.
func (u *usage) alone() {
	var missing []*seen
	for r := range u.seeds {
		if u.known[fmt.Sprint([]int{r})] == nil && len(u.known)+len(missing) < maxUsages {
			missing = append(missing, &seen{runtimes: []int{r}})
		}
	}
	errs := make([]error, len(missing))
	var wg sync.WaitGroup
	next := make(chan int, len(missing))
	for i := range missing {
		next <- i
	}
	close(next)
	for range min(u.workers, len(missing)) {
		wg.Go(func() {
			for i := range next {
				missing[i].used, errs[i] = u.link(missing[i].runtimes)
			}
		})
	}
	wg.Wait()
	for i, k := range missing {
		if u.err = cmp.Or(u.err, errs[i]); errs[i] == nil {
			u.known[fmt.Sprint(k.runtimes)] = k
		}
	}
}

// chunks makes chunks that see what their runtimes use.
//
// The text of a chunk that several runtimes load mentions what any of them uses,
// and each of them runs that text: so what it mentions has to be there in the chunks
// of each. Those see more then, which may be news to others, until all agree.
func (u *usage) chunks(o chunk.Options) (*chunk.Graph, error) {
	o.Usage = &chunk.Usage{Runtime: u.runtime, Of: u.of}
	u.known = make(map[string]*seen)
	for {
		u.alone()
		out := chunk.Run(u.g, u.whole, o)
		if u.err != nil {
			return nil, u.err
		}
		news := u.seed(out)
		if !slices.Contains(news, true) {
			return out, nil
		}
		for key, k := range u.known {
			if slices.ContainsFunc(k.runtimes, func(r int) bool { return news[r] }) {
				delete(u.known, key)
			}
		}
	}
}

// seed has the runtimes of chunks for several see what these chunks do, and
// reports to which of them that is news.
func (u *usage) seed(out *chunk.Graph) []bool {
	news := make([]bool, len(u.seeds))
	for id := range out.Chunks {
		v := out.View(chunk.ID(id))
		if len(v.Runtimes) < 2 {
			continue
		}
		for _, r := range v.Runtimes {
			alone := u.of([]int{r})
			if alone == u.whole {
				continue
			}
			for _, m := range out.Chunks[id].Modules {
				if !alone.Live[m] {
					continue // nobody runs it there
				}
				if !alone.Covers(v.Link, m) {
					u.seeds[r] = append(u.seeds[r], v.Link.Seed(m))
					news[r] = true
				}
				for _, list := range [][]graph.ModuleID{v.Sync[m], v.Async[m]} {
					for _, t := range list {
						if !alone.Live[t] {
							u.seeds[r] = append(u.seeds[r], link.Seed{Module: t})
							news[r] = true
						}
					}
				}
			}
		}
	}
	return news
}
