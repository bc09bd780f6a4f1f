// Package link answers, for a whole graph: which export does each import mean,
// which statements and exports are used, in which order do modules run.
//
// It takes the graph and returns columns; it changes nothing in the graph. It
// must not know of chunks, output ids or text: cross-module references come out
// as Bindings, and the generator turns them into names once it knows what
// travels together.
package link
