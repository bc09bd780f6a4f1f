// env: chromium
globalThis.__result = new Promise((ok, no) => {
  const w = new Worker(new URL('./w.js', import.meta.url), { type: 'module', name: 'x' });
  w.onmessage = (e) => ok(e.data);
  w.onerror = (e) => no(new Error(e.message));
  w.postMessage(20);
});
