package scan

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// effects are what rules and an inline request say of one module. Equal effects
// have equal keys; a module without any has none.
type effects struct {
	key         string
	kind        string // module type; "" for that of the file's name
	sideEffects *bool
	resolve     []*config.Resolve
	options     *config.TypeOptions
	loaders     []Loader // as webpack lists them: the last one runs first
	replaces    bool     // loaders that are not just enforced: the output is JavaScript unless a rule says more
	suffix      string   // that the name of the file has for this module, such as ".ts"
	empty       bool     // the module is empty whatever the file holds
	noMap       bool     // the source map that the file names is not read
	clashes     []clash  // what rules say twice
}

// Loader is one loader on a module.
type Loader struct {
	Name    string // as written, without query
	Query   string // with "?", or ""
	Options json.RawMessage
	Ident   string
	From    string // directory that the name is resolved from
	Beside  string // the file beside that of the name which is meant; "" for that itself
	Rule    *config.Loader
}

// subject is what rules look at.
type subject struct {
	request  *Request
	path     string // what matchResource says, else real
	real     string
	query    string
	fragment string
	pkg      *resolver.Package
	category string
	mime     string
	scheme   string
}

// rules evaluates module.rules.
type rules struct {
	list     []*config.Rule
	compiler string
	byIdent  map[string]json.RawMessage // options of loaders, for "loader??ident"
	context  string
	vue      *config.Loader // the first vue-loader of the rules; nil for none
}

// newRules returns nil when there is nothing to evaluate.
func newRules(c *config.Config) *rules {
	if len(c.Module.Rules) == 0 {
		return nil
	}
	r := &rules{list: c.Module.Rules, compiler: c.Name, byIdent: make(map[string]json.RawMessage), context: c.Context}
	r.index(r.list)
	return r
}

func (r *rules) index(list []*config.Rule) {
	for _, x := range list {
		for i := range x.Use {
			l := &x.Use[i]
			if l.Ident != "" {
				r.byIdent[l.Ident] = l.Options
			}
			if r.vue == nil && isVueLoader(l.Name) {
				r.vue = l
			}
		}
		r.index(x.Rules)
		r.index(x.OneOf)
	}
}

// apply collects what the rules say of s. It returns nil for nothing.
func (r *rules) apply(s *subject, in *inline) (e *effects, layer *string) {
	c := collected{}
	if r != nil {
		if r.vue != nil && (in == nil || in.match != "" && !in.noNormal) {
			if q := vueBlock(s.query); q != nil {
				return r.applyVue(s, in, q)
			}
		}
		r.run(r.list, s, &c)
	}
	c.order(in)
	if in != nil && in.noPre && in.noNormal && in.noPost {
		c.e.kind, c.typed, c.e.clashes = "", nil, nil // as in webpack: !! asks for what the loaders make
	}
	if !c.any && len(c.e.loaders) == 0 {
		return nil, nil
	}
	c.finish()
	return &c.e, c.layer
}

type collected struct {
	e                 effects
	any               bool
	layer             *string
	typed             *config.Rule // that said the type
	pre, normal, post []Loader
	ids               []string // of what has no other way into the key
}

// run applies the rules of a list that match.
func (r *rules) run(list []*config.Rule, s *subject, c *collected) {
	for _, x := range list {
		r.rule(x, s, c)
	}
}

