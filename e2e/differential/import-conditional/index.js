const load = (x) => import(x ? './b.js' : './c.js');
globalThis.__result = Promise.all([load(1), load(0)].map((p) => p.then((ns) => ns.default, (e) => e.message)));
