package source

import (
	"fmt"
	"sync"
)

// Language says how Trace.Emit finds the places of an input that get a segment.
type Language uint8

// The languages.
const (
	JavaScript Language = iota // at each name, keyword, number, string, and where an operator can throw
	CSS                        // at each rule and declaration
	Plain                      // at each line
)

// Input is a text that pieces are cut from, and where that text comes from. It
// may be shared by many pieces and goroutines; its fields must not change once a
// piece uses it.
type Input struct {
	Text     []byte
	Language Language

	// Map leads from Text to the files that it was made of; nil when Text is the
	// file itself. Sources are then parallel to Map.Sources (an entry may be nil: its
	// segments are taken as unmapped); without Map there is one Source.
	Map     *Map
	Sources []*Source

	once  sync.Once
	lines *Lines
}

// Lines is the line table of Text, made at the first call.
func (in *Input) Lines() *Lines {
	in.once.Do(func() { in.lines = NewLines(in.Text) })
	return in.lines
}

// Origin is a place in a file that a user wrote.
type Origin struct {
	Source       *Source
	Line, Column uint32 // 0-based, column in UTF-16 units
	Name         string // the name that the input's map has for this place; "" for none
}

// origin finds where the input position (line, column) comes from; seg is a hint
// and result for the next call.
func (in *Input) origin(line, column uint32, seg *int) (o Origin, ok bool) {
	if in.Map == nil {
		if len(in.Sources) == 0 || in.Sources[0] == nil {
			return o, false
		}
		return Origin{Source: in.Sources[0], Line: line, Column: column}, true
	}
	i := in.Map.find(line, column, *seg)
	if i < 0 {
		return o, false
	}
	*seg = i
	return in.segment(i)
}

// segment is the origin that one segment of the input's map names.
func (in *Input) segment(i int) (o Origin, ok bool) {
	s := &in.Map.Segments[i]
	if s.Source < 0 || int(s.Source) >= len(in.Sources) || in.Sources[s.Source] == nil {
		return o, false
	}
	o = Origin{Source: in.Sources[s.Source], Line: s.SrcLine, Column: s.SrcColumn}
	if s.Name >= 0 {
		o.Name = in.Map.Names[s.Name]
	}
	return o, true
}

// Piece is a run of output text: Prefix, then the bytes [Start, End) of Input
// with Edits applied, then Suffix. Prefix and Suffix are glue that no user wrote.
// A Piece without Input is glue only.
type Piece struct {
	Input  *Input
	Prefix string
	Suffix string

	// Start and End cut a part of the input; End 0 means to its end. Edits are
	// offsets of the whole input, sorted, not overlapping and inside [Start, End].
	Start, End uint32
	Edits      []Edit
}

// bounds are the bytes of the input that the piece is about.
func (p *Piece) bounds() (start, end uint32) {
	if p.Input == nil {
		return 0, 0
	}
	if p.End == 0 {
		return p.Start, uint32(len(p.Input.Text))
	}
	return p.Start, p.End
}

// Len is the length of the output text of p.
func (p *Piece) Len() int {
	start, end := p.bounds()
	n := len(p.Prefix) + len(p.Suffix) + int(end-start)
	for i := range p.Edits {
		n += len(p.Edits[i].New) - int(p.Edits[i].End-p.Edits[i].Start)
	}
	return n
}

// Trace knows where each byte of a text that was made of pieces comes from. It
// is read-only and may be used from many goroutines; it keeps the pieces and
// their inputs alive.
type Trace struct {
	Text   []byte
	pieces []Piece
	starts []uint32 // output offset of each piece, glue included; one more for the end

	// news[first[i]+k] is the output offset where edit k of piece i puts its New.
	news  []uint32
	first []uint32

	once  sync.Once
	lines *Lines
}

// Join makes the text of pieces, one behind the other, and its Trace. Edits that
// overlap or lie outside of their piece are a bug of this program, so it panics.
func Join(pieces []Piece) *Trace {
	size, edits := 0, 0
	for i := range pieces {
		size += pieces[i].Len()
		edits += len(pieces[i].Edits)
	}
	t := &Trace{
		Text:   make([]byte, 0, max(size, 0)),
		pieces: pieces,
		starts: make([]uint32, 0, len(pieces)+1),
		news:   make([]uint32, 0, edits),
		first:  make([]uint32, 0, len(pieces)),
	}
	for i := range pieces {
		t.starts = append(t.starts, uint32(len(t.Text)))
		t.first = append(t.first, uint32(len(t.news)))
		t.add(&pieces[i])
	}
	t.starts = append(t.starts, uint32(len(t.Text)))
	return t
}

// add appends the text of p; as Apply does, but noting where edits end up.
func (t *Trace) add(p *Piece) {
	t.Text = append(t.Text, p.Prefix...)
	if p.Input != nil {
		text := p.Input.Text
		at, end := p.bounds()
		if at > end || int(end) > len(text) {
			panic(fmt.Sprintf("source: piece [%d,%d) of a text of %d bytes", at, end, len(text)))
		}
		for i := range p.Edits {
			e := &p.Edits[i]
			if e.Start < at || e.End < e.Start || e.End > end {
				panic(fmt.Sprintf("source: edit [%d,%d) overlaps or lies outside (cursor %d, end %d)", e.Start, e.End, at, end))
			}
			t.Text = append(t.Text, text[at:e.Start]...)
			t.news = append(t.news, uint32(len(t.Text)))
			t.Text = append(t.Text, e.New...)
			at = e.End
		}
		t.Text = append(t.Text, text[at:end]...)
	}
	t.Text = append(t.Text, p.Suffix...)
}

// Lines is the line table of Text, made at the first call.
func (t *Trace) Lines() *Lines {
	t.once.Do(func() { t.lines = NewLines(t.Text) })
	return t.lines
}
