package minify

import (
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/parse"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// mangle gives what nested scopes of a script declare short names. ok is false when
// the text cannot be read.
//
// A name may hide one of the scopes around that is not needed where it is seen. So
// nearly all functions begin with the same few names, in the order in which they are
// declared, and the text compresses better than with names that differ by depth, which
// is what esbuild gives:
//
//	function(e,t){return e.map(function(e,n){return t(e,n)})}
//
// The byte behind text is written to where text has room for it.
func mangle(text []byte, module bool) (edits []source.Edit, ok bool) {
	buf := text
	if cap(buf) == len(buf) {
		buf = append(make([]byte, 0, len(text)+1), text...)
	}
	b, ok := parse.Bind(buf, module)
	if !ok {
		return nil, false
	}
	names := shortNames(b)
	edits = make([]source.Edit, 0, len(b.Names))
	for _, n := range b.Names {
		name := names[n.Symbol]
		if name == "" {
			continue
		}
		old := text[n.Start:n.End]
		if old[0] == '#' {
			name = "#" + name
		}
		if string(old) == name {
			continue
		}
		e := source.Edit{Start: n.Start, End: n.End, New: name}
		if n.Shorthand {
			e.New = string(old) + ":" + name
		}
		edits = append(edits, e)
	}
	return edits, true
}

// shortNames chooses a name for every symbol; "" for those that keep theirs.
func shortNames(b *parse.Bindings) []string {
	outer := outerSymbols(b)
	names := make([]string, len(b.Symbols))
	number := make([]int32, len(b.Symbols)) // of its name in the order of short names, -1 for another one
	for i := range b.Symbols {
		if s := &b.Symbols[i]; s.Fixed {
			number[i] = shortNumber(s.Text)
		}
	}
	// By kind of name and number, the scope that cannot take it, plus one.
	var taken [2][]int32
	labels := make([]int32, len(b.Scopes)) // around and of each scope
	for scope := range b.Scopes {
		mark := int32(scope + 1)
		take := func(symbol int32) {
			if n, k := number[symbol], kindOf(&b.Symbols[symbol]); n >= 0 && k != label {
				for int(n) >= len(taken[k]) {
					taken[k] = append(taken[k], 0)
				}
				taken[k][n] = mark
			}
		}
		for _, s := range outer[scope] {
			take(s)
		}
		own := &b.Scopes[scope]
		for s := own.From; s < own.To; s++ {
			if b.Symbols[s].Fixed {
				take(s)
			}
		}
		if own.Parent >= 0 {
			labels[scope] = labels[own.Parent]
		}
		var next [2]int32
		for s := own.From; s < own.To; s++ {
			if b.Symbols[s].Fixed {
				continue
			}
			k := kindOf(&b.Symbols[s])
			if k == label { // which may not hide another one
				names[s] = ShortName(int(labels[scope]))
				labels[scope]++
				continue
			}
			n := next[k]
			for int(n) < len(taken[k]) && taken[k][n] == mark || isReserved(n) {
				n++
			}
			next[k] = n + 1
			number[s], names[s] = n, ShortName(int(n))
		}
	}
	return names
}

// outerSymbols are, by scope, the symbols of scopes around it that are needed in it.
func outerSymbols(b *parse.Bindings) [][]int32 {
	// Occurrences by symbol, so that one mark by scope tells what is listed already.
	count := make([]int32, len(b.Symbols)+1)
	for i := range b.Names {
		count[b.Names[i].Symbol+1]++
	}
	for i := 1; i < len(count); i++ {
		count[i] += count[i-1]
	}
	scopes := make([]int32, len(b.Names))
	at := append([]int32(nil), count...)
	for i := range b.Names {
		s := b.Names[i].Symbol
		scopes[at[s]] = b.Names[i].Scope
		at[s]++
	}
	outer := make([][]int32, len(b.Scopes))
	listed := make([]int32, len(b.Scopes))
	for home := range b.Scopes {
		for s := b.Scopes[home].From; s < b.Scopes[home].To; s++ {
			for _, scope := range scopes[count[s]:count[s+1]] {
				for scope != int32(home) && listed[scope] != s+1 {
					listed[scope] = s + 1
					outer[scope] = append(outer[scope], s)
					scope = b.Scopes[scope].Parent
				}
			}
		}
	}
	return outer
}

// Kinds of symbols, whose names do not meet.
const (
	variable = iota
	private
	label
)

func kindOf(s *parse.Symbol) int {
	switch s.Text[0] {
	case '#':
		return private
	case ':':
		return label
	}
	return variable
}

const (
	// FirstLetters are what names begin with, the most frequent letters of minified
	// code first.
	FirstLetters = "etnrisouaflchpdvmgybwESxTNCkLAOM_DPHBjFIqRUzWXV$JKQGYZ"
	otherLetters = FirstLetters + "0516372984"

	// TwoLetters is how many names of two letters there are.
	TwoLetters = len(FirstLetters) * len(otherLetters)
)

// ShortName is name number n: e, t, ... Z, ee, te, ...
func ShortName(n int) string {
	var name [8]byte
	name[0] = FirstLetters[n%len(FirstLetters)]
	size := 1
	for n /= len(FirstLetters); n > 0; n /= len(otherLetters) {
		n--
		name[size] = otherLetters[n%len(otherLetters)]
		size++
	}
	return string(name[:size])
}

var letterNumber = func() (t [256]int32) {
	for i := range t {
		t[i] = -1
	}
	for i := range otherLetters {
		t[otherLetters[i]] = int32(i)
	}
	return t
}()

// shortNumber is the number of a name, -1 for those that shortName does not give
// here: of more than three letters.
func shortNumber(name string) int32 {
	if name[0] == ':' || name[0] == '#' {
		name = name[1:]
	}
	if len(name) == 0 || len(name) > 3 {
		return -1
	}
	n := int32(0)
	for i := len(name) - 1; i > 0; i-- {
		d := letterNumber[name[i]]
		if d < 0 {
			return -1
		}
		n = n*int32(len(otherLetters)) + d + 1
	}
	first := letterNumber[name[0]]
	if first < 0 || int(first) >= len(FirstLetters) {
		return -1
	}
	return n*int32(len(FirstLetters)) + first
}

// reservedNumbers are the names that cannot be those of variables of strict code
// everywhere: for (of of x) is none.
var reservedNumbers = func() map[int32]bool {
	m := map[int32]bool{}
	for _, w := range strings.Fields("do if in of for let new try var NaN") {
		m[shortNumber(w)] = true
	}
	return m
}()

func isReserved(n int32) bool { return n >= int32(len(FirstLetters)) && reservedNumbers[n] }
