// script_loader.js: loading scripts by tag.
//
// Installs: R.l(url, done(event), key, chunkId, more). `more` is assigned to the script element (integrity, timeout
//           in seconds, …). event.type is "load", "error" or "timeout".
// Needs:    core
// Data:     n: unique name; t: timeout in ms, 120000 when absent; x: crossOrigin for other origins
//
// R.nc, when user code sets it through __webpack_nonce__, is the nonce of new tags.
var loading = {};
R.l = (url, done, key, chunkId, more) => {
	if (loading[url]) return loading[url].push(done);
	loading[url] = [done];
	// Another bundle on the page may be loading the same file: executing a container twice would make two of it.
	// Only tags with the attribute that loaders set are joined. A tag of the page's own may have finished, and would
	// then never tell.
	var script = [].find.call(
		document.getElementsByTagName("script"),
		tag => tag.getAttribute("src") == url && tag.getAttribute("data-webpack")
	);
	var found = script;
	var timer;
	var finish = next => event => {
		script.onload = script.onerror = null;
		clearTimeout(timer);
		// The tag goes in any case; a second try needs a new one.
		if (script.parentNode) script.parentNode.removeChild(script);
		var list = loading[url] || [];
		delete loading[url];
		list.forEach(done => done(event));
		if (next) next(event);
	};
	if (!script) {
		script = document.createElement("script");
		script.timeout = (data.t || 120000) / 1000;
		if (R.nc) script.setAttribute("nonce", R.nc);
		script.setAttribute("data-webpack", data.n + ":" + key);
		script.src = url;
		if (data.x && !script.src.startsWith(location.origin + "/")) script.crossOrigin = data.x;
		Object.assign(script, more);
	}
	timer = setTimeout(finish(), script.timeout * 1000, { type: "timeout", target: script });
	script.onload = finish(script.onload);
	script.onerror = finish(script.onerror);
	if (!found) document.head.appendChild(script);
};
