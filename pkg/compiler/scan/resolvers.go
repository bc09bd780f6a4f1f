package scan

import (
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// resolverKey tells the resolvers of a build apart: what asks decides which
// conditions of package.json hold.
type resolverKey struct {
	category   string // esm, commonjs, url, worker, css-import
	typescript bool
	strict     bool // ES modules of "type": "module" packages: extensions are required
}

var categories = []string{"esm", "commonjs", "url", "worker", "css-import"}

// resolversOf returns the resolvers of a build. A watch keeps them: what they have
// found stays true until a file comes or goes.
func resolversOf(in *Input) map[resolverKey]*resolver.Resolver {
	if in.Cache == nil {
		return makeResolvers(in)
	}
	return in.Cache.Keep("resolvers", func() any { return makeResolvers(in) }).(map[resolverKey]*resolver.Resolver)
}

func makeResolvers(in *Input) map[resolverKey]*resolver.Resolver {
	out := make(map[resolverKey]*resolver.Resolver)
	for _, c := range categories {
		opts := ResolveOptions(in.Config, c)
		out[resolverKey{category: c}] = resolver.New(opts, in.Files)
		ts := opts
		ts.ExtensionAlias = append(append([]resolver.ExtensionAlias(nil), opts.ExtensionAlias...), resolver.TypeScriptExtensionAlias...)
		out[resolverKey{category: c, typescript: true}] = resolver.New(ts, in.Files)
		if c == "esm" && in.Config.Resolve.FullySpecified == nil {
			opts.FullySpecified = true
			out[resolverKey{category: c, strict: true}] = resolver.New(opts, in.Files)
		}
	}
	return out
}

func (w *worker) resolver(r *Request) *resolver.Resolver {
	if r.rule != nil && len(r.rule.resolve) > 0 {
		return w.resolverWith(r, r.rule.resolve, r.rule.key)
	}
	key := resolverKey{category: "esm", typescript: r.TypeScript}
	switch r.Kind {
	case graph.DepRequire:
		key.category = "commonjs"
	case graph.DepURL:
		key.category = "url"
	case graph.DepCSS:
		key.category = "css-import"
	case graph.DepImport, graph.DepDynamic:
		if r.worker {
			key.category = "worker"
			break
		}
		// As webpack for javascript/esm: such files have to write extensions.
		// TypeScript leaves that to its own compiler.
		strict := strings.HasSuffix(r.Importer, ".mjs") || r.Package != nil && r.Package.Type == "module" && strings.HasSuffix(r.Importer, ".js")
		if strict && !r.TypeScript {
			key.strict = true
			if x := w.resolvers[key]; x != nil {
				return x
			}
			key.strict = false
		}
	}
	return w.resolvers[key]
}

// ResolveOptions are the options of a build for one category of requests:
// webpack's defaults for the target and mode, overlaid with the resolve section.
func ResolveOptions(c *config.Config, category string) resolver.Options {
	o := resolver.Defaults(c.Target.Name(), string(c.Mode), category)
	o.Roots = []string{c.Context}
	overlay(&o, &c.Resolve)
	for key, sub := range c.Resolve.ByDependency {
		if key == category {
			overlay(&o, sub)
		}
	}
	return o
}

func overlay(o *resolver.Options, r *config.Resolve) {
	list := func(to *[]string, from []string) {
		if from != nil {
			*to = withDefaults(from, *to)
		}
	}
	lists := func(to *[][]string, from [][]string) {
		if from == nil {
			return
		}
		defaults := *to
		*to = [][]string{}
		for _, f := range from {
			if len(f) == 1 && f[0] == "..." {
				*to = append(*to, defaults...)
			} else {
				*to = append(*to, f)
			}
		}
	}
	fields := func(to *[][]string, from []string) {
		if from == nil {
			return
		}
		each := [][]string{}
		for _, f := range from {
			each = append(each, []string{f})
		}
		lists(to, each)
	}
	if len(o.Extensions) > 0 || r.Extensions == nil {
		list(&o.Extensions, r.Extensions)
	}
	list(&o.MainFiles, r.MainFiles)
	list(&o.Modules, r.Modules)
	list(&o.ConditionNames, r.ConditionNames)
	list(&o.DescriptionFiles, r.DescriptionFiles)
	list(&o.Roots, r.Roots)
	lists(&o.AliasFields, r.AliasFields)
	lists(&o.MainFields, r.MainFields)
	fields(&o.ExportsFields, r.ExportsFields)
	fields(&o.ImportsFields, r.ImportsFields)
	aliases := func(from []config.Alias) []resolver.Alias {
		var out []resolver.Alias
		for _, a := range from {
			x := resolver.NewAlias(a.Name, a.Targets...)
			x.OnlyModule = x.OnlyModule || a.OnlyModule
			x.Ignore = a.Ignore
			out = append(out, x)
		}
		return out
	}
	o.Alias = append(o.Alias, aliases(r.Alias)...)
	o.Fallback = append(o.Fallback, aliases(r.Fallback)...)
	for _, e := range r.ExtensionAlias {
		o.ExtensionAlias = append(o.ExtensionAlias, resolver.ExtensionAlias{Extension: e.Extension, Targets: e.Targets})
	}
	for _, c := range r.Restrictions {
		x := resolver.Restriction{Path: c.Text}
		if c.Regexp != nil {
			x.Match = c.Regexp.MatchString
		}
		o.Restrictions = append(o.Restrictions, x)
	}
	if r.Symlinks != nil {
		o.Symlinks = *r.Symlinks
	}
	if r.FullySpecified != nil {
		o.FullySpecified = *r.FullySpecified
	}
	if r.EnforceExtension != nil {
		o.EnforceExtension = r.EnforceExtension
	}
	o.PreferRelative = o.PreferRelative || r.PreferRelative
	o.PreferAbsolute = o.PreferAbsolute || r.PreferAbsolute
	if r.TSConfig != "" {
		o.TSConfig = r.TSConfig
	}
	if r.TSReferences != nil {
		o.TSConfigReferences = r.TSReferences
	}
}

// withDefaults puts the defaults in the place of "...", as webpack does.
func withDefaults(list, defaults []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		if s == "..." {
			out = append(out, defaults...)
		} else {
			out = append(out, s)
		}
	}
	return out
}

func isBare(s string) bool {
	return s != "" && s[0] != '.' && s[0] != '/' && s[0] != '#' && !strings.Contains(s, ":")
}

func packageName(s string) string {
	parts := strings.SplitN(s, "/", 3)
	if strings.HasPrefix(s, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}
