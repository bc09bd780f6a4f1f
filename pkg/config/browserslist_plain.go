package config

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// plainQuery is a query that needs no data: browsers that count their versions in
// whole numbers without a gap, from one of them on. It is what Vite's and
// create-react-app's templates and most hand-written lists of today consist of.
var plainQuery = lazy.Regexp(`(?i)^(chrome|edge|firefox|ff|fx|safari|ios|ios_saf|opera|node)\s*>=\s*([0-9]+)$`)

// plainNames are the short names of browserslist.
var plainNames = map[string]string{"ff": "firefox", "fx": "firefox", "ios": "ios_saf"}

// plainBrowsers answers a list of plain queries with the lowest version of each, as
// the package would. It answers all of the list or nothing: false sends the caller
// to the package, which costs a process of a quarter of a second.
func plainBrowsers(queries []string) ([]string, bool) {
	var out []string
	for _, text := range queries {
		for _, q := range queryEnd().Split(text, -1) {
			m := plainQuery().FindStringSubmatch(strings.TrimSpace(q))
			if m == nil {
				return nil, false
			}
			name := strings.ToLower(m[1])
			if long := plainNames[name]; long != "" {
				name = long
			}
			out = append(out, name+" "+m[2])
		}
	}
	return out, len(out) > 0
}

// queryEnd separates the alternatives of a query.
var queryEnd = lazy.Regexp(`(?i)\s*,\s*|\s+or\s+`)

// projectQueries returns the list that holds in dir; false when the package has to
// look for it: for a configuration elsewhere, one with sections, and the folder
// with two lists, which is an error.
func projectQueries(dir string) ([]string, bool) {
	if q := os.Getenv("BROWSERSLIST"); q != "" {
		return []string{q}, true
	}
	if os.Getenv("BROWSERSLIST_CONFIG") != "" {
		return nil, false
	}
	for {
		var found [][]string
		for _, name := range []string{".browserslistrc", "browserslist"} {
			if text, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
				found = append(found, queryLines(string(text)))
			}
		}
		if q, ok := packageQueries(filepath.Join(dir, "package.json")); ok {
			found = append(found, q)
		}
		up := filepath.Dir(dir)
		if len(found) > 0 || up == dir {
			if len(found) != 1 {
				return nil, false
			}
			return found[0], len(found[0]) > 0
		}
		dir = up
	}
}

// queryLines are the queries of a file; nil when it has sections.
func queryLines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		switch line = strings.TrimSpace(line); {
		case line == "":
		case strings.HasPrefix(line, "["):
			return nil
		default:
			list = append(list, line)
		}
	}
	return list
}

// packageQueries is the list of a package.json for the environment; false without
// one. An empty list sends the caller to the package.
func packageQueries(file string) ([]string, bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, false
	}
	var pkg struct{ Browserslist json.RawMessage }
	if json.Unmarshal(text, &pkg) != nil || pkg.Browserslist == nil {
		return nil, false
	}
	queries := func(raw json.RawMessage) []string {
		var one string
		var many []string
		if json.Unmarshal(raw, &one) == nil {
			return []string{one}
		}
		_ = json.Unmarshal(raw, &many) // of another shape: the package says what is wrong
		return many
	}
	var envs map[string]json.RawMessage
	if json.Unmarshal(pkg.Browserslist, &envs) != nil {
		return queries(pkg.Browserslist), true
	}
	name := "production"
	for _, env := range []string{"NODE_ENV", "BROWSERSLIST_ENV"} { // the last counts most
		if v := os.Getenv(env); v != "" {
			name = v
		}
	}
	if raw, ok := envs[name]; ok {
		return queries(raw), true
	}
	return queries(envs["defaults"]), true
}
