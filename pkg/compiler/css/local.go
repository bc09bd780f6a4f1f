package css

import (
	"fmt"
	"strings"

	"github.com/tdewolff/parse/v2/css"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// The codes of the diagnostics of Localize.
const (
	CodeComposes = "css-composes"
	CodeClass    = "css-class-missing"
	CodePure     = "css-not-pure"
)

// Names is what the names of a CSS module mean: which stand for something local,
// what the sheet exports, and what it takes from other sheets.
type Names struct {
	// Exports come in the order in which they are first mentioned.
	Exports []Export
	// Files are the sheets that names are taken from, URLs the references in values.
	Files []NameFile
	URLs  []URL
	// Locals are the places of local names, Values those of names of @value, Cuts
	// what only a bundler reads (@value, composes, :local). All sorted.
	Locals []Local
	Values []Value
	Cuts   []Range

	text []byte
}

// Text is the text of the sheet that the names are of.
func (n *Names) Text() []byte { return n.text }

// IdentKey tells the local name of a class from that of a custom property.
func IdentKey(name string, dashed bool) string {
	if dashed {
		return "--" + name
	}
	return name
}

// Edits writes the sheet with its local names: ident gives the name for one, and
// value the text of a name of @value. The edits are not sorted.
func (n *Names) Edits(ident func(name string, dashed bool) string, value func(name string) string) []source.Edit {
	var edits []source.Edit
	for _, l := range n.Locals {
		edits = append(edits, source.Edit{Start: l.Start, End: l.End, New: escapeIdent(ident(l.Name, l.Dashed))})
	}
	for _, v := range n.Values {
		edits = append(edits, source.Edit{Start: v.Start, End: v.End, New: value(v.Name)})
	}
	for _, c := range n.Cuts {
		edits = append(edits, source.Edit{Start: c.Start, End: c.End})
	}
	return edits
}

// InCut reports whether a place is in what only a bundler reads.
func (n *Names) InCut(at uint32) bool {
	for _, c := range n.Cuts {
		if c.Start <= at && at < c.End {
			return true
		}
	}
	return false
}

// Named returns the entry that a name stands for within the sheet, or for other
// sheets; nil for none. Within, what :import says goes first.
func (n *Names) Named(name string, within bool) *Export {
	var found *Export
	for i := range n.Exports {
		switch e := &n.Exports[i]; {
		case e.Name != name:
		case e.Hidden && within:
			return e
		case !e.Hidden && found == nil:
			found = e
		}
	}
	return found
}

// LocalNames are all local names, each once.
func (n *Names) LocalNames() []Local {
	var out []Local
	for i := range n.Exports {
		if e := &n.Exports[i]; e.Local {
			out = append(out, Local{Range: e.At, Name: e.Name, Dashed: e.Dashed})
		}
	}
	seen := make(map[string]bool)
	for _, l := range n.Locals {
		if l.Value && !seen[l.Name] {
			seen[l.Name] = true
			out = append(out, l)
		}
	}
	return out
}

// isIdent reports whether s can be a class without escapes.
func isIdent(s string) bool { return s != "" && s != "-" && escapeIdent(s) == s }

// escapeIdent spells an identifier of CSS.
func escapeIdent(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r >= 0x80 || r == '_' || r == '-' && s != "-" || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			b.WriteRune(r)
		case '0' <= r && r <= '9' && i > 0 && !(i == 1 && s[0] == '-'):
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f || '0' <= r && r <= '9':
			fmt.Fprintf(&b, "\\%x ", r)
		default:
			b.WriteByte('\\')
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Export is one name that a CSS module exports.
type Export struct {
	Name string
	// Local says that it stands for a local name; Dashed that it has two dashes,
	// which Name is without; Hidden that it is of :import, and so for this sheet only.
	Local, Dashed, Hidden bool
	// Parts are, for a local name, what it composes, in order; else the value.
	Parts []Part
	At    Range
}

// Part is one piece of an export.
type Part struct {
	Text string // as it is, when nothing else is set; with URL, where that stays
	URL  int    // 1 and up: of URLs[URL-1]
	Own  string // another export of the same sheet
	File int    // 1 and up: of Files[File-1]
	Name string // with File: the export of that sheet
	At   Range
}

// NameFile is a sheet that names are taken from.
type NameFile struct {
	Specifier string
	At        Range
}

// Local is one place of a local name.
type Local struct {
	Range
	Name   string // without dashes
	Dashed bool
	Value  bool // what is exported under this name is something else
}

// Value is one place of a name of @value.
type Value struct {
	Range
	Name string
}

// LocalOptions say which names are local.
type LocalOptions struct {
	Global                                   bool // names are global unless :local says otherwise
	Animation, Container, Idents, Dash, Grid bool
	Function                                 bool // with Dash
	Pure                                     bool // every selector has to have a local class or id
}

// scoper is the state of one Localize.
type scoper struct {
	*analyzer
	o       LocalOptions
	n       *Names
	index   map[string]int // of Exports by name, those with dashes with them
	values  map[string]bool
	fixed   map[string]bool // exports of which the sheet says what they are
	clashes map[string]bool // those that are local names too
	styles  map[string]bool // counter styles of this sheet
	pure    purity
	ended   bool // whether names were global at the end of the last selector
	outside bool // whether declarations have global names
}

// Localize finds the local names of a sheet that Analyze has read. It may run
// concurrently.
//
// Rules: those of webpack's CSS modules, which are the ICSS specification and
// what its authors added: composes, @value, :local, :global, :import, :export,
// and local names of keyframes, containers, counter styles and custom properties.
func Localize(path string, s *Sheet, o LocalOptions) (*Names, []diag.Diagnostic) {
	a := &analyzer{path: path, text: s.Text, tokens: tokenize(s.Text), sheet: s}
	c := &scoper{analyzer: a, o: o, n: &Names{text: s.Text}, index: make(map[string]int), values: make(map[string]bool), styles: make(map[string]bool)}
	c.declared()
	end := len(a.tokens) - 1
	c.outside = o.Global
	c.block(0, end, o.Global, nil)
	c.check()
	return c.n, a.diags
}

// declared notes the names that have to be known before their first use: those
// of @counter-style may be used above it.
func (c *scoper) declared() {
	for i := range c.tokens {
		if c.tokens[i].kind == css.AtKeywordToken && strings.EqualFold(string(c.bytesOf(i)), "@counter-style") {
			if k := c.skip(i + 1); c.tokens[k].kind == css.IdentToken {
				c.styles[unescape(c.bytesOf(k))] = true
			}
		}
	}
}

// export returns the entry of a name, made when it is new.
func (c *scoper) export(name string, dashed bool, at Range) *Export {
	key := name
	if dashed {
		key = "--" + name
	}
	i, ok := c.index[key]
	if !ok {
		i = len(c.n.Exports)
		c.index[key] = i
		c.n.Exports = append(c.n.Exports, Export{Name: name, Dashed: dashed, At: at})
	}
	return &c.n.Exports[i]
}

// local notes one place of a local name. skip is the number of bytes before it.
func (c *scoper) local(i int, skip uint32) {
	at := c.rangeOf(i)
	at.Start += skip
	name := unescape(c.text[at.Start:at.End])
	dashed := strings.HasPrefix(name, "--") && len(name) > 2 && c.tokens[i].kind == css.CustomPropertyNameToken
	if dashed {
		name = name[2:]
	}
	if !dashed && (c.values[name] || c.fixed[name]) {
		c.clash(name, at)
		c.n.Locals = append(c.n.Locals, Local{Range: at, Name: name, Value: true})
		return
	}
	c.export(name, dashed, at).Local = true
	c.n.Locals = append(c.n.Locals, Local{Range: at, Name: name, Dashed: dashed})
}

// value makes the export of a name of @value, which it is even where a class has
// that name.
func (c *scoper) value(name string, at Range, parts []Part) {
	c.fix(name, at, parts)
	c.values[name] = true
}

// fix does so for a name of :export.
func (c *scoper) fix(name string, at Range, parts []Part) {
	e := c.export(name, false, at)
	if e.Local {
		c.clash(name, e.At)
	}
	e.Local, e.At, e.Parts = false, at, parts
	if c.fixed == nil {
		c.fixed = make(map[string]bool)
	}
	c.fixed[name] = true
}

// valueText is the text of a value that is made of this sheet's own; "" for others.
func (c *scoper) valueText(name string, depth int) string {
	e := c.n.Named(name, true)
	if e == nil || depth > 100 {
		return ""
	}
	text := ""
	for _, p := range e.Parts {
		switch {
		case p.File != 0:
			return ""
		case p.Own != "":
			text += c.valueText(p.Own, depth+1)
		default:
			text += p.Text
		}
	}
	return text
}

// clash warns once of a name that is both.
func (c *scoper) clash(name string, at Range) {
	if c.clashes[name] {
		return
	}
	if c.clashes == nil {
		c.clashes = make(map[string]bool)
	}
	c.clashes[name] = true
	c.warn(CodeNameConflict, at, fmt.Sprintf("%q is a name of @value or :export too, which is what the sheet exports", name), "rename one of the two")
}

// block reads the items of tokens [from, to).
func (c *scoper) block(from, to int, global bool, classes []string) {
	for i := from; i < to; {
		switch c.tokens[i].kind {
		case css.CommentToken:
			c.pure.comment(c.bytesOf(i))
			i++
		case css.WhitespaceToken, css.SemicolonToken, css.CDOToken, css.CDCToken, css.RightBraceToken:
			i++
		case css.AtKeywordToken:
			i = c.atItem(i, to, global, classes)
		default:
			i = c.item(i, to, global, classes)
		}
	}
}

// close is the token of the brace that closes the one of token i, or to.
func (c *scoper) close(i, to int) int {
	depth := 0
	for ; i < to; i++ {
		switch c.tokens[i].kind {
		case css.LeftBraceToken:
			depth++
		case css.RightBraceToken:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return to
}

func (c *scoper) atItem(i, to int, global bool, classes []string) int {
	name := strings.ToLower(unescape(c.bytesOf(i)[1:]))
	end := min(c.scan(i+1, false), to)
	opens := c.tokens[end].kind == css.LeftBraceToken
	first := min(c.skip(i+1), end)
	switch {
	case name == "value":
		c.valueRule(i, first, end)
		if c.tokens[end].kind == css.SemicolonToken {
			return end + 1
		}
		return max(end, i+1)
	case name == "import" || name == "charset" || name == "namespace":
	case strings.HasSuffix(name, "keyframes"):
		c.named(first, end, global, c.o.Animation)
	case name == "counter-style":
		c.named(first, end, global, c.o.Idents)
	case name == "property" || name == "font-palette-values" || name == "color-profile" || name == "position-try":
		if !global && c.o.Dash && c.tokens[first].kind == css.CustomPropertyNameToken {
			c.local(first, 0)
		}
	case name == "container":
		switch word := strings.ToLower(string(c.bytesOf(first))); {
		case first == end || c.tokens[first].kind != css.IdentToken || word == "not" || word == "and" || word == "or" || word == "none":
		case !global && c.o.Container:
			c.local(first, 0)
			c.uses(first+1, end, global)
		}
	case name == "scope":
		c.selector(i+1, end, global)
	case name == "custom-selector":
		// Its name is a pseudo-class, which nothing makes local where it is used.
		for first < end && c.tokens[first].kind != css.WhitespaceToken {
			first++
		}
		c.selector(first, end, global)
	default:
		c.uses(first, end, global)
	}
	if !opens {
		return max(end, i+1)
	}
	close := c.close(end, to)
	if strings.HasSuffix(name, "keyframes") { // from and to are no selectors
		defer c.pure.skip()()
	} else {
		c.pure.started = true
	}
	c.block(end+1, close, global, classes)
	return close + 1
}

// named makes the name of an at-rule local: x, "x", :local(x) or :global(x).
func (c *scoper) named(i, end int, global, on bool) {
	if i < end && c.tokens[i].kind == css.ColonToken && c.tokens[i+1].kind == css.FunctionToken {
		word := strings.ToLower(string(c.bytesOf(i + 1)))
		close := c.closing(i+1, end)
		if word == "local(" || word == "global(" {
			c.cut(Range{c.tokens[i].start, c.tokens[i+2].start})
			if close < end {
				c.cut(c.rangeOf(close))
			}
			i, global, on = c.skip(i+2), word == "global(", true
		}
	}
	if global || !on || i >= end {
		return
	}
	switch c.tokens[i].kind {
	case css.IdentToken, css.CustomPropertyNameToken:
		c.local(i, 0)
	case css.StringToken:
		// A name in quotes is the same name; what it is replaced by needs none.
		name := parseString(c.bytesOf(i))
		c.export(name, false, c.rangeOf(i)).Local = true
		c.n.Locals = append(c.n.Locals, Local{Range: c.rangeOf(i), Name: name})
	}
}

func (c *scoper) cut(r Range) { c.n.Cuts = append(c.n.Cuts, r) }

// item reads a rule or a declaration.
func (c *scoper) item(i, to int, global bool, classes []string) int {
	if c.tokens[i].kind == css.CustomPropertyNameToken && c.tokens[c.skip(i+1)].kind == css.ColonToken {
		end := min(c.scan(i, true), to)
		if !c.outside && c.o.Dash {
			c.local(i, 0)
		}
		c.uses(c.skip(i+1)+1, end, c.outside)
		return end
	}
	end := min(c.scan(i, false), to)
	if c.tokens[end].kind != css.LeftBraceToken || end == to {
		c.declaration(i, end, c.outside, classes)
		return max(end, i+1)
	}
	close := c.close(end, to)
	if done := c.icss(i, end, close); done {
		return close + 1
	}
	mark := len(c.n.Locals)
	inner, found, only := c.selector(i, end, global)
	if c.o.Pure && !only {
		defer c.enterPure(i, end, close, mark)()
	}
	if only { // :global { ... }: the braces are no rule
		c.cut(Range{c.tokens[i].start, c.tokens[end+1].start})
		if close < to {
			c.cut(c.rangeOf(close))
		}
	}
	if len(found) == 0 && only {
		found = classes
	}
	outer := c.outside
	c.outside = c.ended
	c.block(end+1, close, inner, found)
	c.outside = outer
	return close + 1
}

// icss reads :export {...} and :import("file") {...}, and reports whether there
// was one.
func (c *scoper) icss(i, open, close int) bool {
	if c.tokens[i].kind != css.ColonToken {
		return false
	}
	word := strings.ToLower(string(c.bytesOf(i + 1)))
	last := min(close+1, len(c.tokens)-1)
	switch word {
	case ":export", "export":
		c.pairs(open+1, close, func(name int, from, to int) {
			c.fix(unescape(c.bytesOf(name)), c.rangeOf(name), c.parts(from, to))
		})
	case "import(":
		k := c.skip(i + 2)
		if k >= open {
			return false
		}
		file := c.file(k)
		if file == 0 {
			return false
		}
		c.pairs(open+1, close, func(name int, from, to int) {
			from = c.skip(from)
			c.hide(unescape(c.bytesOf(name)), Part{File: file, Name: strings.TrimSpace(c.textBetween(from, to)), At: c.rangeOf(min(from, to))})
		})
	default:
		return false
	}
	c.cut(Range{c.tokens[i].start, c.tokens[last].start})
	return true
}

// pairs calls f for each "name: value;" in tokens [from, to).
func (c *scoper) pairs(from, to int, f func(name, from, to int)) {
	for i := from; i < to; {
		i = c.skip(i)
		if i >= to {
			return
		}
		end := min(c.scan(i, true), to)
		colon := c.skip(i + 1)
		if colon < end && c.tokens[colon].kind == css.ColonToken && c.isName(i) {
			f(i, colon+1, end)
		}
		i = end + 1
	}
}

// file returns the number of the sheet that a string or url names; 0 for none.
func (c *scoper) file(i int) int {
	specifier := ""
	switch c.tokens[i].kind {
	case css.StringToken:
		specifier = location(parseString(c.bytesOf(i)))
	case css.URLToken:
		specifier, _ = parseURL(c.bytesOf(i))
	}
	if specifier == "" {
		return 0
	}
	for k := range c.n.Files {
		if c.n.Files[k].Specifier == specifier {
			return k + 1
		}
	}
	c.n.Files = append(c.n.Files, NameFile{specifier, c.rangeOf(i)})
	return len(c.n.Files)
}

// imported makes name stand for an export of another sheet.
func (c *scoper) imported(name string, file int, there string, at Range) {
	c.value(name, at, []Part{{File: file, Name: there, At: at}})
}

// hide makes name stand for an export of another sheet within this one only.
func (c *scoper) hide(name string, p Part) {
	c.n.Exports = append(c.n.Exports, Export{Name: name, Hidden: true, Parts: []Part{p}, At: p.At})
	c.values[name] = true
}

// valueRule reads
//
//	@value primary: red;
//	@value a, b as c from "./colors.css";
func (c *scoper) valueRule(start, first, end int) {
	whole := Range{c.tokens[start].start, c.tokens[end].start}
	if c.tokens[end].kind == css.SemicolonToken {
		whole.End = c.tokens[end+1].start
	}
	c.cut(whole)
	if first >= end {
		return
	}
	from := -1
	for i := first; i < end; i++ {
		if c.tokens[i].kind == css.IdentToken && string(c.bytesOf(i)) == "from" {
			from = i
		}
	}
	colon := c.skip(first + 1)
	if colon < end && c.tokens[colon].kind == css.ColonToken && c.isName(first) {
		c.value(unescape(c.bytesOf(first)), c.rangeOf(first), c.parts(colon+1, end))
		return
	}
	if from < 0 {
		// @value name red
		if c.isName(first) {
			c.value(unescape(c.bytesOf(first)), c.rangeOf(first), c.parts(first+1, end))
		}
		return
	}
	at := c.skip(from + 1)
	file := 0
	if at < end {
		file = c.file(at)
		if file == 0 && c.isName(at) { // @value path: "./x.css"; @value a from path;
			if e, ok := c.index[unescape(c.bytesOf(at))]; ok && len(c.n.Exports[e].Parts) == 1 {
				specifier := strings.Trim(c.n.Exports[e].Parts[0].Text, `"'`)
				c.n.Files = append(c.n.Files, NameFile{specifier, c.rangeOf(at)})
				file = len(c.n.Files)
			}
		}
	}
	if file == 0 {
		c.warn(CodeImportInvalid, whole, "This @value names no style sheet", `write @value name from "./file.css"`)
		return
	}
	var name, as int
	flush := func() {
		if name == 0 {
			return
		}
		own := name
		if as != 0 {
			own = as
		}
		c.imported(unescape(c.bytesOf(own)), file, unescape(c.bytesOf(name)), c.rangeOf(name))
		name, as = 0, 0
	}
	renamed := false
	for i := first; i < from; i++ {
		switch {
		case c.tokens[i].kind == css.CommaToken:
			flush()
			renamed = false
		case !c.isName(i):
		case name == 0:
			name = i
		case string(c.bytesOf(i)) == "as":
			renamed = true
		case renamed:
			as = i
		}
	}
	flush()
}

func (c *scoper) isName(i int) bool {
	return c.tokens[i].kind == css.IdentToken || c.tokens[i].kind == css.CustomPropertyNameToken
}

// parts splits a value at the names of other values.
func (c *scoper) parts(from, to int) []Part {
	from = min(c.skip(from), to)
	for to > from && (c.tokens[to-1].kind == css.WhitespaceToken || c.tokens[to-1].kind == css.CommentToken) {
		to--
	}
	var out []Part
	refs := make(map[int]bool)
	said := len(c.diags)
	c.tokensOf(from, to, func(i int, ignore bool) { refs[i] = !ignore })
	c.diags = c.diags[:said] // Analyze has said so
	text := func(s string) {
		if n := len(out); n > 0 && out[n-1].Own == "" && out[n-1].URL == 0 {
			out[n-1].Text += s
			return
		}
		out = append(out, Part{Text: s})
	}
	for i := from; i < to; i++ {
		if c.isName(i) && c.values[unescape(c.bytesOf(i))] {
			out = append(out, Part{Own: unescape(c.bytesOf(i)), At: c.rangeOf(i)})
			continue
		}
		if u := c.urlOf(i); refs[i] && u.Specifier != "" {
			c.n.URLs = append(c.n.URLs, u)
			out = append(out, Part{Text: string(c.bytesOf(i)), URL: len(c.n.URLs), At: c.rangeOf(i)})
			continue
		}
		text(string(c.bytesOf(i)))
	}
	if out == nil {
		out = []Part{{}}
	}
	return out
}

// check reports composed names that no rule has, and forgets them.
func (c *scoper) check() {
	for i := range c.n.Locals {
		l := &c.n.Locals[i]
		if l.Dashed || !l.Value && !c.clashes[l.Name] {
			continue
		}
		// The class is called as the value says, where that is a name.
		if l.Value = true; !c.values[l.Name] {
			continue
		}
		if text := strings.TrimSpace(c.valueText(l.Name, 0)); isIdent(text) && !c.values[text] {
			l.Name, l.Value = text, false
			c.export(text, false, l.Range).Local = true
		}
	}
	var names []string
	for _, e := range c.n.Exports {
		if e.Local && !e.Dashed {
			names = append(names, e.Name)
		}
	}
	for i := range c.n.Exports {
		e := &c.n.Exports[i]
		kept := e.Parts[:0]
		for _, p := range e.Parts {
			if p.Own != "" && e.Local {
				if k, ok := c.index[p.Own]; !ok || !c.n.Exports[k].Local && len(c.n.Exports[k].Parts) == 0 {
					help := "write a class of this sheet, or say where it is from"
					if near := diag.Nearest(p.Own, names); near != "" {
						help = fmt.Sprintf("write %q", near)
					}
					c.warn(CodeClass, p.At, fmt.Sprintf("There is no class %q to compose", p.Own), help)
					c.diags[len(c.diags)-1].Severity = diag.Error
					continue
				}
			}
			kept = append(kept, p)
		}
		e.Parts = kept
	}
}
