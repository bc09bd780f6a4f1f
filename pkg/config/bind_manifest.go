package config

import (
	"fmt"
	"slices"
	"strings"
)

// manifest is on unless it is switched off.
func (b *binder) manifest(n *node) *Manifest {
	if n.isFalse() {
		return nil
	}
	m := &Manifest{
		FilePath:             n.get("filePath").str(),
		FileName:             n.get("fileName").strOr("mf-manifest.json"),
		Named:                n.has("fileName"),
		SSR:                  n.get("ssr").str(),
		DisableAssetsAnalyze: n.get("disableAssetsAnalyze").boolOr(false),
	}
	if !strings.HasSuffix(m.FileName, ".json") {
		m.FileName += ".json"
	}
	if data := n.get("additionalData"); data != nil {
		for _, p := range data.pairs {
			if slices.Contains(manifestKeys, p.key) {
				b.report("config-conflict", p.at, fmt.Sprintf("\"additionalData\" cannot set %q, which the manifest has already", p.key), "choose another key")
				continue
			}
			m.Additional = append(m.Additional, KeyValue{p.key, string(p.value.json(nil))})
		}
	}
	return m
}

// manifestKeys are the keys of a manifest.
var manifestKeys = []string{"id", "name", "metaData", "shared", "remotes", "exposes", "integrity"}

// publicPathFrom reads getPublicPath.
func (b *binder) publicPathFrom(n *node, f *Federation) {
	p := n.find("getPublicPath")
	if p == nil {
		return
	}
	f.PublicPathFrom = &PublicPathFrom{p.value.get("global").str(), p.value.get("path").str()}
	switch {
	case f.Manifest == nil:
		b.noEffect(p, "with \"manifest: false\"", "remove one of the two")
	case len(f.Exposes) == 0:
		b.noEffect(p, "without exposes", "remove it")
	}
}

// dts reads how types go from container to container.
func (b *binder) dts(p *pair, f *Federation) {
	if p == nil || p.value.isFalse() {
		return
	}
	n := p.value
	f.Dts = &Dts{Cwd: b.c.Context, Quiet: n.get("displayErrorInTerminal").isFalse()}
	if cwd := n.get("cwd"); cwd.isText() {
		f.Dts.Cwd = b.path(cwd.text)
	}
	f.Dts.Implementation, f.Dts.ExtraOptions = n.get("implementation").str(), "{}"
	if extra := n.find("extraOptions"); extra != nil {
		f.Dts.ExtraOptions = string(extra.value.json(nil))
		if f.Dts.Implementation == "" && len(extra.value.pairs) > 0 {
			b.noEffect(extra, "without \"implementation\"", "remove it")
		}
	}
	tsconfig := n.get("tsConfigPath").str()
	if g := n.get("generateTypes"); !g.isFalse() {
		f.Dts.Generate = b.dtsGenerate(g)
		tsconfig = g.get("tsConfigPath").strOr(tsconfig)
	}
	if c := n.get("consumeTypes"); !c.isFalse() && (b.c.Mode != Production || c.get("typesOnBuild").boolOr(true)) {
		f.Dts.Consume = b.dtsConsume(c)
	}
	f.Dts.TSConfig = b.path(tsconfig)
	if len(f.Exposes) == 0 && !n.get("generateTypes").isFalse() {
		b.noEffect(n.find("generateTypes"), "without exposes", "remove it")
	}
	if len(f.Remotes) == 0 && f.Dts.Generate != nil && f.Dts.Generate.RemoteTypes {
		b.noEffect(n.get("generateTypes").find("extractRemoteTypes"), "without remotes", "remove it")
	}
}

func (b *binder) dtsGenerate(n *node) *DtsGenerate {
	g := &DtsGenerate{
		Compiler: n.get("compilerInstance").strOr("tsc"), APITypes: n.get("generateAPITypes").boolOr(false), AbortOnError: n.get("abortOnError").boolOr(false),
		Folder: n.get("typesFolder").strOr("@mf-types"), Compiled: n.get("compiledTypesFolder").strOr("compiled-types"), OutputDir: b.path(n.get("outputDir").str()),
		KeepFolder: n.get("deleteTypesFolder").isFalse(), KeepProject: n.get("deleteTsConfig").isFalse(), RemoteTypes: n.get("extractRemoteTypes").isTrue(),
	}
	if third := n.get("extractThirdParty"); third != nil && !third.isFalse() {
		g.ThirdParty = true
		for _, item := range third.get("exclude").strings() {
			if not, err := newCondition(item); err == nil {
				g.ThirdPartyNot = append(g.ThirdPartyNot, not)
			}
		}
	}
	for _, file := range n.get("additionalFilesToCompile").strings() {
		g.AdditionalFiles = append(g.AdditionalFiles, b.path(file))
	}
	return g
}

func (b *binder) dtsConsume(n *node) *DtsConsume {
	c := &DtsConsume{
		Folder: n.get("typesFolder").strOr("@mf-types"), RemoteFolder: n.get("remoteTypesFolder").strOr("@mf-types"),
		MaxRetries: n.get("maxRetries").intOr(3), Timeout: n.get("timeout").intOr(60_000), AbortOnError: n.get("abortOnError").boolOr(false),
		APITypes: n.get("consumeAPITypes").boolOr(false), KeepFiles: n.get("deleteTypesFolder").isFalse(), RuntimePkgs: n.get("runtimePkgs").strings(),
		Family: n.get("family").intOr(0),
	}
	if family := n.find("family"); family != nil && c.Family != 0 && c.Family != 4 && c.Family != 6 {
		b.report("config-bad-value", family.value.span(), fmt.Sprintf("There is no version %d of IP", c.Family), "write 4, 6, or 0 for either")
		c.Family = 0
	}
	if urls := n.get("remoteTypeUrls"); urls != nil {
		for _, pr := range urls.pairs {
			a := DtsAddress{Name: pr.key, Alias: pr.value.get("alias").strOr(pr.key), Zip: pr.value.get("zip").str(), API: pr.value.get("api").str()}
			if base, ok := strings.CutSuffix(a.Zip, ".zip"); ok && a.API == "" {
				a.API = base + ".d.ts"
			}
			c.Addresses = append(c.Addresses, a)
		}
	}
	return c
}
