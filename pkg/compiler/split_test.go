package compiler_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// pagesOfUtilities is an app of lazy pages. Each needs some of the utilities, all
// in different combinations, and every utility is too small for a chunk of its
// own.
func pagesOfUtilities(pages, utilities int) string {
	var b strings.Builder
	b.WriteString("Pages that use parts of a library.\n-- federation.yaml --\ntarget: node\n-- src/index.js --\nwait(Promise.all([")
	for p := range pages {
		fmt.Fprintf(&b, "import('./page%d.js'), ", p)
	}
	b.WriteString("]).then(all => console.log(all.map(page => page.default).join(' '))))\n")
	for p := range pages {
		fmt.Fprintf(&b, "-- src/page%d.js --\n", p)
		sum := "''"
		for u := range utilities {
			if (u*7+p*5)%3 != 0 {
				fmt.Fprintf(&b, "import u%d from './u%d.js'\n", u, u)
				sum += fmt.Sprintf(" + u%d(%d).length", u, p)
			}
		}
		fmt.Fprintf(&b, "export default %s\n", sum)
	}
	for u := range utilities {
		fmt.Fprintf(&b, "-- src/u%d.js --\nexport default (n) => 'utility-%d-' + n + '%s'\n", u, u, strings.Repeat("x", 2500))
	}
	return b.String()
}

// TestSmallModulesOnce builds pages that share many small modules, no set of
// which is large enough for a chunk of exactly the pages that need it.
func TestSmallModulesOnce(t *testing.T) {
	const utilities = 15
	text := pagesOfUtilities(12, utilities)
	dir := t.TempDir()
	p := &project{name: "pages", archive: parseArchive([]byte(text))}
	p.write(t, dir)
	b, diags, err := buildDir(dir, "production", 2)
	if err != nil || b == nil || !b.OK() {
		t.Fatalf("%v %v", err, diags)
	}
	all := ""
	for name, text := range readAll(t, filepath.Join(dir, "dist")) {
		if strings.HasSuffix(name, ".js") {
			all += string(text)
		}
	}
	for u := range utilities {
		if n := strings.Count(all, fmt.Sprintf("utility-%d-", u)); n != 1 {
			t.Errorf("utility %d is in the output %d times", u, n)
		}
	}
	results := runNode(t, needNode(t), []job{{ID: "pages", File: filepath.Join(dir, "dist/main.js"), Dist: filepath.Join(dir, "dist")}})
	if r := results["pages"]; r == nil || r.Error != "" || len(r.Output) != 1 || len(strings.Fields(r.Output[0])) != 12 {
		t.Errorf("ran as %+v", r)
	}
}
