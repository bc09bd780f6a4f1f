package parse

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// stmt walks one statement and its semicolon, and tells its effects.
func (w *walker) stmt(s js.IStmt) effects {
	governed := w.governed
	w.governed = false
	switch s := s.(type) {
	case *js.ExprStmt:
		start := cStart | cDropped
		if governed {
			start |= cGoverned // if (x) f(): a semicolon before f would cut it off
		}
		v := w.expr(s.Value, start)
		if w.last.end == w.end && isImportCall(s.Value) {
			w.take() // require("x"); takes nothing of it
		}
		w.semicolon()
		return v.fx
	case *js.VarDecl:
		w.blocks++
		fx := w.varDecl(s)
		w.blocks--
		w.semicolon()
		return fx
	case *js.IfStmt:
		return w.ifStmt(s)
	case *js.ReturnStmt:
		w.word("return")
		if s.Value != nil {
			w.expr(s.Value, 0)
		}
		w.semicolon()
		w.ended = true
	case *js.BlockStmt:
		w.push(scopeBlock)
		fx := w.block(s)
		w.pop()
		return fx
	case *js.FuncDecl:
		w.funcDecl(s, false)
		return fxNone
	case *js.ClassDecl:
		return w.class(s, true)
	case *js.ForStmt, *js.ForInStmt, *js.ForOfStmt:
		w.forStmt(s)
	case *js.WhileStmt:
		w.word("while")
		w.parens(s.Cond)
		w.loop(s.Body)
	case *js.DoWhileStmt:
		w.word("do")
		w.loop(s.Body)
		w.semicolons()
		w.word("while")
		w.parens(s.Cond)
		w.try(';')
	case *js.SwitchStmt:
		w.switchStmt(s)
	case *js.TryStmt:
		w.tryStmt(s)
	case *js.ThrowStmt:
		w.word("throw")
		w.expr(s.Value, 0)
		w.semicolon()
		w.ended = true
	case *js.BranchStmt:
		w.branch(s)
		w.ended = true
	case *js.LabelledStmt:
		if w.labelled(s.Label) {
			w.fail("label")
		}
		if w.binder != nil {
			w.push(scopeBlock)
			w.declareLabel(s.Label)
		}
		w.name(s.Label)
		w.punct(':')
		w.labels = append(w.labels, s.Label)
		w.body(s.Value)
		w.labels = w.labels[:len(w.labels)-1]
		if w.binder != nil {
			w.pop()
		}
	case *js.WithStmt:
		w.word("with")
		w.parens(s.Cond)
		if w.dead == 0 {
			w.rec.Flags |= graph.HasWith
			w.pin()
		}
		w.body(s.Body)
	case *js.DirectivePrologueStmt:
		w.token(s.Value)
		w.semicolon()
		return fxNone
	case *js.DebuggerStmt:
		w.word("debugger")
		w.semicolon()
	case *js.EmptyStmt, *js.Comment:
		w.semicolons()
		return fxNone
	default:
		// Import and export inside a block, which the library never builds.
		w.fail("statement")
	}
	return fxSome
}

// parens walks an expression in parentheses that belong to a statement.
func (w *walker) parens(e js.IExpr) {
	w.punct('(')
	w.expr(e, 0)
	w.punct(')')
}

// body walks the statement that another one governs.
func (w *walker) body(s js.IStmt) effects {
	if _, ok := s.(*js.EmptyStmt); ok {
		w.punct(';')
		return fxNone
	}
	w.edge()
	w.blocks++
	w.governed = true
	fx := w.stmt(s)
	w.blocks--
	return fx
}

// loop walks the body of a loop.
func (w *walker) loop(s js.IStmt) {
	w.loops++
	w.body(s)
	w.loops--
}

// branch walks break and continue. The library does not look where they go.
func (w *walker) branch(s *js.BranchStmt) {
	switch {
	case s.Label != nil && !w.labelled(s.Label),
		s.Label == nil && w.loops == 0 && (s.Type == js.ContinueToken || w.switches == 0):
		w.fail("break or continue")
	}
	w.keyword(s.Type)
	if s.Label != nil {
		start, end := w.name(s.Label)
		if w.binder != nil {
			w.occur(labelName(s.Label), start, end, graph.RefRead, 0)
		}
	}
	w.semicolon()
}

