// Made of ../runtime_api.js by e2e/lower-runtime.mjs.
var named;
var shareRows = 0;
var shareRow = function (key) {
  var extra = arguments.length > 1 && arguments[1] !== undefined ? arguments[1] : {};
  var custom = extra.customShareInfo || {};
  var own = (instance.options.shared[key] || []).slice().sort(function (a, b) {
    return rank(a.version) < rank(b.version) ? 1 : -1;
  });
  var share = extra.resolver ? extra.resolver(own) : own[0];
  if (!share && !extra.customShareInfo) {
    throw problem("share-missing", "\"".concat(instance.name, "\" has no share \"").concat(key, "\": share it in the configuration or with registerShared"));
  }
  var _shareConfig$custom$s = Object.assign(Object.assign({}, (share || {}).shareConfig), custom.shareConfig),
    eager = _shareConfig$custom$s.eager,
    singleton = _shareConfig$custom$s.singleton,
    strictVersion = _shareConfig$custom$s.strictVersion,
    requiredVersion = _shareConfig$custom$s.requiredVersion;
  var scope = custom.scope || (share || {}).scope || "default";
  var id = "share " + shareRows++;
  data.cs = data.cs || {};
  data.cs[id] = [[].concat(scope)[0], key, requiredVersion ? comparators(requiredVersion) : 0, (eager ? 1 : 0) | (singleton ? 2 : 0) | (strictVersion === undefined && !singleton ? 4 : strictVersion ? 4 : 0) | 16];
  return id;
};
var orFalse = function (extra, error) {
  if (extra && extra.customShareInfo && /^share-(missing|version)/.test(error.code)) return false;
  throw error;
};
Object.assign(instance, {
  loadShare: function (key, extra) {
    return babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee() {
      var id;
      return babelHelpers.regenerator().w(function (_context) {
        while (1) switch (_context.n) {
          case 0:
            id = shareRow(key, extra);
            _context.n = 1;
            return R.I(data.cs[id][0]);
          case 1:
            return _context.a(2, choose(id).catch(function (error) {
              return orFalse(extra, error);
            }).finally(function () {
              return delete data.cs[id];
            }));
        }
      }, _callee);
    }))();
  },
  loadShareSync: function (key, extra) {
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
    factory.catch(function () {});
    throw problem("share-not-ready", "Shared module ".concat(key, " is not loaded yet: make it eager, or use loadShare"));
  },
  registerShared: function (shared) {
    Object.keys(shared).forEach(function (key) {
      return [].concat(shared[key]).forEach(function (share) {
        var scopes = [].concat(share.scope || "default");
        (instance.options.shared[key] = instance.options.shared[key] || []).push(Object.assign(Object.assign({
          version: "0",
          from: instance.name
        }, share), {}, {
          scope: scopes
        }));
        scopes.forEach(function (scope) {
          return offerShare(scope, key, share);
        });
      });
    });
  },
  preloadRemote: function (list) {
    return babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee3() {
      var _instance, options, common, results;
      return babelHelpers.regenerator().w(function (_context3) {
        while (1) switch (_context3.n) {
          case 0:
            _instance = instance, options = _instance.options;
            common = {
              preloadOps: list,
              options: options,
              origin: instance
            };
            _context3.n = 1;
            return emit.beforePreloadRemote(common);
          case 1:
            results = [];
            _context3.n = 2;
            return Promise.all(list.map(function () {
              var _ref2 = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee2(_ref) {
                var nameOrAlias, exposes, _ref$resourceCategory, resourceCategory, remote, _infoOf, remoteInfo, id, preloadConfig, isManifest, manifest, assets, entry, module, files, _t;
                return babelHelpers.regenerator().w(function (_context2) {
                  while (1) switch (_context2.n) {
                    case 0:
                      nameOrAlias = _ref.nameOrAlias, exposes = _ref.exposes, _ref$resourceCategory = _ref.resourceCategory, resourceCategory = _ref$resourceCategory === void 0 ? "sync" : _ref$resourceCategory;
                      remote = options.remotes.find(function (_ref3) {
                        var name = _ref3.name,
                          alias = _ref3.alias;
                        return nameOrAlias == name || nameOrAlias == alias;
                      });
                      if (remote) {
                        _context2.n = 1;
                        break;
                      }
                      throw problem("remote-not-found", "No remote is called \"".concat(nameOrAlias, "\""));
                    case 1:
                      _infoOf = infoOf(remote), remoteInfo = _infoOf.remoteInfo;
                      id = requestOf(remote.name, exposes ? "./" + exposes[0].replace(/^\.\//, "") : "./*");
                      preloadConfig = {
                        share: true,
                        depsRemote: true,
                        recordPreloadedAssets: true,
                        nameOrAlias: nameOrAlias,
                        exposes: exposes,
                        resourceCategory: resourceCategory
                      };
                      infoOf(remote).context = {
                        initiator: "preloadRemote",
                        id: id
                      };
                      results.push({
                        remote: remote,
                        remoteInfo: remoteInfo,
                        preloadConfig: preloadConfig,
                        id: id,
                        results: []
                      });
                      isManifest = /\.json(?:$|[?#])/.test(remoteInfo.entry);
                      _t = isManifest;
                      if (!_t) {
                        _context2.n = 3;
                        break;
                      }
                      _context2.n = 2;
                      return fetchManifest(remoteInfo.entry);
                    case 2:
                      _t = _context2.v;
                    case 3:
                      manifest = _t;
                      _context2.n = 4;
                      return emit.generatePreloadAssets({
                        origin: instance,
                        preloadOptions: {
                          remote: remote,
                          preloadConfig: preloadConfig
                        },
                        remote: remote,
                        remoteInfo: remoteInfo,
                        globalSnapshot: globalSnapshot,
                        remoteSnapshot: infoOf(remote).remoteSnapshot
                      });
                    case 4:
                      assets = _context2.v;
                      if (!(typeof document != "object")) {
                        _context2.n = 5;
                        break;
                      }
                      return _context2.a(2);
                    case 5:
                      if (!assets) {
                        _context2.n = 6;
                        break;
                      }
                      (assets.entryAssets || []).forEach(function (_ref4) {
                        var url = _ref4.url;
                        return preload(url, 0, "");
                      });
                      (assets.jsAssetsWithoutEntry || []).forEach(function (url) {
                        return preload(url, 0, "");
                      });
                      (assets.cssAssets || []).forEach(function (url) {
                        return preload(url, 0, "", false, "style");
                      });
                      return _context2.a(2);
                    case 6:
                      if (isManifest) {
                        _context2.n = 7;
                        break;
                      }
                      return _context2.a(2, preload(remoteInfo.entry, 0, "", /^(module|esm)$/.test(remoteInfo.type)));
                    case 7:
                      entry = entryOf(manifest, remoteInfo.entry);
                      module = /^(module|esm)$/.test(entry.type);
                      files = new Set();
                      manifest.exposes.filter(function (_ref5) {
                        var path = _ref5.path,
                          name = _ref5.name;
                        return !exposes || exposes.some(function (wanted) {
                          return "./" + wanted.replace(/^\.\//, "") == path || wanted == name;
                        });
                      }).forEach(function (_ref6) {
                        var assets = _ref6.assets;
                        for (var _i2 = 0, _ref8 = ["js", "css"]; _i2 < _ref8.length; _i2++) {
                          var kind = _ref8[_i2];
                          ((assets[kind] || {}).sync || []).forEach(function (file) {
                            return files.add(file);
                          });
                          if (resourceCategory == "all") ((assets[kind] || {}).async || []).forEach(function (file) {
                            return files.add(file);
                          });
                        }
                      });
                      preload(entry.url, 0, entry.hash, module);
                      files.forEach(function (file) {
                        emit.handlePreloadModule({
                          id: nameOrAlias,
                          name: remote.name,
                          remote: remote,
                          remoteInfo: remoteInfo,
                          file: file,
                          origin: instance
                        });
                        preload(new URL(file, entry.base).href, 0, entry.integrity[file], module && !file.endsWith(".css"), file.endsWith(".css") && "style");
                      });
                    case 8:
                      return _context2.a(2);
                  }
                }, _callee2);
              }));
              return function (_x) {
                return _ref2.apply(this, arguments);
              };
            }()));
          case 2:
            _context3.n = 3;
            return emit.afterPreloadRemote(Object.assign(Object.assign({}, common), {}, {
              results: results
            }));
          case 3:
            return _context3.a(2);
        }
      }, _callee3);
    }))();
  },
  init: function () {
    var options = arguments.length > 0 && arguments[0] !== undefined ? arguments[0] : {};
    var name = options.name,
      remotes = options.remotes,
      shared = options.shared,
      plugins = options.plugins;
    if (name && name != instance.name) {
      if (named || data.fn) throw problem("instance-renamed", "The instance is called \"".concat(instance.name, "\", and cannot become \"").concat(name, "\""));
      instance.name = instance.options.name = name;
    }
    if (name) named = 1;
    plugIn(plugins);
    var changed = emit.beforeInit({
      origin: instance,
      userOptions: Object.assign(Object.assign({}, options), {}, {
        remotes: remotes,
        shared: shared
      }),
      options: instance.options,
      shareInfo: shared || {}
    }).userOptions;
    if (changed.remotes) instance.registerRemotes(changed.remotes);
    if (changed.shared) instance.registerShared(changed.shared);
    emit.init({
      origin: instance,
      options: instance.options
    });
    return instance;
  }
});
R.fed = {
  getInstance: function () {
    return instance;
  },
  createInstance: function () {
    throw problem("instance-single", "There is one instance in each file that boots: add to it with init(), registerRemotes() and registerShared(), or make another entry");
  }
};
for (var _i4$runtime_api = 0, _ref0$runtime_api = ["init", "loadRemote", "loadShare", "loadShareSync", "registerRemotes", "registerPlugins", "registerShared", "preloadRemote", "unloadRemote"]; _i4$runtime_api < _ref0$runtime_api.length; _i4$runtime_api++) {
  var method = _ref0$runtime_api[_i4$runtime_api];
  R.fed[method] = instance[method];
}
R.r(R.fed);
