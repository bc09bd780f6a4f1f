package source

// Joined is the map of a text that is put together from others. It refers to
// the maps of its parts instead of copying them: the map of a large chunk has
// millions of segments, and they are needed once, to be written.
type Joined struct {
	all   Builder // sources and names of all parts; its segments are not used
	parts []part
	size  int
}

// part is a map at its place in the joined text.
type part struct {
	b              *Builder // nil: the text from here on comes from no source
	line, column   uint32
	sources, names []int32 // of b, in the joined map
}

// Append adds a map whose text starts at a line and column of the joined text.
// It must come behind what j has, and must not change afterwards.
func (j *Joined) Append(b *Builder, line, column uint32) {
	p := part{b: b, line: line, column: column, sources: make([]int32, len(b.sources)), names: make([]int32, len(b.names))}
	for i, s := range b.sources {
		p.sources[i] = j.all.Source(s)
	}
	for i, n := range b.names {
		p.names[i] = j.all.Name(n)
	}
	j.parts = append(j.parts, p)
	j.size += len(b.segs)
}

// Unmapped says that the text from here on comes from no source.
func (j *Joined) Unmapped(line, column uint32) {
	j.parts = append(j.parts, part{line: line, column: column})
}

// AppendJSON appends the map as JSON to dst, as Builder.AppendJSON does.
func (j *Joined) AppendJSON(dst []byte, o MapOptions) []byte {
	return appendJSON(dst, &j.all, j.size, o, func(dst []byte) []byte {
		w := newMappings()
		for i := range j.parts {
			p := &j.parts[i]
			if p.b == nil {
				w.unmapped(p.line, p.column)
				continue
			}
			for k := range p.b.segs {
				s := p.b.segs[k]
				if s.Line == 0 {
					s.Column += p.column
				}
				s.Line += p.line
				if s.Source >= 0 {
					s.Source = p.sources[s.Source]
				}
				if s.Name >= 0 {
					s.Name = p.names[s.Name]
				}
				dst = w.add(dst, &s)
			}
		}
		return w.flush(dst)
	})
}
