// Made of ../container_scopes.js by e2e/lower-runtime.mjs.
var initScopeOf = R.I;
R.I = function (name, initScope, options) {
  if (!options) return initScopeOf(name, initScope);
  var keys = options.shareScopeKeys,
    map = options.shareScopeMap;
  var own = data.sk || [];
  var given = R.S[name];
  var names = own[0] ? own : [].concat(keys || name);
  if (!own[0] && !Array.isArray(keys)) return initScopeOf(name, initScope);
  names.forEach(function (scope) {
    return R.S[scope] = map ? map[scope] = map[scope] || {} : given;
  });
  return Promise.all(names.map(function (scope) {
    return initScopeOf(scope, initScope);
  }));
};
