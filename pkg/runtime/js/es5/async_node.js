// Made of ../async_node.js by e2e/lower-runtime.mjs.
var cameFrom = function () {
  if (/^https?:/.test(data.dir)) return data.dir;
  if (!data.file || data.require("path").isAbsolute(data.file)) return;
  var own = data.module().exports;
  var similar;
  for (var _i2 = 0, _ref2 = (globalThis.__FEDERATION__ || {}).__INSTANCES__ || []; _i2 < _ref2.length; _i2++) {
    var instance = _ref2[_i2];
    for (var _i4 = 0, _Array$from2 = Array.from(instance.moduleCache.values()); _i4 < _Array$from2.length; _i4++) {
      var _Array$from2$_i = _Array$from2[_i4],
        remoteInfo = _Array$from2$_i.remoteInfo,
        remoteEntryExports = _Array$from2$_i.remoteEntryExports;
      if (remoteEntryExports && (remoteEntryExports == own || Object.values(own).includes(remoteEntryExports))) return remoteInfo.entry;
      if (remoteInfo.entry.replace(/[?#].*/, "").endsWith(data.dir + "/" + data.file)) similar = remoteInfo.entry;
    }
  }
  return data.a || similar;
};
R.f.node = function (id, promises) {
  if (installed[id] === 0) return;
  if (!installed[id]) {
    var remote = cameFrom();
    var name = (remote && remote == data.a ? "" : data.r || "./") + R.u(id);
    var file = remote ? new URL(name, remote).href : data.require("path").join(data.dir, name);
    installed[id] = [(remote ? fetch(file).then(function (response) {
      if (!response.ok) throw Error("status ".concat(response.status));
      return response.text();
    }) : new Promise(function (resolve, reject) {
      return data.require("fs").readFile(file, "utf-8", function (error, text) {
        return error ? reject(error) : resolve(text);
      });
    })).then(function (text) {
      if (data.si && data.si[id]) checkHash(text, data.si[id]);
      var chunk = {};
      var path = data.require("path");
      data.require("vm").runInThisContext("(function(exports,require,__dirname,__filename){" + text + "\n})", file)(chunk, remote ? data.require : data.require("module").createRequire(file), remote ? file.replace(/[^/]*$/, "") : path.dirname(file), file);
      R.C(chunk);
    }).catch(function (cause) {
      delete installed[id];
      throw chunkError(id, "error", file, cause);
    })];
  }
  promises.push(installed[id][0]);
};
