globalThis.__result = Promise.all([import(/* webpackIgnore: true */ 'node:path').then((m) => typeof m.join), import(/* webpackIgnore: false */ './b.js').then((m) => m.default)]);
