package plugins

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
)

// externalUsage is what other builds use of shares, read from reports. Reports
// are merged so that nothing that anybody uses is lost: a name that one report
// calls used stays used, and "unknown" in one of them means everything.
type externalUsage struct {
	names map[string]map[string]bool // by share key
	whole map[string]string          // by share key: why everything may be used
}

func newExternalUsage() *externalUsage {
	return &externalUsage{names: make(map[string]map[string]bool), whole: make(map[string]string)}
}

// of lists the exports of a share that other builds use; reason is not "" when
// that may be all of them.
func (u *externalUsage) of(key string) (names []string, reason string) {
	for n := range u.names[key] {
		names = append(names, n)
	}
	sort.Strings(names)
	return names, u.whole[key]
}

func (u *externalUsage) use(key string, names ...string) {
	if u.names[key] == nil {
		u.names[key] = make(map[string]bool)
	}
	for _, n := range names {
		u.names[key][n] = true
	}
}

func (u *externalUsage) useAll(key, reason string) {
	if u.whole[key] == "" {
		u.whole[key] = reason
	}
}

// reportFile has the fields of all reports that are understood:
//
//	{"shares": [...]}                              ShareUsagePlugin, EnhancedShareUsagePlugin
//	{"builds": [{"shares": [...]}]}                mfbundle analyze --reporter json
//	{"consume_shared_modules": {key: {...}}}       their short form alone
//	{"shared": [{"name", "usedExports"}]}          mf-stats.json
//	{"treeShake": {key: {export: true or false}}}  usage by hand, and Rspack's ShareUsagePlugin
type reportFile struct {
	Shares  []reportShare                         `json:"shares"`
	Builds  []reportFile                          `json:"builds"`
	Modules map[string]reportKey                  `json:"consume_shared_modules"`
	Stats   []reportStats                         `json:"shared"`
	Tree    map[string]map[string]json.RawMessage `json:"treeShake"`
}

type reportShare struct {
	Key     string            `json:"key"`
	Used    []string          `json:"used"`
	Unknown []string          `json:"unknown"`
	Whole   []json.RawMessage `json:"whole_namespace"`
}

type reportKey struct {
	Used     []string `json:"used_exports"`
	Possibly []string `json:"possibly_unused_exports"`
}

type reportStats struct {
	Name  string    `json:"name"`
	Used  *[]string `json:"usedExports"`
	Whole bool      `json:"usesNamespace"`
}

var errNoUsage = errors.New("it has none of the keys shares, builds, consume_shared_modules, shared and treeShake")

// read adds a report. display is its name for people.
func (u *externalUsage) read(display string, data []byte) error {
	var f reportFile
	if err := json.Unmarshal(data, &f); err != nil {
		return err
	}
	if f.Shares == nil && f.Builds == nil && f.Modules == nil && f.Stats == nil && f.Tree == nil {
		return errNoUsage
	}
	u.add(display, &f)
	return nil
}

func (u *externalUsage) add(display string, f *reportFile) {
	for i := range f.Builds {
		u.add(display, &f.Builds[i])
	}
	for i := range f.Shares {
		s := &f.Shares[i]
		u.use(s.Key, s.Used...)
		if len(s.Whole) > 0 || len(s.Unknown) > 0 {
			u.useAll(s.Key, display+" does not know which exports are used")
		}
	}
	if f.Shares == nil {
		for key, m := range f.Modules {
			u.use(key, m.Used...)
			if len(m.Possibly) > 0 {
				u.useAll(key, display+" does not know which exports are used")
			}
		}
	}
	for _, s := range f.Stats {
		if s.Used == nil || s.Whole {
			u.useAll(s.Name, display+" does not know which exports are used")
			continue
		}
		u.use(s.Name, *s.Used...)
	}
	for key, exports := range f.Tree {
		u.addTree(display, key, exports)
	}
}

// addTree reads {export: true or false} of one share. Markers of exports that are
// not known by name stand for all; preservedExports is a list; anything else that
// is no boolean (chunk_characteristics) is about the chunk and not the share.
func (u *externalUsage) addTree(display, key string, exports map[string]json.RawMessage) {
	for name, value := range exports {
		var on bool
		var list []string
		switch {
		case name == "__dynamic__" || name == "__dynamic_commonjs__":
			u.useAll(key, fmt.Sprintf("%s says %s", display, name))
		case name == "preservedExports" && json.Unmarshal(value, &list) == nil:
			u.use(key, list...)
		case json.Unmarshal(value, &on) == nil && on:
			u.use(key, name)
		}
	}
}
