package source

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonReader walks JSON text. A source map is mostly a few very long strings, so
// it reads those without the second pass and the reflection of encoding/json,
// and without unescaping strings that nobody asks for.
type jsonReader struct {
	text  string
	at    int
	depth int
	err   error
}

// maxDepth limits nesting, since skip is recursive. Maps nest four deep.
const maxDepth = 1000

func (r *jsonReader) fail(what string) {
	if r.err == nil {
		r.err = fmt.Errorf("source map: byte %d: %s", r.at, what)
	}
}

// peek skips white space and returns the next byte; 0 at the end or after an
// error.
func (r *jsonReader) peek() byte {
	if r.err != nil {
		return 0
	}
	for r.at < len(r.text) {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return c
		}
	}
	return 0
}

// object calls member for each key; member has to consume the value.
func (r *jsonReader) object(member func(key string)) {
	r.sequence('{', '}', func() {
		if r.peek() != '"' {
			r.fail("expected a key")
			return
		}
		key := r.string()
		if r.peek() != ':' {
			r.fail("expected a colon")
			return
		}
		r.at++
		member(key)
	})
}

// array calls item before each value; item has to consume it.
func (r *jsonReader) array(item func()) { r.sequence('[', ']', item) }

func (r *jsonReader) sequence(open, end byte, item func()) {
	if r.peek() != open {
		r.fail("expected " + string(open))
		return
	}
	if r.depth++; r.depth > maxDepth {
		r.fail("nested too deep")
		return
	}
	r.at++
	if r.peek() == end {
		r.at++
		r.depth--
		return
	}
	for {
		item()
		switch r.peek() {
		case ',':
			r.at++
		case end:
			r.at++
			r.depth--
			return
		default:
			r.fail("expected a comma or " + string(end))
			return
		}
	}
}

// string reads a string. One without escapes is a part of the text, not a copy.
func (r *jsonReader) string() string {
	if r.peek() != '"' {
		r.fail("expected a string")
		return ""
	}
	r.at++
	start := r.at
	n := strings.IndexAny(r.text[start:], "\"\\")
	if n < 0 {
		r.fail("unclosed string")
		return ""
	}
	r.at += n
	if r.text[r.at] == '"' {
		r.at++
		return r.text[start : r.at-1]
	}
	// Escapes are dense in sourcesContent (one for each line), hence the copy in
	// runs rather than byte by byte.
	var b strings.Builder
	b.Grow(n + 64)
	run := start
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case '"':
			b.WriteString(r.text[run:r.at])
			r.at++
			return b.String()
		case '\\':
			b.WriteString(r.text[run:r.at])
			r.escape(&b)
			if r.err != nil {
				return ""
			}
			run = r.at
		default:
			r.at++
		}
	}
	r.fail("unclosed string")
	return ""
}

// escape reads one escape sequence. A lone surrogate becomes U+FFFD, as there is
// no UTF-8 for it.
func (r *jsonReader) escape(b *strings.Builder) {
	if r.at+1 >= len(r.text) {
		r.fail("unclosed string")
		return
	}
	c := r.text[r.at+1]
	r.at += 2
	switch c {
	case '"', '\\', '/':
		b.WriteByte(c)
	case 'b':
		b.WriteByte('\b')
	case 'f':
		b.WriteByte('\f')
	case 'n':
		b.WriteByte('\n')
	case 'r':
		b.WriteByte('\r')
	case 't':
		b.WriteByte('\t')
	case 'u':
		u := r.hex4()
		if utf16.IsSurrogate(u) {
			if strings.HasPrefix(r.text[r.at:], `\u`) {
				back := r.at
				r.at += 2
				if both := utf16.DecodeRune(u, r.hex4()); both != utf8.RuneError {
					b.WriteRune(both)
					return
				}
				r.at = back
			}
			u = utf8.RuneError
		}
		b.WriteRune(u)
	default:
		r.fail("unknown escape")
	}
}

func (r *jsonReader) hex4() (u rune) {
	if r.at+4 > len(r.text) {
		r.fail("short \\u escape")
		return 0
	}
	for _, c := range []byte(r.text[r.at : r.at+4]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			r.fail("bad \\u escape")
			return 0
		}
		u = u<<4 | rune(c)
	}
	r.at += 4
	return u
}

// stringOrNull reads a string; null gives "".
func (r *jsonReader) stringOrNull() string {
	if r.peek() == 'n' {
		r.skip()
		return ""
	}
	return r.string()
}

// integer reads a number that fits 32 bits and is not negative.
func (r *jsonReader) integer() uint32 {
	r.peek()
	n, start := uint64(0), r.at
	for r.at < len(r.text) && '0' <= r.text[r.at] && r.text[r.at] <= '9' && n < 1<<32 {
		n = n*10 + uint64(r.text[r.at]-'0')
		r.at++
	}
	if r.at == start || n >= 1<<31 {
		r.fail("expected a small number")
	}
	return uint32(n)
}

// skip consumes any value.
func (r *jsonReader) skip() {
	switch r.peek() {
	case '{':
		r.object(func(string) { r.skip() })
	case '[':
		r.array(r.skip)
	case '"':
		r.string()
	default:
		start := r.at
		for r.at < len(r.text) && strings.IndexByte(",]} \t\r\n", r.text[r.at]) < 0 {
			r.at++
		}
		if r.at == start {
			r.fail("expected a value")
		}
	}
}
