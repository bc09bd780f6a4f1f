package runtime

import (
	"embed"
	"strings"
	"sync"
)

// A Feature is one file of JavaScript.
type Feature uint8

// The features, in the order in which they stand in a chunk. A file may call at boot only what stands before it;
// ChunkGlobal is late because taking in a chunk may run modules, and the features that start come last because they
// return from the function.
const (
	Problem Feature = iota
	Core
	LooseCore
	Own
	Define
	Marker
	Compat
	Namespace
	Global
	ReExport
	DefaultName
	AsyncModule
	AsyncNow
	DeferredNamespace
	NodeModule
	HarmonyModule
	Missing
	BaseURI
	RelativeURL
	MainModule
	RuntimeID
	SystemContext
	Context
	Weak
	ChunkName
	FullHash
	AMD
	ExternalValues
	PublicPath
	PublicPathAuto
	WorkerPath
	ChunkFile
	CSSFile
	WorkerURL
	WorkerWrap
	WasmFile
	Wasm
	WasmSource
	Ensure
	Lazy
	CrossOrigin
	ScriptLoader
	JoinScripts
	TrustedTypes
	TrustedScripts
	Charset
	ScriptType
	StaleScripts
	CSS
	AsyncLoad
	ShareScope
	LoadedFirst
	Range
	Consumes
	ConsumesNow
	Remotes
	VersionFirst
	ContainerScopes
	ConsumeScopes
	ShareProvider
	ScriptExternal
	ShareFallback
	SharePart
	Hash
	ScriptNode
	ModuleIntegrity
	Integrity
	Attempts
	Manifest
	Hooks
	HookedRemotes
	HookedManifests
	HookedShares
	NpmRange
	RuntimeAPI
	ChunkError
	TakeChunk
	Jsonp
	ImportScripts
	RequireChunks
	ImportChunks
	AsyncNode
	FetchPriority
	Prefetch
	Deferred
	SharedContainer
	ChunkGlobal
	ChunkGlobals
	Waiting
	RuntimePlugins
	Enhanced
	Start
	StartEarly
	StartNow
	StartWaiting
	StartAsync
	SharedRuntime
	Container
	EnhancedContainer
	LateTrust
	LateTag
	LateImport
	LateRuntime
	count
)

