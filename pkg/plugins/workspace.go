package plugins

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// CheckWorkspace finds what cannot go well between the builds of one command
// line, from their configurations alone: two containers of one name, builds that
// would mix up their chunks, remotes that lead in a circle or are loaded in another
// way than they are built for, and containers whose files are looked for on the
// host's server.
func CheckWorkspace(builds []*config.Config) []diag.Diagnostic {
	var members []*member
	for _, b := range builds {
		if m := newMember(b); m.federated {
			members = append(members, m)
		}
	}
	w := workspace(members)
	diags := w.names()
	for _, m := range members {
		diags = append(diags, m.publicPath()...)
	}
	diags = append(diags, w.types()...)
	diags = append(diags, w.circles()...)
	// A warning is about several builds: it is enough that one of them ignores it.
	return slices.DeleteFunc(diags, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Warning && slices.ContainsFunc(builds, func(c *config.Config) bool {
			return slices.ContainsFunc(c.IgnoreWarnings, func(f config.WarningFilter) bool { return f.Matches(&d) })
		})
	})
}

type workspace []*member

// member is one build with what matters to the others.
type member struct {
	config     *config.Config
	federated  bool
	containers []container
	remotes    []memberRemote
	first      bool // initialises all remotes before anything else
}

type container struct {
	name, global string
	library      string   // its type
	path         []string // of the name in federation.yaml
}

type memberRemote struct {
	remote     *config.Remote
	remoteType string // of the options that have it; may be ""
	path       []string
}

func newMember(c *config.Config) *member {
	m := &member{config: c}
	add := func(name string, lib *config.Library, path []string) {
		x := container{name: name, global: name, library: "var", path: append(slices.Clone(path), "name")}
		if lib != nil {
			x.library = lib.Type
			if len(lib.Name) > 0 {
				x.global = strings.Join(lib.Name, ".")
			}
		}
		m.containers = append(m.containers, x)
	}
	for i := range c.Plugins {
		p := &c.Plugins[i]
		switch o := p.Options.(type) {
		case *config.Federation:
			m.federated = true
			m.first = m.first || o.ShareStrategy == "version-first"
			if len(o.Exposes) > 0 {
				add(o.Name, o.Library, p.Path)
			}
			for k := range o.Remotes {
				m.remotes = append(m.remotes, memberRemote{&o.Remotes[k], o.RemoteType, append(slices.Clone(p.Path), "remotes", o.Remotes[k].Key)})
			}
		case *config.ContainerOptions:
			m.federated = true
			add(o.Name, o.Library, p.Path)
		case *config.ContainerReferenceOptions:
			m.federated = true
			for k := range o.Remotes {
				m.remotes = append(m.remotes, memberRemote{&o.Remotes[k], o.RemoteType, append(slices.Clone(p.Path), "remotes", o.Remotes[k].Key)})
			}
		case *config.ShareOptions, *config.ConsumeSharedOptions, *config.ProvideSharedOptions:
			m.federated = true
		}
	}
	return m
}

// onServer: builds for pages and builds for servers never meet, so one app may
// be built for both under one name.
func (m *member) onServer() bool { return strings.HasSuffix(m.config.Target.Platform, "node") }

func (m *member) name() string {
	if m.config.Name != "" {
		return m.config.Name
	}
	if len(m.containers) > 0 {
		return m.containers[0].name
	}
	return m.config.Output.UniqueName
}

// names reports what is named alike: containers, and the unique names that keep
// the chunks and the offers of builds apart.
func (w workspace) names() []diag.Diagnostic {
	var diags []diag.Diagnostic
	for i, m := range w {
		for k, c := range m.containers {
			for j := 0; j <= i; j++ {
				others := w[j].containers
				if j == i {
					others = others[:k]
				}
				for _, o := range others {
					if o.name != c.name || j != i && (w[j].onServer() != m.onServer() || w[j].config.Output.Module != m.config.Output.Module || o.library != c.library) {
						continue
					}
					d := diag.Diagnostic{
						Code: "container-name-duplicate", Message: fmt.Sprintf("Two containers have the name %q", c.name), At: m.config.Where(c.path...),
						Labels: []diag.Label{{At: w[j].config.Where(o.path...), Message: "the other one"}},
						Help:   "give each container of the workspace a name of its own: in a page the one that is loaded last replaces the other",
					}
					if j != i {
						d.Severity = diag.Warning // one app may be built twice, for pages that never meet
					}
					diags = append(diags, d)
				}
			}
		}
		for _, o := range w[:i] {
			u := m.config.Output.UniqueName
			if u == "" || u != o.config.Output.UniqueName || m.onServer() != o.onServer() || sharesContainer(m, o) {
				continue
			}
			diags = append(diags, diag.Diagnostic{
				Severity: diag.Warning, Code: "unique-name-clash", Message: fmt.Sprintf("Two builds have the unique name %q", u),
				At: uniqueNamePlace(m.config), Labels: []diag.Label{{At: uniqueNamePlace(o.config), Message: "the other one"}},
				Notes: []string{"chunks of one are taken for chunks of the other when both are in a page, and what they share cannot be told apart"},
				Help:  "give each build its own output.uniqueName or federation.name",
			})
		}
	}
	return diags
}

