package css

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tdewolff/parse/v2/css"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// The codes of the diagnostics of Analyze. All are warnings: a browser goes on
// after any mistake in a sheet, so a build does too.
const (
	CodeStrayBracket  = "css-stray-bracket"
	CodeUnclosed      = "css-unclosed"
	CodeBadString     = "css-bad-string"
	CodeBadURL        = "css-bad-url"
	CodeImportLate    = "css-import-late"
	CodeImportInvalid = "css-import-invalid"
	CodeNameConflict  = "css-name-conflict"
)

// analyzer is the state of one Analyze.
type analyzer struct {
	path   string
	text   []byte
	tokens []token
	at     int // index into tokens
	sheet  *Sheet
	diags  []diag.Diagnostic

	open        []int // tokens of the braces that are open
	late        bool  // a rule was seen that no @import may follow
	layers      []Range
	ignoreBegin bool // the comment before the current item says webpackIgnore

	// dangling ends an item at the top level that only the end of the file ends: ";"
	// for a statement, "{}" for what then is a rule without a block. Otherwise it
	// would swallow the first rule of the sheet that is put behind it.
	dangling string
}

// Analyze reads a style sheet. path is for diagnostics only. The text must not
// change afterwards; it need not be correct. It may run concurrently.
func Analyze(path string, src []byte) (*Sheet, []diag.Diagnostic) {
	a := &analyzer{path: path, text: src, tokens: tokenize(src), sheet: &Sheet{Text: src}}
	for a.kind() != css.ErrorToken {
		a.item()
	}
	a.end()
	return a.sheet, a.diags
}

func (a *analyzer) kind() css.TokenType { return a.tokens[a.at].kind }

// bytesOf are the bytes of token i.
func (a *analyzer) bytesOf(i int) []byte {
	return a.text[a.tokens[i].start:a.tokens[i+1].start]
}

func (a *analyzer) rangeOf(i int) Range { return Range{a.tokens[i].start, a.tokens[i+1].start} }

func (a *analyzer) warn(code string, at Range, message, help string) {
	a.diags = append(a.diags, diag.Diagnostic{
		Severity: diag.Warning, Code: code, Message: message, Help: help,
		At: diag.Location{File: a.path, Text: a.text, Start: int(at.Start), End: int(at.End)},
	})
}

// item reads one rule prelude, at-rule, declaration or closing brace. Rules may
// nest anywhere, so where an item stands does not matter to how it is read.
func (a *analyzer) item() {
	switch a.kind() {
	case css.WhitespaceToken, css.SemicolonToken, css.CDOToken, css.CDCToken:
		a.at++
		return
	case css.CommentToken:
		a.comment()
		return
	case css.RightBraceToken:
		if len(a.open) == 0 {
			a.stray(a.at)
		} else {
			a.open = a.open[:len(a.open)-1]
		}
		a.at++
	case css.AtKeywordToken:
		a.atRule()
	default:
		a.ruleOrDeclaration()
	}
	a.ignoreBegin = false
}

func (a *analyzer) stray(i int) {
	a.sheet.Stray = append(a.sheet.Stray, a.rangeOf(i))
	a.warn(CodeStrayBracket, a.rangeOf(i), fmt.Sprintf("Unexpected %q, which closes nothing", a.bytesOf(i)), "remove it, or open the block that it belongs to")
}

func (a *analyzer) comment() {
	text := a.bytesOf(a.at)
	a.ignoreBegin = ignores(text)
	if url, ok := bytes.CutPrefix(text, []byte("/*# sourceMappingURL=")); ok {
		url, _ = bytes.CutSuffix(url, []byte("*/"))
		a.sheet.SourceMappingURL = string(bytes.TrimSpace(url))
		a.sheet.SourceMapping = a.rangeOf(a.at)
	}
	a.at++
}

// ignores reports whether a comment tells webpack, and so us, to leave what
// follows as it is.
func ignores(comment []byte) bool {
	_, after, found := bytes.Cut(comment, []byte("webpackIgnore:"))
	return found && bytes.HasPrefix(bytes.TrimSpace(after), []byte("true"))
}

