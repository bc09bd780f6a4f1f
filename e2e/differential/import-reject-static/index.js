const attempt = () => import('./outer.js').then((m) => m.ok, (e) => e.message);
const req = () => { try { return require('./bad.cjs').x } catch (e) { return e.message } };
globalThis.__result = (async () => [await attempt(), await attempt(), req(), req(), globalThis.order])();
