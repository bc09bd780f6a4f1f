// env: chromium
globalThis.__result = new Promise((ok) => {
  const w = new SharedWorker(/* webpackChunkName: "shared" */ new URL('./w.js', import.meta.url));
  w.port.onmessage = (e) => ok(e.data);
  w.port.postMessage('hello');
});
