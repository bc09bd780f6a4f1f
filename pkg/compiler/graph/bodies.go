package graph

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/css"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// JSON is the body of a .json file.
type JSON struct {
	Text  []byte   // valid JSON, compact
	Names []string // keys of the top-level object; nil for other values

	Literal     bool // never through JSON.parse
	DefaultOnly bool // members cannot be imported by name
	Depth       int  // 1 more than the depth to which unused keys are left out; 0 for no limit
}

// NewJSON checks and compacts text. The error is that of encoding/json, a
// *json.SyntaxError with the offset in text.
func NewJSON(text []byte) (*JSON, error) {
	var v json.RawMessage
	if err := json.Unmarshal(text, &v); err != nil {
		return nil, err
	}
	j := &JSON{}
	var keys map[string]json.RawMessage
	if json.Unmarshal(v, &keys) == nil {
		for k := range keys {
			j.Names = append(j.Names, k)
		}
		sort.Strings(j.Names)
	}
	var buf strings.Builder
	compact(&buf, v)
	j.Text = []byte(buf.String())
	return j, nil
}

// compact removes white space and spells U+2028 and U+2029, which older engines
// do not take in string literals, and "</", which would end a script element.
func compact(b *strings.Builder, text []byte) {
	inString := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case inString && c == '\\':
			b.WriteByte(c)
			i++
			b.WriteByte(text[i])
		case c == '"':
			inString = !inString
			b.WriteByte(c)
		case !inString && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
		case inString && c == '<' && i+1 < len(text) && (text[i+1] == '/' || text[i+1] == '!'):
			b.WriteString(`\u003c`)
		case inString && c == 0xe2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2]&^1 == 0xa8:
			b.WriteString(`\u202`)
			b.WriteByte('8' + text[i+2]&1)
			i += 2
		default:
			b.WriteByte(c)
		}
	}
}

// Exports implements Body.
func (j *JSON) Exports() Exports {
	if j.DefaultOnly {
		return Exports{Mirror: -1, Type: TypeDefaultOnly}
	}
	return Exports{Names: j.Names, Mirror: -1, Type: TypeDefaultOnly}
}

// Size is the size of the text in bytes.
func (j *JSON) Size() int { return len(j.Text) }

// Generate implements Body. Large values go through JSON.parse, which engines
// read faster than an object literal.
func (j *JSON) Generate(dst []byte, in *GenerateInput) ([]byte, error) {
	if in.Keys != nil && !in.Keys.Whole {
		var b bytes.Buffer
		in.Keys.prune(&b, j.Text)
		j = &JSON{Text: b.Bytes(), Names: j.Names}
	}
	dst = append(dst, "module.exports = "...)
	if len(j.Text) > 64 && j.Names != nil && !j.Literal {
		dst = append(dst, "/*#__PURE__*/JSON.parse("...)
		dst = appendSingleQuoted(dst, j.Text)
		return append(dst, ");\n"...), nil
	}
	if strings.Contains(string(j.Text), `"__proto__"`) {
		// {"__proto__": x} would set the prototype in a literal.
		dst = append(dst, "JSON.parse("...)
		dst = appendSingleQuoted(dst, j.Text)
		return append(dst, ");\n"...), nil
	}
	dst = append(dst, j.Text...)
	return append(dst, ";\n"...), nil
}

