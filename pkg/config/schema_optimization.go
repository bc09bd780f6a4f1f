package config

import "strconv"

// byMode is the default of a switch that production turns on.
func byMode(mode Mode) []string { return []string{strconv.FormatBool(mode == Production)} }

func always(value string) func(Mode) []string {
	return func(Mode) []string { return []string{value} }
}

var optimizationFields = []field{
	{key: "minimize", shape: toggle, def: "true in production", doc: "Make the output small."},
	{key: "minimizer", shape: object(
		field{key: "keepClassNames", shape: toggle, def: "false", doc: "Keep the names of classes."},
		field{key: "keepFnNames", shape: toggle, def: "false", doc: "Keep the names of functions."},
		field{key: "dropConsole", shape: toggle, def: "false", doc: "Remove calls of console."},
		field{key: "legalComments", shape: oneOf("linked", "inline", "eof", "none", "external"), def: "linked", doc: "What happens to comments with a licence."},
	), own: true, doc: "Options of the minifier."},
	{key: "moduleIds", shape: oneOf("named", "deterministic", "natural", "hashed").but(oneOf("size")), def: "deterministic in production, named in development, natural in none", doc: "Ids of modules in the output."},
	{key: "chunkIds", shape: oneOf("named", "deterministic", "natural").but(oneOf("size", "total-size")), def: "deterministic in production, named in development, natural in none", doc: "Ids of chunks in the output."},
	{key: "splitChunks", shape: either(toggle, object(splitFields...)), def: "{chunks: async}", doc: "Which modules get chunks of their own."},
	{key: "runtimeChunk", shape: either(toggle, oneOf("single: one for all entries", "multiple: one for each entry"), object(
		field{key: "name", shape: tested("a name", notEmpty), required: true, doc: "Name of the chunk."},
	)), def: "false", doc: "Put the runtime in a chunk of its own; true is multiple."},
	{key: "usedExports", shape: toggle.but(oneOf("global")), def: "true in production", doc: "Leave out exports that nobody uses."},
	{key: "sideEffects", shape: either(toggle, oneOf("flag: as true")), def: "true", doc: "Leave out modules that have no side effects when nothing of them is used."},
	{key: "concatenateModules", shape: toggle, def: "true in production", doc: "Put modules into one scope."},
	{key: "realContentHash", later: true, same: []string{"true"}, def: "true", doc: "Make [contenthash] a hash of the final bytes."},
	{key: "emitOnErrors", shape: toggle, def: "false in production", doc: "Write files of a build that has errors."},
	{key: "nodeEnv", shape: either(only(false), text("")), def: "the mode, false in none", doc: "Value of process.env.NODE_ENV."},
	{key: "providedExports", later: true, webpack: always("true"), doc: "Find out what modules export."},
	{key: "innerGraph", later: true, webpack: byMode, doc: "Follow uses inside a module."},
	{key: "mangleExports", later: true, same: []string{"false"}, doc: "Shorten the names of exports."},
	{key: "inlineExports", later: true, same: []string{"false"}, doc: "Put constants where they are used."},
	{key: "mergeDuplicateChunks", later: true, webpack: always("true"), doc: "Merge chunks with the same modules."},
	{key: "removeEmptyChunks", later: true, webpack: always("true"), doc: "Write no chunk without modules."},
	{key: "removeAvailableModules", later: true, same: []string{"true"}, doc: "Leave out modules that all parents have."},
}

// splitFields: only the default of splitChunks is built, so every other value
// is answered with "not supported yet".
var splitFields = []field{
	{key: "chunks", shape: oneOf("async: chunks of import()").but(oneOf("initial", "all")), def: "async", doc: "Which chunks are split."},
	{key: "minSize", later: true, def: "20000, 10000 outside production", webpack: func(m Mode) []string {
		if m == Production {
			return []string{"20000"}
		}
		return []string{"10000"}
	}, doc: "Least size of a new chunk in bytes."},
	{key: "maxSize", later: true, webpack: always("0"), doc: "Size from which a chunk is split further."},
	{key: "minChunks", later: true, webpack: always("1"), doc: "Chunks that must share a module."},
	{key: "maxAsyncRequests", later: true, webpack: requestLimit, doc: "Most chunks of one import()."},
	{key: "maxInitialRequests", later: true, webpack: requestLimit, doc: "Most chunks of one entry."},
	{key: "cacheGroups", later: true, same: []string{"{}"}, doc: "Groups of modules."},
}

func requestLimit(m Mode) []string {
	if m == Production {
		return []string{"30"}
	}
	return nil // Infinity, which YAML writes .inf
}
