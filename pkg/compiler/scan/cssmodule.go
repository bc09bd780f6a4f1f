package scan

import (
	"crypto/sha256"
	"fmt"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"github.com/mfbundle/mfbundle/pkg/compiler/css"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/parse"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	engines "github.com/mfbundle/mfbundle/pkg/compiler/target"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// moduleSheet is the name of a file that is a CSS module by itself.
var moduleSheet = lazy.Regexp(`(?i)\.modules?\.[^.]+$`)

// sheetMode is how the names of a style sheet are read: "module", "global", or ""
// for not at all.
func (f *file) sheetMode(kind string) string {
	switch kind {
	case "css/module":
		return "module"
	case "css/global":
		return "global"
	case "css/auto":
		if moduleSheet().MatchString(f.named()) {
			return "module"
		}
		if f.local {
			return "module"
		}
	}
	return ""
}

// sheetKind is sheetMode for a file of which only the request is known.
func (f *file) sheetKind() string {
	kind := f.moduleType(strings.ToLower(filepath.Ext(f.named())))
	if !strings.HasPrefix(kind, "css") {
		return ""
	}
	return f.sheetMode(kind)
}

// buildCSS makes the body of a style sheet. A CSS module becomes two modules: an
// ES module with its names, which is what scripts import and tree shaking knows
// how to handle, and the sheet, which that one imports.
func (w *worker) buildCSS(r *result, m *graph.Module, j *job, kind string, o *config.TypeOptions) {
	name := strings.TrimPrefix(m.Name, "./")
	name = strings.TrimPrefix(name, "css ./")
	sheet, diags := css.Analyze(name, trimBOM(j.data))
	for i := range diags {
		diags[i].Module = m.Name
	}
	r.diags = append(r.diags, diags...)
	only := w.exportsOnly(o)
	body := &graph.CSS{Sheet: sheet, Original: sheet.Text, File: name, NotWritten: only}
	body.Input = &source.Input{Text: sheet.Text, Language: source.CSS, Sources: []*source.Source{{Name: name, Content: sheet.Text, Ignore: strings.Contains(name, "node_modules/")}}}
	if j.made == nil {
		if j.file.rule == nil || !j.file.rule.noMap {
			w.ownMap(r, m, body.Input, sheet.SourceMappingURL)
		}
	} else {
		if in := w.loadedInput(sheet.Text, nil, m, j.made.Map, source.CSS); in != nil {
			body.Input = in
		}
	}
	mode := j.file.sheetMode(kind)
	if mode != "" {
		on := func(p *bool) bool { return p == nil || *p }
		names, more := css.Localize(name, sheet, css.LocalOptions{
			Global: mode == "global", Animation: on(o.Animation), Container: on(o.Container), Idents: on(o.CustomIdents), Dash: on(o.Dash), Function: on(o.Function), Grid: on(o.Grid), Pure: o.Pure != nil && *o.Pure,
		})
		for i := range more {
			more[i].Module = m.Name
		}
		if !j.file.fromSheet { // else the module with the names says it
			r.diags = append(r.diags, more...)
		}
		body.Names = names
		body.Idents = w.idents(m, j.file, names, o)
	}
	off := func(p *bool) bool { return p != nil && !*p || only }
	deps := body.NewDeps(off(o.Import), off(o.URL))
	text := o.ExportType == "text" || o.ExportType == "css-style-sheet" || j.file.attrs["type"] == "css" && o.ExportType == ""
	var whole graph.Body = body
	style := o.ExportType == "style" && !only
	if (text || style) && !j.file.fromSheet {
		t := &graph.SheetText{
			Style: style, Owner: w.in.Config.Output.UniqueName, Anywhere: w.in.Config.Target.Platform == "universal",
			CSS: body, Object: text && o.ExportType != "text", Node: strings.HasSuffix(w.in.Config.Target.Platform, "node"),
		}
		body.NotWritten = false
		deps = body.NewDeps(off(o.Import), o.URL != nil && !*o.URL)
		whole = t
	}
	if mode == "" || j.file.fromSheet {
		m.Body, m.Deps = whole, deps
		return
	}
	inner := &graph.Module{Name: "css " + m.Name, Path: m.Path, Body: whole, Deps: deps, Package: m.Package, Layer: m.Layer}
	r.inner = append(r.inner, inner)
	w.buildNames(r, m, body, text, off(o.URL), o)
}

// outsideSheet makes an external style sheet: one that imports it from where it is.
func (w *worker) outsideSheet(m *graph.Module, url string) {
	sheet, _ := css.Analyze(m.Name, []byte(css.ImportRule(url, css.Conditions{})))
	body := &graph.CSS{Sheet: sheet, Original: sheet.Text, File: m.Name, Outside: true, NotWritten: w.exportsOnly(&config.TypeOptions{})}
	body.Input = &source.Input{Text: sheet.Text, Language: source.CSS, Sources: []*source.Source{{Name: m.Name, Content: sheet.Text}}}
	m.Body, m.Deps = body, body.NewDeps(true, true)
}

// exportsOnly: where there is no document, a sheet is its names only.
func (w *worker) exportsOnly(o *config.TypeOptions) bool {
	if o.ExportsOnly != nil {
		return *o.ExportsOnly
	}
	switch p := w.in.Config.Target.Platform; p {
	case "node", "async-node", "webworker":
		return true
	}
	return false
}

// names writes the ES module of a CSS module.
type names struct {
	text      []byte
	line      uint32
	lineStart int
	m         *source.Map
	lines     *source.Lines
}

func (n *names) add(s string) { n.text = append(n.text, s...) }

// at maps what comes next to a place of the sheet.
func (n *names) at(r css.Range) {
	line, column := n.lines.Position(r.Start)
	n.m.Segments = append(n.m.Segments, source.Segment{
		Line: n.line, Column: uint32(len(n.text) - n.lineStart), SrcLine: line, SrcColumn: column, Name: -1,
	})
}

func (n *names) end() {
	n.add("\n")
	n.line++
	n.lineStart = len(n.text)
}

// buildNames makes the ES module that exports the names of a CSS module. With noURLs,
// references in values stay as they are.
func (w *worker) buildNames(r *result, m *graph.Module, body *graph.CSS, text, noURLs bool, o *config.TypeOptions) {
	all := body.Names
	n := &names{m: &source.Map{Sources: []string{body.File}}, lines: source.NewLines(body.Original)}
	var deps []graph.Dep
	imported := make(map[[2]string]string)
	common := o.ESModule != nil && !*o.ESModule // module.exports instead
	declare := "const "
	if engines.ES5(w.in.Config.Target) {
		declare = "var "
	}
	for i := range all.Exports {
		for _, p := range all.Exports[i].Parts {
			if u := p.URL - 1; u >= 0 && !noURLs && graph.LocalURL(all.URLs[u].Specifier) {
				from, end := "import u"+strconv.Itoa(u)+" from ", ";"
				if common {
					from, end = "const u"+strconv.Itoa(u)+" = require(", ");"
				}
				n.add(from)
				n.at(p.At)
				n.add(ascii(all.URLs[u].Specifier) + end)
				n.end()
				deps = append(deps, graph.Dep{Kind: graph.DepURL, Specifier: all.URLs[u].Specifier, Target: graph.NoModule})
				continue
			}
			if p.File == 0 {
				continue
			}
			spec := all.Files[p.File-1].Specifier
			if _, ok := imported[[2]string{spec, p.Name}]; ok {
				continue
			}
			id := "i" + strconv.Itoa(len(imported))
			imported[[2]string{spec, p.Name}] = id
			start, as, from, end := "import {", " as ", "} from ", ";"
			if common {
				start, as, from, end = declare, " = require(", ")[", "];"
			}
			n.add(start)
			n.at(p.At)
			if common {
				n.add(id + as)
				n.at(all.Files[p.File-1].At)
				n.add(ascii(spec) + from)
				n.at(p.At)
				n.add(ascii(p.Name) + end)
			} else {
				n.add(ascii(p.Name) + as)
				n.at(p.At)
				n.add(id + from)
				n.at(all.Files[p.File-1].At)
				n.add(ascii(spec) + end)
			}
			n.end()
			deps = append(deps, graph.Dep{Kind: graph.DepCSS, Specifier: spec, Target: graph.NoModule})
		}
	}
	switch {
	case text && common:
		n.add(declare + "sheet = require(\"sheet\");")
	case common:
		n.add("require(\"sheet\");")
	case text:
		n.add("import sheet from \"sheet\";")
	default:
		n.add("import \"sheet\";")
	}
	n.end()
	deps = append(deps, graph.Dep{Kind: graph.DepCSS, Specifier: "sheet", Target: graph.NoModule, Inner: len(r.inner)})
	order := body.Names.Exports
	written := make([]int8, len(order)) // 1 being written, 2 written
	byName := make(map[string]int)
	for i := len(order) - 1; i >= 0; i-- {
		if k, ok := byName[order[i].Name]; !ok || !order[k].Hidden {
			byName[order[i].Name] = i
		}
	}
	var write func(i int)
	write = func(i int) {
		written[i] = 1
		e := &order[i]
		for _, p := range e.Parts {
			if k, ok := byName[p.Own]; ok && p.Own != "" && written[k] == 0 {
				write(k)
			}
		}
		n.add(declare)
		n.at(e.At)
		n.add("c" + strconv.Itoa(i) + " = ")
		first := true
		plus := func(s string) {
			if !first {
				n.add(" + ")
			}
			first = false
			n.add(s)
		}
		if e.Local {
			plus(ascii(body.Ident(e.Name, e.Dashed)))
		}
		for _, p := range e.Parts {
			value := ascii(p.Text)
			switch {
			case p.URL != 0 && !noURLs && graph.LocalURL(all.URLs[p.URL-1].Specifier):
				value = addressed(&all.URLs[p.URL-1], "u"+strconv.Itoa(p.URL-1))
			case p.File != 0:
				value = imported[[2]string{all.Files[p.File-1].Specifier, p.Name}]
			case p.Own != "":
				k, ok := byName[p.Own]
				if !ok || written[k] != 2 {
					continue // a circle: what it adds is there already
				}
				value = "c" + strconv.Itoa(k)
			}
			if e.Local {
				plus(`" "`)
			}
			plus(value)
		}
		if first {
			n.add(`""`)
		}
		n.add(";")
		n.end()
		written[i] = 2
	}
	for i := range order {
		if written[i] == 0 {
			write(i)
		}
	}
	taken := make(map[string]bool)
	object := common || o.NamedExports != nil && !*o.NamedExports
	list := func(object bool) {
		for i := range order {
			if order[i].Hidden {
				continue
			}
			for _, name := range convention(order[i].Name, o.ExportsConvention) {
				if taken[name] {
					continue
				}
				taken[name] = true
				n.at(order[i].At)
				switch {
				case object && name == "__proto__":
					n.add("[" + ascii(name) + "]: c" + strconv.Itoa(i) + ", ")
				case object:
					n.add(ascii(name) + ": c" + strconv.Itoa(i) + ", ")
				default:
					n.add("c" + strconv.Itoa(i) + " as " + ascii(name) + ", ")
				}
			}
		}
		n.add("};")
		n.end()
	}
	if object && common {
		n.add("module.exports = {")
		list(true)
	} else if object {
		n.add("export default {")
		list(true)
		// As with JSON, each name is there by itself as well.
		taken = map[string]bool{"default": true}
		n.add("export {")
		list(false)
	} else {
		n.add("export {")
		if text {
			n.add("sheet as default, ")
			taken["default"] = true
		}
		list(false)
	}
	goal := parse.GoalModule
	if common {
		goal = parse.GoalScript
	}
	rec, diags := parse.Analyze(body.File, n.text, &parse.Options{Goal: goal})
	if rec == nil {
		r.diags = append(r.diags, diags...)
		m.Body = graph.Ignored{}
		return
	}
	rec.Map = n.m
	if !common {
		for i := range rec.Stmts {
			rec.Stmts[i].Effects = graph.EffectsNone // strings put together
		}
		rec.Flags |= graph.HasESM
	}
	src := &graph.Source{Record: rec, Original: body.Original, File: body.File, Presence: presence(o)}
	src.Input = newInput(body.File, body.Original, rec)
	if !taken["default"] && !object {
		src.NoDefault = "write import * as styles from \"...\", or set module.parser.css/auto.namedExports: false"
	}
	m.Body, m.Deps = src, deps
}

// addressed is an expression of a reference whose address is the value of a variable.
func addressed(u *css.URL, variable string) string {
	const here = "\x00"
	fragment := ""
	if k := strings.IndexByte(u.Specifier, '#'); k >= 0 {
		fragment = u.Specifier[k:]
	}
	before, after, _ := strings.Cut(u.Written(here+fragment), here)
	return ascii(before) + " + " + variable + " + " + ascii(after)
}

// ascii spells a text as a JavaScript string of one line in which columns are
// bytes.
func ascii(s string) string {
	b := []byte{'"'}
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		case c < ' ' || c > '~':
			b = fmt.Appendf(b, `\u{%x}`, c)
		default:
			b = append(b, byte(c))
		}
	}
	return string(append(b, '"'))
}

