package npmrange

import (
	"fmt"
	"strings"
)

// partial is a version of which the end, or all of it, may be missing or a
// wildcard: "1", "1.x", "*", "v1.2.3-beta".
const partial = `([v= ]*)(` + number + `|[xX*])(?:\.(` + number + `|[xX*])(?:\.(` + number + `|[xX*])(?:` + prerelease + `)?)?)?`

var (
	buildText  = later(build)
	hyphenText = later(`^` + partial + ` - ` + partial + `$`)
	tildeText  = later(`^~>?` + partial + `$`)
	caretText  = later(`^\^` + partial + `$`)
	xText      = later(`^([<>]?=?)` + partial + `$`)
	starText   = later(`[<>]?=?\*`)
	plainText  = later(`^([<>]?=?)(v?` + fullVersion + `)$`)

	// An operator may stand apart from its version: "> 1.2.3", "^ 1".
	tildeSpace = later(`~>? +`)
	caretSpace = later(`\^ +`)
)

// bounds is the parsed form of one partial: the numbers that are given, and
// how many of them count.
type bounds struct {
	prefix string
	n      [3]uint64
	fixed  int // how many of n are given before the first wildcard
	pre    string
	// odd: a number follows a wildcard, "x.1" or "1.x.3".
	odd bool
	bad bool // a number is too large
}

// newBounds reads the five groups of partial. Numbers after a wildcard do not
// count, as at npm, even when they are too large.
func newBounds(groups []string) bounds {
	b := bounds{prefix: groups[0], pre: groups[4]}
	open := true
	for i, text := range groups[1:4] {
		if text == "" || text == "*" || text == "x" || text == "X" {
			open = false
			continue
		}
		n, ok := parseNumber(text)
		if !open {
			b.odd = true
			continue
		}
		b.bad = b.bad || !ok
		b.n[i] = n
		b.fixed++
	}
	return b
}

func version(major, minor, patch uint64, pre string) string {
	s := fmt.Sprintf("%d.%d.%d", major, minor, patch)
	if pre != "" {
		s += "-" + pre
	}
	return s
}

// floor is the lowest version of the partial.
func (b bounds) floor() string {
	n := b.n
	for i := b.fixed; i < 3; i++ {
		n[i] = 0
	}
	if b.fixed < 3 {
		return version(n[0], n[1], n[2], "")
	}
	return version(n[0], n[1], n[2], b.pre)
}

// after is the first version above everything that shares the first count
// numbers: after(1) of 1.2.3 is 2.0.0.
func (b bounds) after(count int) string {
	n := b.n
	n[count-1]++
	for i := count; i < 3; i++ {
		n[i] = 0
	}
	return version(n[0], n[1], n[2], "")
}

// prefixOfFull is what npm leaves in front of a full version of a hyphen range:
// "v" is allowed there, "=" makes it an error.
func (b bounds) prefixOfFull() string {
	if b.fixed < 3 {
		return ""
	}
	return b.prefix
}

// prefixOfRelease is the same for the right end, where npm drops the prefix of
// a prerelease.
func (b bounds) prefixOfRelease() string {
	if b.pre != "" {
		return ""
	}
	return b.prefix
}

// nothing is what npm writes for a set that no version satisfies.
const nothing = "<0.0.0-0"

func isNothing(c Comparator) bool { return c.String() == nothing }

// parseSet parses one alternative. bad is the part that is not understood.
func parseSet(s string) (set []Comparator, bad *string) {
	s = strings.Join(strings.FieldsFunc(s, isSpace), " ")
	s = buildText().ReplaceAllString(s, "")
	var words []string
	if m := hyphenText().FindStringSubmatch(s); m != nil {
		from, to := newBounds(m[1:6]), newBounds(m[6:11])
		if from.bad || to.bad {
			return nil, &s
		}
		words = hyphen(from, to)
	} else {
		s = joinOperators(s)
		s = tildeSpace().ReplaceAllString(s, "~")
		s = caretSpace().ReplaceAllString(s, "^")
		for _, word := range strings.Split(s, " ") {
			words = append(words, desugar(word)...)
		}
	}
	seen, empty := map[string]bool{}, false
	for _, word := range words {
		if word == "" || word == ">=0.0.0" {
			continue // any release
		}
		c, ok := comparator(word)
		if !ok {
			return nil, &word
		}
		empty = empty || isNothing(c)
		if !seen[c.String()] {
			seen[c.String()] = true
			set = append(set, c)
		}
	}
	if empty {
		// One bound that nothing satisfies makes the others moot; they had to parse.
		c, _ := comparator(nothing)
		set = []Comparator{c}
	}
	return set, nil
}

