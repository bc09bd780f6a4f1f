// Package css reads style sheets and puts them out.
//
// Analyze takes the bytes of one sheet and returns what it refers to, by byte
// offsets (Sheet), and what is wrong with it. Sheet.Edits turns the addresses
// that references resolved to into edits of the same bytes; Wrap makes the rules
// around a sheet that is imported on a condition; Minify shrinks the outcome.
// The package knows no files, modules or chunks: resolving a reference and
// putting sheets in order is for its callers.
//
// Tokens come from the lexer of tdewolff/parse, which tile the input; the
// structure is found here. The library's parser is not usable: it drops comments,
// rewrites white space and rejects nested rules.
// Rules: the specifications CSS Syntax 3, CSS Cascade 5 (@import), CSS Images 4
// (image-set).
package css
