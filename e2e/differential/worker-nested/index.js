// env: chromium
globalThis.__result = new Promise((ok) => {
  const w = new Worker(new URL('./w.js', import.meta.url));
  w.onmessage = (e) => ok(e.data);
});
