// default_name.js: the name of an anonymous default export.
//
// Installs: R.dn(fn) → fn, whose name is now "default", as the language says for `export default () => {}`
// Needs:    core
// Data:     nothing
//
// A class with a static member called "name" keeps it: its property is writable or an accessor, while the one that
// engines make up from the variable's name is a read-only value.
R.dn = fn => {
	var name = Object.getOwnPropertyDescriptor(fn, "name");
	if (!name || name.writable === false) Object.defineProperty(fn, "name", { value: "default", configurable: true });
	return fn;
};
