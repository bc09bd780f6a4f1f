package minify

import (
	"fmt"

	"github.com/evanw/esbuild/pkg/api"
)

// File minifies a script or ES module that is a file of its own, and runs as it is.
// Names of the top level stay, unless text imports or exports. What is returned is
// ASCII, for nobody knows as what it will be read.
//
// Errors: text cannot be read.
//
// It may run concurrently.
func File(text []byte, o Options) ([]byte, error) {
	opts := transformOptions(o)
	opts.Charset = api.CharsetASCII
	result := api.Transform(string(text), opts)
	if len(result.Errors) > 0 {
		return nil, fmt.Errorf("minify: %s", result.Errors[0].Text)
	}
	return result.Code, nil
}
