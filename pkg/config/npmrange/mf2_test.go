package npmrange

import "testing"

// TestAnswersOfMF2 compares with what the runtime of Module Federation 2 says.
func TestAnswersOfMF2(t *testing.T) {
	compare(t, "testdata/mf2.txt", SatisfiesMF2, func(string) string { return "" })
}
