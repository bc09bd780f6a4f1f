package emit

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
)

// Kind says what an output file is for.
type Kind string

// The kinds of files.
const (
	Script   Kind = "script"
	Style    Kind = "style"
	Map      Kind = "map"
	File     Kind = "asset"
	Page     Kind = "html"
	Manifest Kind = "manifest"
	License  Kind = "license"
	Report   Kind = "report"
)

// Asset is one output file.
type Asset struct {
	Name  string // relative to the output folder, slash-separated, without query
	Data  []byte
	Kind  Kind
	Chunk string // name of its chunk; "" for none
	// Gzip is the size of Data compressed; 0 when nobody asked for it.
	Gzip int
}

// Assets is the set of output files of a build. It is not safe for concurrent
// use.
type Assets struct {
	list   []*Asset
	byName map[string]*Asset
	folded map[string]string // names by their lower-case spelling
}

// FileOf is the file that an address relative to the output folder names: a query
// such as that of "[name].js?v=[contenthash]" is for those who load it.
func FileOf(address string) string {
	file, _, _ := strings.Cut(address, "?")
	return file
}

// Add adds a file, whose name may have a query. Two files of one name are an error
// unless they are equal.
func (a *Assets) Add(x Asset) error {
	x.Name = FileOf(x.Name)
	if a.byName == nil {
		a.byName, a.folded = make(map[string]*Asset), make(map[string]string)
	}
	if old := a.byName[x.Name]; old != nil {
		if bytes.Equal(old.Data, x.Data) {
			return nil
		}
		return &ConflictError{Name: x.Name}
	}
	// One file on Windows and macOS, where the second would replace the first.
	folded := strings.ToLower(x.Name)
	if other, ok := a.folded[folded]; ok {
		return &ConflictError{Name: x.Name, Other: other}
	}
	a.folded[folded] = x.Name
	p := &x
	a.byName[x.Name] = p
	a.list = append(a.list, p)
	return nil
}

// Lookup returns the file of that name, which may have a query; nil when there is
// none.
func (a *Assets) Lookup(name string) *Asset { return a.byName[FileOf(name)] }

// List returns all files, sorted by name.
func (a *Assets) List() []*Asset {
	out := append([]*Asset(nil), a.list...)
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// ConflictError says that two different outputs have one file name, or names that
// differ in case only.
type ConflictError struct {
	Name  string
	Other string // spelling of the other file; "" for the same
}

func (e *ConflictError) Error() string {
	if e.Other != "" {
		return fmt.Sprintf("the files %q and %q differ in case only", e.Other, e.Name)
	}
	return fmt.Sprintf("two different files would be written to %q", e.Name)
}
