package resolver

import (
	"slices"
	"strings"
	"testing"
)

func TestModules(t *testing.T) {
	root := tree(t, emptyFiles("node_modules/a/index.js", "node_modules/file.js", "src/node_modules/b/index.js", "node_modules/b/index.js",
		"node_modules/b/only.js", "node_modules/@s/p/index.js", "node_modules/@s/p/lib/x.js", "shared/c/index.js", "shared/a/index.js",
		"src/web/d.js", "node_modules/.dot/index.js", "node_modules/a/node_modules/e/index.js"))
	check(t, root, web(), `
		src/deep a => node_modules/a/index.js
		src file => node_modules/file.js
		src/x b => src/node_modules/b/index.js
		src b/only => node_modules/b/only.js
		src @s/p => node_modules/@s/p/index.js
		src @s/p/lib/x => node_modules/@s/p/lib/x.js
		src @s/p/lib/y => !not-found
		src @s => !not-found
		src c => !not-found
		src .dot => node_modules/.dot/index.js
		node_modules/a e => node_modules/a/node_modules/e/index.js
		src a/ => node_modules/a/index.js
	`)
	opts := web()
	opts.Modules = []string{root + "/shared", "web", "node_modules"}
	check(t, root, opts, `
		src a => shared/a/index.js
		src c => shared/c/index.js
		src/x d => src/web/d.js
		src b => src/node_modules/b/index.js
	`)
	opts.Modules = []string{"node_modules", root + "/shared"}
	check(t, root, opts, `src a => node_modules/a/index.js`)
}

func TestMainFields(t *testing.T) {
	root := tree(t, `
-- node_modules/a/package.json --
{"main": "lib/main", "module": "./esm.js"}
-- node_modules/a/lib/main.js --
-- node_modules/a/esm.js --
-- node_modules/b/package.json --
{"browser": {"./x": "./y"}, "module": 7, "main": "dir/"}
-- node_modules/b/dir/index.js --
-- node_modules/c/package.json --
{"main": "missing.js"}
-- node_modules/c/index.js --
-- node_modules/d/package.json --
{"main": "."}
-- node_modules/d/index.js --
-- node_modules/e/package.json --
{"build": {"entry": "e.js"}, "main": "m.js"}
-- node_modules/e/e.js --
-- node_modules/e/m.js --
-- node_modules/f/package.json --
{"main": "../e"}
-- node_modules/g/package.json --
{"main": "./sub"}
-- node_modules/g/sub/package.json --
{"main": "real.js"}
-- node_modules/g/sub/real.js --
-- node_modules/loop/package.json --
{"main": "../pool"}
-- node_modules/pool/package.json --
{"main": "../loop"}
`)
	check(t, root, web(), `
		. a => node_modules/a/esm.js
		. b => node_modules/b/dir/index.js
		. c => node_modules/c/index.js
		. d => node_modules/d/index.js
		. e => node_modules/e/m.js
		. f => node_modules/e/m.js
		. g => node_modules/g/sub/real.js
		. loop => !alias-cycle
		. ./node_modules/a => node_modules/a/esm.js
	`)
	opts := web()
	opts.MainFields = [][]string{{"build", "entry"}, {"main"}}
	check(t, root, opts, `
		. e => node_modules/e/e.js
		. a => node_modules/a/lib/main.js
	`)
	opts.MainFields = [][]string{}
	check(t, root, opts, `. a => !not-found`)
}

