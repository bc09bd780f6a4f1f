package source

import (
	"unicode"
	"unicode/utf8"
)

// mark is a place of an input that gets a segment in an unminified map.
type mark struct{ line, column uint32 }

// marker finds the marks of a text by a rough token scan.
//
// An engine reports an error at the start of some token: the property in a.b(),
// the bracket in a["b"], the second parenthesis in a()(), the operator in 1n + 1.
// A debugger takes the greatest segment before a position as it is, without
// adding the distance, so each of those tokens needs a segment of its own.
// Which tokens these are was found by making V8 throw (errors_test.go does so).
//
// Strings, comments and regular expressions are skipped, which makes maps half as
// large. What may be wrong is only whether a slash after } starts a regular
// expression; a wrong guess costs marks up to the end of that line.
type marker struct {
	text  []byte
	at    int
	end   int
	line  uint32
	base  int // i - base is the column of byte i
	fresh bool
	marks []mark

	prev  prevToken
	stack []bracket
}

// prevToken is what stands before the current token, as far as a slash, a
// parenthesis or an operator needs to know.
type prevToken uint8

const (
	prevOperator prevToken = iota // an operand comes next
	prevName                      // a name or number
	prevHead                      // if, for, while, with: their ) is followed by an operand
	prevDot                       // what follows is a property, keyword or not
	prevOptional                  // ?.
	prevClosed                    // ) ] string or regular expression: the end of an operand
	prevBrace                     // }
)

// bracket is an open bracket; kind '`' is the substitution of a template.
type bracket struct {
	kind byte
	head bool // ( of if, for, while or with
	call bool // ( of arguments

	// chained says that the current member chain has a call or a ?. in it. V8 then
	// reports a.b().c.d at the point before d, otherwise at the name behind it.
	chained bool
}

// Classes of bytes that start a token.
const (
	classOther byte = iota
	classWord
	classSpace
	classLine
	classWide
)

var classes = func() (t [256]byte) {
	for i := range t {
		c := byte(i)
		switch {
		case c == '\n' || c == '\r':
			t[i] = classLine
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			t[i] = classSpace
		case c >= utf8.RuneSelf:
			t[i] = classWide
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '$', c == '\\', c == '#', c == '@':
			t[i] = classWord
		}
	}
	return t
}()

// isWord reports whether a byte can be part of a name.
func isWord(c byte) bool { return classes[c] == classWord || c >= utf8.RuneSelf }

// scanMarks appends the marks of text[start:end] to dst; (line, column) is the
// position of start.
func scanMarks(dst []mark, text []byte, lang Language, start, end, line, column uint32) []mark {
	m := marker{text: text, at: int(start), end: int(end), line: line, base: int(start) - int(column), fresh: true, marks: dst}
	m.stack = append(make([]bracket, 0, 32), bracket{})
	switch lang {
	case JavaScript:
		m.javaScript()
	case CSS:
		m.css()
	default:
		m.mark(m.at)
		for m.at < m.end {
			m.plain()
			if m.fresh && m.at < m.end {
				m.mark(m.at)
			}
		}
	}
	return m.marks
}

func (m *marker) mark(at int) {
	m.fresh = false
	m.marks = append(m.marks, mark{m.line, uint32(at - m.base)})
}

// plain consumes one character of no interest and keeps count of lines and
// columns. It reports whether the character was white space.
func (m *marker) plain() (space bool) {
	c := m.text[m.at]
	switch classes[c] {
	case classSpace:
		m.at++
		return true
	case classLine:
		m.at++
		if c == '\r' && m.at < len(m.text) && m.text[m.at] == '\n' {
			m.at++
		}
		m.newLine()
		return true
	case classWide:
		r, size := utf8.DecodeRune(m.text[m.at:])
		m.at += size
		if r == '\u2028' || r == '\u2029' {
			m.newLine()
			return true
		}
		m.base += size - 1
		if r > 0xFFFF {
			m.base--
		}
		return r == '\uFEFF' || unicode.IsSpace(r)
	}
	m.at++
	return false
}

func (m *marker) newLine() {
	m.line++
	m.base = m.at
	m.fresh = true
}

func (m *marker) peek(n int) byte {
	if m.at+n < m.end {
		return m.text[m.at+n]
	}
	return 0
}

func (m *marker) javaScript() {
	for m.at < m.end {
		switch c := m.text[m.at]; classes[c] {
		case classSpace:
			m.at++
		case classLine:
			m.plain()
		case classWord:
			m.mark(m.at)
			m.word()
		case classWide:
			at, base := m.at, m.base
			if space := m.plain(); !space {
				m.marks = append(m.marks, mark{m.line, uint32(at - base)})
				m.fresh = false
				m.word()
			}
		default:
			m.punctuation(c)
		}
	}
}

