package config

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// plugins reads federation and plugins. It runs before output, whose
// uniqueName depends on the name of the federation.
func (b *binder) plugins() []Plugin {
	var list []Plugin
	if n := b.tree.get("federation"); n != nil && n.kind == kindMap {
		list = append(list, Plugin{"ModuleFederationPlugin", b.federation(n), []string{"federation"}})
	}
	n := b.tree.get("plugins")
	if n == nil {
		return b.reports(list)
	}
	for i, item := range n.items {
		name, options := item.str(), (*node)(nil)
		if len(item.pairs) == 1 {
			name, options = item.pairs[0].key, item.pairs[0].value
		}
		if options == nil {
			options = &node{kind: kindMap, src: item.src, start: item.start, end: item.end}
			b.requiredOptions(name, item)
		}
		if o := b.pluginOptions(name, options); o != nil {
			list = append(list, Plugin{name, o, []string{"plugins", strconv.Itoa(i), name}})
		}
	}
	return b.reports(list)
}

// reportPlugins are the plugins that write the reports of analyze.
var reportPlugins = map[string]string{"share-usage": "ShareUsagePlugin", "enhanced-share-usage": "EnhancedShareUsagePlugin", "export-usage": "ExportUsagePlugin"}

// reports adds the plugins of the reports that analyze asks for.
func (b *binder) reports(list []Plugin) []Plugin {
	for i, item := range listOfNodes(b.tree.get("analyze", "reports")) {
		name := reportPlugins[item.str()]
		if o := b.pluginOptions(name, &node{kind: kindMap}); o != nil {
			list = append(list, Plugin{name, o, []string{"analyze", "reports", strconv.Itoa(i)}})
		}
	}
	return list
}

// requiredOptions reports a plugin that is named without the options it needs.
func (b *binder) requiredOptions(name string, item *node) {
	for _, f := range pluginShape.object {
		if f.key != name {
			continue
		}
		for _, option := range f.shape.object {
			if option.required {
				b.report("config-missing-key", item.span(), fmt.Sprintf("%q needs the key %q", name, option.key), option.ask())
			}
		}
	}
}

// pluginOptions reads the options of one plugin; nil for an unknown name.
func (b *binder) pluginOptions(name string, n *node) any {
	scope, scopes := shareScopes(n, "default")
	switch name {
	case "ModuleFederationPlugin":
		return b.federation(n)
	case "ContainerPlugin":
		o := &ContainerOptions{
			Name: n.get("name").str(), Filename: n.get("filename").str(), Library: b.containerLibrary(n),
			Exposes: b.exposes(n.get("exposes")), Runtime: n.get("runtime").str(), RuntimeFalse: n.get("runtime").isFalse(), ShareScope: scope, ShareScopes: scopes,
		}
		return o
	case "ContainerReferencePlugin":
		remoteType := n.get("remoteType").str()
		return &ContainerReferenceOptions{RemoteType: remoteType, Remotes: b.remotes(n.get("remotes"), remoteType, scope, scopes), ShareScope: scope, ShareScopes: scopes}
	case "SharePlugin":
		return &ShareOptions{Shared: b.shared(n.get("shared"), scope, scopes), ShareScope: scope}
	case "ConsumeSharedPlugin":
		return &ConsumeSharedOptions{Consumes: b.consumes(n.get("consumes"), scope, scopes), ShareScope: scope}
	case "ProvideSharedPlugin":
		return &ProvideSharedOptions{Provides: b.provides(n.get("provides"), scope, scopes), ShareScope: scope}
	case "ContextReplacementPlugin":
		b.contextReplacement(n.get("args"))
	case "NormalModuleReplacementPlugin":
		b.moduleReplacement(n.get("args"))
	case "ShareUsagePlugin":
		return &ReportOptions{Filename: n.get("filename").strOr("share-usage.json")}
	case "ExportUsagePlugin":
		return &ReportOptions{Filename: n.get("filename").strOr("export-usage.json")}
	case "EnhancedShareUsagePlugin":
		return &ReportOptions{
			Filename:        n.get("filename").strOr("enhanced-share-usage.json"),
			BatchSize:       n.get("batchSize").intOr(100),
			RuntimeAnalysis: n.get("runtimeAnalysis").boolOr(false),
			IncludeBytes:    n.get("includeBytes").boolOr(false),
		}
	}
	return nil
}

