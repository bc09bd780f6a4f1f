package plugins

import (
	"context"
	"strings"
	"sync/atomic"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

var _ compiler.Plugin = (*RuntimeAPIPlugin)(nil)

// RuntimeModule is the specifier that RuntimeAPIPlugin answers.
const RuntimeModule = "mfbundle/runtime"

// RuntimeAPIPlugin answers imports of "mfbundle/runtime", through which code
// loads remotes and shares that are only known when it runs.
type RuntimeAPIPlugin struct {
	asked  atomic.Bool
	hooked bool   // runtime plugins look at remotes
	name   string // of the instance, as the configuration has it; "" for none
}

// Name implements compiler.Plugin.
func (p *RuntimeAPIPlugin) Name() string { return "RuntimeAPIPlugin" }

// Apply implements compiler.Plugin.
func (p *RuntimeAPIPlugin) Apply(c *compiler.Compiler) error {
	node := strings.HasSuffix(c.Config.Target.Platform, "node")
	aliases := aliasesOf(c.Config.Resolve.Alias, RuntimeModule)
	c.Hooks.Factorize.Tap(p.Name(), 0, func(_ context.Context, r *compiler.Request) (*graph.Module, bool, error) {
		if r.Specifier != RuntimeModule && !aliases[r.Specifier] {
			return nil, false, nil
		}
		p.asked.Store(true)
		return &graph.Module{Name: RuntimeModule, Body: &runtimeAPIBody{node: node, name: p.name}}, true, nil
	})
	return nil
}

// aliasesOf are the requests that aliases turn into one that no file answers, also
// by way of each other; nil for none.
func aliasesOf(aliases []config.Alias, request string) map[string]bool {
	var found map[string]bool
	for again := true; again; {
		again = false
		for i := range aliases {
			a := &aliases[i]
			name := strings.TrimSuffix(a.Name, "$")
			if len(a.Targets) > 0 && !found[name] && (a.Targets[0] == request || found[a.Targets[0]]) {
				if found == nil {
					found = make(map[string]bool)
				}
				found[name], again = true, true
			}
		}
	}
	return found
}

// used reports whether run time knows remotes by name. It is complete when the
// scan has ended.
func (p *RuntimeAPIPlugin) used() bool { return p != nil && (p.hooked || p.asked.Load()) }

// RuntimePluginsPlugin puts the modules that runtimePlugins names into every file
// that boots, where they are called before anything is loaded.
type RuntimePluginsPlugin struct {
	Plugins  []config.RuntimePlugin
	Path     []string // of the section in federation.yaml
	Instance string   // name of the instance
}

// Name implements compiler.Plugin.
func (p *RuntimePluginsPlugin) Name() string { return "RuntimePluginsPlugin" }

// Apply implements compiler.Plugin.
func (p *RuntimePluginsPlugin) Apply(c *compiler.Compiler) error {
	m := &graph.Module{Name: "federation runtime plugins"}
	body := &runtimePluginsBody{name: p.Instance, node: strings.HasSuffix(c.Config.Target.Platform, "node")}
	for _, x := range p.Plugins {
		request := x.Request
		// As if it was imported: a package may be there as CommonJS too, with all that it needs in that form.
		if res, err := c.Resolver("esm").Resolve(c.Config.Context, request); err == nil && !res.Ignored {
			request = res.Identifier()
		}
		m.Deps = append(m.Deps, graph.Dep{Kind: graph.DepRequire, Specifier: request, From: c.Config.Context, Target: graph.NoModule, At: c.Config.Where(p.Path...)})
		body.params = append(body.params, x.Params)
	}
	m.Body = body
	c.Hooks.FinishScan.Tap(p.Name(), 0, func(_ context.Context, a *compiler.Additions) error {
		a.Include(m)
		return nil
	})
	return nil
}

// runtimePluginsBody is the body that leads to the plugins; the runtime calls them
// as its rows say.
type runtimePluginsBody struct {
	name   string
	params []string
	node   bool
}

// Exports implements graph.Body.
func (b *runtimePluginsBody) Exports() graph.Exports { return graph.Exports{Mirror: -1} }

// Generate implements graph.Body.
func (b *runtimePluginsBody) Generate(dst []byte, _ *graph.GenerateInput) ([]byte, error) {
	return dst, nil
}

// DataRows implements graph.DataBody.
func (b *runtimePluginsBody) DataRows(in *graph.GenerateInput) ([]graph.Row, runtime.Set) {
	var list []string
	for i, params := range b.params {
		row := "[" + in.TargetID(i)
		if params != "" {
			row += "," + params
		}
		list = append(list, row+"]")
	}
	need := runtime.Of(runtime.RuntimePlugins, runtime.HookedRemotes, runtime.HookedManifests, runtime.HookedShares, scriptFeature(b.node))
	return []graph.Row{{Table: "rp", Value: "[" + strings.Join(list, ",") + "]"}, {Table: "fn", Value: graph.Quote(b.name)}}, need
}

// runtimeAPIBody is the body of "mfbundle/runtime".
type runtimeAPIBody struct {
	node bool
	name string
}

// Exports implements graph.Body.
func (b *runtimeAPIBody) Exports() graph.Exports {
	return graph.Exports{Names: []string{
		"createInstance", "getInstance", "init", "loadRemote", "loadShare", "loadShareSync", "preloadRemote", "registerPlugins", "registerRemotes",
		"registerShared", "unloadRemote",
	}, Mirror: -1, Type: graph.TypeNamespace}
}

// Generate implements graph.Body.
func (b *runtimeAPIBody) Generate(dst []byte, _ *graph.GenerateInput) ([]byte, error) {
	return append(dst, "module.exports = __webpack_require__.fed;\n"...), nil
}

// DataRows implements graph.DataBody.
func (b *runtimeAPIBody) DataRows(*graph.GenerateInput) ([]graph.Row, runtime.Set) {
	var rows []graph.Row
	if b.name != "" {
		rows = append(rows, graph.Row{Table: "fn", Value: graph.Quote(b.name)})
	}
	return rows, runtime.Of(runtime.RuntimeAPI, scriptFeature(b.node))
}
