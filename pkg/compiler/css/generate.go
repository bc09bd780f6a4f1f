package css

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// Edits turns the sheet into what goes into a file with others: the byte order
// mark, @charset, @import, the comment with the source map and stray brackets are
// removed, references replaced.
//
// urls are the new addresses, parallel to s.URLs; "" leaves one as it is. keep
// tells which imports stay where they are; nil for none. The edits are sorted.
// s.Close has to follow the text.
func (s *Sheet) Edits(urls []string, keep func(i int) bool) []source.Edit {
	var edits []source.Edit
	remove := func(r Range) {
		if !r.IsZero() {
			edits = append(edits, source.Edit{Start: r.Start, End: r.End})
		}
	}
	if bytes.HasPrefix(s.Text, byteOrderMark) {
		remove(Range{0, uint32(len(byteOrderMark))})
	}
	remove(s.Charset)
	for i := range s.Imports {
		if keep == nil || !keep(i) {
			remove(Range{s.Imports[i].Start, s.Imports[i].End})
		}
	}
	remove(s.SourceMapping)
	for _, r := range s.Stray {
		// A space, so that what stood on its sides does not become one word.
		edits = append(edits, source.Edit{Start: r.Start, End: r.End, New: " "})
	}
	for i, u := range s.URLs {
		if i < len(urls) && urls[i] != "" {
			edits = append(edits, source.Edit{Start: u.Start, End: u.End, New: u.Written(urls[i])})
		}
	}
	end := uint32(len(s.Text))
	closed := s.CloseToken == ""
	for _, e := range edits {
		closed = closed || e.End == end && e.Start < end // the token itself was replaced
	}
	if !closed {
		edits = append(edits, source.Edit{Start: end, End: end, New: s.CloseToken})
	}
	source.SortEdits(edits)
	return edits
}

// Written is the reference with another address, in quotes where url() needs them.
func (u *URL) Written(url string) string {
	switch {
	case u.Form == String:
		return quote(url)
	case u.Form == Quoted || strings.ContainsAny(url, " \t\r\n\f\"'()\\"):
		return "url(" + quote(url) + ")"
	}
	return "url(" + url + ")"
}

// LayerStatements is the text of the @layer statements that stand before the last
// import. Where imports are replaced by the imported text, they go before that;
// that they come again in the sheet does no harm.
func (s *Sheet) LayerStatements() string {
	var b strings.Builder
	for _, r := range s.Layers {
		b.Write(s.Text[r.Start:r.End])
		b.WriteByte('\n')
	}
	return b.String()
}

// Generate appends the sheet to dst as one text, inside of the conditions under
// which it was imported: chain[0] is the outermost importer's.
func (s *Sheet) Generate(dst []byte, urls []string, keep func(i int) bool, chain ...Conditions) []byte {
	prefix, suffix := Wrap(chain...)
	dst = append(dst, prefix...)
	dst = source.Apply(dst, s.Text, s.Edits(urls, keep))
	dst = append(dst, s.Close...)
	return append(dst, suffix...)
}

// Wrap is the text that goes around a sheet for it to count on conditions only.
// chain[0] is the outermost import. It is empty when there are none.
//
// Within one import the layer is innermost: a layer exists only where the
// conditions hold.
func Wrap(chain ...Conditions) (prefix, suffix string) {
	var before, after strings.Builder
	open := func(rule string) {
		before.WriteString(rule)
		before.WriteString(" {\n")
		after.WriteString("\n}")
	}
	for _, c := range chain {
		if c.Media != "" {
			open("@media " + c.Media)
		}
		if c.Supports != "" {
			// A declaration needs the parentheses, a condition may have them.
			open("@supports (" + c.Supports + ")")
		}
		if c.Layered {
			open(strings.TrimRight("@layer "+c.Layer, " "))
		}
	}
	if after.Len() > 0 {
		after.WriteByte('\n')
	}
	return before.String(), after.String()
}

// OutsideRule spells an @import that stays, under the conditions of the imports that
// lead to it, the outermost first. A rule has room for one of them, so further ones
// are those of sheets in data: URLs that import the next.
func OutsideRule(address string, chain []Conditions) string {
	chain = slices.DeleteFunc(slices.Clone(chain), Conditions.IsZero)
	if len(chain) == 0 {
		return ImportRule(address, Conditions{})
	}
	for i := len(chain) - 1; i > 0; i-- {
		rule := strings.TrimSpace(ImportRule(address, chain[i]))
		address = "data:text/css," + strings.ReplaceAll(url.QueryEscape(rule), "+", "%20")
	}
	return ImportRule(address, chain[0])
}

// ImportRule is an @import rule for an address that stays outside of the output,
// with its conditions.
func ImportRule(url string, c Conditions) string {
	rule := "@import " + quote(url)
	if c.Layered {
		rule += " layer"
		if c.Layer != "" {
			rule += "(" + c.Layer + ")"
		}
	}
	if c.Supports != "" {
		rule += " supports(" + c.Supports + ")"
	}
	if c.Media != "" {
		rule += " " + c.Media
	}
	return rule + ";\n"
}
