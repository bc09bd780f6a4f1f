// Package batch transforms several texts in one call of esbuild. A call costs 0.2
// ms and 0.3 MB of garbage before it does anything, which for texts of a few
// kilobytes is most of the price. It knows nothing of modules.
package batch

import (
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Output is what became of one text.
type Output struct {
	Code, Map []byte // Map is nil when the options ask for none
}

// Transform does to each of n texts what api.Transform does with these options, and
// returns as many outputs; a footer of legal comments in files of their own is not
// among them. clean says that there was no warning; nil outputs that there was an
// error, of which only a call for one text tells the place.
//
// Paths show in what JSX development mode adds, and no two may be equal. Texts of
// one namespace other than "file" are none of the disk's: esbuild looks for no
// package.json or tsconfig.json around them. text is called from several
// goroutines, once for each index.
func Transform(n int, namespace string, path, text func(i int) string, o api.TransformOptions) (out []Output, clean bool) {
	entries := make([]api.EntryPoint, n)
	byPath := make(map[string]int, n)
	for i := range entries {
		p := path(i)
		byPath[p] = i
		entries[i] = api.EntryPoint{InputPath: p, OutputPath: strconv.Itoa(i)}
	}
	memory := api.Plugin{Name: "memory", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: a.Path, Namespace: namespace}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			contents := text(byPath[a.Path])
			return api.OnLoadResult{Contents: &contents, Loader: o.Loader}, nil
		})
	}}
	r := api.Build(api.BuildOptions{
		EntryPointsAdvanced: entries, Outdir: "/", AbsWorkingDir: "/", Plugins: []api.Plugin{memory}, LogLevel: api.LogLevelSilent,
		Target: o.Target, Engines: o.Engines, Supported: o.Supported, Charset: o.Charset, LegalComments: o.LegalComments, Drop: o.Drop,
		MinifyWhitespace: o.MinifyWhitespace, MinifySyntax: o.MinifySyntax, MinifyIdentifiers: o.MinifyIdentifiers,
		KeepNames: o.KeepNames, TreeShaking: o.TreeShaking, TsconfigRaw: o.TsconfigRaw,
		JSX: o.JSX, JSXImportSource: o.JSXImportSource, JSXFactory: o.JSXFactory, JSXFragment: o.JSXFragment, JSXDev: o.JSXDev,
		Sourcemap: o.Sourcemap, SourcesContent: o.SourcesContent,
		// For browsers, a build replaces process.env.NODE_ENV, which is the caller's to decide,
		// and for that makes the table of all known globals again.
		Platform: api.PlatformNeutral,
	})
	if len(r.Errors) > 0 {
		return nil, false
	}
	out = make([]Output, n)
	for i := range r.OutputFiles {
		f := &r.OutputFiles[i]
		name, isMap := strings.CutSuffix(strings.TrimPrefix(f.Path, "/"), ".map")
		k, err := strconv.Atoi(strings.TrimSuffix(name, ".js"))
		switch {
		case err != nil || k >= n:
		case isMap:
			out[k].Map = f.Contents
		default:
			out[k].Code = f.Contents
		}
	}
	return out, len(r.Warnings) == 0
}