// joinOperators removes the space between an operator and its version: "> 1"
// becomes ">1". A "v" or "=" that belongs to the version may come first, and
// spaces inside that prefix stay, so that "v 1" is an error as it is at npm.
func joinOperators(s string) string {
	var out []byte
	for i := 0; i < len(s); {
		start := i
		if s[i] == '<' || s[i] == '>' {
			i++
		}
		for i < len(s) && strings.IndexByte("v= ", s[i]) >= 0 {
			i++
		}
		if i < len(s) && strings.IndexByte("0123456789xX*", s[i]) >= 0 {
			prefix := s[start:i]
			out = append(out, joinPrefix(prefix)...)
			start = i
			for i < len(s) && isVersionByte(s[i]) {
				i++
			}
		} else if i == start {
			i++
		}
		out = append(out, s[start:i]...)
	}
	return string(out)
}

// joinPrefix removes one space after the operator at the start of prefix.
func joinPrefix(prefix string) string {
	i := 0
	if strings.HasPrefix(prefix, " ") {
		i++
	}
	if i < len(prefix) && (prefix[i] == '<' || prefix[i] == '>') {
		i++
	}
	if i < len(prefix) && prefix[i] == '=' {
		i++
	}
	if i < len(prefix) && prefix[i] == ' ' {
		return prefix[:i] + prefix[i+1:]
	}
	return prefix
}

func isVersionByte(c byte) bool {
	return c == '.' || c == '-' || c == '*' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// hyphen is "1.2 - 2.3": a missing end on the left is zero, on the right a
// wildcard.
func hyphen(from, to bounds) []string {
	var words []string
	if from.fixed > 0 {
		words = append(words, ">="+from.prefixOfFull()+from.floor())
	}
	switch {
	case to.fixed == 0:
	case to.fixed < 3:
		words = append(words, "<"+to.after(to.fixed)+"-0")
	default:
		words = append(words, "<="+to.prefixOfRelease()+to.floor())
	}
	return words
}

// desugar turns one word, an operator with its partial, into comparators.
func desugar(word string) []string {
	if m := caretText().FindStringSubmatch(word); m != nil {
		if b := newBounds(m[1:]); !b.bad {
			return b.upTo(b.caretCount())
		}
		return []string{word}
	}
	if m := tildeText().FindStringSubmatch(word); m != nil {
		if b := newBounds(m[1:]); !b.bad {
			return b.upTo(min(b.fixed, 2))
		}
		return []string{word}
	}
	if m := xText().FindStringSubmatch(word); m != nil {
		if b := newBounds(m[2:]); !b.odd && !b.bad && b.fixed < 3 {
			return b.compare(m[1])
		}
	}
	// npm removes one star wherever it is, so "1.2.3*" is 1.2.3 and "1.*.2" nothing.
	if at := starText().FindStringIndex(word); at != nil {
		word = word[:at[0]] + word[at[1]:]
	}
	return []string{word}
}

// caretCount is how many numbers "^" keeps: up to the first that is not zero.
func (b bounds) caretCount() int {
	switch {
	case b.fixed < 2 || b.n[0] != 0:
		return min(b.fixed, 1)
	case b.fixed == 2 || b.n[1] != 0:
		return 2
	}
	return 3
}

// upTo is the range from the partial to the end of what shares its first count
// numbers.
func (b bounds) upTo(count int) []string {
	if count == 0 {
		return []string{""}
	}
	return []string{">=" + b.floor(), "<" + b.after(count) + "-0"}
}

// compare is an operator with a partial that has a wildcard.
func (b bounds) compare(op string) []string {
	if b.fixed == 0 {
		if op == "<" || op == ">" {
			return []string{nothing}
		}
		return []string{""}
	}
	switch op {
	case ">":
		return []string{">=" + b.after(b.fixed)}
	case ">=":
		return []string{">=" + b.floor()}
	case "<":
		return []string{"<" + b.floor() + "-0"}
	case "<=":
		return []string{"<" + b.after(b.fixed) + "-0"}
	}
	return b.upTo(b.fixed)
}

// comparator parses an operator with a full version.
func comparator(word string) (Comparator, bool) {
	m := plainText().FindStringSubmatch(word)
	if m == nil {
		return Comparator{}, false
	}
	v, err := ParseVersion(m[2])
	if err != nil {
		return Comparator{}, false
	}
	op := m[1]
	if op == "" {
		op = "="
	}
	return Comparator{op, v}, true
}
