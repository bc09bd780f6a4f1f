let n = 0;
const o = { a: 0, b: null, get c() { n++; return undefined } };
o.a ??= 5; o.b ??= 6; o.x ||= 7; o.a &&= 8; o.c ?? n++;
globalThis.__result = [o.a, o.b, o.x, n, null ?? "d", 0 ?? "d"];
