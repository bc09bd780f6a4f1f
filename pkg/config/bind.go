package config

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// binder turns one checked document into a Config. It reads leniently, since
// the checker has reported whatever has a wrong form, and reports what only
// shows when several keys are seen together.
type binder struct {
	l     *loader
	tree  *node
	c     *Config
	diags []diag.Diagnostic
	// What a federation adds to other sections; what those say themselves wins.
	defines       map[string]string
	moreAliases   []Alias
	moreExternals []External
	// misplaced is set when the file has keys of which nobody knows what they mean:
	// what is missing may be in one of them, and is not reported.
	misplaced bool
	// federationName is that of the first ModuleFederationPlugin, "" for none.
	federationName string
}

func (b *binder) report(code string, at span, message, help string, labels ...diag.Label) {
	b.diags = append(b.diags, diag.Diagnostic{Code: code, Message: message, At: at.location(), Help: help, Labels: labels})
}

// noEffect reports a key that changes nothing beside another.
func (b *binder) noEffect(p *pair, why, help string) {
	if p != nil && !b.misplaced {
		b.report("config-no-effect", p.at, fmt.Sprintf("%q has no effect %s", p.key, why), help)
	}
}

// cache is the folder of what is kept between builds; "" for none.
func (b *binder) cache() string {
	n := b.tree.get("cache")
	if n.isFalse() {
		return ""
	}
	if dir := n.get("dir"); dir.isText() {
		return b.path(dir.text)
	}
	if modules := nodeModules(b.c.Context); modules != "" {
		return filepath.Join(modules, ".cache", "mfbundle")
	}
	return ""
}

// bind never returns nil; misplaced is the answer of check.
func bind(l *loader, tree *node, file string, misplaced bool) (*Config, []diag.Diagnostic) {
	b := &binder{l: l, tree: tree, c: &Config{File: file, Mode: modeOf(tree)}, misplaced: misplaced}
	c := b.c
	c.Where = whereIn(tree)
	c.Name = tree.get("name").str()
	c.DependsOn = tree.get("dependsOn").strings()
	c.Context = b.context()
	c.Cache = b.cache()
	c.Target = b.target()
	c.Output.Module = b.outputModule()
	c.Plugins = b.plugins()
	c.FailOn = b.tree.get("analyze", "failOn").strings()
	c.Output = b.output()
	b.federationNames()
	c.Entries = b.entries()
	b.containerRuntimes()
	c.Resolve = *b.resolve(tree.get("resolve"))
	c.Resolve.Alias = append(c.Resolve.Alias, b.moreAliases...)
	c.ResolveLoader = *b.resolve(tree.get("resolveLoader"))
	b.externals()
	c.JSX = JSX{
		Runtime:      tree.get("jsx", "runtime").str(),
		ImportSource: tree.get("jsx", "importSource").str(),
		Factory:      tree.get("jsx", "factory").str(),
		Fragment:     tree.get("jsx", "fragment").str(),
		Development:  boolPointer(tree.get("jsx", "development")),
	}
	c.Devtool = b.devtool()
	c.Optimization = b.optimization()
	c.Define = b.define()
	c.Provide, c.Ignore = b.provide(), b.ignore()
	c.HTML = b.html()
	c.Copy, c.Budgets, c.IgnoreWarnings = b.copies(), b.budgets(), b.ignoreWarnings()
	if l := tree.get("licenses"); l.isTrue() {
		c.Licenses = "licenses.json"
	} else if l.isText() {
		c.Licenses = l.text
	}
	c.Node = b.node()
	if n := b.tree.get("amd"); n != nil && n.kind == kindMap {
		c.AMD = string(toJSON(nil, n))
	}
	c.Server = b.server()
	c.Module = b.module()
	return c, b.diags
}

func boolPointer(n *node) *bool {
	if v, ok := n.boolean(); ok {
		return &v
	}
	return nil
}

