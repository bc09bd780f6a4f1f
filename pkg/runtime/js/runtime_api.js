// runtime_api.js: what `import … from "mfbundle/runtime"` gives.
//
// Installs: R.fed {init, createInstance, getInstance, loadRemote, loadShare, loadShareSync, registerRemotes, registerPlugins,
//           registerShared, preloadRemote, unloadRemote}
// Needs:    core, problem, marker, hooks, hooked_remotes, hooked_manifests, hooked_shares, npm_range
// Data:     nothing of its own
//
// There is one instance for each file that boots, and it is that of the build: init adds to it.
var named;
var shareRows = 0;
var shareRow = (key, extra = {}) => {
	var custom = extra.customShareInfo || {};
	// Of several versions of our own, the highest.
	var own = (instance.options.shared[key] || []).slice().sort((a, b) => (rank(a.version) < rank(b.version) ? 1 : -1));
	var share = extra.resolver ? extra.resolver(own) : own[0];
	if (!share && !extra.customShareInfo) {
		throw problem("share-missing", `"${instance.name}" has no share "${key}": share it in the configuration or with registerShared`);
	}
	var { eager, singleton, strictVersion, requiredVersion } = { ...(share || {}).shareConfig, ...custom.shareConfig };
	var scope = custom.scope || (share || {}).scope || "default";
	var id = "share " + shareRows++;
	data.cs = data.cs || {};
	data.cs[id] = [
		[].concat(scope)[0],
		key,
		requiredVersion ? comparators(requiredVersion) : 0,
		// No fallback module: ours is in the scope.
		(eager ? 1 : 0) | (singleton ? 2 : 0) | (strictVersion === undefined && !singleton ? 4 : strictVersion ? 4 : 0) | 16
	];
	return id;
};
// Nobody has what is asked for: with customShareInfo that is an answer, as in Module Federation 2.
var orFalse = (extra, error) => {
	if (extra && extra.customShareInfo && /^share-(missing|version)/.test(error.code)) return false;
	throw error;
};

Object.assign(instance, {
	async loadShare(key, extra) {
		var id = shareRow(key, extra);
		await R.I(data.cs[id][0]);
		return choose(id)
			.catch(error => orFalse(extra, error))
			.finally(() => delete data.cs[id]);
	},
	loadShareSync(key, extra) {
		var id = shareRow(key, extra);
		R.I(data.cs[id][0]);
		try {
			var factory = choose(id, 1);
		} catch (error) {
			return orFalse(extra, error);
		} finally {
			delete data.cs[id];
		}
		if (!factory.then) return factory;
		factory.catch(() => {});
		throw problem("share-not-ready", `Shared module ${key} is not loaded yet: make it eager, or use loadShare`);
	},
	registerShared(shared) {
		Object.keys(shared).forEach(key =>
			[].concat(shared[key]).forEach(share => {
				var scopes = [].concat(share.scope || "default");
				(instance.options.shared[key] = instance.options.shared[key] || []).push({ version: "0", from: instance.name, ...share, scope: scopes });
				scopes.forEach(scope => offerShare(scope, key, share));
			})
		);
	},
	async preloadRemote(list) {
		var { options } = instance;
		var common = { preloadOps: list, options, origin: instance };
		await emit.beforePreloadRemote(common);
		var results = [];
		await Promise.all(
			list.map(async ({ nameOrAlias, exposes, resourceCategory = "sync" }) => {
				var remote = options.remotes.find(({ name, alias }) => nameOrAlias == name || nameOrAlias == alias);
				if (!remote) throw problem("remote-not-found", `No remote is called "${nameOrAlias}"`);
				var { remoteInfo } = infoOf(remote);
				var id = requestOf(remote.name, exposes ? "./" + exposes[0].replace(/^\.\//, "") : "./*");
				var preloadConfig = { share: true, depsRemote: true, recordPreloadedAssets: true, nameOrAlias, exposes, resourceCategory };
				infoOf(remote).context = { initiator: "preloadRemote", id };
				results.push({ remote, remoteInfo, preloadConfig, id, results: [] });
				var isManifest = /\.json(?:$|[?#])/.test(remoteInfo.entry);
				var manifest = isManifest && (await fetchManifest(remoteInfo.entry));
				// A plugin may say itself what to fetch.
				var assets = await emit.generatePreloadAssets({
					origin: instance,
					preloadOptions: { remote, preloadConfig },
					remote,
					remoteInfo,
					globalSnapshot,
					remoteSnapshot: infoOf(remote).remoteSnapshot
				});
				if (typeof document != "object") return;
				if (assets) {
					(assets.entryAssets || []).forEach(({ url }) => preload(url, 0, ""));
					(assets.jsAssetsWithoutEntry || []).forEach(url => preload(url, 0, ""));
					(assets.cssAssets || []).forEach(url => preload(url, 0, "", false, "style"));
					return;
				}
				if (!isManifest) return preload(remoteInfo.entry, 0, "", /^(module|esm)$/.test(remoteInfo.type));
				var entry = entryOf(manifest, remoteInfo.entry);
				var module = /^(module|esm)$/.test(entry.type);
				var files = new Set();
				manifest.exposes
					.filter(({ path, name }) => !exposes || exposes.some(wanted => "./" + wanted.replace(/^\.\//, "") == path || wanted == name))
					.forEach(({ assets }) => {
						for (var kind of ["js", "css"]) {
							((assets[kind] || {}).sync || []).forEach(file => files.add(file));
							if (resourceCategory == "all") ((assets[kind] || {}).async || []).forEach(file => files.add(file));
						}
					});
				preload(entry.url, 0, entry.hash, module);
				// Fetched only: style sheets that nobody uses yet must not change the page.
				files.forEach(file => {
					emit.handlePreloadModule({ id: nameOrAlias, name: remote.name, remote, remoteInfo, file, origin: instance });
					preload(new URL(file, entry.base).href, 0, entry.integrity[file], module && !file.endsWith(".css"), file.endsWith(".css") && "style");
				});
			})
		);
		await emit.afterPreloadRemote({ ...common, results });
	},
	// Adds to the instance of the build. Its name may be given once, when the build has none.
	init(options = {}) {
		var { name, remotes, shared, plugins } = options;
		if (name && name != instance.name) {
			if (named || data.fn) throw problem("instance-renamed", `The instance is called "${instance.name}", and cannot become "${name}"`);
			instance.name = instance.options.name = name;
		}
		if (name) named = 1;
		plugIn(plugins);
		var changed = emit.beforeInit({ origin: instance, userOptions: { ...options, remotes, shared }, options: instance.options, shareInfo: shared || {} }).userOptions;
		if (changed.remotes) instance.registerRemotes(changed.remotes);
		if (changed.shared) instance.registerShared(changed.shared);
		emit.init({ origin: instance, options: instance.options });
		return instance;
	}
});
R.fed = {
	getInstance: () => instance,
	createInstance() {
		throw problem("instance-single", "There is one instance in each file that boots: add to it with init(), registerRemotes() and registerShared(), or make another entry");
	}
};
for (var method of ["init", "loadRemote", "loadShare", "loadShareSync", "registerRemotes", "registerPlugins", "registerShared", "preloadRemote", "unloadRemote"]) {
	R.fed[method] = instance[method];
}
R.r(R.fed);
