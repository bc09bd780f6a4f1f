package resolver

import (
	"slices"
	"strings"
	"testing"
)

func TestExports(t *testing.T) {
	root := tree(t, emptyFiles("node_modules/p/main.js", "node_modules/p/main.cjs", "node_modules/p/hidden.js", "node_modules/p/lib/a.js", "node_modules/p/lib/b.js",
		"node_modules/p/lib/deep/c.js", "node_modules/p/special/a.js", "node_modules/p/x.js", "node_modules/p/y.js", "node_modules/p/dir/index.js",
		"node_modules/p/noext.js", "node_modules/p/a b.js", "node_modules/p/$&.js", "src/node_modules/p/hidden.js")+`
-- node_modules/p/package.json --
{"name": "p", "main": "hidden.js", "exports": {
  ".": {"import": {"node": "./none.js", "browser": "./main.js"}, "require": "./main.cjs"},
  "./lib/*": "./lib/*.js",
  "./lib/deep/*": null,
  "./lib/special-*": "./special/*.js",
  "./lib/special-a.js": "./x.js",
  "./folder/": "./lib/",
  "./cond": {"node": "./main.cjs", "worker": null},
  "./order1": {"default": "./x.js", "import": "./y.js"},
  "./order2": {"import": "./y.js", "default": "./x.js"},
  "./nested": {"import": {"node": "./none.js"}, "default": "./x.js"},
  "./nullish": {"import": null, "default": "./x.js"},
  "./array": ["not-relative", "../up.js", {"node": "./none.js"}, "./x.js", "./y.js"],
  "./array-missing": ["./missing.js", "./x.js"],
  "./bad": "../up.js",
  "./bad2": "./node_modules/q/index.js",
  "./bad3": "./lib/%2e%2E/x.js",
  "./bad4": "x.js",
  "./missing": "./missing.js",
  "./dir": "./dir",
  "./noext": "./noext",
  "./query": "./x.js?from=exports#f",
  "./false": false,
  "./file-to-folder": "./lib/",
  "./enc/*": "./lib/*",
  "./two/*": "./lib/*/../*.js",
  "./suffix/*.js": "./lib/*.js",
  "./suffix/*": "./special/*",
  "./same/*/x": "./lib/*.js"
}}
-- node_modules/string/package.json --
{"exports": "./i.js"}
-- node_modules/string/i.js --
-- node_modules/sugar/package.json --
{"exports": {"import": "./i.js", "default": "./none.js"}}
-- node_modules/sugar/i.js --
-- node_modules/sugar/j.js --
-- node_modules/list/package.json --
{"exports": ["bad", "./i.js"]}
-- node_modules/list/i.js --
-- node_modules/mixed/package.json --
{"exports": {"import": "./i.js", "./x": "./x.js"}}
-- node_modules/mixed2/package.json --
{"exports": {"./x": "./x.js", "import": "./i.js"}}
-- node_modules/wrapped/package.json --
{"exports": {"import": {"./x": "./x.js"}}}
-- node_modules/null/package.json --
{"exports": null, "main": "i.js"}
-- node_modules/null/i.js --
-- node_modules/sub/inner/package.json --
{"main": "i.js"}
-- node_modules/sub/inner/i.js --
-- node_modules/sub/package.json --
{"exports": {"./other": "./o.js"}}
`)
	check(t, root, web(), `
		. p => node_modules/p/main.js
		. p/hidden.js => !exports
		src p/hidden.js => src/node_modules/p/hidden.js
		src p/hidden => src/node_modules/p/hidden.js
		. p/lib/a => node_modules/p/lib/a.js
		. p/lib/deep/c => !exports
		. p/lib/special-a => node_modules/p/special/a.js
		. p/lib/special-a.js => node_modules/p/x.js
		. p/folder/a.js => node_modules/p/lib/a.js
		. p/folder/deep/c.js => node_modules/p/lib/deep/c.js
		. p/folder/ => !exports
		. p/cond => !exports
		. p/order1 => node_modules/p/x.js
		. p/order2 => node_modules/p/y.js
		. p/nested => node_modules/p/x.js
		. p/nullish => !exports
		. p/array => node_modules/p/x.js
		. p/array-missing => !exports
		. p/bad => !exports
		. p/bad2 => !exports
		. p/bad3 => !exports
		. p/bad4 => !exports
		. p/missing => !exports
		. p/dir => node_modules/p/dir/index.js
		. p/noext => node_modules/p/noext.js
		. p/query => node_modules/p/x.js?from=exports#f
		. p/false => !exports
		. p/file-to-folder => !exports
		. p/lib/ => !exports
		. p/ => !exports
		. p/enc/../x.js => !exports
		. p/suffix/a.js => node_modules/p/lib/a.js
		. p/suffix/a => node_modules/p/special/a.js
		. p/same/b/x => node_modules/p/lib/b.js
		. p?q => !exports
		. p/order2?q => !exports
		. p/lib/a?q => node_modules/p/lib/a.js?q.js
		. p/enc/a.js?q => node_modules/p/lib/a.js?q
		. ./node_modules/p/hidden => node_modules/p/hidden.js
		. string => node_modules/string/i.js
		. string/i.js => !exports
		. sugar => node_modules/sugar/i.js
		. sugar/j.js => !exports
		. list => node_modules/list/i.js
		. mixed => !exports
		. mixed2/x => !exports
		. wrapped/x => !exports
		. null => node_modules/null/i.js
		. sub/inner => !exports
	`)
	opts := web()
	opts.ConditionNames = []string{"require", "node"}
	check(t, root, opts, `
		. p => node_modules/p/main.cjs
		. p/cond => node_modules/p/main.cjs
	`)
	opts.ExportsFields = [][]string{}
	check(t, root, opts, `
		. p => node_modules/p/hidden.js
		. p/hidden => node_modules/p/hidden.js
	`)
}

