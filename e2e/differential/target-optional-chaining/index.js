let calls = 0;
const f = () => { calls++; return null };
const o = { a: { b() { return this === o.a }, c: null } };
globalThis.__result = [f()?.x.y.z, calls, o?.a?.b?.(), (o?.a).b(), o.a.c?.d.e, o.missing?.[calls++], calls, delete o?.a?.c, "c" in o.a, typeof o?.q?.r, o.a?.b.call(o.a)];
