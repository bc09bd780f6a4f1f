package config

import (
	"fmt"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// elsewhereKey is an unknown key with the key that it stands in.
type elsewhereKey struct{ in, key string }

// elsewhere tells where the keys of webpack that are none here have gone.
var elsewhere = map[elsewhereKey]string{
	{"", "devServer"}:                                "use \"server\"",
	{"", "experiments"}:                              "remove it: what it switches on is on",
	{"", "performance"}:                              "use \"budgets\"",
	{"", "stats"}:                                    "use the flag --stats FILE",
	{"", "watch"}:                                    "use mfbundle watch",
	{"", "parallelism"}:                              "use the flag --jobs N",
	{"", "profile"}:                                  "use the flag --profile FILE",
	{"", "loader"}:                                   "use \"module: {rules: [{loader: ...}]}\"",
	{"", "dependencies"}:                             "use \"dependsOn\"",
	{"", "dotenv"}:                                   "use \"env_file\"",
	{"", "bail"}:                                     "remove it: a build with errors ends with exit code 1",
	{"", "recordsPath"}:                              "remove it: ids depend on names, not on earlier builds",
	{"", "recordsInputPath"}:                         "remove it: ids depend on names, not on earlier builds",
	{"", "recordsOutputPath"}:                        "remove it: ids depend on names, not on earlier builds",
	{"", "snapshot"}:                                 "remove it: files are compared by size and time, packages too",
	{"", "infrastructureLogging"}:                    "use the flags of mfbundle build",
	{"", "watchOptions"}:                             "remove it: mfbundle watch is told of changes by the system",
	{"", "validate"}:                                 "remove it: configurations are always checked",
	{"cache", "type"}:                                "use \"cache: false\" for none; memory is used by mfbundle watch in any case",
	{"cache", "cacheDirectory"}:                      "use \"dir\"",
	{"cache", "cacheLocation"}:                       "use \"dir\"",
	{"cache", "buildDependencies"}:                   "remove it: what was made by another version or configuration is not used",
	{"cache", "version"}:                             "remove it: what was made by another version or configuration is not used",
	{"cache", "name"}:                                "use \"dir\"",
	{"cache", "store"}:                               "remove it: everything is written at once",
	{"cache", "compression"}:                         "remove it: what is kept is a few kB",
	{"cache", "hashAlgorithm"}:                       "remove it: what is kept is compared as it is",
	{"cache", "maxAge"}:                              "remove it: what is kept is asked for again after a day",
	{"cache", "readonly"}:                            "use \"cache: false\" where nothing may be written",
	{"cache", "profile"}:                             "use the flag --profile FILE",
	{"splitChunks", "dedupDepth"}:                    "remove it: modules that chunks have in common are found whichever chunks have them",
	{"fallbackCacheGroup", "minSizeReduction"}:       "remove it: parts of one chunk never make it smaller",
	{"library", "root"}:                              "move it below name: \"name: {root: ...}\"",
	{"library", "amd"}:                               "move it below name: \"name: {amd: ...}\"",
	{"library", "commonjs"}:                          "move it below name: \"name: {commonjs: ...}\"",
	{"entry", "html"}:                                "use the key \"html\", with \"chunks\" for the entries of a page",
	{"entry", "wasmLoading"}:                         "remove it: \"target\" says how WebAssembly is loaded",
	{"entry", "worker"}:                              "remove it: new Worker(new URL(...)) makes the entry of a worker",
	{"parser", "html"}:                               "remove it: pages are no modules; use the key \"html\", or html-loader for fragments",
	{"generator", "html"}:                            "remove it: pages are no modules; use the key \"html\", or html-loader for fragments",
	{"asset/inline", "binary"}:                       "remove it: a data: URL is made of the bytes of the file, whatever they are",
	{"javascript", "urlHints"}:                       "remove it, and write <link rel=\"preload\"> into the template of \"html\"",
	{"javascript", "dynamicImportCssPreload"}:        "remove it: the style sheets of a chunk are asked for together with its script",
	{"javascript", "strictModeViolations"}:           "remove it: what strict mode forbids is not looked for; run old scripts through a loader for output that is ES modules",
	{"javascript", "specNamespaceObject"}:            "remove it: a namespace is an object with a getter for each export, as webpack's is without it",
	{"css", "urlHints"}:                              "remove it, and write <link rel=\"preload\"> into the template of \"html\"",
	{"css", "fontPreload"}:                           "remove it, and write <link rel=\"preload\" as=\"font\"> into the template of \"html\"",
	{"css", "as"}:                                    "remove it: a module is a whole style sheet",
	{"css", "exportType"}:                            "write it in parser: \"parser: {css: {exportType: ...}}\"",
	{"cache", "idleTimeout"}:                         "remove it: everything is written at once",
	{"cache", "idleTimeoutAfterLargeChanges"}:        "remove it: everything is written at once",
	{"cache", "idleTimeoutForInitialStore"}:          "remove it: everything is written at once",
	{"cache", "cacheUnaffected"}:                     "remove it: mfbundle watch keeps the last build",
	{"cache", "memoryCacheUnaffected"}:               "remove it: mfbundle watch keeps the last build",
	{"cache", "maxGenerations"}:                      "remove it: mfbundle watch keeps the last build",
	{"cache", "maxMemoryGenerations"}:                "remove it: mfbundle watch keeps the last build",
	{"cache", "allowCollectingMemory"}:               "remove it: mfbundle watch keeps the last build",
	{"cache", "immutablePaths"}:                      "remove it: files are compared by size and time, packages too",
	{"cache", "managedPaths"}:                        "remove it: files are compared by size and time, packages too",
	{"output", "environment"}:                        "use \"target\", as in [web, es2017]",
	{"output", "pathinfo"}:                           "use mfbundle explain, or build --stats",
	{"output", "compareBeforeEmit"}:                  "remove it: files that stay the same are not written",
	{"output", "copy"}:                               "use the key \"copy\"",
	{"output", "html"}:                               "use the key \"html\"",
	{"output", "htmlFilename"}:                       "use the key \"html\"",
	{"output", "htmlChunkFilename"}:                  "use the key \"html\"",
	{"output", "resourceHints"}:                      "use webpackPrefetch and webpackPreload comments of import()",
	{"output", "enabledLibraryTypes"}:                "remove it: every type can be used",
	{"output", "enabledChunkLoadingTypes"}:           "remove it: every type can be used",
	{"output", "enabledWasmLoadingTypes"}:            "remove it: every type can be used",
	{"output", "wasmLoading"}:                        "remove it: \"target\" says how WebAssembly is loaded",
	{"output", "workerWasmLoading"}:                  "remove it: \"target\" says how WebAssembly is loaded",
	{"output", "wasmStreamingFallback"}:              "remove it: files of other media types are compiled, too",
	{"output", "workerChunkLoading"}:                 "remove it: workers load chunks as they can",
	{"output", "workerChunkFilename"}:                "use \"chunkFilename\", or name: and filename: in a webpackEntryOptions comment",
	{"output", "importFunctionName"}:                 "remove it: output that cannot have import() is chosen by \"target\" and \"chunkLoading\"",
	{"output", "importMetaName"}:                     "remove it: output that cannot have import.meta is chosen by \"target\" and \"module\"",
	{"output", "hotUpdateChunkFilename"}:             "remove it: mfbundle watch reloads the page",
	{"output", "hotUpdateMainFilename"}:              "remove it: mfbundle watch reloads the page",
	{"output", "hotUpdateGlobal"}:                    "remove it: mfbundle watch reloads the page",
	{"output", "sourcePrefix"}:                       "remove it: modules are not indented",
	{"output", "strictModuleResolution"}:             "remove it: a module that is missing fails in any case",
	{"output", "ignoreBrowserWarnings"}:              "remove it: no warnings are shown in the page",
	{"output", "amdContainer"}:                       "remove it, and write \"output: {library: {type: amd}}\"",
	{"optimization", "avoidEntryIife"}:               "remove it: modules that share a scope are in no function of their own where they can be",
	{"optimization", "checkWasmTypes"}:               "remove it: imports and exports of WebAssembly are always checked",
	{"optimization", "flagIncludedChunks"}:           "remove it: it changes nothing here",
	{"optimization", "mangleWasmImports"}:            "remove it: names of WebAssembly stay as they are",
	{"optimization", "minimizeOptions"}:              "use \"minimizer\"",
	{"minimize", "html"}:                             "use \"html: {minify: ...}\"",
	{"minimize", "json"}:                             "remove it: JSON in scripts is written small, and files are copied as they are",
	{"minimize", "xml"}:                              "remove it: files are copied as they are",
	{"optimization", "portableRecords"}:              "remove it: there are no records",
	{"resolve", "unsafeCache"}:                       "remove it: nothing is cached that may change",
	{"resolve", "cache"}:                             "remove it: nothing is cached that may change",
	{"resolve", "cachePredicate"}:                    "remove it: nothing is cached that may change",
	{"resolve", "cacheWithContext"}:                  "remove it: nothing is cached that may change",
	{"resolve", "useSyncFileSystemCalls"}:            "remove it: it changes nothing",
	{"resolve", "plugins"}:                           "use \"alias\", \"roots\" and \"tsconfig\"; a workspace is found without a plugin",
	{"javascript", "parse"}:                          "use a loader in module.rules",
	{"javascript", "esm"}:                            "set \"type: javascript/dynamic\" in a rule",
	{"javascript", "harmony"}:                        "set \"type: javascript/dynamic\" in a rule",
	{"javascript", "typescript"}:                     "remove it: files that end in .ts and .tsx are read as TypeScript",
	{"javascript", "deferImport"}:                    "remove it: import defer is read",
	{"javascript", "sourceImport"}:                   "remove it: import source is read",
	{"javascript", "anonymousDefaultExportName"}:     "remove it: functions and classes have the names that the language gives them",
	{"css", "customMedia"}:                           "remove it, and use postcss-loader with a plugin of that name",
	{"css", "customSelectors"}:                       "remove it, and use postcss-loader with a plugin of that name",
	{"", "publicPath"}:                               "use \"output: {publicPath: ...}\"",
	{"output", "libraryTarget"}:                      "use \"library: {type: ...}\"",
	{"output", "libraryExport"}:                      "use \"library: {export: ...}\"",
	{"output", "umdNamedDefine"}:                     "use \"library: {umdNamedDefine: ...}\"",
	{"output", "auxiliaryComment"}:                   "use \"library: {auxiliaryComment: ...}\"",
	{"output", "jsonpFunction"}:                      "use \"chunkLoadingGlobal\"",
	{"module", "loaders"}:                            "use \"rules\"",
	{"module", "unsafeCache"}:                        "remove it: nothing is cached that may change",
	{"module", "defaultRules"}:                       "remove it: rules win over the defaults",
	{"module", "preLoaders"}:                         "use \"rules\" with \"enforce: pre\"",
	{"module", "postLoaders"}:                        "use \"rules\" with \"enforce: post\"",
	{"plugins", "DefinePlugin"}:                      "use the key \"define\"",
	{"plugins", "ProvidePlugin"}:                     "use the key \"provide\"",
	{"plugins", "IgnorePlugin"}:                      "use the key \"ignore\"",
	{"plugins", "HtmlWebpackPlugin"}:                 "use the key \"html\"",
	{"plugins", "CopyPlugin"}:                        "use the key \"copy\"",
	{"plugins", "CopyWebpackPlugin"}:                 "use the key \"copy\"",
	{"plugins", "EnvironmentPlugin"}:                 "use the key \"define\" with ${VAR}, as in process.env.API: '\"${API:-none}\"'",
	{"plugins", "DotenvPlugin"}:                      "use the key \"env_file\" with \"define\"",
	{"plugins", "Dotenv"}:                            "use the key \"env_file\" with \"define\"",
	{"plugins", "HtmlRspackPlugin"}:                  "use the key \"html\"",
	{"plugins", "CopyRspackPlugin"}:                  "use the key \"copy\"",
	{"plugins", "MiniCssExtractPlugin"}:              "remove it: style sheets are files; \"output: {cssFilename: ...}\" names them",
	{"plugins", "CssExtractRspackPlugin"}:            "remove it: style sheets are files; \"output: {cssFilename: ...}\" names them",
	{"plugins", "CleanWebpackPlugin"}:                "use \"output: {clean: true}\"",
	{"plugins", "CleanPlugin"}:                       "use \"output: {clean: true}\"",
	{"plugins", "ProgressPlugin"}:                    "remove it: progress is shown on terminals; --reporter json and --profile FILE have it for programs",
	{"plugins", "HotModuleReplacementPlugin"}:        "remove it: mfbundle watch reloads the page",
	{"plugins", "ReactRefreshWebpackPlugin"}:         "remove it: mfbundle watch reloads the page",
	{"plugins", "ReactRefreshPlugin"}:                "remove it: mfbundle watch reloads the page",
	{"plugins", "LimitChunkCountPlugin"}:             "use \"optimization: {maxChunks: ...}\"",
	{"plugins", "MinChunkSizePlugin"}:                "use \"optimization: {minChunkSize: ...}\"",
	{"plugins", "AggressiveMergingPlugin"}:           "use \"optimization: {minChunkSize: ...}\", or remove it: what chunks have in common is split off as \"optimization: {splitChunks: ...}\" says",
	{"plugins", "AggressiveSplittingPlugin"}:         "use \"optimization: {splitChunks: {maxSize: ...}}\"",
	{"plugins", "SplitChunksPlugin"}:                 "use \"optimization: {splitChunks: ...}\"",
	{"plugins", "RuntimeChunkPlugin"}:                "use \"optimization: {runtimeChunk: ...}\"",
	{"plugins", "CommonsChunkPlugin"}:                "use \"optimization: {splitChunks: ...}\"",
	{"plugins", "ModuleConcatenationPlugin"}:         "use \"optimization: {concatenateModules: true}\"",
	{"plugins", "RealContentHashPlugin"}:             "use \"optimization: {realContentHash: true}\"",
	{"plugins", "NoEmitOnErrorsPlugin"}:              "use \"optimization: {emitOnErrors: false}\"",
	{"plugins", "TerserPlugin"}:                      "use \"optimization: {minimizer: ...}\"",
	{"plugins", "EsbuildPlugin"}:                     "use \"optimization: {minimizer: ...}\"",
	{"plugins", "SwcJsMinimizerRspackPlugin"}:        "use \"optimization: {minimizer: ...}\"",
	{"plugins", "CssMinimizerPlugin"}:                "remove it: style sheets are made small with scripts, or alone by \"optimization: {minimize: {css: true, javascript: false}}\"",
	{"plugins", "LightningCssMinimizerRspackPlugin"}: "remove it: style sheets are made small with scripts, or alone by \"optimization: {minimize: {css: true, javascript: false}}\"",
	{"plugins", "SourceMapDevToolPlugin"}:            "use the key \"devtool\"",
	{"plugins", "EvalSourceMapDevToolPlugin"}:        "use the key \"devtool\"",
	{"plugins", "EvalDevToolModulePlugin"}:           "use the key \"devtool\"",
	{"plugins", "ExternalsPlugin"}:                   "use the key \"externals\"",
	{"plugins", "NodeTargetPlugin"}:                  "use the key \"externalsPresets\"",
	{"plugins", "EntryPlugin"}:                       "use the key \"entry\"",
	{"plugins", "DynamicEntryPlugin"}:                "use the key \"entry\"",
	{"plugins", "PrefetchPlugin"}:                    "remove it: files are read in parallel",
	{"plugins", "LoaderOptionsPlugin"}:               "write options in module.rules",
	{"plugins", "WatchIgnorePlugin"}:                 "remove it: only files of the build are watched",
	{"plugins", "DllPlugin"}:                         "use \"federation: {shared: ...}\"",
	{"plugins", "DllReferencePlugin"}:                "use \"federation: {shared: ...}\"",
	{"plugins", "BannerPlugin"}:                      "write a comment /*! ... */ at the top of the entry, with \"optimization: {minimizer: {legalComments: inline}}\"",
	{"plugins", "ManifestPlugin"}:                    "use the flag --stats FILE, or \"federation: {manifest: true}\"",
	{"plugins", "WebpackManifestPlugin"}:             "use the flag --stats FILE, or \"federation: {manifest: true}\"",
	{"plugins", "HashedModuleIdsPlugin"}:             "use \"optimization: {moduleIds: hashed}\"",
	{"plugins", "NamedModulesPlugin"}:                "use \"optimization: {moduleIds: named}\"",
	{"plugins", "NamedModuleIdsPlugin"}:              "use \"optimization: {moduleIds: named}\"",
	{"plugins", "DeterministicModuleIdsPlugin"}:      "use \"optimization: {moduleIds: deterministic}\"",
	{"plugins", "OccurrenceModuleIdsPlugin"}:         "use \"optimization: {moduleIds: size}\"",
	{"plugins", "NaturalModuleIdsPlugin"}:            "use \"optimization: {moduleIds: natural}\"",
	{"plugins", "NamedChunkIdsPlugin"}:               "use \"optimization: {chunkIds: named}\"",
	{"plugins", "NamedChunksPlugin"}:                 "use \"optimization: {chunkIds: named}\"",
	{"plugins", "DeterministicChunkIdsPlugin"}:       "use \"optimization: {chunkIds: deterministic}\"",
	{"plugins", "OccurrenceChunkIdsPlugin"}:          "use \"optimization: {chunkIds: size}\"",
	{"plugins", "NaturalChunkIdsPlugin"}:             "use \"optimization: {chunkIds: natural}\"",
	{"plugins", "VueLoaderPlugin"}:                   "remove it: the rule for vue-loader is enough",
	{"plugins", "ForkTsCheckerWebpackPlugin"}:        "run tsc --noEmit beside the build",
	{"plugins", "TsCheckerRspackPlugin"}:             "run tsc --noEmit beside the build",
	{"plugins", "ESLintPlugin"}:                      "run eslint beside the build",
	{"plugins", "ESLintWebpackPlugin"}:               "run eslint beside the build",
	{"plugins", "StylelintPlugin"}:                   "run stylelint beside the build",
	{"plugins", "BundleAnalyzerPlugin"}:              "use mfbundle explain, or build --stats FILE",
	{"plugins", "StatsWriterPlugin"}:                 "use the flag --stats FILE",
	{"plugins", "CompressionPlugin"}:                 "compress the files behind the build, or let the server do it",
	{"plugins", "TsconfigPathsPlugin"}:               "remove it: the paths of tsconfig.json are read",
	{"plugins", "NodePolyfillPlugin"}:                "use \"resolve: {fallback: ...}\" and \"provide\"",
	{"plugins", "SubresourceIntegrityPlugin"}:        "use \"output: {integrity: true}\"",
	{"plugins", "LicenseWebpackPlugin"}:              "use the key \"licenses\"",
	{"plugins", "VirtualUrlPlugin"}:                  "write the modules to files before the build",
	{"plugins", "ManifestRspackPlugin"}:              "use the flag --stats FILE",
	{"optimization", "noEmitOnErrors"}:               "use \"emitOnErrors\"",
}

// noPlugin is the answer for a plugin that is none of this program. Only what
// stands before "Plugin" is compared, as all of them end in it.
func noPlugin(name string) (message, help string) {
	var known []string
	for _, f := range pluginShape.object {
		known = append(known, strings.TrimSuffix(f.key, "Plugin"))
	}
	message = fmt.Sprintf("%q is no plugin of mfbundle", name)
	if near := diag.Nearest(strings.TrimSuffix(name, "Plugin"), known); near != "" {
		return message, fmt.Sprintf("did you mean %q?", near+"Plugin")
	}
	return message, "remove it: plugins in JavaScript do not run here; what stands for the usual ones is in docs/migration.md, and a command before or after the build can do the work of others"
}

// sectionsOf are the names that the table of keys below name has in elsewhere: it may
// be the table of several names, or stand below one that is free.
func sectionsOf(name string, fields []field) []string {
	is := func(table []field) bool { return len(fields) > 0 && &fields[0] == &table[0] }
	base, _, _ := strings.Cut(name, "/")
	switch {
	case name == "":
		return []string{""}
	case is(resolveFields):
		return []string{"resolve"}
	case is(entryFields):
		return []string{"entry"}
	case name == "parser" || name == "generator": // of a rule: the keys of all types
		return []string{name, "javascript", "css", "asset/inline"}
	}
	return []string{name, base}
}

// movedTo is what elsewhere says of a key that is none of fields, "" for nothing.
func movedTo(name, key string, fields []field) string {
	for _, section := range sectionsOf(name, fields) {
		if help := elsewhere[elsewhereKey{section, key}]; help != "" {
			return help
		}
	}
	return ""
}

// homeOf returns where a key of a section belongs that was written somewhere
// else, "" when no section has it.
func homeOf(key string) string {
	for _, f := range rootFields {
		if f.shape == nil || f.shape.object == nil {
			continue
		}
		for _, inner := range f.shape.object {
			if inner.key == key {
				return f.key + "." + key
			}
		}
	}
	return ""
}
