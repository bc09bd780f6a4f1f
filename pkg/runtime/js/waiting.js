// waiting.js: initial chunks that the page loads by script tags of its own.
//
// Installs: waiting, promises of the chunks of `w` that have not registered yet
// Needs:    core, ensure, chunk_global
// Data:     w [chunkId, …] initial chunks in other files
//
// Their slots are made before anybody asks for them, so that R.e waits for the page's tag instead of adding one.
var waiting = (data.w || [])
	.filter(id => installed[id] !== 0)
	.map(id => {
		var slot = (installed[id] = []);
		return (slot[2] = new Promise(resolve => (slot[0] = resolve)));
	});
