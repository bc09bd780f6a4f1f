package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// exportName is one entry of Record.Exports while the walk goes on.
type exportName struct {
	name       string
	start, end int
	local      nameID // the exported binding, when sym and from are -1
	sym        int32
	from       int // index into walker.asks
	imported   string
}

// specifierName consumes an import or export name, which may be a string.
func (w *walker) specifierName(data []byte) (name string, start, end int) {
	if c := data[0]; c == '"' || c == '\'' {
		start = w.at()
		w.token(data)
		return unquote(data), start, w.end
	}
	start, end = w.name(data)
	return unescapedName(data), start, end
}

// fromClause consumes the specifier of a static import or export and closes its
// entry. first is the number of comments before the statement.
func (w *walker) fromClause(module []byte, kind graph.ImportKind, start, first int) {
	w.skip()
	magic := w.magic(first)
	at := w.pos
	w.token(module)
	w.asks = append(w.asks, ask{
		Import: graph.Import{
			Kind:      kind,
			Specifier: unquote(module),
			Spec:      graph.ByteRange{Start: uint32(at), End: uint32(w.end)},
			Start:     uint32(start),
			Magic:     magic,
			Attrs:     w.attributes(w.end),
			Phase:     w.phase(start, at),
			UsesAll:   kind == graph.ImportExportStar,
		},
		roots: [2]int{-1, -1},
	})
	w.asks[len(w.asks)-1].Phase = w.phaseOf(&w.asks[len(w.asks)-1].Import)
}

// endModuleStmt ends an import or an export that needs a semicolon.
func (w *walker) endModuleStmt(asked bool) {
	w.semicolon()
	if asked {
		w.asks[len(w.asks)-1].End = uint32(w.end)
	}
	w.endStmt(fxNone)
}

// importStmt walks an import declaration.
func (w *walker) importStmt(s *js.ImportStmt) {
	start := w.at()
	w.rec.Flags |= graph.HasESM
	w.beginStmt(graph.Stmt{Kind: graph.StmtImport, Start: uint32(start), Inner: uint32(start)})
	first := len(w.comments)
	w.word("import")
	index := int32(len(w.asks))
	if s.Default != nil {
		w.importName(s.Default, "default", index)
		if s.List != nil {
			w.punct(',')
		}
	}
	switch {
	case s.List == nil:
	case len(s.List) == 1 && string(s.List[0].Name) == "*":
		w.punct('*')
		w.word("as")
		w.importName(s.List[0].Binding, graph.AllNames, index)
	default:
		w.punct('{')
		for i, a := range s.List {
			if a.Binding == nil {
				break // a trailing comma
			}
			if a.Name != nil {
				name, _, _ := w.specifierName(a.Name)
				w.word("as")
				w.importName(a.Binding, name, index)
			} else {
				w.importName(a.Binding, unescapedName(a.Binding), index)
			}
			if i < len(s.List)-1 {
				w.punct(',')
			}
		}
		w.punct('}')
	}
	if s.Default != nil || s.List != nil {
		w.word("from")
	}
	symbols := len(w.rec.Symbols)
	w.fromClause(s.Module, graph.ImportStatic, start, first)
	w.noteCreator(s, w.asks[index].Specifier)
	switch a := &w.asks[index]; {
	case a.Phase == graph.PhaseDefer && len(s.List) == 1 && string(s.List[0].Name) == "*" && s.Default == nil:
		if sym := &w.rec.Symbols[symbols-1]; sym.Import == index {
			sym.Kind = graph.SymDeferred
		}
	case a.Phase == graph.PhaseSource && s.Default != nil && s.List == nil:
	case a.Phase != graph.PhaseEvaluation:
		w.wrongPhase(a)
	}
	w.endModuleStmt(true)
}

// importName declares a name bound by an import.
func (w *walker) importName(data []byte, imported string, index int32) {
	start, end := w.name(data)
	before := len(w.rec.Symbols)
	w.declare(data, declImport, start, end)
	if len(w.rec.Symbols) > before { // else it is declared twice, which is an error
		s := &w.rec.Symbols[before]
		s.Import, s.Imported = index, imported
	}
}

// exportStmt walks an export declaration.
func (w *walker) exportStmt(s *js.ExportStmt) {
	start := w.at()
	w.rec.Flags |= graph.HasESM
	switch {
	case s.Default:
		w.exportDefault(s, start)
	case s.Decl != nil:
		w.exportDecl(s, start)
	default:
		w.exportNames(s, start)
	}
}

// exportDecl walks export var, let, const, function and class.
func (w *walker) exportDecl(s *js.ExportStmt, start int) {
	w.skip()
	noEffects := w.noEffects
	w.word("export")
	inner := uint32(w.at())
	w.noEffects = w.noEffects || noEffects
	first := len(w.uses)
	switch d := s.Decl.(type) {
	case *js.VarDecl:
		w.exporting = true
		w.topVars(d, uint32(start))
		w.exporting = false
		w.semicolon()
		w.endList(uint32(start))
	case *js.FuncDecl:
		w.beginStmt(graph.Stmt{Kind: graph.StmtFunction, Start: uint32(start), Inner: inner})
		w.funcDecl(d, false)
		w.endStmt(fxNone)
		w.exportFirst(first)
	case *js.ClassDecl:
		w.beginStmt(graph.Stmt{Kind: graph.StmtClass, Start: uint32(start), Inner: inner})
		w.endStmt(w.class(d, true))
		w.exportFirst(first)
	default:
		w.fail("export")
	}
}

// exportFirst exports the function or class whose name is the use at index i.
func (w *walker) exportFirst(i int) {
	u := w.uses[i]
	w.exportLocal(u.name, int(u.start), int(u.end))
}

