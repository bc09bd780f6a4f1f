package plugins

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// server adds the entry for Node to the manifest, as the manifest of the build
// that made it names it: hosts find one manifest, and take from it what their
// platform runs. That build comes first (dependsOn), so its names are known.
func (p *ManifestPlugin) server(w *manifestWriter, m *manifestMeta) {
	file := p.Options.SSR
	if file == "" {
		return
	}
	cfg := w.out.Config
	if !filepath.IsAbs(file) {
		file = filepath.Join(cfg.Context, file)
	}
	d := diag.Diagnostic{At: cfg.Where("federation", "manifest", "ssr")}
	shown := w.out.Display(file)
	w.out.Watch(file)
	text, err := os.ReadFile(file)
	if err != nil {
		d.Code, d.Message = "manifest-ssr-unreadable", fmt.Sprintf("The manifest of the server build, %q, cannot be read", shown)
		d.Help = "name the build for Node in dependsOn, and its mf-manifest.json here"
		d.Notes = []string{reason(err)}
		w.out.Report(d)
		return
	}
	var server manifestFile
	if err := json.Unmarshal(text, &server); err != nil || server.Meta.RemoteEntry.Name == "" {
		d.Code, d.Message = "manifest-ssr-unreadable", fmt.Sprintf("%q is no manifest of a container", shown)
		d.Help = "name the mf-manifest.json of the build for Node"
		w.out.Report(d)
		return
	}
	entry := server.Meta.RemoteEntry
	if p := server.Meta.PublicPath; p != "" && p != "auto" {
		m.SSRPublicPath = p
	} else {
		// Beside the manifest that it came with, seen from the folder of this build.
		rel, err := filepath.Rel(cfg.Output.Path, filepath.Dir(file))
		if err != nil || !filepath.IsLocal(rel) {
			d.Code, d.Message = "manifest-ssr-outside", fmt.Sprintf("The server build writes to %q, which is not below the folder of this build", w.out.Display(filepath.Dir(file)))
			d.Help = "give the server build an output.path below this one, or an output.publicPath"
			w.out.Report(d)
			return
		}
		entry.Path = strings.TrimPrefix(path.Join(filepath.ToSlash(rel), entry.Path), ".")
	}
	m.SSRRemoteEntry = &entry
	if here, there := exposedNames(w.exposes), exposedNames(server.Exposes); !slices.Equal(here, there) {
		d.Severity, d.Code = diag.Warning, "manifest-ssr-differs"
		d.Message = fmt.Sprintf("The server build exposes %s, and this one %s", listOrNothing(there), listOrNothing(here))
		d.Help = "give both builds the same exposes"
		w.out.Report(d)
	}
}

func exposedNames(list []manifestExpose) []string {
	var names []string
	for _, e := range list {
		names = append(names, e.Path)
	}
	slices.Sort(names)
	return names
}

func listOrNothing(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}
