package resolver

import (
	"regexp"
	"strings"
)

// SideEffects is a package's sideEffects field.
type SideEffects struct {
	Known    bool     // the field is there and makes sense
	All      bool     // true: every file has side effects
	Patterns []string // globs of the files that have; nil when the field is a boolean
	globs    []*regexp.Regexp
}

func parseSideEffects(v jsonValue) SideEffects {
	switch v.kind {
	case jsonTrue:
		return SideEffects{Known: true, All: true}
	case jsonFalse:
		return SideEffects{Known: true}
	case jsonString, jsonArray:
		s := SideEffects{Known: true, Patterns: v.strings()}
		for _, pattern := range s.Patterns {
			if glob := compileGlob(pattern); glob != nil {
				s.globs = append(s.globs, glob)
			}
		}
		return s
	}
	return SideEffects{}
}

// SideEffectsOf reports whether importing the file at an absolute path may have
// side effects, and whether the package says so at all; a file that is not inside
// the package is unknown.
func (p *Package) SideEffectsOf(path string) (hasSideEffects, known bool) {
	s := &p.SideEffects
	if !s.Known {
		return true, false
	}
	if s.Patterns == nil {
		return s.All, true
	}
	if !isInside(p.Dir, path) || len(path) == len(p.Dir) {
		return true, false
	}
	relative := strings.TrimPrefix(path[len(p.Dir):], "/")
	for _, glob := range s.globs {
		if glob.MatchString(relative) {
			return true, true
		}
	}
	return false, true
}

// compileGlob translates a glob as webpack does: without a slash it matches in
// any folder; "**" between slashes matches folders; "?" one character; "[...]"
// and "{a,b}" as usual. It returns nil for a glob that cannot be compiled, which
// then matches nothing.
// Source: the glob-to-regexp package with its globstar and extended options.
func compileGlob(glob string) *regexp.Regexp {
	if !strings.Contains(glob, "/") {
		glob = "**/" + glob
	}
	glob = strings.TrimPrefix(glob, "./")
	var b strings.Builder
	b.WriteString(`^(?:\./)?`)
	braces := 0
	for i := 0; i < len(glob); i++ {
		switch c := glob[i]; c {
		case '?':
			b.WriteByte('.')
		case '[', ']':
			b.WriteByte(c)
		case '{':
			braces++
			b.WriteString("(?:")
		case '}':
			braces--
			b.WriteByte(')')
		case ',':
			if braces > 0 {
				b.WriteByte('|')
			} else {
				b.WriteByte(',')
			}
		case '*':
			start := i
			for i+1 < len(glob) && glob[i+1] == '*' {
				i++
			}
			folders := i > start && (start == 0 || glob[start-1] == '/') && (i+1 == len(glob) || glob[i+1] == '/')
			if folders {
				b.WriteString(`(?:[^/]*(?:/|$))*`)
				i++ // the slash after it is part of the match
			} else {
				b.WriteString(`[^/]*`)
			}
		default:
			b.WriteString(regexp.QuoteMeta(glob[i : i+1]))
		}
	}
	b.WriteByte('$')
	re, err := regexp.Compile(b.String())
	if err != nil {
		return nil
	}
	return re
}
