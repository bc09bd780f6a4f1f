package source

import (
	"fmt"
	"sort"
)

// Edit replaces the bytes [Start, End) of a text by New. An insertion has Start
// equal to End.
type Edit struct {
	Start, End uint32
	New        string
}

// SortEdits orders edits by position. Edits at one position keep the order in
// which they were added, so two insertions come out in that order, and an
// insertion comes before a replacement that starts at its place.
func SortEdits(edits []Edit) {
	sort.SliceStable(edits, func(i, j int) bool {
		a, b := edits[i], edits[j]
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		return a.End == a.Start && b.End != b.Start
	})
}

// Apply appends text with edits applied to dst. The edits must be sorted and
// must not overlap; overlapping edits are a bug of this program, so it panics.
func Apply(dst, text []byte, edits []Edit) []byte {
	at := uint32(0)
	for _, e := range edits {
		if e.Start < at || e.End < e.Start || int(e.End) > len(text) {
			panic(fmt.Sprintf("source: edit [%d,%d) overlaps or lies outside (cursor %d, length %d)", e.Start, e.End, at, len(text)))
		}
		dst = append(dst, text[at:e.Start]...)
		dst = append(dst, e.New...)
		at = e.End
	}
	return append(dst, text[at:]...)
}
