package config

var libraryFields = []field{
	{key: "name", shape: either(tested("a name", notEmpty), listOf(tested("a name", notEmpty)), object(
		field{key: "root", shape: either(tested("a name", notEmpty), listOf(tested("a name", notEmpty))), doc: "Global variable of a UMD library."},
		field{key: "commonjs", shape: tested("a name", notEmpty), doc: "Property of exports of a UMD library."},
		field{key: "amd", shape: tested("a name", notEmpty), doc: "AMD name of a UMD library."},
	)), doc: "Name of the library, or the path of names to it."},
	{key: "type", shape: libraryTypes, def: "module with output.module, else var", doc: "How the exports leave the bundle."},
	{key: "export", shape: names, doc: "Which export is the library, or the path to it."},
	{key: "entryExports", shape: oneOf("last: those of the last module of the entry", "all: those of all its modules; a name that two of them export differently is left out, as by export *"), def: "last", doc: "Which exports of the entry the library has."},
	{key: "auxiliaryComment", shape: either(text("a comment"), object(
		field{key: "root", shape: text("a comment"), doc: "Before the part for global variables."},
		field{key: "commonjs", shape: text("a comment"), doc: "Before the part for exports."},
		field{key: "commonjs2", shape: text("a comment"), doc: "Before the part for module.exports."},
		field{key: "amd", shape: text("a comment"), doc: "Before the part for define."},
	)), doc: "Comment before the parts of a UMD wrapper."},
	{key: "umdNamedDefine", shape: toggle, def: "false", doc: "Name the AMD module of a UMD library."},
	{key: "amdContainer", shape: tested("a variable or a member of one", testGlobalPath), doc: "Object whose define or require an AMD library calls, such as window.loader."},
	{key: "umdAmdContainer", shape: tested("names with points between them", testDottedNames), doc: "Object whose define a UMD library calls when there is no other, such as sap.ui."},
}

// libraryShape is a library: its name, the path of names, or all of it.
var libraryShape = either(tested("a name", notEmpty), listOf(tested("a name", notEmpty)), object(libraryFields...))

var outputFields = []field{
	{key: "path", shape: path, def: "dist", doc: "Folder to write to."},
	{key: "filename", shape: template, def: "[name].js", doc: "Files of entries."},
	{key: "chunkFilename", shape: template, def: "filename, with [id]. before it when it has no [name], [id] or hash of its own", doc: "Files of other chunks."},
	{key: "cssFilename", shape: template, def: "filename with .css", doc: "Style sheets of entries."},
	{key: "cssChunkFilename", shape: template, def: "chunkFilename with .css", doc: "Style sheets of other chunks."},
	{key: "assetModuleFilename", shape: template, def: "[hash][ext][query]", doc: "Files of assets."},
	{key: "webassemblyModuleFilename", shape: template, def: "[hash].module.wasm", doc: "Files of WebAssembly modules."},
	{key: "sourceMapFilename", shape: template, def: "[file].map", doc: "Files of source maps."},
	{key: "devtoolModuleFilenameTemplate", shape: sourceTemplate, def: "the path from the context", doc: "What sources are called in source maps: [namespace] [resource-path] [absolute-resource-path] [resource] [query] [hash]."},
	{key: "devtoolFallbackModuleFilenameTemplate", shape: sourceTemplate, def: "webpack://[namespace]/[resource-path]?[hash]", doc: "Of a source whose name another one has, with devtoolModuleFilenameTemplate or devtoolNamespace."},
	{key: "devtoolNamespace", shape: tested("a name", notEmpty), def: "output.uniqueName", doc: "What [namespace] stands for, and the chunk for [name] in it; by itself it gives names as webpack://namespace/./src/a.js."},
	{key: "publicPath", shape: text("a URL or path"), def: "auto for web, empty for node", doc: "Where the files are loaded from: auto finds out at run time, else a prefix."},
	{key: "workerPublicPath", shape: text("a URL or path"), def: "output.publicPath", doc: "Where the files of workers are loaded from."},
	{key: "uniqueName", shape: tested("a name", notEmpty), def: "federation.name, then the name of the library, then that of package.json", doc: "Name that keeps this build apart from others on a page."},
	{key: "library", shape: libraryShape, doc: "How the exports of entries leave the bundle."},
	{key: "module", shape: toggle, def: "false", doc: "Write ES modules."},
	{key: "clean", shape: either(toggle, object(
		field{key: "keep", shape: either(&shape{text: true, what: "the start of a path or a regular expression", test: testCondition}, object(
			field{key: "glob", shape: globShape, required: true, doc: "Patterns, which match at any depth; ! excludes."},
		)), doc: "Files to leave, by their path in the folder."},
		field{key: "dry", shape: toggle, def: "false", doc: "Tell what would be removed, and remove nothing."},
	)), def: "false", doc: "Remove other files from the folder: all, or those that keep does not name."},
	{key: "crossOriginLoading", shape: either(only(false), oneOf("anonymous", "use-credentials")), def: "false", doc: "The crossorigin attribute of tags for files of other origins; use-credentials is for all."},
	{key: "chunkLoadingGlobal", shape: tested("a name", notEmpty), def: "mfbundleChunk and the unique name", doc: "Global variable that chunks are pushed to."},
	{key: "globalObject", shape: tested("an expression", notEmpty), def: "self for web, globalThis for node", doc: "The global object."},
	{key: "chunkLoading", shape: either(only(false), oneOf("jsonp", "import", "require", "async-node", "import-scripts")), def: "of the chunk format and the target", doc: "How chunks are loaded; false is asyncChunks: false."},
	{key: "chunkFormat", shape: oneOf("array-push", "module", "commonjs").but(only(false)), def: "of the target", doc: "What chunks look like."},
	{key: "chunkLoadTimeout", shape: count(1), def: "120000", doc: "Milliseconds until loading a chunk, or its style sheet, fails."},
	{key: "hashDigestLength", shape: count(4), def: "20", doc: "Characters of a hash that names no length."},
	{key: "hashFunction", shape: hashFunction, def: "sha256", doc: "Function of the hashes in file names."},
	{key: "hashDigest", shape: hashDigest, def: "hex", doc: "Spelling of the hashes in file names; a placeholder may have its own, as in [contenthash:base62:8]."},
	{key: "hashSalt", shape: tested("a text", notEmpty), doc: "Text that all hashes in file names begin with."},
	{key: "charset", shape: toggle, def: "false", doc: "Add charset=utf-8 to the script tags of chunks and containers, for pages that are in another encoding."},
	{key: "iife", shape: toggle, def: "true unless output.module", doc: "Wrap the code of entries in a function; false makes what their modules declare global."},
	{key: "integrity", shape: toggle, own: true, def: "false", doc: "Write sha384 hashes of scripts and style sheets into pages, the manifest and what loads chunks, for browsers to compare."},
	{key: "strictModuleExceptionHandling", shape: toggle, def: "true", doc: "Forget a module whose code throws, so that it is tried again; else it keeps what it had exported."},
	{key: "strictModuleErrorHandling", shape: toggle, def: "true", doc: "The same by webpack's newer name."},
	{key: "scriptType", shape: either(only(false), oneOf("text/javascript", "module")), def: "false", doc: "The type attribute of script tags for chunks and containers."},
	{key: "trustedTypes", shape: either(toggle, tested("a name", notEmpty), object(
		field{key: "policyName", shape: tested("a name", notEmpty), def: "the unique name, else webpack", doc: "Name of the policy."},
		field{key: "onPolicyCreationFailure", shape: oneOf("stop: fail", "continue: load without it"), def: "stop", doc: "What to do where the policy may not be made."},
	)), def: "false", doc: "Make a Trusted Types policy for the URLs of scripts and workers; a text is its name."},
	{key: "asyncChunks", shape: toggle, def: "true", doc: "Whether import() makes chunks; else what it leads to is in the file of the entry."},
}

