package plugins

import "testing"

func TestHashProvider(t *testing.T) {
	files := func(texts ...string) []hashedFile {
		var list []hashedFile
		for i := 0; i < len(texts); i += 2 {
			list = append(list, hashedFile{texts[i], []byte(texts[i+1])})
		}
		return list
	}
	base := hashProvider(files("index.js", "a", "lib.js", "b"), "1.0.0", false, true, nil)
	if len(base) != 16 {
		t.Errorf("hash %q has %d digits, want 16", base, len(base))
	}
	if got := hashProvider(files("lib.js", "b", "index.js", "a"), "1.0.0", false, true, nil); got != base {
		t.Errorf("the order of files changes the hash: %s, %s", base, got)
	}
	seen := map[string]string{base: "base"}
	for name, h := range map[string]string{
		"another text":                 hashProvider(files("index.js", "a", "lib.js", "c"), "1.0.0", false, true, nil),
		"another file":                 hashProvider(files("index.js", "a", "lib2.js", "b"), "1.0.0", false, true, nil),
		"a file less":                  hashProvider(files("index.js", "a"), "1.0.0", false, true, nil),
		"texts that run together":      hashProvider(files("index.js", "a\n6:lib.js 1:b"), "1.0.0", false, true, nil),
		"another version":              hashProvider(files("index.js", "a", "lib.js", "b"), "1.0.1", false, true, nil),
		"eager":                        hashProvider(files("index.js", "a", "lib.js", "b"), "1.0.0", true, true, nil),
		"not a singleton":              hashProvider(files("index.js", "a", "lib.js", "b"), "1.0.0", false, false, nil),
		"a version that looks like it": hashProvider(files("index.js", "a", "lib.js", "b"), "1.0.0 eager=false", false, true, nil),
		"nothing":                      hashProvider(nil, "1.0.0", false, true, nil),
	} {
		if other, ok := seen[h]; ok {
			t.Errorf("%s and %s have one hash", name, other)
		}
		seen[h] = name
	}
}
