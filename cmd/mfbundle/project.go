package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// project is all that one command line asks to build.
type project struct {
	files  []*config.File
	builds []*config.Config // those that come first in dependsOn come first
	// unit is the file that each build came from.
	unit  map[*config.Config]*config.File
	diags []diag.Diagnostic
}

// paths are the configurations that a command line names; one empty path when it
// names none, which is the working directory.
func paths(s config.Settings, args []string) []string {
	list := slices.Clone(args)
	if s.Config != "" {
		list = append([]string{s.Config}, list...)
	}
	if len(list) == 0 {
		list = []string{""}
	}
	return list
}

// loadProject loads the configurations at paths. The result has no builds when a
// diagnostic is an error.
func loadProject(paths []string, s config.Settings, set []string) *project {
	p := &project{unit: make(map[*config.Config]*config.File)}
	for _, path := range paths {
		out := s.Out
		if out != "" && len(paths) > 1 {
			out = filepath.Join(out, folderName(path))
		}
		f, diags := config.Load(config.LoadOptions{Path: path, Mode: s.Mode, Out: out, Set: set, NoCache: s.NoCache})
		p.diags = append(p.diags, diags...)
		if f == nil {
			continue
		}
		p.files = append(p.files, f)
		for _, b := range inOrder(f.Builds) {
			p.builds = append(p.builds, b)
			p.unit[b] = f
		}
	}
	p.diags = append(p.diags, p.collisions()...)
	p.diags = append(p.diags, plugins.CheckWorkspace(p.builds)...)
	p.diags = diag.Dedupe(p.diags)
	if countErrors(p.diags) > 0 {
		p.builds = nil
	}
	return p
}

// missingInputs are the files that would be configurations at paths: a watch
// waits for those that do not exist yet.
func missingInputs(paths []string) []string {
	var list []string
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			continue
		}
		list = append(list, abs, filepath.Join(abs, "federation.yaml"), filepath.Join(abs, "federation.yml"))
	}
	return list
}

// folderName names the folder of one of several configurations below --out.
func folderName(path string) string {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		path = filepath.Dir(path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return filepath.Base(path)
	}
	return filepath.Base(abs)
}

// inOrder sorts builds so that each comes behind what it depends on, keeping the
// order of the file otherwise. The configuration has no circles.
func inOrder(builds []*config.Config) []*config.Config {
	var out []*config.Config
	done := make(map[*config.Config]bool)
	var visit func(b *config.Config)
	visit = func(b *config.Config) {
		if done[b] {
			return
		}
		done[b] = true
		for _, name := range b.DependsOn {
			for _, d := range builds {
				if d.Name == name {
					visit(d)
				}
			}
		}
		out = append(out, b)
	}
	for _, b := range builds {
		visit(b)
	}
	return out
}

// collisions finds builds of different files that would delete each other's
// output: with output.clean a build keeps only its own files in its folder. Within
// one file the configuration looks itself.
func (p *project) collisions() []diag.Diagnostic {
	var diags []diag.Diagnostic
	for i, a := range p.builds {
		for _, b := range p.builds[:i] {
			for _, pair := range [][2]*config.Config{{a, b}, {b, a}} {
				cleans, other := pair[0], pair[1]
				if p.unit[a] == p.unit[b] || !cleans.Output.Clean || cleans.Output.CleanDry || !within(other.Output.Path, cleans.Output.Path) || keepsOutput(cleans, other) {
					continue
				}
				diags = append(diags, diag.Diagnostic{
					Code:    "config-conflict",
					Message: fmt.Sprintf("The build %q deletes the files of the build %q, because it cleans the folder that both write to", nameOf(cleans), nameOf(other)),
					At:      cleans.Where("output", "clean"), Help: "give each build an output.path of its own, or set output.clean: false",
				})
				break
			}
		}
	}
	return diags
}

// keepsOutput reports whether output.clean.keep of one build names the folder of
// another one inside its own, as a folder or by what is in it.
func keepsOutput(cleans, other *config.Config) bool {
	rel, err := filepath.Rel(cleans.Output.Path, other.Output.Path)
	if err != nil || cleans.Output.CleanKeep == nil {
		return false
	}
	if rel == "." {
		return true // which of the files in it are meant is theirs to know
	}
	rel = filepath.ToSlash(rel)
	return cleans.Output.Keeps(rel) || cleans.Output.Keeps(rel+"/")
}

// within reports whether path is dir or below it.
func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, dir+string(filepath.Separator))
}

// nameOf is what a build is called in messages.
func nameOf(c *config.Config) string {
	if c.Name != "" {
		return c.Name
	}
	for _, p := range c.Plugins {
		if f, ok := p.Options.(*config.Federation); ok && f.Name != "" {
			return f.Name
		}
	}
	if c.Output.UniqueName != "" {
		return c.Output.UniqueName
	}
	return filepath.Base(c.Context)
}

// fromHere spells the places of a build's diagnostics relative to the working
// directory, as editors and CI want them. The compiler spells them relative to
// the context of the build; those in configuration files are right already.
func fromHere(diags []diag.Diagnostic, c *config.Config, f *config.File) {
	cwd, err := os.Getwd()
	if err != nil || cwd == c.Context {
		return
	}
	inputs := make(map[string]bool)
	for _, path := range f.Inputs {
		inputs[shown(cwd, path)] = true
	}
	fix := func(l *diag.Location) {
		if l.IsZero() || inputs[l.File] || filepath.IsAbs(l.File) {
			return
		}
		l.File = shown(cwd, filepath.Join(c.Context, filepath.FromSlash(l.File)))
	}
	for i := range diags {
		fix(&diags[i].At)
		labels := slices.Clone(diags[i].Labels) // a watch may hold the same list
		for j := range labels {
			fix(&labels[j].At)
		}
		diags[i].Labels = labels
	}
}

// shown is a path relative to dir when it is below it, else absolute; with
// slashes.
func shown(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
		path = rel
	}
	return filepath.ToSlash(path)
}

func countErrors(diags []diag.Diagnostic) int {
	n := 0
	for i := range diags {
		if diags[i].Severity == diag.Error {
			n++
		}
	}
	return n
}

// reasonOf is an error of the operating system without the path, which the
// message around it has already.
func reasonOf(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
