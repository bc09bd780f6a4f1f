package source

import "unicode/utf8"

// quoted consumes a string. It ends at the end of the line at the latest, so a
// quote that was none does no harm beyond it.
func (m *marker) quoted(quote byte) {
	m.at++
	for m.at < m.end {
		switch c := m.text[m.at]; {
		case c == quote:
			m.at++
			return
		case c == '\\':
			m.at++
			if m.at < m.end {
				m.plain()
			}
		case c == '\n' || c == '\r':
			return
		case c >= utf8.RuneSelf:
			m.plain()
		default:
			m.at++
		}
	}
}

// template consumes the characters of a template up to its end or the next
// substitution.
func (m *marker) template() {
	for m.at < m.end {
		switch c := m.text[m.at]; {
		case c == '`':
			m.at++
			m.prev = prevClosed
			return
		case c == '$' && m.peek(1) == '{':
			m.at += 2
			m.stack = append(m.stack, bracket{kind: '`'})
			m.prev = prevOperator
			return
		case c == '\\':
			m.at++
			if m.at < m.end {
				m.plain()
			}
		case m.fresh && classes[c] != classSpace && classes[c] != classLine:
			m.mark(m.at)
		default:
			m.plain()
		}
	}
}

// comment consumes a comment, leaving a line comment's line break.
func (m *marker) comment(long bool) {
	m.at += 2
	for m.at < m.end {
		c := m.text[m.at]
		switch {
		case long && c == '*' && m.peek(1) == '/':
			m.at += 2
			return
		case !long && (classes[c] == classLine || c == 0xE2 && isLineSeparator(m.text, m.at)):
			return
		case long && m.fresh && classes[c] != classSpace && classes[c] != classLine:
			m.mark(m.at)
		default:
			if c > '\r' && c < utf8.RuneSelf {
				m.at++
			} else {
				m.plain()
			}
		}
	}
}

// regexp consumes a regular expression. It reports false, and consumes nothing,
// when the line ends before it does.
func (m *marker) regexp(marked bool) bool {
	class := false
	for i := m.at + 1; i < m.end; i++ {
		switch c := m.text[i]; {
		case c == '\\':
			i++
		case c == '\n' || c == '\r':
			return false
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			m.markUnless(marked)
			for m.at <= i {
				m.plain()
			}
			for m.at < m.end && classes[m.text[m.at]] == classWord {
				m.at++
			}
			return true
		}
	}
	return false
}

// css marks the start of each rule and declaration: what follows { } ; or a
// line break.
func (m *marker) css() {
	for m.at < m.end {
		c := m.text[m.at]
		switch {
		case classes[c] == classSpace || classes[c] == classLine:
			m.plain()
			continue
		case c == '/' && m.peek(1) == '*':
			m.comment(true)
			continue
		}
		if m.fresh {
			m.mark(m.at)
		}
		switch c {
		case '"', '\'':
			m.quoted(c)
		case '{', '}', ';':
			m.at++
			m.fresh = true
		case '\\':
			m.at++
			if m.at < m.end {
				m.plain()
			}
		default:
			m.plain()
		}
	}
}
