// take_chunk.js: taking in a chunk that is a CommonJS file or an ES module.
//
// Installs: R.C(chunk), where chunk is {ids: […] or id, modules: {id: factory, …}, runtime: R => {…}}; the last is optional
// Needs:    core, ensure
// Data:     nothing
R.C = chunk => {
	Object.assign(modules, chunk.modules);
	(chunk.ids || [chunk.id]).forEach(id => (installed[id] = 0));
	if (chunk.runtime) chunk.runtime(R);
};
