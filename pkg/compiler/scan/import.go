package scan

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/mfbundle/mfbundle/pkg/compiler/loader"
)

// Nested is the build of a module that a loader imports, to run it during the
// build: this.importModule(request, options).
type Nested struct {
	Request string
	Dir     string // absolute; the request starts from it
	// Of the options; nil for those of the build.
	Layer, PublicPath, BaseURI *string

	host *host // of the loader
}

// Imported is what such a build gives: Content is a script for Node that sets
// module.exports.
type Imported = loader.Result

// Import implements loader.Host.
func (h *host) Import(ctx context.Context, dir, request string, options json.RawMessage) (*loader.Result, error) {
	n := &Nested{Request: request, Dir: dir, host: h}
	if n.Dir == "" { // a module without a file
		n.Dir = h.f.path
	}
	if len(options) > 0 {
		if err := json.Unmarshal(options, n); err != nil {
			return nil, fmt.Errorf("options of importModule: %w", err)
		}
	}
	run := h.l.w.in.Import
	if run == nil {
		return nil, errors.New("importModule is not possible here")
	}
	return run(ctx, n)
}
