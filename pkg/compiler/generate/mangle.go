package generate

import (
	"hash/fnv"
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// exportName is the property under which module m offers export name: the name
// itself, or a short one where every use of the exports of m is written by this
// build. What a namespace object, another build or CommonJS code may read by its
// name keeps it.
func (in *Input) exportName(m graph.ModuleID, name string) string {
	if in.Config.Optimization.MangleExports == "" {
		return name
	}
	in = in.whole()
	in.mangle.Do(in.mangleExports)
	if short, ok := in.short[m][name]; ok {
		return short
	}
	return name
}

func (in *Input) mangleExports() {
	in.short = make(map[graph.ModuleID]map[string]string)
	for i := range in.Graph.Modules {
		m := graph.ModuleID(i)
		src, ok := in.Graph.Modules[m].Body.(*graph.Source)
		if !ok || !src.ESM() || !in.Link.Live[m] || len(in.Link.Exports[m]) == 0 ||
			in.Link.All[m] || in.Link.Namespace[m] || len(in.Link.Stars[m]) > 0 ||
			src.Record.Flags&(graph.HasEval|graph.HasWith|graph.UsesModule|graph.UsesExports) != 0 {
			continue
		}
		names := make([]string, 0, len(in.Link.Exports[m]))
		for _, e := range in.Link.Exports[m] {
			names = append(names, e.Name)
		}
		in.short[m] = shortNames(names, nil, in.Config.Optimization.MangleExports == "size")
	}
	in.mangleCommonJS()
}

const (
	nameStart = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	nameRest  = nameStart + "0123456789"
)

// shortNames gives each name a short one. Those of one letter stay. With size
// they are the shortest there are, a, b, c; otherwise they depend on the name,
// so that a new export rarely changes those of the others. None gets one of kept.
func shortNames(names, kept []string, size bool) map[string]string {
	sort.Strings(names)
	out := make(map[string]string, len(names))
	used := make(map[string]bool, len(names))
	for _, n := range kept {
		used[n] = true
	}
	for _, n := range names {
		if len(n) == 1 {
			used[n] = true
		}
	}
	next := 0
	for _, n := range names {
		if len(n) == 1 || len(names) == 1 && n != "default" && len(n) <= 2 {
			continue
		}
		short := ""
		for salt := 0; short == "" || used[short]; salt++ {
			if size {
				short = letters(next)
				next++
				continue
			}
			h := fnv.New32a()
			h.Write([]byte(n))
			h.Write([]byte{byte(salt)})
			v := h.Sum32()
			v ^= v >> 15
			if len(names) <= 20 && salt < 3 {
				short = letters(int(v % uint32(len(nameStart))))
			} else {
				short = letters(len(nameStart) + int(v%uint32(len(nameStart)*len(nameRest))))
			}
		}
		used[short] = true
		out[n] = short
	}
	return out
}

// letters is the n-th identifier in the order of length.
func letters(n int) string {
	if n < len(nameStart) {
		return nameStart[n : n+1]
	}
	n -= len(nameStart)
	b := []byte{nameStart[n%len(nameStart)]}
	n /= len(nameStart)
	for n >= 0 {
		b = append(b, nameRest[n%len(nameRest)])
		n = n/len(nameRest) - 1
	}
	return string(b)
}
