package scan

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// dataText is a data: URI taken apart, as RFC 2397 has it.
type dataText struct {
	mime   string // with parameters; "" when it says none
	text   string // behind the comma, as written
	base64 bool
}

// splitDataURI takes a data: URI apart. A ";" that ends the part before the comma
// says nothing.
func splitDataURI(uri string) (d dataText, ok bool) {
	head, text, ok := strings.Cut(uri[len("data:"):], ",")
	d.mime, d.text = head, text
	if n := len(head) - len(";base64"); n >= 0 && strings.EqualFold(head[n:], ";base64") {
		d.mime, d.base64 = head[:n], true
	}
	d.mime = strings.TrimSuffix(d.mime, ";")
	return d, ok
}

// decode returns the bytes. Escapes come first, as in browsers; text that is not
// escaped as a whole stands for itself, which style sheets make use of:
//
//	url("data:image/svg+xml;utf8,<svg width='100%'/>")
func (d dataText) decode() ([]byte, error) {
	text, err := url.PathUnescape(d.text)
	if err != nil {
		text = d.text
	}
	if !d.base64 {
		return []byte(text), nil
	}
	text = strings.Map(func(c rune) rune {
		switch c {
		case '-':
			return '+'
		case '_':
			return '/'
		case ' ', '\t', '\n', '\f', '\r':
			return -1
		}
		return c
	}, text)
	return base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
}

// dataURI makes a module of data:text/javascript,... and its like. What a file's
// extension says, its media type does.
// in are the loaders in front of it; nil for none.
func (w *worker) dataURI(r *Request, uri string, in *inline) target {
	uri = "data:" + uri[len("data:"):] // whatever its case
	d, ok := splitDataURI(uri)
	bad := func(why string) target {
		r.Report(diag.Diagnostic{Code: "data-uri", Message: fmt.Sprintf("Could not read a data: URI: %s", why), At: r.At(), Help: "write data:<type>;base64,<text> or data:<type>,<text>"})
		return target{}
	}
	if !ok {
		return bad("it has no comma")
	}
	data, err := d.decode()
	if err != nil {
		return bad(err.Error())
	}
	head := strings.TrimSuffix(uri[len("data:"):], ","+d.text)
	name := "data:" + head + "," + d.text[:min(len(d.text), 24)]
	// Relative requests in it are those of whoever wrote it.
	f := &file{path: r.Dir, inline: data, uri: r.Specifier, data: d, kind: graph.DepImport, attrs: r.Attrs}
	if r.Kind == graph.DepURL {
		f.kind = graph.DepURL
	}
	layer := r.Layer
	if w.rules != nil || in != nil {
		plain, _, _ := strings.Cut(d.mime, ";")
		s := subject{request: r, path: uri, real: uri, category: w.category(r), mime: plain, scheme: "data"}
		var l *string
		if f.rule, l = w.rules.apply(&s, in); l != nil {
			layer = *l
		}
		w.conflicts.note(f.rule, name)
	}
	name = w.inSheet(f, r, name)
	m := &graph.Module{Name: name, Package: r.Package, Layer: layer}
	return target{key: f.key(layer), module: m, file: f}
}

// noResource stands for the address of a module that has none.
const noResource = "none:"

// loadersAlone is the module of a request such as "./make.js!", which names
// loaders and nothing for them: they make it.
func (w *worker) loadersAlone(r *Request, in *inline) target {
	f := &file{path: r.Dir, query: in.resource, uri: noResource, data: dataText{mime: "text/javascript"}, kind: graph.DepImport, attrs: r.Attrs}
	s := subject{request: r, query: in.resource, category: w.category(r)}
	layer := r.Layer
	var l *string
	if f.rule, l = w.rules.apply(&s, in); l != nil {
		layer = *l
	}
	name := strings.ReplaceAll(r.Specifier, w.in.Config.Context+string(filepath.Separator), "./")
	return target{key: f.key(layer), module: &graph.Module{Name: name, Package: r.Package, Layer: layer}, file: f}
}

// isDataURI reports whether a request carries its own text.
func isDataURI(s string) bool { return len(s) > 5 && strings.EqualFold(s[:5], "data:") }

// mediaKind is the module type that a media type stands for.
func mediaKind(mime string) string {
	mime, _, _ = strings.Cut(mime, ";")
	switch mime {
	case "text/javascript", "application/javascript", "application/node", "text/typescript", "application/typescript":
		return "javascript/auto"
	case "application/json":
		return "json"
	case "application/wasm":
		return "webassembly/async"
	case "text/css":
		return "css"
	case "text/css+module":
		return "css/module"
	}
	return "asset/inline"
}

// mediaExtension is the ending of files of a media type, "" for unknown.
func mediaExtension(mime string) string {
	mime, _, _ = strings.Cut(mime, ";")
	switch mime {
	case "text/javascript", "application/javascript", "application/node":
		return ".js"
	case "text/typescript", "application/typescript":
		return ".ts"
	case "application/json":
		return ".json"
	case "application/wasm":
		return ".wasm"
	case "text/css", "text/css+module":
		return ".css"
	}
	best := ""
	for _, types := range []map[string]string{mimeTypes, otherTypes} {
		for ext, m := range types {
			if m == mime && (best == "" || len(ext) < len(best) || len(ext) == len(best) && ext < best) {
				best = ext
			}
		}
		if best != "" {
			break
		}
	}
	return best
}
