package config

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// copyShape is a path or glob, or a map of options; or a list of these.
var copyShape = oneOrMore(either(path, object(
	field{key: "from", shape: path, required: true, doc: "File, folder or glob, relative to the context."},
	field{key: "to", shape: text("a path or a template"), def: "output.path", doc: "Where to, below output.path: a folder, a file, or a template with [path], [name], [ext] and [contenthash]."},
	field{key: "toType", shape: oneOf("dir", "file", "template"), def: "of to", doc: "What to is."},
	field{key: "context", shape: path, def: "the context; the folder itself for a folder", doc: "Folder that names of copies are relative to."},
	field{key: "force", shape: toggle, def: "false", doc: "Replace a file of the build that has the same name."},
	field{key: "noErrorOnMissing", shape: toggle, def: "false", doc: "Say nothing when there is nothing to copy."},
	field{key: "globOptions", shape: object(
		field{key: "dot", shape: toggle, def: "true", doc: "Copy files whose names start with a dot."},
		field{key: "ignore", shape: oneOrMore(tested("a glob", notEmpty)), doc: "Globs of files to leave out."},
	), doc: "What a glob or folder takes in."},
	field{key: "ignore", shape: oneOrMore(tested("a glob", notEmpty)), own: true, doc: "Short for globOptions.ignore."},
	field{key: "filter", shape: conditionShape, doc: "Condition on the paths of files to copy, as those of rules."},
	field{key: "priority", shape: integer(), def: "0", doc: "Of copies to one file, that with the highest comes last; with force it replaces the others."},
	field{key: "transform", moot: &moot{"it is a function", "copy what a command before the build has made"}, doc: "Function over contents."},
)))

var budgetShape = listOf(object(
	field{key: "kind", shape: oneOf("initial: all that an entry loads before it runs", "entry: the files of an entry itself", "expose: all that an exposed module loads",
		"share: all that the fallback of a share loads", "asset: one file"), required: true, doc: "What is measured."},
	field{key: "name", shape: tested("a name or a glob", notEmpty), def: "each", doc: "Entry, expose, share key, or glob of files."},
	field{key: "max", shape: tested("a size", testSize).scalars(), required: true, doc: "Largest size: bytes, or a number with B, kB, KiB, MB or MiB."},
	field{key: "compression", shape: oneOf("none", "gzip", "brotli"), def: "gzip", doc: "How files are measured."},
	field{key: "level", shape: oneOf("error", "warning", "warn"), def: "error", doc: "What a build over the budget gets."},
))

var warningPattern = tested("a code, or a regular expression over the message", testCondition)

var ignoreWarningsShape = listOf(either(warningPattern, object(
	field{key: "code", shape: tested("a code", notEmpty), own: true, doc: "Code of the warning."},
	field{key: "message", shape: tested("a regular expression or a text", testCondition), doc: "What the message matches or has in it."},
	field{key: "module", shape: tested("a regular expression or a text", testCondition), doc: "What the name of the module matches or has in it."},
	field{key: "file", shape: tested("a regular expression or a text", testCondition), doc: "What the name of the file matches or has in it."},
)))

var sizeText = lazy.Regexp(`^([0-9]+(?:\.[0-9]+)?)\s*(|[bB]|[kK][bB]?|KiB|[mM][bB]?|MiB)$`)

// testSize is the test of a size.
func testSize(s string) *problem {
	if _, ok := parseSize(s); ok {
		return nil
	}
	return &problem{code: "config-bad-value", message: fmt.Sprintf("%q is not a size", s), help: "write bytes, or a number with a unit such as 150kB or 1.5MiB"}
}

// parseSize returns bytes.
func parseSize(s string) (int, bool) {
	m := sizeText().FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return 0, false
	}
	unit := map[string]float64{"": 1, "b": 1, "k": 1000, "kb": 1000, "kib": 1024, "m": 1e6, "mb": 1e6, "mib": 1 << 20}[strings.ToLower(m[2])]
	return int(n * unit), n*unit < 1<<40
}
