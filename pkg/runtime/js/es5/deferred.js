// Made of ../deferred.js by e2e/lower-runtime.mjs.
var coming = function (ids) {
  return ids.filter(function (id) {
    return installed[id] !== 0;
  }).map(function (id) {
    var slot = installed[id] = installed[id] || [];
    return slot[2] = slot[2] || new Promise(function (resolve) {
      return slot[0] = resolve;
    });
  });
};
R.O = function (ids, run) {
  var promises = arguments.length > 2 && arguments[2] !== undefined ? arguments[2] : coming(ids);
  return promises[0] ? Promise.all(promises).then(run) : run();
};
