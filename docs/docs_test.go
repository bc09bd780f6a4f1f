// Package docs_test keeps the documents true: generated ones are up to date,
// links lead somewhere, and every configuration that is shown loads.
package docs_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

var update = flag.Bool("update", false, "rewrite the generated documents")

func TestGenerated(t *testing.T) {
	for name, want := range map[string]string{"config.md": config.Reference(), "diagnostics.md": diag.Markdown()} {
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("docs/%s is not up to date: run make docs", name)
		}
	}
}

// documents are all Markdown files that are written by hand, relative to docs.
func documents(t *testing.T) map[string]string {
	t.Helper()
	out := make(map[string]string)
	for _, pattern := range []string{"*.md", "adr/*.md", "examples/*/*.md", "../README.md"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			out[name] = string(text)
		}
	}
	return out
}

var link = regexp.MustCompile(`\]\(([^)#\s]*)(#[^)\s]*)?\)`)

func TestLinksLeadSomewhere(t *testing.T) {
	docs := documents(t)
	if len(docs) < 10 {
		t.Fatalf("found %d documents", len(docs))
	}
	for name, text := range docs {
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			to, anchor := m[1], m[2]
			if strings.Contains(to, "://") {
				continue
			}
			target := name
			if to != "" {
				target = filepath.Join(filepath.Dir(name), to)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("docs/%s links to %s, which does not exist", name, to)
				continue
			}
			if anchor != "" && strings.HasSuffix(target, ".md") && !hasHeading(t, target, anchor[1:]) {
				t.Errorf("docs/%s links to %s%s, which has no such heading", name, to, anchor)
			}
		}
	}
}

var notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)

func hasHeading(t *testing.T, file, anchor string) bool {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		heading := strings.TrimLeft(line, "#")
		if heading == line {
			continue
		}
		heading = notInAnchor.ReplaceAllString(strings.ToLower(strings.TrimSpace(heading)), "")
		if strings.ReplaceAll(heading, " ", "-") == anchor {
			return true
		}
	}
	return false
}

var fence = regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$")

var contextKey = regexp.MustCompile(`(?m)^context: (\S+)`)

// Every configuration in the documents loads without an error and a warning.
func TestConfigurationsLoad(t *testing.T) {
	count := 0
	for name, text := range documents(t) {
		for _, m := range fence.FindAllStringSubmatchIndex(text, -1) {
			yaml, line := text[m[2]:m[3]], 1+strings.Count(text[:m[2]], "\n")
			count++
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "federation.yaml"), []byte(yaml), 0o644); err != nil {
				t.Fatal(err)
			}
			// What the shown files refer to.
			for _, f := range []string{".env", "base.yaml", "index.html"} {
				if err := os.WriteFile(filepath.Join(dir, f), nil, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for _, m := range contextKey.FindAllStringSubmatch(yaml, -1) {
				if err := os.MkdirAll(filepath.Join(dir, m[1]), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			_, diags := config.Load(config.LoadOptions{Cwd: dir, Env: func(string) (string, bool) { return "", false }})
			for _, d := range diags {
				t.Errorf("docs/%s, the configuration at line %d: %s: %s", name, line, d.Code, d.Message)
			}
		}
	}
	if count < 10 {
		t.Errorf("found %d configurations", count)
	}
}

// Modules that only others need are marked "// indirect".
var require = regexp.MustCompile(`(?m)^\s*(?:require )?([a-zA-Z0-9.-]+\.[a-z]+/\S+) v\S+$`)

// Each dependency that the code imports has a line that says what it is for.
func TestDependenciesHaveReasons(t *testing.T) {
	text, err := os.ReadFile("dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	var wanted []string
	for _, m := range require.FindAllStringSubmatch(string(mod), -1) {
		wanted = append(wanted, m[1])
	}
	manifest, err := os.ReadFile("../e2e/package.json")
	if err != nil {
		t.Fatal(err)
	}
	var npm struct{ DevDependencies map[string]string }
	if err := json.Unmarshal(manifest, &npm); err != nil {
		t.Fatal(err)
	}
	for name := range npm.DevDependencies {
		wanted = append(wanted, name)
	}
	for _, name := range wanted {
		if !strings.Contains(string(text), fmt.Sprintf("`%s`", name)) {
			t.Errorf("docs/dependencies.md does not say what %s is for", name)
		}
	}
}

// Codes that the runtime gives to errors are in federation.md.
func TestRuntimeCodes(t *testing.T) {
	text, err := os.ReadFile("federation.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../pkg/runtime/js/*.js")
	if err != nil || len(files) == 0 {
		t.Fatal("no runtime", err)
	}
	code := regexp.MustCompile("(?:problem\\(|code: |\\w+Error\\(|[\"`]\\[)\"?([a-z]+(?:-[a-z]+)+)[\"\\]]")
	found := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, ".test.js") {
			continue
		}
		for _, m := range code.FindAllStringSubmatch(string(source), -1) {
			found++
			if name := m[1]; !strings.Contains(string(text), "`"+name+"`") && !strings.Contains(string(text), "`["+name+"]`") {
				t.Errorf("%s gives the code %q, which federation.md does not explain", file, name)
			}
		}
	}
	if found < 15 {
		t.Errorf("only %d codes were found", found)
	}
}