var entryFields = []field{
	{key: "import", shape: requests, required: true, doc: "Modules to load in order; the exports of the last are those of the entry."},
	{key: "filename", shape: template, def: "output.filename", doc: "File of this entry."},
	{key: "dependOn", shape: names, doc: "Entries that are loaded before this one and whose modules it shares."},
	{key: "runtime", shape: either(only(false), tested("a name", notEmpty)), doc: "Name of the chunk that has the runtime; false keeps it in the entry."},
	{key: "library", shape: libraryShape, def: "output.library", doc: "How the exports of this entry leave the bundle."},
	{key: "publicPath", shape: text("a URL or path"), def: "output.publicPath", doc: "Where the files of this entry are loaded from."},
	{key: "baseUri", shape: tested("a URL", notEmpty), def: "where the page or the file is", doc: "Base of new URL(\"...\", import.meta.url)."},
	{key: "layer", shape: tested("a name", notEmpty), doc: "Layer of the modules, and of what they import."},
	{key: "asyncChunks", shape: toggle, def: "output.asyncChunks", doc: "Whether import() makes chunks; else what it leads to is in the file of the entry."},
	{key: "chunkLoading", shape: only(false), doc: "The same as asyncChunks: false; another way of loading than that of output.chunkLoading is not possible."},
}

var entryShape = either(requests, mapOf("a name", either(requests, object(entryFields...))))

// externalTarget is what a request is outside: the request itself, a name, the
// path to it, or these by the way that the wrapper of a library hands it in.
var externalTarget = either(toggle, text(""), listOf(text("a name")), func() *shape {
	s := mapOf("an externals or library type", either(text(""), listOf(text("a name"))))
	s.key = testTargetKey
	return s
}())

var externalValue = externalTarget.knows(
	field{key: "external", shape: externalTarget, doc: "What the request is outside, beside sideEffects."},
	field{key: "sideEffects", shape: toggle, def: "true", doc: "Whether it has to be loaded when nothing of it is used."},
)

// externalItem is a condition, or a map of names to what they are outside, which
// byLayer changes for modules of some layers.
var externalItem, externalsShape = func() (item, list *shape) {
	s := mapOf("a name or a regular expression", externalValue)
	s.key = testCondition
	inner := either(tested("a name or a regular expression", testCondition), s)
	item = inner.knows(field{key: "byLayer", shape: mapOf("a layer, or default for all others", inner), doc: "Externals for what modules of a layer ask for, by its name; they come before the others of the map."})
	return item, either(item, listOf(item))
}()

var (
	hashFunction = oneOf(HashFunctions...)
	hashDigest   = oneOf("hex", "base64: as base64url, whose letters a path may have", "base64url", "base62", "base58", "base52", "base49", "base36", "base32", "base26")
)