// federation reads the options of ModuleFederationPlugin.
func (b *binder) federation(n *node) *Federation {
	scope, scopes := shareScopes(n, "default")
	f := &Federation{
		Name:           n.get("name").str(),
		Filename:       n.get("filename").str(),
		Exposes:        b.exposes(n.get("exposes")),
		RemoteType:     n.get("remoteType").str(),
		Shared:         b.shared(n.get("shared"), scope, scopes),
		ShareScope:     scope,
		ShareScopes:    scopes,
		ShareStrategy:  n.get("shareStrategy").str(),
		Runtime:        n.get("runtime").str(),
		RuntimeFalse:   n.get("runtime").isFalse(),
		Manifest:       b.manifest(n.get("manifest")),
		AsyncStartup:   n.get("asyncStartup").boolOr(true),
		Implementation: n.get("implementation").strOr("builtin"),
		RuntimePlugins: b.runtimePlugins(n.get("runtimePlugins")),
	}
	b.publicPathFrom(n, f)
	b.experiments(n, f)
	b.async(n, f)
	b.dev(n, f)
	b.fallbacks(n, f)
	b.bridge(n, f)
	if b.federationName == "" {
		b.federationName = f.Name
	}
	if f.RemoteType == "" {
		f.RemoteType = "script"
		// As webpack: a container of this kind is assumed to use others of the kind.
		if t := n.get("library", "type").str(); isExternalsType(t) {
			f.RemoteType = t
		}
	}
	f.Remotes = b.remotes(n.get("remotes"), f.RemoteType, scope, scopes)
	b.dts(n.find("dts"), f)
	if len(f.Exposes) > 0 {
		f.Library = b.containerLibrary(n)
		if f.Name == "" && !n.has("name") {
			at := n.find("exposes").at
			b.report("config-missing-key", at, "A container that exposes modules needs the key \"name\"", "add \"name\"")
		}
	}
	if f.Implementation != "builtin" {
		for _, share := range listOfNodes(n.get("shared")) {
			for _, pr := range share.pairs {
				b.noEffect(pr.value.find("provider"), "with another implementation of the runtime", "remove it; a runtime plugin can do the same")
			}
		}
		for _, remote := range listOfNodes(n.get("remotes")) {
			for _, pr := range remote.pairs {
				for _, key := range []string{"timeout", "retry", "fallback", "integrity"} {
					b.noEffect(pr.value.find(key), "with another implementation of the runtime", "remove it; a runtime plugin can do the same")
				}
			}
		}
	}
	if !n.has("exposes") {
		for _, key := range []string{"filename", "library", "runtime"} {
			b.noEffect(n.find(key), "without exposes: no container is made", "remove it, or add exposes")
		}
	}
	if !n.has("remotes") {
		b.noEffect(n.find("remoteType"), "without remotes", "remove it, or add remotes")
	}
	if !n.has("shared") && !n.has("remotes") {
		b.noEffect(n.find("shareStrategy"), "without shared and remotes", "remove it, or add shared")
	}
	return f
}

// runtimePlugins reads a list of requests, and of lists of a request and what the
// plugin is called with.
func (b *binder) runtimePlugins(n *node) []RuntimePlugin {
	var list []RuntimePlugin
	if n == nil {
		return nil
	}
	for _, item := range n.items {
		if item.isText() {
			list = append(list, RuntimePlugin{Request: item.text})
			continue
		}
		if len(item.items) == 0 || len(item.items) > 2 || !item.items[0].isText() {
			b.report("config-bad-value", item.span(), "A runtime plugin is a module, or a list of a module and its options", "write [./plugin.js, {option: value}]")
			continue
		}
		p := RuntimePlugin{Request: item.items[0].text}
		if len(item.items) == 2 {
			p.Params = string(item.items[1].json(nil))
		}
		list = append(list, p)
	}
	return list
}

// shareScopes reads shareScope, a name or a list. The list is nil unless it has
// several names.
func shareScopes(n *node, otherwise string) (string, []string) {
	list := n.get("shareScope").strings()
	switch len(list) {
	case 0:
		return otherwise, nil
	case 1:
		return list[0], nil
	}
	return list[0], list
}

// federationNames fills the name of federations that have none, once the
// unique name is known.
func (b *binder) federationNames() {
	for _, p := range b.c.Plugins {
		if f, ok := p.Options.(*Federation); ok && f.Name == "" {
			f.Name = b.c.Output.UniqueName
		}
	}
}

