const mods = import.meta.glob('./ctx/*.js');
const deep = import.meta.glob(['./ctx/**/*.js', '!**/index.js'], { import: 'default' });
globalThis.__result = (async () => {
  const out = {};
  for (const k in mods) out[k] = await mods[k]();
  const deeper = {};
  for (const k in deep) deeper[k] = await deep[k]();
  return [out, deeper];
})();
