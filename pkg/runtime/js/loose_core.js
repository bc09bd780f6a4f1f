// loose_core.js: core without the care for modules that throw.
//
// Installs: R(id) → exports; R.m factories; R.c modules that have started, by id.
// Needs:    problem
// Data:     `modules`, as for core
//
// In place of core where output.strictModuleExceptionHandling is off: a module that threw stays as far as it got, and
// the next require is given that.
var cache = {};
var R = id => {
	var module = cache[id];
	if (!module) {
		if (!modules[id]) throw problem("module-missing", `Module "${id}" is not loaded`);
		module = cache[id] = { id, loaded: false, exports: {} };
		modules[id].call(module.exports, module, module.exports, R);
		module.loaded = true;
	}
	return module.exports;
};
R.m = modules;
R.c = cache;
