// hooks.js: the instance that runtime plugins see, and its hooks.
//
// Installs: instance, with the field names of Module Federation 2; plugIn(plugins); emit.name(…), one for each hook
// Needs:    core, problem, share_scope
// Data:     fn: name of the instance, n where the configuration has none
//
// Kinds, as there. s: every listener is called, the last answer counts. a: one after the other, each awaited; false ends
// it, the last answer counts. S, A: a waterfall: an answer takes the place of the argument and must keep its keys.
var answerOf = (name, before, after) => {
	if (after === undefined) return before;
	if (!after || typeof after != "object" || Object.keys(before).some(key => !(key in after))) {
		throw problem("plugin-result-invalid", `A plugin answered the hook "${name}" with something that lacks what it was given`);
	}
	return after;
};
var kinds = {
	s: (name, listeners, args) =>
		listeners.reduce((result, listener) => {
			var next = listener(...args);
			return next === undefined ? result : next;
		}, undefined),
	a: async (name, listeners, args) => {
		var result;
		for (var listener of listeners) {
			if (result === false) break;
			var next = await listener(...args);
			if (next !== undefined && (args[1] || next !== args[0])) result = next;
		}
		return result;
	},
	S: (name, listeners, [argument]) => listeners.reduce((value, listener) => answerOf(name, value, listener(value)), argument),
	A: async (name, listeners, [argument]) => {
		for (var listener of listeners) argument = answerOf(name, argument, await listener(argument));
		return argument;
	}
};
var emit = {};
var hookGroups = [];
var hooksOf = names => {
	var lifecycle = {};
	names.split(" ").forEach(item => {
		var [kind, name] = item.split(":");
		var listeners = new Set();
		var send = (...args) => kinds[kind](name, Array.from(listeners), args);
		lifecycle[name] = {
			type: name,
			listeners,
			emit: send,
			on: listener => typeof listener == "function" && listeners.add(listener),
			once(listener) {
				var first = (...args) => {
					listeners.delete(first);
					return listener(...args);
				};
				listeners.add(first);
			},
			remove: listener => listeners.delete(listener),
			removeAll: () => listeners.clear()
		};
		// The name afterResolve is that of one hook only, so all fit into one table.
		emit[name] = send;
	});
	hookGroups.push(lifecycle);
	return { lifecycle };
};

var instance = {
	name: data.fn || data.n,
	version: "mfbundle",
	options: { id: data.fn || data.n, name: data.fn || data.n, plugins: [], remotes: [], shared: {}, inBrowser: typeof document == "object", shareStrategy: data.rr ? "version-first" : "loaded-first" },
	moduleCache: new Map(),
	shareScopeMap: R.S,
	hooks: hooksOf("S:beforeInit s:init A:beforeInitContainer A:initContainer"),
	loaderHook: hooksOf(
		"s:getModuleInfo s:createScript s:createLink a:fetch a:loadEntryError a:afterLoadEntry a:beforeInitRemote a:afterInitRemote a:beforeGetExpose a:afterGetExpose a:beforeExecuteFactory a:afterExecuteFactory a:getModuleFactory"
	),
	bridgeHook: hooksOf("s:beforeBridgeRender s:afterBridgeRender s:beforeBridgeDestroy s:afterBridgeDestroy"),
	remoteHandler: {
		hooks: hooksOf(
			"S:beforeRegisterRemote S:registerRemote A:beforeRequest a:afterMatchRemote a:onLoad a:afterLoadRemote s:handlePreloadModule a:errorLoadRemote a:beforePreloadRemote a:generatePreloadAssets a:afterPreloadRemote a:loadEntry"
		)
	},
	sharedHandler: {
		shareScopeMap: R.S,
		hooks: hooksOf("S:beforeRegisterShare s:afterRegisterShare A:afterResolve A:beforeLoadShare a:loadShare s:afterLoadShare s:errorLoadShare S:resolveShare S:initContainerShareScopeMap")
	},
	snapshotHandler: {
		hooks: hooksOf("a:beforeLoadRemoteSnapshot A:loadSnapshot A:loadRemoteSnapshot A:afterLoadSnapshot a:beforeLoadManifest a:afterLoadManifest")
	}
};

// A plugin is known by its name, and there once. What its apply() returns is used in place of its own hooks.
var plugIn = plugins =>
	(plugins || []).forEach(plugin => {
		if (!plugin) return;
		if (!plugin.name) throw problem("plugin-invalid", "A runtime plugin is an object with a name and hooks");
		if (instance.options.plugins.some(other => other.name == plugin.name)) return;
		instance.options.plugins.push(plugin);
		var hooks = (plugin.apply && plugin.apply(instance)) || plugin;
		hookGroups.forEach(lifecycle => {
			for (var name in lifecycle) lifecycle[name].on(hooks[name]);
		});
	});
instance.registerPlugins = plugIn;
