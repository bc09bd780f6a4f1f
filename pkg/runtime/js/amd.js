// amd.js: define of AMD.
//
// Installs: R.ad(module) → define(name?, ids?, factory), with amd and get(id). An id is one of a module, or "require",
//           "exports", "module", or what an earlier define of the same module is called
// Needs:    core, own
// Data:     nothing
var defined = new WeakMap();
R.ad = module => {
	var names = defined.get(module) || {};
	defined.set(module, names);
	var get = id =>
		id == "require" ? R : id == "exports" ? module.exports : id == "module" ? module : R.o(names, id) ? names[id] : R(id);
	var define = (...args) => {
		var factory = args.pop();
		var ids = Array.isArray(args[args.length - 1]) ? args.pop() : ["require", "exports", "module"].slice(0, factory.length);
		var value = typeof factory == "function" ? factory.apply(module.exports, ids.map(get)) : factory;
		if (value !== undefined) module.exports = value;
		if (args.length) names[args[0]] = module.exports;
	};
	define.amd = {};
	define.get = get;
	return define;
};
