package source

// FileID names one input file of a build. Zero means "no file".
type FileID uint32

// Span is a range of bytes in one file: [Start, End). The zero Span points at
// nothing and stands for "no user wrote this". Lines and columns are computed
// only when a diagnostic is printed.
type Span struct {
	File       FileID
	Start, End uint32
}
