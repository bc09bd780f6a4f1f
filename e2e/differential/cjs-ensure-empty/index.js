// env: web
globalThis.__result = new Promise((ok) => require.ensure([], () => ok(require('./a'))));