// features says for each Feature its file and what else a chunk must have with it. The header of each file repeats the
// second in its "Needs" line, which a test compares.
//
// A public path is a choice (PublicPath or PublicPathAuto) that the caller makes, so nothing here depends on it; nor on
// one of the ways to load chunks, nor on ScriptExternal or ScriptNode, nor on Waiting, which StartAsync works without.
var features = [count]struct {
	name  string // the file's, without ".js"
	needs []Feature
}{
	Problem:           {"problem", nil},
	Core:              {"core", []Feature{Problem}},
	LooseCore:         {"loose_core", []Feature{Problem}},
	Own:               {"own", []Feature{Core}},
	Define:            {"define", []Feature{Core, Own}},
	Marker:            {"marker", []Feature{Core}},
	Compat:            {"compat", []Feature{Core, Define}},
	Namespace:         {"namespace", []Feature{Core, Define, Marker}},
	Global:            {"global", []Feature{Core}},
	ReExport:          {"reexport", []Feature{Core, Define}},
	DefaultName:       {"default_name", []Feature{Core}},
	AsyncModule:       {"async_module", []Feature{Core}},
	AsyncNow:          {"async_now", []Feature{Core, AsyncModule}},
	DeferredNamespace: {"deferred_namespace", []Feature{Core}},
	NodeModule:        {"node_module", []Feature{Core}},
	HarmonyModule:     {"harmony_module", []Feature{Core}},
	Missing:           {"missing", []Feature{Core}},
	BaseURI:           {"base_uri", []Feature{Core}},
	RelativeURL:       {"relative_url", []Feature{Core}},
	MainModule:        {"main_module", []Feature{Core}},
	RuntimeID:         {"runtime_id", []Feature{Core}},
	SystemContext:     {"system_context", []Feature{Core}},
	Context:           {"context", []Feature{Core, Own}},
	Weak:              {"weak", []Feature{Core}},
	ChunkName:         {"chunk_name", []Feature{Core}},
	FullHash:          {"full_hash", []Feature{Core}},
	AMD:               {"amd", []Feature{Core, Own}},
	ExternalValues:    {"external_values", []Feature{Core}},
	PublicPath:        {"public_path", []Feature{Core}},
	PublicPathAuto:    {"public_path_auto", []Feature{Core, Problem}},
	WorkerPath:        {"worker_path", []Feature{PublicPathAuto}},
	ChunkFile:         {"chunk_file", []Feature{Core}},
	CSSFile:           {"css_file", []Feature{Core}},
	WorkerURL:         {"worker_url", []Feature{Core, BaseURI, ChunkFile}},
	WorkerWrap:        {"worker_wrap", []Feature{WorkerURL}},
	WasmFile:          {"wasm_file", []Feature{Core, BaseURI}},
	Wasm:              {"wasm", []Feature{Core, WasmFile}},
	WasmSource:        {"wasm_source", []Feature{Core, WasmFile}},
	Ensure:            {"ensure", []Feature{Core}},
	Lazy:              {"lazy", []Feature{Core}},
	AsyncLoad:         {"async_load", []Feature{Core, Lazy}},
	CrossOrigin:       {"cross_origin", []Feature{Core}},
	ScriptLoader:      {"script_loader", []Feature{Core}},
	TrustedTypes:      {"trusted_types", []Feature{Core}},
	JoinScripts:       {"join_scripts", []Feature{Core, ScriptLoader}},
	TrustedScripts:    {"trusted_scripts", []Feature{Core, ScriptLoader, TrustedTypes}},
	Charset:           {"charset", []Feature{Core, ScriptLoader}},
	ScriptType:        {"script_type", []Feature{Core, ScriptLoader}},
	StaleScripts:      {"stale_scripts", []Feature{Core, ScriptLoader}},
	CSS:               {"css", []Feature{Core, Problem, CSSFile, Ensure}},
	ShareScope:        {"share_scope", []Feature{Core, Lazy}},
	LoadedFirst:       {"loaded_first", []Feature{Core, ShareScope}},
	Range:             {"range", nil},
	Consumes:          {"consumes", []Feature{Core, Problem, Ensure, Lazy, ShareScope, Range}},
	ShareFallback:     {"share_fallback", []Feature{Core, ShareScope, ScriptExternal}},
	SharePart:         {"share_part", []Feature{Core, ShareScope, Consumes}},
	ConsumesNow:       {"consumes_now", []Feature{Core, Problem, Consumes}},
	Remotes:           {"remotes", []Feature{Core, Problem, Ensure, Lazy, ShareScope}},
	VersionFirst:      {"version_first", []Feature{Core, ShareScope, Remotes}},
	ContainerScopes:   {"container_scopes", []Feature{Core, ShareScope}},
	ConsumeScopes:     {"consume_scopes", []Feature{Core, ShareScope, Consumes}},
	ShareProvider:     {"share_provider", []Feature{Core, ShareScope, Range, Consumes}},
	ScriptExternal:    {"script_external", []Feature{Core, Problem, JoinScripts}},
	ScriptNode:        {"script_node", []Feature{Core, Hash}},
	Hash:              {"hash", []Feature{Core}},
	ModuleIntegrity:   {"module_integrity", []Feature{Core}},
	Integrity:         {"integrity", []Feature{Core, ChunkFile, ModuleIntegrity}},
	Attempts:          {"attempts", []Feature{Core}},
	Manifest:          {"manifest", []Feature{Core, Problem, ModuleIntegrity}},
	Hooks:             {"hooks", []Feature{Core, Problem, ShareScope}},
	HookedRemotes:     {"hooked_remotes", []Feature{Core, Problem, Hooks, Remotes, Manifest}},
	HookedManifests:   {"hooked_manifests", []Feature{Core, Hooks, HookedRemotes, Manifest}},
	HookedShares:      {"hooked_shares", []Feature{Core, Hooks, ShareScope, Consumes}},
	NpmRange:          {"npm_range", nil},
	RuntimeAPI:        {"runtime_api", []Feature{Core, Problem, Marker, Hooks, HookedRemotes, HookedManifests, HookedShares, NpmRange}},
	ChunkError:        {"chunk_error", []Feature{Problem}},
	TakeChunk:         {"take_chunk", []Feature{Core, Ensure}},
	Jsonp:             {"jsonp", []Feature{Core, ChunkError, ChunkFile, Ensure, ScriptLoader, ChunkGlobal}},
	ImportScripts:     {"import_scripts", []Feature{Core, ChunkError, ChunkFile, Ensure, ChunkGlobal}},
	RequireChunks:     {"require_chunks", []Feature{Core, ChunkError, ChunkFile, Ensure, TakeChunk}},
	ImportChunks:      {"import_chunks", []Feature{Core, ChunkError, ChunkFile, Ensure, TakeChunk}},
	AsyncNode:         {"async_node", []Feature{Core, ChunkError, ChunkFile, Ensure, TakeChunk}},
	FetchPriority:     {"fetch_priority", []Feature{Core, ScriptLoader}},
	Prefetch:          {"prefetch", []Feature{Core, ChunkFile, Ensure}},
	Deferred:          {"deferred", []Feature{Core, Ensure}},
	SharedContainer:   {"container", []Feature{Core, Problem, Own, Lazy}},
	ChunkGlobal:       {"chunk_global", []Feature{Core, Ensure}},
	ChunkGlobals:      {"chunk_globals", []Feature{ChunkGlobal}},
	Waiting:           {"waiting", []Feature{Core, Ensure, Deferred, ChunkGlobal}},
	RuntimePlugins:    {"runtime_plugins", []Feature{Core, Ensure, Hooks, HookedRemotes}},
	Enhanced:          {"enhanced", []Feature{Core, Own, Ensure, Lazy}},
	Start:             {"start", []Feature{Core}},
	StartEarly:        {"start_early", []Feature{Core}},
	StartNow:          {"start_now", []Feature{Start}},
	StartWaiting:      {"start_waiting", []Feature{Start, Waiting}},
	StartAsync:        {"start_async", []Feature{Start, Ensure}},
	SharedRuntime:     {"shared_runtime", []Feature{Core, TakeChunk}},
	Container:         {"container", []Feature{Core, Problem, Own, Lazy}},
	EnhancedContainer: {"enhanced_container", []Feature{Core, Problem, Own, Lazy, Enhanced}},
	LateTrust:         {"late_trust", nil},
	LateTag:           {"late_tag", nil},
	LateImport:        {"late_import", nil},
	LateRuntime:       {"late_runtime", nil},
}