func TestSymlinksPnpmAndWorkspaces(t *testing.T) {
	root := tree(t, emptyFiles("packages/ui/src/index.js", "node_modules/.pnpm/b@1/node_modules/b/index.js")+`
-- packages/ui/package.json --
{"name": "@w/ui", "version": "1.2.3", "main": "src/index.js"}
-- packages/app/package.json --
{"name": "app", "version": "1.0.0"}
-- packages/app/node_modules/@w/ui -> ../../../ui --
-- node_modules/a -> .pnpm/a@1/node_modules/a --
-- node_modules/.pnpm/a@1/node_modules/a/package.json --
{"name": "a", "version": "1.0.0"}
-- node_modules/.pnpm/a@1/node_modules/a/index.js --
-- node_modules/.pnpm/a@1/node_modules/b -> ../../b@1/node_modules/b --
-- file.js -> packages/ui/src/index.js --
-- chain.js -> file.js --
-- self -> self --
-- dead.js -> nowhere.js --
-- up -> packages/app/.. --
`)
	check(t, root, web(), `
		packages/app @w/ui => packages/ui/src/index.js
		. a => node_modules/.pnpm/a@1/node_modules/a/index.js
		node_modules/.pnpm/a@1/node_modules/a b => node_modules/.pnpm/b@1/node_modules/b/index.js
		. ./file => packages/ui/src/index.js
		. ./chain => packages/ui/src/index.js
		. ./self => !not-found
		. ./dead => !not-found
		. ./up/ui => packages/ui/src/index.js
	`)
	result, err := New(web(), nil).Resolve(root+"/packages/app", "@w/ui")
	if err != nil || result.Package == nil || result.Package.Dir != root+"/packages/ui" || result.Package.Version != "1.2.3" {
		t.Errorf("package of a symlinked file: %+v, %v", result.Package, err)
	}
	opts := web()
	opts.Symlinks = false
	check(t, root, opts, `
		packages/app @w/ui => packages/app/node_modules/@w/ui/src/index.js
		. ./chain => chain.js
		. ./dead => !not-found
	`)
}

func TestSelfReference(t *testing.T) {
	root := tree(t, emptyFiles("p/main.js", "p/a.js", "p/lib/x.js", "q/main.js")+`
-- p/package.json --
{"name": "@s/p", "exports": {".": "./main.js", "./a": "./a.js"}}
-- q/package.json --
{"name": "q", "main": "main.js"}
-- p/nested/package.json --
{"type": "module"}
`)
	check(t, root, web(), `
		p/lib @s/p => p/main.js
		p/lib @s/p/a => p/a.js
		p/lib @s/p/b => !exports
		p/lib @s/pp => !not-found
		q q => !not-found
		p/nested @s/p => !not-found
	`)
}

func TestBrokenPackage(t *testing.T) {
	root := tree(t, `
-- node_modules/a/package.json --
{"name": "a",
 "main": x}
-- node_modules/a/index.js --
-- node_modules/b/package.json --
-- node_modules/b/index.js --
-- node_modules/c/package.json --
null
-- node_modules/c/index.js --
-- node_modules/d/package.json/x --
-- node_modules/d/index.js --
`)
	check(t, root, web(), `
		. a => !package-json
		. b => !package-json
		. c => node_modules/c/index.js
		. d => node_modules/d/index.js
	`)
	_, err := New(web(), nil).Resolve(root, "a")
	if e := asError[*PackageError](t, err); e.Offset != 23 || !strings.HasSuffix(e.Path, "a/package.json") {
		t.Errorf("got %+v", e)
	}
}

func TestDescriptionFiles(t *testing.T) {
	root := tree(t, `
-- node_modules/a/bower.json --
{"main": "bower.js"}
-- node_modules/a/package.json --
{"main": "npm.js"}
-- node_modules/a/bower.js --
-- node_modules/a/npm.js --
-- node_modules/b/conf/d.json --
{"main": "x.js"}
-- node_modules/b/x.js --
`)
	opts := web()
	opts.DescriptionFiles = []string{"bower.json", "package.json"}
	check(t, root, opts, `. a => node_modules/a/bower.js`)
	opts.DescriptionFiles = []string{"conf/d.json"}
	check(t, root, opts, `. b => node_modules/b/x.js`)
}