// containerLibrary reads library next to name. The default is a variable of
// that name, an ES module where the output is one.
func (b *binder) containerLibrary(n *node) *Library {
	name := n.get("name").str()
	lib := b.libraryWithoutNameCheck(n.get("library"))
	if lib == nil {
		if b.c.Output.Module {
			return &Library{Type: "module"}
		}
		lib = &Library{Type: "var"}
	}
	at := n.get("library", "name")
	if len(lib.Name) == 0 && (lib.Type == "var" || lib.Type == "assign") && name != "" {
		lib.Name, at = []string{name}, n.get("name")
	}
	if at == nil {
		if at = n.get("library"); at == nil {
			return lib
		}
	}
	b.libraryName(lib, at)
	return lib
}

// libraryWithoutNameCheck reads a library whose name may come from elsewhere.
func (b *binder) libraryWithoutNameCheck(n *node) *Library {
	reported := len(b.diags)
	lib := b.library(n, b.c.Output.Module)
	kept := b.diags[:reported]
	for _, d := range b.diags[reported:] {
		if d.Code == "config-no-effect" && len(lib.Name) == 0 {
			kept = append(kept, d)
		}
	}
	b.diags = kept
	b.noEffect(n.find("entryExports"), "in a container, whose exports are get and init", "remove it")
	return lib
}

// each calls f for every entry of a map, or of a list of strings and maps; a
// string is its own key. A key that comes twice is reported.
func (b *binder) each(n *node, what string, f func(key string, at span, value *node)) {
	seen := map[string]span{}
	one := func(key string, at span, value *node) {
		if first, ok := seen[key]; ok {
			b.report("config-duplicate-key", at, fmt.Sprintf("The %s %q is given twice", what, key), "remove one of the two",
				diag.Label{At: first.location(), Message: "first given here"})
			return
		}
		seen[key] = at
		f(key, at, value)
	}
	for _, item := range listOfNodes(n) {
		if item.isText() {
			one(item.text, item.span(), item)
			continue
		}
		for _, pr := range item.pairs {
			one(pr.key, pr.at, pr.value)
		}
	}
}

// exposes reads the public modules of a container.
func (b *binder) exposes(n *node) []Expose {
	var list []Expose
	b.each(n, "expose", func(key string, at span, value *node) {
		if value.isText() && n.kind == kindList && value.span() == at {
			// In a list the request is the key, which the table cannot test.
			if p := testExposeKey(key); p != nil {
				b.report(p.code, at, p.message, p.help)
			}
		}
		e := Expose{Key: key, Imports: value.strings()}
		if value.kind == kindMap {
			e.Imports, e.Name, e.Layer = value.get("import").strings(), value.get("name").str(), value.get("layer").str()
		}
		if len(e.Imports) == 0 && (value.kind == kindList || value.get("import") != nil && value.get("import").kind == kindList) {
			b.report("config-bad-value", value.span(), fmt.Sprintf("The expose %q has no modules", key), "write a module")
		}
		b.exposePattern(&e, at, value)
		list = append(list, e)
	})
	return list
}

// exposePattern checks the stars of an expose: one in the key, one in its import.
func (b *binder) exposePattern(e *Expose, at span, value *node) {
	in := strings.Count(strings.Join(e.Imports, ""), "*")
	stars := strings.Count(e.Key, "*")
	switch {
	case stars == 0 && (in == 0 || len(e.Imports) == 0):
	case stars == 1 && in == 1 && len(e.Imports) == 1:
		if e.Name != "" {
			b.noEffect(value.find("name"), "with \"*\": each module has a chunk of its own", "remove it")
		}
	default:
		b.report("config-bad-value", at, fmt.Sprintf("The expose %q must have one \"*\" in its key and one in a single module", e.Key), "write \"./widgets/*\": ./src/widgets/*.tsx")
		e.Key, e.Imports = strings.ReplaceAll(e.Key, "*", ""), nil
	}
}

// typePrefix is how an external names its type: "module https://...".
var typePrefix = lazy.Regexp(`^([a-z0-9-]+) (.*)$`)

// isURL finds a URL without a global name before it.
var isURL = lazy.Regexp(`^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//`)

