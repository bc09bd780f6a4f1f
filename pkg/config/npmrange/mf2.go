package npmrange

import (
	"strings"
)

// SatisfiesMF2 answers as the runtime of Module Federation 2 does, so that reports
// can say where it and npm differ: a pre-release fits whenever it is inside the
// bounds, so "^1.2.3" takes 1.3.0-beta and "*" takes anything.
// It takes nothing for ">=0.0.0" alone, which its parser drops.
func SatisfiesMF2(version, text string) bool {
	v, err := ParseVersion(version)
	if err != nil {
		return false
	}
	for _, part := range strings.Split(text, "||") {
		r, err := ParseRange(part)
		if err != nil || fromZero().MatchString(part) {
			continue
		}
		for _, set := range r.Sets {
			if allowsAll(set, v) {
				return true
			}
		}
	}
	return false
}

var fromZero = later(`^\s*>=\s*v?0(\.0(\.0)?)?\s*$`)

func allowsAll(set []Comparator, v Version) bool {
	for _, c := range set {
		if !c.allows(v) {
			return false
		}
	}
	return true
}
