const ctx = import.meta.webpackContext('./ctx', { recursive: true, regExp: /\.js$/, exclude: /sub/ });
const lazy = import.meta.webpackContext('./ctx', { mode: 'lazy', regExp: /\.js$/, include: /sub/ });
globalThis.__result = (async () => [ctx.keys(), ctx.keys().map((k) => ctx(k)), lazy.keys(), await lazy('./sub/e.js')])();
