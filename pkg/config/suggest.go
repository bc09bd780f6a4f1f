package config

import "strings"

// nearest returns the candidate that s was probably meant to be, "" when none
// is near: differing in case or separators only, or by few edits for its length.
func nearest(s string, candidates []string) string {
	best, bestCost := "", 1+min(len(s), 9)/3
	for _, c := range candidates {
		cost := distance(fold(s), fold(c))
		if cost < bestCost || cost == bestCost && best == "" {
			best, bestCost = c, cost
		}
	}
	return best
}

// fold makes "public_path", "public-path" and "publicpath" equal.
func fold(s string) string {
	return strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(s))
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours that turn a into b (optimal string alignment), in bytes.
func distance(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return 64 // no key is that long; keeps hostile input cheap
	}
	var two, one []int
	now := make([]int, len(b)+1)
	for j := range now {
		now[j] = j
	}
	for i := 1; i <= len(a); i++ {
		two, one, now = one, now, make([]int, len(b)+1)
		now[0] = i
		for j := 1; j <= len(b); j++ {
			replace := one[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			now[j] = min(replace, one[j]+1, now[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], two[j-2]+1)
			}
		}
	}
	return now[len(b)]
}
