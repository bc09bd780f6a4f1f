// env: web
const n = (x) => x + '.js';
const load = {
  eager: (x) => import(/* webpackMode: "eager" */ `./ctx/${x}.js`),
  once: (x) => import(/* webpackMode: "lazy-once" */ `./ctx/${x}.js`),
  weak: (x) => import(/* webpackMode: "weak" */ `./ctx/${x}.js`),
};
globalThis.__result = (async () => {
  const out = [];
  for (const mode of ['eager', 'once', 'weak']) for (const x of ['a', 'sub/e', 'nope']) {
    const before = document.tags.length;
    try { out.push([mode, await load[mode](x), document.tags.length - before]); } catch (e) { out.push([mode, e.code]); }
  }
  return out;
})();
