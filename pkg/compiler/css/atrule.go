package css

import (
	"bytes"
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// atRule reads an at-rule up to its semicolon or opening brace. URLs in its
// prelude (@namespace, @document) are names, not references.
func (a *analyzer) atRule() {
	start := a.at
	end := a.scan(a.at+1, false)
	name := strings.ToLower(unescape(a.bytesOf(a.at)[1:]))
	block := a.tokens[end].kind == css.LeftBraceToken
	// The rule ends behind its semicolon; a brace or the end is not part of it.
	whole := Range{a.tokens[start].start, a.tokens[end].start}
	if a.tokens[end].kind == css.SemicolonToken {
		whole.End = a.tokens[end+1].start
	}
	top := len(a.open) == 0
	// A rule that Edits removes leaves the semicolon behind; that does no harm.
	if a.tokens[end].kind == css.ErrorToken {
		a.dangling = ";"
	}
	switch {
	case block:
		a.late = true
		a.open = append(a.open, end)
		a.tokensOf(start, end, nil)
		a.at = end + 1
		return
	case name == "import":
		a.importRule(start, end, whole, top)
	case name == "charset":
		// Only the first bytes of a file can be one, but others mean nothing either.
		if top && a.sheet.Charset.IsZero() {
			a.sheet.Charset = whole
		}
	case name == "layer":
		if top && !a.late {
			a.layers = append(a.layers, whole)
		}
	case name == "namespace":
		if top {
			a.sheet.Namespaces = append(a.sheet.Namespaces, whole)
		}
		a.late = true
	default:
		// Such as @value or @tailwind, which other tools take away: they do not count
		// as rules that an import must come before.
		a.tokensOf(start, end, nil)
	}
	a.at = end
}

// importRule reads
//
//	@import "a.css" layer(base) supports(display: grid) screen and (color);
func (a *analyzer) importRule(start, end int, whole Range, top bool) {
	if !top || a.late {
		a.warn(CodeImportLate, whole, "This @import has no effect, as it does not stand before all rules", "move it to the start of the file")
		return
	}
	i := a.skip(start + 1)
	imp := Import{Start: whole.Start, End: whole.End, Ignore: a.ignoreBegin}
	switch {
	case i >= end:
	case a.tokens[i].kind == css.StringToken:
		imp.Specifier = location(parseString(a.bytesOf(i)))
	case a.tokens[i].kind == css.URLToken:
		imp.Specifier, _ = parseURL(a.bytesOf(i))
	}
	if imp.Specifier == "" {
		a.warn(CodeImportInvalid, whole, "This @import names no style sheet", `write @import "name.css"`)
		return
	}
	imp.Spec = a.rangeOf(i)
	a.conditions(&imp, i+1, end)
	a.sheet.Imports = append(a.sheet.Imports, imp)
	a.sheet.Layers = append(a.sheet.Layers, a.layers...)
	a.layers = nil
}

// conditions reads the tokens [i, end) behind the address of an import. Their
// order is fixed: layer, supports, media queries.
func (a *analyzer) conditions(imp *Import, i, end int) {
	imp.Tail = a.textBetween(i, end)
	i = min(a.skip(i), end)
	if i < end {
		switch word := strings.ToLower(string(a.bytesOf(i))); {
		case word == "layer" && a.tokens[i].kind == css.IdentToken:
			imp.Layered = true
			i++
		case word == "layer(" && a.tokens[i].kind == css.FunctionToken:
			imp.Layered = true
			close := a.closing(i, end)
			imp.Layer = a.textBetween(i+1, close)
			i = min(close+1, end)
		}
		i = min(a.skip(i), end)
	}
	if i < end && a.tokens[i].kind == css.FunctionToken && strings.EqualFold(string(a.bytesOf(i)), "supports(") {
		close := a.closing(i, end)
		imp.Supports = a.textBetween(i+1, close)
		i = min(close+1, end)
	}
	imp.Media = a.textBetween(i, end)
}

// closing returns the token that closes the parenthesis of token i, or end.
func (a *analyzer) closing(i, end int) int {
	depth := 0
	for ; i < end; i++ {
		switch a.tokens[i].kind {
		case css.FunctionToken, css.LeftParenthesisToken:
			depth++
		case css.RightParenthesisToken:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return end
}

// textBetween is the text of tokens [i, end) without outer white space and
// comments.
func (a *analyzer) textBetween(i, end int) string {
	i = min(a.skip(i), end)
	for end > i && (a.tokens[end-1].kind == css.WhitespaceToken || a.tokens[end-1].kind == css.CommentToken) {
		end--
	}
	return string(bytes.TrimSpace(a.text[a.tokens[i].start:a.tokens[end].start]))
}
