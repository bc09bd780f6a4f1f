package scan

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

type fileKind uint8

const (
	kindUnknown fileKind = iota
	kindScript
	kindJSON
	kindCSS
	kindAsset
	kindRaw    // ?raw: the text
	kindInline // ?inline: a data: URI
	kindBytes  // with {type: "bytes"}: a Uint8Array
)

// mimeTypes has the extensions that are assets by themselves. Other files are
// assets when they are asked for with new URL() or a query.
var mimeTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml",
	".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon", ".bmp": "image/bmp", ".apng": "image/apng",
	".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf", ".eot": "application/vnd.ms-fontobject",
	".mp3": "audio/mpeg", ".wav": "audio/wav", ".ogg": "audio/ogg", ".flac": "audio/flac", ".aac": "audio/aac", ".m4a": "audio/mp4",
	".mp4": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime", ".pdf": "application/pdf", ".webmanifest": "application/manifest+json",
	".txt": "text/plain",
}

func kindOf(f *file, ext string) fileKind {
	switch f.query {
	case "?raw":
		return kindRaw
	case "?inline":
		return kindInline
	case "?url":
		return kindAsset
	}
	if f.kind == graph.DepURL {
		return kindAsset
	}
	if f.script {
		return kindScript
	}
	switch f.attrs["type"] {
	case "json":
		return kindJSON
	case "text":
		return kindRaw
	case "bytes":
		return kindBytes
	case "css":
		return kindCSS
	}
	switch ext {
	case ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".mts", ".cts", "":
		return kindScript
	case ".json":
		return kindJSON
	case ".css":
		return kindCSS
	}
	if _, ok := mimeTypes[ext]; ok {
		return kindAsset
	}
	return kindUnknown
}

func newAsset(kind fileKind, f *file, ext string, data []byte, limit int) *graph.Asset {
	a := &graph.Asset{Data: data, Ext: filepath.Ext(f.path), MIME: mimeTypes[ext]}
	if a.MIME == "" {
		a.MIME = "application/octet-stream"
	}
	switch kind {
	case kindRaw:
		a.Source = true
	case kindBytes:
		a.Bytes, a.Inline = true, true
	case kindInline:
		a.Inline = true
	case kindAsset:
		// new URL() and ?url promise a file of its own.
		a.Inline = f.query != "?url" && f.kind != graph.DepURL && len(data) <= limit
	}
	return a
}

func badJSON(name string, data []byte, err error) diag.Diagnostic {
	at := diag.Location{File: strings.TrimPrefix(name, "./"), Text: data}
	var se *json.SyntaxError
	if errors.As(err, &se) {
		at.Start = max(0, int(se.Offset)-1)
		at.End = min(at.Start+1, len(data))
	}
	return diag.Diagnostic{Code: "json-syntax", Message: "Not valid JSON: " + err.Error(), At: at, Module: name, Help: "correct the file; JSON has no comments and no trailing commas"}
}

// dataURI makes a module of data:text/javascript,... and its like.
func dataURI(r *Request) target {
	head, body, ok := strings.Cut(strings.TrimPrefix(r.Specifier, "data:"), ",")
	bad := func(why string) target {
		r.Report(diag.Diagnostic{Code: "data-uri", Message: fmt.Sprintf("Could not read a data: URI: %s", why), At: r.At(), Help: "write data:<type>;base64,<text> or data:<type>,<text>"})
		return target{}
	}
	if !ok {
		return bad("it has no comma")
	}
	mime, isBase64 := strings.CutSuffix(head, ";base64")
	var data []byte
	var err error
	if isBase64 {
		data, err = base64.StdEncoding.DecodeString(body)
	} else {
		var text string
		text, err = url.PathUnescape(body)
		data = []byte(text)
	}
	if err != nil {
		return bad(err.Error())
	}
	name := "data:" + head
	if len(body) > 24 {
		name += "," + body[:24]
	} else {
		name += "," + body
	}
	m := &graph.Module{Name: name}
	switch mime, _, _ := strings.Cut(mime, ";"); mime {
	case "application/json":
		j, err := graph.NewJSON(data)
		if err != nil {
			return bad(err.Error())
		}
		m.Body = j
	case "text/javascript", "application/javascript":
		// Relative requests in it are those of whoever wrote it.
		m.Package = r.Package
		return target{key: r.Specifier + "\x00" + r.Dir, module: m, file: &file{path: r.Dir, inline: data, script: true, kind: graph.DepImport}}
	default:
		m.Body = &graph.Asset{Data: data, MIME: head, Inline: true}
	}
	return target{key: r.Specifier, module: m}
}
