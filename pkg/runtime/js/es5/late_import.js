// Made of ../late_import.js by e2e/lower-runtime.mjs.
var bring = function () {
  var _ref = babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee() {
    var url, _t;
    return babelHelpers.regenerator().w(function (_context) {
      while (1) switch (_context.p = _context.n) {
        case 0:
          url = new URL(data.f, new URL(data.p || "", self.location.href)).href;
          _context.p = 1;
          importScripts(typeof policy == "function" ? policy().createScriptURL(url) : url);
          _context.n = 3;
          break;
        case 2:
          _context.p = 2;
          _t = _context.v;
          throw missing(_t.message, url);
        case 3:
          if (real) {
            _context.n = 4;
            break;
          }
          throw missing("missing", url);
        case 4:
          return _context.a(2);
      }
    }, _callee, null, [[1, 2]]);
  }));
  return function bring() {
    return _ref.apply(this, arguments);
  };
}();
