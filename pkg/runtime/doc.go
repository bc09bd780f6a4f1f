// Package runtime holds the JavaScript that every bundle carries: real files in js/, one feature each, embedded in the
// compiler and tested with node --test. What differs between builds is data that the files read, never their text.
//
// It takes a Set of features and returns text. It knows nothing of modules, chunks or options: the compiler says which
// features a chunk needs, writes the wrapper, and generates the data described here.
//
// # Wrapper
//
// A file that boots is
//
//	var shop; shop = (function (modules, data) {
//		Text(set)
//	})({12: (module, exports, require) => {…}, "./src/a.js": …}, {n: "shop", …});
//
// The function returns what its start-up feature returns. Module and chunk ids are numbers or strings. Factories are
// called with `this` = module.exports. A factory that throws, an async one as well, runs again at the next require.
//
// Exactly one start-up feature ends a set:
//
//	StartNow      runs data.e at once and returns the exports of the last (a promise if that is an async module)
//	StartWaiting  as StartNow when the chunks of data.w are there, else returns a promise and runs when they have come
//	StartAsync    gets consumes (cc) and remotes (rm) of the chunks c and w first; always returns a promise. With w in
//
// //	              a page, add Waiting as well; with StartEarly, data.ea ran before
//
//	Container     returns {get, init}; runs nothing. With EnhancedContainer in the set, that one does it
//
// # The require function
//
// Local name R in the files, the third argument of factories. Members, with the feature that installs each:
//
//	R(id)                        Core            exports; throws [module-missing]
//	R.m, R.c                     Core            factories (the `modules` object); started modules
//	R.o(object, key)             Own             own-property test
//	R.d(exports, {name: get})    Define          live enumerable exports; names that are there stay
//	R.r(exports)                 Marker          __esModule and Symbol.toStringTag
//	R.n(exports)                 Compat          function returning the default import, also as .a
//	R.t(value, mode)             Namespace       webpack's fake namespace; bits 1 id, 2 copy, 4 ES as is, 8 (with 1)
//	                                             require, 16 promise as is; one object per value
//	R.g                          Global          global object
//	R.es(exports, namespace)     ReExport        export * of a module known only when it has run
//	R.dn(fn)                     DefaultName     names an anonymous default export "default"; returns fn
//	R.a(module, body, hasAwait)  AsyncModule     body = async (wait, done) => {…}, see the file; as webpack's protocol:
//	                                             var deps = wait([x, y]); [x, y] = deps.then ? (await deps)() : deps
//	R.an(promise)                AsyncNow        exports of an async module that has nothing to wait for
//	R.z(id, mode, late)          DeferredNamespace   namespace that runs its module when it is read
//	R.nmd(module)                NodeModule      adds paths and children
//	R.hmd(module)                HarmonyModule   module whose exports cannot be assigned
//	R.mnf(request)               Missing         throws MODULE_NOT_FOUND
//	R.cx(id, mode, rows)         Context         function of a request, over the files of a context
//	R.f.ahead                    Prefetch        links to chunks that will be needed
//	R.cn                         ChunkName       data.cn
//	R.h()                        FullHash        data.h
//	R.wu(chunk)                  WorkerURL       URL of the script that a worker starts with
//	R.ww(chunk, module, shared)  WorkerWrap      the same, or that of a script of the page's origin that loads it
//	R.ad(module)                 AMD             define of AMD for a module
//	R.w(id, request)             Weak            throws when the module is not there
//	R.b                          BaseURI         base URI: data.b, else that of the document or worker
//	R.U(address)                 RelativeURL     constructor: the address as a URL without its base
//	R.s                          MainModule      id of the module that the last entry ends with
//	R.j                          RuntimeID       data.j
//	R.y                          SystemContext   data.y
//	R.p                          PublicPath, or PublicPathAuto; assignable. Auto throws [public-path-unknown] on use
//	R.u(chunk), R.k(chunk)       ChunkFile, CSSFile   file names
//	R.e(chunk), R.f              Ensure          promise; handlers (chunk, promises) => void
//	R.l(url, done, key, chunk, more, tag)   ScriptLoader   one tag per url at a time; `more` is assigned to it
//	R.nc                         nobody          nonce of tags, when user code has set it
//	R.S, R.I(scope, initScope)   ShareScope      scopes; offers this build's shares and returns 1, or a promise with
//	                                             VersionFirst
//	R.R                          Container       getScope while get runs
//	R.ext(global, url, more?)    ScriptExternal  promise of a global that a script defines; ScriptExternalLoadError
//	R.ext(global, url, more?)    ScriptNode      the same on Node, which fetches the script and runs it
//	R.ref(places, retry?)        Attempts        promise of the first container of several places, each with its tries
//	R.mf(url, global?, more?)    Manifest        promise of the container that an mf-manifest.json names
//	R.im(url, hash, load), R.rq(request, hash, require)   ModuleIntegrity, Hash   a module of that hash
//	R.fed                        RuntimeAPI      what "mfbundle/runtime" exports
//
//	R.federation                 Enhanced        contract with the runtime of Module Federation 2, which then does what
//	                                             ShareScope, Consumes, Remotes and Container do otherwise
//
// Handlers: R.f.css CSS, R.f.consumes Consumes, R.f.remotes Remotes, R.f.j Jsonp or ImportChunks, R.f.i ImportScripts,
// R.f.require RequireChunks, R.f.node AsyncNode. One of the last five features loads a chunk's modules.
//
// # Data
//
// A field is left out when nothing uses it; "required by" names the features that read it unconditionally.
//
//	n   string                      unique name of the build; required by ShareScope, ScriptLoader
//	e   [moduleId]                  entries in the order to run; required by Start
//	c   [chunkId]                   chunks in this file, which are initial; required by Ensure (may be [])
//	w   [chunkId]                   initial chunks in other files. Scripts: loaded by the page's tags, waited for by
//	                                Waiting. RequireChunks: loaded at boot
//	z   [chunkId]                   chunks that have no script: all their modules are consumes and remotes
//	u   [prefix, {chunkId: middle}, suffix]   script of a chunk = prefix + (middle or id) + suffix; required by ChunkFile
//	s   the same for style sheets; required by CSSFile
//	sc  {chunkId: 1}                chunks with a style sheet; required by CSS
//	pf, pl {chunkId: [chunkId]}     chunks to prefetch after, and to preload with, a chunk; both required by Prefetch
//	fp  {chunkId: string}           fetchPriority of scripts; required by FetchPriority
//	cn  string                      name of the chunk that boots; required by ChunkName
//	h   string                      hash of the build; required by FullHash
//	p   string                      public path, "" or ending in "/"; required by PublicPath. An ES module passes an
//	                                expression of import.meta.url for "auto"
//	b   string expression           base URI for BaseURI where there is no document
//	j   string or number            runtime id; required by RuntimeID
//	g   string                      name of the global array of chunks; required by ChunkGlobal
//	gs  [string]                    further arrays of that kind; required by ChunkGlobals
//	q   [chunkId]                   chunks of ChunkGlobal whose entries run in this runtime; absent for none
//	t   number                      script timeout in ms, default 120000
//	x   string                      crossOrigin of tags for other origins; with CrossOrigin
//	si  {chunkId: hash}             hashes of scripts, "sha384-…"; required by Integrity
//	ss  {chunkId: hash}             hashes of style sheets, for CSS
//	m   string                      import.meta.url of the running file, for ModuleIntegrity in ES modules
//	r   string                      path from this file's directory to the output directory, default "./", for
//	                                RequireChunks, ImportChunks, AsyncNode
//	require  Node's require         required by RequireChunks, AsyncNode
//	dir      __dirname              required by AsyncNode
//	import   file => import(file)   required by ImportChunks and by Manifest, for remotes that are ES modules
//	i   [namespace]                 namespaces of initial chunks that this file imports statically, for ImportChunks
//
//	ps  {scope: [[key, version, moduleId, chunkIds or 0, flags, required or 0, hash?], …]}
//	      shares offered; required by ShareScope (may be {}). chunkIds: all chunks to load before moduleId can be
//	      required; 0 when it is in this file. flags: 1 eager, 2 singleton, 4 strictVersion. required: the range as the
//	      user wrote it, information for v2 runtimes; absent means any. An unknown version is "0"
//	cs  {moduleId: [scope, key, range or 0, flags, fallbackId, fallbackChunks or 0, fallbackVersion?]}
//	      shares consumed; required by Consumes. flags: 1 eager, 2 singleton, 4 strictVersion, 8 loaded-first, 16 no fallback (then the
//	      row ends after flags). fallbackVersion matters to singletons that this build does not also offer
//	cc  {chunkId: [moduleId]}       consumes to resolve when a chunk is loaded, and for chunks of c and w by StartAsync;
//	                                required by Consumes (may be {})
//	ci  [moduleId]                  consumes resolved by the first require of them: eager ones of initial chunks, and
//	                                with StartNow all of initial chunks, where those that are not ready throw
//	                                [share-not-ready]. Required by ConsumesNow, a feature to add when there are any
//	rs  {moduleId: [scope or [scope], "./expose", referenceId, remoteName, fallbackId?, fallbackChunks?]}
//	      modules of remotes; required by Remotes. referenceId: a module whose exports are the container or a promise
//	      of it, for instance m => { m.exports = R.ext("cart", url) }. A row with a fallback has all six
//	rm  {chunkId: [moduleId]}       remote modules to load with a chunk, and for chunks of c and w by StartAsync;
//	                                required by Remotes (may be {})
//	rr  {scope: [referenceId]}      remotes to initialise with a scope; required by VersionFirst
//	ri  {referenceId: {name, alias, entry, type, entryGlobalName, shareScope}}   remotes by name, for HookedRemotes
//	rp  [[moduleId, parameters?]]   runtime plugins; required by RuntimePlugins
//	fn  1                           the configuration names the instance; for RuntimeAPI
//	aw  {moduleId: 1}               modules with top-level await that exposes, shares and fallbacks lead to; for AsyncLoad
//	sk  [scope]                     all share scopes of a container that has several, for ContainerScopes
//	fd  {m: moduleId, name, strategy, remotes: {key: [{alias, name, entry, shareScope, externalType}]}}
//	      required by Enhanced. The module m exports the runtime of the project
//	ex  {"./Button": [moduleIds, chunkIds or 0]}   exposes, the last module's exports count; required by Container
//	sn  string                      share scope of the container; required when it has ShareScope
//
// Ranges are strings: sets joined by "||", comparators joined by single spaces, each "*" or a full version after one of
// ^ >= > < <= = (an exact version needs its "="; no other spaces). Everything else npm knows must be rewritten by the build: "~1.2.3" to
// ">=1.2.3 <1.3.0-0", "1.x" to ">=1.0.0 <2.0.0-0", "^0" to "<1.0.0-0".
//
// # Chunk files
//
//	scripts   (self[g] = self[g] || []).push([[chunkId], {id: factory}, R => {…}?])
//	CommonJS  exports.ids = [chunkId]; exports.modules = {…}; exports.runtime = R => {…}   (the last is optional)
//	ES        export const ids = [chunkId], modules = {…}, runtime = R => {…}
//
// # Errors
//
// Messages are "[code] text", the code is also error.code; the text contains webpack's wording where it has one. Codes:
// module-missing, public-path-unknown, chunk-load-failed (name ChunkLoadError, type, request), css-load-failed (code
// CSS_CHUNK_LOAD_FAILED), share-missing, share-version-unsatisfied, share-not-ready, remote-load-failed,
// remote-init-failed, remote-expose-missing (all three with remote, expose, request, cause), remote-name-conflict,
// manifest-load-failed, manifest-invalid, container-expose-missing, container-scope-conflict; of the run-time API
// remote-not-found, remote-invalid, instance-renamed, plugin-invalid, plugin-result-invalid. R.ext and R.mnf keep the exact messages of webpack and Node.
package runtime
