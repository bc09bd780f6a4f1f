// Made of ../consume_scopes.js by e2e/lower-runtime.mjs.
var chooseInScope = choose;
var initOneScope = R.I;
choose = function (id) {
  var row = data.cs[id];
  var scopes = row[0],
    key = row[1];
  if (!Array.isArray(scopes)) return chooseInScope(id);
  data.cs[id] = [scopes.find(function (scope) {
    return (R.S[scope] || {})[key];
  }) || scopes[0]].concat(row.slice(1));
  try {
    return chooseInScope(id);
  } finally {
    data.cs[id] = row;
  }
};
R.I = function (name, initScope, options) {
  return Array.isArray(name) ? Promise.all(name.map(function (scope) {
    return initOneScope(scope, initScope);
  })) : initOneScope(name, initScope, options);
};
