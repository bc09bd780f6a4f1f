package diag

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// at makes a Location of the part of a text between « and ».
func at(t *testing.T, file, marked string) Location {
	t.Helper()
	start, end := strings.Index(marked, "«"), strings.Index(marked, "»")
	if start < 0 || end < start {
		t.Fatalf("no marks in %q", marked)
	}
	text := strings.NewReplacer("«", "", "»", "").Replace(marked)
	return Location{File: file, Text: []byte(text), Start: start, End: end - len("«")}
}

func TestPosition(t *testing.T) {
	text := "ab\r\nc𝄞d\n\né\rx"
	for offset, want := range map[int][2]int{
		-5: {1, 1}, 0: {1, 1}, 2: {1, 3}, 3: {1, 3}, 4: {2, 1}, 5: {2, 2},
		6: {2, 2}, 7: {2, 2}, 9: {2, 4}, 10: {2, 5}, 11: {3, 1}, 12: {4, 1}, 13: {4, 1}, 14: {4, 2}, 15: {5, 1}, 16: {5, 2}, 99: {5, 2},
	} {
		line, column := Position([]byte(text), offset)
		if got := [2]int{line, column}; got != want {
			t.Errorf("%d: %v, want %v", offset, got, want)
		}
	}
	if line, column := Position([]byte("\xff\xfea"), 2); line != 1 || column != 3 {
		t.Errorf("%d:%d", line, column)
	}
}

