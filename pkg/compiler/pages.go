package compiler

import (
	"cmp"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// pages writes the HTML files that the configuration asks for. A file name with
// [name] stands for a page for each entry, as in HtmlWebpackPlugin.
func (c *Compiler) pages(out *Output) error {
	for i := range c.Config.HTML {
		h := &c.Config.HTML[i]
		names := []string{""}
		if strings.Contains(h.Filename, "[name]") {
			names = names[:0]
			for _, e := range out.Graph.Entries {
				if !e.Container {
					names = append(names, e.Name)
				}
			}
		}
		for _, name := range names {
			page := *h
			if page.Filename == "" {
				page.Filename = "index.html"
			}
			page.Filename = strings.ReplaceAll(page.Filename, "[name]", name)
			text, err := c.page(out, &page)
			if err != nil {
				return err
			}
			if page.Minify {
				text = minifyPage(text)
			}
			hash := c.hashing().Hash([]byte(text))
			file := emit.Name(page.Filename, emit.Parts{Name: name, Hash: hash, ContentHash: hash, ChunkHash: hash, Hashing: c.hashing()})
			if err := out.Assets.Add(emit.Asset{Name: file, Data: []byte(text), Kind: emit.Page}); err != nil {
				return err
			}
		}
	}
	return nil
}

// pageWriter collects the tags of one page.
type pageWriter struct {
	c             *Compiler
	out           *Output
	h             *config.HTML
	prefix, query string
	head, scripts strings.Builder
}

func (c *Compiler) page(out *Output, h *config.HTML) (string, error) {
	text := "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title></title>\n</head>\n<body>\n</body>\n</html>\n"
	w := &pageWriter{c: c, out: out, h: h, prefix: c.Config.Output.PublicPath}
	if h.PublicPath != nil {
		w.prefix = *h.PublicPath
		if w.prefix != "" && !strings.HasSuffix(w.prefix, "/") {
			w.prefix += "/"
		}
	} else if w.prefix == "auto" {
		// A page is where its folder is: from there the files are relative.
		w.prefix = strings.Repeat("../", strings.Count(h.Filename, "/"))
	}
	if h.XHTML {
		text = strings.ReplaceAll(text, "\">\n<", "\"/>\n<")
	}
	if h.Content != nil {
		var err error
		if text, err = fillTemplate(*h.Content, h, w.prefix); err != nil {
			return "", &templateError{path: "templateContent", err: err}
		}
	}
	if h.Template != "" {
		b, err := os.ReadFile(h.Template)
		if err != nil {
			return "", &templateError{path: h.Template, err: err}
		}
		if text, err = fillTemplate(string(b), h, w.prefix); err != nil {
			return "", &templateError{path: h.Template, err: err}
		}
		text = withoutSources(text, filepath.Dir(h.Template), c.Config.Context, w.runs)
	}
	if h.Hash {
		w.query = "?" + buildHash(out)
	}
	if h.Base != "" {
		fmt.Fprintf(&w.head, "<base href=%s%s\n", attribute(h.Base), w.end())
	}
	for _, m := range h.Meta {
		fmt.Fprintf(&w.head, "<meta name=%s content=%s%s\n", attribute(m.Key), attribute(m.Value), w.end())
	}
	if h.Favicon != "" {
		data, err := os.ReadFile(h.Favicon)
		if err != nil {
			return "", &templateError{path: h.Favicon, err: err, favicon: true}
		}
		name := filepath.Base(h.Favicon)
		if err := out.Assets.Add(emit.Asset{Name: name, Data: data, Kind: emit.File}); err != nil {
			return "", err
		}
		fmt.Fprintf(&w.head, "<link rel=\"icon\" href=%s%s\n", attribute(w.prefix+name+w.query), w.end())
	}
	w.entries()
	if h.Title != "" && h.Template == "" && h.Content == nil {
		text = setTitle(text, h.Title)
	}
	if h.NoInject {
		return text, nil
	}
	text = insertBefore(text, "</head>", w.head.String())
	if h.Inject == "body" || h.ScriptLoading == "blocking" && h.Inject != "head" {
		return insertBefore(text, "</body>", w.scripts.String()), nil
	}
	return insertBefore(text, "</head>", w.scripts.String()), nil
}

// end closes a tag without content.
func (w *pageWriter) end() string {
	if w.h.XHTML {
		return "/>"
	}
	return ">"
}

// order lists the entries in the order in which the page loads them.
func (w *pageWriter) order() []int {
	list := make([]int, len(w.out.Graph.Entries))
	for i := range list {
		list[i] = i
	}
	if w.h.Sorted {
		place := func(e int) int { return slices.Index(w.h.Chunks, w.out.Graph.Entries[e].Name) }
		slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(place(a), place(b)) })
	}
	return list
}

