package config

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEnginesOf(t *testing.T) {
	for _, c := range []struct {
		name     string
		browsers []string
		want     []Engine
	}{
		{"the lowest counts", []string{"chrome 120", "chrome 98", "and_chr 130", "chrome 110"}, []Engine{{"chrome", "98"}}},
		{"ranges start at their first version", []string{"safari 15.2-15.3", "ios_saf 15.6-15.8", "safari TP"}, []Engine{{"ios", "15.6"}, {"safari", "15.2"}}},
		{"minor versions are numbers", []string{"safari 15.10", "safari 15.9"}, []Engine{{"safari", "15.9"}}},
		{"browsers made of Chromium", []string{"samsung 28", "op_mob 80", "and_uc 15.5", "android 145"}, []Engine{{"chrome", "99"}}},
		{"old Android is not Chrome", []string{"android 4.4.3-4.4.4"}, []Engine{{"chrome", "30"}}},
		{"older Android is not even that", []string{"android 4.2-4.3", "chrome 40"}, []Engine{{"chrome", "40"}, {"safari", "5"}}},
		{"between two rows the lower one holds", []string{"op_mob 65"}, []Engine{{"chrome", "91"}}},
		{"Opera Mobile before Chromium", []string{"op_mob 12.1", "op_mob 73"}, []Engine{{"chrome", "108"}, {"opera", "12.1"}}},
		{"KaiOS is Firefox", []string{"kaios 2.5", "firefox 115"}, []Engine{{"firefox", "48"}}},
		{"Opera Mini counts for nothing", []string{"op_mini all", "edge 120"}, []Engine{{"edge", "120"}}},
		{"Node", []string{"node 20.11.0", "node 18.0.0"}, []Engine{{"node", "18.0.0"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, enginesOf(c.browsers)); d != "" {
				t.Error(d)
			}
		})
	}
	for want, list := range map[string][]string{"web": {"chrome 1"}, "node": {"node 20"}, "universal": {"node 20", "chrome 1"}} {
		if got := platformOfBrowsers(list); got != want {
			t.Errorf("%q: %s", list, got)
		}
	}
}

// Plain lists are answered without the package. That the package gives the same
// engines is tested in e2e/browserslist.test.mjs.
func TestPlainBrowsers(t *testing.T) {
	for _, c := range []struct {
		files map[string]string
		env   string
		want  []string
	}{
		{map[string]string{"package.json": `{"browserslist": "Chrome >= 107"}`}, "", []string{"chrome 107"}},
		{map[string]string{"package.json": `{"browserslist": ["chrome>=107, ff >= 104", "iOS >= 16 or safari >= 16"]}`}, "",
			[]string{"chrome 107", "firefox 104", "ios_saf 16", "safari 16"}},
		{map[string]string{".browserslistrc": "# ours\nedge >= 100 # old\n\nnode >= 18\n"}, "", []string{"edge 100", "node 18"}},
		{map[string]string{"package.json": `{"browserslist": {"production": "chrome >= 90", "development": "chrome >= 120"}}`}, "", []string{"chrome 90"}},
		{map[string]string{"package.json": `{"browserslist": {"production": "chrome >= 90", "development": "chrome >= 120"}}`}, "development", []string{"chrome 120"}},
		{map[string]string{"package.json": `{"browserslist": {"defaults": "chrome >= 90"}}`}, "test", []string{"chrome 90"}},
		{map[string]string{".browserslistrc": "[production]\nchrome >= 90\n"}, "", nil},
		{map[string]string{".browserslistrc": "chrome >= 90\n", "package.json": `{"browserslist": "chrome >= 91"}`}, "", nil},
		{map[string]string{"package.json": `{"browserslist": "defaults"}`}, "", nil},
		{map[string]string{"package.json": `{"browserslist": "chrome >= 100, last 2 versions"}`}, "", nil},
		{map[string]string{"package.json": `{"browserslist": "chrome >= 100 and not chrome 104"}`}, "", nil},
		{map[string]string{"package.json": `{"browserslist": ["safari >= 15.4"]}`}, "", nil}, // between two known versions the data decides
		{map[string]string{"package.json": `{"browserslist": []}`}, "", nil},
		{map[string]string{"package.json": `{"browserslist": 5}`}, "", nil},
	} {
		t.Setenv("NODE_ENV", c.env)
		t.Setenv("BROWSERSLIST_ENV", "")
		t.Setenv("BROWSERSLIST", "")
		dir := t.TempDir()
		for name, text := range c.files {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		if queries, ok := projectQueries(dir); ok {
			got, _ = plainBrowsers(queries)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%v: %s", c.files, d)
		}
	}
}
