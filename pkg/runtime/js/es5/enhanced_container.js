// Made of ../enhanced_container.js by e2e/lower-runtime.mjs.
var moduleMap = {};
Object.keys(data.ex).forEach(function (name) {
  return moduleMap[name] = function () {
    return load.apply(void 0, data.ex[name]);
  };
});
var shareScopeKey = data.sk || data.sn;
R.initializeExposesData = {
  moduleMap: moduleMap,
  shareScope: shareScopeKey
};
return {
  get: function (name, getScope) {
    R.R = getScope;
    var factory = new Promise(function (resolve) {
      if (!R.o(moduleMap, name)) {
        throw problem("container-expose-missing", "Module \"".concat(name, "\" does not exist in container."));
      }
      resolve(moduleMap[name]());
    });
    R.R = undefined;
    return factory;
  },
  init: function (shareScope, initScope, remoteEntryInitOptions) {
    startFederation();
    return federation.bundlerRuntime.initContainerEntry({
      webpackRequire: R,
      shareScope: shareScope,
      initScope: initScope,
      remoteEntryInitOptions: remoteEntryInitOptions,
      shareScopeKey: shareScopeKey
    });
  }
};
