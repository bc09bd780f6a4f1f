// import_scripts.js: chunks of a classic worker.
//
// Installs: R.f.i
// Needs:    core, chunk_error, a public path, chunk_file, ensure, chunk_global
// Data:     that of chunk_file
//
// importScripts returns when the file has run, so nothing is ever on its way. A failure is thrown at once and not
// remembered.
R.f.i = (id, promises) => {
	if (installed[id] === 0) return;
	promises.push(
		new Promise(resolve => {
			var request = R.p + R.u(id);
			try {
				importScripts(R.tu ? R.tu(request) : request);
			} catch (cause) {
				throw chunkError(id, "error", request, cause);
			}
			if (installed[id] !== 0) throw chunkError(id, "missing", request);
			resolve();
		})
	);
};
