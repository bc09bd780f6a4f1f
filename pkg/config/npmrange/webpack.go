package npmrange

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Bundles of webpack carry ranges as arrays, which its runtime evaluates. The
// first element is the fix count: 0 for ">=", n > 0 for "the first n numbers
// are equal", -1-n for "<" with fix count n. A hole in its place makes the rest
// a list in reverse Polish notation: arrays are ranges, 0 is not, 1 is or, 2 is
// and. Later holes mark where a prerelease starts:
//
//	^1.2.3          [1,1,2,3]
//	^1.2.3-beta.2   [1,1,2,3,,"beta",2]
//	<=2.0.0         [,[4,2,0,0],[-1,2,0,0],1]
//
// The dialect is not npm's: "1.2" satisfies "^1", and text that is no range is
// not an error. Source: webpack 5.112, lib/sharing/semver.js, as data; the
// answers in testdata/webpack.txt are from running it.

// item is one element of an encoded range: nil for a hole, int64, string or
// []item.
type item any

// EncodeWebpack returns the range as the JavaScript array literal that webpack
// writes. It takes any text, as webpack does.
func EncodeWebpack(text string) string {
	var b strings.Builder
	writeItem(&b, encodeOr(text))
	return b.String()
}

func writeItem(b *strings.Builder, it item) {
	switch v := it.(type) {
	case []item:
		b.WriteByte('[')
		for i, element := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			writeItem(b, element)
		}
		b.WriteByte(']')
	case int64:
		b.WriteString(strconv.FormatInt(v, 10))
	case string:
		var text strings.Builder
		e := json.NewEncoder(&text)
		e.SetEscapeHTML(false)
		_ = e.Encode(v) // a string always encodes
		b.WriteString(strings.TrimRight(text.String(), "\n"))
	}
}

var (
	orText      = later(`\s*\|\|\s*`)
	dashText    = later(`\s+-\s+`)
	wordEnd     = later(`[-0-9A-Za-z]\s+`)
	opText      = later(`^(?:\^|~|<=|<|>=|>|=|v|!)`)
	partsText   = later(`^([^-+]+)?(?:-([^+]+))?(?:\+(.+))?$`)
	decimalText = later(`^(?:0|[1-9][0-9]{0,15})$`)
)

func encodeOr(text string) []item {
	var ranges [][]item
	for _, part := range orText().Split(text, -1) {
		ranges = append(ranges, encodeAnd(part))
	}
	return combine(ranges, 1)
}

func encodeAnd(text string) []item {
	if ends := dashText().Split(text, -1); len(ends) > 1 {
		from, to := encodePartial(ends[0]), encodePartial(ends[1])
		return []item{nil, fix(to), negate(to), int64(1), from, int64(2)}
	}
	text = trim(text)
	var ranges [][]item
	start := 0
	for _, m := range wordEnd().FindAllStringIndex(text, -1) {
		ranges = append(ranges, encodeSimple(trim(text[start:m[0]+1])))
		start = m[0] + 1
	}
	ranges = append(ranges, encodeSimple(trim(text[start:])))
	return combine(ranges, 2)
}

// combine joins ranges with an operator; a single one stays as it is.
func combine(ranges [][]item, op int64) []item {
	if len(ranges) == 1 {
		return ranges[0]
	}
	out := []item{nil}
	for i := len(ranges) - 1; i >= 0; i-- {
		if len(ranges[i]) > 0 && ranges[i][0] != nil {
			out = append(out, ranges[i])
		} else {
			out = append(out, ranges[i][1:]...)
		}
	}
	for range ranges[1:] {
		out = append(out, op)
	}
	return out
}

func encodeSimple(text string) []item {
	op := opText().FindString(text)
	r := encodePartial(trim(text[len(op):]))
	switch op {
	case "^":
		count := int64(min(1, len(r)-1))
		if len(r) > 2 && r[1] == item(int64(0)) {
			count = 2
			if len(r) > 3 && r[2] == item(int64(0)) {
				count = 3
			}
		}
		return withCount(count, r)
	case "~":
		return withCount(int64(min(2, len(r)-1)), r)
	case ">=":
		return r
	case "<":
		return negate(r)
	case ">":
		return []item{nil, fix(r), int64(0), r, int64(2)}
	case "<=":
		return []item{nil, fix(r), negate(r), int64(1)}
	case "!":
		return []item{nil, fix(r), int64(0)}
	}
	return fix(r)
}

// encodePartial returns ">=" of a version of which parts may be missing.
func encodePartial(text string) []item {
	out := []item{int64(0)}
	m := partsText().FindStringSubmatch(text)
	if m == nil {
		return out
	}
	add := func(part string) {
		for _, s := range strings.Split(part, ".") {
			if n, err := strconv.ParseInt(s, 10, 64); err == nil && decimalText().MatchString(s) && n <= maxInteger+1 {
				out = append(out, n)
			} else {
				out = append(out, s)
			}
		}
	}
	if m[1] != "" {
		add(m[1])
	}
	if m[2] != "" {
		out = append(out, nil)
		add(m[2])
	}
	for last := out[len(out)-1]; last == nil || last == "*" || last == "x" || last == "X"; last = out[len(out)-1] {
		out = out[:len(out)-1]
	}
	return out
}

func withCount(count int64, r []item) []item { return append([]item{count}, r[1:]...) }

// fix makes "=" of a partial: 1 and 1.2 fix what they have, * nothing.
func fix(r []item) []item {
	switch len(r) {
	case 1, 2, 3:
		return withCount(int64(len(r)-1), r)
	}
	return withCount(int64(len(r)), r)
}

func negate(r []item) []item { return withCount(-r[0].(int64)-1, r) }
