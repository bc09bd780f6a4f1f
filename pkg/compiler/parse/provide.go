package parse

import (
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// provide opens an entry for each free name that the options say where to import
// from. A name that is written stays what it is.
func (w *walker) provide() {
	if len(w.opts.Provide) == 0 {
		return
	}
	for i := range w.rec.Free {
		f := &w.rec.Free[i]
		end, name := f.End, f.Name
		to := w.opts.Provide[name]
		if f.Flags&graph.RefWrite != 0 && f.Chain < 0 {
			to = nil
		}
		if f.Chain >= 0 {
			c := &w.rec.Chains[f.Chain]
			for k := range c.Names {
				if c.Assigned && k == len(c.Names)-1 {
					break
				}
				name += "." + c.Names[k]
				if longer := w.opts.Provide[name]; longer != nil {
					to, end = longer, c.Ends[k]
				}
			}
		}
		if to == nil {
			continue
		}
		r := graph.ByteRange{Start: f.Start, End: end}
		a := ask{Import: graph.Import{Kind: graph.ImportProvide, Specifier: to[0], Spec: r, Start: r.Start, End: r.End, Members: to[1:], Free: i, UsesAll: true}, roots: [2]int{-1, -1}}
		if len(to) > 1 {
			a.Uses, a.UsesAll = to[1:2], false
		}
		w.asks = append(w.asks, a)
		w.provided = true
	}
}

// askOrder is the order of the entries in the text.
func (w *walker) askOrder() []int {
	order := make([]int, len(w.asks))
	for i := range order {
		order[i] = i
	}
	if w.provided {
		sort.SliceStable(order, func(i, j int) bool { return w.asks[order[i]].Start < w.asks[order[j]].Start })
	}
	return order
}
