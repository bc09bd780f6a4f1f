package config

// Shapes of the module section. Rules and conditions contain themselves, so
// their tables are filled by initRules.

// noUnknownContext: what is asked for in such a form cannot be told from what is not.
var noUnknownContext = &moot{"a require that is not called is a function that fails when it is", "ask with require.context(), or call require with a part of the request"}

var (
	ruleFields      []field
	conditionFields []field

	conditionShape = &shape{text: true, what: "a path, a name or a regular expression", test: testCondition}
	ruleShape      = &shape{}
)

// loaderFields are an item of use.
var loaderFields = []field{
	{key: "loader", shape: request, required: true, doc: "The loader: a package, a file, or either with a query."},
	{key: "options", shape: anything(), doc: "Options of the loader."},
	{key: "ident", shape: tested("a name", notEmpty), doc: "Name of the options in requests that loaders write."},
}

var (
	useItem   = either(request, object(loaderFields...))
	useShape  = either(request, object(loaderFields...), listOf(useItem))
	typeShape = oneOf(ModuleTypes...).not(refusal{"html", "pages are no modules", "use the key \"html\", or html-loader for fragments"})
)

// The options by the types that have them. What a rule says in parser and
// generator are the keys of its type.
var (
	assetParserFields = []field{
		{key: "dataUrlCondition", shape: object(
			field{key: "maxSize", shape: count(0), def: "8096", doc: "Size in bytes up to which an asset becomes a data: URL."},
		), doc: "When an asset becomes a data: URL."},
	}
	presence               = either(only(false), oneOf("error", "warn", "auto"))
	javascriptParserFields = []field{
		{key: "exportsPresence", shape: presence, def: "auto", doc: "What an import of a missing export is: an error, a warning or nothing; auto is a warning in packages and else an error."},
		{key: "importExportsPresence", shape: presence, def: "exportsPresence", doc: "exportsPresence of import."},
		{key: "reexportExportsPresence", shape: presence, def: "exportsPresence", doc: "exportsPresence of export from."},
		{key: "strictExportPresence", shape: toggle, def: "false", doc: "Short for exportsPresence: error."},
		{key: "url", shape: either(toggle, oneOf("relative: and keep the address without the base")), def: "true", doc: "Follow new URL(\"...\", import.meta.url)."},
		{key: "dynamicUrl", shape: toggle, def: "true", doc: "Follow new URL() of which a part is known."},
		{key: "amd", shape: toggle.not(refusal{"a map", "define.amd is one for all modules", "write the map as the key \"amd\" of the file"}), def: "true", doc: "Read define() and require([...])."},
		{key: "commonjs", shape: toggle, def: "true", doc: "Follow require(); false leaves it, module and exports to the platform."},
		{key: "commonjsMagicComments", shape: toggle, def: "false", doc: "Leave require() and require.resolve() with a comment webpackIgnore: true to the platform."},
		{key: "createRequire", shape: either(toggle, tested("a name and a module such as createRequire from module", testCreator)), def: "true for Node", doc: "Follow what createRequire() of Node makes; a text names another function."},
		{key: "dynamicImportMode", shape: oneOf("lazy", "lazy-once", "eager", "weak"), def: "lazy", doc: "Mode of import() without webpackMode."},
		{key: "dynamicImportPrefetch", shape: either(toggle, integer()), def: "false", doc: "webpackPrefetch of import() without it."},
		{key: "dynamicImportPreload", shape: either(toggle, integer()), def: "false", doc: "webpackPreload of import() without it."},
		{key: "dynamicImportFetchPriority", shape: either(only(false), oneOf("low", "high", "auto")), def: "false", doc: "webpackFetchPriority of import() without it."},
		{key: "exprContextCritical", shape: toggle, def: "true", doc: "Warn of import() of which nothing is known."},
		{key: "exprContextRequest", shape: request, def: ".", doc: "Folder of what import() and require() mean of which nothing is known, with exprContextRegExp."},
		{key: "exprContextRegExp", shape: either(toggle, tested("a regular expression", testRegexp)), def: "false", doc: "Which files of that folder it means; true for all, false for none: only run time knows."},
		{key: "exprContextRecursive", shape: toggle, def: "true", doc: "And in the folders below."},
		{key: "import", shape: toggle, def: "true", doc: "Follow import()."},
		{key: "importMeta", shape: either(toggle, oneOf("preserve-unknown: leave members that nothing is known of"), mapOf("a member of import.meta", toggle)), def: "true", doc: "Replace import.meta; false leaves it. A map is preserve-unknown, and false in it leaves a member that is known, such as env, too."},
		{key: "node", shape: nodeShape, def: "node", doc: "The node section for some modules."},
		{key: "overrideStrict", shape: oneOf("strict", "non-strict"), def: "strict for ES modules", doc: "Strictness of modules."},
		{key: "requireContext", shape: toggle, def: "true", doc: "Follow require.context()."},
		{key: "requireJs", shape: toggle, def: "false", doc: "Take calls of require.config() and requirejs.config() out, and say that require.version is 0.0.0."},
		{key: "topLevelThis", shape: oneOf("exports", "global: the global object, as in a script of a page"), def: "exports", doc: "What this is at the top of modules that are no ES modules."},
		{key: "requireEnsure", shape: toggle, def: "true", doc: "Follow require.ensure()."},
		{key: "requireInclude", shape: toggle, def: "true", doc: "Follow require.include()."},
		{key: "importMetaContext", shape: toggle, def: "true", doc: "Follow import.meta.webpackContext()."},
		{key: "strictThisContextOnImports", shape: toggle, def: "false", doc: "Call ns.f() of import * as ns with ns as this."},
		{key: "unknownContextCritical", shape: toggle, def: "false", doc: "Warn of require in forms that cannot be followed."},
		{key: "worker", shape: either(toggle, listOf(tested("a syntax such as Worker, Worker from worker_threads, a.b.start() or *a.b.start()", testWorkerSyntax))), def: "true", doc: "What starts workers; \"...\" stands for the usual."},
		{key: "wrappedContextCritical", shape: toggle, def: "false", doc: "Warn of requests of which a part is known."},
		{key: "wrappedContextRegExp", shape: tested("a regular expression", testRegexp), def: "/.*/", doc: "What their unknown parts may be."},
		{key: "wrappedContextRecursive", shape: toggle, def: "true", doc: "Whether they mean files in the folders below, too."},
		{key: "pureFunctions", shape: listOf(tested("a name", notEmpty)), doc: "Functions of the module, by name, whose calls do nothing but give a value."},
		{key: "unknownContextRequest", same: []string{"."}, moot: noUnknownContext, doc: "Folder of what require means that is not called."},
		{key: "unknownContextRegExp", same: []string{"false"}, moot: noUnknownContext, doc: "Which files it means."},
		{key: "unknownContextRecursive", same: []string{"true"}, moot: noUnknownContext, doc: "And in the folders below."},
		{key: "browserify", same: []string{"true"}, moot: &moot{"functions named require inside of a file are told from the module's require wherever they are", "remove it"}, doc: "Read bundles of browserify."},
		{key: "system", same: []string{"false"}, moot: &moot{"System is a name like any other in modules", "remove it"}, doc: "Refuse System.import() and its like."},
		{key: "worklet", same: []string{"true"}, moot: &moot{"worker says what starts worklets, too", "name the syntax in worker, for example *context.audioWorklet.addModule()"}, doc: "What starts worklets."},
	}
	cssParserFields = []field{
		{key: "import", shape: toggle, def: "true", doc: "Follow @import."},
		{key: "url", shape: toggle, def: "true", doc: "Follow url() and image-set()."},
		{key: "namedExports", shape: toggle, def: "true", doc: "Export each name by itself; false exports one object as default."},
		{key: "exportType", shape: oneOf("link: into the style sheet of the chunk", "text: the text as default export", "css-style-sheet: a CSSStyleSheet as default export", "style: a style element that the script puts into the page"), def: "link", doc: "What becomes of the sheet."},
	}
	cssModuleParserFields = append(append([]field{}, cssParserFields...),
		field{key: "animation", shape: toggle, def: "true", doc: "Make the names of @keyframes local."},
		field{key: "container", shape: toggle, def: "true", doc: "Make the names of containers local."},
		field{key: "grid", shape: toggle, def: "true", doc: "Make the names of grid lines and areas local."},
		field{key: "function", shape: toggle, def: "true", doc: "Make the names of @function local, as dashedIdents does with all of their kind."},
		field{key: "customIdents", shape: toggle, def: "true", doc: "Make the names of counter styles and the like local."},
		field{key: "pure", shape: toggle, def: "false", doc: "Every selector must have a local class or id. A comment cssmodules-pure-ignore before a rule makes an exception, cssmodules-pure-no-check at the top of a file one for all of it."},
		field{key: "dashedIdents", shape: toggle, def: "true", doc: "Make custom properties and other names with two dashes local."},
	)
	jsonParserFields = []field{
		{key: "namedExports", shape: toggle, def: "true", doc: "Let members be imported by name."},
		{key: "exportsDepth", shape: count(0), def: "no limit", doc: "Depth to which unused members are left out."},
		{key: "parse", shape: oneOf("jsonc: JSON with comments and trailing commas", "yaml"), doc: "How the text is read, instead of as JSON."},
	}
	resourceGeneratorFields = []field{
		{key: "filename", shape: template, def: "output.assetModuleFilename", doc: "Name of the file."},
		{key: "outputPath", shape: text("a folder"), doc: "Folder below output.path that the file is written to; addresses do not have it."},
		{key: "publicPath", shape: text("a URL or path"), def: "output.publicPath", doc: "Where the file is loaded from."},
		{key: "emit", shape: toggle, def: "true", doc: "Write the file."},
		{key: "binary", shape: toggle, def: "true", doc: "The content is no text; false reads it as UTF-8."},
	}
	inlineGeneratorFields = []field{
		{key: "dataUrl", shape: object(
			field{key: "encoding", shape: either(only(false), oneOf("base64")), def: "base64", doc: "Encoding of data: URLs; false writes text."},
			field{key: "mimetype", shape: tested("a media type", notEmpty), def: "of the extension", doc: "Type of data: URLs."},
		), doc: "How data: URLs are written."},
	}
	assetGeneratorFields = append(append([]field{}, resourceGeneratorFields...), inlineGeneratorFields...)
	cssGeneratorFields   = []field{
		{key: "exportsOnly", shape: toggle, def: "true for node, else false", doc: "Keep the names that a sheet exports and write no sheet."},
		{key: "esModule", shape: toggle, def: "true", doc: "The exports are those of an ES module; false makes them module.exports."},
	}
	cssModuleGeneratorFields = append(append([]field{}, cssGeneratorFields...),
		field{key: "exportsConvention", shape: oneOf("as-is", "camel-case", "camel-case-only", "dashes", "dashes-only"), def: "as-is", doc: "Names of exports; camel-case and dashes export both spellings."},
		field{key: "localIdentName", shape: tested("a template", notEmpty), def: "[uniqueName]-[id]-[local] in development, else [fullhash]", doc: "Local names: [local] [name] [id] [path] [file] [folder] [ext] [uniqueName] [hash] [fullhash] [contenthash]."},
		field{key: "localIdentHashSalt", shape: text("a text"), doc: "Text that goes into the hash."},
		field{key: "localIdentHashDigestLength", shape: count(1), def: "6", doc: "Length of the hash."},
		field{key: "localIdentHashDigest", shape: hashDigest, def: "base64url", doc: "Alphabet of the hash."},
		field{key: "localIdentHashFunction", shape: hashFunction, def: "sha256", doc: "Function of the hash."},
	)
	jsonGeneratorFields = []field{
		{key: "JSONParse", shape: toggle, def: "true", doc: "Read large values with JSON.parse."},
	}
)

