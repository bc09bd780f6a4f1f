// Package graph is the data that passes hand on: typed ids and tables, modules
// and their deps, and Record, the flat facts of one parsed JavaScript file.
//
// Everything here is read-only once the pass that made it has returned. A pass
// that learns something returns a new Table indexed by the same id; it never
// adds a field here. The package knows no parser, no resolver and no plugin.
package graph
