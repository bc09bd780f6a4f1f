package css

import (
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// gridPlaces are the properties whose identifiers are names of lines and areas;
// gridTemplates have names in brackets, and other identifiers are keywords.
var (
	gridPlaces    = strings.Fields("grid-area grid-column grid-column-end grid-column-start grid-row grid-row-end grid-row-start")
	gridTemplates = strings.Fields("grid grid-template grid-template-areas grid-template-columns grid-template-rows")
	gridWords     = words{"auto": 99, "span": 99, "initial": 99, "inherit": 99, "unset": 99, "revert": 99, "revert-layer": 99}
)

// grid makes the names in the value of a grid property local:
//
//	grid-template: [top] "head head" 1fr / repeat(2, [col] 1fr);
//	grid-area: head;
func (c *scoper) grid(property string, from, to int) {
	if hasWord(gridPlaces, property) {
		c.idents(from, to, gridWords)
		return
	}
	if !hasWord(gridTemplates, property) {
		return
	}
	areas := property != "grid-template-columns" && property != "grid-template-rows"
	for i := from; i < to; i++ {
		switch c.tokens[i].kind {
		case css.LeftBracketToken:
			for i = c.skip(i + 1); i < to && c.tokens[i].kind == css.IdentToken; i = c.skip(i + 1) {
				if !c.values[unescape(c.bytesOf(i))] {
					c.local(i, 0)
				}
			}
			for i < to && c.tokens[i].kind != css.RightBracketToken {
				i++
			}
		case css.StringToken:
			if areas {
				c.cells(c.rangeOf(i))
			}
		}
	}
}

// cells reads a row of areas: names between white space; dots are cells without.
func (c *scoper) cells(row Range) {
	at := row.Start + 1
	for _, cell := range strings.FieldsFunc(string(c.text[row.Start+1:max(row.Start+1, row.End-1)]), isSpace) {
		start := at + uint32(strings.Index(string(c.text[at:row.End]), cell))
		at = start + uint32(len(cell))
		if strings.Trim(cell, ".") == "" {
			continue
		}
		place, name := Range{start, at}, unescape([]byte(cell))
		c.export(name, false, place).Local = true
		c.n.Locals = append(c.n.Locals, Local{Range: place, Name: name})
	}
}

func isSpace(r rune) bool { return strings.ContainsRune(" \t\r\n\f", r) }

func hasWord(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}
