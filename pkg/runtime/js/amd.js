// amd.js: define and require of AMD.
//
// Installs: R.ad(module, exports, own?, amd?) → define(name?, ids?, factory), with amd, get(id) and require(ids, callback?). An
//           id is one of a module, or "require", "exports", "module", or one of own: the names of modules that the file defines
//           and asks for itself, which are no exports of it
// Needs:    core, own
// Data:     nothing
var defined = new WeakMap();
R.ad = (module, exports, own = [], amd = {}) => {
	// The exports are those of the first time: module.exports may be something else by now.
	var state = defined.get(module) || [{}, exports];
	defined.set(module, state);
	var names = state[0];
	exports = state[1];
	// A function that can be called with new, as require can.
	function get(id, to) {
		return id == "require"
			? R
			: id == "exports"
			? to
				? to.exports
				: exports
			: id == "module"
			? to || module
			: R.o(names, id)
			? names[id]
			: R(id);
	}
	var define = (...args) => {
		var factory = args.pop();
		var ids = Array.isArray(args[args.length - 1]) ? args.pop() : ["require", "exports", "module"].slice(0, factory.length);
		var to = own.includes(args[0]) ? { exports: {} } : null;
		var value =
			typeof factory == "function" ? factory.apply(to ? to.exports : exports, ids.map(id => get(id, to))) : factory;
		if (value !== undefined) (to || module).exports = value;
		if (to) names[args[0]] = to.exports;
	};
	define.amd = amd;
	define.get = get;
	define.require = (ids, callback) => {
		var values = ids.map(id => get(id));
		if (callback) callback(...values);
	};
	return define;
};
