// deferred_namespace.js: the namespace of a module that runs when it is first read.
//
// Installs: R.z(id, mode, late) → namespace object of import defer. Reading, asking for or listing its names runs the
//           module; symbols and "then" do not. `mode` is that of R.t for what is no ES module; `late` says that the
//           module is async, and R.an then gives what it exports.
// Needs:    core
// Data:     nothing
//
// There is one object for each module and mode. Assigning and deleting fail, as for any namespace.
var deferred = {};
R.z = (id, mode, late) => {
	var key = id + "|" + mode;
	if (deferred[key]) return deferred[key];
	var ns;
	var run = () => {
		if (ns) return ns;
		var module = R.c[id];
		if (module && !module.loaded) throw TypeError(`Module "${id}" is still running`);
		var exports = R(id);
		if (late) exports = R.an(exports);
		return (ns = mode == null ? exports : R.t(exports, mode));
	};
	var plain = name => typeof name == "symbol" || name == "then";
	var fail = (target, name) => {
		if (!plain(name)) run();
		return false;
	};
	var target = Object.defineProperty(Object.create(null), Symbol.toStringTag, { value: "Deferred Module" });
	return (deferred[key] = new Proxy(target, {
		get: (target, name) => (plain(name) ? target[name] : run()[name]),
		has: (target, name) => (plain(name) ? name in target : name in run()),
		// "__esModule" is a name for code that was an ES module once; it is none of the module's exports.
		ownKeys: target => Object.keys(run()).filter(name => !plain(name)).concat(Reflect.ownKeys(target)),
		getOwnPropertyDescriptor(target, name) {
			if (plain(name)) return Reflect.getOwnPropertyDescriptor(target, name);
			if (Object.prototype.hasOwnProperty.call(run(), name)) {
				return { value: ns[name], writable: true, enumerable: true, configurable: true };
			}
		},
		set: () => false,
		defineProperty: fail,
		deleteProperty: (target, name) => (plain(name) ? !(name in target) : !(name in run()))
	}));
};
