// Made of ../jsonp.js by e2e/lower-runtime.mjs.
R.f.j = function (id, promises) {
  var slot = installed[id];
  if (slot === 0) return;
  if (!slot) {
    var request = R.p + R.u(id);
    var promise = new Promise(function () {
      for (var _len = arguments.length, settle = new Array(_len), _key = 0; _key < _len; _key++) {
        settle[_key] = arguments[_key];
      }
      return slot = installed[id] = settle;
    });
    slot.push(promise);
    R.l(request, function (event) {
      if (!installed[id]) return;
      delete installed[id];
      slot[1](chunkError(id, event.type == "load" ? "missing" : event.type, event.target.src));
    }, "chunk-" + id, id);
  }
  promises.push(slot[2]);
};
