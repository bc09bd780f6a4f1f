// script_loader.js: loading scripts by tag.
//
// Installs: R.l(url, done(event), key, chunkId, more, found). event.type is "load", "error" or "timeout". `more` is
//           assigned to the tag (integrity, …); more.timeout is in ms. `found`, a tag that is loading url already, is
//           used instead of a new one.
// Needs:    core
// Data:     n: unique name; t: timeout in ms, 120000 when absent; x: crossOrigin
//
// R.nc, when user code sets it through __webpack_nonce__, is the nonce of new tags. The attribute data-webpack is how
// the loaders of all bundlers know each other's tags.
var loading = {};
R.l = (url, done, key, chunkId, more = {}, script) => {
	if (loading[url]) return loading[url].push(done);
	loading[url] = [done];
	var finish = next => event => {
		script.onload = script.onerror = null;
		clearTimeout(timer);
		// The tag goes in any case; a second try needs a new one.
		script.remove();
		var list = loading[url];
		delete loading[url];
		list.forEach(done => done(event));
		if (next) next(event);
	};
	var found = script;
	if (!found) {
		script = document.createElement("script");
		if (R.nc) script.setAttribute("nonce", R.nc);
		if (data.x) script.crossOrigin = data.x;
		script.setAttribute("data-webpack", data.n + ":" + key);
		script.src = url;
		Object.assign(script, more);
	}
	// The two handlers of a tag that was found belong to another runtime, which waits for it as well.
	script.onload = finish(script.onload);
	script.onerror = finish(script.onerror);
	var timer = setTimeout(finish(), more.timeout || data.t || 120000, { type: "timeout", target: script });
	if (!found) document.head.appendChild(script);
};
