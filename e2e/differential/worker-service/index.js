// env: chromium
globalThis.__result = (async () => {
  const r = await navigator.serviceWorker.register(new URL('./sw.js', import.meta.url));
  const sw = r.installing || r.waiting || r.active;
  return new Promise((ok) => { const c = new MessageChannel(); c.port1.onmessage = (e) => { ok(e.data); r.unregister(); }; sw.postMessage('hi', [c.port2]); });
})();
