package diag

import (
	"cmp"
	"slices"
)

// Sort orders diagnostics by file, place, severity, code and message, so that
// the same problems print in the same order however they were found. Those that
// point at nothing come last. The sort is stable.
func Sort(list []Diagnostic) {
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		if a.At.IsZero() != b.At.IsZero() {
			if a.At.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(
			cmp.Compare(a.At.File, b.At.File),
			cmp.Compare(a.At.Start, b.At.Start),
			cmp.Compare(a.At.End, b.At.End),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Module, b.Module),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// Dedupe returns list without repetitions, keeping the order: the same problem
// at the same place is often met by several importers or several builds.
func Dedupe(list []Diagnostic) []Diagnostic {
	type key struct {
		severity            Severity
		code, message, file string
		start, end          int
		module              string
	}
	seen := make(map[key]bool, len(list))
	out := make([]Diagnostic, 0, len(list))
	for _, d := range list {
		k := key{d.Severity, d.Code, d.Message, d.At.File, d.At.Start, d.At.End, d.Module}
		if !seen[k] {
			seen[k] = true
			out = append(out, d)
		}
	}
	return out
}
