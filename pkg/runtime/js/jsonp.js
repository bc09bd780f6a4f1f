// jsonp.js: chunks that are loaded by script tags.
//
// Installs: R.f.j
// Needs:    core, chunk_error, a public path, chunk_file, ensure, script_loader, chunk_global
// Data:     that of chunk_file
R.f.j = (id, promises) => {
	var slot = installed[id];
	if (slot === 0) return;
	if (!slot) {
		// First of all: without a public path this throws, and must not leave a slot that nobody settles.
		var request = R.p + R.u(id);
		var promise = new Promise((...settle) => (slot = installed[id] = settle));
		slot.push(promise);
		R.l(
			request,
			event => {
				if (!installed[id]) return;
				delete installed[id];
				// A file that loaded but did not register this chunk is as good as none.
				slot[1](chunkError(id, event.type == "load" ? "missing" : event.type, event.target.src));
			},
			"chunk-" + id,
			id
		);
	}
	promises.push(slot[2]);
};
