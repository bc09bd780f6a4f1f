package parse

import (
	"sort"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// loader returns esbuild's name for the language of the file.
func (f *file) loader() api.Loader {
	switch f.opts.Loader {
	case LoaderJSX:
		return api.LoaderJSX
	case LoaderTS:
		return api.LoaderTS
	case LoaderTSX:
		return api.LoaderTSX
	}
	return api.LoaderJS
}

// transformOptions are what esbuild needs to compile a file.
func transformOptions(o *Options) api.TransformOptions {
	t := api.TransformOptions{
		LogLevel:        api.LogLevelSilent,
		Target:          o.Target,
		Engines:         o.Engines,
		Supported:       withPhases(o.Supported),
		Charset:         api.CharsetUTF8,
		LegalComments:   api.LegalCommentsInline,
		TsconfigRaw:     o.TSConfigRaw,
		JSX:             api.JSXAutomatic,
		JSXImportSource: o.JSX.ImportSource,
		JSXFactory:      o.JSX.Factory,
		JSXFragment:     o.JSX.Fragment,
		JSXDev:          o.JSX.Dev,
		Sourcemap:       api.SourceMapExternal,
		SourcesContent:  api.SourcesContentExclude,
	}
	if o.JSX.Mode == JSXClassic {
		t.JSX = api.JSXTransform
	}
	return t
}

// withPhases adds that import defer and import source may stay, which the walker
// reads, whatever the target is.
func withPhases(supported map[string]bool) map[string]bool {
	all := map[string]bool{"import-defer": true, "import-source": true}
	for k, v := range supported {
		all[k] = v
	}
	return all
}

// transformed compiles TypeScript and JSX and reads the result.
func (f *file) transformed() (*graph.Record, []diag.Diagnostic) {
	if f.compiled != nil {
		return f.compiledOutput(f.compiled.code, f.compiled.mapping, nil)
	}
	return f.transform(api.FormatDefault)
}

// transform compiles the file, to CommonJS if format says so.
func (f *file) transform(format api.Format) (*graph.Record, []diag.Diagnostic) {
	t := transformOptions(f.opts)
	t.Loader, t.Sourcefile, t.Format = f.loader(), f.path, format
	result := api.Transform(f.unmapped(), t)
	if len(result.Errors) > 0 {
		return nil, f.messages(result.Errors, diag.Error)
	}
	return f.compiledOutput(result.Code, result.Map, f.messages(result.Warnings, diag.Warning))
}

// compiledOutput reads what esbuild made of the file.
func (f *file) compiledOutput(code, mapping []byte, warnings []diag.Diagnostic) (*graph.Record, []diag.Diagnostic) {
	o := f.opts
	g := &file{path: f.path, src: code, opts: o, self: f.self, origin: f, mapping: mapping}
	rec, diags := g.output("")
	diags = append(warnings, diags...)
	if rec == nil {
		return nil, diags
	}
	if o.Loader != LoaderJSX {
		if rec.Flags&graph.HasESM != 0 && rec.Flags&graph.UsesModule != 0 && exportAssignment.Match(f.src) {
			return f.transform(api.FormatCommonJS) // an ES module has no module.exports
		}
		rec.Flags |= graph.FromTypeScript
		if rec.Flags&(graph.HasESM|graph.UsesModule|graph.UsesExports) == 0 && o.Goal != GoalScript && f.hadModuleSyntax() {
			rec.Flags |= graph.HasESM // only types were imported and exported
		}
		diags = append(diags, f.notCompiled(code)...)
	}
	return rec, diags
}

// hadModuleSyntax reports whether a TypeScript file looks like a module though
// its output does not.
func (f *file) hadModuleSyntax() bool {
	return mentionsModule(f.src)
}

// output reads what esbuild printed.
func (f *file) output(reason string) (*graph.Record, []diag.Diagnostic) {
	rec, diags, ok := f.plain()
	if !ok {
		rec, diags = f.ladder()
	}
	if !f.reprinted || ok {
		f.backToOrigin(diags) // else they are about the origin already
	}
	if rec == nil {
		return nil, diags
	}
	if reason != "" && rec.Flags&graph.Opaque == 0 {
		rec.Rung = reason
	}
	rec.SourceMappingURL, _ = trailingMap(f.origin.src)
	if f.opts.SourceMap && rec.Flags&graph.Opaque == 0 {
		m, err := source.DecodeMap(f.mapping)
		switch {
		case err != nil:
		case rec.Map != nil: // this text had to be printed again
			rec.Map = source.Through(rec.Map, m)
		default:
			rec.Map = m
		}
	}
	return rec, diags
}

// backToOrigin moves locations in printed text to the file that it was made of.
func (f *file) backToOrigin(diags []diag.Diagnostic) {
	if f.origin == nil || len(diags) == 0 {
		return
	}
	m, err := source.DecodeMap(f.mapping)
	if err != nil {
		return
	}
	move := func(l *diag.Location) {
		if len(l.Text) > 0 && len(f.src) > 0 && l.File == f.path && len(l.Text) == len(f.src) {
			start, end := mapBack(m, l.Text, f.origin.src, l.Start, l.End)
			*l = diag.Location{File: f.path, Text: f.origin.src, Start: start, End: end}
		}
	}
	for i := range diags {
		move(&diags[i].At)
		for j := range diags[i].Labels {
			move(&diags[i].Labels[j].At)
		}
	}
}

// mapBack returns the place in origin that [start, end) of text comes from. A
// name keeps its length, which is what diagnostics are about.
func mapBack(m *source.Map, text, origin []byte, start, end int) (int, int) {
	line, column := source.NewLines(text).Position(uint32(start))
	s := segmentAt(m, line, column)
	if s == nil {
		return 0, 0
	}
	at, ok := source.NewLines(origin).Offset(s.SrcLine, s.SrcColumn)
	if !ok {
		return 0, 0
	}
	return int(at), min(int(at)+end-start, len(origin))
}

// segmentAt returns the last segment of the line at or before column; nil when
// there is none that has a source.
func segmentAt(m *source.Map, line, column uint32) *source.Segment {
	i := sort.Search(len(m.Segments), func(i int) bool {
		s := &m.Segments[i]
		return s.Line > line || s.Line == line && s.Column > column
	}) - 1
	if i < 0 || m.Segments[i].Line != line || m.Segments[i].Source < 0 {
		return nil
	}
	return &m.Segments[i]
}

// messages turns what esbuild says into diagnostics about the file.
func (f *file) messages(list []api.Message, severity diag.Severity) []diag.Diagnostic {
	diags := make([]diag.Diagnostic, 0, len(list))
	code := "syntax-error"
	if severity == diag.Warning {
		code = "syntax-warning"
	}
	for i := range list {
		m := &list[i]
		d := diag.Diagnostic{Severity: severity, Code: code, Message: m.Text, At: f.place(m.Location)}
		for _, note := range m.Notes {
			if note.Location != nil && len(d.Labels) < 3 {
				d.Labels = append(d.Labels, diag.Label{At: f.place(note.Location), Message: note.Text})
			} else if note.Text != "" && !strings.Contains(note.Text, "esbuild") { // else it is about options that are not ours
				d.Notes = append(d.Notes, note.Text)
			}
		}
		if strings.HasPrefix(m.Text, "The JSX syntax extension") {
			d.Message, d.Help = "JSX is not read in this file", "compile it with a loader in module.rules, or give it a name that ends in .jsx"
		}
		diags = append(diags, d)
	}
	return diags
}

// place turns a position as esbuild reports it (lines from 1, columns in bytes
// from 0) into a location.
func (f *file) place(l *api.Location) diag.Location {
	at := diag.Location{File: f.path, Text: f.src}
	if l == nil {
		return at
	}
	i := 0
	for line := 1; line < l.Line && i < len(f.src); line++ {
		i = lineEnd2(f.src, i)
	}
	at.Start = min(i+l.Column, len(f.src))
	at.End = min(at.Start+l.Length, len(f.src))
	if at.End == at.Start { // esbuild gives a length for some tokens only
		at.End = max(wordEnd(f.src, at.Start, len(f.src)), at.Start)
	}
	return at
}
