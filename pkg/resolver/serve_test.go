package resolver

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestServeJSON(t *testing.T) {
	root := tree(t, emptyFiles("src/a.js", "src/a.css", "src/b#c.js", "src/t.ts", "vendor/v/index.js", "node_modules/p/index.js", "node_modules/p/x.js")+`
-- node_modules/e/package.json --
{"exports": {"./x": "./x.js"}}
-- node_modules/bad/package.json --
{]
-- tsconfig.json --
{"compilerOptions": {"paths": {"~/*": ["./src/*"]}}}
`)
	for _, test := range []struct{ in, want string }{
		{`{"context": "$/src", "request": "./a?q#f"}`, `{"path": "$/src/a.js?q#f"}`},
		{`{"issuer": "$/src/a.js", "request": "./t"}`, `{"path": "$/src/t.ts"}`},
		{`{"context": "$/src", "request": "./t", "options": {}}`, `resolve-not-found`},
		{`{"context": "$/src", "request": "./b#c", "options": {}}`, `{"path": "$/src/b\u0000#c.js"}`},
		{`{"context": "$/src", "request": "x", "options": {"alias": {"x": false}}}`, `{"path": false}`},
		{`{"context": "$/src", "request": "x", "options": {"alias": [{"name": "x", "alias": ["./none", "./a"], "onlyModule": true}]}}`, `{"path": "$/src/a.js"}`},
		{`{"context": "$/src", "request": "x/y", "options": {"alias": {"x$": "./a"}}}`, `resolve-not-found`},
		{`{"context": "$/src", "request": "x", "options": {"fallback": {"x": "p"}}}`, `{"path": "$/node_modules/p/index.js"}`},
		{`{"context": "$/src", "request": "p", "options": {"mainFiles": ["x"]}}`, `{"path": "$/node_modules/p/x.js"}`},
		{`{"context": "$/src", "request": "v", "options": {"modules": ["$/vendor"]}}`, `{"path": "$/vendor/v/index.js"}`},
		{`{"context": "$/src", "request": "v", "options": {"modules": "vendor"}}`, `{"path": "$/vendor/v/index.js"}`},
		{`{"context": "$/src", "request": "a", "options": {"preferRelative": true}}`, `{"path": "$/src/a.js"}`},
		{`{"context": "$/src", "request": "/a", "options": {"roots": ["$/src"], "preferAbsolute": true}}`, `{"path": "$/src/a.js"}`},
		{`{"context": "$/src", "request": "./a", "options": {"fullySpecified": true}}`, `resolve-not-found`},
		{`{"context": "$/src", "request": "./a", "options": {"extensions": [".css"], "symlinks": false}}`, `{"path": "$/src/a.css"}`},
		{`{"context": "$/src", "request": "./t.js", "options": {"extensionAlias": {".js": [".ts", ".js"]}}}`, `{"path": "$/src/t.ts"}`},
		{`{"context": "$/src", "request": "./a", "options": {"restrictions": ["$/vendor"]}}`, `resolve-restricted`},
		{`{"context": "$/src", "request": "./a", "options": {"extensions": [".js", ".css"], "restrictions": [{"regexp": "\\.CSS$", "flags": "i"}]}}`, `{"path": "$/src/a.css"}`},
		{`{"context": "$/src", "request": "./a", "options": {"extensions": [".js", ".css"], "restrictions": ["/src.*\\.css/"]}}`, `{"path": "$/src/a.css"}`},
		{`{"context": "$/src", "request": "~/a", "options": {"tsconfig": true}}`, `{"path": "$/src/a.js"}`},
		{`{"context": "$/src", "request": "~/a", "options": {"tsconfig": {"configFile": "$/tsconfig.json", "references": "auto"}}}`, `{"path": "$/src/a.js"}`},
		{`{"context": "$/src", "request": "~/a", "options": {"tsconfig": "$/no.json"}}`, `resolve-tsconfig`},
		{`{"context": "$/src", "request": "p", "options": {"mainFields": [{"name": ["a", "b"], "forceRelative": false}, "main"], "conditionNames": ["x"], "unsafeCache": true}}`, `{"path": "$/node_modules/p/index.js"}`},
		{`{"context": "$/src", "request": "e/y"}`, `resolve-exports`},
		{`{"context": "$/src", "request": "bad"}`, `resolve-package-json`},
		{`{"context": "$/src", "request": "y", "options": {"alias": {"y": "z", "z": "y"}}}`, `resolve-alias-cycle`},
		{`{"context": "$/src", "request": "y", "options": {"extension": []}}`, `resolve-bad-request`},
		{`{"context": "$/src"}`, `resolve-bad-request`},
		{`{"request": "./a"}`, `resolve-bad-request`},
		{`nonsense`, `resolve-bad-request`},
		{`{"context": "$/src", "request": "file://h/x"}`, `resolve-bad-request`},
		{`{"invalidate": ["$/src/a.js"]}`, `{"ok": true}`},
		{`{"invalidate": true}`, `{"ok": true}`},
	} {
		var out strings.Builder
		if err := ServeJSON(strings.NewReader("\n"+strings.ReplaceAll(test.in, "$/", root+"/")+"\n"), &out, web()); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Path  any
			OK    bool
			Error *Problem
		}
		if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
			t.Fatalf("%s: %q is not JSON: %v", test.in, out.String(), err)
		}
		if strings.HasPrefix(test.want, "resolve-") {
			if got.Error == nil || got.Error.Code != test.want || got.Error.Severity != "error" || got.Error.Message == "" {
				t.Errorf("%s: got %s", test.in, out.String())
			}
			continue
		}
		want := strings.ReplaceAll(strings.ReplaceAll(test.want, "$/", root+"/"), ": ", ":")
		if strings.TrimSpace(out.String()) != want {
			t.Errorf("%s: got %s, want %s", test.in, out.String(), want)
		}
	}
}

func TestServeJSONKeepsOrderAndResolvers(t *testing.T) {
	root := tree(t, emptyFiles("a.js", "b.js"))
	var in, want strings.Builder
	for i := range 50 {
		name := string(rune('a' + i%2))
		fmt.Fprintf(&in, `{"context": %q, "request": "./%s", "options": {"extensions": [".js"]}}`+"\n", root, name)
		fmt.Fprintf(&want, `{"path":%q}`+"\n", root+"/"+name+".js")
	}
	var out strings.Builder
	if err := ServeJSON(strings.NewReader(in.String()), &out, web()); err != nil || out.String() != want.String() {
		t.Errorf("%v\n%s", err, out.String())
	}
}

func TestDescribe(t *testing.T) {
	root := tree(t, emptyFiles("Button.js"))
	_, err := New(web(), nil).Resolve(root, "./Buton")
	p := Describe(err)
	if p.Message != `Could not resolve "./Buton" in "`+root+`"` || p.Help != `write "./Button"` || len(p.Notes) != 1 {
		t.Errorf("got %+v", p)
	}
}
