package plugins

import (
	"fmt"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// Apply applies the plugins that a configuration asks for, in its order.
func Apply(c *compiler.Compiler) error { return apply(c, nil) }

// apply knows the types of the watch that the build is one of; nil for none.
func apply(c *compiler.Compiler, types *WatchedTypes) error {
	api := &RuntimeAPIPlugin{}
	if err := c.Use(api); err != nil {
		return err
	}
	if aloneFederation(c.Config.Plugins) {
		// What ModuleFederationPlugin adds to the others, they need alone as well.
		for _, p := range []compiler.Plugin{&ShareRuntimePlugin{}, &ModuleFederationRuntimePlugin{AsyncStartup: true}} {
			if err := c.Use(p); err != nil {
				return err
			}
		}
	}
	scopes := newShareScopes() // of all plugins: what two of them provide can clash too
	for i := range c.Config.Plugins {
		p, err := build(&c.Config.Plugins[i], c.Config.Plugins, api, scopes, types)
		if err != nil {
			return err
		}
		if err := c.Use(p); err != nil {
			return err
		}
	}
	if len(c.Config.Copy) > 0 {
		if err := c.Use(&CopyPlugin{Patterns: c.Config.Copy}); err != nil {
			return err
		}
	}
	if len(c.Config.Budgets) > 0 {
		return c.Use(&BudgetPlugin{Budgets: c.Config.Budgets})
	}
	return nil
}

// aloneFederation reports whether the plugins that make up ModuleFederationPlugin
// are used without it.
func aloneFederation(list []config.Plugin) bool {
	alone := false
	for i := range list {
		switch list[i].Options.(type) {
		case *config.Federation:
			return false
		case *config.ContainerOptions, *config.ContainerReferenceOptions, *config.ShareOptions, *config.ConsumeSharedOptions, *config.ProvideSharedOptions:
			alone = true
		}
	}
	return alone
}

// scopesBeside reports whether plugins beside a container use scopes that are not
// the container's.
func scopesBeside(o *config.ContainerOptions, all []config.Plugin) bool {
	for i := range all {
		beside := config.Federation{ShareScope: o.ShareScope}
		switch p := all[i].Options.(type) {
		case *config.ContainerReferenceOptions:
			beside.Remotes = p.Remotes
		case *config.ShareOptions:
			beside.Shared = p.Shared
		case *config.ConsumeSharedOptions:
			beside.Shared = p.Consumes
		case *config.ProvideSharedOptions:
			beside.Shared = p.Provides
		}
		if otherScopes(&beside) {
			return true
		}
	}
	return false
}

// build is the list of built-in plugins by name. all are those of the configuration.
func build(p *config.Plugin, all []config.Plugin, api *RuntimeAPIPlugin, scopes *shareScopes, types *WatchedTypes) (compiler.Plugin, error) {
	switch o := p.Options.(type) {
	case *config.Federation:
		return &ModuleFederationPlugin{Options: o, Path: p.Path, API: api, scopes: scopes, types: types}, nil
	case *config.ContainerOptions:
		return &ContainerPlugin{Options: o, Path: append(append([]string(nil), p.Path...), "exposes"), OtherScopes: scopesBeside(o, all)}, nil
	case *config.ContainerReferenceOptions:
		return &ContainerReferencePlugin{Options: o, Path: append(append([]string(nil), p.Path...), "remotes"), API: api}, nil
	case *config.ShareOptions:
		return &SharePlugin{Options: o, Path: append(append([]string(nil), p.Path...), "shared"), scopes: scopes}, nil
	case *config.ConsumeSharedOptions:
		return &ConsumeSharedPlugin{Options: o, Path: append(append([]string(nil), p.Path...), "consumes")}, nil
	case *config.ProvideSharedOptions:
		return &ProvideSharedPlugin{Options: o, Path: append(append([]string(nil), p.Path...), "provides"), scopes: scopes}, nil
	case *config.ReportOptions:
		switch p.Name {
		case "ShareUsagePlugin":
			return &ShareUsagePlugin{Options: o}, nil
		case "EnhancedShareUsagePlugin":
			return &EnhancedShareUsagePlugin{Options: o}, nil
		case "ExportUsagePlugin":
			return &ExportUsagePlugin{Options: o}, nil
		}
	}
	return nil, fmt.Errorf("no plugin is called %q", p.Name)
}
