// worker_wrap.js: workers whose script is on another origin, from which browsers start none.
//
// Installs: R.ww(chunkId, module, shared) → URL of a worker or of a script that loads it; module: the file is an ES
//           module; shared: it is for a SharedWorker
// Needs:    worker_url
// Data:     nothing
//
// The script is a blob, which has the origin of the page, one for each file. Pages and tabs that ask for one shared worker
// have to name one URL, which no two blobs have; a data URL has, at the price of an origin of its own.
var wrappers = {};
R.ww = (id, module, shared) => {
	var url = R.wu(id);
	if (typeof location != "object" || url.origin == location.origin) return url;
	var text = (module ? "import " : "importScripts(") + JSON.stringify(url) + (module ? "" : ")");
	return (wrappers[url] =
		wrappers[url] || (shared ? "data:text/javascript," + encodeURIComponent(text) : URL.createObjectURL(new Blob([text], { type: "text/javascript" }))));
};
