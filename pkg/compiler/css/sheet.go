package css

// Range is the bytes [Start, End) of Sheet.Text.
type Range struct{ Start, End uint32 }

// IsZero reports whether r stands for nothing.
func (r Range) IsZero() bool { return r == Range{} }

// Sheet is what is known of one style sheet. It is immutable. Slices are in
// source order.
type Sheet struct {
	Text    []byte
	Imports []Import
	URLs    []URL

	// Charset is the @charset rule with its semicolon. It is dropped when sheets are
	// put together: output is UTF-8, and the rule counts at the very start only.
	Charset Range

	// Layers are the @layer statements before the last @import. They decide the
	// order of layers, so where imports are replaced by the imported text they have
	// to be put out before it; see LayerStatements.
	Layers []Range

	// Namespaces are @namespace rules, which count only before all other rules of a
	// file.
	Namespaces []Range

	// Stray are closing brackets that close nothing; Edits removes them, since they
	// would close what is put around the sheet.
	Stray []Range

	// CloseToken is what the last token lacks, such as a quote or the end of a
	// comment: the end of the file closed it. Edits adds it. Close are the brackets
	// that are still open behind that; they have to follow the edited text when
	// anything is put behind it.
	CloseToken, Close string

	SourceMappingURL string // of the last comment of the form /*# sourceMappingURL=... */
	SourceMapping    Range  // that comment
}

// Import is one @import rule that counts: at the top level, with nothing but
// @charset, @layer and other imports before it.
type Import struct {
	Specifier  string // unescaped
	Spec       Range  // the string or url() with its quotes
	Start, End uint32 // the rule with its semicolon

	Conditions
	Tail string // all of the conditions as written, comments included

	Ignore bool // after a comment with webpackIgnore: true; the rule is to stay
}

// Conditions say when an imported sheet counts. Texts are as written, without
// outer white space.
type Conditions struct {
	Layered  bool   // layer or layer(name)
	Layer    string // the name; "" for an anonymous layer
	Supports string // what is inside of supports(...)
	Media    string // the media queries
}

// IsZero reports whether there is no condition.
func (c Conditions) IsZero() bool { return c == Conditions{} }

// Form is how a URL is written.
type Form uint8

// The forms.
const (
	Unquoted Form = iota // url(a.png)
	Quoted               // url("a.png")
	String               // "a.png", inside of image-set()
)

// URL is one reference to a file, in the value of a declaration. References to
// places of the same document (url(#id)) and empty ones are not listed; data: and
// http: addresses are.
type URL struct {
	Specifier  string // unescaped
	Start, End uint32 // url(...) as a whole, or the string with its quotes
	Form       Form
	Ignore     bool // after a comment with webpackIgnore: true; the reference is to stay
}
