package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

var _ compiler.Plugin = (*Inventory)(nil)

// Inventory gives code a module "build:info", lets it import text files and write
// "~/x" for files below src, forbids packages, watches the size of chunks, and
// writes inventory.json with what the build is made of.
type Inventory struct {
	Forbidden   []string
	BudgetBytes int // of source in one chunk

	// Tables: filled in Apply, only read by taps, so they need no lock.
	src       string
	forbidden map[string]bool
	info      string

	// What concurrent taps collect is behind a lock, and sorted before it is used:
	// the order in which files are read is left to chance.
	mu    sync.Mutex
	found []diag.Diagnostic
	built int

	packages []string       // FinishModules writes it, Emit reads it: both run alone
	chunks   map[string]int // OptimizeChunks writes it
	runtimes int            // RuntimeRequirements runs one call at a time
}

// Name implements compiler.Plugin.
func (p *Inventory) Name() string { return "Inventory" }

// Apply implements compiler.Plugin. It computes the tables, then taps.
func (p *Inventory) Apply(c *compiler.Compiler) error {
	p.src = filepath.Join(c.Config.Context, "src")
	p.forbidden = make(map[string]bool)
	for _, name := range p.Forbidden {
		p.forbidden[name] = true
	}
	info, err := json.Marshal(map[string]string{"mode": string(c.Config.Mode), "name": c.Config.Output.UniqueName})
	if err != nil {
		return err
	}
	p.info = string(info)

	h := &c.Hooks
	h.BeforeResolve.Tap(p.Name(), 0, p.beforeResolve)
	h.Factorize.Tap(p.Name(), 0, p.factorize)
	h.CreateModule.Tap(p.Name(), 0, p.createModule)
	h.BuildModule.Tap(p.Name(), 0, p.buildModule)
	h.FinishScan.Tap(p.Name(), 0, p.finishScan)
	h.FinishModules.Tap(p.Name(), 0, p.finishModules)
	h.OptimizeChunks.Tap(p.Name(), 0, p.optimizeChunks)
	h.RuntimeRequirements.Tap(p.Name(), 0, p.runtimeRequirements)
	h.Emit.Tap(p.Name(), 0, p.emit)
	return nil
}

// beforeResolve rewrites "~/x" into a path below src.
func (p *Inventory) beforeResolve(_ context.Context, r *compiler.Request) error {
	if rest, ok := strings.CutPrefix(r.Specifier, "~/"); ok {
		r.Specifier = filepath.Join(p.src, filepath.FromSlash(rest))
	}
	return nil
}

// factorize answers "build:info" with a module that is no file, and notes
// packages that may not be imported. A diagnostic points at the import, so it is
// made here, where the import is known.
func (p *Inventory) factorize(_ context.Context, r *compiler.Request) (*graph.Module, bool, error) {
	if r.Specifier == "build:info" {
		return &graph.Module{Name: "build:info", Body: &infoBody{p.info}}, true, nil
	}
	if p.forbidden[r.Specifier] {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.found = append(p.found, diag.Diagnostic{
			Severity: diag.Warning, Code: "inventory-forbidden", At: r.At(),
			Message: fmt.Sprintf("The package %q is not to be used", r.Specifier), Help: "use String.prototype.padStart",
		})
	}
	return nil, false, nil
}

// createModule makes modules of text files, which resolve like any other file.
func (p *Inventory) createModule(_ context.Context, r *compiler.Resolved) (*graph.Module, bool, error) {
	if filepath.Ext(r.Path) != ".txt" || r.Request.Kind == graph.DepURL {
		return nil, false, nil
	}
	text, err := os.ReadFile(r.Path)
	if err != nil {
		return nil, false, err
	}
	return &graph.Module{Name: r.Name, Path: r.Path, Body: &textBody{strings.TrimSpace(string(text))}}, true, nil
}

// buildModule counts modules as they are made, on many goroutines.
func (p *Inventory) buildModule(context.Context, *graph.Module) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.built++
	return nil
}

// finishScan reports what scanning found, in an order that is always the same.
// The hook runs again when somebody adds modules, so what is reported is dropped.
func (p *Inventory) finishScan(_ context.Context, a *compiler.Additions) error {
	sort.Slice(p.found, func(i, j int) bool {
		x, y := p.found[i].At, p.found[j].At
		return x.File < y.File || x.File == y.File && x.Start < y.Start
	})
	for _, d := range p.found {
		a.Report(d)
	}
	p.found = nil
	return nil
}

// finishModules sees the whole graph with its final ids.
func (p *Inventory) finishModules(_ context.Context, s *compiler.Stage) error {
	seen := make(map[string]bool)
	for i := range s.Graph.Modules {
		if pkg := s.Graph.Modules[i].Package; pkg != nil && pkg.Name != "" {
			seen[strings.TrimSuffix(pkg.Name+"@"+pkg.Version, "@")] = true
		}
	}
	p.packages = nil
	for name := range seen {
		p.packages = append(p.packages, name)
	}
	sort.Strings(p.packages)
	return nil
}

// optimizeChunks weighs the chunks. Reporting an error here would end the build.
func (p *Inventory) optimizeChunks(_ context.Context, s *compiler.Stage) error {
	p.chunks = make(map[string]int)
	for i := range s.Chunks.Chunks {
		c := &s.Chunks.Chunks[i]
		bytes := 0
		for _, m := range c.Modules {
			bytes += chunk.Size(&s.Graph.Modules[m])
		}
		p.chunks[c.Name] = bytes
		if bytes > p.BudgetBytes {
			s.Report(diag.Diagnostic{
				Severity: diag.Warning, Code: "inventory-budget",
				Message: fmt.Sprintf("The chunk %q has %d bytes of source, more than %d", c.Name, bytes, p.BudgetBytes),
				Help:    "load a part of it with import()",
			})
		}
	}
	return nil
}

// runtimeRequirements asks for __webpack_require__.g, which infoBody uses.
func (p *Inventory) runtimeRequirements(_ context.Context, r *compiler.RuntimeSet) error {
	*r.Features = r.Features.With(runtime.Global)
	p.runtimes++
	return nil
}

// emit writes the file. Keys of JSON maps are sorted, so equal builds give equal
// bytes.
func (p *Inventory) emit(_ context.Context, out *compiler.Output) error {
	text, err := json.MarshalIndent(map[string]any{
		"modules": p.built, "packages": p.packages, "chunks": p.chunks, "runtimes": p.runtimes,
	}, "", "  ")
	if err != nil {
		return err
	}
	return out.Assets.Add(emit.Asset{Name: "inventory.json", Data: append(text, '\n'), Kind: emit.Report})
}
