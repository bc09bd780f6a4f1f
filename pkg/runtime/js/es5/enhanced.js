// Made of ../enhanced.js by e2e/lower-runtime.mjs.
R.S = {};
var shareConfigOf = function (requiredVersion, flags) {
  return {
    fixedDependencies: false,
    requiredVersion: requiredVersion || false,
    strictVersion: !!(flags & 4),
    singleton: !!(flags & 2),
    eager: !!(flags & 1)
  };
};
var scopeToSharingDataMapping = {};
var sharedOptions = {};
Object.keys(data.ps || {}).forEach(function (scope) {
  scopeToSharingDataMapping[scope] = data.ps[scope].map(function (_ref) {
    var name = _ref[0],
      version = _ref[1],
      ids = _ref[2],
      chunks = _ref[3],
      flags = _ref[4],
      required = _ref[5];
    var factory = function () {
      return load(ids, chunks);
    };
    var shareConfig = shareConfigOf(required, flags);
    (sharedOptions[name] = sharedOptions[name] || []).push({
      version: version,
      scope: [scope],
      shareConfig: shareConfig,
      get: factory
    });
    return Object.assign({
      name: name,
      version: version,
      factory: factory
    }, shareConfig);
  });
});
var moduleToHandlerMapping = {};
var moduleIdToConsumeDataMapping = {};
Object.keys(data.cs || {}).forEach(function (id) {
  var _data$cs$id = data.cs[id],
    shareScope = _data$cs$id[0],
    shareKey = _data$cs$id[1],
    range = _data$cs$id[2],
    flags = _data$cs$id[3],
    fallbackId = _data$cs$id[4],
    fallbackChunks = _data$cs$id[5];
  var shareConfig = shareConfigOf(range, flags);
  var getter = flags & 16 ? undefined : function () {
    return load(fallbackId, fallbackChunks);
  };
  moduleToHandlerMapping[id] = {
    getter: getter,
    shareInfo: {
      shareConfig: shareConfig,
      scope: [].concat(shareScope)
    },
    shareKey: shareKey
  };
  moduleIdToConsumeDataMapping[id] = Object.assign({
    shareScope: shareScope,
    shareKey: shareKey,
    fallback: getter
  }, shareConfig);
});
var idToExternalAndNameMapping = {};
var idToRemoteMap = {};
var moduleIdToRemoteDataMapping = {};
Object.keys(data.rs || {}).forEach(function (id) {
  var _data$rs$id = data.rs[id],
    shareScope = _data$rs$id[0],
    name = _data$rs$id[1],
    externalModuleId = _data$rs$id[2],
    remoteName = _data$rs$id[3];
  idToExternalAndNameMapping[id] = [shareScope, name, externalModuleId, remoteName];
  idToRemoteMap[id] = data.fd.remotes[remoteName];
  moduleIdToRemoteDataMapping[id] = {
    shareScope: shareScope,
    name: name,
    externalModuleId: externalModuleId,
    remoteName: remoteName
  };
});
var consumesOfChunks = data.cc || {};
var remotesOfChunks = data.rm || {};
R.initializeSharingData = {
  scopeToSharingDataMapping: scopeToSharingDataMapping,
  uniqueName: data.fd.name,
  _updated: 1
};
R.consumesLoadingData = {
  chunkMapping: consumesOfChunks,
  moduleIdToConsumeDataMapping: moduleIdToConsumeDataMapping,
  initialConsumes: data.ci || [],
  _updated: 1
};
R.remotesLoadingData = {
  chunkMapping: remotesOfChunks,
  moduleIdToRemoteDataMapping: moduleIdToRemoteDataMapping,
  _updated: 1
};
var federation = R.federation = {
  initOptions: {
    name: data.fd.name,
    remotes: Object.values(data.fd.remotes).flat().filter(function (remote) {
      return remote.externalType == "script";
    }),
    shared: sharedOptions,
    shareStrategy: data.fd.strategy
  },
  bundlerRuntimeOptions: {
    remotes: {
      chunkMapping: remotesOfChunks,
      idToExternalAndNameMapping: idToExternalAndNameMapping,
      idToRemoteMap: idToRemoteMap,
      remoteInfos: data.fd.remotes,
      webpackRequire: R
    }
  }
};
var initialConsumed = {};
var startFederation = function () {
  if (federation.instance) return;
  var given = R(data.fd.m);
  given = given.default || given;
  for (var key in given) if (federation[key] === undefined) federation[key] = given[key];
  R.fed = federation.runtime;
  federation.initOptions.plugins = (data.rp || []).map(function (_ref2) {
    var id = _ref2[0],
      parameters = _ref2[1];
    return (R(id).default || R(id))(parameters);
  }).filter(Boolean);
  federation.instance = federation.bundlerRuntime.init({
    webpackRequire: R
  });
  federation.attachShareScopeMap(R);
  if (data.ci) {
    federation.bundlerRuntime.installInitialConsumes({
      webpackRequire: R,
      installedModules: initialConsumed,
      initialConsumes: data.ci,
      moduleToHandlerMapping: moduleToHandlerMapping
    });
  }
};
var sharingPromises = {};
var sharingTokens = {};
R.I = function (shareScopeName, initScope) {
  startFederation();
  if (!federation.bundlerRuntime.I) return 1;
  return federation.bundlerRuntime.I({
    shareScopeName: shareScopeName,
    initScope: initScope,
    initPromises: sharingPromises,
    initTokens: sharingTokens,
    webpackRequire: R
  });
};
R.f.consumes = function (chunkId, promises) {
  startFederation();
  if (!data.cs) return;
  federation.bundlerRuntime.consumes({
    chunkId: chunkId,
    promises: promises,
    chunkMapping: consumesOfChunks,
    installedModules: initialConsumed,
    moduleToHandlerMapping: moduleToHandlerMapping,
    webpackRequire: R
  });
};
R.f.remotes = function (chunkId, promises) {
  startFederation();
  if (!data.rs) return;
  (remotesOfChunks[chunkId] || []).forEach(function (id) {
    if (idToExternalAndNameMapping[id].p === 0) delete cache[idToExternalAndNameMapping[id][2]];
  });
  federation.bundlerRuntime.remotes({
    chunkId: chunkId,
    promises: promises,
    chunkMapping: remotesOfChunks,
    idToExternalAndNameMapping: idToExternalAndNameMapping,
    idToRemoteMap: idToRemoteMap,
    webpackRequire: R
  });
};
if (modules[data.fd.m]) startFederation();
