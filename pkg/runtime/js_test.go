package runtime

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// node returns the path of node. Without node the test is skipped, except in CI, where that would hide failures.
func node(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("node is not installed, and CI is set")
		}
		t.Skip("node is not installed")
	}
	return path
}

func TestJavaScript(t *testing.T) {
	tests, err := filepath.Glob("js/*.test.js")
	if err != nil || len(tests) == 0 {
		t.Fatalf("no tests in js: %v", err)
	}
	out, err := exec.Command(node(t), append([]string{"--test"}, tests...)...).CombinedOutput()
	if err != nil {
		t.Errorf("node --test: %v\n%s", err, out)
	}
}

// The header of each file is what people read; the table is what runs.
func TestHeadersAgreeWithTable(t *testing.T) {
	for f, feature := range features {
		file := feature.name + ".js"
		if !strings.HasPrefix(texts()[f], "// "+file+": ") {
			t.Errorf("js/%s does not begin with its name", file)
		}
		for _, field := range []string{"// Installs: ", "// Needs:    ", "// Data:     "} {
			if !strings.Contains(texts()[f], "\n"+field) {
				t.Errorf("js/%s: no line %q in the header", file, field)
			}
		}
		_, rest, _ := strings.Cut(texts()[f], "\n// Needs:    ")
		line, _, _ := strings.Cut(rest, "\n")
		line, _, _ = strings.Cut(line, ";") // what follows is needed in some cases only
		var names []string
		for name := range strings.SplitSeq(line, ", ") {
			if name != "nothing" && name != "a public path" && name != "" {
				names = append(names, name)
			}
		}
		var needs []string
		for _, n := range feature.needs {
			needs = append(needs, n.String())
			// A later feature is only reached from inside functions; ChunkGlobal alone is placed so.
			if n > Feature(f) && n != ChunkGlobal {
				t.Errorf("%s needs %s, which comes after it", feature.name, n)
			}
		}
		if !slices.Equal(names, needs) {
			t.Errorf("js/%s says it needs %q, the table %q", file, names, needs)
		}
	}
}

func TestEveryFileIsAFeature(t *testing.T) {
	all, err := filepath.Glob("js/*.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		name := strings.TrimSuffix(filepath.Base(path), ".js")
		if name == "harness" || strings.HasSuffix(name, ".test") {
			continue
		}
		if !slices.ContainsFunc(features[:], func(f struct {
			name  string
			needs []Feature
		}) bool {
			return f.name == name
		}) {
			t.Errorf("%s belongs to no feature", path)
		}
	}
}

// All files share one function scope.
func TestTopLevelNamesAreUnique(t *testing.T) {
	owner := map[string]string{}
	for f, text := range texts() {
		for _, m := range regexp.MustCompile(`(?m)^(?:var|let|const|function) (\w+)`).FindAllStringSubmatch(text, -1) {
			if other, taken := owner[m[1]]; taken && !slices.ContainsFunc(replaced[Feature(f)], func(r Feature) bool { return r.String() == other }) {
				t.Errorf("%q is declared by %s and by %s", m[1], other, Feature(f))
			}
			owner[m[1]] = Feature(f).String()
		}
	}
}

func TestNothingEvaluatesText(t *testing.T) {
	for f, text := range texts() {
		if m := regexp.MustCompile(`\beval\s*\(|\bnew Function\b|[^.\w]Function\s*\(`).FindString(stripComments(text)); m != "" {
			t.Errorf("%s contains %q, which a content security policy forbids", Feature(f), m)
		}
	}
}

func stripComments(text string) string {
	return regexp.MustCompile(`(?m)^\s*//.*$`).ReplaceAllString(text, "")
}

func TestSetOperations(t *testing.T) {
	s := Of(Compat)
	if s.Has(Define) || !s.Closure().Has(Define) || !s.Closure().Has(Problem) {
		t.Errorf("closure of compat is %v", s.Closure().Features())
	}
	if got := s.With(Global).Union(Of(Marker)).Features(); !slices.Equal(got, []Feature{Marker, Compat, Global}) {
		t.Errorf("members are %v", got)
	}
	text := Text(Of(StartNow, Define))
	if !strings.HasPrefix(text, "\"use strict\";\n") || strings.Index(text, "// core.js") > strings.Index(text, "// define.js") {
		t.Errorf("text is out of order:\n%s", text)
	}
}
