package config

var (
	containerName  = tested("a name", notEmpty)
	runtimeName    = either(only(false), tested("a name", notEmpty))
	shareScopeList = either(tested("a name", notEmpty), listOf(tested("a name", notEmpty)))
)

var exposesShape = func() *shape {
	open := mapOf("\".\", \"./Name\", or with a \"*\" as in its module", either(requests, object(
		field{key: "import", shape: requests, required: true, doc: "Modules to load in order; the last one's exports are exposed."},
		field{key: "name", shape: tested("a name", notEmpty), doc: "Name of the chunk."},
		field{key: "layer", shape: tested("a name", notEmpty), doc: "Layer of the modules."},
	)))
	open.key = testExposeKey
	return either(listOf(either(request, open)), open)
}()

var remoteFields = []field{
	{key: "external", shape: requests, doc: "Where the container is; several are tried in order."},
	{key: "url", shape: tested("a URL", notEmpty), own: true, doc: "URL of remoteEntry.js or mf-manifest.json."},
	{key: "shareScope", shape: shareScopeList, def: "that of the plugin", doc: "Share scopes that the container gets."},
	{key: "type", shape: externalsTypes, own: true, def: "remoteType", doc: "How the container is loaded."},
	{key: "timeout", shape: count(1), own: true, doc: "Milliseconds until loading fails."},
	{key: "retry", shape: either(count(0), object(
		field{key: "attempts", shape: count(0), def: "0", doc: "How often loading is tried again."},
		field{key: "delay", shape: count(0), def: "0", doc: "Milliseconds before each."},
	)), own: true, doc: "Loading again after a failure."},
	{key: "fallback", shape: request, own: true, doc: "Module that stands in for the remote when it cannot be loaded."},
	{key: "integrity", shape: tested("a hash", notEmpty), own: true, doc: "Hash that the browser checks."},
}

var remotesShape = func() *shape {
	open := mapOf("the start of a request", either(requests, object(remoteFields...)))
	open.key = testRemoteKey
	return either(listOf(either(request, open)), open)
}()

var sharedFields = []field{
	{key: "import", shape: either(only(false), request), def: "the key", doc: "Module that is provided and that is the fallback; false only consumes."},
	{key: "shareKey", shape: tested("a name", notEmpty), def: "the key", doc: "Name in the share scope."},
	{key: "shareScope", shape: shareScopeList, def: "that of the plugin", doc: "Share scopes: offered in all, taken from the first that has it."},
	{key: "version", shape: either(only(false), tested("a version", testVersion)).scalarVersions(), def: "of the package.json of the module", doc: "Version that is provided."},
	{key: "requiredVersion", shape: either(only(false), tested("a version range", testRange)).scalarVersions(), def: "of the package.json of the importer", doc: "Versions that are accepted, as an npm range; false accepts any."},
	{key: "packageName", shape: tested("a name", notEmpty), def: "of the request", doc: "Package to look up in package.json."},
	{key: "singleton", shape: toggle, def: "false", doc: "Only one version in the scope."},
	{key: "strictVersion", shape: toggle, def: "true unless singleton or import: false", doc: "Refuse a version that does not fit, and use the fallback."},
	{key: "eager", shape: toggle, def: "false", doc: "Put the module in the initial chunk."},
	{key: "cdnFallback", shape: tested("a URL", notEmpty), own: true, doc: "URL to load when there is no local module."},
	{key: "subpaths", shape: toggle, own: true, def: "true", doc: "Share the subpaths of the package too."},
	{key: "request", shape: request, def: "the key", doc: "Request to match instead of the key, so that several configurations can stand for one."},
	{key: "include", shape: object(shareFilterFields...), doc: "Share only what passes."},
	{key: "exclude", shape: object(shareFilterFields...), doc: "Do not share what matches."},
	{key: "layer", shape: tested("a name", notEmpty), doc: "Layer of the module and of its fallback; provided is what is in it."},
	{key: "issuerLayer", shape: tested("a name", notEmpty), doc: "Only imports of modules in this layer count. One for the layer comes before one for all."},
	{key: "allowNodeModulesSuffixMatch", shape: toggle, def: "false", doc: "Match files below node_modules too, as pkg/path, however they are imported."},
	{key: "treeShaking", shape: either(toggle, object(treeShakingFields...)), def: "false", doc: "Leave exports that nobody uses out of the copy of this build, where that can be proven; works with optimization.usedExports, as in production."},
	{key: "provider", shape: tested("a name", notEmpty), own: true, doc: "Container whose copy is taken when it fits, before higher versions of others. A remote of that name is initialised before the first share of its scope is chosen."},
}

