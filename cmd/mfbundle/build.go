package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

func newBuild() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build [dir or config ...]",
		Short: "Build once",
		Long: "Builds what federation.yaml says. Several folders or files are several apps, built\n" +
			"one behind the other in one process that reads each package once.\n\n" +
			"Every flag with one value can also be given as a variable: MFBUNDLE_MODE for --mode.\n\n" +
			"Exit code: 0 done, 1 the build has errors, 2 bad usage or configuration, 3 a bug.",
		Example: "  mfbundle build\n  mfbundle build apps/shell apps/cart --mode development\n  mfbundle build --set output.publicPath=/shop/ --stats stats.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			set, _ := cmd.Flags().GetStringArray("set")
			return runBuild(cmd, args, set)
		},
	}
	buildFlags(cmd)
	reportFlags(cmd, "end with exit code 1 when there are warnings", "what goes to standard output: text, json, github, sarif or junit")
	return cmd
}

// session is one run of the build command: what it was asked for, what all of its
// builds share, and what is left of those that are done. Output and graph of a
// build are dropped before the next one starts, so that memory is that of the
// largest build and not of all.
type session struct {
	settings       config.Settings
	stdout, stderr io.Writer
	files          *resolver.Cache
	stats          *statsWriter
	built          []*summary
	diags          []diag.Diagnostic
	failed         map[*config.Config]bool
}

// runBuild is the build command. Every way out goes through finish or usage, so
// that --reporter json writes its object whatever happens.
func runBuild(cmd *cobra.Command, args, set []string) error {
	settings, err := readSettings(cmd)
	if err != nil {
		return err
	}
	tuneForOneShot() // before the first file is read
	s := &session{settings: settings, stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr(), files: resolver.NewCache(), failed: make(map[*config.Config]bool)}
	if settings.Profile != "" {
		stop, err := startProfile(settings.Profile)
		if err != nil {
			return s.usage("profile", settings.Profile, err)
		}
		defer stop()
	}
	p := loadProject(paths(settings, args), settings, set)
	s.diags = append(s.diags, p.diags...)
	if p.builds == nil {
		s.finish()
		return exitUsage
	}
	if settings.Stats != "" {
		if s.stats, err = newStats(settings.Stats, len(p.builds) > 1); err != nil {
			return s.usage("stats", settings.Stats, err)
		}
	}
	// An interrupted build stops between two modules: nothing is half-written.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	// One behind the other: each uses all cores itself, and dependsOn needs an order.
	for _, b := range p.builds {
		if ctx.Err() != nil {
			break
		}
		s.build(ctx, b, p)
	}
	if ctx.Err() != nil {
		s.diags = append(s.diags, diag.Diagnostic{Code: "build-interrupted", Message: "The build was interrupted", Help: "run it again"})
	}
	if s.stats != nil {
		// With errors the file of before stays, like the output that it describes.
		if err := s.stats.close(countErrors(s.diags) == 0); err != nil {
			s.diags = append(s.diags, worldFailed("write stats", err))
		}
	}
	return s.finish()
}

// build makes one build and keeps what is to be reported of it.
func (s *session) build(ctx context.Context, b *config.Config, p *project) {
	if name := s.missing(b, p); name != "" {
		s.failed[b] = true
		s.diags = append(s.diags, diag.Diagnostic{
			Severity: diag.Warning, Code: "build-skipped", Message: fmt.Sprintf("The build %q was left out, because %q failed", nameOf(b), name),
			At: b.Where("dependsOn"), Help: fmt.Sprintf("mend the errors of %q", name),
		})
		return
	}
	started := time.Now()
	line := newProgress(s.stderr, s.settings.Quiet, nameOf(b))
	result, err := compile(ctx, b, compiler.Options{Workers: s.settings.Jobs, Files: s.files, Progress: line.scanned})
	line.clear()
	// A copy, because the places are spelled anew and bodies share the list.
	diags := slices.Clone(result.Diagnostics)
	fromHere(diags, b, p.unit[b])
	if err != nil && !errors.Is(err, context.Canceled) {
		diags = append(diags, worldFailed("build "+nameOf(b), err))
	}
	s.diags = append(s.diags, diags...)
	s.failed[b] = err != nil || countErrors(diags) > 0
	// A build that fails while it is written has its output in memory only;
	// emitOnErrors wants files in spite of errors, and then they are worth listing.
	if result.Output == nil || s.failed[b] && !b.Optimization.EmitOnErrors {
		return
	}
	json := s.settings.Reporter == "json"
	// Compressing takes longer than writing, so it is for those who look.
	withGzip := json || s.settings.Verbose || s.settings.Reporter == "text" && !s.settings.Quiet && isTerminal(s.stdout)
	sum := summarize(result, time.Since(started), withGzip, s.settings.Verbose)
	s.built = append(s.built, sum)
	if s.stats != nil {
		s.stats.add(result, sum, p.unit[b].Env)
	}
	document := json || s.settings.Reporter == "sarif" || s.settings.Reporter == "junit"
	if !document && !s.settings.Quiet {
		if len(s.built) > 1 {
			fmt.Fprintln(s.stdout)
		}
		_ = printSummary(s.stdout, sum, newPalette(colorOn(s.settings.Color, s.stdout)), s.settings.Verbose)
	}
}

