package plugins

import (
	"context"
	"fmt"
	"os"
	"sort"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/compiler/graph"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// shaker decides which shares lose the exports that nobody uses
// (shared.x.treeShaking). SharePlugin makes it; consumers and providers of a
// share ask it for their shaken.
//
// A copy that this build offers may be given to other builds, of which it knows
// nothing. So something is dropped only when no other build can reach the share
// scope, or when usedExports or fromReport say what the others use. The rest is
// linking: consumers and providers of a key form a group (graph.GroupBody), and a
// use that cannot be followed to names keeps everything.
type shaker struct {
	config  *config.Config
	path    []string // of the shared section in federation.yaml
	whole   fallbackOptions
	open    string // how other builds reach the share scopes; "" when they cannot
	display func(string) string
	usage   map[string]*externalUsage // by key of the configuration
	broken  []diag.Diagnostic         // reports that cannot be read
	reports []string                  // all of them

	mu   sync.Mutex
	made map[string]*shaken // by share key: a share may be in several scopes
}

// shaken is the tree shaking of one share key.
type shaken struct {
	key      string
	config   *config.Shared
	options  fallbackOptions
	keep     []string
	declared bool   // somebody has said what other builds use
	kept     string // why the copy is kept whole, decided before linking; "" when it is not
	// independent: other builds are given a whole copy that is a build of its own.
	independent bool
	names       []string // exports of the shaken copy, known after linking
	// takesParts: of another build's copies the shaken one will do when it has all
	// that is wanted, which is sorted. Both are known after linking.
	takesParts bool
	wanted     []string
}

// newShaker returns nil when no share asks for it.
func newShaker(c *compiler.Compiler, shares []config.Shared, path []string, whole fallbackOptions) *shaker {
	var s *shaker
	for i := range shares {
		t := shares[i].TreeShaking
		if t == nil {
			continue
		}
		if s == nil {
			s = &shaker{config: c.Config, path: path, whole: whole, display: c.Display, usage: make(map[string]*externalUsage), made: make(map[string]*shaken)}
		}
		if len(t.FromReport) == 0 {
			continue
		}
		u := newExternalUsage()
		s.reports = append(s.reports, t.FromReport...)
		for _, file := range t.FromReport {
			data, err := os.ReadFile(file)
			if err == nil {
				err = u.read(c.Display(file), data)
			}
			if err != nil {
				s.broken = append(s.broken, diag.Diagnostic{
					Code: "share-usage-report", Message: fmt.Sprintf("The report %q cannot be read", c.Display(file)),
					At: c.Config.Where(append(append([]string(nil), path...), shares[i].Key, "treeShaking", "fromReport")...), Notes: []string{reason(err)},
					Help: "write it with \"mfbundle analyze --reporter json --out FILE\" or ShareUsagePlugin, or correct the path, which is relative to the context",
				})
			}
		}
		s.usage[shares[i].Key] = u
	}
	if s != nil {
		c.Hooks.FinishModules.Tap("SharePlugin", 0, s.decide)
		c.Hooks.OptimizeChunks.Tap("SharePlugin", 0, s.report)
		if whole.Dir != "" {
			c.Hooks.Emit.Tap("SharePlugin", -1, func(ctx context.Context, out *compiler.Output) error { return s.emitWhole(ctx, c, out, shares) })
		}
	}
	return s
}

// reason leaves the path out of errors that begin with it.
func reason(err error) string {
	if p, ok := err.(*os.PathError); ok {
		return p.Err.Error()
	}
	return err.Error()
}

// of returns what consumers and providers of a key have in common; nil when the
// share is not to be shaken. rest is what the key has beyond that of the
// configuration.
func (s *shaker) of(c *config.Shared, key, rest string) *shaken {
	if s == nil || c.TreeShaking == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if x := s.made[key]; x != nil {
		return x
	}
	x := &shaken{key: key, config: c, options: s.whole}
	// import() of a namespace asks for then, whatever its code takes of it.
	x.keep = append(x.keep, "then")
	if rest == "" && c.TreeShaking.Listed {
		x.keep, x.declared = append(x.keep, c.TreeShaking.UsedExports...), true
	}
	if u := s.usage[declaredKey(c)]; u != nil {
		names, whole := u.of(key)
		x.keep, x.kept, x.declared = append(x.keep, names...), whole, true
	}
	s.made[key] = x
	return x
}

// declaredKey is the key under which the share stands in the configuration, also
// where providers know it by what it imports.
func declaredKey(c *config.Shared) string {
	if c.ConfigKey != "" {
		return c.ConfigKey
	}
	return c.Key
}

// Group implements graph.GroupBody for consumers and providers.
func (x *shaken) group() (string, []string) {
	if x == nil || x.kept != "" {
		return "", nil
	}
	return "share " + x.key, x.keep
}

// decide runs before linking: another build that can be given the copy, and of
// which nobody has said what it uses, keeps it whole.
func (s *shaker) decide(_ context.Context, st *compiler.Stage) error {
	for _, file := range s.reports {
		st.Watch(file)
	}
	for _, d := range s.broken {
		st.Report(d)
	}
	s.open = otherBuilds(st)
	for _, x := range s.made {
		// The one copy has what others use, where somebody has said that.
		if x.kept != "" || s.open == "" || x.declared && !s.whole.Asked {
			continue
		}
		against := s.notIndependent(st, x)
		switch {
		case against == "":
			x.independent = true
		case !x.declared && s.whole.Dir != "":
			x.kept = s.open + ", and no whole copy can be made for it: " + against
		case !x.declared:
			x.kept = s.open + ", and nothing says what it uses"
		}
	}
	return nil
}

// otherBuilds says how another build can reach the share scopes of this one; ""
// when none can.
func otherBuilds(st *compiler.Stage) string {
	if otherRuntime(st) {
		return "the runtime shares its scopes with every build of the page"
	}
	for i := range st.Graph.Modules {
		m := &st.Graph.Modules[i]
		switch b := m.Body.(type) {
		case *containerBody:
			return "another build may be given this copy through the container"
		case *remoteBody, *referenceBody:
			return "a remote may be given this copy"
		case *runtimeAPIBody, *runtimePluginsBody:
			return "remotes that are only known at run time may be given this copy"
		case *graph.Source:
			for k := range b.Record.Free {
				switch b.Record.Free[k].Name {
				case "__webpack_share_scopes__", "__webpack_init_sharing__", "__webpack_require__":
					return m.File() + " hands the share scope out"
				}
			}
		}
	}
	return ""
}

// otherRuntime: the runtime is that of Module Federation 2, which knows of no parts,
// and gives a shaken copy also to builds that need more than it has.
func otherRuntime(st *compiler.Stage) bool {
	for i := range st.Config.Plugins {
		if f, ok := st.Config.Plugins[i].Options.(*config.Federation); ok && f.Implementation != "builtin" {
			return true
		}
	}
	return false
}

// report says, after linking, for each share whether it is kept whole, and why.
func (s *shaker) report(_ context.Context, st *compiler.Stage) error {
	if !st.Config.Optimization.UsedExports {
		for _, x := range s.made {
			x.independent, x.takesParts = false, false
		}
		return nil // nothing of the build is shaken
	}
	a := newAnalysis(st, s.display)
	for _, x := range s.sorted() {
		kept, at := a.keptWhole(x)
		x.independent = x.independent && len(kept) == 0
		x.names = a.exportsLeft(x)
		if s.open != "" {
			a.parts(x)
		}
		where := st.Config.Where(append(append([]string(nil), s.path...), declaredKey(x.config), "treeShaking")...)
		if len(kept) == 0 {
			if stay := a.staysForEffects(x); len(stay) > 0 {
				st.Report(diag.Diagnostic{
					Severity: diag.Warning, Code: "share-effects-kept",
					Message: fmt.Sprintf("Nothing uses %s of the shared module %q, which stay for what running them may do: no \"sideEffects\" in package.json says otherwise", plural(len(stay), "file"), x.key),
					At:      where, Notes: stay, Help: "write \"sideEffects\": false, or a list of the files that have some, into the package.json of the package, or leave it as it is",
				})
			}
			continue
		}
		d := diag.Diagnostic{
			Severity: diag.Warning, Code: "share-kept-whole", Message: fmt.Sprintf("The shared module %q is kept whole: %s", x.key, kept[0]),
			At: where, Notes: kept[1:], Help: "import what is needed by name, or remove treeShaking for this share",
		}
		switch {
		case x.kept != "":
			d.Help = "list what other builds use in usedExports, or name the report of mfbundle analyze over all of them in fromReport"
		case at.Text != nil:
			d.At, d.Labels = at, []diag.Label{{At: where, Message: "to be shaken"}}
		}
		st.Report(d)
	}
	return nil
}

func (s *shaker) sorted() []*shaken {
	ids := make([]string, 0, len(s.made))
	for id := range s.made {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	list := make([]*shaken, len(ids))
	for i, id := range ids {
		list[i] = s.made[id]
	}
	return list
}

// keptWhole lists why nothing of a share could be left out, none when something
// could. at is the place in the code of the first reason, when it has one.
func (a *analysis) keptWhole(x *shaken) (reasons []string, at diag.Location) {
	if x.kept != "" {
		return []string{x.kept}, at
	}
	for _, m := range a.consumes {
		b := a.stage.Graph.Modules[m].Body.(*consumeBody)
		if b.shake != x {
			continue
		}
		info := a.exportsOf(a.fallback(m))
		switch info.format {
		case "esm":
		case "commonjs":
			return []string{"it is CommonJS, of which no part can be left out"}, at
		default:
			return []string{"it is no ES module"}, at
		}
		u := a.consume(m, info)
		for _, w := range u.whole {
			text := w.Reason
			if w.File != "" {
				text = fmt.Sprintf("%s at %s:%d:%d", w.Reason, w.File, w.Line, w.Column)
			}
			reasons = append(reasons, text)
		}
		if at.Text == nil {
			at = a.firstWhole(m)
		}
		if len(u.whole) == 0 && a.fallback(m) != graph.NoModule && a.stage.Link.All[a.fallback(m)] {
			reasons = append(reasons, "code imports its file past the share, or its own exports are not all known")
		}
	}
	return unique(reasons), at
}

// firstWhole is the first place in code that uses a module as a whole.
func (a *analysis) firstWhole(m graph.ModuleID) diag.Location {
	for _, u := range a.stage.Link.Uses[m] {
		if src := a.source(u.Importer); src != nil && u.Reason != "" && u.At.End > 0 {
			return src.Location(u.At)
		}
	}
	return diag.Location{}
}

// staysForEffects lists the files of a shaken package of which nothing is used,
// and that only their side effects keep.
func (a *analysis) staysForEffects(x *shaken) []string {
	var files []string
	for _, m := range a.consumes {
		if a.stage.Graph.Modules[m].Body.(*consumeBody).shake != x || a.fallback(m) == graph.NoModule {
			continue
		}
		home := a.fallback(m)
		if a.stage.Graph.Modules[home].NoSideEffects {
			continue
		}
		for i := range a.stage.Graph.Modules {
			src, mod := a.source(graph.ModuleID(i)), &a.stage.Graph.Modules[i]
			if graph.ModuleID(i) == home || src == nil || !src.ESM() || !samePackage(mod.Package, a.stage.Graph.Modules[home].Package) || mod.Package == nil {
				continue
			}
			if l := a.stage.Link; l.Live[i] && !l.All[i] && !l.Namespace[i] && len(l.Exports[i]) == 0 && len(src.Record.Exports) > 0 {
				files = append(files, mod.File())
			}
		}
	}
	return unique(files)
}

func plural(n int, what string) string {
	if n == 1 {
		return "one " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// shakingUsage says what tree shaking did to the fallback of a share.
func (a *analysis) shakingUsage(s *ShareUsage) *ShakingUsage {
	x := a.stage.Graph.Modules[s.modules[0]].Body.(*consumeBody).shake
	if x == nil || s.fallback == graph.NoModule {
		return nil
	}
	u := &ShakingUsage{Kept: s.Provided, Dropped: []string{}, Whole: []string{}}
	if !a.stage.Config.Optimization.UsedExports {
		u.Whole = []string{"optimization.usedExports is off"}
		return u
	}
	if whole, _ := a.keptWhole(x); len(whole) > 0 {
		u.Whole = whole
		return u
	}
	u.Kept = a.keptExports(s.fallback)
	for _, n := range s.Provided {
		if !contains(u.Kept, n) {
			u.Dropped = append(u.Dropped, n)
		}
	}
	return u
}

// keptExports are the exports that a module offers after linking, sorted.
func (a *analysis) keptExports(m graph.ModuleID) []string {
	names := []string{}
	for _, e := range a.stage.Link.Exports[m] {
		names = append(names, e.Name)
	}
	return names
}
