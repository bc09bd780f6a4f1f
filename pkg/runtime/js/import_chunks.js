// import_chunks.js: chunks that are ES modules.
//
// Installs: R.f.j; takes in the chunks of `i` now. A chunk file is
//           export const ids = [...], modules = {...}, runtime = R => {…}; the last is optional
// Needs:    core, chunk_error, chunk_file, ensure, take_chunk
// Data:     import: file => import(file), written in the running file; r: path from the running file to the output
//           directory, "./" when absent; i: namespaces of the initial chunks that the running file imports
//
// Engines may remember that a URL could not be imported, so further attempts add a query.
var attempts = {};
R.f.j = (id, promises) => {
	if (installed[id] === 0) return;
	if (!installed[id]) {
		var request = (data.r || "./") + R.u(id) + (attempts[id] ? "?retry=" + attempts[id] : "");
		installed[id] = [
			data.import(request).then(R.C).then(
				() => {
					if (installed[id] !== 0) throw chunkError(id, "missing", request);
				},
				cause => {
					throw chunkError(id, "error", request, cause);
				}
			).catch(error => {
				delete installed[id];
				attempts[id] = (attempts[id] || 0) + 1;
				throw error;
			})
		];
	}
	promises.push(installed[id][0]);
};
(data.i || []).forEach(R.C);
