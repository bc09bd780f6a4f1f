async function f(n) { const { default: d } = await import('./d/' + n); return d; }
globalThis.__result = Promise.all([f('a.js'), f('b.js')]);
