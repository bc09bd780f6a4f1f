package chunk

import (
	"math/bits"
	"slices"
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
)

// ID is the index of a chunk in Graph.Chunks.
type ID uint32

// RootID is the index of a root in Graph.Roots.
type RootID uint32

// NoRoot is the root of a module that nothing loads asynchronously.
const NoRoot = ^RootID(0)

// Options say how far to split and to merge.
type Options struct {
	// MinSize is the number of source bytes from which modules that several async
	// roots have in common get a chunk of their own; smaller ones are repeated in
	// each. Negative: nothing is split off (splitChunks: false).
	MinSize int
	// Rules are applied first; nil for none.
	Rules *Rules
	// MergeDuplicates makes one chunk of several with the same modules; KeepEmpty
	// keeps chunks that have none.
	MergeDuplicates, KeepEmpty bool
	// Whole tells whether import() makes no chunks for an entry: what it leads to is
	// part of the entry's. Nil for none.
	Whole func(*graph.Entry) bool
	// MaxChunks merges chunks until there are no more, as far as entries allow;
	// MinChunkSize until none has fewer bytes of source. 0 for no limit.
	MaxChunks, MinChunkSize int
	// Concatenate lets ES modules share one scope (scope hoisting).
	Concatenate bool
	// Taken are names that only entries may have: those of the files of runtimes.
	Taken []string
	// Usage tells of runtimes with a usage of their own; nil when what is used is the
	// same everywhere.
	Usage *Usage
	// ByUsage keeps a module out of a chunk for several runtimes when they use different
	// things of it (splitChunks.usedExports).
	ByUsage bool
}

// Root is a place where loading starts: an entry, or the target of async deps.
type Root struct {
	Name    string // asked for or derived; readable, unique
	Named   bool   // the user asked for the name
	Entry   int    // index into graph.Graph.Entries; -1 for async roots
	Whole   bool   // nothing is loaded from it
	Modules []graph.ModuleID
	Chunks  []ID // what has to be there before Modules can run, the root's own chunk last
}

// Chunk is a set of modules that travel together.
type Chunk struct {
	Name    string           // readable, unique
	Entry   int              // of the entry it boots; -1 for the others
	Modules []graph.ModuleID // ascending
	Roots   []RootID
	// Names that the user asked for are kept as they are in file names.
	Named bool
	// Filename is the template of a chunk that a rule made; "" for the usual one.
	Filename string
	// Of a chunk that a rule made and nobody named: what its name begins with and
	// how it goes on, and the part of a chunk that was too large.
	Hint, Delimiter, Part string
}

// Graph is what chunking returns.
type Graph struct {
	Chunks graph.Table[ID, Chunk]
	Roots  graph.Table[RootID, Root]
	// RootOf is the root of a module that async deps lead to.
	RootOf graph.Table[graph.ModuleID, RootID]
	// Views and ViewOf tell what chunks see, by chunk; nil when all see the same,
	// which is what the tables of the graph and of linking say.
	Views  []*View
	ViewOf graph.Table[ID, int32] // index into Views
	// Sync and Async are the deps of live modules that are followed at once and
	// by loading, in order.
	Sync  graph.Table[graph.ModuleID, []graph.ModuleID]
	Async graph.Table[graph.ModuleID, []graph.ModuleID]

	// Conflicts are the keys of rules whose name is that of an entry which is not
	// there wherever their modules are needed.
	Conflicts []string

	Groups  []Group
	GroupOf graph.Table[graph.ModuleID, int32] // index into Groups, with views of one of them; -1 for modules outside groups
}

// bitset is a set of small integers.
type bitset []uint64

func newBitset(n int) bitset    { return make(bitset, (n+63)/64) }
func (b bitset) has(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }
func (b bitset) set(i int)      { b[i>>6] |= 1 << (i & 63) }
func (b bitset) key() string    { return string(unsafeBytes(b)) }
func (b bitset) each(f func(i int)) {
	for w, v := range b {
		for v != 0 {
			f(w<<6 + bits.TrailingZeros64(v))
			v &= v - 1
		}
	}
}

