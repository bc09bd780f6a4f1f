package css

import (
	"fmt"
	"strings"

	"github.com/tdewolff/parse/v2/css"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// purity is what LocalOptions.Pure knows of the place that is read. The rules are
// those of webpack's and css-loader's pure mode.
type purity struct {
	inside  bool // a rule around has only selectors with local names
	ignore  bool // a comment makes an exception of the next rule
	off     bool // of the whole sheet, or of keyframes
	started bool // a rule was read
}

// comment reads a comment between rules.
func (p *purity) comment(text []byte) {
	word, _, _ := strings.Cut(strings.TrimLeft(strings.Trim(string(text), "/*"), " \t\r\n"), " ")
	switch strings.TrimSpace(word) {
	case "cssmodules-pure-ignore":
		p.ignore = true
	case "cssmodules-pure-no-check":
		p.off = p.off || !p.started
	}
}

// skip switches the test off until the function it returns is called.
func (p *purity) skip() func() {
	before := p.off
	p.off, p.ignore, p.started = true, false, true
	return func() { p.off = before }
}

// enterPure tests the selector of tokens [i, open) of a rule that ends at close;
// mark is how many local names came before it. A rule that only has other rules in
// it is none that anything comes of. The function it returns leaves the rule.
func (c *scoper) enterPure(i, open, close, mark int) func() {
	before := c.pure
	pure := c.isPure(i, open, mark)
	if !pure && !before.inside && !before.ignore && !before.off && c.hasOwn(open+1, close) {
		last := open - 1
		for last > i && (c.tokens[last].kind == css.WhitespaceToken || c.tokens[last].kind == css.CommentToken) {
			last--
		}
		at := Range{c.tokens[i].start, c.rangeOf(last).End}
		c.warn(CodePure, at, fmt.Sprintf("The selector %q has no local class or id", strings.TrimSpace(string(c.text[at.Start:at.End]))),
			"add a class, or write /* cssmodules-pure-ignore */ before the rule")
		c.diags[len(c.diags)-1].Severity = diag.Error
	}
	c.pure = purity{inside: before.inside || pure, off: before.off, started: true}
	return func() {
		c.pure = before
		c.pure.ignore, c.pure.started = false, true
	}
}

// isPure reports whether each of the selectors in tokens [i, end) has one of the
// local names from mark on.
func (c *scoper) isPure(i, end, mark int) bool {
	depth, start := 0, c.tokens[i].start
	has := func(end uint32) bool {
		for _, l := range c.n.Locals[mark:] {
			if start <= l.Start && l.Start < end && !l.Dashed {
				return true
			}
		}
		return false
	}
	for ; i < end; i++ {
		switch c.tokens[i].kind {
		case css.FunctionToken, css.LeftParenthesisToken, css.LeftBracketToken:
			depth++
		case css.RightParenthesisToken, css.RightBracketToken:
			depth--
		case css.CommaToken:
			if depth > 0 {
				continue
			}
			if !has(c.tokens[i].start) {
				return false
			}
			start = c.tokens[i].start
		}
	}
	return has(c.tokens[end].start)
}

// hasOwn reports whether a block has declarations of its own, or nothing at all.
func (c *scoper) hasOwn(from, to int) bool {
	nested := false
	for i := from; i < to; {
		switch c.tokens[i].kind {
		case css.WhitespaceToken, css.CommentToken, css.SemicolonToken:
			i++
			continue
		}
		end := min(c.scan(i, false), to)
		if end == to || c.tokens[end].kind != css.LeftBraceToken {
			return true
		}
		nested = true
		i = c.close(end, to) + 1
	}
	return !nested
}