// idents makes the local names of a sheet by the template of the module.
func (w *worker) idents(m *graph.Module, f *file, list *css.Names, o *config.TypeOptions) map[string]string {
	c := w.in.Config
	template := o.LocalIdentName
	if template == "" {
		template = "[fullhash]"
		if c.Mode == config.Development {
			template = "[uniqueName]-[id]-[local]"
			if c.Output.UniqueName == "" {
				template = "[id]-[local]"
			}
		}
	}
	name := strings.TrimPrefix(strings.TrimPrefix(m.Name, "css "), "./")
	file, query := cutQuery(name)
	ext := path.Ext(file)
	digest := o.LocalIdentHashDigest
	if digest == "" {
		digest = "base64url"
	}
	content := ""
	if strings.Contains(template, "contenthash") {
		sum := sha256.Sum256(list.Text())
		content = config.SpellHash(sum[:], digest)
	}
	out := make(map[string]string, len(list.Exports))
	for _, e := range list.LocalNames() {
		local := convention(e.Name, o.ExportsConvention)[0]
		h := config.NewHash(o.LocalIdentHashFunction)
		if o.LocalIdentHashSalt != nil {
			h.Write([]byte(*o.LocalIdentHashSalt))
		}
		h.Write([]byte(c.Output.UniqueName + name + "\x00" + local))
		hash := config.SpellHash(h.Sum(nil), digest)
		length := o.LocalIdentHashDigestLength
		if length == 0 {
			length = 6
		}
		ident := placeholders().ReplaceAllStringFunc(template, func(whole string) string {
			word, count, _ := strings.Cut(whole[1:len(whole)-1], ":")
			cut := func(s string, n int) string {
				if k, err := strconv.Atoi(count[strings.LastIndexByte(count, ':')+1:]); err == nil {
					n = k
				}
				return s[:min(n, len(s))]
			}
			switch word {
			case "local":
				return local
			case "uniqueName":
				return c.Output.UniqueName
			case "id":
				return plainIdent(name)
			case "name":
				return strings.TrimSuffix(path.Base(file), ext)
			case "base":
				return path.Base(file)
			case "file":
				return file
			case "path":
				return strings.TrimSuffix(file, path.Base(file))
			case "folder":
				return path.Base(path.Dir(file))
			case "ext":
				return ext
			case "query":
				return query
			case "hash", "fullhash", "modulehash":
				return cut(hash, length)
			case "contenthash":
				return cut(content, length)
			}
			return whole
		})
		if protect().MatchString(ident) {
			ident = "_" + ident
		}
		out[css.IdentKey(e.Name, e.Dashed)] = ident
	}
	return out
}

