// Package diag holds the problems that are shown to a user.
//
// A pass builds Diagnostics as data and returns them; the printers of this
// package turn them into text, JSON or CI annotations. Building and printing
// never meet: a pass knows nothing of colour, width or the terminal.
package diag
