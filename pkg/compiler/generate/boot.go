package generate

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/chunk"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// Boot is what a chunk that starts a runtime needs to know.
type Boot struct {
	Features runtime.Set
	Data     string // JavaScript object literal
	Chunks   []chunk.ID
	wrapped  []wrapped
}

// Requirements is what a runtime is asked to be able to do.
type Requirements struct {
	Entry    *graph.Entry // nil for a runtime in a file of its own
	Shared   bool         // that file is also the runtime of a container
	Waits    bool         // a module of the entry's own chunk has to be fetched before the entry can run
	Eager    bool         // a module of that chunk comes from a share scope, and needs nothing that has to be fetched
	Provides bool         // the entry offers shares
	Features *runtime.Set
}

// Files tells the names of files that runtime data mentions.
type Files struct {
	Script func(chunk.ID) string
	Style  func(chunk.ID) string // "" when the chunk has no style sheet
	HasJS  func(chunk.ID) bool
	// Runtime is the file of a runtime that has one of its own.
	Runtime func(*Runtime) string
	// Integrity is the hash of a file that is made, as browsers compare it; nil when
	// nobody wants hashes.
	Integrity func(name string) string
}

// boot collects the features and the data of a runtime.
func (in *Input) boot(rt *Runtime, factories []Factory, files Files) (Boot, error) {
	reached := in.reach(rt)
	all := reached.all
	cfg := in.Config
	t := newTables()
	need := runtime.Of(runtime.Core)
	t.set("c", "[]")
	hosted := chunk.ID(0)
	loads := reached.loaded
	if rt.Host >= 0 {
		hosted = in.entryChunk(rt.Host)
		there := in.ChunkIDs[hosted]
		if len(rt.Entries) == 1 && in.Chunks.Roots[rt.Host].Whole {
			// Chunks that other entries load: this one has all that is in them.
			for _, c := range loads {
				there += "," + in.ChunkIDs[c]
			}
			loads = nil
		}
		t.set("c", "["+there+"]")
	}

	seen := make(map[graph.ModuleID]bool)
	var now []string // consumes of the entry's own chunk
	for _, c := range all {
		byTable := make(map[string][]string)
		for _, m := range in.Chunks.Chunks[c].Modules {
			if g := in.Chunks.GroupIn(c, m); g >= 0 && in.Chunks.Groups[g].Root == m {
				need = need.Union(factories[g].Need)
			}
			if d, ok := in.Graph.Modules[m].Body.(graph.DataBody); ok && !seen[m] {
				seen[m] = true
				rows, features := d.DataRows(in.bodyInput(m, nil))
				need = need.Union(features)
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
				if rt.Host >= 0 && c == hosted && name == "cc" {
					now = append(now, in.ModuleIDs[m])
				}
			}
			need = need.Union(row.Needs())
			if seen[m] {
				continue
			}
			seen[m] = true
			for _, r := range row.Rows(in.bodyInput(m, nil)) {
				if rt.Host >= 0 || r.Table != containerTable {
					t.add(r)
				}
			}
			for _, d := range in.Graph.Modules[m].Deps {
				// What rows lead to is handed out as it is, so it has to be finished first.
				if d.Target != graph.NoModule && in.Link.Async[d.Target] && d.Kind != graph.DepRemote {
					need = need.With(runtime.AsyncLoad)
					t.add(graph.Row{Table: "aw", Key: in.ModuleIDs[d.Target], Value: "1"})
				}
			}
		}
		for name, ids := range byTable {
			t.add(graph.Row{Table: name, Key: in.ChunkIDs[c], Value: "[" + strings.Join(ids, ",") + "]"})
		}
	}
	workers := in.workerChunks(all)
	loading := in.loadedBy(rt)
	if loading != "jsonp" && loading != "import" || len(loads) > 0 {
		loads = append(slices.Clip(reached.initial), loads...)
	}
	if len(loads) == 0 && len(workers) > 0 {
		in.chunkFiles(t, &need, workers, files)
	}
	if len(loads) > 0 {
		need = need.With(runtime.Ensure, chunkLoading[loading])
		in.chunkFiles(t, &need, append(slices.Clip(loads), workers...), files)
		in.priorities(t, &need, all)
	}
	in.initialChunks(rt, t, &need)
	handed, values := in.wrappedExternals(all)
	if len(handed) > 0 {
		need = need.With(runtime.ExternalValues)
		if rt.Host < 0 {
			handed, values = nil, nil // the entries bring theirs
		}
		t.set("xv", objectLiteral(values))
	}
	req := &Requirements{Provides: t.list["ps"] != nil, Features: &need}
	if rt.Host >= 0 {
		req.Entry = &in.Graph.Entries[rt.Host]
		req.Waits, req.Eager = in.made(rt.Host)
	}
	var attached []string // chunks of entries that come later
	for _, e := range rt.Entries {
		if e == rt.Host {
			continue
		}
		req.Shared = req.Shared || in.Graph.Entries[e].Container
		attached = append(attached, in.ChunkIDs[in.entryChunk(e)])
		if in.waits(e) {
			need = need.With(runtime.Ensure)
		}
	}
	if len(attached) > 0 {
		t.set("q", "["+strings.Join(attached, ",")+"]")
	}
	if in.Requirements != nil {
		if err := in.Requirements(req); err != nil {
			return Boot{}, err
		}
	}
	in.start(rt, t, &need)
	if rt.Host >= 0 && need.Has(runtime.StartAsync) {
		if ids := in.ids(in.Graph.Entries[rt.Host].Early); len(ids) > 0 {
			need = need.With(runtime.StartEarly)
			t.set("ea", "["+strings.Join(ids, ",")+"]")
		}
	}
	if len(now) > 0 && !need.Has(runtime.StartAsync) {
		// Nothing waits for them, so they have to be there when they are required:
		// eager ones are.
		need = need.With(runtime.ConsumesNow)
		t.set("ci", "["+strings.Join(now, ",")+"]")
	}
	in.required(t, need.Closure())
	if !need.Has(runtime.Container) {
		var ids []string
		if rt.Host >= 0 {
			ids = in.run(rt.Host)
		}
		t.set("e", "["+strings.Join(ids, ",")+"]")
	}
	up := strings.Repeat("../", rt.Depth)
	in.loading(t, &need)
	pushed := all
	if rt.Host >= 0 {
		pushed = slices.DeleteFunc(slices.Clone(all), func(c chunk.ID) bool { return c == hosted })
	}
	if names := in.chunkGlobals(pushed); names != "" && need.Closure().Has(runtime.ChunkGlobal) {
		need = need.With(runtime.ChunkGlobals)
		t.set("gs", names)
	}
	closed := need.Closure()
	if closed.Has(runtime.ChunkGlobal) {
		t.set("g", graph.Quote(cfg.Output.ChunkLoadingGlobal))
		if cfg.Output.GlobalObject != "self" {
			t.set("o", cfg.Output.GlobalObject)
		}
	}
	if closed.Has(runtime.RequireChunks) || closed.Has(runtime.Hash) {
		t.set("require", in.nodeRequire())
	}
	if closed.Has(runtime.WasmFile) && (in.onNode() || cfg.Target.Platform == "universal") {
		if cfg.Output.Module {
			t.set("fs", `() => import("fs")`)
		} else {
			t.set("fs", in.function("", `Promise.resolve(require("fs"))`))
		}
	}
	if closed.Has(runtime.AsyncNode) {
		t.set("require", in.nodeRequire())
		t.set("dir", "__dirname")
		if closed.Has(runtime.Container) || closed.Has(runtime.EnhancedContainer) {
			t.set("file", "__filename")
			t.set("module", in.function("", "module"))
			if strings.Contains(cfg.Output.PublicPath, "://") {
				t.set("a", graph.Quote(cfg.Output.PublicPath))
			}
		}
	}
	if up != "" && (closed.Has(runtime.RequireChunks) || closed.Has(runtime.ImportChunks) || closed.Has(runtime.AsyncNode) || closed.Has(runtime.WorkerURL) || closed.Has(runtime.WasmFile)) {
		t.set("r", graph.Quote(up))
	}
	if cfg.Output.WorkerPublicPath != "" && closed.Has(runtime.WorkerURL) {
		t.set("wp", graph.Quote(cfg.Output.WorkerPublicPath))
	}
	if closed.Has(runtime.ImportChunks) || closed.Has(runtime.Manifest) {
		load := "import(file)"
		if in.Config.Output.ChunkFormat != "module" && in.ES5 {
			load = `Promise.reject(Error("The target has no import()"))` // where it is written, the whole script would not run
		}
		t.set("import", in.function("file", load))
	}
	if closed.Has(runtime.ModuleIntegrity) && cfg.Output.Module {
		t.set("m", "import.meta.url")
	}
	if cfg.Output.CrossOriginLoading != "" && (closed.Has(runtime.ScriptLoader) || closed.Has(runtime.CSS)) {
		need = need.With(runtime.CrossOrigin)
		t.set("x", graph.Quote(cfg.Output.CrossOriginLoading))
	}
	if cfg.Output.ChunkLoadTimeout > 0 && cfg.Output.ChunkLoadTimeout != 120000 && (closed.Has(runtime.ScriptLoader) || closed.Has(runtime.CSS)) {
		t.set("t", strconv.Itoa(cfg.Output.ChunkLoadTimeout))
	}
	// A container has to be small: that another loader loads its chunks as well does no harm, for what comes twice is left.
	if closed.Has(runtime.Jsonp) && !closed.Has(runtime.Container) {
		need = need.With(runtime.JoinScripts)
	}
	// One that waits as long as browsers do leaves it to them.
	if closed.Has(runtime.Jsonp) && (!closed.Has(runtime.Container) || cfg.Output.ChunkLoadTimeout != 120000) {
		need = need.With(runtime.StaleScripts)
	}
	if closed.Has(runtime.BaseURI) && (in.onNode() || in.Config.Target.Platform == "universal") {
		if cfg.Output.Module {
			t.set("b", "import.meta.url")
		} else {
			t.set("b", `require("url").pathToFileURL(__filename).href`)
		}
	}
	if closed.Has(runtime.SystemContext) && rt.Host >= 0 {
		if lib := in.libraryOf(rt.Host); lib != nil && lib.Type == "system" {
			t.set("y", systemContext)
		}
	}
	if closed.Has(runtime.BaseURI) && rt.Host >= 0 {
		base := ""
		if e := &in.Graph.Entries[rt.Host]; e.Options >= 0 {
			base = cfg.Entries[e.Options].BaseURI
		} else if e.Added != nil {
			base = e.Added.BaseURI
		}
		if base != "" {
			t.set("bu", graph.Quote(base))
		}
	}
	if closed.Has(runtime.RuntimeID) || closed.Has(runtime.ChunkName) {
		name, id := "runtime", `"runtime"`
		if rt.Host >= 0 {
			name, id = in.Graph.Entries[rt.Host].Name, in.ChunkIDs[hosted]
		}
		t.set("j", id)
		t.set("cn", graph.Quote(name))
	}
	if closed.Has(runtime.FullHash) {
		t.set("h", graph.Quote(in.hash()))
	}
	if in.needsPublicPath(closed, all) {
		path := cfg.Output.PublicPath
		if rt.Host >= 0 {
			if i := in.Graph.Entries[rt.Host].Options; i >= 0 && cfg.Entries[i].HasPublicPath {
				path = cfg.Entries[i].PublicPath
			}
			if x := in.Graph.Entries[rt.Host].Added; x != nil && x.PublicPath != nil {
				path = *x.PublicPath
			}
		}
		switch {
		case path == "auto" && cfg.Output.Module:
			need = need.With(runtime.PublicPath)
			t.set("p", "new URL("+graph.Quote("./"+up)+", import.meta.url).href")
		case path == "auto":
			need = need.With(runtime.PublicPathAuto)
			if slices.ContainsFunc(rt.Entries, func(e int) bool { return in.Graph.Entries[e].Worker }) || rt.Host >= 0 && in.Graph.Entries[rt.Host].Worker {
				need = need.With(runtime.WorkerPath)
			}
			if up != "" {
				t.set("r", graph.Quote(up))
			}
		default:
			need = need.With(runtime.PublicPath)
			t.set("p", graph.Quote(path))
		}
	}
	return Boot{Features: need, Data: t.literal(), Chunks: all, wrapped: handed}, nil
}