// unsafeBytes spells a bitset as bytes, for use as a map key.
func unsafeBytes(b bitset) []byte {
	out := make([]byte, 0, 8*len(b))
	for _, v := range b {
		out = append(out, byte(v), byte(v>>8), byte(v>>16), byte(v>>24), byte(v>>32), byte(v>>40), byte(v>>48), byte(v>>56))
	}
	return out
}

type chunker struct {
	g   *graph.Graph
	l   *link.Result
	o   Options
	out *Graph
	// hoisted are the targets of hoisting deps, by importer.
	hoisted map[graph.ModuleID][]graph.ModuleID
	// children are the async roots that the modules of each root lead to.
	children [][]RootID
	own      []bitset // modules that each root brings
	later    *later   // nil when nothing is later than anything else
	views    *viewer  // nil when all chunks see the same
}

// Run makes chunks of the live modules of g.
func Run(g *graph.Graph, l *link.Result, o Options) *Graph {
	c := &chunker{g: g, l: l, o: o, hoisted: make(map[graph.ModuleID][]graph.ModuleID), out: &Graph{RootOf: make(graph.Table[graph.ModuleID, RootID], len(g.Modules))}}
	c.findHoisted()
	c.out.Sync, c.out.Async = c.depsOf(l)
	c.roots()
	c.views = c.newViewer()
	own := c.reach()
	c.hoist(own)
	c.own = own
	c.split(own)
	c.concatenate()
	return c.out
}

// findHoisted lists the targets of hoisting deps.
func (c *chunker) findHoisted() {
	for i := range c.g.Modules {
		mod := &c.g.Modules[i]
		if _, source := mod.Body.(*graph.Source); source || !c.l.Live[i] {
			continue
		}
		for d := range mod.Deps {
			if mod.Deps[d].Hoist && !mod.Deps[d].Weak {
				c.hoisted[graph.ModuleID(i)] = append(c.hoisted[graph.ModuleID(i)], mod.Deps[d].Target)
			}
		}
	}
}

// depsOf lists what each module that is live in l leads to, now that it is known
// which of its statements stay.
func (c *chunker) depsOf(l *link.Result) (sync, async graph.Table[graph.ModuleID, []graph.ModuleID]) {
	sync = make(graph.Table[graph.ModuleID, []graph.ModuleID], len(c.g.Modules))
	async = make(graph.Table[graph.ModuleID, []graph.ModuleID], len(c.g.Modules))
	for i := range c.g.Modules {
		m := graph.ModuleID(i)
		if !l.Live[m] {
			continue
		}
		mod := &c.g.Modules[m]
		add := func(t graph.ModuleID, later bool) {
			switch {
			case t == graph.NoModule || !l.Live[t]:
			case later:
				async[m] = append(async[m], t)
			default:
				sync[m] = append(sync[m], t)
			}
		}
		src, ok := mod.Body.(*graph.Source)
		if !ok {
			for d := range mod.Deps {
				if !mod.Deps[d].Weak && !mod.Deps[d].Hoist {
					add(mod.Deps[d].Target, mod.Deps[d].Async)
				}
			}
			continue
		}
		for _, e := range l.Eval[m] {
			add(e.Module, false)
		}
		for d := range mod.Deps {
			imp := &src.Record.Imports[d]
			switch imp.Kind {
			case graph.ImportStatic, graph.ImportExportFrom, graph.ImportExportStar:
				if imp.Phase == graph.PhaseDefer { // there, but not running
					add(mod.Deps[d].Target, false)
				}
				continue
			}
			if !l.Keeps(m, src.Record, imp.Stmt, imp.Start) || mod.Deps[d].Weak {
				continue
			}
			add(mod.Deps[d].Target, mod.Deps[d].Async)
		}
	}
	return sync, async
}

