package resolver

import (
	"strings"
	"testing"
)

func TestSuggestions(t *testing.T) {
	root := tree(t, emptyFiles("src/Button.js", "src/util.ts", "src/data.json", "src/styles.css", "src/widgets/Card.js", "src/noindex/.keep",
		"src/App.css", "src/App.vue",
		"node_modules/react/index.js", "node_modules/react/jsx-runtime.js", "node_modules/@scope/tools/index.js", "node_modules/empty/readme.md"))
	r := New(web(), nil)
	for _, test := range []struct{ request, suggestion, reason string }{
		{"./Buton", "./Button", ""},
		{"./button", "./Button", ""},
		{"./App", "./App.vue", ""},
		{"./button.js", "./Button.js", ""},
		{"./util.js", "./util.ts", ""},
		{"./style.css", "./styles.css", ""},
		{"./wigets/Card", "./widgets/Card", "the directory " + root + "/src/wigets does not exist"},
		{"./widgets/card", "./widgets/Card", ""},
		{"./noindex", "", root + "/src/noindex is a directory without an index file"},
		{"./zzzzzz", "", ""},
		{"Button", "./Button", `the package "Button" is not installed`},
		{"raect", "react", `the package "raect" is not installed`},
		{"@scope/tool", "@scope/tools", `the package "@scope/tool" is not installed`},
		{"reac/jsx-runtime", "react/jsx-runtime", `the package "reac" is not installed`},
		{"react/jsx-rntime", "react/jsx-runtime", "the package is in " + root + "/node_modules/react, but it has no such file"},
		{"empty", "", "the package is in " + root + "/node_modules/empty, but it names no entry file that exists"},
		{"#x", "", "no package.json above the importer has an imports field"},
	} {
		_, err := r.Resolve(root+"/src", test.request)
		e := asError[*NotFoundError](t, err)
		if e.Suggestion != test.suggestion || e.Reason != test.reason {
			t.Errorf("%s: got %q, %q", test.request, e.Suggestion, e.Reason)
		}
		if len(e.Tried) == 0 && !strings.HasPrefix(test.request, "#") {
			t.Errorf("%s: nothing was tried", test.request)
		}
		if e.Specifier != test.request || e.Dir != root+"/src" {
			t.Errorf("%s: got %+v", test.request, e)
		}
	}
}

func TestTriedIsOrderedAndBounded(t *testing.T) {
	root := tree(t, emptyFiles("a/b/c.js"))
	_, err := New(web(), nil).Resolve(root+"/a/b", "./x")
	e := asError[*NotFoundError](t, err)
	want := []string{"x", "x.ts", "x.js", "x.json", "x"}
	for i, name := range want {
		if i >= len(e.Tried) || e.Tried[i] != root+"/a/b/"+name {
			t.Fatalf("got %v", e.Tried)
		}
	}
	deep := root + strings.Repeat("/d", 200)
	_, err = New(web(), nil).Resolve(deep, "nothing")
	if e := asError[*NotFoundError](t, err); len(e.Tried) != maxTried {
		t.Errorf("got %d", len(e.Tried))
	}
}
