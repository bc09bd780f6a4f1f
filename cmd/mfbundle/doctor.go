package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/config"
)

// finding is one answer of doctor.
type finding struct {
	Check  string `json:"check"`
	State  string `json:"state"` // ok | warning | error
	Detail string `json:"detail"`
	Help   string `json:"help,omitempty"`
}

func newDoctor() *cobra.Command {
	cmd := &cobra.Command{
		Use: "doctor [dir or config ...]", Short: "Check the surroundings of a project",
		Long: "Checks Node, the configuration, that entries and exposed modules exist, and that shared packages are\n" +
			"installed, once each. Exit code 1 when something is wrong, 2 when the configuration is.",
		RunE: runDoctor,
	}
	projectFlags(cmd)
	cmd.Flags().String("reporter", "text", "what goes to standard output: text or json")
	outputFlags(cmd)
	return cmd
}

func runDoctor(cmd *cobra.Command, args []string) error {
	settings, err := readSettings(cmd)
	if err != nil {
		return err
	}
	set, _ := cmd.Flags().GetStringArray("set")
	list := []finding{checkNode()}
	p := loadProject(paths(settings, args), settings, set)
	for i := range p.diags {
		state := p.diags[i].Severity.String()
		list = append(list, finding{"configuration", state, p.diags[i].Message, p.diags[i].Help})
	}
	if len(p.builds) > 0 && len(p.diags) == 0 {
		list = append(list, finding{"configuration", "ok", plural(len(p.builds), "build"), ""})
	}
	for _, b := range p.builds {
		list = append(list, checkBuild(b)...)
	}
	bad := slices.ContainsFunc(list, func(f finding) bool { return f.State == "error" })
	out := cmd.OutOrStdout()
	if settings.Reporter == "json" {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		if err := e.Encode(map[string]any{"version": 1, "ok": !bad, "findings": list}); err != nil {
			return err
		}
	} else {
		pal := newPalette(colorOn(settings.Color, out))
		for _, f := range list {
			state := map[string]string{"ok": pal.green("ok     "), "warning": pal.bold("warning"), "error": pal.red("error  ")}[f.State]
			fmt.Fprintf(out, "%s %s: %s\n", state, f.Check, f.Detail)
			if f.Help != "" {
				fmt.Fprintf(out, "        help: %s\n", f.Help)
			}
		}
	}
	switch {
	case p.builds == nil:
		return exitUsage
	case bad:
		return exitFailed
	}
	return nil
}

// checkNode: loaders, browserslist and migrate run in Node; building alone does
// not need it.
func checkNode() finding {
	text, err := exec.Command("node", "--version").Output()
	if err != nil {
		return finding{"node", "warning", "Node is not installed", "install Node 18 or newer for loaders, browserslist and migrate"}
	}
	version := strings.TrimSpace(string(text))
	major := 0
	_, _ = fmt.Sscanf(version, "v%d", &major) // 0 when it is no version
	if major < 18 {
		return finding{"node", "warning", version + " is old", "install Node 18 or newer"}
	}
	return finding{"node", "ok", version, ""}
}

// checkBuild looks at the files and packages of one build.
func checkBuild(b *config.Config) []finding {
	var list []finding
	check := "build " + nameOf(b)
	missing := func(what, request string) {
		if strings.HasPrefix(request, ".") {
			request = filepath.Join(b.Context, request)
		}
		if filepath.IsAbs(request) && !resolves(request) {
			list = append(list, finding{check, "error", fmt.Sprintf("%s %q does not exist", what, shown(b.Context, request)), "correct the path"})
		}
	}
	for _, e := range b.Entries {
		for _, r := range e.Imports {
			missing(fmt.Sprintf("the entry %q:", e.Name), r)
		}
	}
	for _, f := range federations(b) {
		for _, x := range f.Exposes {
			for _, r := range x.Imports {
				missing(fmt.Sprintf("the expose %q:", x.Key), r)
			}
		}
		for _, s := range f.Shared {
			if !strings.HasPrefix(s.Key, ".") {
				list = append(list, checkShared(b, check, &s)...)
			}
		}
	}
	if len(list) == 0 {
		list = append(list, finding{check, "ok", "entries, exposes and shared packages are there", ""})
	}
	return list
}

// federations are the options of Module Federation of a build.
func federations(b *config.Config) []*config.Federation {
	var list []*config.Federation
	for _, p := range b.Plugins {
		if f, ok := p.Options.(*config.Federation); ok {
			list = append(list, f)
		}
	}
	return list
}

// resolves reports whether a path leads to a module, with the endings that may
// be left out.
func resolves(path string) bool {
	for _, ext := range []string{"", ".tsx", ".ts", ".jsx", ".mjs", ".js", ".json", ".css"} {
		if info, err := os.Stat(path + ext); err == nil && (ext != "" || !info.IsDir()) {
			return true
		}
		if ext != "" {
			if _, err := os.Stat(filepath.Join(path, "index"+ext)); err == nil {
				return true
			}
		}
	}
	info, err := os.Stat(filepath.Join(path, "package.json"))
	return err == nil && !info.IsDir()
}

// checkShared looks for the copies of a shared package.
func checkShared(b *config.Config, check string, s *config.Shared) []finding {
	name := packageOfRequest(s.Key)
	copies := installedCopies(b.Context, name)
	switch {
	case len(copies) == 0 && !s.NoImport && s.CDNFallback == "" && (s.Import == "" || s.Import == s.Key):
		return []finding{{check, "error", fmt.Sprintf("the shared package %q is not installed", name), fmt.Sprintf("run npm install %s, or write import: false", name)}}
	case len(copies) > 1 && s.Singleton:
		return []finding{{check, "warning", fmt.Sprintf("%q is a singleton and installed %d times: %s", name, len(copies), strings.Join(copies, ", ")), "align the versions, so that npm installs it once"}}
	}
	return nil
}

func packageOfRequest(request string) string {
	parts := strings.SplitN(request, "/", 3)
	if strings.HasPrefix(request, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// deepest bounds how many node_modules within another are searched.
const deepest = 3

// installedCopies lists the copies of a package in the node_modules at and above
// a folder, and inside of those, as "1.2.3 (path)".
func installedCopies(dir, name string) []string {
	var copies []string
	seen := make(map[string]bool)
	var search func(modules string, depth int)
	search = func(modules string, depth int) {
		at := filepath.Join(modules, filepath.FromSlash(name))
		if real, err := filepath.EvalSymlinks(at); err == nil && !seen[real] {
			seen[real] = true
			var pkg struct{ Version string }
			if text, err := os.ReadFile(filepath.Join(real, "package.json")); err == nil && json.Unmarshal(text, &pkg) == nil {
				copies = append(copies, fmt.Sprintf("%s (%s)", pkg.Version, shown(dir, at)))
			}
		}
		if depth == deepest {
			return
		}
		for _, pattern := range []string{"*/node_modules", "@*/*/node_modules"} {
			nested, _ := fs.Glob(os.DirFS(modules), pattern) // the pattern is a good one
			for _, n := range nested {
				search(filepath.Join(modules, n), depth+1)
			}
		}
	}
	for up := dir; ; up = filepath.Dir(up) {
		search(filepath.Join(up, "node_modules"), 0)
		if up == filepath.Dir(up) {
			return copies
		}
	}
}
