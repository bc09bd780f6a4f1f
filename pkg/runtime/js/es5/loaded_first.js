// Made of ../loaded_first.js by e2e/lower-runtime.mjs.
var registerPlain = register;
register = function (scope, key, version) {
  for (var _len = arguments.length, rest = new Array(_len > 3 ? _len - 3 : 0), _key = 3; _key < _len; _key++) {
    rest[_key - 3] = arguments[_key];
  }
  registerPlain.apply(void 0, [scope, key, version].concat(rest));
  var entry = R.S[scope][key][version];
  if (entry.from == data.n) entry.strategy = "loaded-first";
};
