package generate

import (
	"path"
	"sort"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/minify"
)

// reserved cannot be the name of a binding in strict code, or means something
// else in a factory.
var reserved = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`break case catch class const continue debugger default delete do else enum export extends false
		finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield
		let static implements interface package private protected public await eval arguments async of get set
		undefined NaN Infinity`) {
		m[w] = true
	}
	m[R] = true
	return m
}()

// namer hands out names for one scope. Taken are all names that mean something
// anywhere inside of it, so a new name can neither clash with a declaration nor
// be captured by one.
type namer struct {
	taken map[string]bool
	next  map[string]int // first suffix to try
	short int            // next candidate of shortName
	// record, when set, is the one module of the scope. Its names are looked up
	// where they are: a map of them for each of thousands of modules, to choose a
	// handful of names, would cost more than all the rest of generating.
	record *graph.Record
}

func newNamer(size int) *namer {
	return &namer{taken: make(map[string]bool, size)}
}

func (n *namer) take(name string) { n.taken[name] = true }

func (n *namer) free(name string) bool {
	return !n.taken[name] && !reserved[name] && (n.record == nil || !mentions(n.record, name))
}

// declares reports whether a scope of the module declares a name.
func declares(r *graph.Record, name string) bool {
	if i := sort.SearchStrings(r.Nested, name); i < len(r.Nested) && r.Nested[i] == name {
		return true
	}
	for i := range r.Symbols {
		if r.Symbols[i].Name == name {
			return true
		}
	}
	return false
}

// mentions reports whether name means something anywhere in a module.
func mentions(r *graph.Record, name string) bool {
	if declares(r, name) {
		return true
	}
	for i := range r.Free {
		if r.Free[i].Name == name {
			return true
		}
	}
	return false
}

// pick returns name, or name with the first suffix that makes it free.
func (n *namer) pick(name string) string {
	if n.free(name) {
		n.taken[name] = true
		return name
	}
	for i := n.next[name] + 1; ; i++ {
		c := name + "$" + strconv.Itoa(i)
		if n.free(c) {
			if n.next == nil {
				n.next = make(map[string]int)
			}
			n.next[name] = i
			n.taken[c] = true
			return c
		}
	}
}

// pickShort returns the next free name of at least two letters. Single letters
// are left to the names inside functions, which the minifier chooses and which
// are far more.
func (n *namer) pickShort() string {
	for {
		i := n.short
		n.short++
		if s := minify.ShortName(len(minify.FirstLetters) + i); n.free(s) {
			n.taken[s] = true
			return s
		}
	}
}

// identifierFor makes a readable identifier of a module name:
// "./node_modules/@mui/material/Button/Button.js" gives Button.
func identifierFor(name string) string {
	if i := strings.IndexAny(name, "?"); i > 0 {
		name = name[:i]
	}
	base := path.Base(name)
	if i := strings.IndexByte(base, '.'); i > 0 {
		base = base[:i]
	}
	if base == "index" {
		if dir := path.Base(path.Dir(name)); dir != "." && dir != "/" {
			base = dir
		}
	}
	var b strings.Builder
	for i := 0; i < len(base); i++ {
		switch c := base[i]; {
		case c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || b.Len() > 0 && '0' <= c && c <= '9':
			b.WriteByte(c)
		case b.Len() > 0:
			b.WriteByte('_')
		}
	}
	if b.Len() == 0 {
		return "module_"
	}
	return b.String()
}

// nameSymbols chooses the final name of every module-level binding of a group.
func (g *group) nameSymbols() {
	in := g.in
	if len(g.modules) == 1 {
		// A scope of its own: names can stay as they are.
		m := g.modules[0]
		r := in.Graph.Modules[m].Body.(*graph.Source).Record
		names := make([]string, len(r.Symbols))
		for i := range r.Symbols {
			if n := r.Symbols[i].Name; n != "default" && n != R {
				names[i] = r.Symbols[i].Name
			}
		}
		for i := range r.Symbols {
			if r.Symbols[i].Name == R {
				names[i] = g.namer.pick(R)
			} else if names[i] == "" {
				names[i] = g.namer.pick(identifierFor(in.Graph.Modules[m].Name) + "_default")
			}
		}
		g.names[m] = names
		return
	}
	type counted struct {
		m    graph.ModuleID
		sym  int
		uses int
	}
	var all []counted
	for _, m := range g.modules {
		r := in.Graph.Modules[m].Body.(*graph.Source).Record
		g.names[m] = make([]string, len(r.Symbols))
		uses := make([]int, len(r.Symbols))
		live := in.Link.Stmts[m]
		for i := range r.Stmts {
			if live != nil && !live[i] {
				continue
			}
			for k := r.Stmts[i].Refs.From; k < r.Stmts[i].Refs.To; k++ {
				uses[r.Refs[k].Sym]++
			}
			for _, s := range r.Stmts[i].Declares {
				uses[s]++
			}
		}
		for i := range r.Symbols {
			if r.Symbols[i].Kind != graph.SymImport && uses[i] > 0 {
				all = append(all, counted{m, i, uses[i]})
			}
		}
	}
	if g.short {
		// In the order in which they are declared, so that those of one module are alike
		// and the text compresses better. Where there are more than names of two letters,
		// what is used more than long times comes first.
		long := 0
		if len(all) > minify.TwoLetters {
			uses := make([]int, len(all))
			for i := range all {
				uses[i] = -all[i].uses
			}
			sort.Ints(uses)
			long = -uses[minify.TwoLetters]
		}
		for _, rare := range []bool{false, true} {
			for _, c := range all {
				if (c.uses <= long) == rare {
					g.names[c.m][c.sym] = g.namer.pickShort()
				}
			}
		}
		return
	}
	for _, c := range all {
		name := in.Graph.Modules[c.m].Body.(*graph.Source).Record.Symbols[c.sym].Name
		if name == "default" {
			name = identifierFor(in.Graph.Modules[c.m].Name) + "_default"
		}
		g.names[c.m][c.sym] = g.namer.pick(name)
	}
}
