globalThis.tries = 0;
const attempt = () => import('./flaky.js').then((m) => m.ok, (e) => e.message);
globalThis.__result = (async () => [await attempt(), await attempt(), await attempt()])();
