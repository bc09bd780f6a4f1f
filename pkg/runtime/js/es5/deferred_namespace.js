// Made of ../deferred_namespace.js by e2e/lower-runtime.mjs.
var deferred = {};
R.z = function (id, mode, late) {
  var key = id + "|" + mode;
  if (deferred[key]) return deferred[key];
  var ns;
  var run = function () {
    if (ns) return ns;
    var module = R.c[id];
    if (module && !module.loaded) throw TypeError("Module \"".concat(id, "\" is still running"));
    var exports = R(id);
    if (late) exports = R.an(exports);
    return ns = mode == null ? exports : R.t(exports, mode);
  };
  var plain = function (name) {
    return typeof name == "symbol" || name == "then";
  };
  var fail = function (target, name) {
    if (!plain(name)) run();
    return false;
  };
  var target = Object.defineProperty(Object.create(null), Symbol.toStringTag, {
    value: "Deferred Module"
  });
  return deferred[key] = new Proxy(target, {
    get: function (target, name) {
      return plain(name) ? target[name] : run()[name];
    },
    has: function (target, name) {
      return plain(name) ? name in target : name in run();
    },
    ownKeys: function (target) {
      return Object.keys(run()).filter(function (name) {
        return !plain(name);
      }).concat(Reflect.ownKeys(target));
    },
    getOwnPropertyDescriptor: function (target, name) {
      if (plain(name)) return Reflect.getOwnPropertyDescriptor(target, name);
      if (Object.prototype.hasOwnProperty.call(run(), name)) {
        return {
          value: ns[name],
          writable: true,
          enumerable: true,
          configurable: true
        };
      }
    },
    set: function () {
      return false;
    },
    defineProperty: fail,
    deleteProperty: function (target, name) {
      return plain(name) ? !(name in target) : !(name in run());
    }
  });
};
