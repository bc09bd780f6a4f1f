package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/fatih/color"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// listed is how many files of a group are printed without -v. The largest come
// first, which are those one can do something about.
const listed = 10

// palette are the colours of the summary; without colour they do nothing.
type palette struct{ bold, faint, green, cyan, yellow, red func(...any) string }

func newPalette(on bool) palette {
	paint := func(a ...color.Attribute) func(...any) string {
		c := color.New(a...)
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c.SprintFunc()
	}
	return palette{paint(color.Bold), paint(color.Faint), paint(color.FgGreen), paint(color.FgCyan), paint(color.FgYellow), paint(color.FgRed)}
}

// cell is one cell of a table: its text, and how it is painted once its width is
// known.
type cell struct {
	text  string
	right bool
	paint func(...any) string
}

// table prints rows with aligned columns. A row of one cell is a title and does
// not count for the widths.
func table(w io.Writer, rows [][]cell) error {
	var widths []int
	for _, row := range rows {
		for i, c := range row {
			if len(row) == 1 {
				break
			}
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(c.text))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for i, c := range row {
			pad := ""
			if len(row) > 1 && (i < len(row)-1 || c.right) {
				pad = strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c.text))
			}
			text := c.text
			if c.paint != nil && text != "" {
				text = c.paint(text)
			}
			if c.right {
				text = pad + text
			} else {
				text += pad
			}
			if i > 0 {
				line.WriteString("  ")
			}
			line.WriteString(text)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// printSummary writes the result of one build for people:
//
//	shop  production  dist/
//	  entries
//	    main.js      10.6 kB   5.4 kB gzip
//	  exposes
//	    Button.js     1.1 kB    701 B gzip  ./Button
//	  shares
//	    react  19.1.0  wants ^19.0.0  singleton  fallback: local module  3 consumers
//	built 3 files, 12 kB in 110 ms
//
// It is one block, in the order in which questions come: what was built, what is
// large and why it is there, what is shared, and whether it worked.
func printSummary(w io.Writer, s *summary, p palette, verbose bool) error {
	where := s.Config.Output.Path
	if abs, err := filepath.Abs("."); err == nil {
		where = shown(abs, where)
	}
	head := fmt.Sprintf("%s  %s  %s\n", p.bold(s.Name), s.Config.Mode, where+"/")
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	if err := table(w, fileRows(s, p, verbose)); err != nil {
		return err
	}
	if len(s.Shares) > 0 {
		if err := table(w, shareRows(s, p)); err != nil {
			return err
		}
	}
	if len(s.Duplicates) > 0 {
		if err := table(w, duplicateRows(s, p)); err != nil {
			return err
		}
	}
	if verbose {
		if err := table(w, timingRows(s)); err != nil {
			return err
		}
	}
	count, bytes := 0, 0
	// Maps would be most of the total, and nobody downloads them.
	for i := range s.Files {
		if s.Files[i].Group != groupSide {
			count++
			bytes += s.Files[i].Bytes
		}
	}
	for _, name := range s.Stale {
		if _, err := fmt.Fprintf(w, "would remove %s\n", name); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%s %s, %s in %s\n", p.green("built"), plural(count, "file"), size(bytes), duration(s.Took))
	return err
}

// fileRows lists the files by group, the large ones first.
func fileRows(s *summary, p palette, verbose bool) [][]cell {
	var rows [][]cell
	shown, hidden, hiddenBytes := 0, 0, 0
	flush := func() {
		if hidden > 0 {
			rows = append(rows, []cell{{text: fmt.Sprintf("    and %s, %s", plural(hidden, "smaller file"), size(hiddenBytes)), paint: p.faint}})
		}
		shown, hidden, hiddenBytes = 0, 0, 0
	}
	last := group(-1)
	for i := range s.Files {
		f := &s.Files[i]
		if f.Group == groupSide && !verbose {
			break // they come last
		}
		if f.Group != last {
			flush()
			rows = append(rows, []cell{{text: "  " + groupTitles[f.Group], paint: p.cyan}})
			last = f.Group
		}
		if shown == listed && !verbose {
			hidden++
			hiddenBytes += f.Bytes
			continue
		}
		shown++
		zipped := ""
		if f.Gzip > 0 {
			zipped = size(f.Gzip) + " gzip"
		}
		rows = append(rows, []cell{{text: "    " + f.Name}, {text: size(f.Bytes), right: true}, {text: zipped, right: true, paint: p.faint}, {text: f.For, paint: p.faint}})
	}
	flush()
	return rows
}

// duplicateRows lists the packages that the build has several copies of.
func duplicateRows(s *summary, p palette) [][]cell {
	rows := [][]cell{{{text: "  packages in several copies", paint: p.cyan}}}
	for _, d := range s.Duplicates {
		for _, c := range d.Copies {
			by := ""
			if c.Importer != "" {
				by = "for " + c.Importer
			}
			rows = append(rows, []cell{{text: "    " + d.Package + " " + c.Version}, {text: size(c.Bytes), right: true}, {text: c.Path}, {text: by}})
		}
	}
	return rows
}

// shareRows lists what is shared, with how each copy is chosen. "Not offered"
// means that the fallback of this build helps nobody else.
func shareRows(s *summary, p palette) [][]cell {
	rows := [][]cell{{{text: "  shares", paint: p.cyan}}}
	for _, f := range s.Shares {
		key := f.Key
		if f.Scope != "default" {
			key = "(" + f.Scope + ") " + key
		}
		version := f.Version
		if version == "" {
			version = "-"
		}
		var how []string
		for _, x := range []struct {
			on   bool
			word string
		}{{f.Singleton, "singleton"}, {f.Eager, "eager"}, {f.Strict, "strict"}, {f.Provided && !f.Consumed, "offered only"}, {f.Consumed && !f.Provided, "not offered"}} {
			if x.on {
				how = append(how, x.word)
			}
		}
		strategy := ""
		if f.Strategy != "" {
			strategy = "fallback: " + f.Strategy
		}
		rows = append(rows, []cell{{text: "    " + key}, {text: version}, {text: wants(f.Required), paint: p.faint},
			{text: strings.Join(how, ", ")}, {text: strategy, paint: p.faint}, {text: plural(len(f.Consumers), "consumer"), right: true}, {text: s.usage(f), paint: p.faint}})
	}
	return rows
}

// wants says which versions consumers ask for.
func wants(ranges []string) string {
	switch {
	case len(ranges) == 0:
		return ""
	case len(ranges) > 1:
		return fmt.Sprintf("wants %d ranges", len(ranges))
	case ranges[0] == "":
		return "wants any"
	}
	return "wants " + ranges[0]
}

// usage says how much of a share is used: "4 of 38 exports".
func (s *summary) usage(f plugins.ShareFact) string {
	u, ok := s.Usage[[2]string{f.Scope, f.Key}]
	switch {
	case !ok || !f.Consumed:
		return ""
	case u.Whole || u.TotalExports == 0:
		return "any export"
	case u.Open:
		return fmt.Sprintf("%d of %d+ exports", u.UsedExports, u.TotalExports)
	}
	return fmt.Sprintf("%d of %d exports", u.UsedExports, u.TotalExports)
}

// timingRows lists the passes in the order they ran.
func timingRows(s *summary) [][]cell {
	rows := [][]cell{{{text: "  time"}}}
	for _, t := range s.Timings {
		rows = append(rows, []cell{{text: "    " + t.Pass}, {text: duration(t.Took), right: true}})
	}
	return rows
}

// printDiagnostics writes all problems of a run in one block: warnings first, so
// that errors stand next to the prompt, and their counts at the end.
func printDiagnostics(w io.Writer, diags []diag.Diagnostic, colored, quiet bool) error {
	var list []diag.Diagnostic
	for _, severity := range []diag.Severity{diag.Warning, diag.Error} {
		for _, d := range diags {
			if d.Severity == severity && (severity == diag.Error || !quiet) {
				list = append(list, d)
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	if err := diag.Text(w, list, diag.TextOptions{Color: colored}); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", counts(diags, newPalette(colored)))
	return err
}

// counts says "2 errors, 1 warning".
func counts(diags []diag.Diagnostic, p palette) string {
	errors := countErrors(diags)
	var parts []string
	if errors > 0 {
		parts = append(parts, p.red(plural(errors, "error")))
	}
	if n := len(diags) - errors; n > 0 {
		parts = append(parts, p.yellow(plural(n, "warning")))
	}
	return strings.Join(parts, ", ")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// size writes bytes in the units of budgets: 1 kB is 1000 bytes.
func size(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 999_950:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.2f MB", float64(n)/1e6)
}

func duration(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}
