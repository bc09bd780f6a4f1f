package plugins

import (
	"runtime"
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/par"
)

// UsageSchema is the version of the JSON of all usage reports. It grows when a
// field changes its meaning or goes away; new fields do not change it.
const UsageSchema = 1

// UsageReport says how one build uses its shares. Everything is sorted and
// relative to the context, so equal builds give equal reports.
type UsageReport struct {
	Schema int          `json:"schema_version"`
	Name   string       `json:"name"` // of the federation, else of the build
	Mode   string       `json:"mode"`
	Shares []ShareUsage `json:"shares"`
}

// ShareUsage is one share key in one scope with one version of its fallback.
//
// Used, Unused and Unknown part the provided exports. They are about all
// consumers of the key, whatever version they come with: at run time any of them
// may be given any version. An export is unused only when no code of this build
// can reach it; Unknown is everything that nobody can decide.
type ShareUsage struct {
	Key       string `json:"key"`
	Scope     string `json:"scope"`
	Version   string `json:"version"` // of the fallback; "" when there is none
	Singleton bool   `json:"singleton"`
	Strict    bool   `json:"strict_version"`
	Eager     bool   `json:"eager"`

	Required  []Requirement   `json:"required"`
	Fallback  FallbackUsage   `json:"fallback"`
	Providers []ShareProvider `json:"providers"`
	Importers []ShareImporter `json:"importers"`
	Whole     []NamespaceUse  `json:"whole_namespace"`
	Provided  []string        `json:"provided"`
	Open      bool            `json:"open"` // it may export more than Provided
	Used      []string        `json:"used"`
	Unused    []string        `json:"unused"`
	Unknown   []string        `json:"unknown"`
	Exports   []ExportFacts   `json:"exports"`
	Chunks    []string        `json:"chunks"` // files that the fallback is in
	Copies    []PackageCopy   `json:"copies"` // of the package, when the build has several
	// TreeShaking is what became of treeShaking; nil where it is not asked for.
	TreeShaking *ShakingUsage `json:"tree_shaking,omitempty"`

	modules  []graph.ModuleID // the consume-shared modules
	fallback graph.ModuleID
}

// ShakingUsage is what the copy of this build has, after what nobody uses was
// left out.
type ShakingUsage struct {
	Kept    []string `json:"kept"`
	Dropped []string `json:"dropped"`
	Whole   []string `json:"kept_whole"` // why nothing was left out; empty when something could be
}

// Requirement is a required version and who says so.
type Requirement struct {
	Range string `json:"range"` // "" accepts any version
	From  string `json:"from"`  // file that has the range; "" when no file does
}

// FallbackUsage is the copy that the build brings for a share.
type FallbackUsage struct {
	Strategy string `json:"strategy"` // how it was found (decision of the resolution chain)
	File     string `json:"file"`
	Format   string `json:"format"` // esm, commonjs, json, other, none
	// Bytes is the source of all modules that only the fallback brings along;
	// UnusedBytes estimates, from whole statements, how much of it goes unused.
	Bytes       int `json:"bytes"`
	UnusedBytes int `json:"unused_bytes"`
}

// ShareProvider is what this build offers under a key.
type ShareProvider struct {
	Version   string `json:"version"`
	File      string `json:"file"`
	Eager     bool   `json:"eager"`
	Singleton bool   `json:"singleton"`
	Strict    bool   `json:"strict_version"`
	Hash      string `json:"hash"`
}

// Place is where something is written; Line and Column are 1-based, in UTF-16
// units, and 0 when only the file is known.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// ShareImporter is one import that leads to the share.
type ShareImporter struct {
	Place
	Request string `json:"request"`
	Kind    string `json:"kind"` // import, re-export, export *, dynamic import, require, exposed, entry
	// Names are taken through this import. Unused are those it binds without any
	// code that stays using them.
	Names  []string `json:"names"`
	Unused []string `json:"unused"`
	Whole  string   `json:"whole"` // why everything counts as used here; "" when it does not
}

// NamespaceUse is a place at which everything the share exports may be reached.
type NamespaceUse struct {
	Place
	Reason string `json:"reason"`
}

