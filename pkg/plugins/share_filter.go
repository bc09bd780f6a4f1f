package plugins

import (
	"fmt"

	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/config/npmrange"
)

// passes reports whether the request filters of a share let a text through: the
// request, or what it has beyond a prefix.
func passes(s *config.Shared, text string) bool {
	if f := s.Include; f != nil && f.Request.Text != "" && !conditionHolds(f.Request, text) {
		return false
	}
	f := s.Exclude
	return f == nil || f.Request.Text == "" || !conditionHolds(f.Request, text)
}

func conditionHolds(c config.Condition, text string) bool {
	if c.Regexp != nil {
		return c.Regexp.MatchString(text)
	}
	return c.Text == text
}

// refused says why the version filters of a share keep a version out; "" when
// they do not. A version that is not known is that of fallbackVersion, and
// without one nothing can be said against it.
func refused(s *config.Shared, version string) string {
	if f := s.Include; f != nil && f.Version != "" {
		if v := orFallback(version, f); v != "" && !npmrange.Satisfies(v, f.Version) {
			return fmt.Sprintf("it does not satisfy include.version %q", f.Version)
		}
	}
	if f := s.Exclude; f != nil && f.Version != "" {
		if v := orFallback(version, f); v != "" && npmrange.Satisfies(v, f.Version) {
			return fmt.Sprintf("it satisfies exclude.version %q", f.Version)
		}
	}
	return ""
}

func orFallback(version string, f *config.ShareFilter) string {
	if version == "" || version == "0" {
		return f.FallbackVersion
	}
	return version
}
