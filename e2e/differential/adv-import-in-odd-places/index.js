const load = (n) => import('./m' + n + '.js');
class A { static p = import('./m1.js').then((m) => m.v); async [(await0(), 'm')]() { return (await import('./m2.js')).v } }
function await0() {}
const obj = { get lazy() { return import('./m1.js') }, async *g() { yield* (await import('./m2.js')).list } };
globalThis.__result = (async (x = import('./m2.js')) => {
  const [{ v }, { v: w = 'none' }] = await Promise.all([import('./m1.js'), x]);
  const all = []; for await (const i of obj.g()) all.push(i);
  return [v, w, all, await A.p, await new A().m(), (await obj.lazy).v, (await load(1)).v, await load(3).catch((e) => e.code), await (true ? import('./m1.js') : null).then(({ v: { length } }) => length), typeof (await import('./m1.js')), `${(await import('./m1.js')).v}`];
})();
