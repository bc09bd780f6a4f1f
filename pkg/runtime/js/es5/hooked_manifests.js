// Made of ../hooked_manifests.js by e2e/lower-runtime.mjs.
var fileOf = function () {
  var _ref = arguments.length > 0 && arguments[0] !== undefined ? arguments[0] : {},
    _ref$path = _ref.path,
    path = _ref$path === void 0 ? "" : _ref$path,
    _ref$name = _ref.name,
    name = _ref$name === void 0 ? "" : _ref$name;
  return path.replace(/^\.?\//, "").replace(/[^/]$/, "$&/") + name;
};
var snapshotOf = function (_ref2, url) {
  var metaData = _ref2.metaData,
    _ref2$remotes = _ref2.remotes,
    remotes = _ref2$remotes === void 0 ? [] : _ref2$remotes,
    shared = _ref2.shared,
    exposes = _ref2.exposes;
  var _metaData$types = metaData.types,
    types = _metaData$types === void 0 ? {} : _metaData$types,
    remoteEntry = metaData.remoteEntry,
    ssrRemoteEntry = metaData.ssrRemoteEntry,
    publicPath = metaData.publicPath,
    ssrPublicPath = metaData.ssrPublicPath;
  return Object.assign(Object.assign({
    version: url,
    buildVersion: (metaData.buildInfo || {}).buildVersion,
    globalName: metaData.globalName,
    remoteEntry: fileOf(remoteEntry),
    remoteEntryType: remoteEntry.type,
    remoteTypes: fileOf(types),
    remoteTypesZip: types.zip || "",
    remoteTypesAPI: types.api || "",
    remotesInfo: Object.fromEntries(remotes.map(function (remote) {
      return [remote.federationContainerName, {
        matchedVersion: "version" in remote ? remote.version : remote.entry
      }];
    })),
    shared: shared.map(function (_ref3) {
      var assets = _ref3.assets,
        name = _ref3.name,
        version = _ref3.version,
        _ref3$referenceExport = _ref3.referenceExports,
        referenceExports = _ref3$referenceExport === void 0 ? [] : _ref3$referenceExport;
      return {
        assets: assets,
        sharedName: name,
        version: version,
        usedExports: referenceExports
      };
    }),
    modules: exposes.map(function (_ref4) {
      var name = _ref4.name,
        path = _ref4.path,
        assets = _ref4.assets;
      return {
        moduleName: name,
        modulePath: path,
        assets: assets
      };
    }),
    publicPath: publicPath && publicPath != "auto" ? publicPath : url.replace(/[?#].*/, "").replace(/[^/]+$/, "")
  }, typeof ssrPublicPath == "string" && {
    ssrPublicPath: ssrPublicPath
  }), ssrRemoteEntry && {
    ssrRemoteEntry: fileOf(ssrRemoteEntry),
    ssrRemoteEntryType: ssrRemoteEntry.type || "commonjs-module"
  });
};
var withChanges = function (manifest, before, after) {
  var metaData = Object.assign({}, manifest.metaData);
  var entry = function (key, type) {
    if (after[key] != before[key] || after[type] != before[type]) metaData[key] = {
      path: "",
      name: after[key],
      type: after[type]
    };
  };
  entry("remoteEntry", "remoteEntryType");
  entry("ssrRemoteEntry", "ssrRemoteEntryType");
  for (var _i2 = 0, _ref6 = ["globalName", "publicPath", "ssrPublicPath"]; _i2 < _ref6.length; _i2++) {
    var key = _ref6[_i2];
    if (after[key] == before[key]) continue;
    metaData[key] = after[key];
    if (key == "publicPath") delete metaData.publicPathFrom;
  }
  return Object.assign(Object.assign({}, manifest), {}, {
    metaData: metaData
  });
};
var manifestOf = function (_ref7) {
  var _ref7$modules = _ref7.modules,
    modules = _ref7$modules === void 0 ? [] : _ref7$modules;
  return {
    metaData: {
      remoteEntry: {}
    },
    exposes: modules.map(function (_ref8) {
      var moduleName = _ref8.moduleName,
        _ref8$modulePath = _ref8.modulePath,
        modulePath = _ref8$modulePath === void 0 ? "./" + moduleName : _ref8$modulePath,
        assets = _ref8.assets;
      return {
        name: moduleName,
        path: modulePath,
        assets: assets
      };
    }),
    shared: []
  };
};
var globalSnapshot = {};
var hostSnapshot = function () {
  return globalSnapshot[instance.name] = globalSnapshot[instance.name] || {
    version: "",
    remoteEntry: "",
    remotesInfo: {}
  };
};
var snapshotKey = function (_ref9) {
  var name = _ref9.name,
    entry = _ref9.entry;
  return name + ":" + entry;
};
var keptManifests = {};
var fetchByAddress = fetchManifest;
fetchManifest = function () {
  var _ref0 = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee(url, more) {
    var _instance, options, origin, moduleInfo, module, remoteInfo, hostGlobalSnapshot, key, known, _yield$emit$loadSnaps, remoteSnapshot, common, _yield$emit$loadRemot, manifest, _yield$emit$loadRemot2, manifestUrl, _contextOf, initiator, id, about, answer, snapshot, _yield$emit$loadRemot3, _t;
    return babelHelpers.regenerator().w(function (_context) {
      while (1) switch (_context.p = _context.n) {
        case 0:
          _instance = instance, options = _instance.options;
          origin = instance;
          moduleInfo = options.remotes.find(function (remote) {
            return infoOf(remote).remoteInfo.entry == url;
          }) || {
            name: url,
            entry: url
          };
          module = infoOf(moduleInfo);
          remoteInfo = module.remoteInfo;
          _context.n = 1;
          return emit.beforeLoadRemoteSnapshot({
            options: options,
            moduleInfo: moduleInfo,
            origin: origin
          });
        case 1:
          hostGlobalSnapshot = hostSnapshot();
          hostGlobalSnapshot.remotesInfo[moduleInfo.name] = {
            matchedVersion: url
          };
          key = snapshotKey({
            name: moduleInfo.name,
            entry: url
          });
          known = manifests[url] && globalSnapshot[key];
          _context.n = 2;
          return emit.loadSnapshot({
            options: options,
            moduleInfo: moduleInfo,
            hostGlobalSnapshot: hostGlobalSnapshot,
            remoteSnapshot: known,
            globalSnapshot: globalSnapshot
          });
        case 2:
          _yield$emit$loadSnaps = _context.v;
          remoteSnapshot = _yield$emit$loadSnaps.remoteSnapshot;
          common = {
            options: options,
            moduleInfo: moduleInfo
          };
          if (!(known && remoteSnapshot == known)) {
            _context.n = 4;
            break;
          }
          _context.n = 3;
          return emit.loadRemoteSnapshot(Object.assign(Object.assign({}, common), {}, {
            remoteSnapshot: Object.assign({}, known),
            from: "global"
          }));
        case 3:
          _yield$emit$loadRemot = _context.v;
          remoteSnapshot = _yield$emit$loadRemot.remoteSnapshot;
          manifest = withChanges(keptManifests[key], known, remoteSnapshot);
          _context.n = 16;
          break;
        case 4:
          if (!(remoteSnapshot && !/\.json(?:$|[?#])/.test(remoteSnapshot.remoteEntry))) {
            _context.n = 6;
            break;
          }
          _context.n = 5;
          return emit.loadRemoteSnapshot(Object.assign(Object.assign({}, common), {}, {
            remoteSnapshot: remoteSnapshot,
            from: "global"
          }));
        case 5:
          _yield$emit$loadRemot2 = _context.v;
          remoteSnapshot = _yield$emit$loadRemot2.remoteSnapshot;
          manifest = withChanges(manifestOf(remoteSnapshot), {}, remoteSnapshot);
          _context.n = 16;
          break;
        case 6:
          manifestUrl = remoteSnapshot ? remoteSnapshot.remoteEntry : url;
          _contextOf = contextOf(remoteInfo), initiator = _contextOf.initiator, id = _contextOf.id;
          about = {
            manifestUrl: manifestUrl,
            moduleInfo: moduleInfo,
            resourceOptions: {
              initiator: initiator,
              id: id
            },
            origin: origin
          };
          _context.n = 7;
          return emit.beforeLoadManifest(about);
        case 7:
          answer = {};
          _context.p = 8;
          _context.n = 9;
          return fetchByAddress(manifestUrl, more);
        case 9:
          manifest = _context.v;
          _context.n = 12;
          break;
        case 10:
          _context.p = 10;
          _t = _context.v;
          _context.n = 11;
          return emit.errorLoadRemote({
            id: manifestUrl,
            error: _t,
            from: "runtime",
            lifecycle: "afterResolve",
            remote: remoteInfo,
            origin: origin
          });
        case 11:
          manifest = _context.v;
          if (manifest && !(manifest.metaData && manifest.exposes && manifest.shared)) manifest = undefined;
          answer = Object.assign({
            error: _t
          }, manifest && {
            recovered: true
          });
        case 12:
          _context.n = 13;
          return emit.afterLoadManifest(Object.assign(Object.assign(Object.assign({}, about), answer), {}, {
            manifestJson: manifest,
            response: module.response
          }));
        case 13:
          if (manifest) {
            _context.n = 14;
            break;
          }
          throw answer.error;
        case 14:
          snapshot = snapshotOf(manifest, absolute(manifestUrl));
          _context.n = 15;
          return emit.loadRemoteSnapshot(Object.assign(Object.assign({}, common), {}, {
            manifestJson: manifest,
            remoteSnapshot: Object.assign({}, snapshot),
            manifestUrl: manifestUrl,
            from: "manifest"
          }));
        case 15:
          _yield$emit$loadRemot3 = _context.v;
          remoteSnapshot = _yield$emit$loadRemot3.remoteSnapshot;
          manifest = withChanges(manifest, snapshot, remoteSnapshot);
          globalSnapshot[key] = remoteSnapshot;
          keptManifests[key] = manifest;
        case 16:
          module.remoteSnapshot = remoteSnapshot;
          Object.assign(remoteInfo, {
            version: remoteSnapshot.version,
            buildVersion: remoteSnapshot.buildVersion
          });
          _context.n = 17;
          return emit.afterLoadSnapshot({
            id: contextOf(remoteInfo).id,
            host: origin,
            options: options,
            moduleInfo: moduleInfo,
            remoteSnapshot: remoteSnapshot
          });
        case 17:
          return _context.a(2, manifest);
      }
    }, _callee, null, [[8, 10]]);
  }));
  return function fetchManifest(_x, _x2) {
    return _ref0.apply(this, arguments);
  };
}();