var shareFilterFields = []field{
	{key: "request", shape: tested("a request or a regular expression", testCondition), doc: "What the request is, or has beyond a prefix key: the text, or a regular expression."},
	{key: "version", shape: tested("a version range", testRange).scalarVersions(), doc: "Range of the version of the module."},
	{key: "fallbackVersion", shape: tested("a version", testVersion).scalarVersions(), doc: "Version to take where none is known, as with import: false."},
}

// noFallbackPlugins: nothing that is part of the program changes what such a copy is.
var noFallbackPlugins = &moot{"plugins are part of this program, and a whole copy is built with none that could be added or left out", "remove it"}

var treeShakingFields = []field{
	{key: "usedExports", shape: listOf(tested("a name", notEmpty)), doc: "Exports that other builds use."},
	{key: "fromReport", shape: oneOrMore(tested("a path", notEmpty)), own: true, doc: "Reports of other builds: of mfbundle analyze or ShareUsagePlugin, mf-stats.json, or {treeShake: {share: {export: true}}}."},
	{key: "mode", shape: oneOf("runtime-infer: what this build uses is kept", "server-calc: what other builds use was calculated elsewhere, and usedExports or fromReport says it"), def: "runtime-infer", doc: "Where what is kept comes from."},
	{key: "filename", shape: tested("a path", testInside), def: "<version>/share-entry.js", doc: "File of the whole copy, below treeShakingDir and a folder with the name of the share."},
}

// sharedOpen is one map of shares; shares also come as lists of names and maps.
var sharedOpen = mapOf("a request", either(tested("a request or a version range", notEmpty).scalarVersions(), object(sharedFields...)))

var sharedShape = either(listOf(either(request, sharedOpen)), sharedOpen)

