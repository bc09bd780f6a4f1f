package npmrange

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/Masterminds/semver/v3"
)

const (
	maxLength  = 256       // characters of a version, npm's limit
	maxInteger = 1<<53 - 1 // npm's numbers are doubles
)

// Version is an exact version. The zero Version is not valid.
type Version struct{ v *semver.Version }

// A VersionError says that a text is not a version.
type VersionError struct{ Text string }

func (e *VersionError) Error() string { return fmt.Sprintf("%q is not a version", e.Text) }

// The grammar of semver.org, with an optional "v" as npm has it.
const (
	number      = `(?:0|[1-9][0-9]*)`
	identifier  = `(?:[0-9]*[A-Za-z-][0-9A-Za-z-]*|` + number + `)`
	prerelease  = `-(` + identifier + `(?:\.` + identifier + `)*)`
	build       = `\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)`
	fullVersion = `(` + number + `)\.(` + number + `)\.(` + number + `)(?:` + prerelease + `)?(?:` + build + `)?`
)

var versionText = later(`^v?` + fullVersion + `$`)

// later compiles an expression when it is asked for first: few runs need any.
func later(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// ParseVersion parses an exact version such as "1.2.3-beta.1+build" or
// "v1.2.3", white space around it allowed. The error is a *VersionError.
func ParseVersion(s string) (Version, error) {
	if len(s) > maxLength {
		return Version{}, &VersionError{s}
	}
	m := versionText().FindStringSubmatch(trim(s))
	if m == nil {
		return Version{}, &VersionError{s}
	}
	var n [3]uint64
	for i := range n {
		v, ok := parseNumber(m[i+1])
		if !ok {
			return Version{}, &VersionError{s}
		}
		n[i] = v
	}
	return Version{semver.New(n[0], n[1], n[2], m[4], m[5])}, nil
}

var partialVersion = later(`^v?` + number + `(?:\.` + number + `)?$`)

// IsPartial reports whether s is the beginning of a version, such as "1" or
// "1.2". Runtimes take what is missing for 0.
func IsPartial(s string) bool { return partialVersion().MatchString(trim(s)) }

func parseNumber(s string) (uint64, bool) {
	n, err := strconv.ParseUint(s, 10, 64)
	return n, err == nil && n <= maxInteger
}

// trim removes what JavaScript's trim removes; Go's differs in U+FEFF and NEL.
func trim(s string) string { return strings.TrimFunc(s, isSpace) }

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', '\u00a0', '\u1680', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000', '\ufeff':
		return true
	}
	return r >= '\u2000' && r <= '\u200a'
}

// Major, Minor and Patch are the three numbers.
func (v Version) Major() uint64 { return v.v.Major() }

// Minor is the second number.
func (v Version) Minor() uint64 { return v.v.Minor() }

// Patch is the third number.
func (v Version) Patch() uint64 { return v.v.Patch() }

// Prerelease is the text after "-", "" for a release.
func (v Version) Prerelease() string { return v.v.Prerelease() }

// String writes the version without "v" and without build metadata, as npm does.
func (v Version) String() string {
	s := fmt.Sprintf("%d.%d.%d", v.Major(), v.Minor(), v.Patch())
	if p := v.Prerelease(); p != "" {
		s += "-" + p
	}
	return s
}

// Compare returns -1, 0 or 1 as v is lower than, equal to or higher than w.
func (v Version) Compare(w Version) int { return v.v.Compare(w.v) }

// sameRelease reports whether v and w differ in prerelease only.
func (v Version) sameRelease(w Version) bool {
	return v.Major() == w.Major() && v.Minor() == w.Minor() && v.Patch() == w.Patch()
}
