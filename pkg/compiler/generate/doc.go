// Package generate writes JavaScript: the factory of each group of modules, and
// from those the text of each chunk with its source map.
//
// It takes the graph and the columns of link and chunk, and returns bytes. It
// decides every name in the output, but not the names of files, and it writes
// nothing to disk. Module text is the original bytes with edits; nothing is ever
// printed from a tree.
package generate
