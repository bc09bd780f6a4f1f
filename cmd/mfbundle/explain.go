package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

func newExplain() *cobra.Command {
	cmd := &cobra.Command{
		Use: "explain MODULE", Short: "Say why a module is in a build, and why it looks as it does", Args: cobra.ExactArgs(1),
		Long: "Builds without writing, and tells of a module who imports it, in which chunks it is and for whom, which\n" +
			"of its exports are used and by whom, what keeps it from sharing a scope, and which statements stay\n" +
			"because they may do something. MODULE is a path, the end of one, or the name of a package.",
		Example: "  mfbundle explain src/cart.js\n  mfbundle explain lodash --reporter json",
		RunE:    runExplain,
	}
	projectFlags(cmd)
	cmd.Flags().Int("jobs", 0, "how many files to work on at once; 0 for one per processor")
	cmd.Flags().String("reporter", "text", "what goes to standard output: text or json")
	outputFlags(cmd)
	return cmd
}

// explained is what --reporter json writes for each build.
type explained struct {
	Name    string                `json:"name"`
	Modules []plugins.Explanation `json:"modules"`
}

func runExplain(cmd *cobra.Command, args []string) error {
	settings, err := readSettings(cmd)
	if err != nil {
		return err
	}
	set, _ := cmd.Flags().GetStringArray("set")
	p := loadProject(paths(settings, nil), settings, set)
	stderr := cmd.ErrOrStderr()
	print := func(diags []diag.Diagnostic) {
		_ = printDiagnostics(stderr, diags, colorOn(settings.Color, stderr), settings.Quiet)
	}
	if p.builds == nil {
		print(p.diags)
		return exitUsage
	}
	var all []explained
	found := false
	for _, b := range p.builds {
		result, err := compile(context.Background(), b, compiler.Options{Workers: settings.Jobs, NoWrite: true})
		if err != nil {
			return fmt.Errorf("build %s: %w", nameOf(b), err)
		}
		if !result.OK() {
			fromHere(result.Diagnostics, b, p.unit[b])
			print(result.Diagnostics)
			return exitFailed
		}
		x := explained{nameOf(b), plugins.Explain(result.Stage, result.Output.Display, args[0])}
		if x.Modules == nil {
			x.Modules = []plugins.Explanation{}
		}
		found = found || len(x.Modules) > 0
		all = append(all, x)
	}
	if settings.Reporter == "json" {
		e := json.NewEncoder(cmd.OutOrStdout())
		e.SetEscapeHTML(false)
		if err := e.Encode(map[string]any{"version": 1, "builds": all}); err != nil {
			return err
		}
	} else {
		for _, b := range all {
			for i := range b.Modules {
				printExplanation(cmd.OutOrStdout(), b.Name, &b.Modules[i], newPalette(colorOn(settings.Color, cmd.OutOrStdout())))
			}
		}
	}
	if !found {
		print([]diag.Diagnostic{{Code: "explain-not-found", Message: fmt.Sprintf("No module of the build is called %q", args[0]),
			Help: "write a path, the end of one, or the name of a package; mfbundle build --stats FILE lists all modules"}})
		return exitFailed
	}
	return nil
}

// mostListed bounds lists for people.
const mostListed = 12

func printExplanation(w io.Writer, build string, x *plugins.Explanation, p palette) {
	title := p.bold(x.Module)
	if x.Package != "" {
		title += " of " + x.Package
	}
	fmt.Fprintf(w, "%s in %s: %s\n", title, build, x.Type)
	list := func(heading string, items []string) {
		if len(items) == 0 {
			return
		}
		fmt.Fprintf(w, "  %s\n", heading)
		for i, item := range items {
			if i == mostListed {
				fmt.Fprintf(w, "    and %d more\n", len(items)-i)
				break
			}
			fmt.Fprintf(w, "    %s\n", item)
		}
	}
	step := func(s plugins.Step) string {
		if s.Kind == "entry" {
			return "entry " + s.Request
		}
		at := s.At
		if at == "" {
			at = s.Importer
		}
		return fmt.Sprintf("%s: %s %q", at, s.Kind, s.Request)
	}
	var chain, importers, chunks, used, kept []string
	for _, s := range x.Chain {
		chain = append(chain, step(s))
	}
	for _, s := range x.Importers {
		importers = append(importers, step(s))
	}
	for _, c := range x.Chunks {
		chunks = append(chunks, fmt.Sprintf("%s, needed by %s", c.Chunk, strings.Join(c.Roots, ", ")))
	}
	for _, u := range x.Used {
		used = append(used, strings.TrimSuffix(u.Name+" by "+strings.Join(u.By, ", "), " by "))
	}
	for _, k := range x.Kept {
		kept = append(kept, k.At+": "+k.Text)
	}
	list("how the build comes to it", chain)
	if len(importers) > 1 {
		list("all that import it", importers)
	}
	if x.Dropped {
		fmt.Fprintln(w, "  it is left out: nothing needs it")
		return
	}
	list("chunks", chunks)
	var copies []string
	for _, c := range x.Copies {
		text := c.Path + " " + c.Version
		if c.Importer != "" {
			text += ", for " + c.Importer
		}
		copies = append(copies, text)
	}
	list("copies of its package in the build", copies)
	switch {
	case x.WholeBecause != "":
		fmt.Fprintf(w, "  all of its exports count as used: %s\n", x.WholeBecause)
	case x.Whole:
		fmt.Fprintln(w, "  all of its exports count as used: somebody takes it as one object, or anybody may ask for it")
	}
	list("used exports", used)
	list("unused exports, which are left out", x.Unused)
	list("exports of which nobody knows", x.Unknown)
	switch {
	case x.Scope != "":
		fmt.Fprintf(w, "  it shares the scope of %s\n", x.Scope)
	case x.NotJoined != "":
		fmt.Fprintf(w, "  it has a scope of its own: %s\n", x.NotJoined)
	}
	if x.NoSideEffects {
		fmt.Fprintln(w, "  its package.json says that it has no side effects")
	}
	list("statements that stay because they may do something", kept)
	if x.Shared != "" {
		fmt.Fprintf(w, "  shared: %s\n", x.Shared)
	}
}
