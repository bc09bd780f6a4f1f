// env: web
globalThis.__result = (async () => {
  const a = await import(/* webpackChunkName: "both" */ './a.js');
  const n = document.tags.length;
  const b = await import(/* webpackChunkName: "both" */ './b.js');
  return [a.default, b.default, document.tags.length - n, document.tags[0]?.src];
})();
