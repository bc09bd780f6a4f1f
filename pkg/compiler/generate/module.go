package generate

import (
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/link"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// editor collects the edits of one source.
type editor struct {
	in   *Input
	m    graph.ModuleID
	src  *graph.Source
	r    *graph.Record
	list []source.Edit
	need *runtime.Set
	g    *group // nil for CommonJS
	cut  []graph.ByteRange
}

func (e *editor) replace(start, end uint32, text string) {
	e.list = append(e.list, source.Edit{Start: start, End: end, New: text})
}

// drop removes a statement with everything in it.
func (e *editor) drop(start, end uint32) {
	text := ""
	if joins(e.r.Text[end:]) {
		text = ";" // the statement before may have ended because this one began
	}
	e.list = append(e.list, source.Edit{Start: start, End: end, New: text})
	e.cut = append(e.cut, graph.ByteRange{Start: start, End: end})
}

// joins reports whether text that follows a line break would go on with the
// expression before it. A comment counts, as what is behind it may.
func joins(text []byte) bool {
	for _, c := range text {
		switch c {
		case ' ', '\t', '\n', '\r':
			continue
		case '(', '[', '`', '+', '-', '/', '*', '.', ',':
			return true
		}
		return false
	}
	return false
}

// finish merges the edits of analysis, which do not count where a statement was
// dropped, and sorts.
func (e *editor) finish() []source.Edit {
	k := 0
	for _, x := range e.r.Edits {
		for k < len(e.cut) && e.cut[k].End <= x.Start {
			k++
		}
		if k < len(e.cut) && e.cut[k].Start <= x.Start && x.End <= e.cut[k].End {
			continue
		}
		e.list = append(e.list, x)
	}
	source.SortEdits(e.list)
	return e.list
}

// module writes the piece of one ES module of a group.
func (g *group) module(m graph.ModuleID) source.Piece {
	src := g.in.Graph.Modules[m].Body.(*graph.Source)
	e := &editor{in: g.in, m: m, src: src, r: src.Record, need: &g.need, g: g}
	live := g.in.Link.Stmts[m]
	names := g.names[m]
	for i := 0; i < len(e.r.Stmts); {
		s := &e.r.Stmts[i]
		if s.List != 0 {
			i = e.declarations(i, live)
			continue
		}
		kept := live == nil || live[i]
		i++
		switch s.Kind {
		case graph.StmtImport, graph.StmtExportFrom, graph.StmtExportNames:
			e.drop(s.Start, s.End)
			continue
		}
		if !kept {
			e.drop(s.Start, s.End)
			continue
		}
		switch s.Kind {
		case graph.StmtFunction, graph.StmtClass:
			if s.Inner > s.Start {
				e.replace(s.Start, s.Inner, "")
			}
			if s.NameAt != 0 {
				e.replace(s.NameAt, s.NameAt, " "+names[s.Declares[0]])
				if s.Anonymous && s.Kind == graph.StmtFunction {
					g.unnamed = append(g.unnamed, names[s.Declares[0]])
				}
				// A minifier that keeps names gives it the one it has in the text, here.
				if s.Anonymous && (s.Kind == graph.StmtClass || g.in.keepsNames()) {
					*e.need = e.need.With(runtime.DefaultName)
					e.replace(s.End, s.End, "\n"+R+".dn("+names[s.Declares[0]]+");")
				}
			}
		case graph.StmtDefaultExpr:
			e.defaultExpression(s, names[s.Declares[0]])
		}
		e.contents(s)
	}
	e.outsideOfStatements()
	return source.Piece{Input: src.Input, Edits: e.finish(), Suffix: "\n"}
}

// defaultExpression turns export default <expression> into a variable.
func (e *editor) defaultExpression(s *graph.Stmt, name string) {
	// A line break after the semicolon that is added here must not glue the
	// expression to the next statement, so the end is always made explicit.
	open, end := "const "+name+" = ", ""
	if s.Anonymous {
		*e.need = e.need.With(runtime.DefaultName)
		open += R + ".dn("
		end = ")"
	}
	e.replace(s.Start, s.Inner, open)
	last := s.End
	if e.r.Text[last-1] == ';' {
		e.replace(last-1, last, end+";")
	} else {
		e.replace(last, last, end+";")
	}
}

// declarations writes the declarators of one list, and returns the index behind
// them.
func (e *editor) declarations(i int, live []bool) int {
	first := &e.r.Stmts[i]
	end := i
	for end < len(e.r.Stmts) && e.r.Stmts[end].List == first.List {
		end++
	}
	any, all := false, true
	for k := i; k < end; k++ {
		if live == nil || live[k] {
			any = true
		} else {
			all = false
		}
	}
	if !any {
		e.drop(first.ListStart, first.ListEnd)
		return end
	}
	if first.KeywordAt > first.ListStart {
		e.replace(first.ListStart, first.KeywordAt, "")
	}
	if all {
		for k := i; k < end; k++ {
			e.contents(&e.r.Stmts[k])
		}
		return end
	}
	// Cut from the end of the last declarator that stays to the start of the next.
	last := -1
	for k := i; k < end; k++ {
		if !live[k] {
			continue
		}
		s := &e.r.Stmts[k]
		switch {
		case last < 0 && k > i:
			e.drop(first.Start, s.Start)
		case last >= 0 && last != k-1:
			e.list = append(e.list, source.Edit{Start: e.r.Stmts[last].End, End: s.Start, New: ", "})
			e.cut = append(e.cut, graph.ByteRange{Start: e.r.Stmts[last].End, End: s.Start})
		}
		e.contents(s)
		last = k
	}
	if last != end-1 {
		e.drop(e.r.Stmts[last].End, e.r.Stmts[end-1].End)
	}
	return end
}

// contents edits the refs and imports of a statement that stays.
func (e *editor) contents(s *graph.Stmt) {
	for i := s.Refs.From; i < s.Refs.To; i++ {
		e.ref(int32(i), &e.r.Refs[i])
	}
	for i := s.Free.From; i < s.Free.To; i++ {
		e.free(&e.r.Free[i])
	}
	for i := s.Imports.From; i < s.Imports.To; i++ {
		e.imported(int(i))
	}
}

// ref replaces one occurrence of a module-level binding by its final name, or
// by what an import means.
func (e *editor) ref(index int32, ref *graph.Ref) {
	sym := &e.r.Symbols[ref.Sym]
	if sym.Kind != graph.SymImport {
		name := e.g.names[e.m][ref.Sym]
		if name == "" || name == sym.Name && string(e.r.Text[ref.Start:ref.End]) == name {
			return
		}
		if sym.Kind == graph.SymDefaultExport {
			return // it has no name in the text
		}
		if ref.Flags&(graph.RefShorthand|graph.RefShorthandPattern) != 0 {
			name = sym.Name + ": " + name
		}
		e.replace(ref.Start, ref.End, name)
		return
	}
	if ref.Flags&graph.RefDecl != 0 {
		return
	}
	b := e.in.Link.Bindings[e.m][ref.Sym]
	end, taken := ref.End, 0
	if mem, ok := e.in.Link.Members[e.m][index]; ok {
		b, taken = mem.Binding, mem.Names
		end = e.r.Chains[ref.Chain].Ends[taken-1]
	}
	if b == nil {
		b = &link.Binding{Kind: link.BindMissing}
	}
	x := e.g.access(e.m, b)
	called := ref.Flags&graph.RefCallee != 0
	if ref.Chain >= 0 {
		c := &e.r.Chains[ref.Chain]
		if taken > 0 || len(c.Names) > 0 {
			called = taken == len(c.Names) && (c.Called || c.Optional) // ns.f?.() is a call as well
		}
	}
	e.put(ref.Start, end, ref.Flags, x, called, sym.Name)
}

// put writes an expression in the place of a name.
func (e *editor) put(start, end uint32, flags graph.RefFlags, x expression, called bool, name string) {
	text := x.text
	switch {
	case (called || flags&graph.RefTag != 0) && x.member:
		// Without the comma the callee would get the module as `this`.
		text = "(0, " + text + ")"
		if flags&graph.RefStmtStart != 0 {
			text = ";" + text // the line before may rely on a line break to end
		}
	case flags&graph.RefNewCallee != 0 && x.call:
		text = "(" + text + ")"
	case flags&graph.RefStmtStart != 0 && strings.HasPrefix(text, "("):
		text = ";" + text
	}
	if flags&(graph.RefShorthand|graph.RefShorthandPattern) != 0 {
		text = name + ": " + text
	}
	e.replace(start, end, text)
}

// freeNames are names that code may use without declaring them because a
// bundler gives them a meaning.
var freeNames = map[string]struct {
	text    string
	feature runtime.Feature
}{
	"__webpack_public_path__":         {R + ".p", runtime.Core},
	"__webpack_modules__":             {R + ".m", runtime.Core},
	"__webpack_chunk_load__":          {R + ".e", runtime.Ensure},
	"__webpack_share_scopes__":        {R + ".S", runtime.ShareScope},
	"__webpack_init_sharing__":        {R + ".I", runtime.ShareScope},
	"__webpack_nonce__":               {R + ".nc", runtime.Core},
	"__webpack_base_uri__":            {R + ".b", runtime.BaseURI},
	"__webpack_runtime_id__":          {R + ".j", runtime.RuntimeID},
	"__webpack_get_script_filename__": {R + ".u", runtime.ChunkFile},
}

// free replaces a name that nothing in the file declares.
func (e *editor) free(f *graph.FreeRef) {
	x := expression{}
	switch f.Name {
	case "global":
		if !e.in.Config.Node.Global || e.onNode() {
			return
		}
		*e.need = e.need.With(runtime.Global)
		x = expression{text: R + ".g", member: true}
	case "__filename", "__dirname":
		if x.text = e.place(f.Name); x.text == "" {
			return
		}
	case R:
		if !e.hidden() {
			return
		}
		x.text = R // to be renamed with all others
	case "__non_webpack_require__":
		x.text = e.in.nodeRequire()
	case "require":
		if e.isImport(f.Start) {
			return // replaced with the whole call
		}
		if f.Chain >= 0 && !e.r.Chains[f.Chain].Assigned {
			c := &e.r.Chains[f.Chain]
			text := ""
			switch c.Names[0] {
			case "cache":
				text = R + ".c"
			case "main":
				text = e.mainModule()
			}
			if text != "" {
				e.replace(f.Start, c.Ends[0], text)
				return
			}
		}
		if f.Flags&graph.RefTypeof != 0 {
			x.text = R // a function, which is what UMD wrappers want to hear
			break
		}
		// require in a form that cannot be followed: it fails when it is called, as
		// Node's would for a module that is not there.
		*e.need = e.need.With(runtime.Missing)
		x.text = "(" + R + ".mnf)"
	default:
		n, ok := freeNames[f.Name]
		if !ok {
			return
		}
		*e.need = e.need.With(n.feature)
		x = expression{text: n.text, member: true}
	}
	called := f.Flags&graph.RefCallee != 0 && f.Chain < 0
	e.put(f.Start, f.End, f.Flags, x, called && f.Name != "global", f.Name)
}

// hidden reports whether some scope of the file declares the name of the
// require function, so that it needs another one.
func (e *editor) hidden() bool {
	if e.g != nil {
		return e.g.hidden
	}
	for i := range e.r.Symbols {
		if e.r.Symbols[i].Name == R {
			return true
		}
	}
	i := sort.SearchStrings(e.r.Nested, R)
	return i < len(e.r.Nested) && e.r.Nested[i] == R
}

// mainModule is the module that the build starts with, as require.main; with
// several entries nobody is.
func (e *editor) mainModule() string {
	var main []graph.ModuleID
	for i := range e.in.Graph.Entries {
		if x := &e.in.Graph.Entries[i]; !x.Container && len(x.Run) > 0 {
			main = append(main, x.Run[len(x.Run)-1])
		}
	}
	if len(main) != 1 {
		return ""
	}
	return R + ".c[" + e.in.ModuleIDs[main[0]] + "]"
}

// place is what __filename or __dirname becomes; "" when it stays.
func (e *editor) place(name string) string {
	mode, value := e.in.Config.Node.Filename, "/index.js"
	file := strings.TrimPrefix(e.in.Graph.Modules[e.m].Name, "./")
	if name == "__dirname" {
		mode, value = e.in.Config.Node.Dirname, "/"
		if i := strings.LastIndexByte(file, '/'); i >= 0 {
			file = file[:i]
		} else {
			file = ""
		}
	}
	switch mode {
	case "mock", "warn-mock":
		return graph.Quote(value)
	case "true": // relative to the context, so that it is the same on every machine
		return graph.Quote(file)
	}
	return "" // those of the output file, where the platform has them
}

// isImport reports whether an import that is an expression starts at an offset.
func (e *editor) isImport(at uint32) bool {
	imports := e.r.Imports
	i := sort.Search(len(imports), func(i int) bool { return imports[i].Start >= at })
	for ; i < len(imports) && imports[i].Start == at; i++ {
		switch imports[i].Kind {
		case graph.ImportRequire, graph.ImportResolve:
			return true
		}
	}
	return false
}

func (e *editor) onNode() bool { return strings.HasSuffix(e.in.Config.Target.Platform, "node") }

// imported replaces an import that is an expression.
func (e *editor) imported(i int) {
	imp := &e.r.Imports[i]
	switch imp.Kind {
	case graph.ImportStatic, graph.ImportExportFrom, graph.ImportExportStar:
		return
	}
	t := e.in.Graph.Modules[e.m].Deps[i].Target
	if t == graph.NoModule {
		*e.need = e.need.With(runtime.Missing)
		missing := R + ".mnf(" + graph.Quote(imp.Specifier) + ")"
		if imp.Kind == graph.ImportDynamic {
			missing = "Promise.resolve().then(() => " + missing + ")"
		}
		e.replace(imp.Start, imp.End, missing)
		return
	}
	id := e.in.ModuleIDs[t]
	switch imp.Kind {
	case graph.ImportRequire:
		if !e.in.hasCode(t) {
			e.replace(imp.Start, imp.End, "({})")
			return
		}
		e.replace(imp.Start, imp.End, R+"("+id+")")
	case graph.ImportResolve:
		e.replace(imp.Start, imp.End, id)
	case graph.ImportURL, graph.ImportWorker:
		*e.need = e.need.With(runtime.BaseURI)
		e.replace(imp.Start, imp.End, "new URL("+R+"("+id+"), "+R+".b)")
	case graph.ImportDynamic:
		e.replace(imp.Start, imp.End, e.dynamic(t))
	}
}

// dynamic is the expression of import() of module t.
func (e *editor) dynamic(t graph.ModuleID) string {
	load := e.in.load(t, e.need)
	if !e.in.hasCode(t) {
		return load + ".then(() => ({}))"
	}
	id := e.in.ModuleIDs[t]
	mode := ""
	switch e.in.typeOf(t, e.src.Strict) {
	case graph.TypeNamespace:
		return load + ".then(" + R + ".bind(" + R + ", " + id + "))"
	case graph.TypeDynamic:
		mode = "23"
	case graph.TypeDefaultWithNamed:
		mode = "19"
	default:
		mode = "17"
	}
	*e.need = e.need.With(runtime.Namespace)
	return load + ".then(" + R + ".t.bind(" + R + ", " + id + ", " + mode + "))"
}

// outsideOfStatements edits what is not listed by statement.
func (e *editor) outsideOfStatements() {
	// Not (void 0), which a line break would make the arguments of what is before.
	this := "undefined"
	if i := sort.SearchStrings(e.r.Nested, this); i < len(e.r.Nested) && e.r.Nested[i] == this {
		this = "(void 0)"
	}
	for _, at := range e.r.This {
		if !e.isCut(at) {
			e.replace(at, at+4, this)
		}
	}
	for i := range e.r.Meta {
		if m := &e.r.Meta[i]; !e.isCut(m.Start) && !e.insideImport(m.Start) {
			e.meta(m)
		}
	}
}

func (e *editor) isCut(at uint32) bool {
	for _, c := range e.cut {
		if c.Start <= at && at < c.End {
			return true
		}
	}
	return false
}

// insideImport: new URL("x", import.meta.url) was replaced as a whole.
func (e *editor) insideImport(at uint32) bool {
	for i := range e.r.Imports {
		if imp := &e.r.Imports[i]; (imp.Kind == graph.ImportURL || imp.Kind == graph.ImportWorker) && imp.Start <= at && at < imp.End {
			return true
		}
	}
	return false
}

// meta replaces import.meta, which a script has not.
func (e *editor) meta(m *graph.Meta) {
	if e.in.Config.Output.Module {
		return
	}
	url := func() string {
		if e.onNode() {
			return `require("url").pathToFileURL(__filename).href`
		}
		*e.need = e.need.With(runtime.BaseURI)
		return R + ".b"
	}
	if m.Chain < 0 {
		e.replace(m.Start, m.End, "({url: "+url()+", webpack: 5})")
		return
	}
	c := &e.r.Chains[m.Chain]
	text := "(void 0)"
	switch c.Names[0] {
	case "url":
		text = url()
	case "webpack":
		text = "5"
	case "env":
		text = "({})"
	case "main":
		text = "false"
	}
	e.replace(m.Start, c.Ends[0], text)
}

// generateCommonJS writes the factory of a CommonJS module: its own text in a
// function, with calls of require replaced.
func generateCommonJS(in *Input, m graph.ModuleID, src *graph.Source) Factory {
	f := Factory{ID: in.ModuleIDs[m], Size: len(src.Record.Text)}
	e := &editor{in: in, m: m, src: src, r: src.Record, need: &f.Need}
	for i := range e.r.Free {
		e.free(&e.r.Free[i])
	}
	for i := range e.r.Imports {
		e.imported(i)
	}
	for i := range e.r.Meta {
		if mt := &e.r.Meta[i]; !e.insideImport(mt.Start) {
			e.meta(mt)
		}
	}
	params := "module, exports, " + R
	if e.r.Flags&(graph.UsesThis|graph.UsesArguments|graph.Opaque) != 0 {
		f.Head = "function(" + params + ") {\n"
	} else {
		f.Head = "(" + params + ") => {\n"
	}
	f.Tail = "}"
	if hotModule(e.r) {
		f.Need = f.Need.With(runtime.NodeModule)
		prefix := "module = " + R + ".nmd(module);\n"
		if e.r.Flags&graph.IsStrict != 0 { // the file's own directive is not the first statement any more
			prefix = "\"use strict\";\n" + prefix
		}
		f.Pieces = append(f.Pieces, source.Piece{Prefix: prefix})
	}
	f.Pieces = append(f.Pieces, source.Piece{Input: src.Input, Edits: e.finish(), Suffix: "\n"})
	if e.hidden() {
		n := newNamer(16)
		for i := range e.r.Symbols {
			n.take(e.r.Symbols[i].Name)
		}
		for _, name := range e.r.Nested {
			n.take(name)
		}
		f.rename(n.pick(R))
	}
	return f
}

// hotModule: the code looks at module.paths, module.children or module.loaded,
// which R.nmd adds.
func hotModule(r *graph.Record) bool {
	for i := range r.Free {
		f := &r.Free[i]
		if f.Name != "module" || f.Flags&graph.RefTypeof != 0 {
			continue
		}
		if f.Chain < 0 {
			return true
		}
		switch r.Chains[f.Chain].Names[0] {
		case "children", "paths":
			return true
		}
	}
	return false
}

// asyncBody writes the body of a module with top-level await, or that imports
// one: it waits for what it imports, then runs.
//
// The prologue goes inside: its getters mention bindings that are in there.
func (g *group) asyncBody(f *Factory, prologue string, p source.Piece) {
	g.need = g.need.With(runtime.AsyncModule)
	b := []byte(prologue)
	var waits []graph.ModuleID
	for _, e := range g.in.Link.Eval[g.root] {
		if g.in.group(e.Module) == g.index || !g.in.hasCode(e.Module) {
			continue
		}
		if g.in.Link.Async[e.Module] {
			waits = append(waits, e.Module)
			o := g.outsider(e.Module)
			o.emitted = true
			b = append(b, "var "+o.name+" = "+R+"("+g.in.ModuleIDs[e.Module]+");\n"...)
			continue
		}
		b = g.require(b, e.Module)
	}
	if len(waits) > 0 {
		names := make([]string, len(waits))
		for i, m := range waits {
			names[i] = g.out[m].name
		}
		all := strings.Join(names, ", ")
		deps := g.pick("__async_dependencies__")
		b = append(b, "var "+deps+" = __handle__(["+all+"]);\n["+all+"] = "+deps+".then ? (await "+deps+")() : "+deps+";\n"...)
		for _, m := range waits {
			b = g.interop(b, g.out[m])
		}
	}
	b = g.stars(b, g.root)
	p.Prefix = R + ".a(" + g.moduleName + ", async (__handle__, __done__) => { try {\n" + string(b) + p.Prefix
	flag := ""
	if g.flag(g.root)&graph.HasTLA != 0 {
		flag = ", 1"
	}
	p.Suffix += "__done__();\n} catch (e) { __done__(e); } }" + flag + ");\n"
	f.Pieces = append(f.Pieces, p)
}