// missing returns a build that b depends on and that failed, "" when there is
// none.
func (s *session) missing(b *config.Config, p *project) string {
	for _, name := range b.DependsOn {
		for other, failed := range s.failed {
			if failed && other.Name == name && p.unit[other] == p.unit[b] {
				return name
			}
		}
	}
	return ""
}

// compile runs the passes. The build is never nil.
func compile(ctx context.Context, b *config.Config, o compiler.Options) (*compiler.Build, error) {
	c := compiler.New(b, o)
	if err := plugins.Apply(c); err != nil {
		return &compiler.Build{Config: b, Diagnostics: []diag.Diagnostic{{Code: "plugin-error", Message: upperFirst(err.Error()), At: b.Where("plugins")}}}, nil
	}
	result, err := c.Run(ctx)
	if result == nil {
		result = &compiler.Build{Config: b}
	}
	return result, err
}

// finish prints what is left to say and returns how the process ends.
func (s *session) finish() error {
	// Builds of one project meet the same mistakes of shared files.
	diags := diag.Dedupe(s.diags)
	errs := countErrors(diags)
	strict := s.settings.FailOnWarnings && errs == 0 && len(diags) > 0
	ok := errs == 0 && !strict
	// GitHub prints annotations as lines of the log, so the text would say all twice.
	if s.settings.Reporter == "github" {
		_ = diag.GitHub(s.stdout, diags)
	} else {
		_ = printDiagnostics(s.stderr, diags, colorOn(s.settings.Color, s.stderr), s.settings.Quiet && !strict)
	}
	if err := s.report(diags, ok); err != nil {
		fmt.Fprintln(s.stderr, "error: write report:", err)
		return exitFailed
	}
	if strict {
		fmt.Fprintln(s.stderr, "failed because of --fail-on-warnings")
	}
	if !ok {
		return exitFailed
	}
	return nil
}

// report writes the one document of the reporters that write one.
func (s *session) report(diags []diag.Diagnostic, ok bool) error {
	switch s.settings.Reporter {
	case "json":
		return writeReport(s.stdout, s.built, diags, ok)
	case "sarif":
		return diag.SARIF(s.stdout, diags, version())
	case "junit":
		var names []string
		var seconds []float64
		for _, b := range s.built {
			names, seconds = append(names, b.Name), append(seconds, b.Took.Seconds())
		}
		return diag.JUnit(s.stdout, diags, names, seconds)
	}
	return nil
}

// usage reports a flag that names a file which cannot be written.
func (s *session) usage(flag, path string, err error) error {
	s.diags = append(s.diags, unwritable(flag, path, err))
	s.finish()
	return exitUsage
}

// unwritable is the diagnostic of a flag that names a file which cannot be written.
func unwritable(flag, path string, err error) diag.Diagnostic {
	return diag.Diagnostic{
		Code: "config-bad-flag", Message: fmt.Sprintf("Could not write %q: %s", path, reasonOf(err)),
		Help: fmt.Sprintf("pass a file that can be written to --%s", flag),
	}
}

// worldFailed is the diagnostic of an error that no change of the project mends.
func worldFailed(doing string, err error) diag.Diagnostic {
	return diag.Diagnostic{
		Code: "build-failed", Message: fmt.Sprintf("Could not %s: %s", doing, strings.ReplaceAll(err.Error(), "\n", "; ")),
		Help: "check free space and permissions, then run it again",
	}
}

// startProfile starts a CPU profile that stop writes to path.
func startProfile(path string) (stop func(), err error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		f.Close()
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		f.Close()
	}, nil
}
