// script_loader.js: loading scripts by tag.
//
// Installs: R.l(url, done(event), key, chunkId, more). event.type is "load", "error" or "timeout". `more` is
//           assigned to the tag (integrity, …; src for another spelling of the URL); more.timeout is in ms.
// Needs:    core
// Data:     n: unique name; t: timeout in ms, 120000 when absent; x: crossOrigin, with the feature of that name
//
// R.nc is the nonce of new tags: that of the running script, unless user code sets it through __webpack_nonce__. The attribute data-webpack is how
// the loaders of all bundlers know each other's tags.
var loading = {};
R.l = (url, done, key, chunkId, more = {}) => {
	if (loading[url]) return loading[url].push(done);
	loading[url] = [done];
	var script = document.createElement("script");
	var finish = event => {
		script.onload = script.onerror = null;
		clearTimeout(timer);
		// The tag goes in any case; a second try needs a new one.
		script.remove();
		var list = loading[url];
		delete loading[url];
		list.forEach(done => done(event));
	};
	if (R.nc) script.nonce = R.nc;
	script.setAttribute("data-webpack", data.n + ":" + key);
	Object.assign(script, { src: url, ...more });
	if (data.x && !more.crossOrigin) crossOrigin(script, script.src);
	script.onload = script.onerror = finish;
	var timer = setTimeout(finish, more.timeout || data.t || 120000, { type: "timeout", target: script });
	document.head.appendChild(script);
};