// exportLocal exports a declared name under itself.
func (w *walker) exportLocal(id nameID, start, end int) {
	w.exportList = append(w.exportList, exportName{
		name: w.names.names[id].text, start: start, end: end, local: id, sym: -1, from: -1,
	})
}

// exportDefault walks export default.
func (w *walker) exportDefault(s *js.ExportStmt, start int) {
	w.skip()
	noEffects := w.noEffects
	w.word("export")
	at := w.at()
	w.word("default")
	atEnd := w.end
	inner := uint32(w.at())
	w.noEffects = w.noEffects || noEffects
	stmt := graph.Stmt{Start: uint32(start), Inner: inner}
	fx, unnamed := fxNone, graph.SymDefaultExport
	first := len(w.uses)
	switch d := s.Decl.(type) {
	case *js.FuncDecl:
		stmt.Kind = graph.StmtFunction
		stmt.Anonymous = d.Name == nil
		w.beginStmt(stmt)
		w.funcDecl(d, false)
		if d.Name == nil {
			unnamed = graph.SymFunction
			w.nameAt(inner, d.Async, "function", d.Generator)
		}
	case *js.ClassDecl:
		stmt.Kind = graph.StmtClass
		stmt.Anonymous = d.Name == nil
		w.beginStmt(stmt)
		fx = w.class(d, true)
		if d.Name == nil {
			unnamed = graph.SymClass
			w.nameAt(inner, false, "class", false)
		}
	default:
		stmt.Kind = graph.StmtDefaultExpr
		stmt.Anonymous = anonymous(s.Decl)
		w.beginStmt(stmt)
		fx = w.expr(s.Decl, cBrace).fx
		w.semicolon()
	}
	if stmt.Kind == graph.StmtDefaultExpr || stmt.Anonymous {
		id := w.names.add("default") // which no text can spell
		sym := w.addSymbol(id, graph.Symbol{
			Name: "default", Kind: unnamed, Import: -1, NoSideEffects: noEffects && unnamed == graph.SymFunction,
		}, at, atEnd)
		w.exportList = append(w.exportList, exportName{name: "default", start: at, end: atEnd, sym: sym, from: -1})
	} else {
		w.exportList = append(w.exportList, exportName{name: "default", start: at, end: atEnd, local: w.uses[first].name, sym: -1, from: -1})
	}
	w.endStmt(fx)
}

// nameAt notes where the name of an unnamed default function or class would be.
func (w *walker) nameAt(inner uint32, async bool, keyword string, generator bool) {
	i := int(inner)
	if async {
		i = skipTrivia(w.src, i+len("async"), w.n)
	}
	i += len(keyword)
	if generator {
		i = skipTrivia(w.src, i, w.n) + 1
	}
	w.rec.Stmts[len(w.rec.Stmts)-1].NameAt = uint32(i)
}

// anonymous reports whether e is an unnamed function, class or arrow, which
// export default names "default". Parentheses do not matter.
func anonymous(e js.IExpr) bool {
	switch e := e.(type) {
	case *js.GroupExpr:
		return anonymous(e.X)
	case *js.ArrowFunc:
		return true
	case *js.FuncDecl:
		return e.Name == nil
	case *js.ClassDecl:
		return e.Name == nil
	}
	return false
}

// exportNames walks export {...}, export {...} from, export * and export * as.
func (w *walker) exportNames(s *js.ExportStmt, start int) {
	kind := graph.StmtExportNames
	if s.Module != nil {
		kind = graph.StmtExportFrom
	}
	w.beginStmt(graph.Stmt{Kind: kind, Start: uint32(start), Inner: uint32(start)})
	comments := len(w.comments)
	w.word("export")
	from := -1
	if s.Module != nil {
		from = len(w.asks)
	}
	importKind := graph.ImportExportFrom
	if len(s.List) == 1 && s.List[0].Name == nil && string(s.List[0].Binding) == "*" {
		importKind = graph.ImportExportStar
		at := w.at()
		w.punct('*')
		w.exportList = append(w.exportList, exportName{name: graph.AllNames, start: at, end: w.end, sym: -1, from: from, imported: graph.AllNames})
	} else if len(s.List) == 1 && string(s.List[0].Name) == "*" {
		w.punct('*')
		w.word("as")
		name, at, end := w.specifierName(s.List[0].Binding)
		w.exportList = append(w.exportList, exportName{name: name, start: at, end: end, sym: -1, from: from, imported: graph.AllNames})
	} else {
		w.punct('{')
		for i, a := range s.List {
			if a.Binding == nil {
				break // a trailing comma
			}
			w.exportSpecifier(a, from)
			if i < len(s.List)-1 {
				w.punct(',')
			}
		}
		w.punct('}')
	}
	if s.Module != nil {
		w.word("from")
		w.fromClause(s.Module, importKind, start, comments)
	}
	w.endModuleStmt(s.Module != nil)
}

// exportSpecifier walks a, a as b, and their string forms.
func (w *walker) exportSpecifier(a js.Alias, from int) {
	data := a.Name
	if data == nil {
		data = a.Binding
	}
	name, start, end := w.specifierName(data)
	x := exportName{name: name, start: start, end: end, sym: -1, from: from, imported: name}
	if from < 0 {
		if w.src[start] == '"' || w.src[start] == '\'' {
			w.fail("export of a string")
		}
		x.local = w.names.intern(data)
		w.occur(data, start, end, refExport, 0)
	}
	if a.Name != nil {
		w.word("as")
		x.name, x.start, x.end = w.specifierName(a.Binding)
	}
	w.exportList = append(w.exportList, x)
}

const refExport = graph.RefRead | graph.RefExportSpecifier
