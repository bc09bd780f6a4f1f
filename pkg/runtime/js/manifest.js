// manifest.js: remotes that are given by the URL of their mf-manifest.json.
//
// Installs: R.mf(url, globalName?) → promise of the container
// Needs:    core, problem, script_external
// Data:     import: url => import(url), for remotes whose entry is an ES module
//
// A fetch that fails is not remembered. The file is asked for with no-cache: the point of a manifest is to learn of a
// new remoteEntry, while the entry itself has a name that changes.
R.mf = (url, name) =>
	fetch(url, { cache: "no-cache" })
		.then(response => {
			if (!response.ok) throw Error(`status ${response.status}`);
			return response.json();
		})
		.then(manifest => {
			var meta = manifest.metaData;
			var entry = meta.remoteEntry;
			// "auto" and "" mean: beside the manifest.
			var base = meta.publicPath && meta.publicPath != "auto" ? meta.publicPath : "";
			var folder = entry.path ? entry.path.replace(/\/?$/, "/") : "";
			var file = new URL(base + folder + entry.name, new URL(url, R.b || self.location.href)).href;
			return entry.type == "module" || entry.type == "esm" ? data.import(file) : R.ext(name || meta.globalName, file);
		})
		.catch(cause => {
			if (cause.name == "ScriptExternalLoadError") throw cause;
			throw problem("manifest-load-failed", `Loading manifest failed.\n(${cause.message}: ${url})`, { cause, request: url });
		});
