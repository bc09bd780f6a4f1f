package diag

// pluginCodes are reported by plugins and for them.
var pluginCodes = []Code{
	{"container-name-duplicate", "Two containers that are built together have one name", "Give each container a name of its own; builds for the browser and for Node may have the same", ""},
	{"federation-runtime-missing", "The federation runtime that implementation names is not installed", "Run npm install @module-federation/webpack-bundler-runtime, or remove implementation", "federation: {implementation: enhanced}"},
	{"no-fallback-available", "A shared module has no local copy to fall back on", "Install the package, write cdnFallback, or say import: false when another build always provides it", "federation: {shared: {not-installed: {}}}"},
	{"plugin-error", "A plugin failed", "Read its message; it is a mistake in the plugin when it does not concern the project", ""},
	{"remote-bad-request", "The place of a remote cannot be used", "Write \"name@https://host/remoteEntry.js\", or a type before it such as \"module https://host/remoteEntry.js\"", "federation: {remotes: {cart: \"cart@\"}}"},
	{"remote-circle", "Remotes of builds that are built together lead in a circle", "Move what both need into a third build, or use one direction only through import()", ""},
	{"remote-public-path", "The public path of a container leads to the server of the page that uses it", "Write publicPath: auto, or a full URL that ends in a slash", "output: {publicPath: /static}\nfederation: {name: cart, exposes: {./Cart: ./src/Cart.js}}"},
	{"share-eager-consumption", "A shared or remote module is needed before it can be there", "Remove asyncStartup: false, import it with import(), or write eager: true for the share", "federation: {asyncStartup: false, shared: [react]}"},
	{"share-effects-kept", "Files of a share of which nothing is used stay, because running them may do something", "Write sideEffects into the package.json of the package", "federation: {shared: {ui: {treeShaking: true}}}"},
	{"share-filtered", "A filter keeps a version of a share from being offered", "Change include or exclude, or install a version that passes", "federation: {shared: {lib: {include: {version: ^2}}}}   # and lib is 1.0.0"},
	{"share-kept-whole", "Nothing of a share can be left out, though treeShaking asks for it", "Import what is needed by name, say what other builds use in usedExports or fromReport, or remove treeShaking", "federation: {shared: {ui: {treeShaking: true}}}\nimport * as ui from \"ui\"; console.log(Object.keys(ui))"},
	{"share-not-found", "A shared module with a path as its key cannot be resolved", "Correct the path, which is relative to the context", "federation: {shared: [./missing]}"},
	{"share-provided-twice", "One version of a share is provided by two modules", "Remove one of the copies, or give one another shareKey", ""},
	{"share-range-dialect", "Another runtime judges a version differently than npm does", "Write a range with three numbers, and name a pre-release where one is meant", "federation: {shared: {lib: {requiredVersion: \"*\"}}}   # and lib is 2.0.0-beta.1"},
	{"share-required-version-unknown", "The version that a share needs is not known", "Write requiredVersion, or add the package to the dependencies of the importer", "federation: {shared: [lib]}"},
	{"share-several-versions", "One build provides several versions of a share", "Let the package manager install one version for all, or widen the ranges of those who want another", ""},
	{"share-singleton-filter", "A singleton has a filter, so copies may run beside it", "Remove singleton: true, or the filter", "federation: {shared: {lib: {singleton: true, include: {version: ^2}}}}"},
	{"share-unused", "A share is declared that nothing in the build imports", "Remove it, or correct the key, which is compared with the request as written in the code", "federation: {shared: [not-imported]}"},
	{"share-usage-report", "A report of what other builds use cannot be read", "Write it with mfbundle analyze --reporter json --out FILE, or correct the path", "federation: {shared: {ui: {treeShaking: {fromReport: missing.json}}}}"},
	{"share-version-invalid", "The version of a provided module is not a version", "Write version: 1.2.3, or correct the package.json", ""},
	{"share-version-unknown", "The version of a provided module is not known", "Write version, or add one to its package.json", ""},
	{"share-version-unsatisfied", "The provided version of a share does not satisfy the required range", "Install a version that does, or widen requiredVersion", "federation: {shared: {react: {requiredVersion: ^99}}}"},
	{"unique-name-clash", "Two builds that are built together have one unique name", "Give each its own output.uniqueName or federation.name", ""},
}
