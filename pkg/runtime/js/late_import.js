// late_import.js: loads the runtime of a container in a worker.
//
// Installs: bring() → promise
// Needs:    nothing; it is part of the function of late_runtime
// Data:     f, p as for late_runtime
var bring = async () => {
	var url = new URL(data.f, new URL(data.p || "", self.location.href)).href;
	try {
		importScripts(typeof policy == "function" ? policy().createScriptURL(url) : url);
	} catch (error) {
		throw missing(error.message, url);
	}
	if (!real) throw missing("missing", url);
};
