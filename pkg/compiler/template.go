package compiler

import (
	"errors"
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
// %NAME% where templateParameters has it, and chooses between branches of if (name).
// Only names are understood: evaluating JavaScript would need an engine, and a
// template that does is one for a build of its own.
func fillTemplate(text string, h *config.HTML, prefix string) (string, error) {
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
	var b strings.Builder
	var open []templateBranch
	live := func() bool { return len(open) == 0 || open[len(open)-1].on }
	at := 0
	for _, m := range templateTag().FindAllStringSubmatchIndex(text, -1) {
		if live() {
			b.WriteString(text[at:m[0]])
		}
		at = m[1]
		inner, kind := strings.TrimSpace(text[m[4]:m[5]]), ""
		if m[2] >= 0 {
			kind = text[m[2]:m[3]]
		}
		fault := ""
		if kind == "" {
			open, fault = branch(open, inner, h, prefix)
		} else if value, ok := templateValue(inner, h, prefix); !ok {
			fault = "is not the name of a value; write <%= name %> with a name of templateParameters or htmlWebpackPlugin.options"
		} else if live() {
			if kind == "-" {
				value = html.EscapeString(value)
			}
			b.WriteString(value)
		}
		if fault != "" {
			return "", fmt.Errorf("line %d: %q %s", strings.Count(text[:m[0]], "\n")+1, text[m[0]:m[1]], fault)
		}
	}
	if len(open) > 0 {
		return "", errors.New("an \"if\" is not closed; write <% } %>")
	}
	b.WriteString(text[at:])
	return b.String(), nil
}

// templateBranch is the branch of an if that the text is in.
type templateBranch struct {
	on    bool // it is taken, with all around it
	taken bool // it or one before it is, or all around are not
}

// templateIf is the head of a branch: } else if (!name) {
var templateIf = lazy.Regexp(`^(\})?\s*(else\b)?\s*(?:if\s*\(\s*(!?)\s*([\w$.]+)\s*\)\s*)?(\{)?$`)

// branch opens, continues or closes an if. The fault is what is wrong with the tag.
func branch(open []templateBranch, tag string, h *config.HTML, prefix string) (_ []templateBranch, fault string) {
	m := templateIf().FindStringSubmatch(tag)
	if m == nil {
		return open, "is JavaScript, of which only if (name) {, } else if (name) {, } else { and } are understood"
	}
	closes, other, cond, opens := m[1] != "", m[2] != "", m[4] != "", m[5] != ""
	if closes != (other || !opens) || opens != (other || cond) || closes && len(open) == 0 {
		return open, "does not belong here"
	}
	yes := true
	if cond {
		value, ok := templateValue(m[4], h, prefix)
		if !ok && !templateOption().MatchString(m[4]) {
			return open, "asks for a name that templateParameters has not"
		}
		yes = truthy(value) != (m[3] == "!")
	}
	switch {
	case !opens:
		return open[:len(open)-1], ""
	case other:
		last := &open[len(open)-1]
		last.on = yes && !last.taken
		last.taken = last.taken || yes
		return open, ""
	}
	around := len(open) == 0 || open[len(open)-1].on
	return append(open, templateBranch{on: around && yes, taken: !around || yes}), ""
}

// truthy is what JavaScript thinks of a value that YAML has written.
func truthy(value string) bool {
	switch value {
	case "", "false", "0", "null", "undefined", "NaN":
		return false
	}
	return true
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
