// require_chunks.js: chunks that are CommonJS files of Node.
//
// Installs: R.f.require; loads the chunks of `w` now. A chunk file sets exports.ids (or exports.id), exports.modules
//           and perhaps exports.runtime, a function of R.
// Needs:    core, chunk_error, chunk_file, ensure, take_chunk
// Data:     require: Node's require of the running file; r: path from the running file to the output directory,
//           "./" when absent; w: ids of other initial chunks
//
// Node forgets a file that threw, so a later attempt reads it again.
var requireChunk = id => {
	if (installed[id] === 0) return;
	var request = (data.r || "./") + R.u(id);
	try {
		var chunk = data.require(request);
	} catch (cause) {
		throw chunkError(id, "error", request, cause);
	}
	R.C(chunk);
};
// Loaded synchronously, yet failing through the promise: R.e never throws.
R.f.require = (id, promises) => promises.push(new Promise(resolve => resolve(requireChunk(id))));
(data.w || []).forEach(requireChunk);
