package npmrange

import (
	"bufio"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestAnswersOfNPM compares with what npm's package says. RANGES may name
// another file, made by testdata/gen.mjs.
func TestAnswersOfNPM(t *testing.T) {
	compare(t, answersFile("RANGES", "testdata/ranges.txt"), Satisfies, func(text string) string {
		r, err := ParseRange(text)
		if err != nil {
			return "!"
		}
		return r.String()
	})
}

// TestAnswersOfWebpack compares with what webpack's runtime says.
func TestAnswersOfWebpack(t *testing.T) {
	compare(t, answersFile("WEBPACK_RANGES", "testdata/webpack.txt"), SatisfiesWebpack, EncodeWebpack)
}

func answersFile(variable, name string) string {
	if other := os.Getenv(variable); other != "" {
		return other
	}
	return name
}

func compare(t *testing.T, name string, satisfies func(version, text string) bool, form func(string) string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	lines.Scan()
	var versions []string
	unquote(t, lines.Text(), &versions)
	pairs := 0
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		var text, want string
		unquote(t, fields[0], &text)
		unquote(t, fields[1], &want)
		var got []string
		for i, v := range versions {
			pairs++
			if satisfies(v, text) {
				got = append(got, strconv.Itoa(i))
			}
		}
		if s := strings.Join(got, " "); s != fields[2] {
			t.Errorf("%q is satisfied by %s, want %s", text, s, fields[2])
		}
		if s := form(text); s != want {
			t.Errorf("%q is %s, want %s", text, s, want)
		}
	}
	if pairs < 5000 {
		t.Errorf("only %d pairs", pairs)
	}
}

func unquote(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}
