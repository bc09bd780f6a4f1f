package config

import (
	"regexp"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// File is one federation.yaml with everything that it extends, after all
// checks: one Config per YAML document, in order.
type File struct {
	Path   string // absolute
	Builds []*Config
	// Inputs are the files that were read (the file, what it extends, env files),
	// absolute; watch restarts when one changes. Env are the environment
	// variables that were read, sorted.
	Inputs []string
	Env    []string
}

// Config is one build: defaults applied, paths absolute, read-only.
type Config struct {
	Name      string
	DependsOn []string
	File      string // absolute path of the file it came from
	Context   string // absolute directory
	Cache     string // absolute directory of what is kept between builds; "" for none. NoCache of LoadOptions does not change it
	Mode      Mode
	Target    Target
	Entries   []Entry // in the order of the file
	Output    Output
	Resolve   Resolve
	// ResolveLoader says how names of loaders become files.
	ResolveLoader Resolve
	Externals     []External
	// ExternalsType is the default type of externals: "var", "module", ...
	ExternalsType    string
	ExternalsPresets ExternalsPresets
	JSX              JSX
	Provide          map[string][]string // name or chain → request, export and its members
	Ignore           []Ignore

	ContextReplacements []ContextReplacement
	ModuleReplacements  []ModuleReplacement
	Define              map[string]string // expression texts; process.env.NODE_ENV included
	Devtool             Devtool
	Optimization        Optimization
	HTML                []HTML
	Copy                []Copy
	Budgets             []Budget
	IgnoreWarnings      []WarningFilter
	FailOn              []string // codes of warnings that are errors
	// Licenses is the file of the licenses of bundled packages, "" for none.
	Licenses string
	Node     NodeOptions
	AMD      string   // define.amd as JSON; "" for an empty object
	Plugins  []Plugin // in the order of the file; `federation` is the first ModuleFederationPlugin
	Module   ModuleOptions
	Server   Server

	// Where finds the place in the YAML that set a key, by its path:
	// Where("federation", "exposes", "./Button"). It answers the nearest
	// enclosing place that exists, so a diagnostic always has somewhere to point.
	Where func(path ...string) diag.Location
}

// Mode is the kind of build.
type Mode string

// The modes.
const (
	Production  Mode = "production"
	Development Mode = "development"
	None        Mode = "none"
)

// Server is the server section: what mfbundle watch serves on.
type Server struct {
	Port         int  // 0 for any free one
	HasPort      bool // it is written
	Host         string
	Open         string // path or URL to open a browser at, "" for none
	HTTPS        bool
	Cert, Key    string // absolute paths; "" for a certificate of this run
	Headers      []KeyValue
	Proxy        []Proxy
	Fallback     string // file for pages that do not exist, "" for none
	FallbackDots bool   // also for paths with a dot in their last part
	Static       []Static
	AllowedHosts []string // nil for all
	CORS         bool
	LiveReload   bool
}

// Proxy passes requests on.
type Proxy struct {
	Context                  []string // starts of paths, or globs
	Target                   string
	Rewrite                  []Rewrite
	ChangeOrigin, Secure, WS bool
	Headers                  []KeyValue
}

// Rewrite replaces the first match in a path.
type Rewrite struct {
	Match Matcher
	To    string
}

// Static is a further folder to serve.
type Static struct {
	Dir        string // absolute
	PublicPath string // with a slash at its front and none at its end, except "/"
}

// Target is where the output runs.
type Target struct {
	Platform string   // web | webworker | node | async-node | universal
	Host     string   // electron-main | electron-preload | electron-renderer | nwjs; "" for none of these
	ES       string   // "es5" ... "es2024", "esnext"; "" when not given
	Engines  []Engine // from "chrome110", "node18" or browserslist; may be empty
}

// HasNode reports whether the modules and variables of Node are there. A renderer of
// Electron and NW.js are pages that have them.
func (t *Target) HasNode() bool { return strings.HasSuffix(t.Platform, "node") || t.Host != "" }

// Name is what webpack calls the platform.
func (t *Target) Name() string {
	if t.Host != "" {
		return t.Host
	}
	return t.Platform
}

// Engine is one runtime and its lowest supported version.
type Engine struct{ Name, Version string }

// Entry is one entry point.
type Entry struct {
	Name          string
	Imports       []string // requests in order; the last one's exports are the entry's, see AllExports
	Filename      string   // template; "" for output.filename
	DependOn      []string
	Runtime       string // name of a separate runtime chunk; "" for none, see RuntimeFalse
	RuntimeFalse  bool
	Library       *Library
	PublicPath    string
	HasPublicPath bool
	AsyncChunks   *bool  // nil for output.asyncChunks
	BaseURI       string // "" for where the file is
	Layer         string // of the modules; "" for none
	AllExports    bool   // a library exports what all of Imports do
}

// Library says how the exports of an entry leave the bundle.
type Library struct {
	Name           []string // path of names; empty when there is none
	Type           string
	Export         []string
	UMDNamedDefine bool
	// AMDContainer is the object whose define or require an AMD library calls, as
	// code; UMDAMDContainer is that of one more object that a UMD library tries. Both
	// are "" for none.
	AMDContainer, UMDAMDContainer string
	// CommonJSName and AMDName are the other names of a UMD library; "" for Name.
	CommonJSName, AMDName string
	// Comments of the parts of a UMD wrapper, by root, commonjs, commonjs2 and amd.
	Comments map[string]string
}

// Output is the output section.
type Output struct {
	Path                      string // absolute
	Filename                  string
	ChunkFilename             string
	CSSFilename               string
	CSSChunkFilename          string
	AssetModuleFilename       string
	WebAssemblyModuleFilename string
	WorkerPublicPath          string // "" for PublicPath
	SourceMapFilename         string
	// What sources are called in maps; "" where nothing is said.
	DevtoolModuleFilenameTemplate         string
	DevtoolFallbackModuleFilenameTemplate string
	DevtoolNamespace                      string
	PublicPath                            string // "auto", "", or a prefix
	UniqueName                            string
	Library                               *Library
	Module                                bool
	Clean                                 bool
	CleanKeep                             *Test  // nil for none; see Keeps
	NoFunction                            bool   // iife: false
	CleanDry                              bool   // only tell what would be removed
	CrossOriginLoading                    string // "", "anonymous" or "use-credentials"
	ChunkLoadingGlobal                    string
	GlobalObject                          string
	ChunkLoading                          string // jsonp | import | require | async-node | import-scripts
	ChunkFormat                           string // array-push | module | commonjs
	ChunkLoadTimeout                      int    // milliseconds
	HashDigestLength                      int
	HashFunction                          string // "" for the default
	HashDigest                            string // "" for hex
	HashSalt                              string
	Integrity                             bool
	Charset                               bool
	ScriptType                            string // text/javascript | module | ""
	// ForgetFailed: a module that threw runs again when it is asked for again.
	ForgetFailed bool
	TrustedTypes *TrustedTypes
	// AsyncChunks: import() makes chunks, for entries that do not say otherwise.
	AsyncChunks bool
}

// TrustedTypes names the policy of the URLs that are loaded.
type TrustedTypes struct {
	Policy   string
	Continue bool // without the policy, where it may not be made
}

// Resolve is the resolve section as written; the compiler turns it into
// resolver options per dependency kind. Nil slices mean "default".
type Resolve struct {
	Extensions       []string
	Alias            []Alias
	Fallback         []Alias
	AliasFields      [][]string
	MainFields       [][]string
	MainFiles        []string
	Modules          []string
	ConditionNames   []string
	ExportsFields    []string
	ImportsFields    []string
	ExtensionAlias   []ExtensionAlias
	DescriptionFiles []string
	Symlinks         *bool
	PreferRelative   bool
	PreferAbsolute   bool
	Roots            []string
	Restrictions     []Condition
	FullySpecified   *bool
	EnforceExtension *bool
	TSConfig         string              // absolute path, "auto" or "" (off); default "auto"
	TSReferences     []string            // folders of projects that the file refers to, "auto" for those that it names
	ByDependency     map[string]*Resolve // "esm", "commonjs", "url", ...
}

// Alias is one entry of resolve.alias or resolve.fallback, in order.
type Alias struct {
	Name       string // may end in "$" or contain one "*"
	OnlyModule bool
	Targets    []string
	Ignore     bool // false: an empty module
}

// ExtensionAlias maps one extension to what is tried for it, in order.
type ExtensionAlias struct {
	Extension string
	Targets   []string
}

// Condition matches a string: a regular expression (JavaScript syntax, matched
// by Regexp) or a path or name.
type Condition struct {
	Text   string  // as written
	Regexp Matcher // nil for a plain string
}

// Keeps reports whether cleaning leaves a path, which is relative to the output
// folder and has "/" between its parts.
func (o *Output) Keeps(path string) bool {
	return o.CleanKeep != nil && o.CleanKeep.Match(path)
}

// Matcher is a compiled regular expression of either engine.
type Matcher interface {
	MatchString(s string) bool
	// Submatches returns the groups of the first match, nil when there is none.
	Submatches(s string) []string
}

var _ = regexp.MustCompile

// Ignore leaves out the requests that Resource matches, in folders that Context
// matches.
type Ignore struct{ Resource, Context Condition }

// External is one entry of externals.
type External struct {
	Match Condition
	// Values: the text of the external per library type; key "" for all types.
	// A nil map with True means: the request itself.
	Values map[string][]string
	True   bool
	// NoSideEffects: it need not be loaded when nothing of it is used.
	NoSideEffects bool
	// Layer is that of the modules whose requests are meant; nil for any that is none
	// of NotLayers.
	Layer     *string
	NotLayers []string
}

// ExternalsPresets switch on externals of a platform.
type ExternalsPresets struct {
	Node, Web, WebAsync bool
	Deno, Bun           bool // modules of Node have node: before their names
	// Packages: what lies in node_modules is external, except for requests that a
	// condition of Bundled is about.
	Packages                                                        bool
	Bundled                                                         []Condition
	Electron, ElectronMain, ElectronPreload, ElectronRenderer, NWJS bool
}

// JSX says how JSX becomes JavaScript; empty fields come from tsconfig.json.
type JSX struct {
	Runtime      string // automatic | classic | "" for tsconfig's, else automatic
	ImportSource string
	Factory      string
	Fragment     string
	Development  *bool
}

// Devtool is what source maps are written.
type Devtool struct {
	Enabled   bool
	Inline    bool
	Hidden    bool   // no sourceMappingURL comment
	NoSources bool   // without sourcesContent
	DebugIDs  bool   // file and map carry one id, by which services find the map
	Name      string // as written
}

// Optimization is the optimization section.
type Optimization struct {
	Minimize           bool // scripts
	MinimizeCSS        bool
	Minimizer          Minimizer
	ModuleIDs          string       // named | deterministic | natural | hashed | size
	ChunkIDs           string       // named | deterministic | natural | size | total-size
	SplitChunks        *SplitChunks // nil when false
	RuntimeChunk       string       // "" | single | multiple | a name
	UsedExports        bool
	UsedGlobally       bool // usedExports: global
	SideEffects        bool
	ConcatenateModules bool
	InlineExports      bool // constants stand where they are used
	InnerGraph         bool // statements that nothing uses do not count as using what they mention
	ProvidedExports    bool // imports are checked, and names of exports may change
	EmitOnErrors       bool
	// EmitOnErrorsAsked: the configuration says so, and not only the mode. A watch
	// keeps the last good build otherwise.
	EmitOnErrorsAsked bool
	RealContentHash   bool
	MangleExports     string // deterministic | size | "" for false
	MergeDuplicates   bool   // mergeDuplicateChunks
	RemoveEmpty       bool   // removeEmptyChunks
	MaxChunks         int    // 0: no limit
	MinChunkSize      int    // bytes of source; 0: no limit
	NodeEnv           string // "" when false
}

// Minimizer are options of the minifier.
type Minimizer struct {
	KeepClassNames, KeepFnNames bool
	DropConsole                 bool
	LegalComments               string // linked | inline | eof | none | external
}

// SplitChunks is the splitChunks section.
type SplitChunks struct {
	// Own: modules of import() chunks that several of them need are split by
	// mfbundle's own method, with MinSize, behind the groups.
	Own     bool
	MinSize int
	// UsedExports: modules of which chunks use different things are split apart.
	UsedExports bool
	// Groups are the cache groups with all that they inherit filled in; the
	// defaults of webpack are among them unless Own is set.
	Groups       []CacheGroup
	Fallback     *CacheGroup // sizes of chunks that no group made; nil without limits
	HidePathInfo bool
}

// SizeLimit is a number of bytes for each kind of content.
type SizeLimit struct{ JS, CSS, WebAssembly, Asset int }

// CacheGroup is one entry of cacheGroups.
type CacheGroup struct {
	Key        string
	Test, Type *Condition // nil: every module
	Layer      *Condition // nil: every module; the empty text: those without one
	Priority   int
	Chunks     string // async | initial | all, or a regular expression
	// ChunkNames is that expression; nil for the words.
	ChunkNames *Condition

	MinSize, MinSizeReduction, MinRemainingSize, EnforceSizeThreshold SizeLimit
	MaxAsyncSize, MaxInitialSize                                      SizeLimit // 0: no limit
	MinSizeForMaxSize                                                 SizeLimit

	MinChunks, MaxAsyncRequests, MaxInitialRequests int // math.MaxInt: no limit
	Name, Filename, IDHint, Delimiter               string
	ReuseExistingChunk                              bool
	UsedExports                                     bool
}

// HTML is one page to write.
type HTML struct {
	Template, Filename, Title string // Template absolute, may be ""
	Inject                    string // head | body | "" (automatic)
	ScriptLoading             string // defer | blocking | module
	Base                      string
	Meta                      []KeyValue
	Chunks                    []string // entries to include; nil for all
	ExcludeChunks             []string
	Content                   *string // the template as text; nil for none
	Sorted                    bool    // entries load in the order of Chunks
	XHTML                     bool
	Favicon                   string  // absolute, may be ""
	PublicPath                *string // nil for that of output
	Hash                      bool    // a query that changes with the build behind every file
	Minify                    bool
	Nonce                     string
	Integrity                 bool
	// Parameters are what <%= name %> in the template means besides the options.
	Parameters []KeyValue
	NoInject   bool
}

// Copy is one item of the key copy.
type Copy struct {
	From    string // absolute; a file, folder or glob
	To      string // with slashes, below output.path; may be ""
	ToType  string // dir | file | template | "" for what To looks like
	Context string // absolute; "" for the default
	Ignore  []string
	Filter  *Test // of absolute paths; nil for none
	// Priority: of patterns that write to one file, those with a higher one come later.
	Priority int

	Dot, Force, NoErrorOnMissing bool

	Path span
}

// Budget is one limit of size.
type Budget struct {
	Kind        string // initial | entry | expose | share | asset
	Name        string // "" for each
	Max         int    // bytes
	Compression string // none | gzip | brotli
	Warn        bool   // a warning only
	Path        span
}

// WarningFilter is one item of ignoreWarnings. What is set must all match.
type WarningFilter struct {
	Code                  string
	Message, Module, File *Condition
}

// Matches reports whether a warning is to be left out.
func (f *WarningFilter) Matches(d *diag.Diagnostic) bool {
	has := func(c *Condition, s string) bool {
		switch {
		case c == nil:
			return true
		case c.Regexp != nil:
			return c.Regexp.MatchString(s)
		}
		return strings.Contains(s, c.Text)
	}
	return (f.Code == "" || f.Code == d.Code) && has(f.Message, d.Message) && has(f.Module, d.Module) && has(f.File, d.At.File)
}

// Location is the place in the configuration.
func (c *Copy) Location() diag.Location { return c.Path.location() }

// Location is the place in the configuration.
func (b *Budget) Location() diag.Location { return b.Path.location() }

// KeyValue is one pair of an ordered map.
type KeyValue struct{ Key, Value string }

// NodeOptions is the node section.
type NodeOptions struct {
	Global   bool
	Warn     bool   // of global
	Filename string // "mock" | "true" | "false" | "node-module" | "eval-only"
	Dirname  string
}

// Plugin is one built-in plugin asked for by its name.
type Plugin struct {
	Name string
	// Options is the type that belongs to Name: *Federation for
	// ModuleFederationPlugin, *ContainerOptions, *ContainerReferenceOptions,
	// *ShareOptions, *ConsumeSharedOptions, *ProvideSharedOptions, *ReportOptions.
	Options any
	// Path is the path of keys in the YAML, for Config.Where.
	Path []string
}

// Federation are the options of ModuleFederationPlugin.
type Federation struct {
	Name           string
	Filename       string
	Library        *Library
	Exposes        []Expose
	Remotes        []Remote
	RemoteType     string
	Shared         []Shared
	ShareScope     string
	ShareScopes    []string // when there are several, all of them; ShareScope is the first
	ShareStrategy  string   // version-first | loaded-first | "" for remotes on first use and the highest version
	Runtime        string
	RuntimeFalse   bool
	Manifest       *Manifest       // nil when off
	PublicPathFrom *PublicPathFrom // getPublicPath; nil for none
	Dts            *Dts            // nil when off
	AsyncStartup   bool
	EarlyModules   Condition // modules of entries that do not wait with their entry; zero for none
	Dev            Dev
	Fallbacks      ShareFallbacks
	SyncEntries    []Condition // names of entries that do not wait; nil for none
	Implementation string      // builtin, enhanced, or the request of a module
	RuntimePlugins []RuntimePlugin
}

// ShareFallbacks says where whole copies of shaken shares go.
type ShareFallbacks struct {
	Dir    string // below output.path, with slashes; "" for none
	Asked  bool   // the folder is written down: shares get one also where it is known what other builds use
	Inject bool   // offers tell builds of Module Federation 2 which exports the copy of this build has
}

// Dev is what a watch leaves undone between its applications.
type Dev struct {
	NoReload bool // of pages, when another application is built
	NoTypes  bool // made and loaded again after the first build
	// TypeHints: types of remotes that a page registers while it runs are loaded.
	TypeHints bool
}

// RuntimePlugin is a module whose default export makes a plugin of the runtime.
type RuntimePlugin struct {
	Request string
	Params  string // JSON of what the export is called with; "" for nothing
}

// Expose is one public module of a container.
type Expose struct {
	Key     string // "./Button" or "."
	Imports []string
	Name    string // chunk name; "" for none
	Pattern string // key in the file that a "*" made this one from; "" for keys that are written out
	Layer   string // of the modules; "" for none
}

// Remote is one referenced container.
type Remote struct {
	Key        string
	Externals  []string // tried in order; each "<type> <request>", "global@url" or a bare request
	ShareScope string
	// ShareScopes are all scopes when the remote gets several.
	ShareScopes []string
	Type        string // own: overrides remoteType; "" for none
	Timeout     int    // own: milliseconds; 0 for the default
	Retry       Retry
	Fallback    string // own: request of a module that stands in
	Integrity   string
}

// Retry says how often and after how long loading is tried again.
type Retry struct {
	Attempts int
	Delay    int // milliseconds
}

// Shared is one shared package with its hints.
type Shared struct {
	Key             string
	ConfigKey       string // key in the file, where Key is another; "" where it is not
	Import          string // "" with NoImport
	NoImport        bool   // import: false
	ShareKey        string
	ShareScope      string
	ShareScopes     []string // when there are several, all of them; ShareScope is the first
	Version         string   // "" for inferred
	NoVersion       bool     // version: false
	RequiredVersion string   // "" for inferred
	NoRequired      bool     // requiredVersion: false
	PackageName     string
	Singleton       bool
	StrictVersion   *bool // nil for the default rule
	Eager           bool
	CDNFallback     string
	Subpaths        *bool // own: false shares the exact request only
	TreeShaking     *TreeShaking
	Request         string // matched instead of Key; "" for Key
	Include         *ShareFilter
	Exclude         *ShareFilter
	Layer           string // of the module and its fallback; "" for none
	IssuerLayer     string // of the modules whose imports count; "" for all
	SuffixMatch     bool   // allowNodeModulesSuffixMatch
	Provider        string // own: container whose copy is preferred; "" for none
}

// ShareFilter lets some requests or versions of a share through.
type ShareFilter struct {
	Request         Condition // Text "" for none
	Version         string    // range; "" for none
	FallbackVersion string    // taken for a version that is not known
}

// TreeShaking asks to leave exports of a share that nobody uses out of the copy
// that this build brings.
type TreeShaking struct {
	// UsedExports are used by other builds; Listed says that the list was given,
	// and may be empty on purpose.
	UsedExports []string
	Listed      bool
	// Filename is the file of the whole copy below its folder; "" for the default.
	Filename string
	// FromReport are files that say what other builds use, absolute.
	FromReport []string
}

// Manifest are the options of mf-manifest.json.
type Manifest struct {
	FilePath, FileName   string
	Named                bool // FileName was written by the user
	DisableAssetsAnalyze bool
	SSR                  string // manifest of the build for Node, relative to the context; "" for none
	// Additional are further keys of both files, with values as JSON.
	Additional []KeyValue
}

// Dts says how types go from container to container.
type Dts struct {
	Generate *DtsGenerate // nil when off
	Consume  *DtsConsume  // nil when off
	TSConfig string       // absolute; "" for tsconfig.json of the context, if there is one
	Cwd      string       // absolute: where the compiler is looked for and runs
	Quiet    bool         // failures that are no errors are not shown
	// Implementation is a module of the project that makes and loads types instead, a
	// request from the context; "" for none. ExtraOptions are its own, as JSON.
	Implementation string
	ExtraOptions   string
}

// DtsGenerate says how types of exposed modules are made.
type DtsGenerate struct {
	Compiler        string // name in node_modules/.bin
	APITypes        bool
	AbortOnError    bool
	Folder          string // name of the archive without .zip; slashes are folders
	Compiled        string // folder in the archive
	OutputDir       string // absolute; "" for the folder of the container
	KeepFolder      bool   // the content of the archive stays beside it
	KeepProject     bool   // what the compiler was given stays
	ThirdParty      bool   // types of packages are packed too
	ThirdPartyNot   []Condition
	RemoteTypes     bool     // those of remotes
	AdditionalFiles []string // absolute
}

// DtsConsume says how types of remotes are loaded.
type DtsConsume struct {
	Folder       string // relative to the context
	RemoteFolder string // name of the archives without .zip
	MaxRetries   int
	Timeout      int // milliseconds
	AbortOnError bool
	APITypes     bool
	KeepFiles    bool     // what an archive has not got stays
	RuntimePkgs  []string // further modules with a loadRemote
	Family       int      // version of IP: 4, 6, or 0 for both
	Addresses    []DtsAddress
}

// DtsAddress is where the types of a container are.
type DtsAddress struct{ Name, Alias, Zip, API string }

// PublicPathFrom says where hosts find the public path of a container at run time:
// in a global variable, with a path behind its value.
type PublicPathFrom struct{ Global, Path string }

// ContainerOptions are the options of ContainerPlugin.
type ContainerOptions struct {
	Name, Filename string
	Library        *Library
	Exposes        []Expose
	Runtime        string
	RuntimeFalse   bool
	ShareScope     string
	ShareScopes    []string // as in Federation
}

// ContainerReferenceOptions are the options of ContainerReferencePlugin.
type ContainerReferenceOptions struct {
	RemoteType  string
	Remotes     []Remote
	ShareScope  string
	ShareScopes []string // as in Federation
}

// ShareOptions are the options of SharePlugin.
type ShareOptions struct {
	Shared      []Shared
	ShareScope  string
	ShareScopes []string // as in Federation
}

// ConsumeSharedOptions are the options of ConsumeSharedPlugin.
type ConsumeSharedOptions struct {
	Consumes   []Shared
	ShareScope string
}

// ProvideSharedOptions are the options of ProvideSharedPlugin.
type ProvideSharedOptions struct {
	Provides   []Shared
	ShareScope string
}

// ReportOptions are the options of ShareUsagePlugin, EnhancedShareUsagePlugin
// and ExportUsagePlugin; each uses the fields that its schema names.
type ReportOptions struct {
	Filename        string
	BatchSize       int
	RuntimeAnalysis bool
	IncludeBytes    bool
}
