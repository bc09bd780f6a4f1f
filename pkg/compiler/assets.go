package compiler

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
	"github.com/mfbundle/mfbundle/pkg/compiler/minify"
)

// assetFiles makes and names the files of asset modules. As in webpack, JavaScript
// that is only an asset, such as a worker that a library loads by its address, is
// minimized too.
func (c *Compiler) assetFiles(g *graph.Graph, l *link.Result) map[graph.ModuleID]assetFile {
	names := make(map[graph.ModuleID]assetFile)
	for i := range g.Modules {
		m := &g.Modules[i]
		a, ok := m.Body.(*graph.Asset)
		if !ok || a.Inline || a.Source || a.Bytes || !l.Live[i] {
			continue
		}
		template := c.Config.Output.AssetModuleFilename
		if a.Filename != nil {
			template = *a.Filename
		}
		n := assetFile{data: a.Data}
		if c.Config.Optimization.Minimize && slices.Contains(scripts, a.Ext) && !a.NotEmitted {
			n.data = c.minimized(a.Data)
		}
		h := c.hashing().Hash(n.data)
		base, folder := strings.TrimSuffix(filepath.Base(m.Path), a.Ext), dirOf(m.File())
		if a.Nameless {
			base, folder = emit.Name("[contenthash]", emit.Parts{ContentHash: h, Hashing: c.hashing()}), ""
		}
		parts := emit.Parts{
			Name: base, ID: base, Hash: h, ChunkHash: h, ContentHash: h, Ext: a.Ext, Hashing: c.hashing(),
			Path: folder, Query: a.Query,
		}
		n.name = emit.Name(template, parts)
		n.file, _, _ = strings.Cut(n.name, "?") // a query is part of the address only
		n.name += a.Fragment
		if a.OutputPath != nil {
			n.file = emit.Name(*a.OutputPath+"/"+n.file, parts)
		}
		if a.PublicPath != nil {
			n.address = emit.Fill(*a.PublicPath, parts) + n.name
		}
		names[graph.ModuleID(i)] = n
	}
	return names
}

// scripts are the extensions of files that webpack's minimizer takes.
var scripts = []string{".js", ".mjs", ".cjs"}

// minimized is a script of its own, minified; text when it cannot be read. Nothing
// lowers it, as nothing does in webpack. Its legal comments stay in it, unless
// they are dropped.
func (c *Compiler) minimized(text []byte) []byte {
	o := &c.Config.Optimization.Minimizer
	small, err := minify.File(text, minify.Options{
		Whitespace: true, Syntax: true, Identifiers: true, KeepNames: o.KeepFnNames || o.KeepClassNames, DropConsole: o.DropConsole,
		LegalComments: legalOfFile(o.LegalComments),
	})
	if err != nil {
		return text
	}
	return small
}

func legalOfFile(option string) api.LegalComments {
	if option == "none" {
		return api.LegalCommentsNone
	}
	return api.LegalCommentsInline
}

// assetFile is the file of an asset, and how it is called.
type assetFile struct {
	data    []byte
	name    string // relative to the public path
	file    string // relative to the output folder
	address string // the whole, for assets with a public path of their own
}

func dirOf(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i+1]
	}
	return ""
}

// addAssets adds the files of asset modules and those that loaders emitted.
func (c *Compiler) addAssets(out *Output, assets map[graph.ModuleID]assetFile) error {
	for i := range out.Graph.Modules {
		m := &out.Graph.Modules[i]
		if m.Built != nil {
			for _, f := range m.Built.Emitted {
				if err := out.Assets.Add(emit.Asset{Name: emit.Name(f.Name, emit.Parts{}), Data: f.Data, Kind: emit.File}); err != nil {
					return err
				}
			}
		}
		name, ok := assets[graph.ModuleID(i)]
		if !ok {
			continue
		}
		if m.Body.(*graph.Asset).NotEmitted {
			continue
		}
		if err := out.Assets.Add(emit.Asset{Name: name.file, Data: name.data, Kind: emit.File}); err != nil {
			return err
		}
	}
	return nil
}
