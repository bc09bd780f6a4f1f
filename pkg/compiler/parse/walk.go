package parse

import (
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// walker goes through a tree and the bytes it came from at once.
type walker struct {
	src []byte // the text and one NUL
	n   int    // length of the text
	pos int    // cursor
	end int    // end of the last token

	nl        bool // a line terminator was seen since the last token
	pure      bool // a PURE comment was seen since the last token
	noEffects bool // the same for NO_SIDE_EFFECTS

	governed bool // the next statement is the body of an if, a loop or a label

	listNoEffects bool // NO_SIDE_EFFECTS stands before the declaration list

	opts       *Options
	self       *Place // may be nil
	path       string
	module     bool // import and export syntax was seen, or the goal is a module
	strictGoal bool // HTML comments are operators
	strict     bool // strict mode code

	rec      *graph.Record
	comments []span
	legal    []graph.ByteRange
	diags    []diag.Diagnostic

	// Names and scopes.
	names         nameTable
	scopes        []scope
	decls         []decl
	uses          []use
	binder        *binder // nil but for Bind
	serial        uint32
	opened        uint32 // scopes so far
	written       bool   // what is declared has a value
	argumentsID   nameID
	declared      []span   // by symbol: its first declaration
	pinned        []nameID // module-level names whose text cannot change
	declFlags     graph.RefFlags
	plainFunction bool // the function being declared is neither async nor a generator

	// Where we are.
	fnDepth   int // functions around, immediately called ones included
	lazy      int // functions around that do not run with the statement
	thisDepth int // functions around with a `this` of their own
	tryDepth  int // try blocks around, in the same function
	asyncOK   int // functions around: an await here is not a top-level one
	blocks    int // statements around, at module level
	calledNow bool
	superOK   bool     // in a method, or in what belongs to a class
	loops     int      // loops around, in the same function
	switches  int      // switch statements around, in the same function
	labels    [][]byte // labels around, in the same function

	// Dead code and defines.
	dead     int // > 0: tokens are consumed, nothing is noted
	keepVars bool
	ended    bool   // nothing runs behind the statement that was walked last; see ends
	deadVars []span // names that survive as `var` from the dead branch being walked
	// deadFunctions are the block functions among them.
	deadFunctions []use
	edits         []source.Edit
	stmtEdits     int          // edits before the current statement
	defines       bool         // the text contains the root of a define
	builtins      bool         // the text contains what may be a builtin
	bound         []int        // edits that turned out to be wrong: walk again without them
	excluded      map[int]bool // those of earlier walks

	// known is an argument whose value takes its place, names and all. While it is
	// walked for the names alone, noting is where it starts; else 0.
	known  js.IExpr
	noting int

	// Facts about statements, at module level.
	stmtDecls   []stmtDecl
	extras      []stmtExtra
	creators    []string   // local names of createRequire
	created     []created  // what it made
	createdIn   []*created // those of variables of open scopes
	createdURLs []createdURL
	conds       []cond

	// Imports and CommonJS.
	asks  []ask
	last  lastImport
	inner inner
	held  []localHold // variables of scopes that are open
	// workerOptions are those of the call that walker.worker is about.
	workerOptions  js.IExpr
	workerStarts   string // its constructor
	workerComments int
	provided       bool      // asks are not in the order of the text
	sawDefine      bool      // define is called
	aliasedDefine  bool      // by another name
	hasDefine      bool      // the file calls none and asks whether there is one, and there is
	noAMD          bool      // the file is read as CommonJS
	amdNames       []string  // of the defines so far
	amdLists       []amdList // of calls, still to be walked
	aliases        []alias
	aliasUses      []aliasUse
	callbacks      []callback // still to be walked
	given          []int      // by parameter of the function that is walked next: alias + 1
	problems       []problem
	ensures        []ensure
	ensured        int      // index + 1 of the require.ensure whose callback is being walked
	choices        []choice // literals that a call chooses from, still to be walked
	metas          []metaUse
	evals          []evalText
	mentions       []mention
	worker         int // offset of the Worker whose URL argument comes next; -1
	cjs            []cjsUse
	cjsDefs        []cjsDef
	cjsStars       []cjsStar
	cjsProps       []cjsProp
	propsOf        *js.ObjectExpr // the object of module.exports = {...} that is being walked
	propsStmt      int            // and its statement
	propsEnd       int
	assigned       assigned
	keysOf         js.IBinding // the last pattern whose value is require("x")
	keysAt         []graph.ByteRange
	picks          map[uint32]pick // by the end of the name that the value starts with
	constants      []constant
	exportList     []exportName
	exporting      bool // the declaration list being walked is exported
	clauses        []clause
}

// stmtExtra is what is known of a statement until the walk ends; the entry
// belongs to the entry of Record.Stmts with the same index.
type stmtExtra struct {
	fx    effects
	conds graph.Range // conditions under which fx holds
}

// location is a range of the file, for diagnostics.
func (w *walker) location(start, end int) diag.Location {
	return diag.Location{File: w.path, Text: w.src[:w.n:w.n], Start: start, End: end}
}

// report adds an error.
func (w *walker) report(code, message string, start, end int, labels ...diag.Label) {
	w.diags = append(w.diags, diag.Diagnostic{
		Severity: diag.Error,
		Code:     code,
		Message:  message,
		At:       w.location(start, end),
		Labels:   labels,
	})
}

func quote(s string) string { return `"` + s + `"` }

// newWalker returns a walker for text, which has room for one byte behind it.
func newWalker(path string, text []byte, opts *Options, goal Goal) *walker {
	n := len(text)
	buf := text[:n+1]
	buf[n] = 0
	w := &walker{
		src:    buf,
		n:      n,
		path:   path,
		opts:   opts,
		module: goal == GoalModule,
		rec:    &graph.Record{Text: text[:n:n]},
		nl:     true,
		worker: -1,
		last:   lastImport{end: -1},
	}
	w.names = newNameTable(n)
	w.uses = make([]use, 0, 64+n/40)
	w.decls = make([]decl, 0, 16+n/100)
	w.argumentsID = w.names.intern([]byte("arguments"))
	return w
}

// program walks the whole file.
func (w *walker) program(list []js.IStmt) {
	w.strictGoal = w.module
	w.strict = w.module
	w.push(scopeModule)
	prologue := true
	for _, s := range list {
		if skipped(s) {
			w.semicolons()
			continue
		}
		w.semicolons()
		w.edge()
		if prologue {
			if prologue = w.directive(s); prologue {
				continue
			}
		}
		w.topStmt(s)
	}
	w.semicolons()
	if w.pos != w.n {
		w.fail("end of file")
	}
}

// skipped reports whether the library lists s where nothing stands: comments
// are moved to the front of their block, and one empty statement can be several
// semicolons or one that another statement has consumed.
func skipped(s js.IStmt) bool {
	switch s.(type) {
	case *js.Comment, *js.EmptyStmt:
		return true
	}
	return false
}

// semicolons consumes empty statements.
func (w *walker) semicolons() {
	for w.try(';') {
	}
}

// edge begins a statement.
func (w *walker) edge() {
	w.skip()
	w.stmtEdits = len(w.edits)
}

// directive walks a statement of the prologue of the file, and reports whether
// it is one.
func (w *walker) directive(s js.IStmt) bool {
	raw := directiveText(s)
	if raw == nil {
		return false
	}
	start := w.at()
	w.beginStmt(graph.Stmt{Kind: graph.StmtDirective, Start: uint32(start), Inner: uint32(start)})
	w.token(raw)
	w.semicolon()
	w.endStmt(fxNone)
	if text := string(raw[1 : len(raw)-1]); text == "use strict" {
		w.strict = true
		w.rec.Flags |= graph.IsStrict
	} else {
		w.rec.Directives = append(w.rec.Directives, text)
	}
	return true
}

// directiveText returns the string literal with quotes if s is one and nothing
// else. Parentheses make it an ordinary expression.
func directiveText(s js.IStmt) []byte {
	switch s := s.(type) {
	case *js.DirectivePrologueStmt:
		return s.Value
	case *js.ExprStmt:
		if lit, ok := s.Value.(*js.LiteralExpr); ok && lit.TokenType == js.StringToken {
			return lit.Data
		}
	}
	return nil
}

// beginStmt opens an entry of Record.Stmts.
func (w *walker) beginStmt(s graph.Stmt) {
	w.rec.Stmts = append(w.rec.Stmts, s)
	w.extras = append(w.extras, stmtExtra{conds: graph.Range{From: uint32(len(w.conds))}})
}

// endStmt closes the entry with the effects that were found.
func (w *walker) endStmt(fx effects) {
	i := len(w.rec.Stmts) - 1
	w.rec.Stmts[i].End = uint32(w.end)
	x := &w.extras[i]
	if x.fx = fx; fx == fxSome {
		w.conds = w.conds[:x.conds.From]
	}
	x.conds.To = uint32(len(w.conds))
}

// topStmt walks one statement of the file.
func (w *walker) topStmt(s js.IStmt) {
	start := uint32(w.at())
	switch s := s.(type) {
	case *js.ImportStmt:
		w.importStmt(s)
	case *js.ExportStmt:
		w.exportStmt(s)
	case *js.VarDecl:
		w.topVars(s, start)
		w.semicolon()
		w.endList(start)
	case *js.FuncDecl:
		w.beginStmt(graph.Stmt{Kind: graph.StmtFunction, Start: start, Inner: start})
		w.funcDecl(s, false)
		w.endStmt(fxNone)
	case *js.ClassDecl:
		w.beginStmt(graph.Stmt{Kind: graph.StmtClass, Start: start, Inner: start})
		w.endStmt(w.class(s, true))
	default:
		w.beginStmt(graph.Stmt{Kind: graph.StmtOther, Start: start, Inner: start})
		if e, ok := s.(*js.ExprStmt); ok && !w.module && w.exportsStmt(e) {
			return
		}
		w.endStmt(w.stmt(s))
		if e, ok := s.(*js.ExprStmt); ok && !w.module && w.dead == 0 {
			w.noteStar(e, int(start))
		}
	}
}

// topVars walks the declarators of a top-level declaration list. The cursor is
// at the keyword; start is where the statement starts.
func (w *walker) topVars(s *js.VarDecl, start uint32) {
	kind := graph.StmtVar
	switch s.TokenType {
	case js.LetToken:
		kind = graph.StmtLet
	case js.ConstToken:
		kind = graph.StmtConst
	}
	keyword := uint32(w.at())
	w.listNoEffects = w.noEffects
	w.keyword(s.TokenType)
	list := w.lists() + 1
	defer func() { w.listNoEffects = false }()
	for i := range s.List {
		if i > 0 {
			w.punct(',')
		}
		at := uint32(w.at())
		w.beginStmt(graph.Stmt{Kind: kind, Start: at, Inner: at, List: list, ListStart: start, KeywordAt: keyword})
		first := len(w.uses)
		w.endStmt(w.declarator(&s.List[i], varKinds(s.TokenType)))
		if w.exporting {
			for _, u := range w.uses[first:] {
				if u.flags&graph.RefDecl != 0 {
					w.exportLocal(u.name, int(u.start), int(u.end))
				}
			}
		}
	}
}

// lists returns the number of the last declaration list.
func (w *walker) lists() uint32 {
	for i := len(w.rec.Stmts) - 1; i >= 0; i-- {
		if n := w.rec.Stmts[i].List; n > 0 {
			return n
		}
	}
	return 0
}

// endList tells the declarators of the list that began at start where it ends.
func (w *walker) endList(start uint32) {
	for i := len(w.rec.Stmts) - 1; i >= 0 && w.rec.Stmts[i].ListStart == start && w.rec.Stmts[i].List > 0; i-- {
		w.rec.Stmts[i].ListEnd = uint32(w.end)
	}
}

func varKinds(tt js.TokenType) declKind {
	switch tt {
	case js.LetToken:
		return declLet
	case js.ConstToken:
		return declConst
	}
	return declVar
}
