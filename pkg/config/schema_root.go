package config

// The table of keys. Every field is written once; see schema.go for the forms.

var (
	path           = tested("a path", notEmpty)
	paths          = listOf(path)
	template       = tested("a file name template", testRelative)
	sourceTemplate = tested("a template of names", testSourceTemplate)
	names          = oneOrMore(tested("a name", notEmpty))
	request        = tested("a request", notEmpty)
	requests       = oneOrMore(request)
	toggle         = boolean()
)

// rootFields are the keys of a document. It is filled by init, because a
// variable that it reaches refers back to it through the checker.
var rootFields []field

func init() {
	initResolve()
	initRules()
	rootFields = []field{
		{key: "name", shape: tested("a name", notEmpty), doc: "Name of this build, for logs, dependsOn and --out."},
		{key: "dependsOn", shape: names, doc: "Builds of this file that are built first."},
		{key: "extends", shape: either(path, paths), own: true, doc: "Files whose keys apply unless this file has them: maps are merged, lists replaced, a later file wins and this one last."},
		{key: "env_file", shape: either(path, paths), own: true, doc: "dotenv files for ${VAR}. The environment of the process wins over them."},
		{key: "context", shape: path, def: "the folder of the configuration file", doc: "Folder that relative paths and requests start from."},
		{key: "mode", shape: oneOf("production", "development", "none"), def: "production", doc: "Kind of build. Sets the defaults of devtool and optimization, and process.env.NODE_ENV."},
		{key: "target", shape: targetShape, def: "web, for the engines of the project's browserslist if it has one", doc: "Where the output runs: a platform, a language level, engines with their lowest version, or a list of these."},
		{key: "entry", shape: entryShape, def: "{main: ./src}", doc: "What the build starts from."},
		{key: "output", shape: object(outputFields...), doc: "What is written and how it is loaded."},
		{key: "resolve", shape: object(resolveFields...), doc: "How requests become files."},
		{key: "resolveLoader", shape: object(resolveFields...), doc: "How names of loaders become files; the keys are those of resolve."},
		{key: "externals", shape: externalsShape, doc: "Requests that are left to the environment."},
		{key: "externalsType", shape: externalsTypes, def: "module with output.module, else var", doc: "Type of externals that do not name one."},
		{key: "externalsPresets", shape: object(
			field{key: "node", shape: toggle, def: "true for node", doc: "The modules of Node are external."},
			field{key: "web", shape: toggle, def: "true for web", doc: "Requests that are URLs are external."},
			field{key: "webAsync", shape: toggle, def: "false", doc: "Requests that are URLs are external and loaded by import()."},
			field{key: "electron", shape: toggle, def: "true for Electron", doc: "electron and other modules that all processes of Electron have are external."},
			field{key: "electronMain", shape: toggle, def: "true for electron-main", doc: "Modules of Electron's main process are external."},
			field{key: "electronPreload", shape: toggle, def: "true for electron-preload", doc: "Modules of Electron's renderer processes are external, for scripts that are loaded first."},
			field{key: "electronRenderer", shape: toggle, def: "true for electron-renderer", doc: "Modules of Electron's renderer processes are external."},
			field{key: "deno", shape: toggle, def: "false", doc: "The modules of Node are external and have node: before their names, as Deno wants it; so are requests that start with npm:, jsr: or https:."},
			field{key: "bun", shape: toggle, def: "false", doc: "The modules of Node and of Bun are external."},
			field{key: "nodeModules", shape: either(toggle, object(
				field{key: "allowlist", shape: listOf(tested("a request or a regular expression", testCondition)), doc: "Requests to bundle."},
			)), def: "false", doc: "Installed packages are external, as far as Node can load the file that is asked for."},
			field{key: "nwjs", shape: toggle, def: "true for nwjs", doc: "nw.gui is external."},
		), doc: "Externals of a platform."},
		{key: "module", shape: object(moduleFields...), doc: "How files become modules."},
		{key: "jsx", shape: object(
			field{key: "runtime", shape: oneOf("automatic", "classic"), def: "of tsconfig.json, else automatic", doc: "Whether JSX imports its functions itself."},
			field{key: "importSource", shape: request, def: "react", doc: "Package of the automatic runtime."},
			field{key: "factory", shape: tested("an expression", notEmpty), def: "React.createElement", doc: "Function of the classic runtime."},
			field{key: "fragment", shape: tested("an expression", notEmpty), def: "React.Fragment", doc: "Fragment of the classic runtime."},
			field{key: "development", shape: toggle, def: "true in development", own: true, doc: "Add file and line to elements."},
		), own: true, doc: "How JSX becomes JavaScript; what is not given comes from tsconfig.json."},
		{key: "define", shape: mapOf("an expression", text("the text of an expression").scalars()), own: true, doc: "Expressions to replace, each with the text of an expression. process.env.NODE_ENV follows the mode."},
		{key: "provide", shape: provideShape(), own: true, doc: "Free variables, or chains such as window.jQuery, that are imported: a request, or a list of a request and the names of an export and its members."},
		{key: "ignore", shape: listOf(object(
			field{key: "resource", required: true, shape: tested("a request or a regular expression", testCondition), doc: "What the request has to be."},
			field{key: "context", shape: tested("a path or a regular expression", testCondition), doc: "What the folder of the importer has to be; default any."},
		)), own: true, doc: "Requests to leave out, as webpack's IgnorePlugin: they fail when they are run."},
		{key: "devtool", shape: devtoolShape, def: "source-map in development, false in production", doc: "Source maps."},
		{key: "sourceMap", shape: toggle, own: true, doc: "Short for devtool: source-map or false."},
		{key: "minify", shape: toggle, own: true, doc: "Short for optimization.minimize."},
		{key: "optimization", shape: object(optimizationFields...), doc: "What is made smaller or fewer."},
		{key: "amd", shape: either(only(false), mapOf("a name", anything())), doc: "What define.amd and require.amd are; false leaves define and require([...]) of AMD alone."},
		{key: "node", shape: nodeShape, doc: "Names of Node in code for other platforms; false leaves them all alone."},
		{key: "html", shape: either(toggle, object(htmlFields...), listOf(object(htmlFields...))), own: true, def: "false", doc: "Pages to write that load the entries."},
		{key: "licenses", shape: either(toggle, template), own: true, def: "false", doc: "Write name, version, license and license text of every bundled package: true for licenses.json, or a file name; one that does not end in .json gets plain text."},
		{key: "copy", shape: copyShape, own: true, doc: "Files to copy."},
		{key: "budgets", shape: budgetShape, own: true, doc: "Limits of sizes."},
		{key: "cache", shape: either(toggle, object(
			field{key: "dir", shape: path, def: "node_modules/.cache/mfbundle", doc: "Folder to keep it in."},
			field{key: "maxSize", later: true, doc: "Most bytes to keep; what is kept today is a few kB."},
			field{key: "remote", later: true, doc: "Cache on a server."},
		)), def: "true", doc: "Keep answers of browserslist from build to build, for a day. Nothing else is kept on disk."},
		{key: "server", shape: object(serverFields...), own: true, doc: "Development server of mfbundle watch."},
		{key: "ignoreWarnings", shape: ignoreWarningsShape, doc: "Warnings not to show: codes, regular expressions over messages, or maps of what has to match."},
		{key: "federation", shape: object(federationFields...), doc: "Module Federation: the options of ModuleFederationPlugin."},
		{key: "plugins", shape: listOf(pluginShape), doc: "Built-in plugins by their names."},
		{key: "analyze", shape: object(
			field{key: "failOn", shape: listOf(tested("a code of a diagnostic", testCode)), doc: "Codes of warnings that fail the build."},
			field{key: "reports", shape: listOf(oneOf("share-usage", "enhanced-share-usage", "export-usage")), doc: "Reports to write: those of ShareUsagePlugin, EnhancedShareUsagePlugin and ExportUsagePlugin."},
		), own: true, doc: "Reports and rules."},
	}
}

