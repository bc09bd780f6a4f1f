package css

import (
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// token is one token of the lexer; it ends where the next one starts.
type token struct {
	kind  css.TokenType
	start uint32
}

var byteOrderMark = []byte("\uFEFF")

// tokenize cuts text into tokens that tile it, with one more at the end that
// starts behind the text.
func tokenize(text []byte) []token {
	// The lexer writes a NUL behind its buffer, so it gets one of its own.
	tokens := make([]token, 0, len(text)/3+2)
	at := uint32(0)
	// To the lexer a byte order mark is the start of a name.
	if bytes.HasPrefix(text, byteOrderMark) {
		tokens = append(tokens, token{css.WhitespaceToken, 0})
		at = uint32(len(byteOrderMark))
	}
	own := append(make([]byte, 0, len(text)+1), text[at:]...)
	lexer := css.NewLexer(parse.NewInputBytes(own))
	for {
		kind, data := lexer.Next()
		if kind == css.ErrorToken || len(data) == 0 {
			break
		}
		tokens = append(tokens, token{kind, at})
		at += uint32(len(data))
	}
	return append(tokens, token{css.ErrorToken, uint32(len(text))})
}

// unescape returns what an identifier, or the inside of a string or url(), means.
func unescape(s []byte) string {
	first := strings.IndexByte(string(s), '\\')
	if first < 0 {
		return string(s)
	}
	var b strings.Builder
	b.Write(s[:first])
	for i := first; i < len(s); {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			i++
			continue
		}
		i++
		if i == len(s) {
			break
		}
		r, digits := rune(0), 0
		for digits < 6 && i < len(s) && hexValue(s[i]) >= 0 {
			r = r<<4 | hexValue(s[i])
			i++
			digits++
		}
		switch {
		case digits > 0:
			if r == 0 || !utf8.ValidRune(r) {
				r = utf8.RuneError
			}
			b.WriteRune(r)
			// One white space after a number belongs to it.
			i += breakOrSpace(s[i:])
		case breakOrSpace(s[i:]) > 0 && s[i] != ' ' && s[i] != '\t':
			i += breakOrSpace(s[i:]) // a line continued in a string
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String()
}

func hexValue(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return -1
}

// breakOrSpace is the length of the white space character that s starts with, CR
// LF counting as one; 0 when there is none.
func breakOrSpace(s []byte) int {
	if len(s) == 0 {
		return 0
	}
	switch s[0] {
	case '\r':
		if len(s) > 1 && s[1] == '\n' {
			return 2
		}
		return 1
	case ' ', '\t', '\n', '\f':
		return 1
	}
	return 0
}

// parseString returns the meaning of a string token.
func parseString(s []byte) string {
	quote := s[0]
	s = s[1:]
	// A string that the end of the file closed has no second quote; one that ends in
	// an escaped quote has none either, which only counting from the left tells.
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
		} else if s[i] == quote {
			s = s[:i]
		}
	}
	return unescape(s)
}

// parseURL returns the meaning of a url() token and its form.
func parseURL(s []byte) (string, Form) {
	// The name itself may be written with escapes, so it is not always four bytes.
	open := strings.IndexByte(string(s), '(')
	s = s[open+1:]
	for len(s) > 0 && breakOrSpace(s) > 0 {
		s = s[1:]
	}
	if len(s) > 0 && (s[0] == '"' || s[0] == '\'') {
		return location(parseString(s)), Quoted
	}
	if len(s) > 0 && s[len(s)-1] == ')' && !escapedAt(s, len(s)-1) {
		s = s[:len(s)-1]
	}
	end := len(s)
	for end > 0 && breakOrSpace(s[end-1:]) > 0 && !escapedAt(s, end-1) {
		end--
	}
	return location(unescape(s[:end])), Unquoted
}

// location is what is asked for by an address in a sheet, as webpack reads it:
// space around it means nothing, and "a%20b.png" is a file with a space in its
// name. An address of elsewhere keeps its escapes.
func location(s string) string {
	s = strings.Trim(s, " \t\r\n\f")
	if !strings.Contains(s, "%") || strings.HasPrefix(s, "//") || hasScheme(s) {
		return s
	}
	if plain, err := url.PathUnescape(s); err == nil && utf8.ValidString(plain) {
		return plain
	}
	return s
}

// hasScheme: the address starts as "https:" and "data:" do.
func hasScheme(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ':':
			return i > 0
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return false
}

// escapedAt reports whether the byte at i follows an odd number of backslashes.
func escapedAt(s []byte, i int) bool {
	n := 0
	for i-1-n >= 0 && s[i-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// quote writes s as a string of CSS.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\n':
			b.WriteString(`\a `)
		case '\r':
			b.WriteString(`\d `)
		case '\f':
			b.WriteString(`\c `)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
