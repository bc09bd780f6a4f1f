package graph

import "github.com/mfbundle/mfbundle/pkg/compiler/source"

// Record is all that later passes know of a parsed JavaScript file. It is
// immutable and may be kept across builds.
//
// All offsets are bytes of Text. Slices are in source order, and the entries of
// one statement are contiguous, so a statement names them by a Range.
type Record struct {
	// Text is the JavaScript that offsets point into: the bytes of the file, or
	// what a transform (TypeScript, JSX, a rung of the fallback ladder) made of
	// them. Same-length masks (import attributes, a hashbang) are applied to it.
	Text []byte

	// Map leads from Text back to the file; nil when they have equal positions.
	Map *source.Map

	Flags RecordFlags

	Symbols []Symbol  // module-level bindings, in order of first declaration
	Refs    []Ref     // every occurrence of a module-level binding, declarations included
	Free    []FreeRef // every occurrence of a name that nothing in the file declares
	Chains  []Chain   // member chains that Refs, Free and Meta point to
	Imports []Import
	Exports []Export // Name-unique unless the file is in error
	Stmts   []Stmt   // top-level statements; a declaration list has one per declarator

	Nested []string // names declared in any nested scope; sorted, unique
	This   []uint32 // offsets of `this` that means the module (outside functions and class bodies)
	Meta   []Meta   // occurrences of import.meta

	Ensures []Ensure
	// Lists are lists of AMD that are no literals, such as "./a ./b".split(" ").
	Lists []List
	// Locals are the names of AMD modules that the file defines itself and asks for.
	Locals []string

	// Problems are calls that cannot be followed, and why. The file is built all
	// the same.
	Problems []Problem

	// Sloppy is what cannot go into strict code, where Options.Strict asks; nil for
	// nothing.
	Sloppy *Sloppy

	// Open are calls of import() whose request only run time knows. They stay as
	// they are.
	Open []ByteRange

	// Edits are decided by analysis alone: dead branches removed, defines
	// substituted. Sorted, not overlapping; no ref, import or statement range
	// starts inside one.
	Edits []source.Edit

	CommonJS CommonJS

	// Constants are the exported bindings of ES modules with short literal values,
	// and members of enums. Sorted by symbol.
	Constants []Constant

	Directives       []string    // prologue directives other than "use strict", e.g. "use client"
	Legal            []ByteRange // legal comments (/*!, @license, @preserve)
	SourceMappingURL string      // of the trailing comment of the file as it was read; "" when none
	Rung             string      // "" for the plain parse, else the rung of the ladder that was needed, and why
}

// RecordFlags are facts about a file as a whole.
type RecordFlags uint32

// The flags.
const (
	HasESM         RecordFlags = 1 << iota // import or export syntax (import() and import.meta do not count)
	HasTLA                                 // await or for await outside functions
	HasEval                                // direct eval(...) in sloppy or strict code: names must stay
	HasWith                                // a with statement: names must stay
	IsStrict                               // "use strict" directive at the top
	UsesModule                             // free `module`
	UsesExports                            // free `exports`
	UsesRequire                            // free `require` other than require("literal")
	UsesThis                               // len(This) > 0
	UsesArguments                          // free `arguments` at module level (CommonJS wrapper's)
	Opaque                                 // last rung: Text is a CommonJS module that needs only require; symbols may be unknown
	WasESM                                 // Opaque, of an ES module: a namespace for every importer
	UsesAMD                                // define is what AMD says, if the file has it free
	NoCommonJS                             // require, module and exports are names like any other
	FromTypeScript                         // imports that nothing provides may be types
)

// Ensure is one require.ensure(list, callback, onError, chunkName).
type Ensure struct {
	Start, End    uint32 // equal when it turned out to be no such call
	Root          uint32 // where its require is, which may be in parentheses
	List          ByteRange
	Then, OnError ByteRange // the callbacks; empty when there is none
	ChunkName     string
	// AMD: require(list, callback, onError), which passes the modules to the
	// callback.
	AMD bool
}

// List is an expression that gives a list of requests: files, "require", "exports",
// "module" and Locals.
type List struct {
	At    ByteRange
	Names []string
}

// Sloppy is a place that only sloppy code may have.
type Sloppy struct {
	At      ByteRange
	Message string
}

// Problem is a warning about a place in the text.
type Problem struct {
	Code, Message, Help string
	At                  ByteRange
}

// ByteRange is [Start, End) of Record.Text.
type ByteRange struct{ Start, End uint32 }

// Range is a range of indexes [From, To) into one slice of the Record.
type Range struct{ From, To uint32 }

// SymbolKind says what declared a module-level binding.
type SymbolKind uint8