// rule reports whether x matches.
func (r *rules) rule(x *config.Rule, s *subject, c *collected) bool {
	for i := range x.Conditions {
		if !x.Conditions[i].Test.Match(r.property(&x.Conditions[i], s)) {
			return false
		}
	}
	if x.Type != "" {
		if old := c.typed; old != nil && old.Type != x.Type && !within(old, x) {
			c.e.clashes = append(c.e.clashes, clash{first: old, second: x})
		}
		c.any, c.e.kind, c.typed = true, x.Type, x
	}
	if x.ExtractSourceMap != nil {
		c.any, c.e.noMap = true, !*x.ExtractSourceMap
	}
	if x.SideEffects != nil {
		c.any, c.e.sideEffects = true, x.SideEffects
	}
	if x.Layer != nil {
		c.any, c.layer = true, x.Layer
	}
	if x.Resolve != nil {
		c.any = true
		c.e.resolve = append(c.e.resolve, x.Resolve)
		c.ids = append(c.ids, x.Path)
	}
	if x.Options != nil {
		c.any = true
		c.e.options = x.Options.Over(c.e.options)
		c.ids = append(c.ids, x.Path)
	}
	for i := range x.Use {
		l := &x.Use[i]
		name, query := cutQuery(l.Name)
		item := Loader{Name: name, Query: query, Options: l.Options, Ident: l.Ident, From: r.context, Rule: l}
		switch x.Enforce {
		case "pre":
			c.pre = append(c.pre, item)
		case "post":
			c.post = append(c.post, item)
		default:
			c.normal = append(c.normal, item)
		}
	}
	r.run(x.Rules, s, c)
	for _, y := range x.OneOf {
		if r.rule(y, s, c) {
			break
		}
	}
	return true
}

// within reports whether inner is one of the rules in outer.
func within(outer, inner *config.Rule) bool {
	for _, x := range slices.Concat(outer.Rules, outer.OneOf) {
		if x == inner || within(x, inner) {
			return true
		}
	}
	return false
}

func (r *rules) property(c *config.RuleCondition, s *subject) string {
	switch c.Property {
	case config.RuleResource:
		return s.path
	case config.RuleRealResource:
		return s.real
	case config.RuleQuery:
		return s.query
	case config.RuleFragment:
		return s.fragment
	case config.RuleIssuer:
		return s.request.Importer
	case config.RuleIssuerLayer:
		return s.request.Layer
	case config.RuleMIME:
		return s.mime
	case config.RuleScheme:
		return s.scheme
	case config.RuleDependency:
		return s.category
	case config.RulePhase:
		return s.request.Phase.String()
	case config.RuleCompiler:
		return r.compiler
	case config.RuleAttribute:
		return s.request.Attrs[c.Key]
	case config.RuleDescription:
		return description(s.pkg, c.Key)
	case config.RuleDescriptionAt:
		if s.pkg != nil {
			if rel, err := filepath.Rel(s.pkg.Dir, s.real); err == nil {
				return "./" + filepath.ToSlash(rel)
			}
		}
	}
	return ""
}

// description is a member of a package.json as text: "a.b" is b of a.
func description(p *resolver.Package, key string) string {
	if p == nil {
		return ""
	}
	names := strings.Split(key, ".")
	var v any
	if json.Unmarshal(p.Field(names[0]), &v) != nil {
		return ""
	}
	for _, n := range names[1:] {
		m, _ := v.(map[string]any)
		v = m[n]
	}
	switch v := v.(type) {
	case string:
		return v
	case nil:
		return ""
	default:
		text, _ := json.Marshal(v)
		return string(text)
	}
}

// order puts the loaders into webpack's order, which an inline request changes.
func (c *collected) order(in *inline) {
	if in == nil {
		c.e.loaders = slices.Concat(c.post, c.normal, c.pre)
		c.e.replaces = len(c.normal) > 0
		return
	}
	if in.noNormal {
		c.normal = nil
	}
	if in.noPre {
		c.pre = nil
	}
	if in.noPost {
		c.post = nil
	}
	if in.match != "" {
		c.e.loaders = slices.Concat(c.post, c.normal, in.loaders, c.pre)
	} else {
		c.e.loaders = slices.Concat(c.post, in.loaders, c.normal, c.pre)
	}
	// Under the name that matchResource gives, the inline loaders make what the name
	// says.
	c.e.replaces = len(c.normal) > 0 || len(in.loaders) > 0 && in.match == ""
}

func (c *collected) finish() {
	if c.typed != nil && strings.HasPrefix(c.e.kind, "asset") {
		for i := range c.normal {
			if slices.ContainsFunc(oldAssetLoaders, func(name string) bool { return isLoader(c.normal[i].Name, name) }) {
				c.e.clashes = append(c.e.clashes, clash{first: c.typed, second: c.typed, loader: c.normal[i].Rule})
			}
		}
	}
	var b strings.Builder
	b.WriteString(c.e.kind)
	if c.e.sideEffects != nil {
		if *c.e.sideEffects {
			b.WriteString("+effects")
		} else {
			b.WriteString("-effects")
		}
	}
	if c.e.noMap {
		b.WriteString("-map")
	}
	for _, l := range c.e.loaders {
		b.WriteString("\x00" + l.From + "\x01" + l.Name + l.Query + "\x01" + l.Beside + "\x01" + l.Ident)
	}
	for _, id := range c.ids {
		b.WriteString("\x02" + id)
	}
	c.e.key = b.String()
}