// context is the folder that paths are relative to.
func (b *binder) context() string {
	folder := filepath.Dir(b.c.File)
	n := b.tree.get("context")
	if !n.isText() || n.text == "" {
		return folder
	}
	dir := filepath.FromSlash(n.text)
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(folder, dir)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		b.report("config-bad-value", n.span(), fmt.Sprintf("\"context\" must be a folder, %q is none", n.text), "write a folder relative to this file")
	}
	return filepath.Clean(dir)
}

// path makes a path absolute against the context; "" stays "".
func (b *binder) path(s string) string {
	if s == "" {
		return ""
	}
	s = filepath.FromSlash(s)
	if filepath.IsAbs(s) {
		return filepath.Clean(s)
	}
	return filepath.Join(b.c.Context, s)
}

// request makes a request absolute when it starts with "./" or "../", and
// leaves others, which are looked up.
func (b *binder) request(s string) string {
	if s == "." || s == ".." || strings.HasPrefix(s, "./") || strings.HasPrefix(s, "../") {
		return b.path(s)
	}
	return s
}

// packageName is the name in the package.json of the context, "" when there is
// none. Its text decides the output, so it is an input of the build.
func (b *binder) packageName() string {
	path := filepath.Join(b.c.Context, "package.json")
	b.l.input(path)
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	var pkg struct{ Name any }
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(text), "\ufeff")), &pkg); err != nil {
		b.diags = append(b.diags, diag.Diagnostic{
			Code: "config-bad-package", Message: fmt.Sprintf("package.json cannot be read for its name: %s", err),
			At: diag.Location{File: b.l.display(path)}, Help: "mend it, or write output.uniqueName",
		})
		return ""
	}
	name, _ := pkg.Name.(string)
	return name
}

// devtool reads devtool or its short form.
func (b *binder) devtool() Devtool {
	long, short := b.tree.find("devtool"), b.tree.find("sourceMap")
	b.conflict(short, long, "devtool")
	switch {
	case long != nil && long.value.isText() && testDevtool(long.value.text) == nil:
		return parseDevtool(long.value.text)
	case long != nil:
		return Devtool{Name: "false"}
	case short != nil && short.value.isTrue(), short == nil && b.c.Mode == Development:
		return parseDevtool("source-map")
	}
	return Devtool{Name: "false"}
}

// conflict reports a short form beside its long form.
func (b *binder) conflict(short, long *pair, longName string) {
	if short == nil || long == nil {
		return
	}
	b.report("config-conflict", short.at, fmt.Sprintf("%q is short for %q, which is given too", short.key, longName), "remove one of the two",
		diag.Label{At: long.at.location(), Message: fmt.Sprintf("%q is here", longName)})
}

// define reads define and adds process.env.NODE_ENV.
func (b *binder) define() map[string]string {
	define := map[string]string{}
	maps.Copy(define, b.defines)
	if env := b.c.Optimization.NodeEnv; env != "" {
		text, _ := json.Marshal(env) // a string always marshals
		define["process.env.NODE_ENV"] = string(text)
	}
	if n := b.tree.get("define"); n != nil {
		for _, pr := range n.pairs {
			define[pr.key] = pr.value.scalarText()
		}
	}
	return define
}

// provide reads the key provide.
func (b *binder) provide() map[string][]string {
	var provide map[string][]string
	if n := b.tree.get("provide"); n != nil {
		for _, pr := range n.pairs {
			if list := pr.value.strings(); len(list) > 0 {
				if provide == nil {
					provide = map[string][]string{}
				}
				provide[pr.key] = list
			}
		}
	}
	return provide
}

// ignore reads the key ignore.
func (b *binder) ignore() []Ignore {
	var list []Ignore
	for _, item := range listOfNodes(b.tree.get("ignore")) {
		var x Ignore
		x.Resource, _ = newCondition(item.get("resource").str()) // the checker has compiled it
		x.Context, _ = newCondition(item.get("context").str())
		list = append(list, x)
	}
	return list
}

// node reads the key node.
func (b *binder) node() NodeOptions { return b.nodeNames(b.tree.get("node")) }

