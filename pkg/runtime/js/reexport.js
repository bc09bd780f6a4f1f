// reexport.js: export * from a module whose names are only known when it has run.
//
// Installs: R.es(exports, namespace)
// Needs:    core, define
// Data:     nothing
R.es = (exports, namespace) => {
	var getters = {};
	for (let name in namespace) {
		if (name != "default") getters[name] = () => namespace[name];
	}
	R.d(exports, getters);
};
