package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/watch"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

func newWatch() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "watch [dir or config ...]",
		Short: "Build, serve, and build again on every change",
		Long: "Builds, writes and serves the output on http://127.0.0.1:8080 (server.port, or the next\n" +
			"free port), and builds again when a file changes. Pages load again by themselves. With\n" +
			"errors the last good build stays. Several apps are served below /<name>/, and at server.port of\n" +
			"each that has another one.\n\n" +
			"With --reporter json every build is one line of JSON: the object of build --reporter json\n" +
			"with \"event\" (built, failed, config, serving or types), \"name\", \"changed\" and \"url\".",
		Example: "  mfbundle watch --mode development\n  mfbundle watch apps/shell apps/cart\n  mfbundle watch --no-serve",
		RunE: func(cmd *cobra.Command, args []string) error {
			set, _ := cmd.Flags().GetStringArray("set")
			return runWatch(cmd, args, set)
		},
	}
	buildFlags(cmd)
	reportFlags(cmd, "a build with warnings fails: the last good one stays", "what goes to standard output: text or json, a line for each build")
	cmd.Flags().Bool("no-serve", false, "write to disk only")
	return cmd
}

// watchLog prints what happens in a watch: one line an event to standard output,
// as text or JSON, diagnostics to standard error.
type watchLog struct {
	settings       config.Settings
	stdout, stderr io.Writer
	project        *project
	p              palette
	stats          *watchStats // nil without --stats

	mu      sync.Mutex           // events come from the watch and from what makes types
	unbuilt map[string]bool      // builds of which there was no event yet
	types   []plugins.TypesOfApp // as they were last
	told    map[string]string    // what was last said of the types of a build, by its output folder and name
}

// runWatch is the watch command. It ends with exit code 0 when it is interrupted,
// which is how every watch ends.
func runWatch(cmd *cobra.Command, args, set []string) error {
	settings, err := readSettings(cmd)
	if err != nil {
		return err
	}
	l := &watchLog{settings: settings, stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr(), told: map[string]string{}}
	l.p = newPalette(colorOn(settings.Color, l.stdout))
	if diags := l.prepare(); len(diags) > 0 {
		l.diagnostics(diags)
		return exitUsage
	}
	if settings.Profile != "" {
		stop, err := startProfile(settings.Profile)
		if err != nil {
			l.diagnostics([]diag.Diagnostic{unwritable("profile", settings.Profile, err)})
			return exitUsage
		}
		defer stop()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	types := plugins.NewWatchedTypes(l.typesDone)
	defer types.Close()
	err = watch.Run(ctx, watch.Options{
		// Called again whenever a file of the configuration changes.
		Load: func() watch.Project {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.project = loadProject(paths(settings, args), settings, set)
			w := watchProject(l.project, paths(settings, args))
			if settings.FailOnWarnings && len(w.Diagnostics) > 0 {
				w.Builds = nil
			}
			if l.stats != nil && w.Builds != nil {
				l.stats.names = w.Names
			}
			unbuilt := make(map[string]bool, len(w.Names))
			for _, name := range w.Names {
				old, known := l.unbuilt[name]
				unbuilt[name] = old || !known
			}
			l.unbuilt = unbuilt
			return w
		},
		Apply: types.Apply, Report: l.report, Registered: types.Registered, Workers: settings.Jobs, Serve: !settings.NoServe,
		FailOnWarnings: settings.FailOnWarnings, Reports: l.reports(),
	})
	if err != nil {
		l.diagnostics([]diag.Diagnostic{worldFailed("watch", err)})
		return exitFailed
	}
	return nil
}

// watchProject tells the watcher what to build, and which files to wait for when
// there is nothing to build.
func watchProject(p *project, paths []string) watch.Project {
	w := watch.Project{Builds: p.builds, Diagnostics: p.diags}
	// Names are also addresses, so they have to differ.
	seen := make(map[string]int)
	for _, b := range p.builds {
		name := nameOf(b)
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s-%d", name, seen[name])
		}
		w.Names = append(w.Names, name)
	}
	for _, f := range p.files {
		w.Inputs = append(w.Inputs, f.Inputs...)
	}
	if len(p.files) < len(paths) {
		w.Inputs = append(w.Inputs, missingInputs(paths)...)
	}
	return w
}