// roots numbers entries first, then the targets of async deps in graph order.
func (c *chunker) roots() {
	for i := range c.out.RootOf {
		c.out.RootOf[i] = NoRoot
	}
	taken := make(map[string]bool)
	for i := range c.g.Entries {
		e := &c.g.Entries[i]
		ms := append(append([]graph.ModuleID(nil), e.Run...), e.Include...)
		c.out.Roots = append(c.out.Roots, Root{Name: e.Name, Named: !e.Worker || e.Named, Entry: i, Whole: c.o.Whole != nil && c.o.Whole(e), Modules: ms})
		taken[e.Name] = true
	}
	wanted := make(map[graph.ModuleID]string)
	var targets []graph.ModuleID
	for i := range c.g.Modules {
		m := graph.ModuleID(i)
		for _, t := range c.out.Async[m] {
			if _, ok := wanted[t]; !ok {
				wanted[t] = ""
				targets = append(targets, t)
			}
		}
		if !c.l.Live[m] {
			continue
		}
		for d := range c.g.Modules[m].Deps {
			dep := &c.g.Modules[m].Deps[d]
			if name, ok := wanted[dep.Target]; ok && dep.Async && name == "" && dep.ChunkName != "" {
				wanted[dep.Target] = dep.ChunkName
			}
		}
	}
	sort.Slice(targets, func(i, j int) bool { return targets[i] < targets[j] })
	byName := make(map[string]RootID)
	for _, t := range targets {
		if name := wanted[t]; name != "" {
			if r, ok := byName[name]; ok { // one chunk name for several targets: they travel together
				c.out.Roots[r].Modules = append(c.out.Roots[r].Modules, t)
				c.out.RootOf[t] = r
				continue
			}
			byName[name] = RootID(len(c.out.Roots))
			c.out.RootOf[t] = byName[name]
			taken[name] = true
			c.out.Roots = append(c.out.Roots, Root{Name: name, Named: true, Entry: -1, Modules: []graph.ModuleID{t}})
			continue
		}
		name := fileSafe(c.g.Modules[t].Name)
		for taken[name] {
			name += "_"
		}
		taken[name] = true
		c.out.RootOf[t] = RootID(len(c.out.Roots))
		c.out.Roots = append(c.out.Roots, Root{Name: name, Entry: -1, Modules: []graph.ModuleID{t}})
	}
}

// fileSafe spells a module name so that it can be part of a file name and of a
// URL, as webpack does: "./src/App.js" becomes src_App_js.
func fileSafe(name string) string {
	name = strings.TrimLeft(name, "./")
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		switch ch := name[i]; {
		case 'a' <= ch && ch <= 'z', 'A' <= ch && ch <= 'Z', '0' <= ch && ch <= '9', ch == '-':
			b.WriteByte(ch)
		default:
			b.WriteByte('_')
		}
	}
	if b.Len() > 100 { // file systems end at 255 bytes, and hashes and extensions follow
		return b.String()[b.Len()-100:]
	}
	return b.String()
}

