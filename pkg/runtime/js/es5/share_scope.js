// Made of ../share_scope.js by e2e/lower-runtime.mjs.
R.S = {};
var offered = {};
var live = function (entry) {
  return entry.loaded || entry.loading;
};
var register = function (scope, key, version, ids, chunks, flags, required) {
  var hash = arguments.length > 7 && arguments[7] !== undefined ? arguments[7] : "";
  var versions = R.S[scope][key] = R.S[scope][key] || {};
  var old = versions[version];
  var eager = !!(flags & 1);
  if (!old || !live(old) && old.strategy != "loaded-first" && (!old.eager == eager ? eager : (old.hash ? hash : "") + data.n > (old.hash || "") + old.from)) {
    versions[version] = {
      get: function () {
        return load(ids, chunks);
      },
      from: data.n,
      eager: eager,
      hash: hash,
      version: version,
      scope: [scope],
      shareConfig: {
        requiredVersion: required || false,
        singleton: !!(flags & 2),
        eager: eager,
        strictVersion: !!(flags & 4)
      }
    };
  }
};
R.I = function (scope) {
  R.S[scope] = R.S[scope] || {};
  if (!offered[scope]) (offered[scope] = data.ps[scope] || []).forEach(function (row) {
    return register.apply(void 0, [scope].concat(row));
  });
  return 1;
};