// The kinds of module-level bindings.
const (
	SymVar SymbolKind = iota
	SymLet
	SymConst
	SymFunction      // hoisted with its value
	SymClass         // class declaration
	SymImport        // bound by an import declaration
	SymDefaultExport // the value of `export default expression`; no name in the source
	SymDeferred      // bound by import defer: a namespace that runs its module when it is first read
)

// AllNames stands for the namespace, where a name is expected. It is no text that
// a program can spell: an export may be called "*".
const AllNames = "*\xff"

// Symbol is one module-level binding.
type Symbol struct {
	Name string // unescaped; "default" for SymDefaultExport and unnamed default functions and classes
	Kind SymbolKind

	// Assigned says that something other than its declaration writes it, or that
	// it is declared twice (var and function): its value can change.
	Assigned bool

	// NoSideEffects marks a function declared with /* @__NO_SIDE_EFFECTS__ */.
	NoSideEffects bool

	// Captured says that a sloppy direct eval or a with statement may see it.
	Captured bool

	Import   int32  // SymImport, SymDeferred: index into Imports; otherwise -1
	Imported string // SymImport: "default", a name, or AllNames for the namespace

	// Holds is the import, as an index into Imports + 1, whose result the binding
	// has from its declaration on, and which nothing else can see: const m =
	// require("x"). 0 for none.
	Holds uint32
}

// RefFlags say how an occurrence of a binding is used, as far as replacing its
// text needs to know.
type RefFlags uint16

// The flags of a Ref or FreeRef. Several can hold at once.
const (
	RefDecl             RefFlags = 1 << iota // the name in its declaration (var x, function x, class x, an import specifier)
	RefWrite                                 // assignment target: x = 1, [x] = y, for (x of y), x++ (with RefRead)
	RefRead                                  // its value is read (everything but a pure declaration or plain assignment)
	RefCallee                                // x(...): replacing x by a member needs (0, a.b)(...)
	RefTag                                   // x`...`
	RefNewCallee                             // new x(...) or new x.y(...): a replacement that contains a call needs parentheses
	RefShorthand                             // {x} in an object literal: becomes {x: y}
	RefShorthandPattern                      // {x} or {x = 1} as a destructuring target or declaration
	RefStmtStart                             // first token of an expression statement: a replacement starting with ( needs ; before it
	RefExportSpecifier                       // x in export {x} (without from)
	RefTypeof                                // typeof x
	RefDelete                                // delete x or delete x.y
	RefExtends                               // class ... extends x
	RefInFunction                            // inside a function, so it does not run when the statement runs
	RefAliasName                             // second name of the same class/function scope; not set: the inner name of a class declaration is its one name
	RefInterop                               // x in __importDefault(x).default; its chain is what follows the call
)

// Ref is one occurrence of a module-level binding.
type Ref struct {
	Start, End uint32
	Sym        uint32 // index into Symbols
	Chain      int32  // index into Chains; -1 for none. Kept for imported symbols only
	Flags      RefFlags
}

// FreeRef is one occurrence of a name that nothing in the file declares.
type FreeRef struct {
	Start, End uint32
	Name       string
	Chain      int32 // index into Chains; -1 for none
	Flags      RefFlags
	// Renamed: require whose value is called by another name, so that it has to know
	// modules by their ids.
	Renamed bool
}

// Chain is the member access that directly follows a name: a.b["c"] gives
// names b, c. It stops before ?., a computed key that is not a string literal,
// a private name, and before the last member when that is written or deleted
// (then Assigned is set and the last name is included).
type Chain struct {
	Names    []string
	Ends     []uint32 // Ends[i] is the offset behind Names[i]
	Called   bool     // the whole chain is called or a tag: a.b.c(...), (a.b.c)(...); not by new
	Assigned bool     // the whole chain is assigned, updated or deleted
	Optional bool     // the chain is followed by ?.

	// Keys are all that is asked of the value, whose chain may have no names then:
	// const {a, b} = ns.x, "a" in ns. Nil when that is not known.
	Keys []string
}

// Meta is one import.meta.
type Meta struct {
	Start, End uint32
	Chain      int32
}

// ImportKind says by which syntax one module asks for another.
type ImportKind uint8

// The kinds of imports.
const (
	ImportStatic      ImportKind = iota // import ... from "x", import "x"
	ImportExportFrom                    // export {...} from "x", export * as ns from "x"
	ImportExportStar                    // export * from "x"
	ImportDynamic                       // import("x")
	ImportRequire                       // require("x")
	ImportResolve                       // require.resolve("x")
	ImportResolveWeak                   // require.resolveWeak("x")
	ImportInclude                       // require.include("x")
	ImportIncluded                      // __webpack_is_included__("x")
	ImportEnsure                        // require.ensure(["x"], ...): an element of the list
	ImportProvide                       // a free name that the configuration says where to import from
	ImportURL                           // new URL("x", import.meta.url)
	ImportWorker                        // new Worker(new URL("x", import.meta.url)); Start..End is the URL expression
)

