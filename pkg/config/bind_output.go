package config

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// outputModule is output.module: a library that is an ES module is another way
// to say it, as in webpack.
func (b *binder) outputModule() bool {
	module := b.tree.find("output")
	var written *pair
	if module != nil {
		written = module.value.find("module")
	}
	var library *node
	for _, path := range [][]string{{"output", "library", "type"}, {"federation", "library", "type"}} {
		if n := b.tree.get(path...); isModuleLibrary(n.str()) {
			library = n
		}
	}
	if entry := b.tree.get("entry"); entry != nil {
		for _, pr := range entry.pairs {
			if n := pr.value.get("library", "type"); isModuleLibrary(n.str()) {
				library = n
			}
		}
	}
	if library != nil && written != nil && written.value.isFalse() {
		b.report("config-conflict", written.at, "\"module\" is false, and a library is an ES module", "remove one of the two",
			diag.Label{At: library.span().location(), Message: "the library is here"})
	}
	universal := b.c.Target.Platform == "universal"
	if universal && written != nil && written.value.isFalse() {
		b.report("config-conflict", written.at, "\"module\" is false, and only ES modules run on every platform", "remove it, or write one platform as target")
	}
	return library != nil || b.tree.get("output", "module").boolOr(universal)
}

func isModuleLibrary(t string) bool { return t == "module" || t == "modern-module" }

// output reads the output section; Output.Module is known already.
func (b *binder) output() Output {
	n := b.tree.get("output")
	platform := b.c.Target.Platform
	onNode := strings.HasSuffix(platform, "node")
	o := Output{Module: b.c.Output.Module}
	o.Path = b.path(n.get("path").strOr("dist"))
	o.Library = b.library(n.get("library"), o.Module)
	b.filenames(&o, n)
	o.UniqueName = b.uniqueName(n, o.Library)

	o.PublicPath = "auto"
	if onNode && !o.Module {
		o.PublicPath = ""
	}
	if p := n.get("publicPath"); p.isText() {
		o.PublicPath = p.text
	}
	o.WorkerPublicPath = n.get("workerPublicPath").str()
	o.ChunkLoadingGlobal = n.get("chunkLoadingGlobal").strOr("mfbundleChunk" + toIdentifier(o.UniqueName))
	o.GlobalObject = n.get("globalObject").strOr("self")
	if (onNode || platform == "universal") && !n.has("globalObject") {
		o.GlobalObject = "globalThis"
	}
	clean := n.get("clean")
	o.Clean = clean.boolOr(false) || clean != nil && clean.kind == kindMap
	o.NoFunction = n.get("iife").isFalse() && !o.Module
	if n.get("iife").isTrue() && o.Module {
		b.noEffect(n.find("iife"), "with output.module, whose files have scopes of their own", "remove it")
	}
	o.CleanDry = clean.get("dry").boolOr(false)
	if keep := clean.get("keep"); keep.isText() {
		if c := condition(keep.text); c != nil {
			o.CleanKeep = &Test{Condition: *c, leaf: true}
		}
	} else if patterns := keep.get("glob"); patterns != nil {
		o.CleanKeep = &Test{globs: newGlobs(patterns)}
	}
	o.CrossOriginLoading = n.get("crossOriginLoading").str()
	o.Integrity = n.get("integrity").boolOr(false)
	o.ChunkLoadTimeout = n.get("chunkLoadTimeout").intOr(120_000)
	o.HashDigestLength = n.get("hashDigestLength").intOr(20)
	o.HashFunction, o.HashDigest, o.HashSalt = n.get("hashFunction").str(), n.get("hashDigest").str(), n.get("hashSalt").str()
	o.ScriptType = n.get("scriptType").str()
	o.Charset = n.get("charset").boolOr(false)
	o.ForgetFailed = n.get("strictModuleErrorHandling").boolOr(n.get("strictModuleExceptionHandling").boolOr(true))
	o.AsyncChunks = n.get("asyncChunks").boolOr(true) && !n.get("chunkLoading").isFalse()
	o.TrustedTypes = trustedTypes(n.get("trustedTypes"), o.UniqueName)
	b.chunkLoading(&o, n)
	if o.ChunkFormat == "commonjs" {
		b.noEffect(n.find("trustedTypes"), "on Node", "remove it")
	}
	return o
}

// notPolicy is what the name of a policy cannot hold.
var notPolicy = lazy.Regexp(`[^a-zA-Z0-9\-#=_/@.%]+`)