// parserTypes and generatorTypes say which keys each module type has.
var parserTypes = []namedTable{
	{"javascript", javascriptParserFields}, {"javascript/auto", javascriptParserFields}, {"javascript/esm", javascriptParserFields},
	{"javascript/dynamic", javascriptParserFields}, {"css", cssParserFields}, {"css/auto", cssModuleParserFields},
	{"css/module", cssModuleParserFields}, {"css/global", cssModuleParserFields}, {"json", jsonParserFields}, {"asset", assetParserFields},
}

var generatorTypes = []namedTable{
	{"asset", assetGeneratorFields}, {"asset/resource", resourceGeneratorFields}, {"asset/inline", inlineGeneratorFields},
	{"css", cssGeneratorFields}, {"css/auto", cssModuleGeneratorFields}, {"css/module", cssModuleGeneratorFields},
	{"css/global", cssModuleGeneratorFields}, {"json", jsonGeneratorFields},
}

// byType makes the fields of module.parser and module.generator.
func byType(tables []namedTable) []field {
	var out []field
	for _, t := range tables {
		out = append(out, field{key: t.name, shape: object(t.fields...), doc: "Options of " + t.name + "."})
	}
	return out
}

// ofAnyType are the keys of all types, for a rule.
func ofAnyType(tables []namedTable) []field {
	var out []field
	seen := map[string]bool{}
	for _, t := range tables {
		for _, f := range t.fields {
			if !seen[f.key] {
				seen[f.key] = true
				out = append(out, f)
			}
		}
	}
	return out
}