func TestPackageFacts(t *testing.T) {
	root := tree(t, `
-- package.json --
{"name": "app", "version": "1.0.0", "type": "module", "dependencies": {"a": "^1", "b": 2}, "peerDependencies": {}, "private": true,
 "x": {"y": [1]}, "x": {"y": [2]}}
-- src/package.json --
{"type": "commonjs"}
-- src/deep/broken/package.json --
{
`)
	c := NewCache()
	p, err := c.FindPackage(root + "/src/deep")
	if err != nil || p.Type != "commonjs" || p.Dir != root+"/src" {
		t.Fatalf("nearest: %+v, %v", p, err)
	}
	if _, err := c.FindPackage(root + "/src/deep/broken"); err == nil {
		t.Error("a broken package.json is no error")
	}
	named := c.FindNamedPackage(root + "/src/deep/broken")
	if named == nil || named.Name != "app" || named.Version != "1.0.0" || !named.Private {
		t.Fatalf("named: %+v", named)
	}
	if got := string(named.Field("x")); got != `{"y": [2]}` {
		t.Errorf("Field: %s", got)
	}
	if named.Field("none") != nil || named.Has("none") || !named.Has("x") {
		t.Error("Has and Field disagree")
	}
	if len(named.Dependencies) != 1 || named.Dependencies["a"] != "^1" || named.PeerDependencies == nil || named.DevDependencies != nil {
		t.Errorf("dependencies: %v, %v, %v", named.Dependencies, named.PeerDependencies, named.DevDependencies)
	}
	var dirs []string
	for p := range c.ParentPackages(root + "/src/deep/broken") {
		dirs = append(dirs, strings.TrimPrefix(p.Dir, root))
	}
	if len(dirs) < 2 || !slices.Equal(dirs[:2], []string{"/src", ""}) {
		t.Errorf("parents: %v", dirs)
	}
	if p, err := c.ReadPackage(root + "/src/deep"); p != nil || err != nil {
		t.Errorf("ReadPackage: %v, %v", p, err)
	}
}

func TestSideEffects(t *testing.T) {
	for _, test := range []struct {
		field, path string
		want, known bool
	}{
		{`true`, "a.js", true, true},
		{`false`, "a.js", false, true},
		{`null`, "a.js", true, false},
		{`"./a.js"`, "a.js", true, true},
		{`"./a.js"`, "lib/a.js", false, true},
		{`["*.css"]`, "deep/er/x.css", true, true},
		{`["*.css"]`, "deep/er/x.js", false, true},
		{`["lib/**"]`, "lib/x/y.js", true, true},
		{`["lib/**/x.js"]`, "lib/x.js", true, true},
		{`["lib/**/x.js"]`, "lib/a/b/x.js", true, true},
		{`["lib/*.js"]`, "lib/a/x.js", false, true},
		{`["./src/{a,b}.js"]`, "src/b.js", true, true},
		{`["./src/[ab].js"]`, "src/c.js", false, true},
		{`["./src/?.js"]`, "src/c.js", true, true},
		{`["./src/a,b.js"]`, "src/a,b.js", true, true},
		{`["**/*.css", "a.js"]`, "deep/a.js", true, true},
		{`[]`, "a.js", false, true},
		{`["(x"]`, "(x", true, true},
		{`["[x"]`, "a.js", false, true},
	} {
		p, bad := parsePackage("/p/package.json", `{"sideEffects": `+test.field+`}`)
		if bad != nil {
			t.Fatal(bad)
		}
		if got, known := p.SideEffectsOf("/p/" + test.path); got != test.want || known != test.known {
			t.Errorf("%s, %s: got %v, %v", test.field, test.path, got, known)
		}
	}
	p, _ := parsePackage("/p/package.json", `{"sideEffects": ["x"]}`)
	if got, known := p.SideEffectsOf("/pq/a.js"); !got || known {
		t.Error("a file outside the package must be unknown")
	}
}
