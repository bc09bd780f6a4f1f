// define.js: exports of ES modules.
//
// Installs: R.d(exports, {name: getter, …}), which adds live, enumerable exports.
// Needs:    core, own
// Data:     nothing
//
// A name that is already there stays: a local export wins over `export *`.
R.d = (exports, getters) => {
	for (var name in getters) {
		if (!R.o(exports, name)) Object.defineProperty(exports, name, { enumerable: true, get: getters[name] });
	}
};
