// Package e2e runs the built binary as people do.
package e2e

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// binary is the mfbundle that the scripts run.
var binary string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "mfbundle-e2e-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "mfbundle")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", binary, "../cmd/mfbundle").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// seen looks at all sources, so that go test, which remembers what a test has
// looked at, runs the tests again when one of them changes.
func seen(roots ...string) {
	for _, root := range roots {
		_ = filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err == nil {
				_, err = os.Stat(path)
			}
			return err
		})
	}
}

// TestScript runs testdata/script/*.txtar: a project and the commands to run in
// it. Besides the commands of testscript there are
//
//	code N command...    runs the command and wants its exit code to be N
//	json FILE PATH WANT  compares a value in a JSON file; PATH is like builds.0.name
//	waitfor FILE TEXT... waits until a file has a text
//	root                 is a condition: the tests run as root, whom no file is closed to
func TestScript(t *testing.T) {
	seen("../cmd", "../pkg", "../go.mod")
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", filepath.Dir(binary)+string(os.PathListSeparator)+e.Getenv("PATH"))
			for _, name := range []string{"CI", "NO_COLOR", "MFBUNDLE_MODE"} {
				e.Setenv(name, "")
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": code, "json": jsonValue, "waitfor": waitFor},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
	})
}

// code runs a command and checks the exit code exactly, which exec does not: 1
// and 2 mean different things here. Output goes to the files stdout and stderr.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	// exec keeps stdout and stderr for the commands of these names.
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := err.(*exec.ExitError); ok {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// waitFor waits until a file exists and has a text, for 20 seconds at most.
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: waitfor FILE TEXT...")
	}
	want := strings.Join(args[1:], " ")
	for range 1000 {
		if text, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && strings.Contains(string(text), want) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("%s does not get %q", args[0], want)
}

// jsonValue compares one value in a JSON file. WANT "len N" compares the length
// of a list, "exists" and "missing" look for the key only.
func jsonValue(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: json FILE PATH WANT")
	}
	var value any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &value))
	found := true
	for _, key := range strings.Split(args[1], ".") {
		switch v := value.(type) {
		case map[string]any:
			value, found = v[key]
		case []any:
			i, err := strconv.Atoi(key)
			found = err == nil && i < len(v)
			if found {
				value = v[i]
			}
		default:
			found = false
		}
		if !found {
			break
		}
	}
	want := strings.Join(args[2:], " ")
	got := fmt.Sprint(value)
	switch {
	case want == "missing":
		if found {
			ts.Fatalf("%s is %s, want none", args[1], got)
		}
		return
	case !found:
		ts.Fatalf("%s has no %s", args[0], args[1])
	case want == "exists":
		return
	case strings.HasPrefix(want, "len "):
		list, _ := value.([]any)
		got = fmt.Sprintf("len %d", len(list))
	}
	if got != want {
		ts.Fatalf("%s is %s, want %s", args[1], got, want)
	}
}
