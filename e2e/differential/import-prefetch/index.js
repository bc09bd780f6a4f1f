// env: web
globalThis.__result = (async () => {
  const links = () => document.tags.filter((t) => t.tagName === 'LINK').map((t) => [t.rel, t.href.split('/').pop()]);
  await new Promise((ok) => setTimeout(ok, 20));
  const first = links();
  await (globalThis.__yes ? import(/* webpackPrefetch: true, webpackChunkName: "later" */ './b.js') : 0);
  const c = await import(/* webpackChunkName: "now" */ "./c.js"); globalThis.__c = [c.y, c.z];
  await new Promise((ok) => setTimeout(ok, 20));
  return [first, links()];
})();
