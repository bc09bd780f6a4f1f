// Made of ../manifest.js by e2e/lower-runtime.mjs.
var manifests = {};
var fetchJSON = function (url, options) {
  return fetch(url, options);
};
var absolute = function (url) {
  return new URL(url, R.b || (typeof location == "object" ? location.href : undefined)).href;
};
var fetchManifest = function (url) {
  var _ref = arguments.length > 1 && arguments[1] !== undefined ? arguments[1] : {},
    timeout = _ref.timeout,
    integrity = _ref.integrity;
  return manifests[url] = manifests[url] || new Promise(function (resolve, reject) {
    var abort = new AbortController();
    var options = {
      cache: "no-cache",
      signal: abort.signal
    };
    if (integrity) options.integrity = integrity;
    var fail = function (cause) {
      var code = arguments.length > 1 && arguments[1] !== undefined ? arguments[1] : "manifest-load-failed";
      var text = arguments.length > 2 && arguments[2] !== undefined ? arguments[2] : "Loading manifest failed.";
      return reject(problem(code, "".concat(text, "\n(").concat(cause && cause.message || cause, ": ").concat(url, ")"), {
        cause: cause,
        request: url
      }));
    };
    var timer = timeout && setTimeout(function () {
      return fail("timeout"), abort.abort();
    }, timeout);
    Promise.resolve(fetchJSON(url, options)).then(function (response) {
      if (!response.ok) throw Error("status ".concat(response.status));
      return response.text();
    }).then(function (text) {
      try {
        var manifest = JSON.parse(text);
        var missing = ["metaData", "exposes", "shared"].find(function (key) {
          return !manifest[key];
        });
        if (!missing && !(manifest.metaData.remoteEntry || {}).name) missing = "metaData.remoteEntry.name";
      } catch (cause) {
        return fail(cause, "manifest-invalid", "This is no manifest.");
      }
      if (missing) return fail("\"".concat(missing, "\" is missing"), "manifest-invalid", "The manifest is not valid.");
      resolve(manifest);
    }).catch(function (cause) {
      return fail(cause);
    }).finally(function () {
      return clearTimeout(timer);
    });
  }).catch(function (error) {
    delete manifests[url];
    throw error;
  });
};
var entryOf = function (_ref2, url) {
  var metaData = _ref2.metaData,
    _ref2$integrity = _ref2.integrity,
    integrity = _ref2$integrity === void 0 ? {} : _ref2$integrity;
  var onServer = typeof document != "object" && metaData.ssrRemoteEntry;
  var _ref3 = onServer || metaData.remoteEntry,
    path = _ref3.path,
    name = _ref3.name,
    type = _ref3.type;
  var _ref4 = metaData.publicPathFrom || {},
    global = _ref4.global,
    _ref4$path = _ref4.path,
    behind = _ref4$path === void 0 ? "" : _ref4$path;
  var given = global && globalThis[global];
  var base = given ? given.replace(/\/?$/, "/") + behind : onServer && metaData.ssrPublicPath || metaData.publicPath;
  base = new URL(base && base != "auto" ? base : "", absolute(url)).href.replace(/[^/]*$/, "");
  var file = (path ? path.replace(/\/?$/, "/") : "") + name;
  return {
    url: new URL(file, base).href,
    type: type,
    name: metaData.globalName,
    base: base,
    integrity: integrity,
    hash: integrity[file]
  };
};
var makeLink = function () {
  return document.createElement("link");
};
var preload = function (url, sheet, integrity, module) {
  var as = arguments.length > 4 && arguments[4] !== undefined ? arguments[4] : "script";
  return new Promise(function (resolve) {
    var tag = makeLink(url);
    tag.href = url;
    var same = function (other) {
      return other.href == tag.href && (!sheet || other.rel == "stylesheet");
    };
    if ([].some.call(document.getElementsByTagName("link"), same)) return resolve();
    tag.rel = sheet ? "stylesheet" : module ? "modulepreload" : "preload";
    if (!sheet && !module) tag.as = as;
    if (R.nc) tag.nonce = R.nc;
    if (integrity) tag.crossOrigin = data.x || "anonymous";else if (data.x) crossOrigin(tag, tag.href);
    if (integrity) tag.integrity = integrity;
    var timer;
    tag.onload = tag.onerror = function (event) {
      clearTimeout(timer);
      if (event.type == "error") tag.remove();
      resolve();
    };
    if (sheet) timer = setTimeout(tag.onload, data.t || 120000, {});
    document.head.appendChild(tag);
    if (!sheet) resolve();
  });
};
var loadEntry = function (type, name, url, more) {
  return type == "module" || type == "esm" ? more ? R.im(url, more.integrity, data.import) : data.import(url) : type == "system" ? System.import(url) : R.ext(name, url, more);
};
R.mf = function (url, name, more) {
  return fetchManifest(url, more).then(function (manifest) {
    var entry = entryOf(manifest, url);
    return Promise.resolve(loadEntry(entry.type, name || entry.name, entry.url, entry.hash ? {
      integrity: entry.hash,
      crossOrigin: data.x || "anonymous"
    } : undefined)).catch(function (error) {
      delete manifests[url];
      throw error;
    }).then(function (container) {
      if (!container || !container.get || typeof document != "object") return container;
      return {
        init: function () {
          return container.init && container.init.apply(container, arguments);
        },
        get: function (expose, getScope) {
          var _ref5 = manifest.exposes.find(function (x) {
              return x.path == expose;
            }) || {},
            _ref5$assets = _ref5.assets,
            assets = _ref5$assets === void 0 ? {} : _ref5$assets;
          var sheet = function (file) {
            return preload(new URL(file, entry.base).href, 1, entry.integrity[file]);
          };
          return Promise.resolve(container.get(expose, getScope)).then(function (factory) {
            return Promise.all(((assets.css || {}).sync || []).map(sheet)).then(function () {
              return factory;
            });
          });
        }
      };
    });
  });
};
