package parse

import (
	"bytes"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/source"
)

// Dead code is dropped by edits that keep the live part's own bytes, because
// refs and imports point into them. A dropped region never has a name that is
// reported, with one exception: the names of its `var` declarations live on, so
// their bytes are kept and everything around them is replaced:
//
//	if (false) { f(); var a = 1, {b} = c }   becomes   var a,b;

// edit replaces [start, end) of live code.
func (w *walker) edit(start, end int, text string) {
	if w.dead > 0 || start == end && text == "" {
		return
	}
	w.edits = append(w.edits, source.Edit{Start: uint32(start), End: uint32(end), New: text})
}

// keep walks the operand e that the expression from start on comes down to, and
// removes what is around it. The cursor is before e; rest walks what is dropped
// behind it. Edits from index mark on belong to what is dropped before it.
func (w *walker) keep(e js.IExpr, start, mark int, c ctx, rest func()) val {
	live := w.at()
	if w.dead == 0 {
		w.edits = w.edits[:mark]
	}
	prefix, suffix := "", ""
	switch {
	case c&(cStart|cThis) != 0:
		// As the first token of a statement `0,` protects from everything: from
		// being glued to the previous line, from {, function and "use strict". In
		// (true && a.b)() it keeps a from becoming `this`.
		prefix = "0,"
	case c&cBrace != 0 && opensBadly(w.src[live:w.n]):
		prefix, suffix = "(", ")"
	}
	w.edit(start, live, w.spaced(start, live, prefix))
	inner := c & cLeft
	if prefix != "" {
		inner = 0
	}
	v := w.expr(e, inner)
	end, asked := w.end, w.last.end == w.end
	in, known := w.innerOf(e, live)
	rest()
	if suffix == "" && end != w.end && wordByte(w.src[end-1]) && wordByte(w.src[w.end]) {
		suffix = " " // true?a:(b)in c
	}
	w.edit(end, w.end, suffix)
	w.setInner(in, known, w.end)
	if asked {
		w.last.end = w.end
	}
	return v
}

// replace puts text in the place of [start, end).
func (w *walker) replace(start, end int, text string, mark int, c ctx) {
	if w.dead > 0 {
		return
	}
	w.edits = w.edits[:mark]
	if c&cStart != 0 {
		text = "0," + text
	}
	if len(text) > 0 && wordByte(text[len(text)-1]) && wordByte(w.src[end]) {
		text += " "
	}
	w.edit(start, end, w.spaced(start, end, text))
}

// spaced returns text with a space before it if it, or what comes after the
// text, would be glued to the word before start: return!0&&a.
func (w *walker) spaced(start, after int, text string) string {
	next := w.src[after]
	if text != "" {
		next = text[0]
	}
	if wordByte(next) && wordByte(w.byteBefore(start)) {
		return " " + text
	}
	return text
}

// byteBefore returns the byte that comes before start once edits are applied.
func (w *walker) byteBefore(start int) byte {
	for i := len(w.edits) - 1; i >= 0 && int(w.edits[i].End) == start; i-- {
		if text := w.edits[i].New; text != "" {
			return text[len(text)-1]
		}
		start = int(w.edits[i].Start)
	}
	if start == 0 {
		return 0
	}
	return w.src[start-1]
}

// wordByte reports whether c may be part of a word, for the purpose of keeping
// words apart.
func wordByte(c byte) bool {
	return c >= 0x80 || identTable[c]
}

// opensBadly reports whether an expression cannot stand where a block or a
// declaration could.
func opensBadly(text []byte) bool {
	if len(text) > 0 && text[0] == '{' {
		return true
	}
	for _, word := range []string{"function", "class", "async", "let"} {
		if bytes.HasPrefix(text, []byte(word)) {
			return true
		}
	}
	return false
}

// dropExpr walks an expression that never runs.
func (w *walker) dropExpr(e js.IExpr) {
	legal := len(w.legal)
	w.dead++
	keepVars := w.keepVars
	w.keepVars = false
	w.expr(e, 0)
	w.keepVars = keepVars
	w.dead--
	w.legal = w.legal[:legal]
}

