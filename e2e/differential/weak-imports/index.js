globalThis.__result = (async () => {
  const before = await import(/* webpackMode: "weak" */ './m.js').then((m) => m.v, (e) => 'not available');
  await import('./m.js');
  const after = await import(/* webpackMode: "weak" */ './m.js').then((m) => m.v, (e) => 'not available');
  const id = require.resolveWeak('./m.js');
  const other = require.resolveWeak('./other.js');
  return [before, after, id in __webpack_modules__, other in __webpack_modules__, __webpack_require__(id).v];
})();
