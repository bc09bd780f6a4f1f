// Package lazy makes values when somebody asks for them first. Most runs of the
// program need few of its regular expressions, and compiling one takes longer than
// all else that a package does at the start.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp returns a function that compiles a regular expression when it is called
// first. It may be called from several goroutines. A bad expression panics then, so
// a test has to call it.
func Regexp(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
