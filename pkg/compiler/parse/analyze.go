package parse

import (
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

func init() {
	// The library counts statements and expressions apart. Deep `else if` chains
	// and blocks are real; for expressions 1000 is in its code as well.
	js.NestedStmtLimit = 10000
}

// Analyze reads one file. path is its display name, used in diagnostics only.
//
// The record is nil if and only if a diagnostic is an error; warnings can come
// with a record. src is not changed and not kept: Record.Text is a copy.
// Analyze may run on any number of goroutines at once and does not panic.
func Analyze(path string, src []byte, opts *Options) (*graph.Record, []diag.Diagnostic) {
	return AnalyzeUnit(&Unit{Path: path, Src: src, Opts: opts})
}

// AnalyzeUnit is Analyze for a file that CompileBatch may have compiled.
func AnalyzeUnit(u *Unit) (*graph.Record, []diag.Diagnostic) {
	opts := u.Opts
	if opts == nil {
		opts = &Options{}
	}
	f := &file{path: u.Path, src: validText(u.Src), opts: opts, self: u.Place, compiled: u.Compiled}
	rec, diags := f.read()
	if opts.Strict {
		noteSloppy(rec)
	}
	return rec, diags
}

// read makes the record of a file in the way that its language asks for.
func (f *file) read() (*graph.Record, []diag.Diagnostic) {
	switch f.opts.Loader {
	case LoaderTS, LoaderTSX:
		return f.transformed()
	case LoaderJSX:
		// Elements are never valid JavaScript, so what parses has none.
		if rec, diags, ok := f.plain(); ok {
			return rec, diags
		}
		return f.transformed()
	}
	if rec, diags, ok := f.plain(); ok {
		return rec, diags
	}
	return f.ladder()
}

// file is one call of Analyze.
type file struct {
	path string
	src  []byte
	opts *Options

	// A file that esbuild printed knows what it was printed from.
	origin    *file
	mapping   []byte // source map from src to origin.src, as JSON
	reprinted bool   // it is the second rung's

	why string // what the library said

	self     *Place
	compiled *Compiled // what CompileBatch made of it; nil when it did not
}

// validText returns src as UTF-8. The library takes an invalid sequence for
// other characters, even whitespace, so text of other encodings is read as
// Latin-1, which most of it is.
func validText(src []byte) []byte {
	if utf8.Valid(src) {
		return src
	}
	out := make([]byte, 0, len(src)+len(src)/8)
	for _, c := range src {
		out = utf8.AppendRune(out, rune(c))
	}
	return out
}

// plain is the first rung: the file as it is, with same-length masks.
func (f *file) plain() (*graph.Record, []diag.Diagnostic, bool) {
	text := f.buffer(f.src)
	var clauses []clause
	for powers := 0; ; {
		rec, diags, fault := f.analyze(text, clauses)
		if fault == nil {
			if rec != nil && len(clauses)+powers > 0 {
				rec.Rung = "masked"
			}
			return rec, diags, true
		}
		// Every round blanks one more clause; they are few, and at the top.
		if powers < maxPowers && !fault.slow && maskPower(text, fault.offset) {
			powers++
			continue
		}
		c, ok := maskAttributes(text, fault.offset)
		if !ok {
			c, ok = maskPhase(text, fault.offset)
		}
		if !ok || fault.slow {
			f.why = fault.message
			return nil, nil, false
		}
		clauses = append(clauses, c)
	}
}

// buffer copies text to memory of its own with room for one more byte, which
// the library writes to, and masks a hashbang, which it does not take
// everywhere.
func (f *file) buffer(text []byte) []byte {
	buf := make([]byte, len(text), len(text)+1)
	copy(buf, text)
	if len(buf) > 1 && buf[0] == '#' && buf[1] == '!' {
		buf[0], buf[1] = '/', '/'
	}
	return buf
}

// analyze parses and walks text, which it keeps. A fault means that the library
// cannot read it or has misread it; diagnostics are errors of the file.
func (f *file) analyze(text []byte, clauses []clause) (*graph.Record, []diag.Diagnostic, *fault) {
	list, goal, fault := parseAuto(text, f.opts.Goal)
	if fault != nil {
		return nil, nil, fault
	}
	return f.walk(text, list, goal, clauses)
}

// walk walks a tree, again when a define turns out to be no free name, or what is
// asked of AMD to be known.
func (f *file) walk(text []byte, list []js.IStmt, goal Goal, clauses []clause) (*graph.Record, []diag.Diagnostic, *fault) {
	var excluded map[int]bool
	hasDefine := false
	opts := f.opts
	if defines := f.self.defines(opts.Defines, text); defines != opts.Defines {
		with := *opts
		with.Defines = defines
		opts = &with
	}
	for round := 0; ; round++ {
		if round == 6 {
			// Every round brings dead code to life that can prove another guess
			// wrong. A file that goes on like this is read without guesses.
			plain := *f.opts
			plain.Defines, plain.Builtins, plain.DeadCode = nil, nil, false
			opts = &plain
		}
		w := newWalker(f.path, text, opts, goal)
		w.clauses = clauses
		w.excluded, w.self, w.hasDefine = excluded, f.self, hasDefine
		w.defines = opts.Defines.in(text)
		w.builtins = opts.Builtins.in(text, &opts.Syntax)
		if fault := w.run(list); fault != nil {
			return nil, nil, fault
		}
		if len(w.bound) > 0 {
			if excluded == nil {
				excluded = make(map[int]bool, len(w.bound))
			}
			for _, at := range w.bound {
				excluded[at] = true
			}
			continue
		}
		if !hasDefine && opts.DeadCode && w.asksForAMD() && w.asksType("define") {
			hasDefine = true
			continue
		}
		if len(w.diags) > 0 {
			return nil, w.diags, nil
		}
		return w.rec, nil, nil
	}
}

// run walks the tree and turns a misparse into a fault.
func (w *walker) run(list []js.IStmt) (result *fault) {
	defer w.recovered(&result)
	w.program(list)
	w.finish()
	return nil
}

// recovered is deferred around a walk.
func (w *walker) recovered(result **fault) {
	if r := recover(); r != nil {
		m, ok := r.(misparse)
		if !ok {
			m = misparse{w.pos, "tree"} // an index or nil of the unexpected kind
		}
		*result = &fault{offset: m.pos, message: "unexpected tree: " + m.what}
	}
}

// fault says why the library could not be used for a text.
type fault struct {
	offset  int
	message string
	slow    bool
}

// parseAuto parses text as a module, a script, or whichever it is.
func parseAuto(text []byte, goal Goal) ([]js.IStmt, Goal, *fault) {
	module := goal == GoalModule || goal == GoalAuto && mentionsModule(text)
	list, f := parseText(text, !module)
	switch {
	case f != nil && goal == GoalAuto && module:
		// `import` may have been in a comment: a script, perhaps with a top-level
		// return.
		script, f2 := parseText(text, true)
		if f2 != nil {
			return nil, goal, f
		}
		return script, GoalScript, nil
	case f != nil && goal == GoalScript && mentionsModule(text):
		// What a file is called does not keep people from importing in it.
		if esm, f2 := parseText(text, false); f2 == nil && hasModuleSyntax(esm) {
			return esm, GoalModule, nil
		}
		return nil, goal, f
	case f != nil:
		return nil, goal, f
	}
	if goal == GoalAuto {
		goal = GoalScript
		if module && hasModuleSyntax(list) {
			goal = GoalModule
		}
	}
	return list, goal, nil
}

// hasModuleSyntax reports whether a statement is an import or export.
func hasModuleSyntax(list []js.IStmt) bool {
	for _, s := range list {
		switch s.(type) {
		case *js.ImportStmt, *js.ExportStmt:
			return true
		}
	}
	return false
}

// mentionsModule reports whether text has the word import or export at all,
// other than in front of a parenthesis.
func mentionsModule(text []byte) bool {
	for i := 0; i+6 <= len(text); i++ {
		j := indexPort(text[i:])
		if j < 0 {
			return false
		}
		i += j
		// i is at "port" with two bytes before it.
		word := string(text[i-2 : i+4])
		if word != "import" && word != "export" || i > 2 && identTable[text[i-3]] {
			continue
		}
		if i+4 < len(text) && (identTable[text[i+4]] || text[i+4] == '(' || text[i+4] == ':') {
			continue
		}
		return true
	}
	return false
}

// parseText runs the library and keeps its panics from spreading.
func parseText(text []byte, script bool) (list []js.IStmt, result *fault) {
	if len(text) >= budgetSize {
		return parseBudget(text, script)
	}
	return parseNow(text, script)
}

func parseNow(text []byte, script bool) (list []js.IStmt, result *fault) {
	defer func() {
		if r := recover(); r != nil {
			list, result = nil, &fault{message: "the parser panicked"}
		}
	}()
	ast, err := js.Parse(parse.NewInputBytes(text), js.Options{Inline: script})
	if err != nil {
		result = &fault{message: err.Error()}
		if e, ok := err.(*parse.Error); ok {
			result.message = e.Message
			result.offset = offsetOf(text, e.Line, e.Column)
		}
		return nil, result
	}
	return ast.List, nil
}
