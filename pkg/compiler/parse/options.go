package parse

import (
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Goal says which grammar a file is read with.
type Goal uint8

// The goals.
const (
	GoalAuto   Goal = iota // a module if the file has import or export syntax, else a script
	GoalModule             // .mjs, or "type": "module"
	GoalScript             // .cjs
)

// Loader says which language a file is written in.
type Loader uint8

// The loaders.
const (
	LoaderJS Loader = iota
	LoaderJSX
	LoaderTS
	LoaderTSX
)

// JSXMode says what JSX elements become.
type JSXMode uint8

// The JSX modes.
const (
	JSXAutomatic JSXMode = iota // calls of jsx() imported from ImportSource/jsx-runtime
	JSXClassic                  // calls of Factory
)

// JSX tells how JSX is compiled. A tsconfig given as TSConfigRaw and pragma
// comments in a file win over it.
type JSX struct {
	Mode         JSXMode
	ImportSource string // automatic: package of the runtime; "" is "react"
	Factory      string // classic: "" is "React.createElement"
	Fragment     string // classic: "" is "React.Fragment"
	Dev          bool   // automatic: import jsx-dev-runtime and pass source positions
}

// Syntax says what a file may say and what is told of. The zero Syntax is the usual.
type Syntax struct {
	NoAMD, NoRequire, NoContext, NoMetaContext, NoEnsure, NoInclude, NoImport, NoDynamicURL, NoMeta bool

	RequireJS bool   // require.config() and its like mean nothing
	This      string // what this is at the top of scripts; "" for the exports
	MetaLeft  string // members of import.meta to leave to run time, with spaces between

	// CreateRequire is "name from module" of a function that makes require
	// functions; "" when none is followed.
	CreateRequire string

	// ExprPattern is the pattern, as /source/flags, of what requests of which nothing
	// is known mean in the folder ExprRequest, and below it unless ExprFlat. "" for
	// nothing.
	ExprPattern, ExprRequest string
	ExprFlat                 bool

	// WrappedPattern is the source of a pattern for the unknown parts of requests;
	// "" for anything.
	WrappedPattern string
	WrappedFlat    bool // they mean no files in the folders below

	Pure string // lines of names of functions whose calls do nothing else

	WarnParts   bool // of requests of which a part is known
	WarnRequire bool // of require in forms that cannot be followed
	// Workers are lines of what starts workers, in webpack's syntax; "" for the
	// usual, "-" for nothing.
	Workers string
}

// leavesMeta reports whether nothing is to be known of a member of import.meta.
func (s *Syntax) leavesMeta(name string) bool {
	return s.MetaLeft != "" && strings.Contains(" "+s.MetaLeft+" ", " "+name+" ")
}

// Options are fixed for a build and a kind of file, and are shared between
// goroutines. The zero Options read plain JavaScript without folding.
type Options struct {
	Goal    Goal
	Loader  Loader
	Defines *Defines // may be nil

	Builtins *Builtins // nil leaves all to run time

	// Provide are names, or chains of names, to import when nothing declares them:
	// a request, and the names of an export and its members. Nil for none.
	Provide map[string][]string

	// Syntax says what of webpack's syntax is read.
	Syntax Syntax

	// DeadCode drops branches whose condition is constant.
	DeadCode bool

	// Strict says that output is strict code, and asks for Record.Sloppy.
	Strict bool

	// SourceMap asks for Record.Map where a transform was needed.
	SourceMap bool

	// The rest is used for TypeScript and JSX only.
	JSX         JSX
	TSConfigRaw string // text of a tsconfig.json, "" for none
	Target      api.Target
	Engines     []api.Engine
	Supported   map[string]bool // what the target has in spite of esbuild's table
}
