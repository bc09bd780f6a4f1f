package source

import "sort"

// Segment is one entry of a source map: generated line and column to the line
// and column of one source, all 0-based, columns in UTF-16 units as the source
// map format has them.
type Segment struct {
	Line, Column       uint32 // in the generated text
	Source             int32  // index into Map.Sources; -1 for a segment without source
	SrcLine, SrcColumn uint32
	Name               int32 // index into Map.Names; -1 for none
}

// Map is a decoded source map.
type Map struct {
	Sources  []string // with sourceRoot joined, otherwise as written in the map, not resolved
	Contents []string // by source; may be shorter than Sources, "" where the map has none
	Names    []string
	Segments []Segment // ordered by Line, Column
	Ignore   []int32   // indexes into Sources that debuggers should step over; may be nil
}

// Find returns the index of the segment that covers a generated position: the
// greatest one at or before it on the same line. That segment may be one
// without source. It returns -1 when the line has none that early.
func (m *Map) Find(line, column uint32) int {
	return m.find(line, column, 0)
}

// find is Find with a guess: the answer to the previous question. Questions come
// mostly in text order, so the answer is most often within a few segments of it.
func (m *Map) find(line, column uint32, hint int) int {
	s := m.Segments
	after := func(i int) bool {
		return s[i].Line > line || s[i].Line == line && s[i].Column > column
	}
	lo, hi := 0, len(s)
	if hint < 0 {
		hint = 0
	}
	if hint < len(s) {
		if after(hint) {
			hi = hint
		} else {
			lo = hint
			for step := 0; step < 8; step++ {
				lo++
				if lo == len(s) || after(lo) {
					hi = lo
					break
				}
			}
		}
	}
	i := lo + sort.Search(hi-lo, func(i int) bool { return after(lo + i) }) - 1
	if i < 0 || s[i].Line != line {
		return -1
	}
	return i
}

// Through returns the map from the text that outer is of to the sources of inner,
// where outer leads to the text that inner is of.
func Through(outer, inner *Map) *Map {
	m := &Map{Sources: inner.Sources, Contents: inner.Contents, Names: inner.Names, Segments: make([]Segment, 0, len(outer.Segments))}
	at := 0
	for i := range outer.Segments {
		s := &outer.Segments[i]
		if s.Source < 0 {
			continue
		}
		at = inner.find(s.SrcLine, s.SrcColumn, at)
		if at < 0 || inner.Segments[at].Source < 0 {
			continue
		}
		t := &inner.Segments[at]
		m.Segments = append(m.Segments, Segment{
			Line: s.Line, Column: s.Column, Source: t.Source, SrcLine: t.SrcLine, SrcColumn: t.SrcColumn, Name: t.Name,
		})
	}
	return m
}