// word consumes the rest of a name, keyword or number.
func (m *marker) word() {
	start := m.at
	for m.at < m.end {
		c := m.text[m.at]
		if classes[c] == classWord {
			m.at++
			continue
		}
		if c >= utf8.RuneSelf {
			at, line, base, fresh := m.at, m.line, m.base, m.fresh
			if m.plain() {
				m.at, m.line, m.base, m.fresh = at, line, base, fresh
				break
			}
			continue
		}
		// A point inside of a number.
		if c == '.' && '0' <= m.text[start] && m.text[start] <= '9' && '0' <= m.peek(1) && m.peek(1) <= '9' {
			m.at++
			continue
		}
		break
	}
	top := &m.stack[len(m.stack)-1]
	if m.prev == prevDot || m.prev == prevOptional {
		m.prev = prevName
		return
	}
	top.chained = false
	m.prev = wordKind(m.text[start:m.at])
}

// wordKind tells the keywords that an operand follows from everything else.
func wordKind(word []byte) prevToken {
	switch string(word) {
	case "if", "for", "while", "with":
		return prevHead
	case "return", "typeof", "case", "delete", "do", "else", "in", "instanceof", "new", "void", "throw", "yield", "await", "of":
		return prevOperator
	}
	return prevName
}

// operand reports whether what stands before is the end of an operand.
func (m *marker) operand() bool {
	return m.prev == prevName || m.prev == prevClosed || m.prev == prevBrace
}

func (m *marker) punctuation(c byte) {
	// The first token of a line always gets a mark: that is where a breakpoint on
	// the line goes.
	fresh := m.fresh
	if fresh {
		m.mark(m.at)
	}
	top := &m.stack[len(m.stack)-1]
	want, next, size := false, prevOperator, 1
	switch c {
	case '"', '\'':
		m.markUnless(fresh)
		m.quoted(c)
		m.prev = prevClosed
		return
	case '`':
		m.markUnless(fresh)
		m.at++
		m.template()
		return
	case '/':
		if n := m.peek(1); n == '/' || n == '*' {
			m.comment(n == '*')
			return
		}
		if m.prev != prevName && m.prev != prevClosed && m.regexp(fresh) {
			m.prev = prevClosed
			return
		}
		want, top.chained = true, false
	case '(':
		// In f(x) the error is at f; in f()(x) it is at the second parenthesis.
		want = m.prev == prevClosed || m.prev == prevBrace || m.prev == prevOptional
		m.stack = append(m.stack, bracket{kind: c, head: m.prev == prevHead, call: m.operand() || m.prev == prevOptional})
	case '[':
		want = m.operand() || m.prev == prevOptional
		m.stack = append(m.stack, bracket{kind: c})
	case '{':
		m.stack = append(m.stack, bracket{kind: c})
	case ')', ']', '}':
		m.at++
		m.close(c)
		return
	case '.':
		switch n := m.peek(1); {
		case n == '.':
			size = 3
		case '0' <= n && n <= '9':
			want, next = true, prevName
		default:
			want, next = top.chained, prevDot
		}
	case '?':
		if n := m.peek(2); m.peek(1) == '.' && (n < '0' || n > '9') {
			size, next, top.chained = 2, prevOptional, true
			break
		}
		top.chained = false
	case '+', '-':
		want = true
		if m.peek(1) == c {
			// Postfix or prefix: either way what comes next is as it was before.
			size, next = 2, m.prev
		}
		top.chained = false
	case '=':
		// An assignment can throw (to a constant, through a setter), an arrow cannot.
		want, top.chained = m.peek(1) != '>' && m.operand(), false
	case '*', '%', '&', '|', '^', '<', '>', '!', '~':
		want = !(c == '&' || c == '|') || m.peek(1) != c
		top.chained = false
	default: // , ; : and what is no JavaScript
		top.chained = false
	}
	if want {
		m.markUnless(fresh)
	}
	m.at += size
	for size == 1 && m.at < m.end && isOperatorByte(c) && isOperatorByte(m.text[m.at]) {
		m.at++
	}
	m.prev = next
}

// isOperatorByte reports whether a byte can continue an operator such as >>>= or
// ===. A + or - is not one, as in a=-b it is an operator of its own.
func isOperatorByte(c byte) bool {
	switch c {
	case '*', '%', '&', '|', '^', '<', '>', '=':
		return true
	}
	return false
}

func (m *marker) markUnless(done bool) {
	if !done {
		m.mark(m.at)
	}
}

// close pops the bracket that c ends; an unbalanced one pops nothing.
func (m *marker) close(c byte) {
	top := m.stack[len(m.stack)-1]
	if len(m.stack) > 1 {
		m.stack = m.stack[:len(m.stack)-1]
	}
	switch {
	case c == '}' && top.kind == '`':
		m.template()
	case c == '}':
		m.prev = prevBrace
	case c == ')' && top.head:
		m.prev = prevOperator
	default:
		m.prev = prevClosed
		if top.call {
			m.stack[len(m.stack)-1].chained = true
		}
	}
}
