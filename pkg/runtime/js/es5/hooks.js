// Made of ../hooks.js by e2e/lower-runtime.mjs.
var answerOf = function (name, before, after) {
  if (after === undefined) return before;
  if (!after || typeof after != "object" || Object.keys(before).some(function (key) {
    return !(key in after);
  })) {
    throw problem("plugin-result-invalid", "A plugin answered the hook \"".concat(name, "\" with something that lacks what it was given"));
  }
  return after;
};
var kinds = {
  s: function (name, listeners, args) {
    return listeners.reduce(function (result, listener) {
      var next = listener.apply(void 0, args);
      return next === undefined ? result : next;
    }, undefined);
  },
  a: function () {
    var _ref = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee(name, listeners, args) {
      var result, _i2, listener, next;
      return babelHelpers.regenerator().w(function (_context) {
        while (1) switch (_context.n) {
          case 0:
            _i2 = 0;
          case 1:
            if (!(_i2 < listeners.length)) {
              _context.n = 5;
              break;
            }
            listener = listeners[_i2];
            if (!(result === false)) {
              _context.n = 2;
              break;
            }
            return _context.a(3, 5);
          case 2:
            _context.n = 3;
            return listener.apply(void 0, args);
          case 3:
            next = _context.v;
            if (next !== undefined && (args[1] || next !== args[0])) result = next;
          case 4:
            _i2++;
            _context.n = 1;
            break;
          case 5:
            return _context.a(2, result);
        }
      }, _callee);
    }));
    return function a(_x, _x2, _x3) {
      return _ref.apply(this, arguments);
    };
  }(),
  S: function (name, listeners, _ref2) {
    var argument = _ref2[0];
    return listeners.reduce(function (value, listener) {
      return answerOf(name, value, listener(value));
    }, argument);
  },
  A: function () {
    var _ref4 = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee2(name, listeners, _ref3) {
      var argument, _i4, listener, _t, _t2, _t3;
      return babelHelpers.regenerator().w(function (_context2) {
        while (1) switch (_context2.n) {
          case 0:
            argument = _ref3[0];
            _i4 = 0;
          case 1:
            if (!(_i4 < listeners.length)) {
              _context2.n = 4;
              break;
            }
            listener = listeners[_i4];
            _t = answerOf;
            _t2 = name;
            _t3 = argument;
            _context2.n = 2;
            return listener(argument);
          case 2:
            argument = _t(_t2, _t3, _context2.v);
          case 3:
            _i4++;
            _context2.n = 1;
            break;
          case 4:
            return _context2.a(2, argument);
        }
      }, _callee2);
    }));
    return function A(_x4, _x5, _x6) {
      return _ref4.apply(this, arguments);
    };
  }()
};
var emit = {};
var hookGroups = [];
var hooksOf = function (names) {
  var lifecycle = {};
  names.split(" ").forEach(function (item) {
    var _item$split = item.split(":"),
      kind = _item$split[0],
      name = _item$split[1];
    var listeners = new Set();
    var send = function () {
      for (var _len = arguments.length, args = new Array(_len), _key = 0; _key < _len; _key++) {
        args[_key] = arguments[_key];
      }
      return kinds[kind](name, Array.from(listeners), args);
    };
    lifecycle[name] = {
      type: name,
      listeners: listeners,
      emit: send,
      on: function (listener) {
        return typeof listener == "function" && listeners.add(listener);
      },
      once: function (listener) {
        var first = function () {
          listeners.delete(first);
          return listener.apply(void 0, arguments);
        };
        listeners.add(first);
      },
      remove: function (listener) {
        return listeners.delete(listener);
      },
      removeAll: function () {
        return listeners.clear();
      }
    };
    emit[name] = send;
  });
  hookGroups.push(lifecycle);
  return {
    lifecycle: lifecycle
  };
};
var instance = {
  name: data.fn || data.n,
  version: "mfbundle",
  options: {
    id: data.fn || data.n,
    name: data.fn || data.n,
    plugins: [],
    remotes: [],
    shared: {},
    inBrowser: typeof document == "object",
    shareStrategy: data.rr ? "version-first" : "loaded-first"
  },
  moduleCache: new Map(),
  shareScopeMap: R.S,
  hooks: hooksOf("S:beforeInit s:init A:beforeInitContainer A:initContainer"),
  loaderHook: hooksOf("s:getModuleInfo s:createScript s:createLink a:fetch a:loadEntryError a:afterLoadEntry a:beforeInitRemote a:afterInitRemote a:beforeGetExpose a:afterGetExpose a:beforeExecuteFactory a:afterExecuteFactory a:getModuleFactory"),
  bridgeHook: hooksOf("s:beforeBridgeRender s:afterBridgeRender s:beforeBridgeDestroy s:afterBridgeDestroy"),
  remoteHandler: {
    hooks: hooksOf("S:beforeRegisterRemote S:registerRemote A:beforeRequest a:afterMatchRemote a:onLoad a:afterLoadRemote s:handlePreloadModule a:errorLoadRemote a:beforePreloadRemote a:generatePreloadAssets a:afterPreloadRemote a:loadEntry")
  },
  sharedHandler: {
    shareScopeMap: R.S,
    hooks: hooksOf("S:beforeRegisterShare s:afterRegisterShare A:afterResolve A:beforeLoadShare a:loadShare s:afterLoadShare s:errorLoadShare S:resolveShare S:initContainerShareScopeMap")
  },
  snapshotHandler: {
    hooks: hooksOf("a:beforeLoadRemoteSnapshot A:loadSnapshot A:loadRemoteSnapshot A:afterLoadSnapshot a:beforeLoadManifest a:afterLoadManifest")
  }
};
var plugIn = function (plugins) {
  return (plugins || []).forEach(function (plugin) {
    if (!plugin) return;
    if (!plugin.name) throw problem("plugin-invalid", "A runtime plugin is an object with a name and hooks");
    if (instance.options.plugins.some(function (other) {
      return other.name == plugin.name;
    })) return;
    instance.options.plugins.push(plugin);
    var hooks = plugin.apply && plugin.apply(instance) || plugin;
    hookGroups.forEach(function (lifecycle) {
      for (var name in lifecycle) lifecycle[name].on(hooks[name]);
    });
  });
};
instance.registerPlugins = plugIn;
