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
	name := "testdata/ranges.txt"
	if other := os.Getenv("RANGES"); other != "" {
		name = other
	}
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
		var text, comparators string
		unquote(t, fields[0], &text)
		unquote(t, fields[1], &comparators)
		var got []string
		for i, v := range versions {
			pairs++
			if Satisfies(v, text) {
				got = append(got, strconv.Itoa(i))
			}
		}
		if s := strings.Join(got, " "); s != fields[2] {
			t.Errorf("%q is satisfied by %s, npm says %s", text, s, fields[2])
		}
		r, err := ParseRange(text)
		switch {
		case comparators == "!":
			if err == nil {
				t.Errorf("%q is %q, npm says it is no range", text, r)
			}
		case err != nil:
			t.Errorf("%q: %v, npm says %q", text, err, comparators)
		case r.String() != comparators:
			t.Errorf("%q is %q, npm says %q", text, r, comparators)
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
