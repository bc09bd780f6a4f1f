package plugins

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

var _ compiler.Plugin = (*ManifestPlugin)(nil)

// ManifestPlugin writes mf-manifest.json, by which Module Federation 2 hosts and
// tools find a container and its files, and mf-stats.json, which says the same
// with where everything is used. Both are taken from the graph and the chunks
// rather than from the options, so they say what is true of the output.
type ManifestPlugin struct {
	Options    *config.Manifest
	Federation *config.Federation

	versions *versions
	pkg      *resolver.Package // of the project; nil without one
	// records yields all that needs no names of files, which is found out while the
	// files are made: nobody waits for it.
	records chan *manifestWriter
}

// manifestVersion is what metaData.pluginVersion says of the writer.
const manifestVersion = "1.0.0"

// unknownPlace stands for places that nobody looked for.
const unknownPlace = "UNKNOWN"

// Name implements compiler.Plugin.
func (p *ManifestPlugin) Name() string { return "ManifestPlugin" }

// Apply implements compiler.Plugin.
func (p *ManifestPlugin) Apply(c *compiler.Compiler) error {
	p.versions = &versions{cache: c.Files(), display: c.Display}
	c.Hooks.OptimizeChunks.Tap(p.Name(), 0, func(_ context.Context, s *compiler.Stage) error {
		found := make(chan *manifestWriter, 1) // one, so that a build that fails leaves nobody waiting
		p.records = found
		go func() { found <- p.record(s, c.Display) }()
		return nil
	})
	c.Hooks.Emit.Tap(p.Name(), 0, func(_ context.Context, out *compiler.Output) error {
		p.pkg = c.Files().FindNamedPackage(c.Config.Context)
		manifest, stats := p.build(out)
		name, statsName := p.fileNames()
		texts := [2]json.RawMessage{}
		failed := [2]error{}
		par.For(2, 2, func(i int) {
			texts[i], failed[i] = p.text([2]*manifestFile{manifest, stats}[i])
		})
		for i, name := range [2]string{name, statsName} {
			if failed[i] != nil {
				return failed[i]
			}
			if err := out.Assets.Add(emit.Asset{Name: name, Data: texts[i], Kind: emit.Manifest}); err != nil {
				return err
			}
		}
		return nil
	})
	return nil
}

// fileNames are those of the enhanced plugin: "x" gives x.json and x-stats.json,
// and the default name mf-stats.json.
func (p *ManifestPlugin) fileNames() (manifest, stats string) {
	manifest, stats = p.Options.FileName, "mf-stats.json"
	if manifest == "" {
		manifest = "mf-manifest.json"
	}
	if !strings.HasSuffix(manifest, ".json") {
		manifest += ".json"
	}
	if manifest != "mf-manifest.json" {
		stats = strings.TrimSuffix(manifest, ".json") + "-stats.json"
	}
	dir := strings.TrimPrefix(path.Clean("/"+p.Options.FilePath), "/")
	return path.Join(dir, manifest), path.Join(dir, stats)
}

// text writes one of the two files, with what additionalData has behind its own keys.
func (p *ManifestPlugin) text(f *manifestFile) ([]byte, error) {
	if len(p.Options.Additional) == 0 {
		return indented(f)
	}
	own, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	own = own[:len(own)-1]
	for _, x := range p.Options.Additional {
		key, err := json.Marshal(x.Key)
		if err != nil {
			return nil, err
		}
		own = append(append(append(append(own, ','), key...), ':'), x.Value...)
	}
	return indented(json.RawMessage(append(own, '}')))
}

// addJSON adds a JSON file to the output.
func addJSON(out *compiler.Output, name string, kind emit.Kind, v any) error {
	text, err := indented(v)
	if err != nil {
		return err
	}
	return out.Assets.Add(emit.Asset{Name: name, Data: text, Kind: kind})
}

// indented is JSON for people as well: keys in the order of the struct, no escapes
// that only HTML needs.
func indented(v any) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return buf.Bytes(), err
}