func trustedTypes(n *node, uniqueName string) *TrustedTypes {
	if n == nil || n.isFalse() {
		return nil
	}
	if uniqueName == "" {
		uniqueName = "webpack" // its policies are what pages allow that come from there
	}
	t := &TrustedTypes{Policy: notPolicy().ReplaceAllString(uniqueName, "_"), Continue: n.get("onPolicyCreationFailure").str() == "continue"}
	if n.kind == kindMap {
		t.Policy = n.get("policyName").strOr(t.Policy)
	} else if n.isText() && !n.isTrue() {
		t.Policy = n.text
	}
	return t
}

// scriptEnding is what cssFilename replaces.
var scriptEnding = lazy.Regexp(`\.[mc]?js(\?|$)`)

// baseName finds where "[id]." goes in a file name without a placeholder.
var baseName = lazy.Regexp(`(^|/)([^/]*(?:\?|$))`)

// changing finds a placeholder that differs between chunks, with or without a
// length: [contenthash:8].
var changing = lazy.Regexp(`\[(?:name|id|chunkhash|contenthash)(?::[^\]]*)?\]`)

func (b *binder) filenames(o *Output, n *node) {
	ending := ".js"
	if o.Module {
		ending = ".mjs"
	}
	o.Filename = n.get("filename").strOr("[name]" + ending)
	chunk := o.Filename
	if !changing().MatchString(chunk) {
		// Chunks of one build would overwrite each other.
		at := baseName().FindStringSubmatchIndex(chunk)
		chunk = chunk[:at[4]] + "[id]." + chunk[at[4]:]
	}
	o.ChunkFilename = n.get("chunkFilename").strOr(chunk)
	o.CSSFilename = n.get("cssFilename").strOr(styleName(o.Filename))
	o.CSSChunkFilename = n.get("cssChunkFilename").strOr(styleName(o.ChunkFilename))
	o.AssetModuleFilename = n.get("assetModuleFilename").strOr("[hash][ext][query]")
	o.WebAssemblyModuleFilename = n.get("webassemblyModuleFilename").strOr("[hash].module.wasm")
	o.SourceMapFilename = n.get("sourceMapFilename").strOr("[file].map")
	o.DevtoolModuleFilenameTemplate = n.get("devtoolModuleFilenameTemplate").str()
	o.DevtoolFallbackModuleFilenameTemplate = n.get("devtoolFallbackModuleFilenameTemplate").str()
	o.DevtoolNamespace = n.get("devtoolNamespace").str()
}

func styleName(script string) string { return scriptEnding().ReplaceAllString(script, ".css$1") }

// uniqueName is what the build is called on a page that has several.
func (b *binder) uniqueName(n *node, library *Library) string {
	if name := n.get("uniqueName").str(); name != "" {
		return name
	}
	if b.federationName != "" {
		return b.federationName
	}
	if library != nil && len(library.Name) > 0 {
		// Placeholders such as "[name]" differ between entries.
		if name := regexp.MustCompile(`\.?\[[\w:]+\]\.?`).ReplaceAllString(strings.Join(library.Name, "."), ""); name != "" {
			return name
		}
	}
	return b.packageName()
}

// chunkLoading settles how chunks look and load; the two must fit.
func (b *binder) chunkLoading(o *Output, n *node) {
	platform := b.c.Target.Platform
	switch {
	case o.Module:
		o.ChunkFormat = "module"
	case strings.HasSuffix(platform, "node"):
		o.ChunkFormat = "commonjs"
	default:
		o.ChunkFormat = "array-push"
	}
	o.ChunkFormat = n.get("chunkFormat").strOr(o.ChunkFormat)
	fits := map[string][]string{
		"array-push": {"jsonp", "import-scripts"}, "commonjs": {"require", "async-node"}, "module": {"import"},
	}[o.ChunkFormat]
	if len(fits) == 0 {
		return // a bad value, reported
	}
	o.ChunkLoading = fits[0]
	switch {
	case o.ChunkFormat == "array-push" && platform == "webworker":
		o.ChunkLoading = "import-scripts"
	case o.ChunkFormat == "commonjs" && platform == "async-node":
		o.ChunkLoading = "async-node"
	}
	if p := n.find("chunkLoading"); p != nil && contains([]string{"jsonp", "import", "require", "async-node", "import-scripts"}, p.value.str()) {
		o.ChunkLoading = p.value.text
		if !contains(fits, o.ChunkLoading) {
			b.report("config-conflict", p.value.span(), fmt.Sprintf("\"chunkLoading\": %q cannot load chunks of the format %q", o.ChunkLoading, o.ChunkFormat),
				"write "+strings.Join(fits, " or ")+", or another chunkFormat")
		}
	}
	if o.Module && strings.EqualFold(b.c.Target.ES, "es5") {
		b.report("config-conflict", b.tree.get("target").span(), "The output is an ES module, which es5 has not", "write es2015 or later, or leave output.module and the platform universal out")
	}
	if o.ChunkFormat == "module" && !o.Module {
		at := n.find("chunkFormat")
		b.report("config-conflict", at.value.span(), "\"chunkFormat\": \"module\" needs ES module output", "add \"module: true\" to output")
	}
	if o.ChunkFormat != "array-push" {
		b.noEffect(n.find("chunkLoadingGlobal"), fmt.Sprintf("with the chunk format %q", o.ChunkFormat), "remove it")
	}
	if o.ChunkLoading != "jsonp" {
		b.noEffect(n.find("chunkLoadTimeout"), fmt.Sprintf("when chunks are loaded by %q", o.ChunkLoading), "remove it")
	}
	if o.ChunkFormat == "commonjs" || platform == "webworker" {
		b.noEffect(n.find("crossOriginLoading"), "without script tags", "remove it")
		b.noEffect(n.find("charset"), "without script tags", "remove it")
		b.noEffect(n.find("scriptType"), "without script tags", "remove it")
	}
}