func TestExportsErrorTells(t *testing.T) {
	root := tree(t, `
-- node_modules/p/package.json --
{"name": "p", "exports": {".": "./a.js", "./x": {"require": "./b.js"}}}
-- node_modules/w/package.json --
{"name": "w", "exports": {".": {"import": {"./x": "./x.js"}}}}
`)
	_, err := New(web(), nil).Resolve(root, "p/x")
	e := asError[*ExportsError](t, err)
	if e.Name != "p" || e.Subpath != "./x" || e.Field != "exports" || !slices.Equal(e.Available, []string{".", "./x"}) || !slices.Equal(e.Conditions, []string{"import", "browser"}) {
		t.Errorf("got %+v", e)
	}
	if want := `"./x" is not exported by the package "p" in ` + root + `/node_modules/p under the conditions import, browser`; e.Problem != want {
		t.Errorf("got %s", e.Problem)
	}
	_, err = New(web(), nil).Resolve(root, "w")
	if e := asError[*ExportsError](t, err); !strings.Contains(e.Problem, "put conditions inside subpaths") {
		t.Errorf("got %s", e.Problem)
	}
}

func TestImports(t *testing.T) {
	root := tree(t, emptyFiles("p/a.js", "p/lib/x.js", "p/src/deep/y.js", "p/node_modules/q/index.js", "p/node_modules/q/s.js", "p/b.ts")+`
-- p/package.json --
{"name": "p", "imports": {
  "#a": "./a.js", "#lib/*": "./lib/*.js", "#q": "q", "#q/*": "q/*", "#cond": {"node": "./none.js", "default": "./a.js"},
  "#null": null, "#twice": "#a", "#up": "../x.js", "#nope": "./nope.js", "#list": ["../bad.js", "./a.js"], "#dir/": "./lib/",
  "#/slash": "./a.js", "#noext": "./b", "#missing": "not-installed", "#abs": "/x.js"
}}
-- p/sub/package.json --
{"type": "module"}
`)
	check(t, root, web(), `
		p #a => p/a.js
		p/src/deep #a => p/a.js
		p #a?q => !exports
		p #lib/x => p/lib/x.js
		p #lib/y => !not-found
		p #q => p/node_modules/q/index.js
		p #q/s => p/node_modules/q/s.js
		p #cond => p/a.js
		p #null => !exports
		p #twice => !not-found
		p #up => !exports
		p #nope => !not-found
		p #list => p/a.js
		p #dir/x.js => p/lib/x.js
		p #dir/ => !exports
		p #/slash => p/a.js
		p #noext => p/b.ts
		p #missing => !not-found
		p #abs => !not-found
		p # => !exports
		p #unknown => !exports
		p/sub #a => !not-found
		. #a => !not-found
	`)
	opts := web()
	opts.ImportsFields = [][]string{}
	check(t, root, opts, `p #a => !not-found`)
}

// Specificity is Node's PATTERN_KEY_COMPARE: the longer text before the star, then
// the longer key.
func TestPatternOrder(t *testing.T) {
	field, bad := parseJSON(`{"./*": "1", "./a/*": "2", "./a/*.js": "3", "./a/b*": "4", "./a/": "5/", "./*/*": "6", "./a/b": "7"}`)
	if bad != nil {
		t.Fatal(bad)
	}
	m := newMapping(field, true)
	for request, want := range map[string]string{
		"./x": "./*", "./a/x": "./a/*", "./a/x.js": "./a/*.js", "./a/b.js": "./a/b*", "./a/b": "./a/b", "./a": "./*", "./a/*": "./a/*",
	} {
		found, _, _, _ := m.match(request)
		if found == nil || found.key != want {
			t.Errorf("%s: got %+v, want %s", request, found, want)
		}
	}
	if _, key, _ := m.targets("./q/r", nil); key != "./*" {
		t.Errorf("a star spans slashes: got %q", key)
	}
	if _, _, problem := m.targets("x", nil); problem == "" {
		t.Error("a request without a dot must be refused")
	}
}
