package source

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
	Sources  []string // as written in the map, not resolved
	Contents []string // by source; may be shorter than Sources
	Names    []string
	Segments []Segment // ordered by Line, Column
}
