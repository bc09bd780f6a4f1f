package config

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// experiments reads federation.experiments. All but asyncStartup are about the
// runtime of Module Federation 2, which has constants for what to leave out.
func (b *binder) experiments(n *node, f *Federation) {
	x := n.get("experiments")
	enhanced := f.Implementation != "builtin"
	if enhanced && !n.has("exposes") {
		b.constant("FEDERATION_HAS_EXPOSES", "false")
	}
	if x == nil || x.kind != kindMap {
		return
	}
	if long, short := n.find("asyncStartup"), x.find("asyncStartup"); short != nil {
		if long != nil {
			b.report("config-conflict", short.at, "\"asyncStartup\" is given twice", "remove one of the two")
		}
		f.AsyncStartup = short.value.boolOr(true)
	}
	if !enhanced {
		for _, p := range []*pair{x.find("externalRuntime"), x.find("provideExternalRuntime")} {
			if p != nil && p.value.isTrue() {
				b.noEffect(p, "with the runtime of mfbundle, which is in each file that boots", "remove it, or write implementation: enhanced")
			}
		}
		o := x.get("optimization")
		for _, key := range []string{"disableSnapshot", "disableRemote", "disableShared", "target"} {
			if p := o.find(key); p != nil && !p.value.isFalse() {
				b.noEffect(p, "with the runtime of mfbundle, of which a build has what it uses", "remove it, or write implementation: enhanced")
			}
		}
		return
	}
	if x.get("externalRuntime").isTrue() {
		core := Condition{Text: "@module-federation/runtime-core"}
		b.moreExternals = append(b.moreExternals, External{Match: core, Values: map[string][]string{"": {"global _FEDERATION_RUNTIME_CORE"}}})
	}
	if p := x.find("provideExternalRuntime"); p != nil && p.value.isTrue() {
		if n.has("exposes") {
			b.report("config-conflict", p.at, "A container cannot provide the runtime: it would replace that of its host", "remove it here, and let the host provide the runtime")
		}
		f.RuntimePlugins = append(f.RuntimePlugins, RuntimePlugin{Request: "@module-federation/inject-external-runtime-core-plugin"})
	}
	o := x.get("optimization")
	for _, part := range []struct{ key, constant, used string }{
		{"disableSnapshot", "FEDERATION_OPTIMIZE_NO_SNAPSHOT_PLUGIN", ""},
		{"disableRemote", "FEDERATION_OPTIMIZE_NO_REMOTE", "remotes"},
		{"disableShared", "FEDERATION_OPTIMIZE_NO_SHARED", "shared"},
	} {
		p := o.find(part.key)
		if p == nil || !p.value.isTrue() {
			continue
		}
		if part.used != "" && n.has(part.used) {
			b.report("config-conflict", p.at, fmt.Sprintf("%q leaves out what %q needs", part.key, part.used), "remove one of the two")
		}
		b.constant(part.constant, "true")
	}
	if target := o.get("target").str(); target != "" {
		b.constant("ENV_TARGET", strconv.Quote(target))
	}
}

// async reads what enhanced has for asyncStartup: with exceptions.
func (b *binder) async(n *node, f *Federation) {
	p := n.find("async")
	if p == nil || p.value.isFalse() {
		return // what another tool does without the key; asyncStartup switches waiting off
	}
	if !f.AsyncStartup {
		b.report("config-conflict", p.at, "\"async\" and \"asyncStartup\" say the contrary", "remove one of the two")
		return
	}
	if p.value.kind != kindMap {
		return
	}
	if text := p.value.get("eager").str(); text != "" {
		f.EarlyModules, _ = newCondition(text) // the table has tested it
		if f.EarlyModules.Regexp == nil {
			f.EarlyModules.Text = b.path(text)
		}
	}
	for _, item := range listOfNodes(p.value.get("excludeChunk")) {
		c, _ := newCondition(item.str())
		f.SyncEntries = append(f.SyncEntries, c)
	}
}

// dev reads what a watch does between its applications.
func (b *binder) dev(n *node, f *Federation) {
	x := n.get("dev")
	f.Dev = Dev{NoReload: x.isFalse() || x.get("disableLiveReload").isTrue(), NoTypes: x.isFalse() || x.get("disableHotTypesReload").isTrue()}
	consumes := n.has("dts") && !n.get("dts").isFalse() && !n.get("dts").get("consumeTypes").isFalse()
	if p := x.find("disableDynamicRemoteTypeHints"); p != nil && p.value.isFalse() {
		f.Dev.TypeHints = consumes
		if !consumes {
			b.noEffect(p, "without \"dts\" that loads types", "remove it, or add dts")
		}
	}
	if p := x.find("disableHotTypesReload"); p != nil && (!n.has("dts") || n.get("dts").isFalse()) {
		b.noEffect(p, "without \"dts\"", "remove it, or add dts")
	}
}

