package config

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// module reads the module section.
func (b *binder) module() ModuleOptions {
	n := b.tree.get("module")
	m := ModuleOptions{Types: map[string]*TypeOptions{}}
	for _, t := range typeNames() {
		parser, generator := n.get("parser", t), n.get("generator", t)
		if parser != nil || generator != nil {
			m.Types[t] = b.typeOptions(parser, generator)
		}
	}
	asset := m.Types["asset"]
	if asset == nil {
		asset = &TypeOptions{}
		m.Types["asset"] = asset
	}
	if asset.MaxSize == nil {
		limit := 8096
		asset.MaxSize = &limit
	}
	if b.tree.get("amd").isFalse() {
		o := m.Types["javascript"]
		if o == nil {
			o = &TypeOptions{}
			m.Types["javascript"] = o
		}
		if off := false; o.Script.AMD == nil {
			o.Script.AMD = &off
		}
	}
	if n.get("strictExportPresence").boolOr(false) {
		o := m.Types["javascript"]
		if o == nil {
			o = &TypeOptions{}
			m.Types["javascript"] = o
		}
		if o.ExportsPresence == "" {
			o.ExportsPresence = "error"
		}
	}
	script := ScriptOptions{
		ExprCritical: boolPointer(n.get("exprContextCritical")), UnknownCritical: boolPointer(n.get("unknownContextCritical")),
		WrappedCritical: boolPointer(n.get("wrappedContextCritical")), NamespaceThis: boolPointer(n.get("strictThisContextOnImports")),
		ExprRecursive: boolPointer(n.get("exprContextRecursive")), WrappedRecursive: boolPointer(n.get("wrappedContextRecursive")),
		ExprRequest: n.get("exprContextRequest").str(), ExprPattern: n.get("exprContextRegExp").scalarText(), WrappedPattern: n.get("wrappedContextRegExp").str(),
	}
	if !reflect.DeepEqual(script, ScriptOptions{}) {
		o := m.Types["javascript"]
		if o == nil {
			o = &TypeOptions{}
			m.Types["javascript"] = o
		}
		o.Script = o.Script.over(&script)
	}
	for _, item := range listOfNodes(n.get("noParse")) {
		if c, err := newCondition(item.str()); err == nil {
			if c.Regexp == nil {
				c.Text = b.path(c.Text)
			}
			m.NoParse = append(m.NoParse, c)
		}
	}
	m.Rules = b.rules(n.get("rules"), "ruleSet[1].rules")
	return m
}

// typeNames are the types that have options.
func typeNames() []string {
	var out []string
	for _, t := range append(append([]namedTable{}, parserTypes...), generatorTypes...) {
		if !slices.Contains(out, t.name) {
			out = append(out, t.name)
		}
	}
	return out
}

func (b *binder) rules(n *node, path string) []*Rule {
	if n == nil {
		return nil
	}
	var out []*Rule
	for i, item := range n.items {
		if item.kind == kindMap {
			out = append(out, b.rule(item, path+"["+strconv.Itoa(i)+"]"))
		}
	}
	return out
}

// conditionKeys lead from the keys of a rule to what they look at.
var conditionKeys = []struct {
	key      string
	property RuleProperty
	path     bool // strings are paths, compared by their start
}{
	{"test", RuleResource, true}, {"include", RuleResource, true}, {"resource", RuleResource, true}, {"realResource", RuleRealResource, true},
	{"issuer", RuleIssuer, true}, {"resourceQuery", RuleQuery, false}, {"resourceFragment", RuleFragment, false},
	{"issuerLayer", RuleIssuerLayer, false}, {"mimetype", RuleMIME, false}, {"dependency", RuleDependency, false},
	{"scheme", RuleScheme, false}, {"compiler", RuleCompiler, false}, {"descriptionRelativePath", RuleDescriptionAt, false},
	{"phase", RulePhase, false},
}