func sharesContainer(a, b *member) bool {
	return slices.ContainsFunc(a.containers, func(x container) bool {
		return slices.ContainsFunc(b.containers, func(y container) bool { return x.name == y.name })
	})
}

// uniqueNamePlace is where the unique name comes from.
func uniqueNamePlace(c *config.Config) diag.Location {
	at, section := c.Where("output", "uniqueName"), c.Where("output")
	if at.File == section.File && at.Start == section.Start {
		return c.Where("federation", "name")
	}
	return at
}

// publicPath reports a container whose files would be asked for at the server of
// the page that uses it.
func (m *member) publicPath() []diag.Diagnostic {
	p := m.config.Output.PublicPath
	if len(m.containers) == 0 || m.onServer() || p == "auto" {
		return nil
	}
	d := diag.Diagnostic{Severity: diag.Warning, Code: "remote-public-path", At: m.config.Where("output", "publicPath")}
	switch u, err := url.Parse(p); {
	case err == nil && u.Host != "": // also "//cdn.example/x/"
		if strings.HasSuffix(p, "/") {
			return nil
		}
		d.Message = fmt.Sprintf("The public path %q has no slash at its end, so file names are glued to its last part", p)
		d.Help = fmt.Sprintf("write %q", p+"/")
	case strings.HasPrefix(p, "/") && strings.HasSuffix(p, "/"):
		d.Message = fmt.Sprintf("The public path %q has no host, so pages of another origin look for the files of the container %q on their own", p, m.containers[0].name)
		d.Help = "write publicPath: auto, which takes the place that the container was loaded from, or a full URL"
	default:
		d.Message = fmt.Sprintf("The public path %q cannot work for the container %q: its files would be looked for beside the page that uses it", p, m.containers[0].name)
		d.Help = "write publicPath: auto, which takes the place that the container was loaded from, or a full URL that ends in a slash"
	}
	return []diag.Diagnostic{d}
}

// leadsTo finds the member whose container a remote is.
func (w workspace) leadsTo(from *member, r *config.Remote) *member {
	for _, m := range w {
		if m == from || m.onServer() != from.onServer() {
			continue
		}
		for _, c := range m.containers {
			if slices.ContainsFunc(r.Externals, func(text string) bool { return c.isAt(r.Key, text) }) {
				return m
			}
		}
	}
	return nil
}

// isAt: an external names the container by its global, or is a file of a folder
// of its name. Without either the key has to do.
func (c *container) isAt(key, external string) bool {
	if kind, rest := splitExternal(external, ""); kind != "" {
		external = rest
	}
	global, _, ok := strings.Cut(external, "@")
	if ok && global != "" && !strings.ContainsAny(global, ":/ ") {
		return global == c.global
	}
	if external == c.global {
		return true
	}
	u, err := url.Parse(external)
	return key == c.name && err == nil && path.Ext(u.Path) != ""
}

// circles reports remotes that lead back to where they start, each circle once.
func (w workspace) circles() []diag.Diagnostic {
	var diags []diag.Diagnostic
	said := make(map[string]bool)
	var walk func(trail []*member, edges []memberRemote)
	walk = func(trail []*member, edges []memberRemote) {
		last := trail[len(trail)-1]
		for _, r := range last.remotes {
			to := w.leadsTo(last, r.remote)
			if to == nil {
				continue
			}
			i := slices.Index(trail, to)
			if i < 0 {
				walk(append(slices.Clone(trail), to), append(slices.Clone(edges), r))
				continue
			}
			if d := circle(trail[i:], append(slices.Clone(edges[i:]), r), said); d != nil {
				diags = append(diags, *d)
			}
		}
	}
	for _, m := range w {
		walk([]*member{m}, nil)
	}
	return diags
}

// circle makes the diagnostic of one circle; nil when it was reported from
// another of its builds.
func circle(members []*member, edges []memberRemote, said map[string]bool) *diag.Diagnostic {
	var names, sorted []string
	first := false
	for _, m := range members {
		names = append(names, m.name())
		first = first || m.first
	}
	sorted = append(sorted, names...)
	slices.Sort(sorted)
	if id := strings.Join(sorted, "\x00"); said[id] {
		return nil
	} else {
		said[id] = true
	}
	d := &diag.Diagnostic{
		Severity: diag.Warning, Code: "remote-circle", Message: "Remotes lead in a circle: " + strings.Join(append(names, names[0]), " → "),
		At: members[0].config.Where(edges[0].path...), Notes: []string{"a remote is initialised when it is first used, so containers do not wait for each other; modules that import each other at start-up do"},
		Help: "move what both need into a third build, or see to it that one direction is only used through import()",
	}
	if first {
		d.Notes = []string{"with shareStrategy: version-first each of them initialises the other before it starts"}
		d.Help = "write shareStrategy: loaded-first, or move what both need into a third build"
	}
	for i := 1; i < len(edges) && i < 3; i++ {
		d.Labels = append(d.Labels, diag.Label{At: members[i].config.Where(edges[i].path...), Message: "and back from here"})
	}
	return d
}
