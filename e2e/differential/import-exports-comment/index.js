globalThis.__result = import(/* webpackExports: ["a", "default"] */ './b.js').then(async (ns) => [ns.a, ns.default]);
