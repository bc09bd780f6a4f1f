package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config/npmrange"
)

func newSemver() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "semver RANGE VERSION...",
		Short: "Tell which versions satisfy a range, by the rules of npm",
		Long: "Prints for each version whether it satisfies the range by the rules of npm, and where\n" +
			"the runtime of webpack's Module Federation answers differently.\n\n" +
			"With --json it answers lines of {\"version\", \"range\"} on standard input with true or false.\n\n" +
			"Exit code 1 when a version does not satisfy the range.",
		Example: "  mfbundle semver '^18.2.0' 18.3.1 19.0.0\n  echo '{\"version\": \"1.2.3\", \"range\": \"^1\"}' | mfbundle semver --json",
		Args: func(cmd *cobra.Command, args []string) error {
			if asJSON {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.MinimumNArgs(2)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if asJSON {
				return serveSemver(cmd.InOrStdin(), cmd.OutOrStdout())
			}
			settings, err := readSettings(cmd)
			if err != nil {
				return err
			}
			out, errs := cmd.OutOrStdout(), cmd.ErrOrStderr()
			ok, diags := printSemver(out, args[0], args[1:], newPalette(colorOn(settings.Color, out)))
			if len(diags) > 0 {
				_ = printDiagnostics(errs, diags, colorOn(settings.Color, errs), false)
				return exitUsage
			}
			if !ok {
				return exitFailed
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "answer JSON lines from standard input")
	outputFlags(cmd)
	return cmd
}

// printSemver prints one line a version. It answers whether all satisfy.
func printSemver(w io.Writer, text string, versions []string, p palette) (bool, []diag.Diagnostic) {
	r, err := npmrange.ParseRange(text)
	if err != nil {
		d := diag.Diagnostic{Code: "config-bad-range", Message: fmt.Sprintf("%q is not a version range", text), Help: `write a range such as "^1.2.3" or ">=1.2 <3"`}
		var re *npmrange.RangeError
		if errors.As(err, &re) {
			d.At = diag.Location{File: "RANGE", Text: []byte(text), Start: re.Offset, End: re.Offset + len(re.Part)}
		}
		return false, []diag.Diagnostic{d}
	}
	meaning := r.String()
	if meaning == "" {
		meaning = "any release"
	}
	fmt.Fprintf(w, "%s means %s\n", p.bold(text), meaning)
	var diags []diag.Diagnostic
	var rows [][]cell
	all := true
	for _, s := range versions {
		v, err := npmrange.ParseVersion(s)
		if err != nil {
			diags = append(diags, diag.Diagnostic{Code: "command-usage", Message: fmt.Sprintf("%q is not a version", s), Help: "write three numbers, such as 1.2.3 or 1.2.3-beta.1"})
			continue
		}
		yes, note := r.Satisfies(v), ""
		all = all && yes
		word, paint := "does not satisfy", p.red
		if yes {
			word, paint = "satisfies", p.green
		}
		// Mixed fleets load each other's containers, and then webpack's runtime picks.
		if webpack := npmrange.SatisfiesWebpack(s, text); webpack != yes {
			note = fmt.Sprintf("webpack's runtime differs: it says %t", webpack)
		}
		rows = append(rows, []cell{{text: "  " + s}, {text: word, paint: paint}, {text: note, paint: p.yellow}})
	}
	_ = table(w, rows)
	return all, diags
}

// serveSemver answers JSON lines. A line that is not one ends it: the answers
// have no place for errors, and a wrong answer would be worse.
func serveSemver(r io.Reader, w io.Writer) error {
	in := bufio.NewReader(r)
	out := bufio.NewWriter(w)
	// The decoder reads ahead, so what it holds decides whether more is coming.
	d := json.NewDecoder(in)
	for {
		var q struct{ Version, Range string }
		if err := d.Decode(&q); err == io.EOF {
			return out.Flush()
		} else if err != nil {
			out.Flush()
			return fmt.Errorf("read request: %w", err)
		}
		answer := "false\n"
		if npmrange.Satisfies(q.Version, q.Range) {
			answer = "true\n"
		}
		if _, err := out.WriteString(answer); err != nil {
			return err
		}
		// Answer at once when no further line waits, for those who talk by turns.
		if in.Buffered() == 0 && noneLeft(d) {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
}

// noneLeft reports whether the decoder holds nothing but white space.
func noneLeft(d *json.Decoder) bool {
	b := make([]byte, 64)
	n, _ := d.Buffered().Read(b)
	for _, c := range b[:n] {
		if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}
