// missing.js: stands where an import could not be resolved at build time.
//
// Installs: R.mnf(request), which throws as Node's require does
// Needs:    core
// Data:     nothing
//
// Node's words and code exactly: packages probe for optional peers with try/catch and compare the code.
R.mnf = request => {
	throw Object.assign(Error(`Cannot find module '${request}'`), { code: "MODULE_NOT_FOUND" });
};
