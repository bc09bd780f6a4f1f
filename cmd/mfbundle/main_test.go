package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/config"
)

// TestPanic: a panic becomes a short report and exit code 3, with the stack under
// -v only.
func TestPanic(t *testing.T) {
	for _, verbose := range []bool{false, true} {
		root := &cobra.Command{Use: "mfbundle", SilenceErrors: true, SilenceUsage: true}
		sub := &cobra.Command{Use: "sub", RunE: func(*cobra.Command, []string) error {
			panic("while building ./a.js: index out of range\ngoroutine 7 [running]:\nfar/away.go:1")
		}}
		outputFlags(sub)
		root.AddCommand(sub)
		args := []string{"sub"}
		if verbose {
			args = append(args, "-v")
		}
		var stdout, stderr bytes.Buffer
		if code := execute(root, args, nil, &stdout, &stderr); code != 3 {
			t.Errorf("exit code %d", code)
		}
		if stdout.Len() > 0 || !strings.Contains(stderr.String(), "mfbundle has a bug: while building ./a.js: index out of range\n") {
			t.Errorf("stdout %q, stderr %q", &stdout, &stderr)
		}
		if got := strings.Contains(stderr.String(), "far/away.go"); got != verbose {
			t.Errorf("verbose %t, stack %t", verbose, got)
		}
	}
}

// TestCommands: every command says what it does, and none is there that the list
// of newRoot does not have.
func TestCommands(t *testing.T) {
	for _, c := range newRoot().Commands() {
		if c.Short == "" || c.RunE == nil && c.Run == nil {
			t.Errorf("%s: no description, or nothing to run", c.Name())
		}
	}
}

func TestInOrder(t *testing.T) {
	build := func(name string, dependsOn ...string) *config.Config {
		return &config.Config{Name: name, DependsOn: dependsOn}
	}
	for _, c := range []struct {
		builds []*config.Config
		want   string
	}{
		{[]*config.Config{build("a"), build("b")}, "a b"},
		{[]*config.Config{build("a", "c"), build("b"), build("c")}, "c a b"},
		{[]*config.Config{build("a", "b"), build("b", "c", "d"), build("c"), build("d")}, "c d b a"},
	} {
		var names []string
		for _, b := range inOrder(c.builds) {
			names = append(names, b.Name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	mark := func(a ...any) string { return "<" + a[0].(string) + ">" }
	err := table(&b, [][]cell{
		{{text: "a long title that does not count"}},
		{{text: "é"}, {text: "10 B", right: true, paint: mark}, {text: "x"}},
		{{text: "long"}, {text: "1 B", right: true, paint: mark}, {}},
	})
	want := "a long title that does not count\né     <10 B>  x\nlong   <1 B>\n"
	if err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, &b)
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[int]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 999_949: "999.9 kB", 999_950: "1.00 MB", 12_345_678: "12.35 MB"} {
		if got := size(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