// labelled reports whether a statement around has the label.
func (w *walker) labelled(label []byte) bool {
	for _, l := range w.labels {
		if string(l) == string(label) {
			return true
		}
	}
	return false
}

// block walks a block with its braces, in the scope that is open.
func (w *walker) block(s *js.BlockStmt) effects {
	w.punct('{')
	fx := w.stmts(s.List)
	w.punct('}')
	return fx
}

// stmts walks a list of statements up to what ends it. Nothing runs behind a
// return and the like, so what is there is dropped but for hoisted functions:
//
//	if (process.env.NODE_ENV === "production") { return build }
//	return require("./debug")
func (w *walker) stmts(list []js.IStmt) effects {
	fx, ended := fxNone, false
	w.blocks++
	for _, s := range list {
		w.semicolons()
		if skipped(s) {
			continue
		}
		if _, hoisted := s.(*js.FuncDecl); ended && !hoisted && w.opts.DeadCode && w.dead == 0 {
			start := w.at()
			vars := w.dropStmt(s)
			w.cut(start, w.end, "", vars, "")
			continue
		}
		w.edge()
		fx = max(fx, w.stmt(s))
		ended = ended || w.ended && ends(s)
	}
	w.blocks--
	w.semicolons()
	w.ended = ended
	return fx
}

// ends reports whether w.ended is about s, once it is walked, and not about some
// statement inside of it.
func ends(s js.IStmt) bool {
	switch s.(type) {
	case *js.ReturnStmt, *js.ThrowStmt, *js.BranchStmt, *js.BlockStmt, *js.IfStmt:
		return true
	}
	return false
}

// bodyEnds walks a branch and reports whether nothing runs behind it.
func (w *walker) bodyEnds(s js.IStmt) (effects, bool) {
	w.ended = false
	fx := w.body(s)
	return fx, w.ended && ends(s)
}

// forStmt walks the three kinds of for. Head and body share a scope in the
// tree; the body gets one of its own here. That it is a block, one statement or
// nothing is told by the next byte only.
func (w *walker) forStmt(s js.IStmt) {
	w.word("for")
	w.push(scopeBlock)
	var body *js.BlockStmt
	switch s := s.(type) {
	case *js.ForStmt:
		w.punct('(')
		if v, ok := s.Init.(*js.VarDecl); !ok || len(v.List) > 0 {
			w.forInit(s.Init, false)
		}
		w.punct(';')
		if s.Cond != nil {
			w.expr(s.Cond, 0)
		}
		w.punct(';')
		if s.Post != nil {
			w.expr(s.Post, 0)
		}
		body = s.Body
	case *js.ForInStmt:
		w.punct('(')
		w.forInit(s.Init, true)
		w.word("in")
		w.expr(s.Value, 0)
		body = s.Body
	case *js.ForOfStmt:
		if s.Await {
			w.word("await")
			w.topLevelAwait()
		}
		w.punct('(')
		w.forInit(s.Init, true)
		w.word("of")
		w.expr(s.Value, 0)
		body = s.Body
	}
	w.punct(')')
	w.loops++
	switch w.peek() {
	case '{':
		w.push(scopeBlock)
		w.block(body)
		w.pop()
	case ';':
		w.punct(';')
	default:
		w.edge()
		w.blocks++
		for _, s := range body.List {
			if skipped(s) {
				w.fail("body") // the end of the file
			}
			w.governed = true
			w.stmt(s)
		}
		w.blocks--
	}
	w.loops--
	w.pop()
}

// forInit walks what stands before the first ; or before in and of.
func (w *walker) forInit(e js.IExpr, each bool) {
	if v, ok := e.(*js.VarDecl); ok {
		w.blocks++
		if each {
			w.declFlags |= graph.RefWrite
		}
		w.varDecl(v)
		w.declFlags &^= graph.RefWrite
		w.blocks--
	} else if each {
		w.target(e, graph.RefWrite, 0)
	} else {
		w.expr(e, 0)
	}
}

