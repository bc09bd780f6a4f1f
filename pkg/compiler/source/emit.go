package source

// Emit adds to b the segments of a text that is put out as it is: for each
// piece its marks (see marker), or the segments of the input's own map, and one
// segment wherever kept text resumes after an edit or glue. The position of
// anything that can throw is then exact.
//
// A replacement gets one segment at its start, and one at each of its lines, to
// where the replaced range starts; it carries the replaced text as name when
// that was an identifier, so a debugger shows what the user wrote. Glue gets a
// segment without source.
func (t *Trace) Emit(b *Builder) {
	b.Grow(len(t.Text) / 10)
	e := emitter{t: t, b: b, out: t.Lines()}
	for i := range t.pieces {
		e.piece(i)
	}
}

// emitter is the state of one Emit.
type emitter struct {
	t       *Trace
	b       *Builder
	out     *Lines
	outLine uint32 // hint

	in     *Input
	inLine uint32 // hint
	seg    int    // hint: index into in.Map.Segments
	next   int    // first mark or segment of the map not yet passed
}

// put adds a segment from an output offset to an input position.
func (e *emitter) put(at uint32, o Origin, ok bool) {
	line, column := e.out.position(at, e.outLine)
	e.outLine = line
	e.putAt(line, column, o, ok)
}

func (e *emitter) putAt(line, column uint32, o Origin, ok bool) {
	if !ok {
		e.b.Unmapped(line, column)
		return
	}
	e.b.Add(line, column, e.b.Source(o.Source), o.Line, o.Column, e.b.Name(o.Name))
}

func (e *emitter) piece(i int) {
	p := &e.t.pieces[i]
	at := e.t.starts[i]
	if p.Input == nil || len(p.Prefix) > 0 {
		e.put(at, Origin{}, false)
	}
	if p.Input != nil {
		e.body(p, at+uint32(len(p.Prefix)))
	}
	if len(p.Suffix) > 0 {
		e.put(e.t.starts[i+1]-uint32(len(p.Suffix)), Origin{}, false)
	}
}

// body walks the kept runs and the edits of a piece; at is the output offset of
// its first byte.
func (e *emitter) body(p *Piece, at uint32) {
	start, end := p.bounds()
	e.in, e.inLine, e.seg, e.next = p.Input, 0, 0, 0
	line, column := e.in.Lines().Position(start)
	if e.in.Map == nil {
		e.b.marks = scanMarks(e.b.marks[:0], e.in.Text, e.in.Language, start, end, line, column)
	} else {
		e.next = max(e.in.Map.Find(line, column), 0)
		e.seg = e.next
	}
	from := start
	for k := range p.Edits {
		edit := &p.Edits[k]
		e.kept(from, edit.Start, at)
		at += edit.Start - from
		if len(edit.New) > 0 {
			e.replacement(p, k, at)
			at += uint32(len(edit.New))
		}
		from = edit.End
	}
	e.kept(from, end, at)
}

// replacement adds the segments of the New of an edit.
func (e *emitter) replacement(p *Piece, k int, at uint32) {
	edit := &p.Edits[k]
	line, column := e.in.Lines().position(edit.Start, e.inLine)
	e.inLine = line
	o, ok := e.in.origin(line, column, &e.seg)
	if ok && o.Name == "" {
		o.Name = replacedName(edit, e.in.Text)
	}
	e.put(at, o, ok)
	for line := e.outLine + 1; int(line) < e.out.Count(); line++ {
		if e.out.Start(line) >= at+uint32(len(edit.New)) {
			break
		}
		e.putAt(line, 0, o, ok)
	}
}

// kept adds the segments of the input bytes [from, end), which stand at the
// output offset at. Inside such a run output and input positions differ by a
// constant: in lines, and on the first line of the run in columns.
func (e *emitter) kept(from, end, at uint32) {
	if from == end {
		return
	}
	line, column := e.in.Lines().position(from, e.inLine)
	endLine, endColumn := e.in.Lines().position(end, line)
	e.inLine = endLine
	o, ok := e.in.origin(line, column, &e.seg)
	e.put(at, o, ok)
	outLine, outColumn := e.out.position(at, e.outLine)

	if e.in.Map == nil {
		if !ok {
			return
		}
		src := e.b.Source(o.Source)
		marks := e.b.marks
		for ; e.next < len(marks); e.next++ {
			m := marks[e.next]
			if m.line < line || m.line == line && m.column <= column {
				continue
			}
			if m.line > endLine || m.line == endLine && m.column >= endColumn {
				break
			}
			c := m.column
			if m.line == line {
				c = m.column - column + outColumn
			}
			e.b.Add(m.line-line+outLine, c, src, m.line, m.column, -1)
		}
		return
	}
	for ; e.next < len(e.in.Map.Segments); e.next++ {
		s := &e.in.Map.Segments[e.next]
		if s.Line < line || s.Line == line && s.Column <= column {
			continue
		}
		if s.Line > endLine || s.Line == endLine && s.Column >= endColumn {
			break
		}
		c := s.Column
		if s.Line == line {
			c = s.Column - column + outColumn
		}
		o, ok := e.in.segment(e.next)
		e.putAt(s.Line-line+outLine, c, o, ok)
	}
}
