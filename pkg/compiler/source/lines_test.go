package source

import (
	"math/rand"
	"strings"
	"testing"
	"unicode/utf16"
)

// alphabet mixes everything that counts differently: line breaks of all kinds,
// characters of one to four bytes, and code.
var alphabet = []string{"a", "b1", "$x", " ", "  ", "\n", "\r\n", "\r", "\u2028", "\u2029", "é", "日本", "😀", "(", ")", ".", "[", "]", ";", "=", "\"s\"", "'", "`t`", "//", "/", "\t", "\uFEFF"}

func randomText(r *rand.Rand, n int) []byte {
	var b strings.Builder
	plainOnly := r.Intn(3) == 0
	for range n {
		if plainOnly {
			b.WriteString(alphabet[r.Intn(8)])
			continue
		}
		b.WriteString(alphabet[r.Intn(len(alphabet))])
	}
	return []byte(b.String())
}

// slowPosition is what Position has to answer, written for being right.
func slowPosition(text []byte, off int) (line, column uint32) {
	s := string(text[:off])
	runes := []rune(s)
	for i, r := range runes {
		if r == '\r' {
			next := byte(0)
			if i+1 < len(runes) {
				next = byte(runes[i+1])
			} else if off < len(text) {
				next = text[off]
			}
			if next == '\n' {
				column++
				continue
			}
		}
		if r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' {
			line, column = line+1, 0
			continue
		}
		column += uint32(len(utf16.Encode([]rune{r})))
	}
	return line, column
}

func TestLinesBothWays(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 300 {
		text := randomText(r, r.Intn(300))
		l := NewLines(text)
		hint := uint32(0)
		for off := range string(text) {
			line, column := l.position(uint32(off), hint)
			hint = uint32(r.Intn(l.Count() + 2))
			wantLine, wantColumn := slowPosition(text, off)
			if line != wantLine || column != wantColumn {
				t.Fatalf("%q: offset %d is %d:%d, want %d:%d", text, off, line, column, wantLine, wantColumn)
			}
			if back, ok := l.Offset(line, column); !ok || back != uint32(off) {
				t.Fatalf("%q: %d:%d is offset %d %v, want %d", text, line, column, back, ok, off)
			}
		}
		lines, column := Extent(text)
		wantLine, wantColumn := slowPosition(text, len(text))
		if lines != wantLine || column != wantColumn {
			t.Fatalf("%q: extent %d:%d, want %d:%d", text, lines, column, wantLine, wantColumn)
		}
	}
}

func TestOffsetOutside(t *testing.T) {
	l := NewLines([]byte("ab\né\n"))
	for _, tt := range []struct {
		line, column uint32
		off          uint32
		ok           bool
	}{{0, 3, 3, true}, {0, 4, 3, false}, {1, 1, 5, true}, {1, 9, 6, false}, {2, 0, 6, true}, {2, 1, 6, false}, {3, 0, 6, false}} {
		if off, ok := l.Offset(tt.line, tt.column); off != tt.off || ok != tt.ok {
			t.Errorf("Offset(%d, %d) = %d, %v, want %d, %v", tt.line, tt.column, off, ok, tt.off, tt.ok)
		}
	}
}

func FuzzLines(f *testing.F) {
	f.Add([]byte("a\r\né😀\u2028b"), uint32(3), uint32(1))
	f.Fuzz(func(t *testing.T, text []byte, a, b uint32) {
		l := NewLines(text)
		line, column := l.Position(a)
		if int(line) >= l.Count() {
			t.Fatal("line out of range")
		}
		l.Offset(line, column)
		l.Offset(a, b)
		scanMarks(nil, text, Language(a%3), 0, uint32(len(text)), 0, 0)
	})
}