// reach finds for each root the modules it has to bring: those it reaches
// without loading, less those that are there on every way to it.
func (c *chunker) reach() []bitset {
	n, roots := len(c.g.Modules), len(c.out.Roots)
	reached := make([]bitset, roots)
	children := make([][]RootID, roots)
	visit := func(r int) {
		l, sync, async := c.l, c.out.Sync, c.out.Async
		if c.views != nil {
			v := c.views.view(c.views.of[r])
			l, sync, async = v.Link, v.Sync, v.Async
		}
		set := newBitset(n)
		seen := make(map[RootID]bool)
		children[r] = nil
		stack := append([]graph.ModuleID(nil), c.out.Roots[r].Modules...)
		for len(stack) > 0 {
			m := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if set.has(int(m)) || !l.Live[m] {
				continue
			}
			set.set(int(m))
			stack = append(stack, sync[m]...)
			for _, t := range async[m] {
				if to := c.out.RootOf[t]; !seen[to] {
					seen[to] = true
					children[r] = append(children[r], to)
				}
			}
			if c.out.Roots[r].Whole {
				stack = append(stack, async[m]...)
			}
		}
		reached[r] = set
	}
	c.reachRoots(visit, children)
	c.children = children
	// there[r] is what is loaded on every way to r. Start from "everything" and
	// intersect until nothing changes.
	there := make([]bitset, roots)
	var queue []RootID
	for r := range c.out.Roots {
		if c.out.Roots[r].Entry >= 0 {
			there[r] = newBitset(n)
			var add func(entry int)
			add = func(entry int) {
				for _, d := range c.g.Entries[entry].DependOn {
					for w := range there[r] {
						there[r][w] |= reached[d][w]
					}
					add(d)
				}
			}
			add(c.out.Roots[r].Entry)
			queue = append(queue, RootID(r))
		}
	}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		for _, to := range children[r] {
			if c.out.Roots[to].Entry >= 0 {
				continue
			}
			changed := false
			if there[to] == nil {
				there[to] = make(bitset, len(reached[r]))
				for w := range there[to] {
					there[to][w] = there[r][w] | reached[r][w]
				}
				changed = true
			} else {
				for w := range there[to] {
					if v := there[to][w] & (there[r][w] | reached[r][w]); v != there[to][w] {
						there[to][w] = v
						changed = true
					}
				}
			}
			if changed {
				queue = append(queue, to)
			}
		}
	}
	for r := range reached {
		if there[r] == nil {
			continue
		}
		for w := range reached[r] {
			reached[r][w] &^= there[r][w]
		}
	}
	return reached
}

// reachRoots visits every root. Where chunks differ in what they see, a root is
// visited again when further runtimes turn out to load it.
func (c *chunker) reachRoots(visit func(r int), children [][]RootID) {
	var queue []int
	for r := range c.out.Roots {
		if c.views == nil || c.out.Roots[r].Entry >= 0 {
			queue = append(queue, r)
		}
	}
	visited := newBitset(len(c.out.Roots))
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		visit(r)
		visited.set(r)
		if c.views == nil {
			continue
		}
		for _, to := range children[r] {
			if c.out.Roots[to].Entry < 0 && c.views.join(to, RootID(r)) {
				queue = append(queue, int(to))
			}
		}
	}
	for r := range c.out.Roots {
		if !visited.has(r) { // nothing of any one runtime leads here
			visit(r)
		}
	}
}

// hoist puts the targets of hoisting deps into the entries from which their
// importers can be reached, by whatever way.
func (c *chunker) hoist(own []bitset) {
	if len(c.hoisted) == 0 {
		return
	}
	for r := range c.out.Roots {
		if c.out.Roots[r].Entry < 0 {
			continue
		}
		seen := newBitset(len(c.g.Modules))
		stack := append([]graph.ModuleID(nil), c.out.Roots[r].Modules...)
		for len(stack) > 0 {
			m := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen.has(int(m)) || !c.l.Live[m] {
				continue
			}
			seen.set(int(m))
			stack = append(stack, c.out.Sync[m]...)
			stack = append(stack, c.out.Async[m]...)
			for _, t := range c.hoisted[m] {
				if t != graph.NoModule {
					own[r].set(int(t))
				}
			}
		}
	}
}

// Size is an estimate of the bytes a module adds to a chunk.
func Size(m *graph.Module) int {
	switch b := m.Body.(type) {
	case *graph.Source:
		return len(b.Record.Text)
	case interface{ Size() int }:
		return b.Size()
	}
	return 0
}

