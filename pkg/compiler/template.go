package compiler

import (
	"fmt"
	"html"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// templateTag is an expression in a template, as lodash writes them.
var templateTag = lazy.Regexp(`<%([=-])?([\s\S]*?)%>`)

// templateOption is an option of the page, as templates for HtmlWebpackPlugin
// name it.
var templateOption = lazy.Regexp(`^htmlWebpackPlugin\.options\.([A-Za-z_$][\w$]*)$`)

// templateTags are includes of what the page gets anyway, in templates that place
// their tags themselves.
var templateTags = lazy.Regexp(`^htmlWebpackPlugin\.tags\.(headTags|bodyTags)$`)

// templatePercent is how templates of react-scripts and Vite name values.
var templatePercent = lazy.Regexp(`%([A-Z_][A-Z0-9_]*)%`)

// fillTemplate replaces <%= name %> by values and <%- name %> by escaped ones, and
// %NAME% where templateParameters has it.
// Only names are understood: evaluating JavaScript would need an engine, and a
// template that does is one for a build of its own.
func fillTemplate(text string, h *config.HTML, prefix string) (string, error) {
	var bad error
	if len(h.Parameters) > 0 {
		text = templatePercent().ReplaceAllStringFunc(text, func(name string) string {
			for _, p := range h.Parameters {
				if p.Key == name[1:len(name)-1] {
					return p.Value
				}
			}
			return name
		})
	}
	text = templateTag().ReplaceAllStringFunc(text, func(tag string) string {
		m := templateTag().FindStringSubmatch(tag)
		name := strings.TrimSpace(m[2])
		value, ok := templateValue(name, h, prefix)
		switch {
		case m[1] != "" && ok:
		case bad == nil:
			line := strings.Count(text[:strings.Index(text, tag)], "\n") + 1
			bad = fmt.Errorf("line %d: %q is not the name of a value; write <%%= name %%> with a name of templateParameters or htmlWebpackPlugin.options", line, tag)
			return ""
		}
		if m[1] == "-" {
			return html.EscapeString(value)
		}
		return value
	})
	return text, bad
}

func templateValue(name string, h *config.HTML, prefix string) (string, bool) {
	for _, p := range h.Parameters {
		if p.Key == name {
			return p.Value, true
		}
	}
	if templateTags().MatchString(name) {
		return "", true // they are put in where html.inject says
	}
	m := templateOption().FindStringSubmatch(name)
	if m == nil {
		return "", false
	}
	switch m[1] {
	case "title":
		if h.Title == "" {
			return "Webpack App", true // the plugin's own default
		}
		return h.Title, true
	case "filename":
		return h.Filename, true
	case "publicPath":
		return prefix, true
	case "base":
		return h.Base, true
	}
	for _, p := range h.Parameters {
		if p.Key == m[1] {
			return p.Value, true
		}
	}
	for _, x := range h.Meta {
		if x.Key == m[1] {
			return x.Value, true
		}
	}
	return "", false
}

// scriptTag is a script of a template that is loaded from a file.
var scriptTag = lazy.Regexp(`(?is)[ \t]*<script\b[^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>\s*</script>[ \t]*\r?\n?`)

// withoutSources takes out the scripts that name a source of the build, as pages for
// Vite do:
//
//	<script type="module" src="/src/main.tsx"></script>
//
// The tags of its entry stand for it, and the file is not where the page is. entry
// says whether a path is that of a module that an entry of the page runs. A leading
// slash means the context.
func withoutSources(text, dir, context string, entry func(path string) bool) string {
	return scriptTag().ReplaceAllStringFunc(text, func(tag string) string {
		m := scriptTag().FindStringSubmatch(tag)
		src := html.UnescapeString(m[1] + m[2])
		from := dir
		if strings.HasPrefix(src, "/") {
			from = context
		}
		if src == "" || !entry(filepath.Join(from, filepath.FromSlash(src))) {
			return tag
		}
		return ""
	})
}

// rawElement is what white space matters in, or a comment; conditional comments of
// old browsers are kept.
var rawElement = lazy.Regexp(`(?is)<(pre|textarea|script|style)\b.*?</(?:pre|textarea|script|style)\s*>|<!--.*?-->`)

var space = lazy.Regexp(`\s+`)

// minifyPage removes comments and collapses white space outside of raw elements. A
// space between elements of the body stays: it may be one between words.
func minifyPage(text string) string {
	var b strings.Builder
	rest := func(s string) { b.WriteString(space().ReplaceAllString(s, " ")) }
	at := 0
	for _, r := range rawElement().FindAllStringIndex(text, -1) {
		rest(text[at:r[0]])
		if part := text[r[0]:r[1]]; !strings.HasPrefix(part, "<!--") || strings.HasPrefix(part, "<!--[if") {
			b.WriteString(part)
		}
		at = r[1]
	}
	rest(text[at:])
	out := b.String()
	if end := strings.Index(strings.ToLower(out), "</head>"); end >= 0 {
		out = strings.ReplaceAll(out[:end], "> <", "><") + out[end:]
	}
	return strings.TrimSpace(out)
}
