package chunk

import (
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// limitSizes splits the chunks that are larger than maxSize into parts. The parts
// are cut between modules whose names differ most, so that they stay the same
// when a module is added or removed elsewhere.
func (r *ruler) limitSizes() {
	for id := ID(0); int(id) < len(r.c.out.Chunks); id++ {
		rule := r.made[id]
		if rule == nil {
			rule = r.rules.Fallback
			if rule == nil || len(r.selected(rule, []ID{id})) == 0 {
				continue
			}
		}
		limit := rule.MaxAsyncSize
		switch initial, async := r.kind(id); {
		case initial && async:
			for k := range limit {
				limit[k] = least(limit[k], rule.MaxInitialSize[k])
			}
		case initial:
			limit = rule.MaxInitialSize
		}
		if limit.zero() {
			continue
		}
		parts := r.parts(sortedModules(r.mods[id]), rule.MinSizeForMaxSize, limit)
		if len(parts) < 2 {
			continue
		}
		r.cut(id, rule, parts)
	}
}

// cut makes a chunk of each part but the last, which stays where it is.
func (r *ruler) cut(id ID, rule *Rule, parts [][]graph.ModuleID) {
	base := r.c.out.Chunks[id]
	for i, part := range parts {
		key := partKey(r.c.g, part)
		if r.rules.HidePathInfo {
			key = hashName(key)
		}
		name := ""
		if base.Named {
			name = base.Name + rule.Delimiter + key
		}
		if i == len(parts)-1 {
			if ch := &r.c.out.Chunks[id]; name != "" && ch.Entry < 0 {
				ch.Name = name
			}
			break
		}
		to := r.newChunk(&Rule{Filename: base.Filename, IDHint: base.Hint, Delimiter: rule.Delimiter}, name)
		if name == "" {
			r.c.out.Chunks[to].Part = key
		}
		r.made[to] = &Rule{} // it has its size
		for _, m := range part {
			r.mods[to][m] = true
			delete(r.mods[id], m)
		}
		r.follow(id, to)
	}
}

// least is the smaller of two limits, of which 0 is none.
func least(a, b int) int {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

func partKey(g *graph.Graph, part []graph.ModuleID) string {
	first := fileSafe(g.Modules[part[0]].Name)
	last := fileSafe(g.Modules[part[len(part)-1]].Name)
	n := 0
	for n < len(first) && n < len(last) && first[n] == last[n] {
		n++
	}
	key := first
	if len(part) > 1 {
		key = strings.TrimRight(first[:n], "_-")
	}
	h := hashName(g.Modules[part[0]].Name)
	if len(h) > 8 {
		h = h[:8]
	}
	if key == "" {
		return h
	}
	return key + "-" + h
}

// parts divides modules, by name, so that no part exceeds the limit where that is
// possible and none is less than least.
func (r *ruler) parts(mods []graph.ModuleID, least, limit Sizes) [][]graph.ModuleID {
	var rest, alone []graph.ModuleID
	for _, m := range mods {
		switch s := r.sizeOf(m); {
		case !movable(&r.c.g.Modules[m]):
			rest = append(rest, m)
		case s.exceeds(limit) && s.reaches(least):
			alone = append(alone, m) // too large whatever it is with
		default:
			rest = append(rest, m)
		}
	}
	var out [][]graph.ModuleID
	for _, m := range alone {
		out = append(out, []graph.ModuleID{m})
	}
	sort.Slice(rest, func(i, j int) bool { return r.c.g.Modules[rest[i]].Name < r.c.g.Modules[rest[j]].Name })
	if len(rest) > 0 {
		out = append(out, r.divide(rest, least, limit)...)
	}
	return out
}

func (s Sizes) exceeds(limit Sizes) bool {
	for k := range s {
		if limit[k] > 0 && s[k] > limit[k] {
			return true
		}
	}
	return false
}

// divide cuts a list in two where the names on both sides have least in common,
// among the places that leave enough on both sides, until the parts fit.
func (r *ruler) divide(list []graph.ModuleID, least, limit Sizes) [][]graph.ModuleID {
	var total Sizes
	for _, m := range list {
		total.add(r.sizeOf(m))
	}
	if !total.exceeds(limit) || len(list) < 2 {
		return [][]graph.ModuleID{list}
	}
	best, bestSame := -1, 0
	var left Sizes
	for i := 1; i < len(list); i++ {
		left.add(r.sizeOf(list[i-1]))
		right := total
		right.sub(left)
		if !left.reaches(least) || !right.reaches(least) {
			continue
		}
		same := similar(r.c.g.Modules[list[i-1]].Name, r.c.g.Modules[list[i]].Name)
		if best < 0 || same < bestSame {
			best, bestSame = i, same
		}
	}
	if best < 0 {
		return [][]graph.ModuleID{list}
	}
	return append(r.divide(list[:best:best], least, limit), r.divide(list[best:], least, limit)...)
}

// similar weighs how much two names are alike: equal letters count, near ones a
// little.
func similar(a, b string) int {
	n := 0
	for i := 0; i < min(len(a), len(b)); i++ {
		d := int(a[i]) - int(b[i])
		if d < 0 {
			d = -d
		}
		n += max(0, 10-d)
	}
	return n
}
