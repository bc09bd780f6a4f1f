package scan

import (
	"net/url"
	"path/filepath"
	"slices"

	"github.com/mfbundle/mfbundle/pkg/config"
)

// Blocks of Vue components. vue-loader makes a module of App.vue that asks for
// each block by a query, and leaves it to a plugin of its own to find the loaders
// of blocks:
//
//	import script from "./App.vue?vue&type=script&setup=true&lang=ts"
//	import "./App.vue?vue&type=style&index=0&id=7ba5bd90&scoped=true&lang=scss"
//
// That plugin rewrites the rules of webpack and redirects each block once more,
// with a loader that only pitches. Here a block gets its loaders at once: those of
// the rules for a file named App.vue.ts, those that vue-loader puts beside them,
// and those of the rules for App.vue, of which vue-loader picks the block.

// vueBlock is the query of a block, nil for other queries.
func vueBlock(query string) url.Values {
	if len(query) < 4 {
		return nil
	}
	q, _ := url.ParseQuery(query[1:]) // what is malformed is left out
	if !q.Has("vue") {
		return nil
	}
	return q
}

// isVueLoader reports whether a loader makes modules of Vue components; Rspack has
// its own build of it.
func isVueLoader(name string) bool {
	return isLoader(name, "vue-loader") || isLoader(name, "rspack-vue-loader")
}

// ofVue is a loader that vue-loader brings along, with vue-loader's options.
func (r *rules) ofVue(file string) Loader {
	name, query := cutQuery(r.vue.Name)
	return Loader{Name: name, Query: query, Options: r.vue.Options, Ident: r.vue.Ident, From: r.context, Rule: r.vue, Beside: file}
}

// applyVue is apply for a block. Scripts and sheets have a "lang" always, a
// template when it is not HTML, a custom block when it says one.
func (r *rules) applyVue(s *subject, in *inline, q url.Values) (e *effects, layer *string) {
	c := collected{any: true}
	lang := q.Get("lang")
	// named runs the rules that are for the block as a file of its own.
	named := func(ext string) {
		x := *s
		if in == nil { // else the name that the request gives has the extension
			x.path += "." + ext
		}
		r.run(r.list, &x, &c)
	}
	kind := q.Get("type")
	switch kind {
	case "template":
		// What is compiled from the template is code, and gets what code gets.
		c.e.suffix = ".js"
		if q.Has("ts") {
			c.e.suffix = ".ts"
		}
		named(c.e.suffix[1:])
		c.normal = append(c.normal, r.ofVue("templateLoader.js"))
		if lang != "" {
			named(lang)
		}
	case "custom":
		c.e.suffix = ".js"
		if lang == "" {
			lang = "undefined" // as the plugin has it: a test on the path fails, one on the query may hold
		}
		named(lang)
	case "script", "style":
		if lang == "" {
			lang = map[string]string{"script": "js", "style": "css"}[kind]
		}
		// A file of its own (src="./app.ts") says itself what it is.
		if ext := filepath.Ext(s.path); !q.Has("external") || ext == "" || ext == ".vue" {
			c.e.suffix = "." + lang
		}
		named(lang)
	}
	r.run(r.list, s, &c)
	c.order(in)
	if in != nil {
		c.e.suffix = ""
	}
	list := distinct(c.e.loaders)
	c.e.replaces = slices.ContainsFunc(list, func(l Loader) bool { return !isVueLoader(l.Name) })
	switch {
	case slices.ContainsFunc(list, func(l Loader) bool { return isLoader(l.Name, "null-loader") }): // nothing comes of it
	case kind == "style":
		list = r.styleBlock(list, q, &c.e)
	case kind == "custom" && !c.e.replaces:
		list, c.e.empty, c.e.kind = nil, true, "javascript/auto" // nobody wants it
	}
	c.e.loaders = list
	c.finish()
	return &c.e, c.layer
}

// styleBlock puts the loader that scopes selectors behind those that make CSS,
// and says what type the sheet has.
func (r *rules) styleBlock(list []Loader, q url.Values, e *effects) []Loader {
	at := slices.IndexFunc(list, func(l Loader) bool { return isLoader(l.Name, "css-loader") }) + 1
	scoped := r.ofVue("stylePostLoader.js")
	if q.Has("inline") { // of a custom element: its text goes into the component
		e.kind = "javascript/auto"
		return append([]Loader{r.ofVue("styleInlineLoader.js"), scoped}, list[at:]...)
	}
	native := at == 0 && (e.kind == "" && !e.replaces || len(e.kind) >= 3 && e.kind[:3] == "css")
	if native && q.Has("module") {
		// The component takes the names as one object.
		no := false
		e.kind, e.options = "css/module", (&config.TypeOptions{NamedExports: &no}).Over(e.options)
	}
	return slices.Insert(list, at, scoped)
}

// distinct leaves out loaders that stand in the list already: a rule may hold for
// the block and for the file that it is in. vue-loader itself, which takes the
// block out of the file, is the last of its kind, whatever the order of rules.
func distinct(list []Loader) []Loader {
	picks := func(l Loader) bool { return l.Beside == "" && isVueLoader(l.Name) }
	last := len(list) - 1
	for last >= 0 && !picks(list[last]) {
		last--
	}
	type key struct{ name, query, ident, from string }
	seen := make(map[key]bool)
	out := make([]Loader, 0, len(list)+2)
	for i, l := range list {
		k := key{l.Name, l.Query, l.Ident, l.From}
		switch {
		case l.Beside != "" || i == last:
			out = append(out, l)
		case seen[k] || picks(l) || isLoader(l.Name, "eslint-loader"): // linters are for the file as a whole
		default:
			seen[k] = true
			out = append(out, l)
		}
	}
	return out
}
