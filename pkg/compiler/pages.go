package compiler

import (
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// pages writes the HTML files that the configuration asks for.
func (c *Compiler) pages(out *Output) error {
	for i := range c.Config.HTML {
		text, err := c.page(out, &c.Config.HTML[i])
		if err != nil {
			return err
		}
		name := c.Config.HTML[i].Filename
		if name == "" {
			name = "index.html"
		}
		if err := out.Assets.Add(emit.Asset{Name: name, Data: []byte(text), Kind: emit.Page}); err != nil {
			return err
		}
	}
	return nil
}

func (c *Compiler) page(out *Output, h *config.HTML) (string, error) {
	text := "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title></title>\n</head>\n<body>\n</body>\n</html>\n"
	if h.Template != "" {
		b, err := os.ReadFile(h.Template)
		if err != nil {
			return "", &templateError{h.Template, err}
		}
		text = string(b)
	}
	var head, scripts strings.Builder
	linked := make(map[string]bool)
	if h.Base != "" {
		fmt.Fprintf(&head, "<base href=%s>\n", attribute(h.Base))
	}
	for _, m := range h.Meta {
		fmt.Fprintf(&head, "<meta name=%s content=%s>\n", attribute(m.Key), attribute(m.Value))
	}
	prefix := c.Config.Output.PublicPath
	if prefix == "auto" {
		// A page is where its folder is: from there the files are relative.
		prefix = strings.Repeat("../", strings.Count(h.Filename, "/"))
	}
	for e := range out.Graph.Entries {
		entry := &out.Graph.Entries[e]
		if entry.Container || h.Chunks != nil && !contains(h.Chunks, entry.Name) {
			continue
		}
		for i := range out.Runtimes {
			if name := out.RuntimeFiles[i]; name != "" && !linked[name] && containsInt(out.Runtimes[i].Entries, e) {
				linked[name] = true
				c.script(name, prefix, h, &scripts)
			}
		}
		for _, id := range out.Chunks.Roots[e].Chunks {
			c.linkChunk(out, id, prefix, h, &head, &scripts)
		}
	}
	if h.Title != "" {
		text = setTitle(text, h.Title)
	}
	text = insertBefore(text, "</head>", head.String())
	if h.Inject == "body" || h.ScriptLoading == "blocking" && h.Inject != "head" {
		return insertBefore(text, "</body>", scripts.String()), nil
	}
	return insertBefore(text, "</head>", scripts.String()), nil
}

func (c *Compiler) linkChunk(out *Output, id chunk.ID, prefix string, h *config.HTML, head, scripts *strings.Builder) {
	cross := ""
	if x := c.Config.Output.CrossOriginLoading; x != "" {
		cross = " crossorigin=" + attribute(x)
	}
	if name := out.Styles[id]; name != "" {
		fmt.Fprintf(head, "<link rel=\"stylesheet\" href=%s%s>\n", attribute(prefix+name), cross)
	}
	if name := out.Scripts[id]; name != "" {
		c.script(name, prefix, h, scripts)
	}
}

func (c *Compiler) script(name, prefix string, h *config.HTML, scripts *strings.Builder) {
	loading := "defer "
	switch {
	case h.ScriptLoading == "module" || c.Config.Output.Module:
		loading = "type=\"module\" "
	case h.ScriptLoading == "blocking":
		loading = ""
	}
	cross := ""
	if x := c.Config.Output.CrossOriginLoading; x != "" {
		cross = " crossorigin=" + attribute(x)
	}
	fmt.Fprintf(scripts, "<script %ssrc=%s%s></script>\n", loading, attribute(prefix+name), cross)
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
	path string
	err  error
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
