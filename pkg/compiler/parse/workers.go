package parse

import (
	"bytes"
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

// constructsWorker reports whether new name(new URL(...)) starts a worker.
func (w *walker) constructsWorker(name string) bool {
	if w.opts.Syntax.Workers == "" {
		return usualWorker(name)
	}
	for _, line := range strings.Split(w.opts.Syntax.Workers, "\n") {
		if syntax, _, _ := strings.Cut(line, " from "); syntax == name || line == "..." && usualWorker(name) {
			return true
		}
	}
	return false
}

func usualWorker(name string) bool { return name == "Worker" || name == "SharedWorker" }

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

// importsWorker reports whether a constructor that the file declares may still
// start workers, because the file imports it from a module that has it.
func (w *walker) importsWorker(name string) bool {
	text := w.src[:w.n]
	if w.opts.Syntax.Workers == "" {
		return bytes.Contains(text, []byte("worker_threads"))
	}
	for _, line := range strings.Split(w.opts.Syntax.Workers, "\n") {
		if line == "..." && usualWorker(name) && bytes.Contains(text, []byte("worker_threads")) {
			return true
		}
		if syntax, from, ok := strings.Cut(line, " from "); ok && syntax == name && bytes.Contains(text, []byte(from)) {
			return true
		}
	}
	return false
}
