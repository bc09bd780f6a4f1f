// context.js: many files behind one function.
//
// Installs: R.cx(id, mode, rows) → function of a request, with keys(), resolve(request) and id. Bits of mode: 1 it gives
//           promises, 2 a file counts only if something else has brought it.
//           rows {request: [moduleId or null, mode of R.t or 0, [chunkId, …]]}; null is a file without code
// Needs:    core, own; ensure when rows have chunks, namespace when they have modes
// Data:     nothing
R.cx = (id, mode, rows) => {
	var problem = text => {
		throw Object.assign(Error(text), { code: "MODULE_NOT_FOUND" });
	};
	var find = request => (R.o(rows, request) ? rows[request] : problem(`Cannot find module '${request}'`));
	var get = (request, [id, namespace]) =>
		mode & 2 && !R.m[id]
			? problem(`Module '${request}' ('${id}') is not available (weak dependency)`)
			: id === null
			? {}
			: namespace
			? R.t(id, namespace | 1)
			: R(id);
	// What throws becomes a rejection.
	var later = (request, use) => {
		try {
			var row = find(request);
			var chunks = row[2] || [];
			return (chunks.length == 1 ? R.e(chunks[0]) : Promise.all(chunks.map(chunk => R.e(chunk)))).then(() => use(row));
		} catch (error) {
			return Promise.reject(error);
		}
	};
	var context =
		mode & 1 ? request => later(request, row => get(request, row)) : request => get(request, find(request));
	context.keys = () => Object.keys(rows);
	context.resolve = mode & 1 ? request => later(request, row => row[0]) : request => find(request)[0];
	context.id = id;
	return context;
};
