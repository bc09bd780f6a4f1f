package parse

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2/js"
)

// misparse is what the walker panics with when a token is not where the tree
// says. It is caught in walkTree and never leaves the package.
type misparse struct {
	pos  int
	what string
}

// span is a range of bytes of the source.
type span struct{ start, end int }

// fail gives up on the tree.
func (w *walker) fail(what string) {
	panic(misparse{w.pos, what})
}

// skip moves the cursor to the next token and notes the comments on its way.
// It may be called any number of times before a token is consumed.
func (w *walker) skip() {
	src, i := w.src, w.pos
	for {
		switch c := src[i]; {
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			i++
		case c == '\n' || c == '\r':
			w.nl = true
			i++
		case c > '/' && c != '<' && c < 0xC0:
			w.pos = i
			return
		case c == '/' && src[i+1] == '/':
			i = w.comment(i, lineEnd(src, i+2, w.n))
		case c == '/' && src[i+1] == '*':
			end := bytes.Index(src[i+2:w.n], []byte("*/"))
			if end < 0 {
				w.fail("comment")
			}
			end += i + 4
			if hasNewline(src[i:end]) {
				w.nl = true
			}
			i = w.comment(i, end)
		case c == '<' && bytes.HasPrefix(src[i:w.n], []byte("<!--")),
			c == '-' && w.nl && bytes.HasPrefix(src[i:w.n], []byte("-->")):
			// x<!--y is a comment in scripts and three operators in modules; the
			// library always reads the comment (M7).
			if w.strictGoal {
				w.fail("html comment")
			}
			i = lineEnd(src, i+3, w.n)
		case c >= 0xC0:
			r, size := utf8.DecodeRune(src[i:w.n])
			if r == '\u2028' || r == '\u2029' {
				w.nl = true
			} else if r != '\u00A0' && r != '\uFEFF' && !unicode.Is(unicode.Zs, r) {
				w.pos = i
				return
			}
			i += size
		default:
			w.pos = i
			return
		}
	}
}

// lineEnd returns the offset of the line terminator at or behind i.
func lineEnd(src []byte, i, n int) int {
	for i < n {
		c := src[i]
		if c == '\n' || c == '\r' {
			break
		}
		if c == 0xE2 && src[i+1] == 0x80 && (src[i+2] == 0xA8 || src[i+2] == 0xA9) {
			break
		}
		i++
	}
	return i
}

// hasNewline reports whether b contains a line terminator.
func hasNewline(b []byte) bool {
	return bytes.IndexByte(b, '\n') >= 0 || bytes.IndexByte(b, '\r') >= 0 ||
		bytes.Contains(b, []byte("\u2028")) || bytes.Contains(b, []byte("\u2029"))
}

// peek returns the first byte of the next token; 0 at the end of the file.
func (w *walker) peek() byte {
	w.skip()
	return w.src[w.pos]
}

// at returns where the next token starts.
func (w *walker) at() int {
	w.skip()
	return w.pos
}

// advance consumes n bytes as one token.
func (w *walker) advance(n int) {
	w.pos += n
	w.end = w.pos
	w.nl = false
	w.pure = false
	w.noEffects = false
}

// punct consumes the one-byte token c.
func (w *walker) punct(c byte) {
	w.skip()
	if w.src[w.pos] != c {
		w.fail("punctuator")
	}
	if c == '(' {
		// A pure mark counts for the call behind opening parentheses too:
		// /* @__PURE__ */ (a.b)().
		pure, noEffects := w.pure, w.noEffects
		w.advance(1)
		w.pure, w.noEffects = pure, noEffects
		return
	}
	w.advance(1)
}

// try consumes the one-byte token c when it is next.
func (w *walker) try(c byte) bool {
	w.skip()
	if w.src[w.pos] != c {
		return false
	}
	w.punct(c)
	return true
}

// token consumes the bytes of an operator, literal or punctuator.
func (w *walker) token(text []byte) {
	w.skip()
	if end := w.pos + len(text); end > w.n || !bytes.Equal(w.src[w.pos:end], text) {
		w.fail("token")
	}
	w.advance(len(text))
}

// text consumes a token given as a string.
func (w *walker) text(s string) {
	w.skip()
	if end := w.pos + len(s); end > w.n || string(w.src[w.pos:end]) != s {
		w.fail(s)
	}
	w.advance(len(s))
}

// word consumes a keyword. A contextual keyword may not be written with
// escapes, so bytes are compared.
func (w *walker) word(s string) {
	w.text(s)
	if identPart(w.src[w.pos]) {
		w.fail(s)
	}
}

// keyword is word for a token of the tree.
func (w *walker) keyword(tt js.TokenType) {
	w.token(tt.Bytes())
	if identPart(w.src[w.pos]) {
		w.fail("keyword")
	}
}

// name consumes an identifier whose bytes the tree gives, and returns its place.
func (w *walker) name(data []byte) (start, end int) {
	w.skip()
	start = w.pos
	end = start + len(data)
	if end > w.n || !bytes.Equal(w.src[start:end], data) || identPart(w.src[end]) {
		w.fail("name")
	}
	w.advance(len(data))
	return start, end
}

// stringToken consumes a string literal without help of the tree, and returns
// its place with quotes.
func (w *walker) stringToken() span {
	w.skip()
	start, quote := w.pos, w.src[w.pos]
	i := start + 1
	for ; w.src[i] != quote; i++ {
		if w.src[i] == '\\' {
			i++
		}
		if i >= w.n {
			w.fail("string")
		}
	}
	w.advance(i + 1 - start)
	return span{start, i + 1}
}

// semicolon consumes the end of a statement that needs one.
func (w *walker) semicolon() {
	end := w.end
	if w.try(';') {
		return
	}
	c := w.src[w.pos]
	if !w.nl && c != '}' && w.pos < w.n {
		w.fail("semicolon")
	}
	if c != '(' && c != '[' && c != '`' && c != '/' && c != '+' && c != '-' {
		return
	}
	// The next line was kept apart by what an edit has removed:
	//	true ? a : b++
	//	(c)
	if n := len(w.edits); w.dead == 0 && n > 0 && int(w.edits[n-1].End) == end && n > w.stmtEdits {
		w.edits[n-1].New += ";"
	}
}

// identPart reports whether c can be part of an identifier. Bytes of UTF-8
// sequences and the backslash of an escape count.
func identPart(c byte) bool {
	return identTable[c]
}

var identTable = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c == '\\' || c >= 0xC3
	}
	// Whitespace and line terminators of Unicode begin with these bytes.
	t[0xE1], t[0xE2], t[0xE3], t[0xEF] = false, false, false, false
	return t
}()
