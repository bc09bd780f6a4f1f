// env: web
const out = [];
globalThis.__result = new Promise((ok, no) => {
  require.ensure(['./a'], function (require) { out.push(require('./a'), require('./b')); ok(out); }, no, 'chunk');
  out.push('sync', document.tags.length > 0);
});
