package source

import (
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"
)

// origins is the text of a piece in which every byte knows its input offset;
// -1 for glue. It is the slow, plain model that Trace is checked against.
type origins struct {
	text []byte
	from []int
	kept []bool
}

func model(p *Piece) (m origins) {
	add := func(s []byte, from int, kept bool) {
		for i, c := range s {
			f := from
			if kept {
				f += i
			}
			m.text, m.from, m.kept = append(m.text, c), append(m.from, f), append(m.kept, kept)
		}
	}
	add([]byte(p.Prefix), -1, false)
	if p.Input != nil {
		at, end := p.bounds()
		for _, e := range p.Edits {
			add(p.Input.Text[at:e.Start], int(at), true)
			add([]byte(e.New), int(e.Start), false)
			at = e.End
		}
		add(p.Input.Text[at:end], int(at), true)
	}
	add([]byte(p.Suffix), -1, false)
	return m
}

func runeStart(text []byte, i int) int {
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}

func randomPiece(r *rand.Rand, name string) Piece {
	text := randomText(r, r.Intn(120))
	p := Piece{Input: &Input{Text: text, Sources: []*Source{{Name: name, Content: text}}}}
	if r.Intn(2) == 0 {
		p.Prefix, p.Suffix = string(randomText(r, r.Intn(6))), string(randomText(r, r.Intn(6)))
	}
	if r.Intn(8) == 0 {
		return Piece{Prefix: p.Prefix}
	}
	at := 0
	if len(text) > 4 && r.Intn(4) == 0 {
		p.Start, p.End = uint32(runeStart(text, 1+r.Intn(2))), uint32(runeStart(text, len(text)-1))
		p.End = max(p.Start, p.End, 1)
		at = int(p.Start)
	}
	_, end := p.bounds()
	for at < int(end) && r.Intn(5) > 0 {
		s := runeStart(text, at+r.Intn(int(end)-at))
		e := runeStart(text, min(s+r.Intn(12), int(end)))
		if s < at || e < s {
			break
		}
		p.Edits = append(p.Edits, Edit{uint32(s), uint32(e), string(randomText(r, r.Intn(4)))})
		at = e
	}
	return p
}

func TestOriginalAgainstModel(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 2000 {
		var pieces []Piece
		var text []byte
		var want []origins
		for i := range 1 + r.Intn(5) {
			p := randomPiece(r, string(rune('a'+i)))
			pieces = append(pieces, p)
			want = append(want, model(&p))
			text = append(text, want[i].text...)
		}
		trace := Join(pieces)
		if string(trace.Text) != string(text) {
			t.Fatalf("text %q, want %q", trace.Text, text)
		}
		b := &Builder{}
		trace.Emit(b)
		emitted := b.Map()
		checkOrdered(t, emitted)
		off := 0
		for i := range pieces {
			marks := markSet(&pieces[i])
			for k := range want[i].text {
				o, ok := trace.Original(uint32(off))
				if ok != (want[i].from[k] >= 0) {
					t.Fatalf("offset %d of %q: ok is %v", off, text, ok)
				}
				if ok && utf8.RuneStart(text[off]) {
					line, column := slowPosition(pieces[i].Input.Text, want[i].from[k])
					if o.Line != line || o.Column != column || o.Source != pieces[i].Input.Sources[0] {
						t.Fatalf("offset %d: %d:%d, want %d:%d", off, o.Line, o.Column, line, column)
					}
					checkEmitted(t, trace, emitted, uint32(off), o, want[i].kept[k], marks[mark{o.Line, o.Column}])
				} else if !ok && utf8.RuneStart(text[off]) {
					line, column := trace.Lines().Position(uint32(off))
					if s := emitted.Find(line, column); s >= 0 && emitted.Segments[s].Source >= 0 {
						t.Fatalf("glue at %d of %q is mapped", off, text)
					}
				}
				off++
			}
		}
		if _, ok := trace.Original(uint32(len(text))); ok {
			t.Fatal("end of text is mapped")
		}
	}
}

// markSet are the places of a piece that need a segment of their own.
func markSet(p *Piece) map[mark]bool {
	set := map[mark]bool{}
	if p.Input != nil {
		start, end := p.bounds()
		line, column := p.Input.Lines().Position(start)
		for _, m := range scanMarks(nil, p.Input.Text, JavaScript, start, end, line, column) {
			set[m] = true
		}
	}
	return set
}

