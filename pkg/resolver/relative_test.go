package resolver

import (
	"strings"
	"testing"
)

func TestRelative(t *testing.T) {
	root := tree(t, emptyFiles("a.js", "a.ts", "b.json", "lib/index.js", "lib/x.js", "lib.js", "dir/main.js",
		"both", "both.js", "ünï/é.js", "with space/a b.js", "deep/er/y.js", "empty/.keep"))
	check(t, root, web(), `
		. ./a => a.ts
		. ./a.js => a.js
		. ./b => b.json
		. ./both => both
		. ./lib => lib.js
		. ./lib/ => lib/index.js
		lib . => lib.js
		deep . => !not-found
		lib ./ => lib/index.js
		lib .. => !not-found
		deep/er ../../lib/x => lib/x.js
		deep/er ../.././lib//x => lib/x.js
		. ./nope => !not-found
		. ./empty => !not-found
		. ./a.js/ => !not-found
		. ./ünï/é => ünï/é.js
		. ./with space/a b => with space/a b.js
		. $/a => a.ts
		. $/lib/ => lib/index.js
		. C:\x\y.js => !not-found
	`)
	check(t, root, Options{MainFiles: []string{"main"}}, `
		. ./dir => dir/main.js
		. ./lib/ => !not-found
	`)
}

func TestQueryAndFragment(t *testing.T) {
	root := tree(t, emptyFiles("a.js", "x#y.js", "d#/index.js", "q?.js", "node_modules/p/index.js"))
	check(t, root, web(), `
		. ./a?q=1 => a.js?q=1
		. ./a#f => a.js#f
		. ./a?q#f => a.js?q#f
		. ./a?q?r#f#g => a.js?q?r#f#g
		. ./a? => a.js?
		. ./a# => a.js#
		. ./x#y => x\0#y.js
		. ./x#y.js => x\0#y.js
		. ./x#y.js?q => !not-found
		. ./d#/ => d\0#/index.js
		. p?q#f => node_modules/p/index.js?q#f
	`)
	r := New(web(), nil)
	for request, want := range map[string]string{
		"./x\x00#y":      root + "/x#y.js",
		"./x\x00#y.js?q": root + "/x#y.js",
		"./q\x00?":       root + "/q?.js",
	} {
		if got, err := r.Resolve(root, request); err != nil || got.Path != want {
			t.Errorf("%q: got %v, %v", request, got.Path, err)
		}
	}
}

func TestFileURL(t *testing.T) {
	root := tree(t, emptyFiles("a.js", "x y.js", "x#y.js"))
	check(t, root, web(), `
		. file://$/a.js => a.js
		. file:$/a.js => a.js
		. FILE://localhost$/b/../a.js?q#f => a.js
		. file://$/x%20y.js => x y.js
		. file://$/x%23y.js => x\0#y.js
		. file://host$/a.js => !bad-request
		. file://$/a%2fb.js => !bad-request
	`)
	r := New(web(), nil)
	if got, err := r.Resolve("file://"+root, "./a"); err != nil || got.Path != root+"/a.js" {
		t.Errorf("directory as a URL: %v, %v", got.Path, err)
	}
}

func TestFullySpecified(t *testing.T) {
	root := tree(t, emptyFiles("a.js", "lib/index.js", "node_modules/p/index.js", "node_modules/p/sub.js", "node_modules/p/dir/index.js"))
	opts := web()
	opts.FullySpecified = true
	check(t, root, opts, `
		. ./a => !not-found
		. ./a.js => a.js
		. ./lib => !not-found
		. ./lib/ => !not-found
		. p => node_modules/p/index.js
		. p/sub => !not-found
		. p/sub.js => node_modules/p/sub.js
		. p/dir => !not-found
	`)
	_, err := New(opts, nil).Resolve(root, "./a")
	if e := asError[*NotFoundError](t, err); e.Suggestion != "./a.js" || !strings.Contains(e.Reason, "fully specified") {
		t.Errorf("suggestion %q, reason %q", e.Suggestion, e.Reason)
	}
	// An alias is not bound by what the importer must write.
	opts.Alias = []Alias{NewAlias("@", root)}
	check(t, root, opts, `
		. @/a => a.js
		. @/lib => lib/index.js
	`)
}

func TestEnforceExtension(t *testing.T) {
	root := tree(t, emptyFiles("a", "a.js", "b.js", "b.js.js"))
	yes, no := true, false
	check(t, root, Options{EnforceExtension: &yes}, `
		. ./a => a.js
		. ./a.js => !not-found
		. ./b.js => b.js.js
	`)
	check(t, root, Options{EnforceExtension: &no, Extensions: []string{"", ".js"}}, `
		. ./a => a
		. ./b => b.js
	`)
	// An empty extension in the list alone turns it on, and then serves as "none".
	check(t, root, Options{Extensions: []string{".js", ""}}, `
		. ./a => a.js
		. ./b.js => b.js.js
	`)
	check(t, root, Options{Extensions: []string{}}, `
		. ./b => !not-found
		. ./b.js => b.js
	`)
}

