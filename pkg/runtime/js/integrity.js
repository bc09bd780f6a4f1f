// integrity.js: chunks whose hash the browser compares.
//
// Installs: R.l with the hash of the chunk; data.import with that of the file
// Needs:    core, chunk_file, module_integrity
// Data:     si {chunkId: hash}; x: crossOrigin; r, import: as in import_chunks
if (R.l) {
	var loadTag = R.l;
	R.l = (url, done, key, chunkId, more) =>
		loadTag(url, done, key, chunkId, data.si[chunkId] ? { integrity: data.si[chunkId], crossOrigin: data.x || "anonymous" } : more);
}
if (data.import) {
	var importFile = data.import;
	data.import = request => {
		var id = Object.keys(data.si).find(id => (data.r || "./") + R.u(id) == request.split("?")[0]);
		return id ? R.im(request, data.si[id], importFile) : importFile(request);
	};
}
