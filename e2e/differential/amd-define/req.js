exports.promise = new Promise(function (ok) { require(['./dep', './lib'], function (dep, lib) { ok([dep, lib.dep]); }); });
