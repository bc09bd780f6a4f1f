// Package compiler runs the passes of a build in order and offers the hooks that
// plugins tap.
//
// It takes a frozen configuration and returns a Build: diagnostics, output files
// and the columns that each pass made. Reading Compiler.Run from top to bottom
// is reading the compiler. It must not know any plugin.
package compiler
