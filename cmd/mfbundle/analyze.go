package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

func newAnalyze() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "analyze [dir or config ...]",
		Short: "Report how shared packages are used, without writing a build",
		Long: "Builds in memory and reports every shared package: who imports it and where, which\n" +
			"exports are used, which are not and which nobody can know, what the fallback costs,\n" +
			"and where the required version comes from.\n\n" +
			"An export is called unused only when no code of the build can reach it.\n\n" +
			"Exit code: 0 done, 1 the build has errors, 2 bad usage or configuration, 3 a bug.",
		Example: "  mfbundle analyze\n  mfbundle analyze apps/shell --reporter json --out usage.json",
		RunE:    runAnalyze,
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringP("config", "c", "", "configuration `file`, or the folder that has it")
	f.StringP("cwd", "C", "", "`folder` to work in: every other path is relative to it")
	f.String("mode", "", "production, development or none, instead of the file's")
	f.StringArray("set", nil, "set one key of the configuration: `key.path=value` (repeatable)")
	f.String("reporter", "text", "form of the report: text or json")
	f.String("out", "", "write the report to this `file` instead of standard output")
	f.Int("jobs", 0, "how many files to work on at once; 0 for one per processor")
	outputFlags(cmd)
	return cmd
}

// analysisReport is what --reporter json writes. Fields may be added; none is
// renamed without a new version. Builds are in the order of building; each
// carries the version of its own form.
type analysisReport struct {
	Version  int                    `json:"version"`
	OK       bool                   `json:"ok"`
	Builds   []*plugins.UsageReport `json:"builds"`
	Errors   []diag.Record          `json:"errors"`
	Warnings []diag.Record          `json:"warnings"`
}

func runAnalyze(cmd *cobra.Command, args []string) error {
	settings, err := readSettings(cmd)
	if err != nil {
		return err
	}
	out, _ := cmd.Flags().GetString("out")
	set, _ := cmd.Flags().GetStringArray("set")
	settings.Out = "" // here --out names the report; nothing of the build is written
	stderr := cmd.ErrOrStderr()
	problems := func(diags []diag.Diagnostic) {
		_ = printDiagnostics(stderr, diags, colorOn(settings.Color, stderr), settings.Quiet)
	}
	if settings.Reporter != "text" && settings.Reporter != "json" {
		problems([]diag.Diagnostic{{
			Code: "config-bad-flag", Message: fmt.Sprintf("--reporter does not accept %q here", settings.Reporter), Help: "write text or json",
		}})
		return exitUsage
	}
	p := loadProject(paths(settings, args), settings, set)
	if p.builds == nil {
		problems(p.diags)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	reports, diags := analyzeBuilds(ctx, p, settings)
	diags = diag.Dedupe(append(p.diags, diags...))

	var text bytes.Buffer
	w := cmd.OutOrStdout()
	if settings.Reporter == "json" {
		err = writeAnalysis(&text, reports, diags)
	} else {
		colored := out == "" && colorOn(settings.Color, w)
		err = printAnalysis(&text, reports, newPalette(colored), settings.Verbose)
	}
	if err == nil && out != "" {
		err = os.WriteFile(out, text.Bytes(), 0o644)
	} else if err == nil {
		_, err = w.Write(text.Bytes())
	}
	if err != nil {
		diags = append(diags, diag.Diagnostic{
			Code: "config-bad-flag", Message: fmt.Sprintf("Could not write the report: %s", reasonOf(err)), Help: "pass a file that can be written to --out",
		})
		problems(diags)
		return exitUsage
	}
	problems(diags)
	if countErrors(diags) > 0 {
		return exitFailed
	}
	return nil
}

// analyzeBuilds builds everything in memory. A build with errors has no report;
// its diagnostics say why.
func analyzeBuilds(ctx context.Context, p *project, s config.Settings) ([]*plugins.UsageReport, []diag.Diagnostic) {
	reports, diags := []*plugins.UsageReport{}, []diag.Diagnostic{}
	files := resolver.NewCache()
	for _, b := range p.builds {
		result, err := compile(ctx, b, compiler.Options{Workers: s.Jobs, Files: files, NoWrite: true})
		found := slices.Clone(result.Diagnostics)
		fromHere(found, b, p.unit[b])
		diags = append(diags, found...)
		switch {
		case errors.Is(err, context.Canceled):
			return reports, append(diags, diag.Diagnostic{Code: "build-interrupted", Message: "The analysis was interrupted", Help: "run it again"})
		case err != nil:
			diags = append(diags, worldFailed("build "+nameOf(b), err))
		case result.Output != nil:
			reports = append(reports, plugins.Usage(result.Output))
		}
	}
	return reports, diags
}

func writeAnalysis(w io.Writer, reports []*plugins.UsageReport, diags []diag.Diagnostic) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(analysisReport{
		Version: 1, OK: countErrors(diags) == 0, Builds: reports,
		Errors: diag.Records(diags, diag.Error), Warnings: diag.Records(diags, diag.Warning),
	})
}

