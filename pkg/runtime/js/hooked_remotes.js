// hooked_remotes.js: remotes by name, with hooks at each step.
//
// Installs: instance.loadRemote(id, options?), instance.registerRemotes(list, {force}?), instance.unloadRemote(name);
//           enter, begin and reach in place of those of remotes; R.ext and the fetch of manifests ask plugins first
// Needs:    core, problem, hooks, remotes, manifest
// Data:     ri {referenceId: {name, alias, entry, type, externalType, entryGlobalName, shareScope}} remotes of the configuration
//
// A remote that is registered at run time gets a reference module as those of the configuration have, whose id is
// "remote " and its name: from there on both are one thing.
var hidden = (object, key, value) => Object.defineProperty(object, key, { value, writable: true, configurable: true });
var infoOf = remote => {
	var module = instance.moduleCache.get(remote.name);
	if (!module) {
		module = { host: instance, inited: false, remoteInfo: { ...remote, entryGlobalName: remote.entryGlobalName || remote.name } };
		// What is known besides: why it is loaded, and the snapshot of its manifest.
		hidden(module, "context");
		hidden(module, "remoteSnapshot");
		instance.moduleCache.set(remote.name, module);
	}
	return module;
};
var builtRemotes = Object.keys(data.ri || {}).map(reference => hidden({ ...data.ri[reference] }, "reference", reference));
instance.options.remotes = builtRemotes;
var remoteAt = reference => instance.options.remotes.find(remote => remote.reference == reference) || { name: reference, entry: "", type: "global", reference };
var withoutHooks = { enter, begin, ext: R.ext, fetchJSON, makeLink };

// ---- loading a container ----

