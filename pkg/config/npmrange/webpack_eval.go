package npmrange

import (
	"strconv"
	"strings"
)

// marker is the empty array that marks build metadata in a parsed version.
type marker struct{}

// SatisfiesWebpack answers as webpack's runtime does for a version and a range,
// so that reports can say where it and npm differ. It takes any texts.
func SatisfiesWebpack(version, text string) bool {
	return evaluate(encodeOr(text), parseWebpackVersion(version))
}

// parseWebpackVersion splits a version as the runtime does: a nil marks the
// start of a prerelease.
func parseWebpackVersion(s string) []item {
	var out []item
	m := partsText().FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	add := func(part string) {
		for _, p := range strings.Split(part, ".") {
			// JavaScript's +p == p, which takes white space and nothing as numbers. It
			// takes "1e3" too; versions have no such part.
			digits := trim(p)
			if digits == "" {
				digits = "0"
			}
			if n, err := strconv.ParseInt(digits, 10, 64); err == nil && n >= 0 {
				out = append(out, n)
			} else {
				out = append(out, p)
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
	if m[3] != "" {
		out = append(out, marker{})
		add(m[3])
	}
	return out
}

func evaluate(r, version []item) bool {
	if len(r) > 0 && r[0] != nil {
		return evaluateSimple(r, version)
	}
	var stack []bool
	pop := func() bool {
		if len(stack) == 0 {
			return false
		}
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		return top
	}
	for _, it := range r[1:] {
		switch v := it.(type) {
		case []item:
			stack = append(stack, evaluate(v, version))
		case int64:
			a := pop()
			switch v {
			case 0:
				stack = append(stack, !a)
			case 1:
				b := pop()
				stack = append(stack, a || b)
			default:
				b := pop()
				stack = append(stack, a && b)
			}
		}
	}
	return pop()
}

// What an element is, for the comparison below.
const (
	atEnd = iota
	atHole
	atNumber
	atString
)

func kindOf(it item) int {
	switch it.(type) {
	case nil:
		return atHole
	case int64:
		return atNumber
	case string:
		return atString
	}
	return atEnd // build metadata ends a version
}

// evaluateSimple walks version and range side by side. equal says that all
// elements so far were; once they differ, only a prerelease of the version can
// still refuse it.
func evaluateSimple(r, version []item) bool {
	count := r[0].(int64)
	below := count < 0
	if below {
		count = -count - 1
	}
	fixed := int(count)
	equal := true
	for i, j := 0, 1; ; i, j = i+1, j+1 {
		rangeKind := atEnd
		if j < len(r) {
			rangeKind = kindOf(r[j])
		}
		if i >= len(version) || kindOf(version[i]) == atEnd {
			switch {
			case !equal:
				return true
			case rangeKind == atHole:
				return j > fixed && !below
			}
			return (rangeKind == atEnd) != below
		}
		versionKind := kindOf(version[i])
		switch {
		case versionKind == atHole:
			if !equal || rangeKind != atHole {
				return false
			}
		case !equal:
			if rangeKind < atNumber {
				j--
			}
		case rangeKind == versionKind:
			d := compareItems(version[i], r[j])
			if j <= fixed {
				if d != 0 {
					return false
				}
			} else {
				if below && d > 0 || !below && d < 0 {
					return false
				}
				equal = d == 0
			}
		case rangeKind < atNumber:
			if below || j <= fixed {
				return false
			}
			equal = false
			j--
		default:
			// A string is higher than a number.
			if j <= fixed || (versionKind < rangeKind) != below {
				return false
			}
			equal = false
		}
	}
}

func compareItems(a, b item) int {
	if x, ok := a.(int64); ok {
		y := b.(int64)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	return strings.Compare(a.(string), b.(string))
}
