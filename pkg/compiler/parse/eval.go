package parse

import (
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// evalText is a direct eval of a text that is known.
type evalText struct {
	lit        []byte // the literal, with its quotes
	start, end int    // of the call
}

// noteEval notes eval("text"), behind its closing parenthesis.
func (w *walker) noteEval(e *js.CallExpr, start int) {
	v, ok := e.X.(*js.Var)
	if !ok || string(v.Data) != "eval" || e.Optional || w.dead > 0 || len(e.Args.List) == 0 || e.Args.List[0].Rest {
		return
	}
	if lit := literalArg(e.Args.List[0].Value); lit != nil {
		w.evals = append(w.evals, evalText{lit, start, w.end})
	}
}

// finishEvals tells of imports that the text of an eval names. They are no
// variables of the output, where the names of other bindings are kept:
//
//	import { a } from "./a"
//	eval("a + 1") // a is not defined
//
// A name that a nested scope declares too may mean that one, and is left alone.
func (w *walker) finishEvals(at func(int) int) {
	for _, x := range w.evals {
		if at(x.start) < 0 {
			continue // a function of the file
		}
		words := identifiers(unquote(x.lit))
		var named []string
		for i := range w.names.names {
			n := &w.names.names[i]
			if n.sym > 0 && !n.nested && words[n.text] && w.rec.Symbols[n.sym-1].Kind == graph.SymImport {
				named = append(named, quote(n.text))
			}
		}
		if len(named) > 0 {
			w.rec.Problems = append(w.rec.Problems, graph.Problem{
				Code:    "eval-import",
				Message: "The text of eval() names the import " + strings.Join(named, ", ") + ", which may be renamed or missing when it runs",
				Help:    "assign the import to a variable of this module, and name that in the text",
				At:      graph.ByteRange{Start: uint32(x.start), End: uint32(x.end)},
			})
		}
	}
}

// identifiers returns the words of a program that are neither members nor in
// strings or comments.
func identifiers(text string) map[string]bool {
	words := map[string]bool{}
	n := len(text)
	src := append([]byte(text), 0)
	last := byte(0)
	for i := skipTrivia(src, 0, n); i < n; i = skipTrivia(src, i, n) {
		start := i
		switch c := src[i]; {
		case c == '"' || c == '\'' || c == '`':
			i = stringEnd(src[:n], i)
		case identTable[c]:
			i = max(wordEnd(src, i, n), i+1)
			spread := start > 1 && src[start-1] == '.' && src[start-2] == '.'
			if last != '.' || spread {
				words[string(src[start:i])] = true
			}
		default:
			i++
		}
		last = src[start]
	}
	return words
}