// containerTable has the exposes of a container. It is in the container's own file
// where the runtime is in another, which may have several containers.
const containerTable = "ex"

// startIn are the expressions that run an entry in the runtime of another file,
// whose require function is named; the value of the last is that of the entry.
func (in *Input) startIn(entry int, require string) (calls []string) {
	e := &in.Graph.Entries[entry]
	if !e.Container {
		ids := in.run(entry)
		for i, id := range ids {
			if i == len(ids)-1 && in.asksForMain() {
				id = require + ".s = " + id
			}
			calls = append(calls, require+"("+id+")")
		}
		return calls
	}
	t := newTables()
	for _, m := range e.Run {
		if row, ok := in.Graph.Modules[m].Body.(graph.RuntimeRow); ok {
			for _, r := range row.Rows(in.bodyInput(m, nil)) {
				t.add(r)
			}
		}
	}
	return []string{require + ".K(" + t.literal() + ")"}
}

// loading adds what the configuration says of how modules run and files load.
func (in *Input) loading(t *tables, need *runtime.Set) {
	o := &in.Config.Output
	if !o.ForgetFailed {
		*need = need.With(runtime.LooseCore)
	}
	closed := need.Closure()
	tags := closed.Has(runtime.ScriptLoader)
	if o.Charset && tags {
		*need = need.With(runtime.Charset)
	}
	if o.ScriptType != "" && tags {
		*need = need.With(runtime.ScriptType)
		t.set("st", graph.Quote(o.ScriptType))
	}
	if o.TrustedTypes == nil {
		return
	}
	switch {
	case tags:
		*need = need.With(runtime.TrustedScripts)
	case closed.Has(runtime.ImportScripts), closed.Has(runtime.WorkerURL):
		*need = need.With(runtime.TrustedTypes)
	default:
		return
	}
	t.set("tt", in.policyRow())
}

