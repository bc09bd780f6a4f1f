// Command mfbundle is a JavaScript bundler whose centre is Module Federation.
//
// The package turns arguments into calls of the packages below pkg and their
// results into exit codes, text and JSON. It has no logic of building.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// exitCode is how a command ends once it has printed all there is to say. It is
// an error so that it can come out of cobra's RunE.
type exitCode int

// The exit codes. They are part of the contract with scripts.
const (
	exitFailed exitCode = 1 // the build has errors
	exitUsage  exitCode = 2 // bad flags, arguments or configuration
	exitBug    exitCode = 3 // a mistake in mfbundle
)

func (c exitCode) Error() string { return fmt.Sprintf("exit %d", int(c)) }

// run is the program with its streams as arguments. It returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return execute(newRoot(), args, stdin, stdout, stderr)
}

// execute runs the command of a tree that args name.
func execute(root *cobra.Command, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	// The only place that catches panics: whatever was being done is abandoned, so
	// no state has to be put in order first.
	defer func() {
		if v := recover(); v != nil {
			reportBug(stderr, v, debug.Stack(), isVerbose(args))
			code = int(exitBug)
		}
	}()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteC()
	var exit exitCode
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return int(exit)
	}
	// What is left comes from cobra: an unknown command or flag, or arguments that
	// a command does not take.
	reportUsage(stderr, cmd, err)
	return int(exitUsage)
}

// reportUsage prints a mistake on the command line in the form of all problems.
func reportUsage(w io.Writer, cmd *cobra.Command, err error) {
	message, rest, _ := strings.Cut(err.Error(), "\n")
	d := diag.Diagnostic{Code: "command-usage", Message: upperFirst(message), Help: fmt.Sprintf("run %q", cmd.CommandPath()+" --help")}
	// Below its message cobra lists names that are near an unknown command.
	if _, names, ok := strings.Cut(rest, "Did you mean this?"); ok {
		d.Help = fmt.Sprintf("did you mean %q", strings.Join(strings.Fields(names), `" or "`))
	}
	if flag, ok := strings.CutPrefix(message, "unknown flag: --"); ok {
		var known []string
		cmd.Flags().VisitAll(func(f *flagType) { known = append(known, f.Name) })
		slices.Sort(known)
		if near := diag.Nearest(flag, known); near != "" {
			d.Help = fmt.Sprintf("did you mean --%s", near)
		}
	}
	_ = diag.Text(w, []diag.Diagnostic{d}, diag.TextOptions{Color: colorOn("auto", w)})
}

// reportBug prints what to put into a report. The stack is for -v only: it means
// nothing to most people, and the first line tells bugs apart.
func reportBug(w io.Writer, v any, stack []byte, verbose bool) {
	text := fmt.Sprint(v)
	// A panic from another goroutine carries that goroutine's stack in its text.
	first, inner, _ := strings.Cut(text, "\n")
	fmt.Fprintf(w, "\nmfbundle has a bug: %s\n", first)
	fmt.Fprintf(w, "  version %s, %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(w, "  Report these lines and what you built at https://github.com/mfbundle/mfbundle/issues\n")
	if !verbose {
		fmt.Fprintf(w, "  Run it again with -v for the stack, which helps\n")
		return
	}
	fmt.Fprintf(w, "\n%s\n%s\n", inner, stack)
}

// isVerbose looks for -v by hand, because a panic can come before flags are
// parsed and after they are gone.
func isVerbose(args []string) bool {
	for _, a := range args {
		if a == "--verbose" || len(a) > 1 && a[0] == '-' && a[1] != '-' && strings.Contains(a, "v") {
			return true
		}
	}
	return os.Getenv("MFBUNDLE_VERBOSE") != ""
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
