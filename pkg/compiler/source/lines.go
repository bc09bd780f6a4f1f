package source

import (
	"encoding/binary"
	"unicode/utf8"
)

// Lines answers where in lines and columns a byte of a text is, and back. It
// may be used from many goroutines.
//
// Columns are UTF-16 units. In UTF-8 the units of a range of whole characters
// are its bytes less those of the form 10xxxxxx, plus those of the form
// 11110xxx (four bytes, two units). That sum is kept for each block of the text,
// so a question costs no more in a line of a megabyte than in a short one.
// Text that is not valid UTF-8 gives columns that are off, never a panic.
type Lines struct {
	text   []byte
	starts []uint32 // offset of each line; starts[0] is 0

	// saved[i] is bytes minus units of text[:i*block]; nil when all is ASCII.
	saved []int32
	wide  []uint64 // bit i: line i is not all ASCII
}

const block = 64

// wideBytes has the high bit of each byte of a word.
const wideBytes = 0x8080808080808080

// NewLines indexes text, which must not change afterwards.
func NewLines(text []byte) *Lines {
	l := &Lines{text: text}
	l.starts = make([]uint32, 1, 16+len(text)/40)
	ascii := true
	for i := 0; i < len(text); {
		c := text[i]
		if c > '\r' && c < utf8.RuneSelf {
			i++
			continue
		}
		switch {
		case c == '\n':
			l.starts = append(l.starts, uint32(i+1))
		case c == '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			l.starts = append(l.starts, uint32(i+1))
		case c >= utf8.RuneSelf:
			ascii = false
			if isLineSeparator(text, i) {
				i += 2
				l.starts = append(l.starts, uint32(i+1))
			}
		}
		i++
	}
	if !ascii {
		l.indexWide()
	}
	return l
}

// isLineSeparator reports whether U+2028 or U+2029 is at text[i].
func isLineSeparator(text []byte, i int) bool {
	return text[i] == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2]&^1 == 0xA8
}

// indexWide fills the tables that texts with non-ASCII characters need.
func (l *Lines) indexWide() {
	l.saved = make([]int32, len(l.text)/block+1)
	l.wide = make([]uint64, len(l.starts)/64+1)
	sum, line := int32(0), 0
	for at := 0; at < len(l.text); at += block {
		l.saved[at/block] = sum
		end := min(at+block, len(l.text))
		for i := at; i < end; i++ {
			c := l.text[i]
			if c < utf8.RuneSelf {
				if i+8 <= end && binary.LittleEndian.Uint64(l.text[i:])&wideBytes == 0 {
					i += 7
				}
				continue
			}
			sum += saving(c)
			for line+1 < len(l.starts) && int(l.starts[line+1]) <= i {
				line++
			}
			l.wide[line>>6] |= 1 << (line & 63)
		}
	}
	if len(l.text)%block == 0 {
		l.saved[len(l.text)/block] = sum
	}
}

// saving is what one byte adds to bytes minus UTF-16 units.
func saving(c byte) int32 {
	if c&0xC0 == 0x80 {
		return 1
	}
	if c >= 0xF0 {
		return -1
	}
	return 0
}

// savedBefore is bytes minus units of text[:off].
func (l *Lines) savedBefore(off uint32) int32 {
	b := off / block
	sum := l.saved[b]
	for _, c := range l.text[b*block : off] {
		if c >= utf8.RuneSelf {
			sum += saving(c)
		}
	}
	return sum
}

func (l *Lines) isWide(line int) bool {
	return l.wide != nil && l.wide[line>>6]&(1<<(line&63)) != 0
}

// Count is the number of lines, at least 1.
func (l *Lines) Count() int { return len(l.starts) }

// Start is the offset of the first byte of a line.
func (l *Lines) Start(line uint32) uint32 { return l.starts[line] }

// Position returns line and column of the byte at off. An offset behind the
// text is taken as its end.
func (l *Lines) Position(off uint32) (line, column uint32) {
	return l.position(off, 0)
}

// position is Position with a guess of the line. A caller that asks in text
// order passes its previous answer and saves the binary search.
func (l *Lines) position(off, hint uint32) (line, column uint32) {
	off = min(off, uint32(len(l.text)))
	line = l.lineOf(off, hint)
	start := l.starts[line]
	if !l.isWide(int(line)) {
		return line, off - start
	}
	return line, off - start - uint32(l.savedBefore(off)-l.savedBefore(start))
}

// lineOf finds the last line that starts at or before off.
func (l *Lines) lineOf(off, hint uint32) uint32 {
	lo, hi := 0, len(l.starts) // answer in [lo, hi)
	if int(hint) < hi && l.starts[hint] <= off {
		lo = int(hint)
		for step := 0; step < 4; step++ {
			if lo+1 == hi || l.starts[lo+1] > off {
				return uint32(lo)
			}
			lo++
		}
	}
	for hi-lo > 1 {
		mid := int(uint(lo+hi) >> 1)
		if l.starts[mid] <= off {
			lo = mid
		} else {
			hi = mid
		}
	}
	return uint32(lo)
}

// Offset returns the byte at a line and column. A column behind the end of the
// line, or inside a surrogate pair, gives the next character that exists; ok is
// false when there is no such line or the line is shorter than that.
func (l *Lines) Offset(line, column uint32) (off uint32, ok bool) {
	if int(line) >= len(l.starts) {
		return uint32(len(l.text)), false
	}
	start, end := l.starts[line], uint32(len(l.text))
	if int(line)+1 < len(l.starts) {
		end = l.starts[line+1]
	}
	if !l.isWide(int(line)) {
		if column > end-start {
			return end, false
		}
		return start + column, true
	}
	return l.wideOffset(start, end, column)
}

// wideOffset is Offset for a line that has non-ASCII characters.
func (l *Lines) wideOffset(start, end, column uint32) (uint32, bool) {
	base := l.savedBefore(start)
	at, units := start, uint32(0)
	// The lead byte of a character carries all its units, so at a block border
	// inside a character the count is that of its end: the loops below then only
	// have to skip its remaining bytes.
	lo, hi := start/block, (end-1)/block
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if u := int64(mid*block) - int64(start) - int64(l.saved[mid]-base); u >= 0 && u <= int64(column) {
			lo = mid
			at, units = mid*block, uint32(u)
		} else {
			hi = mid - 1
		}
	}
	// A border inside a four-byte character counts two units at its lead byte but
	// saves the other bytes one by one; the bytes skipped here add up to zero.
	for at < end && l.text[at]&0xC0 == 0x80 {
		at++
	}
	for at < end && units < column {
		c := l.text[at]
		at++
		units++
		if c >= 0xF0 {
			units++
		}
		for at < end && l.text[at]&0xC0 == 0x80 {
			at++
		}
	}
	return at, units >= column
}

// Extent returns how many lines a text spans beyond its first, and the column
// behind its last character: what has to be added to positions in text that
// follows it.
func Extent(text []byte) (lines, column uint32) {
	start := 0
	ascii := true
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n', c == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			lines, start, ascii = lines+1, i+1, true
		case c >= utf8.RuneSelf:
			ascii = false
			if isLineSeparator(text, i) {
				i += 2
				lines, start, ascii = lines+1, i+1, true
			}
		}
	}
	column = uint32(len(text) - start)
	if !ascii {
		for _, c := range text[start:] {
			column -= uint32(saving(c))
		}
	}
	return lines, column
}
