package resolver

import (
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree writes the files of a txtar text to a temporary directory and returns its
// real path. A file named "x -> y" is a symlink x that leads to y.
func tree(t testing.TB, files string) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range parseTxtar(files) {
		name, target, link := strings.Cut(name, " -> ")
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if link {
			err = os.Symlink(target, path)
		} else {
			err = os.WriteFile(path, data, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// parseTxtar yields names and contents in order.
func parseTxtar(text string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		name, data := "", []byte(nil)
		for line := range strings.Lines(text) {
			if next, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok && strings.HasSuffix(next, " --") {
				if name != "" && !yield(name, data) {
					return
				}
				name, data = strings.TrimSuffix(next, " --"), nil
				continue
			}
			data = append(data, line...)
		}
		if name != "" {
			yield(name, data)
		}
	}
}

// emptyFiles makes the txtar of empty files.
func emptyFiles(names ...string) string {
	var b strings.Builder
	for _, name := range names {
		b.WriteString("-- " + name + " --\n")
	}
	return b.String()
}

// check resolves lines of the form "dir request => want". Both sides are relative
// to root; "$" stands for root in a request. want is a path with query and
// fragment, "ignored", or "!" and a code, with "resolve-" left out.
func check(t *testing.T, root string, opts Options, cases string) {
	t.Helper()
	r := New(opts, NewCache())
	for line := range strings.Lines(cases) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		left, want, _ := strings.Cut(line, " => ")
		dir, request, _ := strings.Cut(left, " ")
		request = strings.ReplaceAll(request, "$", root)
		result, err := r.Resolve(filepath.Join(root, dir), request)
		if got := outcomeText(root, result, err); got != want {
			t.Errorf("%s: got %s (%v)", line, got, err)
		}
	}
}

func outcomeText(root string, result Result, err error) string {
	switch {
	case err != nil:
		return "!" + strings.TrimPrefix(Describe(err).Code, "resolve-")
	case result.Ignored:
		return "ignored"
	}
	text := strings.ReplaceAll(result.Identifier(), "\x00", `\0`)
	if text == root {
		return "."
	}
	return strings.TrimPrefix(strings.TrimPrefix(text, root), "/")
}

// web is what most tests begin with.
func web() Options {
	return Options{
		Extensions:     []string{".ts", ".js", ".json"},
		ConditionNames: []string{"import", "browser"},
		MainFields:     [][]string{{"browser"}, {"module"}, {"main"}},
		AliasFields:    [][]string{{"browser"}},
		Symlinks:       true,
	}
}

func asError[T error](t *testing.T, err error) T {
	t.Helper()
	var target T
	if !errors.As(err, &target) {
		t.Fatalf("got %T (%v), want %T", err, err, target)
	}
	return target
}
