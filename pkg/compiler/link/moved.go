package link

import (
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Moved is what linking gives when nothing but places in the text of these modules
// has changed. It reports false when a place is not known.
func (l *Result) Moved(edited []graph.Edited) (*Result, bool) {
	if len(edited) == 0 {
		return l, true
	}
	moved := make(map[graph.ModuleID]map[graph.ByteRange]graph.ByteRange, len(edited))
	for _, e := range edited {
		moved[e.Module] = e.Moved
	}
	known := true
	to := func(m graph.ModuleID, at graph.ByteRange) graph.ByteRange {
		if places := moved[m]; places != nil && at != (graph.ByteRange{}) {
			now, ok := places[at]
			known = known && ok
			return now
		}
		return at
	}
	out := *l
	out.Uses, out.Whole = slices.Clone(l.Uses), slices.Clone(l.Whole)
	for m, uses := range l.Uses {
		if !slices.ContainsFunc(uses, func(u Use) bool { return moved[u.Importer] != nil }) {
			continue
		}
		out.Uses[m] = slices.Clone(uses)
		for i := range out.Uses[m] {
			u := &out.Uses[m][i]
			u.At = to(u.Importer, u.At)
		}
	}
	for m, w := range l.Whole {
		if w != nil && moved[w.Module] != nil {
			out.Whole[m] = &Whole{w.Module, to(w.Module, w.At), w.Reason}
		}
	}
	return &out, known
}
