// script_external_options.js: timeout, retry and integrity of script externals.
//
// Installs: R.ext(globalName, url), in place of the one of script_external
// Needs:    core, script_external
// Data:     rc {url: {timeout ms, retry: {attempts, delay ms}, integrity}}, every field optional
//
// attempts counts the tries after the first. The delay doubles each time, so that a server that restarts is not met by
// all its clients at once.
R.ext = (name, url) => {
	var options = (data.rc || {})[url] || {};
	var { attempts = 0, delay = 0 } = options.retry || {};
	var more = {};
	if (options.timeout) more.timeout = options.timeout;
	// The browser checks integrity only of what it may read, hence the CORS request.
	if (options.integrity) Object.assign(more, { integrity: options.integrity, crossOrigin: data.x || "anonymous" });
	var attempt = left =>
		external(name, url, more).catch(error => {
			if (left < 1) throw error;
			return new Promise(resolve => setTimeout(resolve, delay)).then(() => {
				delay *= 2;
				return attempt(left - 1);
			});
		});
	return attempt(attempts);
};
