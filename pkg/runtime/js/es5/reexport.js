// Made of ../reexport.js by e2e/lower-runtime.mjs.
R.es = function (exports, namespace) {
  var getters = {};
  var _loop = function (name) {
    if (name != "default") getters[name] = function () {
      return namespace[name];
    };
  };
  for (var name in namespace) {
    _loop(name);
  }
  R.d(exports, getters);
};