// policyRow is the policy of Trusted Types for the runtime; "" for none.
func (in *Input) policyRow() string {
	o := in.Config.Output.TrustedTypes
	if o == nil {
		return ""
	}
	row := "[" + graph.Quote(o.Policy)
	if o.Continue {
		row += ",1"
	}
	return row + "]"
}

// loadedBy is how a runtime loads chunks: in a worker nothing comes by script tags.
func (in *Input) loadedBy(rt *Runtime) string {
	loading := in.Config.Output.ChunkLoading
	if loading == "jsonp" && rt.Host >= 0 && in.Graph.Entries[rt.Host].Worker {
		return "import-scripts"
	}
	return loading
}

// initialChunks tells the runtime of the other files that are there when its
// entries start.
func (in *Input) initialChunks(rt *Runtime, t *tables, need *runtime.Set) {
	arrays := in.Config.Output.ChunkFormat == "array-push"
	if rt.Host < 0 || len(rt.Entries) > 1 {
		if arrays {
			*need = need.With(runtime.ChunkGlobal) // through which the other entries come
		} else {
			*need = need.With(runtime.SharedRuntime)
		}
	}
	for _, e := range rt.Entries {
		if e != rt.Host && arrays && len(in.besides(e)) > 0 {
			*need = need.With(runtime.Deferred)
		}
	}
	if rt.Host < 0 {
		return
	}
	var ids, names []string
	for _, c := range in.besides(rt.Host) {
		ids = append(ids, in.ChunkIDs[c])
		names = append(names, chunkVariable(len(names)))
	}
	if len(ids) == 0 {
		return
	}
	t.set("w", "["+strings.Join(ids, ",")+"]")
	switch in.loadedBy(rt) {
	case "jsonp":
		*need = need.With(runtime.Waiting)
	case "import":
		*need = need.With(runtime.ImportChunks)
		t.set("i", "["+strings.Join(names, ",")+"]")
	case "async-node", "import-scripts":
		*need = need.With(runtime.StartAsync)
	}
}

