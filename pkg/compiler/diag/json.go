package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Record is a Diagnostic as written to JSON. Fields may be added, never renamed.
// Lines and columns are 1-based, columns in UTF-16 units; the end is exclusive.
type Record struct {
	Code      string        `json:"code"`
	Severity  string        `json:"severity"`
	Message   string        `json:"message"`
	File      string        `json:"file,omitempty"`
	Line      int           `json:"line,omitempty"`
	Column    int           `json:"column,omitempty"`
	EndLine   int           `json:"endLine,omitempty"`
	EndColumn int           `json:"endColumn,omitempty"`
	Frame     string        `json:"frame,omitempty"`
	Module    string        `json:"module,omitempty"`
	Labels    []RecordLabel `json:"labels,omitempty"`
	Notes     []string      `json:"notes,omitempty"`
	Help      string        `json:"help,omitempty"`
}

// RecordLabel is a Label as written to JSON.
type RecordLabel struct {
	Message   string `json:"message"`
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
	Column    int    `json:"column,omitempty"`
	EndLine   int    `json:"endLine,omitempty"`
	EndColumn int    `json:"endColumn,omitempty"`
}

// Records returns the diagnostics of one severity, in order; never nil, so that
// "errors" and "warnings" are lists in JSON.
func Records(list []Diagnostic, severity Severity) []Record {
	records := []Record{}
	for i := range list {
		if list[i].Severity == severity {
			records = append(records, NewRecord(&list[i]))
		}
	}
	return records
}

// NewRecord returns d as it is written to JSON.
func NewRecord(d *Diagnostic) Record {
	r := Record{
		Code: d.Code, Severity: d.Severity.String(), Message: d.Message,
		Module: d.Module, Notes: d.Notes, Help: d.Help, File: d.At.File,
	}
	r.Line, r.Column, r.EndLine, r.EndColumn = d.At.rangeOf()
	if !d.At.IsZero() && d.At.Text != nil {
		r.Frame = plainFrame(d.At)
	}
	for _, l := range d.Labels {
		label := RecordLabel{Message: l.Message, File: l.At.File}
		label.Line, label.Column, label.EndLine, label.EndColumn = l.At.rangeOf()
		r.Labels = append(r.Labels, label)
	}
	return r
}

// rangeOf returns the lines and columns of a location, zeros when its text is
// not known.
func (l Location) rangeOf() (line, column, endLine, endColumn int) {
	if l.IsZero() || l.Text == nil {
		return 0, 0, 0, 0
	}
	line, column = Position(l.Text, l.Start)
	endLine, endColumn = Position(l.Text, max(l.Start, l.End))
	return line, column, endLine, endColumn
}

// plainFrame is the code frame without colour, indent and colon.
func plainFrame(l Location) string {
	d := Diagnostic{At: l}
	gutter := gutterOf(&d)
	return frameOf(l, frameWidth(0, gutter)).source("", gutter, func(s string) string { return s })
}

// JSON writes the diagnostics as one JSON array of Records and a line break.
func JSON(w io.Writer, list []Diagnostic) error {
	records := make([]Record, len(list))
	for i := range list {
		records[i] = NewRecord(&list[i])
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(records)
}

// GitHub writes the diagnostics as workflow commands, which GitHub Actions
// shows at the lines of a pull request:
//
//	::error file=src/App.js,line=3,col=20,endLine=3,endColumn=29,title=resolve-not-found::Could not resolve "./Buton"
func GitHub(w io.Writer, list []Diagnostic) error {
	var b strings.Builder
	for i := range list {
		d := &list[i]
		r := NewRecord(d)
		b.WriteString("::" + r.Severity + " ")
		if r.File != "" {
			b.WriteString("file=" + property.Replace(r.File) + ",")
		}
		if r.Line > 0 {
			writeNumbers(&b, r)
		}
		b.WriteString("title=" + property.Replace(r.Code) + "::")
		lines := []string{r.Message}
		if r.Module != "" && r.Module != r.File {
			lines = append(lines, "in "+r.Module)
		}
		for _, n := range r.Notes {
			lines = append(lines, "note: "+n)
		}
		if r.Help != "" {
			lines = append(lines, "help: "+r.Help)
		}
		for j := range lines {
			lines[j] = strings.ReplaceAll(hanging(lines[j]), "\n        ", "\n")
		}
		b.WriteString(message.Replace(strings.Join(lines, "\n")) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Source of the escapes: actions/toolkit, packages/core/src/command.ts.
var (
	message  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func writeNumbers(b *strings.Builder, r Record) {
	fmt.Fprintf(b, "line=%d,col=%d,endLine=%d,", r.Line, r.Column, r.EndLine)
	// Columns of different lines confuse the viewer, which then ignores both.
	if r.Line == r.EndLine {
		fmt.Fprintf(b, "endColumn=%d,", r.EndColumn)
	}
}