func (b *binder) rule(n *node, path string) *Rule {
	r := &Rule{Path: path, At: n.span().location()}
	for _, k := range conditionKeys {
		if c := n.get(k.key); c != nil {
			r.Conditions = append(r.Conditions, RuleCondition{Property: k.property, Test: b.test(c, k.path)})
		}
	}
	if g := n.get("glob"); g != nil {
		r.Conditions = append(r.Conditions, RuleCondition{Property: RuleResource, Test: &Test{globs: newGlobs(g)}})
	}
	if c := n.get("exclude"); c != nil {
		r.Conditions = append(r.Conditions, RuleCondition{Property: RuleResource, Test: &Test{None: []*Test{b.test(c, true)}}})
	}
	for _, k := range []struct {
		key      string
		property RuleProperty
	}{{"with", RuleAttribute}, {"assert", RuleAttribute}, {"descriptionData", RuleDescription}} {
		if m := n.get(k.key); m != nil && m.kind == kindMap {
			for _, pr := range m.pairs {
				r.Conditions = append(r.Conditions, RuleCondition{Property: k.property, Key: pr.key, Test: b.test(pr.value, false)})
			}
		}
	}
	r.Rules = b.rules(n.get("rules"), path+".rules")
	r.OneOf = b.rules(n.get("oneOf"), path+".oneOf")
	r.Enforce = n.get("enforce").str()
	r.Type = n.get("type").str()
	r.SideEffects = boolPointer(n.get("sideEffects"))
	r.ExtractSourceMap = boolPointer(n.get("extractSourceMap"))
	if l := n.get("layer"); l.isText() {
		r.Layer = &l.text
	}
	if n.has("resolve") {
		r.Resolve = b.resolve(n.get("resolve"))
	}
	if n.has("parser") || n.has("generator") {
		r.Options = b.typeOptions(n.get("parser"), n.get("generator"))
		b.checkTypeKeys(n, r.Type)
	}
	r.Use = b.use(n, path)
	return r
}

// checkTypeKeys reports options that the type of a rule has not.
func (b *binder) checkTypeKeys(n *node, kind string) {
	if kind == "" {
		return // another rule, or the name of the file, says the type
	}
	for _, part := range []struct {
		key    string
		tables []namedTable
	}{{"parser", parserTypes}, {"generator", generatorTypes}} {
		m := n.get(part.key)
		if m == nil || m.kind != kindMap {
			continue
		}
		for i := range m.pairs {
			if pr := &m.pairs[i]; !hasTypeKey(part.tables, kind, pr.key) {
				b.noEffect(pr, fmt.Sprintf("on modules of type %q", kind), "remove it, or change the type of the rule")
			}
		}
	}
}

func hasTypeKey(tables []namedTable, kind, key string) bool {
	base, _, _ := strings.Cut(kind, "/")
	for _, t := range tables {
		// "asset" has all of its forms' keys: a form takes what the plain type says.
		if t.name != kind && !(t.name == base && base != "asset") {
			continue
		}
		if slices.ContainsFunc(t.fields, func(f field) bool { return f.key == key }) {
			return true
		}
	}
	return false
}

// use reads the loaders of a rule.
func (b *binder) use(n *node, path string) []Loader {
	loader, use := n.find("loader"), n.find("use")
	if loader != nil && use != nil {
		b.report("config-bad-value", loader.at, "A rule has either \"loader\" or \"use\"", "put the loader into the list \"use\"")
		return nil
	}
	if o := n.find("options"); o != nil && loader == nil {
		b.noEffect(o, "without \"loader\"", "move it to the item of \"use\" that it is for")
	}
	if loader != nil {
		return []Loader{b.loaderItem(n, loader.value, path)}
	}
	if use == nil {
		return nil
	}
	var out []Loader
	for i, item := range listOfNodes(use.value) {
		ident := path + ".use"
		if use.value.kind == kindList {
			ident += "[" + strconv.Itoa(i) + "]"
		}
		switch item.kind {
		case kindString:
			out = append(out, b.loaderItem(nil, item, ident))
		case kindMap:
			out = append(out, b.loaderItem(item, item.get("loader"), ident))
		}
	}
	return out
}

func (b *binder) loaderItem(n, name *node, ident string) Loader {
	if name == nil {
		return Loader{}
	}
	l := Loader{Name: b.request(name.str()), At: name.span().location()}
	options := n.get("options")
	switch {
	case options == nil || options.kind == kindNull:
	case options.isText():
		l.Name += "?" + options.text
	default:
		l.Options = toJSON(nil, options)
		l.Ident = n.get("ident").strOr(ident)
	}
	return l
}