func cutQuery(s string) (name, query string) {
	if i := strings.IndexByte(s, '?'); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// inline is a request that names loaders itself:
//
//	x.css!=!-!./a-loader.js?x!./b-loader.js!./file.txt
type inline struct {
	match                   string // absolute path that stands for the file, with its query; "" for none
	noPre, noNormal, noPost bool
	loaders                 []Loader
	resource                string
}

// parseInline reads a specifier that has a "!".
func (w *worker) parseInline(r *Request) *inline {
	in := &inline{}
	s := r.Specifier
	if i := strings.Index(s, "!=!"); i > 0 && strings.IndexByte(s[:i], '!') < 0 {
		in.match = s[:i]
		if strings.HasPrefix(in.match, ".") {
			name, query := cutQuery(in.match)
			in.match = filepath.Join(r.Dir, filepath.FromSlash(name)) + query
		}
		s = s[i+3:]
	}
	switch {
	case strings.HasPrefix(s, "-!"):
		in.noPre, in.noNormal = true, true
	case strings.HasPrefix(s, "!!"):
		in.noPre, in.noNormal, in.noPost = true, true, true
	case strings.HasPrefix(s, "!"):
		in.noNormal = true
	}
	if strings.HasPrefix(s, "-!") {
		s = s[1:]
	}
	parts := strings.FieldsFunc(strings.TrimLeft(s, "!"), func(c rune) bool { return c == '!' })
	if len(parts) == 0 {
		return in
	}
	if strings.HasSuffix(s, "!") {
		parts = append(parts, "")
	}
	in.resource = parts[len(parts)-1]
	for _, p := range parts[:len(parts)-1] {
		name, query := cutQuery(p)
		l := Loader{Name: name, Query: query, From: r.Dir}
		if found := w.loaders.named(r.Dir, name); found.err == nil {
			l.Name, l.From = found.path, "" // one module, wherever it is asked for
		}
		if ident, ok := strings.CutPrefix(query, "??"); ok && w.rules != nil {
			if options, known := w.rules.byIdent[ident]; known {
				l.Options, l.Ident, l.Query = options, ident, ""
			}
		}
		in.loaders = append(in.loaders, l)
	}
	return in
}

// ruled resolvers are those of modules whose rules have "resolve".
type ruledResolvers struct {
	mu   sync.Mutex
	made map[string]*resolver.Resolver
}

// resolverWith is the resolver for a request of a module with overrides.
func (w *worker) resolverWith(r *Request, overrides []*config.Resolve, id string) *resolver.Resolver {
	w.ruled.mu.Lock()
	defer w.ruled.mu.Unlock()
	category := w.category(r)
	key := category + "\x00" + id
	if r.TypeScript {
		key += "\x00ts"
	}
	if x := w.ruled.made[key]; x != nil {
		return x
	}
	o := ResolveOptions(w.in.Config, category)
	if r.TypeScript {
		o.ExtensionAlias = append(o.ExtensionAlias, resolver.TypeScriptExtensionAlias...)
	}
	for _, over := range overrides {
		overlay(&o, over)
		if sub := over.ByDependency[category]; sub != nil {
			overlay(&o, sub)
		}
	}
	if w.ruled.made == nil {
		w.ruled.made = make(map[string]*resolver.Resolver)
	}
	x := resolver.New(o, w.in.Files)
	w.ruled.made[key] = x
	return x
}

// category names how a request asks, as webpack does.
func (w *worker) category(r *Request) string {
	switch r.Kind {
	case graph.DepRequire:
		return "commonjs"
	case graph.DepURL:
		return "url"
	case graph.DepCSS:
		return "css-import"
	}
	if r.worker {
		return "worker"
	}
	return "esm"
}