var dtsFields = []field{
	{key: "generateTypes", shape: either(toggle, object(
		field{key: "tsConfigPath", shape: tested("a path", notEmpty), def: "tsconfig.json, if there is one", doc: "Project whose compiler options count."},
		field{key: "compilerInstance", shape: tested("a name", notEmpty), def: "tsc", doc: "Compiler in node_modules/.bin, such as vue-tsc."},
		field{key: "generateAPITypes", shape: toggle, def: "false", doc: "Write @mf-types.d.ts too, for loadRemote."},
		field{key: "abortOnError", shape: toggle, def: "false", doc: "A failure is an error of the build."},
		field{key: "typesFolder", shape: tested("a path", testInside), def: "@mf-types", doc: "Name of the archive without .zip, below the folder of the container."},
		field{key: "compiledTypesFolder", shape: tested("a path", testInside), def: "compiled-types", doc: "Folder in the archive with what the compiler has made."},
		field{key: "outputDir", shape: path, def: "the folder of the container", doc: "Folder to write the archive to."},
		field{key: "deleteTypesFolder", shape: toggle, def: "true", doc: "With false the content of the archive also stays in a folder beside it."},
		field{key: "deleteTsConfig", shape: toggle, def: "true", doc: "With false the project that was made for the compiler stays, in node_modules/.federation."},
		field{key: "compileInChildProcess", shape: toggle, def: "true", doc: "The compiler is a process of its own with either value, and is not waited for; of dts-plugin, which writes this key, the rest runs in the bundler with false."},
		field{key: "extractThirdParty", shape: either(toggle, object(
			field{key: "exclude", shape: listOf(tested("a name or a regular expression", testCondition)), doc: "Packages to leave out: what their name contains, or a regular expression."},
		)), def: "false", doc: "Pack the types of packages that the declarations import, and of those that these import."},
		field{key: "extractRemoteTypes", shape: toggle, def: "false", doc: "Pack the types of remotes that were loaded, for exposes that pass on what remotes have."},
		field{key: "additionalFilesToCompile", shape: paths, def: "[]", doc: "Further files for the compiler, such as global declarations."},
		field{key: "afterGenerate", moot: &moot{"it is a function", "run a command after the build"}, doc: "What to call with the files."},
	)), def: "true", doc: "Write @mf-types.zip beside the container."},
	{key: "consumeTypes", shape: either(toggle, object(
		field{key: "typesFolder", shape: tested("a path", testRelative), def: "@mf-types", doc: "Folder for the types, with one of its own for each remote."},
		field{key: "maxRetries", shape: count(0), def: "3", doc: "How often loading is tried again."},
		field{key: "timeout", shape: count(1), def: "60000", doc: "Milliseconds for each try."},
		field{key: "abortOnError", shape: toggle, def: "false", doc: "A failure is an error of the build."},
		field{key: "remoteTypesFolder", shape: tested("a path", testRelative), def: "@mf-types", doc: "Name of the archives of remotes without .zip; manifests say it themselves."},
		field{key: "deleteTypesFolder", shape: toggle, def: "true", doc: "What is loaded replaces what was there; with false, files that it has not got stay."},
		field{key: "consumeAPITypes", shape: toggle, def: "false", doc: "Load @mf-types.d.ts of remotes too, and type loadRemote with it."},
		field{key: "runtimePkgs", shape: listOf(request), def: "[]", doc: "Further modules whose loadRemote gets the types."},
		field{key: "typesOnBuild", shape: toggle, def: "true", doc: "Load types in production builds too."},
		field{key: "remoteTypeUrls", shape: mapOf("the name of a container", object(
			field{key: "zip", shape: tested("a URL", notEmpty), required: true, doc: "Address of the archive."},
			field{key: "api", shape: tested("a URL", notEmpty), def: "that of the archive with .d.ts", doc: "Address of the types of loadRemote."},
			field{key: "alias", shape: tested("a name", notEmpty), def: "the name", doc: "Key of the remote; one that remotes has not got is loaded too, for loadRemote."},
		)), doc: "Addresses of types, by the name of the container."},
		field{key: "family", shape: count(0), def: "0", doc: "Version of IP that types are loaded over: 4, 6, or 0 for either."},
	)), def: "true", doc: "Load the types of remotes."},
	{key: "tsConfigPath", shape: tested("a path", notEmpty), def: "tsconfig.json, if there is one", doc: "Project whose compiler options count."},
	{key: "extraOptions", shape: mapOf("a key", anything()), def: "{}", doc: "Options of implementation."},
	{key: "implementation", shape: request, doc: "Module whose default export, DTSManager or exports are a class with generateTypes() and consumeTypes(), like that of @module-federation/dts-plugin/core. It runs in Node, instead of what makes and loads types here."},
	{key: "cwd", shape: path, def: "the context", doc: "Folder whose node_modules has the compiler, and in which it runs."},
	{key: "displayErrorInTerminal", shape: toggle, def: "true", doc: "With false, failures that are no errors are not shown."},
}