var loadByEntry = ({ entry, type, entryGlobalName }) =>
	/\.json(?:$|[?#])/.test(entry) ? R.mf(entry, undefined) : loadEntry(type, entryGlobalName, entry);
var globalLoading = {};
var requestOf = (name, expose) => (expose && expose != "." ? name + "/" + expose.replace(/^\.\//, "") : name);
// Who asks for an entry, of whatever kind: told to the hooks that load it.
var contextOf = remoteInfo => {
	var { context = { initiator: data.rr ? "loadShare" : "loadRemote", id: remoteInfo.name } } = infoOf(remoteInfo);
	return { ...context, resourceType: "remoteEntry", url: remoteInfo.entry };
};
var getRemoteEntry = ({ remoteInfo, _inErrorHandling }) => {
	var remote = instance.options.remotes.find(remote => remote.name == remoteInfo.name) || remoteInfo;
	var uniqueKey = remoteInfo.name + ":" + remoteInfo.entry;
	if (globalLoading[uniqueKey]) return globalLoading[uniqueKey];
	var common = { origin: instance, remoteInfo, resourceContext: contextOf(remoteInfo) };
	var work = (async () => {
		try {
			var container = await emit.loadEntry({ ...common, loaderHook: instance.loaderHook });
			if (!container) {
				// A plugin may have put another address in place of the configured one.
				var built = data.ri && data.ri[remote.reference];
				container = await (built && built.entry == remoteInfo.entry ? withoutHooks.enter(remote.reference) : loadByEntry(remoteInfo));
			}
			await emit.afterLoadEntry({ ...common, remoteEntryExports: container });
			return container;
		} catch (error) {
			delete globalLoading[uniqueKey];
			delete cache[remote.reference];
			container =
				!_inErrorHandling &&
				(await emit.loadEntryError({
					...common,
					getRemoteEntry: more => getRemoteEntry({ ...more, _inErrorHandling: true }),
					globalLoading,
					uniqueKey
				}));
			await emit.afterLoadEntry({ ...common, error, ...(container && { remoteEntryExports: container, recovered: true }) });
			if (!container) throw error;
			return container;
		}
	})();
	globalLoading[uniqueKey] = work;
	// Only what is on its way is here: containers are kept by connect, failures by nobody.
	var done = () => globalLoading[uniqueKey] == work && delete globalLoading[uniqueKey];
	work.then(done, done);
	return work;
};
enter = reference => getRemoteEntry({ remoteInfo: infoOf(remoteAt(reference)).remoteInfo });

begin = async (reference, container, scope, initScope) => {
	var module = infoOf(remoteAt(reference));
	var { remoteInfo } = module;
	var { remoteSnapshot, context = {} } = module;
	var common = { id: context.id || remoteInfo.name, remoteInfo, remoteSnapshot, origin: instance };
	module.remoteEntryExports = container;
	await emit.beforeInitRemote(common);
	try {
		await withoutHooks.begin(
			reference,
			{
				init: async (shareScope, initScope, remoteEntryInitOptions) => {
					var args = await emit.beforeInitContainer({ shareScope, remoteEntryInitOptions, initScope, remoteInfo, origin: instance });
					if (container.init) await container.init(args.shareScope, args.initScope, args.remoteEntryInitOptions);
					await emit.initContainer({ ...args, id: common.id, remoteSnapshot, remoteEntryExports: container });
				}
			},
			scope,
			initScope
		);
		module.inited = true;
	} catch (error) {
		await emit.afterInitRemote({ ...common, remoteEntryExports: container, error });
		throw error;
	}
	await emit.afterInitRemote({ ...common, remoteEntryExports: container });
};

R.ext = (name, url, more) => {
	var module = Array.from(instance.moduleCache.values()).find(module => module.remoteInfo.entryGlobalName == name);
	var attrs = {};
	var { remoteInfo } = module || {};
	var answer = emit.createScript({ url, attrs, remoteInfo, resourceContext: module && { ...contextOf(remoteInfo), url } }) || {};
	var tag = answer.script || (answer.tagName && answer);
	if (answer.url) url = answer.url;
	if (answer.timeout) more = { ...more, timeout: answer.timeout };
	if (!tag && (typeof document != "object" || !Object.keys(attrs).length)) return withoutHooks.ext(name, url, more);
	if (!tag) {
		tag = document.createElement("script");
		if (R.nc) tag.nonce = R.nc;
		Object.assign(tag, more, { src: R.tu ? R.tu(url) : url });
		for (var key in attrs) tag.setAttribute(key, attrs[key]);
	}
	// The loader of script_external joins a tag that is there.
	tag.setAttribute("data-webpack", data.n + ":" + name);
	document.head.appendChild(tag);
	return withoutHooks.ext(name, tag.getAttribute("src"), more);
};
fetchJSON = async (url, options) => {
	var module = Array.from(instance.moduleCache.values()).find(module => module.remoteInfo.entry == url);
	var response = await emit.fetch(url, options, module && module.remoteInfo, module && { ...contextOf(module.remoteInfo), resourceType: "manifest", url });
	if (!response || !response.json) response = await withoutHooks.fetchJSON(url, options);
	if (module) hidden(module, "response", response.clone ? response.clone() : response);
	return response;
};
makeLink = url => {
	var module = Array.from(instance.moduleCache.values()).find(({ remoteSnapshot }) => remoteSnapshot && url.startsWith(remoteSnapshot.publicPath));
	var { remoteInfo } = module || {};
	var resourceContext = module && { ...contextOf(remoteInfo), resourceType: /\.css(?:$|[?#])/.test(url) ? "css" : "js", url };
	var answer = emit.createLink({ url, attrs: {}, remoteInfo, resourceContext }) || {};
	return answer.link || (answer.tagName ? answer : withoutHooks.makeLink(url));
};

// ---- loading a module ----

// A request begins with the name or the alias of a remote.
var matchRemote = id => {
	for (var remote of instance.options.remotes) {
		for (var name of [remote.name, remote.alias]) {
			if (name && (id == name || id.startsWith(name + "/"))) return { pkgNameOrAlias: name, expose: "." + id.slice(name.length), remote };
		}
	}
};
var loadRemote = async (id, { loadFactory = true, from = "runtime" } = {}, getScope) => {
	var { options } = instance;
	var request = id;
	var found = matchRemote(id) || {};
	var end = {};
	var origin = instance;
	try {
		try {
			var asked = await emit.beforeRequest({ id, options, origin });
		} catch (error) {
			asked = await emit.errorLoadRemote({ id, options, origin, from: "runtime", error, lifecycle: "beforeRequest" });
			if (!asked || !asked.id) throw error;
		}
		request = asked.id;
		found = matchRemote(request);
		if (!found) {
			var error = problem("remote-not-found", `"${request}" begins with the name of no remote of "${instance.name}"`, { remote: request });
			await emit.afterMatchRemote({ id: request, options, error, origin });
			throw error;
		}
		var remoteInfo = infoOf(found.remote).remoteInfo;
		await emit.afterMatchRemote({ id: request, ...found, options, remoteInfo, origin });
		found = await emit.afterResolve({ id: request, ...found, options, remoteInfo, origin });
		var { remote, expose } = found;
		await Promise.all([].concat(remote.shareScope).map(name => R.I(name)));
		var module = infoOf(remote);
		module.context = { initiator: "loadRemote", id: requestOf(remote.name, expose), expose };
		var there = module.inited;
		var container = await connect(remote.reference, remote.shareScope);
		if (there) {
			// It is there, and whoever counts requests learns of this one too.
			var again = { remoteInfo, remoteEntryExports: container, cached: true, origin };
			await emit.afterLoadEntry({ ...again, resourceContext: contextOf(remoteInfo) });
			await emit.afterInitRemote({ ...again, id: request, remoteSnapshot: module.remoteSnapshot });
		}
		var common = { id: request, expose, moduleInfo: remoteInfo, origin };
		await emit.beforeGetExpose({ ...common, remoteEntryExports: container });
		try {
			var factory = await emit.getModuleFactory({ remoteEntryExports: container, expose, moduleInfo: remoteInfo });
			if (typeof factory != "function") factory = await container.get(expose, getScope);
			if (!factory) throw Error(`Module "${expose}" does not exist in container.`);
		} catch (error) {
			await emit.afterGetExpose({ ...common, remoteEntryExports: container, error });
			throw error;
		}
		await emit.afterGetExpose({ ...common, remoteEntryExports: container, moduleFactory: factory });
		var result = factory;
		if (loadFactory) {
			await emit.beforeExecuteFactory({ ...common, loadFactory });
			try {
				result = await factory();
			} catch (error) {
				await emit.afterExecuteFactory({ ...common, loadFactory, error });
				throw error;
			}
			await emit.afterExecuteFactory({ ...common, loadFactory, exposeModule: result });
		}
		var wrapper = await emit.onLoad({
			...found,
			id: request,
			exposeModule: loadFactory ? result : undefined,
			exposeModuleFactory: loadFactory ? undefined : result,
			options: { host: instance, remoteInfo },
			moduleInstance: infoOf(remote),
			origin
		});
		return typeof wrapper == "function" ? wrapper : result;
	} catch (cause) {
		remote = (found && found.remote) || {};
		error = cause && cause.code == "remote-not-found" ? cause : remoteProblem(cause, [0, (found && found.expose) || ".", remote.entry || remote.reference, remote.alias || remote.name || request]);
		end.error = error;
		var instead = await emit.errorLoadRemote({ id, error, from, lifecycle: "onLoad", expose: found && found.expose, remote: remoteInfo, origin });
		if (!instead) throw error;
		end.recovered = true;
		return instead;
	} finally {
		await emit.afterLoadRemote({ id: request, expose: found && found.expose, remote: remoteInfo, options: { loadFactory, from }, origin, ...end });
	}
};
reach = async ([, expose, reference], getScope) => {
	var factory = await loadRemote(remoteAt(reference).name + expose.slice(1), { loadFactory: false, from: "build" }, getScope);
	// errorLoadRemote may give a module as well as a factory.
	return typeof factory == "function" ? factory : () => factory;
};

// Remotes that are initialised before a share is chosen (version_first) and cannot be loaded: a plugin may have a container.
if (data.rr) {
	var reportOffline = offline;
	offline = async (reference, error, scope, initScope) => {
		var { remoteInfo } = infoOf(remoteAt(reference));
		var loads = error.code != "remote-init-failed";
		var container = loads && (await emit.errorLoadRemote({ id: remoteInfo.name, error, from: "runtime", lifecycle: "beforeLoadShare", remote: remoteInfo, origin: instance }));
		if (!container || !container.init) return reportOffline(reference, error);
		await begin(reference, container, scope, initScope);
		containers[reference] = Promise.resolve(container);
	};
}

// ---- which remotes there are ----

var forgetRemote = remote => {
	var { reference } = remote;
	var { remoteInfo } = infoOf(remote);
	instance.options.remotes.splice(instance.options.remotes.indexOf(remote), 1);
	instance.moduleCache.delete(remote.name);
	delete containers[reference];
	delete cache[reference];
	delete manifests[remoteInfo.entry];
	if (withoutHooks.ext && withoutHooks.ext.forget) withoutHooks.ext.forget(remoteInfo.entryGlobalName);
	Object.keys(data.rs || {}).forEach(id => {
		if (data.rs[id][2] == reference) {
			data.rs[id].p = 0;
			delete cache[id];
		}
	});
	var scope = typeof self == "object" ? self : globalThis;
	var global = remoteInfo.entryGlobalName;
	var sources = scope[Symbol.for("mfbundle.containers")] || {};
	// A variable of a script cannot be deleted, but it can be made empty.
	if (sources[global] || scope[global]) {
		scope[global] = undefined;
		delete sources[global];
	}
};
instance.registerRemotes = (remotes, { force } = {}) =>
	remotes.forEach(remote => {
		remote = { shareScope: "default", type: "global", ...emit.beforeRegisterRemote({ remote, origin: instance }).remote };
		if (!remote.name || !remote.entry) throw problem("remote-invalid", "A remote has a name and an entry");
		var known = instance.options.remotes.find(other => other.name == remote.name);
		if (known) {
			if (!force) return;
			forgetRemote(known);
		}
		var clash = remote.alias && instance.options.remotes.find(({ name, alias = "" }) => name.startsWith(remote.alias) || alias.startsWith(remote.alias));
		if (clash) throw problem("remote-invalid", `The alias "${remote.alias}" of "${remote.name}" is how the remote "${clash.name}" begins`);
		// Modules of the configured remote go on asking for its reference.
		hidden(remote, "reference", known ? known.reference : "remote " + remote.name);
		if (!known) modules[remote.reference] = module => (module.exports = loadByEntry(infoOf(remote).remoteInfo));
		instance.options.remotes.push(remote);
		emit.registerRemote({ remote, origin: instance });
	});
// The remote is registered still, and loads anew when it is next asked for.
instance.unloadRemote = name => {
	var remote = instance.options.remotes.find(remote => name == remote.name || name == remote.alias);
	if (!remote) throw problem("remote-not-found", `No remote is called "${name}"`);
	forgetRemote(remote);
	instance.options.remotes.push(remote);
};
instance.loadRemote = (id, options) => loadRemote(id, options);
