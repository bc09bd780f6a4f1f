package diag

import (
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"
)

// TextOptions say how Text prints.
type TextOptions struct {
	Color bool
	Width int // columns of the terminal; 0 for 120
}

// defaultWidth is used when the output is no terminal; it only bounds code
// frames, messages are never wrapped.
const defaultWidth = 120

// Text prints diagnostics for people, one block each, an empty line between.
// Labels, notes and help follow the place:
//
//	error[resolve-not-found]: Could not resolve "./Buton"
//	  src/App.js:3:20
//	    3 | import Button from "./Buton"
//	      |                    ~~~~~~~~~
//	  help: write "./Button" (src/Button.js exists)
func Text(w io.Writer, list []Diagnostic, opts TextOptions) error {
	p := newPainter(opts.Color)
	var b strings.Builder
	for i := range list {
		if i > 0 {
			b.WriteString("\n")
		}
		p.diagnostic(&b, &list[i], opts.Width)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// painter holds the colours; without colour they do nothing.
type painter struct {
	severity                 [2]func(...any) string
	bold, faint, note, label func(...any) string
}

func newPainter(on bool) *painter {
	paint := func(attributes ...color.Attribute) func(...any) string {
		c := color.New(attributes...)
		// Whether to colour was decided by the caller, not by where os.Stdout goes.
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c.SprintFunc()
	}
	return &painter{
		severity: [2]func(...any) string{Error: paint(color.FgRed, color.Bold), Warning: paint(color.FgYellow, color.Bold)},
		bold:     paint(color.Bold),
		faint:    paint(color.Faint),
		note:     paint(color.FgCyan),
		label:    paint(color.FgBlue),
	}
}

func (p *painter) diagnostic(b *strings.Builder, d *Diagnostic, width int) {
	severity := p.severity[min(d.Severity, Warning)]
	head := d.Severity.String()
	if d.Code != "" {
		head += "[" + d.Code + "]"
	}
	fmt.Fprintf(b, "%s: %s\n", severity(head), p.bold(oneLine(d.Message)))
	gutter := gutterOf(d)
	p.location(b, "  ", d.At, gutter, width, severity)
	if d.Module != "" && d.Module != d.At.File {
		fmt.Fprintf(b, "  in %s\n", oneLine(d.Module))
	}
	for _, l := range d.Labels {
		fmt.Fprintf(b, "  %s %s\n", p.label("label:"), oneLine(l.Message))
		p.location(b, "    ", l.At, gutter, width, p.label)
	}
	for _, n := range d.Notes {
		fmt.Fprintf(b, "  %s %s\n", p.note("note:"), hanging(n))
	}
	if d.Help != "" {
		fmt.Fprintf(b, "  %s %s\n", p.note("help:"), hanging(d.Help))
	}
}

// location prints where, and the code frame when the text is known, two columns
// further in.
func (p *painter) location(b *strings.Builder, indent string, l Location, gutter, width int, paint func(...any) string) {
	if l.IsZero() {
		return
	}
	if l.Text == nil {
		fmt.Fprintf(b, "%s%s\n", indent, oneLine(l.File))
		return
	}
	line, column := Position(l.Text, l.Start)
	fmt.Fprintf(b, "%s%s:%d:%d\n", indent, oneLine(l.File), line, column)
	fmt.Fprintln(b, frameOf(l, frameWidth(width, gutter)).source(indent+"  ", gutter, func(s string) string { return paint(s) }))
}

// frameWidth is the room for a source line: the width less indent, gutter, bar
// and the two ellipses of a cut line.
func frameWidth(width, gutter int) int {
	if width <= 0 {
		width = defaultWidth
	}
	return max(width-len("      ")-gutter-len(" | ")-2*len(ellipsis), 20)
}

// gutterOf is the width of the largest line number of a diagnostic, so that its
// frames line up.
func gutterOf(d *Diagnostic) int {
	widest := 1
	for _, l := range append([]Label{{At: d.At}}, d.Labels...) {
		if !l.At.IsZero() && l.At.Text != nil {
			line, _ := Position(l.At.Text, l.At.Start)
			widest = max(widest, len(fmt.Sprint(line)))
		}
	}
	return widest
}

// oneLine keeps a message that quotes user text on its line and from moving the
// cursor.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
}

// hanging indents the further lines of a note or help below its first.
func hanging(s string) string {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	for i := range lines {
		lines[i] = oneLine(lines[i])
	}
	return strings.Join(lines, "\n        ")
}
