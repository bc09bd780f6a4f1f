package diag

// Severity says whether a Diagnostic fails the build.
type Severity uint8

// The two severities. An Error stops the compiler after the pass that
// reported it; a Warning never stops anything.
const (
	Error Severity = iota
	Warning
)

// String returns "error" or "warning", as printed and as written to JSON.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// A Location points into a file that a person can open. Offsets are bytes of
// Text; Text is kept because the file may have changed, or may never have been
// on disk, by the time the problem is printed.
//
// The zero Location points at nothing. A Location with a File and no Text names
// the file only.
type Location struct {
	File       string // relative to the project for display, slash-separated
	Text       []byte
	Start, End int // bytes of Text, [Start, End)
}

// IsZero reports whether the location points at nothing.
func (l Location) IsZero() bool { return l.File == "" }

// A Label is a second place that helps to understand a Diagnostic.
type Label struct {
	At      Location
	Message string
}

// A Diagnostic is one problem of the user's project, as data.
type Diagnostic struct {
	Severity Severity
	Code     string   // stable, kebab-case; listed in Codes
	Message  string   // one sentence without a full stop, names in double quotes
	At       Location // the place to point at; zero when there is none
	Labels   []Label  // up to three other places
	Notes    []string // facts that were looked at
	Help     string   // what to do, in the imperative; may be empty
	Module   string   // display name of the module, when there is one
}
