// Package parse turns the bytes of one JavaScript, TypeScript or JSX file into
// a graph.Record.
//
// It takes a display name, bytes and Options that are fixed for a build, and
// returns the record and diagnostics. It must not know where files come from,
// what a specifier means, or what other modules exist.
//
// The tree of github.com/tdewolff/parse carries no positions and its scopes are
// wrong in places, so the tree is trusted for structure only: the walker goes
// through it once, in source order, and consumes every token of the grammar at
// a cursor over the bytes. A token that is not where the tree says makes the
// walk fail, which is how misparses of the library are noticed. While walking,
// an own resolver (scope.go) binds names, and everything later passes need is
// written down. The tree is dropped when the walk ends.
//
// What the library cannot read goes down a ladder (ladder.go): masked bytes,
// esbuild as a rewriter, and at last esbuild as a bundler of this one file.
package parse
