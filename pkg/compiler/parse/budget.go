package parse

import (
	"bytes"
	"time"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2/js"
)

// The library takes O(n) for `x => ...` that stands directly in a scope of n
// names: 0.3 s for 5,000 of both, 36 s for 50,000. Files below budgetSize cannot
// have enough of them to matter; larger ones are parsed against the clock, and
// what takes too long is rewritten by esbuild, whose `(x) =>` takes another path.
//
// The time is some seventy times what the slowest honest text needs, because the
// result of a build must not depend on how busy the machine is.
const budgetSize = 96 << 10

// budgetTime is the time for each MB that has begun. Tests shorten it.
var budgetTime = 10 * time.Second

// parseBudget parses with a time limit. The library cannot be stopped, so a
// parse that is too slow goes on in the background on memory nobody else uses.
func parseBudget(text []byte, script bool) ([]js.IStmt, *fault) {
	type answer struct {
		list []js.IStmt
		err  *fault
	}
	done := make(chan answer, 1)
	go func() {
		list, err := parseNow(text, script)
		done <- answer{list, err}
	}()
	limit := budgetTime * time.Duration(1+len(text)>>20)
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case a := <-done:
		return a.list, a.err
	case <-timer.C:
		return nil, &fault{message: "the parser took too long", slow: true}
	}
}

// indexPort returns the first "port" in text with at least two bytes before it,
// the common end of import and export.
func indexPort(text []byte) int {
	if len(text) < 6 {
		return -1
	}
	i := bytes.Index(text[2:], []byte("port"))
	if i < 0 {
		return -1
	}
	return i + 2
}

// offsetOf turns a position as the library reports it (lines from 1, columns in
// runes from 1) into an offset.
func offsetOf(text []byte, line, column int) int {
	i := 0
	for ; line > 1 && i < len(text); line-- {
		i = lineEnd2(text, i)
	}
	for ; column > 1 && i < len(text); column-- {
		_, size := utf8.DecodeRune(text[i:])
		i += size
	}
	return i
}

// lineEnd2 returns the offset of the line after the one that i is in.
func lineEnd2(text []byte, i int) int {
	for i < len(text) {
		switch c := text[i]; {
		case c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			return i + 2
		case c == '\n' || c == '\r':
			return i + 1
		case c == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0xA8 || text[i+2] == 0xA9):
			return i + 3
		}
		i++
	}
	return i
}