// replaced says which features are left out of a set that has another one: two ways to do the same, of which code asks
// for the first without knowing of the second.
var replaced = map[Feature][]Feature{
	Enhanced: {
		ShareScope, Range, Consumes, ConsumesNow, Remotes, VersionFirst, ContainerScopes, ConsumeScopes, ShareProvider, SharePart,
		LoadedFirst, Hooks, HookedRemotes, HookedManifests, HookedShares, NpmRange, RuntimeAPI, RuntimePlugins,
	},
	EnhancedContainer: {Container},
	LateImport:        {LateTag},
	LooseCore:         {Core},
}

// functions are the features whose file, which elsewhere ends the runtime, is here the body of a function of data, kept
// under this name for other files.
var functions = map[Feature]string{SharedContainer: "R.K"}

// The files are named one by one because a pattern would embed the tests beside them; a test compares this list too.
//
//go:embed js/problem.js js/core.js js/own.js js/define.js js/marker.js js/compat.js js/namespace.js js/global.js
//go:embed js/reexport.js js/default_name.js js/async_module.js js/node_module.js js/harmony_module.js js/missing.js
//go:embed js/base_uri.js js/relative_url.js js/main_module.js js/runtime_id.js js/external_values.js js/public_path.js js/public_path_auto.js js/chunk_file.js js/css_file.js
//go:embed js/ensure.js js/lazy.js js/script_loader.js js/css.js js/share_scope.js js/range.js js/consumes.js
//go:embed js/consumes_now.js js/remotes.js js/version_first.js js/script_external.js js/script_node.js js/attempts.js js/manifest.js
//go:embed js/hooks.js js/hooked_remotes.js js/hooked_shares.js js/npm_range.js js/runtime_api.js js/runtime_plugins.js
//go:embed js/async_load.js js/container_scopes.js js/consume_scopes.js js/hash.js js/module_integrity.js js/integrity.js
//go:embed js/chunk_error.js js/take_chunk.js js/jsonp.js js/import_scripts.js js/require_chunks.js js/import_chunks.js js/async_node.js
//go:embed js/enhanced.js js/enhanced_container.js
//go:embed js/deferred.js js/chunk_global.js js/waiting.js js/start.js js/start_early.js js/start_now.js js/start_waiting.js js/start_async.js
//go:embed js/shared_runtime.js js/container.js js/late_trust.js js/late_tag.js js/late_import.js js/late_runtime.js
//go:embed js/context.js js/hooked_manifests.js js/loaded_first.js
//go:embed js/stale_scripts.js js/share_fallback.js js/share_part.js js/join_scripts.js
//go:embed js/async_now.js js/deferred_namespace.js
//go:embed js/system_context.js
//go:embed js/weak.js
//go:embed js/fetch_priority.js
//go:embed js/prefetch.js
//go:embed js/chunk_name.js
//go:embed js/full_hash.js
//go:embed js/worker_url.js js/worker_wrap.js js/worker_path.js
//go:embed js/wasm_file.js js/wasm.js js/wasm_source.js
//go:embed js/amd.js
//go:embed js/loose_core.js js/chunk_globals.js
//go:embed js/share_provider.js
//go:embed js/es5/*.js
//go:embed js/cross_origin.js js/trusted_types.js js/trusted_scripts.js js/charset.js js/script_type.js
var files embed.FS

