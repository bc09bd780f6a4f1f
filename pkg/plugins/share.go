package plugins

import (
	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/config"
)

var _ compiler.Plugin = (*SharePlugin)(nil)

// SharePlugin turns each shared package into something to consume and, unless
// import is false, something to provide.
type SharePlugin struct {
	Options *config.ShareOptions
	Path    []string // of the shared section in federation.yaml
	// LoadedFirst prefers versions that are loaded to higher ones.
	LoadedFirst bool

	// npmRanges: the runtime takes ranges as they are written.
	npmRanges bool
	fallbacks fallbackOptions
	scopes    *shareScopes // of the whole build; nil for its own
	remotes   []config.Remote
}

// Name implements compiler.Plugin.
func (p *SharePlugin) Name() string { return "SharePlugin" }

// Apply implements compiler.Plugin.
func (p *SharePlugin) Apply(c *compiler.Compiler) error {
	scopes := p.scopes
	if scopes == nil {
		scopes = newShareScopes()
	}
	var provides []config.Shared
	for _, s := range p.Options.Shared {
		if !s.NoImport {
			provides = append(provides, s)
		}
	}
	(&shareLint{shares: p.Options.Shared, path: p.Path}).apply(c)
	shaker := newShaker(c, p.Options.Shared, p.Path, p.fallbacks)
	if err := c.Use(&ConsumeSharedPlugin{
		Options: &config.ConsumeSharedOptions{Consumes: p.Options.Shared, ShareScope: p.Options.ShareScope}, Path: p.Path, strictByDefault: true, loadedFirst: p.LoadedFirst, shaker: shaker, npmRanges: p.npmRanges, remotes: p.remotes,
	}); err != nil {
		return err
	}
	return c.Use(&ProvideSharedPlugin{
		Options: &config.ProvideSharedOptions{Provides: provides, ShareScope: p.Options.ShareScope}, Path: p.Path, scopes: scopes, shaker: shaker, loadedFirst: p.LoadedFirst,
	})
}
