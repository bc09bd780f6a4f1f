// harmony_module.js: the `module` of an ES module that mentions it.
//
// Installs: R.hmd(module) → module whose exports cannot be assigned
// Needs:    core
// Data:     nothing
R.hmd = module => {
	module = Object.create(module);
	module.children = module.children || [];
	Object.defineProperty(module, "exports", {
		enumerable: true,
		set() {
			throw Error(
				"ES Modules may not assign module.exports or exports.*, Use ESM export syntax, instead: " + module.id
			);
		}
	});
	return module;
};
