package css

import (
	"fmt"
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// selector reads the prelude of a rule. inner is the mode of the rules in its
// block, and c.ended that of the declarations: :global .a {...} names no local
// keyframes. classes are the local classes of which the whole selector is made, and
// only says that nothing but :local or :global stands there.
func (c *scoper) selector(from, to int, global bool) (inner bool, classes []string, only bool) {
	type level struct {
		global bool
		cut    bool // its closing parenthesis goes
	}
	mode, stack := global, []level(nil)
	simple, any := true, false
	for i := from; i < to; i++ {
		switch kind := c.tokens[i].kind; kind {
		case css.WhitespaceToken, css.CommentToken:
			if k := c.skip(i); k < to && c.tokens[k].kind != css.CommaToken && any && kind == css.WhitespaceToken && len(stack) == 0 && i > from {
				if b := c.tokens[i-1].kind; b != css.CommaToken {
					simple = false
				}
			}
		case css.CommaToken:
			if len(stack) == 0 {
				mode = global
			}
		case css.DelimToken:
			if string(c.bytesOf(i)) == "." && c.isName(i+1) && i+1 < to {
				any = true
				if !mode {
					c.local(i+1, 0)
					// A custom property token in a selector is a class of that name.
					n := &c.n.Locals[len(c.n.Locals)-1]
					if n.Dashed {
						c.undash(n)
					}
					classes = append(classes, n.Name)
				} else {
					simple = false
				}
				i++
				continue
			}
			any, simple = true, false
		case css.HashToken:
			any, simple = true, false
			if !mode {
				c.local(i, 1)
			}
		case css.LeftBracketToken:
			any, simple = true, false
			for i < to && c.tokens[i].kind != css.RightBracketToken {
				i++
			}
		case css.ColonToken:
			word := ""
			if i+1 < to {
				word = strings.ToLower(string(c.bytesOf(i + 1)))
			}
			switch {
			case word == "local" || word == "global":
				mode = word == "global"
				end := i + 2
				for end < to && c.tokens[end].kind == css.WhitespaceToken {
					end++
				}
				if end == to && !any { // :global {
					c.ended = mode
					return mode, nil, true
				}
				c.cut(Range{c.tokens[i].start, c.tokens[end].start})
				i = end - 1
			case word == "local(" || word == "global(":
				stack = append(stack, level{mode, true})
				mode = word == "global("
				end := c.skip(i + 2)
				c.cut(Range{c.tokens[i].start, c.tokens[end].start})
				i = end - 1
			default:
				any, simple = true, false
			}
		case css.FunctionToken, css.LeftParenthesisToken:
			stack = append(stack, level{mode, false})
		case css.RightParenthesisToken:
			if n := len(stack); n > 0 {
				mode = stack[n-1].global
				if stack[n-1].cut {
					c.cut(c.rangeOf(i))
				}
				stack = stack[:n-1]
			}
		default:
			any, simple = true, false
			if c.isName(i) && c.values[unescape(c.bytesOf(i))] {
				c.n.Values = append(c.n.Values, Value{c.rangeOf(i), unescape(c.bytesOf(i))})
			}
		}
	}
	if !simple {
		classes = nil
	}
	c.ended = mode
	return global, classes, false
}

// undash makes a name that was read as one of a custom property that of a class.
func (c *scoper) undash(n *Local) {
	key := "--" + n.Name
	i := c.index[key]
	e := &c.n.Exports[i]
	n.Name, n.Dashed = key, false
	if e.Dashed && e.At == n.Range { // it was made for this place
		e.Name, e.Dashed = key, false
		return
	}
	c.n.Exports = append(c.n.Exports, Export{Name: key, Local: true, At: n.Range})
	c.index[key] = len(c.n.Exports) - 1
}

// declaration reads "name: value".
func (c *scoper) declaration(from, to int, global bool, classes []string) {
	colon := c.skip(from + 1)
	if colon >= to || c.tokens[colon].kind != css.ColonToken || c.tokens[from].kind != css.IdentToken {
		c.uses(from, to, global)
		return
	}
	name := strings.ToLower(unescape(c.bytesOf(from)))
	plain := name
	if strings.HasPrefix(name, "-") {
		if _, rest, ok := strings.Cut(name[1:], "-"); ok {
			plain = rest
		}
	}
	switch {
	case name == "composes" || name == "compose-with":
		c.composes(from, colon+1, to, classes)
		return
	case plain == "animation" && c.o.Animation && !global:
		c.idents(colon+1, to, animationWords)
	case plain == "animation-name" && c.o.Animation && !global:
		c.idents(colon+1, to, nameWords)
	case (plain == "container-name" || plain == "container") && c.o.Container && !global:
		c.idents(c.skip(colon+1), c.before(colon+1, to, "/"), nameWords)
	case strings.HasPrefix(plain, "grid") && c.o.Grid && !global:
		c.grid(plain, colon+1, to)
	case (plain == "list-style" || plain == "list-style-type") && c.o.Idents && !global:
		for i := colon + 1; i < to; i++ {
			if c.tokens[i].kind == css.IdentToken && c.styles[unescape(c.bytesOf(i))] {
				c.local(i, 0)
			}
		}
	}
	c.uses(colon+1, to, global)
}

// before is the first of tokens [from, to) that is a delimiter, or to.
func (c *scoper) before(from, to int, delim string) int {
	for i := from; i < to; i++ {
		if c.tokens[i].kind == css.DelimToken && string(c.bytesOf(i)) == delim {
			return i
		}
	}
	return to
}

// words are keywords, each with how often it may stand for itself in one part of
// the value; what comes more often is a name.
type words map[string]int

var nameWords = words{"none": 99, "initial": 99, "inherit": 99, "unset": 99, "revert": 99, "revert-layer": 99, "normal": 99}

var animationWords = func() words {
	w := words{"none": 99, "initial": 99, "inherit": 99, "unset": 99, "revert": 99, "revert-layer": 99}
	for _, s := range strings.Fields("normal reverse alternate alternate-reverse forwards backwards both infinite paused running ease ease-in ease-out ease-in-out linear step-end step-start auto") {
		w[s] = 1
	}
	return w
}()

// idents makes the identifiers of a value local, except for keywords.
func (c *scoper) idents(from, to int, known words) {
	seen := make(map[string]int)
	depth := 0
	for i := from; i < to; i++ {
		switch c.tokens[i].kind {
		case css.ColonToken: // :global(name)
			if i+1 < to && c.tokens[i+1].kind == css.FunctionToken {
				word := strings.ToLower(string(c.bytesOf(i + 1)))
				if word == "global(" || word == "local(" {
					close := c.closing(i+1, to)
					c.cut(Range{c.tokens[i].start, c.tokens[i+2].start})
					if close < to {
						c.cut(c.rangeOf(close))
					}
					if k := c.skip(i + 2); word == "local(" && k < close {
						c.local(k, 0)
					}
					i = close
				}
			}
		case css.FunctionToken, css.LeftParenthesisToken:
			depth++
		case css.RightParenthesisToken:
			depth--
		case css.CommaToken:
			if depth == 0 {
				clear(seen)
			}
		case css.IdentToken:
			if depth > 0 {
				continue
			}
			name := unescape(c.bytesOf(i))
			if c.values[name] {
				continue
			}
			word := strings.ToLower(name)
			if n, ok := known[word]; ok && seen[word] < n {
				seen[word]++
				continue
			}
			c.local(i, 0)
		case css.StringToken:
			if depth == 0 {
				name := parseString(c.bytesOf(i))
				c.export(name, false, c.rangeOf(i)).Local = true
				c.n.Locals = append(c.n.Locals, Local{Range: c.rangeOf(i), Name: name})
			}
		}
	}
}

// uses finds names of @value and of custom properties in a value.
func (c *scoper) uses(from, to int, global bool) {
	for i := from; i < to; i++ {
		switch c.tokens[i].kind {
		case css.CustomPropertyNameToken:
			if c.values[unescape(c.bytesOf(i))] {
				c.n.Values = append(c.n.Values, Value{c.rangeOf(i), unescape(c.bytesOf(i))})
				continue
			}
			// var(--x from global)
			k := c.skip(i + 1)
			if k < to && c.tokens[k].kind == css.IdentToken && string(c.bytesOf(k)) == "from" {
				from := c.skip(k + 1)
				if from < to && string(c.bytesOf(from)) == "global" {
					c.cut(Range{c.tokens[i+1].start, c.tokens[from+1].start})
					i = from
					continue
				}
			}
			call := i+1 < to && c.tokens[i+1].kind == css.LeftParenthesisToken
			if !global && c.o.Dash && (c.o.Function || !call) {
				c.local(i, 0)
			}
		case css.IdentToken:
			if name := unescape(c.bytesOf(i)); c.values[name] {
				c.n.Values = append(c.n.Values, Value{c.rangeOf(i), name})
			}
		}
	}
}

// composes reads
//
//	composes: a b;
//	composes: a from "./x.css", b from global;
func (c *scoper) composes(start, from, to int, classes []string) {
	whole := Range{c.tokens[start].start, c.tokens[to].start}
	if c.tokens[to].kind == css.SemicolonToken {
		whole.End = c.tokens[to+1].start
	}
	c.cut(whole)
	if len(classes) == 0 {
		c.warn(CodeComposes, Range{c.tokens[start].start, c.tokens[to].start}, "Only a rule for one class can compose others", "move it to a rule such as .name { }")
		return
	}
	add := func(p Part) {
		for _, name := range classes {
			e := c.export(name, false, p.At)
			e.Local = true
			e.Parts = append(e.Parts, p)
		}
	}
	for i := from; i < to; {
		end := i
		for end < to && c.tokens[end].kind != css.CommaToken {
			end++
		}
		file, toGlobal, last := 0, false, end
		for k := i; k < end; k++ {
			if c.tokens[k].kind == css.IdentToken && string(c.bytesOf(k)) == "from" {
				at := c.skip(k + 1)
				switch {
				case at < end && string(c.bytesOf(at)) == "global":
					toGlobal, last = true, k
				case at < end && c.file(at) != 0:
					file, last = c.file(at), k
				case at < end:
					c.warn(CodeComposes, c.rangeOf(at), fmt.Sprintf("%q is no style sheet", c.bytesOf(at)), `write from "./file.css", or from global`)
					last = k
				}
			}
		}
		for k := i; k < last; k++ {
			name := ""
			switch {
			case c.isName(k):
				name = unescape(c.bytesOf(k))
			case c.tokens[k].kind == css.FunctionToken && strings.EqualFold(string(c.bytesOf(k)), "global("):
				// composes: global(a)
				if inside := c.skip(k + 1); inside < last {
					add(Part{Text: unescape(c.bytesOf(inside)), At: c.rangeOf(inside)})
				}
				k = c.closing(k, last)
				continue
			default:
				continue
			}
			switch {
			case toGlobal:
				add(Part{Text: name, At: c.rangeOf(k)})
			case file != 0:
				add(Part{File: file, Name: name, At: c.rangeOf(k)})
			default:
				add(Part{Own: name, At: c.rangeOf(k)})
			}
		}
		i = end + 1
	}
}
