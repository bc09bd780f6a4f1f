package scan

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
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

// otherTypes are what files are that become assets by a rule or new URL() only.
var otherTypes = map[string]string{
	".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json",
	".xml": "text/xml", ".csv": "text/csv", ".md": "text/markdown", ".vtt": "text/vtt", ".wasm": "application/wasm", ".map": "application/json",
	".jfif": "image/jpeg", ".tif": "image/tiff", ".tiff": "image/tiff", ".cur": "image/x-icon", ".jxl": "image/jxl", ".heic": "image/heic",
	".opus": "audio/ogg", ".oga": "audio/ogg", ".weba": "audio/webm", ".mid": "audio/midi", ".ogv": "video/ogg", ".m4v": "video/x-m4v", ".avi": "video/x-msvideo",
	".mpeg": "video/mpeg", ".mpg": "video/mpeg", ".ttc": "font/collection", ".glb": "model/gltf-binary", ".gltf": "model/gltf+json", ".zip": "application/zip",
	".gz": "application/gzip", ".yaml": "text/yaml", ".yml": "text/yaml", ".rtf": "application/rtf", ".geojson": "application/geo+json",
}

// mediaType is the type of files with an extension; "" for unknown.
func mediaType(ext string) string {
	ext = strings.ToLower(ext)
	if t := mimeTypes[ext]; t != "" {
		return t
	}
	return otherTypes[ext]
}

// moduleType is what a file is, in webpack's terms: what a rule says, else what
// the request asks for, else what the extension stands for; "" for unknown.
func (f *file) moduleType(ext string) string {
	if f.rule != nil && f.rule.kind != "" {
		return f.rule.kind
	}
	kind := f.ownType(ext)
	if f.rule != nil && f.rule.replaces && f.kind != graph.DepURL && kind != "json" && !strings.HasPrefix(kind, "javascript/") {
		return "javascript/auto"
	}
	return kind
}

func (f *file) ownType(ext string) string {
	query := f.query
	if f.match != "" {
		query = f.matchQuery
	}
	switch query {
	case "?raw":
		return "asset/source"
	case "?inline":
		return "asset/inline"
	case "?url":
		return "asset/resource"
	}
	if f.kind == graph.DepURL {
		if f.uri != "" {
			return "asset/inline"
		}
		return "asset/resource"
	}
	switch f.attrs["type"] {
	case "json":
		return "json"
	case "text":
		return "asset/source"
	case "bytes":
		return "asset/bytes"
	case "css":
		return "css/auto"
	}
	if f.uri != "" {
		return mediaKind(f.data.mime)
	}
	switch ext {
	case ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".mts", ".cts", "":
		return "javascript/auto"
	case ".json":
		return "json"
	case ".css":
		return "css/auto"
	case ".wasm":
		return "webassembly/async"
	}
	if _, ok := mimeTypes[ext]; ok {
		return "asset"
	}
	return ""
}

// key identifies the module that a file becomes.
func (f *file) key(layer string) string {
	key := f.path + f.query + f.fragment
	if f.uri != "" {
		key += "\x00uri " + f.uri
	}
	if f.kind == graph.DepURL {
		key += "\x00url"
	}
	if t := f.attrs["type"]; t != "" {
		// with {type: "json"} on a .json file asks for what it is anyway: one module.
		ext, plain := strings.ToLower(filepath.Ext(f.named())), *f
		plain.attrs = nil
		if t == "css" || plain.moduleType(ext) != f.moduleType(ext) {
			key += "\x00" + t
		}
	}
	if f.local {
		key += "\x00local"
	}
	if f.source {
		key += "\x00source"
	}
	if f.fromSheet {
		key += "\x00sheet"
	}
	if f.match != "" {
		key += "\x00=" + f.match + f.matchQuery
	}
	if f.rule != nil {
		key += "\x00rule " + f.rule.key
	}
	return inLayer(key, layer)
}

func newAsset(kind string, f *file, data []byte, o *config.TypeOptions) *graph.Asset {
	ext := filepath.Ext(f.named())
	if o.Binary != nil && !*o.Binary {
		data = []byte(string(bytes.Runes(data))) // as text is read: what is no UTF-8 becomes U+FFFD
	}
	a := &graph.Asset{Data: data, Ext: ext, Query: f.query, Fragment: f.fragment, MIME: mediaType(ext)}
	if a.Query == "?url" {
		a.Query = "" // it says what the importer wants and is no part of the address
	}
	if a.MIME == "" {
		a.MIME = "application/octet-stream"
	}
	if f.uri != "" {
		a.MIME, a.PlainText, a.Nameless = f.data.mime, !f.data.base64, true
	}
	if o.MIME != nil {
		a.MIME = *o.MIME
	}
	if o.Encoding != nil {
		a.PlainText = *o.Encoding == ""
	}
	if f.uri != "" && a.PlainText == !f.data.base64 && bytes.Equal(data, f.inline) {
		a.Encoded = &f.data.text // as it came, with its own way of escaping
	}
	switch kind {
	case "asset/source":
		a.Source = true
	case "asset/bytes":
		a.Bytes, a.Inline = true, true
	case "asset/inline":
		a.Inline = true
	case "asset":
		a.Inline = o.MaxSize == nil || len(data) <= *o.MaxSize
	}
	if !a.Inline {
		a.Filename, a.OutputPath, a.PublicPath = o.Filename, o.OutputPath, o.PublicPath
		a.NotEmitted = o.Emit != nil && !*o.Emit
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
