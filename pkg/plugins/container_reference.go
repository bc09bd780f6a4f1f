package plugins

import (
	"context"
	"fmt"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

var _ compiler.Plugin = (*ContainerReferencePlugin)(nil)

// ContainerReferencePlugin answers imports of remotes: "cart/Button" becomes a
// remote module, which leads to the reference of the container "cart".
type ContainerReferencePlugin struct {
	Options *config.ContainerReferenceOptions
	Path    []string // of the remotes section in federation.yaml
	// VersionFirst initialises all remotes before any share is chosen, used or not.
	VersionFirst bool
	providers    map[string]bool // keys of those that are initialised first in any case
	// API tells whether run time may ask for remotes by name, or plugins look at
	// them; nil for neither.
	API *RuntimeAPIPlugin

	config     *config.Config
	references map[string]*graph.Module // by remote key; made in Apply
}

// Name implements compiler.Plugin.
func (p *ContainerReferencePlugin) Name() string { return "ContainerReferencePlugin" }

// Apply implements compiler.Plugin.
func (p *ContainerReferencePlugin) Apply(c *compiler.Compiler) error {
	p.config = c.Config
	p.references = make(map[string]*graph.Module)
	node := strings.HasSuffix(c.Config.Target.Platform, "node")
	for i := range p.Options.Remotes {
		r := &p.Options.Remotes[i]
		ref := &referenceBody{key: r.Key, node: node, scopes: p.scopes(r), api: p.API, retry: r.Retry}
		m := &graph.Module{Name: referenceName(r.Key), Body: ref}
		ref.first = p.VersionFirst || p.providers[r.Key]
		for _, text := range r.Externals {
			kind, request := splitExternal(text, p.remoteType(r))
			x := newPlace(kind, request, r, c.Config)
			if kind == "internal" {
				x.dep = len(m.Deps)
				m.Deps = append(m.Deps, graph.Dep{
					Kind: graph.DepDynamic, Async: true, Specifier: request, From: c.Config.Context, Target: graph.NoModule, At: p.where(r.Key),
				})
			}
			ref.places = append(ref.places, x)
		}
		p.references[r.Key] = m
	}
	// Before shares: a remote and a share of one name would be a mistake, and the
	// remote is the more specific.
	c.Hooks.Factorize.Tap(p.Name(), -10, p.factorize)
	c.Hooks.FinishScan.Tap(p.Name(), 0, func(_ context.Context, a *compiler.Additions) error {
		// Who asks for remotes by name at run time may ask for any.
		for i := range p.Options.Remotes {
			ref := p.references[p.Options.Remotes[i].Key]
			if !ref.Body.(*referenceBody).first && !p.API.used() {
				continue
			}
			if problem, _ := ref.Body.(*referenceBody).bad(); problem == "" {
				a.Include(ref)
			}
		}
		return nil
	})
	return nil
}

func (p *ContainerReferencePlugin) where(key string) diag.Location {
	return p.config.Where(append(append([]string(nil), p.Path...), key)...)
}

// scopes are the share scopes that a remote gets.
func (p *ContainerReferencePlugin) scopes(r *config.Remote) []string {
	for _, list := range [][]string{r.ShareScopes, {r.ShareScope}, p.Options.ShareScopes} {
		if len(list) > 0 && list[0] != "" {
			return list
		}
	}
	return []string{scopeOr(p.Options.ShareScope)}
}

func referenceName(key string) string { return "container reference " + key }

func (p *ContainerReferencePlugin) remoteType(r *config.Remote) string {
	if r.Type != "" {
		return r.Type
	}
	if p.Options.RemoteType != "" {
		return p.Options.RemoteType
	}
	return "script"
}

// splitExternal takes "<type> <request>" apart.
func splitExternal(text, kind string) (string, string) {
	if k, rest, ok := strings.Cut(text, " "); ok && k != "" && strings.Trim(k, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
		return k, rest
	}
	return kind, text
}

// factorize answers "cart" and "cart/Button" when a remote named cart is
// configured, and the reference that those modules ask for.
func (p *ContainerReferencePlugin) factorize(_ context.Context, r *compiler.Request) (*graph.Module, bool, error) {
	if r.Kind == graph.DepRemote {
		m, ok := p.references[r.Specifier]
		return m, ok, nil
	}
	if strings.Contains(r.Specifier, "!") {
		return nil, false, nil
	}
	for i := range p.Options.Remotes {
		remote := &p.Options.Remotes[i]
		rest, ok := strings.CutPrefix(r.Specifier, remote.Key)
		if !ok || rest != "" && rest[0] != '/' {
			continue
		}
		if problem, help := p.references[remote.Key].Body.(*referenceBody).bad(); problem != "" {
			r.Report(diag.Diagnostic{
				Code: "remote-bad-request", Message: fmt.Sprintf("The remote %q cannot be loaded: %s", remote.Key, problem),
				At: p.where(remote.Key), Help: help,
			})
			// Answered, so that the resolver does not report it once more.
			return &graph.Module{Name: "ignored " + r.Specifier, Body: graph.Ignored{}}, true, nil
		}
		return p.remote(remote, r.Specifier, "."+rest), true, nil
	}
	return nil, false, nil
}

func (p *ContainerReferencePlugin) remote(r *config.Remote, specifier, expose string) *graph.Module {
	m := &graph.Module{Name: "remote " + specifier, Body: &remoteBody{key: r.Key, expose: expose, scopes: p.scopes(r), fallback: r.Fallback != ""}}
	where := p.where(r.Key)
	m.Deps = append(m.Deps, graph.Dep{Kind: graph.DepRemote, Hoist: true, Specifier: r.Key, Target: graph.NoModule, At: where})
	if r.Fallback != "" {
		m.Deps = append(m.Deps, graph.Dep{Kind: graph.DepImport, Async: true, Specifier: r.Fallback, From: p.config.Context, Target: graph.NoModule, At: where})
	}
	return m
}

// remoteBody is the body of a module that another build exposes. The container
// reference plugin makes it; the runtime's remotes feature reads its row.
type remoteBody struct {
	key, expose string
	scopes      []string
	fallback    bool
}

// Exports implements graph.Body.
func (b *remoteBody) Exports() graph.Exports { return graph.Exports{Open: true, Mirror: -1} }

// Generate implements graph.Body: the runtime makes the module from its row.
func (b *remoteBody) Generate(dst []byte, _ *graph.GenerateInput) ([]byte, error) { return dst, nil }

// ChunkTable implements graph.RuntimeRow.
func (b *remoteBody) ChunkTable() string { return "rm" }

// Needs implements graph.RuntimeRow.
func (b *remoteBody) Needs() runtime.Set { return runtime.Of(runtime.Remotes) }

// Rows implements graph.RuntimeRow.
func (b *remoteBody) Rows(in *graph.GenerateInput) []graph.Row {
	value := "[" + scopeLiteral(b.scopes) + "," + graph.Quote(b.expose) + "," + in.TargetID(0) + "," + graph.Quote(b.key)
	if b.fallback {
		chunks := "0"
		if c := in.Chunks(1); c != "" {
			chunks = c
		}
		value += "," + in.TargetID(1) + "," + chunks
	}
	return []graph.Row{{Table: "rs", Key: in.ID(in.Self), Value: value + "]"}}
}
