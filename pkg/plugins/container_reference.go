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

	config     *config.Config
	references map[string]*graph.Module // by remote key; made in Apply
}

// Name implements compiler.Plugin.
func (p *ContainerReferencePlugin) Name() string { return "ContainerReferencePlugin" }

// Apply implements compiler.Plugin.
func (p *ContainerReferencePlugin) Apply(c *compiler.Compiler) error {
	p.config = c.Config
	p.references = make(map[string]*graph.Module)
	for i := range p.Options.Remotes {
		r := &p.Options.Remotes[i]
		ref := &referenceBody{key: r.Key}
		if p.VersionFirst {
			ref.first = r.ShareScope
			if ref.first == "" {
				ref.first = scopeOr(p.Options.ShareScope)
			}
		}
		for _, text := range r.Externals {
			kind, request := splitExternal(text, p.remoteType(r))
			ref.externals = append(ref.externals, newContainerExternal(kind, request))
		}
		if r.Timeout > 0 || r.Retry.Attempts > 0 || r.Integrity != "" {
			ref.options = remoteOptions(r)
		}
		p.references[r.Key] = &graph.Module{Name: referenceName(r.Key), Body: ref}
	}
	// Before shares: a remote and a share of one name would be a mistake, and the
	// remote is the more specific.
	c.Hooks.Factorize.Tap(p.Name(), -10, p.factorize)
	if p.VersionFirst {
		c.Hooks.FinishScan.Tap(p.Name(), 0, func(_ context.Context, a *compiler.Additions) error {
			for i := range p.Options.Remotes {
				ref := p.references[p.Options.Remotes[i].Key]
				if problem, _ := ref.Body.(*referenceBody).bad(); problem == "" {
					a.Include(ref)
				}
			}
			return nil
		})
	}
	return nil
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

func newContainerExternal(kind, request string) graph.External {
	e := graph.External{Type: kind, Request: []string{request}, Container: true}
	if kind == "script" {
		if global, url, ok := strings.Cut(request, "@"); ok {
			e.Request = []string{url, global}
		}
	}
	return e
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
				At: p.config.Where(append(append([]string(nil), p.Path...), remote.Key)...), Help: help,
			})
			// Answered, so that the resolver does not report it once more.
			return &graph.Module{Name: "ignored " + r.Specifier, Body: graph.Ignored{}}, true, nil
		}
		return p.remote(remote, r.Specifier, "."+rest), true, nil
	}
	return nil, false, nil
}

func (p *ContainerReferencePlugin) remote(r *config.Remote, specifier, expose string) *graph.Module {
	scope := r.ShareScope
	if scope == "" {
		scope = scopeOr(p.Options.ShareScope)
	}
	m := &graph.Module{Name: "remote " + specifier, Body: &remoteBody{key: r.Key, expose: expose, scope: scope, fallback: r.Fallback != ""}}
	where := p.config.Where(append(append([]string(nil), p.Path...), r.Key)...)
	m.Deps = append(m.Deps, graph.Dep{Kind: graph.DepRemote, Hoist: true, Specifier: r.Key, Target: graph.NoModule, At: where})
	if r.Fallback != "" {
		m.Deps = append(m.Deps, graph.Dep{Kind: graph.DepImport, Async: true, Specifier: r.Fallback, From: p.config.Context, Target: graph.NoModule, At: where})
	}
	return m
}

// remoteBody is the body of a module that another build exposes. The container
// reference plugin makes it; the runtime's remotes feature reads its row.
type remoteBody struct {
	key, expose, scope string
	fallback           bool
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
	value := "[" + graph.Quote(b.scope) + "," + graph.Quote(b.expose) + "," + in.TargetID(0) + "," + graph.Quote(b.key)
	if b.fallback {
		chunks := "0"
		if c := in.Chunks(1); c != "" {
			chunks = c
		}
		value += "," + in.TargetID(1) + "," + chunks
	}
	return []graph.Row{{Table: "rs", Key: in.ID(in.Self), Value: value + "]"}}
}

// referenceBody is the body of the module that gives a container, by trying its
// externals in order. It sits where the runtime is.
type referenceBody struct {
	key       string
	externals []graph.External
	options   string // row of the runtime's rc table; "" for none
	first     string // share scope to initialise it with, before it is used; "" for none
}

// bad says what is wrong with the configuration of the remote, and what to do;
// "" for nothing.
func (b *referenceBody) bad() (problem, help string) {
	const form = "write global@https://host/remoteEntry.js with remoteType: script, or name the type: \"module https://host/remoteEntry.js\""
	for i := range b.externals {
		e := &b.externals[i]
		if b.options != "" && e.Type != "script" {
			return fmt.Sprintf("timeout, retry and integrity are not supported yet for the type %q", e.Type), "remove them, or load it as a script: global@https://host/remoteEntry.js"
		}
		if e.Type == "script" && (len(e.Request) < 2 || e.Request[0] == "" || e.Request[1] == "") {
			return fmt.Sprintf("%q does not name a global variable and a URL", e.Request[0]), form
		}
		if name, url, ok := strings.Cut(e.Request[0], "@"); ok && e.Type != "script" && name != "" && strings.Contains(url, "://") && !strings.Contains(name, ":") {
			return fmt.Sprintf("%q names a global variable and a URL, which only a script has, and its type is %q", e.Request[0], e.Type), form
		}
	}
	return "", ""
}

// Exports implements graph.Body.
func (b *referenceBody) Exports() graph.Exports { return graph.Exports{Open: true, Mirror: -1} }

// Generate implements graph.Body.
func (b *referenceBody) Generate(dst []byte, in *graph.GenerateInput) ([]byte, error) {
	if len(b.externals) == 1 {
		return append(dst, "module.exports = "+b.externals[0].ContainerExpression(in)+";\n"...), nil
	}
	var list []string
	for i := range b.externals {
		list = append(list, "() => "+b.externals[i].ContainerExpression(in))
	}
	// One after the other: the next is asked only when the one before failed.
	dst = append(dst, "var list = ["+strings.Join(list, ", ")+"];\n"...)
	dst = append(dst, "var next = (i) => new Promise((resolve) => resolve(list[i]())).catch((error) => { if (i + 1 < list.length) return next(i + 1); throw error; });\n"...)
	return append(dst, "module.exports = next(0);\n"...), nil
}

// DataRows adds the loading options of the remote to the runtime's data.
func (b *referenceBody) DataRows(in *graph.GenerateInput) ([]graph.Row, runtime.Set) {
	var rows []graph.Row
	var need runtime.Set
	if b.first != "" {
		rows = append(rows, graph.Row{Table: "rr", Key: graph.Quote(b.first), List: true, Value: in.ID(in.Self)})
		need = need.With(runtime.VersionFirst)
	}
	if b.options == "" {
		return rows, need
	}
	for i := range b.externals {
		if e := &b.externals[i]; e.Type == "script" {
			rows = append(rows, graph.Row{Table: "rc", Key: graph.Quote(e.Request[0]), Value: b.options})
		}
	}
	return rows, need.With(runtime.ScriptExternalOptions)
}

func remoteOptions(r *config.Remote) string {
	var parts []string
	if r.Timeout > 0 {
		parts = append(parts, fmt.Sprintf("timeout:%d", r.Timeout))
	}
	if r.Retry.Attempts > 0 {
		parts = append(parts, fmt.Sprintf("retry:{attempts:%d,delay:%d}", r.Retry.Attempts, r.Retry.Delay))
	}
	if r.Integrity != "" {
		parts = append(parts, "integrity:"+graph.Quote(r.Integrity))
	}
	return "{" + strings.Join(parts, ",") + "}"
}
