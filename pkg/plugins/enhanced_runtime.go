package plugins

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

var _ compiler.Plugin = (*EnhancedRuntimePlugin)(nil)

// EnhancedRuntimePlugin puts the federation runtime of the project's own
// node_modules into every entry and container, in place of the built-in one:
// runtime plugins and devtools that are written for it then work.
//
// It makes one module, which holds that runtime; our enhanced feature starts it
// with what the rows of shares, remotes, exposes and runtime plugins say.
type EnhancedRuntimePlugin struct {
	Federation *config.Federation
}

// bundlerRuntime is the package that Module Federation 2 gives to bundlers.
const bundlerRuntime = "@module-federation/webpack-bundler-runtime"

// Name implements compiler.Plugin.
func (p *EnhancedRuntimePlugin) Name() string { return "EnhancedRuntimePlugin" }

// Apply implements compiler.Plugin.
func (p *EnhancedRuntimePlugin) Apply(c *compiler.Compiler) error {
	where := c.Config.Where("federation", "implementation")
	file, err := p.find(c.Resolver("esm"), c.Config.Context)
	body := &enhancedBody{federation: p.Federation}
	m := &graph.Module{Name: "federation runtime", Body: body, Deps: []graph.Dep{{
		Kind: graph.DepRequire, Specifier: file, From: c.Config.Context, Target: graph.NoModule, At: where,
	}}}
	reported := false
	c.Hooks.FinishScan.Tap(p.Name(), 0, func(_ context.Context, a *compiler.Additions) error {
		if err == nil {
			a.Include(m)
			return nil
		}
		if !reported {
			reported = true
			a.Report(p.missing(err, where))
		}
		return nil
	})
	c.Hooks.RuntimeRequirements.Tap(p.Name(), 0, func(_ context.Context, r *compiler.RuntimeSet) error {
		*r.Features = r.Features.With(runtime.Enhanced)
		if r.Entry != nil && r.Entry.Container {
			*r.Features = r.Features.With(runtime.EnhancedContainer)
		}
		return nil
	})
	return nil
}

// find is the file of the runtime. It may be installed below the packages that
// bring it, as pnpm does.
func (p *EnhancedRuntimePlugin) find(r *resolver.Resolver, context string) (string, error) {
	if request := p.Federation.Implementation; request != "enhanced" {
		// A package such as @module-federation/runtime-tools, or the module itself.
		if res, err := r.Resolve(context, request+"/webpack-bundler-runtime"); err == nil {
			return res.Path, nil
		}
		res, err := r.Resolve(context, request)
		return res.Path, err
	}
	dirs := []string{context}
	for _, name := range []string{"@module-federation/enhanced", "@module-federation/runtime-tools"} {
		for _, dir := range dirs {
			if res, err := r.Resolve(dir, name); err == nil {
				dirs = append(dirs, filepath.Dir(res.Path))
				break
			}
		}
	}
	var first error
	for _, dir := range dirs {
		res, err := r.Resolve(dir, bundlerRuntime)
		if err == nil {
			return res.Path, nil
		}
		if first == nil {
			first = err
		}
	}
	return "", first
}

func (p *EnhancedRuntimePlugin) missing(err error, at diag.Location) diag.Diagnostic {
	d := diag.Diagnostic{Code: "federation-runtime-missing", At: at, Notes: []string{err.Error()}}
	if p.Federation.Implementation == "enhanced" {
		d.Message = fmt.Sprintf("The federation runtime %q is not installed", bundlerRuntime)
		d.Help = "run npm install " + bundlerRuntime + ", or remove implementation to use the built-in runtime"
		return d
	}
	d.Message = fmt.Sprintf("Could not resolve the federation runtime %q", p.Federation.Implementation)
	d.Help = "write builtin, enhanced, or a module with the exports of " + bundlerRuntime
	return d
}

// enhancedBody is the body of the module that exports the runtime of the
// project. The enhanced runtime plugin makes it; the runtime's enhanced feature
// requires it first of all.
type enhancedBody struct{ federation *config.Federation }

// Exports implements graph.Body.
func (b *enhancedBody) Exports() graph.Exports { return graph.Exports{Open: true, Mirror: -1} }

// Generate implements graph.Body.
func (b *enhancedBody) Generate(dst []byte, in *graph.GenerateInput) ([]byte, error) {
	return append(dst, "module.exports = "+in.Require(0)+";\n"...), nil
}

// DataRows implements graph.DataBody: what the runtime is told of the build
// besides its shares.
func (b *enhancedBody) DataRows(in *graph.GenerateInput) ([]graph.Row, runtime.Set) {
	f := b.federation
	var remotes []string
	for i := range f.Remotes {
		r := &f.Remotes[i]
		var infos []string
		for _, text := range r.Externals {
			infos = append(infos, enhancedRemote(f, r, text))
		}
		remotes = append(remotes, graph.Quote(r.Key)+":["+strings.Join(infos, ",")+"]")
	}
	strategy := f.ShareStrategy
	if strategy == "" {
		strategy = "loaded-first"
	}
	value := fmt.Sprintf("{m:%s,name:%s,strategy:%s,remotes:{%s}}", in.ID(in.Self), graph.Quote(f.Name), graph.Quote(strategy), strings.Join(remotes, ","))
	return []graph.Row{{Table: "fd", Value: value}}, runtime.Set{}
}

// enhancedRemote is the record of one place of a remote. Those that are scripts,
// or manifests, the runtime loads itself.
func enhancedRemote(f *config.Federation, r *config.Remote, text string) string {
	kind := r.Type
	if kind == "" {
		kind = f.RemoteType
	}
	kind, entry := splitExternal(text, kind)
	name := r.Key
	if kind == "script" {
		if global, url, ok := strings.Cut(entry, "@"); ok && global != "" && !strings.ContainsAny(global, ":/") {
			name, entry = global, url
		}
	}
	scopes := r.ShareScopes
	if len(scopes) == 0 {
		scopes = []string{scopeOr(r.ShareScope)}
	}
	return fmt.Sprintf("{alias:%s,name:%s,entry:%s,shareScope:%s,externalType:%s}",
		graph.Quote(r.Key), graph.Quote(name), graph.Quote(entry), scopeLiteral(scopes), graph.Quote(kind))
}
