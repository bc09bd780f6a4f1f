package config

// resolveFields are the keys of resolve and of each value of byDependency.
var resolveFields []field

var aliasTarget = either(only(false), requests)

// aliasShape is a map, or a list where the order and onlyModule can be said.
var aliasShape = either(mapOf("a name", aliasTarget), listOf(object(
	field{key: "name", shape: request, required: true, doc: "What is replaced; an end of $ means the exact request, one * any text."},
	field{key: "alias", shape: aliasTarget, required: true, doc: "What it becomes; several are tried in order, false is an empty module."},
	field{key: "onlyModule", shape: toggle, def: "false", doc: "Replace only the exact request."},
)))

// fieldLists are lists of names of which one may be a path of names.
var fieldLists = oneOrMore(names)

// initResolve fills resolveFields, which contain themselves.
func initResolve() {
	resolveFields = []field{
		{key: "extensions", shape: listOf(text("an extension")), def: ".tsx, .ts, .jsx, .mjs, .js, .json and what the dependency adds", doc: "Extensions to try; \"...\" stands for the defaults."},
		{key: "alias", shape: aliasShape, doc: "Requests to replace. A target that starts with ./ is relative to the context."},
		{key: "fallback", shape: aliasShape, doc: "As alias, when resolving failed."},
		{key: "aliasFields", shape: fieldLists, def: "browser for web", doc: "Fields of package.json that hold aliases."},
		{key: "mainFields", shape: fieldLists, def: "browser, module, main for web; module, main for node", doc: "Fields of package.json that name the main file."},
		{key: "mainFiles", shape: names, def: "index", doc: "Files of a folder to try."},
		{key: "modules", shape: names, def: "node_modules", doc: "Folders of packages: names are looked for in every folder upwards, paths once."},
		{key: "conditionNames", shape: names, def: "of the dependency, the mode and the target", doc: "Conditions of exports and imports in package.json."},
		{key: "exportsFields", shape: names, def: "exports", doc: "Fields of package.json that say what it exports."},
		{key: "importsFields", shape: names, def: "imports", doc: "Fields of package.json for requests that start with #."},
		{key: "extensionAlias", shape: mapOf("an extension", oneOrMore(text("an extension"))), doc: "Extensions to try for one that is written."},
		{key: "descriptionFiles", shape: names, def: "package.json", doc: "Files that describe a package."},
		{key: "symlinks", shape: toggle, def: "true", doc: "Use the real path of links."},
		{key: "preferRelative", shape: toggle, def: "false", doc: "Try a bare request as a relative one first."},
		{key: "preferAbsolute", shape: toggle, def: "false", doc: "Try a request that starts with / as a path before the roots."},
		{key: "roots", shape: paths, def: "the context", doc: "Folders for requests that start with /."},
		{key: "restrictions", shape: listOf(tested("a path or a regular expression", testCondition)), doc: "What a resolved path must match."},
		{key: "fullySpecified", shape: toggle, def: "true for import in .mjs and type: module", doc: "Try no extensions and no main files."},
		{key: "enforceExtension", shape: toggle, def: "false", doc: "Always add an extension."},
		{key: "byDependency", shape: mapOf("a dependency category", object()), doc: "These keys for one category of dependency: esm, commonjs, url, ..."},
		{key: "tsconfig", shape: either(toggle, text("a path"), object(
			field{key: "configFile", shape: text("a path"), def: "auto", doc: "The file."},
			field{key: "references", shape: either(oneOf("auto: those that the file names"), names), doc: "Projects whose paths hold for files below their folders."},
		)), def: "auto", doc: "The tsconfig.json for paths: auto finds it, false uses none."},
	}
	for i := range resolveFields {
		if resolveFields[i].key == "byDependency" {
			// The keys repeat below byDependency, and share one table.
			resolveFields[i].shape.values.object = resolveFields
		}
	}
}