var federationFields = []field{
	{key: "name", shape: containerName, doc: "Name of the container."},
	{key: "filename", shape: template, def: "output.filename with the name", doc: "File of the container."},
	{key: "library", shape: either(tested("a name", notEmpty), listOf(tested("a name", notEmpty)), object(libraryFields...)), def: "{type: var, name}; {type: module} with output.module", doc: "How the container leaves its file."},
	{key: "exposes", shape: exposesShape, doc: "Public modules of the container."},
	{key: "remotes", shape: remotesShape, doc: "Containers that are used."},
	{key: "remoteType", shape: externalsTypes, def: "the type of the library when it can be loaded, else script", doc: "Type of remotes that do not name one."},
	{key: "shared", shape: sharedShape, doc: "Packages that are shared with other builds."},
	{key: "shareScope", shape: shareScopeList, def: "default", doc: "Name of the share scope, or of several."},
	{key: "shareStrategy", shape: oneOf("version-first", "loaded-first"), def: "remotes on first use, the highest version", doc: "loaded-first initialises a remote when it is first used and prefers a version that is loaded to a higher one; version-first initialises all remotes before it chooses a version, so one that is down delays every share."},
	{key: "runtime", shape: runtimeName, def: "false", doc: "Name of a file for the runtime of the container, which others may share; with false the container has a runtime of its own and works without other files."},
	{key: "runtimePlugins", shape: listOf(either(request, listOf(anything()))), def: "[]", doc: "Modules whose default export makes a plugin that takes part in loading; in a list, the second item is what it is called with."},
	{key: "implementation", shape: either(oneOf("builtin: the runtime of mfbundle", "enhanced: @module-federation/webpack-bundler-runtime of the project"), tested("a module", notEmpty)), def: "builtin", doc: "Runtime of federation."},
	{key: "manifest", shape: either(toggle, object(
		field{key: "filePath", shape: tested("a path", testRelative), doc: "Folder below output.path."},
		field{key: "fileName", shape: template, def: "mf-manifest.json", doc: "File name. Further containers in one folder have theirs in front: cart-mf-manifest.json."},
		field{key: "ssr", shape: tested("a path", notEmpty), own: true, doc: "Manifest of the build of this container for Node, whose entry servers then find in this manifest."},
		field{key: "disableAssetsAnalyze", shape: toggle, def: "false", doc: "Leave the lists of assets out."},
		field{key: "additionalData", shape: mapOf("a key of the files", anything()), doc: "Further data of the files, as it is to stand in them."},
	)), def: "true", doc: "Write mf-manifest.json and mf-stats.json."},
	{key: "asyncStartup", shape: toggle, own: true, def: "true", doc: "Entries wait for their shares and remotes."},
	{key: "dts", shape: either(toggle, object(dtsFields...)), def: "false", doc: "Types of exposed modules beside the container, and those of remotes."},
	{key: "dev", shape: either(toggle, object(
		field{key: "disableLiveReload", shape: toggle, def: "false", doc: "Pages of this application stay as they are when others are built, and pages of others when this one is."},
		field{key: "disableHotTypesReload", shape: toggle, def: "false", doc: "Types are made and loaded only when the watch starts."},
		field{key: "disableDynamicRemoteTypeHints", shape: toggle, def: "true", doc: "With false a page that a watch serves, and reloads, tells it of remotes that it registers while it runs, and their types are loaded too; it is a runtime plugin, with what these cost."},
	)), def: "true", doc: "What a watch of several applications does for hosts when it builds a remote; false switches all of it off."},
	{key: "getPublicPath", shape: object(
		field{key: "global", shape: tested("a name", notEmpty), required: true, doc: "Global variable of the page that has the address."},
		field{key: "path", shape: text("a path"), def: "none", doc: "What comes behind it."},
	), doc: "Where hosts that read the manifest find the files of the container; publicPath where the variable is not set. Data, not the text of a function."},
	{key: "virtualRuntimeEntry", shape: toggle, def: "true", doc: "The runtime is bundled without a file of its own; it always is, so both values mean the same."},
	{key: "async", shape: either(toggle, object(
		field{key: "eager", shape: tested("a path or a regular expression", testCondition), doc: "Modules of entries that run at once, before their entry waits: whose path matches the regular expression, or is this one."},
		field{key: "excludeChunk", shape: oneOrMore(tested("a name or a regular expression", testCondition)), doc: "Entries that do not wait, by name."},
	)), def: "false", doc: "With true, entries wait for their shares and remotes, as they do with asyncStartup, which false leaves the decision to; a map makes exceptions."},
	{key: "experiments", shape: object(
		field{key: "asyncStartup", shape: toggle, def: "true", doc: "The same as asyncStartup."},
		field{key: "externalRuntime", shape: toggle, def: "false", doc: "With implementation: enhanced, take the core of the runtime from the global variable _FEDERATION_RUNTIME_CORE."},
		field{key: "provideExternalRuntime", shape: toggle, def: "false", doc: "With implementation: enhanced, put the core of the runtime into that variable; @module-federation/inject-external-runtime-core-plugin has to be installed."},
		field{key: "optimization", shape: object(
			field{key: "disableSnapshot", shape: toggle, def: "false", doc: "Without manifests."},
			field{key: "disableRemote", shape: toggle, def: "false", doc: "Without remotes."},
			field{key: "disableShared", shape: toggle, def: "false", doc: "Without shares."},
			field{key: "target", shape: oneOf("web", "node"), doc: "Only what this platform needs."},
		), doc: "Parts to leave out of the runtime of implementation: enhanced."},
	), doc: "Options of @module-federation/enhanced."},
	{key: "bridge", shape: object(
		field{key: "enableBridgeRouter", shape: toggle, doc: "Imports of the router get that of the bridge, which knows below which path an application is; with false the bridge is used without a router."},
		field{key: "disableAlias", shape: toggle, def: "false", doc: "Old form of enableBridgeRouter: false."},
	), doc: "Routers of React across applications, with @module-federation/bridge-react."},
	{key: "treeShakingDir", shape: tested("a path", testInside), def: "independent-packages", doc: "Folder below output.path for whole copies of shares with treeShaking, which other builds are given. When it is written down, there is one also of shares whose usedExports or fromReport say what others use."},
	{key: "treeShakingSharedDir", shape: tested("a path", testInside), doc: "The same as treeShakingDir."},
	{key: "injectTreeShakingUsedExports", shape: toggle, def: "false", doc: "Tell builds of Module Federation 2 which exports the copy of this build has. Those with treeShaking.mode: runtime-infer then take it for theirs, whatever they use: only for fleets that are known to use no more."},
	{key: "treeShakingSharedPlugins", same: []string{"[]"}, moot: noFallbackPlugins, doc: "Plugins of whole copies."},
	{key: "treeShakingSharedExcludePlugins", same: []string{"[]"}, moot: noFallbackPlugins, doc: "Plugins that whole copies leave out."},
}

