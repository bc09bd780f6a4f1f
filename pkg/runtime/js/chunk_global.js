// chunk_global.js: the global array through which chunks that are scripts register themselves.
//
// Installs: takes in what is in the array, and replaces its push. A chunk file is
//           (self[g] = self[g] || []).push([[chunkId, …], {id: factory, …}, R => {…}?])
// Needs:    core, ensure
// Data:     g: name of the global array; o: the object that has it, self when absent; q [chunkId, …] the chunks whose entries run in this runtime
//
// Several runtimes may use one array: each passes on what it received to the push that was there before it. The third
// element runs at once, so this comes after everything that a module may need; of the runtimes of a page, that of the entry
// alone runs it.
var receive = (next, chunk) => {
	var [ids, more, run] = chunk;
	// A chunk that is there already (its tag was in the page twice) must not replace factories.
	if (ids.some(id => installed[id] !== 0)) {
		Object.assign(modules, more);
		if (run && (data.q || []).includes(ids[0])) run(R);
	}
	if (next) next(chunk);
	ids.forEach(id => {
		var slot = installed[id];
		installed[id] = 0;
		if (slot) slot[0]();
	});
};
var registry = data.o || self;
var chunkGlobal = (registry[data.g] = registry[data.g] || []);
chunkGlobal.forEach(chunk => receive(0, chunk));
var pushBefore = chunkGlobal.push.bind(chunkGlobal);
chunkGlobal.push = chunk => receive(pushBefore, chunk);
