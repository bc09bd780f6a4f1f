// Made of ../script_external.js by e2e/lower-runtime.mjs.
var late = {};
var sourcesOf = function () {
  var key = arguments.length > 0 && arguments[0] !== undefined ? arguments[0] : Symbol.for("mfbundle.containers");
  return self[key] = self[key] || {};
};
R.ext = function (name, url, more) {
  return new Promise(function (resolve, reject) {
    var sources = sourcesOf();
    var place = new URL(url, self.location && self.location.href).href;
    var found = function () {
      if (self[name] === undefined) return;
      if ((sources[name] = sources[name] || place) != place) {
        reject(problem("remote-name-conflict", "Two containers are called \"".concat(name, "\": ").concat(sources[name], " is loaded, and ").concat(place, " is wanted"), {
          request: url
        }));
      }
      resolve(self[name]);
      return 1;
    };
    if (found()) return;
    delete sources[name];
    var done = function (event) {
      if (found()) return;
      var type = event.type == "load" ? "missing" : event.type;
      var request = event.target.src;
      if (type == "timeout") late[url] = (/\?/.test(url) ? "&" : "?") + "retry=" + Date.now();
      reject(Object.assign(Error("Loading script failed.\n(".concat(type, ": ").concat(request, ")")), {
        name: "ScriptExternalLoadError",
        type: type,
        request: request
      }));
    };
    R.l(url + (late[url] || ""), done, name, undefined, more);
  });
};
