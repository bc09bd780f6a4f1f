// Made of ../version_first.js by e2e/lower-runtime.mjs.
var offerOwn = R.I;
var scopesReady = {};
var offline = function (reference, error) {
  return console.warn("Initialization of sharing external failed: " + error);
};
var tokens = {};
var initLists = {};
R.I = function (scope) {
  var initScope = arguments.length > 1 && arguments[1] !== undefined ? arguments[1] : [];
  var token = tokens[scope] = tokens[scope] || {};
  if (initScope.includes(token)) return 1;
  initScope.push(token);
  if (scopesReady[scope]) {
    if (scopesReady[scope] != 1) {
      if (reaches(initLists[scope], initScope, token)) return 1;
      initScope.push({
        via: initLists[scope]
      });
    }
    return scopesReady[scope];
  }
  offerOwn(scope);
  initLists[scope] = initScope;
  var references = data.rr[scope] || [];
  if (!references[0]) return scopesReady[scope] = 1;
  return scopesReady[scope] = Promise.all(references.map(function (reference) {
    return connect(reference, scope, initScope).catch(function (error) {
      return offline(reference, error, scope, initScope);
    });
  })).then(function () {
    return scopesReady[scope] = 1;
  });
};
