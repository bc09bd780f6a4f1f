// Made of ../runtime_plugins.js by e2e/lower-runtime.mjs.
var pluginsStarted;
var startPlugins = function () {
  if (pluginsStarted) return;
  pluginsStarted = 1;
  plugIn(data.rp.map(function (_ref) {
    var id = _ref[0],
      parameters = _ref[1];
    var plugin = R(id);
    plugin = plugin.default || plugin;
    if (typeof plugin != "function") throw problem("plugin-invalid", "The runtime plugin ".concat(id, " has no default export that is a function"));
    return plugin(parameters);
  }));
  var _instance = instance,
    options = _instance.options;
  var id = options.id,
    name = options.name,
    plugins = options.plugins,
    remotes = options.remotes,
    shared = options.shared,
    shareStrategy = options.shareStrategy,
    inBrowser = options.inBrowser;
  var userOptions = {
    id: id,
    name: name,
    plugins: plugins,
    remotes: remotes,
    shared: shared,
    shareStrategy: shareStrategy
  };
  options.remotes = [];
  userOptions = emit.beforeInit({
    origin: instance,
    userOptions: userOptions,
    options: {
      id: id,
      name: name,
      plugins: plugins,
      inBrowser: inBrowser,
      remotes: [],
      shared: {}
    },
    shareInfo: shared
  }).userOptions;
  (userOptions.remotes || []).forEach(function (remote) {
    var built = remotes.find(function (other) {
      return other.name == remote.name;
    });
    if (!built) return instance.registerRemotes([remote]);
    remote = emit.beforeRegisterRemote({
      remote: remote,
      origin: instance
    }).remote;
    options.remotes.push(hidden(remote, "reference", built.reference));
    emit.registerRemote({
      remote: remote,
      origin: instance
    });
  });
  emit.init({
    origin: instance,
    options: options
  });
};
if (data.rp.every(function (_ref2) {
  var id = _ref2[0];
  return modules[id];
})) startPlugins();else {
  var ensureChunk = R.e;
  R.e = function (id) {
    startPlugins();
    return ensureChunk(id);
  };
}
