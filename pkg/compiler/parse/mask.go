package parse

import (
	"bytes"
)

// clause is the import attributes that were masked at start.
type clause struct {
	start    int
	attrs    map[string]string
	deferred bool // not attributes but the word defer, of import defer * as ns
}

// maskDefer blanks the word in front of offset in
//
//	import defer * as ns from "x"
//
// whose module is then evaluated at once, as it is where nobody asks late.
func maskDefer(text []byte, offset int) (c clause, ok bool) {
	if offset >= len(text) || text[offset] != '*' {
		return c, false
	}
	end := trimTrivia(text, offset)
	start := end - len("defer")
	if start < 0 || string(text[start:end]) != "defer" {
		return c, false
	}
	if i := trimTrivia(text, start); i == start || i < 6 || string(text[i-6:i]) != "import" {
		return c, false
	}
	copy(text[start:end], "     ")
	return clause{start: start, deferred: true}, true
}

// sourcePhase returns where the statement starts that made the library fail at
// offset, if it asks for the source of a module and not for its exports:
//
//	import source x from "./x.wasm"
func sourcePhase(text []byte, offset int) (start int, ok bool) {
	if offset >= len(text) || !identTable[text[offset]] {
		return 0, false
	}
	word := trimTrivia(text, offset)
	if start = word - len("source"); start < 0 || string(text[start:word]) != "source" {
		return 0, false
	}
	i := trimTrivia(text, start)
	if i == start || i < len("import") || string(text[i-len("import"):i]) != "import" {
		return 0, false
	}
	return i - len("import"), true
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
		if !c.deferred && c.start >= end && c.start <= next {
			return c.attrs
		}
	}
	return nil
}

// isDeferred reports whether the word defer was masked between start and end.
func (w *walker) isDeferred(start, end int) bool {
	for _, c := range w.clauses {
		if c.deferred && c.start >= start && c.start < end {
			return true
		}
	}
	return false
}
