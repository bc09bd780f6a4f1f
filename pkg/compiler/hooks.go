package compiler

import (
	"crypto/sha512"
	"encoding/base64"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/generate"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/hook"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
	"github.com/mfbundle/mfbundle/pkg/compiler/scan"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// Hooks are all extension points of a compiler. Tapping is for Plugin.Apply;
// once a build has started it panics. The hooks of scanning (BeforeResolve,
// Factorize, CreateModule, BuildModule, FinishScan) are those of package scan
// and run on many goroutines; all others run once a build, on one.
type Hooks struct {
	scan.Hooks

	// FinishModules runs after the graph has its final ids and before linking: the
	// last chance to look at it before anything is decided.
	FinishModules hook.Series[*Stage]

	// OptimizeChunks runs when modules are linked and in chunks, before anything is
	// written. A tap may read every column and report; it may change Chunks.
	OptimizeChunks hook.Series[*Stage]

	// RuntimeRequirements runs once for each chunk that boots. A tap may add
	// runtime features; it must not remove any.
	RuntimeRequirements hook.Series[*RuntimeSet]

	// Emit runs when all other files are made and before any is written. A tap may
	// add files to Assets.
	Emit hook.Series[*Output]

	// Written runs when the files of the build are on disk, for work that nothing of
	// the build waits for. A tap may report with Build.Stage.Report. It does not run
	// when nothing is written.
	Written hook.Series[*Build]
}

func (h *Hooks) seal() {
	h.Hooks.Seal()
	h.FinishModules.Seal()
	h.OptimizeChunks.Seal()
	h.RuntimeRequirements.Seal()
	h.Emit.Seal()
	h.Written.Seal()
}

// Request and Resolved are the arguments of the hooks of scanning.
type (
	Request   = scan.Request
	Resolved  = scan.Resolved
	Additions = scan.Additions
)

// RuntimeSet is the argument of RuntimeRequirements.
type RuntimeSet = generate.Requirements

// Stage is what is known of a build so far. Columns of passes that have not run
// are nil.
type Stage struct {
	Config *config.Config
	Graph  *graph.Graph
	Link   *link.Result
	Chunks *chunk.Graph
	diags  []diag.Diagnostic
	// watched are files and folders besides modules that the output depends on.
	watched []string
	linked  []diag.Diagnostic // what linking reported
	before  *before           // nil unless the modules are linked as the last build of a watch linked them
}

// Watch says that the output depends on a file, or on what is in a folder, that
// is no module. It may be called by taps that run on one goroutine.
func (s *Stage) Watch(path string) { s.watched = append(s.watched, path) }

// Watched lists what Watch was called with.
func (s *Stage) Watched() []string { return s.watched }

// Report adds a diagnostic to the build.
func (s *Stage) Report(d diag.Diagnostic) { s.diags = append(s.diags, d) }

// Output is a build whose files are made.
type Output struct {
	*Stage
	Assets    *emit.Assets
	ModuleIDs graph.Table[graph.ModuleID, string]
	ChunkIDs  graph.Table[chunk.ID, string]
	// Scripts and Styles are the file names by chunk, "" where there is none.
	Scripts, Styles graph.Table[chunk.ID, string]
	Generated       graph.Table[chunk.ID, generate.Chunk]
	// Runtimes are the instances of the runtime, RuntimeFiles the names of the files
	// of those that have one of their own, "" for the others.
	Runtimes     []generate.Runtime
	RuntimeFiles []string
	AssetName    func(graph.ModuleID) string
	// Display spells an absolute path relative to the context.
	Display func(path string) string
}

// Integrity is the hash of an output file in the form that browsers compare; ""
// when output.integrity is off or there is no such file.
func (o *Output) Integrity(name string) string {
	file := o.Assets.Lookup(name)
	if !o.Config.Output.Integrity || file == nil {
		return ""
	}
	sum := sha512.Sum384(file.Data)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Plugin adds to a compiler by tapping its hooks and adding entries.
//
// Apply is called once, before the build. It should compute every table that the
// taps need, so that the taps only read.
type Plugin interface {
	Name() string
	Apply(c *Compiler) error
}
