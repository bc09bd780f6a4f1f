const load = (n) => import(`./d/${n}.mjs`);
globalThis.__result = Promise.all([load('a'), load('b')]).then((l) => l.map((n) => n.default));