func TestExtensionAlias(t *testing.T) {
	root := tree(t, emptyFiles("a.ts", "a.js", "b.js", "c.tsx", "d.mts", "e.js/index.js", "f.js.js", "dir/index.js", "node_modules/p/x.ts")+`
-- node_modules/q/package.json --
{"exports": {"./x.js": "./x.js"}}
-- node_modules/q/x.ts --
-- pkg/package.json --
{"imports": {"#x": "./x.js"}}
-- pkg/x.ts --
`)
	opts := Options{Extensions: []string{".js"}, ExtensionAlias: []ExtensionAlias{
		{Extension: ".js", Targets: []string{".ts", ".tsx", ".js"}},
		{Extension: ".mjs", Targets: []string{".mts"}},
	}}
	check(t, root, opts, `
		. ./a.js => a.ts
		. ./b.js => b.js
		. ./c.js => c.tsx
		. ./d.mjs => d.mts
		. ./e.mjs => !not-found
		. ./e.js => e.js/index.js
		. ./f.js => f.js.js
		. p/x.js => node_modules/p/x.ts
		. q/x.js => !exports
		pkg #x => pkg/x.ts
		. ./dir => dir/index.js
	`)
	opts.ExtensionAliasForExports = true
	check(t, root, opts, `. q/x.js => node_modules/q/x.ts`)
	// Without itself among the targets, the extension as written is given up.
	opts.ExtensionAlias = []ExtensionAlias{{Extension: ".js", Targets: []string{".ts"}}}
	check(t, root, opts, `
		. ./a.js => a.ts
		. ./b.js => !not-found
	`)
}

func TestRootsAndPreferences(t *testing.T) {
	root := tree(t, emptyFiles("a.js", "one/x.js", "two/x.js", "two/y.js", "src/p.js", "node_modules/p/index.js", "node_modules/q/index.js"))
	opts := web()
	opts.Roots = []string{root + "/one", root + "/two"}
	check(t, root, opts, `
		. /x => one/x.js
		. /y?q => two/y.js?q
		. $/a => a.js
		. /z => !not-found
	`)
	opts.PreferAbsolute = true
	check(t, root, opts, `
		. $/a => a.js
		. /y => two/y.js
	`)
	check(t, root, web(), `
		src p => node_modules/p/index.js
	`)
	opts = web()
	opts.PreferRelative = true
	check(t, root, opts, `
		src p => src/p.js
		src q => node_modules/q/index.js
		. src/p => src/p.js
	`)
}

func TestResolveToContext(t *testing.T) {
	root := tree(t, emptyFiles("lib/a.js", "node_modules/p/lib/a.js", "a.js"))
	opts := web()
	opts.ResolveToContext = true
	check(t, root, opts, `
		. ./lib => lib
		. ./lib/ => lib
		. . => .
		. p/lib => node_modules/p/lib
		. p => node_modules/p
		. ./a.js => !not-found
	`)
}

func TestRestrictions(t *testing.T) {
	root := tree(t, emptyFiles("in/a.js", "out/b.js", "in/a.css", "index.css", "node_modules/p/index.js", "node_modules/p/index.css")+`
-- in/link.js -> ../out/b.js --
-- node_modules/p/package.json --
{"main": "index.js", "style": "index.css"}
-- node_modules/q/package.json --
{"exports": "./q.js"}
-- node_modules/q/q.js --
-- in/node_modules/q/package.json --
{"exports": "./q.css"}
-- in/node_modules/q/q.css --
`)
	opts := web()
	opts.Restrictions = []Restriction{{Path: root + "/in"}}
	check(t, root, opts, `
		. ./in/a => in/a.js
		. ./out/b => !restricted
		. ./in/link.js => !restricted
		. ./index.css => !restricted
		. ./in/none => !not-found
	`)
	css := Options{
		Extensions:   []string{".js", ".css"},
		MainFields:   [][]string{{"main"}, {"style"}},
		Restrictions: []Restriction{{Match: func(path string) bool { return strings.HasSuffix(path, ".css") }}},
	}
	// A main field that is refused lets the next one be tried.
	check(t, root, css, `
		. p => node_modules/p/index.css
		. ./in/a => in/a.css
	`)
	// A refused target of an exports field lets the search go on upwards.
	css.Restrictions[0].Match = func(path string) bool { return strings.HasSuffix(path, ".js") }
	check(t, root, css, `in q => node_modules/q/q.js`)
}
