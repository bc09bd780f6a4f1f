globalThis.order = [];
globalThis.__result = (async () => {
  const [a, b] = await Promise.all([import('./a.js'), import('./b.js')]);
  const again = await import('./a.js');
  const nested = await b.more();
  const names = await Promise.all(['x', 'y'].map((n) => import(`./dir/${n}.js`).then((m) => m.default)));
  return [a === again, a.v, nested.v, names, globalThis.order];
})();
