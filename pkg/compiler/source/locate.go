package source

import "github.com/mfbundle/mfbundle/pkg/compiler/diag"

// Locate is the place in the file original that the bytes [start, end) of text
// come from, where m leads from text to it (nil when they are equal). The place
// of something that m does not know is the file as a whole. What is pointed at is
// mostly a name, so the length is kept.
func Locate(file string, text, original []byte, m *Map, start, end uint32) diag.Location {
	l := diag.Location{File: file, Text: original, Start: int(start), End: int(end)}
	if m == nil {
		return l
	}
	line, column := NewLines(text).Position(start)
	i := m.Find(line, column)
	if i < 0 || m.Segments[i].Source < 0 {
		return diag.Location{File: file}
	}
	at, ok := NewLines(original).Offset(m.Segments[i].SrcLine, m.Segments[i].SrcColumn)
	if !ok {
		return diag.Location{File: file}
	}
	l.Start = int(at)
	l.End = min(l.Start+int(max(end, start)-start), len(original))
	return l
}