// printAnalysis writes the reports for people: a head line for each build and a
// block for each share.
func printAnalysis(w io.Writer, reports []*plugins.UsageReport, p palette, verbose bool) error {
	for i, r := range reports {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s  %s  %s\n", p.bold(r.Name), r.Mode, plural(len(r.Shares), "share"))
		for k := range r.Shares {
			s := &r.Shares[k]
			fmt.Fprintf(w, "\n%s\n", p.bold(strings.TrimSpace(s.Key+" "+s.Version)))
			if err := table(w, shareTable(s, p, verbose)); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxNames is how many names or places of a share are printed without -v.
const maxNames = 12

// shareTable is the block of one share: a word, then what there is to say.
func shareTable(s *plugins.ShareUsage, p palette, verbose bool) [][]cell {
	var rows [][]cell
	add := func(title string, lines ...string) {
		if len(lines) > maxNames && !verbose {
			lines = append(lines[:maxNames:maxNames], fmt.Sprintf("and %d more (-v)", len(lines)-maxNames))
		}
		for i, line := range lines {
			if i > 0 {
				title = ""
			}
			rows = append(rows, []cell{{text: "  " + title, paint: p.faint}, {text: line}})
		}
	}
	var how []string
	for _, x := range []struct {
		on   bool
		word string
	}{{s.Singleton, "singleton"}, {s.Eager, "eager"}, {s.Strict, "strict version"}, {s.Scope != "default", "scope " + s.Scope}} {
		if x.on {
			how = append(how, x.word)
		}
	}
	if len(how) > 0 {
		add("shared as", strings.Join(how, ", "))
	}
	brief := func(path string) string {
		if verbose {
			return path
		}
		return inPackages(path)
	}
	at := func(p plugins.Place) string {
		p.File = brief(p.File)
		return place(p)
	}
	add("wants", wantedLines(s.Required, brief)...)
	add("fallback", fallbackLine(s, brief))
	var offers []string
	for _, x := range s.Providers {
		offers = append(offers, fmt.Sprintf("%s from %s, hash %s", x.Version, brief(x.File), x.Hash))
	}
	add("provides", offers...)
	if len(s.Chunks) > 0 {
		add("files", strings.Join(s.Chunks, ", "))
	}
	total := fmt.Sprint(len(s.Provided))
	if s.Open {
		total += " or more"
	}
	used := fmt.Sprintf("%d of %s", len(s.Used), total)
	if len(s.Used) > 0 {
		used += ": " + nameList(s.Used, verbose)
	}
	add("used", used)
	if len(s.Unused) > 0 {
		line := nameList(s.Unused, verbose)
		if s.Fallback.UnusedBytes > 0 {
			line += fmt.Sprintf(" (about %s)", size(s.Fallback.UnusedBytes))
		}
		add("unused", line)
	}
	if len(s.Unknown) > 0 {
		add("unknown", nameList(s.Unknown, verbose))
	}
	if x := s.TreeShaking; x != nil {
		switch {
		case len(x.Whole) > 0:
			add("kept whole", x.Whole...)
		case len(x.Dropped) > 0:
			add("left out", nameList(x.Dropped, verbose))
		}
	}
	var whole []string
	for _, x := range s.Whole {
		whole = append(whole, at(x.Place)+"  "+x.Reason)
	}
	add("as a whole", whole...)
	add("importers", importerLines(s.Importers, at)...)
	var copies []string
	for _, c := range s.Copies {
		copies = append(copies, fmt.Sprintf("%s  %s  %s", c.Version, brief(c.Path), plural(c.Modules, "module")))
	}
	add("copies", copies...)
	return rows
}

// inPackages spells a path of an installed package from node_modules on: where
// that folder is says nothing of the share.
func inPackages(path string) string {
	if up, rest, ok := strings.Cut(path, "node_modules/"); ok && strings.Trim(up, "./") == "" {
		return "node_modules/" + rest
	}
	return path
}

// wantedLines has a line for each range, with the first files that say so.
func wantedLines(list []plugins.Requirement, brief func(string) string) []string {
	var lines []string
	for i := 0; i < len(list); {
		r := list[i].Range
		var files []string
		for ; i < len(list) && list[i].Range == r; i++ { // the report sorts by range
			if list[i].From != "" {
				files = append(files, brief(list[i].From))
			}
		}
		line := r
		if line == "" {
			line = "any version"
		}
		switch n := len(files); {
		case n > 2:
			line += fmt.Sprintf(" (%s and %d more files)", files[0], n-1)
		case n > 0:
			line += " (" + strings.Join(files, ", ") + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

func fallbackLine(s *plugins.ShareUsage, brief func(string) string) string {
	if s.Fallback.File == "" {
		return s.Fallback.Strategy
	}
	line := fmt.Sprintf("%s, %s", brief(s.Fallback.File), s.Fallback.Strategy)
	if s.Fallback.Bytes > 0 {
		line += fmt.Sprintf(", %s, %s of source", s.Fallback.Format, size(s.Fallback.Bytes))
	}
	return line
}

func nameList(names []string, verbose bool) string {
	if len(names) > maxNames && !verbose {
		return strings.Join(names[:maxNames], ", ") + fmt.Sprintf(" and %d more", len(names)-maxNames)
	}
	return strings.Join(names, ", ")
}

// importerLines says where a share is imported, with what is taken there. The
// project's own files come first: they are the ones to edit.
func importerLines(list []plugins.ShareImporter, at func(plugins.Place) string) []string {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b plugins.ShareImporter) int {
		return installed(a.File) - installed(b.File)
	})
	width := 0
	for i := range list[:min(len(list), maxNames)] {
		width = max(width, len(at(list[i].Place)))
	}
	var lines []string
	for i := range list {
		x := &list[i]
		line := fmt.Sprintf("%-*s  %s", width, at(x.Place), x.Kind)
		if len(x.Names) > 0 {
			line += "  " + nameList(x.Names, false)
		}
		if len(x.Unused) > 0 {
			line += "  (never used: " + nameList(x.Unused, false) + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

// installed is 1 for files of installed packages.
func installed(file string) int {
	if strings.Contains(file, "node_modules/") {
		return 1
	}
	return 0
}

// place spells a place the way editors open it.
func place(p plugins.Place) string {
	switch {
	case p.File == "":
		return "-"
	case p.Line == 0:
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}
