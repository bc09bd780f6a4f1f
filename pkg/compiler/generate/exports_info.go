package generate

import (
	"slices"
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// exportsInfo replaces __webpack_exports_info__.x.used and its relatives by what
// linking found out.
func (e *editor) exportsInfo(f *graph.FreeRef) {
	if f.Chain < 0 || len(e.r.Chains[f.Chain].Names) == 0 {
		e.replace(f.Start, f.End, "(true)")
		return
	}
	c := &e.r.Chains[f.Chain]
	names, ends := c.Names, c.Ends
	if len(names) == 1 {
		text := "(void 0)"
		switch names[0] {
		case "used":
			text = e.usedAtAll()
		case "usedExports":
			text = e.usedExports()
		}
		e.replace(f.Start, ends[0], text)
		return
	}
	last := len(names) - 1
	text := "(void 0)"
	shakes := e.in.Link.Stmts[e.m] != nil
	used := e.in.Link.All[e.m] || !shakes || slices.ContainsFunc(e.used(), func(n string) bool { return n == names[0] })
	switch names[last] {
	case "used":
		text = truth(used)
	case "useInfo":
		if shakes {
			text = truth(used)
		}
	case "provideInfo":
		x := e.src.Exports()
		switch {
		case slices.Contains(x.Names, names[0]):
			text = "true"
		case !x.Open:
			text = "false"
		}
	case "canMangle":
		if shakes {
			text = truth(!e.in.Link.All[e.m])
		}
	}
	e.replace(f.Start, ends[last], text)
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// used are the names of the exports that somebody uses, sorted.
func (e *editor) used() []string {
	if !e.src.ESM() {
		return e.in.Link.Used[e.m]
	}
	names := slices.Clone(e.in.Link.Used[e.m])
	for _, x := range e.in.Link.Exports[e.m] {
		names = append(names, x.Name)
	}
	sort.Strings(names)
	return names
}

func (e *editor) usedAtAll() string {
	return truth(e.in.Link.All[e.m] || !e.src.ESM() && e.in.Link.Stmts[e.m] == nil || len(e.used()) > 0)
}

// usedExports is a list, true for all, or null when nobody has looked.
func (e *editor) usedExports() string {
	switch {
	case e.in.Link.Stmts[e.m] == nil:
		return "null"
	case e.in.Link.All[e.m]:
		return "true"
	}
	text := "["
	for i, n := range e.used() {
		if i > 0 {
			text += ", "
		}
		text += graph.Quote(n)
	}
	return text + "]"
}
