package parse

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// nameID numbers the distinct names of one file.
type nameID uint32

// nameTable interns names in their unescaped form.
type nameTable struct {
	ids   map[string]nameID
	names []string

	scope  []uint32 // by name: serial of the scope close that last declared it
	sym    []int32  // by name: module-level symbol + 1
	nested []bool   // by name: declared in a nested scope
}

// intern returns the number of the name spelled by data.
func (t *nameTable) intern(data []byte) nameID {
	if id, ok := t.ids[string(data)]; ok {
		return id
	}
	if bytes.IndexByte(data, '\\') >= 0 {
		data = unescapeName(data)
		if id, ok := t.ids[string(data)]; ok {
			return id
		}
	}
	s := string(data)
	id := t.add(s)
	t.ids[s] = id
	return id
}

// add numbers a name that intern will not find.
func (t *nameTable) add(s string) nameID {
	t.names = append(t.names, s)
	t.scope = append(t.scope, 0)
	t.sym = append(t.sym, 0)
	t.nested = append(t.nested, false)
	return nameID(len(t.names) - 1)
}

// unescapeName resolves \uXXXX and \u{X} in an identifier.
func unescapeName(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		if data[i] != '\\' || i+1 >= len(data) || data[i+1] != 'u' {
			out = append(out, data[i])
			i++
			continue
		}
		r, size := unicodeEscape(data[i+1:])
		out = utf8.AppendRune(out, r)
		i += 1 + size
	}
	return out
}

// unicodeEscape reads uXXXX or u{X...} and returns its length.
func unicodeEscape(b []byte) (r rune, size int) {
	if len(b) > 1 && b[1] == '{' {
		for i := 2; i < len(b); i++ {
			if b[i] == '}' {
				return r, i + 1
			}
			if r = r<<4 | rune(hexValue(b[i])); r > utf8.MaxRune {
				r = utf8.MaxRune
			}
		}
		return utf8.RuneError, len(b)
	}
	if len(b) < 5 {
		return utf8.RuneError, len(b)
	}
	for _, c := range b[1:5] {
		r = r<<4 | rune(hexValue(c))
	}
	return r, 5
}

// hexValue returns the value of a hexadecimal digit, 0 for anything else.
func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return 0
}

// unquote returns the value of a string literal with its quotes, or of a
// template without substitutions. A lone surrogate becomes U+FFFD.
func unquote(lit []byte) string {
	if len(lit) < 2 {
		return string(lit)
	}
	body := lit[1 : len(lit)-1]
	if bytes.IndexByte(body, '\\') < 0 {
		return string(body)
	}
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); {
		c := body[i]
		if c != '\\' || i+1 >= len(body) {
			out = append(out, c)
			i++
			continue
		}
		i++
		switch c = body[i]; c {
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b':
			out = append(out, '\b')
		case 'v':
			out = append(out, '\v')
		case 'f':
			out = append(out, '\f')
		case '\r': // a line continuation, perhaps of two bytes
			if i+1 < len(body) && body[i+1] == '\n' {
				i++
			}
		case '\n':
		case 'x':
			if i+2 < len(body) {
				out = utf8.AppendRune(out, rune(hexValue(body[i+1])<<4|hexValue(body[i+2])))
				i += 2
			}
		case 'u':
			r, size := unicodeEscape(body[i:])
			i += size - 1
			if utf16.IsSurrogate(r) && i+2 < len(body) && body[i+1] == '\\' && body[i+2] == 'u' {
				low, size := unicodeEscape(body[i+2:])
				if joined := utf16.DecodeRune(r, low); joined != utf8.RuneError {
					r = joined
					i += 1 + size
				}
			}
			out = utf8.AppendRune(out, r)
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v, digits := 0, 0
			for digits < 3 && i < len(body) && body[i] >= '0' && body[i] <= '7' && v*8+int(body[i]-'0') < 256 {
				v = v*8 + int(body[i]-'0')
				i++
				digits++
			}
			i--
			out = utf8.AppendRune(out, rune(v))
		default:
			if c == 0xE2 && i+2 < len(body) && body[i+1] == 0x80 && (body[i+2] == 0xA8 || body[i+2] == 0xA9) {
				i += 2
			} else {
				out = append(out, c)
			}
		}
		i++
	}
	return string(out)
}
