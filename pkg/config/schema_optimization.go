package config

import (
	"fmt"
)

// noIds: webpack leaves ids to a plugin then.
var noIds = refusal{"false", "false leaves ids to a plugin, and none makes them", "name one of the ways, or remove it for the default"}

var optimizationFields = []field{
	{key: "minimize", shape: either(toggle, object(
		field{key: "javascript", shape: toggle, def: "true", doc: "Make scripts small."},
		field{key: "css", shape: toggle, def: "true", doc: "Make style sheets small."},
	)), def: "true in production", doc: "Make the output small; a map is true but for what it switches off."},
	{key: "minimizer", shape: object(
		field{key: "keepClassNames", shape: toggle, def: "false", doc: "Keep the names of classes."},
		field{key: "keepFnNames", shape: toggle, def: "false", doc: "Keep the names of functions."},
		field{key: "dropConsole", shape: toggle, def: "false", doc: "Remove calls of console."},
		field{key: "legalComments", shape: oneOf("linked", "inline", "eof", "none", "external"), def: "linked", doc: "What happens to comments with a licence."},
	).not(refusal{"a list", "minimizers are parts of this program", "write a map of options, or remove it"}), own: true, doc: "Options of the minifier."},
	{key: "moduleIds", shape: oneOf("named", "deterministic", "natural", "hashed", "size: numbers, short ones for what entries load at once and mention often").not(noIds), def: "deterministic in production, named in development, natural in none", doc: "Ids of modules in the output."},
	{key: "chunkIds", shape: oneOf("named", "deterministic", "natural", "size: numbers, short ones for what chunks of entries ask for", "total-size: numbers, short ones for what is asked for most").not(noIds), def: "deterministic in production, named in development, natural in none", doc: "Ids of chunks in the output."},
	{key: "splitChunks", shape: either(toggle, object(splitFields...)), def: "{chunks: async}", doc: "Which modules get chunks of their own."},
	{key: "runtimeChunk", shape: either(toggle, oneOf("single: one for all entries", "multiple: one for each entry"), object(
		field{key: "name", shape: tested("a name", notEmpty), required: true, doc: "Name of the chunk."},
	)), def: "false", doc: "Put the runtime in a chunk of its own; true is multiple."},
	{key: "usedExports", shape: either(toggle, oneOf("global: what one entry uses is there for all")), def: "true in production", doc: "Leave out exports that nobody uses. Entries with runtimes of their own are looked at one by one, as in webpack."},
	{key: "sideEffects", shape: either(toggle, oneOf("flag: as true")), def: "true", doc: "Leave out modules that have no side effects when nothing of them is used."},
	{key: "concatenateModules", shape: toggle.not(refusal{"a map", "CommonJS modules always have a scope of their own", "write true or false"}), def: "true in production", doc: "Put modules into one scope."},
	{key: "realContentHash", shape: toggle, def: "true", doc: "Make [contenthash] of scripts a hash of the final bytes; else of what they are made of, so that the minifier changes no name."},
	{key: "emitOnErrors", shape: toggle, def: "false in production", doc: "Write files of a build that has errors: what could not be found or built throws when it runs. A watch does so only where this is written."},
	{key: "nodeEnv", shape: either(only(false), text("")), def: "the mode, false in none", doc: "Value of process.env.NODE_ENV."},
	{key: "providedExports", shape: toggle, def: "true", doc: "Check that modules export what is imported; false also leaves names and places of exports as they are."},
	{key: "innerGraph", shape: toggle, def: "true", doc: "Follow uses inside a module: what only an unused function mentions is unused."},
	{key: "mangleExports", shape: either(toggle, oneOf("deterministic: as true", "size: as short as can be")), def: "true in production", doc: "Shorten the names of exports that only this build reads."},
	{key: "inlineExports", shape: toggle, def: "true in production", doc: "Put exported constants with short values, and members of TypeScript enums, where they are used."},
	{key: "mergeDuplicateChunks", shape: toggle, def: "true", doc: "Merge chunks with the same modules."},
	{key: "removeEmptyChunks", shape: toggle, def: "true", doc: "Write no chunk without modules."},
	{key: "maxChunks", shape: count(1), own: true, doc: "Merge chunks until there are no more, as far as entries, remotes and shares allow: LimitChunkCountPlugin of webpack."},
	{key: "minChunkSize", shape: count(0), own: true, doc: "Merge chunks with fewer bytes of source with others: MinChunkSizePlugin of webpack."},
	{key: "removeAvailableModules", shape: toggle, def: "true", doc: "Leave modules that all parents have out of a chunk. They are left out with false too, as webpack 5 does when it makes chunks."},
}

// sizeShape is a number of bytes, or one for each kind of content.
var sizeShape = either(count(0), object(
	field{key: "javascript", shape: count(0), doc: "Bytes of JavaScript."},
	field{key: "css", shape: count(0), doc: "Bytes of style sheets."},
	field{key: "css/mini-extract", shape: count(0), doc: "The same as css."},
	field{key: "webassembly", shape: count(0), doc: "Bytes of WebAssembly modules."},
	field{key: "asset", shape: count(0), doc: "Bytes of files whose address a module is."},
))

