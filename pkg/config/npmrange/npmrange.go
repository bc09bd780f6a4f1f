package npmrange

import (
	"fmt"
	"strings"
)

// Range is a parsed range: a version satisfies it when it satisfies every
// Comparator of one of the Sets.
type Range struct {
	// Sets are the alternatives of "||"; none is empty except one that stands for
	// "any release", which has no comparators.
	Sets [][]Comparator
}

// Comparator is one bound.
type Comparator struct {
	Op      string // "<", "<=", ">", ">=" or "="
	Version Version
}

// String writes the comparator as npm does: "=" is left out.
func (c Comparator) String() string {
	if c.Op == "=" {
		return c.Version.String()
	}
	return c.Op + c.Version.String()
}

// A RangeError says that a text is not a range.
type RangeError struct {
	Text   string
	Offset int    // byte of Text at which the bad part starts
	Part   string // the bad part
}

func (e *RangeError) Error() string {
	if e.Part == "" || e.Part == e.Text {
		return fmt.Sprintf("%q is not a version range", e.Text)
	}
	return fmt.Sprintf("%q is not a version range: %q is not understood", e.Text, e.Part)
}

// ParseRange parses an npm version range such as "^18.2.0 || 17.x".
//
// The empty string matches every release. A prerelease matches only a set that
// names a prerelease of the same major.minor.patch.
//
// The error is a *RangeError. Source of the rules: node-semver 7.8.6, strict
// mode (github.com/npm/node-semver#ranges).
func ParseRange(s string) (Range, error) {
	var r Range
	offset := 0
	for _, alternative := range strings.Split(s, "||") {
		set, bad := parseSet(alternative)
		if bad != nil {
			at := strings.Index(alternative, *bad)
			return Range{}, &RangeError{s, offset + max(at, 0), *bad}
		}
		r.Sets = append(r.Sets, set)
		offset += len(alternative) + len("||")
	}
	r.simplify()
	return r, nil
}

// simplify drops alternatives that nothing satisfies, unless they are all there
// is, and everything beside an alternative that any release satisfies.
func (r *Range) simplify() {
	first := r.Sets[0]
	var sets [][]Comparator
	for _, set := range r.Sets {
		if len(set) == 1 && isNothing(set[0]) {
			continue
		}
		if len(set) == 0 {
			r.Sets = [][]Comparator{{}}
			return
		}
		sets = append(sets, set)
	}
	if len(sets) == 0 {
		sets = [][]Comparator{first}
	}
	r.Sets = sets
}

// String writes the range as comparators, in npm's form: ">=1.2.3 <2.0.0-0".
func (r Range) String() string {
	alternatives := make([]string, len(r.Sets))
	for i, set := range r.Sets {
		parts := make([]string, len(set))
		for j, c := range set {
			parts[j] = c.String()
		}
		alternatives[i] = strings.Join(parts, " ")
	}
	return strings.Join(alternatives, "||")
}

// Any reports whether every release satisfies r.
func (r Range) Any() bool { return len(r.Sets) == 1 && len(r.Sets[0]) == 0 }

// Satisfies reports whether v satisfies r.
func (r Range) Satisfies(v Version) bool {
	for _, set := range r.Sets {
		if satisfiesSet(set, v) {
			return true
		}
	}
	return false
}

func satisfiesSet(set []Comparator, v Version) bool {
	for _, c := range set {
		if !c.allows(v) {
			return false
		}
	}
	if v.Prerelease() == "" {
		return true
	}
	// ^1.2.3-pr.1 takes 1.2.3-pr.2, and not 1.2.4-alpha, which is inside its bounds:
	// who names a prerelease of 1.2.3 has not asked for those of 1.2.4.
	for _, c := range set {
		if c.Version.Prerelease() != "" && c.Version.sameRelease(v) {
			return true
		}
	}
	return false
}

func (c Comparator) allows(v Version) bool {
	d := v.Compare(c.Version)
	switch c.Op {
	case "<":
		return d < 0
	case "<=":
		return d <= 0
	case ">":
		return d > 0
	case ">=":
		return d >= 0
	}
	return d == 0
}

// Satisfies reports whether a version satisfies a range, both as text; false
// when one of them cannot be parsed, as npm answers.
func Satisfies(version, rang string) bool {
	v, err := ParseVersion(version)
	if err != nil {
		return false
	}
	r, err := ParseRange(rang)
	return err == nil && r.Satisfies(v)
}