// TestText has the form of the guide and the hard cases of frames.
func TestText(t *testing.T) {
	long := strings.Repeat("aaaa,", 60) + "«wrong»" + strings.Repeat(",bbbb", 60)
	list := []Diagnostic{
		{Code: "resolve-not-found", Message: `Could not resolve "./Buton"`, At: at(t, "src/App.js", "\n\nimport Button from «\"./Buton\"»\n"), Help: `write "./Button" (src/Button.js exists)`},
		{Severity: Warning, Code: "share-version-unsatisfied", Message: `Shared "react" 17.0.2 does not satisfy "^18.2.0"`,
			At: at(t, "federation.yaml", strings.Repeat("\n", 8)+"    requiredVersion: «^18.2.0»"), Notes: []string{"17.0.2 is from node_modules/react/package.json"},
			Help: `install react 18, or widen requiredVersion for "react"`, Module: "react"},
		{Code: "a-tab", Message: "tabs", At: at(t, "a.js", "\tx\t«y\tz»;")},
		{Code: "a-wide", Message: "wide", At: at(t, "a.js", "日本語(«漢字»)")},
		{Code: "a-mark", Message: "combining and emoji", At: at(t, "a.js", "e\u0301 👍🏽 «x»")},
		{Code: "a-long", Message: "minified", At: at(t, "a.js", long)},
		{Code: "a-start", Message: "minified, at the start", At: at(t, "a.js", "«x»"+strings.Repeat(",yyyy", 90))},
		{Code: "a-wide-span", Message: "span longer than the line", At: at(t, "a.js", "let a = «"+strings.Repeat("zzzzzzzzz ", 20)+"»;")},
		{Code: "a-lines", Message: "several lines", At: at(t, "a.js", "f(«{\n  a: 1,\n}»)")},
		{Code: "an-end", Message: "at the end of file", At: at(t, "a.js", "f(«»")},
		{Code: "an-escape", Message: "a terminal \x1b[31mescape\nin the message", At: at(t, "a.js", "a\x1b[31m \u202e«b»")},
		{Code: "a-label", Message: "labels", At: at(t, "a.js", strings.Repeat("\n", 99)+"«b»"), Labels: []Label{
			{At: at(t, "b.js", "«a» = 1"), Message: "first given here"}, {At: Location{File: "c.js"}, Message: "a whole file"}, {Message: "nowhere"}}},
		{Code: "no-place", Message: "nowhere", Help: "two\nlines"},
		{Code: "a-file", Message: "a file", At: Location{File: "x.bin"}, Module: "./x.bin (asset)"},
	}
	var out bytes.Buffer
	if err := Text(&out, list, TextOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/text.txt", out.Bytes())
	for _, line := range strings.Split(out.String(), "\n") {
		if n := len([]rune(line)); n > 82 && strings.Contains(line, " | ") {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	out.Reset()
	if err := Text(&out, list[:2], TextOptions{Color: true, Width: 80}); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/text_color.txt", out.Bytes())
	out.Reset()
	if err := GitHub(&out, list); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/github.txt", out.Bytes())
	out.Reset()
	if err := JSON(&out, list); err != nil {
		t.Fatal(err)
	}
	var records []Record
	if err := json.Unmarshal(out.Bytes(), &records); err != nil || len(records) != len(list) {
		t.Fatalf("%d records, %v", len(records), err)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, out.Bytes(), "", "  "); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/records.json", pretty.Bytes())
}

// golden compares with a file; UPDATE=1 rewrites it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// TestHugeLine: the time and memory of a frame do not grow with its line.
func TestHugeLine(t *testing.T) {
	text := []byte(strings.Repeat("x", 1<<22))
	l := Location{File: "a.js", Text: text, Start: 1 << 21, End: 1<<21 + 4}
	if n := testing.AllocsPerRun(3, func() { frameOf(l, 80) }); n > 2000 {
		t.Errorf("%v allocations", n)
	}
	f := frameOf(l, 80)
	if len(f.text) > 90 || !strings.HasPrefix(f.text, "...") || !strings.HasSuffix(f.text, "...") || f.mark != 4 {
		t.Errorf("%+v", f)
	}
}

func TestRecordsOfASeverity(t *testing.T) {
	list := []Diagnostic{{Code: "a"}, {Code: "b", Severity: Warning}, {Code: "c"}}
	if r := Records(list, Error); len(r) != 2 || r[1].Code != "c" {
		t.Errorf("%+v", r)
	}
	if text, _ := json.Marshal(Records(nil, Warning)); string(text) != "[]" {
		t.Errorf("%s", text)
	}
}

func TestSortAndDedupe(t *testing.T) {
	text := []byte("abcdef")
	list := []Diagnostic{
		{Code: "z"}, {Code: "b", At: Location{"b.js", text, 1, 2}}, {Code: "a", At: Location{"a.js", text, 3, 4}}, {Code: "a", At: Location{"a.js", text, 1, 4}},
		{Code: "w", Severity: Warning, At: Location{"a.js", text, 1, 3}}, {Code: "x", At: Location{"a.js", text, 1, 3}}, {Code: "b", At: Location{"b.js", text, 1, 2}}, {Code: "z"},
	}
	list = Dedupe(list)
	Sort(list)
	var got []string
	for _, d := range list {
		got = append(got, d.Code+" "+d.At.File)
	}
	if d := cmp.Diff([]string{"x a.js", "w a.js", "a a.js", "a a.js", "b b.js", "z "}, got); d != "" {
		t.Error(d)
	}
}

func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, group := range [][]Code{commandCodes, configCodes, sourceCodes, cssCodes, loaderCodes, resolveCodes, chunkCodes, linkCodes, outputCodes, fileCodes, pluginCodes} {
		if !slices.IsSortedFunc(group, func(a, b Code) int { return strings.Compare(a.Code, b.Code) }) {
			t.Errorf("the group of %q is not sorted", group[0].Code)
		}
		for _, c := range group {
			if seen[c.Code] || c.Meaning == "" || c.Do == "" || strings.HasSuffix(c.Meaning, ".") || strings.HasSuffix(c.Do, ".") {
				t.Errorf("%+v", c)
			}
			seen[c.Code] = true
		}
	}
	if len(seen) != len(Codes) {
		t.Errorf("%d codes of %d", len(seen), len(Codes))
	}
	if text := Markdown(); strings.Count(text, "\n## ") != len(Codes) {
		t.Errorf("%d sections", strings.Count(text, "\n## "))
	}
	if _, ok := LookUp("config-unknown-key"); !ok {
		t.Error("config-unknown-key is missing")
	}
	if _, ok := LookUp("nope"); ok {
		t.Error("nope is there")
	}
}
