package chunk

import (
	"hash/fnv"
	"slices"
	"sort"
	"strconv"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// hashName is a short, stable, readable hash of a name.
func hashName(s string) string {
	h := fnv.New64a()
	h.Write([]byte(s))
	return strconv.FormatUint(h.Sum64()&0xffffffff, 36)
}

// AssignIDs gives output ids to names, by one of webpack's methods:
//
//	named          the name itself, quoted
//	natural        0, 1, 2 in order; with size and total-size it is that of the caller
//	deterministic  short numbers that depend on the name and hardly on the others
//	hashed         a short hash of the name, quoted
//
// The names must be unique. Ids come back as JavaScript literals, in the order
// of names.
func AssignIDs(method string, names []string) []string {
	ids := make([]string, len(names))
	switch method {
	case "natural", "size", "total-size":
		for i := range names {
			ids[i] = strconv.Itoa(i)
		}
	case "deterministic":
		assignDeterministic(ids, names)
	case "hashed":
		used := make(map[string]bool)
		for _, i := range byName(names) {
			h := hashName(names[i])
			for n := 4; ; n++ {
				if n > len(h) {
					h += "0"
				}
				if !used[h[:n]] {
					used[h[:n]] = true
					ids[i] = strconv.Quote(h[:n])
					break
				}
			}
		}
	default:
		for i, name := range names {
			if inherited[name] {
				name += "_"
				for slices.Contains(names, name) {
					name += "_"
				}
			}
			ids[i] = graph.Quote(name)
		}
	}
	return ids
}

// inherited are the members that every object has. The runtime looks ids up in
// plain objects, so none of these can be one.
var inherited = map[string]bool{
	"__defineGetter__": true, "__defineSetter__": true, "__lookupGetter__": true, "__lookupSetter__": true, "__proto__": true,
	"constructor": true, "hasOwnProperty": true, "isPrototypeOf": true, "propertyIsEnumerable": true, "toLocaleString": true,
	"toString": true, "valueOf": true,
}

func byName(names []string) []int {
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return names[order[a]] < names[order[b]] })
	return order
}

// assignDeterministic hashes each name into a range with room to spare, so that
// adding a module rarely moves the id of another. Clashes are settled in the
// order of names.
func assignDeterministic(ids, names []string) {
	space := uint64(1000)
	for space < 5*uint64(len(names)) {
		space *= 10
	}
	used := make(map[uint64]bool, len(names))
	for _, i := range byName(names) {
		for salt := 0; ; salt++ {
			h := fnv.New64a()
			h.Write([]byte(names[i]))
			if salt > 0 {
				h.Write([]byte(strconv.Itoa(salt)))
			}
			// Fold: the low bits of FNV alone are poor for short names.
			v := h.Sum64()
			id := (v ^ v>>29 ^ v>>43) % space
			if !used[id] {
				used[id] = true
				ids[i] = strconv.FormatUint(id, 10)
				break
			}
		}
	}
}