// scan returns the index of the first ; { or } outside of brackets from i on, or
// of the end. With blocks it also steps over {...}, as the value of a custom
// property may hold any.
func (a *analyzer) scan(i int, blocks bool) int {
	var stack []css.TokenType // the closing brackets that are waited for
	for ; a.tokens[i].kind != css.ErrorToken; i++ {
		kind := a.tokens[i].kind
		if len(stack) > 0 && kind == stack[len(stack)-1] {
			stack = stack[:len(stack)-1]
			continue
		}
		switch kind {
		case css.FunctionToken, css.LeftParenthesisToken:
			stack = append(stack, css.RightParenthesisToken)
		case css.LeftBracketToken:
			stack = append(stack, css.RightBracketToken)
		case css.LeftBraceToken:
			if len(stack) == 0 && !blocks {
				return i
			}
			stack = append(stack, css.RightBraceToken)
		case css.SemicolonToken, css.RightBraceToken:
			if len(stack) == 0 {
				return i
			}
		}
	}
	return i
}

// ruleOrDeclaration reads "prelude {" or "name: value".
func (a *analyzer) ruleOrDeclaration() {
	if a.isCustomProperty() {
		end := a.scan(a.at, true)
		a.value(a.at, end)
		a.at = end
		return
	}
	end := a.scan(a.at, false)
	if a.tokens[end].kind == css.LeftBraceToken {
		a.late = true
		a.open = append(a.open, end)
		a.tokensOf(a.at, end, nil)
		a.at = end + 1
		return
	}
	a.value(a.at, end)
	if a.tokens[end].kind == css.ErrorToken {
		a.dangling = "{}"
	}
	a.at = end
}

// isCustomProperty reports whether "--name :" is next. Its value may be a block,
// which tells it from a rule for an element of that name.
func (a *analyzer) isCustomProperty() bool {
	if a.kind() != css.CustomPropertyNameToken {
		return false
	}
	i := a.skip(a.at + 1)
	return a.tokens[i].kind == css.ColonToken
}

// skip returns the next token that is neither white space nor comment.
func (a *analyzer) skip(i int) int {
	for a.tokens[i].kind == css.WhitespaceToken || a.tokens[i].kind == css.CommentToken {
		i++
	}
	return i
}

// value collects the references of a declaration.
func (a *analyzer) value(from, to int) { a.tokensOf(from, to, a.reference) }

// tokensOf walks tokens, warns about broken ones and, when found is given, calls
// it for each URL and for each string directly inside of image-set().
func (a *analyzer) tokensOf(from, to int, found func(i int, ignore bool)) {
	var sets []bool // for each open parenthesis: is it image-set's
	ignore := a.ignoreBegin
	for i := from; i < to; i++ {
		switch a.tokens[i].kind {
		case css.CommentToken:
			ignore = ignores(a.bytesOf(i))
			continue
		case css.WhitespaceToken, css.ColonToken, css.IdentToken, css.CommaToken:
			continue
		case css.FunctionToken:
			name := a.bytesOf(i)
			name = name[:len(name)-1]
			set := strings.ToLower(unescape(name))
			sets = append(sets, set == "image-set" || set == "-webkit-image-set")
			continue
		case css.LeftParenthesisToken:
			sets = append(sets, false)
		case css.RightParenthesisToken:
			if len(sets) > 0 {
				sets = sets[:len(sets)-1]
			}
		case css.URLToken:
			if found != nil {
				found(i, ignore)
			}
		case css.StringToken:
			if found != nil && len(sets) > 0 && sets[len(sets)-1] {
				found(i, ignore)
			}
		case css.BadStringToken:
			a.warn(CodeBadString, a.rangeOf(i), "A string ends with the line", "close the quote, or write \\ before the line break")
		case css.BadURLToken:
			a.warn(CodeBadURL, a.rangeOf(i), fmt.Sprintf("%q is no valid url()", a.bytesOf(i)), "put the address in quotes")
		}
		// A comment at the start of a declaration is about all of it; a later one about
		// the reference that follows.
		ignore = a.ignoreBegin
	}
}

// reference adds one URL or string.
func (a *analyzer) reference(i int, ignore bool) {
	if u := a.urlOf(i); u.Specifier != "" {
		u.Ignore = ignore
		a.sheet.URLs = append(a.sheet.URLs, u)
	}
}

// urlOf reads the URL or string of token i; its Specifier is "" where that is no
// file.
func (a *analyzer) urlOf(i int) URL {
	r := a.rangeOf(i)
	u := URL{Start: r.Start, End: r.End, Form: String}
	if a.tokens[i].kind == css.URLToken {
		u.Specifier, u.Form = parseURL(a.bytesOf(i))
	} else {
		u.Specifier = location(parseString(a.bytesOf(i)))
	}
	if strings.HasPrefix(u.Specifier, "#") {
		u.Specifier = ""
	}
	return u
}
