package plugins

import (
	"fmt"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// referenceBody is the body of the module that gives a container, by trying its
// places in order. It sits where the runtime is.
type referenceBody struct {
	key    string
	places []place
	retry  config.Retry
	scopes []string
	first  bool // initialised before it is used
	node   bool
	api    *RuntimeAPIPlugin

	crossOrigin string
}

// bad says what is wrong with the configuration of the remote, and what to do;
// "" for nothing.
func (b *referenceBody) bad() (problem, help string) {
	for i := range b.places {
		if x := &b.places[i]; x.problem != "" {
			return x.problem, x.help
		}
	}
	return "", ""
}

// Exports implements graph.Body.
func (b *referenceBody) Exports() graph.Exports { return graph.Exports{Open: true, Mirror: -1} }

// simple: one place that needs no care beyond what its expression takes.
func (b *referenceBody) simple() bool {
	if len(b.places) != 1 || b.retry.Attempts > 0 {
		return false
	}
	x := &b.places[0]
	loads := x.kind == "script" || x.kind == "manifest"
	return loads || !moduleKinds[x.kind] && x.timeout == 0
}

// Generate implements graph.Body.
func (b *referenceBody) Generate(dst []byte, in *graph.GenerateInput) ([]byte, error) {
	if b.simple() {
		x := &b.places[0]
		return append(dst, "module.exports = "+x.expression(in, graph.Quote(x.request), b.crossOrigin)+";\n"...), nil
	}
	var list []string
	for i := range b.places {
		x := &b.places[i]
		// Only modules need another address to be tried again.
		row := "[" + graph.Quote(x.request) + ", () => " + x.expression(in, graph.Quote(x.request), b.crossOrigin)
		if moduleKinds[x.kind] {
			row = "[" + graph.Quote(x.request) + ", (url) => " + x.expression(in, "url", b.crossOrigin)
		}
		if x.timeout > 0 && x.kind != "script" && x.kind != "manifest" {
			row += fmt.Sprintf(", %d", x.timeout)
		}
		list = append(list, row+"]")
	}
	retry := ""
	if b.retry.Attempts > 0 {
		retry = fmt.Sprintf(", {attempts: %d, delay: %d}", b.retry.Attempts, b.retry.Delay)
	}
	return append(dst, "module.exports = __webpack_require__.ref(["+strings.Join(list, ", ")+"]"+retry+");\n"...), nil
}

// DataRows implements graph.DataBody: the remote is initialised with its scope,
// or known by name at run time.
func (b *referenceBody) DataRows(in *graph.GenerateInput) ([]graph.Row, runtime.Set) {
	var rows []graph.Row
	var need runtime.Set
	for i := range b.places {
		need = need.Union(b.places[i].needs(b.node))
	}
	if !b.simple() {
		need = need.With(runtime.Attempts)
	}
	if b.first {
		for _, scope := range b.scopes {
			rows = append(rows, graph.Row{Table: "rr", Key: graph.Quote(scope), List: true, Value: in.ID(in.Self)})
		}
		need = need.With(runtime.VersionFirst)
	}
	if b.api.used() && len(b.places) > 0 {
		x := &b.places[0]
		name := x.global
		if name == "" {
			name = b.key
		}
		kind := x.declared
		if kind == "script" {
			kind = "global"
		}
		rows = append(rows, graph.Row{Table: "ri", Key: in.ID(in.Self), Value: fmt.Sprintf("{name:%s,alias:%s,entry:%s,type:%s,externalType:%s,entryGlobalName:%s,shareScope:%s}",
			graph.Quote(name), graph.Quote(b.key), graph.Quote(x.request), graph.Quote(kind), graph.Quote(x.declared), graph.Quote(name), scopeLiteral(b.scopes))})
	}
	return rows, need
}

// scopeLiteral writes one share scope as a string, several as a list.
func scopeLiteral(scopes []string) string {
	if len(scopes) == 1 {
		return graph.Quote(scopes[0])
	}
	return listLiteral(scopes)
}

// listLiteral writes strings as a JavaScript array.
func listLiteral(texts []string) string {
	list := make([]string, len(texts))
	for i, s := range texts {
		list[i] = graph.Quote(s)
	}
	return "[" + strings.Join(list, ",") + "]"
}
