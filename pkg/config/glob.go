package config

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// globs are patterns of paths. A path has to match one that has no "!" in front,
// if there are any, and none that has.
type globs struct{ any, none []string }

// newGlobs reads one or several patterns. A relative one matches at any depth.
func newGlobs(n *node) *globs {
	g := &globs{}
	for _, item := range listOfNodes(n) {
		pattern, not := strings.CutPrefix(item.str(), "!")
		if pattern = strings.TrimPrefix(pattern, "./"); !strings.HasPrefix(pattern, "/") && !filepath.IsAbs(pattern) {
			pattern = "**/" + pattern
		}
		if not {
			g.none = append(g.none, pattern)
		} else {
			g.any = append(g.any, pattern)
		}
	}
	return g
}

func (g *globs) match(path string) bool {
	path = filepath.ToSlash(path)
	matches := func(patterns []string) bool {
		for _, p := range patterns {
			if ok, _ := doublestar.Match(p, path); ok {
				return true
			}
		}
		return false
	}
	return (len(g.any) == 0 || matches(g.any)) && !matches(g.none)
}

// testGlob is the test of a pattern.
func testGlob(s string) *problem {
	if p := strings.TrimPrefix(s, "!"); p == "" || !doublestar.ValidatePattern(p) {
		return &problem{code: "config-bad-value", message: fmt.Sprintf("The pattern %q cannot be read", s), help: "write a glob such as src/**/*.js"}
	}
	return nil
}

var globShape = oneOrMore(tested("a pattern such as src/**/*.js", testGlob))