var (
	placeholders  = lazy.Regexp(`\[[a-zA-Z]+(?::[^\]]*)?\]`)
	protect       = lazy.Regexp(`^((-?\d)|--)`)
	identStart    = lazy.Regexp(`(?i)^([.-]|[^a-z0-9_-])+`)
	identBadChars = lazy.Regexp(`(?i)[^a-z0-9@_-]+`)
)

// plainIdent makes an id a part of an identifier. Other parts of a name stay as
// they are, as in webpack: what needs it is escaped in the sheet.
func plainIdent(s string) string {
	return identBadChars().ReplaceAllString(identStart().ReplaceAllString(s, ""), "_")
}

// convention lists the names under which a name is exported; the first is the
// one that goes into local names.
func convention(name, how string) []string {
	other := name
	switch how {
	case "camel-case", "camel-case-only":
		other = camelCase(name)
	case "dashes", "dashes-only":
		other = dashes().ReplaceAllStringFunc(name, func(s string) string { return strings.ToUpper(strings.TrimLeft(s, "-")) })
	}
	if other == name {
		return []string{name}
	}
	if strings.HasSuffix(how, "-only") {
		return []string{other}
	}
	return []string{name, other}
}

var (
	dashes    = lazy.Regexp(`-+\w`)
	leading   = lazy.Regexp(`^[_.\- ]+`)
	separated = lazy.Regexp(`[_.\- ]+([\pL\pN_]|$)`)
	numbered  = lazy.Regexp(`\d+([\pL\pN_]|$)`)
)

