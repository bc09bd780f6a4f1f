package config

import (
	"strings"
	"testing"
)

func TestCutRegexp(t *testing.T) {
	for text, want := range map[string]string{
		"/a/":            "a|",
		"/a/gi":          "a|gi",
		`/\.svg$/i`:      `\.svg$|i`,
		`/a\/b/`:         `a\/b|`,
		"/[/]/":          "[/]|",
		"/usr/lib":       "",
		"/usr/lib/":      "",
		"/a/x":           "",
		"//":             "",
		"/":              "",
		"a/b/":           "",
		"/a":             "",
		"/a\n/":          "",
		"@scope/pkg":     "",
		`/node_modules/`: "node_modules|",
	} {
		got := ""
		if source, flags, ok := cutRegexp(text); ok {
			got = source + "|" + flags
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestRegexpAnswers has the answers of V8, for both engines.
func TestRegexpAnswers(t *testing.T) {
	for _, c := range []struct {
		literal, text, want string // groups joined by "|", "-" for no match
		linear              bool
	}{
		{`/\.(svg|png)$/`, "a.png", ".png|png", true},
		{`/^lodash(?:\/(.*))?$/`, "lodash", "lodash|", true},
		{`/^lodash(?:\/(.*))?$/`, "lodash/get", "lodash/get|get", true},
		{`/[\\/]node_modules[\\/]/`, `a\node_modules\b`, `\node_modules\`, true},
		{`/[\\/]node_modules[\\/]/`, `a/node_modules/b`, `/node_modules/`, true},
		{`/\.SVG$/i`, "a.svg", ".svg", true},
		{`/^[\w-]+$/`, "a-b_c", "a-b_c", true},
		{`/[^\/]+$/`, "a/b", "b", true},
		{`/a.c/`, "a\nc", "-", true},
		{`/a.c/s`, "a\nc", "a\nc", true},
		{`/^b/m`, "a\nb", "b", true},
		{`/^b/`, "a\nb", "-", true},
		{`/a$/`, "a\n", "-", true},
		{`/^(?!react$).*/`, "react", "-", false},
		{`/^(?!react$).*/`, "vue", "vue", false},
		{`/(?<!x)lodash/`, "xlodash", "-", false},
		{`/(a)\1/`, "aa", "aa|a", false},
		{`/(?<name>a)/`, "a", "a|a", false},
		{`/\bfoo\b/`, "a foo", "foo", false},
		{`/\s/`, "\u00a0", "\u00a0", false},
		{`/\d/`, "\u0663", "-", true},
		{`/\u0041/`, "A", "A", false},
		{`/\x41/`, "A", "A", false},
		{`/\p{Lu}/u`, "É", "É", false},
		{`/a{2}/`, "aa", "aa", false},
		{`/\cA?x/`, "x", "x", false},
		{`/[]/`, "a", "-", false},
		{`/[^]/`, "\n", "\n", false},
	} {
		m, err := newCondition(c.literal)
		if err != nil {
			t.Errorf("%s: %v", c.literal, err)
			continue
		}
		got := "-"
		if groups := m.Regexp.Submatches(c.text); groups != nil {
			got = strings.Join(groups, "|")
		}
		if got != c.want || m.Regexp.MatchString(c.text) != (c.want != "-") {
			t.Errorf("%s on %q: %q, want %q", c.literal, c.text, got, c.want)
		}
		if _, linear := m.Regexp.(goRegexp); linear != c.linear {
			t.Errorf("%s: linear is %t", c.literal, linear)
		}
	}
	for _, bad := range []string{"/(/", "/a{2,1}/", "/[b-a]/", "/a**/", "/x/ii", "/x/v", `/\k<n>(?<n/`} {
		if m, err := newCondition(bad); err == nil {
			t.Errorf("%s is %v", bad, m)
		}
	}
}
