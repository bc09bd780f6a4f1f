package source

// cursor remembers where the last question of a run of questions was answered.
// They come mostly in text order, so the next answer is near.
type cursor struct {
	piece int
	edit  int // index into the edits of piece, -1 when before the first
	line  uint32
	seg   int
}

// spot is a place in an input.
type spot struct {
	piece int
	off   uint32 // of the input
	edit  int    // index of the edit whose New the place is in; -1 when its byte was kept
}

// Original answers where the byte at an output offset comes from. A byte of a
// replacement comes from where the replaced range starts. ok is false for glue,
// for offsets behind the text, and where the input's own map has nothing.
func (t *Trace) Original(offset uint32) (o Origin, ok bool) {
	var c cursor
	s, ok := t.locate(offset, &c)
	if !ok {
		return o, false
	}
	return t.origin(s, &c)
}

// origin turns a spot into the origin that it has.
func (t *Trace) origin(s spot, c *cursor) (Origin, bool) {
	in := t.pieces[s.piece].Input
	line, column := in.Lines().position(s.off, c.line)
	c.line = line
	return in.origin(line, column, &c.seg)
}

// locate finds the input offset of an output offset.
func (t *Trace) locate(offset uint32, c *cursor) (s spot, ok bool) {
	if int(offset) >= len(t.Text) {
		return s, false
	}
	i := lastAtMost(t.starts[:len(t.pieces)], offset, c.piece)
	if i != c.piece {
		*c = cursor{piece: i}
	}
	p := &t.pieces[i]
	body := t.starts[i] + uint32(len(p.Prefix))
	if p.Input == nil || offset < body || offset >= t.starts[i+1]-uint32(len(p.Suffix)) {
		return s, false
	}
	news := t.news[t.first[i] : int(t.first[i])+len(p.Edits)]
	k := lastAtMost(news, offset, c.edit)
	if k < 0 {
		return spot{i, p.Start + offset - body, -1}, true
	}
	c.edit = k
	e := &p.Edits[k]
	into := offset - news[k]
	if into < uint32(len(e.New)) {
		return spot{i, e.Start, k}, true
	}
	return spot{i, e.End + into - uint32(len(e.New)), -1}, true
}

// lastAtMost returns the last index of sorted s whose value is at most x; -1
// when there is none. It looks at hint and its next neighbours first.
func lastAtMost(s []uint32, x uint32, hint int) int {
	lo, hi := -1, len(s) // answer in [lo, hi)
	if hint >= 0 && hint < hi && s[hint] <= x {
		lo = hint
		for step := 0; step < 4; step++ {
			if lo+1 == hi || s[lo+1] > x {
				return lo
			}
			lo++
		}
	}
	for hi-lo > 1 {
		mid := int(uint(lo+hi) >> 1)
		if s[mid] <= x {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// Compose adds to b the segments of m, a map from some generated text to the
// text of t (as a minifier makes it), traced on to the original files. The
// lines and columns that b gets are those of m's generated text.
//
// A segment whose place is glue, or has no origin, becomes one without source,
// so that it does not count as part of what stands before it.
//
// Names: the name in the original file is what a debugger wants to show. An
// input's own map knows it best; where the linker replaced a name by another, it
// is the replaced text; otherwise it is the name the minifier saw.
func (t *Trace) Compose(b *Builder, m *Map) {
	b.Grow(len(m.Segments))
	var c cursor
	out := t.Lines()
	names := make([]int32, len(m.Names)) // b's index of a name of m, plus one; 0 is not asked yet
	for i := range m.Segments {
		g := &m.Segments[i]
		if g.Source < 0 {
			b.Unmapped(g.Line, g.Column)
			continue
		}
		off, ok := out.Offset(g.SrcLine, g.SrcColumn)
		var s spot
		if ok {
			s, ok = t.locate(off, &c)
		}
		var o Origin
		if ok {
			o, ok = t.origin(s, &c)
		}
		if !ok {
			b.Unmapped(g.Line, g.Column)
			continue
		}
		name := int32(-1)
		switch {
		case o.Name != "":
			name = b.Name(o.Name)
		case g.Name < 0:
		case s.edit >= 0:
			name = b.Name(replacedName(&t.pieces[s.piece].Edits[s.edit], t.pieces[s.piece].Input.Text))
		default:
			if names[g.Name] == 0 {
				names[g.Name] = b.Name(m.Names[g.Name]) + 1
			}
			name = names[g.Name] - 1
		}
		b.Add(g.Line, g.Column, b.Source(o.Source), o.Line, o.Column, name)
	}
}

// replacedName is the text that an edit replaced, when that was one identifier.
func replacedName(e *Edit, text []byte) string {
	old := text[e.Start:e.End]
	if len(old) == 0 || '0' <= old[0] && old[0] <= '9' {
		return ""
	}
	for _, c := range old {
		if !isWord(c) {
			return ""
		}
	}
	return string(old)
}
