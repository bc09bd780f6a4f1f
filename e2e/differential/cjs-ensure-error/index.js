// env: web
globalThis.__result = new Promise((ok) => {
  require.ensure(['./a'], function (require) { ok(require('./a')); }, function (e) { ok('error ' + e.message); }, 'named');
});
