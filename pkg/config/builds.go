package config

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// checkBuilds checks what only shows when all documents are known: names,
// the order of builds, and folders that two builds write to.
func (l *loader) checkBuilds(builds []*Config) {
	byName := map[string]*Config{}
	var known []string
	for _, c := range builds {
		if c.Name == "" {
			continue
		}
		if first := byName[c.Name]; first != nil {
			l.diags = append(l.diags, diag.Diagnostic{
				Code: "config-duplicate-name", Message: fmt.Sprintf("Two builds are called %q", c.Name), At: c.Where("name"),
				Labels: []diag.Label{{At: first.Where("name"), Message: "first one here"}}, Help: "give each build a name of its own",
			})
			continue
		}
		byName[c.Name] = c
		known = append(known, c.Name)
	}
	for _, c := range builds {
		for i, name := range c.DependsOn {
			if byName[name] != nil {
				continue
			}
			help := "give the build that is meant a name"
			if near := diag.Nearest(name, known); near != "" {
				help = fmt.Sprintf("did you mean %q?", near)
			} else if len(known) > 0 {
				help = "the builds are " + strings.Join(known, ", ")
			}
			l.diags = append(l.diags, diag.Diagnostic{
				Code: "config-unknown-build", Message: fmt.Sprintf("There is no build %q", name), At: c.Where("dependsOn", fmt.Sprint(i)), Help: help,
			})
		}
	}
	for _, name := range known {
		cycle := findCycle(name, func(n string) []string {
			if c := byName[n]; c != nil {
				return c.DependsOn
			}
			return nil
		})
		if cycle != nil {
			l.diags = append(l.diags, diag.Diagnostic{
				Code: "config-build-cycle", Message: "Builds depend on each other: " + strings.Join(cycle, " → "), At: byName[name].Where("dependsOn"),
				Help: "remove one of the dependsOn",
			})
			break
		}
	}
	l.checkFolders(builds)
	l.nameManifests(builds)
}

// nameManifests keeps manifests apart that nobody has named. Of those that would
// be one file, the first keeps its name, and the others get the name of their
// container in front.
func (l *loader) nameManifests(builds []*Config) {
	taken := make(map[string]bool)
	each := func(named bool, do func(m *Manifest, folder, container string)) {
		for i, c := range builds {
			for _, p := range c.Plugins {
				if f, ok := p.Options.(*Federation); ok && f.Manifest != nil && f.Manifest.Named == named {
					folder := c.Output.Path
					if l.out != "" {
						folder = fmt.Sprint(i) // every build gets a folder of its own
					}
					do(f.Manifest, filepath.Join(folder, f.Manifest.FilePath)+"/", f.Name)
				}
			}
		}
	}
	each(true, func(m *Manifest, folder, _ string) { taken[folder+m.FileName] = true })
	each(false, func(m *Manifest, folder, container string) {
		name := m.FileName
		for i := 1; taken[folder+name]; i++ {
			if name = strings.Trim(toIdentifier(container), "_") + "-" + m.FileName; i > 1 {
				name = fmt.Sprintf("%s-%d-%s", strings.Trim(toIdentifier(container), "_"), i, m.FileName)
			}
		}
		taken[folder+name] = true
		m.FileName = name
	})
}

// checkFolders reports a build that would remove the files of another.
func (l *loader) checkFolders(builds []*Config) {
	if l.out != "" {
		return // every build gets a folder of its own
	}
	first := map[string]int{}
	for i, c := range builds {
		j, shared := first[c.Output.Path]
		if !shared {
			first[c.Output.Path] = i
			continue
		}
		cleaner := c
		if !c.Output.Clean {
			cleaner = builds[j]
		}
		if cleaner.Output.Clean && !cleaner.Output.CleanDry && cleaner.Output.CleanKeep == nil {
			l.diags = append(l.diags, diag.Diagnostic{
				Code: "config-conflict", Message: fmt.Sprintf("The builds %s and %s write to one folder, and one of them cleans it", describeBuild(builds[j], j), describeBuild(c, i)),
				At: cleaner.Where("output", "clean"), Help: "give each build its own output.path",
			})
		}
	}
}

// describeBuild names a build for a message.
func describeBuild(c *Config, i int) string {
	if c.Name != "" {
		return fmt.Sprintf("%q", c.Name)
	}
	return fmt.Sprintf("number %d", i+1)
}