// dropStmt walks a statement that never runs and returns the names of the
// variables that it declares nevertheless.
func (w *walker) dropStmt(s js.IStmt) []span {
	legal, outer := len(w.legal), w.deadVars
	w.dead++
	w.keepVars, w.deadVars = true, nil
	w.body(s)
	vars := w.deadVars
	w.dead--
	w.keepVars, w.deadVars = false, outer
	w.legal = w.legal[:legal]
	return vars
}

// cut removes [start, end) but for the variables in it; before and after are
// put around what is left.
func (w *walker) cut(start, end int, before string, vars []span, after string) {
	at, text := start, before
	for i, v := range vars {
		if i == 0 {
			text += "var "
		} else {
			text += ","
		}
		w.edit(at, v.start, text)
		at, text = v.end, ""
	}
	if len(vars) > 0 {
		text = ";"
	}
	w.edit(at, end, text+after)
}

// ifStmt walks an if statement and drops the branch that never runs.
func (w *walker) ifStmt(s *js.IfStmt) effects {
	start, mark := w.at(), len(w.edits)
	w.word("if")
	w.punct('(')
	v := w.expr(s.Cond, 0)
	w.punct(')')
	if v.goes != eitherWay && w.opts.DeadCode && w.dead == 0 {
		return w.ifOneWay(s, v)
	}
	truth, known := v.truth()
	switch {
	case !known || !w.opts.DeadCode || w.dead > 0:
		fx, ended := w.bodyEnds(s.Body)
		if s.Else != nil {
			w.word("else")
			other, otherEnded := w.bodyEnds(s.Else)
			fx, ended = max(fx, other), ended && otherEnded
		}
		w.ended = ended && s.Else != nil
		return max(v.fx, fx)
	case truth:
		return w.ifTrue(s, start, mark)
	}
	w.edits = w.edits[:mark]
	vars := w.dropStmt(s.Body)
	if s.Else == nil {
		after := ""
		if len(vars) == 0 {
			after = "{}"
		}
		w.cut(start, w.end, "", vars, after)
		w.ended = false
		return fxNone
	}
	w.word("else")
	live := w.at()
	before, after := braces(s.Else, vars)
	w.cut(start, live, before, vars, "")
	fx, ended := w.bodyEnds(s.Else)
	w.ended = ended
	w.edit(w.end, w.end, after)
	return fx
}

// ifTrue walks the branches of an if whose condition holds. Whether braces are
// needed is known when the other branch has been seen.
func (w *walker) ifTrue(s *js.IfStmt, start, mark int) effects {
	live := w.at()
	w.edits = w.edits[:mark]
	w.edit(start, live, "")
	fx, ended := w.bodyEnds(s.Body)
	end := w.end
	var vars []span
	if s.Else != nil {
		w.word("else")
		vars = w.dropStmt(s.Else)
	}
	w.ended = ended
	before, after := braces(s.Body, vars)
	w.edits[mark].New = before
	if len(vars) > 0 {
		before = ";"
	} else {
		before = ""
	}
	w.cut(end, w.end, before, vars, after)
	return fx
}

// ifOneWay walks the branches of an if whose condition has to run, although it is
// known where it leads to.
func (w *walker) ifOneWay(s *js.IfStmt, v val) effects {
	dropped := func(b js.IStmt) {
		start := w.at()
		vars := w.dropStmt(b)
		w.cut(start, w.end, "{", vars, "}")
	}
	if v.goes == wayTrue {
		fx, ended := w.bodyEnds(s.Body)
		if s.Else != nil {
			w.word("else")
			dropped(s.Else)
		}
		w.ended = ended
		return max(v.fx, fx)
	}
	dropped(s.Body)
	fx, ended := fxNone, false
	if s.Else != nil {
		w.word("else")
		fx, ended = w.bodyEnds(s.Else)
	}
	w.ended = ended
	return max(v.fx, fx)
}

// braces returns what has to be put around a statement that takes the place of
// an if. A block stands for itself. Anything else gets braces, which end it
// whether it has a semicolon or not, and keep it off the previous line; so does
// a block that variables are put next to.
func braces(s js.IStmt, vars []span) (before, after string) {
	if _, ok := s.(*js.BlockStmt); ok && len(vars) == 0 {
		return "", ""
	}
	return "{", "}"
}

// emptyEdit reports whether an edit changes nothing.
func emptyEdit(e source.Edit) bool {
	return e.Start == e.End && e.New == ""
}
