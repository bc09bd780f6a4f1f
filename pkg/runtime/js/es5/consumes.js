// Made of ../consumes.js by e2e/lower-runtime.mjs.
var use = function (entry) {
  if (entry.lib) return entry.lib;
  var factory = entry.loading || entry.get();
  entry.loaded = 1;
  if (!factory.then) return entry.lib = factory;
  return entry.loading = factory.then(function (factory) {
    entry.loading = 0;
    return entry.lib = factory;
  }, function (error) {
    entry.loading = entry.loaded = 0;
    throw error;
  });
};
var choose = function (id) {
  var _data$cs$id = data.cs[id],
    scope = _data$cs$id[0],
    key = _data$cs$id[1],
    range = _data$cs$id[2],
    flags = _data$cs$id[3],
    fallback = _data$cs$id[4],
    chunks = _data$cs$id[5],
    _data$cs$id$ = _data$cs$id[6],
    fallbackVersion = _data$cs$id$ === void 0 ? "0" : _data$cs$id$;
  var versions = R.S[scope][key] || {};
  var singleton = flags & 2;
  var usable = Object.keys(versions).filter(function (version) {
    var entry = versions[version];
    return !(flags & 1) || entry.eager || entry.lib || singleton && live(entry);
  });
  var highest = function (list) {
    return list.map(function (version) {
      var entry = versions[version];
      return (flags & 10 && live(entry) ? entry.only ? 3 : 2 : 1) + rank(version) + " " + version;
    }).sort().join().split(" ").pop();
  };
  var fits = function (version) {
    return !range || satisfies(version, range);
  };
  var version = highest(singleton ? usable : usable.filter(fits));
  var message = singleton ? version && !fits(version) && "Unsatisfied version ".concat(version, " from ").concat(versions[version].from, " of shared singleton module ").concat(key, " (required ").concat(range, ")") : !version && usable[0] && (flags & 20) != 4 && "No satisfying version (".concat(range, ")").concat(flags & 1 ? " for eager consumption" : "", " of shared module ").concat(key, " found in shared scope ").concat(scope, ".\nAvailable versions: ") + usable.map(function (version) {
    return "".concat(version, " from ").concat(versions[version].from);
  }).join(", ");
  if (message) {
    if (flags & 4) throw problem("share-version-unsatisfied", message);
    console.warn("[share-version-unsatisfied] " + message);
    version = highest(usable);
  }
  if (!version) {
    if (flags & 16) throw problem("share-missing", "Shared module ".concat(key, " doesn't exist in shared scope ").concat(scope));
    if (!singleton) return load(fallback, chunks);
    register(scope, key, version = fallbackVersion, fallback, chunks, flags, range);
    versions = R.S[scope][key];
  }
  if (singleton) versions[version].only = 1;
  return use(versions[version]);
};
var consumed = {};
R.f.consumes = function (chunk, promises) {
  return (data.cc[chunk] || []).forEach(function (id) {
    if (consumed[id] === 0) return;
    consumed[id] = consumed[id] || Promise.resolve(R.I(data.cs[id][0])).then(function () {
      return choose(id);
    }).then(function (factory) {
      consumed[id] = 0;
      modules[id] = function (module) {
        return module.exports = factory();
      };
    }, function (error) {
      delete consumed[id];
      modules[id] = function () {
        throw error;
      };
    });
    promises.push(consumed[id]);
  });
};
