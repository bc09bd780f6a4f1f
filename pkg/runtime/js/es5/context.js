// Made of ../context.js by e2e/lower-runtime.mjs.
R.cx = function (id, mode, rows) {
  var problem = function (text) {
    throw Object.assign(Error(text), {
      code: "MODULE_NOT_FOUND"
    });
  };
  var find = function (request) {
    return R.o(rows, request) ? rows[request] : problem("Cannot find module '".concat(request, "'"));
  };
  var get = function (request, _ref) {
    var id = _ref[0],
      namespace = _ref[1];
    return mode & 2 && !R.m[id] ? problem("Module '".concat(request, "' ('").concat(id, "') is not available (weak dependency)")) : id === null ? {} : namespace ? R.t(id, namespace | 1) : R(id);
  };
  var later = function (request, use) {
    try {
      var row = find(request);
      var chunks = row[2] || [];
      return (chunks.length == 1 ? R.e(chunks[0]) : Promise.all(chunks.map(function (chunk) {
        return R.e(chunk);
      }))).then(function () {
        return use(row);
      });
    } catch (error) {
      return Promise.reject(error);
    }
  };
  var context = mode & 1 ? function (request) {
    return later(request, function (row) {
      return get(request, row);
    });
  } : function (request) {
    return get(request, find(request));
  };
  context.keys = function () {
    return Object.keys(rows);
  };
  context.resolve = mode & 1 ? function (request) {
    return later(request, function (row) {
      return row[0];
    });
  } : function (request) {
    return find(request)[0];
  };
  context.id = id;
  return context;
};
