package parse

import (
	"unicode"
	"unicode/utf8"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Member chains are read from the bytes behind a name when the walk is over,
// because only then is it known which names are imported or free. The walk has
// made sure that the bytes are an expression, so this needs little care.

// skipTrivia returns the offset of the first byte at or behind i that is
// neither whitespace nor in a comment.
func skipTrivia(src []byte, i, n int) int {
	for i < n {
		switch c := src[i]; {
		case c == ' ' || c >= '\t' && c <= '\r':
			i++
		case c == '/' && src[i+1] == '/':
			i = lineEnd(src, i+2, n)
		case c == '/' && src[i+1] == '*':
			for i += 2; i < n && (src[i] != '*' || src[i+1] != '/'); i++ {
			}
			i += 2
		case c >= 0xC2:
			r, size := utf8.DecodeRune(src[i:n])
			if r != '\u2028' && r != '\u2029' && r != '\uFEFF' && !unicode.Is(unicode.Zs, r) {
				return i
			}
			i += size
		default:
			return i
		}
	}
	return n
}

// wordEnd returns the end of the identifier at i.
func wordEnd(src []byte, i, n int) int {
	for i < n {
		c := src[i]
		switch {
		case c == '\\':
			if i+2 < n && src[i+2] == '{' {
				for i < n && src[i] != '}' {
					i++
				}
				i++
			} else {
				i += 6
			}
		case c < 0x80 && identTable[c]:
			i++
		case c >= 0x80:
			r, size := utf8.DecodeRune(src[i:n])
			if r == '\u2028' || r == '\u2029' || r == '\uFEFF' || unicode.Is(unicode.Zs, r) {
				return i
			}
			i += size
		default:
			return i
		}
	}
	return min(i, n)
}

// chain reads the members behind the name that ends at end, and returns its
// index in Record.Chains; -1 when there are none.
func (w *walker) chain(end uint32, flags graph.RefFlags, marks uint8) int32 {
	src, n := w.src, w.n
	i := skipTrivia(src, int(end), n)
	if c := src[i]; c != '.' && c != '[' && c != '?' {
		return -1
	}
	var c graph.Chain
	for {
		if src[i] == '.' && src[i+1] != '.' {
			at := skipTrivia(src, i+1, n)
			if src[at] == '#' {
				break
			}
			stop := wordEnd(src, at, n)
			c.Names = append(c.Names, unescapedName(src[at:stop]))
			c.Ends = append(c.Ends, uint32(stop))
			i = skipTrivia(src, stop, n)
			continue
		}
		if src[i] != '[' {
			break
		}
		at := skipTrivia(src, i+1, n)
		if src[at] != '"' && src[at] != '\'' {
			break
		}
		stop := at + 1
		for stop < n && src[stop] != src[at] {
			if src[stop] == '\\' {
				stop++
			}
			stop++
		}
		close := skipTrivia(src, min(stop+1, n), n)
		if src[close] != ']' {
			break
		}
		c.Names = append(c.Names, unquote(src[at:stop+1]))
		c.Ends = append(c.Ends, uint32(close+1))
		i = skipTrivia(src, close+1, n)
	}
	whole := true // nothing of the member expression is behind the chain
	switch src[i] {
	case '(', '`':
		c.Called = flags&graph.RefNewCallee == 0
		whole = false
	case '?':
		if src[i+1] == '.' && (src[i+2] < '0' || src[i+2] > '9') {
			c.Optional = true
			whole = false
		}
	case '.', '[':
		whole = false
	}
	if len(c.Names) == 0 && !c.Optional {
		return -1
	}
	if len(c.Names) > 0 && whole {
		c.Assigned = marks&useTarget != 0
		c.Called = marks&useCalled != 0
	}
	w.rec.Chains = append(w.rec.Chains, c)
	return int32(len(w.rec.Chains) - 1)
}
