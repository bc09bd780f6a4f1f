// Package plugins holds the built-in plugins, one file each: everything that
// mfbundle knows of Module Federation, written with hooks, bodies and runtime
// features against package compiler.
//
// A plugin computes its tables in Apply and only reads them in taps that run
// concurrently; what taps collect is behind a lock.
package plugins
