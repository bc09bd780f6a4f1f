package source

import "unicode/utf8"

// MapOptions say what an encoded map holds besides its mappings.
type MapOptions struct {
	File            string              // name of the generated file; left out when empty
	SourceRoot      string              // left out when empty
	DebugID         string              // a UUID that the generated file carries too; left out when empty
	Name            func(string) string // what a source is called, asked once for each in order; nil for its own name
	WithoutContents bool                // leaves out sourcesContent (nosources-source-map)
}

// AppendJSON appends the map as JSON to dst. Equal builders give equal bytes.
func (b *Builder) AppendJSON(dst []byte, o MapOptions) []byte {
	return appendJSON(dst, b, len(b.segs), o, func(dst []byte) []byte {
		w := newMappings()
		for i := range b.segs {
			dst = w.add(dst, &b.segs[i])
		}
		return w.flush(dst)
	})
}

// appendJSON writes a map with the sources and names of b and the mappings that
// a function appends.
func appendJSON(dst []byte, b *Builder, segments int, o MapOptions, mappings func([]byte) []byte) []byte {
	size := 256 + segments*8
	for _, s := range b.sources {
		size += len(s.Name) + 8
		if !o.WithoutContents {
			// A line break takes one byte more in JSON; so do quotes.
			size += len(s.Content) + len(s.Content)/12
		}
	}
	if cap(dst)-len(dst) < size {
		dst = append(make([]byte, 0, len(dst)+size), dst...)
	}
	dst = append(dst, `{"version":3`...)
	dst = appendMember(dst, "file", o.File)
	dst = appendMember(dst, "debugId", o.DebugID)
	dst = appendMember(dst, "sourceRoot", o.SourceRoot)
	dst = append(dst, `,"sources":[`...)
	for i, s := range b.sources {
		dst = comma(dst, i)
		name := s.Name
		if o.Name != nil {
			name = o.Name(name)
		}
		dst = appendQuoted(dst, name)
	}
	if !o.WithoutContents {
		dst = append(dst, `],"sourcesContent":[`...)
		for i, s := range b.sources {
			dst = comma(dst, i)
			if s.Content == nil {
				dst = append(dst, "null"...)
				continue
			}
			dst = appendQuoted(dst, s.Content)
		}
	}
	dst = append(dst, `],"names":[`...)
	for i, n := range b.names {
		dst = comma(dst, i)
		dst = appendQuoted(dst, n)
	}
	dst = append(dst, `],"mappings":"`...)
	dst = mappings(dst)
	dst = append(dst, '"')
	dst = b.appendIgnoreList(dst)
	return append(dst, '}')
}

func comma(dst []byte, i int) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	return dst
}

// appendMember appends ,"key":"value" unless value is empty.
func appendMember(dst []byte, key, value string) []byte {
	if value == "" {
		return dst
	}
	dst = append(dst, ',', '"')
	dst = append(dst, key...)
	dst = append(dst, '"', ':')
	return appendQuoted(dst, value)
}

func (b *Builder) appendIgnoreList(dst []byte) []byte {
	n := 0
	for i, s := range b.sources {
		if !s.Ignore {
			continue
		}
		if n == 0 {
			dst = append(dst, `,"ignoreList":[`...)
		}
		dst = comma(dst, n)
		dst = appendDecimal(dst, i)
		n++
	}
	if n > 0 {
		dst = append(dst, ']')
	}
	return dst
}

func appendDecimal(dst []byte, n int) []byte {
	if n >= 10 {
		dst = appendDecimal(dst, n/10)
	}
	return append(dst, byte('0'+n%10))
}

// mappings writes segments in VLQ, each number relative to the last one of its
// kind, the column relative to the segment before on its line.
type mappings struct {
	last  Segment
	first bool // nothing was written on this line yet
	ended bool // the last one written has no source

	// An end of a range is held back: a segment at the same place replaces it, and
	// with nothing before it on its line it has nothing to end.
	end       bool
	line, col uint32
}

func newMappings() *mappings { return &mappings{first: true} }

// unmapped ends the range of the last segment.
func (w *mappings) unmapped(line, column uint32) {
	w.end, w.line, w.col = true, line, column
}

func (w *mappings) flush(dst []byte) []byte {
	if !w.end {
		return dst
	}
	w.end = false
	if w.first || w.last.Line != w.line || w.ended {
		return dst
	}
	return w.write(dst, &Segment{Line: w.line, Column: w.col, Source: -1, Name: -1})
}

func (w *mappings) add(dst []byte, s *Segment) []byte {
	if w.end {
		if w.line == s.Line && w.col == s.Column {
			w.end = false
		} else {
			dst = w.flush(dst)
		}
	}
	return w.write(dst, s)
}

func (w *mappings) write(dst []byte, s *Segment) []byte {
	p := &w.last
	for p.Line < s.Line {
		dst = append(dst, ';')
		p.Line++
		p.Column = 0
		w.first = true
	}
	if !w.first {
		dst = append(dst, ',')
	}
	w.first = false
	dst = appendVLQ(dst, int32(s.Column-p.Column))
	p.Column = s.Column
	if w.ended = s.Source < 0; w.ended {
		return dst
	}
	dst = appendVLQ(dst, s.Source-p.Source)
	dst = appendVLQ(dst, int32(s.SrcLine-p.SrcLine))
	dst = appendVLQ(dst, int32(s.SrcColumn-p.SrcColumn))
	p.Source, p.SrcLine, p.SrcColumn = s.Source, s.SrcLine, s.SrcColumn
	if s.Name >= 0 {
		dst = appendVLQ(dst, s.Name-p.Name)
		p.Name = s.Name
	}
	return dst
}

// plain marks the bytes that stand for themselves in a JSON string.
var plain = func() (t [256]bool) {
	for i := range t {
		t[i] = i >= 0x20 && i != '"' && i != '\\' && i < utf8.RuneSelf
	}
	return t
}()

const hexDigits = "0123456789abcdef"

// appendQuoted appends s as a JSON string. Bytes that are not UTF-8 become
// U+FFFD. U+2028 and U+2029 are escaped too: a map may be pasted into
// JavaScript by tools that were written before ES2019.
func appendQuoted[T string | []byte](dst []byte, s T) []byte {
	dst = append(dst, '"')
	run := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			// Only the first bytes of a character are needed to decode it.
			r, size := utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
			switch {
			case r == utf8.RuneError && size == 1:
				dst = append(append(dst, s[run:i]...), "\ufffd"...)
				run = i + 1
			case r == 0x2028 || r == 0x2029:
				dst = append(append(dst, s[run:i]...), '\\', 'u', '2', '0', '2', hexDigits[r&15])
				run = i + size
			}
			i += size
			continue
		}
		dst = append(dst, s[run:i]...)
		i++
		run = i
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return append(append(dst, s[run:]...), '"')
}
