package plugins

import (
	"slices"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/config"
)

var _ compiler.Plugin = (*ModuleFederationPlugin)(nil)

// ModuleFederationPlugin splits its options among the plugins that do the work;
// it has no logic of its own.
type ModuleFederationPlugin struct {
	Options *config.Federation
	API     *RuntimeAPIPlugin
	types   *WatchedTypes // of the watch; nil for none
	scopes  *shareScopes  // of the whole build; nil for its own
	Path    []string      // of the options in federation.yaml; nil for those of the key federation
}

// Name implements compiler.Plugin.
func (p *ModuleFederationPlugin) Name() string { return "ModuleFederationPlugin" }

// Apply implements compiler.Plugin.
func (p *ModuleFederationPlugin) Apply(c *compiler.Compiler) error {
	o := p.Options
	at := func(key ...string) []string {
		if p.Path == nil {
			return append([]string{"federation"}, key...)
		}
		return append(slices.Clone(p.Path), key...)
	}
	runtimePlugins := o.RuntimePlugins
	if p.types != nil && o.Dev.TypeHints {
		runtimePlugins = append(slices.Clone(runtimePlugins), typeHints(o))
	}
	list := []compiler.Plugin{
		&ShareRuntimePlugin{},
		&ModuleFederationRuntimePlugin{
			AsyncStartup: o.AsyncStartup, Early: o.EarlyModules, Sync: o.SyncEntries, Path: at(),
			ScopesWait: o.ShareStrategy == "version-first" && len(o.Remotes) > 0 || o.Implementation != "builtin" || len(runtimePlugins) > 0,
		},
	}
	if p.API != nil {
		p.API.name = o.Name
	}
	if len(o.Exposes) > 0 {
		list = append(list, &ContainerPlugin{Options: &config.ContainerOptions{
			Name: o.Name, Filename: o.Filename, Library: o.Library, Exposes: o.Exposes,
			Runtime: o.Runtime, RuntimeFalse: o.RuntimeFalse, ShareScope: o.ShareScope, ShareScopes: o.ShareScopes,
		}, Path: at("exposes"), OtherScopes: otherScopes(o)})
	}
	if len(o.Remotes) > 0 {
		list = append(list, &ContainerReferencePlugin{Options: &config.ContainerReferenceOptions{
			RemoteType: o.RemoteType, Remotes: o.Remotes, ShareScope: o.ShareScope, ShareScopes: o.ShareScopes,
		}, API: p.API, Path: at("remotes"), VersionFirst: o.ShareStrategy == "version-first", providers: providersOf(o)})
	}
	if len(o.Shared) > 0 {
		list = append(list, &SharePlugin{Options: &config.ShareOptions{Shared: o.Shared, ShareScope: o.ShareScope}, Path: at("shared"), scopes: p.scopes, LoadedFirst: o.ShareStrategy == "loaded-first", npmRanges: o.Implementation != "builtin", remotes: o.Remotes, fallbacks: fallbackOptions{o.Fallbacks, o.Name}})
	}
	if o.Implementation != "builtin" {
		list = append(list, &EnhancedRuntimePlugin{Federation: o})
	}
	if len(runtimePlugins) > 0 {
		if p.API != nil {
			p.API.hooked = true
		}
		list = append(list, &RuntimePluginsPlugin{Plugins: runtimePlugins, Instance: o.Name, Path: at("runtimePlugins")})
	}
	if o.Manifest != nil {
		list = append(list, &ManifestPlugin{Options: o.Manifest, Federation: o})
	}
	if o.Dts != nil {
		list = append(list, &DtsPlugin{Federation: o, Path: at("dts"), Watched: p.types})
	}
	for _, plugin := range list {
		if err := c.Use(plugin); err != nil {
			return err
		}
	}
	return nil
}

// providersOf are the keys of remotes that shares are to be taken from.
func providersOf(o *config.Federation) map[string]bool {
	keys := make(map[string]bool)
	for i := range o.Shared {
		if r := providerRemote(o.Shared[i].Provider, o.Remotes); r != nil {
			keys[r.Key] = true
		}
	}
	return keys
}

// providerRemote is the remote of a container; nil when it is none.
func providerRemote(name string, remotes []config.Remote) *config.Remote {
	for i := range remotes {
		if r := &remotes[i]; name != "" && (r.Key == name || containerName(r) == name) {
			return r
		}
	}
	return nil
}

// providerNames are what a provider may call itself in the share scope.
func providerNames(name string, remotes []config.Remote) []string {
	names := []string{name}
	if r := providerRemote(name, remotes); r != nil {
		names = unique([]string{name, r.Key, containerName(r)})
	}
	return names
}

// otherScopes reports whether shares or remotes have scopes of their own.
func otherScopes(o *config.Federation) bool {
	for i := range o.Shared {
		if s := &o.Shared[i]; s.ShareScope != o.ShareScope || len(s.ShareScopes) > 1 {
			return true
		}
	}
	for i := range o.Remotes {
		if r := &o.Remotes[i]; r.ShareScope != o.ShareScope || len(r.ShareScopes) > 1 {
			return true
		}
	}
	return false
}
