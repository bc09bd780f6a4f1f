package graph

// ContextMode says when the files of a context are loaded, in webpack's words.
type ContextMode uint8

// The modes.
const (
	ContextSync      ContextMode = iota // they are there, and a call runs one
	ContextWeak                         // only what something else brings is there
	ContextEager                        // they are there, and a call gives a promise
	ContextLazy                         // each is a chunk
	ContextLazyOnce                     // all are one chunk
	ContextAsyncWeak                    // as weak, and a call gives a promise
)

// ContextModes has the names that code uses for modes.
var ContextModes = map[string]ContextMode{
	"sync": ContextSync, "weak": ContextWeak, "eager": ContextEager, "lazy": ContextLazy, "lazy-once": ContextLazyOnce, "async-weak": ContextAsyncWeak,
}

func (m ContextMode) String() string {
	return [...]string{"sync", "weak", "eager", "lazy", "lazy-once", "async-weak"}[m]
}

// Promises reports whether a call gives a promise.
func (m ContextMode) Promises() bool { return m >= ContextEager }

// ContextRequest is what code says of a set of files: by a request with unknown
// parts, by require.context(), or by import.meta.glob().
type ContextRequest struct {
	Dir       string // request of the directory
	Recursive bool
	Mode      ContextMode
	// Pattern is the JavaScript regular expression, with Flags, that "./x.js",
	// relative to the directory, has to match. Include and Exclude are for paths.
	Pattern, Flags   string
	Include, Exclude *Regexp
	Query            string // appended to each request

	// Object: the call gives the context itself, with keys() and resolve(). If not,
	// it gives one file, and files are named as the code spells them, which is
	// Prefix in place of the ".".
	Object bool
	Prefix string

	ChunkName string
	Exports   []string // that are used of each; nil for all
	Import    bool     // the files are asked for by import
	Namespace bool     // what they give is a namespace object, as import() gives
	URL       bool     // their addresses are wanted
	Glob      *Glob    // nil unless it is import.meta.glob
	Priority  Priority
}

// Regexp is a JavaScript regular expression.
type Regexp struct{ Source, Flags string }

// Glob is one import.meta.glob().
type Glob struct {
	Patterns   []string
	Eager      bool
	Import     string // name of the export that is wanted; "" for the namespace
	Base       string
	Exhaustive bool // hidden folders and node_modules too
	CaseFold   bool
}

// Priority says when a chunk is fetched, beside when it is needed.
type Priority struct {
	// Prefetch and Preload are orders, which are larger than NoOrder when asked for.
	Prefetch, Preload int
	Fetch             string // high, low, auto; "" for nothing
}

// NoOrder is the order of what is not to be fetched ahead.
const NoOrder = -1 << 31
