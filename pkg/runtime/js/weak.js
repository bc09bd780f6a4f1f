// weak.js: import() of a module that something else has to bring.
//
// Installs: R.w(id, request), which throws when the module is not there
// Needs:    core
// Data:     nothing
R.w = (id, request) => {
	if (!R.m[id]) {
		throw Object.assign(Error(`Module is not available (weak dependency), request is '${request}'`), {
			code: "MODULE_NOT_FOUND"
		});
	}
};
