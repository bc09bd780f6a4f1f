package scan

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// HasScheme tells URLs from paths; a drive letter is no scheme.
func HasScheme(address string) bool { return schemeText().MatchString(address) }

var schemeText = lazy.Regexp(`^[a-zA-Z][a-zA-Z0-9+.-]+:`)

// ownMap makes in lead to the files that the file of m was made of, when its
// last comment names a map at address. Maps that are missing or broken are
// passed by, with a warning for files of the project: packages often name maps
// that they do not ship.
func (w *worker) ownMap(r *result, m *graph.Module, in *source.Input, address string) {
	if address == "" || len(in.Sources) == 0 || !w.in.Config.Devtool.Enabled || m.Path == "" {
		return
	}
	if HasScheme(address) && !strings.HasPrefix(address, "data:") {
		return // on a server; a build asks none
	}
	text, from, err := readMap(m.Path, address)
	var decoded *source.Map
	if err == nil {
		decoded, err = source.DecodeMap(text)
	}
	own := in.Sources[0]
	if err != nil {
		if !own.Ignore {
			r.diags = append(r.diags, diag.Diagnostic{
				Severity: diag.Warning, Code: "source-map-input", Message: fmt.Sprintf("The source map of %q cannot be used: %s", own.Name, cause(err)),
				At: diag.Location{File: own.Name}, Module: m.Name, Help: "make the map again, or remove the comment that names it",
			})
		}
		return
	}
	if in.Map == nil {
		in.Map = decoded
	} else { // what esbuild printed leads to the file, and that further back
		in.Map = source.Through(in.Map, decoded)
	}
	in.Sources = make([]*source.Source, len(decoded.Sources))
	for i, name := range decoded.Sources {
		in.Sources[i] = w.mapSource(decoded, i, name, from, own.Ignore)
	}
}

// cause is an error of reading without the path.
func cause(err error) string {
	if pe, ok := err.(*os.PathError); ok {
		return pe.Err.Error()
	}
	return err.Error()
}

// readMap returns a map and the folder that its sources are relative to.
func readMap(file, address string) (text []byte, from string, err error) {
	if data, ok := strings.CutPrefix(address, "data:"); ok {
		kind, payload, found := strings.Cut(data, ",")
		if !found {
			return nil, "", fmt.Errorf("the data: URL has no data")
		}
		if strings.HasSuffix(kind, ";base64") {
			text, err = base64.StdEncoding.DecodeString(payload)
		} else {
			var plain string
			plain, err = url.PathUnescape(payload)
			text = []byte(plain)
		}
		return text, filepath.Dir(file), err
	}
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	if plain, err := url.PathUnescape(address); err == nil {
		address = plain
	}
	at := filepath.FromSlash(address)
	if !filepath.IsAbs(at) {
		at = filepath.Join(filepath.Dir(file), at)
	}
	text, err = os.ReadFile(at)
	return text, filepath.Dir(at), err
}

// mapSource is one source of a map that a file brings. Paths are spelled relative
// to the context, as all names are; what other tools made of them (webpack://) stays.
func (w *worker) mapSource(m *source.Map, i int, name, from string, ignore bool) *source.Source {
	s := &source.Source{Name: name, Ignore: ignore}
	if i < len(m.Contents) && m.Contents[i] != "" {
		s.Content = []byte(m.Contents[i])
	}
	for _, k := range m.Ignore {
		s.Ignore = s.Ignore || int(k) == i
	}
	if HasScheme(name) && !strings.HasPrefix(name, "file:") {
		return s
	}
	file := filepath.FromSlash(strings.TrimPrefix(name, "file://"))
	if !filepath.IsAbs(file) {
		file = filepath.Join(from, file)
	}
	if s.Content == nil {
		s.Content, _ = os.ReadFile(file) // the map has none either, at worst
	}
	if s.Name = strings.TrimPrefix(w.display(file), "./"); filepath.IsAbs(filepath.FromSlash(s.Name)) {
		// Of the machine that made the package: no path of a machine goes into output.
		s.Name = path.Base(s.Name)
	}
	return s
}
