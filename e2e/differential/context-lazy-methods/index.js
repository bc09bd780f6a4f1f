const ctx = require.context('./ctx', false, /^\.\/(a|c)\.js$/, 'eager');
globalThis.__result = (async () => [ctx.keys(), typeof ctx('./a.js').then, await ctx('./c.js'), ctx.id !== undefined, await ctx('./zz').catch((e) => e.message)])();