// fallbacks reads where whole copies of shaken shares go, by either tool's name.
func (b *binder) fallbacks(n *node, f *Federation) {
	dir, other := n.find("treeShakingDir"), n.find("treeShakingSharedDir")
	if dir != nil && other != nil {
		b.report("config-conflict", other.at, "\"treeShakingDir\" and \"treeShakingSharedDir\" are the same", "remove one of the two")
	}
	if dir == nil {
		dir = other
	}
	inject := n.find("injectTreeShakingUsedExports")
	shakes := false
	for i := range f.Shared {
		t := f.Shared[i].TreeShaking
		shakes = shakes || t != nil
		if dir == nil && t != nil && t.Filename != "" && (t.Listed || len(t.FromReport) > 0) {
			for _, list := range listOfNodes(n.get("shared")) {
				b.noEffect(list.get(f.Shared[i].Key, "treeShaking").find("filename"), "where it is known what other builds use: without \"treeShakingDir\" no whole copy is made then", "add treeShakingDir: independent-packages, or remove it")
			}
		}
	}
	switch {
	case !shakes:
		const without = "without a share that has \"treeShaking\""
		b.noEffect(dir, without, "remove it, or write treeShaking: true for a share")
		if inject != nil && inject.value.isTrue() {
			b.noEffect(inject, without, "remove it, or write treeShaking: true for a share")
		}
	case f.Implementation != "builtin":
		b.noEffect(dir, "with another implementation of the runtime", "remove it")
	default:
		f.Fallbacks = ShareFallbacks{Dir: "independent-packages", Asked: dir != nil, Inject: inject != nil && inject.value.isTrue()}
		if dir != nil {
			f.Fallbacks.Dir = filepath.ToSlash(filepath.Clean(dir.value.str()))
		}
	}
}

// constant sets what the runtime of Module Federation 2 asks for at build time.
func (b *binder) constant(name, value string) {
	if b.defines == nil {
		b.defines = map[string]string{}
	}
	b.defines[name] = value
}

// bridgeReact is the package of the bridge; with its router it answers imports of
// the router of an application.
const bridgeReact = "@module-federation/bridge-react"

// bridge adds the aliases of the bridge for React, as the plugins of Module
// Federation 2 do: of the router when it is on, of the bridge itself when it is
// off. Source: @module-federation/bridge-react-webpack-plugin 2.9.
func (b *binder) bridge(n *node, f *Federation) {
	x := n.get("bridge")
	on, old := x.get("enableBridgeRouter"), x.find("disableAlias")
	off := on.isFalse() || old != nil && old.value.isTrue()
	if on.isTrue() && off {
		b.report("config-conflict", old.at, "\"disableAlias\" and \"enableBridgeRouter\" say the contrary", "remove one of the two")
		return
	}
	if !on.isTrue() && !off {
		return
	}
	home := b.installed(bridgeReact)
	if home == "" {
		b.report("config-no-effect", n.find("bridge").at, fmt.Sprintf("\"bridge\" has no effect without %q, which is not installed", bridgeReact), "run npm install "+bridgeReact+", or remove it")
		return
	}
	if off {
		if file := filepath.Join(home, "dist", "base.es.js"); b.isFile(file) {
			b.moreAliases = append(b.moreAliases, Alias{Name: bridgeReact + "$", Targets: []string{file}})
		}
		return
	}
	for i := range f.Shared {
		if f.Shared[i].Key == "react-router-dom" {
			b.report("config-conflict", n.find("shared").at, "\"react-router-dom\" cannot be shared: the router of the bridge takes its place in each application", "do not share it, or write bridge: {enableBridgeRouter: false}")
		}
	}
	b.bridgeRouter()
}

// bridgeRouter aliases the router of the application, by its version. What the
// router of the bridge itself imports leads to the real one.
func (b *binder) bridgeRouter() {
	router, dom := b.installed("react-router"), b.installed("react-router-dom")
	version := 6
	if dom != "" {
		version = majorOf(b.packageVersion(dom))
	} else if router != "" {
		version = majorOf(b.packageVersion(router))
	}
	own := fmt.Sprintf("%s/dist/router-v%d.es.js", bridgeReact, version)
	add := func(name, target string) {
		if target != "" {
			b.moreAliases = append(b.moreAliases, Alias{Name: name, Targets: []string{target}})
		}
	}
	add("react-router-dom$", own)
	switch version {
	case 5:
		add("react-router-dom/index.js", dom)
	case 6:
		add("react-router-dom/dist/index.js", dom)
	default:
		add("react-router$", own)
		add("react-router/dist/development/index.js", router)
		add("react-router/dist/production/index.js", router)
		add("react-router-dom/dist/index.js", router)
	}
}

// installed is the folder of a package, looked for from the context up; "" when
// there is none.
func (b *binder) installed(name string) string {
	for dir := b.c.Context; ; dir = filepath.Dir(dir) {
		folder := filepath.Join(dir, "node_modules", filepath.FromSlash(name))
		if b.isFile(filepath.Join(folder, "package.json")) {
			return folder
		}
		if filepath.Dir(dir) == dir {
			return ""
		}
	}
}

func (b *binder) isFile(path string) bool {
	b.l.input(path)
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

func (b *binder) packageVersion(dir string) string {
	path := filepath.Join(dir, "package.json")
	b.l.input(path)
	var pkg struct{ Version string }
	if text, err := os.ReadFile(path); err == nil {
		_ = json.Unmarshal(text, &pkg) // without a version it is the newest
	}
	return pkg.Version
}

var firstNumber = lazy.Regexp(`\d+`)

// majorOf is the router of the bridge for a version: 5, 6 or 7.
func majorOf(version string) int {
	if n, err := strconv.Atoi(firstNumber().FindString(version)); err == nil && (n == 5 || n == 6) {
		return n
	}
	return 7
}
