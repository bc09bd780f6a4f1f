package plugins

import (
	"context"
	"path"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

var _ compiler.Plugin = (*DtsPlugin)(nil)

// DtsPlugin hands types from container to container: it has the project's own
// TypeScript compiler write declarations of the exposed modules into a zip file
// beside the container, and unpacks those of remotes.
//
// Neither is waited for by anything that makes JavaScript. Both start with the
// build and are collected when its files are written; what fails is a warning, and
// the types of before stay.
type DtsPlugin struct {
	Federation *config.Federation
	Path       []string      // of dts in federation.yaml
	Watched    *WatchedTypes // of the watch that the build is one of; nil for none

	registered []config.Remote // by pages of the watch

	config   *config.Config
	display  func(string) string
	resolver *resolver.Resolver
}

// Name implements compiler.Plugin.
func (p *DtsPlugin) Name() string { return "DtsPlugin" }

// Apply implements compiler.Plugin.
func (p *DtsPlugin) Apply(c *compiler.Compiler) error {
	p.config, p.display, p.resolver = c.Config, c.Display, c.Resolver("esm")
	if p.Watched != nil && c.Watching() {
		c.Hooks.Emit.Tap(p.Name(), 0, func(context.Context, *compiler.Output) error {
			p.Watched.built(p, c.Writes())
			return nil
		})
		return nil // nobody waits for types to see a page
	}
	if !c.Writes() {
		return nil // an analysis
	}
	tasks := []func(context.Context) []diag.Diagnostic{}
	o := p.Federation.Dts
	generates, consumes := p.generates(), p.consumes()
	switch {
	case generates && consumes && o.Generate.RemoteTypes:
		// What is made has in it what is loaded.
		tasks = append(tasks, func(ctx context.Context) []diag.Diagnostic { return append(p.consume(ctx), p.generate(ctx)...) })
	case generates && consumes:
		tasks = append(tasks, p.generate, p.consume)
	case generates:
		tasks = append(tasks, p.generate)
	case consumes:
		tasks = append(tasks, p.consume)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan []diag.Diagnostic, len(tasks))
	started := false
	c.Hooks.FinishModules.Tap(p.Name(), 0, func(context.Context, *compiler.Stage) error {
		started = true
		for _, run := range tasks {
			go func() { done <- run(ctx) }()
		}
		return nil
	})
	c.Hooks.Written.Tap(p.Name(), 0, func(wait context.Context, b *compiler.Build) error {
		defer stop()
		for range tasks {
			if !started {
				break
			}
			select {
			case <-wait.Done():
				return wait.Err()
			case list := <-done:
				for _, d := range list {
					if !o.Quiet || d.Severity == diag.Error {
						b.Stage.Report(d)
					}
				}
			}
		}
		return nil
	})
	return nil
}

// generates and consumes report what the build does with types.
func (p *DtsPlugin) generates() bool {
	return p.Federation.Dts.Generate != nil && len(p.Federation.Exposes) > 0
}

func (p *DtsPlugin) consumes() bool {
	o := p.Federation.Dts
	return o.Consume != nil && len(p.Federation.Remotes)+len(o.Consume.Addresses)+len(p.registered) > 0
}

func (p *DtsPlugin) where(key ...string) diag.Location {
	return p.config.Where(append(append([]string(nil), p.Path...), key...)...)
}

// containerFolder is the folder of the container below output.path, with slashes.
func containerFolder(f *config.Federation, c *config.Config) string {
	name := f.Filename
	if name == "" {
		name = c.Output.Filename
	}
	if dir := path.Dir(filepath.ToSlash(name)); dir != "." && !strings.Contains(dir, "[") {
		return dir
	}
	return ""
}

// problem makes the diagnostic of a failure: types are never worth a build, unless
// the configuration says so.
func (p *DtsPlugin) problem(code, message string, abort bool, at diag.Location, help string, notes ...string) diag.Diagnostic {
	d := diag.Diagnostic{Severity: diag.Warning, Code: code, Message: message, At: at, Notes: notes, Help: help}
	if abort {
		d.Severity = diag.Error
	}
	return d
}
