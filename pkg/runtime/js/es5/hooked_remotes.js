// Made of ../hooked_remotes.js by e2e/lower-runtime.mjs.
var hidden = function (object, key, value) {
  return Object.defineProperty(object, key, {
    value: value,
    writable: true,
    configurable: true
  });
};
var infoOf = function (remote) {
  var module = instance.moduleCache.get(remote.name);
  if (!module) {
    module = {
      host: instance,
      inited: false,
      remoteInfo: Object.assign(Object.assign({}, remote), {}, {
        entryGlobalName: remote.entryGlobalName || remote.name
      })
    };
    hidden(module, "context");
    hidden(module, "remoteSnapshot");
    instance.moduleCache.set(remote.name, module);
  }
  return module;
};
var builtRemotes = Object.keys(data.ri || {}).map(function (reference) {
  return hidden(Object.assign({}, data.ri[reference]), "reference", reference);
});
instance.options.remotes = builtRemotes;
var remoteAt = function (reference) {
  return instance.options.remotes.find(function (remote) {
    return remote.reference == reference;
  }) || {
    name: reference,
    entry: "",
    type: "global",
    reference: reference
  };
};
var withoutHooks = {
  enter: enter,
  begin: begin,
  ext: R.ext,
  fetchJSON: fetchJSON,
  makeLink: makeLink
};
var loadByEntry = function (_ref) {
  var entry = _ref.entry,
    type = _ref.type,
    entryGlobalName = _ref.entryGlobalName;
  return /\.json(?:$|[?#])/.test(entry) ? R.mf(entry, undefined) : loadEntry(type, entryGlobalName, entry);
};
var globalLoading = {};
var requestOf = function (name, expose) {
  return expose && expose != "." ? name + "/" + expose.replace(/^\.\//, "") : name;
};
var contextOf = function (remoteInfo) {
  var _infoOf = infoOf(remoteInfo),
    _infoOf$context = _infoOf.context,
    context = _infoOf$context === void 0 ? {
      initiator: data.rr ? "loadShare" : "loadRemote",
      id: remoteInfo.name
    } : _infoOf$context;
  return Object.assign(Object.assign({}, context), {}, {
    resourceType: "remoteEntry",
    url: remoteInfo.entry
  });
};
var getRemoteEntry = function (_ref2) {
  var remoteInfo = _ref2.remoteInfo,
    _inErrorHandling = _ref2._inErrorHandling;
  var remote = instance.options.remotes.find(function (remote) {
    return remote.name == remoteInfo.name;
  }) || remoteInfo;
  var uniqueKey = remoteInfo.name + ":" + remoteInfo.entry;
  if (globalLoading[uniqueKey]) return globalLoading[uniqueKey];
  var common = {
    origin: instance,
    remoteInfo: remoteInfo,
    resourceContext: contextOf(remoteInfo)
  };
  var work = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee() {
    var container, built, _t, _t2;
    return babelHelpers.regenerator().w(function (_context) {
      while (1) switch (_context.p = _context.n) {
        case 0:
          _context.p = 0;
          _context.n = 1;
          return emit.loadEntry(Object.assign(Object.assign({}, common), {}, {
            loaderHook: instance.loaderHook
          }));
        case 1:
          container = _context.v;
          if (container) {
            _context.n = 3;
            break;
          }
          built = data.ri && data.ri[remote.reference];
          _context.n = 2;
          return built && built.entry == remoteInfo.entry ? withoutHooks.enter(remote.reference) : loadByEntry(remoteInfo);
        case 2:
          container = _context.v;
        case 3:
          _context.n = 4;
          return emit.afterLoadEntry(Object.assign(Object.assign({}, common), {}, {
            remoteEntryExports: container
          }));
        case 4:
          return _context.a(2, container);
        case 5:
          _context.p = 5;
          _t = _context.v;
          delete globalLoading[uniqueKey];
          delete cache[remote.reference];
          _t2 = !_inErrorHandling;
          if (!_t2) {
            _context.n = 7;
            break;
          }
          _context.n = 6;
          return emit.loadEntryError(Object.assign(Object.assign({}, common), {}, {
            getRemoteEntry: function (more) {
              return getRemoteEntry(Object.assign(Object.assign({}, more), {}, {
                _inErrorHandling: true
              }));
            },
            globalLoading: globalLoading,
            uniqueKey: uniqueKey
          }));
        case 6:
          _t2 = _context.v;
        case 7:
          container = _t2;
          _context.n = 8;
          return emit.afterLoadEntry(Object.assign(Object.assign({}, common), {}, {
            error: _t
          }, container && {
            remoteEntryExports: container,
            recovered: true
          }));
        case 8:
          if (container) {
            _context.n = 9;
            break;
          }
          throw _t;
        case 9:
          return _context.a(2, container);
      }
    }, _callee, null, [[0, 5]]);
  }))();
  globalLoading[uniqueKey] = work;
  var done = function () {
    return globalLoading[uniqueKey] == work && delete globalLoading[uniqueKey];
  };
  work.then(done, done);
  return work;
};
enter = function (reference) {
  return getRemoteEntry({
    remoteInfo: infoOf(remoteAt(reference)).remoteInfo
  });
};
begin = function () {
  var _ref4 = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee3(reference, container, scope, initScope) {
    var module, remoteInfo, remoteSnapshot, _module$context, context, common, _t3;
    return babelHelpers.regenerator().w(function (_context3) {
      while (1) switch (_context3.p = _context3.n) {
        case 0:
          module = infoOf(remoteAt(reference));
          remoteInfo = module.remoteInfo;
          remoteSnapshot = module.remoteSnapshot, _module$context = module.context, context = _module$context === void 0 ? {} : _module$context;
          common = {
            id: context.id || remoteInfo.name,
            remoteInfo: remoteInfo,
            remoteSnapshot: remoteSnapshot,
            origin: instance
          };
          module.remoteEntryExports = container;
          _context3.n = 1;
          return emit.beforeInitRemote(common);
        case 1:
          _context3.p = 1;
          _context3.n = 2;
          return withoutHooks.begin(reference, {
            init: function () {
              var _ref5 = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee2(shareScope, initScope, remoteEntryInitOptions) {
                var args;
                return babelHelpers.regenerator().w(function (_context2) {
                  while (1) switch (_context2.n) {
                    case 0:
                      _context2.n = 1;
                      return emit.beforeInitContainer({
                        shareScope: shareScope,
                        remoteEntryInitOptions: remoteEntryInitOptions,
                        initScope: initScope,
                        remoteInfo: remoteInfo,
                        origin: instance
                      });
                    case 1:
                      args = _context2.v;
                      if (!container.init) {
                        _context2.n = 2;
                        break;
                      }
                      _context2.n = 2;
                      return container.init(args.shareScope, args.initScope, args.remoteEntryInitOptions);
                    case 2:
                      _context2.n = 3;
                      return emit.initContainer(Object.assign(Object.assign({}, args), {}, {
                        id: common.id,
                        remoteSnapshot: remoteSnapshot,
                        remoteEntryExports: container
                      }));
                    case 3:
                      return _context2.a(2);
                  }
                }, _callee2);
              }));
              return function init(_x5, _x6, _x7) {
                return _ref5.apply(this, arguments);
              };
            }()
          }, scope, initScope);
        case 2:
          module.inited = true;
          _context3.n = 5;
          break;
        case 3:
          _context3.p = 3;
          _t3 = _context3.v;
          _context3.n = 4;
          return emit.afterInitRemote(Object.assign(Object.assign({}, common), {}, {
            remoteEntryExports: container,
            error: _t3
          }));
        case 4:
          throw _t3;
        case 5:
          _context3.n = 6;
          return emit.afterInitRemote(Object.assign(Object.assign({}, common), {}, {
            remoteEntryExports: container
          }));
        case 6:
          return _context3.a(2);
      }
    }, _callee3, null, [[1, 3]]);
  }));
  return function begin(_x, _x2, _x3, _x4) {
    return _ref4.apply(this, arguments);
  };
}();
R.ext = function (name, url, more) {
  var module = Array.from(instance.moduleCache.values()).find(function (module) {
    return module.remoteInfo.entryGlobalName == name;
  });
  var attrs = {};
  var _ref6 = module || {},
    remoteInfo = _ref6.remoteInfo;
  var answer = emit.createScript({
    url: url,
    attrs: attrs,
    remoteInfo: remoteInfo,
    resourceContext: module && Object.assign(Object.assign({}, contextOf(remoteInfo)), {}, {
      url: url
    })
  }) || {};
  var tag = answer.script || answer.tagName && answer;
  if (answer.url) url = answer.url;
  if (answer.timeout) more = Object.assign(Object.assign({}, more), {}, {
    timeout: answer.timeout
  });
  if (!tag && (typeof document != "object" || !Object.keys(attrs).length)) return withoutHooks.ext(name, url, more);
  if (!tag) {
    tag = document.createElement("script");
    if (R.nc) tag.nonce = R.nc;
    Object.assign(tag, more, {
      src: R.tu ? R.tu(url) : url
    });
    for (var key in attrs) tag.setAttribute(key, attrs[key]);
  }
  tag.setAttribute("data-webpack", data.n + ":" + name);
  document.head.appendChild(tag);
  return withoutHooks.ext(name, tag.getAttribute("src"), more);
};
fetchJSON = function () {
  var _ref7 = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee4(url, options) {
    var module, response;
    return babelHelpers.regenerator().w(function (_context4) {
      while (1) switch (_context4.n) {
        case 0:
          module = Array.from(instance.moduleCache.values()).find(function (module) {
            return module.remoteInfo.entry == url;
          });
          _context4.n = 1;
          return emit.fetch(url, options, module && module.remoteInfo, module && Object.assign(Object.assign({}, contextOf(module.remoteInfo)), {}, {
            resourceType: "manifest",
            url: url
          }));
        case 1:
          response = _context4.v;
          if (!(!response || !response.json)) {
            _context4.n = 3;
            break;
          }
          _context4.n = 2;
          return withoutHooks.fetchJSON(url, options);
        case 2:
          response = _context4.v;
        case 3:
          if (module) hidden(module, "response", response.clone ? response.clone() : response);
          return _context4.a(2, response);
      }
    }, _callee4);
  }));
  return function fetchJSON(_x8, _x9) {
    return _ref7.apply(this, arguments);
  };
}();
makeLink = function (url) {
  var module = Array.from(instance.moduleCache.values()).find(function (_ref8) {
    var remoteSnapshot = _ref8.remoteSnapshot;
    return remoteSnapshot && url.startsWith(remoteSnapshot.publicPath);
  });
  var _ref9 = module || {},
    remoteInfo = _ref9.remoteInfo;
  var resourceContext = module && Object.assign(Object.assign({}, contextOf(remoteInfo)), {}, {
    resourceType: /\.css(?:$|[?#])/.test(url) ? "css" : "js",
    url: url
  });
  var answer = emit.createLink({
    url: url,
    attrs: {},
    remoteInfo: remoteInfo,
    resourceContext: resourceContext
  }) || {};
  return answer.link || (answer.tagName ? answer : withoutHooks.makeLink(url));
};
var matchRemote = function (id) {
  for (var _i2 = 0, _instance$options$rem2 = instance.options.remotes; _i2 < _instance$options$rem2.length; _i2++) {
    var remote = _instance$options$rem2[_i2];
    for (var _i4 = 0, _ref1 = [remote.name, remote.alias]; _i4 < _ref1.length; _i4++) {
      var name = _ref1[_i4];
      if (name && (id == name || id.startsWith(name + "/"))) return {
        pkgNameOrAlias: name,
        expose: "." + id.slice(name.length),
        remote: remote
      };
    }
  }
};
var loadRemote = function () {
  var _ref10 = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee5(id) {
    var _ref11,
      _ref11$loadFactory,
      loadFactory,
      _ref11$from,
      from,
      getScope,
      _instance,
      options,
      request,
      found,
      end,
      origin,
      asked,
      error,
      remoteInfo,
      _found,
      remote,
      expose,
      module,
      there,
      container,
      again,
      common,
      factory,
      result,
      wrapper,
      instead,
      _args5 = arguments,
      _t4,
      _t5,
      _t6,
      _t7;
    return babelHelpers.regenerator().w(function (_context5) {
      while (1) switch (_context5.p = _context5.n) {
        case 0:
          _ref11 = _args5.length > 1 && _args5[1] !== undefined ? _args5[1] : {}, _ref11$loadFactory = _ref11.loadFactory, loadFactory = _ref11$loadFactory === void 0 ? true : _ref11$loadFactory, _ref11$from = _ref11.from, from = _ref11$from === void 0 ? "runtime" : _ref11$from;
          getScope = _args5.length > 2 ? _args5[2] : undefined;
          _instance = instance, options = _instance.options;
          request = id;
          found = matchRemote(id) || {};
          end = {};
          origin = instance;
          _context5.p = 1;
          _context5.p = 2;
          _context5.n = 3;
          return emit.beforeRequest({
            id: id,
            options: options,
            origin: origin
          });
        case 3:
          asked = _context5.v;
          _context5.n = 6;
          break;
        case 4:
          _context5.p = 4;
          _t4 = _context5.v;
          _context5.n = 5;
          return emit.errorLoadRemote({
            id: id,
            options: options,
            origin: origin,
            from: "runtime",
            error: _t4,
            lifecycle: "beforeRequest"
          });
        case 5:
          asked = _context5.v;
          if (!(!asked || !asked.id)) {
            _context5.n = 6;
            break;
          }
          throw _t4;
        case 6:
          request = asked.id;
          found = matchRemote(request);
          if (found) {
            _context5.n = 8;
            break;
          }
          error = problem("remote-not-found", "\"".concat(request, "\" begins with the name of no remote of \"").concat(instance.name, "\""), {
            remote: request
          });
          _context5.n = 7;
          return emit.afterMatchRemote({
            id: request,
            options: options,
            error: error,
            origin: origin
          });
        case 7:
          throw error;
        case 8:
          remoteInfo = infoOf(found.remote).remoteInfo;
          _context5.n = 9;
          return emit.afterMatchRemote(Object.assign(Object.assign({
            id: request
          }, found), {}, {
            options: options,
            remoteInfo: remoteInfo,
            origin: origin
          }));
        case 9:
          _context5.n = 10;
          return emit.afterResolve(Object.assign(Object.assign({
            id: request
          }, found), {}, {
            options: options,
            remoteInfo: remoteInfo,
            origin: origin
          }));
        case 10:
          found = _context5.v;
          _found = found, remote = _found.remote, expose = _found.expose;
          _context5.n = 11;
          return Promise.all([].concat(remote.shareScope).map(function (name) {
            return R.I(name);
          }));
        case 11:
          module = infoOf(remote);
          module.context = {
            initiator: "loadRemote",
            id: requestOf(remote.name, expose),
            expose: expose
          };
          there = module.inited;
          _context5.n = 12;
          return connect(remote.reference, remote.shareScope);
        case 12:
          container = _context5.v;
          if (!there) {
            _context5.n = 14;
            break;
          }
          again = {
            remoteInfo: remoteInfo,
            remoteEntryExports: container,
            cached: true,
            origin: origin
          };
          _context5.n = 13;
          return emit.afterLoadEntry(Object.assign(Object.assign({}, again), {}, {
            resourceContext: contextOf(remoteInfo)
          }));
        case 13:
          _context5.n = 14;
          return emit.afterInitRemote(Object.assign(Object.assign({}, again), {}, {
            id: request,
            remoteSnapshot: module.remoteSnapshot
          }));
        case 14:
          common = {
            id: request,
            expose: expose,
            moduleInfo: remoteInfo,
            origin: origin
          };
          _context5.n = 15;
          return emit.beforeGetExpose(Object.assign(Object.assign({}, common), {}, {
            remoteEntryExports: container
          }));
        case 15:
          _context5.p = 15;
          _context5.n = 16;
          return emit.getModuleFactory({
            remoteEntryExports: container,
            expose: expose,
            moduleInfo: remoteInfo
          });
        case 16:
          factory = _context5.v;
          if (!(typeof factory != "function")) {
            _context5.n = 18;
            break;
          }
          _context5.n = 17;
          return container.get(expose, getScope);
        case 17:
          factory = _context5.v;
        case 18:
          if (factory) {
            _context5.n = 19;
            break;
          }
          throw Error("Module \"".concat(expose, "\" does not exist in container."));
        case 19:
          _context5.n = 22;
          break;
        case 20:
          _context5.p = 20;
          _t5 = _context5.v;
          _context5.n = 21;
          return emit.afterGetExpose(Object.assign(Object.assign({}, common), {}, {
            remoteEntryExports: container,
            error: _t5
          }));
        case 21:
          throw _t5;
        case 22:
          _context5.n = 23;
          return emit.afterGetExpose(Object.assign(Object.assign({}, common), {}, {
            remoteEntryExports: container,
            moduleFactory: factory
          }));
        case 23:
          result = factory;
          if (!loadFactory) {
            _context5.n = 29;
            break;
          }
          _context5.n = 24;
          return emit.beforeExecuteFactory(Object.assign(Object.assign({}, common), {}, {
            loadFactory: loadFactory
          }));
        case 24:
          _context5.p = 24;
          _context5.n = 25;
          return factory();
        case 25:
          result = _context5.v;
          _context5.n = 28;
          break;
        case 26:
          _context5.p = 26;
          _t6 = _context5.v;
          _context5.n = 27;
          return emit.afterExecuteFactory(Object.assign(Object.assign({}, common), {}, {
            loadFactory: loadFactory,
            error: _t6
          }));
        case 27:
          throw _t6;
        case 28:
          _context5.n = 29;
          return emit.afterExecuteFactory(Object.assign(Object.assign({}, common), {}, {
            loadFactory: loadFactory,
            exposeModule: result
          }));
        case 29:
          _context5.n = 30;
          return emit.onLoad(Object.assign(Object.assign({}, found), {}, {
            id: request,
            exposeModule: loadFactory ? result : undefined,
            exposeModuleFactory: loadFactory ? undefined : result,
            options: {
              host: instance,
              remoteInfo: remoteInfo
            },
            moduleInstance: infoOf(remote),
            origin: origin
          }));
        case 30:
          wrapper = _context5.v;
          return _context5.a(2, typeof wrapper == "function" ? wrapper : result);
        case 31:
          _context5.p = 31;
          _t7 = _context5.v;
          remote = found && found.remote || {};
          error = _t7 && _t7.code == "remote-not-found" ? _t7 : remoteProblem(_t7, [0, found && found.expose || ".", remote.entry || remote.reference, remote.alias || remote.name || request]);
          end.error = error;
          _context5.n = 32;
          return emit.errorLoadRemote({
            id: id,
            error: error,
            from: from,
            lifecycle: "onLoad",
            expose: found && found.expose,
            remote: remoteInfo,
            origin: origin
          });
        case 32:
          instead = _context5.v;
          if (instead) {
            _context5.n = 33;
            break;
          }
          throw error;
        case 33:
          end.recovered = true;
          return _context5.a(2, instead);
        case 34:
          _context5.p = 34;
          _context5.n = 35;
          return emit.afterLoadRemote(Object.assign({
            id: request,
            expose: found && found.expose,
            remote: remoteInfo,
            options: {
              loadFactory: loadFactory,
              from: from
            },
            origin: origin
          }, end));
        case 35:
          return _context5.f(34);
        case 36:
          return _context5.a(2);
      }
    }, _callee5, null, [[24, 26], [15, 20], [2, 4], [1, 31, 34, 36]]);
  }));
  return function loadRemote(_x0) {
    return _ref10.apply(this, arguments);
  };
}();
reach = function () {
  var _ref13 = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee6(_ref12, getScope) {
    var expose, reference, factory;
    return babelHelpers.regenerator().w(function (_context6) {
      while (1) switch (_context6.n) {
        case 0:
          expose = _ref12[1], reference = _ref12[2];
          _context6.n = 1;
          return loadRemote(remoteAt(reference).name + expose.slice(1), {
            loadFactory: false,
            from: "build"
          }, getScope);
        case 1:
          factory = _context6.v;
          return _context6.a(2, typeof factory == "function" ? factory : function () {
            return factory;
          });
      }
    }, _callee6);
  }));
  return function reach(_x1, _x10) {
    return _ref13.apply(this, arguments);
  };
}();
if (data.rr) {
  var reportOffline = offline;
  offline = function () {
    var _ref14 = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee7(reference, error, scope, initScope) {
      var _infoOf2, remoteInfo, loads, container, _t8;
      return babelHelpers.regenerator().w(function (_context7) {
        while (1) switch (_context7.n) {
          case 0:
            _infoOf2 = infoOf(remoteAt(reference)), remoteInfo = _infoOf2.remoteInfo;
            loads = error.code != "remote-init-failed";
            _t8 = loads;
            if (!_t8) {
              _context7.n = 2;
              break;
            }
            _context7.n = 1;
            return emit.errorLoadRemote({
              id: remoteInfo.name,
              error: error,
              from: "runtime",
              lifecycle: "beforeLoadShare",
              remote: remoteInfo,
              origin: instance
            });
          case 1:
            _t8 = _context7.v;
          case 2:
            container = _t8;
            if (!(!container || !container.init)) {
              _context7.n = 3;
              break;
            }
            return _context7.a(2, reportOffline(reference, error));
          case 3:
            _context7.n = 4;
            return begin(reference, container, scope, initScope);
          case 4:
            containers[reference] = Promise.resolve(container);
          case 5:
            return _context7.a(2);
        }
      }, _callee7);
    }));
    return function offline(_x11, _x12, _x13, _x14) {
      return _ref14.apply(this, arguments);
    };
  }();
}
var forgetRemote = function (remote) {
  var reference = remote.reference;
  var _infoOf3 = infoOf(remote),
    remoteInfo = _infoOf3.remoteInfo;
  instance.options.remotes.splice(instance.options.remotes.indexOf(remote), 1);
  instance.moduleCache.delete(remote.name);
  delete containers[reference];
  delete cache[reference];
  delete manifests[remoteInfo.entry];
  if (withoutHooks.ext && withoutHooks.ext.forget) withoutHooks.ext.forget(remoteInfo.entryGlobalName);
  Object.keys(data.rs || {}).forEach(function (id) {
    if (data.rs[id][2] == reference) {
      data.rs[id].p = 0;
      delete cache[id];
    }
  });
  var scope = typeof self == "object" ? self : globalThis;
  var global = remoteInfo.entryGlobalName;
  var sources = scope[Symbol.for("mfbundle.containers")] || {};
  if (sources[global] || scope[global]) {
    scope[global] = undefined;
    delete sources[global];
  }
};
instance.registerRemotes = function (remotes) {
  var _ref15 = arguments.length > 1 && arguments[1] !== undefined ? arguments[1] : {},
    force = _ref15.force;
  return remotes.forEach(function (remote) {
    remote = Object.assign({
      shareScope: "default",
      type: "global"
    }, emit.beforeRegisterRemote({
      remote: remote,
      origin: instance
    }).remote);
    if (!remote.name || !remote.entry) throw problem("remote-invalid", "A remote has a name and an entry");
    var known = instance.options.remotes.find(function (other) {
      return other.name == remote.name;
    });
    if (known) {
      if (!force) return;
      forgetRemote(known);
    }
    var clash = remote.alias && instance.options.remotes.find(function (_ref16) {
      var name = _ref16.name,
        _ref16$alias = _ref16.alias,
        alias = _ref16$alias === void 0 ? "" : _ref16$alias;
      return name.startsWith(remote.alias) || alias.startsWith(remote.alias);
    });
    if (clash) throw problem("remote-invalid", "The alias \"".concat(remote.alias, "\" of \"").concat(remote.name, "\" is how the remote \"").concat(clash.name, "\" begins"));
    hidden(remote, "reference", known ? known.reference : "remote " + remote.name);
    if (!known) modules[remote.reference] = function (module) {
      return module.exports = loadByEntry(infoOf(remote).remoteInfo);
    };
    instance.options.remotes.push(remote);
    emit.registerRemote({
      remote: remote,
      origin: instance
    });
  });
};
instance.unloadRemote = function (name) {
  var remote = instance.options.remotes.find(function (remote) {
    return name == remote.name || name == remote.alias;
  });
  if (!remote) throw problem("remote-not-found", "No remote is called \"".concat(name, "\""));
  forgetRemote(remote);
  instance.options.remotes.push(remote);
};
instance.loadRemote = function (id, options) {
  return loadRemote(id, options);
};
