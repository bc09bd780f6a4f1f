package plugins

import (
	"context"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

var _ compiler.Plugin = (*ShareRuntimePlugin)(nil)

// ShareRuntimePlugin asks for the share scope (init, register, version choice)
// in every runtime that offers shares or takes some.
type ShareRuntimePlugin struct{}

// Name implements compiler.Plugin.
func (p *ShareRuntimePlugin) Name() string { return "ShareRuntimePlugin" }

// Apply implements compiler.Plugin.
func (p *ShareRuntimePlugin) Apply(c *compiler.Compiler) error {
	c.Hooks.RuntimeRequirements.Tap(p.Name(), 0, func(_ context.Context, r *compiler.RuntimeSet) error {
		if r.Provides || r.Features.Has(runtime.Consumes) || r.Features.Has(runtime.Remotes) {
			*r.Features = r.Features.With(runtime.ShareScope)
		}
		return nil
	})
	return nil
}
