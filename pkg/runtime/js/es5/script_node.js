// Made of ../script_node.js by e2e/lower-runtime.mjs.
var fetched = {};
R.ext = function (name, url) {
  var more = arguments.length > 2 && arguments[2] !== undefined ? arguments[2] : {};
  return fetched[name + " " + url] = fetched[name + " " + url] || fetch(url, more.timeout ? {
    signal: AbortSignal.timeout(more.timeout)
  } : {}).then(function (response) {
    if (!response.ok) throw Error("status ".concat(response.status));
    return response.text();
  }).then(function (text) {
    if (more.integrity) checkHash(text, more.integrity);
    var module = {
      exports: {}
    };
    var folder = url.replace(/[^/?#]*([?#].*)?$/, "");
    data.require("vm").runInThisContext("(function(exports,require,module,__dirname,__filename){" + text + "\n})", url)(module.exports, data.require, module, folder, url);
    var container = module.exports[name] || (module.exports.get ? module.exports : globalThis[name]);
    if (!container) throw Error("It sets neither exports nor the global \"".concat(name, "\""));
    for (var _i2 = 0, _ref2 = (globalThis.__FEDERATION__ || {}).__INSTANCES__ || []; _i2 < _ref2.length; _i2++) {
      var instance = _ref2[_i2];
      if (instance.name == name && !instance.moduleCache.has(name)) instance.moduleCache.set(name, {
        remoteInfo: {
          name: name,
          entry: url
        },
        remoteEntryExports: container
      });
    }
    return container;
  }).catch(function (cause) {
    delete fetched[name + " " + url];
    var type = cause.name == "TimeoutError" ? "timeout" : "error";
    throw Object.assign(Error("Loading script failed.\n(".concat(type, ": ").concat(url, "): ").concat(cause.cause && cause.cause.message || cause.message)), {
      name: "ScriptExternalLoadError",
      type: type,
      request: url,
      cause: cause
    });
  });
};
R.ext.forget = function (name) {
  return Object.keys(fetched).forEach(function (key) {
    return key.startsWith(name + " ") && delete fetched[key];
  });
};
