package main

import (
	"bufio"
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/watch"
)

// prepare makes ready what is written besides the output. It returns what is
// wrong with the flags.
func (l *watchLog) prepare() []diag.Diagnostic {
	switch r := l.settings.Reporter; r {
	case "github", "sarif", "junit":
		return []diag.Diagnostic{{
			Code: "config-bad-flag", Message: fmt.Sprintf("A watch has no --reporter %s: it reports a run that ends, and a watch goes on", r),
			Help: fmt.Sprintf("pass --reporter json, or run mfbundle build --reporter %s", r),
		}}
	}
	if path := l.settings.Stats; path != "" {
		// Said now rather than behind the first build.
		try, err := newStats(path, false)
		if err != nil {
			return []diag.Diagnostic{unwritable("stats", path, err)}
		}
		_ = try.close(false)
		l.stats = &watchStats{path: path, text: make(map[string][]byte)}
	}
	return nil
}

// reports are the absolute paths of files that the log writes.
func (l *watchLog) reports() (list []string) {
	for _, path := range []string{l.settings.Stats, l.settings.Profile} {
		if path == "" {
			continue
		}
		if abs, err := filepath.Abs(path); err == nil {
			list = append(list, abs)
		}
	}
	return list
}

// jsonEvent is one line of --reporter json: what build writes, and what happened.
type jsonEvent struct {
	jsonReport
	Event   string   `json:"event"`             // built, failed, config, serving, types
	Name    string   `json:"name,omitempty"`    // of the build
	Changed []string `json:"changed,omitempty"` // absolute paths
	URL     string   `json:"url,omitempty"`
}

// reportJSON writes one line. Diagnostics go to standard error as well, as with
// build.
func (l *watchLog) reportJSON(e watch.Event) {
	kinds := [...]string{watch.Built: "built", watch.Failed: "failed", watch.BadConfig: "config", watch.Serving: "serving"}
	diags := l.fromHere(e)
	l.diagnostics(diags)
	var built []*summary
	if e.Kind == watch.Built {
		built = []*summary{summaryOf(e)}
	}
	ok := e.Kind != watch.Failed && l.good(diags)
	line := jsonEvent{reportOf(built, diags, ok), kinds[e.Kind], e.Name, e.Files, e.URL}
	if err := writeJSON(l.stdout, line); err != nil {
		l.diagnostics([]diag.Diagnostic{worldFailed("write report", err)})
	}
}

// summaryOf boils down a build of a watch, under its unique name. Sizes of
// compressed files are left out: they take longer than most rebuilds.
func summaryOf(e watch.Event) *summary {
	s := summarize(e.Build, e.Took, false, false)
	s.Name = e.Name
	return s
}

// env are the variables that the configuration of a build read.
func (l *watchLog) env(e watch.Event) []string {
	// A configuration that has mistakes now has no unit; its builds go on.
	if u := l.project.unit[e.Build.Config]; u != nil {
		return u.Env
	}
	return nil
}

// watchStats keeps the file of --stats up to date. What it keeps of each build is
// text, because the graphs of all builds would be most of the memory of a watch.
type watchStats struct {
	path  string
	names []string // of the builds of the project, in order
	text  map[string][]byte
}

// built writes the file anew, with the last good build of each name.
func (s *watchStats) built(e watch.Event, env []string) error {
	var b bytes.Buffer
	one := statsWriter{w: bufio.NewWriter(&b)}
	one.add(e.Build, summaryOf(e), env)
	_ = one.w.Flush() // a buffer takes all
	if one.err != nil {
		return one.err
	}
	s.text[e.Name] = b.Bytes()
	file, err := newStats(s.path, len(s.names) > 1)
	if err != nil {
		return err
	}
	separator := ""
	for _, name := range s.names {
		if text := s.text[name]; text != nil {
			file.raw(separator)
			file.raw(string(text))
			separator = ","
		}
	}
	return file.close(true)
}
