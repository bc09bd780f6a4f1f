// manifest.js: remotes that are given by the URL of their mf-manifest.json.
//
// Installs: R.mf(url, globalName?, more?) → promise of the container; `more` {timeout, integrity} concerns the manifest;
//           fetchManifest(url, more) → promise of the parsed file; entryOf(manifest, url) → {url, type, name, integrity,
//           base}; preload(url, kind, integrity) → promise; loadEntry(type, globalName, url, more) → promise of a container
// Needs:    core, problem, module_integrity; script_external or script_node
// Data:     import: url => import(url), for remotes whose entry is an ES module; t: timeout of style sheets in ms
//
// The manifest tells of the style sheets of each expose: they are there before the module is. A fetch that fails is not
// remembered. The file is asked for with no-cache: the point of a manifest is to learn of a new remoteEntry, while the
// entry itself has a name that changes.
var manifests = {};
var fetchJSON = (url, options) => fetch(url, options);
var absolute = url => new URL(url, R.b || (typeof location == "object" ? location.href : undefined)).href;
var fetchManifest = (url, { timeout, integrity } = {}) =>
	(manifests[url] =
		manifests[url] ||
		new Promise((resolve, reject) => {
			var abort = new AbortController();
			var options = { cache: "no-cache", signal: abort.signal };
			if (integrity) options.integrity = integrity;
			var fail = (cause, code = "manifest-load-failed", text = "Loading manifest failed.") =>
				reject(problem(code, `${text}\n(${(cause && cause.message) || cause}: ${url})`, { cause, request: url }));
			// A request that is left open would hold up the next one for the same address.
			var timer = timeout && setTimeout(() => (fail("timeout"), abort.abort()), timeout);
			Promise.resolve(fetchJSON(url, options))
				.then(response => {
					if (!response.ok) throw Error(`status ${response.status}`);
					return response.text();
				})
				.then(text => {
					// A server that answers every address with its start page is the usual reason.
					try {
						var manifest = JSON.parse(text);
						var missing = ["metaData", "exposes", "shared"].find(key => !manifest[key]);
						if (!missing && !(manifest.metaData.remoteEntry || {}).name) missing = "metaData.remoteEntry.name";
					} catch (cause) {
						return fail(cause, "manifest-invalid", "This is no manifest.");
					}
					if (missing) return fail(`"${missing}" is missing`, "manifest-invalid", "The manifest is not valid.");
					resolve(manifest);
				})
				.catch(cause => fail(cause))
				.finally(() => clearTimeout(timer));
		}).catch(error => {
			delete manifests[url];
			throw error;
		}));

// Where the container of a manifest is. "auto" and "" mean: beside the manifest.
var entryOf = ({ metaData, integrity = {} }, url) => {
	var onServer = typeof document != "object" && metaData.ssrRemoteEntry;
	var { path, name, type } = onServer || metaData.remoteEntry;
	var { global, path: behind = "" } = metaData.publicPathFrom || {};
	var given = global && globalThis[global];
	var base = given ? given.replace(/\/?$/, "/") + behind : (onServer && metaData.ssrPublicPath) || metaData.publicPath;
	base = new URL(base && base != "auto" ? base : "", absolute(url)).href.replace(/[^/]*$/, "");
	var file = (path ? path.replace(/\/?$/, "/") : "") + name;
	return { url: new URL(file, base).href, type, name: metaData.globalName, base, integrity, hash: integrity[file] };
};

var makeLink = () => document.createElement("link");
// A style sheet is applied, a script only fetched. A file that fails is for whoever really needs it to report.
var preload = (url, sheet, integrity, module, as = "script") =>
	new Promise(resolve => {
		var tag = makeLink(url);
		tag.href = url;
		var same = other => other.href == tag.href && (!sheet || other.rel == "stylesheet");
		if ([].some.call(document.getElementsByTagName("link"), same)) return resolve();
		tag.rel = sheet ? "stylesheet" : module ? "modulepreload" : "preload";
		if (!sheet && !module) tag.as = as;
		if (R.nc) tag.nonce = R.nc;
		if (integrity) tag.crossOrigin = data.x || "anonymous";
		else if (data.x) crossOrigin(tag, tag.href);
		if (integrity) tag.integrity = integrity;
		var timer;
		tag.onload = tag.onerror = event => {
			clearTimeout(timer);
			// What failed goes, so that the container's own loader tries and tells. What is late may still come.
			if (event.type == "error") tag.remove();
			resolve();
		};
		if (sheet) timer = setTimeout(tag.onload, data.t || 120000, {});
		document.head.appendChild(tag);
		if (!sheet) resolve();
	});

var loadEntry = (type, name, url, more) =>
	type == "module" || type == "esm" ? (more ? R.im(url, more.integrity, data.import) : data.import(url)) : type == "system" ? System.import(url) : R.ext(name, url, more);

R.mf = (url, name, more) =>
	fetchManifest(url, more).then(manifest => {
		var entry = entryOf(manifest, url);
		return Promise.resolve(loadEntry(entry.type, name || entry.name, entry.url, entry.hash ? { integrity: entry.hash, crossOrigin: data.x || "anonymous" } : undefined)).catch(error => {
			// A new build may have replaced what this manifest names.
			delete manifests[url];
			throw error;
		}).then(container => {
			if (!container || !container.get || typeof document != "object") return container;
			return {
				init: (...args) => container.init && container.init(...args),
				get(expose, getScope) {
					var { assets = {} } = manifest.exposes.find(x => x.path == expose) || {};
					// The container asks for its files itself, and knows which of the listed scripts are fallbacks of shares that others
					// provide. Sheets that it leaves to the page come after: Rspack's loader waits for ever for one that is there before.
					var sheet = file => preload(new URL(file, entry.base).href, 1, entry.integrity[file]);
					return Promise.resolve(container.get(expose, getScope)).then(factory => Promise.all(((assets.css || {}).sync || []).map(sheet)).then(() => factory));
				}
			};
		});
	});
