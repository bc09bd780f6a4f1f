// node_module.js: the `module` of a CommonJS file that uses more of it than exports.
//
// Installs: R.nmd(module) → module
// Needs:    core
// Data:     nothing
R.nmd = module => {
	module.paths = [];
	module.children = module.children || [];
	return module;
};
