package parse

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// nameID numbers the distinct names of one file.
type nameID uint32

// nameTable interns names in their unescaped form. It is a hash table of its
// own because nearly every second token of a file is looked up in it.
type nameTable struct {
	slots []uint32 // nameID + 1 at the name's hash or behind; 0 is free
	names []nameInfo
	scope []uint32 // by name: serial of the scope close that last declared it
}

// nameInfo is what is known of one name.
type nameInfo struct {
	text   string
	hash   uint32
	sym    int32 // module-level symbol + 1
	nested bool  // declared in a nested scope
	listed bool  // the same, while the scope may still be open
}

// newNameTable returns a table for a text of n bytes.
func newNameTable(n int) nameTable {
	size := 64
	for size < n/64 {
		size *= 2
	}
	return nameTable{slots: make([]uint32, size), names: make([]nameInfo, 0, size/4), scope: make([]uint32, 0, size/4)}
}

// intern returns the number of the name spelled by data.
func (t *nameTable) intern(data []byte) nameID {
	hash := uint32(2166136261) // FNV-1a
	for _, c := range data {
		if c == '\\' {
			return t.intern(unescapeName(data))
		}
		hash = (hash ^ uint32(c)) * 16777619
	}
	mask := uint32(len(t.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		slot := t.slots[i]
		if slot == 0 {
			id := t.add(string(data))
			t.names[id].hash = hash
			t.slots[i] = uint32(id) + 1
			if len(t.names)*2 > len(t.slots) {
				t.grow()
			}
			return id
		}
		if n := &t.names[slot-1]; n.hash == hash && n.text == string(data) {
			return nameID(slot - 1)
		}
	}
}

// grow doubles the table.
func (t *nameTable) grow() {
	old := t.slots
	t.slots = make([]uint32, 2*len(old))
	mask := uint32(len(t.slots) - 1)
	for _, slot := range old {
		if slot == 0 {
			continue
		}
		i := t.names[slot-1].hash & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = slot
	}
}

// add numbers a name that intern will not find.
func (t *nameTable) add(s string) nameID {
	t.names = append(t.names, nameInfo{text: s})
	t.scope = append(t.scope, 0)
	return nameID(len(t.names) - 1)
}

// unescapeName resolves \uXXXX and \u{X} in an identifier.
func unescapeName(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		if data[i] != '\\' {
			out = append(out, data[i])
			i++
			continue
		}
		if i+1 >= len(data) || data[i+1] != 'u' {
			i++
			continue
		}
		r, size := unicodeEscape(data[i+1:])
		if r == '\\' {
			r = utf8.RuneError // no identifier has one, and intern relies on it
		}
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
