// Package npmrange parses version ranges and versions by the rules of npm's
// "semver" package, strict mode, and answers which version satisfies which
// range.
//
// Masterminds/semver holds and orders versions; its own constraints are not
// used, because they answer differently: "" is an error there and any release
// at npm, ">=1.2.3-alpha.3" takes 3.4.5-alpha.9 there and not at npm, and
// commas, "!=" and "=<" mean something there and are errors at npm. A range is
// turned into sets of plain comparators here instead, which are also what a
// runtime needs. testdata/ranges.txt keeps npm's answers; testdata/gen.mjs asks
// for them again.
//
// The package also speaks the dialect of webpack's federation runtime: see
// EncodeWebpack.
package npmrange
