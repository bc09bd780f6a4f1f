// runtime_plugins.js: calls the plugins that the configuration names.
//
// Installs: nothing
// Needs:    core, ensure, hooks, hooked_remotes
// Data:     rp [[moduleId, parameters], …] modules whose default export is called with the parameters
//
// They take part in all that is loaded, so they come before it: at once, or, when the runtime has a file of its own and
// their modules are still on their way, with the first chunk that is asked for.
var pluginsStarted;
var startPlugins = () => {
	if (pluginsStarted) return;
	pluginsStarted = 1;
	plugIn(
		data.rp.map(([id, parameters]) => {
			var plugin = R(id);
			plugin = plugin.default || plugin;
			if (typeof plugin != "function") throw problem("plugin-invalid", `The runtime plugin ${id} has no default export that is a function`);
			return plugin(parameters);
		})
	);
	// A plugin sees what the build says before it counts, and may say something else.
	var { options } = instance;
	var { id, name, plugins, remotes, shared, shareStrategy, inBrowser } = options;
	var userOptions = { id, name, plugins, remotes, shared, shareStrategy };
	options.remotes = [];
	userOptions = emit.beforeInit({ origin: instance, userOptions, options: { id, name, plugins, inBrowser, remotes: [], shared: {} }, shareInfo: shared }).userOptions;
	(userOptions.remotes || []).forEach(remote => {
		var built = remotes.find(other => other.name == remote.name);
		if (!built) return instance.registerRemotes([remote]);
		remote = emit.beforeRegisterRemote({ remote, origin: instance }).remote;
		options.remotes.push(hidden(remote, "reference", built.reference));
		emit.registerRemote({ remote, origin: instance });
	});
	emit.init({ origin: instance, options });
};
if (data.rp.every(([id]) => modules[id])) startPlugins();
else {
	var ensureChunk = R.e;
	R.e = id => {
		startPlugins();
		return ensureChunk(id);
	};
}