// Phase says what is wanted of an imported module.
type Phase uint8

// The phases.
const (
	PhaseEvaluation Phase = iota // that it has run
	PhaseDefer                   // that it can run: import defer * as ns, import.defer()
	PhaseSource                  // what it is made of: import source x, import.source()
)

// String returns the word of the syntax; "evaluation" for the usual.
func (p Phase) String() string { return [...]string{"evaluation", "defer", "source"}[p] }

// Import is one place that asks for another module. Two import declarations of
// one specifier are two entries.
type Import struct {
	Kind      ImportKind
	Specifier string // unescaped value of the literal

	// Spec is the literal with its quotes. Start..End is the whole statement for
	// static kinds, else the whole expression: import("x"), require("x"),
	// new URL("x", import.meta.url).
	Spec       ByteRange
	Start, End uint32
	// Grouped is the offset of a name that is called in parentheses, as in
	// (require)("x"); 0 for the others.
	Grouped uint32

	Stmt  uint32            // index into Stmts; of its top-level statement
	Attrs map[string]string // import attributes, e.g. {"type": "json"}; nil when none
	Magic []string          // texts of the comments inside the call or before a static specifier, without delimiters

	// Below is the folder, relative to that of the file, that Specifier is resolved
	// from: of require functions that are made for another place. "" for the file's.
	Below string

	// Ensure: the call of require.ensure() that the import is part of, as an index
	// into Ensures + 1; 0 for none.
	Ensure uint32

	// Members are those of an ImportProvide: of an export, and of what it is. Free is
	// the name's index in Record.Free.
	Members []string
	Free    int

	// Type is where the options of a worker say type: "module"; Options that there
	// are options at all. Starts is the constructor, Worker or SharedWorker; "" for a
	// method, such as that of a service worker.
	Type    ByteRange
	Options bool
	// OpenOptions: they may say a type that cannot be seen. Then ArgsEnd is where the
	// parenthesis behind them is.
	OpenOptions bool
	ArgsEnd     uint32
	Starts      string

	// Text: new URL("x", import.meta.url) whose text alone is wanted, as
	// import.meta.resolve("x").
	Text bool

	// Item: one of several literals that a call chooses from, as in
	// require(a ? "x" : "y"). Start..End is the literal, Call where the call starts.
	Item bool
	Call uint32
	// List: the item is one of a list that is replaced as a whole, as an index into
	// Lists + 1; 0 for none.
	List uint32

	// Context: the call asks for one of many files, or for all. Spec is then the
	// argument, and Specifier the directory.
	Context *ContextRequest

	InTry      bool // inside a try block (or its promise has a catch): failing to resolve is a warning
	InFunction bool // does not run when the module runs
	Phase      Phase

	// Uses tells what is taken of the result of require() or import(), where it
	// is plain to see: require("x").a, const {a, b} = require("x"), const {a} =
	// await import("x"), import("x").then(({a}) => ...), or of a variable of a function
	// that holds it. A name may be there twice. UsesAll when it is not.
	Uses    []string
	UsesAll bool
	// UsesAt are the places of Uses in the text, of require() only: a member from its
	// dot, ?. or bracket on, the key of a pattern, or the empty range before the name
	// in {a}. Nil when they are written in another way.
	UsesAt []ByteRange
	// UsesThis are those of Uses that are called as members, so that the function
	// gets the exports as this: require("x").a().
	UsesThis []string
	// Held: a symbol holds the result (Symbol.Holds), and its refs tell what is
	// taken.
	Held bool
	// Interop: what the symbol holds went through a helper of a compiler first.
	Interop Interop
}

// Interop is what a helper makes of the exports of a module that is not marked as an
// ES module, before code reads them.
type Interop uint8

// The kinds of helpers.
const (
	InteropNone    Interop = iota
	InteropDefault         // {default: exports}
	InteropStar            // a copy of the exports, with themselves as default
)

// Export is one name that the file exports.
type Export struct {
	Name     string // "default" included; AllNames for export * from
	Sym      int32  // local binding; -1 for re-exports
	Import   int32  // re-exports: index into Imports; -1 otherwise
	Imported string // re-exports: the name in the other module; AllNames for export * as ns and export *
	At       ByteRange
}

// Constant is a binding, or a member of an enum that it holds, with a value that
// can stand in its place.
type Constant struct {
	Sym    uint32
	Member string // "" for the binding itself
	Text   string // literal
}

// StmtKind is the shape of a top-level statement, as far as cutting and moving
// it needs to know.
type StmtKind uint8