// remotes reads the containers that are used. Scopes are as in shared.
func (b *binder) remotes(n *node, remoteType, scope string, scopes []string) []Remote {
	var list []Remote
	b.each(n, "remote", func(key string, at span, value *node) {
		r := Remote{Key: key, ShareScope: scope, ShareScopes: scopes, Externals: value.strings()}
		external := value
		if value.isText() && n.kind == kindList && value.span() == at {
			// A list has no keys; the name before "@" is the one to import by.
			if i := strings.IndexByte(key, '@'); i > 0 && typePrefix().FindString(key) == "" && !isURL().MatchString(key) {
				r.Key = key[:i]
			}
			if p := testRemoteKey(r.Key); p != nil {
				b.report(p.code, at, p.message, "write a map: {name: "+strconv.Quote(key)+"}")
			}
		}
		if value.kind == kindMap {
			external = b.remoteObject(&r, value, at, remoteType)
		}
		kind := remoteType
		if r.Type != "" {
			kind = r.Type
		}
		for _, item := range listOfNodes(external) {
			b.remoteExternal(r.Key, kind, item)
		}
		if len(r.Externals) == 0 && value.kind == kindList {
			b.report("config-bad-value", value.span(), fmt.Sprintf("The remote %q has no external", key), "write where the container is")
		}
		list = append(list, r)
	})
	return list
}

// remoteObject reads the long form, and returns the node of its externals when
// they are written by the user in full.
func (b *binder) remoteObject(r *Remote, n *node, at span, remoteType string) *node {
	if n.has("shareScope") {
		r.ShareScope, r.ShareScopes = shareScopes(n, r.ShareScope)
	}
	r.Type = n.get("type").str()
	r.Timeout = n.get("timeout").intOr(0)
	r.Fallback = n.get("fallback").str()
	r.Integrity = n.get("integrity").str()
	if attempts, ok := n.get("retry").integer(); ok {
		r.Retry.Attempts = attempts
	} else {
		r.Retry = Retry{n.get("retry", "attempts").intOr(0), n.get("retry", "delay").intOr(0)}
	}
	external, url := n.find("external"), n.find("url")
	switch {
	case external != nil && url != nil:
		b.report("config-conflict", url.at, "\"url\" is a form of \"external\", which is given too", "remove one of the two",
			diag.Label{At: external.at.location(), Message: "\"external\" is here"})
	case external != nil:
		r.Externals = external.value.strings()
		return external.value
	case url == nil:
		b.report("config-missing-key", at, fmt.Sprintf("The remote %q needs the key \"url\" or \"external\"", r.Key), "add \"url\": URL of remoteEntry.js or mf-manifest.json")
	case url.value.isText():
		kind := r.Type
		if kind == "" {
			kind = remoteType
		}
		r.Externals = []string{url.value.text}
		if kind == "script" && !IsManifest(url.value.text) && (isURL().MatchString(url.value.text) || !strings.Contains(url.value.text, "@")) {
			// A script leaves its container in a global, by convention of the same name.
			r.Externals[0] = r.Key + "@" + url.value.text
		}
	}
	return nil
}

// IsManifest reports whether a remote is given by its manifest, which names the
// global itself.
func IsManifest(external string) bool {
	path, _, _ := strings.Cut(external, "?")
	path, _, _ = strings.Cut(path, "#")
	return strings.HasSuffix(path, ".json")
}

// remoteExternal checks one place of a container.
func (b *binder) remoteExternal(key, kind string, n *node) {
	if !n.isText() {
		return
	}
	text := n.text
	if m := typePrefix().FindStringSubmatch(text); m != nil {
		if kind, text = m[1], m[2]; kind != "internal" && !isExternalsType(kind) {
			b.badExternalsType(n, kind, "write a type of externals, such as script, module, import, promise or var")
			return
		}
	}
	if kind != "script" || IsManifest(text) {
		return
	}
	// webpack splits at the first "@"; neither side may be empty.
	i := strings.IndexByte(text, '@')
	if i > 0 && i < len(text)-1 && !isURL().MatchString(text) {
		return
	}
	if isURL().MatchString(key) {
		key = "name" // an item of a list, which has no key
	}
	help := fmt.Sprintf("write %q", key+"@https://host/remoteEntry.js")
	if isURL().MatchString(text) {
		help = fmt.Sprintf("write %q", key+"@"+text)
	}
	b.report("config-bad-value", n.span(), fmt.Sprintf("%q does not say which global the script sets", n.text), help)
}