// chunkVariable is the name of the namespace of an initial chunk that the file of
// an entry imports.
func chunkVariable(i int) string { return "__chunk_" + strconv.Itoa(i) + "__" }

// start chooses how the runtime ends: by running the entry, now or later, or by
// handing itself to the files of its entries.
func (in *Input) start(rt *Runtime, t *tables, need *runtime.Set) {
	switch {
	case need.Has(runtime.Container), need.Has(runtime.StartAsync), need.Has(runtime.SharedRuntime):
	case need.Has(runtime.Waiting) && rt.Host >= 0 && len(in.besides(rt.Host)) > 0:
		*need = need.With(runtime.StartWaiting)
	default:
		*need = need.With(runtime.StartNow)
	}
}

// hash names the sources of the build.
func (in *Input) hash() string {
	h := sha256.New()
	for i := range in.Graph.Modules {
		m := &in.Graph.Modules[i]
		h.Write([]byte(m.Name))
		if src, ok := m.Body.(*graph.Source); ok {
			h.Write(src.Original)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:20]
}

// run lists the ids of the modules that an entry runs.
func (in *Input) run(entry int) []string { return in.ids(in.Graph.Entries[entry].Run) }

// ids are those of the modules that have code.
func (in *Input) ids(modules []graph.ModuleID) []string {
	var ids []string
	for _, m := range modules {
		if in.hasCode(m) {
			ids = append(ids, in.ModuleIDs[m])
		}
	}
	return ids
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

// needsPublicPath: something in the output is addressed at run time.
func (in *Input) needsPublicPath(closed runtime.Set, all []chunk.ID) bool {
	if closed.Has(runtime.Jsonp) || closed.Has(runtime.ShareFallback) || closed.Has(runtime.CSS) || closed.Has(runtime.ImportScripts) || closed.Has(runtime.WorkerURL) && !in.onNode() {
		return true
	}
	for _, c := range all {
		for _, m := range in.Chunks.Chunks[c].Modules {
			switch b := in.Graph.Modules[m].Body.(type) {
			case *graph.Asset:
				if !b.Inline && !b.Source && !b.Bytes && b.PublicPath == nil && in.hasCode(m) {
					return true
				}
			case *graph.SheetText:
				// An element gets the nonce of the script, which the feature finds with the path.
				if b.Style || b.Addressed() {
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
	if files.Integrity != nil {
		for id, name := range scripts {
			t.add(graph.Row{Table: "si", Key: id, Value: graph.Quote(files.Integrity(name))})
		}
		for id, name := range styles {
			t.add(graph.Row{Table: "ss", Key: id, Value: graph.Quote(files.Integrity(name))})
		}
		if len(scripts) > 0 {
			*need = need.With(runtime.Integrity)
			if in.onNode() {
				*need = need.With(runtime.Hash)
			}
		}
	}
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
	if len(names) == 0 { // every other chunk is remotes, consumes or style sheets
		return `["",{},""]`
	}
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
