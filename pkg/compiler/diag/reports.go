package diag

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// SARIF writes the diagnostics as one SARIF 2.1.0 run, which code scanning of
// GitHub, GitLab and Azure reads. version is that of the program.
func SARIF(w io.Writer, list []Diagnostic, version string) error {
	type text struct {
		Text string `json:"text"`
	}
	type region struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	type artifact struct {
		URI string `json:"uri"`
	}
	type physical struct {
		Artifact artifact `json:"artifactLocation"`
		Region   *region  `json:"region,omitempty"`
	}
	type location struct {
		Physical physical `json:"physicalLocation"`
		Message  *text    `json:"message,omitempty"`
	}
	type result struct {
		RuleID    string     `json:"ruleId"`
		Level     string     `json:"level"`
		Message   text       `json:"message"`
		Locations []location `json:"locations,omitempty"`
		Related   []location `json:"relatedLocations,omitempty"`
	}
	type rule struct {
		ID    string `json:"id"`
		Short text   `json:"shortDescription"`
		Help  text   `json:"help"`
	}
	place := func(file string, line, column, endLine, endColumn int) location {
		l := location{Physical: physical{Artifact: artifact{file}}}
		if line > 0 {
			l.Physical.Region = &region{line, column, endLine, endColumn}
		}
		return l
	}
	results, rules := []result{}, []rule{}
	for i := range list {
		r := NewRecord(&list[i])
		lines := append([]string{r.Message}, prefixed("note: ", r.Notes)...)
		if r.Help != "" {
			lines = append(lines, "help: "+r.Help)
		}
		x := result{RuleID: r.Code, Level: r.Severity, Message: text{strings.Join(lines, "\n")}}
		if r.File != "" {
			x.Locations = []location{place(r.File, r.Line, r.Column, r.EndLine, r.EndColumn)}
		}
		for _, label := range r.Labels {
			l := place(label.File, label.Line, label.Column, label.EndLine, label.EndColumn)
			l.Message = &text{label.Message}
			x.Related = append(x.Related, l)
		}
		results = append(results, x)
		if !slices.ContainsFunc(rules, func(known rule) bool { return known.ID == r.Code }) {
			if c, ok := LookUp(r.Code); ok {
				rules = append(rules, rule{c.Code, text{c.Meaning}, text{c.Do}})
			}
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []any{map[string]any{
			"tool":       map[string]any{"driver": map[string]any{"name": "mfbundle", "version": version, "informationUri": "https://github.com/mfbundle/mfbundle", "rules": rules}},
			"columnKind": "utf16CodeUnits",
			"results":    results,
		}},
	})
}

func prefixed(prefix string, list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = prefix + s
	}
	return out
}

// JUnit writes the diagnostics as a JUnit report: a test case for each build,
// with its seconds, and one for each problem; errors are failures, warnings
// are skipped cases.
func JUnit(w io.Writer, list []Diagnostic, builds []string, seconds []float64) error {
	type message struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
	type testCase struct {
		Name    string   `xml:"name,attr"`
		Class   string   `xml:"classname,attr"`
		File    string   `xml:"file,attr,omitempty"`
		Time    string   `xml:"time,attr,omitempty"`
		Failure *message `xml:"failure,omitempty"`
		Skipped *message `xml:"skipped,omitempty"`
	}
	type suite struct {
		XMLName  xml.Name   `xml:"testsuite"`
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Skipped  int        `xml:"skipped,attr"`
		Cases    []testCase `xml:"testcase"`
	}
	s := suite{Name: "mfbundle"}
	for i, name := range builds {
		s.Cases = append(s.Cases, testCase{Name: name, Class: "build", Time: fmt.Sprintf("%.3f", seconds[i])})
	}
	for i := range list {
		d := &list[i]
		r := NewRecord(d)
		var b strings.Builder
		_ = Text(&b, list[i:i+1], TextOptions{}) // a builder takes all
		c := testCase{Name: r.Message, Class: r.Code, File: r.File}
		m := &message{Message: r.Message, Type: r.Code, Text: b.String()}
		if d.Severity == Error {
			c.Failure = m
			s.Failures++
		} else {
			c.Skipped = m
			s.Skipped++
		}
		s.Cases = append(s.Cases, c)
	}
	s.Tests = len(s.Cases)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(s); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