var nodeShape = either(only(false), object(
	field{key: "global", shape: either(toggle, oneOf("warn: true, and tell of each")), def: "true for web", doc: "Replace global."},
	field{key: "__filename", shape: nodeNames, def: "mock for web, eval-only for node", doc: "Value of __filename."},
	field{key: "__dirname", shape: nodeNames, def: "mock for web, eval-only for node", doc: "Value of __dirname."},
))

var nodeNames = either(toggle, oneOf("mock", "warn-mock: mock, and tell of each", "node-module", "eval-only"))

var htmlFields = []field{
	{key: "template", shape: path, doc: "File that the tags are put into."},
	{key: "filename", shape: template, def: "index.html", doc: "File to write, below output.path."},
	{key: "title", shape: text(""), doc: "Title: of a page without template, or for <%= htmlWebpackPlugin.options.title %> in the template."},
	{key: "inject", shape: either(toggle, oneOf("head", "body")), def: "true", doc: "Where the scripts go; true puts them in the head when they are deferred, false nowhere."},
	{key: "scriptLoading", shape: oneOf("defer", "blocking", "module"), def: "module with output.module, else defer", doc: "How the scripts load."},
	{key: "base", shape: tested("a URL", notEmpty), doc: "Value of the base tag."},
	{key: "meta", shape: mapOf("a name", text("").scalars()), doc: "Meta tags: name to content."},
	{key: "chunks", shape: names, def: "all", doc: "Entries to load."},
	{key: "excludeChunks", shape: names, doc: "Entries not to load."},
	{key: "favicon", shape: path, doc: "Icon to copy and link."},
	{key: "publicPath", shape: text("a URL or path"), def: "output.publicPath", doc: "Where the page loads the files from."},
	{key: "hash", shape: toggle, def: "false", doc: "Add a query that changes with the build to every file."},
	{key: "minify", shape: toggle, def: "false", doc: "Remove comments and white space between tags."},
	{key: "templateParameters", shape: mapOf("a name", text("").scalars()), doc: "Values for <%= name %> and %NAME% in the template."},
	{key: "nonce", shape: tested("a nonce", notEmpty), own: true, doc: "The nonce attribute of scripts and links."},
	{key: "integrity", shape: toggle, own: true, def: "false", doc: "Add sha384 hashes that browsers check."},
	{key: "templateContent", shape: either(only(false), text("")), doc: "The template as text, instead of a file."},
	{key: "cache", same: []string{"true"}, moot: &moot{"a file whose content is the same is never written again", "remove it"}, doc: "Write the page only when it changed."},
	{key: "chunksSortMode", shape: oneOf("auto: in the order of the entries", "none: the same", "manual: in the order of chunks"), def: "auto", doc: "Order of the entries' files."},
	{key: "xhtml", shape: toggle, def: "false", doc: "Close the tags that have no content: <link/>."},
}

// provideShape is a map of names to where they are imported from.
func provideShape() *shape {
	s := mapOf("a name", either(request, listOf(tested("a request or a name", notEmpty))))
	s.key = testNames
	return s
}