// chunkNames chooses chunks by a regular expression.
var chunkNames = tested("a regular expression", func(s string) *problem {
	if c, err := newCondition(s); err == nil && c.Regexp == nil {
		return &problem{code: "config-bad-value", message: fmt.Sprintf("%q is no word that is known here, and no regular expression", s), help: "write async, initial, all, or a regular expression such as /^page/"}
	}
	return testCondition(s)
})

var limitShape = either(count(1), oneOf("Infinity: no limit"))

// splitSizes are the keys that splitChunks and a cache group have in common.
var splitSizes = []field{
	{key: "chunks", shape: either(oneOf("async: chunks of import()", "initial: chunks of entries", "all: both"), chunkNames), def: "async", doc: "Which chunks are split; a regular expression is about the names that chunks were given."},
	{key: "minSize", shape: sizeShape, def: "20000, 10000 outside production", doc: "Least size of a new chunk in bytes of source."},
	{key: "minSizeReduction", shape: sizeShape, def: "0", doc: "Least number of bytes by which all chunks together must get smaller."},
	{key: "minRemainingSize", shape: sizeShape, def: "minSize, 0 in development", doc: "Least size of what is left of a chunk."},
	{key: "enforceSizeThreshold", shape: sizeShape, def: "50000, 30000 outside production", doc: "Size from which the limits of requests and minRemainingSize do not count."},
	{key: "maxSize", shape: sizeShape, def: "0, no limit", doc: "Size from which a chunk is cut into parts."},
	{key: "maxAsyncSize", shape: sizeShape, def: "maxSize", doc: "The same for chunks of import()."},
	{key: "maxInitialSize", shape: sizeShape, def: "maxSize", doc: "The same for chunks of entries."},
	{key: "minChunks", shape: count(1), def: "1", doc: "Chunks that must share a module."},
	{key: "maxAsyncRequests", shape: limitShape, def: "30 in production", doc: "Most files of one import()."},
	{key: "maxInitialRequests", shape: limitShape, def: "30 in production", doc: "Most files of one entry."},
	{key: "automaticNameDelimiter", shape: tested("a delimiter", notEmpty), def: "-", doc: "What stands between the parts of a name that is made."},
	{key: "name", shape: either(only(false), tested("a name", notEmpty)), def: "false", doc: "Name of the chunk; groups of one name make one chunk."},
	{key: "filename", shape: template, doc: "File of the chunk."},
	{key: "usedExports", shape: toggle, def: "as optimization.usedExports, false for global", doc: "Keep a module apart for runtimes that use different things of it, rather than in a chunk of theirs with all that any of them uses."},
}

var splitFields = append(append([]field(nil), splitSizes...),
	field{key: "defaultSizeTypes", shape: listOf(oneOf("javascript", "css", "css/mini-extract", "webassembly", "asset", "unknown: nothing is of it", "...: javascript and css")), def: "[javascript, css]", doc: "Kinds of content that a size is for which is only a number."},
	field{key: "hidePathInfo", shape: toggle, def: "true in production", doc: "Parts that maxSize cuts are named by hashes rather than paths."},
	field{key: "fallbackCacheGroup", shape: object(
		field{key: "chunks", shape: either(oneOf("async", "initial", "all"), chunkNames), def: "chunks", doc: "Which chunks are cut."},
		field{key: "minSize", shape: sizeShape, def: "minSize", doc: "Least size of a part."},
		field{key: "maxSize", shape: sizeShape, def: "maxSize", doc: "Size from which a chunk is cut into parts."},
		field{key: "maxAsyncSize", shape: sizeShape, def: "maxAsyncSize", doc: "The same for chunks of import()."},
		field{key: "maxInitialSize", shape: sizeShape, def: "maxInitialSize", doc: "The same for chunks of entries."},
		field{key: "automaticNameDelimiter", shape: tested("a delimiter", notEmpty), def: "~", doc: "What stands between the parts of a name that is made."},
	), doc: "Sizes of chunks that no group made."},
	field{key: "cacheGroups", shape: mapOf("a name", either(only(false), tested("a path or a regular expression", testCondition), object(cacheGroupFields...))),
		def: "default: two chunks or more; defaultVendors: node_modules", doc: "Groups of modules that get chunks of their own, by name; false switches one of the defaults off."},
)

var cacheGroupFields = append(append([]field(nil), splitSizes...),
	field{key: "test", shape: tested("a path or a regular expression", testCondition), doc: "What the path of a module matches, or starts with."},
	field{key: "type", shape: tested("a module type or a regular expression", testCondition), doc: "Type of the module: javascript/auto, json, css, asset/resource, ..."},
	field{key: "priority", shape: integer(), def: "0", doc: "A module that several groups take is in the one with the highest."},
	field{key: "enforce", shape: toggle, def: "false", doc: "Sizes and limits of splitChunks do not count, only those of the group."},
	field{key: "reuseExistingChunk", shape: toggle, def: "false", doc: "A chunk that has just these modules is taken instead of a new one."},
	field{key: "idHint", shape: text(""), def: "the name of the group", doc: "Begin of names that are made."},
	field{key: "layer", shape: tested("the start of a name or a regular expression", testCondition), doc: "Layer of the module; an empty text for modules without one."},
)
