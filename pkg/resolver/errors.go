package resolver

import (
	"fmt"
	"strconv"
	"strings"
)

// A NotFoundError says that nothing answers a specifier.
type NotFoundError struct {
	Specifier string
	Dir       string   // the importer's directory
	Tried     []string // files and directories looked for, in order, at most maxTried
	// Suggestion is a specifier near the one asked for that does resolve, or "".
	Suggestion string
	Reason     string // why, when something better than "no such file" is known; or ""
}

// maxTried bounds NotFoundError.Tried: a deep tree would list hundreds.
const maxTried = 60

func (e *NotFoundError) Error() string {
	message := fmt.Sprintf("can't resolve %q in %q", e.Specifier, e.Dir)
	if e.Reason != "" {
		message += ": " + e.Reason
	}
	return message
}

// An ExportsError says that a package's exports or imports field does not lead to
// a file: the subpath is not listed, a target is malformed, or its file is gone.
type ExportsError struct {
	Package    string   // directory of the package
	Name       string   // its name, may be ""
	File       string   // the package.json
	Field      string   // "exports" or "imports"
	Subpath    string   // as asked for: ".", "./x" or "#x"
	Conditions []string // conditions that were allowed
	Available  []string // keys of the field, in source order
	Problem    string   // one clause saying what is wrong
}

func (e *ExportsError) Error() string {
	return fmt.Sprintf("%s (see the %s field in %s)", e.Problem, e.Field, e.File)
}

// A PackageError says that a package.json is not valid JSON.
type PackageError struct {
	Path    string
	Offset  int // byte at which parsing stopped
	Message string
}

func (e *PackageError) Error() string {
	return fmt.Sprintf("%s: invalid JSON: %s at byte %d", e.Path, e.Message, e.Offset)
}

// A TSConfigError says that a tsconfig file could not be read.
type TSConfigError struct {
	Path    string
	Message string
	Err     error // the cause, may be nil
	// From is the file that extends it, by Name; "" when a user named the file.
	From, Name string
}

func (e *TSConfigError) Error() string { return fmt.Sprintf("tsconfig %s: %s", e.Path, e.Message) }
func (e *TSConfigError) Unwrap() error { return e.Err }

// An AliasCycleError says that aliases, browser maps or main fields lead back to
// where they began.
type AliasCycleError struct {
	Chain []string // requests in order; the last repeats an earlier one
}

func (e *AliasCycleError) Error() string {
	quoted := make([]string, len(e.Chain))
	for i, request := range e.Chain {
		quoted[i] = strconv.Quote(request)
	}
	return "resolving goes in a circle: " + strings.Join(quoted, " -> ")
}

// A RestrictedError says that the only files found lie outside the restrictions.
type RestrictedError struct {
	Specifier string
	Dir       string
	Path      string // the first file that was refused
}

func (e *RestrictedError) Error() string {
	return fmt.Sprintf("can't resolve %q in %q: %s is outside the restrictions", e.Specifier, e.Dir, e.Path)
}

// A RequestError says that a specifier is not one, such as a malformed file URL.
type RequestError struct {
	Specifier string
	Message   string
}

func (e *RequestError) Error() string {
	return fmt.Sprintf("bad request %q: %s", e.Specifier, e.Message)
}