// loads reports whether the page loads an entry.
func (w *pageWriter) loads(e *graph.Entry) bool {
	return !e.Container && !e.Worker && (w.h.Chunks == nil || contains(w.h.Chunks, e.Name)) && !contains(w.h.ExcludeChunks, e.Name)
}

// runs reports whether a file is a module that an entry of the page starts with.
func (w *pageWriter) runs(path string) bool {
	g := w.out.Graph
	for e := range g.Entries {
		if !w.loads(&g.Entries[e]) {
			continue
		}
		for _, id := range g.Entries[e].Run {
			if g.Modules[id].Path == path {
				return true
			}
		}
	}
	return false
}

// entries adds the files of the entries that the page loads.
func (w *pageWriter) entries() {
	out := w.out
	linked := make(map[string]bool)
	add := func(name string, write func(string)) {
		if name != "" && !linked[name] { // entries may share chunks
			linked[name] = true
			write(name)
		}
	}
	for _, e := range w.order() {
		if !w.loads(&out.Graph.Entries[e]) {
			continue
		}
		for i := range out.Runtimes {
			if containsInt(out.Runtimes[i].Entries, e) {
				add(out.RuntimeFiles[i], w.script)
			}
		}
		for _, id := range out.Chunks.Roots[e].Chunks {
			add(out.Styles[id], w.style)
			add(out.Scripts[id], w.script)
		}
	}
}

func (w *pageWriter) style(name string) {
	fmt.Fprintf(&w.head, "<link rel=\"stylesheet\" href=%s%s%s\n", attribute(w.prefix+name+w.query), w.attributes(name), w.end())
}

func (w *pageWriter) script(name string) {
	loading := "defer "
	switch {
	case w.h.ScriptLoading == "module" || w.c.Config.Output.Module:
		loading = "type=\"module\" "
	case w.h.ScriptLoading == "blocking":
		loading = ""
	}
	fmt.Fprintf(&w.scripts, "<script %ssrc=%s%s></script>\n", loading, attribute(w.prefix+name+w.query), w.attributes(name))
}

// attributes are those that scripts and style sheets have in common.
func (w *pageWriter) attributes(name string) string {
	text := ""
	cross := w.c.Config.Output.CrossOriginLoading
	if w.c.Config.Output.Integrity && cross == "" {
		cross = "anonymous" // browsers compare only what they may read
	}
	if w.h.Integrity || w.c.Config.Output.Integrity {
		if a := w.out.Assets.Lookup(name); a != nil {
			sum := sha512.Sum384(a.Data)
			text += " integrity=" + attribute("sha384-"+base64.StdEncoding.EncodeToString(sum[:]))
		}
	}
	if cross != "" {
		text += " crossorigin=" + attribute(cross)
	}
	if w.h.Nonce != "" {
		text += " nonce=" + attribute(w.h.Nonce)
	}
	return text
}

// buildHash changes when a file of the build does.
func buildHash(out *Output) string {
	var parts [][]byte
	for _, a := range out.Assets.List() {
		parts = append(parts, []byte(a.Name+"\x00"), a.Data)
	}
	return emit.Hash(parts...)[:20]
}

func containsInt(list []int, n int) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

// templateError says that the template of a page cannot be read.
type templateError struct {
	path    string
	err     error
	favicon bool // it is the icon of a page
}

func (e *templateError) Error() string { return "read html template: " + e.err.Error() }

// reason is the cause without the path.
func (e *templateError) reason() string {
	var pe *fs.PathError
	if errors.As(e.err, &pe) {
		return pe.Err.Error()
	}
	return e.err.Error()
}

func attribute(s string) string { return `"` + html.EscapeString(s) + `"` }

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// insertBefore puts what in front of a tag, whatever its case; at the end when
// there is no such tag.
func insertBefore(text, tag, what string) string {
	if i := strings.LastIndex(strings.ToLower(text), tag); i >= 0 {
		return text[:i] + what + text[i:]
	}
	if tag == "</head>" {
		if i := strings.Index(strings.ToLower(text), "<body"); i >= 0 {
			return text[:i] + what + text[i:]
		}
	}
	return text + what
}

func setTitle(text, title string) string {
	low := strings.ToLower(text)
	i, j := strings.Index(low, "<title>"), strings.Index(low, "</title>")
	if i >= 0 && j > i {
		return text[:i+7] + html.EscapeString(title) + text[j:]
	}
	return insertBefore(text, "</head>", "<title>"+html.EscapeString(title)+"</title>\n")
}