func appendSingleQuoted(dst, text []byte) []byte {
	dst = append(dst, '\'')
	for _, c := range text {
		if c == '\'' || c == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	return append(dst, '\'')
}

// Asset is the body of a file that code refers to by its address.
type Asset struct {
	Data []byte
	Ext  string // with the dot
	// Inline makes the module export a data: URI; Source exports the text, Bytes a
	// Uint8Array.
	Inline, Source, Bytes bool
	// WebAssembly: it is the file of a WebAssembly module.
	WebAssembly bool
	MIME        string
	// PlainText says that the data: URI is written as text, not as base64.
	PlainText bool
	// Encoded is the data in the data: URI that the asset comes from; nil to encode
	// Data.
	Encoded *string
	// Nameless: there is no file that an output file could be named after.
	Nameless bool

	Query string // of the request, with "?"
	// Fragment is that of the request, with "#": an import of a place in a file is a
	// module of its own.
	Fragment string
	// Filename is the template of this file, OutputPath the folder that only the
	// file is in, PublicPath the prefix of its address; nil for those of the output.
	Filename, OutputPath, PublicPath *string
	NotEmitted                       bool // somebody else puts the file there
}

// URI is the data: URI of the asset.
func (a *Asset) URI() string {
	if a.Encoded != nil {
		return dataHead(a.MIME, a.PlainText) + *a.Encoded
	}
	return DataURI(a.MIME, a.Data, a.PlainText)
}

// Exports implements Body: the address is the whole module.
func (a *Asset) Exports() Exports { return Exports{Mirror: -1, Type: TypeDefaultWithNamed} }

// Generate implements Body.
func (a *Asset) Generate(dst []byte, in *GenerateInput) ([]byte, error) {
	dst = append(dst, "module.exports = "...)
	switch {
	case a.Bytes:
		dst = append(dst, "Uint8Array.from(atob("+Quote(base64.StdEncoding.EncodeToString(a.Data))+"), (c) => c.charCodeAt(0))"...)
		return append(dst, ";\n"...), nil
	case a.Inline:
		dst = append(dst, Quote(a.URI())...)
		return append(dst, ";\n"...), nil
	case a.Source:
		dst = append(dst, Quote(string(a.Data))...)
		return append(dst, ";\n"...), nil
	}
	if a.PublicPath != nil {
		dst = append(dst, Quote(in.AssetAddress(in.Self))...)
		return append(dst, ";\n"...), nil
	}
	dst = append(dst, in.PublicPath+" + "+Quote(in.AssetName(in.Self))+";\n"...)
	return dst, nil
}

// CSS is the body of a style sheet. It has no JavaScript of its own: the text
// goes into the CSS file of its chunk.
type CSS struct {
	Sheet    *css.Sheet
	Original []byte
	File     string // display name
	Input    *source.Input
	// Conditions of the @import rules that lead here, one per importer that is a
	// sheet, are on that importer's Sheet.Imports; Deps[i] belongs to
	// Sheet.Imports[i], behind those to Sheet.URLs, and then to Names.Files and
	// Names.URLs.

	Names  *css.Names        // of a CSS module; nil for a plain sheet
	Idents map[string]string // local names by css.IdentKey, without dashes
	// NotWritten: there is no document that could use it, only its names count.
	NotWritten bool
	// Outside: an external sheet, which is nothing but the import of it.
	Outside bool
}

// Ident is what a local name is called.
func (c *CSS) Ident(name string, dashed bool) string {
	ident := c.Idents[css.IdentKey(name, dashed)]
	if dashed {
		return "--" + ident
	}
	return ident
}

// IsFile reports whether dep i is a sheet that names are taken from.
func (c *CSS) IsFile(i int) bool {
	n := c.FileDep(0)
	return i >= n && c.Names != nil && i < n+len(c.Names.Files)
}

// FileDep is the dep to Names.Files[i].
func (c *CSS) FileDep(i int) int { return len(c.Sheet.Imports) + len(c.Sheet.URLs) + i }

// ValueDep is the dep to Names.URLs[i].
func (c *CSS) ValueDep(i int) int { return c.FileDep(len(c.Names.Files)) + i }

// Addressed reports whether something in the sheet is addressed at run time where
// it is a text in a script.
func (c *CSS) Addressed() bool {
	return len(c.Sheet.URLs) > 0 || len(c.Sheet.Imports) > 0 || c.Names != nil && (len(c.Names.URLs) > 0 || len(c.Names.Files) > 0)
}

// SheetText is the body of a style sheet that a script gets as a value: its text,
// or a CSSStyleSheet. Its deps are those of the sheet. The text, which has that of
// imported sheets in it, is put together by the compiler.
type SheetText struct {
	*CSS
	Object bool // a CSSStyleSheet
	Node   bool // where there is none, an object that has replaceSync
	// Style: no value, but a style element in the page. Owner is what its mark
	// begins with, so that builds on one page do not take each other's.
	Style    bool
	Owner    string
	Anywhere bool // the same code runs where there is no page
}

// Exports implements Body: the value is the default export.
func (t *SheetText) Exports() Exports {
	if t.Style {
		return t.CSS.Exports()
	}
	return Exports{Mirror: -1, Type: TypeDefaultWithNamed}
}

// Generate implements Body. The compiler puts the text together.
func (t *SheetText) Generate(dst []byte, in *GenerateInput) ([]byte, error) {
	text := in.SheetText(in.Self)
	if t.Style {
		// Code that runs again, as after an update, finds its element.
		key := t.Owner + ":" + strings.Trim(in.ID(in.Self), `"`)
		if t.Anywhere {
			dst = append(dst, "if (typeof document != \"object\") return;\n"...)
		}
		return append(dst, "var style = document.querySelector("+Quote("style[data-webpack="+Quote(key)+"]")+");\n"+
			"if (!style) {\n\tstyle = document.createElement(\"style\");\n\tstyle.setAttribute(\"data-webpack\", "+Quote(key)+");\n"+
			"\tif (__webpack_require__.nc) style.setAttribute(\"nonce\", __webpack_require__.nc);\n\tdocument.head.appendChild(style);\n}\n"+
			"style.textContent = "+text+";\n"...), nil
	}
	dst = append(dst, "module.exports = "...)
	switch {
	case t.Object && t.Node:
		dst = append(dst, "{ cssText: "+text+", replaceSync(value) { this.cssText = value; } }"...)
	case t.Object:
		dst = append(dst, "new CSSStyleSheet();\nmodule.exports.replaceSync("+text+")"...)
	default:
		dst = append(dst, text...)
	}
	return append(dst, ";\n"...), nil
}

// Exports implements Body.
func (c *CSS) Exports() Exports { return Exports{Mirror: -1, Type: TypeDynamic} }

// Size implements the estimate of chunking: style sheets add nothing to a script.
func (c *CSS) Size() int { return 0 }

// Generate implements Body.
func (c *CSS) Generate(dst []byte, _ *GenerateInput) ([]byte, error) { return dst, nil }

// External is the body of a module that something outside provides.
type External struct {
	Type    string   // var, commonjs, module, import, promise, script, ...
	Request []string // the expression, the specifier, or [URL, global, member ...] for script; more entries are members
	// Targets are the requests of an external that the wrapper of a library hands
	// in, by root, commonjs, commonjs2 and amd; Request where one is missing.
	Targets map[string][]string
	// Container marks a reference to a federated container: it is loaded when it is
	// first used, and belongs where the runtime is.
	Container bool
}

// Wrapped: the wrapper of a library hands the value in.
func (e *External) Wrapped() bool {
	switch e.Type {
	case "amd", "amd-require", "umd", "umd2", "system", "jsonp":
		return !e.Container
	}
	return false
}

// Target is the request of a wrapped external for one way of handing it in.
func (e *External) Target(kind string) []string {
	if t := e.Targets[kind]; len(t) > 0 {
		return t
	}
	if e.Targets == nil {
		return e.Request
	}
	for _, kind := range []string{"commonjs2", "commonjs", "amd", "root"} { // near ones stand in
		if t := e.Targets[kind]; len(t) > 0 {
			return t
		}
	}
	return e.Request
}

// Async implements AsyncBody. A container reference is waited for by the
// runtime, not by whoever imports it.
func (e *External) Async() bool {
	if e.Container {
		return false
	}
	switch e.Type {
	case "promise", "import", "script", "module-import", "amd-async":
		return true
	}
	return false
}

// Exports implements Body.
func (e *External) Exports() Exports {
	x := Exports{Open: true, Mirror: -1}
	// A member of a namespace is just a value.
	if (e.Type == "module" || e.Type == "system" && !e.Container) && len(e.Request) == 1 {
		x.Type = TypeNamespace
	}
	return x
}

// Generate implements Body.
func (e *External) Generate(dst []byte, in *GenerateInput) ([]byte, error) {
	expr := e.expression(in)
	if in.Optional {
		switch e.Type {
		case "var", "assign", "amd", "amd-require", "umd", "umd2", "system", "jsonp":
			value := expr
			if !e.Wrapped() {
				value = e.Request[0]
			}
			dst = append(dst, "if (typeof "+value+" == \"undefined\") __webpack_require__.mnf("+Quote(e.Request[0])+");\n"...)
		}
	}
	if e.Type == "system" && e.Exports().Type == TypeNamespace {
		// SystemJS loads libraries of other formats too. As in webpack, the default of
		// one that has none is all of it.
		expr = "((x) => x.default ? x : Object.assign({ default: x }, x))(" + expr + ")"
	}
	if e.Async() {
		// A failure is not remembered: the next require tries again.
		expr += ".catch((error) => {\n\tdelete __webpack_require__.c[module.id];\n\tthrow error;\n})"
	}
	return append(dst, "module.exports = "+expr+";\n"...), nil
}

// ContainerExpression is the expression of a federated container. Whatever the
// type, nothing is loaded before it runs, so a container that is down breaks
// nobody who does not use it.
func (e *External) ContainerExpression(in *GenerateInput) string {
	switch e.Type {
	case "module", "import", "module-import":
		return "import(" + Quote(e.Request[0]) + ")"
	}
	return e.expression(in)
}

func (e *External) expression(in *GenerateInput) string {
	members := func(base string, names []string) string {
		for _, n := range names {
			base += "[" + Quote(n) + "]"
		}
		return base
	}
	first := ""
	if len(e.Request) > 0 {
		first = e.Request[0]
	}
	switch e.Type {
	case "amd", "amd-require", "umd", "umd2", "system", "jsonp":
		return "__webpack_require__.xv[module.id]"
	case "asset", "asset-url", "css-url":
		return Quote(first)
	case "this": // that of the script, whatever the function is called with that this stands in
		return members("(function () { return this; })()", e.Request)
	case "window", "self":
		return members(e.Type, e.Request)
	case "global":
		return members(in.Global, e.Request)
	case "commonjs", "commonjs2", "commonjs-module", "commonjs-static", "node-commonjs":
		return members(in.NodeRequire+"("+Quote(first)+")", e.Request[1:])
	case "module":
		return members(in.Import(first), e.Request[1:])
	case "import":
		return members("import("+Quote(first)+")", nil)
	case "amd-async":
		require := in.Global + ".require"
		return "new Promise((resolve, reject) => {\n" +
			"\tif (typeof " + require + " != \"function\") throw Error(" + Quote("There is no AMD loader to ask for "+first) + ");\n" +
			"\t" + require + "([" + Quote(first) + "], (value) => resolve(" + members("value", e.Request[1:]) + "), reject);\n})"
	case "promise":
		return "Promise.resolve(" + first + ")"
	case "script":
		return members("__webpack_require__.ext("+Quote(e.Request[1])+", "+Quote(first)+")", nil)
	}
	// var, assign: an expression
	return members(first, e.Request[1:])
}

// Ignored is the body of a module that resolves to nothing: false in an alias
// or in the browser field.
type Ignored struct{}

// Exports implements Body.
func (Ignored) Exports() Exports { return Exports{Open: true, Mirror: -1} }

// Generate implements Body: an empty CommonJS module.
func (Ignored) Generate(dst []byte, _ *GenerateInput) ([]byte, error) { return dst, nil }

// Missing is the body of a module that was imported and could not be found. Code
// that is emitted all the same throws where the import runs.
type Missing struct{ Request string }

// Exports implements Body.
func (Missing) Exports() Exports { return Exports{Open: true, Mirror: -1} }

// Generate implements Body.
func (m Missing) Generate(dst []byte, _ *GenerateInput) ([]byte, error) {
	return append(dst, "__webpack_require__.mnf("+Quote(m.Request)+");\n"...), nil
}

// Failed is the body of a module that could not be built: it throws the reason.
type Failed struct{ Message string }

// Exports implements Body.
func (Failed) Exports() Exports { return Exports{Open: true, Mirror: -1} }

// Generate implements Body.
func (f Failed) Generate(dst []byte, _ *GenerateInput) ([]byte, error) {
	return append(dst, "throw Error("+Quote(f.Message)+");\n"...), nil
}

// NewDeps lists the deps of the sheet: its imports, its URLs, then the sheets that
// names are taken from. References to other hosts and fragments, and all of a kind
// that is switched off, lead nowhere and stay as they are.
func (c *CSS) NewDeps(noImports, noURLs bool) []Dep {
	var deps []Dep
	for i := range c.Sheet.Imports {
		imp := &c.Sheet.Imports[i]
		deps = append(deps, Dep{Kind: DepCSS, Specifier: imp.Specifier, Target: NoModule, Weak: noImports || imp.Ignore || remoteURL(imp.Specifier)})
	}
	urls := func(list []css.URL) {
		for i := range list {
			deps = append(deps, Dep{Kind: DepURL, Specifier: list[i].Specifier, Target: NoModule, Weak: noURLs || list[i].Ignore || !LocalURL(list[i].Specifier)})
		}
	}
	urls(c.Sheet.URLs)
	if c.Names != nil {
		for _, f := range c.Names.Files {
			deps = append(deps, Dep{Kind: DepCSS, Specifier: f.Specifier, Target: NoModule})
		}
		urls(c.Names.URLs)
	}
	return deps
}

// LocalURL reports whether a reference of a sheet is to a file of the project.
func LocalURL(s string) bool { return !remoteURL(s) && !strings.HasPrefix(s, "data:") }

// remoteURL reports whether a reference of a sheet points out of the project.
func remoteURL(s string) bool {
	return strings.HasPrefix(s, "//") || strings.Contains(s, "://")
}

// DepSpan is where dep i stands in the sheet.
func (c *CSS) DepSpan(i int) ByteRange {
	if c.IsFile(i) {
		r := c.Names.Files[i-c.FileDep(0)].At
		return ByteRange{r.Start, r.End}
	}
	if c.Names != nil && i >= c.ValueDep(0) {
		u := &c.Names.URLs[i-c.ValueDep(0)]
		return ByteRange{u.Start, u.End}
	}
	if n := len(c.Sheet.Imports); i >= n {
		u := &c.Sheet.URLs[i-n]
		return ByteRange{u.Start, u.End}
	}
	r := c.Sheet.Imports[i].Spec
	return ByteRange{r.Start, r.End}
}
