package generate

import (
	"sort"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// tables is the data of one runtime: an object of objects, lists and scalars,
// written with sorted keys so that it depends on nothing but its content.
type tables struct {
	scalar map[string]string
	object map[string]map[string]string
	list   map[string]map[string][]string
}

func newTables() *tables {
	return &tables{scalar: map[string]string{}, object: map[string]map[string]string{}, list: map[string]map[string][]string{}}
}

func (t *tables) set(table, value string) { t.scalar[table] = value }

func (t *tables) add(r graph.Row) {
	switch {
	case r.Key == "":
		t.set(r.Table, r.Value)
	case r.List:
		if t.list[r.Table] == nil {
			t.list[r.Table] = map[string][]string{}
		}
		t.list[r.Table][r.Key] = append(t.list[r.Table][r.Key], r.Value)
	default:
		if t.object[r.Table] == nil {
			t.object[r.Table] = map[string]string{}
		}
		t.object[r.Table][r.Key] = r.Value
	}
}

// literal writes the whole as a JavaScript object literal.
func (t *tables) literal() string {
	whole := make(map[string]string)
	for k, v := range t.scalar {
		whole[k] = v
	}
	for name, rows := range t.object {
		whole[name] = objectLiteral(rows)
	}
	for name, lists := range t.list {
		rows := make(map[string]string, len(lists))
		for k, vs := range lists {
			rows[k] = "[" + strings.Join(vs, ",") + "]"
		}
		whole[name] = objectLiteral(rows)
	}
	return objectLiteral(whole)
}

// objectLiteral writes rows, whose keys are JavaScript literals or identifiers.
func objectLiteral(rows map[string]string) string {
	keys := make([]string, 0, len(rows))
	for k := range rows {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	b.WriteByte('{')
	for i, k := range keys {
		if i > 0 {
			b.WriteByte(',')
		}
		if n := len(k); n > 2 && k[0] == '"' && isIdentifier(k[1:n-1]) && k != `"__proto__"` {
			b.WriteString(k[1 : n-1])
		} else {
			b.WriteString(k)
		}
		b.WriteByte(':')
		b.WriteString(rows[k])
	}
	b.WriteByte('}')
	return b.String()
}

// reach lists the chunks that the runtime of an entry may ever load, its own
// first, ascending behind it.
func (in *Input) reach(entry int) []chunk.ID {
	seen := make(map[chunk.ID]bool)
	roots := make(map[chunk.RootID]bool)
	var chunks []chunk.ID
	queue := []chunk.RootID{chunk.RootID(entry)}
	roots[chunk.RootID(entry)] = true
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		for _, c := range in.Chunks.Roots[r].Chunks {
			if seen[c] {
				continue
			}
			seen[c] = true
			chunks = append(chunks, c)
			for _, m := range in.Chunks.Chunks[c].Modules {
				for _, t := range in.Chunks.Async[m] {
					if to := in.Chunks.RootOf[t]; !roots[to] {
						roots[to] = true
						queue = append(queue, to)
					}
				}
			}
		}
	}
	sort.Slice(chunks[1:], func(i, j int) bool { return chunks[1+i] < chunks[1+j] })
	return chunks
}

// Boot is what a chunk that starts a runtime needs to know.
type Boot struct {
	Features runtime.Set
	Data     string // JavaScript object literal
	Chunks   []chunk.ID
}

// Requirements is what a runtime is asked to be able to do.
type Requirements struct {
	Entry    *graph.Entry
	Waits    bool // a module of the entry's own chunk has to be fetched before the entry can run
	Provides bool // the entry offers shares
	Features *runtime.Set
}

// Files tells the names of files that runtime data mentions.
type Files struct {
	Script func(chunk.ID) string
	Style  func(chunk.ID) string // "" when the chunk has no style sheet
	HasJS  func(chunk.ID) bool
}

// boot collects the features and the data of the runtime of an entry.
func (in *Input) boot(entry int, factories []Factory, files Files) (Boot, error) {
	e := &in.Graph.Entries[entry]
	root := &in.Chunks.Roots[entry]
	own := root.Chunks[len(root.Chunks)-1]
	all := in.reach(entry)
	cfg := in.Config
	t := newTables()
	need := runtime.Of(runtime.Core)
	t.set("c", "["+in.ChunkIDs[own]+"]")

	seen := make(map[graph.ModuleID]bool)
	var now []string // consumes of the entry's own chunk
	waits := false   // something in the entry's own chunk has to be loaded before it can run
	for _, c := range all {
		byTable := make(map[string][]string)
		for _, m := range in.Chunks.Chunks[c].Modules {
			if g := in.group(m); g >= 0 && in.Chunks.Groups[g].Root == m {
				need = need | factories[g].Need
			}
			if d, ok := in.Graph.Modules[m].Body.(graph.DataBody); ok && !seen[m] {
				seen[m] = true
				rows, features := d.DataRows()
				need = need | features
				for _, r := range rows {
					t.add(r)
				}
			}
			row, ok := in.Graph.Modules[m].Body.(graph.RuntimeRow)
			if !ok {
				continue
			}
			if name := row.ChunkTable(); name != "" {
				byTable[name] = append(byTable[name], in.ModuleIDs[m])
				waits = waits || c == own
				if c == own && name == "cc" {
					now = append(now, in.ModuleIDs[m])
				}
			}
			need = need | row.Needs()
			if seen[m] {
				continue
			}
			seen[m] = true
			for _, r := range row.Rows(in.bodyInput(m, nil)) {
				t.add(r)
			}
		}
		for name, ids := range byTable {
			t.add(graph.Row{Table: name, Key: in.ChunkIDs[c], Value: "[" + strings.Join(ids, ",") + "]"})
		}
	}
	if len(all) > 1 {
		need = need.With(runtime.Ensure, chunkLoading[cfg.Output.ChunkLoading])
		in.chunkFiles(t, &need, all[1:], files)
	}
	if in.Requirements != nil {
		if err := in.Requirements(&Requirements{Entry: e, Waits: waits, Provides: t.list["ps"] != nil, Features: &need}); err != nil {
			return Boot{}, err
		}
	}
	if !need.Has(runtime.Container) && !need.Has(runtime.StartAsync) {
		need = need.With(runtime.StartNow)
	}
	if len(now) > 0 && !need.Has(runtime.StartAsync) {
		// Nothing waits for them, so they have to be there when they are required:
		// eager ones are.
		need = need.With(runtime.ConsumesNow)
		t.set("ci", "["+strings.Join(now, ",")+"]")
	}
	in.required(t, need.Closure())
	if !e.Container {
		var ids []string
		for _, m := range e.Run {
			if in.hasCode(m) {
				ids = append(ids, in.ModuleIDs[m])
			}
		}
		t.set("e", "["+strings.Join(ids, ",")+"]")
	}
	closed := need.Closure()
	if closed.Has(runtime.ChunkGlobal) {
		t.set("g", graph.Quote(cfg.Output.ChunkLoadingGlobal))
	}
	if closed.Has(runtime.RequireChunks) {
		t.set("require", in.nodeRequire())
	}
	if closed.Has(runtime.ImportChunks) {
		t.set("import", "(file) => import(file)")
	}
	if cfg.Output.CrossOriginLoading != "" && (closed.Has(runtime.ScriptLoader) || closed.Has(runtime.CSS)) {
		t.set("x", graph.Quote(cfg.Output.CrossOriginLoading))
	}
	if cfg.Output.ChunkLoadTimeout > 0 && cfg.Output.ChunkLoadTimeout != 120000 && closed.Has(runtime.ScriptLoader) {
		t.set("t", strconv.Itoa(cfg.Output.ChunkLoadTimeout))
	}
	if closed.Has(runtime.BaseURI) && in.onNode() {
		if cfg.Output.Module {
			t.set("b", "import.meta.url")
		} else {
			t.set("b", `require("url").pathToFileURL(__filename).href`)
		}
	}
	if in.needsPublicPath(closed, all) {
		if cfg.Output.PublicPath == "auto" {
			need = need.With(runtime.PublicPathAuto)
			if cfg.Output.Module {
				t.set("m", "import.meta.url")
			}
		} else {
			need = need.With(runtime.PublicPath)
			t.set("p", graph.Quote(cfg.Output.PublicPath))
		}
	}
	return Boot{Features: need, Data: t.literal(), Chunks: all}, nil
}

// required sets the tables that features read without asking whether they are
// there.
func (in *Input) required(t *tables, closed runtime.Set) {
	for _, x := range []struct {
		feature runtime.Feature
		table   string
	}{{runtime.ShareScope, "ps"}, {runtime.Consumes, "cc"}, {runtime.Remotes, "rm"}} {
		if closed.Has(x.feature) && t.object[x.table] == nil && t.list[x.table] == nil {
			t.set(x.table, "{}")
		}
	}
	if closed.Has(runtime.ShareScope) || closed.Has(runtime.ScriptLoader) {
		t.set("n", graph.Quote(in.Config.Output.UniqueName))
	}
}

// chunkLoading names the feature for each value of output.chunkLoading.
var chunkLoading = map[string]runtime.Feature{
	"jsonp": runtime.Jsonp, "import": runtime.ImportChunks, "require": runtime.RequireChunks,
	"async-node": runtime.AsyncNode, "import-scripts": runtime.ImportScripts,
}

func (in *Input) onNode() bool { return strings.HasSuffix(in.Config.Target.Platform, "node") }

// needsPublicPath: something in the output is addressed at run time.
func (in *Input) needsPublicPath(closed runtime.Set, all []chunk.ID) bool {
	if closed.Has(runtime.Jsonp) || closed.Has(runtime.CSS) || closed.Has(runtime.ImportScripts) {
		return true
	}
	for _, c := range all {
		for _, m := range in.Chunks.Chunks[c].Modules {
			switch b := in.Graph.Modules[m].Body.(type) {
			case *graph.Asset:
				if !b.Inline && !b.Source {
					return true
				}
			case *graph.Source:
				for i := range b.Record.Free {
					if b.Record.Free[i].Name == "__webpack_public_path__" {
						return true
					}
				}
			}
		}
	}
	return false
}

// chunkFiles adds the tables that lead from chunk ids to file names.
func (in *Input) chunkFiles(t *tables, need *runtime.Set, chunks []chunk.ID, files Files) {
	scripts, styles := make(map[string]string), make(map[string]string)
	var styled, silent []string
	for _, c := range chunks {
		id := in.ChunkIDs[c]
		if files.HasJS(c) {
			scripts[id] = files.Script(c)
		} else {
			silent = append(silent, id)
		}
		if name := files.Style(c); name != "" {
			styles[id] = name
			styled = append(styled, id)
		}
	}
	t.set("u", compactNames(scripts))
	if len(silent) > 0 {
		t.set("z", "["+strings.Join(silent, ",")+"]")
	}
	if len(styled) > 0 {
		*need = need.With(runtime.CSS)
		t.set("s", compactNames(styles))
		for _, id := range styled {
			t.add(graph.Row{Table: "sc", Key: id, Value: "1"})
		}
	}
}

// compactNames writes names as [prefix, {id: middle}, suffix], where prefix and
// suffix are what all have in common. A chunk without a row has its id as
// middle; no middle may be empty, because the runtime takes that for no row.
func compactNames(names map[string]string) string {
	prefix, suffix, first := "", "", true
	shortest := 0
	for _, n := range names {
		if first {
			prefix, suffix, first, shortest = n, n, false, len(n)
			continue
		}
		for !strings.HasPrefix(n, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
		for !strings.HasSuffix(n, suffix) {
			suffix = suffix[1:]
		}
		shortest = min(shortest, len(n))
	}
	if len(names) == 1 {
		// The common parts of one name are all of it; only an extension is worth it.
		prefix = ""
		suffix = suffix[max(strings.LastIndexByte(suffix, '.'), 0):]
	}
	if len(prefix) >= shortest {
		prefix = prefix[:shortest-1]
	}
	if over := len(prefix) + len(suffix) + 1 - shortest; over > 0 {
		suffix = suffix[over:]
	}
	rows := make(map[string]string)
	for id, n := range names {
		if middle := n[len(prefix) : len(n)-len(suffix)]; middle != strings.Trim(id, `"`) {
			rows[id] = graph.Quote(middle)
		}
	}
	return "[" + graph.Quote(prefix) + "," + objectLiteral(rows) + "," + graph.Quote(suffix) + "]"
}
