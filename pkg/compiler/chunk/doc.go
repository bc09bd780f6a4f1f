// Package chunk decides which modules travel together.
//
// It takes the graph and what linking found live, and returns chunks, the roots
// that load them, and the groups of modules that share one scope. It must not
// know of federation: an expose, a share's fallback and import() are all async
// deps to it. It writes no text and no file names.
package chunk
