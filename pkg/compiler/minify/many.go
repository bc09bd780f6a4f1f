package minify

import (
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Part is one text of Many.
type Part struct {
	Text []byte
	Body bool // minified as by Body, else as by Object

	Result *Result // set by Many, as Err is
	Err    error
}

// Many minifies parts that have nothing to do with each other; the outcome of each
// is what Body or Object makes of it alone. It is one call of esbuild where that
// can be: a call costs 0.2 ms and 0.3 MB before it does anything, which for a chunk
// of a few kilobytes is most of the price.
func Many(parts []Part, o Options) {
	var list []*Part
	if len(parts) > 1 && !o.Await && !o.KeepNames && !featuresOf(o).adds && (o.LegalComments == api.LegalCommentsNone || o.LegalComments == api.LegalCommentsInline) {
		for i := range parts {
			list = append(list, &parts[i])
		}
		together(list, o)
	}
	for i := range parts {
		p := &parts[i]
		if p.Result == nil && p.Err == nil {
			run := Object
			if p.Body {
				run = Body
			}
			p.Result, p.Err = run(p.Text, o)
		}
	}
}

// together fills in the results of parts that one call can make. It leaves out all
// when one has an error, which is then told from it alone, and those that need
// helpers, whose names have to be made unique.
func together(parts []*Part, o Options) {
	shapes := make([]shape, len(parts))
	entries := make([]api.EntryPoint, len(parts))
	for i, p := range parts {
		shapes[i] = objectShape(p.Text)
		if p.Body {
			shapes[i] = bodyShape
		}
		entries[i] = api.EntryPoint{InputPath: strconv.Itoa(i), OutputPath: strconv.Itoa(i)}
	}
	// A namespace of its own keeps esbuild from looking for the files on disk.
	memory := api.Plugin{Name: "memory", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: a.Path, Namespace: "part"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "part"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			i, err := strconv.Atoi(a.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text := string(shapes[i].wrap(parts[i].Text))
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
		})
	}}
	t := transformOptions(o)
	r := api.Build(api.BuildOptions{
		EntryPointsAdvanced: entries, Outdir: "/", AbsWorkingDir: "/", Plugins: []api.Plugin{memory}, LogLevel: api.LogLevelSilent, TsconfigRaw: "{}",
		Target: t.Target, Engines: t.Engines, Supported: t.Supported, Charset: t.Charset, LegalComments: t.LegalComments, Drop: t.Drop,
		MinifyWhitespace: t.MinifyWhitespace, MinifySyntax: t.MinifySyntax, MinifyIdentifiers: t.MinifyIdentifiers, TreeShaking: t.TreeShaking,
		Sourcemap: t.Sourcemap, SourcesContent: t.SourcesContent,
	})
	if len(r.Errors) > 0 {
		return
	}
	code, maps := make([][]byte, len(parts)), make([][]byte, len(parts))
	for i := range r.OutputFiles {
		f := &r.OutputFiles[i]
		name, isMap := strings.CutSuffix(strings.TrimPrefix(f.Path, "/"), ".map")
		k, err := strconv.Atoi(strings.TrimSuffix(name, ".js"))
		switch {
		case err != nil:
		case isMap:
			maps[k] = f.Contents
		default:
			code[k] = f.Contents
		}
	}
	for i, p := range parts {
		s := shapes[i]
		t, err := newTransformed(code[i], maps[i], nil, len(s.open)+len(s.mark))
		if err != nil {
			continue
		}
		if u, err := s.unwrap(t, o); err == nil && len(u.Prelude) == 0 {
			p.Result = u
		}
	}
}
