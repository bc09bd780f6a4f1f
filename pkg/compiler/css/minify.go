package css

import (
	"bytes"
	"fmt"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// Options say how to minify.
type Options struct {
	Target        api.Target
	Engines       []api.Engine // what newer syntax (nesting, colors) is lowered for
	Whitespace    bool
	Syntax        bool
	LegalComments bool // keeps /*! comments where they are
	SourceMap     bool
}

// Minified is the outcome of Minify.
type Minified struct {
	Code []byte
	Map  *source.Map // from Code to the text that was given; nil without Options.SourceMap
}

// Minify shrinks the text of a CSS file, and lowers it to the target. Mistakes in
// the text are not errors: they stay, as Analyze has reported them. It may run
// concurrently.
func Minify(text []byte, o Options) (*Minified, error) {
	opts := api.TransformOptions{
		Loader:           api.LoaderCSS,
		Target:           o.Target,
		Engines:          o.Engines,
		Charset:          api.CharsetUTF8,
		MinifyWhitespace: o.Whitespace,
		MinifySyntax:     o.Syntax,
		LegalComments:    api.LegalCommentsNone,
		SourcesContent:   api.SourcesContentExclude,
		LogLevel:         api.LogLevelSilent,
	}
	if o.LegalComments {
		opts.LegalComments = api.LegalCommentsInline
	}
	if o.SourceMap {
		opts.Sourcemap = api.SourceMapExternal
	}
	r := api.Transform(string(text), opts)
	if len(r.Errors) > 0 {
		return nil, fmt.Errorf("minify css: %s", r.Errors[0].Text)
	}
	m := &Minified{Code: bytes.TrimRight(r.Code, "\n")}
	if o.SourceMap {
		var err error
		if m.Map, err = source.DecodeMap(r.Map); err != nil {
			return nil, fmt.Errorf("minify css: read the map of esbuild: %w", err)
		}
	}
	return m, nil
}