// camelCase spells a name as css-loader does, from which webpack has it.
func camelCase(s string) string {
	s = strings.TrimSpace(s)
	if len(s) <= 1 {
		return strings.ToLower(s)
	}
	if s != strings.ToLower(s) {
		s = splitCamel(s)
	}
	s = strings.ToLower(leading().ReplaceAllString(s, ""))
	s = separated().ReplaceAllStringFunc(s, func(m string) string { return strings.ToUpper(strings.TrimLeft(m, "_.- ")) })
	return numbered().ReplaceAllStringFunc(s, strings.ToUpper)
}

// splitCamel puts dashes between the words of a name in camel case.
func splitCamel(s string) string {
	r := []rune(s)
	lower, upper, before := false, false, false
	for i := 0; i < len(r); i++ {
		c := r[i]
		switch {
		case lower && unicode.IsUpper(c):
			r = append(r[:i], append([]rune{'-'}, r[i:]...)...)
			lower, before, upper = false, upper, true
			i++
		case upper && before && unicode.IsLower(c):
			r = append(r[:i-1], append([]rune{'-'}, r[i-1:]...)...)
			before, upper, lower = upper, false, true
		default:
			lower = unicode.ToLower(c) == c && unicode.ToUpper(c) != c
			before = upper
			upper = unicode.ToUpper(c) == c && unicode.ToLower(c) != c
		}
	}
	return string(r)
}
