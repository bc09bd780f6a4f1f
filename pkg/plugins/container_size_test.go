package plugins_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
)

// A container with one expose and three shares that uses no extras has to stay
// below webpack's: 6.0 kB minified and 2.9 kB gzip.
func TestContainerSize(t *testing.T) {
	dir := writeProject(t, `
-- federation.yaml --
mode: production
entry: {}
federation:
  name: checkout
  filename: remoteEntry.js
  exposes: {"./Button": ./src/Button.js}
  shared: {react: {singleton: true}, react-dom: {singleton: true}, lodash: {}}
-- package.json --
{"name": "checkout", "version": "1.0.0", "dependencies": {"react": "^19.0.0", "react-dom": "^19.0.0", "lodash": "^4.17.0"}}
-- src/Button.js --
import React, { useState } from "react"
import { createPortal } from "react-dom"
import { chunk } from "lodash"
export default () => [React, useState, createPortal, chunk]
-- node_modules/react/package.json --
{"name": "react", "version": "19.1.0"}
-- node_modules/react/index.js --
exports.useState = function () {}
-- node_modules/react-dom/package.json --
{"name": "react-dom", "version": "19.1.0", "peerDependencies": {"react": "^19.1.0"}}
-- node_modules/react-dom/index.js --
var React = require("react")
exports.createPortal = function () { return React }
-- node_modules/lodash/package.json --
{"name": "lodash", "version": "4.17.21"}
-- node_modules/lodash/index.js --
exports.chunk = function () {}
`)
	entry := buildDir(t, dir, 2).Assets.Lookup("remoteEntry.js")
	if entry == nil {
		t.Fatal("no remoteEntry.js")
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(entry.Data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("remoteEntry.js: %d bytes, %d gzip", len(entry.Data), b.Len())
	if len(entry.Data) > 6000 || b.Len() > 2900 {
		t.Errorf("remoteEntry.js is %d bytes and %d gzip; the budget is 6000 and 2900", len(entry.Data), b.Len())
	}
}

// A host carries what it uses: each option of Module Federation 2 brings a piece of
// runtime, by a word of which some are known here, and a host without it has none.
func TestHostPaysForWhatItUses(t *testing.T) {
	extras := []struct{ name, from, to, word string }{
		{"manifest", "cart@https://cart.example/remoteEntry.js", "https://cart.example/mf-manifest.json", "manifest-invalid"},
		{"version-first", "name: shop", "name: shop, shareStrategy: version-first", ""},
		{"loaded-first", "name: shop", "name: shop, shareStrategy: loaded-first", ""},
		{"scopes", "shared:", "shareScope: [default, other], shared:", ""},
		{"provider", "singleton: true", "singleton: true, provider: cart", ""},
		{"retry", "cart: cart@https://cart.example/remoteEntry.js", "cart: {url: cart@https://cart.example/remoteEntry.js, retry: {attempts: 2, delay: 10}}", "attempts"},
		{"plugins", "name: shop", "name: shop, runtimePlugins: [./src/plugin.js]", "errorLoadRemote"},
		{"runtime API", "", "", "instance-single"},
	}
	build := func(change func(string) string) string {
		out := buildDir(t, writeProject(t, change(`
-- federation.yaml --
mode: production
entry: ./src/index.js
federation: {name: shop, remotes: {cart: cart@https://cart.example/remoteEntry.js}, shared: {react: {singleton: true}}}
-- package.json --
{"name": "shop", "version": "1.0.0", "dependencies": {"react": "^19.0.0"}}
-- src/index.js --
import { version } from "react"
import("cart/Button").then((m) => m.default(version))
-- src/plugin.js --
export default () => ({ name: "p" })
-- node_modules/react/package.json --
{"name": "react", "version": "19.1.0"}
-- node_modules/react/index.js --
exports.version = "19.1.0"
`)), 1)
		return string(out.Assets.Lookup("main.js").Data)
	}
	plain := build(func(s string) string { return s })
	if len(plain) > 9000 {
		t.Errorf("a host with one remote and one share is %d bytes", len(plain))
	}
	for _, x := range extras {
		t.Run(x.name, func(t *testing.T) {
			with := build(func(s string) string {
				if x.from == "" {
					return strings.Replace(s, "-- src/index.js --\n", "-- src/index.js --\nimport { registerRemotes } from \"mfbundle/runtime\"\nregisterRemotes([])\n", 1)
				}
				return strings.Replace(s, x.from, x.to, 1)
			})
			if x.word != "" && (strings.Contains(plain, x.word) || !strings.Contains(with, x.word)) {
				t.Errorf("%q is there without it, or not with it", x.word)
			}
			if len(with) <= len(plain) {
				t.Errorf("%d bytes without it, %d with it", len(plain), len(with))
			}
		})
	}
}
