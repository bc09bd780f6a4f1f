// Made of ../share_fallback.js by e2e/lower-runtime.mjs.
var offerWhole = register;
register = function (scope, key, version) {
  var before = (R.S[scope][key] || {})[version];
  for (var _len = arguments.length, rest = new Array(_len > 3 ? _len - 3 : 0), _key = 3; _key < _len; _key++) {
    rest[_key - 3] = arguments[_key];
  }
  offerWhole.apply(void 0, [scope, key, version].concat(rest));
  var entry = R.S[scope][key][version];
  var row = data.sf[key + "@" + version];
  if (!row || entry == before) return;
  var file = row[0],
    name = row[1],
    usedExports = row[2],
    told = row[3];
  entry.part = {
    get: entry.get,
    usedExports: usedExports
  };
  entry.get = function () {
    return R.ext(name, R.p + file).then(function (container) {
      return Promise.all([container, container.init(R.S[scope], [], {
        shareScopeKeys: scope,
        shareScopeMap: R.S
      })]);
    }).then(function (_ref) {
      var container = _ref[0];
      return container.get(".");
    });
  };
  if (told) entry.treeShaking = Object.assign(Object.assign({}, entry.part), {}, {
    mode: "runtime-infer",
    status: 1,
    useIn: []
  });
};
