// Made of ../async_load.js by e2e/lower-runtime.mjs.
var loadNow = load;
load = function (ids, chunks) {
  var factory = loadNow(ids, chunks);
  ids = [].concat(ids);
  if (!ids.some(function (id) {
    return data.aw[id];
  })) return factory;
  return Promise.resolve(factory).then(babelHelpers.asyncToGenerator(babelHelpers.regenerator().m(function _callee() {
    var _i2, _ids2, id, exports;
    return babelHelpers.regenerator().w(function (_context) {
      while (1) switch (_context.n) {
        case 0:
          _i2 = 0, _ids2 = ids;
        case 1:
          if (!(_i2 < _ids2.length)) {
            _context.n = 4;
            break;
          }
          id = _ids2[_i2];
          exports = R(id);
          if (!data.aw[id]) {
            _context.n = 3;
            break;
          }
          _context.n = 2;
          return exports;
        case 2:
          exports = _context.v;
        case 3:
          _i2++;
          _context.n = 1;
          break;
        case 4:
          return _context.a(2, function () {
            return exports;
          });
      }
    }, _callee);
  })));
};
