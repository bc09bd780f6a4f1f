// env: web
const weak = () => import(/* webpackMode: "weak" */ './b.js').then((ns) => ns.x, (e) => e.code);
const load = () => import('./b.js');
globalThis.__result = (async () => [await weak(), (await load()).x, await weak()])();