// report prints an event. Diagnostics come before the line of a failed build, so
// that the last line on the screen always tells how things are.
func (l *watchLog) report(e watch.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.tellTypes()
	if l.unbuilt[e.Name] {
		l.unbuilt[e.Name] = false
	}
	if l.settings.Reporter == "json" {
		l.reportJSON(e)
	} else {
		l.reportText(e)
	}
	if l.stats != nil && e.Kind == watch.Built {
		if err := l.stats.built(e, l.env(e)); err != nil {
			l.diagnostics([]diag.Diagnostic{worldFailed("write stats", err)})
		}
	}
}

func (l *watchLog) reportText(e watch.Event) {
	switch e.Kind {
	case watch.Serving:
		l.line(e.Name, l.p.green("serving ")+l.p.bold(e.URL))
	case watch.BadConfig:
		l.diagnostics(e.Diagnostics)
		if !l.good(e.Diagnostics) {
			l.line("", l.p.red("nothing is built until the configuration is mended"))
		}
	case watch.Built:
		l.line(e.Name, fmt.Sprintf("%s%s in %s%s", l.because(e.Files), l.p.green("built"), duration(e.Took), l.written(e)))
		l.diagnostics(l.fromHere(e))
	case watch.Failed:
		diags := l.fromHere(e)
		l.diagnostics(diags)
		why := ""
		if countErrors(diags) == 0 {
			why = " because of --fail-on-warnings"
		}
		left := "the last good build stays"
		if e.Build != nil && len(e.Build.Written) > 0 {
			left = "what works is written (emitOnErrors)"
		}
		l.line(e.Name, fmt.Sprintf("%s%s%s after %s; %s", l.because(e.Files), l.p.red("failed"), why, duration(e.Took), left))
	}
}

// fromHere returns the diagnostics of an event with places relative to the working
// directory. The list is copied: the caches of the watch keep the original.
func (l *watchLog) fromHere(e watch.Event) []diag.Diagnostic {
	diags := slices.Clone(e.Diagnostics)
	if e.Build != nil && l.project.unit[e.Build.Config] != nil {
		fromHere(diags, e.Build.Config, l.project.unit[e.Build.Config])
	}
	if e.Err != nil {
		diags = append(diags, worldFailed("build "+e.Name, e.Err))
	}
	return diag.Dedupe(diags)
}

// good reports whether what went well but for these diagnostics counts as well.
func (l *watchLog) good(diags []diag.Diagnostic) bool {
	return countErrors(diags) == 0 && !(l.settings.FailOnWarnings && len(diags) > 0)
}

// line prints one line of the log.
func (l *watchLog) line(name, text string) {
	if l.settings.Quiet {
		return
	}
	if name != "" {
		name = l.p.bold(name) + ": "
	}
	fmt.Fprintf(l.stdout, "%s %s%s\n", l.p.faint(time.Now().Format(time.TimeOnly)), name, text)
}

func (l *watchLog) diagnostics(diags []diag.Diagnostic) {
	_ = printDiagnostics(l.stderr, diags, colorOn(l.settings.Color, l.stderr), l.settings.Quiet && !l.settings.FailOnWarnings)
}

// because says which files changed: "src/App.tsx changed, ".
func (l *watchLog) because(files []string) string {
	if len(files) == 0 {
		return ""
	}
	cwd, err := os.Getwd()
	if err != nil {
		cwd = "/"
	}
	text := shown(cwd, files[0])
	if more := len(files) - 1; more > 0 {
		text += fmt.Sprintf(" and %s", plural(more, "other file"))
	}
	return text + " changed, "
}

// written says how much of the output is new, and with -v where the time went.
func (l *watchLog) written(e watch.Event) string {
	var parts []string
	switch n := len(e.Build.Written); {
	case n == 0:
		parts = append(parts, "no file differs")
	default:
		parts = append(parts, plural(n, "file")+" written")
	}
	if l.settings.Verbose {
		for _, t := range e.Build.Timings {
			parts = append(parts, t.Pass+" "+duration(t.Took))
		}
	}
	return l.p.faint(" (" + strings.Join(parts, ", ") + ")")
}
