package graph

import (
	"slices"
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// ModuleID is the index of a module in Graph.Modules. It means something in one
// build only and never reaches output or reports; Module.Name does.
type ModuleID uint32

// NoModule is the target of a dep that leads nowhere: it could not be resolved
// (and a diagnostic said so, or it sits in a try block), or it was ignored.
const NoModule = ^ModuleID(0)

// Table is a slice indexed by a typed id: a ChunkID cannot index a table of
// modules.
type Table[ID ~uint32, T any] []T

// Graph is what scan and order make: all modules of a build in a stable order
// (depth-first from the entries in source order), so walking Modules is the
// deterministic order.
type Graph struct {
	Modules Table[ModuleID, Module]
	Entries []Entry
}

// Entry is one entry point of the build: modules that run in order when its
// chunk boots, and modules that only have to be there.
type Entry struct {
	Name string
	// Run are the modules that run at start-up; the exports of the last one are
	// the exports of the entry.
	Run []ModuleID
	// Include are modules that belong to the runtime of the entry without being
	// run: provided shares.
	Include []ModuleID
	// Container marks the entry of a container: its start-up returns get and init,
	// and it stands alone unless Added names a runtime.
	Container bool
	// Options is the index of the entry in the configuration, or -1 for entries
	// that a plugin added; those carry Filename and Library themselves.
	Options int
	Added   *AddedEntry
	// DependOn are the entries, by index, that are loaded before this one: what they
	// have need not come again.
	DependOn []int
	// Worker: a worker starts with it. Its file is named by the code that starts it.
	Worker bool
	Named  bool // by a comment of that code
	// Keep: what the module declares stays, as others may use it.
	Keep bool
	// Exports: somebody outside takes the exports of the entry (a library).
	Exports bool
	// Early are modules of Run that run at once, though the entry waits for shares or
	// remotes.
	Early []ModuleID
}

// AddedEntry is what a plugin says of an entry that it adds.
type AddedEntry struct {
	Filename string   // "" for output.filename
	Library  *Library // nil for none
	Runtime  string   // name of the runtime file it runs in; "" for its own
	EntryOptions
}

// Library is how an added entry leaves its file. Its fields are those of
// config.Library, which this package knows nothing of.
type Library struct {
	Name           []string
	Type           string
	Export         []string
	UMDNamedDefine bool

	AMDContainer, UMDAMDContainer string

	CommonJSName, AMDName string
	Comments              map[string]string
}

// EntryOptions are what code can say of the entry that it makes.
type EntryOptions struct {
	PublicPath  *string // nil for output.publicPath
	AsyncChunks *bool   // nil for output.asyncChunks
	BaseURI     string  // "" for where the file is
}

// Module is one node of the graph. It is read-only once order has run.
type Module struct {
	Name string // stable and readable: "./src/App.js", "remote cart/Button", "(layer)/./src/App.js"
	Path string // absolute path of the file; "" for modules without one
	Body Body
	Deps []Dep // in source order

	Package *Package // nearest package.json with a name; nil when there is none

	// NoSideEffects: package.json or a rule says that running the module cannot be
	// noticed other than through its exports.
	NoSideEffects bool

	Layer string // modules of two layers are two modules; "" for most
	Built *Built // what loaders did besides the body; nil for most
}

// File is the name of a module that is a file as a path: without the layer, and
// relative to the context where it is below it.
func (m *Module) File() string {
	name := m.Name
	if m.Layer != "" {
		name = strings.TrimPrefix(name, LayerPrefix(m.Layer))
	}
	return strings.TrimPrefix(name, "./")
}

// LayerPrefix starts the names of modules in a layer.
func LayerPrefix(layer string) string { return "(" + layer + ")/" }

// Built is what the loaders of a module did besides making its text.
type Built struct {
	Files    []string // read; absolute
	Folders  []string // looked into
	Missing  []string // looked for in vain
	Emitted  []EmittedFile
	Volatile bool // another run may give something else: not to be kept
}

// EmittedFile is a file that a loader adds to the output.
type EmittedFile struct {
	Name string // below the output folder
	Data []byte
}

// Package are the facts of a package.json that later passes need.
type Package struct {
	Name, Version string
	Dir           string // absolute
	Path          string // absolute path of the package.json
	Type          string // "module", "commonjs" or ""
}

// DepKind says how the importer asks for the target, as far as linking and
// chunking care.
type DepKind uint8

// The kinds of deps.
const (
	DepImport   DepKind = iota // static import, export from
	DepRequire                 // require(), and sync deps that plugins make
	DepDynamic                 // import()
	DepURL                     // new URL(), url(): the target gives an address
	DepFallback                // consume-shared to the copy it bundles
	DepProvide                 // provide-shared to what it provides
	DepExpose                  // container to an exposed module
	DepRemote                  // remote module to the container reference
	DepCSS                     // JavaScript or CSS to a style sheet
)

// Dep is one edge. For a Source body, Deps[i] belongs to Record.Imports[i].
type Dep struct {
	Kind      DepKind
	Async     bool   // the target starts a chunk of its own
	Specifier string // as written
	ChunkName string // name asked for the chunk of an async dep; "" for none
	Target    ModuleID
	Weak      bool // does not pull the target in (require.resolveWeak)
	// Exports are the names that are used of the target; nil when nothing says so.
	Exports []string
	// Priority says when the chunk of an async dep is fetched; nil for when it is
	// needed.
	Priority *Priority
	// Entry is the entry that a worker starts with, as an index into Graph.Entries
	// + 1; 0 for none.
	Entry int
	// Worker is what webpackEntryOptions says of a worker; nil for nothing.
	Worker *AddedEntry
	// Ignore: a comment says to leave the import alone (webpackIgnore: true).
	Ignore bool
	// Relative: a new URL() is to keep the address as it is, without the base.
	Relative bool
	// Inner, when not 0, says that the target is a module that was made along with
	// this one.
	Inner int
	// Hoist: the target has to be there before the chunk that needs it is loaded,
	// so it goes into the chunk of every entry that may come here.
	Hoist bool

	// From is the directory to resolve Specifier from; "" for the module's own.
	// Deps that plugins make set it.
	From string
	// Layer is that of the target; "" for the layer of the importer.
	Layer string
	// At is where a user asked for the target, when that is not in the module's
	// own source: a place in federation.yaml.
	At diag.Location
}

// Body is what a module is made of. The compiler ships Source, JSON, Asset, CSS
// and External; each federation plugin brings the one body it is about.
type Body interface {
	// Exports says what the module exports. It is called after order.
	Exports() Exports

	// Generate appends the statements of the module's factory function to dst and
	// returns the extended slice. The function's parameters are module, exports
	// and __webpack_require__. It runs once for each module, on many goroutines,
	// and must not change the body. Source modules are generated by the compiler
	// itself and never asked.
	Generate(dst []byte, in *GenerateInput) ([]byte, error)
}

// GenerateInput is what a body may ask when it generates.
type GenerateInput struct {
	Self ModuleID
	// ID is the output id of a module as a JavaScript literal.
	ID func(m ModuleID) string
	// Chunks are the output ids, as a JavaScript array literal, of the chunks that
	// have to be loaded before dep i can be required; "" when none has to.
	Chunks func(dep int) string
	// ChunkList are the same ids, one by one.
	ChunkList func(dep int) []string
	// TargetID is the output id of the target of dep i; "undefined" when there is
	// none.
	TargetID func(dep int) string
	// Require is an expression that gives the exports of the target of dep i at
	// once.
	Require func(dep int) string
	// Keys are what is read of a JSON module; nil for everything.
	Keys *Keys
	// PublicPath is the expression of the public path at run time.
	PublicPath string
	// AssetName is the output name of an asset module, relative to the output
	// folder.
	AssetName func(m ModuleID) string
	// AssetAddress is the address of an asset that has a public path of its own.
	AssetAddress func(m ModuleID) string
	// SheetText is an expression of the text of a SheetText module.
	SheetText func(m ModuleID) string
	// Global is the expression of the global object, NodeRequire that of Node's
	// own require function.
	Global, NodeRequire string
	// Target is the target of dep i.
	Target func(dep int) ModuleID
	// HasCode reports whether requiring m means anything at run time; TypeOf says
	// how the exports of the target of dep i meet an import.
	HasCode func(m ModuleID) bool
	TypeOf  func(dep int, strict bool) ExportsType
	// Import adds an import of an ES module from outside to the head of the file
	// and returns the name of its namespace. Only output that is an ES module can.
	Import func(specifier string) string
	// Optional: whoever needs this module asks in a try block whether it is there.
	Optional bool
}

// ExportsType says how the exports of a module without linkable bindings meet
// an ES import, in webpack's terms.
type ExportsType uint8

// The exports types.
const (
	// TypeDynamic: only run time can tell whether __esModule is set.
	TypeDynamic ExportsType = iota
	// TypeNamespace: the exports object is a namespace object.
	TypeNamespace
	// TypeDefaultOnly: the value is the default export and nothing else (JSON for
	// a strict importer).
	TypeDefaultOnly
	// TypeDefaultWithNamed: the value is the default export, its properties are
	// the named ones.
	TypeDefaultWithNamed
)

// Exports says what a body exports.
type Exports struct {
	Names  []string // known names, sorted
	Open   bool     // it may export others too, as CommonJS and remotes do
	Mirror int      // index into Deps of the module whose exports these are; -1 for none
	Type   ExportsType
	// ESModule: CommonJS code that sets __esModule itself.
	ESModule bool
}

// RuntimeRow is implemented by bodies that are data rather than code: no chunk
// file has a factory of them, and the runtime reads what it has to do from rows.
type RuntimeRow interface {
	Body
	// Rows are the body's rows of the runtime's data, in order.
	Rows(in *GenerateInput) []Row
	// ChunkTable names the table of the runtime's data that lists, for a chunk,
	// the modules of this kind that have to be made when it is loaded; "" when the
	// module is not made by loading a chunk.
	ChunkTable() string
	// Needs are the features that read the rows.
	Needs() runtime.Set
}

// EagerRow is implemented by rows of a ChunkTable whose module may need nothing
// that has to be loaded.
type EagerRow interface {
	RuntimeRow
	// Eager reports whether the module can be made when it is first required.
	Eager() bool
}

// DataBody is implemented by bodies with code of their own that also have rows
// of runtime data.
type DataBody interface {
	Body
	DataRows(in *GenerateInput) ([]Row, runtime.Set)
}

// FeatureBody is implemented by bodies whose code needs features that its text
// does not show.
type FeatureBody interface {
	Body
	Features(in *GenerateInput) runtime.Set
}

// Row is one entry of the data of a runtime; package runtime documents tables
// and values.
type Row struct {
	Table string
	Key   string // property name in the table, as a JavaScript literal; "" sets the table itself
	Value string // JavaScript literal
	List  bool   // Value is appended to the list at Key
}

// Source is the body of a JavaScript (or TypeScript) file.
type Source struct {
	Record   *Record
	Original []byte // bytes of the file
	File     string // display name, as in diagnostics and source maps
	Query    string // of the request, with ?, and what follows it from # on
	// Strict: an .mjs file or a file of a "type": "module" package; the default
	// import of CommonJS is then module.exports, as in Node.
	Strict bool
	// Input is Record.Text with the way back to File, for source maps.
	Input *source.Input
	// Presence says what imports of missing exports are; nil for the usual.
	Presence *Presence
	// How is what the configuration says of such modules; nil for the usual.
	How *SourceOptions
	// NoDefault says what to write instead of an import of the default export, which
	// the module has not; "" for most.
	NoDefault string
}

// SourceOptions are what the configuration says of how a source is written.
type SourceOptions struct {
	NamespaceThis bool   // ns.f() is called with the namespace as this
	Strict        string // "strict", "non-strict", "" for what the module is
	Meta          string // "false" and "preserve-unknown" leave import.meta, or what of it is not known
	MetaLeft      string // members of import.meta that stay, though they are known, with spaces between
	Node          *NodeNames
}

// LeavesMeta reports whether a member of import.meta stays as it is.
func (o *SourceOptions) LeavesMeta(name string) bool {
	return o != nil && o.MetaLeft != "" && slices.Contains(strings.Fields(o.MetaLeft), name)
}

// NodeNames say what becomes of Node's names in code, in webpack's words.
type NodeNames struct {
	Global, Warn      bool
	Filename, Dirname string
}

// Presence says what is made of a missing export: "error", "warn", "false" for
// nothing, "auto" or "" for the usual.
type Presence struct{ Import, ReExport string }

// ESM reports whether the module is an ES module.
func (s *Source) ESM() bool { return s.Record.Flags&HasESM != 0 }

// Exports implements Body. For ES modules the linker reads the record instead.
func (s *Source) Exports() Exports {
	r := s.Record
	if s.ESM() {
		e := Exports{Mirror: -1, Type: TypeNamespace}
		for _, x := range r.Exports {
			if x.Name == AllNames {
				e.Open = true
			} else {
				e.Names = append(e.Names, x.Name)
			}
		}
		sort.Strings(e.Names)
		return e
	}
	e := Exports{Names: r.CommonJS.Names, Open: !r.CommonJS.Closed, Mirror: -1, ESModule: r.CommonJS.ESModule}
	if r.CommonJS.Requires {
		e.Mirror = int(r.CommonJS.Mirror)
	}
	return e
}

// Generate implements Body; the compiler generates sources itself.
func (s *Source) Generate(dst []byte, _ *GenerateInput) ([]byte, error) {
	panic("graph: Source.Generate is never called")
}

// Location points into the file of the source, from bytes of Record.Text.
func (s *Source) Location(r ByteRange) diag.Location {
	l := diag.Location{File: s.File, Text: s.Original}
	if s.Record.Map == nil {
		l.Start, l.End = int(r.Start), int(r.End)
		return l
	}
	return source.Locate(s.File, s.Record.Text, s.Original, s.Record.Map, r.Start, r.End)
}

// AsyncBody is implemented by bodies whose exports may be a promise that
// importers have to wait for, as those of a script external are.
type AsyncBody interface {
	Body
	Async() bool
}

// GroupBody is implemented by bodies that stand for another module
// (Exports.Mirror) and may do with a part of it. What is used of one body of a
// group counts as used of what every body of the group stands for: any of them
// may be given any copy. Other exports, and what only they need, may go.
type GroupBody interface {
	Body
	// Group is the name of the group, "" to keep what the body stands for whole.
	// Keep are exports that stay even if nothing in this build uses them.
	Group() (name string, keep []string)
}
