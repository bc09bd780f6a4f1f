const order = globalThis.order = [];
const a = await import('./uses.mjs').then(() => 'ok', (e) => e.message);
const b = await import('./fails.mjs').then(() => 'ok', (e) => e.message);
globalThis.__result = [a, b, order];
