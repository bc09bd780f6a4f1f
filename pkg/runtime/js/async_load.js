// async_load.js: exposes, shares and fallbacks whose code awaits at its top level.
//
// Installs: load(ids, chunks) in place of the one of lazy: when one of the modules is async, a promise of a factory that
//           gives the finished exports
// Needs:    core, lazy
// Data:     aw {moduleId: 1} modules whose exports are a promise at first
//
// Whoever gets the factory takes what it returns for the exports, be it this runtime or another, so the module has to
// have run before. It runs when it is asked for, a moment earlier than a synchronous one.
var loadNow = load;
load = (ids, chunks) => {
	var factory = loadNow(ids, chunks);
	ids = [].concat(ids);
	if (!ids.some(id => data.aw[id])) return factory;
	return Promise.resolve(factory).then(async () => {
		// In order; a module that is not async may well export a function called "then", and is not awaited.
		for (var id of ids) {
			var exports = R(id);
			if (data.aw[id]) exports = await exports;
		}
		return () => exports;
	});
};
