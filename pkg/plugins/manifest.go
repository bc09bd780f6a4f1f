package plugins

import (
	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// ManifestPlugin writes mf-manifest.json and mf-stats.json.
type ManifestPlugin struct {
	Options    *config.Manifest
	Federation *config.Federation
}

// Name implements compiler.Plugin.
func (p *ManifestPlugin) Name() string { return "ManifestPlugin" }

// Apply implements compiler.Plugin.
func (p *ManifestPlugin) Apply(c *compiler.Compiler) error { return nil }
