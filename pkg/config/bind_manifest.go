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
	f.Dts = &Dts{}
	tsconfig := n.get("tsConfigPath").str()
	if g := n.get("generateTypes"); !g.isFalse() {
		f.Dts.Generate = &DtsGenerate{
			Compiler: g.get("compilerInstance").strOr("tsc"), APITypes: g.get("generateAPITypes").boolOr(false), AbortOnError: g.get("abortOnError").boolOr(false),
		}
		tsconfig = g.get("tsConfigPath").strOr(tsconfig)
	}
	if c := n.get("consumeTypes"); !c.isFalse() {
		f.Dts.Consume = &DtsConsume{
			Folder: c.get("typesFolder").strOr("@mf-types"), MaxRetries: c.get("maxRetries").intOr(3), Timeout: c.get("timeout").intOr(60_000),
			AbortOnError: c.get("abortOnError").boolOr(false), APITypes: c.get("consumeAPITypes").boolOr(false),
		}
	}
	f.Dts.TSConfig = b.path(tsconfig)
	if len(f.Exposes) == 0 && !n.get("generateTypes").isFalse() {
		b.noEffect(n.find("generateTypes"), "without exposes", "remove it")
	}
}
