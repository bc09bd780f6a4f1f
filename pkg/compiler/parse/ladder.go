package parse

import (
	"bytes"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// ladder reads a file that the library cannot read as it is. Each rung costs
// more and keeps less:
//
//  1. masks of equal length, tried by plain;
//  2. esbuild prints the file in a form that the library takes, and the record
//     is that of the printed text;
//  3. esbuild bundles the file, with everything external, into a CommonJS
//     module that needs nothing but require.
//
// What fails on all of them is an error of the file, told in esbuild's words.
func (f *file) ladder() (*graph.Record, []diag.Diagnostic) {
	if f.reprinted {
		return f.opaque()
	}
	result := api.Transform(f.unmapped(), api.TransformOptions{
		LogLevel:       api.LogLevelSilent,
		Loader:         api.LoaderJS,
		Sourcefile:     f.path,
		Charset:        api.CharsetASCII,
		LegalComments:  api.LegalCommentsInline,
		Sourcemap:      api.SourceMapExternal,
		SourcesContent: api.SourcesContentExclude,
		// Not exponent-operator: Math.pow takes no BigInt.
		Supported: map[string]bool{"arrow": false, "using": false, "decorators": false},
	})
	if len(result.Errors) > 0 {
		return nil, f.messages(result.Errors, diag.Error)
	}
	g := &file{path: f.path, src: result.Code, opts: f.opts, self: f.self, origin: f, mapping: result.Map, reprinted: true, why: f.why}
	return g.output("esbuild: " + f.why)
}

// opaque is the last rung. f is what the rung before printed.
func (f *file) opaque() (*graph.Record, []diag.Diagnostic) {
	o := f.origin
	type asked struct {
		kind  api.ResolveKind
		attrs map[string]string
	}
	seen := map[string]asked{}
	var defines map[string]string
	if d := f.opts.Defines; d != nil {
		defines = d.plain
	}
	root, err := filepath.Abs("/") // with a drive where there are some
	if err != nil {
		root = ""
	}
	sourcefile := o.path
	if o.opts.Goal == GoalModule && filepath.Ext(sourcefile) != ".mjs" {
		sourcefile += ".mjs" // esbuild then gives it module.exports for the default of CommonJS, as Node does
	}
	result := api.Build(api.BuildOptions{
		LogLevel:      api.LogLevelSilent,
		Bundle:        true,
		Format:        api.FormatCommonJS,
		Platform:      api.PlatformNeutral,
		Charset:       api.CharsetASCII,
		LegalComments: api.LegalCommentsInline,
		TreeShaking:   api.TreeShakingFalse,
		Define:        defines,
		Outfile:       "out.js",
		Stdin:         &api.StdinOptions{Contents: o.unmapped(), Sourcefile: sourcefile, Loader: api.LoaderJS, ResolveDir: root},
		AbsWorkingDir: root, // a comment with the file's name is relative to it
		Plugins: []api.Plugin{{Name: "external", Setup: func(b api.PluginBuild) {
			b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
				if a.Kind == api.ResolveEntryPoint {
					return api.OnResolveResult{}, nil
				}
				// Resolving is serial for one file, so the map needs no lock.
				seen[a.Path] = asked{a.Kind, a.With}
				return api.OnResolveResult{Path: a.Path, External: true}, nil
			})
		}}},
	})
	if len(result.Errors) > 0 {
		return nil, o.messages(result.Errors, diag.Error)
	}
	if len(result.OutputFiles) != 1 {
		return nil, []diag.Diagnostic{{Severity: diag.Error, Code: "syntax-error", Message: "The file cannot be read: " + f.why, At: o.place(nil)}}
	}
	text := f.buffer(result.OutputFiles[0].Contents)
	opts := *f.opts
	opts.Goal, opts.Defines = GoalScript, nil
	g := &file{path: f.path, src: text, opts: &opts}
	rec, _, fault := g.analyze(text, nil)
	if fault != nil || rec == nil {
		rec = &graph.Record{Text: text, CommonJS: graph.CommonJS{Mirror: -1}}
		scanRequires(rec)
	}
	for i := range rec.Imports {
		m := &rec.Imports[i]
		if a, ok := seen[m.Specifier]; ok && len(a.attrs) > 0 {
			m.Attrs = a.attrs
		}
		m.UsesAll, m.Uses = true, nil
	}
	rec.Flags |= graph.Opaque
	if bytes.Contains(text, []byte("\nmodule.exports = __toCommonJS(")) { // esbuild's last line for ES modules
		rec.Flags |= graph.WasESM
	}
	rec.CommonJS.ESModule = rec.CommonJS.ESModule || rec.Flags&graph.WasESM != 0
	rec.CommonJS.Closed = false
	rec.Rung = "esbuild-bundle: " + f.why
	return rec, nil
}

// scanRequires finds require("x") and import("x") in text that no parser takes,
// by its tokens.
func scanRequires(rec *graph.Record) {
	src := append(rec.Text[:len(rec.Text):len(rec.Text)], 0)
	n := len(rec.Text)
	last := byte(0) // of the last token, to tell a member from a name
	for i := skipTrivia(src, 0, n); i < n; i = skipTrivia(src, i, n) {
		c := src[i]
		switch {
		case c == '"' || c == '\'' || c == '`':
			i = stringEnd(src[:n], i)
		case identTable[c]:
			start := i
			if i = wordEnd(src, i, n); i == start {
				i++
			}
			kind, word := graph.ImportRequire, string(src[start:i])
			if word == "import" {
				kind = graph.ImportDynamic
			} else if word != "require" {
				break
			}
			open := skipTrivia(src, i, n)
			if last == '.' || src[open] != '(' {
				break
			}
			spec := skipTrivia(src, open+1, n)
			if src[spec] != '"' {
				break
			}
			end := stringEnd(src[:n], spec)
			closing := skipTrivia(src, end, n)
			if src[closing] != ')' {
				break
			}
			rec.Imports = append(rec.Imports, graph.Import{
				Kind: kind, Specifier: unquote(src[spec:end]),
				Spec:  graph.ByteRange{Start: uint32(spec), End: uint32(end)},
				Start: uint32(start), End: uint32(closing + 1),
			})
			i = closing
		default:
			i++
		}
		last = c
	}
	// One statement, which is all there is to know.
	rec.Stmts = []graph.Stmt{{End: uint32(n), Effects: graph.EffectsSome, Imports: graph.Range{To: uint32(len(rec.Imports))}}}
}