// record finds who shares, exposes and uses what. It may run beside everything that
// comes behind the chunks.
func (p *ManifestPlugin) record(s *compiler.Stage, display func(string) string) *manifestWriter {
	a := newAnalysis(s, display)
	a.filesOnly = true
	w := &manifestWriter{plugin: p, stage: s, display: display, name: p.Federation.Name, a: a, analyze: !p.Options.DisableAssetsAnalyze}
	if w.name == "" {
		w.name = buildName(s.Config)
	}
	w.usage = a.report(a.collect())
	w.shares, w.remotes, w.exposes = w.listShares(), w.listRemotes(), w.listExposes()
	return w
}

// build makes the two files. The manifest is the stats without the fields that
// tell of sources.
func (p *ManifestPlugin) build(out *compiler.Output) (*manifestFile, *manifestFile) {
	w := <-p.records
	w.out = out
	for i := range w.shares {
		w.shares[i].Assets = w.assets(w.shares[i].loads)
	}
	addFallbacks(w.shares, out.Graph)
	for i := range w.exposes {
		w.exposes[i].Assets = w.assets(w.exposes[i].loads)
	}
	stats := &manifestFile{ID: w.name, Name: w.name, Meta: p.meta(w), Shared: w.shares, Remotes: w.remotes, Exposes: w.exposes}
	if out.Config.Output.Integrity {
		stats.Integrity = make(map[string]string)
		for _, file := range out.Assets.List() {
			if file.Kind == emit.Script || file.Kind == emit.Style {
				stats.Integrity[file.Name] = out.Integrity(file.Name)
			}
		}
	}
	m := *stats
	m.Shared = append([]manifestShare{}, stats.Shared...)
	for i := range m.Shared {
		m.Shared[i].manifestShareStats = nil
	}
	m.Remotes = append([]manifestRemote{}, stats.Remotes...)
	for i := range m.Remotes {
		m.Remotes[i].manifestRemoteStats = nil
	}
	m.Exposes = append([]manifestExpose{}, stats.Exposes...)
	for i := range m.Exposes {
		m.Exposes[i].manifestExposeStats = nil
	}
	return &m, stats
}

func (p *ManifestPlugin) meta(w *manifestWriter) manifestMeta {
	cfg := w.out.Config
	m := manifestMeta{
		Name: w.name, Type: "app", GlobalName: w.name, PluginVersion: manifestVersion, PublicPath: cfg.Output.PublicPath,
		BuildInfo:   manifestBuild{Version: os.Getenv("MF_BUILD_VERSION"), Name: os.Getenv("MF_BUILD_NAME"), Mode: string(cfg.Mode)},
		RemoteEntry: manifestEntry{Type: "global"}, Types: typesOf(p.Federation, cfg),
	}
	if from := p.Federation.PublicPathFrom; from != nil {
		m.PublicPathFrom = &manifestPublicPath{from.Global, from.Path}
	}
	if p.pkg != nil {
		if m.BuildInfo.Version == "" {
			m.BuildInfo.Version = p.pkg.Version
		}
		if m.BuildInfo.Name == "" {
			m.BuildInfo.Name = p.pkg.Name
		}
	}
	if m.BuildInfo.Version == "" {
		m.BuildInfo.Version = "local" // the runtime needs some value
	}
	if m.BuildInfo.Name == "" {
		m.BuildInfo.Name = w.name
	}
	for i := range w.out.Graph.Entries {
		e := &w.out.Graph.Entries[i]
		if !e.Container || e.Name != p.Federation.Name {
			continue
		}
		for c := range w.out.Chunks.Chunks {
			if w.out.Chunks.Chunks[c].Entry == i {
				dir, file := path.Split(w.out.Scripts[chunk.ID(c)])
				m.RemoteEntry.Name, m.RemoteEntry.Path = file, strings.TrimSuffix(dir, "/")
			}
		}
		if e.Added != nil && e.Added.Library != nil {
			lib := e.Added.Library
			m.RemoteEntry.Type = entryType(lib.Type)
			if len(lib.Name) > 0 {
				m.GlobalName = strings.Join(lib.Name, ".")
			}
		}
	}
	p.server(w, &m)
	return m
}

// entryType is the type under which the runtimes load a library: everything that
// leaves a global variable behind is "global" to them.
func entryType(library string) string {
	switch library {
	case "", "var", "assign", "window", "self", "global":
		return "global"
	}
	return library
}
