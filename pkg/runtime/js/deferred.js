// deferred.js: running an entry when other initial chunks are there.
//
// Installs: R.O([chunkId, …], run) runs at once if they are, else when the page's tags have brought them;
//           coming([chunkId, …]) → promises of those that are not there
// Needs:    core, ensure
// Data:     nothing
//
// Their slots are made before anybody asks for them, so that R.e waits for the page's tag instead of adding one.
var coming = ids =>
	ids
		.filter(id => installed[id] !== 0)
		.map(id => {
			var slot = (installed[id] = installed[id] || []);
			return (slot[2] = slot[2] || new Promise(resolve => (slot[0] = resolve)));
		});
R.O = (ids, run, promises = coming(ids)) => (promises[0] ? Promise.all(promises).then(run) : run());
