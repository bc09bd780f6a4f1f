package resolver

import (
	"slices"
	"strings"
)

// Options is one resolve section. A nil list takes enhanced-resolve's default;
// an empty list that is not nil means none. [Defaults] gives webpack's.
type Options struct {
	Extensions       []string // tried in order; default .js .json .node
	Alias            []Alias
	Fallback         []Alias    // like Alias, tried when all else failed
	AliasFields      [][]string // package.json fields with replacements, each a path of keys: {{"browser"}}
	MainFields       [][]string // default {{"main"}}
	MainFieldsAsIs   []bool     // parallel to MainFields: true uses "lib" as written, not as "./lib"
	MainFiles        []string   // default index
	Modules          []string   // names searched upwards, or absolute directories; default node_modules
	ConditionNames   []string   // of exports and imports; "default" always holds
	ExportsFields    [][]string // default {{"exports"}}
	ImportsFields    [][]string // default {{"imports"}}
	ExtensionAlias   []ExtensionAlias
	DescriptionFiles []string // default package.json
	Roots            []string // directories in which "/x" is looked up
	Restrictions     []Restriction

	// ExtensionAliasForExports also applies ExtensionAlias to targets of exports.
	ExtensionAliasForExports bool
	Symlinks                 bool // answer with real paths
	PreferRelative           bool // "x" is tried as "./x" first
	PreferAbsolute           bool // "/x" is tried as a file before Roots
	FullySpecified           bool // no extensions, no index files for the request as written
	ResolveToContext         bool // answer with directories
	// EnforceExtension forbids requests without an extension; nil means only when
	// Extensions holds "".
	EnforceExtension *bool

	// TSConfig is "" for none, "auto" for the nearest tsconfig.json above the
	// importer, or the path of a file. Its paths and baseUrl are honoured.
	TSConfig string
	// TSConfigBaseURL replaces the baseUrl of the file when not nil.
	TSConfigBaseURL *string
	// TSConfigReferences lists referenced projects whose paths hold for files
	// inside them; {"auto"} takes them from the file, recursively.
	TSConfigReferences []string
}

// An Alias replaces requests. Name matches itself and, unless OnlyModule, what
// lies below it ("a" matches "a/b"); one "*" in it matches any text, which
// replaces the first "*" of a target.
type Alias struct {
	Name       string
	OnlyModule bool
	Targets    []string // tried in order
	Ignore     bool     // the request is replaced by an empty module
}

// NewAlias returns the alias that a key of a map stands for: a trailing "$" makes
// it exact.
func NewAlias(key string, targets ...string) Alias {
	name, exact := strings.CutSuffix(key, "$")
	return Alias{Name: name, OnlyModule: exact, Targets: targets}
}

// An ExtensionAlias replaces an extension as written by others, in order.
type ExtensionAlias struct {
	Extension string
	Targets   []string
}

// A Restriction accepts some paths: those under Path, or those Match accepts.
type Restriction struct {
	Path  string
	Match func(path string) bool // used when not nil
}

func (r *Restriction) accepts(path string) bool {
	if r.Match != nil {
		return r.Match(path)
	}
	return isInside(r.Path, path)
}

// A field is one path into package.json, with the keys under which a Package
// caches what was read from it.
type field struct {
	path      []string
	name      string // joined with dots, for messages
	asMapping string
	asAlias   string
	asMain    string
	keepAsIs  bool
}

func fieldsOf(paths [][]string, asIs []bool) []field {
	var fields []field
	for i, path := range paths {
		name := strings.Join(path, ".")
		// The separator cannot occur in the joined name of another path.
		key := strings.Join(path, "\x00")
		f := field{path: path, name: name, asMapping: "e" + key, asAlias: "a" + key, asMain: "m" + key}
		f.keepAsIs = i < len(asIs) && asIs[i]
		if f.keepAsIs {
			f.asMain = "k" + key
		}
		if !slices.ContainsFunc(fields, func(g field) bool { return g.asMain == f.asMain }) {
			fields = append(fields, f)
		}
	}
	return fields
}

// moduleGroup is a run of directory names searched upwards together, or one
// absolute directory.
type moduleGroup struct {
	names []string
	root  string
}

func groupModules(modules []string) []moduleGroup {
	var groups []moduleGroup
	for _, m := range unique(modules) {
		switch typeOf(m) {
		case typeNormal, typeRelative:
			if n := len(groups); n > 0 && groups[n-1].root == "" {
				groups[n-1].names = append(groups[n-1].names, m)
			} else {
				groups = append(groups, moduleGroup{names: []string{m}})
			}
		default:
			groups = append(groups, moduleGroup{root: m})
		}
	}
	return groups
}

// unique removes repeats and keeps the first of each.
func unique(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func orDefault[T any](list, fallback []T) []T {
	if list == nil {
		return fallback
	}
	return list
}

// withDefaults fills nil lists and copies what a caller might change later.
func (o Options) withDefaults() Options {
	if o.EnforceExtension == nil {
		enforce := slices.Contains(o.Extensions, "")
		o.EnforceExtension = &enforce
	}
	o.Extensions = unique(orDefault(o.Extensions, []string{".js", ".json", ".node"}))
	o.MainFields = slices.Clone(orDefault(o.MainFields, [][]string{{"main"}}))
	o.MainFiles = unique(orDefault(o.MainFiles, []string{"index"}))
	o.Modules = slices.Clone(orDefault(o.Modules, []string{"node_modules"}))
	o.ExportsFields = slices.Clone(orDefault(o.ExportsFields, [][]string{{"exports"}}))
	o.ImportsFields = slices.Clone(orDefault(o.ImportsFields, [][]string{{"imports"}}))
	o.DescriptionFiles = unique(orDefault(o.DescriptionFiles, []string{"package.json"}))
	o.ConditionNames = unique(o.ConditionNames)
	o.Roots = unique(o.Roots)
	o.Restrictions = slices.Clone(o.Restrictions)
	for i := range o.Restrictions {
		o.Restrictions[i].Path = normalize(o.Restrictions[i].Path)
	}
	return o
}
