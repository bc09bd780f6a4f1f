// Made of ../remotes.js by e2e/lower-runtime.mjs.
var containers = {};
var pendingInits = {};
var textOf = function (cause) {
  return String(cause && cause.message || cause);
};
var enter = function (reference) {
  return R(reference);
};
var begin = function (reference, container, scope, initScope) {
  var options = Object.defineProperty({
    version: "",
    shareScopeKeys: scope
  }, "shareScopeMap", {
    value: R.S
  });
  return container.init && container.init(R.S[[].concat(scope)[0]], initScope, options);
};
var watch = function (reference, work) {
  pendingInits[reference] = 1;
  var pending = function () {
    return "still initialising: ".concat(Object.keys(pendingInits).map(function (id) {
      return nameOf(id);
    }).join(", "));
  };
  var warning = setTimeout(function () {
    return console.warn("[remote-init-slow] ".concat(nameOf(reference), " is slow to initialise; ").concat(pending()));
  }, 10000);
  var timer;
  var late = new Promise(function (resolve, reject) {
    timer = setTimeout(function () {
      return reject(Error("Initialization did not end; ".concat(pending())));
    }, data.t || 120000);
  });
  return Promise.race([work, late]).finally(function () {
    delete pendingInits[reference];
    clearTimeout(warning);
    clearTimeout(timer);
  });
};
var nameOf = function (reference) {
  return (Object.values(data.rs || {}).find(function (row) {
    return row[2] == reference;
  }) || [])[3] || reference;
};
var connect = function (reference, scope) {
  var initScope = arguments.length > 2 && arguments[2] !== undefined ? arguments[2] : [];
  return containers[reference] = containers[reference] || new Promise(function (resolve) {
    return resolve(enter(reference));
  }).then(function (container) {
    if (!container || !container.get) throw Error("Container missing");
    [].concat(scope).forEach(function (name) {
      return R.S[name] = R.S[name] || {};
    });
    return watch(reference, new Promise(function (resolve) {
      return resolve(begin(reference, container, scope, initScope));
    })).catch(function (cause) {
      var text = textOf(cause);
      if (!text.includes("different share scope")) throw Object.assign(Error(text), {
        cause: cause,
        code: "remote-init-failed"
      });
      console.warn("Initialization of sharing external failed: ".concat(text, " (remote ").concat(nameOf(reference), ")"));
    }).then(function () {
      return container;
    });
  }).catch(function (error) {
    delete containers[reference];
    delete cache[reference];
    throw error;
  });
};
var reach = function (_ref, getScope) {
  var scope = _ref[0],
    expose = _ref[1],
    reference = _ref[2];
  return Promise.all([].concat(scope).map(function (name) {
    return R.I(name);
  })).then(function () {
    return connect(reference, scope);
  }).then(function (container) {
    return container.get(expose, getScope);
  });
};
var remoteProblem = function (cause, _ref2) {
  var expose = _ref2[1],
    reference = _ref2[2],
    remote = _ref2[3];
  var text = textOf(cause);
  var known = cause && /^(remote|manifest)-/.test(cause.code) && cause.code;
  if (known && cause.remote) return cause;
  var code = known || (/not exist in container/.test(text) ? "remote-expose-missing" : "remote-load-failed");
  var _Object = Object(cause),
    _Object$name = _Object.name,
    name = _Object$name === void 0 ? "Error" : _Object$name,
    type = _Object.type,
    request = _Object.request;
  return problem(code, "".concat(remote, ": ").concat(text, "\nwhile loading \"").concat(expose, "\" from ").concat(request || reference), {
    cause: cause,
    name: name,
    type: type,
    remote: remote,
    expose: expose,
    request: request
  });
};
var reaches = function (list, tokens, own) {
  var seen = arguments.length > 3 && arguments[3] !== undefined ? arguments[3] : new Set();
  return !seen.has(list) && seen.add(list) && list.some(function (item) {
    return item.via ? reaches(item.via, tokens, own, seen) : item != own && tokens.includes(item);
  });
};
R.f.remotes = function (chunk, promises) {
  return (data.rm[chunk] || []).forEach(function (id) {
    var row = data.rs[id];
    var getScope = R.R || [];
    if (getScope.includes(row)) return;
    getScope.push(row);
    if (row.p === 1) return;
    if (row.p) {
      if (reaches(row.g, getScope, row)) return;
      getScope.push({
        via: row.g
      });
    } else row.g = getScope;
    var install = function (factory) {
      delete cache[id];
      modules[id] = function (module) {
        try {
          module.exports = factory();
        } catch (error) {
          row.p = 0;
          throw error;
        }
      };
    };
    row.p = row.p || new Promise(function (resolve) {
      return resolve(reach(row, getScope));
    }).then(function (factory) {
      if (!factory) throw Error("Module \"".concat(row[1], "\" does not exist in container."));
      row.p = 1;
      install(factory);
    }).catch(function (cause) {
      row.p = 0;
      var error = remoteProblem(cause, row);
      if (row.length < 5) throw error;
      console.warn(error.message);
      return Promise.resolve(load(row[4], row[5])).then(install);
    }).catch(function (error) {
      return install(function () {
        throw error;
      });
    });
    promises.push(row.p);
  });
};
