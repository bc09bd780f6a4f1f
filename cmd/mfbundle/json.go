package main

import (
	"encoding/json"
	"io"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// jsonReport is what --reporter json writes. Fields may be added; none is
// renamed without a new version.
type jsonReport struct {
	Version  int           `json:"version"`
	OK       bool          `json:"ok"`
	Builds   []jsonBuild   `json:"builds"`
	Errors   []diag.Record `json:"errors"`
	Warnings []diag.Record `json:"warnings"`
}

type jsonBuild struct {
	Name       string             `json:"name"`
	OutputPath string             `json:"outputPath"`
	Files      []jsonFile         `json:"files"`
	Timings    map[string]float64 `json:"timings"`         // milliseconds by pass, and "total"
	Stale      []string           `json:"stale,omitempty"` // what output.clean.dry leaves
	// Duplicates are packages that the build has several copies of.
	Duplicates []plugins.Duplicate `json:"duplicates"`
}

// jsonFile is one output file; Path is relative to the output folder.
type jsonFile struct {
	Path  string `json:"path"`
	Bytes int    `json:"bytes"`
	Gzip  int    `json:"gzip,omitempty"`
	Kind  string `json:"kind"`
	Chunk string `json:"chunk,omitempty"`
}

// writeReport writes the one JSON object of a run.
func writeReport(w io.Writer, builds []*summary, diags []diag.Diagnostic, ok bool) error {
	return writeJSON(w, reportOf(builds, diags, ok))
}

// writeJSON writes a value and a line break.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func reportOf(builds []*summary, diags []diag.Diagnostic, ok bool) jsonReport {
	r := jsonReport{
		Version: 1, OK: ok, Builds: []jsonBuild{},
		Errors: diag.Records(diags, diag.Error), Warnings: diag.Records(diags, diag.Warning),
	}
	// Lists are never null: tools in many languages loop over them without asking.
	for _, s := range builds {
		b := jsonBuild{Name: s.Name, OutputPath: s.Config.Output.Path, Files: []jsonFile{}, Timings: millis(s.Timings), Stale: s.Stale, Duplicates: append([]plugins.Duplicate{}, s.Duplicates...)}
		b.Timings["total"] = ms(s.Took)
		for i := range s.Files {
			f := &s.Files[i]
			b.Files = append(b.Files, jsonFile{f.Name, f.Bytes, f.Gzip, string(f.Kind), f.Chunk})
		}
		r.Builds = append(r.Builds, b)
	}
	return r
}

// millis adds up the timings of each pass, for JSON.
func millis(list []compiler.Timing) map[string]float64 {
	out := make(map[string]float64, len(list)+1)
	for _, t := range list {
		out[t.Pass] += ms(t.Took)
	}
	return out
}
