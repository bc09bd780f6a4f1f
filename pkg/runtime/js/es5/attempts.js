// Made of ../attempts.js by e2e/lower-runtime.mjs.
var failures = {};
R.ref = function (places) {
  var _ref = arguments.length > 1 && arguments[1] !== undefined ? arguments[1] : {},
    _ref$attempts = _ref.attempts,
    attempts = _ref$attempts === void 0 ? 0 : _ref$attempts,
    _ref$delay = _ref.delay,
    delay = _ref$delay === void 0 ? 0 : _ref$delay;
  var causes = [];
  var place = function (index) {
    var _places$index = places[index],
      request = _places$index[0],
      get = _places$index[1],
      timeout = _places$index[2];
    var wait = delay;
    var attempt = function (left) {
      var timer;
      var late = new Promise(function (resolve, reject) {
        if (timeout) timer = setTimeout(function () {
          return reject(Object.assign(Error("Loading took more than ".concat(timeout, " ms.")), {
            type: "timeout"
          }));
        }, timeout);
      });
      return Promise.race([new Promise(function (resolve) {
        return resolve(get(failures[request] && request.includes("/") ? "".concat(request).concat(request.includes("?") ? "&" : "?", "retry=").concat(failures[request]) : request));
      }), late]).finally(function () {
        return clearTimeout(timer);
      }).catch(function (cause) {
        failures[request] = (failures[request] || 0) + 1;
        if (left > 0) {
          return new Promise(function (resolve) {
            return setTimeout(resolve, wait);
          }).then(function () {
            wait *= 2;
            return attempt(left - 1);
          });
        }
        causes.push(cause);
        if (places[index + 1]) return place(index + 1);
        if (!places[1] && cause && cause.request) throw cause;
        throw Object.assign(Error(causes.map(function (cause, i) {
          return "".concat(cause && cause.message || cause).concat(cause && cause.request ? "" : "\n(".concat(places[i][0], ")"));
        }).join("\n")), {
          cause: cause,
          causes: causes,
          code: cause && cause.code,
          type: cause && cause.type,
          request: cause && cause.request || request
        });
      });
    };
    return attempt(attempts);
  };
  return place(0);
};
