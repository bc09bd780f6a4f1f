// module_integrity.js: ES modules whose hash the browser compares.
//
// Installs: R.im(url, hash, load) → promise of what load(url) gives
// Needs:    core
// Data:     m: URL of the running file, when it is an ES module; x: crossOrigin
//
// import() takes no hash, but a preload does, and the module that it leaves is the one that import() gets. Without a
// document there is nothing to preload with; hosts on a server check their files themselves.
R.im = (url, hash, load) =>
	typeof document != "object"
		? load(url)
		: new Promise((resolve, reject) => {
				var link = document.createElement("link");
				link.rel = "modulepreload";
				link.integrity = hash;
				link.crossOrigin = data.x || "anonymous";
				if (R.nc) link.nonce = R.nc;
				link.href = new URL(url, data.m || location.href).href;
				link.onload = resolve;
				link.onerror = () => {
					link.remove();
					reject(Object.assign(Error("It cannot be loaded, or does not have the hash " + hash), { request: url }));
				};
				document.head.appendChild(link);
		  }).then(() => load(url));
