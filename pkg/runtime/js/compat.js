// compat.js: default import of a CommonJS module.
//
// Installs: R.n(exports) → function that returns the default import; its `.a` is the same value.
// Needs:    core, define
// Data:     nothing
//
// A function, not a value: `import x from "./cjs"` in a cycle must see what module.exports is at the time of use.
R.n = exports => {
	var get = exports && exports.__esModule ? () => exports.default : () => exports;
	R.d(get, { a: get });
	return get;
};
