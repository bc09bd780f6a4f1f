package config

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/dlclark/regexp2"

	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// newCondition reads a string of a key that takes a condition: a whole
// JavaScript literal is a regular expression, anything else a path or name.
func newCondition(s string) (Condition, error) {
	source, flags, ok := cutRegexp(s)
	if !ok {
		return Condition{Text: s}, nil
	}
	m, err := compileRegexp(source, flags)
	if err != nil {
		return Condition{}, err
	}
	return Condition{Text: s, Regexp: m}, nil
}

// NewCondition reads a condition that a tool gives at run time.
func NewCondition(s string) (Condition, error) { return newCondition(s) }

// cutRegexp splits "/source/flags". A slash in source must be escaped or in a
// class, so that "/usr/lib" stays a path.
func cutRegexp(s string) (source, flags string, ok bool) {
	if len(s) < 3 || s[0] != '/' {
		return "", "", false
	}
	class := false
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '\n' || c == '\r':
			return "", "", false
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			flags = s[i+1:]
			return s[1:i], flags, i > 1 && strings.Trim(flags, "dgimsuvy") == ""
		}
	}
	return "", "", false
}

// CutRegexp is the source and the flags of a JavaScript literal; ok is false for
// what is none.
func CutRegexp(s string) (source, flags string, ok bool) { return cutRegexp(s) }

// portable is what RE2 reads as JavaScript does, but for "." and CR, LS and PS,
// which no path or name has. Everything else goes to the backtracking engine:
// look-around and back references, which RE2 lacks, but also \s, \b, \u, named
// groups and odd escapes, where the two differ.
var portable = lazy.Regexp(`^(?:[^\\\[\](){}?+*|^$.]|[|^$.*+()]|\(\?:|[*+)?\]}]\?|\?|\\[\\/.^$*+?()\[\]{}|nrtdDwW-]|\[\^?(?:[^\\\[\]]|\\[\\/.^$*+?()\[\]{}|nrtdDwW-])+\])*$`)

// special finds groups of which the two dialects have different ones: named,
// look-around, and flags, which JavaScript has not.
var special = lazy.Regexp(`\(\?[^:]`)

// CompileRegexp compiles a JavaScript regular expression of source code, with the
// engine and the limits of a Condition.
func CompileRegexp(source, flags string) (Matcher, error) { return compileRegexp(source, flags) }

// compileRegexp compiles a JavaScript regular expression. "d", "g" and "y" say
// how matches are walked, which a condition does not do; "v" is refused, because
// neither engine has its sets.
func compileRegexp(source, flags string) (Matcher, error) {
	for i, f := range flags {
		if strings.ContainsRune(flags[:i], f) {
			return nil, fmt.Errorf("the flag %q is given twice", f)
		}
	}
	if strings.Contains(flags, "v") {
		return nil, fmt.Errorf("the flag \"v\" is not supported")
	}
	linear := portable().MatchString(source) && !special().MatchString(source) && !strings.Contains(flags, "u")
	if linear && (!strings.Contains(flags, "i") || isPlainASCII(source)) {
		prefix := ""
		if letters := keep(flags, "ims"); letters != "" {
			prefix = "(?" + letters + ")"
		}
		if re, err := regexp.Compile(prefix + source); err == nil {
			return goRegexp{re}, nil
		}
	}
	options := regexp2.RegexOptions(regexp2.ECMAScript)
	for flag, option := range map[rune]regexp2.RegexOptions{'i': regexp2.IgnoreCase, 'm': regexp2.Multiline, 's': regexp2.Singleline, 'u': regexp2.Unicode} {
		if strings.ContainsRune(flags, flag) {
			options |= option
		}
	}
	re, err := compileBacktracking(source, options)
	if err != nil {
		return nil, err
	}
	// A pattern that explodes must not hang a build.
	re.MatchTimeout = 2 * time.Second
	return backtracking{re}, nil
}

func compileBacktracking(source string, options regexp2.RegexOptions) (re *regexp2.Regexp, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	re, err = regexp2.Compile(source, options)
	if err != nil && options&regexp2.ECMAScript != 0 {
		// The ECMAScript mode knows no look-behind with "u" and no \p{...}; the
		// engine's own mode does.
		if again, e := regexp2.Compile(source, options&^regexp2.ECMAScript); e == nil {
			return again, nil
		}
	}
	return re, err
}

func isPlainASCII(s string) bool {
	// k and s fold to the Kelvin sign and the long s in RE2 and not in JavaScript
	// without "u"; no path holds those.
	return strings.IndexFunc(s, func(r rune) bool { return r > 126 }) < 0
}

func keep(s, letters string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(letters, r) {
			return r
		}
		return -1
	}, s)
}

// goRegexp is a Matcher of Go's engine, which is linear in the text.
type goRegexp struct{ re *regexp.Regexp }

func (m goRegexp) MatchString(s string) bool    { return m.re.MatchString(s) }
func (m goRegexp) Submatches(s string) []string { return m.re.FindStringSubmatch(s) }

// backtracking is a Matcher of regexp2. A match that times out is no match.
type backtracking struct{ re *regexp2.Regexp }

func (m backtracking) MatchString(s string) bool {
	ok, err := m.re.MatchString(s)
	return ok && err == nil
}

func (m backtracking) Submatches(s string) []string {
	match, err := m.re.FindStringMatch(s)
	if err != nil || match == nil {
		return nil
	}
	groups := match.Groups()
	texts := make([]string, len(groups))
	for i := range groups {
		texts[i] = groups[i].String()
	}
	return texts
}
