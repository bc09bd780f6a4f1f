package compiler

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"path"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/generate"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// addScripts adds the scripts of chunks with their source maps and licenses.
func (c *Compiler) addScripts(out *Output, ids []chunk.ID, chunks *[]generate.Chunk) error {
	maps := make([][]byte, len(ids))
	par.For(len(ids), c.options.Workers, func(i int) {
		ch, name := &(*chunks)[i], out.Scripts[ids[i]]
		switch {
		case ch.Map != nil:
			maps[i] = c.mapJSON(name, out.Chunks.Chunks[ids[i]].Name, ch.Map, c.debugID(name, ch.JS))
			ch.Map = nil
			if ch.Kept != nil {
				ch.Kept.File, ch.Kept.Map = name, maps[i]
			}
		case ch.Kept != nil && ch.Kept.File == name:
			maps[i] = ch.Kept.Map // the names in it are the same as well
		}
	})
	for i, id := range ids {
		ch := &(*chunks)[i]
		name := out.Scripts[id]
		js := ch.JS
		if k := ch.Kept; k != nil && k.Done != nil && k.File == name && len(ch.Legal) == 0 {
			js = k.Done
			if _, err := c.addMap(out, name, maps[i]); err != nil {
				return err
			}
			maps[i] = nil
		}
		debugID := c.debugID(name, ch.JS)
		if len(ch.Legal) > 0 {
			var err error
			if js, err = c.licenses(out, name, js, ch.Legal); err != nil {
				return err
			}
		}
		if maps[i] != nil {
			var err error
			if debugID != "" {
				js = append(js, "//# debugId="+debugID+"\n"...)
			}
			if js, err = c.attachMap(out, name, js, maps[i], "//# sourceMappingURL=", ""); err != nil {
				return err
			}
			if ch.Kept != nil && len(ch.Legal) == 0 && debugID == "" {
				ch.Kept.Finish(js)
			}
		}
		ch.JS, ch.Map = nil, nil
		out.Generated[id].JS, out.Generated[id].Map = nil, nil // the asset has it from here on
		if err := out.Assets.Add(emit.Asset{Name: name, Data: js, Kind: emit.Script, Chunk: out.Chunks.Chunks[id].Name}); err != nil {
			return err
		}
	}
	return nil
}

// mapped is a source map that can be written.
type mapped interface {
	AppendJSON(dst []byte, o source.MapOptions) []byte
}

func (c *Compiler) mapJSON(file, chunk string, m mapped, debugID string) []byte {
	if !c.Config.Devtool.Enabled {
		return nil
	}
	return m.AppendJSON(nil, source.MapOptions{File: path.Base(emit.FileOf(file)), WithoutContents: c.Config.Devtool.NoSources, DebugID: debugID, Name: c.sourceNames(chunk)})
}

// debugID is a UUID made of the name and text of a file; "" unless devtool asks
// for it.
func (c *Compiler) debugID(file string, text []byte) string {
	if !c.Config.Devtool.DebugIDs {
		return ""
	}
	h := sha256.New()
	h.Write([]byte(file + "\x00"))
	h.Write(text)
	id := h.Sum(nil)[:16]
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80 // version and variant, for readers that check
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// attachMap adds the map of a file, as a file of its own or inline.
func (c *Compiler) attachMap(out *Output, name string, text, m []byte, open, end string) ([]byte, error) {
	url, err := c.addMap(out, name, m)
	if err != nil || c.Config.Devtool.Hidden && !c.Config.Devtool.Inline {
		return text, err
	}
	text = append(text, open...)
	if c.Config.Devtool.Inline {
		text = append(text, "data:application/json;charset=utf-8;base64,"...)
		text = base64.StdEncoding.AppendEncode(text, m)
	} else {
		text = append(text, url...)
	}
	return append(text, end+"\n"...), nil
}

// addMap adds the map of a file that is no part of it, and returns its address.
func (c *Compiler) addMap(out *Output, name string, m []byte) (string, error) {
	if c.Config.Devtool.Inline {
		return "", nil
	}
	name, query, _ := strings.Cut(name, "?")
	if query != "" {
		query = "?" + query
	}
	template, hash := c.Config.Output.SourceMapFilename, ""
	if strings.Contains(template, "hash") {
		hash = c.hashing().Hash(m)
	}
	mapName := emit.Name(template, emit.Parts{
		File: name, Name: strings.TrimSuffix(path.Base(name), path.Ext(name)), Query: query, Ext: path.Ext(name),
		Hash: hash, ChunkHash: hash, ContentHash: hash, Hashing: c.hashing(),
	})
	if err := out.Assets.Add(emit.Asset{Name: mapName, Data: m, Kind: emit.Map}); err != nil {
		return "", err
	}
	if path.Dir(mapName) != path.Dir(name) {
		return relative(path.Dir(name), mapName), nil
	}
	return path.Base(mapName), nil
}

// relative is the path from folder from to file to, both with slashes and
// relative to one folder.
func relative(from, to string) string {
	if from == "." {
		return to
	}
	return strings.Repeat("../", strings.Count(from, "/")+1) + to
}

// licenses puts the legal comments of a file where minimizer.legalComments says.
func (c *Compiler) licenses(out *Output, name string, js []byte, legal []string) ([]byte, error) {
	text := strings.Join(legal, "\n\n") + "\n"
	switch c.Config.Optimization.Minimizer.LegalComments {
	case "none":
		return js, nil
	case "inline", "eof":
		return append(js, text...), nil
	}
	file := emit.FileOf(name) + ".LICENSE.txt"
	if err := out.Assets.Add(emit.Asset{Name: file, Data: []byte(text), Kind: emit.License}); err != nil {
		return nil, err
	}
	if c.Config.Optimization.Minimizer.LegalComments == "external" {
		return js, nil
	}
	return append(js, "/*! For license information please see "+path.Base(file)+" */\n"...), nil
}