// The kinds of top-level statements.
const (
	StmtOther       StmtKind = iota // expression statements, if, for, try, blocks, ...
	StmtDirective                   // a directive prologue entry
	StmtImport                      // import declaration: removed by the linker
	StmtExportFrom                  // export {...} from / export * (as ns) from: removed by the linker
	StmtExportNames                 // export {a, b}: removed by the linker
	StmtFunction                    // function declaration, also exported or default-exported
	StmtClass                       // class declaration, also exported or default-exported
	StmtVar                         // one declarator of var
	StmtLet                         // one declarator of let
	StmtConst                       // one declarator of const
	StmtDefaultExpr                 // export default expression
	StmtCommonJS                    // exports.a = value; and its relatives (CommonJS.Defs). Effects are those of the value
)

// Stmt is one top-level statement, or one declarator of a top-level
// declaration list.
type Stmt struct {
	Kind       StmtKind
	Start, End uint32 // with its semicolon when it has one; a declarator without the keyword, comma and semicolon

	// Inner is where the declaration or expression itself begins: behind
	// `export ` or `export default `; equal to Start when there is no such prefix.
	Inner uint32

	// NameAt is where a name has to be inserted into an unnamed default function
	// or class; 0 when there is nothing to insert.
	NameAt uint32

	// List numbers the declaration list of a declarator, from 1; 0 otherwise.
	// ListStart is where that list's statement starts (at export or the keyword),
	// KeywordAt where its var/let/const starts, ListEnd where the statement ends,
	// with its semicolon.
	List                          uint32
	ListStart, KeywordAt, ListEnd uint32

	Refs    Range // into Record.Refs
	Free    Range // into Record.Free
	Imports Range // into Record.Imports: the imports written inside this statement

	Declares []uint32 // symbols that it declares (also var inside nested blocks of it)

	Effects Effects
	Calls   []uint32 // EffectsCalls: symbols whose calls decide

	// Anonymous: `export default` of an unnamed function, class or arrow, whose
	// .name has to be "default".
	Anonymous bool
}

// Effects says whether running a statement can be noticed other than through
// the bindings it declares.
type Effects uint8

// The effects of a statement.
const (
	EffectsNone    Effects = iota // may be dropped when nothing uses its declarations
	EffectsCalls                  // none, if every symbol in Calls is bound to a function without side effects
	EffectsRequire                // none, if the modules that the statement requires (outside of functions) need not run
	EffectsSome
)

// CommonJS is what can be seen of module.exports without running the file.
type CommonJS struct {
	Names    []string // exports.x = ..., module.exports.x = ..., Object.defineProperty(exports, "x", ...); sorted, unique
	ESModule bool     // sets __esModule to true
	// MaybeESModule: sets __esModule, to what only run time knows.
	MaybeESModule bool
	Closed        bool  // every use of exports and module is one of the known shapes: Names is complete
	Requires      bool  // module.exports = require("x"): Mirror
	Mirror        int32 // index into Imports when Requires, else -1

	// Bailout says why exports have to stay as they are although nobody may use
	// them, and BailoutAt where; "" when Defs and what the text reads of exports and
	// module.exports are all there is.
	Bailout   string
	BailoutAt ByteRange
	// Defs are the definitions that can go when nobody uses their name. Several may
	// have one name.
	Defs []CommonJSDef
	// Props are the properties of module.exports = {...}, all of them.
	Props     []CommonJSProp
	PropsStmt uint32 // index into Stmts of that statement
	PropsEnd  uint32 // offset of its closing brace
	// Stars are the statements that give all exports of another module but default to
	// those of this one, as compilers write export * from "x".
	Stars []CommonJSStar
	// Literals are the names in Object.defineProperty(exports, "x", ...), with quotes.
	Literals []ByteRange
}

// Plain reports whether it is known that nothing marks the exports as those of
// an ES module: import * is then a namespace whose default is all of them.
func (c *CommonJS) Plain() bool {
	return c.Closed && len(c.Names) > 0 && !c.ESModule && !c.MaybeESModule && !c.Requires
}

// CommonJSDef is one name that a StmtCommonJS gives to exports.
type CommonJSDef struct {
	Name string
	Stmt uint32 // index into Stmts
	// Value is where the value, or the descriptor, starts. References to exports
	// before it are those that are assigned to.
	Value uint32
}

// CommonJSStar is one such statement.
type CommonJSStar struct {
	Import int32 // index into Imports: a require() in the statement, or held by a symbol
	At     ByteRange
}

// CommonJSProp is one property of module.exports = {...}.
type CommonJSProp struct {
	Name string
	// Key is where the name is written; empty at the name in {a}, and zero where the
	// value is a function that gets its own name from it.
	Key        ByteRange
	Start, End uint32
	Refs       Range // into Record.Refs
	Free       Range // into Record.Free
	Imports    Range // into Record.Imports
	Effects    Effects
	Calls      []uint32
}
