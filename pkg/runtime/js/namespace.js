// namespace.js: a namespace object for something that is not an ES module.
//
// Installs: R.t(value, mode). Bits of mode, as in webpack: 1 value is a module id, require it; 2 copy all properties;
//           4 return an object that is marked __esModule as it is; 8 (with 1) behave like require; 16 return a
//           promise as it is.
// Needs:    core, define, marker
// Data:     nothing
//
// import * of one module must give one object everywhere, so namespaces of objects and functions are remembered by
// value and by the only bit that changes their shape. Primitives cannot be keys of a WeakMap and get a new one.
var namespaces = new WeakMap();
R.t = (value, mode) => {
	if (mode & 1) value = R(value);
	if (mode & 8) return value;
	var isObject = value && typeof value == "object";
	if (isObject && ((mode & 4 && value.__esModule) || (mode & 16 && typeof value.then == "function"))) return value;
	var keep = isObject || typeof value == "function" ? namespaces.get(value) || {} : {};
	var ns = keep[mode & 2];
	if (!ns) {
		ns = keep[mode & 2] = Object.create(null);
		if (value === Object(value)) namespaces.set(value, keep);
		R.r(ns);
		var proto = Object.getPrototypeOf;
		// Properties of the built-in prototypes are no exports, those of a class of the user's are.
		var builtin = [null, proto({}), proto([]), proto(proto)];
		var getters = { default: () => value };
		for (var at = mode & 2 && value; at === Object(at) && !builtin.includes(at); at = proto(at)) {
			Object.getOwnPropertyNames(at).forEach(name => {
				if (name != "default") getters[name] = () => value[name];
			});
		}
		R.d(ns, getters);
	}
	return ns;
};
