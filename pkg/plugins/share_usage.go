package plugins

import (
	"context"
	"sort"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/emit"
	"github.com/mfbundle/mfbundle/pkg/config"
)

var _ compiler.Plugin = (*ShareUsagePlugin)(nil)

// ShareUsagePlugin writes the usage of every share as a file: by key which
// exports are used, and in the records behind it who uses them and what the
// fallback costs.
type ShareUsagePlugin struct {
	Options *config.ReportOptions
}

// Name implements compiler.Plugin.
func (p *ShareUsagePlugin) Name() string { return "ShareUsagePlugin" }

// Apply implements compiler.Plugin.
func (p *ShareUsagePlugin) Apply(c *compiler.Compiler) error {
	// Late, so that other plugins have added what they add.
	c.Hooks.Emit.Tap(p.Name(), 100, func(_ context.Context, out *compiler.Output) error {
		r := Usage(out)
		return addJSON(out, orDefault(p.Options.Filename, "share-usage.json"), emit.Report, shareUsageFile{
			UsageReport: *r, Modules: byKey(r),
		})
	})
	return nil
}

func orDefault(s, value string) string {
	if s == "" {
		return value
	}
	return s
}

// shareUsageFile is share-usage.json.
type shareUsageFile struct {
	Modules map[string]keyUsage `json:"consume_shared_modules"`
	UsageReport
}

// keyUsage is the short form of a key, over all versions of it.
type keyUsage struct {
	Used     []string `json:"used_exports"`
	Unused   []string `json:"unused_exports"`
	Possibly []string `json:"possibly_unused_exports"`
}

// keyName is how a share is called where only keys are listed.
func keyName(scope, key string) string {
	if scope == "default" {
		return key
	}
	return "(" + scope + ") " + key
}

// byKey joins the versions of each key. An export that one version leaves open
// is not called unused because another knows better.
func byKey(r *UsageReport) map[string]keyUsage {
	type sets struct{ used, unused, unknown map[string]bool }
	all := make(map[string]*sets)
	add := func(to map[string]bool, names []string) {
		for _, n := range names {
			to[n] = true
		}
	}
	for i := range r.Shares {
		s := &r.Shares[i]
		k := all[keyName(s.Scope, s.Key)]
		if k == nil {
			k = &sets{map[string]bool{}, map[string]bool{}, map[string]bool{}}
			all[keyName(s.Scope, s.Key)] = k
		}
		add(k.used, s.Used)
		add(k.unused, s.Unused)
		add(k.unknown, s.Unknown)
	}
	out := make(map[string]keyUsage, len(all))
	for key, k := range all {
		for n := range k.used {
			delete(k.unknown, n)
			delete(k.unused, n)
		}
		for n := range k.unknown {
			delete(k.unused, n)
		}
		out[key] = keyUsage{keysOf(k.used), keysOf(k.unused), keysOf(k.unknown)}
	}
	return out
}

// keysOf lists a set, sorted; never nil.
func keysOf(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for n := range set {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}