// checkEmitted looks a byte up in the map that Emit made. Replacements and
// kept tokens have to be exact; other kept bytes have to be in the right source,
// not behind their origin.
func checkEmitted(t *testing.T, trace *Trace, m *Map, off uint32, o Origin, kept, isMark bool) {
	t.Helper()
	line, column := trace.Lines().Position(off)
	i := m.Find(line, column)
	if i < 0 {
		if kept {
			return // before the first token of a line
		}
		t.Fatalf("offset %d of %q is not mapped", off, trace.Text)
	}
	s := m.Segments[i]
	if s.Source < 0 || m.Sources[s.Source] != o.Source.Name {
		t.Fatalf("offset %d of %q maps to another source", off, trace.Text)
	}
	if !kept && (s.SrcLine != o.Line || s.SrcColumn != o.Column) || s.SrcLine > o.Line {
		t.Fatalf("offset %d of %q maps to %d:%d, want %d:%d", off, trace.Text, s.SrcLine, s.SrcColumn, o.Line, o.Column)
	}
	if kept && isMark && (s.SrcLine != o.Line || s.SrcColumn != o.Column) {
		t.Fatalf("token at offset %d of %q: segment %v, want %v", off, trace.Text, s, o)
	}
}

func checkOrdered(t *testing.T, m *Map) {
	t.Helper()
	for i := 1; i < len(m.Segments); i++ {
		a, b := m.Segments[i-1], m.Segments[i]
		if b.Line < a.Line || b.Line == a.Line && b.Column <= a.Column {
			t.Fatalf("segment %d at %d:%d behind %d:%d", i, b.Line, b.Column, a.Line, a.Column)
		}
	}
}

func TestEmitThroughMap(t *testing.T) {
	// "x=1" and "y()" on one line of TypeScript became two lines of JavaScript.
	ts := &Source{Name: "a.ts", Content: []byte("let x:number=1;y<T>()")}
	in := &Input{
		Text:    []byte("let x = 1;\ny();\n"),
		Sources: []*Source{ts},
		Map: &Map{Sources: []string{"a.ts"}, Names: []string{"y"}, Segments: []Segment{
			{0, 0, 0, 0, 0, -1}, {0, 4, 0, 0, 4, -1}, {0, 8, 0, 0, 13, -1}, {1, 0, 0, 0, 15, 0}, {1, 3, -1, 0, 0, -1},
		}},
	}
	trace := Join([]Piece{{Prefix: "(()=>{", Input: in, Suffix: "})", Edits: []Edit{{4, 5, "x$1"}, {11, 12, "m.y"}}}})
	if want := "(()=>{let x$1 = 1;\nm.y();\n})"; string(trace.Text) != want {
		t.Fatalf("text %q", trace.Text)
	}
	b := &Builder{}
	trace.Emit(b)
	json := string(b.AppendJSON(nil, MapOptions{File: "o.js"}))
	m, err := DecodeMap([]byte(json))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		line, column uint32
		want         [2]int
		name         string
	}{
		{0, 5, [2]int{-1, 0}, ""}, {0, 6, [2]int{0, 0}, ""}, {0, 11, [2]int{0, 4}, "x"}, {0, 16, [2]int{0, 13}, ""},
		{1, 0, [2]int{0, 15}, "y"}, {1, 2, [2]int{0, 15}, "y"}, {1, 5, [2]int{-1, 0}, ""}, {2, 0, [2]int{-1, 0}, ""},
	} {
		i := m.Find(tt.line, tt.column)
		got, name := [2]int{-1, 0}, ""
		if i >= 0 && m.Segments[i].Source >= 0 {
			got = [2]int{int(m.Segments[i].SrcLine), int(m.Segments[i].SrcColumn)}
			if n := m.Segments[i].Name; n >= 0 {
				name = m.Names[n]
			}
		}
		if got != tt.want || name != tt.name {
			t.Errorf("%d:%d is %v %q, want %v %q in %s", tt.line, tt.column, got, name, tt.want, tt.name, json)
		}
	}
}

func TestJoinPanicsOnOverlap(t *testing.T) {
	defer func() {
		if r := recover(); r == nil || !strings.Contains(r.(string), "overlaps") {
			t.Errorf("recovered %v", r)
		}
	}()
	Join([]Piece{{Input: &Input{Text: []byte("abcdef")}, Edits: []Edit{{1, 3, ""}, {2, 4, ""}}}})
}
