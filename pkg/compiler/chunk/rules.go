package chunk

import (
	"math"
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// Kind is a kind of content that sizes are counted of.
type Kind int

// The kinds. A module may be of several: one whose value is the address of a file
// is a little JavaScript, and the file.
const (
	JavaScript Kind = iota
	CSS
	WebAssembly
	Asset
	kinds
)

// Sizes are bytes of source by kind of content.
type Sizes [kinds]int

// Unlimited is the value of a limit that does not limit.
const Unlimited = math.MaxInt

// Rule is one cache group of splitChunks, with everything that it inherits
// filled in. Terms and meaning are webpack's.
type Rule struct {
	Key            string
	Test           func(*graph.Module) bool // nil: every module
	Priority       int
	Initial, Async bool // which chunks are looked at
	// Chunk chooses among those by the names that the user gave; nil for all.
	Chunk func(name string) bool

	MinSize, MinSizeReduction, MinRemainingSize, EnforceSizeThreshold Sizes
	MaxAsyncSize, MaxInitialSize                                      Sizes // zero: no limit
	MinSizeForMaxSize                                                 Sizes

	MinChunks, MaxAsyncRequests, MaxInitialRequests int
	Name, Filename, IDHint, Delimiter               string
	Reuse                                           bool // reuseExistingChunk
	ByUsage                                         bool // usedExports, see Options
}

// Rules are those of a build. Groups come in the order of the configuration.
type Rules struct {
	Groups []Rule
	// Fallback has the sizes of chunks that no group made; nil without limits.
	Fallback     *Rule
	HidePathInfo bool
}

// candidate is a chunk that a rule could make: modules that some chunks have in
// common.
type candidate struct {
	key    string
	rule   *Rule
	index  int // of the rule
	name   string
	mods   map[graph.ModuleID]bool
	size   Sizes
	chunks map[ID]bool
}

// ruler applies rules to chunks of roots.
type ruler struct {
	c      *chunker
	rules  *Rules
	in     []map[ID]bool // chunks of each module
	mods   []map[graph.ModuleID]bool
	byName map[string]ID
	roots  []map[RootID]bool // roots that load each chunk
	made   []*Rule           // rule that made a chunk; nil for chunks of roots
	todo   map[string]*candidate
	sets   [][]ID // distinct sets of several chunks that modules are in
	single map[ID]bool
}

// applyRules moves modules between the chunks of roots, which have been filled,
// and chunks of their own. The table of Root.Chunks has only the further chunks
// of each root, as share leaves it.
func (c *chunker) applyRules(rules *Rules) {
	r := &ruler{c: c, rules: rules, byName: make(map[string]ID), todo: make(map[string]*candidate), single: make(map[ID]bool)}
	r.in = make([]map[ID]bool, len(c.g.Modules))
	for id := range c.out.Chunks {
		ch := &c.out.Chunks[id]
		set := make(map[graph.ModuleID]bool, len(ch.Modules))
		for _, m := range ch.Modules {
			set[m] = true
			if r.in[m] == nil {
				r.in[m] = make(map[ID]bool)
			}
			r.in[m][ID(id)] = true
		}
		r.mods = append(r.mods, set)
		r.made = append(r.made, nil)
		r.roots = append(r.roots, map[RootID]bool{RootID(id): true})
		if ch.Named {
			r.byName[ch.Name] = ID(id)
		}
	}
	r.findSets()
	combos := make(map[string][][]ID)
	for i := range c.g.Modules {
		m := graph.ModuleID(i)
		if len(r.in[m]) == 0 || !movable(&c.g.Modules[m]) {
			continue
		}
		own := sortedIDs(r.in[m])
		sets := r.combined(combos, own)
		var alike [][]ID
		for g := range rules.Groups {
			rule := &rules.Groups[g]
			if rule.Test != nil && !rule.Test(&c.g.Modules[m]) {
				continue
			}
			from := sets
			if rule.ByUsage && c.views != nil {
				if alike == nil {
					alike = r.alike(combos, m, own)
				}
				from = alike
			}
			for _, set := range from {
				if len(set) >= rule.MinChunks {
					r.add(rule, g, r.selected(rule, set), m)
				}
			}
		}
	}
	for key, k := range r.todo {
		if !r.enough(k) {
			delete(r.todo, key)
		}
	}
	for len(r.todo) > 0 {
		var best *candidate
		for _, k := range r.todo {
			if best == nil || r.before(k, best) {
				best = k
			}
		}
		delete(r.todo, best.key)
		r.take(best)
	}
	r.limitSizes()
	for id := range c.out.Chunks {
		ch := &c.out.Chunks[id]
		ch.Modules = ch.Modules[:0]
		for m := range r.mods[id] {
			ch.Modules = append(ch.Modules, m)
		}
		ch.Roots = ch.Roots[:0]
		for root := range r.roots[id] {
			ch.Roots = append(ch.Roots, root)
		}
		sort.Slice(ch.Roots, func(a, b int) bool { return ch.Roots[a] < ch.Roots[b] })
	}
}

// movable: the module may leave the chunk of its root. What run time asks other
// builds for belongs to the place that asks.
func movable(m *graph.Module) bool {
	_, row := m.Body.(graph.RuntimeRow)
	return !row
}

func sortedIDs(set map[ID]bool) []ID {
	out := make([]ID, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

func idsKey(ids []ID) string {
	b := make([]byte, 0, 4*len(ids))
	for _, id := range ids {
		b = append(b, byte(id), byte(id>>8), byte(id>>16), byte(id>>24))
	}
	return string(b)
}

func (r *ruler) findSets() {
	seen := make(map[string]bool)
	for m := range r.in {
		switch len(r.in[m]) {
		case 0:
		case 1:
			for id := range r.in[m] {
				r.single[id] = true
			}
		default:
			ids := sortedIDs(r.in[m])
			if key := idsKey(ids); !seen[key] {
				seen[key] = true
				r.sets = append(r.sets, ids)
			}
		}
	}
}

// combinations are the sets of chunks that a module in own could be taken out
// of: own itself, the sets of other modules inside it, and single chunks.
func (r *ruler) combinations(own []ID) [][]ID {
	out := [][]ID{own}
	if len(own) == 1 {
		return out
	}
	has := make(map[ID]bool, len(own))
	for _, id := range own {
		has[id] = true
	}
	for _, set := range r.sets {
		if len(set) >= len(own) {
			continue
		}
		all := true
		for _, id := range set {
			all = all && has[id]
		}
		if all {
			out = append(out, set)
		}
	}
	for _, id := range own {
		if r.single[id] {
			out = append(out, []ID{id})
		}
	}
	return out
}

// combined are the combinations of a set, which is looked at once.
func (r *ruler) combined(known map[string][][]ID, own []ID) [][]ID {
	key := idsKey(own)
	if known[key] == nil {
		known[key] = r.combinations(own)
	}
	return known[key]
}

// alike are the combinations of those chunks in which the same is used of m.
func (r *ruler) alike(known map[string][][]ID, m graph.ModuleID, own []ID) (out [][]ID) {
	roots := make([]RootID, len(own)) // rules start from the roots' own chunks
	for i, id := range own {
		roots[i] = RootID(id)
	}
	for _, part := range r.c.alike(m, roots) {
		ids := make([]ID, len(part))
		for i, root := range part {
			ids[i] = ID(root)
		}
		out = append(out, r.combined(known, ids)...)
	}
	return out
}

// kind tells whether a chunk is loaded with an entry, by import(), or both.
func (r *ruler) kind(id ID) (initial, async bool) {
	for root := range r.roots[id] {
		if r.c.out.Roots[root].Entry >= 0 {
			initial = true
		} else {
			async = true
		}
	}
	return initial, async
}

// selected are those of the chunks that the rule looks at. A container stands
// alone whatever the rules of pages say.
func (r *ruler) selected(rule *Rule, set []ID) []ID {
	var out []ID
	for _, id := range set {
		initial, _ := r.kind(id)
		ch := &r.c.out.Chunks[id]
		if ch.Entry >= 0 && r.c.g.Entries[ch.Entry].Container {
			continue
		}
		if rule.Chunk != nil && !(ch.Named && rule.Chunk(ch.Name)) {
			continue
		}
		if initial && rule.Initial || !initial && rule.Async {
			out = append(out, id)
		}
	}
	return out
}

// add notes that the rule could take m out of the chunks.
func (r *ruler) add(rule *Rule, index int, chunks []ID, m graph.ModuleID) {
	if len(chunks) == 0 || len(chunks) < rule.MinChunks {
		return
	}
	key := rule.Key + "\x00" + rule.Name
	if rule.Name == "" {
		key = rule.Key + "\x00\x00" + idsKey(chunks)
	} else if id, ok := r.byName[rule.Name]; ok && !r.parentOf(id, chunks) {
		r.c.out.Conflicts = append(r.c.out.Conflicts, rule.Key)
		return
	}
	k := r.todo[key]
	if k == nil {
		k = &candidate{key: key, rule: rule, index: index, name: rule.Name, mods: make(map[graph.ModuleID]bool), chunks: make(map[ID]bool)}
		r.todo[key] = k
	}
	if !k.mods[m] {
		k.mods[m] = true
		k.size.add(r.sizeOf(m))
	}
	for _, id := range chunks {
		k.chunks[id] = true
	}
}

// parentOf: wherever one of the chunks is loaded, chunk id is there already.
func (r *ruler) parentOf(id ID, chunks []ID) bool {
	if r.made[id] != nil {
		return true
	}
	for _, c := range chunks {
		if c == id {
			continue
		}
		for root := range r.roots[c] {
			if r.roots[id][root] {
				continue
			}
			e := r.c.out.Roots[root].Entry
			ok := false
			if e >= 0 {
				for loaded := range r.roots[id] {
					own := r.c.out.Roots[loaded].Entry
					ok = ok || own >= 0 && r.c.dependsOn(e, own)
				}
			} else if own := r.c.out.Chunks[id].Entry; own >= 0 {
				ok = r.c.onlyFrom(root, own)
			}
			if !ok {
				return false
			}
		}
	}
	return true
}

// addressSize is about what a script has of a module whose value is an address.
const addressSize = 42

func (r *ruler) sizeOf(m graph.ModuleID) (s Sizes) {
	switch b := r.c.g.Modules[m].Body.(type) {
	case *graph.CSS:
		s[CSS] = len(b.Original)
	case *graph.SheetText:
		s[JavaScript] = len(b.Original)
	case *graph.Asset:
		switch {
		case b.Inline:
			s[JavaScript] = len(b.Data) * 4 / 3
		case b.Source, b.Bytes:
			s[JavaScript] = len(b.Data)
		case b.WebAssembly:
			s[WebAssembly] = len(b.Data)
		default:
			s[JavaScript], s[Asset] = addressSize, len(b.Data)
		}
	default:
		s[JavaScript] = Size(&r.c.g.Modules[m])
	}
	return s
}

func (s *Sizes) add(o Sizes) {
	for k := range s {
		s[k] += o[k]
	}
}

func (s *Sizes) sub(o Sizes) {
	for k := range s {
		s[k] -= o[k]
	}
}

func (s Sizes) zero() bool { return s == Sizes{} }

func (s Sizes) total() (n int) {
	for k := range s {
		n += s[k]
	}
	return n
}

// reaches: each kind of content that is there has its least size.
func (s Sizes) reaches(least Sizes) bool {
	for k := range s {
		if s[k] != 0 && s[k] < least[k] {
			return false
		}
	}
	return true
}

// enough drops the modules whose kind of content is too little for a chunk, and
// reports whether what is left is worth one.
func (r *ruler) enough(k *candidate) bool {
	r.dropSmall(k, k.size, k.rule.MinSize)
	if len(k.mods) == 0 {
		return false
	}
	least, n := k.rule.MinSizeReduction, len(k.chunks)
	saved := k.size
	for i := range saved {
		saved[i] *= n
	}
	return least.zero() || saved.reaches(least)
}

// dropSmall takes the modules out of k that have a kind of content of which there
// is size in all and which does not reach its least size.
func (r *ruler) dropSmall(k *candidate, size, least Sizes) (dropped bool) {
	var small [kinds]bool
	any := false
	for i := range small {
		small[i] = size[i] != 0 && size[i] < least[i]
		any = any || small[i]
	}
	if !any {
		return false
	}
	for m := range k.mods {
		s := r.sizeOf(m)
		for i := range small {
			if small[i] && s[i] > 0 {
				delete(k.mods, m)
				k.size.sub(s)
				dropped = true
				break
			}
		}
	}
	return dropped
}

// before orders candidates: priority, chunks, bytes saved, order of the rules,
// number of modules, names of modules.
func (r *ruler) before(a, b *candidate) bool {
	switch saved := a.size.total()*(len(a.chunks)-1) - b.size.total()*(len(b.chunks)-1); {
	case a.rule.Priority != b.rule.Priority:
		return a.rule.Priority > b.rule.Priority
	case len(a.chunks) != len(b.chunks):
		return len(a.chunks) > len(b.chunks)
	case saved != 0:
		return saved > 0
	case a.index != b.index:
		return a.index < b.index
	case len(a.mods) != len(b.mods):
		return len(a.mods) > len(b.mods)
	}
	return a.key < b.key
}

// requests is the greatest number of files that any root of the chunk loads.
func (r *ruler) requests(id ID) int {
	n := 0
	for root := range r.roots[id] {
		n = max(n, len(r.c.out.Roots[root].Chunks)+1)
	}
	return n
}

// take makes the chunk of a candidate, if its limits allow.
func (r *ruler) take(k *candidate) {
	rule := k.rule
	to, existing, whole := ID(0), false, false
	if k.name != "" {
		if id, ok := r.byName[k.name]; ok {
			to, existing = id, true
			delete(k.chunks, id)
		}
	} else if rule.Reuse {
		if id, ok := r.reusable(k); ok {
			to, existing, whole = id, true, true
			delete(k.chunks, id)
		}
	}
	enforced := !rule.EnforceSizeThreshold.zero() && k.size.reaches(rule.EnforceSizeThreshold)
	used := make(map[ID]bool, len(k.chunks))
	for id := range k.chunks {
		initial, async := r.kind(id)
		limit := rule.MaxAsyncRequests
		if initial && (!async || rule.MaxInitialRequests < limit) {
			limit = rule.MaxInitialRequests
		}
		if !enforced && limit != Unlimited && r.requests(id) >= limit {
			continue
		}
		for m := range k.mods {
			if r.mods[id][m] {
				used[id] = true
				break
			}
		}
	}
	if len(used) < len(k.chunks) {
		ids := sortedIDs(used)
		if whole {
			ids = sortedIDs(merge(used, to))
		}
		if len(ids) >= rule.MinChunks {
			for _, m := range sortedModules(k.mods) {
				r.add(rule, k.index, ids, m)
			}
		}
		return
	}
	if !enforced && len(used) == 1 && !rule.MinRemainingSize.zero() {
		for id := range used {
			var rest Sizes
			for m := range r.mods[id] {
				if !k.mods[m] {
					rest.add(r.sizeOf(m))
				}
			}
			if !rest.reaches(rule.MinRemainingSize) {
				if r.dropSmall(k, rest, rule.MinRemainingSize) && len(k.mods) > 0 {
					r.todo[k.key] = k
				}
				return
			}
		}
	}
	if !existing {
		to = r.newChunk(rule, k.name)
	}
	r.move(k, used, to)
	if !existing || r.made[to] != nil {
		r.made[to] = rule
	}
	for key, o := range r.todo {
		overlap := false
		for id := range o.chunks {
			overlap = overlap || used[id]
		}
		if !overlap {
			continue
		}
		changed := false
		for m := range k.mods {
			if o.mods[m] {
				delete(o.mods, m)
				o.size.sub(r.sizeOf(m))
				changed = true
			}
		}
		if changed && !r.enough(o) {
			delete(r.todo, key)
		}
	}
}

func merge(set map[ID]bool, id ID) map[ID]bool {
	set[id] = true
	return set
}

func sortedModules(set map[graph.ModuleID]bool) []graph.ModuleID {
	out := make([]graph.ModuleID, 0, len(set))
	for m := range set {
		out = append(out, m)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// reusable finds a chunk that is just what the candidate would become.
func (r *ruler) reusable(k *candidate) (found ID, ok bool) {
	for _, id := range sortedIDs(k.chunks) {
		if len(r.mods[id]) != len(k.mods) || len(k.chunks) > 1 && r.c.out.Chunks[id].Entry >= 0 {
			continue
		}
		same := true
		for m := range k.mods {
			same = same && r.mods[id][m]
		}
		if !same {
			continue
		}
		a, b := r.c.out.Chunks[id], r.c.out.Chunks[found]
		if !ok || a.Named && (!b.Named || len(a.Name) < len(b.Name) || len(a.Name) == len(b.Name) && a.Name < b.Name) {
			found, ok = id, true
		}
	}
	return found, ok
}

func (r *ruler) newChunk(rule *Rule, name string) ID {
	id := ID(len(r.c.out.Chunks))
	ch := Chunk{Name: name, Named: name != "", Entry: -1, Filename: rule.Filename}
	if name != "" {
		r.byName[name] = id
	} else {
		ch.Hint, ch.Delimiter = rule.IDHint, rule.Delimiter
	}
	r.c.out.Chunks = append(r.c.out.Chunks, ch)
	r.mods = append(r.mods, make(map[graph.ModuleID]bool))
	r.roots = append(r.roots, make(map[RootID]bool))
	r.made = append(r.made, rule)
	return id
}

// move puts the modules of k from the chunks into chunk to, which their roots
// load from now on.
func (r *ruler) move(k *candidate, from map[ID]bool, to ID) {
	for m := range k.mods {
		r.mods[to][m] = true
	}
	for id := range from {
		for m := range k.mods {
			delete(r.mods[id], m)
		}
		r.follow(id, to)
	}
}

// follow makes all roots of chunk id load chunk to as well.
func (r *ruler) follow(id, to ID) {
	for root := range r.roots[id] {
		if !r.roots[to][root] && !r.c.out.Chunks[to].hasEntry() {
			r.roots[to][root] = true
			at := &r.c.out.Roots[root].Chunks
			*at = append(*at, to)
			sort.Slice(*at, func(i, j int) bool { return (*at)[i] < (*at)[j] })
		}
	}
}

// hasEntry: the chunk is the own chunk of an entry, which other roots never load
// but find there.
func (c *Chunk) hasEntry() bool { return c.Entry >= 0 }
