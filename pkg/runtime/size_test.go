package runtime

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

var update = flag.Bool("update", false, "rewrite docs/runtime-sizes.md")

// The budget for a whole remoteEntry.js with one expose and three shares (decision 2), in bytes.
const (
	budgetMinified = 6000
	budgetGzip     = 2900
)

// entryData is what the compiler generates for one expose, three shares and four chunks.
const entryData = `{
  n: "checkout", c: ["checkout"], g: "webpackChunkcheckout", sn: "default",
  u: ["", {react: "react.1f3a8c9d", "react-dom": "react-dom.77e2c01b", lodash: "lodash.0b1d9e4f", Button: "Button.c0ffee12"}, ".js"],
  ps: {default: [
    ["react", "18.3.1", "./node_modules/react/index.js", ["react"], 2, "^18.2.0", "b001"],
    ["react-dom", "18.3.1", "./node_modules/react-dom/index.js", ["react", "react-dom"], 2, "^18.2.0", "3f91"],
    ["lodash", "4.17.21", "./node_modules/lodash/lodash.js", ["lodash"], 0, 0, "9d04"]]},
  cs: {
    "consume default react": ["default", "react", "^18.2.0", 2, "./node_modules/react/index.js", ["react"]],
    "consume default react-dom": ["default", "react-dom", "^18.2.0", 2, "./node_modules/react-dom/index.js", ["react-dom"]],
    "consume default lodash": ["default", "lodash", "^4.17.0", 4, "./node_modules/lodash/lodash.js", ["lodash"]]},
  cc: {Button: ["consume default react", "consume default lodash"], "react-dom": ["consume default react"]},
  ex: {"./Button": [["./src/Button.js"], ["Button"]]}
}`

// containerFeatures are those of that entry.
var containerFeatures = Of(Define, Marker, PublicPathAuto, Consumes, Jsonp, Container)

func wrap(library, text, modules, data string) string {
	return "var " + library + ";" + library + "=(function(modules,data){" + text + "})(" + modules + "," + data + ");\n"
}

func minify(t testing.TB, text string) string {
	t.Helper()
	out := api.Transform(text, api.TransformOptions{
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Target: api.ES2020, LogLevel: api.LogLevelSilent,
	})
	if len(out.Errors) > 0 {
		t.Fatalf("esbuild: %s (line %d)", out.Errors[0].Text, out.Errors[0].Location.Line)
	}
	return string(out.Code)
}

// alone returns the minified text of one feature. It stands in a function that declares the names of all others, as it
// will in a chunk, and its own names are returned so that none is dropped as unused.
func alone(t testing.TB, f Feature) string {
	declared := regexp.MustCompile(`(?m)^var (\w+)`)
	var others, own []string
	for g, text := range texts() {
		for _, m := range declared.FindAllStringSubmatch(text, -1) {
			if Feature(g) == f {
				own = append(own, m[1])
			} else {
				others = append(others, m[1])
			}
		}
	}
	head := "x=(function(modules,data," + strings.Join(others, ",") + "){"
	code := minify(t, head+texts()[f]+"\n"+"use("+strings.Join(own, ",")+")})()")
	_, code, _ = strings.Cut(code, "){")
	return strings.TrimSuffix(code, "})();\n")
}

func gzipped(t testing.TB, text string) int {
	t.Helper()
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func TestContainerEntryStaysInBudget(t *testing.T) {
	code := minify(t, wrap("checkout", Text(containerFeatures), "{}", entryData))
	size, zipped := len(code), gzipped(t, code)
	t.Logf("remoteEntry.js: %d bytes minified, %d gzip", size, zipped)
	if size > budgetMinified || zipped > budgetGzip {
		t.Errorf("remoteEntry.js is %d bytes minified and %d gzip; the budget is %d and %d", size, zipped, budgetMinified, budgetGzip)
	}
}

func TestMinifiedEntryRuns(t *testing.T) {
	file := filepath.Join(t.TempDir(), "remoteEntry.js")
	code := minify(t, wrap("checkout", Text(containerFeatures), "{}", entryData))
	if err := os.WriteFile(file, []byte(code), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(node(t), "testdata/run_entry.js", file).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s\n%s", err, out, code)
	}
}

// TestSizes keeps a table of what each feature costs, so that a review sees it grow.
func TestSizes(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Sizes of the runtime\n\nBytes of the runtime's features, each minified alone, and of typical entries with all they need.\n" +
		"Written by `go test ./pkg/runtime -run TestSizes -update`.\n\n| feature | minified | gzip |\n|---|---:|---:|\n")
	row := func(name, code string) {
		fmt.Fprintf(&b, "| %s | %d | %d |\n", name, len(code), gzipped(t, code))
	}
	for f := range count {
		row(f.String(), alone(t, f))
	}
	b.WriteString("\n| text of | minified | gzip |\n|---|---:|---:|\n")
	entry := func(name string, s Set) { row(name, minify(t, wrap("x", Text(s), "{}", "{}"))) }
	entry("an entry of one file", Of(Define, Marker, StartNow))
	entry("an entry with lazy chunks", Of(Define, Marker, PublicPathAuto, Jsonp, StartNow))
	entry("a host with shares and remotes", Of(Define, Marker, PublicPathAuto, Jsonp, Consumes, Remotes, ScriptExternal, StartAsync))
	entry("that host, with remotes by manifest", Of(Define, Marker, PublicPathAuto, Jsonp, Consumes, Remotes, ScriptExternal, Manifest, StartAsync))
	entry("that host, with runtime plugins", Of(Define, Marker, PublicPathAuto, Jsonp, Consumes, Remotes, ScriptExternal, HookedRemotes, HookedShares, RuntimePlugins, StartAsync))
	entry("that host, with mfbundle/runtime", Of(Define, Marker, PublicPathAuto, Jsonp, Consumes, Remotes, ScriptExternal, RuntimeAPI, StartAsync))
	entry("a container with shares", containerFeatures)
	row("that container, one expose and three shares of data", minify(t, wrap("checkout", Text(containerFeatures), "{}", entryData)))
	const golden = "../../docs/runtime-sizes.md"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("sizes changed; look at the difference after running with -update:\n%s", b.String())
	}
}
