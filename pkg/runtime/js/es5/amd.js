// Made of ../amd.js by e2e/lower-runtime.mjs.
var defined = new WeakMap();
R.ad = function (module, exports) {
  var own = arguments.length > 2 && arguments[2] !== undefined ? arguments[2] : [];
  var amd = arguments.length > 3 && arguments[3] !== undefined ? arguments[3] : {};
  var state = defined.get(module) || [{}, exports];
  defined.set(module, state);
  var names = state[0];
  exports = state[1];
  function get(id, to) {
    return id == "require" ? R : id == "exports" ? to ? to.exports : exports : id == "module" ? to || module : R.o(names, id) ? names[id] : R(id);
  }
  var define = function () {
    for (var _len = arguments.length, args = new Array(_len), _key = 0; _key < _len; _key++) {
      args[_key] = arguments[_key];
    }
    var factory = args.pop();
    var ids = Array.isArray(args[args.length - 1]) ? args.pop() : ["require", "exports", "module"].slice(0, factory.length);
    var to = own.includes(args[0]) ? {
      exports: {}
    } : null;
    var value = typeof factory == "function" ? factory.apply(to ? to.exports : exports, ids.map(function (id) {
      return get(id, to);
    })) : factory;
    if (value !== undefined) (to || module).exports = value;
    if (to) names[args[0]] = to.exports;
  };
  define.amd = amd;
  define.get = get;
  define.require = function (ids, callback) {
    var values = ids.map(function (id) {
      return get(id);
    });
    if (callback) callback.apply(void 0, values);
  };
  return define;
};
