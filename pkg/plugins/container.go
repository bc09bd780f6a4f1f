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

var _ compiler.Plugin = (*ContainerPlugin)(nil)

// ContainerPlugin makes the entry of a container: the file through which other
// builds reach the modules that this one exposes.
type ContainerPlugin struct {
	Options *config.ContainerOptions
	Path    []string // of the exposes section in federation.yaml
	// OtherScopes: shares or remotes of the build have scopes that are not the
	// container's.
	OtherScopes bool
}

// Name implements compiler.Plugin.
func (p *ContainerPlugin) Name() string { return "ContainerPlugin" }

// Apply implements compiler.Plugin.
func (p *ContainerPlugin) Apply(c *compiler.Compiler) error {
	o := p.Options
	m := &graph.Module{Name: "container entry " + o.Name}
	body := &containerBody{scope: scopeOr(o.ShareScope), scopes: o.ShareScopes, others: p.OtherScopes}
	exposes, empty, folders := expandExposes(c.Config.Context, o.Exposes)
	if len(folders) > 0 || len(empty) > 0 {
		c.Hooks.FinishModules.Tap(p.Name(), 0, func(_ context.Context, s *compiler.Stage) error {
			for _, dir := range folders {
				s.Watch(dir)
			}
			for _, key := range empty {
				s.Report(diag.Diagnostic{
					Code: "expose-pattern-empty", Message: fmt.Sprintf("The expose %q matches no files", key), At: c.Config.Where(append(append([]string(nil), p.Path...), key)...),
					Help: "correct the module behind it, which is relative to the context and has its extension",
				})
			}
			return nil
		})
	}
	for _, e := range exposes {
		where := e.Key
		if e.Pattern != "" {
			where = e.Pattern
		}
		x := exposed{key: e.Key}
		name := e.Name
		if name == "" {
			name = exposeChunkName(e.Key)
		}
		for _, request := range e.Imports {
			x.deps = append(x.deps, len(m.Deps))
			m.Deps = append(m.Deps, graph.Dep{
				Kind: graph.DepExpose, Async: true, Specifier: request, ChunkName: name, Target: graph.NoModule, Layer: e.Layer,
				From: c.Config.Context, At: c.Config.Where(append(append([]string(nil), p.Path...), where)...),
			})
		}
		body.exposes = append(body.exposes, x)
	}
	m.Body = body
	if o.Library != nil && o.Library.Type == "amd-require" {
		c.Hooks.FinishModules.Tap(p.Name(), 0, func(_ context.Context, s *compiler.Stage) error {
			at := append(append([]string(nil), p.Path[:len(p.Path)-1]...), "library")
			s.Report(diag.Diagnostic{
				Severity: diag.Warning, Code: "container-unreachable", At: c.Config.Where(at...),
				Message: fmt.Sprintf("Nobody can get the container %q: a library of type amd-require runs and hands its value to no one", o.Name),
				Help:    "write library: {type: amd}, which hosts load with remoteType: amd",
			})
			return nil
		})
	}
	added := &graph.AddedEntry{Filename: o.Filename, Runtime: o.Runtime}
	if o.Library != nil {
		added.Library = (*graph.Library)(o.Library)
	}
	c.AddEntry(graph.Entry{Name: o.Name, Container: true, Added: added}, m)
	return nil
}

func scopeOr(scope string) string {
	if scope == "" {
		return "default"
	}
	return scope
}

// exposeChunkName is the chunk name that the enhanced plugin gives to an expose,
// which tools look for in file names.
func exposeChunkName(key string) string {
	if key == "." {
		return "__federation_expose_default_export"
	}
	return "__federation_expose_" + strings.ReplaceAll(encodeName(strings.TrimPrefix(key, "./")), ".", "_")
}

// exposed is one public module of a container.
type exposed struct {
	key  string
	deps []int // indexes into Deps of the container module; the exports of the last count
}

// containerBody is the body of a container entry. The container plugin makes
// it; the runtime's container feature reads its rows.
type containerBody struct {
	scope   string
	scopes  []string // when it has several
	others  bool     // the build uses scopes that are not the container's
	exposes []exposed
}

// Exports implements graph.Body.
func (b *containerBody) Exports() graph.Exports {
	return graph.Exports{Names: []string{"get", "init"}, Mirror: -1}
}

// Generate implements graph.Body: a container entry is data of its runtime.
func (b *containerBody) Generate(dst []byte, _ *graph.GenerateInput) ([]byte, error) { return dst, nil }

// ChunkTable implements graph.RuntimeRow.
func (b *containerBody) ChunkTable() string { return "" }

// Needs implements graph.RuntimeRow.
func (b *containerBody) Needs() runtime.Set {
	if len(b.scopes) > 1 || b.others {
		return runtime.Of(runtime.ContainerScopes)
	}
	return runtime.Set{}
}

// Rows implements graph.RuntimeRow.
func (b *containerBody) Rows(in *graph.GenerateInput) []graph.Row {
	rows := []graph.Row{{Table: "sn", Value: graph.Quote(b.scope)}}
	if len(b.scopes) > 1 {
		rows = append(rows, graph.Row{Table: "sk", Value: scopeLiteral(b.scopes)})
	}
	for _, e := range b.exposes {
		var ids, chunks []string
		seen := make(map[string]bool)
		for _, d := range e.deps {
			ids = append(ids, in.TargetID(d))
			for _, c := range in.ChunkList(d) {
				if !seen[c] {
					seen[c] = true
					chunks = append(chunks, c)
				}
			}
		}
		list := "0"
		if len(chunks) > 0 {
			list = "[" + strings.Join(chunks, ",") + "]"
		}
		rows = append(rows, graph.Row{Table: "ex", Key: graph.Quote(e.key), Value: "[[" + strings.Join(ids, ",") + "]," + list + "]"})
	}
	return rows
}
