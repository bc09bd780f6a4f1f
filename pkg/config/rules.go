package config

import (
	"encoding/json"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// A Rule is one item of module.rules: what it says holds for the modules that
// meet all of its conditions. Later rules win over earlier ones, inner ones over
// the rule that they are in.
type Rule struct {
	Conditions []RuleCondition
	Rules      []*Rule // all that match
	OneOf      []*Rule // the first that matches

	Enforce     string // "pre", "post" or ""
	Type        string // a module type; "" for none
	SideEffects *bool
	Layer       *string
	Resolve     *Resolve // nil for none
	Options     *TypeOptions
	Use         []Loader // in the order of the file: the last one runs first

	ExtractSourceMap *bool

	// Path is where the rule stands, as in webpack: ruleSet[1].rules[0].
	Path string
	At   diag.Location
}

// RuleProperty is what a condition of a rule looks at.
type RuleProperty string

// The properties.
const (
	RuleResource      RuleProperty = "resource"      // absolute path, or that of matchResource
	RuleRealResource  RuleProperty = "realResource"  // absolute path of the file that is read
	RuleQuery         RuleProperty = "resourceQuery" // with "?", or ""
	RuleFragment      RuleProperty = "resourceFragment"
	RuleIssuer        RuleProperty = "issuer" // absolute path of the importer
	RuleIssuerLayer   RuleProperty = "issuerLayer"
	RuleMIME          RuleProperty = "mimetype"   // of a data: URI
	RuleDependency    RuleProperty = "dependency" // esm, commonjs, url, css-import, ...
	RuleScheme        RuleProperty = "scheme"     // data, http, ...
	RuleCompiler      RuleProperty = "compiler"   // name of the build
	RulePhase         RuleProperty = "phase"      // evaluation, defer, source
	RuleAttribute     RuleProperty = "with"       // import attribute Key
	RuleDescription   RuleProperty = "descriptionData"
	RuleDescriptionAt RuleProperty = "descriptionRelativePath"
)

// RuleCondition is one condition of a rule.
type RuleCondition struct {
	Property RuleProperty
	Key      string // of RuleAttribute and RuleDescription ("a.b" is a member)
	Test     *Test
}

// A Test is a condition on a string. A property that is missing is tested as "".
type Test struct {
	Condition Condition // of a leaf
	All       []*Test   // and
	Any       []*Test   // or, a list
	None      []*Test   // not
	leaf      bool
	globs     *globs // nil for none
}

// Match reports whether the condition holds for s.
func (t *Test) Match(s string) bool {
	if t.leaf {
		if t.Condition.Regexp != nil {
			return t.Condition.Regexp.MatchString(s)
		}
		return strings.HasPrefix(s, t.Condition.Text)
	}
	if t.globs != nil && !t.globs.match(s) {
		return false
	}
	for _, x := range t.All {
		if !x.Match(s) {
			return false
		}
	}
	for _, x := range t.None {
		if x.Match(s) {
			return false
		}
	}
	if t.Any == nil {
		return true
	}
	for _, x := range t.Any {
		if x.Match(s) {
			return true
		}
	}
	return false
}

// Loader is one item of use.
type Loader struct {
	Name    string          // a request of a module, with its query
	Options json.RawMessage // nil for none
	Ident   string          // names the options in requests that loaders write
	At      diag.Location
}

// TypeOptions are the parser and generator options of a module type or a rule.
// Nil and "" mean "not said here".
type TypeOptions struct {
	MaxSize *int // asset: up to which it becomes a data: URI

	URL, Import, NamedExports                                *bool // URL and Import of CSS, URL of JavaScript too
	Animation, Container, CustomIdents, Dash, Function, Grid *bool // which names CSS modules make local
	Pure                                                     *bool // of CSS modules: each selector has one
	ExportType                                               string
	RelativeURL                                              bool // URL says "relative"

	ExportsPresence, ImportExportsPresence, ReexportExportsPresence string // error | warn | false

	Filename, OutputPath, PublicPath *string
	Emit                             *bool
	Encoding, MIME                   *string // of data: URIs; the encoding is "base64" or ""

	ExportsOnly                *bool
	ExportsConvention          string
	LocalIdentName             string
	LocalIdentHashSalt         *string
	LocalIdentHashDigestLength int
	LocalIdentHashDigest       string
	LocalIdentHashFunction     string
	ESModule, Binary           *bool // of CSS; of assets
	ExportsDepth               *int  // of JSON
	Parse                      string
	JSONParse                  *bool

	Script ScriptOptions
}

// ScriptOptions are what JavaScript modules may say and how it is read. Nil and ""
// mean "not said here".
type ScriptOptions struct {
	DynamicURL, AMD, CommonJS                      *bool
	RequireContext, RequireEnsure, RequireInclude  *bool
	MetaContext                                    *bool
	ExprCritical, UnknownCritical, WrappedCritical *bool
	NamespaceThis                                  *bool
	CommonJSMagic                                  *bool
	ExprRecursive, WrappedRecursive                *bool
	ExprRequest                                    string
	ExprPattern, WrappedPattern                    string // JavaScript literals; "true" and "false", too
	Pure                                           []string
	ImportMode                                     string // lazy | lazy-once | eager | weak
	ImportPrefetch, ImportPreload                  *int   // orders; nil for none
	ImportFetch                                    string // low | high | auto
	CreateRequire                                  string // true, false, or "name from module"
	ImportMeta                                     string // true | false | preserve-unknown
	MetaLeft                                       string // members of import.meta to leave, with spaces between
	RequireJS                                      *bool
	This                                           string // exports | global
	Strict                                         string // strict | non-strict
	Workers                                        []string
	NoWorkers                                      bool // worker: false
	Node                                           *NodeOptions
}

// over returns o with what is missing taken from base.
func (o ScriptOptions) over(base *ScriptOptions) ScriptOptions {
	for _, p := range [...]struct{ to, from **bool }{
		{&o.DynamicURL, &base.DynamicURL}, {&o.AMD, &base.AMD}, {&o.CommonJS, &base.CommonJS}, {&o.RequireContext, &base.RequireContext},
		{&o.RequireEnsure, &base.RequireEnsure}, {&o.RequireInclude, &base.RequireInclude}, {&o.MetaContext, &base.MetaContext},
		{&o.ExprCritical, &base.ExprCritical}, {&o.UnknownCritical, &base.UnknownCritical}, {&o.WrappedCritical, &base.WrappedCritical},
		{&o.NamespaceThis, &base.NamespaceThis}, {&o.CommonJSMagic, &base.CommonJSMagic}, {&o.RequireJS, &base.RequireJS}, {&o.ExprRecursive, &base.ExprRecursive}, {&o.WrappedRecursive, &base.WrappedRecursive},
	} {
		pick(p.to, *p.from)
	}
	pick(&o.ImportPrefetch, base.ImportPrefetch)
	pick(&o.ImportPreload, base.ImportPreload)
	pick(&o.Node, base.Node)
	for _, p := range [...]struct{ to, from *string }{
		{&o.ImportMode, &base.ImportMode}, {&o.ImportFetch, &base.ImportFetch}, {&o.CreateRequire, &base.CreateRequire}, {&o.Strict, &base.Strict},
		{&o.This, &base.This}, {&o.ExprRequest, &base.ExprRequest}, {&o.ExprPattern, &base.ExprPattern}, {&o.WrappedPattern, &base.WrappedPattern},
	} {
		if *p.to == "" {
			*p.to = *p.from
		}
	}
	if o.ImportMeta == "" {
		o.ImportMeta, o.MetaLeft = base.ImportMeta, base.MetaLeft
	}
	if o.Pure == nil {
		o.Pure = base.Pure
	}
	if o.Workers == nil && !o.NoWorkers {
		o.Workers, o.NoWorkers = base.Workers, base.NoWorkers
	}
	return o
}

// Over returns o with what is missing taken from base. Either may be nil.
func (o *TypeOptions) Over(base *TypeOptions) *TypeOptions {
	if o == nil {
		return base
	}
	if base == nil {
		return o
	}
	out := *o
	pick(&out.MaxSize, base.MaxSize)
	pick(&out.ExportsDepth, base.ExportsDepth)
	if out.URL == nil {
		out.RelativeURL = base.RelativeURL
	}
	for _, p := range [...]struct{ to, from **bool }{
		{&out.URL, &base.URL}, {&out.Import, &base.Import}, {&out.NamedExports, &base.NamedExports},
		{&out.Animation, &base.Animation}, {&out.Container, &base.Container},
		{&out.CustomIdents, &base.CustomIdents}, {&out.Dash, &base.Dash}, {&out.Function, &base.Function}, {&out.Pure, &base.Pure}, {&out.Grid, &base.Grid}, {&out.Emit, &base.Emit},
		{&out.ExportsOnly, &base.ExportsOnly}, {&out.ESModule, &base.ESModule}, {&out.Binary, &base.Binary}, {&out.JSONParse, &base.JSONParse},
	} {
		pick(p.to, *p.from)
	}
	for _, p := range [...]struct{ to, from **string }{
		{&out.Filename, &base.Filename}, {&out.OutputPath, &base.OutputPath}, {&out.PublicPath, &base.PublicPath},
		{&out.Encoding, &base.Encoding}, {&out.MIME, &base.MIME}, {&out.LocalIdentHashSalt, &base.LocalIdentHashSalt},
	} {
		pick(p.to, *p.from)
	}
	for _, p := range [...]struct{ to, from *string }{
		{&out.ExportType, &base.ExportType}, {&out.ExportsPresence, &base.ExportsPresence},
		{&out.ImportExportsPresence, &base.ImportExportsPresence}, {&out.ReexportExportsPresence, &base.ReexportExportsPresence},
		{&out.ExportsConvention, &base.ExportsConvention}, {&out.LocalIdentName, &base.LocalIdentName},
		{&out.LocalIdentHashDigest, &base.LocalIdentHashDigest}, {&out.LocalIdentHashFunction, &base.LocalIdentHashFunction}, {&out.Parse, &base.Parse},
	} {
		if *p.to == "" {
			*p.to = *p.from
		}
	}
	if out.LocalIdentHashDigestLength == 0 {
		out.LocalIdentHashDigestLength = base.LocalIdentHashDigestLength
	}
	out.Script = o.Script.over(&base.Script)
	return &out
}

func pick[T any](to **T, from *T) {
	if *to == nil {
		*to = from
	}
}

// ModuleOptions is the module section.
type ModuleOptions struct {
	Rules   []*Rule
	NoParse []Condition // paths or regular expressions; nil for none
	// Types are the options by module type; those of "asset" hold for
	// "asset/inline" too. Use Of.
	Types map[string]*TypeOptions
	// StrictExports makes a missing export an error where it would be a warning.
	StrictExports bool
}

// Of returns the options of a module type, never nil. more are those of rules.
func (m *ModuleOptions) Of(kind string, more *TypeOptions) *TypeOptions {
	o := more.Over(m.Types[kind])
	if base, _, ok := strings.Cut(kind, "/"); ok {
		o = o.Over(m.Types[base])
	}
	if o == nil {
		return &TypeOptions{}
	}
	return o
}

// ModuleTypes are the types that a rule can give, in the order of the contract.
var ModuleTypes = []string{
	"javascript/auto", "javascript/esm", "javascript/dynamic", "json", "css", "css/module", "css/global", "css/auto",
	"asset", "asset/inline", "asset/resource", "asset/source", "asset/bytes",
	"webassembly/async",
}
