package parse

import (
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// constantList returns the value of "a b".split(" ").
func constantList(e js.IExpr) ([]string, bool) {
	object, method, args := methodCall(e)
	if object == nil || method != "split" || len(args) != 1 {
		return nil, false
	}
	text, ok := requestText(object)
	if !ok {
		return nil, false
	}
	by, ok := requestText(args[0])
	if !ok || by == "" {
		return nil, false
	}
	return strings.Split(text, by), true
}

// methodCall takes x.method(args) apart; object is nil for anything else.
func methodCall(e js.IExpr) (object js.IExpr, method string, args []js.IExpr) {
	c, ok := unwrap(e).(*js.CallExpr)
	if !ok || c.Optional {
		return nil, "", nil
	}
	d, ok := c.X.(*js.DotExpr)
	if !ok || d.Optional {
		return nil, "", nil
	}
	y, ok := d.Y.(js.LiteralExpr)
	if !ok {
		return nil, "", nil
	}
	for i := range c.Args.List {
		if c.Args.List[i].Rest {
			return nil, "", nil
		}
		args = append(args, c.Args.List[i].Value)
	}
	return d.X, string(y.Data), args
}

// ascii: lengths in bytes are those of JavaScript.
func ascii(s string) bool { return utf8.RuneCountInString(s) == len(s) }

// plainPattern returns the only text that a pattern without operators matches.
func plainPattern(re *graph.Regexp) (string, bool) {
	if re == nil {
		return "", false
	}
	var text []byte
	for i := 0; i < len(re.Source); i++ {
		c := re.Source[i]
		switch {
		case c == '\\' && i+1 < len(re.Source) && strings.IndexByte(`\^$.*+?()[]{}|/-`, re.Source[i+1]) >= 0:
			i++
			c = re.Source[i]
		case strings.IndexByte(`\^$.*+?()[]{}|`, c) >= 0 || c >= utf8.RuneSelf:
			return "", false
		}
		text = append(text, c)
	}
	return string(text), true
}
