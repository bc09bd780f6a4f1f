package scan

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/resolver"
)

// notFound turns an error of the resolver into a diagnostic.
func (w *worker) notFound(r *Request, specifier string, err error, optional bool) {
	d := diag.Diagnostic{Code: "resolve-not-found", At: r.At(), Message: fmt.Sprintf("Could not resolve %q", specifier)}
	if optional {
		// A require in a try block is how packages ask whether something is
		// installed; they handle the failure themselves.
		d.Severity = diag.Warning
	}
	var nf *resolver.NotFoundError
	var ex *resolver.ExportsError
	var pk *resolver.PackageError
	var ts *resolver.TSConfigError
	var cy *resolver.AliasCycleError
	switch {
	case errors.As(err, &nf):
		if nf.Suggestion != "" {
			d.Help = fmt.Sprintf("write %q", nf.Suggestion)
			if ext, ok := strings.CutPrefix(nf.Suggestion, specifier); ok && strings.HasPrefix(ext, ".") && nf.Reason == "" {
				d.Help += fmt.Sprintf(", or add %q to resolve.extensions", ext)
			}
		}
		if strings.Contains(nf.Reason, "fully specified") {
			d.Notes = append(d.Notes, nf.Reason+", as in ES modules of Node.js")
			d.Help += ", or allow names without extension by module.rules: [{test: /\\.js$/, resolve: {fullySpecified: false}}]"
		}
		for i, t := range nf.Tried {
			if i == 6 {
				d.Notes = append(d.Notes, fmt.Sprintf("and %d more were tried", len(nf.Tried)-i))
				break
			}
			d.Notes = append(d.Notes, "tried "+w.display(t))
		}
		if nodeBuiltin(specifier) && d.Help == "" {
			d.Help = fmt.Sprintf("%q is part of Node.js; build for target node, or say what stands in with resolve.fallback: {%s: false}", specifier, strings.TrimPrefix(specifier, "node:"))
		}
		if d.Help == "" && isBare(specifier) {
			d.Help = fmt.Sprintf("install it (npm install %s), or make it an external or an alias", packageName(specifier))
		}
	case errors.As(err, &ex):
		d.Code = "resolve-exports"
		d.Notes = append(d.Notes, err.Error())
	case errors.As(err, &pk):
		d.Code = "resolve-package-json"
		d.Notes = append(d.Notes, err.Error())
		d.Help = "correct the package.json"
	case errors.As(err, &ts):
		d.Code = "resolve-tsconfig"
		d.Notes = append(d.Notes, err.Error())
		d.Help = "correct the tsconfig.json, or switch it off with resolve.tsconfig: false"
	case errors.As(err, &cy):
		d.Code = "resolve-alias-cycle"
		d.Notes = append(d.Notes, err.Error())
		d.Help = "break the cycle in resolve.alias"
	default:
		d.Notes = append(d.Notes, err.Error())
	}
	if d.Help == "" {
		d.Help = "check the path; mfbundle resolve shows each step"
	}
	r.Report(d)
}

// failed is the body of a module that could not be built, for a build that emits
// in spite of errors: it throws what the first error says.
func failed(diags []diag.Diagnostic) graph.Body {
	i := slices.IndexFunc(diags, isError)
	if i < 0 {
		return graph.Ignored{}
	}
	d := &diags[i]
	at := d.At.File
	if d.At.Text != nil {
		line, column := diag.Position(d.At.Text, d.At.Start)
		at = fmt.Sprintf("%s:%d:%d", at, line, column)
	}
	message := "Module build failed: " + d.Message
	if at != "" {
		message += " (" + at + ")"
	}
	return graph.Failed{Message: message}
}

func isError(d diag.Diagnostic) bool { return d.Severity == diag.Error }

// unknownTypeHelp says what to do about files of an ending that is not built in: for
// well-known languages the rule of their loader.
func unknownTypeHelp(ext string) string {
	rule := ""
	switch ext {
	case ".vue", ".svelte":
		rule = fmt.Sprintf("{test: /\\%s$/, loader: %s-loader}", ext, ext[1:])
	case ".scss", ".sass":
		rule = fmt.Sprintf("{test: /\\%s$/, type: css/auto, use: [sass-loader]}", ext)
	case ".less":
		rule = `{test: /\.less$/, type: css/auto, use: [less-loader]}`
	case ".styl":
		rule = `{test: /\.styl$/, type: css/auto, use: [stylus-loader]}`
	case ".mdx":
		rule = `{test: /\.mdx$/, use: ["@mdx-js/loader"]}`
	default:
		return "add a rule for it below module.rules (type: javascript/auto for a script), import it with new URL(\"...\", import.meta.url) to get its address, or add ?raw to get its text"
	}
	return "add the rule of its loader, and install that and loader-runner: module: {rules: [" + rule + "]}"
}
