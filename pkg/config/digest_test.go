package config

import (
	"encoding/hex"
	"testing"
)

// The sums are those of Node's crypto for "abc", but for xxhash64.
func TestHashFunctions(t *testing.T) {
	want := map[string]string{
		"md4": "a448017aaf21d8525fc10ae87aa6729d", "md5": "900150983cd24fb0d6963f7d28e17f72", "": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"ripemd160": "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc", "sha512-256": "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
		"sha3-256":   "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
		"blake2s256": "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982", "xxhash64": "44bc2cf5ad770999",
	}
	for name, sum := range want {
		h := NewHash(name)
		h.Write([]byte("abc"))
		if got := hex.EncodeToString(h.Sum(nil)); got != sum {
			t.Errorf("%s: %s, want %s", name, got, sum)
		}
	}
	for _, name := range HashFunctions {
		if hashFunctions[name] == nil {
			t.Errorf("%s is no function", name)
		}
	}
	if len(HashFunctions) != len(hashFunctions) {
		t.Errorf("%d names for %d functions", len(HashFunctions), len(hashFunctions))
	}
}

func TestGlobs(t *testing.T) {
	list := func(patterns ...string) *globs {
		n := &node{kind: kindList}
		for _, p := range patterns {
			n.items = append(n.items, &node{kind: kindString, text: p})
		}
		return newGlobs(n)
	}
	tests := []struct {
		g    *globs
		path string
		want bool
	}{
		{list("*.js"), "/a/b/c.js", true},
		{list("b/*.js"), "/a/b/c.js", true},
		{list("b/*.js"), "/a/b/d/c.js", false},
		{list("./b/**"), "/a/b/d/c.js", true},
		{list("/a/*/c.js"), "/a/b/c.js", true},
		{list("/b/c.js"), "/a/b/c.js", false},
		{list("*.{js,ts}", "!*.test.ts"), "/a/x.test.ts", false},
		{list("*.{js,ts}", "!*.test.ts"), "/a/x.ts", true},
		{list("!*.ts"), "/a/x.js", true},
	}
	for _, tt := range tests {
		if got := tt.g.match(tt.path); got != tt.want {
			t.Errorf("%v %v on %s: %v", tt.g.any, tt.g.none, tt.path, got)
		}
	}
}
