package resolver

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseIdentifier(t *testing.T) {
	for _, test := range []struct{ in, request, query, fragment string }{
		{"a", "a", "", ""},
		{"a?b", "a", "?b", ""},
		{"a?b?c#d#e", "a", "?b?c", "#d#e"},
		{"a#b?c", "a", "", "#b?c"},
		{"#a", "#a", "", ""},
		{"#a#b", "#a", "", "#b"},
		{"#a?b#c", "#a", "?b", "#c"},
		{"?a", "", "?a", ""},
		{"a\x00#b#c", "a#b", "", "#c"},
		{"a\x00?b?c\x00#d#e", "a?b", "?c#d", "#e"},
		{"\x00#a", "#a", "", ""},
		{"a\x00\x00b", "a\x00b", "", ""},
		{`\\?\C:\a?q`, `\\?\C:\a`, "?q", ""},
	} {
		request, query, fragment, ok := parseIdentifier(test.in)
		if !ok || request != test.request || query != test.query || fragment != test.fragment {
			t.Errorf("%q: got %q %q %q %v", test.in, request, query, fragment, ok)
		}
	}
	for _, bad := range []string{"", "a\x00"} {
		if _, _, _, ok := parseIdentifier(bad); ok {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestJoin(t *testing.T) {
	for _, test := range []struct{ root, request, want string }{
		{"/a", "./b", "/a/b"},
		{"/a", "b", "/a/b"},
		{"/a/b", "../c", "/a/c"},
		{"/a", "/b/../c", "/c"},
		{"/", "./b", "/b"},
		{"/a/", "b", "/a/b"},
		{"/a", ".", "/a"},
		{"/a", "./b/", "/a/b/"},
		{"/a", "./b//c/./d", "/a/b/c/d"},
		{"/a", "./.hidden", "/a/.hidden"},
		{"/a", "", "/a"},
		{"/a", "../../..", "/"},
		{"./lib", "./x", "lib/x"},
		{".", "x", "x"},
		{".", "..", ".."},
		{"./a", "", "./a"},
	} {
		if got := join(test.root, test.request); got != test.want {
			t.Errorf("join(%q, %q) = %q, want %q", test.root, test.request, got, test.want)
		}
	}
}

func TestTypeOf(t *testing.T) {
	for want, list := range map[pathType]string{
		typeNormal:   "a ..a .a a/b @s/p a:b \\a ab:/c",
		typeRelative: ". .. ./ ../ ./a ../a",
		typePosix:    "/ /a",
		typeInternal: "# #a",
		typeWindows:  `C: C:\ C:/a c:\b \\server\x`,
	} {
		for _, s := range strings.Fields(list) {
			if got := typeOf(s); got != want {
				t.Errorf("%q: got %d, want %d", s, got, want)
			}
		}
	}
}

func TestInvalidSegment(t *testing.T) {
	for s, want := range map[string]bool{
		"a/b": false, "a/../b": true, "a/./b": true, "node_modules/a": true, "a/NODE_MODULES": true, "a/node_modulesx": false,
		"%2e%2E/a": true, "a\\..\\b": true, "no%64e_modules/x": true, "...": false, "a//b": false,
	} {
		if got := invalidSegment(s, false); got != want {
			t.Errorf("%q: got %v", s, got)
		}
	}
	if !invalidSegment("a//b", true) || !invalidSegment("", true) || invalidSegment("a/b", true) {
		t.Error("empty segments")
	}
}

func TestJSON(t *testing.T) {
	for _, good := range []string{`{}`, `[]`, ` {"a" : [1, -0.5e+3, true, false, null, "\u00e9\n\"\\"]} `, `"\ud83d\ude00"`, `"\ud83d"`, `{"b":1,"a":{"c":[]}}`, `0`} {
		value, bad := parseJSON(good)
		if bad != nil {
			t.Errorf("%s: %v", good, bad)
			continue
		}
		if _, bad := indexJSON(good); bad != nil {
			t.Errorf("index %s: %v", good, bad)
		}
		var want string
		if value.kind == jsonString && json.Unmarshal([]byte(good), &want) == nil && value.text != want {
			t.Errorf("%s: got %q, want %q", good, value.text, want)
		}
	}
	for bad, offset := range map[string]int{
		``: 0, `{`: 1, `{"a":}`: 5, `{"a" 1}`: 5, `[1,]`: 3, `{"a":1,}`: 7, `01`: 1, `"\x"`: 2, `"a`: 2, `nul`: 0, `{} x`: 3, "\"\n\"": 1,
		`1.`: 2, `-`: 1, `1e`: 2, `"\u12g4"`: 5, `{'a': 1}`: 1, `[1 2]`: 3,
	} {
		_, err := parseJSON(bad)
		if err == nil || err.offset != offset {
			t.Errorf("%q: got %v, want an error at %d", bad, err, offset)
		}
		if _, err := indexJSON(bad); err == nil || err.offset != offset {
			t.Errorf("index %q: got %v", bad, err)
		}
	}
	if _, err := parseJSON(strings.Repeat("[", 5000)); err == nil {
		t.Error("deep nesting is accepted")
	}
	value, _ := parseJSON(`{"z": 1, "a": 2, "z": 3}`)
	if !slices.Equal(value.keys, []string{"z", "a"}) || value.get("z").text != "3" {
		t.Errorf("repeated key: %+v", value)
	}
}

// FuzzJSON holds the parser against the standard library: the same texts are
// accepted, and strings mean the same.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5e-3,"x\u0041"]}`, `"\ud83d\ude00"`, `[`, `{"a":`, `tru`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		value, bad := parseJSON(text)
		_, badIndex := indexJSON(text)
		if (bad == nil) != (badIndex == nil) || (bad == nil) != json.Valid([]byte(text)) {
			t.Fatalf("%q: parse %v, index %v, valid %v", text, bad, badIndex, json.Valid([]byte(text)))
		}
		// Bytes that are not UTF-8 are kept as they are here.
		if bad == nil && value.kind == jsonString && utf8.ValidString(text) {
			var want string
			if json.Unmarshal([]byte(text), &want) == nil && value.text != want {
				t.Fatalf("%q: got %q, want %q", text, value.text, want)
			}
		}
	})
}

func TestEditDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "ab", 1}, {"abc", "xbc", 1}, {"Button", "Buton", 1}, {"abcdef", "ghijkl", 4}} {
		if got := editDistance(test.a, test.b, 3); got != test.want {
			t.Errorf("%s, %s: got %d", test.a, test.b, got)
		}
	}
}

func TestDefaults(t *testing.T) {
	for _, test := range []struct {
		target, mode, dependency string
		conditions, mains        string
		browser, relative        bool
	}{
		{"web", "production", "esm", "import module-sync module webpack production browser", "browser module main", true, false},
		{"web,es2020", "development", "commonjs", "require module-sync module webpack development browser", "browser module main", true, false},
		{"es2020", "none", "esm", "import module-sync module webpack production browser", "browser module main", true, false},
		{"node20", "production", "esm", "import module-sync module webpack production node", "module main", false, false},
		{"webworker", "production", "worker", "worker import module-sync module webpack production worker browser", "browser module main", true, true},
		{"electron-main", "production", "esm", "import module-sync module webpack production node electron", "module main", false, false},
		{"electron-renderer", "production", "esm", "import module-sync module webpack production node browser electron", "browser module main", true, false},
		{"electron-preload", "production", "esm", "import module-sync module webpack production node browser electron", "module main", false, false},
		{"web", "production", "url", "webpack production browser", "main", false, true},
		{"web", "development", "css-import", "webpack development style", "style main", false, true},
	} {
		o := Defaults(test.target, test.mode, test.dependency)
		var mains []string
		for _, field := range o.MainFields {
			mains = append(mains, strings.Join(field, "."))
		}
		if got := strings.Join(o.ConditionNames, " "); got != test.conditions {
			t.Errorf("%v: conditions %s", test, got)
		}
		if strings.Join(mains, " ") != test.mains || (len(o.AliasFields) > 0) != test.browser || o.PreferRelative != test.relative {
			t.Errorf("%v: got %v, %v, %v", test, mains, o.AliasFields, o.PreferRelative)
		}
	}
}