// sharedName names a chunk after the roots that share it.
func (c *chunker) sharedName(rs []RootID) string {
	names := make([]string, len(rs))
	for i, r := range rs {
		names[i] = c.out.Roots[r].Name
	}
	sort.Strings(names)
	all := strings.Join(names, "-")
	if len(all) > 60 {
		all = all[:40] + "-" + hashName(all)
	}
	return "shared-" + all
}

// finishChunks drops the empty chunks of async roots, sorts modules, and fills
// the tables that lead from roots and modules to chunks.
func (c *chunker) finishChunks() {
	kept := make(graph.Table[ID, Chunk], 0, len(c.out.Chunks))
	to := make([]int, len(c.out.Chunks))
	equal := make(map[string]int) // chunks by their modules
	for i := range c.out.Chunks {
		ch := &c.out.Chunks[i]
		if ch.Entry < 0 && len(ch.Modules) == 0 && !c.o.KeepEmpty {
			to[i] = -1
			continue
		}
		sort.Slice(ch.Modules, func(a, b int) bool { return ch.Modules[a] < ch.Modules[b] })
		if ch.Entry < 0 && c.o.MergeDuplicates {
			key := modulesKey(ch.Modules)
			if c.views != nil {
				key += c.views.among(ch.Roots).key()
			}
			if same, ok := equal[key]; ok && (!ch.Named || !kept[same].Named) {
				to[i] = same
				kept[same].Roots = append(kept[same].Roots, ch.Roots...)
				if ch.Named {
					kept[same].Name, kept[same].Named = ch.Name, true
				}
				continue
			}
			equal[key] = len(kept)
		}
		to[i] = len(kept)
		kept = append(kept, *ch)
	}
	for r := range c.out.Roots {
		root := &c.out.Roots[r]
		var ids []ID
		add := func(id int) {
			for _, x := range ids {
				if x == ID(id) {
					return
				}
			}
			if id >= 0 {
				ids = append(ids, ID(id))
			}
		}
		for _, id := range root.Chunks {
			if int(id) != r {
				add(to[id])
			}
		}
		add(to[r])
		root.Chunks = ids
	}
	c.out.Chunks = kept
	c.mergeChunks()
	kept = c.out.Chunks
	used := make(map[string]bool)
	for i := range kept {
		if kept[i].Name == "" {
			kept[i].Name = c.ruleName(&kept[i])
		}
	}
	for i := range kept {
		for used[kept[i].Name] || kept[i].Entry < 0 && slices.Contains(c.o.Taken, kept[i].Name) {
			kept[i].Name += "_"
		}
		used[kept[i].Name] = true
	}
}

// ruleName names a chunk that a rule made: its hint and its modules that nothing
// else in it asks for.
func (c *chunker) ruleName(ch *Chunk) string {
	asked := make(map[graph.ModuleID]bool)
	for _, m := range ch.Modules {
		for _, t := range c.out.Sync[m] {
			if t != m {
				asked[t] = true
			}
		}
	}
	var parts []string
	if ch.Hint != "" {
		parts = append(parts, ch.Hint)
	}
	n := len(parts)
	for _, m := range ch.Modules {
		if !asked[m] {
			parts = append(parts, fileSafe(c.g.Modules[m].Name))
		}
	}
	if len(parts) == n && len(ch.Modules) > 0 { // a cycle
		parts = append(parts, fileSafe(c.g.Modules[ch.Modules[0]].Name))
	}
	sort.Strings(parts[n:])
	if ch.Part != "" {
		parts = append(parts, ch.Part)
	}
	name := strings.Join(parts, ch.Delimiter)
	if len(name) > 100 {
		name = name[:92] + ch.Delimiter + hashName(name)
	}
	return name
}

// modulesKey spells a sorted list of modules as a map key.
func modulesKey(ms []graph.ModuleID) string {
	b := make([]byte, 0, 4*len(ms))
	for _, m := range ms {
		b = append(b, byte(m), byte(m>>8), byte(m>>16), byte(m>>24))
	}
	return string(b)
}
