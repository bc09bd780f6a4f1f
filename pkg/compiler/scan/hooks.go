package scan

import (
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/hook"
)

// Hooks are the extension points of scanning. All run on many goroutines at
// once: a tap must be safe for concurrent use and must not start goroutines of
// its own.
type Hooks struct {
	// BeforeResolve runs once for each import, before anything is known of its
	// target. A tap may rewrite Specifier, Dir and Attrs of the request.
	BeforeResolve hook.Series[*Request]

	// Factorize runs after BeforeResolve, before the resolver is asked. The first
	// answer becomes the module; its Name identifies it, so two answers of one name
	// are one module. Deps of the answer are resolved in turn.
	Factorize hook.Bail[*Request, *graph.Module]

	// CreateModule runs when the resolver has found a file. The first answer takes
	// the place of the module that the file would become. A tap that only wants to
	// see what is resolved returns no answer.
	CreateModule hook.Bail[*Resolved, *graph.Module]

	// BuildModule runs once for each module after its body and deps are known and
	// before the deps are resolved. A tap may append deps, and nothing else.
	BuildModule hook.Series[*graph.Module]

	// FinishScan runs on one goroutine when no work is left. A tap may add modules
	// with Additions.Include; they are scanned, and the hook runs again until
	// nobody adds anything.
	FinishScan hook.Series[*Additions]
}

// Seal forbids further taps.
func (h *Hooks) Seal() {
	h.BeforeResolve.Seal()
	h.Factorize.Seal()
	h.CreateModule.Seal()
	h.BuildModule.Seal()
	h.FinishScan.Seal()
}

// Request is one specifier on its way to a module.
type Request struct {
	Specifier string
	Kind      graph.DepKind
	Async     bool
	Dir       string         // absolute directory to resolve from
	Importer  string         // absolute path of the importing file; "" for entries and plugins
	Package   *graph.Package // of the importing file; may be nil
	Attrs     map[string]string
	Phase     graph.Phase
	Layer     string // of the importing module

	// TypeScript: the importer is TypeScript, where "./x.js" may mean x.ts.
	TypeScript bool
	// At points at the specifier.
	At func() diag.Location

	rule   *effects // of the importing module; nil for none
	worker bool     // the script of a worker
	// local: names are taken of a style sheet, which makes it a CSS module;
	// fromScript: not for the sheet, but for the module with its names.
	local, fromScript bool
	sheet             bool // a style sheet asks
	diags             *[]diag.Diagnostic
}

// Report adds a diagnostic to the build. It may be called from taps.
func (r *Request) Report(d diag.Diagnostic) { *r.diags = append(*r.diags, d) }

// Resolved is a request with the file that the resolver found for it.
type Resolved struct {
	Request *Request
	Path    string         // absolute, real
	Query   string         // with "?"; "" for none
	Package *graph.Package // nearest package.json of Path; may be nil
	// Name is the name that the module of the file gets.
	Name  string
	Layer string // of the module that the file becomes
}

// Additions collects what taps of FinishScan add.
type Additions struct {
	modules []*graph.Module
	diags   []diag.Diagnostic
}

// Include adds m, which is there for every entry without being run by it.
// Adding a name again does nothing.
func (a *Additions) Include(m *graph.Module) { a.modules = append(a.modules, m) }

// Report adds a diagnostic to the build.
func (a *Additions) Report(d diag.Diagnostic) { a.diags = append(a.diags, d) }
