// chunk_globals.js: arrays of chunks that only some of the runtimes of a build may take in.
//
// Installs: what chunk_global does, for further arrays
// Needs:    chunk_global
// Data:     gs: their names
//
// A module that these runtimes have in another form than others must not get into those.
data.gs.forEach(name => {
	var chunks = (registry[name] = registry[name] || []);
	chunks.forEach(chunk => receive(0, chunk));
	var before = chunks.push.bind(chunks);
	chunks.push = chunk => receive(before, chunk);
});