// toJSON spells a value as JSON, keys in the order of the file.
func toJSON(dst []byte, n *node) json.RawMessage {
	switch n.kind {
	case kindNull:
		return append(dst, "null"...)
	case kindBool:
		v, _ := n.boolean()
		return strconv.AppendBool(dst, v)
	case kindInt, kindFloat:
		if json.Valid([]byte(n.text)) {
			return append(dst, n.text...)
		}
		if v, err := strconv.ParseInt(n.text, 0, 64); err == nil { // 0x1f, 0o17
			return strconv.AppendInt(dst, v, 10)
		}
		if v, err := strconv.ParseFloat(n.text, 64); err == nil {
			return strconv.AppendFloat(dst, v, 'g', -1, 64)
		}
	case kindList:
		dst = append(dst, '[')
		for i, item := range n.items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = toJSON(dst, item)
		}
		return append(dst, ']')
	case kindMap:
		dst = append(dst, '{')
		for i, pr := range n.pairs {
			if i > 0 {
				dst = append(dst, ',')
			}
			key, _ := json.Marshal(pr.key)
			dst = append(append(append(dst, key...), ':'), toJSON(nil, pr.value)...)
		}
		return append(dst, '}')
	}
	text, _ := json.Marshal(n.text)
	return append(dst, text...)
}

// test reads a condition. Paths are relative to the context.
func (b *binder) test(n *node, path bool) *Test {
	switch n.kind {
	case kindList:
		t := &Test{Any: []*Test{}}
		for _, item := range n.items {
			t.Any = append(t.Any, b.test(item, path))
		}
		return t
	case kindMap:
		t := &Test{}
		for _, pr := range n.pairs {
			if pr.key == "glob" {
				t.globs = newGlobs(pr.value)
				continue
			}
			items := []*Test{}
			for _, item := range listOfNodes(pr.value) {
				items = append(items, b.test(item, path))
			}
			switch pr.key {
			case "and":
				t.All = items
			case "or":
				t.Any = items
			case "not":
				t.None = items
			}
		}
		return t
	}
	c, err := newCondition(n.scalarText())
	if err != nil {
		return &Test{}
	}
	if c.Regexp == nil && path && c.Text != "" {
		slash := strings.HasSuffix(c.Text, "/")
		c.Text = b.path(c.Text)
		if slash {
			c.Text += string(filepath.Separator)
		}
		b.checkPrefix(n, c.Text)
	}
	return &Test{Condition: c, leaf: true}
}

// checkPrefix warns of a path that nothing starts with, which most often was
// meant as a pattern.
func (b *binder) checkPrefix(n *node, path string) {
	dir, start := filepath.Split(path)
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), start) {
			return
		}
	}
	help := "correct the path, which is relative to the context"
	if strings.HasPrefix(start, ".") || strings.ContainsAny(start, "*$\\") {
		help = "write a regular expression, such as /\\.css$/"
	}
	b.diags = append(b.diags, diag.Diagnostic{
		Severity: diag.Warning, Code: "config-rule-unmatched", Message: fmt.Sprintf("No file has a path that starts with %q, so this condition never holds", n.text),
		At: n.span().location(), Help: help,
	})
}

// typeOptions reads parser and generator options of one type or rule.
func (b *binder) typeOptions(parser, generator *node) *TypeOptions {
	o := &TypeOptions{
		URL: boolPointer(parser.get("url")), Import: boolPointer(parser.get("import")), NamedExports: boolPointer(parser.get("namedExports")),
		Animation: boolPointer(parser.get("animation")), Container: boolPointer(parser.get("container")), Grid: boolPointer(parser.get("grid")),
		CustomIdents: boolPointer(parser.get("customIdents")), Dash: boolPointer(parser.get("dashedIdents")), Function: boolPointer(parser.get("function")),
		Pure:                    boolPointer(parser.get("pure")),
		ExportType:              parser.get("exportType").str(),
		ExportsPresence:         parser.get("exportsPresence").scalarText(),
		ImportExportsPresence:   parser.get("importExportsPresence").scalarText(),
		ReexportExportsPresence: parser.get("reexportExportsPresence").scalarText(),

		Filename: textPointer(generator.get("filename")), OutputPath: textPointer(generator.get("outputPath")),
		PublicPath: textPointer(generator.get("publicPath")), Emit: boolPointer(generator.get("emit")),
		MIME:              textPointer(generator.get("dataUrl", "mimetype")),
		ExportsOnly:       boolPointer(generator.get("exportsOnly")),
		ExportsConvention: generator.get("exportsConvention").str(), LocalIdentName: generator.get("localIdentName").str(),
		LocalIdentHashSalt:         textPointer(generator.get("localIdentHashSalt")),
		LocalIdentHashDigestLength: generator.get("localIdentHashDigestLength").intOr(0),
		LocalIdentHashDigest:       generator.get("localIdentHashDigest").str(),
		LocalIdentHashFunction:     generator.get("localIdentHashFunction").str(),
		JSONParse:                  boolPointer(generator.get("JSONParse")),
		ESModule:                   boolPointer(generator.get("esModule")),
		Binary:                     boolPointer(generator.get("binary")),
		Parse:                      parser.get("parse").str(),

		Script: b.scriptOptions(parser),
	}
	if parser.get("url").str() == "relative" {
		follow := true
		o.URL, o.RelativeURL = &follow, true
	}
	if n := parser.get("dataUrlCondition", "maxSize"); n != nil {
		limit := n.intOr(8096)
		o.MaxSize = &limit
	}
	if n := parser.get("exportsDepth"); n != nil {
		depth := n.intOr(0)
		o.ExportsDepth = &depth
	}
	if parser.get("strictExportPresence").boolOr(false) && o.ExportsPresence == "" {
		o.ExportsPresence = "error"
	}
	if n := generator.get("dataUrl", "encoding"); n != nil {
		encoding := n.str() // "" for false
		o.Encoding = &encoding
	}
	return o
}

