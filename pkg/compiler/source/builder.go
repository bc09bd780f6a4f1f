package source

// Source is one file that an output map points into.
type Source struct {
	Name    string // as it is to stand in `sources`
	Content []byte // nil is written as null in sourcesContent
	Ignore  bool   // goes on the ignoreList: third-party code to step over
}

// Builder collects the segments of an output map. Its zero value is ready to
// use. One goroutine at a time may use it; parts of an output are built by one
// Builder each and joined with Append.
type Builder struct {
	segs    []Segment
	sources []*Source
	names   []string

	sourceIDs map[string]int32 // by Source.Name
	nameIDs   map[string]int32

	lastSource *Source // of the last Source call: most calls repeat it
	lastID     int32

	marks []mark // scratch of Trace.Emit
}

// Source returns the index of a source for Add. Sources of one name are one
// entry, with the content of the first that has any.
func (b *Builder) Source(s *Source) int32 {
	if s == b.lastSource {
		return b.lastID
	}
	id, ok := b.sourceIDs[s.Name]
	if !ok {
		if b.sourceIDs == nil {
			b.sourceIDs = map[string]int32{}
		}
		id = int32(len(b.sources))
		b.sourceIDs[s.Name] = id
		b.sources = append(b.sources, s)
	} else if b.sources[id].Content == nil && s.Content != nil {
		b.sources[id] = s
	}
	b.lastSource, b.lastID = s, id
	return id
}

// Name returns the index of a name for Add; -1 for "".
func (b *Builder) Name(name string) int32 {
	if name == "" {
		return -1
	}
	id, ok := b.nameIDs[name]
	if !ok {
		if b.nameIDs == nil {
			b.nameIDs = map[string]int32{}
		}
		id = int32(len(b.names))
		b.nameIDs[name] = id
		b.names = append(b.names, name)
	}
	return id
}

// Add maps a generated position to an original one. src and name are what
// Source and Name returned; src -1 ends the range of the segment before. Calls
// must be in order of the generated position; of two calls for one position the
// later one stays. A segment that says the same as the one before it on its line
// is left out.
func (b *Builder) Add(genLine, genColumn uint32, src int32, line, column uint32, name int32) {
	n := len(b.segs)
	if n > 0 && b.segs[n-1].Line == genLine && b.segs[n-1].Column == genColumn {
		n--
		b.segs = b.segs[:n]
	}
	sameLine := n > 0 && b.segs[n-1].Line == genLine
	if src < 0 {
		// Nothing before it on the line means nothing to end.
		if !sameLine || b.segs[n-1].Source < 0 {
			return
		}
		line, column, name = 0, 0, -1
	} else if sameLine {
		if p := &b.segs[n-1]; p.Source == src && p.SrcLine == line && p.SrcColumn == column && p.Name == name {
			return
		}
	}
	b.segs = append(b.segs, Segment{genLine, genColumn, src, line, column, name})
}

// Unmapped says that the text from here on comes from no source.
func (b *Builder) Unmapped(genLine, genColumn uint32) { b.Add(genLine, genColumn, -1, 0, 0, -1) }

// Append adds all of other's segments, moved down by lineOffset lines and, those
// of its first line, right by columnOffset. They must come behind what b has.
// other stays as it is and can be appended elsewhere too.
func (b *Builder) Append(other *Builder, lineOffset, columnOffset uint32) {
	sources := make([]int32, len(other.sources))
	for i, s := range other.sources {
		sources[i] = b.Source(s)
	}
	names := make([]int32, len(other.names))
	for i, n := range other.names {
		names[i] = b.Name(n)
	}
	b.Grow(len(other.segs))
	first := true
	for _, s := range other.segs {
		if s.Line == 0 {
			s.Column += columnOffset
		}
		s.Line += lineOffset
		if s.Source >= 0 {
			s.Source = sources[s.Source]
		}
		if s.Name >= 0 {
			s.Name = names[s.Name]
		}
		if first {
			// Only here can it meet a segment of b at the same position.
			b.Add(s.Line, s.Column, s.Source, s.SrcLine, s.SrcColumn, s.Name)
			first = false
			continue
		}
		b.segs = append(b.segs, s)
	}
}

// Grow makes room for n more segments.
func (b *Builder) Grow(n int) {
	if cap(b.segs)-len(b.segs) < n {
		// At least doubling keeps many small calls linear.
		b.segs = append(make([]Segment, 0, max(len(b.segs)+n, 2*cap(b.segs))), b.segs...)
	}
}

// Len is the number of segments.
func (b *Builder) Len() int { return len(b.segs) }

// Map returns the collected map without encoding it, for another round of
// composing. It shares memory with b.
func (b *Builder) Map() *Map {
	m := &Map{Names: b.names, Segments: b.segs}
	for i, s := range b.sources {
		m.Sources = append(m.Sources, s.Name)
		m.Contents = append(m.Contents, string(s.Content))
		if s.Ignore {
			m.Ignore = append(m.Ignore, int32(i))
		}
	}
	return m
}