// texts holds the files by feature. They are read once, when the first chunk asks: every one that boots wants most of them.
var texts = sync.OnceValue(func() *[count]string {
	texts := new([count]string)
	for f, feature := range features {
		text, err := files.ReadFile("js/" + feature.name + ".js")
		if err != nil {
			panic("runtime: " + err.Error()) // the list above misses a file
		}
		texts[f] = string(text)
	}
	return texts
})

// textsES5 are the same for engines of before ES2015. Files that esbuild can lower are not there twice; the others are
// made of them by e2e/lower-runtime.mjs.
var textsES5 = sync.OnceValue(func() *[count]string {
	old := *texts()
	for f, feature := range features {
		if text, err := files.ReadFile("js/es5/" + feature.name + ".js"); err == nil {
			old[f] = string(text)
		}
	}
	return &old
})

// String returns the name of the feature's file without ".js", and of its function when it is one.
func (f Feature) String() string {
	if as, ok := functions[f]; ok {
		return features[f].name + " as " + as
	}
	return features[f].name
}

// A Set is a set of features: a bit each. It can be compared, and the zero value is empty.
type Set [(count + 63) / 64]uint64

// Of returns the set of the features given, without what they need.
func Of(fs ...Feature) Set { return Set{}.With(fs...) }

// With returns s and the features given.
func (s Set) With(fs ...Feature) Set {
	for _, f := range fs {
		s[f/64] |= 1 << (f % 64)
	}
	return s
}

// Without returns s less the features given.
func (s Set) Without(fs ...Feature) Set {
	for _, f := range fs {
		s[f/64] &^= 1 << (f % 64)
	}
	return s
}

// Union returns the features that are in s or in t.
func (s Set) Union(t Set) Set {
	for i, word := range t {
		s[i] |= word
	}
	return s
}

// Has reports whether f is in s itself; Closure tells what else a chunk would get.
func (s Set) Has(f Feature) bool { return s[f/64]&(1<<(f%64)) != 0 }

// Closure returns s and all that its features need, directly or not, without what is replaced.
func (s Set) Closure() Set {
	s = s.withoutReplaced() // what these need is not needed
	for {
		before := s
		for f, feature := range features {
			if s.Has(Feature(f)) {
				s = s.With(feature.needs...)
			}
		}
		s = s.withoutReplaced()
		if s == before {
			return s
		}
	}
}

func (s Set) withoutReplaced() Set {
	for by, features := range replaced {
		if !s.Has(by) {
			continue
		}
		for _, f := range features {
			s[f/64] &^= 1 << (f % 64)
		}
	}
	return s
}

// Features returns the members of s in the order of the constants.
func (s Set) Features() []Feature {
	var fs []Feature
	for f := range count {
		if s.Has(f) {
			fs = append(fs, f)
		}
	}
	return fs
}

// Text returns the JavaScript of the closure of s, in the order of the constants: statements for the body of
//
//	(function (modules, data) {
//		…
//	})({12: (module, exports, require) => {…}}, {e: [12]})
//
// The text makes the function strict, and its comments are kept: they are for readers of development builds, while
// production builds minify. It uses ES2020 at most, and spreads and iterates arrays only, which e2e/lower-runtime.mjs
// relies on. A set with none of StartNow, StartWaiting, StartAsync and Container returns nothing; the caller may then add
// statements of its own.
func Text(s Set) string { return join(s.Closure(), texts()) }

// TextES5 is Text without what cannot be lowered below ES2015: arrow functions,
// templates and the like are there, destructuring and async functions are not.
func TextES5(s Set) string {
	text := join(s.Closure(), textsES5())
	if !strings.Contains(text, "babelHelpers.") {
		return text
	}
	helpers, err := files.ReadFile("js/es5/helpers.js")
	if err != nil {
		panic("runtime: " + err.Error())
	}
	return strict + "\n" + string(helpers) + strings.TrimPrefix(text, strict)
}

func join(s Set, all *[count]string) string {
	size := len(strict)
	for _, f := range s.Features() {
		size += len(all[f]) + 1
	}
	var b strings.Builder
	b.Grow(size)
	b.WriteString(strict)
	for _, f := range s.Features() {
		b.WriteByte('\n')
		if as, ok := functions[f]; ok {
			b.WriteString(as + " = data => {\n" + all[f] + "};\n")
			continue
		}
		b.WriteString(all[f])
	}
	return b.String()
}

const strict = "\"use strict\";\n"
