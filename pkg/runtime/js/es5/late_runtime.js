// Made of ../late_runtime.js by e2e/lower-runtime.mjs.
var real, ready, arrived, make, runtime;
var there = new Promise(function (resolve) {
  return arrived = resolve;
});
var meet = function () {
  if (!make || !runtime || real) return;
  real = make(runtime);
  arrived();
};
var missing = function (why, url) {
  return Object.assign(Error("[chunk-load-failed] Loading the runtime failed.\n(".concat(why, ": ").concat(url, ")")), {
    code: "chunk-load-failed",
    name: "ChunkLoadError",
    request: url
  });
};
var loadReal = function () {
  ready = ready || Promise.race([there, bring()]).catch(function (error) {
    ready = 0;
    throw error;
  });
  return ready.then(function () {
    return real;
  });
};
var ask = function (name) {
  return function () {
    var _real;
    for (var _len = arguments.length, args = new Array(_len), _key = 0; _key < _len; _key++) {
      args[_key] = arguments[_key];
    }
    return real ? (_real = real)[name].apply(_real, args) : loadReal().then(function (container) {
      return container[name].apply(container, args);
    });
  };
};
return {
  made: function (maker) {
    make = maker;
    meet();
    return {
      get: ask("get"),
      init: ask("init")
    };
  },
  run: function (R) {
    if (typeof policy == "function") R.tp = policy;
    runtime = R;
    meet();
  }
};
