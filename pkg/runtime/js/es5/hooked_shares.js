// Made of ../hooked_shares.js by e2e/lower-runtime.mjs.
var chooseCopy = choose;
var useCopy = use;
var registerCopy = register;
var offerScope = R.I;
var choosing;
var recordOf = function (strategy) {
  return {
    deps: [],
    useIn: [],
    loading: null,
    strategy: strategy
  };
};
var shareInfoOf = function (id) {
  var _data$cs$id = data.cs[id],
    scope = _data$cs$id[0],
    key = _data$cs$id[1],
    range = _data$cs$id[2],
    flags = _data$cs$id[3];
  var _ref = (instance.options.shared[key] || [])[0] || {},
    get = _ref.get,
    version = _ref.version;
  var chunkId = Object.keys(data.cc).find(function (chunk) {
    return data.cc[chunk].some(function (module) {
      return module == id;
    });
  });
  return {
    pkgName: key,
    loadContext: chunkId === undefined ? {
      trigger: "runtime"
    } : {
      trigger: "build",
      moduleId: id,
      chunkId: chunkId == +chunkId ? +chunkId : chunkId
    },
    shareInfo: Object.assign(Object.assign(Object.assign({}, recordOf(instance.options.shareStrategy)), get && {
      get: get,
      version: version
    }), {}, {
      scope: [].concat(scope),
      shareKey: key,
      from: data.n,
      shareConfig: {
        requiredVersion: range || false,
        eager: !!(flags & 1),
        singleton: !!(flags & 2),
        strictVersion: !!(flags & 4)
      }
    })
  };
};
use = function (entry) {
  if (choosing) {
    var scope = choosing.shareInfo.scope[0];
    var args = emit.resolveShare({
      shareScopeMap: R.S,
      scope: scope,
      pkgName: choosing.pkgName,
      version: entry.version,
      shareInfo: choosing.shareInfo,
      loadContext: choosing.loadContext,
      GlobalFederation: (typeof self == "object" ? self : globalThis).__FEDERATION__,
      resolver: function () {
        return {
          shared: entry,
          useTreesShaking: false
        };
      }
    });
    entry = args.resolver();
    entry = entry && entry.shared || entry;
    if (!entry.get && !entry.lib) entry = {
      lib: function (copy) {
        return function () {
          return copy;
        };
      }(entry)
    };
    choosing.selectedShared = entry;
    entry.useIn = entry.useIn || [];
    if (!entry.useIn.includes(data.n)) entry.useIn.push(data.n);
  }
  return useCopy(entry);
};
choose = function (id, now) {
  var about = Object.assign(Object.assign({}, shareInfoOf(id)), {}, {
    shared: instance.options.shared,
    origin: instance
  });
  var rest = {
    shareScopeMap: R.S,
    lifecycle: now ? "loadShareSync" : "loadShare"
  };
  var pick = function () {
    choosing = about;
    try {
      return chooseCopy(id);
    } finally {
      choosing = undefined;
    }
  };
  var done = function (factory) {
    emit.afterLoadShare(Object.assign(Object.assign({}, about), rest));
    return factory;
  };
  var failed = function (error) {
    emit.errorLoadShare(Object.assign(Object.assign(Object.assign({}, about), rest), {}, {
      error: error
    }));
    throw error;
  };
  if (now) {
    try {
      var factory = pick();
    } catch (error) {
      failed(error);
    }
    return factory.then ? factory : done(factory);
  }
  return emit.beforeLoadShare(about).then(function (args) {
    return Object.assign(about, args), pick();
  }).then(done, failed);
};
register = function (scope, key, version) {
  var previousShared = (R.S[scope][key] || {})[version];
  for (var _len = arguments.length, rest = new Array(_len > 3 ? _len - 3 : 0), _key = 3; _key < _len; _key++) {
    rest[_key - 3] = arguments[_key];
  }
  registerCopy.apply(void 0, [scope, key, version].concat(rest));
  var shared = R.S[scope][key][version];
  if (shared != previousShared) Object.assign(shared, Object.assign(Object.assign({}, recordOf("version-first")), shared));
  if (shared.from == data.n) emit.beforeRegisterShare({
    origin: instance,
    pkgName: key,
    shared: shared
  });
  emit.afterRegisterShare({
    pkgName: key,
    scope: scope,
    shared: shared,
    previousShared: previousShared,
    registeredShared: shared,
    trigger: rest[0] ? "build" : "runtime",
    shareScopeMap: R.S,
    origin: instance
  });
};
var offers = {};
var offerShare = function (scope, key, share) {
  if (!offered[scope]) return (offers[scope] = offers[scope] || []).push([key, share]);
  var _share$version = share.version,
    version = _share$version === void 0 ? "0" : _share$version,
    lib = share.lib,
    get = share.get,
    _share$shareConfig = share.shareConfig;
  _share$shareConfig = _share$shareConfig === void 0 ? {} : _share$shareConfig;
  var eager = _share$shareConfig.eager,
    singleton = _share$shareConfig.singleton,
    strictVersion = _share$shareConfig.strictVersion,
    requiredVersion = _share$shareConfig.requiredVersion;
  var before = (R.S[scope][key] || {})[version];
  register(scope, key, version, 0, 0, (eager ? 1 : 0) | (singleton ? 2 : 0) | (strictVersion ? 4 : 0), requiredVersion === undefined ? "^" + version : requiredVersion);
  var entry = R.S[scope][key][version];
  if (entry != before) Object.assign(entry, {
    get: get || function () {
      return lib;
    }
  }, lib && {
    lib: lib,
    loaded: 1
  });
};
R.I = function (scope, initScope, options) {
  if (Array.isArray(scope)) return Promise.all(scope.map(function (name) {
    return R.I(name, initScope);
  }));
  if (R.S[scope] && !offered[scope]) {
    emit.initContainerShareScopeMap({
      shareScope: R.S[scope],
      scopeName: scope,
      options: instance.options,
      origin: instance
    });
  }
  var result = offerScope(scope, initScope, options);
  (offers[scope] || []).splice(0).forEach(function (_ref2) {
    var key = _ref2[0],
      share = _ref2[1];
    return offerShare(scope, key, share);
  });
  return result;
};
Object.keys(data.ps).forEach(function (scope) {
  return data.ps[scope].forEach(function (_ref3) {
    var key = _ref3[0],
      version = _ref3[1],
      ids = _ref3[2],
      chunks = _ref3[3],
      flags = _ref3[4],
      requiredVersion = _ref3[5];
    return (instance.options.shared[key] = instance.options.shared[key] || []).push(Object.assign(Object.assign({}, recordOf(instance.options.shareStrategy)), {}, {
      version: version,
      scope: [scope],
      from: data.n,
      get: function () {
        return load(ids, chunks);
      },
      shareConfig: {
        requiredVersion: requiredVersion || false,
        eager: !!(flags & 1),
        singleton: !!(flags & 2),
        strictVersion: !!(flags & 4)
      }
    }));
  });
});
