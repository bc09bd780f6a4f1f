// core.js: the module table and the require function.
//
// Installs: R(id) → exports; R.m factories; R.c modules that have started, by id.
// Needs:    problem
// Data:     `modules`, the first argument of the wrapper: {id: (module, exports, require) => void}
//
// R.m is `modules` itself: chunks, consumed shares and remotes add factories to it later.
var cache = {};
var R = id => {
	var module = cache[id];
	if (!module) {
		if (!modules[id]) throw problem("module-missing", `Module "${id}" is not loaded`);
		var failed = 1;
		// The entry exists before the factory runs: a cycle must see the half-filled exports, not start over.
		module = cache[id] = { id, loaded: false, exports: {} };
		try {
			modules[id].call(module.exports, module, module.exports, R);
			failed = 0;
		} finally {
			// A factory that threw is run again by the next require, so that a failed remote or share can be retried.
			// `finally` rather than `catch`: debuggers then still stop where the error was thrown.
			if (failed) delete cache[id];
		}
		module.loaded = true;
	}
	return module.exports;
};
R.m = modules;
R.c = cache;
