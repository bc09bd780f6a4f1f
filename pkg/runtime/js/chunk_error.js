// chunk_error.js: the error of a chunk that did not come.
//
// Installs: chunkError(id, type, request, cause) → Error with webpack's name, type and request
// Needs:    problem
// Data:     nothing
var chunkError = (id, type, request, cause) =>
	problem("chunk-load-failed", `Loading chunk ${id} failed.\n(${type}: ${request})`, {
		name: "ChunkLoadError",
		type,
		request,
		cause
	});