func (w *walker) switchStmt(s *js.SwitchStmt) {
	w.word("switch")
	w.parens(s.Init)
	w.punct('{')
	w.push(scopeBlock)
	w.switches++
	for i := range s.List {
		c := &s.List[i]
		w.semicolons()
		if c.Cond != nil {
			w.word("case")
			w.expr(c.Cond, 0)
		} else {
			w.word("default")
		}
		w.punct(':')
		w.stmts(c.List)
	}
	w.switches--
	w.pop()
	w.semicolons()
	w.punct('}')
}

func (w *walker) tryStmt(s *js.TryStmt) {
	w.word("try")
	w.tryDepth++
	w.push(scopeBlock)
	w.block(s.Body)
	w.pop()
	w.tryDepth--
	if s.Catch != nil {
		w.word("catch")
		w.push(scopeCatch)
		if s.Binding != nil {
			w.punct('(')
			kind := declCatch
			if _, simple := s.Binding.(*js.Var); !simple {
				kind = declLet // a pattern, unlike a name, stops Annex B and var
			}
			w.binding(s.Binding, kind)
			w.punct(')')
		}
		w.push(scopeBlock)
		w.block(s.Catch)
		w.pop()
		w.pop()
	}
	if s.Finally != nil {
		w.word("finally")
		w.push(scopeBlock)
		w.block(s.Finally)
		w.pop()
	}
}

// topLevelAwait notes an await that no function contains.
func (w *walker) topLevelAwait() {
	if w.asyncOK == 0 && w.dead == 0 {
		w.rec.Flags |= graph.HasTLA
	}
}

// varDecl walks a declaration list without its semicolon.
func (w *walker) varDecl(s *js.VarDecl) effects {
	w.keyword(s.TokenType)
	kind := varKinds(s.TokenType)
	fx := fxNone
	for i := range s.List {
		if i > 0 {
			w.punct(',')
		}
		fx = max(fx, w.declarator(&s.List[i], kind))
	}
	return fx
}

// declarator walks one binding with its initialiser.
func (w *walker) declarator(b *js.BindingElement, kind declKind) effects {
	simple := true
	flags := w.declFlags
	if v, ok := b.Binding.(*js.Var); ok {
		if b.Default != nil && kind == declVar && w.blocks > 0 {
			w.declFlags |= graph.RefWrite // may run more than once, or never
		}
		start, end := w.name(v.Data)
		w.written = b.Default != nil
		w.declare(v.Data, kind, start, end)
		w.written = false
	} else {
		simple = false
		w.written = true
		w.keys(b, kind)
		w.written = false
	}
	w.declFlags = flags
	if b.Default == nil {
		return fxNone
	}
	w.punct('=')
	w.markDeclarator(b)
	if !simple && w.defines && w.defineMembers(b) {
		return fxSome
	}
	mark, from := len(w.uses), w.at()
	v := w.expr(b.Default, 0)
	w.noteCreated(b, from)
	if !simple {
		if w.last.end == w.end {
			w.takePattern(b.Binding)
		} else if names, ok := patternNames(b.Binding); ok {
			w.pick(b.Default, from, names)
		}
		return fxSome
	}
	if w.last.end == w.end {
		w.hold(b, kind)
	} else if w.last.end > 0 && len(w.scopes) == 1 {
		w.holdInterop(b)
	}
	w.aliasVar(b.Binding.(*js.Var), b.Default, mark, from)
	w.noteConstant(b, kind, v)
	return v.fx
}

// markDeclarator notes a NO_SIDE_EFFECTS mark in front of a function that is
// the value of a module-level name, or in front of its declaration:
//
//	const f = /* @__NO_SIDE_EFFECTS__ */ () => {}
func (w *walker) markDeclarator(b *js.BindingElement) {
	v, ok := b.Binding.(*js.Var)
	if w.skip(); !ok || !w.noEffects && !w.listNoEffects && !w.isPure(v.Data) || len(w.scopes) != 1 || w.dead > 0 {
		return
	}
	switch b.Default.(type) {
	case *js.ArrowFunc, *js.FuncDecl:
		if sym := w.names.names[w.names.intern(v.Data)].sym; sym > 0 {
			w.rec.Symbols[sym-1].NoSideEffects = true
		}
	}
}

// isPure reports whether the options call functions of a name pure.
func (w *walker) isPure(name []byte) bool {
	return w.opts.Syntax.Pure != "" && slices.Contains(strings.Split(w.opts.Syntax.Pure, "\n"), string(name))
}
