package main

import (
	"bytes"
	"path/filepath"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/plugins"
)

// typesDone is told how the types of all applications are. They come after the
// builds, which do not wait for them.
func (l *watchLog) typesDone(list []plugins.TypesOfApp) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.types = list
	l.tellTypes()
}

// tellTypes says what fails with types, once for each way in which it does. Before
// everything was built, what a host lacks may be about to come.
func (l *watchLog) tellTypes() {
	for _, unbuilt := range l.unbuilt {
		if unbuilt {
			return
		}
	}
	for _, app := range l.types {
		diags := app.Diagnostics
		if u := l.project.unit[app.Config]; u != nil {
			diags = append([]diag.Diagnostic(nil), diags...)
			fromHere(diags, app.Config, u)
		}
		var text bytes.Buffer
		_ = printDiagnostics(&text, diags, false, false)
		key := filepath.Join(app.Config.Output.Path, app.Config.Name)
		if l.told[key] == text.String() {
			continue
		}
		l.told[key] = text.String()
		if len(diags) > 0 {
			l.tellTypesOf(app.Config.Name, diags)
		}
	}
}

func (l *watchLog) tellTypesOf(name string, diags []diag.Diagnostic) {
	l.diagnostics(diags)
	if l.settings.Reporter != "json" {
		return
	}
	if err := writeJSON(l.stdout, jsonEvent{reportOf(nil, diags, l.good(diags)), "types", name, nil, ""}); err != nil {
		l.diagnostics([]diag.Diagnostic{worldFailed("write report", err)})
	}
}
