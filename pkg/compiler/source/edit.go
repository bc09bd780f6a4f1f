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

// units is the length of a text without line terminators in UTF-16 units.
func units(text []byte) int {
	_, column := Extent(text)
	return int(column)
}

// Shift moves a map of text along with edits to it, and returns it; it has the names
// that the edits replace. It is changed. The edits must be sorted, must not overlap,
// and neither they nor what they replace may contain a line terminator.
func Shift(m *Map, text []byte, edits []Edit) *Map {
	if m == nil || len(edits) == 0 {
		return m
	}
	lines := NewLines(text)
	names := make(map[string]int32, len(m.Names))
	for i, n := range m.Names {
		names[n] = int32(i)
	}
	k, moved, line := 0, 0, uint32(0)
	var at, end uint32 // line and column of the next edit
	place := func() {
		if k < len(edits) {
			at, end = lines.position(edits[k].Start, at)
		}
	}
	place()
	for i := range m.Segments {
		s := &m.Segments[i]
		if s.Line != line {
			line, moved = s.Line, 0
		}
		for k < len(edits) && (at < s.Line || at == s.Line && end < s.Column) {
			if at == s.Line {
				moved += units([]byte(edits[k].New)) - units(text[edits[k].Start:edits[k].End])
			}
			k++
			place()
		}
		if k < len(edits) && at == s.Line && end == s.Column && s.Name < 0 && s.Source >= 0 {
			old := string(text[edits[k].Start:edits[k].End])
			n, ok := names[old]
			if !ok {
				n = int32(len(m.Names))
				m.Names = append(m.Names, old)
				names[old] = n
			}
			s.Name = n
		}
		s.Column = uint32(int(s.Column) + moved)
	}
	return m
}
