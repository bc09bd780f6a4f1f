// Package source is about positions in text: spans, lists of edits, line
// tables and source maps.
//
// It takes bytes and offsets and gives bytes and offsets back. It must not know
// what a module is, which language a file is written in, or where files come
// from.
package source
