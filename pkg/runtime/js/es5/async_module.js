// Made of ../async_module.js by e2e/lower-runtime.mjs.
var asyncModules = new WeakMap();
R.a = function (module, body, hasAwait) {
  var exports = module.exports;
  var gate = hasAwait && {
    state: 0,
    waiting: []
  };
  var gates = new Set();
  var late = new Set();
  var open = function (gate) {
    if (gate && gate.state < 2) {
      gate.state = 2;
      gate.waiting.forEach(function (waiter) {
        return --waiter.left || waiter.go();
      });
    }
  };
  var describe = function (value) {
    var known = value && typeof value == "object" && asyncModules.get(value);
    if (known || !value || typeof value.then != "function" || typeof value != "object") {
      return known || {
        exports: value,
        each: function () {}
      };
    }
    var foreign = {
      state: 1,
      waiting: []
    };
    var info = {
      each: function (visit) {
        return visit(foreign);
      }
    };
    value.then(function (result) {
      info.exports = result;
      open(foreign);
    }, function (error) {
      info.error = [error];
      open(foreign);
    });
    return info;
  };
  var info = {
    exports: exports,
    late: late,
    each: function (visit) {
      if (gate) visit(gate);
      gates.forEach(visit);
      late.forEach(function (other) {
        return other.waits && other.each(visit);
      });
      promise.catch(function () {});
    }
  };
  var settle;
  var promise = new Promise(function (resolve, reject) {
    return settle = [resolve, reject];
  });
  asyncModules.set(promise, info);
  module.exports = promise;
  body(function (imports) {
    var infos = imports.map(describe);
    var results = function () {
      return infos.map(function (info) {
        if (info.error) throw info.error[0];
        return info.exports;
      });
    };
    var waiter = {
      left: 0
    };
    var ready = new Promise(function (resolve) {
      return waiter.go = function () {
        return resolve(results);
      };
    });
    infos.forEach(function (other) {
      if (other.late) (other.waits ? other.late : [other]).forEach(function (root) {
        return root.waits || root == info || late.add(root);
      });
      other.each(function (other) {
        if (other == gate || gates.has(other)) return;
        gates.add(other);
        if (other.state == 1) {
          waiter.left++;
          other.waiting.push(waiter);
        }
      });
    });
    info.waits = 1;
    return waiter.left ? ready : results();
  }, function (error) {
    if (error) {
      info.error = [error];
      if (R.c[module.id] == module) delete R.c[module.id];
      settle[1](error);
    } else settle[0](exports);
    info.done = 1;
    open(gate);
  });
  if (gate && !gate.state) gate.state = 1;
};
