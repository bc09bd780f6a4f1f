// Package emit names output files and writes them.
//
// It takes bytes and templates, and leaves a folder in which either the whole
// new build stands or, after an error, the whole previous one. It must not know
// of modules or chunks.
package emit
