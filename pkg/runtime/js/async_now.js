// async_now.js: the exports of an async module that has nothing left to wait for.
//
// Installs: R.an(promise) → exports, or throws what the module threw
// Needs:    core, async_module
// Data:     nothing
//
// What a deferred namespace leads to has run ahead as far as it awaits, so that the rest runs at once when it is read.
R.an = promise => {
	var info = asyncModules.get(promise);
	if (!info) return promise;
	if (info.error) {
		promise.catch(() => {});
		throw info.error[0];
	}
	if (!info.done) throw TypeError("A deferred module is read while it is still running");
	return info.exports;
};