// initRules fills the tables that contain themselves.
func initRules() {
	conditionFields = []field{
		{key: "and", shape: nil, doc: "All of these hold."},
		{key: "or", shape: nil, doc: "One of these holds."},
		{key: "not", shape: nil, doc: "None of these holds."},
		{key: "glob", shape: globShape, doc: "It matches patterns, at any depth; ! excludes."},
	}
	conditionShape.object = conditionFields
	item := *conditionShape
	conditionShape.items = &item
	for i := range conditionFields {
		if conditionFields[i].shape == nil {
			conditionFields[i].shape = conditionShape
		}
	}
	values := mapOf("a name", conditionShape)
	ruleFields = []field{
		{key: "test", shape: conditionShape, doc: "Path of the file, or of what matchResource says."},
		{key: "include", shape: conditionShape, doc: "As test: both have to hold."},
		{key: "exclude", shape: conditionShape, doc: "Paths that the rule is not for."},
		{key: "resource", shape: conditionShape, doc: "As test."},
		{key: "realResource", shape: conditionShape, doc: "Path of the file that is read."},
		{key: "resourceQuery", shape: conditionShape, doc: "Query of the request, with its question mark."},
		{key: "resourceFragment", shape: conditionShape, doc: "Fragment of the request, with its hash."},
		{key: "issuer", shape: conditionShape, doc: "Path of the importing file."},
		{key: "issuerLayer", shape: conditionShape, doc: "Layer of the importing module."},
		{key: "mimetype", shape: conditionShape, doc: "Media type of a data: URI."},
		{key: "dependency", shape: conditionShape, doc: "How the module is asked for: esm, commonjs, url, css-import, ..."},
		{key: "descriptionData", shape: values, doc: "Members of the package.json of the file."},
		{key: "with", shape: values, doc: "Import attributes."},
		{key: "assert", shape: values, doc: "As with."},
		{key: "scheme", shape: conditionShape, doc: "Scheme of the request, such as data."},
		{key: "compiler", shape: conditionShape, doc: "Name of the build."},
		{key: "oneOf", shape: listOf(ruleShape), doc: "Rules of which the first that matches counts."},
		{key: "rules", shape: listOf(ruleShape), doc: "Rules that count when this one matches."},
		{key: "enforce", shape: oneOf("pre", "post"), doc: "Run the loaders before or behind those of other rules."},
		{key: "sideEffects", shape: toggle, def: "of package.json", doc: "Whether running the module can be noticed."},
		{key: "layer", shape: text("a name"), def: "that of the importing module", doc: "Layer of the module: modules of two layers are two modules."},
		{key: "type", shape: typeShape, doc: "Module type."},
		{key: "resolve", shape: object(resolveFields...), doc: "Overrides of resolve for what the module asks for."},
		{key: "parser", shape: object(ofAnyType(parserTypes)...), doc: "Options of reading the module, those of its type."},
		{key: "generator", shape: object(ofAnyType(generatorTypes)...), doc: "Options of writing the module, those of its type."},
		{key: "use", shape: useShape, doc: "Loaders; the last one runs first."},
		{key: "loader", shape: request, doc: "Short for use with one loader."},
		{key: "options", shape: anything(), doc: "Options of loader."},
		{key: "extractSourceMap", shape: toggle, def: "true", doc: "Read the source map that a file names."},
		{key: "glob", shape: globShape, doc: "Path of the file as patterns, which match at any depth; ! excludes."},
		{key: "phase", shape: conditionShape, doc: "Phase of the import: evaluation, defer or source."},
		{key: "descriptionRelativePath", shape: conditionShape, doc: "Path of the file from its package.json."},
	}
	ruleShape.object = ruleFields
	moduleFields = []field{
		{key: "rules", shape: listOf(ruleShape), doc: "Types, loaders and options of modules by condition."},
		{key: "noParse", shape: oneOrMore(tested("a path or a regular expression", testCondition)), doc: "Files that are taken as they are: nothing in them is followed."},
		{key: "parser", shape: object(byType(parserTypes)...), doc: "Options of reading by type."},
		{key: "generator", shape: object(byType(generatorTypes)...), doc: "Options of writing by type."},
		{key: "strictExportPresence", shape: toggle, def: "false", doc: "Short for parser.javascript.strictExportPresence."},
		{key: "exprContextCritical", shape: toggle, def: "true", doc: "Short for parser.javascript.exprContextCritical."},
		{key: "unknownContextCritical", shape: toggle, def: "false", doc: "Short for parser.javascript.unknownContextCritical."},
		{key: "wrappedContextCritical", shape: toggle, def: "false", doc: "Short for parser.javascript.wrappedContextCritical."},
		{key: "strictThisContextOnImports", shape: toggle, def: "false", doc: "Short for parser.javascript.strictThisContextOnImports."},
		{key: "exprContextRequest", shape: request, def: ".", doc: "Short for parser.javascript.exprContextRequest."},
		{key: "exprContextRegExp", shape: either(toggle, tested("a regular expression", testRegexp)), def: "false", doc: "Short for parser.javascript.exprContextRegExp."},
		{key: "exprContextRecursive", shape: toggle, def: "true", doc: "Short for parser.javascript.exprContextRecursive."},
		{key: "wrappedContextRegExp", shape: tested("a regular expression", testRegexp), def: "/.*/", doc: "Short for parser.javascript.wrappedContextRegExp."},
		{key: "wrappedContextRecursive", shape: toggle, def: "true", doc: "Short for parser.javascript.wrappedContextRecursive."},
		{key: "unknownContextRequest", same: []string{"."}, moot: noUnknownContext, doc: "Short for parser.javascript.unknownContextRequest."},
		{key: "unknownContextRegExp", same: []string{"false"}, moot: noUnknownContext, doc: "Short for parser.javascript.unknownContextRegExp."},
		{key: "unknownContextRecursive", same: []string{"true"}, moot: noUnknownContext, doc: "Short for parser.javascript.unknownContextRecursive."},
	}
}

var moduleFields []field
