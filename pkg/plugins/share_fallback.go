package plugins

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// fallbackOptions say where whole copies of shaken shares go.
type fallbackOptions struct {
	config.ShareFallbacks
	container string // name of the federation
}

// notIndependent says why other builds cannot be given a whole copy that is a
// build of its own; "" when they can.
func (s *shaker) notIndependent(st *compiler.Stage, x *shaken) string {
	switch o := &st.Config.Output; {
	case s.whole.Dir == "":
		return "treeShakingDir is not set"
	case x.config.Singleton:
		return "it is a singleton, of which the two copies would be two"
	case o.Module || o.ChunkLoading != "jsonp":
		return "such copies are scripts of pages"
	}
	if asksAtRunTime(st) {
		return "code of this build may ask for any export when it runs"
	}
	return ""
}

func asksAtRunTime(st *compiler.Stage) bool {
	for i := range st.Graph.Modules {
		switch st.Graph.Modules[i].Body.(type) {
		case *runtimeAPIBody, *runtimePluginsBody:
			return true
		}
	}
	return false
}

// encodeName writes a name as Module Federation 2 does in files and variables.
func encodeName(name string) string {
	return strings.NewReplacer("@", "scope_", "-", "_", "/", "__").Replace(name)
}

// fallback tells where the whole copy of a version is: its file below output.path,
// and the global variable that the file sets.
func (x *shaken) fallback(o fallbackOptions, version string) (file, global string) {
	name := x.config.TreeShaking.Filename
	if name == "" {
		name = version + "/share-entry.js"
	}
	return path.Join(o.Dir, encodeName(x.key), name), encodeName(o.container + "_f_" + x.key + "_" + version)
}

// fallbackRow is the row of the runtime for the whole copy.
func (b *provideBody) fallbackRow() string {
	file, global := b.shake.fallback(b.shake.options, b.version)
	row := "[" + graph.Quote(file) + "," + graph.Quote(global) + "," + listLiteral(b.shake.names)
	if b.shake.options.Inject {
		row += ",1"
	}
	return row + "]"
}

// parts finds out what this build uses of a share, by which it takes copies that
// other builds made for themselves. It takes none of a share that it uses in ways
// that cannot be followed to names, and of no singleton.
func (a *analysis) parts(x *shaken) {
	x.wanted, x.takesParts = []string{}, !x.config.Singleton && !asksAtRunTime(a.stage) && !otherRuntime(a.stage)
	for _, m := range a.consumes {
		if b := a.stage.Graph.Modules[m].Body.(*consumeBody); b.shake != x {
			continue
		}
		u := a.consume(m, a.exportsOf(a.fallback(m)))
		x.takesParts = x.takesParts && len(u.whole) == 0
		for name := range u.names {
			x.wanted = append(x.wanted, name)
		}
	}
	slices.Sort(x.wanted)
	x.wanted = slices.Compact(x.wanted)
}

// exportsLeft are the exports that consumers of a share find in the shaken copies,
// sorted.
func (a *analysis) exportsLeft(x *shaken) []string {
	var names []string
	for _, m := range a.consumes {
		if a.stage.Graph.Modules[m].Body.(*consumeBody).shake == x && a.fallback(m) != graph.NoModule {
			names = append(names, a.keptExports(a.fallback(m))...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// emitWhole builds the whole copies and adds their files.
func (s *shaker) emitWhole(ctx context.Context, c *compiler.Compiler, out *compiler.Output, shares []config.Shared) error {
	done := make(map[string]bool)
	for i := range out.Graph.Modules {
		b, ok := out.Graph.Modules[i].Body.(*provideBody)
		if !ok || b.shake == nil || !b.shake.independent || done[b.key+"@"+b.version] {
			continue
		}
		done[b.key+"@"+b.version] = true
		if err := s.buildWhole(ctx, c, out, b, shares); err != nil {
			return err
		}
	}
	return nil
}

// buildWhole builds a container with one share in it. What that imports of other
// shares comes from the share scope too, with a copy beside it for when nobody
// offers one.
func (s *shaker) buildWhole(ctx context.Context, c *compiler.Compiler, out *compiler.Output, b *provideBody, shares []config.Shared) error {
	file, global := b.shake.fallback(s.whole, b.version)
	cfg := *c.Config
	cfg.Entries, cfg.HTML, cfg.Copy, cfg.Budgets, cfg.Licenses, cfg.FailOn = nil, nil, nil, nil, "", nil
	home := strings.TrimSuffix(file, path.Ext(file))
	o := &cfg.Output
	o.Library, o.UniqueName, o.ChunkLoadingGlobal = nil, global, "webpackChunk"+global
	o.ChunkFilename, o.CSSFilename, o.CSSChunkFilename = home+".[id].js", home+".css", home+".[id].css"
	cfg.Optimization.SplitChunks, cfg.Optimization.RuntimeChunk = nil, ""
	var others []config.Shared
	for _, x := range shares {
		if declaredKey(&x) != declaredKey(b.shake.config) {
			x.TreeShaking = nil
			others = append(others, x)
		}
	}
	cfg.Plugins = []config.Plugin{{Name: "ContainerPlugin", Path: s.path, Options: &config.ContainerOptions{
		Name: global, Filename: file, Library: &config.Library{Type: "global", Name: []string{global}}, ShareScope: b.scope,
		Exposes: []config.Expose{{Key: ".", Imports: []string{escapeRequest(b.path)}}},
	}}}
	if len(others) > 0 {
		cfg.Plugins = append(cfg.Plugins, config.Plugin{Name: "ConsumeSharedPlugin", Path: s.path, Options: &config.ConsumeSharedOptions{Consumes: others, ShareScope: b.scope}})
	}
	nested := compiler.New(&cfg, compiler.Options{Files: c.Files(), NoWrite: true})
	if err := Apply(nested); err != nil {
		return err
	}
	built, err := nested.Run(ctx)
	if err != nil {
		return err
	}
	for _, d := range built.Diagnostics {
		if d.Severity == diag.Error {
			out.Report(d) // its warnings are those of the build itself
		}
	}
	if !built.OK() {
		return nil
	}
	for _, a := range built.Output.Assets.List() {
		switch a.Kind {
		case emit.Script, emit.Style, emit.File, emit.Map:
			if err := out.Assets.Add(*a); err != nil {
				return err
			}
		}
	}
	return nil
}

// addFallbacks notes the whole copies of shaken shares in a manifest.
func addFallbacks(list []manifestShare, g *graph.Graph) {
	for i := range g.Modules {
		b, ok := g.Modules[i].Body.(*provideBody)
		if !ok || b.shake == nil || !b.shake.independent {
			continue
		}
		for k := range list {
			if list[k].Name == b.key && list[k].Version == b.version {
				list[k].Fallback, list[k].FallbackName = b.shake.fallback(b.shake.options, b.version)
				list[k].FallbackType = "global"
			}
		}
	}
}
