package diag

// Nearest returns the one of names that a person most likely meant by name, or
// "" when none is close: at most a third of the letters may differ.
func Nearest(name string, names []string) string {
	best, bestAt := "", len(name)/3+1
	for _, n := range names {
		if n == name {
			continue
		}
		if d := distance(name, n, bestAt); d < bestAt || d == bestAt && best == "" {
			best, bestAt = n, d
		}
	}
	return best
}

// distance is the edit distance with swaps of neighbours, counting a change of
// case as nothing but a half-step; more than limit is reported as limit+1.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	prev2 := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if lower(a[i-1]) == lower(b[j-1]) {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
