package main

import (
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// The scalar flags are declared here and read by config.ReadSettings, which knows
// their MFBUNDLE_ variables; only lists, such as --set, are read from cobra.

// projectFlags adds the flags that say which configuration to load and what to
// change in it.
func projectFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringP("config", "c", "", "configuration `file`, or the folder that has it")
	f.StringP("cwd", "C", "", "`folder` to work in: every other path is relative to it")
	f.String("mode", "", "production, development or none, instead of the file's")
	f.StringArray("set", nil, "set one key of the configuration: `key.path=value` (repeatable)")
	f.String("out", "", "output `folder`, instead of output.path; several builds get a folder each in it")
}

// buildFlags adds the flags that every command that builds has.
func buildFlags(cmd *cobra.Command) {
	projectFlags(cmd)
	f := cmd.Flags()
	f.Int("jobs", 0, "how many files to work on at once; 0 for one per processor")
	f.Bool("no-cache", false, "neither use nor keep answers of browserslist of other runs")
	outputFlags(cmd)
}

// outputFlags adds the flags that say what is printed.
func outputFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.String("color", "auto", "auto, always or never; NO_COLOR is honoured")
	f.BoolP("quiet", "q", false, "print errors only")
	f.BoolP("verbose", "v", false, "print every file and how long each step took")
}

// reportFlags adds the flags that say what is written of a build besides its
// output. What failing and reporting mean differs between the commands.
func reportFlags(cmd *cobra.Command, fails, reporter string) {
	f := cmd.Flags()
	f.Bool("fail-on-warnings", false, fails)
	f.String("reporter", "text", reporter)
	f.String("stats", "", "write chunks, modules, files and shares as JSON to this `file`")
	f.String("profile", "", "write a CPU profile for go tool pprof to this `file`")
}

// readSettings merges flags and MFBUNDLE_ variables, prints what is wrong with
// them, and enters --cwd. Entering the folder, rather than joining it to each
// path, makes -C mean the same for every flag and argument, as in git and make.
func readSettings(cmd *cobra.Command) (config.Settings, error) {
	s, diags := config.ReadSettings(cmd.Flags(), nil)
	if len(diags) == 0 && s.Cwd != "" {
		if err := os.Chdir(s.Cwd); err != nil {
			diags = append(diags, diag.Diagnostic{
				Code: "config-bad-flag", Message: fmt.Sprintf("Could not work in %q: %s", s.Cwd, reasonOf(err)),
				Help: "pass an existing folder to --cwd",
			})
		}
	}
	if len(diags) > 0 {
		w := cmd.ErrOrStderr()
		_ = diag.Text(w, diags, diag.TextOptions{Color: colorOn(s.Color, w)})
		return s, exitUsage
	}
	return s, nil
}

// colorOn decides about colour on one stream, which is not os.Stdout in every
// case: a pipe for the summary must not take it from the diagnostics.
func colorOn(setting string, w io.Writer) bool {
	switch setting {
	case "always":
		return true
	case "never":
		return false
	}
	return isTerminal(w) && os.Getenv("TERM") != "dumb" && os.Getenv("NO_COLOR") == ""
}

// isTerminal reports whether a person reads what is written to w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// inCI reports whether this runs on a build server, where progress lines fill
// logs.
func inCI() bool {
	ci := os.Getenv("CI")
	return ci != "" && ci != "false" && ci != "0"
}
