const ctx = import.meta.webpackContext('./c', { mode: 'eager', regExp: /\.mjs$/ });
globalThis.__result = Promise.all(ctx.keys().map((k) => ctx(k)));