// scriptOptions reads the parser options of JavaScript.
func (b *binder) scriptOptions(n *node) ScriptOptions {
	o := ScriptOptions{
		DynamicURL: boolPointer(n.get("dynamicUrl")), AMD: boolPointer(n.get("amd")), CommonJS: boolPointer(n.get("commonjs")),
		RequireContext: boolPointer(n.get("requireContext")), RequireEnsure: boolPointer(n.get("requireEnsure")),
		RequireInclude: boolPointer(n.get("requireInclude")), MetaContext: boolPointer(n.get("importMetaContext")),
		ExprCritical: boolPointer(n.get("exprContextCritical")), UnknownCritical: boolPointer(n.get("unknownContextCritical")),
		WrappedCritical: boolPointer(n.get("wrappedContextCritical")), NamespaceThis: boolPointer(n.get("strictThisContextOnImports")),
		ImportMode: n.get("dynamicImportMode").str(), ImportFetch: n.get("dynamicImportFetchPriority").str(),
		ImportPrefetch: order(n.get("dynamicImportPrefetch")), ImportPreload: order(n.get("dynamicImportPreload")),
		CommonJSMagic: boolPointer(n.get("commonjsMagicComments")), CreateRequire: n.get("createRequire").scalarText(), ImportMeta: n.get("importMeta").scalarText(), Strict: n.get("overrideStrict").str(),
		NoWorkers: n.get("worker").isFalse(),

		ExprRecursive: boolPointer(n.get("exprContextRecursive")), WrappedRecursive: boolPointer(n.get("wrappedContextRecursive")),
		ExprRequest: n.get("exprContextRequest").str(), ExprPattern: n.get("exprContextRegExp").scalarText(), WrappedPattern: n.get("wrappedContextRegExp").str(),
	}
	o.RequireJS, o.This = boolPointer(n.get("requireJs")), n.get("topLevelThis").str()
	if members := n.get("importMeta"); members != nil && members.kind == kindMap {
		var left []string
		for _, pr := range members.pairs {
			if pr.value.isFalse() {
				left = append(left, pr.key)
			}
		}
		slices.Sort(left)
		o.ImportMeta, o.MetaLeft = "preserve-unknown", strings.Join(left, " ")
	}
	if list := n.get("pureFunctions"); list != nil {
		for _, item := range list.items {
			o.Pure = append(o.Pure, item.str())
		}
	}
	if list := n.get("worker"); list != nil && list.kind == kindList {
		o.Workers = []string{}
		for _, item := range list.items {
			o.Workers = append(o.Workers, item.str())
		}
	}
	if names := n.get("node"); names != nil {
		x := b.nodeNames(names)
		o.Node = &x
	}
	return o
}

// order reads true, which is 0, or a number; nil for none.
func order(n *node) *int {
	if n == nil || n.isFalse() {
		return nil
	}
	v := n.intOr(0)
	return &v
}

func textPointer(n *node) *string {
	if n.isText() {
		return &n.text
	}
	return nil
}
