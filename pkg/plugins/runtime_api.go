package plugins

import (
	"context"
	"sync/atomic"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

var _ compiler.Plugin = (*RuntimeAPIPlugin)(nil)

// RuntimeModule is the specifier that RuntimeAPIPlugin answers.
const RuntimeModule = "mfbundle/runtime"

// RuntimeAPIPlugin answers imports of "mfbundle/runtime", through which code
// loads remotes and shares that are only known when it runs.
type RuntimeAPIPlugin struct {
	asked  atomic.Bool
	hooked bool // runtime plugins look at remotes
}

// Name implements compiler.Plugin.
func (p *RuntimeAPIPlugin) Name() string { return "RuntimeAPIPlugin" }

// Apply implements compiler.Plugin.
func (p *RuntimeAPIPlugin) Apply(c *compiler.Compiler) error {
	name := c.Config.Output.UniqueName
	c.Hooks.Factorize.Tap(p.Name(), 0, func(_ context.Context, r *compiler.Request) (*graph.Module, bool, error) {
		if r.Specifier != RuntimeModule {
			return nil, false, nil
		}
		p.asked.Store(true)
		return &graph.Module{Name: RuntimeModule, Body: &runtimeAPIBody{name: name}}, true, nil
	})
	return nil
}

// used reports whether run time knows remotes by name. It is complete when the
// scan has ended.
func (p *RuntimeAPIPlugin) used() bool { return p != nil && (p.hooked || p.asked.Load()) }

// runtimeAPIBody is the body of "mfbundle/runtime".
type runtimeAPIBody struct{ name string }

// Exports implements graph.Body.
func (b *runtimeAPIBody) Exports() graph.Exports {
	return graph.Exports{Names: []string{
		"getInstance", "init", "loadRemote", "loadShare", "loadShareSync", "preloadRemote", "registerPlugins", "registerRemotes",
		"registerShared", "unloadRemote",
	}, Mirror: -1, Type: graph.TypeNamespace}
}

// Generate implements graph.Body.
func (b *runtimeAPIBody) Generate(dst []byte, _ *graph.GenerateInput) ([]byte, error) {
	return append(dst, "module.exports = __webpack_require__.fed;\n"...), nil
}

// DataRows implements graph.DataBody.
func (b *runtimeAPIBody) DataRows(*graph.GenerateInput) ([]graph.Row, runtime.Set) {
	return nil, runtime.Of(runtime.RuntimeAPI)
}
