const load = (n) => import(`./d/${n}.js`).then(({ default: d, named }) => [d, named]).catch((e) => e.code).finally(() => 0);
globalThis.__result = Promise.all([load('a'), load('b'), load('c')]);