var reportFilename = field{key: "filename", shape: template, doc: "File of the report, below output.path."}

// pluginShape is an item of plugins: a name, or a map of one name to options.
var pluginShape = func() *shape {
	s := object(
		field{key: "ModuleFederationPlugin", shape: object(federationFields...), doc: "All of Module Federation, as the key federation."},
		field{key: "ContainerPlugin", shape: object(
			field{key: "name", shape: containerName, required: true, doc: "Name of the container."},
			field{key: "filename", shape: template, def: "output.filename with the name", doc: "File of the container."},
			field{key: "library", shape: libraryShape, def: "{type: var, name}", doc: "How the container leaves its file."},
			field{key: "exposes", shape: exposesShape, required: true, doc: "Public modules of the container."},
			field{key: "runtime", shape: runtimeName, def: "false", doc: "Name of a file for the runtime of the container."},
			field{key: "shareScope", shape: shareScopeList, def: "default", doc: "Name of the share scope, or of several."},
		), doc: "Makes a container."},
		field{key: "ContainerReferencePlugin", shape: object(
			field{key: "remoteType", shape: externalsTypes, required: true, doc: "Type of remotes that do not name one."},
			field{key: "remotes", shape: remotesShape, required: true, doc: "Containers that are used."},
			field{key: "shareScope", shape: shareScopeList, def: "default", doc: "Name of the share scope, or of several."},
		), doc: "Uses containers."},
		field{key: "SharePlugin", shape: object(
			field{key: "shared", shape: sharedShape, required: true, doc: "Packages that are shared."},
			field{key: "shareScope", shape: shareScopeList, def: "default", doc: "Name of the share scope, or of several."},
		), doc: "Provides and consumes shares."},
		field{key: "ConsumeSharedPlugin", shape: object(
			field{key: "consumes", shape: consumesShape, required: true, doc: "Packages that are taken from the share scope."},
			field{key: "shareScope", shape: shareScopeList, def: "default", doc: "Name of the share scope, or of several."},
		), doc: "Consumes shares."},
		field{key: "ProvideSharedPlugin", shape: object(
			field{key: "provides", shape: providesShape, required: true, doc: "Modules that are put into the share scope."},
			field{key: "shareScope", shape: shareScopeList, def: "default", doc: "Name of the share scope, or of several."},
		), doc: "Provides shares."},
		field{key: "ShareUsagePlugin", shape: object(reportFilename), doc: "Reports which exports of shares are used."},
		field{key: "EnhancedShareUsagePlugin", shape: object(reportFilename,
			field{key: "batchSize", shape: count(1), def: "100", doc: "Modules that are analysed together."},
			field{key: "runtimeAnalysis", shape: toggle, def: "false", doc: "Tell the runtimes apart."},
			field{key: "includeBytes", shape: toggle, def: "false", doc: "Add sizes."},
		), doc: "As ShareUsagePlugin, with chunks and sizes."},
		field{key: "ExportUsagePlugin", shape: object(reportFilename), doc: "Reports which exports of all modules are used."},
		field{key: "ContextReplacementPlugin", shape: object(
			field{key: "args", shape: listOf(anything()), required: true, doc: "Arguments of webpack's: a regular expression for folders, a folder, true or false for those below, a regular expression for files; or a folder and a map of requests to files."},
		), doc: "Changes which files a context means, such as the locales of a package."},
		field{key: "NormalModuleReplacementPlugin", shape: object(
			field{key: "args", shape: listOf(text("a regular expression or a request")), required: true, doc: "Arguments of webpack's: a regular expression for requests and for paths of files, and what comes in the place of those that match: a request, or a file from the folder of the one that it replaces."},
		), doc: "Replaces modules by others."},
	)
	s.one = true
	for _, f := range s.object {
		s.words = append(s.words, word{f.key, f.doc})
	}
	return s
}()

