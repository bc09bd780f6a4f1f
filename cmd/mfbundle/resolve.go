package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/scan"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// resolveKinds are the kinds of requests, which package.json can tell apart.
var resolveKinds = []string{"esm", "commonjs", "url", "css-import"}

func newResolve() *cobra.Command {
	var from, kind string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "resolve SPECIFIER --from FILE",
		Short: "Explain step by step where an import leads",
		Long: "Prints each step that is taken to find what SPECIFIER means in FILE, with the resolve\n" +
			"section of the nearest federation.yaml at or above FILE, if there is one.\n\n" +
			"With --json it answers requests on standard input, one JSON object a line:\n" +
			`  {"context": "/app/src", "request": "./a", "options"?: {...}, "issuer"?: "..."}` + "\n" +
			"each with one line: {\"path\"}, {\"path\": false} for an ignored request, or {\"error\"}.",
		Args: func(cmd *cobra.Command, args []string) error {
			if asJSON {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.ExactArgs(1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			settings, err := readSettings(cmd)
			if err != nil {
				return err
			}
			fail := func(code exitCode, diags ...diag.Diagnostic) error {
				_ = printDiagnostics(cmd.ErrOrStderr(), diags, colorOn(settings.Color, cmd.ErrOrStderr()), false)
				return code
			}
			if !contains(resolveKinds, kind) {
				return fail(exitUsage, diag.Diagnostic{Code: "config-bad-flag", Message: fmt.Sprintf("--kind does not accept %q", kind), Help: "write one of " + strings.Join(resolveKinds, ", ")})
			}
			if !asJSON && from == "" {
				return fail(exitUsage, diag.Diagnostic{Code: "command-usage", Message: "The importing file is missing", Help: "pass it with --from FILE"})
			}
			importer, err := filepath.Abs(from)
			if err != nil {
				return err
			}
			c, diags := nearestConfig(settings, importer)
			if countErrors(diags) > 0 {
				return fail(exitUsage, diags...)
			}
			if asJSON {
				return resolver.ServeJSON(cmd.InOrStdin(), cmd.OutOrStdout(), resolveOptions(c, kind, ""))
			}
			if d := explain(cmd.OutOrStdout(), c, kind, importer, args[0], settings); d != nil {
				return fail(exitFailed, *d)
			}
			return nil
		},
	}
	projectFlags(cmd)
	f := cmd.Flags()
	f.StringVar(&from, "from", "", "the importing `file`, or a folder")
	f.StringVar(&kind, "kind", "esm", "how it is asked for: "+strings.Join(resolveKinds, ", "))
	f.BoolVar(&asJSON, "json", false, "answer JSON lines from standard input")
	outputFlags(cmd)
	return cmd
}

// nearestConfig loads the configuration that applies to a file: that of --config
// or the nearest above the file. It is nil when there is none.
func nearestConfig(s config.Settings, file string) (*config.Config, []diag.Diagnostic) {
	path := s.Config
	for dir := file; path == ""; {
		for _, name := range []string{"federation.yaml", "federation.yml"} {
			if info, err := os.Stat(filepath.Join(dir, name)); err == nil && !info.IsDir() {
				path = filepath.Join(dir, name)
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir = parent
	}
	if path == "" {
		return nil, nil
	}
	f, diags := config.Load(config.LoadOptions{Path: path, Mode: s.Mode})
	if f == nil || len(f.Builds) == 0 {
		return nil, diags
	}
	// Documents of one file rarely differ in how they resolve; the first stands for
	// all.
	return f.Builds[0], diags
}

// resolveOptions are the options of a project, or the defaults for the web, for
// requests of one kind in one file.
func resolveOptions(c *config.Config, kind, importer string) resolver.Options {
	o := resolver.Defaults("web", "production", kind)
	if c != nil {
		o = scan.ResolveOptions(c, kind)
	}
	switch filepath.Ext(importer) {
	case ".ts", ".tsx", ".mts", ".cts":
		// TypeScript writes the names of compiled files: "./a.js" for a.ts.
		o.ExtensionAlias = append(append([]resolver.ExtensionAlias(nil), o.ExtensionAlias...), resolver.TypeScriptExtensionAlias...)
	case ".mjs":
		// As in Node and webpack: such files have to write extensions.
		if kind == "esm" && (c == nil || c.Resolve.FullySpecified == nil) {
			o.FullySpecified = true
		}
	}
	return o
}

// explain prints the steps and the answer. It returns the problem when there is
// no answer.
func explain(w io.Writer, c *config.Config, kind, importer, specifier string, s config.Settings) *diag.Diagnostic {
	p := newPalette(colorOn(s.Color, w))
	dir := importer
	if info, err := os.Stat(importer); err != nil || !info.IsDir() {
		dir = filepath.Dir(importer)
	}
	if _, err := os.Stat(dir); err != nil {
		return &diag.Diagnostic{Code: "read-failed", Message: fmt.Sprintf("The folder %q does not exist", dir), Help: "pass an existing file to --from"}
	}
	if c != nil {
		fmt.Fprintln(w, p.faint("configuration: "+c.File))
		for _, note := range answeredBefore(c, specifier) {
			fmt.Fprintln(w, p.yellow("note: "+note))
		}
	}
	if scheme, _, ok := strings.Cut(specifier, ":"); ok && (scheme == "node" || scheme == "data") {
		fmt.Fprintf(w, "%s\n", p.faint(scheme+": requests are no files; the build answers them itself"))
		return nil
	}
	res, trace, err := resolver.New(resolveOptions(c, kind, importer), resolver.NewCache()).Explain(dir, specifier)
	// The steps are the answer also when they lead nowhere.
	fmt.Fprintln(w, strings.TrimRight(trace.String(), "\n"))
	if err != nil {
		x := resolver.Describe(err)
		return &diag.Diagnostic{Code: x.Code, Message: upperFirst(x.Message), Notes: x.Notes, Help: x.Help}
	}
	answer := res.Path + res.Query + res.Fragment
	if res.Ignored {
		answer = "an empty module: an alias or the browser field says false"
	}
	fmt.Fprintf(w, "%s %s\n", p.green("=>"), p.bold(answer))
	if res.Package != nil && res.Package.Name != "" {
		fmt.Fprintf(w, "   %s\n", p.faint(strings.TrimSpace(res.Package.Name+" "+res.Package.Version)+", "+res.Package.Path))
	}
	return nil
}

// answeredBefore tells what of the configuration answers a specifier before the
// resolver is asked: remotes and shared packages.
func answeredBefore(c *config.Config, specifier string) []string {
	var notes []string
	under := func(key string) bool {
		return specifier == key || strings.HasPrefix(specifier, strings.TrimSuffix(key, "/")+"/")
	}
	for _, p := range c.Plugins {
		f, ok := p.Options.(*config.Federation)
		if !ok {
			continue
		}
		for _, r := range f.Remotes {
			if under(r.Key) {
				notes = append(notes, fmt.Sprintf("the build does not resolve this: it is a module of the remote %q", r.Key))
			}
		}
		for _, s := range f.Shared {
			if specifier == s.Key || strings.HasSuffix(s.Key, "/") && under(s.Key) {
				notes = append(notes, fmt.Sprintf("%q is shared: what follows is the fallback, used when the share scope has no version that fits", s.Key))
			}
		}
	}
	return notes
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