// ExportFacts is what holds for one export across the share boundary. The
// columns of a replaceable share are those that are right whatever build
// supplies the module: its names stay, its values are not copied.
type ExportFacts struct {
	Name  string `json:"name"`
	Usage string `json:"usage"` // used, unused, unknown
	// Provided is null when nobody knows.
	Provided         *bool `json:"provided"`
	CanMangleProvide bool  `json:"can_mangle_provide"`
	CanMangleUse     bool  `json:"can_mangle_use"`
	TerminalBinding  bool  `json:"terminal_binding"`
	Inlinable        bool  `json:"inlinable"`
}

// PackageCopy is one installed copy of a package that the build takes files of.
type PackageCopy struct {
	Version string `json:"version"`
	Path    string `json:"path"`
	Modules int    `json:"modules"`
}

// ShareSummary is a share in one line, for the summary of a build.
type ShareSummary struct {
	Key, Scope, Version       string
	Singleton, Eager          bool
	Required                  []Requirement
	Strategy                  string
	Importers                 int
	UsedExports, TotalExports int
	Whole                     bool // everything may be used
	Open                      bool // TotalExports is not all
	Bytes                     int
	Consumed, Provided        bool // by this build
}

// Usage reports how a finished build uses its shares.
func Usage(out *compiler.Output) *UsageReport {
	return newAnalysis(out.Stage, out.Display).usage(out, true)
}

// usage makes the whole report. Sizes are most of the work.
func (a *analysis) usage(out *compiler.Output, sizes bool) *UsageReport {
	r := a.report(a.collect())
	a.finish(r, out, sizes)
	return r
}

// collect analyses all consume-shared modules; it needs no files of the build.
func (a *analysis) collect() []*consumeUsage {
	list := make([]*consumeUsage, len(a.consumes))
	exports := make(map[graph.ModuleID]exportsInfo)
	for _, m := range a.consumes {
		f := a.fallback(m)
		if _, ok := exports[f]; !ok {
			exports[f] = a.exportsOf(f)
		}
	}
	par.For(len(list), runtime.GOMAXPROCS(0), func(i int) {
		m := a.consumes[i]
		list[i] = a.consume(m, exports[a.fallback(m)])
	})
	return list
}

// Shares lists what a build shares, sorted by scope, key and version: what it
// consumes, and what it only provides.
func Shares(out *compiler.Output) []ShareSummary {
	r := Usage(out)
	var list []ShareSummary
	seen := make(map[[3]string]bool)
	for i := range r.Shares {
		s := &r.Shares[i]
		x := ShareSummary{
			Key: s.Key, Scope: s.Scope, Version: s.Version, Singleton: s.Singleton, Eager: s.Eager, Required: s.Required,
			Strategy: s.Fallback.Strategy, Importers: len(s.Importers), UsedExports: len(s.Used), TotalExports: len(s.Provided),
			Whole: len(s.Whole) > 0, Open: s.Open, Bytes: s.Fallback.Bytes, Consumed: true,
		}
		for _, p := range s.Providers {
			x.Provided = x.Provided || p.Version == s.Version
		}
		seen[[3]string{s.Scope, s.Key, s.Version}] = true
		list = append(list, x)
	}
	for i := range out.Graph.Modules {
		b, ok := out.Graph.Modules[i].Body.(*provideBody)
		if !ok || seen[[3]string{b.scope, b.key, b.version}] {
			continue
		}
		seen[[3]string{b.scope, b.key, b.version}] = true
		list = append(list, ShareSummary{Key: b.key, Scope: b.scope, Version: b.version, Singleton: b.singleton, Eager: b.eager, Provided: true})
	}
	sort.SliceStable(list, func(i, j int) bool {
		return lessShare(list[i].Scope, list[i].Key, list[i].Version, list[j].Scope, list[j].Key, list[j].Version)
	})
	return list
}

// lessShare orders shares by scope, key and version.
func lessShare(scope1, key1, version1, scope2, key2, version2 string) bool {
	if scope1 != scope2 {
		return scope1 < scope2
	}
	if key1 != key2 {
		return key1 < key2
	}
	return version1 < version2
}