// consumesShape has the consume side of a share only, providesShape the other.
var (
	consumesShape = shareSubset("import", "shareKey", "shareScope", "requiredVersion", "packageName", "singleton", "strictVersion", "eager", "cdnFallback", "subpaths", "request", "layer", "issuerLayer")
	providesShape = func() *shape {
		fields := append(shareFields("shareScope", "version", "eager", "subpaths", "request", "layer"),
			field{key: "shareKey", shape: tested("a name", notEmpty), def: "the key", doc: "Name in the share scope."})
		open := mapOf("a request", either(tested("a share key", notEmpty), object(fields...)))
		return either(listOf(either(request, open)), open)
	}()
)

func shareFields(keys ...string) []field {
	var out []field
	for _, key := range keys {
		for _, f := range sharedFields {
			if f.key == key {
				out = append(out, f)
			}
		}
	}
	return out
}

func shareSubset(keys ...string) *shape {
	open := mapOf("a request", either(tested("a request or a version range", notEmpty).scalarVersions(), object(shareFields(keys...)...)))
	return either(listOf(either(request, open)), open)
}

// scalarVersions also takes numbers: 18 and 1.20 are versions that nobody
// thinks to quote.
func (s *shape) scalarVersions() *shape {
	out := *s
	out.numberText = true
	return &out
}
