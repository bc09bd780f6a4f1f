package resolver

import (
	"slices"
	"testing"
)

func TestAlias(t *testing.T) {
	root := tree(t, emptyFiles("a.js", "b.js", "src/x.js", "src/index.js", "other/x.js", "lib/y.js",
		"node_modules/p/index.js", "node_modules/p/x.js", "node_modules/q/index.js", "node_modules/q/x.js", "node_modules/p/sub/z.js",
		"node_modules/p-two/index.js", "node_modules/q-two/index.js"))
	opts := web()
	opts.Alias = []Alias{
		NewAlias("@", root+"/src"),
		NewAlias("p$", "q"),
		{Name: "both", Targets: []string{root + "/nowhere", root + "/other"}},
		{Name: "gone", Ignore: true},
		{Name: "gone*", Ignore: true},
		NewAlias("q/x", "./b"),
		NewAlias("chain", "chain2"),
		NewAlias("chain2", "@/x?q"),
		NewAlias("round", "circle"),
		NewAlias("circle", "round"),
		NewAlias("*-two", "p/*"),
		NewAlias("w/*/z", "p/*/z"),
		NewAlias("dead", "nothing-here"),
		NewAlias("self", "self/more"),
		NewAlias(root+"/a.js", root+"/b.js"),
		{Name: "only", OnlyModule: true, Targets: []string{"p"}},
		NewAlias("url", "file://"+root+"/lib/y.js"),
		{Name: "none"},
	}
	check(t, root, opts, `
		. @ => src/index.js
		. @/x => src/x.js
		. @x => !not-found
		. p => node_modules/q/index.js
		. p/x => node_modules/p/x.js
		. both/x => other/x.js
		. both/y => !not-found
		. gone => ignored
		. gone/x => ignored
		. gonex => ignored
		. q => node_modules/q/index.js
		. q/x => b.js
		. chain => src/x.js?q
		. chain?r => src/x.js?q
		. round => !alias-cycle
		. x-two => node_modules/p/x.js
		. y-two => !not-found
		. w/sub/z => node_modules/p/sub/z.js
		. dead => !not-found
		. self => !not-found
		. ./a.js => b.js
		. ./a => b.js
		. only => node_modules/q/index.js
		. only/x => !not-found
		. url => lib/y.js
		. none => !not-found
	`)
	_, err := New(opts, nil).Resolve(root, "round")
	if e := asError[*AliasCycleError](t, err); !slices.Equal(e.Chain, []string{"round", "circle", "round"}) {
		t.Errorf("chain: %q", e.Chain)
	}
}

// An alias of a directory to a relative request makes the path longer each time,
// so that no request is ever repeated.
func TestEndlessAlias(t *testing.T) {
	root := tree(t, emptyFiles("src/deep/x.js"))
	opts := web()
	opts.Alias = []Alias{NewAlias(root+"/src", "./a")}
	opts.ExtensionAlias = []ExtensionAlias{{Extension: ".js", Targets: []string{".ts", ".js"}}}
	check(t, root, opts, `
		src/deep ./x => !alias-cycle
		src/deep ./x.js => !alias-cycle
	`)
}

func TestFallback(t *testing.T) {
	root := tree(t, emptyFiles("shim.js", "node_modules/p/index.js"))
	opts := web()
	opts.Fallback = []Alias{
		NewAlias("p", root+"/shim.js"),
		NewAlias("path", root+"/shim.js"),
		{Name: "fs", Ignore: true},
		NewAlias("./lost", "./shim"),
	}
	check(t, root, opts, `
		. p => node_modules/p/index.js
		. path => shim.js
		. fs => ignored
		. ./lost => shim.js
		. os => !not-found
	`)
}

func TestBrowserField(t *testing.T) {
	root := tree(t, emptyFiles("node_modules/p/main.js", "node_modules/p/lib/node.js", "node_modules/p/lib/web.js", "node_modules/p/lib/gone.js",
		"node_modules/p/lib/index.js", "node_modules/q/index.js", "node_modules/r/index.js", "node_modules/p/shim.js", "node_modules/p/x.js", "node_modules/p/loop.js")+`
-- node_modules/p/package.json --
{"main": "main.js", "browser": {
  "./lib/node.js": "./lib/web.js", "./lib/gone.js": false, "q": "r", "os": false, "fs": "./shim.js", "./lib/index": "./x.js",
  "x": "q", "./virtual.js": "./x.js", "loop1": "loop2", "loop2": "loop1", "same": "same", "number": 3
}}
-- node_modules/s/package.json --
{"main": "main.js", "browser": "./web.js"}
-- node_modules/s/main.js --
-- node_modules/s/web.js --
-- node_modules/u/package.json --
{"custom": {"map": {"./a.js": "./b.js"}}}
-- node_modules/u/a.js --
-- node_modules/u/b.js --
`)
	check(t, root, web(), `
		. p => node_modules/p/main.js
		. p/lib/node => node_modules/p/lib/web.js
		. p/lib/node.js?q => node_modules/p/lib/web.js?q
		. p/lib/gone => ignored
		node_modules/p/lib ./node => node_modules/p/lib/web.js
		node_modules/p/lib ./gone.js => ignored
		node_modules/p/lib q => node_modules/r/index.js
		node_modules/p q/x => !not-found
		node_modules/p os => ignored
		node_modules/p/lib fs => node_modules/p/shim.js
		node_modules/p/lib ./virtual => !not-found
		node_modules/p ./virtual => node_modules/p/x.js
		node_modules/p ./virtual.js => node_modules/p/x.js
		node_modules/p ./x => node_modules/r/index.js
		node_modules/p x => node_modules/r/index.js
		node_modules/p ./x.js => node_modules/p/x.js
		node_modules/p loop1 => !alias-cycle
		node_modules/p same => !not-found
		node_modules/p number => !not-found
		node_modules/p/lib . => node_modules/p/x.js
		. fs => !not-found
		. s => node_modules/s/web.js
	`)
	opts := web()
	opts.AliasFields = [][]string{{"custom", "map"}}
	check(t, root, opts, `. u/a => node_modules/u/b.js`)
}
