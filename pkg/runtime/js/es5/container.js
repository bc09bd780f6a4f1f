// Made of ../container.js by e2e/lower-runtime.mjs.
return {
  get: function (name, getScope) {
    return (new Promise(function (resolve) {
        if (!R.o(data.ex, name)) {
          throw problem("container-expose-missing", "Module \"".concat(name, "\" does not exist in container."));
        }
        R.R = getScope;
        resolve(load.apply(void 0, data.ex[name]));
        R.R = 0;
      })
    );
  },
  init: function (scope, initScope) {
    var options = arguments.length > 2 && arguments[2] !== undefined ? arguments[2] : {};
    if (!R.S) return;
    var name = data.sn;
    var keys = options.shareScopeKeys,
      map = options.shareScopeMap;
    var old = R.S[name];
    if (map && keys != null && keys.map) scope = keys.includes(name) ? map[name] = map[name] || {} : old || {};
    if (old && old != scope) {
      throw problem("container-scope-conflict", "Container initialization failed as it has already been initialized with a different share scope");
    }
    R.S[name] = scope;
    return R.I(name, initScope, options);
  }
};
