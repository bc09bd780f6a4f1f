package config

import (
	"bytes"
	"sort"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v3"
)

// lineIndex turns the line and column of a yaml.Node into a byte offset.
type lineIndex struct {
	text   []byte
	starts []int // byte offset of each line
}

// newLineIndex splits text where YAML 1.1 does, which is not where an editor
// does: NEL, LS and PS end a line too.
func newLineIndex(text []byte) *lineIndex {
	ix := &lineIndex{text: text, starts: []int{0}}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		switch r {
		case '\r':
			if i < len(text) && text[i] == '\n' {
				i++
			}
			ix.starts = append(ix.starts, i)
		case '\n', '\u0085', '\u2028', '\u2029':
			ix.starts = append(ix.starts, i)
		}
	}
	return ix
}

// offset returns the byte at a 1-based line and a 1-based column in runes,
// moved into the text when it is outside.
func (ix *lineIndex) offset(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(ix.starts) {
		return len(ix.text)
	}
	at := ix.starts[line-1]
	for ; column > 1 && at < len(ix.text); column-- {
		_, size := utf8.DecodeRune(ix.text[at:])
		at += size
	}
	return at
}

// lineEnd returns the end of the line that holds offset at, without its break
// and without white space before it.
func (ix *lineIndex) lineEnd(at int) int {
	i := sort.SearchInts(ix.starts, at+1)
	end := len(ix.text)
	if i < len(ix.starts) {
		end = ix.starts[i]
	}
	return at + len(bytes.TrimRight(ix.text[at:end], " \t\r\n\u0085\u2028\u2029"))
}

// scalarSpan returns the bytes of a scalar. yaml.Node tells only where it
// starts, so the end is found by reading the token again: quotes are matched, a
// block scalar is its header, a plain scalar over several lines is its first.
func (ix *lineIndex) scalarSpan(n *yaml.Node) (start, end int) {
	start = ix.skipProperties(ix.offset(n.Line, n.Column))
	if start >= len(ix.text) {
		return len(ix.text), len(ix.text)
	}
	rest := ix.text[start:]
	switch {
	case rest[0] == '"':
		for i := 1; i < len(rest); i++ {
			if rest[i] == '\\' {
				i++
			} else if rest[i] == '"' {
				return start, start + i + 1
			}
		}
	case rest[0] == '\'':
		for i := 1; i < len(rest); i++ {
			if rest[i] == '\'' {
				if i+1 < len(rest) && rest[i+1] == '\'' {
					i++
					continue
				}
				return start, start + i + 1
			}
		}
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && bytes.HasPrefix(rest, []byte(n.Value)):
		return start, start + len(n.Value)
	}
	return start, ix.lineEnd(start)
}

// skipProperties moves over the anchor and the tag that may stand before a
// value, on the same line.
func (ix *lineIndex) skipProperties(at int) int {
	end := ix.lineEnd(at)
	for at < end && (ix.text[at] == '&' || ix.text[at] == '!') {
		i := bytes.IndexAny(ix.text[at:end], " \t")
		if i < 0 {
			break
		}
		at += i
		for at < end && (ix.text[at] == ' ' || ix.text[at] == '\t') {
			at++
		}
	}
	return at
}