func (b *binder) nodeNames(n *node) NodeOptions {
	onNode := b.c.Target.HasNode()
	names := "mock"
	if onNode {
		names = "eval-only"
	}
	if n.isFalse() {
		return NodeOptions{Global: false, Filename: "false", Dirname: "false"}
	}
	value := func(key string) string {
		v := n.get(key)
		if on, ok := v.boolean(); ok {
			return fmt.Sprint(on)
		}
		return v.strOr(names)
	}
	warn := n.get("global").str() == "warn"
	return NodeOptions{Global: n.get("global").boolOr(!onNode || warn), Warn: warn, Filename: value("__filename"), Dirname: value("__dirname")}
}

// html reads the pages to write.
func (b *binder) html() []HTML {
	n := b.tree.get("html")
	if n == nil || n.isFalse() {
		return nil
	}
	scriptLoading := "defer"
	if b.c.Output.Module {
		scriptLoading = "module"
	}
	var pages []HTML
	written := map[string]*node{}
	for _, item := range listOfNodes(n) {
		page := HTML{
			Template:      b.path(item.get("template").str()),
			Filename:      item.get("filename").strOr("index.html"),
			Title:         item.get("title").str(),
			Inject:        item.get("inject").str(),
			ScriptLoading: item.get("scriptLoading").strOr(scriptLoading),
			Base:          item.get("base").str(),
			Chunks:        item.get("chunks").strings(),
			ExcludeChunks: item.get("excludeChunks").strings(),
			Favicon:       b.path(item.get("favicon").str()),
			Hash:          item.get("hash").boolOr(false),
			Minify:        item.get("minify").boolOr(false),
			Nonce:         item.get("nonce").str(),
			Integrity:     item.get("integrity").boolOr(false),
			NoInject:      item.get("inject").isFalse(),
			Content:       textPointer(item.get("templateContent")),
			Sorted:        item.get("chunksSortMode").str() == "manual",
			XHTML:         item.get("xhtml").boolOr(false),
		}
		if page.Content != nil && page.Template != "" {
			b.report("config-conflict", item.find("templateContent").at, "A page has either \"template\" or \"templateContent\"", "remove one of the two",
				diag.Label{At: item.find("template").at.location(), Message: "\"template\" is here"})
		}
		if page.Sorted && page.Chunks == nil {
			b.noEffect(item.find("chunksSortMode"), "without \"chunks\"", "list the entries in chunks")
		}
		if p := item.get("publicPath"); p.isText() && p.text != "auto" {
			page.PublicPath = &p.text
		}
		if params := item.get("templateParameters"); params != nil {
			for _, pr := range params.pairs {
				page.Parameters = append(page.Parameters, KeyValue{pr.key, pr.value.scalarText()})
			}
		}
		if meta := item.get("meta"); meta != nil {
			for _, pr := range meta.pairs {
				page.Meta = append(page.Meta, KeyValue{pr.key, pr.value.scalarText()})
			}
		}
		if page.Template == "" && page.Content == nil {
			b.noEffect(item.find("templateParameters"), "on a page without template", "remove it, or add a template")
		}
		if first := written[page.Filename]; first != nil {
			b.report("config-conflict", item.span(), fmt.Sprintf("Two pages are written to %q", page.Filename), "give each page a filename",
				diag.Label{At: first.span().location(), Message: "first one here"})
		}
		written[page.Filename] = item
		b.knownEntries(item.get("chunks"))
		b.knownEntries(item.get("excludeChunks"))
		pages = append(pages, page)
	}
	return pages
}

// knownEntries reports names that are no entries.
func (b *binder) knownEntries(n *node) {
	var have []string
	for _, e := range b.c.Entries {
		have = append(have, e.Name)
	}
	for _, item := range listOfNodes(n) {
		if !item.isText() || contains(have, item.text) {
			continue
		}
		help := "the entries are " + strings.Join(have, ", ")
		if near := diag.Nearest(item.text, have); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
		}
		b.report("config-unknown-entry", item.span(), fmt.Sprintf("There is no entry %q", item.text), help)
	}
}

func contains(list []string, s string) bool {
	for _, item := range list {
		if item == s {
			return true
		}
	}
	return false
}
