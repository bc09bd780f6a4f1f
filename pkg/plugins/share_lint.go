package plugins

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/config/npmrange"
)

// shareLint looks at the shares of a build when its modules are known: what is
// declared for nothing, what exists in several versions, and where other
// runtimes would judge a version differently. It reports warnings and changes
// nothing.
type shareLint struct {
	shares []config.Shared
	path   []string // of the shared section in federation.yaml
}

func (l *shareLint) apply(c *compiler.Compiler) {
	c.Hooks.OptimizeChunks.Tap("SharePlugin", 1, func(_ context.Context, s *compiler.Stage) error {
		l.unused(s)
		l.versions(s, c.Display)
		l.dialects(s)
		l.splitSingletons(s)
		return nil
	})
}

func (l *shareLint) where(s *compiler.Stage, key string) diag.Location {
	return s.Config.Where(append(append([]string(nil), l.path...), key)...)
}

// unused reports shares that no import of the build meets, live or not: other
// builds neither get them from here nor are asked for them.
func (l *shareLint) unused(s *compiler.Stage) {
	met := make(map[string]bool)
	for i := range s.Graph.Modules {
		switch b := s.Graph.Modules[i].Body.(type) {
		case *consumeBody:
			met[b.configKey] = true
		case *provideBody:
			met[b.declared] = true
		}
	}
	for i := range l.shares {
		key := l.shares[i].Key
		if met[key] || l.shares[i].Include != nil || l.shares[i].Exclude != nil {
			continue
		}
		s.Report(diag.Diagnostic{
			Severity: diag.Warning, Code: "share-unused", Message: fmt.Sprintf("The share %q is declared, and nothing in this build imports it", key), At: l.where(s, key),
			Notes: []string{"a share that is not imported is neither offered to other builds nor taken from them"},
			Help:  "remove it, or correct the key: it is compared with the request as it is written in the code",
		})
	}
}

// versions reports a key that this build provides in several versions: packages
// bring copies of their own, and the page may run more than one.
func (l *shareLint) versions(s *compiler.Stage, display func(string) string) {
	byKey := make(map[[2]string][]*provideBody)
	for i := range s.Graph.Modules {
		if b, ok := s.Graph.Modules[i].Body.(*provideBody); ok && s.Link.Live[i] && l.has(b.declared) {
			byKey[[2]string{b.scope, b.key}] = append(byKey[[2]string{b.scope, b.key}], b)
		}
	}
	for _, id := range sortedKeys(byKey) {
		list := byKey[id]
		var versions, notes []string
		for _, b := range list {
			if !slices.Contains(versions, b.version) {
				versions = append(versions, b.version)
			}
			notes = append(notes, b.version+" from "+display(b.path))
		}
		if len(versions) < 2 { // of one version, ProvideSharedPlugin says so
			continue
		}
		sort.Strings(versions)
		sort.Strings(notes)
		what := "each importer gets the one that fits it"
		if list[0].singleton {
			what = "it is a singleton, so all importers get one of them, which does not suit all"
		}
		s.Report(diag.Diagnostic{
			Severity: diag.Warning, Code: "share-several-versions",
			Message: fmt.Sprintf("This build provides the share %q in %d versions, %s", id[1], len(versions), strings.Join(versions, " and ")), At: l.where(s, list[0].declared),
			Notes: append(notes, what), Help: "let the package manager install one version for all (npm dedupe, overrides), or widen the ranges of those who want another",
		})
	}
}

// dialects reports ranges that webpack's runtime or that of Module Federation 2
// understands differently, for the versions that this build knows of.
func (l *shareLint) dialects(s *compiler.Stage) {
	versions := make(map[[2]string][]string)
	var consumers []*consumeBody
	for i := range s.Graph.Modules {
		if !s.Link.Live[i] {
			continue
		}
		switch b := s.Graph.Modules[i].Body.(type) {
		case *consumeBody:
			if l.has(b.configKey) && b.required != "" {
				consumers = append(consumers, b)
			}
			if b.version != "" {
				versions[[2]string{b.scope, b.key}] = append(versions[[2]string{b.scope, b.key}], b.version)
			}
		case *provideBody:
			versions[[2]string{b.scope, b.key}] = append(versions[[2]string{b.scope, b.key}], b.version)
		}
	}
	said := make(map[[3]string]bool)
	for _, b := range consumers {
		for _, v := range unique(versions[[2]string{b.scope, b.key}]) {
			id := [3]string{b.key, b.required, v}
			notes := differences(v, b.required)
			if said[id] || len(notes) == 0 {
				continue
			}
			said[id] = true
			d := diag.Diagnostic{
				Severity: diag.Warning, Code: "share-range-dialect",
				Message: fmt.Sprintf("Whether %q %s satisfies %q depends on whose runtime decides", b.key, v, b.required), At: l.where(s, b.configKey), Notes: notes,
				Help: "write a range that all read alike: with three numbers, and naming a pre-release where one is meant",
			}
			if b.requiredFrom != "" {
				d.Notes = append(d.Notes, "the range is from "+strings.TrimPrefix(b.requiredFrom, "./"))
			}
			s.Report(d)
		}
	}
}

// differences says how other runtimes answer, when they differ from npm.
func differences(version, required string) []string {
	if _, err := npmrange.ParseVersion(version); err != nil || version == "0" {
		return nil
	}
	npm := npmrange.Satisfies(version, required)
	var notes []string
	for _, other := range []struct {
		name string
		says bool
	}{{"webpack's runtime", npmrange.SatisfiesWebpack(version, required)}, {"the runtime of Module Federation 2", npmrange.SatisfiesMF2(version, required)}} {
		if other.says != npm {
			notes = append(notes, fmt.Sprintf("npm and this runtime say %s, %s says %s", yesNo(npm), other.name, yesNo(other.says)))
		}
	}
	return notes
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// has: the key belongs to this plugin.
func (l *shareLint) has(key string) bool {
	return slices.ContainsFunc(l.shares, func(s config.Shared) bool { return s.Key == key })
}

func sortedKeys[V any](m map[[2]string]V) [][2]string {
	keys := make([][2]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	return keys
}

// splitSingletons reports singletons of which a filter lets only some through:
// the others run beside them.
func (l *shareLint) splitSingletons(s *compiler.Stage) {
	for i := range l.shares {
		x := &l.shares[i]
		if !x.Singleton {
			continue
		}
		for _, f := range []struct {
			name   string
			filter *config.ShareFilter
		}{{"include", x.Include}, {"exclude", x.Exclude}} {
			for _, hint := range []struct {
				name string
				set  bool
			}{{"version", f.filter != nil && f.filter.Version != ""}, {"request", f.filter != nil && f.filter.Request.Text != ""}} {
				if !hint.set {
					continue
				}
				s.Report(diag.Diagnostic{
					Severity: diag.Warning, Code: "share-singleton-filter",
					Message: fmt.Sprintf("The share %q is a singleton with %s.%s: what the filter keeps out runs beside the one that is shared", x.Key, f.name, hint.name),
					At:      s.Config.Where(append(append([]string(nil), l.path...), x.Key, f.name, hint.name)...), Help: "remove singleton: true, or the filter",
				})
			}
		}
	}
}
