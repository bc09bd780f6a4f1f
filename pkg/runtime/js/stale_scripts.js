// stale_scripts.js: scripts that are asked for again after they did not come in time.
//
// Installs: R.l that asks for another address after a timeout
// Needs:    core, script_loader
// Data:     nothing
//
// A browser answers a request for an address that it is still waiting for with the first one's answer. So after a timeout
// the address gets a query, or no try could succeed before the server has given up the first.
var stale = {};
var loadFresh = R.l;
R.l = (url, done, ...rest) =>
	loadFresh(
		url + (stale[url] || ""),
		event => {
			if (event && event.type == "timeout") stale[url] = (/\?/.test(url) ? "&" : "?") + "retry=" + Date.now();
			done(event);
		},
		...rest
	);
