package diag

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// tabStop is how many columns a tab is printed as. The source may mean another
// number; a fixed one keeps the underline below its text in every terminal.
const tabStop = 4

// frame is one source line with its underline, ready to print.
type frame struct {
	line      int    // 1-based
	text      string // the line, or the part around the span
	pad, mark int    // columns before the underline, and of it
}

// frameOf cuts the line of a location to limit columns. Only the first line of a
// span is shown.
func frameOf(l Location, limit int) frame {
	start := clamp(l.Text, l.Start)
	from, to := lineStart(l.Text, start), lineEnd(l.Text, start)
	end := max(start, min(clamp(l.Text, l.End), to))
	line, _ := Position(l.Text, start)
	// A minified line may be megabytes; what is far from the span cannot be shown.
	cutBefore, cutAfter := start-from > 4*limit, to-start > 8*limit
	if cutBefore {
		from = clamp(l.Text, start-4*limit)
	}
	if cutAfter {
		to = clamp(l.Text, start+8*limit)
		end = min(end, to)
	}
	cells := cellsOf(l.Text[from:to])
	first, last := cellAt(cells, start-from), cellAt(cells, end-from)
	window := windowOf(cells, first, last, limit)

	var b strings.Builder
	f := frame{line: line}
	for i := window.from; i < window.to; i++ {
		b.WriteString(cells[i].text)
		switch {
		case i < first:
			f.pad += cells[i].width
		case i < last:
			f.mark += cells[i].width
		}
	}
	f.text = b.String()
	if window.from > 0 || cutBefore {
		f.text = ellipsis + f.text
		f.pad += len(ellipsis)
	}
	if window.to < len(cells) || cutAfter {
		f.text += ellipsis
	}
	f.mark = max(f.mark, 1) // an empty span points between two characters
	return f
}

const ellipsis = "..."

// cell is one character as printed.
type cell struct {
	offset int // in the line
	text   string
	width  int
}

// cellsOf splits a line into what is printed for each character: tabs become
// spaces, what a terminal would act on becomes a visible sign.
func cellsOf(line []byte) []cell {
	cells := make([]cell, 0, len(line))
	column := 0
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRune(line[i:])
		c := cell{offset: i, text: string(line[i : i+size]), width: 1}
		switch {
		case r == '\t':
			c.width = tabStop - column%tabStop
			c.text = strings.Repeat(" ", c.width)
		case r == utf8.RuneError && size == 1, r < 0x20, r >= 0x7f && r < 0xa0, isBidi(r):
			c.text = "\ufffd"
		case isZeroWidth(r):
			c.width = 0
		default:
			c.width = runeWidth(r)
		}
		cells = append(cells, c)
		column += c.width
		i += size
	}
	return cells
}

// cellAt returns the index of the cell at a byte offset, len(cells) past the end.
func cellAt(cells []cell, offset int) int {
	for i := range cells {
		if cells[i].offset >= offset {
			return i
		}
	}
	return len(cells)
}

type window struct{ from, to int }

// windowOf chooses the cells to show of a line that is wider than limit: the
// start of the span with a third of the room before it.
func windowOf(cells []cell, first, last, limit int) window {
	total := 0
	for _, c := range cells {
		total += c.width
	}
	if total <= limit {
		return window{0, len(cells)}
	}
	w := window{first, first}
	room := limit / 3
	for w.from > 0 && room >= cells[w.from-1].width {
		w.from--
		room -= cells[w.from].width
	}
	used := limit/3 - room
	for w.to < len(cells) && used+cells[w.to].width <= limit {
		used += cells[w.to].width
		w.to++
	}
	for w.from > 0 && used+cells[w.from-1].width <= limit {
		w.from--
		used += cells[w.from].width
	}
	return w
}

// runeWidth is 2 for East Asian wide characters and emoji, 1 otherwise.
func runeWidth(r rune) int {
	if r < 0x1100 {
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// isZeroWidth finds combining marks and joiners, which stand on the character
// before them.
func isZeroWidth(r rune) bool {
	switch {
	case r >= 0x300 && r <= 0x36f, r >= 0x200b && r <= 0x200d, r == 0x2060, r == 0xfeff,
		r >= 0xfe00 && r <= 0xfe0f, r >= 0x1ab0 && r <= 0x1aff, r >= 0x20d0 && r <= 0x20ff:
		return true
	}
	return false
}

// isBidi finds the controls that can make code read other than it runs.
func isBidi(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// source returns the two lines of a code frame, without a break at the end.
func (f frame) source(indent string, gutter int, paint func(string) string) string {
	return fmt.Sprintf("%s%*d | %s\n%s%s | %s%s", indent, gutter, f.line, f.text,
		indent, strings.Repeat(" ", gutter), strings.Repeat(" ", f.pad), paint(strings.Repeat("~", f.mark)))
}
