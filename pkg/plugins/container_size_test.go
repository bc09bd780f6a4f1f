package plugins_test

import (
	"bytes"
	"compress/gzip"
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
