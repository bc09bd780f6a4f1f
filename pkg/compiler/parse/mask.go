package parse

import (
	"bytes"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// clause is the import attributes that were masked at start.
type clause struct {
	start int
	attrs map[string]string
	phase graph.Phase // not attributes but the word defer or source
}

// maskPhase blanks the word at or before offset that asks for a module otherwise
// than to run it:
//
//	import defer * as ns from "x"
//	import source x from "x"
//	import.defer("x"), import.source("x")
//
// The library then reads a plain import, and the walker asks phase for the word.
func maskPhase(text []byte, offset int) (c clause, ok bool) {
	if offset >= len(text) {
		return c, false
	}
	start, end := offset, wordEnd(text, offset, len(text))
	dot := trimTrivia(text, offset) - 1
	call := dot > 0 && text[dot] == '.'
	if call {
		c.start = dot
	} else {
		end = trimTrivia(text, offset)
		start = max(end-len("defer"), 0)
		if text[offset] != '*' {
			start = max(end-len("source"), 0)
		}
		c.start = start
	}
	switch word := string(text[start:end]); {
	case word == "defer" && (call || text[offset] == '*'):
		c.phase = graph.PhaseDefer
	case word == "source" && (call || identTable[text[offset]]):
		c.phase = graph.PhaseSource
	default:
		return c, false
	}
	i := trimTrivia(text, c.start)
	if i == c.start && !call || i < len("import") || string(text[i-len("import"):i]) != "import" {
		return c, false
	}
	for i := start; i < end; i++ {
		text[i] = ' '
	}
	text[c.start] = ' '
	return c, true
}

// maskAttributes blanks the `with {...}` or `assert {...}` whose brace made the
// library fail at offset, and returns it; ok is false when there is none:
//
//	import data from "./data.json" with { type: "json" }
//
// The text keeps its length, so offsets stay those of the file. It has room for
// one more byte, as buffer makes it.
func maskAttributes(text []byte, offset int) (c clause, ok bool) {
	n := len(text)
	if offset >= n || text[offset] != '{' {
		return c, false
	}
	i := trimTrivia(text, offset)
	start := i
	for start > 0 && identTable[text[start-1]] {
		start--
	}
	if word := string(text[start:i]); word != "with" && word != "assert" {
		return c, false
	}
	if j := trimTrivia(text, start); j == 0 || text[j-1] != '"' && text[j-1] != '\'' {
		return c, false
	}
	c = clause{start: start, attrs: map[string]string{}}
	at := func() byte {
		if offset < n {
			return text[offset]
		}
		return 0
	}
	src := text[:n+1] // with the NUL behind it
	space := func() { offset = skipTrivia(src, offset, n) }
	offset++
	for {
		space()
		if at() == '}' {
			break
		}
		var key string
		if q := at(); q == '"' || q == '\'' {
			end := stringEnd(text, offset)
			key, offset = unquote(text[offset:end]), end
		} else {
			end := wordEnd(text, offset, n)
			key, offset = string(text[offset:end]), end
		}
		if space(); at() != ':' {
			return c, false
		}
		offset++
		if space(); at() != '"' && at() != '\'' {
			return c, false
		}
		end := stringEnd(text, offset)
		c.attrs[key], offset = unquote(text[offset:end]), end
		if space(); at() == ',' {
			offset++
		} else if at() != '}' {
			return c, false
		}
	}
	for i := start; i <= offset; i++ {
		if text[i] != '\n' && text[i] != '\r' {
			text[i] = ' '
		}
	}
	return c, true
}

// maxPowers bounds how often a file is parsed again for maskPower.
const maxPowers = 50

// maskPower makes up for the library's not taking ++ and -- in front of the base
// of a power, where the file has spaces around the operator, which is how
// esbuild prints it. offset is that of the operator:
//
//	y = --x ** 2  →  y = (--x)**2
//
// The base is a name with members. Whether it may be in parentheses, or would then
// be what a name in front of it is called with, is told by the byte before it.
func maskPower(text []byte, offset int) bool {
	if offset < 4 || offset+3 > len(text) || string(text[offset-1:offset+3]) != " ** " {
		return false
	}
	start := offset - 1
	for depth := 0; start > 0; start-- {
		switch c := text[start-1]; {
		case c == ']':
			depth++
		case c == '[' && depth > 0:
			depth--
		case !identTable[c] && c != '.' && c != '#':
			depth -= 99 // the end
		}
		if depth < 0 {
			break
		}
	}
	if start < 2 || start == offset-1 || string(text[start-2:start]) != "--" && string(text[start-2:start]) != "++" {
		return false
	}
	start -= 2
	switch before := trimTrivia(text, start); {
	case before == 0:
	case bytes.IndexByte([]byte("=(,?:;[{<>&|+-*%"), text[before-1]) < 0 && !(before >= 6 && string(text[before-6:before]) == "return" && (before == 6 || !identTable[text[before-7]] && text[before-7] != '.')):
		return false
	}
	copy(text[start+1:], text[start:offset-1])
	text[start], text[offset] = '(', ')'
	text[offset+1], text[offset+2] = '*', '*'
	return true
}

// stringEnd returns the offset behind the string literal at i.
func stringEnd(text []byte, i int) int {
	quote := text[i]
	for i++; i < len(text) && text[i] != quote; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(text))
}

// trimTrivia returns the offset behind the last token before i. Only block
// comments are seen, which is what stands within a line.
func trimTrivia(text []byte, i int) int {
	for {
		for i > 0 && (text[i-1] == ' ' || text[i-1] >= '\t' && text[i-1] <= '\r') {
			i--
		}
		if i < 4 || text[i-1] != '/' || text[i-2] != '*' {
			return i
		}
		open := bytes.LastIndex(text[:i-2], []byte("/*"))
		if open < 0 {
			return i
		}
		i = open
	}
}

// attributes returns those that were masked between end, where a specifier
// ends, and the next token.
func (w *walker) attributes(end int) map[string]string {
	if len(w.clauses) == 0 {
		return nil
	}
	next := w.at()
	for _, c := range w.clauses {
		if c.phase == graph.PhaseEvaluation && c.start >= end && c.start <= next {
			return c.attrs
		}
	}
	return nil
}

// phase returns what a word that was masked between start and end says.
func (w *walker) phase(start, end int) graph.Phase {
	for _, c := range w.clauses {
		if c.phase != graph.PhaseEvaluation && c.start >= start && c.start < end {
			return c.phase
		}
	}
	return graph.PhaseEvaluation
}
