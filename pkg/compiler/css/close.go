package css

import (
	"bytes"
	"fmt"

	"github.com/tdewolff/parse/v2/css"
)

// end looks at what the end of the file closed.
func (a *analyzer) end() {
	if last := len(a.tokens) - 2; last >= 0 {
		a.sheet.CloseToken = a.closeToken(last)
	}
	stack := a.unclosed()
	if len(stack) == 0 {
		a.sheet.Close = a.dangling
	}
	for k := len(stack) - 1; k >= 0; k-- {
		i := stack[k]
		bracket := a.bytesOf(i)
		closer := map[byte]string{'(': ")", '[': "]", '{': "}"}[bracket[len(bracket)-1]]
		a.sheet.Close += closer
		// An unclosed string or comment is the reason why the brackets around it are
		// open, and one warning will do.
		if a.sheet.CloseToken == "" {
			a.warn(CodeUnclosed, a.rangeOf(i), fmt.Sprintf("%q is not closed", bracket), fmt.Sprintf("add %q", closer))
		}
	}
}

// unclosed are the tokens of the brackets that are open at the end, outermost
// first. A closing bracket of another kind closes nothing, as in scan.
func (a *analyzer) unclosed() (stack []int) {
	var want []css.TokenType
	for i := range a.tokens {
		kind := a.tokens[i].kind
		switch kind {
		case css.FunctionToken, css.LeftParenthesisToken:
			want = append(want, css.RightParenthesisToken)
		case css.LeftBracketToken:
			want = append(want, css.RightBracketToken)
		case css.LeftBraceToken:
			want = append(want, css.RightBraceToken)
		default:
			if n := len(want); n > 0 && want[n-1] == kind {
				want, stack = want[:n-1], stack[:n-1]
			}
			continue
		}
		stack = append(stack, i)
	}
	return stack
}

// closeToken is what the last token lacks: a quote, a parenthesis or the end of a
// comment.
func (a *analyzer) closeToken(i int) string {
	s := a.bytesOf(i)
	switch a.tokens[i].kind {
	case css.DelimToken:
		return endEscape(s)
	case css.CommentToken:
		if len(s) < 4 || !bytes.HasSuffix(s, []byte("*/")) {
			a.warn(CodeUnclosed, a.rangeOf(i), "A comment is not closed", `add "*/"`)
			if s[len(s)-1] == '*' && len(s) > 2 {
				return "/"
			}
			return "*/"
		}
	case css.StringToken:
		if !closedString(s) {
			a.warn(CodeUnclosed, a.rangeOf(i), "A string is not closed", "close the quote")
			return endEscape(s) + string(s[0])
		}
	case css.BadURLToken:
		if s[len(s)-1] != ')' || escapedAt(s, len(s)-1) {
			return endEscape(s) + ")"
		}
	case css.URLToken:
		open := bytes.IndexByte(s, '(')
		inner := bytes.TrimLeft(s[open+1:], " \t\r\n\f")
		missing := ""
		if len(inner) > 0 && (inner[0] == '"' || inner[0] == '\'') {
			if !closedString(inner) && !closedString(bytes.TrimRight(inner, ") \t\r\n\f")) {
				missing = endEscape(s) + string(inner[0]) + ")"
			} else if s[len(s)-1] != ')' {
				missing = ")"
			}
		} else if len(inner) == 0 || s[len(s)-1] != ')' || escapedAt(s, len(s)-1) {
			missing = ")"
		}
		if missing != "" {
			a.warn(CodeUnclosed, a.rangeOf(i), "url( is not closed", `add ")"`)
		}
		return missing
	}
	return ""
}

// endEscape gives a backslash at the end of the file something to escape that
// means nothing: a line break.
func endEscape(s []byte) string {
	if len(s) > 0 && s[len(s)-1] == '\\' && !escapedAt(s, len(s)-1) {
		return "\n"
	}
	return ""
}

// closedString reports whether s, which starts with a quote, ends with the same
// one.
func closedString(s []byte) bool {
	for i := 1; i < len(s); i++ {
		if s[i] == '\\' {
			i++
		} else if s[i] == s[0] {
			return i == len(s)-1
		}
	}
	return false
}