// library reads a library in any of its forms; nil when n is none.
func (b *binder) library(n *node, module bool) *Library {
	if n == nil {
		return nil
	}
	lib := &Library{Type: "var"}
	if module {
		lib.Type = "module"
	}
	if n.kind != kindMap {
		lib.Name = n.strings()
		b.libraryName(lib, n)
		return lib
	}
	lib.Type = n.get("type").strOr(lib.Type)
	lib.Name = n.get("name").strings()
	if names := n.get("name"); names != nil && names.kind == kindMap {
		lib.Name = names.get("root").strings()
		lib.CommonJSName, lib.AMDName = names.get("commonjs").str(), names.get("amd").str()
		if !strings.HasPrefix(lib.Type, "umd") {
			b.report("config-conflict", names.span(), "Names for several systems are those of a UMD library", "write one name, or \"type: umd\"")
		}
	}
	if c := n.get("auxiliaryComment"); c != nil {
		lib.Comments = make(map[string]string)
		for _, part := range []string{"root", "commonjs", "commonjs2", "amd"} {
			if c.isText() {
				lib.Comments[part] = c.str()
			} else {
				lib.Comments[part] = c.get(part).str()
			}
		}
	}
	lib.Export = n.get("export").strings()
	lib.UMDNamedDefine = n.get("umdNamedDefine").boolOr(false)
	lib.AMDContainer, lib.UMDAMDContainer = n.get("amdContainer").str(), n.get("umdAmdContainer").str()
	if !strings.HasPrefix(lib.Type, "amd") {
		b.noEffect(n.find("amdContainer"), fmt.Sprintf("with a library of type %q", lib.Type), "remove it, or write \"type: amd\"")
	}
	if !strings.HasPrefix(lib.Type, "umd") {
		b.noEffect(n.find("auxiliaryComment"), fmt.Sprintf("with a library of type %q", lib.Type), "remove it, or write \"type: umd\"")
		b.noEffect(n.find("umdAmdContainer"), fmt.Sprintf("with a library of type %q", lib.Type), "remove it, or write \"type: umd\"")
		b.noEffect(n.find("umdNamedDefine"), fmt.Sprintf("with a library of type %q", lib.Type), "remove it, or write \"type: umd\"")
	}
	at := n.get("name")
	if at == nil {
		at = n.get("type")
	}
	if at == nil {
		at = n
	}
	b.libraryName(lib, at)
	return lib
}

// libraryName checks the name against the type, at n.
func (b *binder) libraryName(lib *Library, n *node) {
	switch lib.Type {
	case "var", "assign", "assign-properties", "jsonp":
		if len(lib.Name) == 0 {
			if lib.Type != "var" {
				b.report("config-missing-key", n.span(), fmt.Sprintf("A library of type %q needs a name", lib.Type), "add \"name\"")
			}
			return
		}
		// A placeholder is filled in later, and made an identifier then.
		if base := lib.Name[0]; !strings.Contains(base, "[") && !isIdentifier(base) && !(lib.Type != "var" && strings.Contains(base, ".")) {
			b.report("config-bad-value", n.span(), fmt.Sprintf("A library of type %q needs the name of a variable, %q is none", lib.Type, base),
				fmt.Sprintf("write %q, or another type such as window", suggestIdentifier(base)))
		}
	case "module", "modern-module":
		if len(lib.Name) > 0 {
			b.report("config-no-effect", n.span(), fmt.Sprintf("The name of a library of type %q has no effect", lib.Type), "remove the name")
		}
	}
}

// suggestIdentifier makes a name that can be a variable.
func suggestIdentifier(s string) string {
	s = strings.Trim(toIdentifier(s), "_")
	if !isIdentifier(s) {
		s = "_" + s
	}
	return s
}
