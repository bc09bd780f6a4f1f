// ensure.js: loading a chunk with everything it needs.
//
// Installs: R.e(chunkId) → Promise; R.f {name: (chunkId, promises) => void}, one handler for each thing a chunk may
//           need: its script, its style sheet, the shares it consumes, the remotes it uses. They run in parallel.
//           installed {chunkId: 0 | [resolve, reject, promise]}: 0 is loaded, the rest on its way
// Needs:    core
// Data:     c: ids of the chunks in this file; z: ids of chunks that have no script at all
R.f = {};
R.e = id => {
	var promises = [];
	// Among the others and not around them, which would settle two microtasks later: what is loaded is there at once.
	promises.push(
		new Promise(resolve => {
			for (var name in R.f) R.f[name](id, promises);
			resolve();
		})
	);
	return Promise.all(promises);
};
var installed = {};
data.c.concat(data.z || []).forEach(id => (installed[id] = 0));
