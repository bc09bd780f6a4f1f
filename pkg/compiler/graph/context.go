package graph

import (
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/runtime"
)

// Context is the body of a module that stands for many files: what
// require.context(), import.meta.glob() and requests with unknown parts lead to.
type Context struct {
	Request *ContextRequest
	Keys    []string // Keys[i] names the target of Deps[i]; sorted
	Strict  bool     // the importer is a strict ES module
	// Dirs are the folders that were looked at, absolute. A file that appears in
	// one may belong here.
	Dirs []string
}

// Exports implements Body.
func (c *Context) Exports() Exports { return Exports{Open: true, Mirror: -1} }

// Size implements the estimate of chunking.
func (c *Context) Size() int {
	n := 160
	for _, k := range c.Keys {
		n += 5 + len(k)
	}
	return n
}

// Generate implements Body.
func (c *Context) Generate(dst []byte, in *GenerateInput) ([]byte, error) {
	dst = append(dst, "module.exports = "...)
	if c.Request.Glob != nil {
		return append(c.glob(dst, in), ";\n"...), nil
	}
	mode := "0"
	switch m := c.Request.Mode; {
	case m == ContextAsyncWeak:
		mode = "3"
	case m == ContextWeak:
		mode = "2"
	case m.Promises():
		mode = "1"
	}
	dst = append(dst, "__webpack_require__.cx(module.id, "+mode+", {"...)
	for i, key := range c.Keys {
		if in.TargetID(i) == "undefined" && mode != "2" && mode != "3" {
			continue
		}
		dst = append(dst, "\n\t"+objectKey(key)+": "+c.row(in, i)+","...)
	}
	return append(dst, "\n});\n"...), nil
}

// row is [id, mode of the namespace, chunks], as far as there is something to say.
func (c *Context) row(in *GenerateInput, i int) string {
	id := in.TargetID(i)
	if id == "undefined" || !c.hasCode(in, i) {
		id = "null"
	}
	row := []string{id}
	if mode := c.namespace(in, i); mode > 0 {
		row = append(row, strconv.Itoa(mode))
	}
	if chunks := in.Chunks(i); chunks != "" && c.lazy() {
		if len(row) < 2 {
			row = append(row, "0")
		}
		row = append(row, chunks)
	}
	return "[" + strings.Join(row, ",") + "]"
}

func (c *Context) lazy() bool {
	return c.Request.Mode == ContextLazy || c.Request.Mode == ContextLazyOnce
}

func (c *Context) hasCode(in *GenerateInput, i int) bool {
	t := in.Target(i)
	return t != NoModule && in.HasCode(t)
}

// namespace is the mode that the runtime makes a namespace object with; 0 for
// what is one already, or is not imported but required.
func (c *Context) namespace(in *GenerateInput, i int) int {
	if !c.Request.Namespace || !c.hasCode(in, i) {
		return 0
	}
	mode := 0
	switch in.TypeOf(i, c.Strict) {
	case TypeNamespace:
		return 0
	case TypeDynamic:
		mode = 7
	case TypeDefaultWithNamed:
		mode = 3
	default:
		mode = 1
	}
	if c.Request.Mode.Promises() {
		mode |= 16
	}
	return mode
}

// glob appends an object with a value, or a function that gives a promise of it,
// for each file.
func (c *Context) glob(dst []byte, in *GenerateInput) []byte {
	dst = append(dst, '{')
	member := ""
	if name := c.Request.Glob.Import; name != "" {
		member = "[" + Quote(name) + "]"
	}
	for i, key := range c.Keys {
		id := in.TargetID(i)
		if id == "undefined" {
			continue
		}
		value := "{}"
		if c.hasCode(in, i) {
			value = "__webpack_require__(" + id + ")"
			if mode := c.namespace(in, i); mode > 0 {
				value = "__webpack_require__.t(" + id + ", " + strconv.Itoa(mode) + ")"
			}
		}
		if c.lazy() {
			load := "Promise.resolve()"
			if chunks := in.ChunkList(i); len(chunks) > 0 {
				load = "Promise.all([__webpack_require__.e(" + strings.Join(chunks, "), __webpack_require__.e(") + ")])"
			}
			value = "() => " + load + ".then(() => (" + value + "))"
			if member != "" {
				value += ".then((m) => m" + member + ")"
			}
		} else {
			value += member
		}
		dst = append(dst, "\n\t"+objectKey(key)+": "+value+","...)
	}
	return append(dst, "\n}"...)
}

// objectKey spells a key of an object literal.
func objectKey(key string) string {
	if key == "__proto__" {
		return `["__proto__"]`
	}
	return Quote(key)
}

// Features implements FeatureBody.
func (c *Context) Features(in *GenerateInput) runtime.Set {
	need := runtime.Of()
	if c.Request.Glob == nil {
		need = need.With(runtime.Context)
	}
	for i := range c.Keys {
		if in.Target(i) == NoModule {
			continue
		}
		if c.lazy() && len(in.ChunkList(i)) > 0 {
			need = need.With(runtime.Ensure)
		}
		if c.namespace(in, i) > 0 {
			need = need.With(runtime.Namespace)
		}
	}
	return need
}
