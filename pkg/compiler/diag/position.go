package diag

import (
	"bytes"
	"unicode/utf8"
)

// Position returns the 1-based line and the 1-based column in UTF-16 units of a
// byte offset, which is what editors jump to. An offset outside of text counts
// as its nearest end; one inside a character counts as that character's start.
// Lines end at LF, CR LF and CR.
func Position(text []byte, offset int) (line, column int) {
	offset = clamp(text, offset)
	start := lineStart(text, offset)
	return countLines(text[:start]) + 1, utf16Len(text[start:offset]) + 1
}

// clamp moves offset into text and to the start of a character. An offset
// between CR and LF moves to the CR.
func clamp(text []byte, offset int) int {
	offset = max(0, min(offset, len(text)))
	for i := 0; i < utf8.UTFMax && offset > 0 && offset < len(text) && !utf8.RuneStart(text[offset]); i++ {
		offset--
	}
	if offset > 0 && offset < len(text) && text[offset-1] == '\r' && text[offset] == '\n' {
		offset--
	}
	return offset
}

// lineStart returns the start of the line that holds offset.
func lineStart(text []byte, offset int) int {
	for i := offset; i > 0; i-- {
		if text[i-1] == '\n' || text[i-1] == '\r' {
			return i
		}
	}
	return 0
}

// lineEnd returns the end of the line that holds offset, without its break.
func lineEnd(text []byte, offset int) int {
	if i := bytes.IndexAny(text[offset:], "\r\n"); i >= 0 {
		return offset + i
	}
	return len(text)
}

// countLines returns the number of line breaks.
func countLines(text []byte) int {
	n := bytes.Count(text, []byte{'\n'})
	for i, c := range text {
		if c == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			n++
		}
	}
	return n
}

// utf16Len returns the number of UTF-16 units; a byte that is not UTF-8 is one.
func utf16Len(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r > 0xFFFF {
			n++
		}
		n++
		text = text[size:]
	}
	return n
}
