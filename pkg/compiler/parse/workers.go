package parse

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
)

// workerLines are what may start a worker: webpack's syntax, "..." taken apart.
func (w *walker) workerLines() []string {
	usual := []string{"Worker", "SharedWorker", "Worker from worker_threads"}
	if w.opts.Syntax.Workers == "" {
		return usual
	}
	var lines []string
	for _, line := range strings.Split(w.opts.Syntax.Workers, "\n") {
		if line == "..." {
			lines = append(lines, usual...)
			continue
		}
		lines = append(lines, line)
	}
	return lines
}

// constructsWorker reports whether new name(new URL(...)) may start a worker:
// finishImports knows whether the name is free, or imported from a module that has
// one.
func (w *walker) constructsWorker(name string) bool {
	for _, line := range w.workerLines() {
		if line == name {
			return true
		}
		if _, from, ok := strings.Cut(line, " from "); ok && bytes.Contains(w.src[:w.n], []byte(from)) {
			return true
		}
	}
	return false
}

// startsWorker reports whether a free name is that of a worker's constructor.
func (w *walker) startsWorker(name string) bool { return slices.Contains(w.workerLines(), name) }

// registers reports whether a call of x(new URL(...)) starts a worker.
func (w *walker) registers(x js.IExpr) bool {
	if w.opts.Syntax.Workers == "" {
		return usualRegister(x)
	}
	path := dotted(x)
	for _, line := range strings.Split(w.opts.Syntax.Workers, "\n") {
		if line == "..." && usualRegister(x) || path != "" && strings.TrimPrefix(line, "*") == path+"()" {
			return true
		}
	}
	return false
}

// usualRegister looks at the last two names of a callee.
func usualRegister(x js.IExpr) bool {
	d, ok := x.(*js.DotExpr)
	if !ok {
		return false
	}
	y, ok := d.Y.(js.LiteralExpr)
	if !ok {
		return false
	}
	owner := ""
	switch x := d.X.(type) {
	case *js.DotExpr:
		if y, ok := x.Y.(js.LiteralExpr); ok {
			owner = string(y.Data)
		}
	case *js.Var:
		owner = string(x.Data)
	}
	switch string(y.Data) + " " + owner {
	case "register serviceWorker", "addModule audioWorklet", "addModule paintWorklet", "addModule layoutWorklet", "addModule animationWorklet":
		return true
	}
	return false
}

// dotted spells a.b.c; "" for other expressions.
func dotted(e js.IExpr) string {
	switch e := e.(type) {
	case *js.Var:
		return string(e.Data)
	case *js.DotExpr:
		y, ok := e.Y.(js.LiteralExpr)
		if x := dotted(e.X); ok && x != "" && !e.Optional {
			return x + "." + string(y.Data)
		}
	}
	return ""
}

// importsWorker reports whether a constructor at an offset is imported from a module
// that has workers:
//
//	import { Worker as Thread } from "worker_threads"
//	new Thread(new URL("./thread.js", import.meta.url))
func (w *walker) importsWorker(at int) bool {
	r := w.rec
	i := sort.Search(len(r.Refs), func(i int) bool { return int(r.Refs[i].Start) >= at })
	if i == len(r.Refs) || int(r.Refs[i].Start) != at {
		return false
	}
	s := &r.Symbols[r.Refs[i].Sym]
	if s.Kind != graph.SymImport || s.Import < 0 {
		return false
	}
	specifier := strings.TrimPrefix(w.asks[s.Import].Specifier, "node:")
	for _, line := range w.workerLines() {
		if name, from, ok := strings.Cut(line, " from "); ok && name == s.Imported && strings.TrimPrefix(from, "node:") == specifier {
			return true
		}
	}
	return false
}

// openOptions reports whether options may say a type that cannot be seen:
//
//	new Worker(url, options), new Worker(url, {...options})
func openOptions(e js.IExpr) bool {
	o, ok := e.(*js.ObjectExpr)
	if !ok {
		return e != nil
	}
	for i := range o.List {
		p := &o.List[i]
		if p.Spread || p.Name == nil || p.Name.Computed != nil {
			return true
		}
		if keyName(&p.Name.Literal) == "type" {
			lit, ok := p.Value.(*js.LiteralExpr)
			return !ok || lit.TokenType != js.StringToken
		}
	}
	return false
}

// endWorker notes where the arguments of new Worker(...) end, whose first one is a
// URL that an entry was opened for.
func (w *walker) endWorker(e *js.NewExpr, first span) {
	if e.Args == nil || len(e.Args.List) != 2 || len(w.asks) == 0 {
		return
	}
	for i := len(w.asks) - 1; i >= 0 && int(w.asks[i].Start) >= first.start; i-- {
		if a := &w.asks[i]; a.OpenOptions && int(a.Start) == first.start {
			a.ArgsEnd = uint32(w.end - 1)
		}
	}
}
